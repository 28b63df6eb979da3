//! Days that have a name: Easter, Black Friday, Independence Day.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

use super::super::calendar::nearest;
use super::super::value::Val;
use super::{Read, Reader};

impl Reader<'_> {
    /// Reads the name of a day, with the year that may follow.
    pub(super) fn read_holiday(&self, at: usize, word: &str) -> Read<Val> {
        match word {
            "easter" => {
                let is_monday = self.is_word(at + 1, &["monday"]);
                let (end, years) = self.years_of(at + 1, at + 1 + usize::from(is_monday));
                let monday = TimeDelta::days(i64::from(is_monday));
                let days = years.into_iter().filter_map(easter).map(|sunday| sunday + monday).collect();
                Some((end, Val::days_of(nearest(days, self.today))))
            }
            "black" if self.is_word(at + 1, &["friday"]) => {
                let (end, years) = self.years_of(at + 2, at + 2);
                let days = years.into_iter().filter_map(black_friday).collect();
                Some((end, Val::days_of(nearest(days, self.today))))
            }
            "earth" | "independence" if self.is_word(at + 1, &["day"]) => {
                let (end, year) = self.year(self.skip(at + 2, b",", &["of"]))?;
                let (month, day) = if word == "earth" { (4, 22) } else { (7, 4) };
                Some((end, self.day_val(Some(year), month, day)))
            }
            _ => None,
        }
    }

    /// Reads the year after a name, or returns the years around this one and the end of the name.
    fn years_of(&self, at: usize, end: usize) -> (usize, Vec<i32>) {
        match self.year(self.skip(at, b",", &["of"])) {
            Some((end, year)) => (end, vec![year]),
            None => (end, self.years_around().to_vec()),
        }
    }

    fn years_around(&self) -> [i32; 3] {
        let year = self.today.year();
        [year - 1, year, year + 1]
    }

    /// Reads the name of a day that `next` or `last` picks one of: `last easter`, `next new year day`.
    pub(super) fn picked_holiday(&self, at: usize, is_ahead: bool) -> Read<Val> {
        if self.is_word(at, &["easter"]) {
            let mut days = self.years_around().into_iter().filter_map(easter);
            let day = if is_ahead { days.find(|day| self.today < *day) } else { days.rfind(|day| *day < self.today) };
            return Some((at + 1, Val::days_of(vec![day?])));
        }
        if self.is_word(at, &["new"]) && self.is_word(at + 1, &["year"]) && self.is_word(at + 2, &["day"]) {
            let day = NaiveDate::from_ymd_opt(self.today.year() + 1, 1, 1)?;
            return Some((at + 3, Val::days_of(vec![day])));
        }
        None
    }
}

/// Returns the day after the fourth Thursday of November.
fn black_friday(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Thu, 4)?.succ_opt()
}

/// Returns Easter Sunday by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i32) -> Option<NaiveDate> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}
