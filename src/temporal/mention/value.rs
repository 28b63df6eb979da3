//! What pieces mean, with every reading that they can have.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::super::value::Granularity;
use super::TemporalKind;

/// A date or time with its readings.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Val {
    /// A day.
    Day { days: Vec<NaiveDate>, timex: Option<String> },
    /// A day that the calendar does not have.
    NoDay(String),
    /// A stretch of days, open where a side is missing; a part of a day's name where it has no days (`2017-SU`).
    Span { spans: Vec<(Option<NaiveDate>, Option<NaiveDate>)>, timex: Option<String> },
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
    pub(super) fn spans(&self) -> Option<Vec<(Option<NaiveDate>, Option<NaiveDate>)>> {
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

/// Returns a moment moved by a length of time; months and years go by the calendar.
pub(super) fn shift(moment: NaiveDateTime, unit: Granularity, hundredths: i64, sign: i64) -> Option<NaiveDateTime> {
    let months = |per_unit: i64| {
        let months = u32::try_from(hundredths * per_unit / 100).ok()?;
        let months = Months::new(months);
        if sign < 0 { moment.checked_sub_months(months) } else { moment.checked_add_months(months) }
    };
    let seconds =
        |per_unit: i64| moment.checked_add_signed(TimeDelta::try_seconds(sign * (hundredths * per_unit / 100))?);
    match unit {
        Granularity::Second => seconds(1),
        Granularity::Minute => seconds(60),
        Granularity::Hour => seconds(3600),
        Granularity::Day => seconds(86_400),
        Granularity::Week => seconds(7 * 86_400),
        Granularity::Fortnight => seconds(14 * 86_400),
        Granularity::Month => months(1),
        Granularity::Quarter => months(3),
        Granularity::HalfYear => months(6),
        Granularity::Year => months(12),
        Granularity::Decade => months(120),
        Granularity::Century => months(1200),
    }
}

/// Returns the seconds of a unit, with months of thirty and years of 365 days.
pub(super) fn seconds_of(unit: Granularity) -> i64 {
    match unit {
        Granularity::Second => 1,
        Granularity::Minute => 60,
        Granularity::Hour => 3600,
        Granularity::Day => 86_400,
        Granularity::Week => 7 * 86_400,
        Granularity::Fortnight => 14 * 86_400,
        Granularity::Month => 30 * 86_400,
        Granularity::Quarter => 90 * 86_400,
        Granularity::HalfYear => 182 * 86_400,
        Granularity::Year => 365 * 86_400,
        Granularity::Decade => 3650 * 86_400,
        Granularity::Century => 36_500 * 86_400,
    }
}

/// Returns the last and the next day on which a month and day fall.
pub(super) fn yearly(reference: NaiveDate, month: u32, day: u32) -> Vec<NaiveDate> {
    let past = (0..9)
        .filter_map(|back| NaiveDate::from_ymd_opt(reference.year() - back, month, day))
        .find(|date| *date < reference);
    let next = (0..9)
        .filter_map(|ahead| NaiveDate::from_ymd_opt(reference.year() + ahead, month, day))
        .find(|date| reference <= *date);
    past.into_iter().chain(next).collect()
}

/// Returns the last and the next month of that number.
pub(super) fn yearly_months(reference: NaiveDate, month: u32) -> Vec<(Option<NaiveDate>, Option<NaiveDate>)> {
    let span = |year| {
        let start = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some((Some(start), start.checked_add_months(Months::new(1))))
    };
    let year = reference.year();
    let past = if month < reference.month() { year } else { year - 1 };
    // The month of the reference itself is neither gone nor to come: both years are given with it.
    let mut spans: Vec<_> = [past, past + 1].into_iter().filter_map(span).collect();
    if month == reference.month() {
        spans.extend(span(year + 1));
    }
    spans
}

/// Returns the last and the next day of the month with that number.
pub(super) fn monthly(reference: NaiveDate, day: u32) -> Vec<NaiveDate> {
    let Some(first) = reference.with_day(1) else { return Vec::new() };
    let month = |offset: i32| {
        let months = Months::new(offset.unsigned_abs());
        let first = if offset < 0 { first.checked_sub_months(months) } else { first.checked_add_months(months) };
        first.and_then(|first| first.with_day(day))
    };
    let past = (0..4).filter_map(|back: i32| month(-back)).find(|date| *date < reference);
    let next = (0..4).filter_map(month).find(|date| reference <= *date);
    past.into_iter().chain(next).collect()
}
