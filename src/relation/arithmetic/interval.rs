//! Numbers that are known up to rounding, and what follows from them.
//!
//! Main type: [`Interval`]. All arithmetic is exact; what does not fit a decimal is `None`.

use rust_decimal::Decimal;

/// All numbers from `low` to `high`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
}

impl Interval {
    /// Returns the numbers at most `slack` away from `value`.
    pub(crate) fn around(value: Decimal, slack: Decimal) -> Self {
        Self { low: value.saturating_sub(slack), high: value.saturating_add(slack) }
    }

    /// Divides by positive numbers.
    pub(crate) fn over(self, other: Self) -> Option<Self> {
        if other.low <= Decimal::ZERO {
            return None;
        }
        let ends = [
            self.low.checked_div(other.low)?,
            self.low.checked_div(other.high)?,
            self.high.checked_div(other.low)?,
            self.high.checked_div(other.high)?,
        ];
        let low = ends.iter().copied().min()?;
        Some(Self { low, high: ends.iter().copied().max()? })
    }

    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        Some(Self { low: self.low.checked_sub(other.high)?, high: self.high.checked_sub(other.low)? })
    }

    pub(crate) fn times(self, factor: Decimal) -> Option<Self> {
        let (low, high) = (self.low.checked_mul(factor)?, self.high.checked_mul(factor)?);
        Some(Self { low: low.min(high), high: low.max(high) })
    }

    /// Returns the relative change in percent that a ratio of after to before stands for.
    pub(crate) fn as_change(self) -> Option<Self> {
        self.minus(Self::around(Decimal::ONE, Decimal::ZERO))?.times(Decimal::ONE_HUNDRED)
    }

    pub(crate) fn negated(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }

    /// Returns whether some number belongs to both.
    pub(crate) fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_ends_carry_through_a_division() {
        let before = Interval::around(Decimal::from(121), Decimal::new(5, 1));
        let after = Interval::around(Decimal::from(209), Decimal::new(5, 1));
        let change = after.over(before).and_then(Interval::as_change).unwrap();
        assert!(change.meets(Interval::around(Decimal::new(727, 1), Decimal::new(5, 2))));
        assert!(!change.meets(Interval::around(Decimal::from(172), Decimal::ONE)));
        assert_eq!(after.over(Interval::around(Decimal::ZERO, Decimal::ONE)), None);
    }
}
