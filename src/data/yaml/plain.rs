//! The YAML that most front matter is written in, in one pass: keys at the margin with a scalar or a list of scalars.
//!
//! This reads what every reader of YAML reads the same way, to the same tree as the parser, and leaves all else to it:
//! nested mappings, plain texts over several lines, anchors, tags, comments beside values, escapes, and whatever is wrong.

use granit_parser::ScalarStyle as Written;

use super::super::mapping::MappingBuilder;
use super::super::{Entry, Node, Source, Tree, Value};
use super::scalar;
use crate::text::TextRange;

/// The longest text that is read here: what is longer may have more values than a tree may.
const MAXIMUM_BYTES: usize = 64 << 10;

/// The longest key; a longer one is no key of YAML without a sign that says so.
const MAXIMUM_KEY: usize = 100;

/// Reads a text; `None` where the parser must.
pub(super) fn read(source: Source<'_>) -> Option<Tree> {
    if MAXIMUM_BYTES < source.text.len() || has_odd_character(source.text) {
        return None;
    }
    let mut reader = Reader { source, at: 0 };
    let mut mapping = MappingBuilder::default();
    let mut problems = Vec::new();
    reader.skip_to_entry();
    let start = reader.at;
    while reader.at < source.text.len() {
        problems.extend(mapping.insert(reader.entry()?));
    }
    let last = mapping.last()?;
    let end = usize::from(last.value.range.end().max(last.key_range.end()) - source.start);
    let range = source.range(start, end);
    Some(Tree { root: Some(Node { range, value: Value::Map(mapping.finish()) }), problems })
}

/// Returns whether a text has a character that is no text for YAML, or that ends a line for some of its readers: a
/// control character but the line feed, U+0085, U+2028, U+2029, U+FEFF, U+FFFE and U+FFFF.
fn has_odd_character(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_odd = |byte: u8| (byte < b' ' && byte != b'\n') || byte == 0x7F;
    let begins_odd = |at: usize| {
        matches!(
            bytes[at..],
            [0xC2, 0x80..=0x9F, ..]
                | [0xE2, 0x80, 0xA8 | 0xA9, ..]
                | [0xEF, 0xBB, 0xBF, ..]
                | [0xEF, 0xBF, 0xBE | 0xBF, ..]
        )
    };
    bytes.iter().fold(false, |found, byte| found | is_odd(*byte))
        || memchr::memchr3_iter(0xC2, 0xE2, 0xEF, bytes).any(begins_odd)
}

