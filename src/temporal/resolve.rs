//! Which days an expression means, given the document's date.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::language::Season;

use super::value::{CarriedYear, DatePart, Granularity, Relative, TemporalExpression, TemporalValue, Written};

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

/// Whether the words around a date speak of the past or of the future: it decides the year of `5月16日`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Tense {
    /// On or before the document's date.
    Past,
    /// On or after it.
    Future,
    /// The nearest.
    #[default]
    Unknown,
}

/// Returns the days that an expression means; `None` for durations and for dates that the calendar does not have.
pub fn resolve(expression: &TemporalExpression, document_time: NaiveDate, tense: Tense) -> Option<Resolved> {
    let written = match &expression.value {
        TemporalValue::Date(date) => Some(Written::from(*date)),
        TemporalValue::Part(date, part) => Some(Written { part: Some(*part), ..Written::from(*date) }),
        _ => None,
    };
    if let (Some(date), Some(year)) = (written, expression.carried_year) {
        let year = match year {
            CarriedYear::Absolute(year) => year,
            CarriedYear::Relative(offset) => document_time.year() + offset,
        };
        return resolve_date(&Written { year: Some(year), ..date }, document_time, tense);
    }
    resolve_value(&expression.value, document_time, tense)
}

/// Resolves a value alone.
pub(super) fn resolve_reading(value: &TemporalValue, document_time: NaiveDate, tense: Tense) -> Option<Resolved> {
    resolve_value(value, document_time, tense)
}

fn resolve_value(value: &TemporalValue, document_time: NaiveDate, tense: Tense) -> Option<Resolved> {
    match value {
        TemporalValue::Date(date) => resolve_date(&Written::from(*date), document_time, tense),
        TemporalValue::Part(date, part) => {
            resolve_date(&Written { part: Some(*part), ..Written::from(*date) }, document_time, tense)
        }
        TemporalValue::Relative(relative) => resolve_relative(relative, document_time, tense),
        TemporalValue::Weekday(weekday) => Some(day(nearest_weekday(document_time, *weekday, tense)?)),
        TemporalValue::Range(low, high) => {
            let low = resolve_value(low, document_time, tense)?;
            let high = resolve_value(high, document_time, tense)?;
            if high.end <= low.start {
                return None;
            }
            Some(Resolved { start: low.start, end: high.end, granularity: low.granularity.min(high.granularity) })
        }
        TemporalValue::Duration(_) => None,
    }
}

fn day(date: NaiveDate) -> Resolved {
    Resolved { start: date, end: date.succ_opt().unwrap_or(date), granularity: Granularity::Day }
}

fn resolve_date(date: &Written, document_time: NaiveDate, tense: Tense) -> Option<Resolved> {
    if let Some(year) = date.year {
        return in_year(year, date);
    }
    if date.month.is_none() && date.day.is_none() {
        // 上半年, Q1: of the document's year.
        return in_year(document_time.year(), date);
    }
    let Some(month) = date.month else {
        // 16日: a day of this month or of a neighbour.
        let candidates = (-1..=1).filter_map(|offset| {
            let first = shift_months(document_time.with_day(1)?, offset)?;
            in_year(first.year(), &Written { month: Some(first.month()), ..*date })
        });
        return choose(candidates, document_time, tense);
    };
    let candidates = (-1..=1).filter_map(|offset| in_year(document_time.year() + offset, date));
    // February 29 may be eight years away; any other date is near or impossible.
    let _ = month;
    choose(candidates, document_time, tense)
}

/// Returns the candidate that the tense asks for, else the nearest.
fn choose(candidates: impl Iterator<Item = Resolved>, document_time: NaiveDate, tense: Tense) -> Option<Resolved> {
    let distance = |resolved: &Resolved| {
        let last = resolved.end.pred_opt().unwrap_or(resolved.end);
        if document_time < resolved.start {
            (resolved.start - document_time).num_days()
        } else if last < document_time {
            (document_time - last).num_days()
        } else {
            0
        }
    };
    candidates
        .filter(|resolved| match tense {
            Tense::Past => resolved.start <= document_time,
            Tense::Future => document_time < resolved.end,
            Tense::Unknown => true,
        })
        .min_by_key(distance)
}

fn in_year(year: i32, date: &Written) -> Option<Resolved> {
    let first = |year, month| NaiveDate::from_ymd_opt(year, month, 1);
    match (date.month, date.day) {
        (Some(month), Some(number)) => Some(day(NaiveDate::from_ymd_opt(year, month, number)?)),
        (Some(month), None) => {
            let start = first(year, month)?;
            let end = start.checked_add_months(Months::new(1))?;
            Some(match date.part {
                Some(DatePart::Early) => span(start, start.with_day(11)?, Granularity::Month),
                Some(DatePart::Mid) => span(start.with_day(11)?, start.with_day(21)?, Granularity::Month),
                Some(DatePart::Late) => span(start.with_day(21)?, end, Granularity::Month),
                _ => span(start, end, Granularity::Month),
            })
        }
        (None, Some(_)) => None,
        (None, None) => Some(match date.part {
            None => span(first(year, 1)?, first(year + 1, 1)?, Granularity::Year),
            Some(DatePart::Early) => span(first(year, 1)?, first(year, 5)?, Granularity::Year),
            Some(DatePart::Mid) => span(first(year, 5)?, first(year, 9)?, Granularity::Year),
            Some(DatePart::Late) => span(first(year, 9)?, first(year + 1, 1)?, Granularity::Year),
            Some(DatePart::Quarter(quarter)) => {
                let start = first(year, u32::from(quarter) * 3 - 2)?;
                span(start, start.checked_add_months(Months::new(3))?, Granularity::Quarter)
            }
            Some(DatePart::Half(half)) => {
                let start = first(year, u32::from(half) * 6 - 5)?;
                span(start, start.checked_add_months(Months::new(6))?, Granularity::HalfYear)
            }
            Some(DatePart::Season(season)) => {
                let month = match season {
                    Season::Spring => 3,
                    Season::Summer => 6,
                    Season::Fall => 9,
                    Season::Winter => 12,
                };
                let start = first(year, month)?;
                span(start, start.checked_add_months(Months::new(3))?, Granularity::Quarter)
            }
            Some(DatePart::Decade) => span(first(year, 1)?, first(year + 10, 1)?, Granularity::Decade),
            Some(DatePart::Century) => span(first(year, 1)?, first(year + 100, 1)?, Granularity::Century),
        }),
    }
}

