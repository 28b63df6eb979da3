//! Amounts of money: prices of tokens, and everything else that is paid, raised or worth.

use crate::claim::words::words;
use crate::quantity::QuantityKind;
use crate::reference::AttributeIndex;
use crate::text::TextRange;

use super::super::vocabulary::{first_key, last_key, vocabulary};
use super::value::Value;
use super::{Bound, Reading, skip_marks, skip_marks_back};

/// Ties the prices of a sentence: amounts that a number of tokens stands beside, and what is listed with them.
///
/// A price is as it is written: `0.0008元/千tokens` is 0.0008.
pub(super) fn bind(reading: &Reading<'_>, bound: &mut [Option<Bound>]) {
    let mut is_priced = reading.goes_on_from_prices();
    for (index, place) in bound.iter_mut().enumerate() {
        if reading.values[index].kind != QuantityKind::Money || reading.is_change(index) {
            continue;
        }
        let is_price = reading.is_per_token(index) || is_priced && reading.goes_on_pricing(index);
        if is_price {
            *place = reading.price(index);
            is_priced = true;
        }
    }
    // `$0.1/$0.3 per million`, `$2 / $8 per 1M input/output tokens`: the first of a list.
    for index in (0..bound.len().saturating_sub(1)).rev() {
        let is_money = reading.values[index].kind == QuantityKind::Money;
        if is_money && bound[index].is_none() && bound[index + 1].is_some() && reading.is_money_list(index) {
            bound[index] = reading.price(index);
        }
    }
}

/// Ties all other amounts of money.
pub(super) fn bind_money(reading: &Reading<'_>, bound: &mut [Option<Bound>]) {
    for (index, place) in bound.iter_mut().enumerate() {
        let is_money = reading.values[index].kind == QuantityKind::Money || reading.is_bare_money(index);
        if place.is_none() && is_money && !(reading.is_change(index) && reading.is_per_token(index)) {
            *place = reading.money(index);
        }
    }
}

