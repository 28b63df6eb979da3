//! Counts that are values of nothing: magnitudes, sizes of no model in particular, settings, counts of something else.

use rust_decimal::Decimal;

use crate::claim::scene::inside;
use crate::quantity::Operator;
use crate::reference::Dimension;
use crate::text::{TextRange, size};

use super::super::vocabulary::vocabulary;
use super::size::size_attribute;
use super::value::Value;
use super::{Bound, Reading, skip_marks_back};

impl Reading<'_> {
    /// Returns whether a bound number can be a value of its attribute, and is no setting and no threshold.
    pub(super) fn is_value_of(&self, index: usize, bound: &Bound) -> bool {
        let value = &self.values[index];
        if !self.is_likely_value(index, bound) {
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
        // `ISL=2k`: a setting.
        let is_assigned =
            before.strip_suffix('=').is_some_and(|name| name.ends_with(|last: char| last.is_ascii_alphanumeric()));
        if is_assigned {
            return false;
        }
        let is_settable = self.tables.attribute(bound.attributes[0]).is_settable;
        // 能够处理32K长度的上下文 says what is possible, 处理32K上下文时 what is done.
        let setting = vocabulary().settings_before.at_end(before);
        let is_possible = |length: usize| {
            let lead = skip_marks_back(&before[..before.len() - length]);
            !before.is_ascii() && vocabulary().capable.at_end(lead).is_some()
        };
        if is_settable && setting.is_some_and(|length| !is_possible(length)) {
            return false;
        }
        let rest = &self.scene.prose[usize::from(bound.phrase.end())..];
        let rest = rest.trim_start_matches([' ', '-', '*', '`']);
        // `22B activated parameters per token`.
        if rest.starts_with("per token") || rest.starts_with("per forward") {
            return true;
        }
        vocabulary().not_heads.at_start(rest).is_none()
    }

    /// Returns whether anybody would write a bound number of its attribute.
    pub(super) fn is_likely_value(&self, index: usize, bound: &Bound) -> bool {
        let key = self.key(bound.attributes[0]);
        let amount = self.values[index].amount();
        amount.is_some_and(|amount| vocabulary().is_likely(key, amount.value) && Decimal::ZERO < amount.value)
    }

    /// Returns whether a size is that of any model: `models over 1B`, 可运行30B参数大模型, 1B级别的模型.
    fn is_generic(&self, index: usize, bound: &Bound) -> bool {
        let value = &self.values[index];
        // 1B级别的参数规模: a class of models.
        let after = self.after(value.range).trim_start_matches([' ', '-', '*']);
        if vocabulary().generic_after.at_start(after).is_some() {
            return true;
        }
        let number = self.scene.text(value.range);
        let before = skip_marks_back(self.before(value.outer));
        let is_plural = self.scene.text(bound.phrase).ends_with('s') || self.after(bound.phrase).starts_with(" models");
        let is_at_most = value.operator == Operator::AtMost && !value.is_low_end;
        let is_class = [before, skip_marks_back(self.before(value.range))]
            .iter()
            .any(|text| vocabulary().generic_before.at_end(text).is_some());
        // 参数量超过1万亿: said of somebody, unlike 超过1万亿参数的模型.
        let has_verb = before.ends_with(['有', '达', '备', '含', '为']);
        let is_said = !number.is_ascii() && (bound.phrase.start() < value.outer.start() || has_verb);
        if is_class && !is_said && (is_plural || !number.is_ascii() || before.ends_with(" a"))
            || is_at_most && is_plural && index == 0
        {
            return true;
        }
        // What is run, with no name between: the size is that of whatever one likes.
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(64))..];
        let Some(end) = vocabulary().runs.last_end(near) else { return false };
        let start = usize::from(value.outer.start());
        let from = start - (self.before(value.outer).len() - before.len()) - (near.len() - end);
        let has_name = |range: TextRange| {
            let named = inside(self.scene.mentions, range, |mention| mention.range);
            // `33B` is another size.
            let is_size = |word: &str| word.starts_with(|first: char| first.is_ascii_digit());
            let is_capital =
                |word: &&str| word.bytes().any(|byte| byte.is_ascii_uppercase()) && !is_kind(word) && !is_size(word);
            let mut words = self.scene.text(range).split(|c: char| !c.is_ascii_alphanumeric());
            !named.is_empty() || words.any(|word| is_capital(&word))
        };
        let clause = self.clause(value.range);
        let tail = TextRange::new(value.range.end(), clause.end().max(value.range.end()));
        // What brackets compare it with is no name of it: `a 1T model (near GPT-4 level)`.
        let tail_end = self.scene.text(tail).find(['(', '（']).map_or(tail.end(), |at| tail.start() + size(at));
        !has_name(TextRange::new(size(from), size(start)))
            && !has_name(TextRange::new(tail.start(), tail_end))
            // 正在训练 says what somebody does, 在训练 what can be done.
            && vocabulary().capable.is_in(&near[..end].replace("正在", ""))
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
            || self.scene.text(self.sentence.range).bytes().any(|byte| byte.is_ascii_uppercase())
            || self.scene.text(self.sentence.range).contains(['“', '「', '『']);
        // 目前已达到千亿参数: said of whom the sentence before names.
        let is_said = self.before(value.range).ends_with(['到', '达', '有']);
        number.starts_with(['数', '几', '上', '幾', '數']) || is_bare && !has_name && !is_said
    }
}

/// Returns whether a word in capitals stands for a kind of thing.
fn is_kind(word: &str) -> bool {
    ["LLM", "LLMs", "MoE", "AI", "GPU", "VLM", "SLM"].iter().any(|kind| kind.eq_ignore_ascii_case(word))
}
