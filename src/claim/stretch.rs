//! Which parts of a document can hold a claim or a date at all.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::bytes::Regex;

use crate::document::{Block, BlockKind, Document};
use crate::reference::ReferenceTables;
use crate::text::TextRange;

use super::Mention;
use super::ordered::may_be_ordered;
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
        let text_of = |block| document.block_text(block);
        let may_count: Vec<bool> = document.blocks.iter().map(|block| may_count(text_of(block))).collect();
        // Names and verbs are looked for in the others anyway.
        let may_state = document.blocks.iter().zip(&may_count);
        let may_state =
            may_state.map(|(block, may_count)| !may_count && tables.may_state(text_of(block).as_bytes())).collect();
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
        self.runs(|index, block| {
            let is_item = matches!(block.kind, BlockKind::Paragraph { list_depth: 1.., .. });
            let heading = block.heading.filter(|_| is_item).map(|heading| self.document.blocks[heading].range);
            may_state(block.range)
                || self.may_count[index]
                    && (matches!(block.kind, BlockKind::TableCell { .. })
                        || is_named(block.range)
                        || self.is_anchored(index)
                        || heading.is_some_and(is_named)
                        || may_hold_day(self.document.block_text(block))
                        || may_relate(self.document.block_text(block))
                        || may_be_ordered(self.document.block_text(block)))
        })
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

/// Returns whether a text may hold numbers that say something of each other: one predicate a family of relations.
fn may_relate(text: &str) -> bool {
    may_hold_amount(text.as_bytes())
        || may_restate(text.as_bytes())
        || may_sum(text.as_bytes())
        || may_repeat(text.as_bytes())
}

/// Returns whether there is a number with a scale or a sign of money: 5亿, 3.2 million, 70B, $5.
fn may_hold_amount(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(first) = bytes[at..].iter().position(u8::is_ascii_digit).map(|first| at + first) {
        let end = bytes[first..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |end| first + end);
        let before = &bytes[..first];
        if before.ends_with(b"$") || before.ends_with("€".as_bytes()) || before.ends_with("£".as_bytes()) {
            return true;
        }
        let after = bytes[end..].strip_prefix(b" ").unwrap_or(&bytes[end..]);
        let is_scaled = match after {
            [0xE4, 0xB8, 0x87, ..] | [0xE4, 0xBA, 0xBF, ..] | [0xE8, 0x90, 0xAC, ..] | [0xE5, 0x84, 0x84, ..] => true,
            [b'B' | b'M' | b'K' | b'T' | b'k' | b'm' | b'b', rest @ ..] => {
                rest.first().is_none_or(|next| !next.is_ascii_alphanumeric()) || rest.starts_with(b"illion")
            }
            [b't', b'h' | b'r', ..] => after.starts_with(b"thousand") || after.starts_with(b"trillion"),
            _ => false,
        };
        if is_scaled {
            return true;
        }
        at = end;
    }
    false
}

/// Returns whether a bracket with a number in it follows a number: 42 km (26 miles).
fn may_restate(bytes: &[u8]) -> bool {
    // The second and third bytes of a full-width bracket are found by the first of these.
    memchr::memchr2_iter(b'(', 0x88, bytes).any(|at| {
        let start = match bytes[at] {
            b'(' => at,
            _ if bytes[..=at].ends_with("（".as_bytes()) => at - 2,
            _ => return false,
        };
        let before = &bytes[start.saturating_sub(24)..start];
        let after = &bytes[at + 1..(at + 25).min(bytes.len())];
        let inside = after.iter().take_while(|byte| **byte != b')');
        before.iter().any(u8::is_ascii_digit) && inside.clone().any(u8::is_ascii_digit)
    })
}

/// Returns whether a noun stands there whose values documents like to repeat.
fn may_repeat(bytes: &[u8]) -> bool {
    // Literals alone, so that the search runs on vectors.
    static NOUNS: LazyLock<Regex> = LazyLock::new(|| {
        let nouns = "上下文|员工|全长|总长|装机|续航|约合|折合|context window|context length|range of|employ|s (?:long|tall)[ ,.;]";
        Regex::new(&format!("(?-u){nouns}")).expect("the pattern is fixed")
    });
    NOUNS.is_match(bytes)
}

/// Returns whether a word for a total stands beside a number.
fn may_sum(bytes: &[u8]) -> bool {
    static ALL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("共"));
    static TOGETHER: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("计"));
    static TOTAL: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("total"));
    let is_counted = |finder: &Finder<'_>| {
        finder.find_iter(bytes).any(|at| bytes[at..(at + 14).min(bytes.len())].iter().any(u8::is_ascii_digit))
    };
    if bytes.is_ascii() {
        return TOTAL.find(bytes).is_some();
    }
    is_counted(&ALL) || is_counted(&TOGETHER) || TOTAL.find(bytes).is_some()
}

fn is_structure(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableCell { .. })
}

/// Returns whether a text may hold a day of the calendar, in digits or with the name of its month.
fn may_hold_day(text: &str) -> bool {
    static MONTH: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("月"));
    static FULL_WIDTH: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(&[0xEF, 0xBC]));
    let bytes = text.as_bytes();
    has_dated_digits(bytes)
        || has_named_month(bytes)
        || has_told_year(bytes)
        || !text.is_ascii()
            && (MONTH.find(bytes).is_some() || FULL_WIDTH.find(bytes).is_some_and(|_| has_full_width_digit(bytes)))
}

