//! Comparing a claimed value with a fact at the precision written.

use chrono::{Datelike, Days, NaiveDate};
use rust_decimal::Decimal;

use crate::quantity::{Amount, Operator, QuantityValue};
use crate::reference::{FactValue, Tolerance, Value};
use crate::temporal::{PartialDate, Resolved};

/// How far `约`, `about` and the like may be off: 10 % of the fact.
const ABOUT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// Returns whether a fact agrees with a claimed amount.
pub(super) fn amount_agrees(
    claimed: &QuantityValue,
    operator: Operator,
    fact: &FactValue,
    tolerance: Tolerance,
) -> bool {
    match fact {
        FactValue::Undisclosed => false,
        FactValue::One(value) => value_agrees(claimed, operator, value, tolerance),
        FactValue::Any(values) => values.iter().any(|value| value_agrees(claimed, operator, value, tolerance)),
        FactValue::Range(low, high) => {
            let (Some(low), Some(high)) = (low.as_amount(), high.as_amount()) else { return false };
            let (claimed_low, claimed_high) = bounds(claimed, operator);
            // The claim and the fact have something in common.
            claimed_low.is_none_or(|claimed| claimed <= high.value + slack(high, tolerance.relative))
                && claimed_high.is_none_or(|claimed| low.value - slack(low, tolerance.relative) <= claimed)
        }
    }
}

fn value_agrees(claimed: &QuantityValue, operator: Operator, fact: &Value, tolerance: Tolerance) -> bool {
    let Some(fact) = fact.as_amount() else { return false };
    let relative = if operator == Operator::About { tolerance.relative.max(ABOUT) } else { tolerance.relative };
    let slack = slack(fact, relative);
    let rounding = match claimed {
        // `about 100M` may be 124M: what is called rough is rounded to its first digits.
        QuantityValue::Exact(amount) if operator == Operator::About => half_place(last_significant_place(*amount)),
        // Two digits and more may be cut off instead of rounded: 12B for 12.9 billion.
        QuantityValue::Exact(amount) if amount.value <= fact.value && 2 <= significant_digits(*amount) => {
            half_place(amount.last_place) * Decimal::new(199, 2)
        }
        QuantityValue::Exact(amount) => half_place(amount.last_place),
        _ => Decimal::ZERO,
    };
    let slack = slack.max(rounding);
    let (low, high) = bounds(claimed, operator);
    low.is_none_or(|low| low <= fact.value + slack) && high.is_none_or(|high| fact.value - slack <= high)
}

/// Returns the interval that a claim stands for, both ends included; `None` is open.
fn bounds(claimed: &QuantityValue, operator: Operator) -> (Option<Decimal>, Option<Decimal>) {
    match claimed {
        QuantityValue::Exact(amount) => match operator {
            Operator::Equal | Operator::About => (Some(amount.value), Some(amount.value)),
            Operator::More | Operator::AtLeast => (Some(amount.value), None),
            Operator::Less | Operator::AtMost => (None, Some(amount.value)),
        },
        QuantityValue::Interval { low, high } => (low.map(|(low, _)| low.value), high.map(|(high, _)| high.value)),
        QuantityValue::OutOfRange => (None, None),
    }
}

fn slack(fact: Amount, relative: Decimal) -> Decimal {
    fact.value.checked_mul(relative).unwrap_or(Decimal::ZERO)
}

/// Returns half of ten to the `place`: how far a number rounded there may be from the true one.
fn half_place(place: i32) -> Decimal {
    power_of_ten(place).map_or(Decimal::ZERO, |unit| unit / Decimal::TWO)
}

/// Returns the power of ten of the last digit that is not 0.
fn last_significant_place(amount: Amount) -> i32 {
    let value = amount.value.normalize();
    let mantissa = value.mantissa().unsigned_abs().to_string();
    let zeros = mantissa.len() - mantissa.trim_end_matches('0').len();
    i32::try_from(zeros).unwrap_or(0) - i32::try_from(value.scale()).unwrap_or(0)
}

/// Returns ten to the `power`; `None` outside the range of exact numbers.
pub(crate) fn power_of_ten(power: i32) -> Option<Decimal> {
    let ten = Decimal::TEN;
    let mut result = Decimal::ONE;
    for _ in 0..power.unsigned_abs() {
        result = if 0 <= power { result.checked_mul(ten)? } else { result.checked_div(ten)? };
    }
    (!result.is_zero()).then_some(result)
}

/// Returns the power of ten, not 0, that `claimed` is too large by against `fact`, where it is off by just that.
///
/// Tried from a millionth to a million times, which covers 亿 for billion and million for trillion.
pub(super) fn scale_slip(claimed: Amount, fact: Amount, tolerance: Tolerance) -> Option<i32> {
    let powers = (1..=6).flat_map(|power| [power, -power]);
    for power in powers {
        let Some(scaled) = power_of_ten(-power).and_then(|factor| claimed.value.checked_mul(factor)) else { continue };
        let rounding = half_place(claimed.last_place - power);
        let slack = slack(fact, tolerance.relative).max(rounding);
        // A claim of one digit agrees with too much after scaling: then the digits must be the very ones.
        let slack = if significant_digits(claimed) < 2 { slack.min(slack_of_one_digit(fact)) } else { slack };
        if (scaled - fact.value).abs() <= slack {
            return Some(power);
        }
    }
    None
}

