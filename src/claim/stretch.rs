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

/// Returns whether there is a full-width digit, or one of 十 百 千 万 亿 兆 廿 年 月 成 倍 in either script.
fn has_chinese_scale(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(window) = bytes.get(at..at + 3) {
        // Characters of three bytes are passed over whole; all others byte by byte.
        at += if 0xE0 <= window[0] && window[0] < 0xF0 { 3 } else { 1 };
        if is_chinese_scale([window[0], window[1], window[2]]) {
            return true;
        }
    }
    false
}

fn is_chinese_scale(character: [u8; 3]) -> bool {
    matches!(
        character,
        [0xEF, 0xBC, 0x90..=0x99] // ０ to ９
        | [0xE5, 0x8D, 0x81] // 十
        | [0xE7, 0x99, 0xBE] // 百
        | [0xE5, 0x8D, 0x83] // 千
        | [0xE4, 0xB8, 0x87] // 万
        | [0xE8, 0x90, 0xAC] // 萬
        | [0xE4, 0xBA, 0xBF] // 亿
        | [0xE5, 0x84, 0x84] // 億
        | [0xE5, 0x85, 0x86] // 兆
        | [0xE5, 0xB9, 0xB4] // 年
        | [0xE6, 0x9C, 0x88] // 月
        | [0xE6, 0x88, 0x90] // 成
        | [0xE5, 0x80, 0x8D] // 倍
        | [0xE5, 0xBB, 0xBF] // 廿
    )
}

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
