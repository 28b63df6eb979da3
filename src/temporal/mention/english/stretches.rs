//! Weeks, months, quarters and years as a whole, and their edges and sides: week 31, q1 of 2017, the end of March, late July.

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

use super::super::calendar::{DaySpan, day_span, monday_of, month_span, months_away, years};
use super::super::value::Val;
use super::{Read, Reader};

impl Reader<'_> {
    /// Reads a month or year that something is a part of: `2021`, `June`, `next month`, `the month`, `this year`.
    pub(super) fn whole(&self, at: usize) -> Read<Vec<DaySpan>> {
        let is_named = self.is_word(at, &["the"]) && self.is_word(at + 1, &["year"]) && self.year(at + 2).is_some();
        let at = if is_named { at + 2 } else { at };
        if let Some((end, year)) = self.year(at) {
            return Some((end, vec![years(year, year + 1)]));
        }
        if let Some((_, month)) = self.month(at) {
            // After `of` even a short name is a month.
            let (end, val) = self.read_month(at, month, "january")?;
            return matches!(val, Val::Span { .. }).then_some((end, val.spans()?));
        }
        let (offset, next) = match self.word(at)? {
            "this" | "the" | "current" => (0, at + 1),
            "next" | "coming" => (1, at + 1),
            "last" | "previous" => (-1, at + 1),
            "month" | "year" | "week" => (0, at),
            _ => return None,
        };
        let span = match self.word(next)? {
            "year" => years(self.today.year() + offset, self.today.year() + offset + 1),
            "month" => month_span(months_away(self.today.with_day(1)?, offset)?),
            "week" => day_span(monday_of(self.today) + TimeDelta::days(i64::from(offset) * 7), 7),
            _ => return None,
        };
        Some((next + 1, vec![span]))
    }

    /// Reads `end of 2000`, `beginning of March`, `end of month`; the words before say whether a bound is meant.
    pub(super) fn read_edge(&self, at: usize, word: &str) -> Read<Val> {
        if !self.is_word(at + 1, &["of"]) {
            return None;
        }
        let (end, spans) = self.whole(at + 2)?;
        let article = if self.follows(at, &["the"]) { at - 1 } else { at };
        let bound = self.before(article);
        let is_week = self.word(end - 1) == Some("week");
        let edge = |(start, end): DaySpan| {
            let (start, end) = (start?, end?);
            let middle = if is_year(start, end) {
                start.checked_add_months(Months::new(if word == "end" { 8 } else { 4 }))?
            } else if is_week {
                self.today
            } else {
                start.with_day(16)?
            };
            Some(edge(word, bound, [start, middle, end]))
        };
        Some((end, Val::spans_of(spans.into_iter().filter_map(edge).collect())))
    }

    /// Reads `earlier this week`, `later this month`, `late July`, `early 2020`.
    pub(super) fn read_side(&self, at: usize, word: &str) -> Read<Val> {
        let is_early = word.starts_with("earl");
        let next = self.skip(at + 1, b"", &["in"]);
        let is_relative = self.is_word(next, &["this", "the", "next", "last"]);
        let (end, spans) = self.whole(next)?;
        let side = |(start, end): DaySpan| {
            let (start, end) = (start?, end?);
            let is_now = start <= self.today && self.today < end && is_relative && word.ends_with('r');
            let days = (end - start).num_days();
            let middle = if is_year(start, end) {
                start.checked_add_months(Months::new(if is_early { 4 } else { 8 }))?
            } else if 27 < days {
                start.with_day(16)?
            } else {
                start + TimeDelta::days(3)
            };
            let middle = if is_now && !(27 < days && days < 40 && is_early) { self.today } else { middle };
            Some(if is_early { (Some(start), Some(middle)) } else { (Some(middle), Some(end)) })
        };
        Some((end, Val::spans_of(spans.into_iter().filter_map(side).collect())))
    }

    /// Reads `week 31`.
    pub(super) fn read_week(&self, at: usize) -> Read<Val> {
        let (week, 1..=2) = self.number(at + 1)? else { return None };
        let monday = NaiveDate::from_isoywd_opt(self.today.year(), week, Weekday::Mon)?;
        if self.is_word(at + 2, &["days", "hours", "games"]) {
            return None;
        }
        let timex = Some(format!("{}-W{week:02}", self.today.year()));
        Some((at + 2, Val::Span { spans: vec![day_span(monday, 7)], timex }))
    }

    /// Reads `q1 of 2017`, `h2`.
    pub(super) fn read_period(&self, at: usize, year: Option<i32>) -> Read<Val> {
        let letter = self.word(at)?;
        let (number, 1) = self.number(at + 1)? else { return None };
        if !self.is_joined(at + 1) || self.is_joined(at + 2) && self.word(at + 2).is_some() {
            return None;
        }
        let (first, count) = match (letter, number) {
            ("q", 1..=4) => (number * 3 - 2, 3),
            ("h", 1..=2) => (number * 6 - 5, 6),
            _ => return None,
        };
        let (end, year) = match year {
            Some(_) => (at + 2, year),
            None => self.optional_year(at + 2, b",-", &["of", "in"]),
        };
        let years = year.map_or_else(|| vec![self.today.year(), self.today.year() + 1], |year| vec![year]);
        let period = |year: i32| {
            let start = NaiveDate::from_ymd_opt(year, first, 1)?;
            Some((Some(start), start.checked_add_months(Months::new(count))))
        };
        Some((end, Val::spans_of(years.into_iter().filter_map(period).collect())))
    }
}

/// Returns whether a stretch is as long as a year.
pub(super) fn is_year(start: NaiveDate, end: NaiveDate) -> bool {
    300 < (end - start).num_days()
}

/// Returns the edge of a stretch that a word names, given its start, its middle and its end. Before the end of December goes
/// up to its last day; after the beginning of March starts with its first.
fn edge(word: &str, bound: Option<&str>, [start, middle, end]: [NaiveDate; 3]) -> DaySpan {
    let point = |day: NaiveDate| (Some(day), Some(day));
    match (word, bound) {
        ("end", Some("before" | "by" | "until" | "till" | "and" | "to" | "between" | "from")) => point(end),
        ("end", _) => (Some(middle), Some(end)),
        ("middle", Some("between" | "from" | "and" | "to" | "after" | "before" | "since")) => point(middle),
        ("middle", _) if is_year(start, end) => {
            (start.checked_add_months(Months::new(4)), start.checked_add_months(Months::new(8)))
        }
        ("middle", _) => (start.with_day(10), start.with_day(21)),
        (_, Some("after" | "since" | "from" | "between" | "and" | "to" | "before")) => point(start),
        _ => (Some(start), Some(middle)),
    }
}
