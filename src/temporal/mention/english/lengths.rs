//! Lengths of time without figures (an hour, a few minutes), and counted ones that start or end now (2 upcoming months).

use super::super::super::value::Granularity;
use super::super::distance::Distance;
use super::super::value::Val;
use super::{Read, Reader};

impl Reader<'_> {
    /// Reads `an hour`, `a few minutes`, `several weeks`, `all day`, `half an hour`.
    pub(super) fn read_length(&self, at: usize, word: &str) -> Read<Val> {
        let (next, hundredths) = self.vague_count(at, word);
        let unit_word = self.word(next)?;
        let is_several = matches!(hundredths, 300 | 200);
        if is_several != unit_word.ends_with('s') || self.is_joined_sign(next + 1, b"-") {
            return None;
        }
        let unit = unit(unit_word)?;
        // a second round
        if unit == Granularity::Second && hundredths == 100 {
            return None;
        }
        if word == "all" && unit < Granularity::Day {
            return None;
        }
        Some((next + 1, Val::length(unit, hundredths)?))
    }

    /// Reads words for a small number, with the hundredths that they mean.
    fn vague_count(&self, at: usize, word: &str) -> (usize, i64) {
        match word {
            "few" | "several" | "some" => (at + 1, 300),
            "couple" => (self.skip(at + 1, b"", &["of"]), 200),
            "half" => (self.skip(at + 1, b"", &["a", "an"]), 50),
            "a" if self.is_word(at + 1, &["few"]) => (at + 2, 300),
            "a" if self.is_word(at + 1, &["couple"]) => (self.skip(at + 2, b"", &["of"]), 200),
            "a" if self.is_word(at + 1, &["half"]) => (at + 2, 50),
            _ => (at + 1, 100),
        }
    }

    /// Reads `2 upcoming months`, `the 5 past years`.
    pub(super) fn read_counted(&self, at: usize, count: u32) -> Read<Val> {
        let sign = match self.word(at + 1)? {
            "upcoming" | "coming" | "next" | "following" => 1,
            "past" | "last" | "previous" => -1,
            _ => return None,
        };
        let unit = unit(self.word(at + 2)?)?;
        let distance = Distance { unit, hundredths: i64::from(count) * 100, sign };
        Some((at + 3, distance.stretch(self.now, u64::from(0 < sign))?))
    }
}

/// Returns the unit that a word counts time in.
fn unit(word: &str) -> Option<Granularity> {
    Some(match word.strip_suffix('s').unwrap_or(word) {
        "second" => Granularity::Second,
        "minute" => Granularity::Minute,
        "hour" => Granularity::Hour,
        "day" => Granularity::Day,
        "week" => Granularity::Week,
        "fortnight" => Granularity::Fortnight,
        "month" => Granularity::Month,
        "quarter" => Granularity::Quarter,
        "year" => Granularity::Year,
        "decade" => Granularity::Decade,
        "centurie" | "century" => Granularity::Century,
        _ => return None,
    })
}
