//! The parts that dates are made of: the month, the day of the month and the year, in figures and in words.

use super::super::words::{month, number_word};
use super::{Read, Reader};

impl Reader<'_> {
    /// Reads the name of a month.
    pub(super) fn month(&self, at: usize) -> Read<u32> {
        let word = self.word(at)?;
        let month = month(word)?;
        // `Oct.` ends in a point that is no end of a sentence where more of the date follows.
        let has_point = word.len() <= 4 && self.is_joined_sign(at + 1, b".");
        let goes_on = has_point && (self.number(at + 2).is_some() || self.sign(at + 2) == Some(b','));
        Some((at + 1 + usize::from(goes_on), month))
    }

    /// Reads a day of the month: 9, 9th, ninth, twenty-fourth; the second value says whether it is an ordinal.
    pub(super) fn day(&self, at: usize) -> Read<(u32, bool)> {
        match self.number(at) {
            Some((day, length)) => self.day_in_figures(at, day, length),
            None => self.day_in_words(at),
        }
    }

    fn day_in_figures(&self, at: usize, day: u32, length: u8) -> Read<(u32, bool)> {
        if 2 < length || !(1..=31).contains(&day) {
            return None;
        }
        let is_ordinal = self.has_ordinal_ending(at) && self.is_joined(at + 1);
        let end = at + 1 + usize::from(is_ordinal);
        let has_fraction = self.is_joined_sign(end, b".") && self.number(end + 1).is_some() && self.is_joined(end + 1);
        let is_other = self.is_joined_sign(end, b":%")
            || !is_ordinal && self.word(end).is_some() && self.is_joined(end)
            || has_fraction;
        (!is_other).then_some((end, (day, is_ordinal)))
    }

    fn day_in_words(&self, at: usize) -> Read<(u32, bool)> {
        let (value, is_ordinal) = number_word(self.word(at)?)?;
        let end = at + 1;
        if 20 <= value && !is_ordinal && value <= 30 {
            let next = self.skip(end, b"-", &[]);
            if let Some((unit, unit_ordinal)) = self.word(next).and_then(number_word)
                && (1..10).contains(&unit)
            {
                return Some((next + 1, (value + unit, unit_ordinal)));
            }
        }
        (1..=31).contains(&value).then_some((end, (value, is_ordinal)))
    }

    /// Returns whether the ending of an ordinal follows figures: 15th, 15 th.
    pub(super) fn has_ordinal_ending(&self, at: usize) -> bool {
        self.is_word(at + 1, &["st", "nd", "rd", "th"])
    }

    /// Reads a year of four figures, or one in words: nineteen eighty six, two thousand and five.
    pub(super) fn year(&self, at: usize) -> Read<i32> {
        let Some((year, 4)) = self.number(at) else { return self.year_in_words(at) };
        let year = i32::try_from(year).ok().filter(|year| (1000..2200).contains(year))?;
        let is_other = self.is_joined(at + 1) && (self.word(at + 1).is_some() || self.is_sign(at + 1, b":%"));
        (!is_other).then_some((at + 1, year))
    }

    fn year_in_words(&self, at: usize) -> Read<i32> {
        let (high, false) = number_word(self.word(at)?)? else { return None };
        if high == 2 && self.is_word(at + 1, &["thousand"]) {
            let next = self.skip(at + 2, b"", &["and"]);
            let (end, low) = self.below_hundred(next).unwrap_or((at + 2, 0));
            return Some((end, 2000 + i32::try_from(low).ok()?));
        }
        if !(17..=20).contains(&high) {
            return None;
        }
        let (end, low) = self.below_hundred(at + 1)?;
        (10 <= low).then_some((end, i32::try_from(high * 100 + low).ok()?))
    }

    fn below_hundred(&self, at: usize) -> Read<u32> {
        let (value, false) = number_word(self.word(at)?)? else { return None };
        if 20 <= value
            && let Some((unit, false)) = self.word(at + 1).and_then(number_word)
            && (1..10).contains(&unit)
        {
            return Some((at + 2, value + unit));
        }
        Some((at + 1, value))
    }
}
