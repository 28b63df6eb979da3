//! Slips in YAML, line by line.

use std::ops::Range;

use super::value::Written;
use super::{character, slip};
use crate::document::keys::{full_width_key, known_key};
use crate::document::line::Line;
use crate::document::{Slip, SlipKind};
use crate::text::{TextRange, range, size};

/// Returns the slips; of front matter that can be read, only those of quotes that are part of the text.
pub(super) fn slips(text: &str, content: &Range<usize>, is_broken: bool) -> Vec<Slip> {
    // U+2018 to U+201D start with these two bytes.
    let bytes = &text.as_bytes()[content.clone()];
    let has_quotes = memchr::memmem::find(bytes, &[0xE2, 0x80]).is_some() || memchr::memchr(b'"', bytes).is_some();
    if !is_broken && !has_quotes {
        return Vec::new();
    }
    let mut reader = Reader { text, end: content.end, is_broken, slips: Vec::new(), typographic: Vec::new() };
    let mut at = content.start;
    while let Some(line) = Line::at(text, at).filter(|line| line.start < content.end) {
        at = reader.line(line);
    }
    reader.finish()
}

struct Reader<'t> {
    text: &'t str,
    end: usize,
    is_broken: bool,
    slips: Vec<Slip>,
    /// Values in typographic quotes, and whether they can mean nothing else.
    typographic: Vec<(Slip, bool)>,
}

impl Reader<'_> {
    /// Reads one line; returns where to go on.
    fn line(&mut self, line: Line) -> usize {
        let written = line.text(self.text);
        let indentation = written.len() - written.trim_start_matches([' ', '\t']).len();
        let rest = &written[indentation..];
        if rest.trim().is_empty() || rest.starts_with('#') {
            return line.next;
        }
        if self.is_broken
            && written[..indentation].contains('\t')
            && (rest.starts_with("- ") || key_end(rest).is_some())
        {
            self.tabs(line, indentation);
        }
        let mut start = line.start + indentation;
        let is_item = rest.starts_with("- ");
        if is_item {
            start += 2 + self.text[start + 2..line.end].len() - self.text[start + 2..line.end].trim_start().len();
        }
        let Some(value_start) = self.key(line, start, indentation == 0 && !is_item) else {
            if is_item {
                return self.value(line, start);
            }
            return line.next;
        };
        let value = self.text[value_start..line.end].trim();
        if value.starts_with(['|', '>']) && value.len() <= 3 {
            return self.after_block(line, indentation);
        }
        self.value(line, value_start)
    }

    fn tabs(&mut self, line: Line, indentation: usize) {
        let tabs = memchr::memchr_iter(b'\t', &self.text.as_bytes()[line.start..line.start + indentation]);
        let repair: Vec<_> = tabs.map(|tab| (range(line.start + tab, line.start + tab + 1), "  ".to_owned())).collect();
        if let Some((first, _)) = repair.first() {
            self.slips.push(slip(SlipKind::Tab, *first, line.start..line.end, repair));
        }
    }

    /// Reads the key of a line; returns where its value starts.
    fn key(&mut self, line: Line, start: usize, is_top_level: bool) -> Option<usize> {
        let written = &self.text[start..line.end];
        let end = key_end(written)?;
        let after = start + end;
        let colon = character(self.text, after);
        let value_start = usize::from(colon.end());
        let rest = &self.text[value_start..line.end];
        if written[end..].starts_with('：') {
            if !is_top_level || !self.is_broken {
                return None;
            }
            let spaces = rest.len() - rest.trim_start().len();
            let key = full_width_key(written[..end].trim_end());
            let from = if key.is_some() { size(start) } else { colon.start() };
            let replaced = TextRange::new(from, colon.end() + size(spaces));
            let colon_and_space = if rest.trim().is_empty() { ":" } else { ": " };
            self.slips.push(slip(
                SlipKind::FullWidthColon,
                TextRange::new(from, colon.end()),
                line.start..line.end,
                vec![(replaced, format!("{}{colon_and_space}", key.unwrap_or_default()))],
            ));
            return Some(value_start);
        }
        if rest.is_empty() || rest.starts_with([' ', '\t']) {
            return Some(value_start);
        }
        if !is_top_level || !self.is_broken || rest.starts_with("//") {
            return None;
        }
        let repair = vec![(colon, ": ".to_owned())];
        self.slips.push(slip(SlipKind::NoSpace, colon, line.start..line.end, repair));
        Some(value_start)
    }

    /// Reads the value from `start` on; returns where to go on.
    fn value(&mut self, line: Line, start: usize) -> usize {
        let rest = &self.text[start..line.end];
        let value_start = start + rest.len() - rest.trim_start().len();
        let value_end = start + rest.trim_end().len();
        if value_end <= value_start {
            return line.next;
        }
        let written = Written {
            text: self.text,
            value: value_start..value_end,
            line,
            end: self.end,
            is_key: starts_key,
            doubles_single_quotes: true,
        };
        let value = &self.text[value_start..value_end];
        if value.starts_with(['"', '\'']) {
            let (slips, next) = written.quoted();
            if self.is_broken {
                self.slips.extend(slips);
            }
            return next;
        }
        if let Some(found) = written.typographic() {
            self.typographic.push(found);
            return line.next;
        }
        if value.starts_with('[') {
            self.typographic.extend(written.typographic_list().map(|slip| (slip, true)));
            return line.next;
        }
        if !self.is_broken {
            self.slips.extend(written.unopened());
            return line.next;
        }
        if let Some(at) = sign_at_fault(value) {
            let at = value_start + at;
            let repair = written.in_quotes();
            let unquoted = repair.map(|repair| written.slip(SlipKind::Unquoted, character(self.text, at), repair));
            self.slips.extend(unquoted);
        }
        line.next
    }

    /// Returns where the block scalar below a line ends.
    fn after_block(&self, line: Line, indentation: usize) -> usize {
        let is_inside = |line: &Line| {
            let written = line.text(self.text);
            written.trim().is_empty() || indentation < written.len() - written.trim_start_matches([' ', '\t']).len()
        };
        Line::all(self.text, line.next..self.end).find(|line| !is_inside(line)).map_or(self.end, |line| line.start)
    }

    /// Of values in typographic quotes, one alone may be a quotation; two show the habit of the editor.
    fn finish(mut self) -> Vec<Slip> {
        let is_habit = 2 <= self.typographic.len();
        for (mut slip, is_certain) in self.typographic {
            slip.is_certain = is_certain || is_habit;
            self.slips.push(slip);
        }
        self.slips.sort_by_key(|slip| slip.range.start());
        self.slips
    }
}

