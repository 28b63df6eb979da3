//! Whether two amounts may be the same one, and by which power of ten they differ.

use rust_decimal::Decimal;

use crate::quantity::Amount;

/// Returns ten to the `power`; `None` outside the range of exact numbers.
pub(super) fn power_of_ten(power: i32) -> Option<Decimal> {
    let factor = 10_i128.checked_pow(power.unsigned_abs())?;
    let factor = Decimal::try_from_i128_with_scale(factor, 0).ok()?;
    if power < 0 { Decimal::ONE.checked_div(factor) } else { Some(factor) }
}

/// Returns how far a number may be from the one that it was rounded from, or cut from.
pub(super) fn unit(amount: Amount) -> Decimal {
    power_of_ten(amount.last_place).unwrap_or(Decimal::ZERO)
}

/// Returns how far a number may be from the true one if the zeros at its end are rounding: half of the last place that is
/// not 0, and no more than a tenth.
pub(super) fn slack(amount: Amount) -> Decimal {
    let half = unit(amount) / Decimal::TWO;
    let value = amount.value.abs();
    let mut place = half;
    while let Some(next) = place.checked_mul(Decimal::TEN)
        && Decimal::TWO * next <= value / Decimal::from(5)
        && (value % (Decimal::TWO * next)).is_zero()
    {
        place = next;
    }
    place.max(half)
}

/// Returns whether two numbers are within so many hundredths of each other, or within the place that the coarser one was
/// written to.
pub(super) fn agree(one: Amount, other: Amount, hundredths: u32) -> bool {
    let difference = (one.value - other.value).abs();
    let larger = one.value.abs().max(other.value.abs());
    difference <= unit(one).max(unit(other)).min(larger / Decimal::from(3))
        || difference
            .checked_mul(Decimal::ONE_HUNDRED)
            .is_some_and(|difference| difference <= larger * Decimal::from(hundredths))
}

/// Returns the power of ten, not 0, that turns one number into another but for so many hundredths.
pub(super) fn slip(from: Decimal, to: Decimal, hundredths: u32) -> Option<i32> {
    if from.is_zero() || to.is_zero() || from.is_sign_negative() != to.is_sign_negative() {
        return None;
    }
    [1, -1, 2, -2, 3, -3, 4, -4, 8, -8].into_iter().find(|power| {
        let scaled = power_of_ten(*power).and_then(|factor| from.checked_mul(factor));
        scaled.is_some_and(|scaled| {
            let difference = (scaled - to).abs().checked_mul(Decimal::ONE_HUNDRED);
            difference.is_some_and(|difference| difference <= to.abs() * Decimal::from(hundredths))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(value: i64, last_place: i32) -> Amount {
        Amount { value: Decimal::from(value), last_place }
    }

    #[test]
    fn rounded_numbers_agree() {
        assert!(agree(amount(17_000_000_000, 9), amount(17_140_000_000, 7), 0));
        assert!(!agree(amount(10, 0), amount(100, 0), 5));
        assert!(!agree(amount(1, 0), amount(2, 0), 5));
    }

    #[test]
    fn slips_are_powers_of_ten() {
        let slip = |from: i64, to: i64| slip(Decimal::from(from), Decimal::from(to), 1);
        assert_eq!(slip(10, 100), Some(1));
        assert_eq!(slip(500_000_000, 5), Some(-8));
        assert_eq!(slip(20, 31), None);
        assert_eq!(slip(7, 7), None);
    }

    #[test]
    fn zeros_at_the_end_may_be_rounding() {
        assert_eq!(slack(amount(36_000_000_000, 8)), Decimal::from(500_000_000));
        assert_eq!(slack(amount(7229, 0)), Decimal::new(5, 1));
    }
}
