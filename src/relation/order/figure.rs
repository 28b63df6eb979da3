//! Numbers and lengths of time that can be held against each other.

use rust_decimal::Decimal;

use crate::claim::DateMention;
use crate::quantity::{Amount, Measure, Operator, Quantity, QuantityKind, QuantityValue};
use crate::temporal::{Granularity, TemporalValue};
use crate::text::TextRange;

/// A number of the document with its unit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    /// Bytes of the prose: number and unit.
    pub(super) range: TextRange,
    /// Bytes of the prose where it starts with the word for how exact it is, if there is one before it.
    pub(super) start: TextRange,
    /// Bytes of the number alone.
    pub(super) number: TextRange,
    pub(super) value: Decimal,
    /// One in the last place that is written.
    place: Decimal,
    measures: Measured,
    /// Whether it is written as it is, or with a word such as 约; bounds are not.
    pub(super) is_plain: bool,
}

/// What a figure measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measured {
    Unit(QuantityKind, Option<&'static str>),
    Time,
}

impl Figure {
    /// Reads a quantity with one exact value; `None` for places in an order, multiples and intervals.
    pub(super) fn of_quantity(quantity: &Quantity) -> Option<Self> {
        let QuantityValue::Exact(amount) = quantity.value else { return None };
        let is_amount = matches!(
            quantity.kind,
            QuantityKind::Number | QuantityKind::Money | QuantityKind::Percent | QuantityKind::Dimension
        );
        if !is_amount {
            return None;
        }
        let start = quantity.operator_range.filter(|word| word.end() <= quantity.range.start());
        Some(Self {
            range: quantity.range,
            start: start.map_or(quantity.range, |word| word.cover(quantity.range)),
            number: quantity.number,
            value: amount.value,
            place: place_of(amount)?,
            measures: Measured::Unit(quantity.kind, quantity.unit),
            is_plain: matches!(quantity.operator, Operator::Equal | Operator::About),
        })
    }

    /// Reads a length of time, in seconds; years and months have their mean lengths.
    pub(super) fn of_length(date: &DateMention) -> Option<Self> {
        let TemporalValue::Duration(duration) = date.expression.value else { return None };
        let seconds = Decimal::from(seconds_of(duration.unit)?);
        let range = date.expression.range;
        Some(Self {
            range,
            start: range,
            number: range,
            value: Decimal::new(duration.hundredths, 2).checked_mul(seconds)?,
            place: Decimal::ZERO,
            measures: Measured::Time,
            is_plain: true,
        })
    }

    /// Returns whether it counts things of a kind that no unit names.
    pub(super) fn is_bare(&self) -> bool {
        self.measures == Measured::Unit(QuantityKind::Number, None)
    }

    pub(super) fn is_percentage(&self) -> bool {
        matches!(self.measures, Measured::Unit(QuantityKind::Percent, _))
    }

    /// Returns whether it has a unit of measurement or of time, of which less is often better.
    pub(super) fn is_measured(&self) -> bool {
        matches!(self.measures, Measured::Time | Measured::Unit(QuantityKind::Dimension, _))
    }

    /// Returns which of two figures is larger however scale words are shared between them (`from 3 to 5 million`), and by
    /// more than they are rounded; `None` where they are alike or measure different things.
    pub(super) fn order(&self, other: &Self, prose: &str) -> Option<std::cmp::Ordering> {
        let power = match (self.measures, other.measures) {
            (one, two) if one == two => 0,
            (Measured::Unit(one, Some(left)), Measured::Unit(two, Some(right))) if one == two => {
                Measure::of(left)?.power_to(Measure::of(right)?)?
            }
            _ => return None,
        };
        let factor = power_of_ten(power)?;
        let own = self.value.checked_mul(factor)?;
        let slack = self.place.checked_mul(factor)?.max(other.place) / Decimal::TWO;
        let order = ordered(own, other.value, slack)?;
        // A scale that only one of them has may be meant for both.
        let (digits, other_digits) = (self.digits(prose)?, other.digits(prose)?);
        let (scale, other_scale) = (self.scale(digits)?, other.scale(other_digits)?);
        for shared in [scale, other_scale] {
            let one = digits.checked_mul(shared)?.checked_mul(factor)?;
            let two = other_digits.checked_mul(shared)?;
            if scale != other_scale && ordered(one, two, Decimal::ZERO) != Some(order) {
                return None;
            }
        }
        Some(order)
    }

    /// Returns what its scale word multiplies its digits with: 10^4 in `1.8万`.
    fn scale(&self, digits: Decimal) -> Option<Decimal> {
        if self.measures == Measured::Time {
            return Some(Decimal::ONE);
        }
        if digits.is_zero() { Some(Decimal::ONE) } else { self.value.checked_div(digits) }
    }

    /// Returns the number before its scale word; the value where it is not written in digits.
    fn digits(&self, prose: &str) -> Option<Decimal> {
        if self.measures == Measured::Time {
            return Some(self.value);
        }
        let text = &prose[usize::from(self.number.start())..usize::from(self.number.end())];
        let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(text.len());
        let plain: String = text[..end].chars().filter(|c| *c != ',').collect();
        if plain.is_empty() { Some(self.value) } else { plain.parse().ok() }
    }
}

fn ordered(one: Decimal, two: Decimal, slack: Decimal) -> Option<std::cmp::Ordering> {
    let is_near = one.checked_sub(two).is_some_and(|difference| difference.abs() <= slack);
    (!is_near).then(|| one.cmp(&two))
}

fn place_of(amount: Amount) -> Option<Decimal> {
    power_of_ten(amount.last_place)
}

/// Returns `10^power`, where it fits.
pub(super) fn power_of_ten(power: i32) -> Option<Decimal> {
    if power < 0 {
        return (power >= -28).then(|| Decimal::new(1, power.unsigned_abs()));
    }
    let value = 10_i128.checked_pow(u32::try_from(power).ok()?)?;
    Decimal::try_from_i128_with_scale(value, 0).ok()
}

fn seconds_of(unit: Granularity) -> Option<i64> {
    Some(match unit {
        Granularity::Second => 1,
        Granularity::Minute => 60,
        Granularity::Hour => 3_600,
        Granularity::Day => 86_400,
        Granularity::Week => 604_800,
        Granularity::Fortnight => 1_209_600,
        Granularity::Month => 2_629_746,
        Granularity::Year => 31_556_952,
        _ => return None,
    })
}
