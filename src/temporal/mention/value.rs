//! What pieces mean, with every reading that they can have.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::super::value::{Duration, Granularity, TemporalValue};
use super::TemporalKind;
use super::calendar::DaySpan;
use super::distance::seconds_of;

/// A date or time with its readings.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Val {
    /// A day.
    Day { days: Vec<NaiveDate>, timex: Option<String> },
    /// A day that the calendar does not have.
    NoDay(String),
    /// A stretch of days, open where a side is missing; a part of a day's name where it has no days (`2017-SU`).
    Span { spans: Vec<DaySpan>, timex: Option<String> },
    /// A time of day, in seconds: two readings where it may be morning or evening.
    Clock { seconds: Vec<i64>, timex: String },
    /// A number that may be an hour: it counts only where it is joined to something that is a time.
    Hour(i64),
    /// A stretch of the day; the code is of TIMEX3, or `weak` where hours are all that it is made of.
    Part { from: Option<i64>, to: Option<i64>, code: String },
    /// A moment.
    Moment { moments: Vec<NaiveDateTime>, timex: Option<String> },
    /// A stretch between moments.
    Moments { spans: Vec<(Option<NaiveDateTime>, Option<NaiveDateTime>)> },
    /// A length of time.
    Length { unit: Granularity, hundredths: i64, seconds_hundredths: i64, timex: String },
    /// A repetition.
    Set(String),
}

impl Val {
    /// Makes one certain day.
    pub(super) fn day(day: NaiveDate) -> Self {
        Self::Day { days: vec![day], timex: Some(day.to_string()) }
    }

    /// Makes the readings of a day that TIMEX3 has no text for.
    pub(super) fn days_of(days: Vec<NaiveDate>) -> Self {
        Self::Day { days, timex: None }
    }

    /// Makes the readings of a stretch that TIMEX3 has no text for.
    pub(super) fn spans_of(spans: Vec<DaySpan>) -> Self {
        Self::Span { spans, timex: None }
    }

    /// Makes a length of time; `None` where its seconds are more than can be counted.
    pub(super) fn length(unit: Granularity, hundredths: i64) -> Option<Self> {
        let seconds_hundredths = hundredths.checked_mul(seconds_of(unit))?;
        let timex = TemporalValue::Duration(Duration { unit, hundredths }).timex()?;
        Some(Self::Length { unit, hundredths, seconds_hundredths, timex })
    }

    /// Returns the kind, the values and the TIMEX3 text.
    pub(super) fn render(&self) -> (TemporalKind, Vec<String>, Option<String>) {
        let date = |date: &Option<NaiveDate>| date.map_or(String::new(), |date| date.to_string());
        let moment = |moment: &Option<NaiveDateTime>| moment.map_or(String::new(), |moment| show(&moment));
        match self {
            Self::Day { days, timex } => {
                (TemporalKind::Date, days.iter().map(ToString::to_string).collect(), timex.clone())
            }
            Self::NoDay(text) => (TemporalKind::Date, vec![text.clone()], Some(text.clone())),
            Self::Span { spans, timex } => {
                let values = spans.iter().map(|(start, end)| format!("{}/{}", date(start), date(end))).collect();
                (TemporalKind::DateRange, values, timex.clone())
            }
            Self::Clock { seconds, timex } => {
                (TemporalKind::Time, seconds.iter().map(|seconds| clock(*seconds)).collect(), Some(timex.clone()))
            }
            Self::Hour(hour) => (TemporalKind::Time, vec![clock(hour * 3600)], None),
            Self::Part { from, to, code } => {
                let side = |seconds: &Option<i64>| seconds.map_or(String::new(), clock);
                (TemporalKind::TimeRange, vec![format!("{}/{}", side(from), side(to))], Some(code.clone()))
            }
            Self::Moment { moments, timex } => {
                (TemporalKind::DateTime, moments.iter().map(show).collect(), timex.clone())
            }
            Self::Moments { spans } => {
                let values = spans.iter().map(|(start, end)| format!("{}/{}", moment(start), moment(end))).collect();
                (TemporalKind::DateTimeRange, values, None)
            }
            Self::Length { seconds_hundredths, timex, .. } => {
                let seconds = rust_decimal::Decimal::new(*seconds_hundredths, 2).normalize();
                (TemporalKind::Duration, vec![seconds.to_string()], Some(timex.clone()))
            }
            Self::Set(timex) => (TemporalKind::Set, vec![timex.clone()], Some(timex.clone())),
        }
    }

    /// Puts the readings in order of their distance from a day.
    pub(super) fn nearest_first(mut self, today: NaiveDate) -> Self {
        match &mut self {
            Self::Day { days, .. } => days.sort_by_key(|day| (*day - today).num_days().abs()),
            Self::Span { spans, .. } => spans.sort_by_key(|(start, end)| {
                let distance = |day: Option<NaiveDate>| day.map_or(i64::MAX, |day| (day - today).num_days().abs());
                distance(*start).min(distance(*end))
            }),
            _ => {}
        }
        self
    }

    /// Returns the days that this may start on, and those after its end.
    pub(super) fn spans(&self) -> Option<Vec<DaySpan>> {
        match self {
            Self::Day { days, .. } => Some(days.iter().map(|day| (Some(*day), day.succ_opt())).collect()),
            Self::Span { spans, .. } => Some(spans.clone()),
            _ => None,
        }
    }
}

fn show(moment: &NaiveDateTime) -> String {
    moment.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// Writes seconds of a day as a time.
pub(super) fn clock(seconds: i64) -> String {
    let seconds = seconds.rem_euclid(24 * 3600);
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// Returns the moment of a day at so many seconds.
pub(super) fn at(day: NaiveDate, seconds: i64) -> Option<NaiveDateTime> {
    day.and_time(NaiveTime::MIN).checked_add_signed(TimeDelta::try_seconds(seconds)?)
}
