//! Chinese names that go on with a version or a Latin word: 北辰3, 北辰2.5, 北辰Pro.

use crate::text::{TextRange, is_cjk, range};

use super::chinese::{is_generic, starts_generic};
use super::vocabulary::vocabulary;

/// Characters of the Chinese part, at the most.
const MOST_CHARACTERS: usize = 5;

/// Passes on every name in `text` of a few Chinese characters with a version or a word like `Pro` behind them.
///
/// The characters must start where a name can: at a mark, or behind a word that introduces names or ends a phrase. What
/// follows must be a predicate of the name, or, behind a word like 推出, the end of the clause.
pub(super) fn versioned_names(text: &str, mut found: impl FnMut(TextRange)) {
    let bytes = text.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        let byte = bytes[at];
        if bytes[at - 1].is_ascii() || !(byte.is_ascii_digit() || byte.is_ascii_uppercase()) {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'.').count();
        let end = at + text[at..end].trim_end_matches('.').len();
        if let Some(start) = versioned(text, at, end) {
            found(range(start, end));
        }
        at = end.max(at + 1);
    }
}

/// Returns where the Chinese part of a name starts whose version or Latin word stands at `at`.
fn versioned(text: &str, at: usize, end: usize) -> Option<usize> {
    let words = vocabulary();
    let tail = &text[at..end];
    let is_version = tail.len() <= 4 && tail.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_version && !words.continues.contains(&tail.to_ascii_lowercase()) {
        return None;
    }
    let mut start = at;
    let mut is_introduced = false;
    for (count, character) in text[..at].chars().rev().enumerate() {
        let head = &text[..start];
        is_introduced =
            words.origins.suffix(head).is_some() || words.acts.suffix(head).is_some() || head.ends_with('的');
        if is_introduced || words.inner.suffix(head).is_some() || !is_cjk(character) || !character.is_alphanumeric() {
            break;
        }
        if count == MOST_CHARACTERS {
            return None;
        }
        start -= character.len_utf8();
    }
    // 其中北辰3: what leads up to a name is no part of it.
    while let Some(length) = words.clause_starts.prefix(&text[start..at]) {
        start += length;
    }
    let name = &text[start..at];
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
    (is_subject || is_clause_end && (is_introduced || !is_version)).then_some(start)
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
    fn numbers_of_other_things_end_none() {
        assert_eq!(names("阶段2的训练，如图3，增长了3倍，排名第2，5月13日发布"), Vec::<&str>::new());
        assert_eq!(names("模型3是最大的"), Vec::<&str>::new());
    }
}
