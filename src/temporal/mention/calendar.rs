//! Which days of the calendar a date means: every reading of one with parts that are missing, and the stretches around a day.

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

use super::value::Val;

/// The first day of a stretch and the day after its last; `None` where a side is open.
pub(super) type DaySpan = (Option<NaiveDate>, Option<NaiveDate>);

/// Returns what a day of a month means; without a year, the last and the next one.
pub(super) fn day(year: Option<i32>, month: u32, day: u32, today: NaiveDate) -> Val {
    let Some(year) = year else {
        let days = yearly(today, month, day);
        let timex = format!("XXXX-{month:02}-{day:02}");
        return if days.is_empty() { Val::NoDay(timex) } else { Val::Day { days, timex: Some(timex) } };
    };
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => Val::day(date),
        None => Val::NoDay(format!("{year:04}-{month:02}-{day:02}")),
    }
}

/// Returns what a month means; without a year, the last and the next one.
pub(super) fn month(year: Option<i32>, month: u32, today: NaiveDate) -> Option<Val> {
    let Some(year) = year else {
        return Some(Val::Span { spans: yearly_months(today, month), timex: Some(format!("XXXX-{month:02}")) });
    };
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Val::Span { spans: vec![month_span(first)], timex: Some(format!("{year:04}-{month:02}")) })
}

/// Returns what a year means.
pub(super) fn year(year: i32) -> Val {
    Val::Span { spans: vec![years(year, year + 1)], timex: Some(format!("{year:04}")) }
}

/// Returns the days from the start of one year to the start of another.
pub(super) fn years(low: i32, high: i32) -> DaySpan {
    (NaiveDate::from_ymd_opt(low, 1, 1), NaiveDate::from_ymd_opt(high, 1, 1))
}

/// Returns the month that starts on a day.
pub(super) fn month_span(first: NaiveDate) -> DaySpan {
    (Some(first), first.checked_add_months(Months::new(1)))
}

/// Returns so many days from a day on.
pub(super) fn day_span(first: NaiveDate, days: i64) -> DaySpan {
    (Some(first), Some(first + TimeDelta::days(days)))
}

/// Returns the day so many months before or after a day.
pub(super) fn months_away(day: NaiveDate, offset: i32) -> Option<NaiveDate> {
    let months = Months::new(offset.unsigned_abs());
    if offset < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) }
}

/// Returns the Monday of the week that a day is in.
pub(super) fn monday_of(day: NaiveDate) -> NaiveDate {
    day - TimeDelta::days(day.weekday().num_days_from_monday().into())
}

/// Returns how many days lie between the weekdays of a day and another, both of one week; negative where the other is before.
pub(super) fn days_ahead(today: NaiveDate, weekday: Weekday) -> i64 {
    i64::from(weekday.num_days_from_monday()) - i64::from(today.weekday().num_days_from_monday())
}

/// Returns the last and the next of a weekday.
pub(super) fn weekly(today: NaiveDate, weekday: Weekday) -> Vec<NaiveDate> {
    let next = today + TimeDelta::days(days_ahead(today, weekday).rem_euclid(7));
    vec![next - TimeDelta::days(7), next]
}

/// Returns the last and the next day of the month with that number.
pub(super) fn monthly(reference: NaiveDate, day: u32) -> Vec<NaiveDate> {
    let Some(first) = reference.with_day(1) else { return Vec::new() };
    let month = |offset: i32| months_away(first, offset)?.with_day(day);
    let past = (0..4).filter_map(|back: i32| month(-back)).find(|date| *date < reference);
    let next = (0..4).filter_map(month).find(|date| reference <= *date);
    past.into_iter().chain(next).collect()
}

/// Returns the last and the next day on which a month and day fall.
fn yearly(reference: NaiveDate, month: u32, day: u32) -> Vec<NaiveDate> {
    let past = (0..9)
        .filter_map(|back| NaiveDate::from_ymd_opt(reference.year() - back, month, day))
        .find(|date| *date < reference);
    let next = (0..9)
        .filter_map(|ahead| NaiveDate::from_ymd_opt(reference.year() + ahead, month, day))
        .find(|date| reference <= *date);
    past.into_iter().chain(next).collect()
}

/// Returns the last and the next month of that number.
pub(super) fn yearly_months(reference: NaiveDate, month: u32) -> Vec<DaySpan> {
    let span = |year| Some(month_span(NaiveDate::from_ymd_opt(year, month, 1)?));
    let year = reference.year();
    let past = if month < reference.month() { year } else { year - 1 };
    // The month of the reference itself is neither gone nor to come: both years are given with it.
    let mut spans: Vec<_> = [past, past + 1].into_iter().filter_map(span).collect();
    if month == reference.month() {
        spans.extend(span(year + 1));
    }
    spans
}

/// Keeps the last of some days before today and the next one from today on.
pub(super) fn nearest(days: Vec<NaiveDate>, today: NaiveDate) -> Vec<NaiveDate> {
    if days.len() < 2 {
        return days;
    }
    let past = days.iter().copied().filter(|day| *day < today).max();
    let next = days.iter().copied().filter(|day| today <= *day).min();
    past.into_iter().chain(next).collect()
}

/// Returns the ranges from the starts of one list to the starts of another, each to the next one after it.
pub(super) fn between(low: &[DaySpan], high: &[DaySpan]) -> Vec<DaySpan> {
    let mut spans = Vec::new();
    for (start, _) in low {
        let end = high
            .iter()
            .filter_map(|(end, _)| *end)
            .find(|end| start.is_some_and(|start| start < *end))
            // Nov to March: the next year's.
            .or_else(|| high.last().and_then(|(end, _)| *end)?.checked_add_months(Months::new(12)));
        spans.push((*start, end));
    }
    spans
}
