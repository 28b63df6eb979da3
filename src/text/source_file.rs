//! One file's text with its line index.

use std::sync::OnceLock;

use super::{TextRange, TextSize, size};

/// The text of one file, and the positions in it.
#[derive(Debug)]
pub struct SourceFile {
    path: String,
    text: String,
    // Byte offset of the first byte of each line. Built on first use: a clean file never pays for it.
    line_starts: OnceLock<Vec<TextSize>>,
    // Characters and UTF-16 units before every `STRIDE`th byte. Built for the first place far into a line: a line of a
    // megabyte with a finding in each of its sentences is not counted from its start for each of them.
    counts: OnceLock<Vec<(usize, usize)>>,
}

/// Bytes from one entry of the counts to the next; shorter stretches are counted as they are.
const STRIDE: usize = 4_096;

/// A place in a file, in every unit that an output format may need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// 1-based line; lines end at `\n` (and so at `\r\n`).
    pub line: usize,
    /// 1-based column in characters (Unicode scalar values).
    pub column: usize,
    /// 1-based column in UTF-16 code units.
    pub utf16_column: usize,
    /// 1-based column in UTF-8 bytes.
    pub byte_column: usize,
    /// 0-based offset in UTF-8 bytes from the start of the file.
    pub byte_offset: usize,
}

impl SourceFile {
    /// Holds `text` under the name `path` (as shown to people, with `/` between folders).
    ///
    /// # Panics
    /// If `text` is 4 GiB or more: the reader of files refuses those first.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let _ = size(text.len());
        Self { path: path.into(), text, line_starts: OnceLock::new(), counts: OnceLock::new() }
    }

    /// Returns the name of the file, as shown to people.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the last part of the path.
    pub fn file_name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or(&self.path)
    }

    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the range of the whole text.
    pub fn range(&self) -> TextRange {
        TextRange::up_to(size(self.text.len()))
    }

    /// Returns the text in `range`, moved outwards to character boundaries and cut at the end of the file.
    pub fn slice(&self, range: TextRange) -> &str {
        let range = self.clamp(range);
        &self.text[usize::from(range.start())..usize::from(range.end())]
    }

    /// Returns `range` cut to the file and moved outwards to character boundaries, so that it can be sliced.
    pub fn clamp(&self, range: TextRange) -> TextRange {
        let start = self.text.floor_char_boundary(usize::from(range.start()));
        let end = self.text.ceil_char_boundary(usize::from(range.end())).max(start);
        TextRange::new(size(start), size(end))
    }

    /// Returns the number of lines; an empty file has one.
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// Returns the position of a byte offset, moved back to a character boundary and cut at the end of the file.
    ///
    /// A byte order mark at the start of the file takes no column; byte offsets count it.
    pub fn position(&self, offset: TextSize) -> Position {
        let byte_offset = self.text.floor_char_boundary(usize::from(offset));
        let line_index = self.line_index(size(byte_offset));
        let line_start = usize::from(self.line_starts()[line_index]);
        let line_prefix = &self.text[line_start..byte_offset];
        // A byte order mark is no character of the first line: editors do not show it.
        let before =
            if line_index == 0 { line_prefix.strip_prefix('\u{FEFF}').unwrap_or(line_prefix) } else { line_prefix };
        let (characters, utf16_units) = self.units_between(byte_offset - before.len(), byte_offset);
        Position {
            line: line_index + 1,
            column: characters + 1,
            utf16_column: utf16_units + 1,
            byte_column: before.len() + 1,
            byte_offset,
        }
    }

    /// Returns the 0-based index of the line that holds `offset`.
    pub fn line_index(&self, offset: TextSize) -> usize {
        self.line_starts().partition_point(|start| *start <= offset) - 1
    }

    /// Returns the range of a line by its 0-based index, without its line end.
    ///
    /// # Panics
    /// If there is no such line.
    pub fn line_range(&self, line_index: usize) -> TextRange {
        let starts = self.line_starts();
        let start = starts[line_index];
        let end = starts.get(line_index + 1).copied().unwrap_or(size(self.text.len()));
        let line = &self.text[usize::from(start)..usize::from(end)];
        let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
        TextRange::at(start, size(line.len()))
    }

    /// Returns the number of characters and of UTF-16 units between two offsets.
    fn units_between(&self, start: usize, end: usize) -> (usize, usize) {
        if end - start <= STRIDE {
            return count_units(&self.text.as_bytes()[start..end]);
        }
        let (start, end) = (self.units_before(start), self.units_before(end));
        (end.0 - start.0, end.1 - start.1)
    }

    /// Returns the number of characters and of UTF-16 units before an offset.
    fn units_before(&self, offset: usize) -> (usize, usize) {
        let counts = self.counts.get_or_init(|| {
            let mut sum = (0, 0);
            let mut counts = vec![sum];
            for stretch in self.text.as_bytes().chunks_exact(STRIDE) {
                let (characters, utf16_units) = count_units(stretch);
                sum = (sum.0 + characters, sum.1 + utf16_units);
                counts.push(sum);
            }
            counts
        });
        let before = counts[offset / STRIDE];
        let rest = count_units(&self.text.as_bytes()[offset / STRIDE * STRIDE..offset]);
        (before.0 + rest.0, before.1 + rest.1)
    }

    fn line_starts(&self) -> &[TextSize] {
        self.line_starts.get_or_init(|| {
            std::iter::once(TextSize::new(0))
                .chain(memchr::memchr_iter(b'\n', self.text.as_bytes()).map(|newline| size(newline + 1)))
                .collect()
        })
    }
}

