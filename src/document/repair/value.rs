//! The value of a key as it was meant: which quotes are missing, doubled or of the wrong kind.

use std::ops::Range;

use super::{character, slip};
use crate::document::line::Line;
use crate::document::{Slip, SlipKind};
use crate::text::{TextRange, range};

/// A value and where it may go on.
pub(super) struct Written<'t> {
    pub(super) text: &'t str,
    /// The value, white space around it left out; all on one line.
    pub(super) value: Range<usize>,
    /// Its line, without the line end.
    pub(super) line: Line,
    /// The end of the front matter.
    pub(super) end: usize,
    /// Returns whether a line starts a key, so that no value goes on there.
    pub(super) is_key: fn(&str) -> bool,
    /// How a quote stands inside quotes: `''` (YAML) or not at all (TOML).
    pub(super) doubles_single_quotes: bool,
}

const OPENING: [char; 4] = ['“', '”', '‘', '’'];

impl Written<'_> {
    fn written(&self) -> &str {
        &self.text[self.value.clone()]
    }

    /// Returns the slips of a value that starts with a quote, and where it ends.
    pub(super) fn quoted(&self) -> (Vec<Slip>, usize) {
        let written = self.written();
        let end = self.line.next;
        let Some(quote) = written.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
            return (Vec::new(), end);
        };
        if let Some(closing) = closing_quote(written, quote) {
            let rest = written[closing + 1..].trim_start();
            if rest.is_empty() || rest.starts_with('#') {
                return (Vec::new(), end);
            }
            return (self.after_quote(quote), end);
        }
        if let Some(last) = self.last_line(quote) {
            let inside = self.value.start + 1..last.start + last.text(self.text).trim_end().len() - 1;
            let repair = self.escapes(quote, inside);
            let opening = character(self.text, self.value.start);
            // Without quotes inside it is a text of several lines, as it may be.
            let nested =
                (!repair.is_empty()).then(|| slip(SlipKind::NestedQuotes, opening, self.line.start..last.end, repair));
            return (nested.into_iter().collect(), last.next);
        }
        (self.unclosed(quote).into_iter().collect(), end)
    }

    /// Text stands after the quote that would close the value.
    fn after_quote(&self, quote: char) -> Vec<Slip> {
        let written = self.written();
        // `"A" and "B"`: the second quote closes a word, so the outer ones are no quotes of the whole.
        let after = closing_quote(written, quote).map_or("", |closing| &written[closing + 1..]);
        let is_word = after.starts_with(' ') && !written[1..written.len() - after.len() - 1].ends_with(' ');
        if is_word && !written.contains(" #") && written[1..].starts_with(|first: char| first != quote) {
            let at = range(self.value.end - after.len(), self.value.end);
            return self
                .in_quotes()
                .map(|repair| self.slip(SlipKind::TextAfterQuote, at, repair))
                .into_iter()
                .collect();
        }
        if written.len() > 1 && written.ends_with(quote) {
            let inside = self.value.start + 1..self.value.end - 1;
            let repair = self.escapes(quote, inside);
            let first = repair.first().map_or(self.value.start, |(range, _)| usize::from(range.start()));
            return vec![self.slip(SlipKind::NestedQuotes, character(self.text, first), repair)];
        }
        if written.contains(" #") {
            return Vec::new();
        }
        let closing = closing_quote(written, quote).map_or(0, |closing| closing + 1);
        let after = range(self.value.start + closing, self.value.end);
        self.in_quotes().map(|repair| self.slip(SlipKind::TextAfterQuote, after, repair)).into_iter().collect()
    }

    /// No line closes the quote.
    fn unclosed(&self, quote: char) -> Option<Slip> {
        let written = self.written();
        if written.contains(" #") || written.contains('\\') {
            return None;
        }
        let opening = character(self.text, self.value.start);
        let last = written.chars().next_back().filter(|_| quote.len_utf8() < written.len())?;
        let last_at = self.value.end - last.len_utf8();
        let is_wrong = OPENING.contains(&last) && !written[1..written.len() - last.len_utf8()].contains(OPENING);
        let is_other = matches!(last, '"' | '\'') && written.matches(last).count() == 1;
        if is_wrong || is_other {
            let kind = if is_wrong { SlipKind::TypographicQuotes } else { SlipKind::UnclosedQuote };
            let at = character(self.text, last_at);
            return Some(self.slip(kind, at, vec![(at, quote.to_string())]));
        }
        let end = TextRange::empty(crate::text::size(self.value.end));
        Some(self.slip(SlipKind::UnclosedQuote, opening, vec![(end, quote.to_string())]))
    }

    /// Returns the line below that ends with the quote, where no key comes between and a key or the end follows.
    fn last_line(&self, quote: char) -> Option<Line> {
        let mut lines = Line::all(self.text, self.line.next..self.end).take(20).peekable();
        while let Some(line) = lines.next() {
            let written = line.text(self.text);
            if (self.is_key)(written) {
                return None;
            }
            let ends = written.trim_end().ends_with(quote);
            let is_last =
                lines.peek().is_none_or(|next| next.is_blank(self.text) || (self.is_key)(next.text(self.text)));
            if ends && is_last {
                return Some(line);
            }
        }
        None
    }

    /// Returns what marks the quotes inside as part of the text.
    fn escapes(&self, quote: char, inside: Range<usize>) -> Vec<(TextRange, String)> {
        let bytes = self.text.as_bytes();
        let mark = if quote == '"' { "\\" } else { "'" };
        if quote == '\'' && !self.doubles_single_quotes {
            return Vec::new();
        }
        let mut escapes = Vec::new();
        let mut at = inside.start;
        while at < inside.end {
            if bytes[at] == b'\\' && quote == '"' {
                at += 2;
                continue;
            }
            if char::from(bytes[at]) == quote {
                if quote == '\'' && at + 1 < inside.end && bytes[at + 1] == b'\'' {
                    at += 2;
                    continue;
                }
                escapes.push((TextRange::empty(crate::text::size(at)), mark.to_owned()));
            }
            at += 1;
        }
        escapes
    }

    /// Returns what puts the whole value in quotes that it does not hold itself.
    pub(super) fn in_quotes(&self) -> Option<Vec<(TextRange, String)>> {
        let written = self.written();
        let quote = if !written.contains(['"', '\\']) {
            "\""
        } else if !written.contains('\'') {
            "'"
        } else {
            return None;
        };
        let (start, end) = (crate::text::size(self.value.start), crate::text::size(self.value.end));
        Some(vec![(TextRange::empty(start), quote.to_owned()), (TextRange::empty(end), quote.to_owned())])
    }

    /// Returns the slip of a value that stands in typographic quotes as a whole; `true` where nobody can mean them.
    pub(super) fn typographic(&self) -> Option<(Slip, bool)> {
        let written = self.written();
        let first = written.chars().next().filter(|first| OPENING.contains(first))?;
        let last = written.chars().next_back().filter(|last| OPENING.contains(last) || matches!(last, '"' | '\''))?;
        let inside = written.get(first.len_utf8()..written.len() - last.len_utf8())?;
        let is_double = matches!(first, '“' | '”');
        let is_pair =
            if is_double { matches!(last, '“' | '”' | '"') } else { matches!(last, '‘' | '’' | '\'') };
        let has_more = if is_double { inside.contains(['“', '”']) } else { inside.contains('‘') };
        if !is_pair || has_more || inside.trim().is_empty() {
            return None;
        }
        let quote = if inside.contains(['"', '\\']) { '\'' } else { '"' };
        if inside.contains(quote) {
            return None;
        }
        let opening = character(self.text, self.value.start);
        let closing = character(self.text, self.value.end - last.len_utf8());
        let repair = vec![(opening, quote.to_string()), (closing, quote.to_string())];
        // Nobody quotes a day, a number, a truth value or an address to the readers.
        let is_no_prose = inside.starts_with(|first: char| first.is_ascii_digit())
            && !inside.chars().any(char::is_alphabetic)
            || matches!(inside, "true" | "false")
            || inside.starts_with(['/', '#'])
            || inside.contains("://");
        let at = range(self.value.start, self.value.end);
        Some((self.slip(SlipKind::TypographicQuotes, at, repair), is_no_prose || last.is_ascii()))
    }

    /// Returns the slip of a list in brackets whose items stand in typographic quotes.
    pub(super) fn typographic_list(&self) -> Option<Slip> {
        let written = self.written();
        let inside = written.strip_prefix('[')?.strip_suffix(']')?;
        if !inside.contains(OPENING) {
            return None;
        }
        let mut repair = Vec::new();
        let mut at = self.value.start + 1;
        for item in inside.split_inclusive([',', '，']) {
            let word = item.trim_end_matches([',', '，']);
            let (first, last) = (word.trim().chars().next()?, word.trim().chars().next_back()?);
            let is_quote = |sign: char| OPENING.contains(&sign) || matches!(sign, '"' | '\'');
            if word.trim().chars().count() < 3 || !is_quote(first) || !is_quote(last) || word.contains('\\') {
                return None;
            }
            let start = at + word.len() - word.trim_start().len();
            let end = at + word.trim_end().len() - last.len_utf8();
            let inner = &self.text[start + first.len_utf8()..end];
            if inner.contains(OPENING) || inner.contains('"') {
                return None;
            }
            if OPENING.contains(&first) || OPENING.contains(&last) {
                repair.push((character(self.text, start), "\"".to_owned()));
                repair.push((character(self.text, end), "\"".to_owned()));
            }
            if item.ends_with('，') {
                repair.push((character(self.text, at + word.len()), ", ".to_owned()));
            }
            at += item.len();
        }
        let at = range(self.value.start, self.value.end);
        Some(self.slip(SlipKind::TypographicQuotes, at, repair))
    }

    /// Returns the slip of a value that ends with a quote that nothing opens.
    pub(super) fn unopened(&self) -> Option<Slip> {
        let written = self.written();
        let before = written.strip_suffix('"')?;
        // `15"` is a length.
        let is_inches = before.trim_end().ends_with(|last: char| last.is_ascii_digit());
        if before.is_empty()
            || before.contains(['"', '\\', '“'])
            || is_inches
            || before.starts_with(['\'', '[', '{', '|', '>'])
        {
            return None;
        }
        let start = TextRange::empty(crate::text::size(self.value.start));
        let at = character(self.text, self.value.end - 1);
        Some(self.slip(SlipKind::UnopenedQuote, at, vec![(start, "\"".to_owned())]))
    }

    pub(super) fn slip(&self, kind: SlipKind, at: TextRange, repair: Vec<(TextRange, String)>) -> Slip {
        slip(kind, at, self.line.start..self.line.end, self.joined(repair))
    }

    /// Makes one replacement of several, so that a reader sees the line as it will be.
    fn joined(&self, repair: Vec<(TextRange, String)>) -> Vec<(TextRange, String)> {
        let (Some((first, _)), Some((last, _))) = (repair.first(), repair.last()) else { return repair };
        let whole = TextRange::new(first.start(), last.end());
        let mut joined = String::new();
        let mut copied = usize::from(whole.start());
        for (range, replacement) in &repair {
            joined.push_str(&self.text[copied..usize::from(range.start())]);
            joined.push_str(replacement);
            copied = usize::from(range.end());
        }
        vec![(whole, joined)]
    }
}

/// Returns where the quote that `written` starts with is closed.
fn closing_quote(written: &str, quote: char) -> Option<usize> {
    let bytes = written.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        if quote == '"' && bytes[at] == b'\\' {
            at += 2;
            continue;
        }
        if char::from(bytes[at]) == quote {
            if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') {
                at += 2;
                continue;
            }
            return Some(at);
        }
        at += 1;
    }
    None
}