/// Returns whether a year stands beside a word for one: 今年（2024年）, 2024年（今年）, `last year (2023)`.
fn has_told_year(bytes: &[u8]) -> bool {
    static YEAR: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["年", "year (2"].map(Finder::new));
    const WORDS: [&[u8]; 5] = ["今".as_bytes(), "去".as_bytes(), "明".as_bytes(), "前".as_bytes(), "本".as_bytes()];
    const JOINTS: [&[u8]; 6] =
        ["（".as_bytes(), b"(", "即".as_bytes(), "，即".as_bytes(), "也就是".as_bytes(), "，也就是".as_bytes()];
    let [chinese, english] = &*YEAR;
    english.find(bytes).is_some()
        || chinese.find_iter(bytes).any(|at| {
            let (before, after) = (&bytes[..at], &bytes[at + "年".len()..]);
            let rest = JOINTS.iter().find_map(|joint| after.strip_prefix(*joint)).unwrap_or(after);
            if before.last().is_some_and(u8::is_ascii_digit) {
                return rest.len() < after.len() && WORDS.iter().any(|word| rest.starts_with(word));
            }
            rest.first().is_some_and(u8::is_ascii_digit) && WORDS.iter().any(|word| before.ends_with(word))
        })
}

/// Returns whether there is something like 2024-05-09, 2024/5/9 or 9.5.2024.
fn has_dated_digits(bytes: &[u8]) -> bool {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    memchr::memchr3_iter(b'-', b'/', b'.', bytes).any(|at| {
        let second = if is_digit(at + 2) { at + 3 } else { at + 2 };
        0 < at
            && is_digit(at - 1)
            && is_digit(at + 1)
            && matches!(bytes.get(second), Some(b'-' | b'/' | b'.'))
            && is_digit(second + 1)
    })
}

/// Returns whether there is the name of a month with a number beside it: May 9, the 9th of May, Oct. 30.
fn has_named_month(bytes: &[u8]) -> bool {
    // Literals alone, so that the search runs on vectors.
    static MONTHS: LazyLock<Regex> = LazyLock::new(|| {
        let names = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec";
        Regex::new(&format!("(?-u){names}")).expect("the pattern is fixed")
    });
    MONTHS.find_iter(bytes).any(|month| {
        let after = &bytes[month.end()..];
        let letters = after.iter().take(7).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let mut after = &after[letters..];
        while let [b' ' | b'.' | b',', rest @ ..] = after {
            after = rest;
        }
        let after = after.strip_prefix(b"the ").unwrap_or(after);
        let before = &bytes[month.start().saturating_sub(10)..month.start()];
        after.first().is_some_and(u8::is_ascii_digit) || before.iter().any(u8::is_ascii_digit)
    })
}

fn has_full_width_digit(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|window| matches!(window, [0xEF, 0xBC, 0x90..=0x99]))
}

/// Returns whether a text may hold a number in digits or in words.
///
/// Words for small numbers (二, two) alone do not make a claim: scales and calendar words are looked for, and the lengths
/// of time that have no digits (`for a month`, `a two-year-old start-up`).
fn may_count(text: &str) -> bool {
    static WORDS: LazyLock<[Finder<'static>; 6]> =
        LazyLock::new(|| ["illion", "hundred", "thousand", "dozen", "year", "month"].map(Finder::new));
    let bytes = text.as_bytes();
    if has_digit(bytes) {
        return true;
    }
    if !bytes.is_ascii() && has_chinese_scale(bytes) {
        return true;
    }
    WORDS.iter().any(|word| word.find(bytes).is_some())
}

/// Returns whether there is an ASCII digit; in blocks, so that the compiler can use vector instructions.
fn has_digit(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<32>();
    let in_block = |block: &[u8]| block.iter().fold(false, |found, byte| found | byte.is_ascii_digit());
    blocks.iter().any(|block| in_block(block)) || in_block(rest)
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
    use super::{may_count, may_hold_day};

    #[test]
    fn numbers_in_digits_and_words_are_seen() {
        for text in
            ["它有三千八百亿参数", "５月", "70B", "two hundred billion parameters", "年中", "x".repeat(40).as_str()]
        {
            assert_eq!(may_count(text), !text.starts_with('x'), "{text}");
        }
    }

    #[test]
    fn days_in_every_usual_form_are_seen() {
        for text in [
            "5月9日",
            "2024-05-09",
            "2024/5/9",
            "May 9",
            "June 3rd, 2024",
            "9th of May",
            "31 June",
            "Wednesday, Oct. 30",
            "２０２４－０５－０９",
            "今年（2023年）增加三成",
            "2023年（去年）",
            "last year (2023)",
        ] {
            assert!(may_hold_day(text), "{text}");
        }
        for word in "十百千万萬亿億兆年月成倍廿９".chars() {
            assert!(may_count(&format!("数{word}些")), "{word}");
        }
        for text in ["3.5 billion it is", "it has 70B parameters", "version 1.2", "in 2024"] {
            assert!(!may_hold_day(text), "{text}");
        }
    }
}
