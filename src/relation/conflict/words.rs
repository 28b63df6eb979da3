//! The words around numbers that a document states twice, from `lints/relations/conflict/*.yaml`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::data::{self, Node};
use crate::language::Phrases;

use super::stated::Topic;

/// The words of all languages together.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What a number is a value of, each with its forms.
    topics: Vec<(String, Phrases)>,
    /// The forms of all topics, and the topic of each.
    forms: Phrases,
    topic_of: FxHashMap<String, usize>,
    /// Topics of which one subject has one value at all times.
    fixed: Vec<String>,
    /// Topics of what happens more than once: rounds of funding, fines.
    events: Vec<String>,
    pub(super) light: Phrases,
    /// May stand between a number and words that make it one of several.
    light_after: Phrases,
    qualifiers: Phrases,
    /// Beside the name of whom a number is said of.
    pub(super) verbs: Phrases,
    pub(super) leads: Phrases,
    /// Names of nobody in particular.
    pub(super) generic: Phrases,
    /// Point back to what was told before: 此次, this.
    pub(super) pointing: Phrases,
    /// Make a number another than the usual one: 此前, up to.
    pub(super) other: Phrases,
    pub(super) restating: Phrases,
    pub(super) restating_joined: Phrases,
    /// Say that a number is rounded.
    pub(super) rough: Phrases,
    pub(super) yuan: Phrases,
    pub(super) restated_after: Phrases,
    pub(super) total_before: Phrases,
    pub(super) total_after: Phrases,
    /// Between a total and its parts.
    pub(super) parts_all: Phrases,
    /// Leave a sum open: 等, more than.
    pub(super) open: Phrases,
    pub(super) any_measure: Phrases,
    pub(super) list_marks: Phrases,
    pub(super) gains: Phrases,
    pub(super) gain_light: Phrases,
    pub(super) gain_to: Phrases,
    pub(super) gain_between: Phrases,
    pub(super) gain_never: Phrases,
}

/// Returns the words, read on first use.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(Words::embedded);
    &WORDS
}

impl Words {
    fn embedded() -> Self {
        let mut words = Self::default();
        let mut topics: Vec<(String, Vec<String>)> = Vec::new();
        let mut lists: FxHashMap<&str, Vec<String>> = FxHashMap::default();
        for (_, root) in data::embedded("relations/conflict/") {
            words.fixed.extend(scalars(&root, "fixed"));
            words.events.extend(scalars(&root, "events"));
            for entry in root.get("topics").map_or(&[][..], Node::entries) {
                let forms = entry.value.items().iter().filter_map(Node::as_scalar).map(str::to_lowercase);
                match topics.iter_mut().find(|(topic, _)| *topic == entry.key) {
                    Some((_, of_topic)) => of_topic.extend(forms),
                    None => topics.push((entry.key.to_string(), forms.collect())),
                }
            }
            for (key, _) in Self::default().lists() {
                lists.entry(key).or_default().extend(scalars(&root, key));
            }
        }
        for (key, phrases) in words.lists() {
            *phrases = Phrases::new(lists.remove(key).unwrap_or_default());
        }
        for (index, (_, forms)) in topics.iter().enumerate() {
            words.topic_of.extend(forms.iter().map(|form| (form.clone(), index)));
        }
        words.forms = Phrases::new(words.topic_of.keys().cloned());
        words.topics = topics.into_iter().map(|(topic, forms)| (topic, Phrases::new(forms))).collect();
        words
    }

