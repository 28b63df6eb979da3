//! Data files as one tree: YAML, TOML and JSON, with a byte span for every key and value.
//!
//! Main type: [`Node`]. Front matter, configuration, reference tables and language data are all read through it, so
//! that every message about them stands on the exact key or value. Reading never fails: a text yields as much of a tree
//! as there is, and its [`Problem`]s. Knows nothing of what the data means.

pub use node::{Entry, Node, Problem, ProblemKind, ScalarStyle, Tree, Value};
pub use typed::{DataError, PathPlace, deserialize, follow, invalid_input, problem_diagnostic, read, to_value};

pub mod csv;
pub mod json;
mod mapping;
mod node;
#[cfg(test)]
mod tests;
pub mod toml;
mod typed;
pub mod yaml;

use crate::text::{SourceFile, TextRange, TextSize};

/// The most bytes of data that are read from one text: 1 MiB.
pub const MAXIMUM_BYTES: usize = 1 << 20;

/// The deepest nesting that is read.
pub const MAXIMUM_DEPTH: usize = 64;

/// Reads a whole data file by the extension of its name; a name with none that is known is read as YAML.
pub fn parse_file(file: &SourceFile) -> Tree {
    let name = file.file_name();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if extension.eq_ignore_ascii_case("toml") {
        toml::parse(file.text(), file.range())
    } else if extension.eq_ignore_ascii_case("json") {
        json::parse(file.text(), file.range())
    } else {
        yaml::parse(file.text(), file.range())
    }
}

/// The stretch of a file that a reader works on: offsets in the stretch become offsets in the file in one place.
#[derive(Clone, Copy, Debug)]
struct Source<'a> {
    text: &'a str,
    start: TextSize,
}

impl<'a> Source<'a> {
    /// Takes `range` of a file's text, without a byte-order mark; `Err` holds the problem of a stretch that is too long.
    fn new(file_text: &'a str, range: TextRange) -> Result<Self, Problem> {
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
    fn range(&self, start: usize, end: usize) -> TextRange {
        let start = self.text.floor_char_boundary(start);
        let end = self.text.ceil_char_boundary(end).max(start);
        crate::text::range(start, end) + self.start
    }

    /// Returns the text of a range of the file that lies in the stretch.
    fn slice(&self, range: TextRange) -> &'a str {
        let range = range - self.start;
        &self.text[usize::from(range.start())..usize::from(range.end())]
    }

    /// Returns where the line of an offset of the stretch ends, its line break not included.
    fn line_end(&self, offset: usize) -> usize {
        let rest = &self.text.as_bytes()[offset..];
        let end = memchr::memchr2(b'\n', b'\r', rest).map_or(self.text.len(), |length| offset + length);
        offset + self.text[offset..end].trim_end().len()
    }

    /// Returns where the line of an offset of the stretch starts.
    fn line_start(&self, offset: usize) -> usize {
        memchr::memrchr(b'\n', &self.text.as_bytes()[..offset]).map_or(0, |newline| newline + 1)
    }
}
