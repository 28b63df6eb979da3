//! Which lines a directive means.

use memchr::{memchr, memrchr};

use crate::document::{BlockKind, Comment, Document};
use crate::text::{SourceFile, TextRange, range, size};

/// Finds lines, and the blocks that stand in them.
pub(super) struct Lines<'a> {
    text: &'a str,
    document: &'a Document,
}

impl<'a> Lines<'a> {
    pub(super) fn new(file: &'a SourceFile, document: &'a Document) -> Self {
        Self { text: file.text(), document }
    }

    /// Returns the lines that a range touches, line ends included.
    pub(super) fn around(&self, place: TextRange) -> TextRange {
        range(self.start(usize::from(place.start())), self.end(usize::from(place.end())))
    }

    /// Returns the lines that a comment in the text means by "the next line".
    ///
    /// On lines of its own that is the block below, as it is written: a paragraph with all its lines, a heading, an item
    /// without those within it, a whole table; where no prose stands below, the line. Behind words it is the next line.
    /// Blank lines and other comments between are passed over.
    pub(super) fn after_comment(&self, comment: &Comment) -> TextRange {
        let own = self.around(comment.range);
        let (before, behind) = (
            &self.text[usize::from(own.start())..usize::from(comment.range.start())],
            &self.text[usize::from(comment.range.end())..usize::from(own.end())],
        );
        let is_alone = before.trim_matches(is_container_mark).is_empty() && is_comment_or_blank(behind);
        let line = self.next_line(usize::from(own.end()));
        if is_alone { self.block_at(line) } else { line }
    }

    /// Returns the next line that a directive in the front matter means.
    pub(super) fn next_line(&self, from: usize) -> TextRange {
        let mut start = from;
        while start < self.text.len() {
            let end = self.end_of_line(start);
            let line = &self.text[start..end];
            let stripped = line.trim_start_matches([' ', '\t', '>']);
            let is_remark = line.trim_start().starts_with("# factlint-");
            if !(is_remark || is_comment_or_blank(stripped)) {
                return range(start, end);
            }
            start = end;
        }
        range(self.text.len(), self.text.len())
    }

    /// Returns the rest of the block that a line stands in, or just the line.
    fn block_at(&self, line: TextRange) -> TextRange {
        let blocks = &self.document.blocks;
        let source = |index: usize| self.document.prose.to_source(blocks[index].range);
        // Blocks stand in the order of the file.
        let mut index = blocks.partition_point(|block| {
            let place = self.document.prose.to_source(block.range);
            place.end() < line.start() || (place.end() == line.start() && !place.is_empty())
        });
        // Where the first one is of the front matter or an empty cell, the next may be meant.
        while index < blocks.len() && source(index).end() < line.end() && source(index).is_empty() {
            index += 1;
        }
        let Some(block) = blocks.get(index).filter(|_| source(index).start() < line.end()) else { return line };
        let last = match block.kind {
            BlockKind::TableCell { table, .. } => {
                let of_table = |index: &usize| matches!(blocks[*index].kind, BlockKind::TableCell { table: other, .. } if other == table);
                (index..blocks.len()).take_while(of_table).last().unwrap_or(index)
            }
            _ => index,
        };
        let end = usize::from(source(last).end()).max(usize::from(line.start()) + 1);
        TextRange::new(line.start(), size(self.end(end)).max(line.end()))
    }

    fn start(&self, at: usize) -> usize {
        memrchr(b'\n', &self.text.as_bytes()[..at]).map_or(0, |newline| newline + 1)
    }

    /// Returns the end of the line that the byte before `at` stands in.
    fn end(&self, at: usize) -> usize {
        if 0 < at && self.text.as_bytes()[at - 1] == b'\n' { at } else { self.end_of_line(at) }
    }

    fn end_of_line(&self, at: usize) -> usize {
        memchr(b'\n', &self.text.as_bytes()[at..]).map_or(self.text.len(), |newline| at + newline + 1)
    }
}

/// Returns whether a sign may stand before what an item or a quotation holds.
fn is_container_mark(character: char) -> bool {
    character.is_whitespace() || character.is_ascii_digit() || matches!(character, '>' | '-' | '*' | '+' | '.' | ')')
}

/// Returns whether a line holds nothing but comments, or nothing at all.
fn is_comment_or_blank(line: &str) -> bool {
    let mut rest = line.trim();
    while !rest.is_empty() {
        let closing = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("{/*") => "*/}",
            _ => return false,
        };
        let Some(end) = rest.find(closing) else { return false };
        rest = rest[end + closing.len()..].trim_start();
    }
    true
}
