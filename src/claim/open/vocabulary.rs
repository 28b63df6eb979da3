//! The words of the wide reading, from the section `wide` of `lints/claims/*.yaml`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::data::{self, Node};

/// A list of words, looked up at the start or the end of a text.
#[derive(Debug, Default)]
pub(super) struct WordList {
    // The longest first.
    words: Vec<String>,
}

/// Lists of words by the key of an attribute or the name of a unit, in the order of the files.
pub(super) type Keyed = Vec<(String, WordList)>;

/// The words of all languages together; the files say what each list is for.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    pub(super) unit_nouns: Keyed,
    limits: FxHashMap<String, (Decimal, Decimal)>,
    pub(super) fillers: WordList,
    pub(super) modifiers: WordList,
    pub(super) size_heads: WordList,
    pub(super) after: Keyed,
    pub(super) before: Keyed,
    pub(super) behind: Keyed,
    pub(super) labels: Keyed,
    /// Verbs right before a number of the whole that make it that of a part: 仅激活3B参数.
    pub(super) uses: Keyed,
    pub(super) links: WordList,
    pub(super) generic_before: WordList,
    /// Right after a size these make it that of a class of models: 级别, class.
    pub(super) generic_after: WordList,
    pub(super) capable: WordList,
    pub(super) totals: WordList,
    /// What joins a size and the number of tokens that a model was trained on, and the key of the latter.
    pub(super) joined: WordList,
    pub(super) beside_size: WordList,
    pub(super) degrees: WordList,
    pub(super) family: WordList,
    pub(super) runs: WordList,
    pub(super) settings_before: WordList,
    pub(super) not_heads: WordList,
    pub(super) per: WordList,
    pub(super) scales: WordList,
    pub(super) price_kinds: Keyed,
    pub(super) price_words: WordList,
    pub(super) not_prices: WordList,
    /// After a number these count those that an amount is said of: 家企业.
    pub(super) counted_makers: WordList,
    /// Right before a date these say up to when something had been: 截至, as of.
    pub(super) until: WordList,
    pub(super) money_kinds: Keyed,
    pub(super) events: Keyed,
    /// Between two values these make the second a value of the same attribute: `up from 32K`.
    pub(super) compared: WordList,
    /// Cues of doubt for judging that are no doubt of a value: 未来三年, 据了解.
    pub(super) not_doubts: WordList,
    /// After these a plan is the subject's own word: 宣布将投入.
    /// What is planned after 将.
    pub(super) planned: WordList,
    pub(super) first_party: WordList,
    pub(super) doubts: WordList,
    /// Adverbs of doubt, which are said of their own predicate alone: 可能, 预计.
    pub(super) modals: WordList,
    pub(super) talks: WordList,
    pub(super) money_before: WordList,
    pub(super) money_after: WordList,
    pub(super) date_labels: WordList,
    /// What may stand before a date that opens a sentence.
    pub(super) date_leads: WordList,
    pub(super) benchmarks: WordList,
    pub(super) score_context: WordList,
    pub(super) not_scores: WordList,
    pub(super) score_words: WordList,
    pub(super) score_links: WordList,
}

/// Returns the words, read on first use.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::embedded);
    &VOCABULARY
}

impl Vocabulary {
    fn embedded() -> Self {
        let mut vocabulary = Self::default();
        for (_, root) in data::embedded("claims/") {
            if let Some(section) = root.get("wide") {
                vocabulary.read(section);
            }
        }
        vocabulary
    }

    fn read(&mut self, section: &Node) {
        for (key, list) in [
            ("fillers", &mut self.fillers),
            ("modifiers", &mut self.modifiers),
            ("size_heads", &mut self.size_heads),
            ("links", &mut self.links),
            ("generic_before", &mut self.generic_before),
            ("generic_after", &mut self.generic_after),
            ("capable", &mut self.capable),
            ("totals", &mut self.totals),
            ("talks", &mut self.talks),
            ("price_words", &mut self.price_words),
            ("joined", &mut self.joined),
            ("beside_size", &mut self.beside_size),
            ("degrees", &mut self.degrees),
            ("family", &mut self.family),
            ("runs", &mut self.runs),
            ("settings_before", &mut self.settings_before),
            ("not_heads", &mut self.not_heads),
            ("per", &mut self.per),
            ("scales", &mut self.scales),
            ("not_prices", &mut self.not_prices),
            ("counted_makers", &mut self.counted_makers),
            ("until", &mut self.until),
            ("compared", &mut self.compared),
            ("not_doubts", &mut self.not_doubts),
            ("first_party", &mut self.first_party),
            ("planned", &mut self.planned),
            ("doubts", &mut self.doubts),
            ("modals", &mut self.modals),
            ("money_before", &mut self.money_before),
            ("money_after", &mut self.money_after),
            ("date_labels", &mut self.date_labels),
            ("date_leads", &mut self.date_leads),
            ("benchmarks", &mut self.benchmarks),
            ("score_context", &mut self.score_context),
            ("not_scores", &mut self.not_scores),
            ("score_words", &mut self.score_words),
            ("score_links", &mut self.score_links),
        ] {
            list.add(section.get(key));
        }
        for (key, lists) in [
            ("unit_nouns", &mut self.unit_nouns),
            ("after", &mut self.after),
            ("before", &mut self.before),
            ("behind", &mut self.behind),
            ("labels", &mut self.labels),
            ("uses", &mut self.uses),
            ("price_kinds", &mut self.price_kinds),
            ("money_kinds", &mut self.money_kinds),
            ("events", &mut self.events),
        ] {
            for entry in section.get(key).map_or(&[][..], Node::entries) {
                let index = lists.iter().position(|(name, _)| *name == entry.key).unwrap_or_else(|| {
                    lists.push((entry.key.to_string(), WordList::default()));
                    lists.len() - 1
                });
                lists[index].1.add(Some(&entry.value));
            }
        }
        for entry in section.get("limits").map_or(&[][..], Node::entries) {
            let number = |item: &Node| item.as_scalar().and_then(|text| text.parse().ok());
            if let [least, greatest] = entry.value.items()
                && let (Some(least), Some(greatest)) = (number(least), number(greatest))
            {
                self.limits.insert(entry.key.to_string(), (least, greatest));
            }
        }
    }

