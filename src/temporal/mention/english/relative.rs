//! What `this`, `next`, `last` and the like start: next Tuesday, last May, this weekend, the coming quarter.

use chrono::{Datelike, TimeDelta, Weekday};

use super::super::super::extract::weekday as day_of;
use super::super::calendar::{day_span, days_ahead, monday_of, month_span, months_away};
use super::super::value::Val;
use super::super::words::{month, number_word, weekday};
use super::{Read, Reader};

/// The offset of `coming`: the first that is after today, be it in this week or the next.
const COMING: i64 = 2;

impl Reader<'_> {
    /// Reads what a word for a place in time starts.
    pub(super) fn read_relative(&self, at: usize, word: &str) -> Read<Val> {
        if let Some((end, offset)) = self.week_word(at) {
            return self.relative_week(at, end, offset);
        }
        let mut offset = match word {
            "this" | "current" => 0,
            "next" | "following" => 1,
            "last" | "previous" | "past" => -1,
            _ => COMING,
        };
        let mut next = at + 1;
        if self.is_word(next, &["upcoming", "coming", "past"]) {
            offset = COMING;
            next += 1;
        }
        let next_word = self.word(next);
        if let Some(day) = next_word.and_then(weekday) {
            return self.relative_weekday(next, offset, day_of(day));
        }
        if next_word.and_then(month).is_some() || self.number(next).is_some() {
            return self.relative_date(next, offset);
        }
        self.relative_period(at, next, offset)
    }

    /// Reads the rest of `next week on Tuesday`, `previous week - Monday`, `last week of July`.
    fn relative_week(&self, at: usize, end: usize, offset: i64) -> Read<Val> {
        let next = self.skip(end, b"-,", &["on"]);
        if let Some(day) = self.word(next).and_then(weekday) {
            return Some((next + 1, self.in_week(offset, day_of(day))));
        }
        if self.is_word(end, &["of"]) { self.read_nth(at) } else { None }
    }

    /// Reads the rest of `next Monday`, `this Friday (May 9)`, `coming Tuesday`.
    fn relative_weekday(&self, at: usize, offset: i64, weekday: Weekday) -> Read<Val> {
        let inner = self.skip(at + 1, b"-,(", &[]);
        if let Some((end, val)) = self.dated(inner) {
            return Some((self.skip(end, b")", &[]), val));
        }
        if let Some(found) = self.pointed(inner) {
            return Some(found);
        }
        if offset == COMING {
            let ahead = (days_ahead(self.today, weekday) - 1).rem_euclid(7) + 1;
            return Some((at + 1, Val::days_of(vec![self.today + TimeDelta::days(ahead)])));
        }
        Some((at + 1, self.in_week(offset, weekday)))
    }

    /// Reads the rest of `last May`, `next 4 July`.
    fn relative_date(&self, at: usize, offset: i64) -> Read<Val> {
        let year = self.today.year() + i32::try_from(offset.min(1)).ok()?;
        let (end, val) = self.read(at).or_else(|| self.slashed(at, true))?;
        let val = match val {
            Val::Day { days, .. } => {
                Val::days_of(days.first().and_then(|day| day.with_year(year)).into_iter().collect())
            }
            // A number of things (next 3 books) is no date.
            Val::Span { spans, .. } if self.number(at).is_none() => {
                let first = spans.first().and_then(|(start, _)| *start)?.with_year(year)?;
                Val::spans_of(vec![month_span(first)])
            }
            _ => return None,
        };
        Some((end, val))
    }

    /// Reads the rest of `last easter`, `this weekend`, `next quarter`, `last two weeks of May`.
    fn relative_period(&self, at: usize, next: usize, offset: i64) -> Read<Val> {
        let monday = monday_of(self.today);
        match self.word(next)? {
            "easter" | "new" => self.picked_holiday(next, 0 < offset),
            "working" if self.is_word(next + 1, &["week"]) => {
                let first = monday + TimeDelta::days(offset * 7);
                Some((next + 2, Val::spans_of(vec![day_span(first, 5)])))
            }
            "weekend" => {
                let saturday = monday + TimeDelta::days(offset.min(1) * 7 + 5);
                Some((next + 1, Val::spans_of(vec![day_span(saturday, 2)])))
            }
            "quarter" => self.quarters(next + 1, offset.min(1), 1),
            word => {
                let (count, _) = number_word(word)?;
                if self.is_word(next + 1, &["quarters"]) {
                    return self.quarters(next + 2, offset.min(1), i64::from(count));
                }
                if self.is_word(next + 2, &["of"]) { self.read_nth(at) } else { None }
            }
        }
    }

    /// Returns so many quarters before this one, after it, or this one.
    fn quarters(&self, end: usize, offset: i64, count: i64) -> Read<Val> {
        let first = self.today.with_day(1)?.with_month0(self.today.month0() / 3 * 3)?;
        let quarter = |quarters: i64| months_away(first, i32::try_from(quarters * 3).ok()?);
        let (low, high) = match offset {
            0 => (0, 1),
            1 => (1, 1 + count),
            _ => (-count, 0),
        };
        Some((end, Val::spans_of(vec![(quarter(low), quarter(high))])))
    }
}
