//! Which lines a directive means.

use std::cell::Cell;

use memchr::{memchr, memrchr};

use crate::document::{BlockKind, Comment, Document};
use crate::text::{SourceFile, TextRange, range, size};

/// How many comments and blank lines may stand between a comment and what it means.
const MAXIMUM_BETWEEN: usize = 64;

/// The longest line on which a comment can be alone with others.
const LONGEST_COMMENTS: usize = 4_096;

/// Finds lines, and the blocks that stand in them.
pub(super) struct Lines<'a> {
    text: &'a str,
    document: &'a Document,
    // The line that was found last: a long line with many comments is looked through once.
    last: Cell<(usize, usize)>,
    // The same for what comes behind a line: where it was looked for, and what it is.
    last_next: Cell<Option<(usize, TextRange)>>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(file: &'a SourceFile, document: &'a Document) -> Self {
        Self { text: file.text(), document, last: Cell::new((0, 0)), last_next: Cell::new(None) }
    }

    /// Returns the lines that a range touches, line ends included.
    pub(super) fn around(&self, place: TextRange) -> TextRange {
        let (start, _) = self.line_of(usize::from(place.start()));
        let end = usize::from(place.end());
        // What ends with its line does not touch the next.
        let (_, end) = self.line_of(if usize::from(place.start()) < end { end - 1 } else { end });
        range(start, end)
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
        let is_short = usize::from(own.len()) <= LONGEST_COMMENTS;
        let is_alone =
            is_short && before.trim_start_matches(is_container_mark).is_empty() && is_comment_or_blank(behind);
        let line = self.next_line(usize::from(own.end()));
        if is_alone { self.block_at(line) } else { line }
    }

    /// Returns the next line that a directive in the front matter means.
    pub(super) fn next_line(&self, from: usize) -> TextRange {
        if let Some((_, line)) = self.last_next.get().filter(|(last, _)| *last == from) {
            return line;
        }
        let line = self.find_next_line(from);
        self.last_next.set(Some((from, line)));
        line
    }

    fn find_next_line(&self, from: usize) -> TextRange {
        let mut start = from;
        for _ in 0..MAXIMUM_BETWEEN {
            if self.text.len() <= start {
                break;
            }
            let (_, end) = self.line_of(start);
            let line = &self.text[start..end];
            let stripped = line.trim_start_matches([' ', '\t', '>']);
            let is_remark = line.trim_start().starts_with("# factlint-");
            if !(is_remark || is_comment_or_blank(stripped)) {
                return range(start, end);
            }
            start = end;
        }
        range(start, start)
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
        TextRange::new(line.start(), size(self.line_of(end - 1).1).max(line.end()))
    }

    /// Returns the line that a byte stands in, its line end included.
    fn line_of(&self, at: usize) -> (usize, usize) {
        let (start, end) = self.last.get();
        if start <= at && at < end {
            return (start, end);
        }
        let bytes = self.text.as_bytes();
        let start = memrchr(b'\n', &bytes[..at]).map_or(0, |newline| newline + 1);
        let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |newline| at + newline + 1);
        self.last.set((start, end));
        (start, end)
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