/// Returns the number of characters that start in `bytes`, and of their UTF-16 units.
fn count_units(bytes: &[u8]) -> (usize, usize) {
    let mut characters = 0;
    let mut utf16_units = 0;
    for byte in bytes {
        // A byte that does not continue a character starts one; four-byte characters take two UTF-16 units.
        characters += usize::from(byte & 0xC0 != 0x80);
        utf16_units += usize::from(byte & 0xC0 != 0x80) + usize::from(0xF0 <= *byte);
    }
    (characters, utf16_units)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_far_into_a_line_have_the_columns_that_counting_gives() {
        let line: String = "一😀x，".repeat(3_000);
        let file = SourceFile::new("a.md", format!("\u{FEFF}{line}\n# {line}"));
        for offset in [0, 3, 4_095, 4_096, 4_100, 20_000, 33_002, 33_004, 40_000, 66_000] {
            let position = file.position(size(offset));
            let start = usize::from(file.line_range(position.line - 1).start());
            let before = file.text()[start..position.byte_offset].trim_start_matches('\u{FEFF}');
            assert_eq!(position.column, before.chars().count() + 1, "{offset}");
            assert_eq!(position.utf16_column, before.encode_utf16().count() + 1, "{offset}");
        }
    }

    #[test]
    fn positions_count_characters_utf16_units_and_bytes() {
        let file = SourceFile::new("a.md", "一😀x\r\nsecond\n");
        let at_x = file.position(TextSize::new(7));
        assert_eq!((at_x.line, at_x.column, at_x.utf16_column, at_x.byte_column), (1, 3, 4, 8));
        let second = file.position(TextSize::new(10));
        assert_eq!((second.line, second.column), (2, 1));
        assert_eq!(file.line_count(), 3);
        assert_eq!(file.slice(file.line_range(0)), "一😀x");
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let file = SourceFile::new("a.md", "\u{FEFF}一x");
        let at_x = file.position(TextSize::new(6));
        assert_eq!((at_x.column, at_x.utf16_column, at_x.byte_column, at_x.byte_offset), (2, 2, 4, 6));
    }

    #[test]
    fn offsets_inside_a_character_or_past_the_end_are_moved() {
        let file = SourceFile::new("a.md", "一");
        assert_eq!(file.position(TextSize::new(1)).byte_offset, 0);
        assert_eq!(file.position(TextSize::new(99)).byte_offset, 3);
        assert_eq!(file.slice(TextRange::new(TextSize::new(1), TextSize::new(2))), "一");
    }
}
