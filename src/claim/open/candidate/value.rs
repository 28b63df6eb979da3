//! The numbers of a sentence, each once: ranges are two.

use rust_decimal::Decimal;

use crate::claim::ClaimValue;
use crate::claim::scene::Scene;
use crate::quantity::{Amount, Operator, Quantity, QuantityKind, QuantityValue};
use crate::text::{TextRange, range};

use super::{Bound, Candidate};

/// A number that may be a value.
#[derive(Clone, Debug)]
pub(super) struct Value {
    /// Bytes of the prose: number, unit and currency mark.
    pub(super) range: TextRange,
    /// The same with the words for how exact it is.
    pub(super) outer: TextRange,
    pub(super) kind: QuantityKind,
    pub(super) value: QuantityValue,
    pub(super) operator: Operator,
    pub(super) unit: Option<&'static str>,
    /// Whether it is written as sizes of models are: with a letter of scale, or with 亿.
    pub(super) is_size: bool,
    /// Whether it is the lower end of a range, whose upper end is the next value.
    pub(super) is_low_end: bool,
    /// Whether it is an end of a range at all.
    pub(super) is_end: bool,
}

impl Value {
    /// Returns the candidate that this is with an attribute.
    pub(super) fn candidate(&self, bound: Bound, block: usize) -> Candidate {
        Candidate {
            range: self.range,
            phrase: bound.phrase,
            attributes: bound.attributes,
            value: ClaimValue::Amount { value: self.value, operator: self.operator, unit: self.unit },
            modality: crate::claim::Modality::Asserted,
            block,
        }
    }

    /// Returns the number, or the lower end of what it says.
    pub(super) fn amount(&self) -> Option<Amount> {
        match self.value {
            QuantityValue::Exact(amount) => Some(amount),
            QuantityValue::Interval { low, high } => low.or(high).map(|(amount, _)| amount),
            QuantityValue::OutOfRange => None,
        }
    }
}

/// Returns the numbers of a scene in order.
pub(super) fn values(scene: &Scene<'_>) -> Vec<Value> {
    let mut values = Vec::with_capacity(scene.quantities.len());
    for quantity in scene.quantities {
        match ends(scene, quantity) {
            Some(ends) => values.extend(ends),
            None => values.push(spaced_size(scene, value(scene, quantity))),
        }
    }
    values
}

fn value(scene: &Scene<'_>, quantity: &Quantity) -> Value {
    let outer = quantity.operator_range.map_or(quantity.range, |operator| operator.cover(quantity.range));
    Value {
        range: quantity.range,
        outer,
        kind: quantity.kind,
        value: quantity.value,
        operator: quantity.operator,
        unit: quantity.unit,
        is_size: is_size(scene.text(quantity.number)),
        is_low_end: false,
        is_end: false,
    }
}

/// Returns what is written like a number of bytes, `1.8 B`, as the size that it is where the text speaks of parameters.
fn spaced_size(scene: &Scene<'_>, value: Value) -> Value {
    let text = scene.text(value.range);
    let QuantityValue::Exact(amount) = value.value else { return value };
    if value.unit != Some("byte") || !text.ends_with('B') || text.ends_with("B B") {
        return value;
    }
    let number = text.trim_end_matches('B').trim_end();
    let near = |from: usize, to: usize| {
        let (from, to) =
            (scene.prose.ceil_char_boundary(from), scene.prose.floor_char_boundary(to.min(scene.prose.len())));
        let text = &scene.prose[from..to.max(from)];
        text.contains("参数") || text.contains("param")
    };
    let (start, end) = (usize::from(value.range.start()), usize::from(value.range.end()));
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_plain || !near(start.saturating_sub(24), end + 24) {
        return value;
    }
    let Some(scaled) = amount.value.checked_mul(Decimal::from(1_000_000_000_u64)) else { return value };
    let amount = Amount { value: scaled, last_place: amount.last_place + 9 };
    Value { kind: QuantityKind::Number, value: QuantityValue::Exact(amount), unit: None, is_size: true, ..value }
}

/// Returns the two ends of a range that is written with both, the unit carried to each: `355B-744B`, 5到10亿美元.
fn ends(scene: &Scene<'_>, quantity: &Quantity) -> Option<[Value; 2]> {
    let QuantityValue::Interval { low: Some((low, true)), high: Some((high, true)) } = quantity.value else {
        return None;
    };
    let whole = value(scene, quantity);
    let text = scene.text(quantity.number);
    let is_end = |character: char| character.is_numeric();
    let (at, separator) = SEPARATORS.iter().find_map(|separator| {
        let at = text.find(separator)?;
        let is_between = text[..at].contains(is_end) && text[at + separator.len()..].contains(is_end);
        is_between.then_some((at, *separator))
    })?;
    let start = usize::from(quantity.number.start());
    let left_end = start + text[..at].trim_end().len();
    let right = &text[at + separator.len()..];
    let right_start = start + at + separator.len() + (right.len() - right.trim_start().len());
    let place = |from: usize, to: usize| range(from, to.max(from));
    let low_range = place(usize::from(quantity.range.start()), left_end);
    let high_range = place(right_start, usize::from(quantity.range.end()));
    let is_size = whole.is_size;
    let end = |range: TextRange, amount: Amount, operator: Operator| Value {
        range,
        outer: range,
        value: QuantityValue::Exact(amount),
        operator,
        is_size,
        is_low_end: operator == Operator::AtLeast,
        is_end: true,
        ..whole.clone()
    };
    Some([end(low_range, low, Operator::AtLeast), end(high_range, high, Operator::AtMost)])
}

/// What stands between the ends of a range.
const SEPARATORS: [&str; 12] = ["-", "–", "—", "~", "～", "至", "到", " to ", "‑", "−", "〜", " and "];

/// Returns whether a number is written as sizes of models are: with M, B or T, or with 亿.
fn is_size(number: &str) -> bool {
    number.ends_with(['M', 'B', 'T', 'm', 'b', 't', '亿', '億', '万', '萬']) || number.ends_with("llion")
}
