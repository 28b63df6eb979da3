//! Which parts of a document can hold a claim or a date at all.

use crate::document::{Block, BlockKind, Document};
use crate::reference::ReferenceTables;
use crate::text::{TextRange, has_digit};

use super::Mention;
use super::clue::{has_telling_digits, mark_number_words, mark_statements, mark_words};
use super::scene::inside;
use super::statement::StatementNames;

/// The blocks of a document that can hold a number.
///
/// Two fifths of the text of posts stand in blocks without any; nothing in them can be judged.
pub(super) struct Countable<'a> {
    document: &'a Document,
    // One for each block.
    may_count: Vec<bool>,
    // One for each block: whether a claim in it is tied by hand. Empty where none is.
    is_anchored: Vec<bool>,
    // Whether it has no number and may hold a statement that needs none; one for each block.
    may_state: Vec<bool>,
}

impl<'a> Countable<'a> {
    /// Looks at each block once.
    pub(super) fn of(document: &'a Document, tables: &ReferenceTables) -> Self {
        let has_digits: Vec<bool> =
            document.blocks.iter().map(|block| has_number(document.block_text(block))).collect();
        let mut may_count = has_digits.clone();
        mark_number_words(document, |index| !has_digits[index], &mut may_count);
        // Names and verbs are looked for in the others anyway.
        let mut may_state = vec![false; document.blocks.len()];
        mark_statements(document, tables, |index| !may_count[index], &mut may_state);
        Self { document, may_count, is_anchored: Vec::new(), may_state }
    }

    /// Counts blocks in which a claim is tied by hand as ones that hold a number and name somebody.
    pub(super) fn add_anchored(&mut self, blocks: std::ops::Range<usize>) {
        self.is_anchored.resize(self.may_count.len(), false);
        self.may_count[blocks.clone()].fill(true);
        self.is_anchored[blocks].fill(true);
    }

    /// Returns whether a claim in a block is tied by hand.
    pub(super) fn is_anchored(&self, block: usize) -> bool {
        self.is_anchored.get(block) == Some(&true)
    }

    /// Returns the stretches in which names are worth looking for, in order: runs of blocks that can hold a number, with
    /// the headings and tables that give them their subjects.
    pub(super) fn stretches(&self) -> Vec<TextRange> {
        self.runs(|index, block| self.may_count[index] || self.may_state[index] || is_structure(block))
    }

    /// Returns the stretches in which numbers and dates are worth reading, in order, given the names of the document:
    /// runs of blocks that can hold a number and that name somebody, that a heading or a table names for, or that may
    /// hold a day of the calendar, which needs no name.
    pub(super) fn readable(&self, mentions: &[Mention], names: &StatementNames) -> Vec<TextRange> {
        let may_state = |range: TextRange| {
            !inside(&names.verbs, range, |verb| verb.range).is_empty()
                && !inside(&names.parties, range, |party| party.range).is_empty()
        };
        let is_named = |range: TextRange| !inside(mentions, range, |mention| mention.range).is_empty();
        let is_readable = |(index, block): (usize, &Block)| {
            let is_item = matches!(block.kind, BlockKind::Paragraph { list_depth: 1.., .. });
            let heading = block.heading.filter(|_| is_item).map(|heading| self.document.blocks[heading].range);
            may_state(block.range)
                || self.may_count[index]
                    && (matches!(block.kind, BlockKind::TableCell { .. })
                        || is_named(block.range)
                        || self.is_anchored(index)
                        || heading.is_some_and(is_named)
                        || has_telling_digits(self.document.block_text(block)))
        };
        let readable: Vec<bool> = self.document.blocks.iter().enumerate().map(is_readable).collect();
        let mut has_clue = readable.clone();
        mark_words(self.document, |index| self.may_count[index] && !readable[index], &mut has_clue);
        self.runs(|index, _| has_clue[index])
    }

