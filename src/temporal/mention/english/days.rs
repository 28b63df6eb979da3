//! Days with the name of a month before or after them, months with a year, and ranges of days in one month.

use chrono::{Datelike, Months, NaiveDate};

use super::super::calendar;
use super::super::value::Val;
use super::super::words::{TokenKind, month};
use super::{Read, Reader};

impl Reader<'_> {
    /// Reads `May 9, 2024`, `May the ninth`, `May 9-12`, `May 2024`, `May`.
    pub(super) fn read_month(&self, at: usize, month: u32, word: &str) -> Read<Val> {
        let after = self.month(at)?.0;
        let next = self.skip(after, b",/-", &["the"]);
        // October two thousand and five
        if let Some((end, year)) = self.year(next)
            && 1 < end - next
        {
            return Some((end, self.month_val(Some(year), month)?));
        }
        if let Some((end, (day, _))) = self.day(next) {
            return self.month_and_day(end, month, day);
        }
        if let Some((end, year)) = self.year_of_month(after) {
            return Some((end, self.month_val(Some(year), month)?));
        }
        self.is_clear_month(at, word).then_some(())?;
        Some((at + 1, self.month_val(None, month)?))
    }

    /// Reads what may follow a month and its day: the last day of a range, the year.
    fn month_and_day(&self, end: usize, month: u32, day: u32) -> Read<Val> {
        // May 9-12, April ninth through 17th
        if self.sign(end) == Some(b'-') || self.is_word(end, &["to", "through", "till", "until"]) {
            let last = self.skip(end + 1, b"", &["the"]);
            if let Some((last_end, (last_day, is_ordinal))) = self.day(last)
                && (day < last_day || is_ordinal)
                && self.month(last_end).is_none()
                && !self.is_joined_sign(last_end, b"/-")
            {
                let (stop, year) = self.optional_year(last_end, b",", &["of"]);
                let days = self.day_val(year, month, day).spans()?;
                let spans = days.into_iter().filter_map(|(start, _)| up_to_day(start?, last_day)).collect();
                return Some((stop, Val::spans_of(spans)));
            }
        }
        let (stop, year) = self.optional_year(end, b",/-", &["of", "in"]);
        Some((stop, self.day_val(year, month, day)))
    }

    /// Reads the year after the name of a month: `, 2024`, `of 87`.
    fn year_of_month(&self, after: usize) -> Read<i32> {
        let next = self.skip(after, b",/-", &["of", "in"]);
        if let Some(found) = self.year(next) {
            return Some(found);
        }
        if self.is_word(after, &["of"])
            && let Some((year, 2)) = self.number(after + 1)
        {
            let year = i32::try_from(year).ok()?;
            return Some((after + 2, if year < 40 { 2000 + year } else { 1900 + year }));
        }
        None
    }

    /// Returns whether a month's name alone is a month: `may` and `march` are verbs as often.
    fn is_clear_month(&self, at: usize, word: &str) -> bool {
        let is_unclear = word == "may" || word == "march" || word.len() == 3;
        let openings =
            ["in", "since", "from", "until", "till", "by", "between", "after", "before", "to", "of", "through", "this"];
        !is_unclear
            || self.follows(at, &openings)
            || self.is_word(at + 1, &["to", "through"]) && self.month(at + 2).is_some()
    }

    /// Reads a date that has a day and a month.
    pub(super) fn dated(&self, at: usize) -> Read<Val> {
        let (end, val) = match self.tokens.get(at)?.kind {
            TokenKind::Word(word) => self.read_month(at, month(word)?, word)?,
            TokenKind::Number(value, length) => {
                self.read_number(at, value, length).or_else(|| self.slashed(at, true))?
            }
            TokenKind::Sign(_) => return None,
        };
        matches!(val, Val::Day { .. } | Val::NoDay(_)).then_some((end, val))
    }

    /// Reads a day before a month: `9th of May`, `second of Aug`, `twenty five January`; or a year in words after `in`.
    pub(super) fn read_day_word(&self, at: usize) -> Read<Val> {
        if let Some((end, year)) = self.year(at)
            && 1 < end - at
            && self.follows(at, &["in", "since", "of", "until"])
        {
            return Some((end, calendar::year(year)));
        }
        let (end, (day, _)) = self.day(at)?;
        self.days_of_month(at, end, day).or_else(|| self.day_then_month(end, day))
    }

    /// Reads the rest of `between 3 and 12 of Sept`.
    fn days_of_month(&self, at: usize, end: usize, day: u32) -> Read<Val> {
        let has_joint = self.sign(end) == Some(b'-') || self.is_word(end, &["and", "to", "till", "through"]);
        if !has_joint || !self.follows(at, &["between", "from", "the"]) {
            return None;
        }
        let (last_end, (last, _)) = self.day(self.skip(end + 1, b"", &["the"]))?;
        if last <= day {
            return None;
        }
        let (stop, months) = self.whole(self.skip(last_end, b"", &["of", "in"]))?;
        let are_months = months
            .iter()
            .all(|span| matches!(span, (Some(start), Some(end)) if (27..32).contains(&(*end - *start).num_days())));
        if !are_months {
            return None;
        }
        let days = |month: NaiveDate| Some((Some(month.with_day(day)?), Some(month.with_day(last)?)));
        let spans = months.into_iter().filter_map(|(start, _)| days(start?)).collect();
        Some((stop, Val::spans_of(spans)))
    }

    /// Reads the month, and perhaps the year, after a day.
    fn day_then_month(&self, end: usize, day: u32) -> Read<Val> {
        let next = self.skip(end, b"-/", &["of"]);
        if self.sign(end) == Some(b'/') && !self.is_joined(next) {
            return None;
        }
        // 23-2020-September
        if let Some((year_end, year)) = self.year(next)
            && self.sign(year_end) == Some(b'-')
            && let Some((month_end, month)) = self.month(year_end + 1)
        {
            return Some((month_end, self.day_val(Some(year), month, day)));
        }
        let (month_end, month) = self.month(next)?;
        let (stop, year) = self.optional_year(month_end, b",-/.", &["of", "in"]);
        Some((stop, self.day_val(year, month, day)))
    }

    /// Reads a year where one follows.
    pub(super) fn optional_year(&self, at: usize, signs: &[u8], words: &[&str]) -> (usize, Option<i32>) {
        match self.year(self.skip(at, signs, words)) {
            Some((end, year)) => (end, Some(year)),
            None => (at, None),
        }
    }

    /// Returns what a day of a month means.
    pub(super) fn day_val(&self, year: Option<i32>, month: u32, day: u32) -> Val {
        calendar::day(year, month, day, self.today)
    }

    /// Returns what a month means.
    pub(super) fn month_val(&self, year: Option<i32>, month: u32) -> Option<Val> {
        calendar::month(year, month, self.today)
    }
}

/// Returns the days up to one of the same month, or of the next where that is before the first.
fn up_to_day(start: NaiveDate, last_day: u32) -> Option<calendar::DaySpan> {
    let end = start.with_day(last_day)?;
    let end = if end < start { end.checked_add_months(Months::new(1))? } else { end };
    Some((Some(start), Some(end)))
}
