//! Numbers that count something: parameters, tokens, whatever an attribute of the tables counts.

use crate::claim::scene::{AttributeMention, between};
use crate::claim::words::words;
use crate::quantity::QuantityKind;
use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::text::{TextRange, size};

use super::super::vocabulary::{WordList, first_key, key_at_start, last_key, vocabulary};
use super::list::distribute;
use super::size::size_attribute;
use super::value::Value;
use super::{Bound, Reading, skip_marks, skip_marks_back};

/// Ties the counts of a sentence to attributes: by the words after them, by those before them, as members of a list.
pub(super) fn bind(reading: &Reading<'_>, bound: &mut [Option<Bound>]) {
    // Ends of words that a value before them has used.
    let mut used: Vec<TextRange> = Vec::new();
    for (index, place) in bound.iter_mut().enumerate().filter(|(_, place)| place.is_none()) {
        if reading.is_denominator(index) {
            continue;
        }
        // 北辰3总参数: the version before the words is no value of theirs.
        *place = reading.following(index).filter(|bound| reading.is_likely_value(index, bound));
        used.extend(place.iter().map(|found| found.phrase));
    }
    for (index, place) in bound.iter_mut().enumerate().filter(|(_, place)| place.is_none()) {
        if !reading.is_denominator(index) {
            *place = reading.preceding(index, &used);
        }
    }
    for index in 0..bound.len() {
        if bound[index].is_none() && !reading.is_denominator(index) {
            bound[index] = reading.alone(index).or_else(|| reading.total_beside_part(index, bound));
        }
    }
    distribute(reading, bound);
    reading.part_in_use(bound);
    for (index, place) in bound.iter_mut().enumerate() {
        if place.as_ref().is_some_and(|bound| !reading.is_value_of(index, bound)) {
            *place = None;
        }
    }
}