/// Goes through the lines.
struct Reader<'a> {
    source: Source<'a>,
    /// The start of a line.
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads a key with its value.
    fn entry(&mut self) -> Option<Entry> {
        let (line, next) = self.line();
        let is_key = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        let length = line.bytes().take_while(is_key).count();
        let starts_as_key = line.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
        if !starts_as_key || MAXIMUM_KEY < length || !line[length..].starts_with(':') {
            return None;
        }
        let key_range = self.source.range(self.at, self.at + length);
        let key = line[..length].to_owned().into();
        let rest = &line[length + 1..];
        let written = rest.trim_matches(' ');
        if !written.is_empty() && !rest.starts_with(' ') {
            return None;
        }
        let after_colon = self.at + length + 1;
        let start = after_colon + (rest.len() - rest.trim_start_matches(' ').len());
        self.at = next;
        let value = if written.is_empty() {
            match self.list()? {
                Some(list) => list,
                None => Node { range: self.source.range(after_colon, after_colon), value: Value::Null },
            }
        } else if written.starts_with('[') {
            self.flow_list(start, written)?
        } else if matches!(written, "|" | "|-" | ">" | ">-") {
            self.block(written)?
        } else {
            self.scalar(start, written)?
        };
        self.skip_to_entry();
        Some(Entry { key, key_range, value })
    }

    /// Returns the line, and where the next one starts.
    fn line(&self) -> (&'a str, usize) {
        let rest = &self.source.text[self.at..];
        match memchr::memchr(b'\n', rest.as_bytes()) {
            Some(newline) => (&rest[..newline], self.at + newline + 1),
            None => (rest, self.source.text.len()),
        }
    }

    /// Goes to the next line that is neither empty nor a comment at the margin.
    fn skip_to_entry(&mut self) {
        while matches!(self.source.text.as_bytes().get(self.at), Some(b'\n' | b'#')) {
            self.at = self.line().1;
        }
    }

    /// Reads the items of a list below its key; `Some(None)` where none are there.
    fn list(&mut self) -> Option<Option<Node>> {
        let indentation = self.indentation();
        let mut items: Vec<Node> = Vec::new();
        let start = self.at + indentation;
        loop {
            let (line, next) = self.line();
            let Some(item) = line.get(indentation..).and_then(|rest| rest.strip_prefix("- ")) else { break };
            if line[..indentation].bytes().any(|byte| byte != b' ') {
                return None;
            }
            let written = item.trim_matches(' ');
            let place = self.at + indentation + 2 + (item.len() - item.trim_start_matches(' ').len());
            items.push(self.scalar(place, written)?);
            self.at = next;
        }
        // What is indented and no item is something else.
        if self.source.text[self.at..].starts_with(' ') {
            return None;
        }
        let [first, ..] = &items[..] else { return Some(None) };
        let last = items.last().unwrap_or(first);
        // To the parser a list at the margin starts with its first item, and others with their first hyphen.
        let start = if indentation == 0 { first.range.start() } else { self.source.range(start, start).start() };
        Some(Some(Node { range: TextRange::new(start, last.range.end()), value: Value::List(items) }))
    }

    /// Reads a list in brackets.
    fn flow_list(&self, start: usize, written: &str) -> Option<Node> {
        let inside = written.strip_prefix('[')?.strip_suffix(']')?;
        let mut items = Vec::new();
        let mut rest = inside.trim_start_matches(' ');
        while !rest.is_empty() {
            let length = match rest.as_bytes()[0] {
                quote @ (b'"' | b'\'') => memchr::memchr(quote, &rest.as_bytes()[1..])? + 2,
                _ => memchr::memchr(b',', rest.as_bytes()).unwrap_or(rest.len()),
            };
            let text = rest[..length].trim_end_matches(' ');
            let is_quoted = text.starts_with(['"', '\'']);
            if !is_quoted && text.bytes().any(|byte| matches!(byte, b'[' | b']' | b'{' | b'}' | b':' | b'?')) {
                return None;
            }
            items.push(self.scalar(start + 1 + inside.len() - rest.len(), text)?);
            rest = rest[length..].trim_start_matches(' ');
            if let Some(next) = rest.strip_prefix(',') {
                rest = next.trim_start_matches(' ');
                // A comma behind the last item is allowed, and rare.
                if rest.is_empty() {
                    return None;
                }
            } else if !rest.is_empty() {
                return None;
            }
        }
        Some(Node { range: self.source.range(start, start + written.len()), value: Value::List(items) })
    }

    /// Reads a text of lines that are all indented alike, below its mark.
    fn block(&mut self, mark: &str) -> Option<Node> {
        let (between, style) = if mark.starts_with('|') { ('\n', Written::Literal) } else { (' ', Written::Folded) };
        let mut text = String::new();
        let indentation = self.indentation();
        let start = self.at + indentation;
        let mut end = start;
        while 0 < indentation && self.indentation() == indentation {
            let (line, next) = self.line();
            let written = &line[indentation..];
            if written.is_empty() || written.ends_with(char::is_whitespace) || next == self.at + line.len() {
                return None;
            }
            if !text.is_empty() {
                text.push(between);
            }
            text.push_str(written);
            end = self.at + line.len();
            self.at = next;
        }
        // Lines that are empty or indented otherwise have rules of their own.
        if text.is_empty() || self.source.text[self.at..].starts_with([' ', '\n']) {
            return None;
        }
        if !mark.ends_with('-') {
            text.push('\n');
        }
        let range = self.source.range(start, end);
        Some(Node { range, value: scalar::resolve(&text, style, None) })
    }

    /// Returns how many spaces the line starts with.
    fn indentation(&self) -> usize {
        let rest = &self.source.text[self.at..];
        rest.len() - rest.trim_start_matches(' ').len()
    }

    /// Reads a text in quotes without escapes, or without quotes; nothing else stands on its line.
    fn scalar(&self, start: usize, written: &str) -> Option<Node> {
        let range = self.source.range(start, start + written.len());
        let first = written.chars().next()?;
        if matches!(first, '"' | '\'') {
            let inside = written[1..].strip_suffix(first)?;
            let has_escape = inside.bytes().any(|byte| matches!(byte, b'\\') || char::from(byte) == first);
            let style = if first == '"' { Written::DoubleQuoted } else { Written::SingleQuoted };
            return (!has_escape).then(|| Node { range, value: scalar::resolve(inside, style, None) });
        }
        let starts_as_text =
            first.is_ascii_alphanumeric() || !first.is_ascii() || matches!(first, '/' | '.' | '_' | '(');
        let has_mark = memchr::memchr2_iter(b':', b'#', written.as_bytes()).any(|at| match written.as_bytes()[at] {
            b':' => matches!(written.as_bytes().get(at + 1), None | Some(b' ')),
            _ => written.as_bytes()[..at].ends_with(b" "),
        });
        (starts_as_text && !has_mark).then(|| Node { range, value: scalar::resolve(written, Written::Plain, None) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::text::range;

    proptest! {
        #![proptest_config(crate::text::fixed_cases(500))]

        /// [`super::super::parse`] compares the two readers wherever this one reads a text.
        #[test]
        fn both_readers_read_the_same(pieces in proptest::collection::vec(PIECES, 0..14)) {
            let text = pieces.concat();
            let _ = super::super::parse(&text, range(0, text.len()));
        }
    }

    /// Lines, and what may stand in them, so that many texts are whole and many are nearly so.
    const PIECES: &str = "(title: |date: 2024-05-09\n|tags:\n|  - one\n|- 二\n|draft: true\n|a-b_c: [x, '2', \"y z\"]\n|\\[a, b\\]|#|# note\n|\n|  |: |:|'|\"|text|标题|text here\n|key: |\\|\n|>-\n|- |,|\\{\\}|&a |\\*a|!!str |null\n|~\n|1.50\n|0x1F\n|yes\n|---\n|\\.\\.\\.\n|\t|<<: |\u{a0}|\r|%|@|`|\\?|\\\\)";
}
