//! Comparing days, and lengths of time up to the document's day, with a fact.

use chrono::{Datelike, Days, NaiveDate};

use crate::reference::{FactValue, Tolerance, Value};
use crate::temporal::{Duration, Granularity, PartialDate, Resolved};

/// How many days a document may be younger than its text: posts are copied a day or three later.
const REPOST_DAYS: i64 = 3;

/// Returns whether a fact agrees with the days of a claim: they overlap, within the tolerance.
///
/// Where the year was only guessed from the document's date, the same days of the fact's year agree too: a text that
/// looks back names the year once, paragraphs before.
pub(super) fn date_agrees(claimed: Resolved, is_year_certain: bool, fact: &FactValue, tolerance: Tolerance) -> bool {
    let overlaps = |start: NaiveDate, end: NaiveDate| {
        let days = Days::new(u64::from(tolerance.days));
        let wide_start = start.checked_sub_days(days).unwrap_or(start);
        let wide_end = end.checked_add_days(days).unwrap_or(end);
        let mut claims = vec![Some((claimed.start, claimed.end))];
        if !is_year_certain {
            let shift = start.year() - claimed.start.year();
            claims.push(shift_years(claimed.start, shift).zip(shift_years(claimed.end, shift)));
        }
        claims.into_iter().flatten().any(|(start, end)| start < wide_end && wide_start < end)
    };
    let of = |value: &Value| value.as_date().and_then(days_of);
    match fact {
        FactValue::Undisclosed => false,
        FactValue::One(value) => of(value).is_some_and(|(start, end)| overlaps(start, end)),
        FactValue::Any(values) => values.iter().filter_map(of).any(|(start, end)| overlaps(start, end)),
        FactValue::Range(first, last) => match (of(first), of(last)) {
            (Some((start, _)), Some((_, end))) => overlaps(start, end),
            _ => false,
        },
    }
}

/// Returns the same day of a year so many years on; February 29 becomes 28 where the year has none.
fn shift_years(day: NaiveDate, years: i32) -> Option<NaiveDate> {
    let year = day.year().checked_add(years)?;
    day.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28))
}

/// Returns the first day of a date.
pub(super) fn first_day(date: PartialDate) -> Option<NaiveDate> {
    days_of(date).map(|(start, _)| start)
}

/// Returns the last day of a date.
pub(super) fn last_day(date: PartialDate) -> Option<NaiveDate> {
    days_of(date).and_then(|(_, end)| end.pred_opt())
}

/// Returns the first day of a date and the day after its last; `None` without a year or for an impossible date.
fn days_of(date: PartialDate) -> Option<(NaiveDate, NaiveDate)> {
    let year = date.year?;
    let start = NaiveDate::from_ymd_opt(year, date.month.unwrap_or(1), date.day.unwrap_or(1))?;
    let end = match (date.month, date.day) {
        (None, _) => NaiveDate::from_ymd_opt(year + 1, 1, 1)?,
        (Some(12), None) => NaiveDate::from_ymd_opt(year + 1, 1, 1)?,
        (Some(month), None) => NaiveDate::from_ymd_opt(year, month + 1, 1)?,
        (Some(_), Some(_)) => start.succ_opt()?,
    };
    Some((start, end))
}

/// Returns whether so long before `day` a fact can have been; `None` where it lies after that day.
///
/// A length is compared at the precision written: half a unit either way, a fifth of it where that is more. Years are
/// counted as ages are: somebody is three until he is four.
pub(super) fn elapsed_agrees(claimed: Duration, fact: &FactValue, day: NaiveDate) -> Option<bool> {
    let (unit, units) = match claimed.unit {
        Granularity::Second | Granularity::Minute | Granularity::Hour => return None,
        Granularity::Day => (100, 1),
        Granularity::Week => (700, 1),
        Granularity::Fortnight => (700, 2),
        Granularity::Month => (3044, 1),
        Granularity::Quarter => (3044, 3),
        Granularity::HalfYear => (3044, 6),
        Granularity::Year => (36_525, 1),
        Granularity::Decade => (36_525, 10),
        Granularity::Century => (36_525, 100),
    };
    let hundredths = claimed.hundredths.checked_mul(units)?;
    let margin = (hundredths / 5).max(50 * units);
    let counts_as_age = claimed.unit == Granularity::Year && hundredths % 100 == 0;
    let upper = hundredths + if counts_as_age { margin.max(100) } else { margin };
    let in_days = |hundredths: i64| hundredths.checked_mul(unit).map(|days| days / 10_000);
    let (least, most) = (in_days(hundredths - margin)? - REPOST_DAYS, in_days(upper)? + REPOST_DAYS);
    let mut agrees = None;
    for (start, end) in fact.values().filter_map(Value::as_date).filter_map(days_of) {
        if day < start {
            continue;
        }
        let longest = (day - start).num_days();
        let shortest = (day - end).num_days() + 1;
        agrees = Some(agrees == Some(true) || least <= longest && shortest <= most);
    }
    agrees
}

#[cfg(test)]
mod tests {
    use super::*;

    fn since(fact: &str, unit: Granularity, hundredths: i64) -> Option<bool> {
        let day: NaiveDate = fact.parse().unwrap();
        let date = PartialDate { year: Some(day.year()), month: Some(day.month()), day: Some(day.day()) };
        let today = NaiveDate::from_ymd_opt(2024, 5, 9).unwrap();
        elapsed_agrees(Duration { unit, hundredths }, &FactValue::One(Value::Date(date)), today)
    }

    #[test]
    fn lengths_are_compared_at_the_precision_written() {
        // 51 days are not one month, and nearly two.
        assert_eq!(since("2024-03-19", Granularity::Month, 100), Some(false));
        assert_eq!(since("2024-03-19", Granularity::Month, 200), Some(true));
        assert_eq!(since("2024-03-19", Granularity::Week, 700), Some(true));
        assert_eq!(since("2024-04-01", Granularity::Month, 100), Some(true));
        // Three years and eleven months are still three years.
        assert_eq!(since("2020-06-01", Granularity::Year, 300), Some(true));
        assert_eq!(since("2020-06-01", Granularity::Year, 400), Some(true));
        assert_eq!(since("2020-06-01", Granularity::Year, 200), Some(false));
        assert_eq!(since("2020-06-01", Granularity::Year, 500), Some(false));
        assert_eq!(since("2024-06-01", Granularity::Year, 100), None);
    }
}
