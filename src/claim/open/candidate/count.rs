//! Numbers that count something: parameters, tokens, whatever an attribute of the tables counts.

use rust_decimal::Decimal;

use crate::claim::scene::{AttributeMention, between, inside};
use crate::claim::words::words;
use crate::quantity::{Operator, QuantityKind};
use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::text::{TextRange, size};

use super::super::vocabulary::{first_key, key_at_start, last_key, vocabulary};
use super::size::size_attribute;
use super::value::Value;
use super::{Bound, Reading, skip_marks, skip_marks_back};

/// Ties the counts of a sentence to attributes: by the words after them, by those before them, as members of a list.
pub(super) fn bind(reading: &Reading<'_>, bound: &mut [Option<Bound>]) {
    // Ends of words that a value before them has used.
    let mut used: Vec<TextRange> = Vec::new();
    for index in 0..bound.len() {
        if bound[index].is_none()
            && let Some(found) = reading.following(index)
        {
            used.push(found.phrase);
            bound[index] = Some(found);
        }
    }
    for index in 0..bound.len() {
        if bound[index].is_none()
            && let Some(found) = reading.preceding(index, &used)
        {
            bound[index] = Some(found);
        }
    }
    for index in 0..bound.len() {
        if bound[index].is_none() {
            bound[index] = reading.alone(index).or_else(|| reading.total_beside_part(index, bound));
        }
    }
    distribute(reading, bound);
    for (index, place) in bound.iter_mut().enumerate() {
        if place.as_ref().is_some_and(|bound| !reading.is_value_of(index, bound)) {
            *place = None;
        }
    }
}

/// Carries attributes over lists: `7B、13B和70B参数`, `8B to 70B parameters`, `a context of 4K or 8K`.
fn distribute(reading: &Reading<'_>, bound: &mut [Option<Bound>]) {
    let carried = |bound: &Option<Bound>, index: usize| {
        let one = bound.as_ref()?;
        let phrase = one.phrase.cover(reading.values[index].range);
        Some(Bound { attributes: one.attributes.clone(), phrase })
    };
    for index in (0..bound.len().saturating_sub(1)).rev() {
        if bound[index].is_none() && reading.is_list(index, index + 1) {
            bound[index] = carried(&bound[index + 1], index);
        }
    }
    for index in 1..bound.len() {
        if bound[index].is_none() && reading.is_list(index - 1, index) && reading.ends_value(index) {
            bound[index] = carried(&bound[index - 1], index);
        }
    }
}

