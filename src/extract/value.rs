//! Values as text.

use rust_decimal::Decimal;

use crate::quantity::{MentionValue, QuantityValue, RelativeAnchor};
use crate::temporal::{Duration, Granularity};

/// Writes what a mention says.
pub(super) fn of_mention(value: MentionValue) -> String {
    match value {
        MentionValue::Number(number) => number.normalize().to_string(),
        MentionValue::Interval { low, high } => interval(low, high),
        MentionValue::Relative(RelativeAnchor::Current, offset) => format!("current{offset:+}"),
        MentionValue::Relative(RelativeAnchor::End, offset) => format!("end{offset:+}"),
    }
}

/// Writes how much a quantity is; `None` where it is out of range.
pub(super) fn of_quantity(value: QuantityValue) -> Option<String> {
    match value {
        QuantityValue::Exact(amount) => Some(amount.value.normalize().to_string()),
        QuantityValue::Interval { low, high } => {
            let end = |end: Option<(crate::quantity::Amount, bool)>| end.map(|(amount, is_in)| (amount.value, is_in));
            Some(interval(end(low), end(high)))
        }
        QuantityValue::OutOfRange => None,
    }
}

fn interval(low: Option<(Decimal, bool)>, high: Option<(Decimal, bool)>) -> String {
    let end = |end: Option<(Decimal, bool)>| end.map_or_else(String::new, |(end, _)| end.normalize().to_string());
    let is_in = |end: Option<(Decimal, bool)>| end.is_some_and(|(_, is_in)| is_in);
    let (open, close) = (if is_in(low) { '[' } else { '(' }, if is_in(high) { ']' } else { ')' });
    format!("{open}{},{}{close}", end(low), end(high))
}

/// Writes a length of time in seconds, with months of 30 days and years of 365.
pub(super) fn of_duration(duration: &Duration) -> String {
    let days: i64 = match duration.unit {
        Granularity::Second | Granularity::Minute | Granularity::Hour => 0,
        Granularity::Day => 1,
        Granularity::Week => 7,
        Granularity::Fortnight => 14,
        Granularity::Month => 30,
        Granularity::Quarter => 90,
        Granularity::HalfYear => 182,
        Granularity::Year => 365,
        Granularity::Decade => 3650,
        Granularity::Century => 36_500,
    };
    let seconds = match duration.unit {
        Granularity::Second => 1,
        Granularity::Minute => 60,
        Granularity::Hour => 3600,
        _ => days * 86_400,
    };
    // Neither factor comes near half of the digits of a decimal.
    (Decimal::new(duration.hundredths, 2) * Decimal::from(seconds)).normalize().to_string()
}
