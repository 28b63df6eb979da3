//! Chinese names that go on with a version or a Latin word: 北辰3, 北辰2.5, 北辰Pro, 北辰V2, 北辰-Base.

use crate::text::{TextRange, is_cjk, range};

use super::chinese::{is_generic, starts_generic};
use super::vocabulary::vocabulary;

/// Characters of the Chinese part, at the most.
const MOST_CHARACTERS: usize = 5;

/// Passes on every name in `text` of a few Chinese characters with a version or a word like `Pro` behind them.
///
/// The characters must start where a name can: at a mark, or behind a word that introduces names or ends a phrase. What
/// follows a version must be a predicate of the name, or, behind a word like 推出, the end of the clause; a hyphen makes
/// what stands around it one name, whatever follows.
pub(super) fn versioned_names(text: &str, mut found: impl FnMut(TextRange)) {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        let byte = bytes[at];
        let is_hyphened = bytes[at - 1] == b'-' && byte.is_ascii_alphabetic();
        let is_spaced = bytes[at - 1] == b' ' && byte.is_ascii_uppercase();
        let head = if is_hyphened || is_spaced { at - 1 } else { at };
        let is_behind_chinese = 0 < head && !bytes[head - 1].is_ascii();
        if !is_behind_chinese || !(byte.is_ascii_digit() || byte.is_ascii_uppercase() || is_hyphened) {
            at += 1;
            continue;
        }
        let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || **byte == b'.' || is_hyphened && **byte == b'-';
        let end = at + bytes[at..].iter().take_while(is_part).count();
        let end = at + text[at..end].trim_end_matches(['.', '-']).len();
        let tail = Tail { head, at, end };
        if let Some(start) = versioned(text, tail) {
            found(range(start, end));
        }
        at = end.max(at + 1);
    }
}

/// The Latin part of a name: where the Chinese part ends, where it starts itself, and where it ends.
#[derive(Clone, Copy)]
struct Tail {
    head: usize,
    at: usize,
    end: usize,
}

/// Returns whether a word is a version with a letter before it: `V2`, `S1`, `X9.5`.
fn is_lettered_version(tail: &str) -> bool {
    let Some(digits) = tail.strip_prefix(|first: char| first.is_ascii_uppercase()) else { return false };
    let is_digits = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (1..=3).contains(&digits.len()) && is_digits
}

/// Returns where the Chinese part of a name starts that has this tail.
fn versioned(text: &str, Tail { head, at, end }: Tail) -> Option<usize> {
    let words = vocabulary();
    let tail = &text[at..end];
    let is_hyphened = text[head..at].starts_with('-');
    let is_number = tail.len() <= 4 && tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let is_version = is_number || is_lettered_version(tail);
    if !is_version && !is_hyphened && !words.continues.contains(&tail.to_ascii_lowercase()) {
        return None;
    }
    let mut start = head;
    let mut is_introduced = false;
    for (count, character) in text[..head].chars().rev().enumerate() {
        let before = &text[..start];
        let lead = before.trim_end_matches([' ', '*', '“', '「']);
        is_introduced =
            words.origins.suffix(lead).is_some() || words.acts.suffix(lead).is_some() || lead.ends_with('的');
        if is_introduced || words.inner.suffix(before).is_some() || !is_cjk(character) || !character.is_alphanumeric() {
            break;
        }
        if count == MOST_CHARACTERS {
            return None;
        }
        start -= character.len_utf8();
    }
    // 其中北辰3: what leads up to a name is no part of it.
    while let Some(length) = words.clause_starts.prefix(&text[start..head]) {
        start += length;
    }
    let name = &text[start..head];
    let is_name = 1 < name.chars().count()
        && !is_generic(name)
        && !starts_generic(name)
        && words.numbered.suffix(name).is_none()
        && words.things.suffix(name).is_none();
    if !is_name {
        return None;
    }
    let after = text[end..].trim_start_matches([' ', '*', '”', '」', '》']);
    let is_clause_end = after.chars().next().is_none_or(|next| !next.is_alphanumeric() && !"%-~/:".contains(next));
    let is_subject = after.starts_with(is_cjk) && words.predicates.prefix(after).is_some();
    // `- 北辰V2` alone, as an item or a cell.
    let is_label = text[..start].trim_matches([' ', '*', '“', '「']).is_empty() && !is_number;
    let is_whole = is_hyphened || is_subject || is_clause_end && (is_introduced || is_label || !is_version);
    is_whole.then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        versioned_names(text, |name| found.push(&text[name]));
        found
    }

    #[test]
    fn a_version_ends_a_chinese_name() {
        assert_eq!(names("据介绍，北辰3采用新架构"), ["北辰3"]);
        assert_eq!(names("云雀科技发布北辰2大模型和参数更少的海燕1.5。"), ["北辰2", "海燕1.5"]);
        assert_eq!(names("北辰Pro输入价格下降"), ["北辰Pro"]);
    }

    #[test]
    fn a_hyphen_joins_a_chinese_name_and_its_latin_part() {
        assert_eq!(names("北辰-Base：14B参数；在北辰-Coder-7B上微调"), ["北辰-Base", "北辰-Coder-7B"]);
        assert_eq!(names("海燕V3"), ["海燕V3"]);
        assert_eq!(names("首款车型海燕S1上市，推出 海燕 V2。"), ["海燕 V2"]);
    }

    #[test]
    fn numbers_of_other_things_end_none() {
        assert_eq!(names("阶段2的训练，如图3，增长了3倍，排名第2，5月13日发布"), Vec::<&str>::new());
        assert_eq!(names("模型3是最大的"), Vec::<&str>::new());
    }
}
