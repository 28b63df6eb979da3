//! Values of facts: how they are written in a table, and how they are shown.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::Diagnostic;
use crate::quantity::{Amount, Measure};
use crate::temporal::{Duration, Granularity, PartialDate};
use crate::text::TextRange;

use super::reader::{problem, unknown};
use super::table::{Attribute, Dimension, first_day};

/// What a fact says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactValue {
    /// Nothing: it is undisclosed.
    Undisclosed,
    /// One value.
    One(Value),
    /// Any of several values, each of them right.
    Any(Vec<Value>),
    /// Everything from the first to the second, both included; for dates, both days included.
    Range(Value, Value),
}

/// One value of a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A count, a quantity or an amount of money, in the attribute's unit.
    Amount(Amount),
    /// A day, a month or a year; its year is always given and it is a possible date.
    Date(PartialDate),
    /// A length of time.
    Duration(Duration),
    /// A term of an enumeration by its key, or another subject by its id.
    Term(Arc<str>),
}

impl FactValue {
    /// Returns the values: none, one, all that are right, or both ends.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let (one, two, many) = match self {
            Self::Undisclosed => (None, None, &[][..]),
            Self::One(value) => (Some(value), None, &[][..]),
            Self::Any(values) => (None, None, &values[..]),
            Self::Range(low, high) => (Some(low), Some(high), &[][..]),
        };
        one.into_iter().chain(two).chain(many)
    }

    /// Returns the value for people, such as `70B (700亿)`; `None` where it is undisclosed.
    pub fn describe(&self, unit: Option<&str>) -> Option<String> {
        match self {
            Self::Undisclosed => None,
            Self::One(value) => Some(value.describe(unit)),
            Self::Any(values) => {
                let values: Vec<String> = values.iter().map(|value| value.describe(unit)).collect();
                Some(values.join(" or "))
            }
            Self::Range(low, high) => Some(format!("{} to {}", low.describe(unit), high.describe(unit))),
        }
    }
}

impl Value {
    /// Returns the amount, where it is one.
    pub fn as_amount(&self) -> Option<Amount> {
        match self {
            Self::Amount(amount) => Some(*amount),
            _ => None,
        }
    }

