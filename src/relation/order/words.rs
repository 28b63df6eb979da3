//! The words that stand between the parts of a relation, from `lints/relations/order/*.yaml`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::data::{Node, embedded};

/// Words and phrases of every language, the longest first.
///
/// An end that is an ASCII letter or digit is the end of a word: `rose` is not in `prose`. Letters count in either case.
#[derive(Debug, Default)]
pub(super) struct WordList(Vec<String>);

/// Returns the list with this key; an empty one where no language has it.
pub(super) fn list(key: &str) -> &'static WordList {
    static LISTS: LazyLock<FxHashMap<String, WordList>> = LazyLock::new(read);
    static EMPTY: WordList = WordList(Vec::new());
    LISTS.get(key).unwrap_or(&EMPTY)
}

fn read() -> FxHashMap<String, WordList> {
    let mut lists: FxHashMap<String, WordList> = FxHashMap::default();
    for (_, root) in embedded("relations/order/") {
        for entry in root.entries() {
            let words = entry.value.items().iter().filter_map(Node::as_scalar).map(str::to_owned);
            lists.entry(entry.key.clone()).or_default().0.extend(words);
        }
    }
    for list in lists.values_mut() {
        list.0.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }
    lists
}

impl WordList {
    /// Returns the length of the longest phrase that `text` starts with, spaces and marks of emphasis before it included.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        let trimmed = text.trim_start_matches(is_filler);
        let filler = text.len() - trimmed.len();
        self.0.iter().find(|word| starts_with(trimmed, word)).map(|word| filler + word.len())
    }

    /// Returns the length of the longest phrase that `text` ends with, spaces and marks of emphasis behind it included.
    pub(super) fn suffix(&self, text: &str) -> Option<usize> {
        let trimmed = text.trim_end_matches(is_filler);
        let filler = text.len() - trimmed.len();
        self.0.iter().find(|word| ends_with(trimmed, word)).map(|word| filler + word.len())
    }

    /// Returns whether `text`, spaces and marks of emphasis apart, is one of the phrases.
    pub(super) fn has(&self, text: &str) -> bool {
        let text = text.trim_matches(is_filler);
        self.0.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    /// Returns where one of the phrases stands first in `text`.
    pub(super) fn find(&self, text: &str) -> Option<(usize, usize)> {
        let places = self.0.iter().filter_map(|word| Some((find(text, word)?, word.len())));
        places.min_by_key(|(at, length)| (*at, std::cmp::Reverse(*length)))
    }

    /// Returns whether one of the phrases stands anywhere in `text`.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        self.0.iter().any(|word| find(text, word).is_some())
    }
}

/// Returns whether `text` is made up of words of these lists alone, spaces and marks of emphasis apart.
pub(super) fn make_up(mut text: &str, lists: &[&WordList]) -> bool {
    loop {
        text = text.trim_start_matches(is_filler);
        if text.is_empty() {
            return true;
        }
        let longest = lists.iter().filter_map(|list| list.prefix(text)).max();
        match longest {
            Some(length) if 0 < length => text = &text[length..],
            _ => return false,
        }
    }
}

/// Returns whether a character is white space or a mark of emphasis.
pub(super) fn is_filler(character: char) -> bool {
    character.is_whitespace() || matches!(character, '*' | '_' | '\u{200b}')
}

fn starts_with(text: &str, word: &str) -> bool {
    let Some(start) = text.get(..word.len()) else { return false };
    start.eq_ignore_ascii_case(word) && is_open_after(word, &text[word.len()..])
}

fn ends_with(text: &str, word: &str) -> bool {
    let Some(at) = text.len().checked_sub(word.len()) else { return false };
    text.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(word)) && is_open_before(word, &text[..at])
}

fn find(text: &str, word: &str) -> Option<usize> {
    let first = *word.as_bytes().first()?;
    let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
    memchr::memchr2_iter(lower, upper, text.as_bytes())
        .find(|at| text.get(*at..).is_some_and(|rest| starts_with(rest, word) && is_open_before(word, &text[..*at])))
}

/// Returns whether nothing before a phrase makes it the end of a longer word.
fn is_open_before(word: &str, before: &str) -> bool {
    !(word.starts_with(|first: char| first.is_ascii_alphanumeric())
        && before.ends_with(|last: char| last.is_ascii_alphanumeric()))
}

/// Returns whether nothing behind a phrase makes it the start of a longer word.
fn is_open_after(word: &str, after: &str) -> bool {
    !(word.ends_with(|last: char| last.is_ascii_alphanumeric())
        && after.starts_with(|first: char| first.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_every_list_of_ways_and_links() {
        for key in ["rise", "fall", "light", "from", "founded", "then", "largest", "denies", "larger", "smaller"] {
            assert!(list(key).stands_in("增长 下降 的 从 成立 随后 最大 尚未 更大 更小"), "{key}");
            assert!(
                list(key).stands_in("rose fell the from founded then in largest has not been larger smaller"),
                "{key}"
            );
        }
    }

    #[test]
    fn words_of_letters_count_whole() {
        assert!(!list("rise").stands_in("the prose of it"));
        assert!(list("rise").stands_in("It Rose again"));
        assert!(make_up(" just the ", &[list("light")]));
        assert!(!make_up(" just for the ", &[list("light")]));
    }
}
