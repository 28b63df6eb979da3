//! Parts that are counted in a longer time: the second week of 2021, the last four months of 2021, the 15th day of June.

use chrono::{Datelike, Months, NaiveDate, TimeDelta};

use super::super::calendar::{DaySpan, day_span, monday_of, monthly, years};
use super::super::value::Val;
use super::super::words::{number_word, weekday};
use super::stretches::is_year;
use super::{Read, Reader};

/// Which parts of a longer time are meant: so many from the one with an index on, or the last so many.
#[derive(Clone, Copy)]
struct Place {
    is_last: bool,
    /// Counted from one.
    index: i64,
    count: i64,
}

impl Reader<'_> {
    /// Reads what an article starts: `the week of April 10th`, `the end of 2008`, `the next decade`, `the last week of july`.
    pub(super) fn read_the(&self, at: usize) -> Read<Val> {
        match self.word(at + 1) {
            Some("week") => self.week_of_day(at),
            Some(word @ ("end" | "beginning" | "start" | "middle")) => self.read_edge(at + 1, word),
            Some("next" | "last" | "past" | "coming") if self.is_word(at + 2, &["decade", "century"]) => {
                let sign = if self.is_word(at + 1, &["next", "coming"]) { 1 } else { -1 };
                let size = if self.is_word(at + 2, &["decade"]) { 10 } else { 100 };
                let year = self.today.year() / size * size + sign * size;
                Some((at + 3, Val::spans_of(vec![years(year, year + size)])))
            }
            _ => self.read_nth(at),
        }
    }

    /// Reads `the week of April 10th`, `the week starting the 18th`.
    fn week_of_day(&self, at: usize) -> Read<Val> {
        if !self.is_word(at + 2, &["of", "commencing", "starting"]) {
            return None;
        }
        let of = self.skip(at + 3, b"", &["the"]);
        let (end, days) = match self.dated(of) {
            Some((end, Val::Day { days, .. })) => (end, days),
            _ => {
                let (end, (day, true)) = self.day(of)? else { return None };
                (end, monthly(self.today, day))
            }
        };
        Some((end, Val::spans_of(days.into_iter().map(|day| day_span(monday_of(day), 7)).collect())))
    }

    /// Reads an ordinal part of a longer time: `the second week of 2021`, `the 9th month of next year`.
    pub(super) fn read_nth(&self, at: usize) -> Read<Val> {
        let (next, place) = self.place(self.skip(at, b"", &["the"]))?;
        let unit = self.word(next)?;
        let unit = unit.strip_suffix('s').unwrap_or(unit);
        if !matches!(unit, "week" | "month" | "day") || !self.is_word(next + 1, &["of"]) {
            return None;
        }
        let (end, spans) = self.whole(next + 2)?;
        let has_months = matches!(spans.first(), Some((Some(start), Some(end))) if is_year(*start, *end));
        let part = |(start, end): DaySpan| match unit {
            "week" => Some(place.weeks(start?, end?)),
            "month" if has_months => place.months(start?),
            "day" => Some(place.days(start?, end?)),
            _ => None,
        };
        let parts: Vec<DaySpan> = spans.into_iter().filter_map(part).collect();
        if parts.is_empty() {
            return None;
        }
        let starts = parts.iter().filter_map(|(start, _)| *start);
        // 1st week of Oct. on Friday
        let on = self.skip(end, b".", &[]);
        if self.is_word(on, &["on"])
            && let Some(day) = self.word(on + 1).and_then(weekday)
        {
            let days = starts.map(|start| start + TimeDelta::days(i64::from(day) - 1)).collect();
            return Some((on + 2, Val::days_of(days)));
        }
        if unit == "day" && place.count == 1 {
            return Some((end, Val::days_of(starts.collect())));
        }
        Some((end, Val::spans_of(parts)))
    }

    /// Reads `last`, `last four`, `first three`, `second`, `9th`.
    fn place(&self, at: usize) -> Read<Place> {
        let is_last = self.is_word(at, &["last"]);
        let (next, index) = if is_last {
            (at + 1, 1)
        } else {
            let (end, (number, true)) = self.day(at)? else { return None };
            (end, i64::from(number))
        };
        if is_last || self.is_word(at, &["first"]) {
            let in_figures = self.number(next).map(|(number, _)| number);
            let count = in_figures.or_else(|| Some(number_word(self.word(next)?)?.0));
            if let Some(count) = count {
                return Some((next + 1, Place { is_last, index, count: i64::from(count) }));
            }
        }
        Some((next, Place { is_last, index, count: 1 }))
    }
}

impl Place {
    fn days(self, start: NaiveDate, end: NaiveDate) -> DaySpan {
        let first =
            if self.is_last { end - TimeDelta::days(self.count) } else { start + TimeDelta::days(self.index - 1) };
        day_span(first, self.count)
    }

    /// Weeks start on Monday; the first has the fourth day of the month or year.
    fn weeks(self, start: NaiveDate, end: NaiveDate) -> DaySpan {
        let first = if self.is_last {
            monday_of(end - TimeDelta::days(4)) - TimeDelta::days(7 * (self.count - 1))
        } else {
            monday_of(start + TimeDelta::days(3)) + TimeDelta::days(7 * (self.index - 1))
        };
        day_span(first, 7 * self.count)
    }

    /// Months of a year.
    fn months(self, start: NaiveDate) -> Option<DaySpan> {
        let skipped = if self.is_last { 12 - self.count } else { self.index - 1 };
        let first = start.checked_add_months(Months::new(u32::try_from(skipped).ok()?))?;
        Some((Some(first), first.checked_add_months(Months::new(u32::try_from(self.count).ok()?))))
    }
}