impl Reading<'_> {
    fn price(&self, index: usize) -> Option<Bound> {
        let range = self.values[index].range;
        Some(Bound { attributes: vec![self.price_kind(index)?], phrase: range })
    }

    /// Returns whether an amount is one of change, and no price: `a reduction of $7.5 per million`.
    fn is_change(&self, index: usize) -> bool {
        let before = skip_marks_back(self.before(self.values[index].outer));
        vocabulary().not_prices.at_end(before).is_some()
    }

    /// Returns whether a number of tokens stands behind an amount (`$2/1M tokens`) or before it (每百万tokens…1元).
    fn is_per_token(&self, index: usize) -> bool {
        let after = self.after(self.values[index].range);
        if is_denominator(skip_currency(after)) {
            return true;
        }
        let before = self.before(self.values[index].outer);
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(90))..];
        near.char_indices().any(|(at, _)| {
            let rest = &near[at..];
            vocabulary().per.at_start(rest).is_some() && denominator(rest).is_some_and(is_price_gap)
        })
    }

    /// Returns whether the sentence says what something costs, right behind one with prices of tokens: `By comparison,
    /// Gull 2 costs $0.15 and $0.60.`
    fn goes_on_from_prices(&self) -> bool {
        let text = self.scene.text(self.sentence.range);
        let text = &text[..text.floor_char_boundary(240)];
        let says_price =
            ["costs ", "charges ", "priced at ", "定价", "价格", "收费"].iter().any(|word| text.contains(word));
        if !says_price || !self.values.iter().any(|value| value.kind == QuantityKind::Money) {
            return false;
        }
        let start = usize::from(self.sentence.range.start());
        let from = self.scene.prose.ceil_char_boundary(start.saturating_sub(240));
        let earlier = &self.scene.prose[from..start];
        names_denominator(earlier.rsplit("\n\n").next().unwrap_or(earlier))
    }

    /// Returns whether an amount is one more price of a sentence that has one: a word for input or output beside it, or
    /// a list.
    fn goes_on_pricing(&self, index: usize) -> bool {
        let value = &self.values[index];
        let after = self.after(value.range);
        let after = &after[..after.floor_char_boundary(24.min(after.len()))];
        let after = &after[..after.find(['，', '、', '；', '—', ';']).unwrap_or(after.len())];
        let previous =
            index.checked_sub(1).map_or(self.sentence.range.start(), |previous| self.values[previous].range.end());
        let room = usize::from(value.outer.start()).saturating_sub(usize::from(previous)).min(24);
        let before = self.before(value.outer);
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(room))..];
        let names_kind = |text: &str| first_key(&vocabulary().price_kinds, text).is_some();
        let says_cost = ["costs", "charges", "priced at", "定价为", "定价", "价格为", "收费"]
            .iter()
            .any(|word| skip_marks_back(before).ends_with(word));
        says_cost || names_kind(before) || names_kind(after) || 0 < index && self.is_money_list(index - 1)
    }

    /// Returns whether an amount and the next value are members of a list of amounts.
    fn is_money_list(&self, left: usize) -> bool {
        let gap = self.gap(left, left + 1);
        let gap = gap.trim_matches(super::is_mark);
        let is_money = self.values[left + 1].kind == QuantityKind::Money;
        is_money && (matches!(gap, "/" | "-" | "to" | "到" | "至") || words().is_conjunction(gap))
    }

    /// Returns which price it is: of input, output, cached input, or of tokens.
    fn price_kind(&self, index: usize) -> Option<AttributeIndex> {
        let value = &self.values[index];
        let kinds = &vocabulary().price_kinds;
        let is_money = |next: &&Value| next.kind == QuantityKind::Money;
        let next = self.values[index + 1..].iter().find(is_money).map(|next| next.outer.start());
        let after = self.after(value.range);
        let room = next.map_or(48, |next| usize::from(next).saturating_sub(usize::from(value.range.end()))).min(48);
        let after = &after[..after.floor_char_boundary(room.min(after.len()))];
        let after = &after[..after.find(['，', ',', '、', '；', ';', '|']).unwrap_or(after.len())];
        let previous = index.checked_sub(1).map(|previous| self.values[previous].range.end());
        let room =
            previous.map_or(48, |previous| usize::from(value.outer.start()).saturating_sub(usize::from(previous)));
        let before = self.before(value.outer);
        let before = &before[before.ceil_char_boundary(before.len().saturating_sub(room.min(48)))..];
        // In English the word stands behind (`$2 for input`), in a list with the labels first before.
        let key = match (first_key(kinds, after), last_key(kinds, before)) {
            (_, Some((key, _))) if before.trim_end().ends_with([':', '：']) => key,
            (Some((key, _)), _) if after.is_ascii() => key,
            (_, Some((key, _))) | (Some((key, _)), None) => key,
            (None, None) => "price",
        };
        self.tables.find_attribute(key)
    }

    /// Returns whether a large number without a currency is money by the words beside it: 估值60亿, 6亿刀.
    fn is_bare_money(&self, index: usize) -> bool {
        let value = &self.values[index];
        let is_large = self.scene.text(value.range).ends_with(['亿', '億', '万', '萬']);
        let before = skip_marks_back(self.before(value.outer));
        let after = skip_marks(self.after(value.range));
        value.kind == QuantityKind::Number
            && is_large
            && (vocabulary().money_after.at_start(after).is_some()
                || vocabulary().money_before.at_end(before).is_some()
                    && !after.starts_with(|next: char| next.is_alphanumeric() && !matches!(next, '的' | '用' | '研')))
    }

    /// Returns what an amount of money is: a valuation, money raised, revenue, …, by the nearest word for it.
    fn money(&self, index: usize) -> Option<Bound> {
        let value = &self.values[index];
        let clause = self.clause(value.range);
        let kinds = &vocabulary().money_kinds;
        let after = self.after(value.range);
        let room = usize::from(clause.end()).saturating_sub(usize::from(value.range.end())).min(after.len());
        let after = &after[..after.floor_char_boundary(room)];
        let before = self.before(value.outer);
        let room = usize::from(value.outer.start()).saturating_sub(usize::from(clause.start())).min(before.len());
        let before = &before[before.ceil_char_boundary(before.len() - room)..];
        if counts_makers(before) || is_kind_of_thing(before, after) {
            return None;
        }
        let key = match (last_key(kinds, before), first_key(kinds, after)) {
            (Some((left, end)), Some((right, start))) => {
                if before.len() - end <= start {
                    left
                } else {
                    right
                }
            }
            (Some((key, _)), None) | (None, Some((key, _))) => key,
            (None, None) => "spending",
        };
        let phrase = TextRange::new(value.outer.start(), value.range.end());
        Some(Bound { attributes: vec![self.tables.find_attribute(key)?], phrase })
    }
}