impl Reading<'_> {
    /// Returns whether a number is what a price is for: 每百万tokens, `$2/1M`.
    fn is_denominator(&self, index: usize) -> bool {
        let before = skip_marks_back(self.before(self.values[index].outer));
        let is_behind_money = || {
            let previous = index.checked_sub(1).map(|previous| &self.values[previous]);
            previous.is_some_and(|previous| {
                previous.kind == QuantityKind::Money
                    && self.scene.text(between(previous.range, self.values[index].outer)).trim() == "/"
            })
        };
        before.ends_with('每') || before.ends_with('/') && is_behind_money()
    }

    /// Makes the parameters that a verb before them calls used those of the part: 仅激活3B参数.
    fn part_in_use(&self, bound: &mut [Option<Bound>]) {
        let whole = size_attribute(self.tables);
        let part = |verbs: &(String, WordList)| self.tables.find_attribute(&verbs.0);
        for (value, place) in self.values.iter().zip(bound) {
            let before = skip_marks_back(self.before(value.outer));
            // `only 37B of the model's 671B total parameters are active`.
            let after = skip_marks(self.after(value.range));
            let after = &after[..after.floor_char_boundary(80)];
            let is_share = value.is_size
                && after.starts_with("of ")
                && after.contains("param")
                && ["are active", "is active", "are activated"].iter().any(|verb| after.contains(verb));
            if is_share && let Some(part) = vocabulary().uses.first().and_then(part) {
                *place = Some(Bound { attributes: vec![part], phrase: value.range });
                continue;
            }
            let Some(bound) = place.as_mut().filter(|bound| whole == Some(bound.attributes[0])) else { continue };
            let verb = vocabulary().uses.iter().find(|(_, verbs)| verbs.at_end(before).is_some());
            if let Some(part) = verb.and_then(part) {
                bound.attributes = vec![part];
            }
        }
    }

    /// Returns whether what follows a number is no noun of its own.
    pub(super) fn ends_value(&self, index: usize) -> bool {
        let rest = skip_marks(self.after(self.values[index].range));
        // 参数规模达万亿级.
        let rest = vocabulary().degrees.at_start(rest).map_or(rest, |length| skip_marks(&rest[length..]));
        let Some(first) = rest.chars().next() else { return true };
        if first.is_ascii_alphabetic() {
            let length = rest.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(rest.len());
            return words().after_value.contains(&rest[..length].to_ascii_lowercase());
        }
        if crate::text::is_cjk(first) && first.is_alphanumeric() {
            return words().after_value.iter().any(|word| rest.starts_with(word.as_str()));
        }
        !first.is_alphanumeric()
    }

    /// Reads the words after a number: `{v}参数`, `{v}-token context window`, `{v} chat model`.
    fn following(&self, index: usize) -> Option<Bound> {
        let value = &self.values[index];
        if value.kind != QuantityKind::Number {
            return None;
        }
        let text = self.after(value.range);
        let start = usize::from(value.range.end());
        // 7B和72B三个版本: how many there are is no value of its own.
        let is_tally = |next: &&Value| {
            let tally = &self.scene.prose[usize::from(next.outer.start())..];
            self.scene.text(between(value.range, next.outer)).trim().is_empty()
                && vocabulary().modifiers.at_start(tally).is_some()
        };
        let skipped = usize::from(self.values.get(index + 1).as_ref().is_some_and(is_tally));
        let limit = match self.values.get(index + 1 + skipped) {
            Some(next) => usize::from(next.outer.start()).saturating_sub(start).min(text.len()),
            None => text.len(),
        };
        let text = &text[..self.scene.prose.floor_char_boundary(start + limit).max(start) - start];
        let in_name = self.is_part_of_name(index);
        let phrase = |length: usize| value.range.cover(TextRange::new(value.range.end(), size(start + length)));
        let mut rest = after_number(text);
        let mut is_modified = false;
        for _ in 0..5 {
            let at = start + (text.len() - rest.len());
            let named = (!is_modified).then(|| key_at_start(&vocabulary().after, rest)).flatten();
            let by_phrase = self.attribute_at(at, value.is_size && !in_name, is_modified);
            // `active per token` says more than the table's `active`.
            if let Some((attribute, end)) =
                by_phrase.filter(|(_, end)| named.is_none_or(|(_, length)| at + length <= *end))
            {
                return Some(Bound { attributes: vec![attribute], phrase: phrase(end - start) });
            }
            if let Some((unit, length)) = vocabulary().unit_noun(rest)
                && !is_modified
            {
                let end = at + length - start;
                let attribute = self.attribute_of_unit(index, unit, &text[end..])?;
                return Some(Bound { attributes: vec![attribute], phrase: phrase(end) });
            }
            if let Some((key, length)) = named
                && let Some(attribute) = self.tables.find_attribute(key)
            {
                return Some(Bound { attributes: vec![attribute], phrase: phrase(at + length - start) });
            }
            if value.is_size && !in_name {
                if let Some(length) = vocabulary().size_heads.at_start(rest) {
                    let attribute = size_attribute(self.tables)?;
                    return Some(Bound { attributes: vec![attribute], phrase: phrase(at + length - start) });
                }
                if let Some(length) = vocabulary().modifiers.at_start(rest) {
                    is_modified |= vocabulary().fillers.at_start(rest).is_none();
                    rest = after_word(&rest[length..]);
                    continue;
                }
            }
            if let Some(length) = vocabulary().fillers.at_start(rest) {
                rest = after_word(&rest[length..]);
                continue;
            }
            // `the 7B DCLM base model`, `a 4B medical model`: a name, or one more word, between.
            let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
            let is_name = rest.starts_with(|first: char| first.is_ascii_uppercase());
            let tail = after_word(&rest[length..]);
            let is_adjective = vocabulary().size_heads.at_start(tail).is_some()
                && words().light_prefix(&rest[..length]).is_none()
                && vocabulary().not_heads.at_start(rest).is_none()
                && self.scene.text(value.range).ends_with(['B', 'b', 'n']);
            if length == 0 || in_name || !value.is_size || !(is_name || is_adjective) {
                return None;
            }
            is_modified = true;
            rest = after_word(&rest[length..]);
        }
        None
    }

    /// Returns the attribute whose phrase starts at a place and may stand after a number, and where the phrase ends.
    fn attribute_at(&self, at: usize, is_size: bool, is_modified: bool) -> Option<(AttributeIndex, usize)> {
        let attributes = self.scene.attributes;
        let first = attributes.partition_point(|attribute| usize::from(attribute.range.start()) < at);
        let here = attributes[first..].iter().take_while(|attribute| usize::from(attribute.range.start()) == at);
        let fitting =
            here.filter(|attribute| attribute.dimension == Dimension::Count).find(|attribute| match attribute.role {
                PhraseRole::Noun | PhraseRole::After => !is_modified,
                PhraseRole::AfterSize => is_size,
                PhraseRole::Before
                | PhraseRole::Verb
                | PhraseRole::IntransitiveVerb
                | PhraseRole::Since
                | PhraseRole::Excluded => false,
            });
        fitting.map(|attribute| (attribute.attribute, usize::from(attribute.range.end())))
    }

    /// Returns which attribute a number of a unit is one of, by the words around: `trained on 15T tokens`,
    /// `128K tokens of context`. `tail` is what follows the unit's noun.
    fn attribute_of_unit(&self, index: usize, unit: &str, tail: &str) -> Option<AttributeIndex> {
        let value = &self.values[index];
        let has_unit = |key: &str| {
            let attribute = self.tables.find_attribute(key)?;
            let is_likely = value.amount().is_some_and(|amount| vocabulary().is_likely(key, amount.value));
            (is_likely && self.tables.attribute(attribute).unit.as_deref() == Some(unit)).then_some(attribute)
        };
        // Right behind the noun.
        let mut rest = after_word(tail);
        for _ in 0..3 {
            if vocabulary().not_heads.at_start(rest).is_some() {
                return None;
            }
            let found = key_at_start(&vocabulary().after, rest).and_then(|(key, _)| has_unit(key));
            if found.is_some() {
                return found;
            }
            let Some(length) = vocabulary().fillers.at_start(rest) else { break };
            rest = after_word(&rest[length..]);
        }
        // Before, in the clause; else behind in the clause; else before in the sentence.
        let clause = self.clause(value.range);
        let before = self.before(value.range);
        let clause_start = usize::from(value.range.start()).saturating_sub(usize::from(clause.start()));
        let in_clause = &before[before.ceil_char_boundary(before.len().saturating_sub(clause_start))..];
        let by_before = |text: &str| last_key(&vocabulary().before, text).and_then(|(key, _)| has_unit(key));
        let tail_length = usize::from(clause.end()).saturating_sub(usize::from(value.range.end()));
        let behind = self.after(value.range);
        let behind = &behind[..behind.floor_char_boundary(tail_length.min(behind.len()))];
        let by_behind = || {
            let after = first_key(&vocabulary().behind, behind);
            let context = first_key(&vocabulary().after, behind);
            let found = match (after, context) {
                (Some(one), Some(other)) => Some(if one.1 <= other.1 { one } else { other }),
                (one, other) => one.or(other),
            };
            found.and_then(|(key, _)| has_unit(key))
        };
        // `3.5 billion parameters and 800 billion tokens`.
        let beside = || {
            let previous = index.checked_sub(1)?;
            let gap = self.gap(previous, index);
            let joined = vocabulary().joined.at_end(skip_marks_back(gap))?;
            let is_beside = gap.len() <= 32 + joined && self.values[previous].is_size && value.is_size;
            let last = self.scene.attributes.iter().rfind(|attribute| attribute.range.end() <= value.range.start())?;
            let is_size = last.attribute == size_attribute(self.tables)?;
            (is_beside && is_size).then(|| has_unit(vocabulary().beside_size.first()?)).flatten()
        };
        by_before(in_clause).or_else(by_behind).or_else(|| by_before(before)).or_else(beside)
    }

    /// Reads the words before a number: `参数量为{v}`, `Context length: {v}`, `上下文窗口扩展到{v}`.
    fn preceding(&self, index: usize, used: &[TextRange]) -> Option<Bound> {
        let value = &self.values[index];
        let before = self.before(value.outer);
        // 参数规模从15亿直接拉升至1750亿: what follows the old value is no noun.
        let is_old = ["从", "由", "from"].iter().any(|word| skip_marks_back(before).ends_with(word));
        let is_end = is_old || self.ends_value(index) || self.has_unit_noun(index);
        let label = &before[before.ceil_char_boundary(before.len().saturating_sub(48))..];
        let is_of_part = label.contains("非嵌入") || label.to_ascii_lowercase().contains("non-embedding");
        if is_of_part && !label.contains(['，', ',', '。']) {
            return None;
        }
        if value.kind != QuantityKind::Number || !is_end {
            return None;
        }
        let clause = self.clause(value.range);
        let last = self.scene.attributes.iter().rev().find(|last| {
            last.range.end() <= value.outer.start()
                && last.dimension == Dimension::Count
                && matches!(last.role, PhraseRole::Noun | PhraseRole::Before)
        });
        if let Some(last) = last
            && clause.contains_range(last.range)
            && !used.iter().any(|phrase| phrase.contains_range(last.range))
            && self.links(last, value.outer)
        {
            return Some(Bound { attributes: vec![last.attribute], phrase: last.range.cover(value.range) });
        }
        // 参数更少，为340亿: a clause of nothing but a verb goes on with the noun of the clause before.
        let lead = skip_marks_back(before);
        let opening = before_links(lead);
        let is_continued = opening.len() < lead.len() && opening.ends_with('，') && value.is_size;
        if let Some(last) = last
            && is_continued
            && last.role == PhraseRole::Noun
            && !used.iter().any(|phrase| phrase.contains_range(last.range))
            && {
                let gap = between(last.range, value.outer);
                let text = self.scene.text(gap);
                text.len() <= 60
                    && text.matches('，').count() == 1
                    && !self.values.iter().any(|other| other.is_size && gap.contains_range(other.range))
            }
        {
            return Some(Bound { attributes: vec![last.attribute], phrase: last.range.cover(value.range) });
        }
        // A label that is no phrase of the tables: `Model size: 12B`.
        let text = before_links(before);
        let (key, length) = vocabulary()
            .labels
            .iter()
            .filter_map(|(key, words)| words.at_end(text).map(|length| (key.as_str(), length)))
            .max_by_key(|(_, length)| *length)?;
        if !value.is_size && before.len() - text.len() < 2 {
            return None;
        }
        let start = usize::from(value.outer.start()) - (before.len() - text.len()) - length;
        let label = TextRange::new(size(start), value.range.end());
        if used.iter().any(|phrase| label.start() < phrase.end() && phrase.start() <= label.start()) {
            return None;
        }
        // `Size: 12B` opens its item; the size of a data set is another.
        let lead = &text[..text.len() - length];
        let is_bare = !text[lead.len()..].contains(' ') && text[lead.len()..].is_ascii();
        if is_bare && skip_marks_back(lead).ends_with(|last: char| last.is_ascii_alphanumeric())
            || self.has_unit_noun(index)
        {
            return None;
        }
        Some(Bound { attributes: vec![self.tables.find_attribute(key)?], phrase: label })
    }

    /// Returns whether only words that tie a value to its attribute stand between them.
    fn links(&self, attribute: &AttributeMention, value: TextRange) -> bool {
        let gap = between(attribute.range, value);
        if self.values.iter().any(|other| gap.contains_range(other.range)) {
            return false;
        }
        if self.scene.is_light_between(attribute.range, value) {
            return true;
        }
        let text = skip_marks_back(self.scene.text(gap));
        text.len() <= 36 && vocabulary().links.at_end(text).is_some()
    }

    fn has_unit_noun(&self, index: usize) -> bool {
        let rest = after_number(self.after(self.values[index].range));
        vocabulary().unit_noun(rest).is_some()
    }
}

/// Returns the text after a number's marks: `+`, a hyphen, spaces, emphasis.
fn after_number(text: &str) -> &str {
    text.trim_start_matches(|character: char| super::is_mark(character) || matches!(character, '-' | '–' | '+' | '‑'))
}

/// Returns the text after a word's marks.
fn after_word(text: &str) -> &str {
    text.trim_start_matches(|character: char| super::is_mark(character) || character == '-')
}

/// Returns a text without the words and marks at its end that tie a value to its attribute.
pub(super) fn before_links(text: &str) -> &str {
    let mut text = skip_marks_back(text);
    for _ in 0..4 {
        let Some(length) = vocabulary().links.at_end(text) else { break };
        text = skip_marks_back(&text[..text.len() - length]);
    }
    text
}