    /// Returns whether anybody would write such a value of an attribute.
    pub(super) fn is_likely(&self, attribute: &str, value: Decimal) -> bool {
        self.limits.get(attribute).is_none_or(|(least, greatest)| *least <= value && value <= *greatest)
    }

    /// Returns the unit whose noun `text` starts with, and the noun's length.
    pub(super) fn unit_noun(&self, text: &str) -> Option<(&str, usize)> {
        self.unit_nouns.iter().find_map(|(unit, nouns)| nouns.at_start(text).map(|length| (unit.as_str(), length)))
    }
}

/// Returns the key whose words `text` starts with, and the length of the words.
pub(super) fn key_at_start<'k>(lists: &'k Keyed, text: &str) -> Option<(&'k str, usize)> {
    let found = lists.iter().filter_map(|(key, words)| words.at_start(text).map(|length| (key.as_str(), length)));
    found.max_by_key(|(_, length)| *length)
}

/// Returns the key whose words end last in `text`, and where they end.
pub(super) fn last_key<'k>(lists: &'k Keyed, text: &str) -> Option<(&'k str, usize)> {
    let found = lists.iter().filter_map(|(key, words)| words.last_end(text).map(|end| (key.as_str(), end)));
    found.max_by_key(|(_, end)| *end)
}

/// Returns the key whose words start first in `text`, and where they start.
pub(super) fn first_key<'k>(lists: &'k Keyed, text: &str) -> Option<(&'k str, usize)> {
    let found = lists.iter().filter_map(|(key, words)| words.first_start(text).map(|start| (key.as_str(), start)));
    found.min_by_key(|(_, start)| *start)
}

impl WordList {
    fn add(&mut self, node: Option<&Node>) {
        let items = node.map_or(&[][..], Node::items);
        self.words.extend(items.iter().filter_map(|item| item.as_scalar().map(str::to_owned)));
        self.words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    }

    /// Returns the length of the longest word that `text` starts with; words of letters count whole, in any case.
    pub(super) fn at_start(&self, text: &str) -> Option<usize> {
        self.words.iter().map(String::as_str).find(|word| starts_with(text, word)).map(str::len)
    }

    /// Returns the length of the longest word that `text` ends with.
    pub(super) fn at_end(&self, text: &str) -> Option<usize> {
        self.words.iter().map(String::as_str).find(|word| ends_with(text, word)).map(str::len)
    }

    /// Returns where the last of these words ends in `text`.
    pub(super) fn last_end(&self, text: &str) -> Option<usize> {
        let ends = boundaries(text).filter(|at| self.at_start(&text[*at..]).is_some());
        ends.last().map(|at| at + self.at_start(&text[at..]).unwrap_or_default())
    }

    /// Returns where the first of these words starts in `text`.
    pub(super) fn first_start(&self, text: &str) -> Option<usize> {
        boundaries(text).find(|at| self.at_start(&text[*at..]).is_some())
    }

    /// Returns the longest word.
    pub(super) fn first(&self) -> Option<&str> {
        self.words.first().map(String::as_str)
    }

    /// Returns whether one of these words stands anywhere in `text`.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.first_start(text).is_some()
    }
}

/// Returns the places where a word may start: between characters, and not inside a word of ASCII letters.
fn boundaries(text: &str) -> impl Iterator<Item = usize> + '_ {
    let mut last = ' ';
    text.char_indices().filter_map(move |(at, character)| {
        let is_inside = last.is_ascii_alphanumeric() && character.is_ascii_alphanumeric();
        last = character;
        (!is_inside).then_some(at)
    })
}

fn starts_with(text: &str, word: &str) -> bool {
    let Some(head) = text.as_bytes().get(..word.len()) else { return false };
    let is_word_end = |byte: u8| byte.is_ascii_alphanumeric();
    head.eq_ignore_ascii_case(word.as_bytes())
        && !(word.as_bytes().last().is_some_and(|last| is_word_end(*last))
            && text.as_bytes().get(word.len()).is_some_and(|next| is_word_end(*next)))
}

fn ends_with(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    let bytes = text.as_bytes();
    bytes[start..].eq_ignore_ascii_case(word.as_bytes())
        && !(word.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
            && start.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_letters_count_whole_and_in_any_case() {
        let words = vocabulary();
        assert_eq!(words.size_heads.at_start("Models are"), Some(6));
        assert_eq!(words.size_heads.at_start("modelled"), None);
        assert_eq!(words.size_heads.at_start("大模型是"), Some(9));
        assert_eq!(words.unit_noun("tokens of data"), Some(("token", 6)));
        assert_eq!(words.links.at_end("扩展到"), Some(9));
        assert!(words.benchmarks.is_in("73.1 on mmlu (5-shot)"));
    }

    #[test]
    fn limits_keep_out_what_nobody_would_write() {
        assert!(vocabulary().is_likely("context-window", Decimal::from(8192)));
        assert!(!vocabulary().is_likely("context-window", Decimal::from(3)));
        assert!(vocabulary().is_likely("revenue", Decimal::from(3)));
    }
}
