//! Days by their weekday: with a date after them, with a number of the month, in a week, or alone.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::super::super::extract::weekday as day_of;
use super::super::calendar::{monday_of, months_away, nearest, weekly};
use super::super::value::Val;
use super::{Read, Reader};

impl Reader<'_> {
    /// Reads `Friday, May 9`, `Friday the 26th`, `Wednesday next week`, `Friday`.
    pub(super) fn read_weekday(&self, at: usize, day: u8, word: &str) -> Read<Val> {
        let weekday = day_of(day);
        if let Some(found) = self.weekday_with_date(at) {
            return Some(found);
        }
        // Friday the 26th; Mon 13th
        if let Some((end, (number, true))) = self.day(self.skip(at + 1, b",", &["the"])) {
            let days = nearest(self.days_on(weekday, number), self.today);
            return Some((end, Val::Day { days, timex: Some(format!("XXXX-WXX-{day}")) }));
        }
        // Wednesday next week
        if let Some((end, offset)) = self.week_word(at + 1) {
            return Some((end, self.in_week(offset, weekday)));
        }
        let is_short = word.len() < 6;
        if is_short && !self.follows(at, &["on", "or", "by", "until", "till", "from", "since"]) {
            return None;
        }
        let days = weekly(self.today, weekday);
        Some((at + 1, Val::Day { days, timex: Some(format!("XXXX-WXX-{day}")) }))
    }

    /// Reads `Friday, May 9`, `Tue May 9`, `Friday (9 May)`.
    fn weekday_with_date(&self, at: usize) -> Read<Val> {
        if self.sign(at + 1) == Some(b'(') {
            let (end, val) = self.dated(at + 2)?;
            return Some((self.skip(end, b")", &[]), val));
        }
        self.dated(self.skip(at + 1, b",-.", &["the"]))
    }

    /// Returns the days around today with a number of the month that are on a weekday.
    fn days_on(&self, weekday: Weekday, number: u32) -> Vec<NaiveDate> {
        let day = |offset: i32| months_away(self.today.with_day(1)?, offset)?.with_day(number);
        (-14..=14).filter_map(day).filter(|date| date.weekday() == weekday).collect()
    }

    /// Reads `next week`, `this week` and the like: weeks from this one.
    pub(super) fn week_word(&self, at: usize) -> Read<i64> {
        let offset = match self.word(at)? {
            "this" | "current" => 0,
            "next" | "following" | "coming" | "upcoming" => 1,
            "last" | "previous" | "past" => -1,
            _ => return None,
        };
        self.is_word(at + 1, &["week"]).then_some((at + 2, offset))
    }

    /// Returns the weekday of a week so many weeks from this one.
    pub(super) fn in_week(&self, offset: i64, weekday: Weekday) -> Val {
        let days = offset * 7 + i64::from(weekday.num_days_from_monday());
        Val::day(monday_of(self.today) + TimeDelta::days(days))
    }
}
