//! The grammar of English dates in full: every order of day, month and year, weeks, quarters, and parts of them.
//!
//! A [`Reader`] goes over the tokens once and asks, by the word or number that it is at, the reader of one kind of date. Each
//! takes the index of a token and returns the index after what it read with the meaning of it.

mod days;
mod figures;
mod holidays;
mod lengths;
mod nth;
mod parts;
mod relative;
mod scan;
mod stretches;
mod weekdays;
mod years;

use chrono::{NaiveDate, NaiveDateTime};

use super::Piece;
use super::calendar;
use super::value::Val;
use super::words::{Token, TokenKind, split, weekday};

/// The tokens of a text, and the time at which it is read.
struct Reader<'t> {
    tokens: Vec<Token<'t>>,
    today: NaiveDate,
    now: NaiveDateTime,
}

/// A value and the index of the token after it.
type Read<T> = Option<(usize, T)>;

/// Reads the dates of a text that only this grammar reads, in order.
pub(super) fn read(lower: &str, reference: NaiveDateTime) -> Vec<Piece> {
    let reader = Reader { tokens: split(lower), today: reference.date(), now: reference };
    let mut pieces = Vec::new();
    let mut index = 0;
    while index < reader.tokens.len() {
        match reader.read(index) {
            Some((end, val)) if index < end => {
                let start = reader.tokens[index].start;
                pieces.push(Piece { start, end: reader.tokens[end - 1].end, val });
                index = end;
            }
            _ => index += 1,
        }
    }
    pieces
}

impl Reader<'_> {
    /// Reads whatever starts at a token.
    fn read(&self, at: usize) -> Read<Val> {
        if self.is_inside(at) {
            return None;
        }
        match self.tokens.get(at)?.kind {
            TokenKind::Word(word) => self.read_word(at, word),
            TokenKind::Number(value, length) => self.read_number(at, value, length),
            TokenKind::Sign(_) => None,
        }
    }

    /// Returns whether a token is inside of a word, an amount, an address or a time (11:30 december), where nothing starts.
    fn is_inside(&self, at: usize) -> bool {
        if !self.is_joined(at) {
            return false;
        }
        let may_start = matches!(
            self.tokens[at - 1].kind,
            TokenKind::Sign(b'(' | b',' | b'-' | b'"' | b'\'' | b'~' | b':' | b'>' | b'=' | 0 | b'/')
        );
        let is_time = self.sign(at - 1) == Some(b':') && at.checked_sub(2).is_some_and(|at| self.number(at).is_some());
        !may_start || is_time
    }

    fn read_word(&self, at: usize, word: &str) -> Read<Val> {
        if let Some((_, month)) = self.month(at) {
            return self.read_month(at, month, word);
        }
        if let Some(day) = weekday(word) {
            return self.read_weekday(at, day, word);
        }
        match word {
            "last" | "next" | "this" | "previous" | "past" | "coming" | "upcoming" | "following" | "current" => {
                self.read_relative(at, word)
            }
            "the" => self.read_the(at),
            "first" => self.read_nth(at),
            "week" => self.read_week(at),
            "end" | "beginning" | "start" | "middle" => self.read_edge(at, word),
            "earlier" | "later" | "early" | "late" => self.read_side(at, word),
            "q" | "h" => self.read_period(at, None),
            "year" | "cy" | "fy" => {
                let (end, year) = self.year(at + 1)?;
                Some((end, calendar::year(year)))
            }
            "easter" | "black" | "earth" | "independence" => self.read_holiday(at, word),
            "a" | "an" | "several" | "some" | "all" | "few" | "couple" | "half" => self.read_length(at, word),
            _ => self.read_decade(at, word).or_else(|| self.read_day_word(at)),
        }
    }

    fn read_number(&self, at: usize, value: u32, length: u8) -> Read<Val> {
        // $12 and 0.8/15 hold no date.
        if self.is_joined(at) && self.sign(at - 1).is_some_and(|sign| matches!(sign, b'$' | b'.' | b'#')) {
            return None;
        }
        match length {
            8 => return self.read_packed(at, value),
            4 => return self.read_year(at, value),
            1 | 2 => {
                let found = self
                    .slashed(at, self.has_date_cue(at))
                    .or_else(|| self.read_years(at, value))
                    .or_else(|| self.read_nth(at));
                if found.is_some() {
                    return found;
                }
            }
            _ => {}
        }
        self.read_counted(at, value).or_else(|| self.read_day_word(at))
    }
}
