//! Dates in figures: 10/1/2017, 23/08/39, 20190801, and 5/12 where the words around it make a date of it.

use chrono::NaiveDate;

use super::super::value::Val;
use super::super::words::{TokenKind, weekday};
use super::{Read, Reader};

impl Reader<'_> {
    /// Reads a date in eight figures: `20190801`.
    pub(super) fn read_packed(&self, at: usize, value: u32) -> Read<Val> {
        let (year, month, day) = (i32::try_from(value / 10_000).ok()?, value / 100 % 100, value % 100);
        let is_alone = !self.is_joined(at + 1) || self.is_sign(at + 1, b".,");
        if !is_alone || !(1900..2100).contains(&year) {
            return None;
        }
        Some((at + 1, Val::day(NaiveDate::from_ymd_opt(year, month, day)?)))
    }

    /// Returns whether what stands before figures makes a date of `5/12`.
    pub(super) fn has_date_cue(&self, at: usize) -> bool {
        let openings = [
            "on", "by", "before", "after", "since", "until", "till", "from", "between", "next", "back", "for", "to",
            "date",
        ];
        self.follows(at, &openings)
            || self.before(at).and_then(weekday).is_some()
            || at == 0
            || self.sign(at - 1) == Some(b'?')
            // 11/20, 11/22 or 11/25; 10/1-11/7
            || 4 <= at
                && self.sign(at - 3) == Some(b'/')
                && (self.is_sign(at - 1, b",-") || self.is_word(at - 1, &["or", "and"]))
    }

    /// Reads `10/1/2017`, `23/08/39`, `23/Sep/2020`, and, where a cue stands before, `5/12`.
    pub(super) fn slashed(&self, at: usize, has_cue: bool) -> Read<Val> {
        let (first, 1..=2) = self.number(at)? else { return None };
        let sign = self.sign(at + 1).filter(|sign| matches!(sign, b'/' | b'-' | b'.') && self.is_joined(at + 1))?;
        if !self.is_joined(at + 2) {
            return None;
        }
        if let Some((month_end, month)) = self.month(at + 2) {
            let year_at = (self.sign(month_end) == Some(sign)).then_some(month_end + 1)?;
            let (stop, year) = self.year(year_at)?;
            return Some((stop, self.day_val(Some(year), month, first)));
        }
        let (second, 1..=2) = self.number(at + 2)? else { return None };
        let (month, day) = if 12 < first { (second, first) } else { (first, second) };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        if self.sign(at + 3) == Some(sign) && self.is_joined(at + 3) && self.is_joined(at + 4) {
            if let Some(found) = self.slashed_year(at + 4, sign, month, day) {
                return Some(found);
            }
            let is_range = sign == b'-' && self.number(at + 4).is_some() && has_cue;
            if !is_range {
                return None;
            }
        }
        let goes_on = self.word(at + 3).is_some() && self.is_joined(at + 3);
        if sign != b'/' || !has_cue || goes_on {
            return None;
        }
        // 5/1-5/7, 2020: the year of the second is the first's too, which joining sees to.
        if self.sign(at + 3) == Some(b',')
            && let Some((stop, year)) = self.year(at + 4)
        {
            return Some((stop, self.day_val(Some(year), month, day)));
        }
        Some((at + 3, self.day_val(None, month, day)))
    }

    /// Reads the year after a day and a month in figures.
    fn slashed_year(&self, at: usize, sign: u8, month: u32, day: u32) -> Read<Val> {
        if let Some((stop, year)) = self.year(at) {
            let mut val = self.day_val(Some(year), month, day);
            // 1/2/2020 is the second of January, or the first of February.
            if let Val::Day { days, .. } = &mut val
                && let Some(other) = NaiveDate::from_ymd_opt(year, day, month)
                && !days.contains(&other)
            {
                days.push(other);
            }
            return Some((stop, val));
        }
        // A year of two digits stands in the century before or in this one.
        let (short, 2) = self.number(at)? else { return None };
        let goes_on = self.is_joined(at + 1)
            && matches!(self.tokens[at + 1].kind, TokenKind::Word(_) | TokenKind::Sign(b'/' | b'-'));
        if sign != b'/' || goes_on {
            return None;
        }
        let short = i32::try_from(short).ok()?;
        let day_in = |century: i32| NaiveDate::from_ymd_opt(century + short, month, day);
        Some((at + 1, Val::days_of([1900, 2000].into_iter().filter_map(day_in).collect())))
    }

    /// Reads a day and a month after a weekday whatever stands before, with a point too: `next Monday (5.12)`.
    pub(super) fn pointed(&self, at: usize) -> Read<Val> {
        let (month, 1..=2) = self.number(at)? else { return None };
        let (day, 1..=2) = self.number(at + 2)? else { return None };
        if self.sign(at + 1) != Some(b'.') || !self.is_joined(at + 2) {
            return None;
        }
        Some((at + 3, self.day_val(None, month, day)))
    }
}
