//! Which parts of a document can hold a claim or a date at all.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::document::{BlockKind, Document};
use crate::text::TextRange;

/// Returns the stretches of the prose that are worth reading, in order: runs of blocks that can hold a number, with the
/// headings and tables that give them their subjects.
///
/// Two fifths of the text of posts stand in blocks without any number; nothing in them can be judged.
pub(super) fn stretches(document: &Document) -> Vec<TextRange> {
    let mut stretches: Vec<TextRange> = Vec::new();
    let mut is_open = false;
    for block in &document.blocks {
        let is_structure = matches!(block.kind, BlockKind::Heading(_) | BlockKind::TableCell { .. });
        if !is_structure && !may_count(document.block_text(block)) {
            is_open = false;
            continue;
        }
        match stretches.last_mut() {
            Some(last) if is_open => *last = last.cover(block.range),
            _ => stretches.push(block.range),
        }
        is_open = true;
    }
    stretches
}

/// Returns whether a text may hold a number in digits or in words.
///
/// Words for small numbers (二, two) alone do not make a claim: scales and calendar words are looked for.
fn may_count(text: &str) -> bool {
    static WORDS: LazyLock<[Finder<'static>; 4]> = LazyLock::new(|| {
        [Finder::new("illion"), Finder::new("hundred"), Finder::new("thousand"), Finder::new("dozen")]
    });
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

/// Returns whether there is a full-width digit, or one of 十 百 千 万 亿 兆 年 月 成 倍 in either script.
fn has_chinese_scale(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|window| match window {
        [0xEF, 0xBC, 0x90..=0x99] => true,
        [0xE4..=0xE8, _, _] => CHINESE.contains(&window),
        _ => false,
    })
}

const CHINESE: [&[u8]; 13] = [
    "十".as_bytes(),
    "百".as_bytes(),
    "千".as_bytes(),
    "万".as_bytes(),
    "萬".as_bytes(),
    "亿".as_bytes(),
    "億".as_bytes(),
    "兆".as_bytes(),
    "年".as_bytes(),
    "月".as_bytes(),
    "成".as_bytes(),
    "倍".as_bytes(),
    "廿".as_bytes(),
];

#[cfg(test)]
mod tests {
    use super::may_count;

    #[test]
    fn numbers_in_digits_and_words_are_seen() {
        for text in
            ["它有三千八百亿参数", "５月", "70B", "two hundred billion parameters", "年中", "x".repeat(40).as_str()]
        {
            assert_eq!(may_count(text), !text.starts_with('x'), "{text}");
        }
    }
}
