//! The words around numbers that a document states twice, from `lints/relations/conflict/*.yaml`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::data::{self, Node};

use super::stated::Topic;

/// The words of all languages together.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// What a number is a value of, each with its forms.
    topics: Vec<(String, Phrases)>,
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

/// Words of letters, which count whole, and words of scripts without spaces, which count as they stand; the longest first.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    all: Vec<String>,
    // By their first and last characters, the longest first.
    by_first: FxHashMap<char, Vec<String>>,
    by_last: FxHashMap<char, Vec<String>>,
}

/// Returns the words, read on first use.
pub(super) fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(Words::embedded);
    &WORDS
}

impl Words {
    fn embedded() -> Self {
        let mut words = Self::default();
        for (_, root) in data::embedded("relations/conflict/") {
            words.fixed.extend(scalars(&root, "fixed"));
            words.events.extend(scalars(&root, "events"));
            for entry in root.get("topics").map_or(&[][..], Node::entries) {
                let forms = entry.value.items().iter().filter_map(Node::as_scalar).map(str::to_lowercase);
                match words.topics.iter_mut().find(|(topic, _)| *topic == entry.key) {
                    Some((_, phrases)) => phrases.all.extend(forms),
                    None => {
                        words.topics.push((entry.key.clone(), Phrases { all: forms.collect(), ..Phrases::default() }));
                    }
                }
            }
            for (key, phrases) in words.lists() {
                phrases.all.extend(scalars(&root, key));
            }
        }
        for (_, phrases) in words.lists() {
            phrases.sort();
        }
        for (_, phrases) in &mut words.topics {
            phrases.sort();
        }
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
            if let Some((topic, _)) = self.longest(|forms| forms.prefix(rest)) {
                return Some(topic);
            }
            rest = rest[self.light.prefix(rest)?..].trim_start_matches(is_filler);
        }
    }

    /// Returns the topic that a folded text ends with but for light words, and where its form starts.
    pub(super) fn topic_before(&self, text: &str) -> Option<(usize, usize)> {
        let mut rest = text.trim_end_matches(is_filler);
        loop {
            if let Some((topic, length)) = self.longest(|forms| forms.suffix(rest)) {
                return Some((topic, rest.len() - length));
            }
            rest = rest[..rest.len() - self.light.suffix(rest)?].trim_end_matches(is_filler);
        }
    }

    /// Returns the topic with the longest form that is found, and the form's length.
    fn longest(&self, find: impl Fn(&Phrases) -> Option<usize>) -> Option<(usize, usize)> {
        let found = self.topics.iter().enumerate();
        found.filter_map(|(topic, (_, forms))| Some((topic, find(forms)?))).max_by_key(|(_, length)| *length)
    }

    /// Returns whether a subject has one value of a topic at all times.
    pub(super) fn is_fixed(&self, topic: usize) -> bool {
        self.topics.get(topic).is_some_and(|(key, _)| self.fixed.contains(key))
    }
}

impl Words {
    /// Returns the one topic that words of a folded text name.
    pub(super) fn only_topic_in(&self, text: &str) -> Option<usize> {
        let mut named =
            self.topics.iter().enumerate().filter(|(_, (_, forms))| forms.stand_in(text)).map(|(topic, _)| topic);
        named.next().filter(|_| named.next().is_none())
    }

    /// Returns whether what follows a number makes it one of several: an 8K context for free users.
    pub(super) fn is_qualified(&self, topic: Option<&Topic>, after: &str) -> bool {
        let is_chosen = matches!(topic, Some(Topic::Known(topic)) if self.is_chosen(*topic));
        let forms = self.topics.iter().map(|(_, forms)| forms);
        let lists: Vec<&Phrases> = std::iter::once(&self.light_after).chain(forms).collect();
        is_chosen && self.qualifiers.prefix(strip_start(after, &lists)).is_some()
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

impl Phrases {
    fn sort(&mut self) {
        self.all.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        for phrase in &self.all {
            let (first, last) = (phrase.chars().next(), phrase.chars().next_back());
            self.by_first.entry(first.unwrap_or_default()).or_default().push(phrase.clone());
            self.by_last.entry(last.unwrap_or_default()).or_default().push(phrase.clone());
        }
    }

    /// Returns the length of the phrase that a folded text starts with.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        let list = self.by_first.get(&text.chars().next()?)?;
        let fits = |phrase: &&String| text.starts_with(phrase.as_str()) && is_whole(text, 0, phrase.len());
        list.iter().find(fits).map(String::len)
    }

    /// Returns the length of the phrase that a folded text ends with.
    pub(super) fn suffix(&self, text: &str) -> Option<usize> {
        let list = self.by_last.get(&text.chars().next_back()?)?;
        let fits =
            |phrase: &&String| text.ends_with(phrase.as_str()) && is_whole(text, text.len() - phrase.len(), text.len());
        list.iter().find(fits).map(String::len)
    }

    /// Returns whether a folded text is one of the phrases.
    pub(super) fn has(&self, text: &str) -> bool {
        self.all.iter().any(|phrase| phrase == text)
    }

    /// Returns whether one of the phrases stands anywhere in a folded text.
    pub(super) fn stand_in(&self, text: &str) -> bool {
        text.char_indices().any(|(at, first)| {
            let stands =
                |phrase: &String| text[at..].starts_with(phrase.as_str()) && is_whole(text, at, at + phrase.len());
            self.by_first.get(&first).is_some_and(|list| list.iter().any(stands))
        })
    }
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

/// Returns whether no word of letters is cut at either end.
fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let is_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let is_cut = |inner: usize, outer: Option<usize>| is_word(Some(inner)) && is_word(outer);
    !is_cut(start, start.checked_sub(1)) && !is_cut(end.saturating_sub(1), Some(end))
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
