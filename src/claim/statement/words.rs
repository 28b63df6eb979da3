//! The words that stand inside statements, from `lints/statements/*.yaml`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::data::{self, Node};
use crate::text::{TextRange, size};

/// The words of all languages together.
#[derive(Debug, Default)]
pub(super) struct StatementWords {
    /// Between who does it and the verb.
    pub(super) lead: WordList,
    /// Between the verb and who it is done to.
    pub(super) object: WordList,
    /// Between who it is done to and the word for by whom.
    pub(super) passive: WordList,
    /// Between who it is done to and the price behind it.
    pub(super) price: WordList,
    /// Between a place of work and who did it there.
    pub(super) at_tail: WordList,
    pub(super) tail: WordList,
    pub(super) not_tail: WordList,
    pub(super) passive_tail: WordList,
    /// Before the name of who does it, in the passive.
    pub(super) by: WordList,
    /// Before a name these make it somebody else than who does it.
    pub(super) whose: WordList,
    /// These look like one of those and are not: 不久前.
    pub(super) not_whose: WordList,
    pub(super) not_price: WordList,
    pub(super) at: WordList,
    pub(super) at_after: WordList,
    /// Beside the money of a round of funding and its verb.
    pub(super) round: WordList,
    /// After such money these make it more than one round's.
    pub(super) not_round: WordList,
    pub(super) valuation_before: WordList,
    pub(super) valuation_after: WordList,
    pub(super) toward: WordList,
    pub(super) toward_verb: WordList,
    /// Anywhere in a sentence these say that a deal was not quite what it is called: 变相, `effectively`.
    pub(super) qualifiers: WordList,
}

/// Words of letters, which count whole, and words of scripts without spaces, which count as they stand.
#[derive(Debug, Default)]
pub(super) struct WordList {
    latin: FxHashSet<String>,
    // The longest first.
    other: Vec<String>,
}

/// Returns the words, read on first use.
pub(super) fn statement_words() -> &'static StatementWords {
    static WORDS: LazyLock<StatementWords> = LazyLock::new(StatementWords::embedded);
    &WORDS
}

impl StatementWords {
    fn embedded() -> Self {
        let mut words = Self::default();
        for (_, root) in data::embedded("statements/") {
            for (key, list) in words.lists() {
                list.read(&root, key);
            }
        }
        for (_, list) in words.lists() {
            list.other.sort_by_key(|word| std::cmp::Reverse(word.len()));
        }
        words
    }

    fn lists(&mut self) -> [(&'static str, &mut WordList); 21] {
        [
            ("lead", &mut self.lead),
            ("object", &mut self.object),
            ("passive", &mut self.passive),
            ("price", &mut self.price),
            ("at-tail", &mut self.at_tail),
            ("tail", &mut self.tail),
            ("not-tail", &mut self.not_tail),
            ("passive-tail", &mut self.passive_tail),
            ("by", &mut self.by),
            ("whose", &mut self.whose),
            ("not-whose", &mut self.not_whose),
            ("not-price", &mut self.not_price),
            ("at", &mut self.at),
            ("at-after", &mut self.at_after),
            ("round", &mut self.round),
            ("not-round", &mut self.not_round),
            ("valuation-before", &mut self.valuation_before),
            ("valuation-after", &mut self.valuation_after),
            ("toward", &mut self.toward),
            ("toward-verb", &mut self.toward_verb),
            ("qualifiers", &mut self.qualifiers),
        ]
    }
}

impl WordList {
    fn read(&mut self, root: &Node, key: &str) {
        let items = root.get(key).map_or(&[][..], Node::items);
        for word in items.iter().filter_map(Node::as_scalar) {
            if is_latin(word) {
                self.latin.insert(word.to_owned());
            } else {
                self.other.push(word.to_owned());
            }
        }
    }