    fn lists(&mut self) -> [(&'static str, &mut Phrases); 24] {
        [
            ("light", &mut self.light),
            ("light-after", &mut self.light_after),
            ("qualifiers", &mut self.qualifiers),
            ("verbs", &mut self.verbs),
            ("leads", &mut self.leads),
            ("generic", &mut self.generic),
            ("pointing", &mut self.pointing),
            ("other", &mut self.other),
            ("restating", &mut self.restating),
            ("restating-joined", &mut self.restating_joined),
            ("rough", &mut self.rough),
            ("yuan", &mut self.yuan),
            ("restated-after", &mut self.restated_after),
            ("total-before", &mut self.total_before),
            ("total-after", &mut self.total_after),
            ("parts-all", &mut self.parts_all),
            ("open", &mut self.open),
            ("any-measure", &mut self.any_measure),
            ("list-marks", &mut self.list_marks),
            ("gains", &mut self.gains),
            ("gain-light", &mut self.gain_light),
            ("gain-to", &mut self.gain_to),
            ("gain-between", &mut self.gain_between),
            ("gain-never", &mut self.gain_never),
        ]
    }

    /// Returns the topic that a folded text starts with but for light words.
    pub(super) fn topic_after(&self, text: &str) -> Option<usize> {
        let mut rest = text.trim_start_matches(is_filler);
        loop {
            if let Some(topic) = self.forms.phrase_at_start(rest).and_then(|form| self.topic_of.get(form)) {
                return Some(*topic);
            }
            rest = rest[self.light.prefix(rest)?..].trim_start_matches(is_filler);
        }
    }

    /// Returns the topic that a folded text ends with but for light words, and where its form starts.
    pub(super) fn topic_before(&self, text: &str) -> Option<(usize, usize)> {
        let mut rest = text.trim_end_matches(is_filler);
        loop {
            if let Some(form) = self.forms.phrase_at_end(rest)
                && let Some(topic) = self.topic_of.get(form)
            {
                return Some((*topic, rest.len() - form.len()));
            }
            rest = rest[..rest.len() - self.light.suffix(rest)?].trim_end_matches(is_filler);
        }
    }

    /// Returns whether a subject has one value of a topic at all times.
    pub(super) fn is_fixed(&self, topic: usize) -> bool {
        self.topics.get(topic).is_some_and(|(key, _)| self.fixed.contains(key))
    }
}

impl Words {
    /// Returns the one topic that words of a folded text name.
    pub(super) fn only_topic_in(&self, text: &str) -> Option<usize> {
        // Most texts name none: asked of all forms together.
        if !self.forms.stand_in(text) {
            return None;
        }
        let mut named =
            self.topics.iter().enumerate().filter(|(_, (_, forms))| forms.stand_in(text)).map(|(topic, _)| topic);
        named.next().filter(|_| named.next().is_none())
    }

    /// Returns whether what follows a number makes it one of several: an 8K context for free users.
    pub(super) fn is_qualified(&self, topic: Option<&Topic>, after: &str) -> bool {
        let is_chosen = matches!(topic, Some(Topic::Known(topic)) if self.is_chosen(*topic));
        is_chosen && self.qualifiers.prefix(strip_start(after, &[&self.light_after, &self.forms])).is_some()
    }

    /// Returns whether whoever runs a thing chooses its value of a topic.
    fn is_chosen(&self, topic: usize) -> bool {
        self.topics.get(topic).is_some_and(|(key, _)| matches!(key.as_str(), "context" | "memory"))
    }

    /// Returns whether a topic is of what happens more than once.
    pub(super) fn is_event(&self, topic: usize) -> bool {
        self.topics.get(topic).is_some_and(|(key, _)| self.events.contains(key))
    }

    /// Returns whether a topic is a price, which may be a few dollars.
    pub(super) fn is_price(&self, topic: usize) -> bool {
        self.topics.get(topic).is_some_and(|(key, _)| key == "price")
    }
}

fn scalars<'a>(root: &'a Node, key: &str) -> impl Iterator<Item = String> + 'a {
    let items = root.get(key).map_or(&[][..], Node::items);
    items.iter().filter_map(Node::as_scalar).map(str::to_lowercase)
}

/// Takes phrases, spaces and marks of emphasis off the start of a folded text.
pub(super) fn strip_start<'a>(text: &'a str, lists: &[&Phrases]) -> &'a str {
    let mut rest = text.trim_start_matches(is_filler);
    while let Some(length) = lists.iter().find_map(|list| list.prefix(rest)) {
        rest = rest[length..].trim_start_matches(is_filler);
    }
    rest
}

/// Takes phrases, spaces and marks of emphasis off the end of a folded text.
pub(super) fn strip_end<'a>(text: &'a str, lists: &[&Phrases]) -> &'a str {
    let mut rest = text.trim_end_matches(is_filler);
    while let Some(length) = lists.iter().find_map(|list| list.suffix(rest)) {
        rest = rest[..rest.len() - length].trim_end_matches(is_filler);
    }
    rest
}

/// Returns whether a character is white space or a mark of emphasis.
pub(super) fn is_filler(character: char) -> bool {
    character.is_whitespace() || matches!(character, '*' | '_' | '\u{200b}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_letters_count_whole() {
        assert_eq!(words().gains.suffix("it was up"), Some(2));
        assert_eq!(words().gains.suffix("the group"), None);
        assert_eq!(strip_end("晨星科技宣布完成", &[&words().verbs]), "晨星科技");
    }

    #[test]
    fn the_longest_form_of_a_topic_counts() {
        let topic = |text| words().topic_before(text).map(|(_, start)| start);
        assert_eq!(topic("星火的总参数量为"), Some("星火的".len()));
        assert_eq!(topic("星火的速度"), None);
    }
}