fn span(start: NaiveDate, end: NaiveDate, granularity: Granularity) -> Resolved {
    Resolved { start, end, granularity }
}

fn shift_months(date: NaiveDate, offset: i32) -> Option<NaiveDate> {
    let months = Months::new(offset.unsigned_abs());
    if offset < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }
}

fn shift_days(date: NaiveDate, offset: i64) -> Option<NaiveDate> {
    let days = Days::new(offset.unsigned_abs());
    if offset < 0 { date.checked_sub_days(days) } else { date.checked_add_days(days) }
}

fn resolve_relative(relative: &Relative, document_time: NaiveDate, tense: Tense) -> Option<Resolved> {
    let offset = relative.offset;
    if relative.is_distance {
        return resolve_distance(relative.unit, offset, document_time);
    }
    match relative.unit {
        Granularity::Second | Granularity::Minute | Granularity::Hour => None,
        Granularity::Day => Some(day(shift_days(document_time, offset.into())?)),
        Granularity::Week | Granularity::Fortnight => {
            let monday = shift_days(document_time, -i64::from(document_time.weekday().num_days_from_monday()))?;
            let start = shift_days(monday, i64::from(offset) * 7)?;
            match relative.weekday {
                Some(weekday) => Some(day(shift_days(start, weekday.num_days_from_monday().into())?)),
                None => Some(span(start, shift_days(start, 7)?, Granularity::Week)),
            }
        }
        Granularity::Month => {
            let start = shift_months(document_time.with_day(1)?, offset)?;
            in_year(start.year(), &Written { month: Some(start.month()), ..relative.written() })
        }
        Granularity::Quarter => {
            let first = document_time.with_day(1)?.with_month0(document_time.month0() / 3 * 3)?;
            let start = shift_months(first, offset * 3)?;
            Some(span(start, start.checked_add_months(Months::new(3))?, Granularity::Quarter))
        }
        Granularity::HalfYear => {
            let first = document_time.with_day(1)?.with_month0(document_time.month0() / 6 * 6)?;
            let start = shift_months(first, offset * 6)?;
            Some(span(start, start.checked_add_months(Months::new(6))?, Granularity::HalfYear))
        }
        Granularity::Year => {
            let _ = tense;
            in_year(document_time.year() + offset, &relative.written())
        }
        Granularity::Decade => {
            let year = document_time.year() / 10 * 10 + offset * 10;
            in_year(year, &Written { part: Some(DatePart::Decade), ..Written::default() })
        }
        Granularity::Century => {
            let year = document_time.year() / 100 * 100 + offset * 100;
            in_year(year, &Written { part: Some(DatePart::Century), ..Written::default() })
        }
    }
}

/// Resolves `two weeks ago`: as fine as its unit, so that a year ago is a year and not a day.
fn resolve_distance(unit: Granularity, offset: i32, document_time: NaiveDate) -> Option<Resolved> {
    match unit {
        Granularity::Second | Granularity::Minute | Granularity::Hour => Some(day(document_time)),
        Granularity::Day => Some(day(shift_days(document_time, offset.into())?)),
        Granularity::Week | Granularity::Fortnight => {
            let factor = if unit == Granularity::Week { 7 } else { 14 };
            let date = shift_days(document_time, i64::from(offset) * factor)?;
            let start = shift_days(date, -3)?;
            Some(span(start, shift_days(date, 4)?, Granularity::Week))
        }
        Granularity::Month => {
            let date = shift_months(document_time, offset)?;
            in_year(date.year(), &Written { month: Some(date.month()), ..Written::default() })
        }
        Granularity::Quarter => resolve_distance(Granularity::Month, offset.checked_mul(3)?, document_time),
        Granularity::HalfYear => resolve_distance(Granularity::Month, offset.checked_mul(6)?, document_time),
        Granularity::Year => in_year(document_time.year().checked_add(offset)?, &Written::default()),
        Granularity::Decade => resolve_distance(Granularity::Year, offset.checked_mul(10)?, document_time),
        Granularity::Century => resolve_distance(Granularity::Year, offset.checked_mul(100)?, document_time),
    }
}

fn nearest_weekday(document_time: NaiveDate, weekday: Weekday, tense: Tense) -> Option<NaiveDate> {
    let ahead = i64::from(weekday.num_days_from_monday()) - i64::from(document_time.weekday().num_days_from_monday());
    let ahead = ahead.rem_euclid(7);
    let days = match tense {
        Tense::Future => ahead,
        Tense::Past => ahead - if ahead == 0 { 0 } else { 7 },
        // News tells of days gone by: 周五 is the last one, unless it is tomorrow's eve.
        Tense::Unknown if 3 < ahead => ahead - 7,
        Tense::Unknown => ahead,
    };
    shift_days(document_time, days)
}
