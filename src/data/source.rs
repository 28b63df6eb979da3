//! What all readers share: the stretch of a file that they work on, and its limits.

use super::{Problem, ProblemKind};
use crate::text::{TextRange, TextSize, range};

/// The most bytes of data that are read from one text: 1 MiB.
pub const MAXIMUM_BYTES: usize = 1 << 20;

/// The deepest nesting that is read.
pub const MAXIMUM_DEPTH: usize = 64;

/// The stretch of a file that a reader works on: offsets in the stretch become offsets in the file in one place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub(super) text: &'a str,
    pub(super) start: TextSize,
}

impl<'a> Source<'a> {
    /// Takes `range` of a file's text, without a byte-order mark; `Err` holds the problem of a stretch that is too long.
    pub(super) fn new(file_text: &'a str, range: TextRange) -> Result<Self, Problem> {
        let mut start = range.start();
        let mut text = &file_text[usize::from(start)..usize::from(range.end())];
        if let Some(rest) = text.strip_prefix('\u{FEFF}') {
            start += TextSize::of('\u{FEFF}');
            text = rest;
        }
        if text.len() > MAXIMUM_BYTES {
            let message = format!("more than {MAXIMUM_BYTES} bytes of data are not read");
            return Err(Problem { range: TextRange::empty(start), kind: ProblemKind::Limit { message } });
        }
        Ok(Self { text, start })
    }

    /// Returns the file's range of a range of the stretch, cut to the stretch and moved to character boundaries.
    pub(super) fn range(&self, start: usize, end: usize) -> TextRange {
        let start = self.text.floor_char_boundary(start);
        let end = self.text.ceil_char_boundary(end).max(start);
        range(start, end) + self.start
    }

    /// Returns the text of a range of the file that lies in the stretch.
    pub(super) fn slice(&self, range: TextRange) -> &'a str {
        let range = range - self.start;
        &self.text[usize::from(range.start())..usize::from(range.end())]
    }

    /// Returns where the line of an offset of the stretch ends, its line break not included.
    pub(super) fn line_end(&self, offset: usize) -> usize {
        let rest = &self.text.as_bytes()[offset..];
        let end = memchr::memchr2(b'\n', b'\r', rest).map_or(self.text.len(), |length| offset + length);
        offset + self.text[offset..end].trim_end().len()
    }

    /// Returns where the line of an offset of the stretch starts.
    pub(super) fn line_start(&self, offset: usize) -> usize {
        memchr::memrchr(b'\n', &self.text.as_bytes()[..offset]).map_or(0, |newline| newline + 1)
    }
}

/// Returns another library's message in the form of ours: one clause, lower case, no period.
pub(super) fn as_clause(message: &str) -> String {
    let message = message.lines().next().unwrap_or_default().trim().trim_end_matches('.');
    let mut characters = message.chars();
    match characters.next() {
        // `YAML` and `I` keep their capitals: only a word in lower case is a sentence's first word.
        Some(first) if characters.as_str().starts_with(|next: char| next.is_lowercase()) => {
            first.to_lowercase().chain(characters).collect()
        }
        _ => message.to_owned(),
    }
}