    fn runs(&self, is_wanted: impl Fn(usize, &Block) -> bool) -> Vec<TextRange> {
        let mut runs: Vec<TextRange> = Vec::new();
        let mut is_open = false;
        for (index, block) in self.document.blocks.iter().enumerate() {
            if !is_wanted(index, block) {
                is_open = false;
                continue;
            }
            match runs.last_mut() {
                Some(last) if is_open => *last = last.cover(block.range),
                _ => runs.push(block.range),
            }
            is_open = true;
        }
        runs
    }
}

fn is_structure(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableCell { .. })
}

/// Returns whether a text holds a digit, or a Chinese word that numbers and dates are made of.
///
/// Words for small numbers (二, two) alone do not make a claim: scales and calendar words are looked for, and the lengths
/// of time that have no digits (`for a month`, `a two-year-old start-up`).
fn has_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    has_digit(bytes) || !bytes.is_ascii() && has_chinese_scale(bytes)
}

/// Returns whether there is a full-width digit, or one of 十 百 千 万 亿 兆 廿 年 月 成 倍 in either script.
fn has_chinese_scale(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(window) = bytes.get(at..at + 3) {
        let last_bytes = LAST_BYTES[usize::from(window[1] & 0x3F)] >> (window[2] & 0x3F);
        if last_bytes & 1 == 1 && is_chinese_scale([window[0], window[1], window[2]]) {
            return true;
        }
        // Characters of three bytes are passed over whole; all others byte by byte.
        at += if 0xE0 <= window[0] && window[0] < 0xF0 { 3 } else { 1 };
    }
    false
}

/// What is looked for: 十 百 千 万 萬 亿 億 兆 廿 年 月 成 倍.
const SCALES: [[u8; 3]; 13] = [
    [0xE5, 0x8D, 0x81],
    [0xE7, 0x99, 0xBE],
    [0xE5, 0x8D, 0x83],
    [0xE4, 0xB8, 0x87],
    [0xE8, 0x90, 0xAC],
    [0xE4, 0xBA, 0xBF],
    [0xE5, 0x84, 0x84],
    [0xE5, 0x85, 0x86],
    [0xE5, 0xBB, 0xBF],
    [0xE5, 0xB9, 0xB4],
    [0xE6, 0x9C, 0x88],
    [0xE6, 0x88, 0x90],
    [0xE5, 0x80, 0x8D],
];

/// One bit for the last two bytes of each of them and of ０ to ９: hardly any other character has the same two.
static LAST_BYTES: [u64; 64] = {
    let mut table = [0_u64; 64];
    let mut index = 0;
    while index < SCALES.len() {
        table[(SCALES[index][1] & 0x3F) as usize] |= 1 << (SCALES[index][2] & 0x3F);
        index += 1;
    }
    let mut digit = 0x10;
    while digit <= 0x19 {
        table[0x3C] |= 1 << digit;
        digit += 1;
    }
    table
};

fn is_chinese_scale(character: [u8; 3]) -> bool {
    matches!(character, [0xEF, 0xBC, 0x90..=0x99]) || SCALES.contains(&character)
}

#[cfg(test)]
mod tests {
    use super::Countable;
    use crate::reference::ReferenceTables;
    use crate::text::SourceFile;

    #[test]
    fn numbers_in_digits_and_words_are_seen() {
        let scales = "十百千万萬亿億兆年月成倍廿９".chars().map(|word| format!("数{word}些"));
        let texts = ["它有三千八百亿参数", "５月", "70B", "two hundred billion parameters", "年中", "for a month"];
        let silent = ["x".repeat(40), "它有许多参数".to_owned(), "two of them".to_owned()];
        for text in scales.chain(texts.map(str::to_owned)).chain(silent.clone()) {
            let document = crate::document::parse(&SourceFile::new("a.md", text.as_str()));
            let countable = Countable::of(&document, ReferenceTables::embedded());
            assert_eq!(countable.may_count, [!silent.contains(&text)], "{text}");
        }
    }
}
