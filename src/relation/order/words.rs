//! The words that stand between the parts of a relation, from `lints/relations/order/*.yaml`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::data::{Node, embedded};
use crate::language::Phrases;

/// Words and phrases of every language; letters count in either case.
#[derive(Debug, Default)]
pub(super) struct WordList(Phrases);

/// Returns the list with this key; an empty one where no language has it.
pub(super) fn list(key: &str) -> &'static WordList {
    static LISTS: LazyLock<FxHashMap<String, WordList>> = LazyLock::new(read);
    static EMPTY: LazyLock<WordList> = LazyLock::new(WordList::default);
    LISTS.get(key).unwrap_or_else(|| &EMPTY)
}

fn read() -> FxHashMap<String, WordList> {
    let mut lists: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for (_, root) in embedded("relations/order/") {
        for entry in root.entries() {
            let words = entry.value.items().iter().filter_map(Node::as_scalar).map(str::to_owned);
            lists.entry(entry.key.to_string()).or_default().extend(words);
        }
    }
    lists.into_iter().map(|(key, words)| (key, WordList(Phrases::new(words)))).collect()
}

impl WordList {
    /// Returns the length of the longest phrase that `text` starts with, spaces and marks of emphasis before it included.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        let trimmed = text.trim_start_matches(is_filler);
        self.0.prefix(trimmed).map(|length| text.len() - trimmed.len() + length)
    }

    /// Returns the length of the longest phrase that `text` ends with, spaces and marks of emphasis behind it included.
    pub(super) fn suffix(&self, text: &str) -> Option<usize> {
        let trimmed = text.trim_end_matches(is_filler);
        self.0.suffix(trimmed).map(|length| text.len() - trimmed.len() + length)
    }

    /// Returns whether `text`, spaces and marks of emphasis apart, is one of the phrases.
    pub(super) fn has(&self, text: &str) -> bool {
        self.0.has(text.trim_matches(is_filler))
    }

    /// Returns where one of the phrases stands first in `text`, and its length.
    pub(super) fn find(&self, text: &str) -> Option<(usize, usize)> {
        self.0.find(text).map(|(start, end)| (start, end - start))
    }

    /// Returns whether one of the phrases stands anywhere in `text`.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        self.0.stand_in(text)
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