    /// Returns the date, where it is one.
    pub fn as_date(&self) -> Option<PartialDate> {
        match self {
            Self::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Returns the key of the term or the id of the subject, where it is one.
    pub fn as_term(&self) -> Option<&Arc<str>> {
        match self {
            Self::Term(term) => Some(term),
            _ => None,
        }
    }

    /// Returns the value for people; `unit` is the attribute's.
    pub fn describe(&self, unit: Option<&str>) -> String {
        match self {
            Self::Amount(amount) => {
                let is_money = unit.is_some_and(|unit| unit.len() == 3 && unit.bytes().all(|b| b.is_ascii_uppercase()));
                let text = describe_amount(amount.value);
                if let Some(measure) = unit.and_then(Measure::of) {
                    return measure.describe(amount.value);
                }
                match unit {
                    Some(unit) if is_money => format!("{unit} {text}"),
                    _ => text,
                }
            }
            Self::Date(date) => date_text(date),
            Self::Duration(duration) => duration_text(duration),
            Self::Term(term) => term.to_string(),
        }
    }
}

// The steps that amounts are written in: letter and power of ten.
const STEPS: [(char, u32); 4] = [('T', 12), ('B', 9), ('M', 6), ('K', 3)];
const CHINESE_STEPS: [(&str, u32); 3] = [("万亿", 12), ("亿", 8), ("万", 4)];

/// Returns an amount in both ways of counting, such as `1.76T (1.76万亿)`; below 10,000 as it is.
pub fn describe_amount(value: Decimal) -> String {
    let step = STEPS.iter().find(|(_, power)| value >= ten_to(*power));
    let chinese = CHINESE_STEPS.iter().find(|(_, power)| value >= ten_to(*power));
    match (step, chinese) {
        (Some((letter, power)), Some((word, chinese_power))) => {
            let short = (value / ten_to(*power)).normalize();
            let chinese = (value / ten_to(*chinese_power)).normalize();
            format!("{short}{letter} ({chinese}{word})")
        }
        _ => value.normalize().to_string(),
    }
}

/// Why a text is no value of an attribute.
pub(super) enum ValueDefect<'a> {
    /// It is not written as its dimension asks: the text, what it should be, and how that is written.
    Form(&'a str, &'static str, &'static str),
    /// It is no term of the enumeration.
    Term(&'a str, &'a Attribute),
}

impl ValueDefect<'_> {
    /// Returns the defect as a diagnostic.
    pub(super) fn at(&self, range: TextRange) -> Diagnostic {
        match self {
            Self::Form(text, wanted, help) => {
                problem(range, message!("`{text}` is not {wanted}", text, wanted)).with_help(*help)
            }
            Self::Term(text, attribute) => unknown(range, "term", text, attribute.terms.iter().map(|term| &*term.key)),
        }
    }
}

/// Reads a value in the spelling of tables.
pub(super) fn parse_value<'a>(attribute: &'a Attribute, text: &'a str) -> Result<Value, ValueDefect<'a>> {
    let (value, wanted, help) = match attribute.dimension {
        Dimension::Count => (
            parse_amount(text).filter(|amount| amount.value.fract().is_zero()).map(Value::Amount),
            "a whole number that is written exactly",
            "write plain digits, or a number with K, M, B or T, such as `1.76T`",
        ),
        Dimension::Quantity | Dimension::Money => (
            parse_amount(text).map(Value::Amount),
            "a number that is written exactly",
            "write plain digits, or a number with K, M, B or T, such as `6.5M`",
        ),
        Dimension::Date | Dimension::DateRange => {
            (parse_date(text).map(Value::Date), "a date that exists", "write `YYYY`, `YYYY-MM` or `YYYY-MM-DD`")
        }
        Dimension::Duration => (
            parse_duration(text).map(Value::Duration),
            "a length of time",
            "write a number and a unit, such as `30 days` or `1.5 years`",
        ),
        // Whether there is such a subject is seen when tables are put together.
        Dimension::Subject => return Ok(Value::Term(Arc::from(text))),
        Dimension::Enumeration => {
            let term = attribute.term(text).ok_or(ValueDefect::Term(text, attribute))?;
            return Ok(Value::Term(Arc::clone(&term.key)));
        }
    };
    value.ok_or(ValueDefect::Form(text, wanted, help))
}

/// Returns whether two values of one attribute stand in their order.
pub(super) fn is_ordered(low: &Value, high: &Value) -> bool {
    match (low, high) {
        (Value::Amount(low), Value::Amount(high)) => low.value < high.value,
        (Value::Date(low), Value::Date(high)) => first_day(*low) < first_day(*high),
        (Value::Duration(_), Value::Duration(_)) => true,
        _ => false,
    }
}

/// Reads an amount in the exact spelling of tables: digits with an optional decimal point and one of K, M, B, T.
///
/// `None` for anything else: signs, exponents, separators, more than 28 digits.
pub(super) fn parse_amount(text: &str) -> Option<Amount> {
    let last = text.chars().next_back()?;
    let (digits, power) = match STEPS.iter().find(|(letter, _)| *letter == last) {
        Some((_, power)) => (&text[..text.len() - 1], *power),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || (digits.contains('.') && !is_number(fraction)) || whole.len() + fraction.len() > 28 {
        return None;
    }
    let value = Decimal::from_str_exact(digits).ok()?.checked_mul(ten_to(power))?.normalize();
    let last_place = i32::try_from(power).ok()? - i32::try_from(fraction.len()).ok()?;
    Some(Amount { value, last_place })
}

/// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; `None` where it is none of them or the date does not exist.
pub(super) fn parse_date(text: &str) -> Option<PartialDate> {
    let mut parts = text.split('-');
    let mut number = |length: usize| {
        let part = parts.next();
        part.map(|part| {
            if part.len() == length && part.bytes().all(|b| b.is_ascii_digit()) { part.parse().ok() } else { None }
        })
    };
    let year: i32 = number(4)??;
    let month = number(2);
    let day = number(2);
    if parts.next().is_some() || month == Some(None) || day == Some(None) {
        return None;
    }
    let part = |value: Option<Option<i32>>| value.flatten().and_then(|value| u32::try_from(value).ok());
    let date = PartialDate { year: Some(year), month: part(month), day: part(day) };
    first_day(date).map(|_| date)
}

/// Reads a length of time: a number of up to two decimals, a space, and `days`, `weeks`, `months` or `years`.
pub(super) fn parse_duration(text: &str) -> Option<Duration> {
    let (number, unit) = text.split_once(' ')?;
    let unit = match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Granularity::Day,
        "week" => Granularity::Week,
        "month" => Granularity::Month,
        "year" => Granularity::Year,
        _ => return None,
    };
    let hundredths = parse_amount(number)?.value.checked_mul(ten_to(2))?;
    if !hundredths.fract().is_zero() {
        return None;
    }
    Some(Duration { unit, hundredths: i64::try_from(hundredths).ok()? })
}

/// Returns a date as ISO text, as far as it is given.
pub(crate) fn date_text(date: &PartialDate) -> String {
    let year = date.year.unwrap_or_default();
    match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    }
}

fn duration_text(duration: &Duration) -> String {
    let number = Decimal::new(duration.hundredths, 2).normalize();
    let unit = match duration.unit {
        Granularity::Day => "day",
        Granularity::Week => "week",
        Granularity::Month => "month",
        _ => "year",
    };
    let plural = if number == Decimal::ONE { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

/// Returns the sizes that a name states in the form of `pattern` (`{size}` or `A{size}`), in the order written.
///
/// A size is a whole part of the name between spaces, hyphens and slashes, with the letter B or M; so `8x7B` and `3.5`
/// are none. Below ten million it is a length (`Qwen2.5-7B-Instruct-1M`).
pub(super) fn sizes_in_name(name: &str, pattern: &str) -> Vec<Amount> {
    let Some((before, after)) = pattern.split_once("{size}") else { return Vec::new() };
    name.split([' ', '-', '_', '/'])
        .filter_map(|part| {
            part.get(..before.len()).filter(|start| start.eq_ignore_ascii_case(before)).map(|_| &part[before.len()..])
        })
        .filter_map(|part| part.strip_suffix(after))
        .filter(|part| part.ends_with(['B', 'b', 'M', 'm']))
        .filter_map(|part| parse_amount(&part.to_ascii_uppercase()))
        .filter(|amount| amount.value >= ten_to(7))
        .collect()
}

/// Returns a power of ten, up to 10^12.
fn ten_to(power: u32) -> Decimal {
    Decimal::from(10_u64.pow(power))
}
