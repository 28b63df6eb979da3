//! What may stand between a value and a name without parting them.

use super::vocabulary::vocabulary;

/// Returns whether nothing but marks and words for models stands here.
pub(super) fn is_filler(gap: &str) -> bool {
    let mut rest = gap;
    loop {
        rest = rest.trim_start_matches([
            ' ', '*', '_', '”', '」', '》', '"', '`', '\n', '\u{FFFC}', ')', '）', ']', '-', '\'', '’',
        ]);
        if rest.is_empty() {
            return true;
        }
        let Some(length) = vocabulary().things.prefix(rest) else { return false };
        rest = &rest[length..];
    }
}

/// Returns whether only words that describe the name behind stand here, and no preposition: `参数的双语LLM `.
pub(super) fn is_attributive(gap: &str) -> bool {
    const PREPOSITIONS: [&str; 3] = ["of", "for", "in"];
    is_towards(gap) && !acts_between(gap) && !gap.split([' ', '\n']).any(|word| PREPOSITIONS.contains(&word))
}

/// Returns whether a verb stands here that makes the name behind what is done: 利用7B小模型实现.
pub(super) fn acts_between(gap: &str) -> bool {
    ["实现", "带来", "促进", "吸引", "预测", "生成了"].iter().any(|verb| gap.contains(verb))
}

pub(super) fn is_towards(gap: &str) -> bool {
    let words = vocabulary();
    let mut rest = gap;
    loop {
        rest = rest.trim_start_matches([' ', '*', '_', '“', '「', '《', '"', '`', '\n', '\u{FFFC}', '-', '[']);
        if rest.is_empty() {
            return true;
        }
        if let Some(open) = rest.chars().next().filter(|open| matches!(open, '(' | '（')) {
            let close = if open == '(' { ')' } else { '）' };
            let Some(at) = rest.find(close) else { return false };
            rest = &rest[at + close.len_utf8()..];
            continue;
        }
        let Some(length) = words.towards.prefix(rest).max(longest_generic(rest)) else { return false };
        rest = &rest[length..];
    }
}

/// Returns the length of the word for a kind of thing that `text` starts with.
pub(super) fn longest_generic(text: &str) -> Option<usize> {
    vocabulary().kinds.stem_prefix(text)
}