    /// Returns whether a gap of the prose holds nothing but these words, spaces, marks of emphasis and the ranges of
    /// `transparent`, which are in order.
    pub(super) fn make_up(&self, prose: &str, gap: TextRange, transparent: &[TextRange]) -> bool {
        let (mut at, end) = (usize::from(gap.start()), usize::from(gap.end()));
        while at < end {
            if let Some(over) = transparent.iter().find(|over| over.contains(size(at))) {
                at = usize::from(over.end()).max(at + 1);
                continue;
            }
            let rest = &prose[at..end];
            let Some(first) = rest.chars().next() else { return true };
            if first.is_whitespace() || matches!(first, '*' | '_' | '\u{200b}') {
                at += first.len_utf8();
                continue;
            }
            let Some(length) = self.prefix(rest) else { return false };
            at += length;
        }
        true
    }

    /// Returns the length of the word of the list that `text` starts with.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        let word = first_word(text);
        if !word.is_empty() && self.latin.contains(&word.to_ascii_lowercase()) {
            return Some(word.len());
        }
        self.other.iter().find(|word| text.starts_with(word.as_str())).map(String::len)
    }

    /// Returns whether `text`, spaces and marks of emphasis apart, is one of the phrases.
    pub(super) fn has(&self, text: &str) -> bool {
        let text = text.trim_matches(is_filler);
        self.latin.contains(&text.to_ascii_lowercase()) || self.other.iter().any(|word| word == text)
    }

    /// Returns whether `text` starts with one of the phrases, words of letters counted whole.
    pub(super) fn starts(&self, text: &str) -> bool {
        let text = text.trim_start_matches(is_filler);
        self.other.iter().any(|word| text.starts_with(word.as_str()))
            || self.latin.iter().any(|phrase| {
                text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase))
                    && !text[phrase.len()..].starts_with(|next: char| next.is_alphanumeric())
            })
    }

    /// Returns whether one of the phrases stands anywhere in `text`, words of letters whole.
    pub(super) fn stands_in(&self, text: &str) -> bool {
        if self.other.iter().any(|word| text.contains(word.as_str())) {
            return true;
        }
        let lower = text.to_ascii_lowercase();
        self.latin.iter().any(|phrase| {
            lower.match_indices(phrase.as_str()).any(|(at, _)| {
                let is_open = |byte: Option<u8>| byte.is_none_or(|byte| !byte.is_ascii_alphanumeric());
                is_open(lower[..at].bytes().next_back()) && is_open(lower[at + phrase.len()..].bytes().next())
            })
        })
    }

    /// Returns the length of the phrase that `text` ends with, spaces and marks of emphasis behind it included.
    pub(super) fn suffix(&self, text: &str) -> Option<usize> {
        let trimmed = text.trim_end_matches(is_filler);
        let filler = text.len() - trimmed.len();
        let other = self.other.iter().find(|word| trimmed.ends_with(word.as_str())).map(|word| word.len() + filler);
        other.or_else(|| {
            let longest = self.latin.iter().filter(|phrase| ends_with_words(trimmed, phrase)).map(String::len).max();
            longest.map(|length| length + filler)
        })
    }
}

fn ends_with_words(text: &str, phrase: &str) -> bool {
    let Some(start) = text.len().checked_sub(phrase.len()) else { return false };
    text.get(start..).is_some_and(|end| end.eq_ignore_ascii_case(phrase))
        && !text[..start].ends_with(|before: char| before.is_ascii_alphanumeric())
}

/// Returns whether a character is white space or a mark of emphasis.
pub(super) fn is_filler(character: char) -> bool {
    character.is_whitespace() || matches!(character, '*' | '_')
}

fn is_latin(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_alphanumeric()) && word.is_ascii()
}

/// Returns the word of ASCII letters, digits, hyphens and inner points that `text` starts with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '.').unwrap_or(text.len());
    let word = &text[..end];
    if word.ends_with('.') && !word[..word.len() - 1].contains('.') { &word[..word.len() - 1] } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range;

    fn is_lead(gap: &str) -> bool {
        statement_words().lead.make_up(gap, range(0, gap.len()), &[])
    }

    #[test]
    fn only_the_words_of_the_list_make_up_a_gap() {
        assert!(is_lead("正式宣布以"));
        assert!(is_lead(" has recently "));
        assert!(!is_lead("计划"));
        assert!(!is_lead(" tried to "));
    }
}
