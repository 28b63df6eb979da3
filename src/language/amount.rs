//! Exact amounts.

use rust_decimal::Decimal;

/// An exact decimal number with the precision that it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The exact value in base units (`1.76万亿` is 1760000000000).
    pub value: Decimal,
    /// Power of ten of the last digit written: 10 for `1.76万亿`, 8 for `5000亿`, -2 for `0.35`, 9 for `70B`.
    pub last_place: i32,
}

/// A number under construction: `significand * 10^exponent`, never rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scaled {
    pub(crate) significand: i128,
    pub(crate) exponent: i32,
}

impl Scaled {
    pub(crate) const ZERO: Self = Self { significand: 0, exponent: 0 };

    pub(crate) fn integer(value: i128) -> Self {
        Self { significand: value, exponent: 0 }
    }

    /// Multiplies by a power of ten.
    pub(crate) fn shift(self, power: i32) -> Self {
        Self { significand: self.significand, exponent: self.exponent + power }
    }

    pub(crate) fn is_zero(self) -> bool {
        self.significand == 0
    }

    /// Adds, keeping the finer of both last places; `None` where the digits are too many.
    pub(crate) fn add(self, other: Self) -> Option<Self> {
        if other.is_zero() && 0 <= other.exponent {
            return Some(self);
        }
        if self.is_zero() && 0 <= self.exponent {
            return Some(other);
        }
        let exponent = self.exponent.min(other.exponent);
        let left = self.significand.checked_mul(power_of_ten(self.exponent - exponent)?)?;
        let right = other.significand.checked_mul(power_of_ten(other.exponent - exponent)?)?;
        Some(Self { significand: left.checked_add(right)?, exponent })
    }

    pub(crate) fn multiply(self, other: Self) -> Option<Self> {
        let significand = self.significand.checked_mul(other.significand)?;
        Some(Self { significand, exponent: self.exponent + other.exponent })
    }

    /// Returns the exact amount; `None` where it has more digits than a decimal holds.
    pub(crate) fn amount(self) -> Option<Amount> {
        let last_place = self.exponent;
        if 0 <= self.exponent {
            let significand = self.significand.checked_mul(power_of_ten(self.exponent)?)?;
            let value = Decimal::try_from_i128_with_scale(significand, 0).ok()?;
            return Some(Amount { value, last_place });
        }
        let mut significand = self.significand;
        let mut scale = u32::try_from(-self.exponent).ok()?;
        while 28 < scale && significand % 10 == 0 {
            significand /= 10;
            scale -= 1;
        }
        let value = Decimal::try_from_i128_with_scale(significand, scale).ok()?;
        Some(Amount { value, last_place })
    }

    /// Returns the power of ten of the last digit that is not zero.
    pub(crate) fn trailing_place(self) -> i32 {
        let mut place = self.exponent;
        let mut rest = self.significand;
        while rest != 0 && rest % 10 == 0 {
            rest /= 10;
            place += 1;
        }
        place
    }
}

/// Returns `10^power`, where it fits.
pub(crate) fn power_of_ten(power: i32) -> Option<i128> {
    10_i128.checked_pow(u32::try_from(power).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_keep_the_finer_last_place() {
        let trillion = Scaled { significand: 176, exponent: 10 };
        assert_eq!(trillion.amount().unwrap().value, Decimal::from(1_760_000_000_000_i64));
        assert_eq!(trillion.amount().unwrap().last_place, 10);
        let sum = Scaled::integer(3).shift(4).add(Scaled::integer(4)).unwrap();
        assert_eq!(sum.amount().unwrap().value, Decimal::from(30_004));
    }

    #[test]
    fn too_many_digits_are_refused() {
        assert_eq!(Scaled { significand: 1, exponent: 29 }.amount(), None);
        assert_eq!(Scaled { significand: i128::MAX, exponent: 1 }.amount(), None);
    }
}
