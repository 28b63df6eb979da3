//! Comparing a claimed amount with a fact at the precision written.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::quantity::{Amount, Operator, QuantityValue};
use crate::reference::{FactValue, Tolerance, Value};

/// How far `约`, `about` and the like may be off: 10 % of the fact.
const ABOUT: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// How far a number of one or two figures may be off and still be the fact, shortened: 15 % of the fact.
const FEW_FIGURES: Decimal = Decimal::from_parts(15, 0, 0, false, 2);

/// Half an order of magnitude: the square root of ten, rounded down.
const HALF_AN_ORDER: Decimal = Decimal::from_parts(3, 0, 0, false, 0);

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
        QuantityValue::Exact(amount) => half_place(amount.last_place),
        _ => Decimal::ZERO,
    };
    let slack = slack.max(rounding);
    let (low, high) = bounds(claimed, operator);
    low.is_none_or(|low| low <= fact.value + slack) && high.is_none_or(|high| fact.value - slack <= high)
}

/// Returns whether an amount is a fact at one or two figures: outside the tolerance, and yet what the fact rounds to or
/// starts with (1700亿 and 2000亿 for 175 billion, 600B for 671 billion).
pub(super) fn is_imprecise(claimed: Amount, fact: &FactValue) -> bool {
    let figures = significant_digits(claimed);
    let shortens = |fact: Amount| {
        let shortened = |strategy| fact.value.round_sf_with_strategy(figures, strategy);
        (claimed.value - fact.value).abs() <= slack(fact, FEW_FIGURES)
            && [RoundingStrategy::MidpointAwayFromZero, RoundingStrategy::ToZero]
                .into_iter()
                .any(|strategy| shortened(strategy) == Some(claimed.value))
    };
    figures < 3 && fact.values().filter_map(Value::as_amount).any(shortens)
}

/// Returns whether an interval (数百亿, 4200-10500) is of another order of magnitude than every value of a fact: further
/// off than half an order.
pub(super) fn is_of_another_order(claimed: &QuantityValue, fact: &FactValue) -> bool {
    let (low, high) = bounds(claimed, Operator::Equal);
    fact.values().filter_map(Value::as_amount).all(|fact| {
        let wide = fact.value.checked_mul(HALF_AN_ORDER).unwrap_or(Decimal::MAX);
        low.is_some_and(|low| wide < low)
            || high.and_then(|high| high.checked_mul(HALF_AN_ORDER)).is_some_and(|high| high < fact.value)
    })
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
pub(super) fn half_place(place: i32) -> Decimal {
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
/// Tried from a billionth to a billion times, which covers 亿 for billion, 万 for 万亿 and million for trillion.
pub(super) fn scale_slip(claimed: Amount, fact: Amount, tolerance: Tolerance) -> Option<i32> {
    let powers = (1..=9).flat_map(|power| [power, -power]);
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

/// Returns whether two amounts have as many digits, written alike, and differ in one of them: 2750亿 and 1750亿.
pub(super) fn is_one_digit_off(claimed: Amount, fact: Amount) -> bool {
    let place = claimed.last_place.min(fact.last_place);
    let digits = |amount: Amount| {
        let factor = power_of_ten(-place)?;
        Some(amount.value.checked_mul(factor)?.trunc().normalize().to_string())
    };
    let (Some(claimed), Some(fact)) = (digits(claimed), digits(fact)) else { return false };
    claimed.len() == fact.len() && claimed.bytes().zip(fact.bytes()).filter(|(one, other)| one != other).count() == 1
}

fn slack_of_one_digit(fact: Amount) -> Decimal {
    slack(fact, Decimal::new(6, 2))
}

/// Returns how many digits were written, zeros at the end of a whole number left out.
pub(super) fn significant_digits(amount: Amount) -> u32 {
    let mantissa = amount.value.normalize().mantissa().unsigned_abs().to_string();
    u32::try_from(mantissa.trim_end_matches('0').len().max(1)).unwrap_or(u32::MAX)
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
        let gpt = amount(175_000_000_000, 9);
        assert!(is_one_digit_off(amount(275_000_000_000, 8), gpt));
        assert!(!is_one_digit_off(amount(1_750_000_000_000, 8), gpt));
        assert!(!is_one_digit_off(amount(286_000_000_000, 8), gpt));
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
    fn a_shortened_fact_is_imprecise_and_another_number_is_not() {
        let billions = |value: i64, last_place: i32| amount(value * 100_000_000, last_place);
        let fact = FactValue::One(Value::Amount(billions(1750, 9)));
        assert!(is_imprecise(billions(2000, 9), &fact));
        assert!(!is_imprecise(billions(1500, 9), &fact));
        assert!(!is_imprecise(billions(2100, 9), &fact));
        assert!(!is_imprecise(billions(1655, 8), &fact));
    }

    #[test]
    fn intervals_are_held_to_the_order_of_magnitude() {
        let fact = FactValue::One(Value::Amount(amount(13_000_000_000, 9)));
        let interval = |low: i64, high: i64| QuantityValue::Interval {
            low: Some((amount(low, 0), true)),
            high: Some((amount(high, 0), false)),
        };
        assert!(is_of_another_order(&interval(100_000_000_000, 1_000_000_000_000), &fact));
        assert!(!is_of_another_order(&interval(30_000_000_000, 100_000_000_000), &fact));
        assert!(is_of_another_order(&interval(1_000_000_000, 4_000_000_000), &fact));
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
