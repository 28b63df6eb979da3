//! Years alone, from one to another, and by tens and hundreds.

use super::super::calendar::{self, years};
use super::super::value::Val;
use super::super::words::TokenKind;
use super::{Read, Reader};

impl Reader<'_> {
    /// Reads what starts with four figures: `2020`, `2014-2018`, `2017 q1`, `2019/aug/01`, `2015-3`.
    pub(super) fn read_year(&self, at: usize, value: u32) -> Read<Val> {
        let (end, year) = self.year(at).or_else(|| Some((at + 1, i32::try_from(value).ok()?)))?;
        if !(1500..2200).contains(&year) {
            return None;
        }
        let sign = self.sign(end).filter(|sign| matches!(sign, b'-' | b'/' | b'.') && self.is_joined(end));
        if let Some(sign) = sign {
            if let Some(found) = self.year_month_day(end, year, sign) {
                return Some(found);
            }
            // What figures go on with is a day of the year or none.
            if sign != b'.' && matches!(self.number(end + 1), Some((_, 1..=2))) && self.sign(end + 2) == Some(sign) {
                return self.year_first(end, year);
            }
            // 2017-q1
            if self.is_word(end + 1, &["q", "h"]) {
                return self.read_period(end + 1, Some(year));
            }
            if sign == b'-'
                && let Some(found) = self.year_and_month(end, year).or_else(|| self.year_to_year(end, year))
            {
                return Some(found);
            }
        }
        if let Some(found) = self.read_period(end, Some(year)) {
            return Some(found);
        }
        // 1990 s
        if self.is_word(end, &["s"]) && year % 10 == 0 && !self.is_joined(end) {
            return Some((end + 1, decade(year)));
        }
        self.is_year_alone(at, end, year).then(|| (end, calendar::year(year)))
    }

    /// Reads the rest of `2019-aug-01`.
    fn year_month_day(&self, end: usize, year: i32, sign: u8) -> Read<Val> {
        let (month_end, month) = self.month(end + 1)?;
        if self.sign(month_end) != Some(sign) {
            return None;
        }
        let (stop, (day, _)) = self.day(month_end + 1)?;
        Some((stop, self.day_val(Some(year), month, day)))
    }

    /// Reads the rest of `2019-08-01` and `2020/23/Sep`.
    fn year_first(&self, end: usize, year: i32) -> Read<Val> {
        let (first, _) = self.number(end + 1)?;
        if let Some((second, 1..=2)) = self.number(end + 3) {
            let is_other = self.is_joined(end + 4) && matches!(self.tokens[end + 4].kind, TokenKind::Number(..));
            return (!is_other).then(|| (end + 4, self.day_val(Some(year), first, second)));
        }
        let (stop, month) = self.month(end + 3)?;
        Some((stop, self.day_val(Some(year), month, first)))
    }

    /// Reads the rest of `2015-3`.
    fn year_and_month(&self, end: usize, year: i32) -> Read<Val> {
        let (month, 1..=2) = self.number(end + 1)? else { return None };
        if !(1..=12).contains(&month) || self.is_joined(end + 2) {
            return None;
        }
        Some((end + 2, self.month_val(Some(year), month)?))
    }

    /// Reads the rest of `2014-2018`.
    fn year_to_year(&self, end: usize, year: i32) -> Read<Val> {
        let (stop, high) = self.year(end + 1)?;
        let is_range = year < high && self.sign(stop) != Some(b'-') && (1900..2100).contains(&year);
        is_range.then(|| (stop, Val::spans_of(vec![years(year, high)])))
    }

    /// Returns whether four figures alone are a year, by the words around them.
    fn is_year_alone(&self, at: usize, end: usize, year: i32) -> bool {
        let joints = ["to", "till", "through", "until"];
        let opens_range = self.sign(end) == Some(b'~') || self.is_word(end, &joints) && self.year(end + 1).is_some();
        let ends_range = at.checked_sub(2).is_some_and(|low| self.year(low).is_some())
            && (self.follows(at, &joints) || self.follows(at, &["and"]) || self.sign(at - 1) == Some(b'~'));
        let openings =
            ["in", "since", "before", "after", "until", "till", "by", "during", "year", "than", "not", "sales", "or"];
        let has_cue = self.follows(at, &openings)
            || at.checked_sub(1).is_some_and(|at| self.sign(at) == Some(b'='))
            || self.is_word(end, &["or"]) && self.is_word(end + 1, &["later", "earlier"]);
        // 2020 books; 2020s is read elsewhere.
        let counts = self.word(end).is_some_and(|word| 3 < word.len() && word.ends_with('s') && word != "was");
        let goes_on = self.is_joined(end) && self.word(end).is_some();
        (1900..2100).contains(&year) && (has_cue || opens_range || ends_range) && !counts && !goes_on
    }

    /// Reads years by two figures: `the 90s`, `15th century`.
    pub(super) fn read_years(&self, at: usize, value: u32) -> Read<Val> {
        let value_years = i32::try_from(value).ok()?;
        if value.is_multiple_of(10) && 20 <= value && self.is_word(at + 1, &["s"]) && self.follows(at, &["the", "in"]) {
            return Some((at + 2, decade(1900 + value_years)));
        }
        if self.has_ordinal_ending(at) && self.is_word(at + 2, &["century"]) {
            let year = (value_years - 1) * 100;
            return Some((at + 3, Val::spans_of(vec![years(year, year + 100)])));
        }
        None
    }

    /// Reads a word for ten years: `nineties`.
    pub(super) fn read_decade(&self, at: usize, word: &str) -> Read<Val> {
        let tens = match word {
            "twenties" => 20,
            "thirties" => 30,
            "forties" => 40,
            "fifties" => 50,
            "sixties" => 60,
            "seventies" => 70,
            "eighties" => 80,
            "nineties" => 90,
            _ => return None,
        };
        Some((at + 1, decade(1900 + tens)))
    }
}

/// Returns ten years; those of the last century may be of this one too.
fn decade(year: i32) -> Val {
    let mut spans = vec![years(year, year + 10)];
    if 1000 < year && year % 100 != 0 && year < 2000 {
        spans.push(years(year + 100, year + 110));
    }
    Val::spans_of(spans)
}