fn slack_of_one_digit(fact: Amount) -> Decimal {
    slack(fact, Decimal::new(6, 2))
}

/// Returns how many digits were written, zeros at the end of a whole number left out.
fn significant_digits(amount: Amount) -> u32 {
    let mantissa = amount.value.normalize().mantissa().unsigned_abs().to_string();
    u32::try_from(mantissa.trim_end_matches('0').len().max(1)).unwrap_or(u32::MAX)
}

/// Returns whether a fact agrees with the days of a claim: they overlap, within the tolerance.
///
/// Where the year was only guessed from the document's date, the same days of the fact's year agree too: a text that
/// looks back names the year once, paragraphs before.
pub(super) fn date_agrees(claimed: Resolved, is_year_certain: bool, fact: &FactValue, tolerance: Tolerance) -> bool {
    let overlaps = |start: NaiveDate, end: NaiveDate| {
        let days = Days::new(u64::from(tolerance.days));
        let wide_start = start.checked_sub_days(days).unwrap_or(start);
        let wide_end = end.checked_add_days(days).unwrap_or(end);
        let mut claims = vec![Some((claimed.start, claimed.end))];
        if !is_year_certain {
            let shift = start.year() - claimed.start.year();
            claims.push(shift_years(claimed.start, shift).zip(shift_years(claimed.end, shift)));
        }
        claims.into_iter().flatten().any(|(start, end)| start < wide_end && wide_start < end)
    };
    let of = |value: &Value| value.as_date().and_then(days_of);
    match fact {
        FactValue::Undisclosed => false,
        FactValue::One(value) => of(value).is_some_and(|(start, end)| overlaps(start, end)),
        FactValue::Any(values) => values.iter().filter_map(of).any(|(start, end)| overlaps(start, end)),
        FactValue::Range(first, last) => match (of(first), of(last)) {
            (Some((start, _)), Some((_, end))) => overlaps(start, end),
            _ => false,
        },
    }
}

/// Returns the same day of a year so many years on; February 29 becomes 28 where the year has none.
fn shift_years(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    let year = day.year().checked_add(years)?;
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
}

/// Returns the first day of a date and the day after its last; `None` without a year or for an impossible date.
fn days_of(date: PartialDate) -> Option<(NaiveDate, NaiveDate)> {
    let year = date.year?;
    let start = NaiveDate::from_ymd_opt(year, date.month.unwrap_or(1), date.day.unwrap_or(1))?;
    let end = match (date.month, date.day) {
        (None, _) => NaiveDate::from_ymd_opt(year + 1, 1, 1)?,
        (Some(12), None) => NaiveDate::from_ymd_opt(year + 1, 1, 1)?,
        (Some(month), None) => NaiveDate::from_ymd_opt(year, month + 1, 1)?,
        (Some(_), Some(_)) => start.succ_opt()?,
    };
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: i64, last_place: i32) -> Amount {
        Amount { value: Decimal::from(value), last_place }
    }

    fn tolerance() -> Tolerance {
        Tolerance { relative: Decimal::new(6, 2), days: 1 }
    }

    #[test]
    fn slips_by_powers_of_ten_are_told_from_other_errors() {
        let fact = amount(70_000_000_000, 9);
        assert_eq!(scale_slip(amount(700_000_000_000, 8), fact, tolerance()), Some(1));
        assert_eq!(scale_slip(amount(70_000_000, 6), fact, tolerance()), Some(-3));
        assert_eq!(scale_slip(amount(130_000_000_000, 9), fact, tolerance()), None);
    }

    #[test]
    fn bounds_are_tested_as_bounds() {
        let fact = FactValue::One(Value::Amount(amount(175_000_000_000, 9)));
        let claimed = QuantityValue::Exact(amount(100_000_000_000, 9));
        assert!(amount_agrees(&claimed, Operator::More, &fact, tolerance()));
        assert!(!amount_agrees(&claimed, Operator::Less, &fact, tolerance()));
        assert!(!amount_agrees(&claimed, Operator::Equal, &fact, tolerance()));
    }

    #[test]
    fn rounding_at_the_precision_written_agrees() {
        // 6.74B is 7B.
        let fact = FactValue::One(Value::Amount(amount(6_740_000_000, 7)));
        assert!(amount_agrees(
            &QuantityValue::Exact(amount(7_000_000_000, 9)),
            Operator::Equal,
            &fact,
            Tolerance::default()
        ));
        assert!(!amount_agrees(
            &QuantityValue::Exact(amount(8_000_000_000, 9)),
            Operator::Equal,
            &fact,
            Tolerance::default()
        ));
    }
}
