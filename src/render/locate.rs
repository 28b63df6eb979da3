//! Positions of many places of one file, cheaply.

use crate::text::{Position, SourceFile, TextRange, TextSize, range};

/// Finds positions; remembers the last one.
///
/// A paragraph of Chinese is one line, and a line can be megabytes long. [`SourceFile::position`] counts from the start
/// of the line each time; this counts from the place that was asked for last, so that all findings of a line cost
/// about one walk over it.
#[derive(Debug)]
pub(super) struct Locator<'a> {
    file: &'a SourceFile,
    last: Position,
}

impl<'a> Locator<'a> {
    /// Starts at the beginning of the file.
    pub(super) fn new(file: &'a SourceFile) -> Self {
        let last = Position { line: 1, column: 1, utf16_column: 1, byte_column: 1, byte_offset: 0 };
        Self { file, last }
    }

    /// Returns the positions of the start and of the end of a range.
    pub(super) fn span(&mut self, range: TextRange) -> (Position, Position) {
        (self.position(range.start()), self.position(range.end()))
    }

    /// Returns what [`SourceFile::position`] returns.
    pub(super) fn position(&mut self, offset: TextSize) -> Position {
        let offset = self.file.clamp(TextRange::empty(offset)).start();
        let byte_offset = usize::from(offset);
        let line_index = self.file.line_index(offset);
        let line_start = self.line_start(line_index).min(byte_offset);
        let at_line_start =
            Position { line: line_index + 1, column: 1, utf16_column: 1, byte_column: 1, byte_offset: line_start };
        let is_near = self.last.line == at_line_start.line
            && self.last.byte_offset.abs_diff(byte_offset) < byte_offset - line_start;
        let from = if is_near { self.last } else { at_line_start };
        self.last = if from.byte_offset <= byte_offset {
            let (characters, utf16_units) = self.count(from.byte_offset, byte_offset);
            Position {
                line: from.line,
                column: from.column + characters,
                utf16_column: from.utf16_column + utf16_units,
                byte_column: byte_offset - line_start + 1,
                byte_offset,
            }
        } else {
            let (characters, utf16_units) = self.count(byte_offset, from.byte_offset);
            Position {
                line: from.line,
                column: from.column - characters,
                utf16_column: from.utf16_column - utf16_units,
                byte_column: byte_offset - line_start + 1,
                byte_offset,
            }
        };
        self.last
    }

    /// Returns where the first column of a line is: behind the byte order mark on the first one, as editors show it.
    fn line_start(&self, line_index: usize) -> usize {
        let start = usize::from(self.file.line_range(line_index).start());
        if start == 0 && self.file.text().starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { start }
    }

    /// Returns the number of characters and of UTF-16 units between two offsets.
    fn count(&self, start: usize, end: usize) -> (usize, usize) {
        let text = self.file.slice(range(start, end));
        let characters = text.chars().count();
        // Characters of four bytes take two units.
        (characters, characters + text.bytes().filter(|byte| 0xF0 <= *byte).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::size;

    #[test]
    fn positions_are_those_of_the_file_in_any_order() {
        let text = "---\r\ntitle: 一😀Ａ\r\n---\r\n\r\n微软 MAI-1 拥有５０００亿参数 👨‍👩‍👧。\n末行";
        agrees_with_the_file(text);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        agrees_with_the_file("\u{FEFF}# 一😀Ａ\n末行");
        agrees_with_the_file("\u{FEFF}");
    }

    fn agrees_with_the_file(text: &str) {
        let file = SourceFile::new("a.md", text);
        let mut offsets: Vec<usize> = (0..=text.len() + 2).collect();
        offsets.extend((0..=text.len()).rev());
        offsets.extend((0..=text.len()).map(|offset| offset * 7 % (text.len() + 1)));
        let mut locator = Locator::new(&file);
        for offset in offsets {
            assert_eq!(locator.position(size(offset)), file.position(size(offset)), "offset {offset}");
        }
    }
}
