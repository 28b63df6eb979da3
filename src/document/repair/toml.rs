//! Slips in TOML, line by line.

use std::ops::Range;

use super::value::Written;
use super::{character, slip};
use crate::document::line::Line;
use crate::document::{Slip, SlipKind};
use crate::text::TextRange;

/// Returns the slips of TOML that cannot be read.
pub(super) fn slips(text: &str, content: &Range<usize>) -> Vec<Slip> {
    let mut slips = Vec::new();
    let mut at = content.start;
    while let Some(line) = Line::at(text, at).filter(|line| line.start < content.end) {
        at = read(text, line, content.end, &mut slips);
    }
    slips
}

fn read(text: &str, line: Line, end: usize, slips: &mut Vec<Slip>) -> usize {
    let written = line.text(text);
    let Some(sign) = key_end(written) else { return line.next };
    let at = character(text, line.start + sign);
    let rest_start = usize::from(at.end());
    let rest = &text[rest_start..line.end];
    let value = rest_start + rest.len() - rest.trim_start().len()..rest_start + rest.trim_end().len();
    if value.end <= value.start || text[value.clone()].starts_with("\"\"\"") || text[value.clone()].starts_with("'''") {
        return line.next;
    }
    if !written[sign..].starts_with('=') {
        let key_end = line.start + written[..sign].trim_end().len();
        let replaced = crate::text::range(key_end, value.start);
        slips.push(slip(SlipKind::FullWidthColon, at, line.start..line.end, vec![(replaced, " = ".to_owned())]));
    }
    let written = Written { text, value: value.clone(), line, end, is_key: starts_key, doubles_single_quotes: false };
    let first = text[value.clone()].chars().next().unwrap_or_default();
    if matches!(first, '"' | '\'') {
        // A text in quotes stays on its line.
        slips.extend(written.quoted().0.into_iter().filter(|slip| slip.lines.end() <= crate::text::size(line.end)));
    } else if let Some((slip, _)) = written.typographic() {
        slips.push(slip);
    } else if first == '[' {
        slips.extend(written.typographic_list());
    } else if is_text(&text[value.clone()]) {
        let at = TextRange::at(crate::text::size(value.start), crate::text::size(value.len()));
        slips.extend(written.in_quotes().map(|repair| written.slip(SlipKind::Unquoted, at, repair)));
    }
    line.next
}

/// Returns where the `=` or the full-width sign in its place stands after a bare key.
fn key_end(line: &str) -> Option<usize> {
    let end = line.find(['=', '：', '＝'])?;
    let key = line[..end].trim();
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    (!key.is_empty() && key.bytes().all(is_bare)).then_some(end)
}

fn starts_key(line: &str) -> bool {
    line.starts_with('[') || key_end(line).is_some()
}

/// Returns whether a bare value can only be a text: a letter first, no brackets, no comment.
fn is_text(value: &str) -> bool {
    let is_word = matches!(value, "true" | "false" | "inf" | "nan");
    let starts_as_one = value.starts_with(char::is_alphabetic);
    starts_as_one && !is_word && !value.contains(['#', '"', '\'', '[', ']', '{', '}', '='])
}
