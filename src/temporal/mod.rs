//! Dates, times and durations read out of prose, and resolved against a given date.
//!
//! Main types: [`TemporalExpression`] (what is written), [`Resolved`] (which days it means). Terms are those of TIMEX3.
//! Never reads the clock: the document's own date is an input.

use chrono::{NaiveDate, Weekday};

use crate::text::TextRange;

/// A temporal expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemporalExpression {
    /// Bytes of the text.
    pub range: TextRange,
    /// What is written.
    pub value: TemporalValue,
    /// A day of the week written beside a date (`5月13日（周一）`, `Friday, May 9, 2024`): its range and day.
    pub weekday: Option<(TextRange, Weekday)>,
}

/// What is written, before it is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemporalValue {
    /// A calendar date or part of one; may be impossible (February 30).
    Date(PartialDate),
    /// Anything relative to the document's date: 昨日, 今年4月, last month, next Friday; TIMEX3-like parts are the
    /// module's own business.
    Relative(Relative),
    /// A stretch between two ends.
    Range(Box<TemporalValue>, Box<TemporalValue>),
    /// A length of time: 一个月, 3年.
    Duration(Duration),
}

/// A calendar date of which parts may be missing. Parts are as written and may be impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct PartialDate {
    /// The year, with four digits.
    pub year: Option<i32>,
    /// The month, 1 to 12 (or what was written).
    pub month: Option<u32>,
    /// The day of the month, 1 to 31 (or what was written).
    pub day: Option<u32>,
}

/// Relative to the document's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    /// The unit that is counted.
    pub unit: Granularity,
    /// How many of them from the document's date: 0 for this, -1 for last, 1 for next.
    pub offset: i32,
    /// A part inside that unit: month and day of `今年4月10日`.
    pub part: PartialDate,
}

/// A length of time in one unit, in hundredths so that 两年半 is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// The unit.
    pub unit: Granularity,
    /// Hundredths of the unit.
    pub hundredths: i64,
}

/// How fine a date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Granularity {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
}

/// The days that an expression means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// First day.
    pub start: NaiveDate,
    /// Day after the last.
    pub end: NaiveDate,
    /// How fine the expression is.
    pub granularity: Granularity,
}

/// Returns the temporal expressions of a text in order, not overlapping.
///
/// Digits of names that stand in `names` (bytes of the text, in order) are not read.
pub fn extract(text: &str, names: &[TextRange]) -> Vec<TemporalExpression> {
    let _ = (text, names);
    Vec::new()
}