/// Returns whether the clause of an amount says of how many it is true: 有16家企业投入超1亿元.
fn counts_makers(before: &str) -> bool {
    let nouns = &vocabulary().counted_makers;
    let Some(end) = nouns.last_end(before) else { return false };
    let head = &before[..end - nouns.at_end(&before[..end]).unwrap_or_default()];
    let number = head.trim_end().chars().next_back();
    number.is_some_and(|last| last.is_ascii_digit() || "一二三四五六七八九十百数几多".contains(last))
}

/// Returns whether an amount is a property of any such thing: `a $20/month plan beats a $200/month one`.
fn is_kind_of_thing(before: &str, after: &str) -> bool {
    let has_article = [" a", " an", "A", "An"].iter().any(|article| before.trim_end().ends_with(article));
    let rest = ["/month ", "/mo ", "/year ", "/yr ", "/hour ", "-a-month ", " per month "]
        .iter()
        .find_map(|period| after.trim_start_matches(['*', '`']).strip_prefix(period));
    has_article && rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// Returns a text without the rest of a currency's name and closing marks: `$17 dollars per …`.
fn skip_currency(text: &str) -> &str {
    let text = skip_marks(text);
    let text = text.strip_prefix("dollars").or_else(|| text.strip_prefix("USD")).unwrap_or(text);
    skip_marks(text)
}

/// Returns whether a text starts with what a price is for: `/1M tokens`, ` per million`, /千tokens.
fn is_denominator(text: &str) -> bool {
    denominator(text).is_some()
}

/// Returns whether a text says what its prices are for: `per million tokens`, 每百万 tokens.
pub(super) fn names_denominator(text: &str) -> bool {
    let starts = text.char_indices().map(|(at, _)| &text[at..]);
    starts.filter(|rest| vocabulary().per.at_start(rest).is_some()).any(is_denominator)
}

/// Returns the text behind such a start.
fn denominator(text: &str) -> Option<&str> {
    let vocabulary = vocabulary();
    let mut rest = skip_marks(&text[vocabulary.per.at_start(text)?..]);
    let mut scale = "";
    if let Some(length) = vocabulary.scales.at_start(rest).or_else(|| scale_before_noun(rest)) {
        scale = &rest[..length];
        rest = skip_marks(&rest[length..]);
    }
    let is_million = scale.to_ascii_lowercase().ends_with('m');
    // `$0.60/M input and`: which price it is says what it is for.
    if is_million && let Some(length) = vocabulary.price_kinds.iter().find_map(|(_, kinds)| kinds.at_start(rest)) {
        return Some(&rest[length..]);
    }
    for _ in 0..3 {
        if let Some((_, length)) = vocabulary.unit_noun(rest).filter(|(unit, _)| *unit == "token") {
            return Some(&rest[length..]);
        }
        let filler = vocabulary.fillers.at_start(rest);
        let kind = vocabulary.price_kinds.iter().find_map(|(_, kinds)| kinds.at_start(rest));
        let Some(length) = kind.or(filler) else { break };
        rest = skip_marks(rest[length..].trim_start_matches(['/', '-']));
    }
    // `$10/1M`, `$0.3 per million`: nothing else is sold by the million.
    let is_alone = !rest.starts_with(|next: char| next.is_alphanumeric());
    let says_million =
        scale.to_ascii_lowercase().ends_with('m') || scale.eq_ignore_ascii_case("million") || scale.ends_with("tok");
    (says_million && is_alone || says_million && scale.len() > 1 && rest.starts_with("for")).then_some(rest)
}

/// Returns the length of a scale that the noun follows without a space: 百万tokens, 1000tokens.
fn scale_before_noun(text: &str) -> Option<usize> {
    let length = text.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
    (0 < length).then_some(length)
}

/// Returns whether nothing between 每百万tokens and an amount ends the sentence or starts another list.
fn is_price_gap(gap: &str) -> bool {
    !gap.contains(['。', '；', ';', '|', '\n'])
}
