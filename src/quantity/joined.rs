//! Ranges (4200-10500, 60%–80%) and lists that share a scale or a unit (7/72B, 5亿和7.5亿元).

use crate::language::Operator;
use crate::language::numeral::{Form, NumeralKind};

use super::extract::{Reader, Reading, quantity_value};
use super::unit::shift;
use super::{QuantityKind, QuantityValue};

/// What stands between two numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// A range where the values rise; where they do not, and signs join them, a score.
    Dash,
    Range,
    List,
    Slash,
    Ratio,
}

/// Reads on from the item at `index`, whose reading is in `group`, and returns the index of the item to go on with.
pub(super) fn join(reader: &mut Reader<'_>, index: usize, group: &mut Vec<Reading>) -> usize {
    let mut next = index + 1;
    // What stands behind a slash is what a price or a rate is for: it starts no list.
    if reader.tokens.lower()[..group[0].measured.start].ends_with('/') {
        return next;
    }
    while let Some(item) = reader.tokens.items.get(next).copied() {
        let last = group[group.len() - 1];
        let Some(gap) = gap(reader, &last, item.start) else { break };
        let Some(mut reading) = reader.reading(item, next) else { break };
        // `$0.5/1M`: what the price is for, no amount of money.
        let is_money = |reading: &Reading| reading.measured.kind == QuantityKind::Money;
        if gap == Gap::Slash && is_money(&last) && !is_money(&reading) {
            break;
        }
        if reading.measured.start < last.measured.end {
            break;
        }
        // A sign or operator between them is not a part of the gap.
        let is_between = gap == Gap::List && is_between(reader, &last, reading.measured.end);
        if (matches!(gap, Gap::Range | Gap::Dash) || is_between) && range(reader, &last, &mut reading) {
            let length = group.len();
            group[length - 1] = reading;
            next += 1;
            break;
        }
        let are_plain = [&last, &reading]
            .iter()
            .all(|reading| reading.measured.scale == 0 && reading.measured.kind == QuantityKind::Number);
        if matches!(gap, Gap::Slash | Gap::Ratio | Gap::Dash) && are_plain {
            // 24/7, 16:9 and 3-2: a ratio, a score, a date.
            group.pop();
            return next + 1;
        }
        group.push(reading);
        next += 1;
    }
    share(group);
    next
}

/// Says what joins a reading to a number that starts at `start`.
fn gap(reader: &Reader<'_>, last: &Reading, start: usize) -> Option<Gap> {
    let lower = reader.tokens.lower();
    let end = last.measured.end;
    if start <= end || 12 < start - end {
        return None;
    }
    let between = lower[end..start].trim_end_matches(['$', '€', '£', '¥']);
    let gap = match between.trim_matches(' ') {
        "-" if between.len() == 1 => Gap::Dash,
        "-" | "–" | "~" | "～" | "至" | "到" | "to" | "‑" | "−" | "〜" => Gap::Range,
        "—" if last.measured.kind != QuantityKind::Number || between == "—" => Gap::Range,
        "、" | "," | "，" | "和" | "与" | "及" | "或" | "and" | "or" | ", and" | "以及" | "與" => Gap::List,
        "/" => Gap::Slash,
        ":" | "：" => Gap::Ratio,
        _ => return None,
    };
    (gap != Gap::List || between != ",").then_some(gap)
}

/// Returns whether `between 20 and 30` or 介于20和30之间 says that two values are the ends of one range.
fn is_between(reader: &Reader<'_>, low: &Reading, end: usize) -> bool {
    let lower = reader.tokens.lower();
    let floor = lower.floor_char_boundary(low.measured.start.saturating_sub(12));
    let before = lower[floor..low.measured.start].trim_end_matches(' ');
    before.ends_with("between")
        || before.ends_with("介于")
        || lower[end..].starts_with("之间")
        || lower[end..].starts_with("之間")
}

/// Makes one range of two readings where they are one; `high` becomes it.
fn range(reader: &Reader<'_>, low: &Reading, high: &mut Reading) -> bool {
    let lower = reader.tokens.lower();
    let floor = lower.floor_char_boundary(low.measured.start.saturating_sub(12));
    let before = lower[floor..low.measured.start].trim_end_matches(' ');
    // `from 8K to 128K` and 从5元到1元 are a change, two values.
    let is_word = lower[low.measured.end..high.measured.start].contains(['t', '到']);
    if is_word && (before.ends_with("from") || before.ends_with(['从', '由', '從'])) {
        return false;
    }
    let (QuantityValue::Exact(low_amount), QuantityValue::Exact(high_amount)) = (low.value, high.value) else {
        return false;
    };
    if low.numeral.kind != NumeralKind::Cardinal && low.measured.kind != QuantityKind::Percent {
        return false;
    }
    if low.operator != Operator::Equal && low.operator != Operator::About || low.numeral.form == Form::EnglishArticle {
        return false;
    }
    let same_unit = low.measured.unit == high.measured.unit && low.measured.kind == high.measured.kind;
    let carries_unit = low.measured.kind == QuantityKind::Number;
    let carries_currency = low.measured.kind == QuantityKind::Money && high.measured.kind == QuantityKind::Number;
    if !(same_unit || carries_unit || carries_currency) {
        return false;
    }
    let mut start = low_amount;
    if low.measured.scale == 0
        && high.measured.scale != 0
        && let QuantityValue::Exact(shifted) = quantity_value(shift(low.measured.value, i32::from(high.measured.scale)))
        && shifted.value < high_amount.value
    {
        start = shifted;
    }
    if high_amount.value <= start.value {
        return false;
    }
    high.measured.start = low.measured.start;
    high.measured.number_start = low.measured.number_start;
    if carries_currency {
        high.measured.kind = low.measured.kind;
        high.measured.unit = low.measured.unit;
    }
    high.value = QuantityValue::Interval { low: Some((start, true)), high: Some((high_amount, true)) };
    let is_inside = high.operator_range.is_some_and(|(start, _)| start < high.measured.end);
    if is_inside || low.operator != Operator::Equal {
        high.operator = low.operator;
        high.operator_range = low.operator_range;
    }
    true
}

/// Carries the scale and the unit of the last in a list to those before it that have none.
fn share(group: &mut [Reading]) {
    let Some(last) = group.last().copied() else { return };
    let mut scale = last.measured.scale;
    let mut kind = last.measured.kind;
    let mut unit = last.measured.unit;
    for reading in group.iter_mut().rev().skip(1) {
        if reading.measured.kind != QuantityKind::Number || reading.numeral.kind != NumeralKind::Cardinal {
            scale = reading.measured.scale;
            kind = reading.measured.kind;
            unit = reading.measured.unit;
            continue;
        }
        let is_small =
            reading.numeral.amount().is_some_and(|amount| amount.value < rust_decimal::Decimal::from(10_000));
        if reading.measured.scale == 0 && scale != 0 && is_small && reading.numeral.form == Form::Digits {
            reading.measured.value = shift(reading.measured.value, i32::from(scale));
            reading.measured.scale = scale;
            reading.value = quantity_value(reading.measured.value);
        }
        if matches!(kind, QuantityKind::Money | QuantityKind::Dimension | QuantityKind::Percent) {
            reading.measured.kind = kind;
            reading.measured.unit = unit;
        }
        scale = reading.measured.scale;
    }
}
