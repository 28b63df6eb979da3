//! Numbers as they are written: digits, Chinese number words, English number words, and mixtures of them.
//!
//! Main type: [`Numeral`]. Knows the grammar of numbers; what a number counts is `quantity`'s business.

mod chinese;
mod digits;
mod english;

pub(crate) use chinese::read as read_chinese;
pub(crate) use digits::{Outcome, Place, read as read_digits, small_scale};
pub(crate) use english::read as read_english;

use rust_decimal::Decimal;

use super::amount::{Amount, Scaled};

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// First byte of the folded text, sign included.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    /// How much.
    pub(crate) value: NumeralValue,
    /// What sort of number it is.
    pub(crate) kind: NumeralKind,
    /// How it is written.
    pub(crate) form: Form,
    /// Digits of a plain run of digits (`2024`, `05`, 二零二四); 0 where anything else was written.
    pub(crate) digits: u8,
    /// Power of ten of the scale that it ends in (`70B`: 9, 5亿: 8); 0 for none.
    pub(crate) scale: u8,
    /// Whether it seems to be a part of a name (`Llama 2`, `version 3`).
    pub(crate) is_label: bool,
}

/// How much a numeral is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumeralValue {
    /// One number.
    Exact(Amount),
    /// 几十, 三四百: from the low one to the high one, which is outside where so said.
    Between { low: Amount, high: Amount, has_high: bool },
    /// More digits than can be held.
    OutOfRange,
}

/// The sorts of numerals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NumeralKind {
    /// How many.
    Cardinal,
    /// Which in an order.
    Ordinal,
    /// 三分之一, 3/4, a third.
    Fraction,
    /// 百分之五.
    Percent,
    /// A run of digits and dots that is no number (`2024.5.9`, `1.2.3`): dates are read from it.
    Dotted,
    /// Digits after `Q`, `H` or `FY`: dates are read from it.
    Period,
}

/// How a numeral is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Digits, perhaps with a scale: 5000, 70B, 5000亿, 1.2 million.
    Digits,
    /// Chinese words: 三千八百亿.
    Chinese,
    /// One Chinese digit, with nothing beside it: 一.
    ChineseDigit,
    /// Powers of ten alone: 万亿.
    ChineseScale,
    /// English words.
    English,
    /// `a dozen`, `a third`, `one`: an English word that is often not a count.
    EnglishArticle,
}

impl Numeral {
    /// Returns a cardinal with one value.
    fn exact(start: usize, end: usize, value: Option<Scaled>, form: Form) -> Self {
        let value = value.and_then(Scaled::amount).map_or(NumeralValue::OutOfRange, NumeralValue::Exact);
        Self { start, end, value, kind: NumeralKind::Cardinal, form, digits: 0, scale: 0, is_label: false }
    }

    /// Returns the fraction that one character is: `½`.
    pub(crate) fn fraction(start: usize, end: usize, above: u8, below: u8) -> Self {
        let amount = |value: u8| Amount { value: value.into(), last_place: 0 };
        let numeral = Self::exact(start, end, None, Form::Digits);
        Self { value: divide(amount(above), amount(below)), kind: NumeralKind::Fraction, ..numeral }
    }

    /// Returns the amount, where it is one number.
    pub(crate) fn amount(&self) -> Option<Amount> {
        match self.value {
            NumeralValue::Exact(amount) => Some(amount),
            _ => None,
        }
    }

    /// Returns the value as a small whole number.
    pub(crate) fn small(&self) -> Option<u32> {
        let amount = self.amount()?;
        if !amount.value.is_integer() {
            return None;
        }
        u32::try_from(amount.value).ok()
    }
}

/// Returns `above / below` as an amount.
pub(crate) fn divide(above: Amount, below: Amount) -> NumeralValue {
    match above.value.checked_div(below.value) {
        Some(value) => {
            let value = value.normalize();
            let last_place = -i32::try_from(value.scale()).unwrap_or(0);
            NumeralValue::Exact(Amount { value, last_place })
        }
        None => NumeralValue::OutOfRange,
    }
}

/// Returns the sum of two amounts.
pub(crate) fn sum(left: Amount, right: Amount) -> NumeralValue {
    left.value.checked_add(right.value).map_or(NumeralValue::OutOfRange, |value| {
        NumeralValue::Exact(Amount { value, last_place: left.last_place.min(right.last_place) })
    })
}

/// Returns an amount with its sign changed.
fn negate(value: NumeralValue) -> NumeralValue {
    let minus = |amount: Amount| Amount { value: Decimal::ZERO - amount.value, last_place: amount.last_place };
    match value {
        NumeralValue::Exact(amount) => NumeralValue::Exact(minus(amount)),
        NumeralValue::Between { low, high, has_high } => {
            NumeralValue::Between { low: minus(high), high: minus(low), has_high }
        }
        NumeralValue::OutOfRange => NumeralValue::OutOfRange,
    }
}

/// Returns the byte after the spaces at `at` (ASCII spaces, at most `limit` of them).
fn skip_spaces(bytes: &[u8], at: usize, limit: usize) -> usize {
    let count = bytes[at..].iter().take(limit).take_while(|byte| **byte == b' ').count();
    at + count
}