impl Reading<'_> {
    /// Returns whether two values next to each other are members of one list, or the ends of one range.
    fn is_list(&self, left: usize, right: usize) -> bool {
        let (one, other) = (&self.values[left], &self.values[right]);
        if one.kind != other.kind || one.kind != QuantityKind::Number {
            return false;
        }
        if one.is_low_end {
            return true;
        }
        let gap = self.gap(left, right);
        // `2b (27% humaneval) & 7b (52% humaneval)`: a note stands between.
        let gap = without_brackets(gap);
        let mut gap = gap.trim_matches(super::is_mark);
        // `9B dense, 35B MoE and 397B variants`: what kind each is.
        if let Some(length) = vocabulary().modifiers.at_start(gap).filter(|_| one.is_size && other.is_size) {
            gap = gap[length..].trim_matches(super::is_mark);
        }
        // `128K, up from 32K`, `(vs. 128k in o3)`: the same thing, of another or of before.
        let is_compared = vocabulary().compared.at_end(gap).is_some() && gap.len() <= 64;
        if is_compared && last_letter(self.scene.text(one.range)) == last_letter(self.scene.text(other.range)) {
            return true;
        }
        words().is_conjunction(gap) || matches!(gap, "/" | "to" | "到" | "至" | "-" | "–" | "," | "，")
    }

    /// Returns whether what follows a number is no noun of its own.
    fn ends_value(&self, index: usize) -> bool {
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
        let limit = match self.values.get(index + 1) {
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

    /// Reads `1T total / 32B active parameters`: the first is the whole of which the second is a part.
    fn total_beside_part(&self, index: usize, bound: &[Option<Bound>]) -> Option<Bound> {
        let value = &self.values[index];
        let whole = size_attribute(self.tables)?;
        let part = bound.get(index + 1)?.as_ref()?.attributes[0];
        let gap = self.gap(index, index + 1);
        let is_part = part != whole && self.tables.attribute(part).unit == self.tables.attribute(whole).unit;
        let says_total = vocabulary().totals.at_start(skip_marks(gap)).is_some();
        (is_part && value.is_size && (says_total || gap.trim_matches(super::is_mark) == "/") && gap.len() <= 16)
            .then(|| Bound { attributes: vec![whole], phrase: value.range })
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
                PhraseRole::Before | PhraseRole::Verb | PhraseRole::Since | PhraseRole::Excluded => false,
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
        by_before(in_clause).or_else(by_behind).or_else(|| by_before(before))
    }

    /// Reads the words before a number: `参数量为{v}`, `Context length: {v}`, `上下文窗口扩展到{v}`.
    fn preceding(&self, index: usize, used: &[TextRange]) -> Option<Bound> {
        let value = &self.values[index];
        if value.kind != QuantityKind::Number || !self.ends_value(index) && !self.has_unit_noun(index) {
            return None;
        }
        let before = self.before(value.outer);
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

    /// Returns whether a number says no more than its magnitude: 数百亿, and 千亿 where the sentence has no name at all.
    fn is_vague(&self, value: &Value) -> bool {
        let number = self.scene.text(value.range);
        if number.is_ascii()
            || number.contains(|character: char| character.is_numeric() && !"百千万亿萬億十".contains(character))
        {
            return false;
        }
        let is_bare = number.chars().all(|character| "百千万亿萬億".contains(character));
        let has_name = !self.scene.mentions.is_empty()
            || self.scene.text(self.sentence.range).bytes().any(|byte| byte.is_ascii_uppercase());
        // 目前已达到千亿参数: said of whom the sentence before names.
        let is_said = self.before(value.outer).ends_with(['到', '达', '有']);
        number.starts_with(['数', '几', '上', '幾', '數']) || is_bare && !has_name && !is_said
    }

    /// Returns whether a size is that of any model: `models over 1B`, 可运行30B参数大模型, 数百亿参数的模型.
    fn is_generic(&self, index: usize, bound: &Bound) -> bool {
        let value = &self.values[index];
        let number = self.scene.text(value.range);
        let before = skip_marks_back(self.before(value.outer));
        let is_plural = self.scene.text(bound.phrase).ends_with('s') || self.after(bound.phrase).starts_with(" models");
        let is_at_most = value.operator == Operator::AtMost && !value.is_low_end;
        let is_class = vocabulary().generic_before.at_end(before).is_some();
        if is_class && (is_plural || !number.is_ascii() || before.ends_with(" a"))
            || is_at_most && is_plural && index == 0
        {
            return true;
        }
        // What is run, with no name between: the size is that of whatever one likes.
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(36))..];
        let Some(end) = vocabulary().runs.last_end(near) else { return false };
        let start = usize::from(value.outer.start());
        let from = start - (self.before(value.outer).len() - before.len()) - (near.len() - end);
        let has_name = |range: TextRange| {
            let named = inside(self.scene.mentions, range, |mention| mention.range);
            !named.is_empty() || self.scene.text(range).bytes().any(|byte| byte.is_ascii_uppercase())
        };
        let clause = self.clause(value.range);
        !has_name(TextRange::new(size(from), size(start)))
            && !has_name(TextRange::new(value.range.end(), clause.end().max(value.range.end())))
            && vocabulary().capable.is_in(&near[..end])
    }

    /// Returns whether a bound number can be a value of its attribute, and is no setting and no threshold.
    fn is_value_of(&self, index: usize, bound: &Bound) -> bool {
        let value = &self.values[index];
        let key = self.key(bound.attributes[0]);
        if !value
            .amount()
            .is_some_and(|amount| vocabulary().is_likely(key, amount.value) && Decimal::ZERO < amount.value)
        {
            return false;
        }
        if self.tables.attribute(bound.attributes[0]).dimension != Dimension::Count {
            return true;
        }
        if self.is_vague(value) {
            return false;
        }
        let before = skip_marks_back(self.before(value.outer));
        if value.is_size && size_attribute(self.tables) == Some(bound.attributes[0]) && self.is_generic(index, bound) {
            return false;
        }
        let is_settable = self.tables.attribute(bound.attributes[0]).is_settable;
        if is_settable && vocabulary().settings_before.at_end(before).is_some() {
            return false;
        }
        let rest = &self.scene.prose[usize::from(bound.phrase.end())..];
        let rest = rest.trim_start_matches([' ', '-', '*', '`']);
        vocabulary().not_heads.at_start(rest).is_none()
    }
}

/// Returns the letter of scale that a number ends with, in either case.
fn last_letter(number: &str) -> Option<char> {
    number.chars().next_back().filter(|last| last.is_alphabetic()).map(|last| last.to_ascii_lowercase())
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
fn before_links(text: &str) -> &str {
    let mut text = skip_marks_back(text);
    for _ in 0..4 {
        let Some(length) = vocabulary().links.at_end(text) else { break };
        text = skip_marks_back(&text[..text.len() - length]);
    }
    text
}

/// Returns a gap without one bracket and what is in it.
fn without_brackets(gap: &str) -> String {
    let (Some(open), Some(close)) = (gap.find(['(', '（']), gap.rfind([')', '）'])) else { return gap.to_owned() };
    let close_length = gap[close..].chars().next().map_or(1, char::len_utf8);
    if close < open { gap.to_owned() } else { format!("{}{}", &gap[..open], &gap[close + close_length..]) }
}