/// Returns whether a line starts a key of the top level.
fn starts_key(line: &str) -> bool {
    if line.starts_with([' ', '\t']) {
        return false;
    }
    let Some(end) = key_end(line) else { return false };
    let rest = line[end..].trim_start_matches([':', '：']);
    line[end..].starts_with('：') || rest.is_empty() || rest.starts_with(' ') || known_key(line).is_some()
}

/// Returns where the colon after the key of a line stands, of either width: one word of letters, digits, `_`, `-`, `.`.
fn key_end(line: &str) -> Option<usize> {
    let end = line.find([':', '：'])?;
    let key = line[..end].trim_end();
    let is_word = key.chars().all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.'));
    let starts_as_one = key.starts_with(|first: char| first.is_alphabetic() || first == '_');
    // A sentence in Chinese has no spaces: what is long is no key.
    let is_short = key.len() <= 40 && key.chars().filter(|sign| !sign.is_ascii()).count() <= 6;
    (is_word && starts_as_one && is_short).then_some(end)
}

/// Returns the offset of the sign that a plain text must not have.
fn sign_at_fault(value: &str) -> Option<usize> {
    if value.contains("{{") || value.contains("{%") || value.contains(" #") {
        return None;
    }
    let first = value.chars().next()?;
    if matches!(first, '@' | '`' | '%') || (first == '*' && value.ends_with('*')) {
        return Some(0);
    }
    if matches!(first, '{' | '&' | '*' | '!' | '|' | '>' | '?') {
        return None;
    }
    value.find(": ").or_else(|| value.ends_with(':').then(|| value.len() - 1))
}
