//! The grammar of English dates in full: every order of day, month and year, weeks, quarters, and parts of them.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta, Weekday};

use super::super::extract::weekday as day_of;
use super::super::value::{Duration, Granularity, TemporalValue};
use super::Piece;
use super::value::{Val, monthly, seconds_of, yearly, yearly_months};
use super::words::{Token, TokenKind, month, number_word, split, weekday};

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

struct Reader<'t> {
    tokens: Vec<Token<'t>>,
    today: NaiveDate,
    now: NaiveDateTime,
}

/// A value and the index of the token after it.
type Read<T> = Option<(usize, T)>;

/// A calendar date with parts that may be missing.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl<'t> Reader<'t> {
    fn word(&self, at: usize) -> Option<&'t str> {
        match self.tokens.get(at)?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    fn is_word(&self, at: usize, words: &[&str]) -> bool {
        self.word(at).is_some_and(|word| words.contains(&word))
    }

    fn number(&self, at: usize) -> Option<(u32, u8)> {
        match self.tokens.get(at)?.kind {
            TokenKind::Number(value, length) => Some((value, length)),
            _ => None,
        }
    }

    fn sign(&self, at: usize) -> Option<u8> {
        match self.tokens.get(at)?.kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    /// Returns whether nothing stands between a token and the one before.
    fn is_joined(&self, at: usize) -> bool {
        match (at.checked_sub(1).and_then(|before| self.tokens.get(before)), self.tokens.get(at)) {
            (Some(before), Some(token)) => before.end == token.start,
            _ => false,
        }
    }

    fn before(&self, at: usize) -> Option<&'t str> {
        self.word(at.checked_sub(1)?)
    }

    fn month(&self, at: usize) -> Read<u32> {
        let word = self.word(at)?;
        let month = month(word)?;
        // `Oct.` ends in a point that is no end of a sentence where more of the date follows.
        let has_point = word.len() <= 4 && self.sign(at + 1) == Some(b'.') && self.is_joined(at + 1);
        let goes_on = has_point && (self.number(at + 2).is_some() || self.sign(at + 2) == Some(b','));
        Some((at + 1 + usize::from(goes_on), month))
    }

    /// Reads a day of the month: 9, 9th, ninth, twenty-fourth; the second value says whether it is an ordinal.
    fn day(&self, at: usize) -> Read<(u32, bool)> {
        if let Some((day, length)) = self.number(at) {
            if 2 < length || !(1..=31).contains(&day) {
                return None;
            }
            let is_ordinal = self.is_word(at + 1, &["st", "nd", "rd", "th"]) && self.is_joined(at + 1);
            let end = at + 1 + usize::from(is_ordinal);
            let is_other = self.sign(end).is_some_and(|sign| matches!(sign, b':' | b'%')) && self.is_joined(end)
                || !is_ordinal && self.word(end).is_some() && self.is_joined(end)
                || self.sign(end) == Some(b'.')
                    && self.is_joined(end)
                    && self.number(end + 1).is_some()
                    && self.is_joined(end + 1);
            return (!is_other).then_some((end, (day, is_ordinal)));
        }
        let (value, is_ordinal) = number_word(self.word(at)?)?;
        let mut end = at + 1;
        if 20 <= value && !is_ordinal && value <= 30 {
            let next = end + usize::from(self.sign(end) == Some(b'-'));
            if let Some((unit, unit_ordinal)) = self.word(next).and_then(number_word)
                && (1..10).contains(&unit)
            {
                end = next + 1;
                return Some((end, (value + unit, unit_ordinal)));
            }
        }
        (1..=31).contains(&value).then_some((end, (value, is_ordinal)))
    }

    fn year(&self, at: usize) -> Read<i32> {
        if let Some((year, 4)) = self.number(at) {
            let year = i32::try_from(year).ok().filter(|year| (1000..2200).contains(year))?;
            let is_other = self.is_joined(at + 1)
                && (self.word(at + 1).is_some() || self.sign(at + 1).is_some_and(|sign| matches!(sign, b':' | b'%')));
            return (!is_other).then_some((at + 1, year));
        }
        // nineteen eighty six, two thousand and five
        let (high, false) = number_word(self.word(at)?)? else { return None };
        if high == 2 && self.is_word(at + 1, &["thousand"]) {
            let next = at + 2 + usize::from(self.is_word(at + 2, &["and"]));
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

    /// Skips what may stand between the parts of a date.
    fn skip(&self, at: usize, signs: &[u8], words: &[&str]) -> usize {
        let mut at = at;
        if self.sign(at).is_some_and(|sign| signs.contains(&sign)) {
            at += 1;
        }
        if self.is_word(at, words) {
            at += 1;
        }
        at
    }

    /// Reads whatever starts at a token.
    fn read(&self, at: usize) -> Option<(usize, Val)> {
        let token = self.tokens.get(at)?;
        // Inside of a word, an amount or an address nothing starts.
        if let Some(before) = at.checked_sub(1).and_then(|before| self.tokens.get(before))
            && before.end == token.start
            && !matches!(
                before.kind,
                TokenKind::Sign(b'(' | b',' | b'-' | b'"' | b'\'' | b'~' | b':' | b'>' | b'=' | 0 | b'/')
            )
        {
            return None;
        }
        // 11:30 december: of a time.
        if self.is_joined(at)
            && self.sign(at - 1) == Some(b':')
            && at.checked_sub(2).is_some_and(|hour| self.number(hour).is_some())
        {
            return None;
        }
        match token.kind {
            TokenKind::Word(word) => self.read_word(at, word),
            TokenKind::Number(value, length) => self.read_number(at, value, length),
            TokenKind::Sign(_) => None,
        }
    }

    fn read_word(&self, at: usize, word: &str) -> Option<(usize, Val)> {
        if let Some((_, number)) = self.month(at) {
            return self.read_month(at, number, word);
        }
        if let Some(day) = weekday(word) {
            return self.read_weekday(at, day, word);
        }
        match word {
            "last" | "next" | "this" | "previous" | "past" | "coming" | "upcoming" | "following" | "current" => {
                self.relative(at, word)
            }
            "the" => self.read_the(at),
            "week" => self.read_week(at),
            "end" | "beginning" | "start" | "middle" => self.read_edge(at, word),
            "earlier" | "later" | "early" | "late" => self.read_side(at, word),
            "year" | "cy" | "fy" => {
                let next = at + 1;
                let (end, year) = self.year(next)?;
                Some((end, self.calendar(Parts { year: Some(year), ..Parts::default() })?))
            }
            "first" => self.read_the_part(at),
            "easter" => {
                let next = self.skip(at + 1, b",", &["of"]);
                let is_monday = self.is_word(at + 1, &["monday"]);
                let (end, years) = match self.year(next) {
                    Some((end, year)) => (end, vec![year]),
                    None => (
                        at + 1 + usize::from(is_monday),
                        vec![self.today.year() - 1, self.today.year(), self.today.year() + 1],
                    ),
                };
                let days = years.into_iter().filter_map(easter).map(|day| day + TimeDelta::days(i64::from(is_monday)));
                Some((end, Val::Day { days: self.nearest(days.collect()), timex: None }))
            }
            "black" if self.is_word(at + 1, &["friday"]) => {
                let next = self.skip(at + 2, b",", &["of"]);
                let (end, years) = match self.year(next) {
                    Some((end, year)) => (end, vec![year]),
                    None => (at + 2, vec![self.today.year() - 1, self.today.year(), self.today.year() + 1]),
                };
                let day = |year| NaiveDate::from_weekday_of_month_opt(year, 11, Weekday::Thu, 4)?.succ_opt();
                Some((end, Val::Day { days: self.nearest(years.into_iter().filter_map(day).collect()), timex: None }))
            }
            "earth" | "independence" if self.is_word(at + 1, &["day"]) => {
                let next = self.skip(at + 2, b",", &["of"]);
                let (end, year) = self.year(next)?;
                let (month, day) = if word == "earth" { (4, 22) } else { (7, 4) };
                Some((end, self.calendar(Parts { year: Some(year), month: Some(month), day: Some(day) })?))
            }
            "nineties" | "eighties" | "seventies" | "sixties" | "fifties" | "forties" | "thirties" | "twenties" => {
                let tens =
                    ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
                let index = tens.iter().position(|tens| *tens == word)?;
                Some((at + 1, decade(1900 + i32::try_from(index + 2).ok()? * 10)?))
            }
            "a" | "an" | "several" | "some" | "all" | "few" | "couple" | "half" => self.read_length(at, word),
            "q" | "h" => self.read_period(at, None),
            _ => self.read_day_word(at),
        }
    }

    /// Reads `an hour`, `a few minutes`, `several weeks`, `all day`, `half an hour`.
    fn read_length(&self, at: usize, word: &str) -> Option<(usize, Val)> {
        let (mut next, mut hundredths) = (at + 1, 100);
        match word {
            "a" if self.is_word(at + 1, &["few"]) => {
                next = at + 2;
                hundredths = 300;
            }
            "a" if self.is_word(at + 1, &["couple"]) => {
                next = at + 2 + usize::from(self.is_word(at + 2, &["of"]));
                hundredths = 200;
            }
            "a" if self.is_word(at + 1, &["half"]) => {
                next = at + 2;
                hundredths = 50;
            }
            "half" => {
                next = at + 1 + usize::from(self.is_word(at + 1, &["a", "an"]));
                hundredths = 50;
            }
            "few" | "several" | "some" => hundredths = 300,
            "couple" => {
                next = at + 1 + usize::from(self.is_word(at + 1, &["of"]));
                hundredths = 200;
            }
            _ => {}
        }
        let unit_word = self.word(next)?;
        let is_plural = unit_word.ends_with('s');
        if matches!(hundredths, 300 | 200) != is_plural || self.sign(next + 1) == Some(b'-') && self.is_joined(next + 1)
        {
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
        Some((next + 1, length(unit, hundredths)))
    }

    /// Reads `2 upcoming months`, `the 5 past years`.
    fn read_counted(&self, at: usize, count: u32) -> Option<(usize, Val)> {
        let sign = match self.word(at + 1)? {
            "upcoming" | "coming" | "next" | "following" => 1,
            "past" | "last" | "previous" => -1,
            _ => return None,
        };
        let unit = unit(self.word(at + 2)?)?;
        let now = self.now;
        let moment = super::value::shift(now, unit, i64::from(count) * 100, sign)?;
        let (low, high) = if sign < 0 { (moment, now) } else { (now, moment) };
        if unit < Granularity::Day {
            return Some((at + 3, Val::Moments { spans: vec![(Some(low), Some(high))] }));
        }
        let day = chrono::Days::new(u64::from(0 < sign));
        let spans = vec![(low.date().checked_add_days(day), high.date().checked_add_days(day))];
        Some((at + 3, Val::Span { spans, timex: None }))
    }

    /// Keeps the last of some days before today and the next one from today on.
    fn nearest(&self, days: Vec<NaiveDate>) -> Vec<NaiveDate> {
        if days.len() < 2 {
            return days;
        }
        let past = days.iter().copied().filter(|day| *day < self.today).max();
        let next = days.iter().copied().filter(|day| self.today <= *day).min();
        past.into_iter().chain(next).collect()
    }

    /// Returns what a date means.
    fn calendar(&self, parts: Parts) -> Option<Val> {
        match (parts.year, parts.month, parts.day) {
            (Some(year), Some(month), Some(day)) => Some(match NaiveDate::from_ymd_opt(year, month, day) {
                Some(date) => Val::Day { days: vec![date], timex: Some(date.to_string()) },
                None => Val::NoDay(format!("{year:04}-{month:02}-{day:02}")),
            }),
            (None, Some(month), Some(day)) => {
                let days = yearly(self.today, month, day);
                let timex = format!("XXXX-{month:02}-{day:02}");
                Some(if days.is_empty() { Val::NoDay(timex) } else { Val::Day { days, timex: Some(timex) } })
            }
            (Some(year), Some(month), None) => {
                let start = NaiveDate::from_ymd_opt(year, month, 1)?;
                let spans = vec![(Some(start), start.checked_add_months(Months::new(1)))];
                Some(Val::Span { spans, timex: Some(format!("{year:04}-{month:02}")) })
            }
            (None, Some(month), None) => {
                Some(Val::Span { spans: yearly_months(self.today, month), timex: Some(format!("XXXX-{month:02}")) })
            }
            (Some(year), None, None) => {
                let spans = vec![(NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year + 1, 1, 1))];
                Some(Val::Span { spans, timex: Some(format!("{year:04}")) })
            }
            _ => None,
        }
    }

    /// Reads `May 9, 2024`, `May the ninth`, `May 9-12`, `May 2024`, `May`.
    fn read_month(&self, at: usize, month: u32, word: &str) -> Option<(usize, Val)> {
        let after = self.month(at)?.0;
        let next = self.skip(after, b",/-", &["the"]);
        // October two thousand and five
        if let Some((end, year)) = self.year(next)
            && 1 < end - next
        {
            return Some((end, self.calendar(Parts { year: Some(year), month: Some(month), day: None })?));
        }
        if let Some((end, (day, _))) = self.day(next) {
            // Dec/2018 has no day, and 30 December 2020 starts with its own.
            let parts = Parts { month: Some(month), day: Some(day), year: None };
            // May 9-12, April ninth through 17th
            let has_joint = self.sign(end) == Some(b'-') || self.is_word(end, &["to", "through", "till", "until"]);
            if has_joint {
                let last = self.skip(end + 1, b"", &["the"]);
                if let Some((last_end, (last_day, is_ordinal))) = self.day(last)
                    && (day < last_day || is_ordinal)
                    && self.month(last_end).is_none()
                    && !self.sign(last_end).is_some_and(|sign| matches!(sign, b'/' | b'-') && self.is_joined(last_end))
                {
                    let year_at = self.skip(last_end, b",", &["of"]);
                    let year = self.year(year_at);
                    let last_end = year.map_or(last_end, |(end, _)| end);
                    let year = year.map(|(_, year)| year);
                    let low = self.calendar(Parts { year, ..parts })?.spans()?;
                    let spans = low
                        .into_iter()
                        .filter_map(|(start, _)| {
                            let start = start?;
                            let end = start.with_day(last_day)?;
                            let end = if end < start { end.checked_add_months(Months::new(1))? } else { end };
                            Some((Some(start), Some(end)))
                        })
                        .collect();
                    return Some((last_end, Val::Span { spans, timex: None }));
                }
            }
            let year_at = self.skip(end, b",/-", &["of", "in"]);
            if let Some((year_end, year)) = self.year(year_at) {
                return Some((year_end, self.calendar(Parts { year: Some(year), ..parts })?));
            }
            return Some((end, self.calendar(parts)?));
        }
        let next = self.skip(after, b",/-", &["of", "in"]);
        if let Some((end, year)) = self.year(next) {
            return Some((end, self.calendar(Parts { year: Some(year), month: Some(month), day: None })?));
        }
        // April of 87
        if self.is_word(after, &["of"])
            && let Some((year, 2)) = self.number(after + 1)
        {
            let year = i32::try_from(year).ok()?;
            let year = if year < 40 { 2000 + year } else { 1900 + year };
            return Some((after + 2, self.calendar(Parts { year: Some(year), month: Some(month), day: None })?));
        }
        // Alone: `may` and `march` are verbs as often.
        let is_clear = !matches!(
            word,
            "may"
                | "march"
                | "mar"
                | "dec"
                | "jan"
                | "sun"
                | "nov"
                | "oct"
                | "sep"
                | "apr"
                | "jun"
                | "jul"
                | "aug"
                | "feb"
        ) || self.before(at).is_some_and(|before| {
            matches!(
                before,
                "in" | "since"
                    | "from"
                    | "until"
                    | "till"
                    | "by"
                    | "between"
                    | "after"
                    | "before"
                    | "to"
                    | "of"
                    | "through"
                    | "this"
            )
        }) || self.is_word(at + 1, &["to", "through"]) && self.month(at + 2).is_some();
        is_clear.then_some(())?;
        Some((at + 1, self.calendar(Parts { month: Some(month), ..Parts::default() })?))
    }

    fn read_weekday(&self, at: usize, day: u8, word: &str) -> Option<(usize, Val)> {
        let weekday = day_of(day);
        // Friday, May 9; Tue May 9; Friday the 26th; Mon 13th
        let next = self.skip(at + 1, b",-.", &["the"]);
        let mut inner = next;
        let has_bracket = self.sign(at + 1) == Some(b'(');
        if has_bracket {
            inner = at + 2;
        }
        if let Some((end, val)) = self.dated(inner) {
            let end = end + usize::from(has_bracket && self.sign(end) == Some(b')'));
            return Some((end, val));
        }
        let ordinal = self.skip(at + 1, b",", &["the"]);
        if let Some((end, (number, true))) = self.day(ordinal) {
            let months = (-14..=14).filter_map(|offset: i32| {
                let first = self.today.with_day(1)?;
                let months = Months::new(offset.unsigned_abs());
                let first =
                    if offset < 0 { first.checked_sub_months(months)? } else { first.checked_add_months(months)? };
                first.with_day(number)
            });
            let days = months.filter(|date| date.weekday() == weekday).collect();
            return Some((end, Val::Day { days: self.nearest(days), timex: Some(format!("XXXX-WXX-{day}")) }));
        }
        // Wednesday next week
        if let Some((end, offset)) = self.week_word(at + 1) {
            return Some((end, self.in_week(offset, weekday)));
        }
        let is_short = word.len() < 6;
        let follows = self
            .before(at)
            .is_some_and(|before| matches!(before, "on" | "or" | "by" | "until" | "till" | "from" | "since"));
        if is_short && !follows {
            return None;
        }
        let ahead = i64::from(weekday.num_days_from_monday()) - i64::from(self.today.weekday().num_days_from_monday());
        let next = self.today + TimeDelta::days(ahead.rem_euclid(7));
        let days = vec![next - TimeDelta::days(7), next];
        Some((at + 1, Val::Day { days, timex: Some(format!("XXXX-WXX-{day}")) }))
    }

    /// Reads a date that has a day and a month.
    fn dated(&self, at: usize) -> Option<(usize, Val)> {
        let (end, val) = match self.tokens.get(at)?.kind {
            TokenKind::Word(word) if month(word).is_some() => self.read_month(at, month(word)?, word)?,
            TokenKind::Number(value, length) => {
                self.read_number(at, value, length).or_else(|| self.slashed(at, true))?
            }
            _ => return None,
        };
        matches!(val, Val::Day { .. } | Val::NoDay(_)).then_some((end, val))
    }

    /// Reads `next week`, `this week` and the like: weeks from this one.
    fn week_word(&self, at: usize) -> Read<i64> {
        let offset = match self.word(at)? {
            "this" | "current" => 0,
            "next" | "following" | "coming" | "upcoming" => 1,
            "last" | "previous" | "past" => -1,
            _ => return None,
        };
        self.is_word(at + 1, &["week"]).then_some((at + 2, offset))
    }

    fn in_week(&self, offset: i64, weekday: Weekday) -> Val {
        let monday = self.today - TimeDelta::days(self.today.weekday().num_days_from_monday().into());
        let day = monday + TimeDelta::days(offset * 7 + i64::from(weekday.num_days_from_monday()));
        Val::Day { days: vec![day], timex: Some(day.to_string()) }
    }

    /// Reads what `this`, `next` and `last` start.
    fn relative(&self, at: usize, word: &str) -> Option<(usize, Val)> {
        if let Some((end, offset)) = self.week_word(at) {
            // next week on Tuesday, previous week - Monday
            let next = self.skip(end, b"-,", &["on"]);
            if let Some(day) = self.word(next).and_then(weekday) {
                return Some((next + 1, self.in_week(offset, day_of(day))));
            }
            if self.is_word(end, &["of"]) {
                return self.read_the_part(at);
            }
            return None;
        }
        let offset = match word {
            "this" | "current" => 0,
            "next" | "following" => 1,
            "last" | "previous" | "past" => -1,
            _ => 2,
        };
        let mut next = at + 1;
        let mut offset = offset;
        if self.is_word(next, &["upcoming", "coming", "past"]) {
            offset = 2;
            next += 1;
        }
        let next_word = self.word(next);
        if let Some(day) = next_word.and_then(weekday) {
            let inner = self.skip(next + 1, b"-,(", &[]);
            if let Some((end, val)) = self.dated(inner) {
                return Some((end + usize::from(self.sign(end) == Some(b')')), val));
            }
            if let (Some((month, 1..=2)), Some(b'.'), Some((day, 1..=2))) =
                (self.number(inner), self.sign(inner + 1), self.number(inner + 2))
                && self.is_joined(inner + 2)
            {
                return Some((inner + 3, self.calendar(Parts { year: None, month: Some(month), day: Some(day) })?));
            }
            let weekday = day_of(day);
            if offset == 2 {
                let ahead =
                    i64::from(weekday.num_days_from_monday()) - i64::from(self.today.weekday().num_days_from_monday());
                let ahead = (ahead - 1).rem_euclid(7) + 1;
                let date = self.today + TimeDelta::days(ahead);
                return Some((next + 1, Val::Day { days: vec![date], timex: None }));
            }
            return Some((next + 1, self.in_week(offset, weekday)));
        }
        if next_word.and_then(month).is_some() || self.number(next).is_some() {
            let (end, val) = self
                .read(next)
                .or_else(|| self.slashed(next, true))
                .filter(|(_, val)| matches!(val, Val::Day { .. } | Val::Span { .. }))?;
            let year = self.today.year() + i32::try_from(offset.min(1)).ok()?;
            let val = match val {
                Val::Day { days, .. } => Val::Day {
                    days: days.first().and_then(|day| day.with_year(year)).into_iter().collect(),
                    timex: None,
                },
                Val::Span { spans, .. } => {
                    let start = spans.first().and_then(|(start, _)| *start)?.with_year(year)?;
                    Val::Span { spans: vec![(Some(start), start.checked_add_months(Months::new(1)))], timex: None }
                }
                other => other,
            };
            // A number of things (next 3 books) is no date.
            return (self.number(next).is_none() || matches!(val, Val::Day { .. })).then_some((end, val));
        }
        match next_word? {
            "easter" => {
                let years = [self.today.year() - 1, self.today.year(), self.today.year() + 1];
                let days: Vec<NaiveDate> = years.into_iter().filter_map(easter).collect();
                let day = if 0 < offset {
                    days.into_iter().find(|day| self.today < *day)
                } else {
                    days.into_iter().rev().find(|day| *day < self.today)
                };
                Some((next + 1, Val::Day { days: vec![day?], timex: None }))
            }
            "new" if self.is_word(next + 1, &["year"]) && self.is_word(next + 2, &["day"]) => {
                let day = NaiveDate::from_ymd_opt(self.today.year() + 1, 1, 1)?;
                Some((next + 3, Val::Day { days: vec![day], timex: None }))
            }
            "quarters" => None,
            "working" if self.is_word(next + 1, &["week"]) => {
                let monday = self.today - TimeDelta::days(self.today.weekday().num_days_from_monday().into());
                let start = monday + TimeDelta::days(offset * 7);
                Some((
                    next + 2,
                    Val::Span { spans: vec![(Some(start), Some(start + TimeDelta::days(5)))], timex: None },
                ))
            }
            "weekend" => {
                let monday = self.today - TimeDelta::days(self.today.weekday().num_days_from_monday().into());
                let start = monday + TimeDelta::days(offset.min(1) * 7 + 5);
                Some((
                    next + 1,
                    Val::Span { spans: vec![(Some(start), Some(start + TimeDelta::days(2)))], timex: None },
                ))
            }
            "quarter" => self.quarters(next + 1, offset.min(1), 1),
            word => {
                let count = number_word(word).map(|(count, _)| count)?;
                if self.is_word(next + 1, &["quarters"]) {
                    return self.quarters(next + 2, offset.min(1), i64::from(count));
                }
                if self.is_word(next + 2, &["of"]) {
                    return self.read_the_part(at);
                }
                None
            }
        }
    }

    fn quarters(&self, end: usize, offset: i64, count: i64) -> Option<(usize, Val)> {
        let first = self.today.with_day(1)?.with_month0(self.today.month0() / 3 * 3)?;
        let shift = |quarters: i64| {
            let months = Months::new(u32::try_from(quarters.unsigned_abs() * 3).ok()?);
            if quarters < 0 { first.checked_sub_months(months) } else { first.checked_add_months(months) }
        };
        let (low, high) = match offset {
            0 => (0, 1),
            1 => (1, 1 + count),
            _ => (-count, 0),
        };
        Some((end, Val::Span { spans: vec![(shift(low), shift(high))], timex: None }))
    }

    /// Reads `the week of April 10th`, `the twenty-sixth day of the month`, `the last week of july`, `the end of 2008`.
    fn read_the(&self, at: usize) -> Option<(usize, Val)> {
        match self.word(at + 1) {
            Some("week") => {
                let of = if self.is_word(at + 2, &["of", "commencing", "starting"]) { at + 3 } else { return None };
                let of = self.skip(of, b"", &["the"]);
                let val = match self.dated(of) {
                    Some((end, Val::Day { days, .. })) => (end, days),
                    _ => {
                        let (end, (day, true)) = self.day(of)? else { return None };
                        (end, monthly(self.today, day))
                    }
                };
                let spans = val
                    .1
                    .into_iter()
                    .map(|day| {
                        let monday = day - TimeDelta::days(day.weekday().num_days_from_monday().into());
                        (Some(monday), Some(monday + TimeDelta::days(7)))
                    })
                    .collect();
                Some((val.0, Val::Span { spans, timex: None }))
            }
            Some("end" | "beginning" | "start" | "middle") => {
                let (end, val) = self.read_edge(at + 1, self.word(at + 1)?)?;
                Some((end, val))
            }
            Some("next" | "last" | "past" | "coming") if self.is_word(at + 2, &["decade", "century"]) => {
                let sign = if self.is_word(at + 1, &["next", "coming"]) { 1 } else { -1 };
                let size = if self.is_word(at + 2, &["decade"]) { 10 } else { 100 };
                let year = self.today.year() / size * size + sign * size;
                let spans = vec![(NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year + size, 1, 1))];
                Some((at + 3, Val::Span { spans, timex: None }))
            }
            _ => self.read_the_part(at),
        }
    }

    /// Reads an ordinal part of a longer time: `the second week of 2021`, `the last four months of 2021`, `the 9th month of
    /// next year`, `the 15th day of June`.
    fn read_the_part(&self, at: usize) -> Option<(usize, Val)> {
        let mut next = at + usize::from(self.is_word(at, &["the"]));
        let is_last = self.is_word(next, &["last"]);
        let is_first = self.is_word(next, &["first"]);
        let (mut index, mut count) = (1, 1);
        if is_last {
            next += 1;
        } else {
            let (end, (number, true)) = self.day(next)? else { return None };
            index = i64::from(number);
            next = end;
        }
        if (is_last || is_first)
            && let Some(number) = self
                .number(next)
                .map(|(number, _)| number)
                .or_else(|| self.word(next).and_then(number_word).map(|(number, _)| number))
        {
            count = i64::from(number);
            next += 1;
        }
        let unit = self.word(next)?;
        let is_day = matches!(unit, "day" | "days");
        if !matches!(unit, "week" | "weeks" | "month" | "months" | "day" | "days") || !self.is_word(next + 1, &["of"]) {
            return None;
        }
        let (end, spans) = self.whole(next + 2)?;
        let is_year = spans.first().is_some_and(
            |(start, end)| matches!((start, end), (Some(start), Some(end)) if 300 < (*end - *start).num_days()),
        );
        let parts: Vec<_> = spans
            .into_iter()
            .filter_map(|(start, end)| {
                let (start, end) = (start?, end?);
                let nth = |unit_start: NaiveDate, days: i64| {
                    let low = if is_last {
                        end - TimeDelta::days(days * count)
                    } else {
                        unit_start + TimeDelta::days(days * (index - 1))
                    };
                    (Some(low), Some(low + TimeDelta::days(days * count)))
                };
                Some(match unit {
                    "week" | "weeks" => {
                        // Weeks start on Monday; the first has the fourth of the month or year.
                        let fourth = start + TimeDelta::days(3);
                        let first = fourth - TimeDelta::days(fourth.weekday().num_days_from_monday().into());
                        let low = if is_last {
                            let before = end - TimeDelta::days(4);
                            before
                                - TimeDelta::days(i64::from(before.weekday().num_days_from_monday()) + 7 * (count - 1))
                        } else {
                            first + TimeDelta::days(7 * (index - 1))
                        };
                        (Some(low), Some(low + TimeDelta::days(7 * count)))
                    }
                    "month" | "months" if is_year => {
                        let months = u32::try_from(if is_last { 12 - count } else { index - 1 }).ok()?;
                        let low = start.checked_add_months(Months::new(months))?;
                        (Some(low), low.checked_add_months(Months::new(u32::try_from(count).ok()?)))
                    }
                    "day" | "days" => nth(start, 1),
                    _ => return None,
                })
            })
            .collect();
        if parts.is_empty() {
            return None;
        }
        // 1st week of Oct. on Friday
        let on = self.skip(end, b".", &[]);
        if self.is_word(on, &["on"])
            && let Some(day) = self.word(on + 1).and_then(weekday)
        {
            let days =
                parts.iter().filter_map(|(start, _)| Some((*start)? + TimeDelta::days(i64::from(day) - 1))).collect();
            return Some((on + 2, Val::Day { days, timex: None }));
        }
        if is_day && count == 1 {
            return Some((end, Val::Day { days: parts.iter().filter_map(|(start, _)| *start).collect(), timex: None }));
        }
        Some((end, Val::Span { spans: parts, timex: None }))
    }

    /// Reads a month or year that something is a part of: `2021`, `June`, `next month`, `the month`, `this year`.
    fn whole(&self, at: usize) -> Read<Vec<(Option<NaiveDate>, Option<NaiveDate>)>> {
        let at = at
            + usize::from(self.is_word(at, &["the"]) && self.is_word(at + 1, &["year"]) && self.year(at + 2).is_some())
                * 2;
        if let Some((end, year)) = self.year(at) {
            return Some((end, self.calendar(Parts { year: Some(year), ..Parts::default() })?.spans()?));
        }
        if let Some((_, month)) = self.month(at) {
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
            "year" => {
                let year = self.today.year() + offset;
                (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year + 1, 1, 1))
            }
            "month" => {
                let first = self.today.with_day(1)?;
                let months = Months::new(offset.unsigned_abs());
                let first =
                    if offset < 0 { first.checked_sub_months(months)? } else { first.checked_add_months(months)? };
                (Some(first), first.checked_add_months(Months::new(1)))
            }
            "week" => {
                let monday = self.today - TimeDelta::days(self.today.weekday().num_days_from_monday().into());
                let start = monday + TimeDelta::days(i64::from(offset) * 7);
                (Some(start), Some(start + TimeDelta::days(7)))
            }
            _ => return None,
        };
        Some((next + 1, vec![span]))
    }

    /// Reads `end of 2000`, `beginning of March`, `end of month`; the words before say whether a bound is meant.
    fn read_edge(&self, at: usize, word: &str) -> Option<(usize, Val)> {
        if !self.is_word(at + 1, &["of"]) {
            return None;
        }
        let (end, spans) = self.whole(at + 2)?;
        let article = at.checked_sub(1).filter(|before| self.is_word(*before, &["the"])).map_or(at, |before| before);
        let bound = self.before(article);
        let is_week = self.word(end - 1) == Some("week");
        let parts = spans
            .into_iter()
            .filter_map(|(start, end)| {
                let (start, end) = (start?, end?);
                let is_year = 300 < (end - start).num_days();
                let middle = if is_year {
                    start.checked_add_months(Months::new(if word == "end" { 8 } else { 4 }))?
                } else if is_week {
                    self.today
                } else {
                    start.with_day(16)?
                };
                // before the end of December: up to its last day; after the beginning of March: from its first.
                Some(match (word, bound) {
                    ("end", Some("before" | "by" | "until" | "till" | "and" | "to")) => (Some(end), Some(end)),
                    ("end", Some("between" | "from")) => (Some(end), Some(end)),
                    ("end", _) => (Some(middle), Some(end)),
                    ("middle", Some("between" | "from" | "and" | "to" | "after" | "before" | "since")) => {
                        (Some(middle), Some(middle))
                    }
                    ("middle", _) if is_year => {
                        (start.checked_add_months(Months::new(4)), start.checked_add_months(Months::new(8)))
                    }
                    ("middle", _) => (start.with_day(10), start.with_day(21)),
                    (_, Some("after" | "since" | "from" | "between" | "and" | "to" | "before")) => {
                        (Some(start), Some(start))
                    }
                    _ => (Some(start), Some(middle)),
                })
            })
            .collect();
        Some((end, Val::Span { spans: parts, timex: None }))
    }

    /// Reads `earlier this week`, `later this month`, `late July`, `early 2020`.
    fn read_side(&self, at: usize, word: &str) -> Option<(usize, Val)> {
        let is_early = word.starts_with("earl");
        let next = at + 1 + usize::from(self.is_word(at + 1, &["in"]));
        let is_relative = self.is_word(next, &["this", "the", "next", "last"]);
        let (end, spans) = self.whole(next)?;
        let parts = spans
            .into_iter()
            .filter_map(|(start, end)| {
                let (start, end) = (start?, end?);
                let is_now = start <= self.today && self.today < end && is_relative && word.ends_with('r');
                let days = (end - start).num_days();
                let middle = if 300 < days {
                    start.checked_add_months(Months::new(if is_early { 4 } else { 8 }))?
                } else if 27 < days {
                    start.with_day(16)?
                } else {
                    start + TimeDelta::days(3)
                };
                let middle = if is_now && !(27 < days && days < 40 && is_early) { self.today } else { middle };
                Some(if is_early { (Some(start), Some(middle)) } else { (Some(middle), Some(end)) })
            })
            .collect();
        Some((end, Val::Span { spans: parts, timex: None }))
    }

    /// Reads `week 31`, `week of the 18th`.
    fn read_week(&self, at: usize) -> Option<(usize, Val)> {
        let (week, 1..=2) = self.number(at + 1)? else { return None };
        let start = NaiveDate::from_isoywd_opt(self.today.year(), week, Weekday::Mon)?;
        let is_count = self.is_word(at + 2, &["days", "hours", "games"]);
        let timex = Some(format!("{}-W{week:02}", self.today.year()));
        (!is_count)
            .then_some((at + 2, Val::Span { spans: vec![(Some(start), Some(start + TimeDelta::days(7)))], timex }))
    }

    /// Reads `q1 of 2017`, `h2`.
    fn read_period(&self, at: usize, year: Option<i32>) -> Option<(usize, Val)> {
        let letter = self.word(at)?;
        let (number, 1) = self.number(at + 1)? else { return None };
        if !self.is_joined(at + 1) || self.is_joined(at + 2) && self.word(at + 2).is_some() {
            return None;
        }
        let mut end = at + 2;
        let mut year = year;
        if year.is_none() {
            let next = self.skip(end, b",-", &["of", "in"]);
            if let Some((year_end, found)) = self.year(next) {
                year = Some(found);
                end = year_end;
            }
        }
        let months = match (letter, number) {
            ("q", 1..=4) => (number * 3 - 2, 3),
            ("h", 1..=2) => (number * 6 - 5, 6),
            _ => return None,
        };
        let years = year.map_or_else(|| vec![self.today.year(), self.today.year() + 1], |year| vec![year]);
        let spans = years
            .into_iter()
            .filter_map(|year| {
                let start = NaiveDate::from_ymd_opt(year, months.0, 1)?;
                Some((Some(start), start.checked_add_months(Months::new(months.1))))
            })
            .collect();
        Some((end, Val::Span { spans, timex: None }))
    }

    /// Reads a day in words before a month: `second of Aug`, `twenty five January`.
    fn read_day_word(&self, at: usize) -> Option<(usize, Val)> {
        if let Some((end, year)) = self.year(at)
            && 1 < end - at
            && self.before(at).is_some_and(|before| matches!(before, "in" | "since" | "of" | "until"))
        {
            return Some((end, self.calendar(Parts { year: Some(year), ..Parts::default() })?));
        }
        let (end, (day, _)) = self.day(at)?;
        self.day_then_month(at, end, day)
    }

    /// Reads the month, and perhaps the year, after a day.
    fn day_then_month(&self, at: usize, end: usize, day: u32) -> Option<(usize, Val)> {
        // between 3 and 12 of Sept
        let has_joint = self.sign(end) == Some(b'-') || self.is_word(end, &["and", "to", "till", "through"]);
        let is_between = self.before(at).is_some_and(|before| matches!(before, "between" | "from" | "the"));
        if has_joint
            && is_between
            && let Some((last_end, (last, _))) = self.day(self.skip(end + 1, b"", &["the"]))
            && day < last
        {
            let month_at = self.skip(last_end, b"", &["of", "in"]);
            let whole = self.whole(month_at).filter(|(_, spans)| {
                spans.iter().all(
                    |span| matches!(span, (Some(start), Some(end)) if (27..32).contains(&(*end - *start).num_days())),
                )
            });
            if let Some((stop, months)) = whole {
                let spans = months
                    .into_iter()
                    .filter_map(|(start, _)| Some((Some(start?.with_day(day)?), Some(start?.with_day(last)?))))
                    .collect();
                return Some((stop, Val::Span { spans, timex: None }));
            }
        }
        let next = self.skip(end, b"-/", &["of"]);
        if self.sign(end) == Some(b'/') && !self.is_joined(next) {
            return None;
        }
        // 23-2020-September
        if let Some((year_end, year)) = self.year(next)
            && self.sign(year_end) == Some(b'-')
            && let Some((month_end, month)) = self.month(year_end + 1)
        {
            return Some((month_end, self.calendar(Parts { year: Some(year), month: Some(month), day: Some(day) })?));
        }
        let (month_end, month) = self.month(next)?;
        let mut stop = month_end;
        let year_at = self.skip(month_end, b",-/.", &["of", "in"]);
        let mut parts = Parts { year: None, month: Some(month), day: Some(day) };
        if let Some((year_end, year)) = self.year(year_at) {
            parts.year = Some(year);
            stop = year_end;
        }
        Some((stop, self.calendar(parts)?))
    }

    fn read_number(&self, at: usize, value: u32, length: u8) -> Option<(usize, Val)> {
        // $12 and 0.8/15 hold no date.
        if let Some(before) = at.checked_sub(1)
            && self.is_joined(at)
            && self.sign(before).is_some_and(|sign| matches!(sign, b'$' | b'.' | b'#'))
        {
            return None;
        }
        if length == 8 {
            let (year, month, day) = (i32::try_from(value / 10_000).ok()?, value / 100 % 100, value % 100);
            let is_alone =
                !self.is_joined(at + 1) || self.sign(at + 1) == Some(b'.') || self.sign(at + 1) == Some(b',');
            if (1900..2100).contains(&year) && is_alone {
                let date = NaiveDate::from_ymd_opt(year, month, day)?;
                return Some((at + 1, Val::Day { days: vec![date], timex: Some(date.to_string()) }));
            }
            return None;
        }
        if length == 4 {
            return self.read_year(at, value);
        }
        if length == 2 || length == 1 {
            if let Some(found) = self.slashed(at, self.has_date_cue(at)) {
                return Some(found);
            }
            // 90 s, 90s
            if value.is_multiple_of(10)
                && 20 <= value
                && self.is_word(at + 1, &["s"])
                && self.before(at).is_some_and(|before| matches!(before, "the" | "in"))
            {
                return Some((at + 2, decade(1900 + i32::try_from(value).ok()?)?));
            }
            // 15th century
            if self.is_word(at + 1, &["st", "nd", "rd", "th"]) && self.is_word(at + 2, &["century"]) {
                let year = (i32::try_from(value).ok()? - 1) * 100;
                let spans = vec![(NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year + 100, 1, 1))];
                return Some((at + 3, Val::Span { spans, timex: None }));
            }
            if let Some(found) = self.read_the_part(at) {
                return Some(found);
            }
        }
        if let Some(found) = self.read_counted(at, value) {
            return Some(found);
        }
        let (end, (day, _)) = self.day(at)?;
        self.day_then_month(at, end, day)
    }

    /// Returns whether a word before figures makes a date of `5/12`.
    fn has_date_cue(&self, at: usize) -> bool {
        let before = self.before(at);
        before.is_some_and(|before| {
            matches!(before, "on" | "by" | "before" | "after" | "since" | "until" | "till" | "from" | "between" | "next" | "back" | "for" | "to" | "date")
                || weekday(before).is_some()
        }) || at == 0
            || self.sign(at - 1) == Some(b'?')
            // 11/20, 11/22 or 11/25; 10/1-11/7
            || 4 <= at && self.sign(at - 3) == Some(b'/') && (matches!(self.sign(at - 1), Some(b',' | b'-')) || self.is_word(at - 1, &["or", "and"]))
    }

    /// Reads `2020`, `2014-2018`, `2017 q1`, `2019/aug/01`, `2015-3`.
    fn read_year(&self, at: usize, value: u32) -> Option<(usize, Val)> {
        let (end, year) = self.year(at).or_else(|| Some((at + 1, i32::try_from(value).ok()?)))?;
        if !(1500..2200).contains(&year) {
            return None;
        }
        let sign = self.sign(end).filter(|sign| matches!(sign, b'-' | b'/' | b'.') && self.is_joined(end));
        if let Some(sign) = sign {
            // 2019-aug-01, 2020/23/Sep
            if let Some((month_end, month)) = self.month(end + 1)
                && self.sign(month_end) == Some(sign)
                && let Some((stop, (day, _))) = self.day(month_end + 1)
            {
                return Some((stop, self.calendar(Parts { year: Some(year), month: Some(month), day: Some(day) })?));
            }
            if let Some((first, 1..=2)) = self.number(end + 1)
                && self.sign(end + 2) == Some(sign)
                && sign != b'.'
            {
                if let Some((second, 1..=2)) = self.number(end + 3) {
                    let date = Parts { year: Some(year), month: Some(first), day: Some(second) };
                    let is_other =
                        self.is_joined(end + 4) && matches!(self.tokens[end + 4].kind, TokenKind::Number(..));
                    return (!is_other).then_some((end + 4, self.calendar(date)?));
                }
                if let Some((stop, month)) = self.month(end + 3) {
                    return Some((
                        stop,
                        self.calendar(Parts { year: Some(year), month: Some(month), day: Some(first) })?,
                    ));
                }
                return None;
            }
            // 2017-q1
            if self.is_word(end + 1, &["q", "h"]) {
                return self.read_period(end + 1, Some(year));
            }
            // 2015-3
            if sign == b'-'
                && let Some((month, 1..=2)) = self.number(end + 1)
                && (1..=12).contains(&month)
                && !self.is_joined(end + 2)
            {
                return Some((end + 2, self.calendar(Parts { year: Some(year), month: Some(month), day: None })?));
            }
            // 2014-2018
            if sign == b'-'
                && let Some((stop, high)) = self.year(end + 1)
                && year < high
                && self.sign(stop) != Some(b'-')
                && (1900..2100).contains(&year)
            {
                let first = |year| NaiveDate::from_ymd_opt(year, 1, 1);
                return Some((stop, Val::Span { spans: vec![(first(year), first(high))], timex: None }));
            }
        }
        if self.is_word(end, &["q", "h"])
            && let Some(found) = self.read_period(end, Some(year))
        {
            return Some(found);
        }
        // 1990 s
        if self.is_word(end, &["s"]) && year % 10 == 0 && !self.is_joined(end) {
            return Some((end + 1, decade(year)?));
        }
        let is_joined = self.sign(end) == Some(b'~')
            || self.is_word(end, &["to", "till", "through", "until"]) && self.year(end + 1).is_some();
        let after_joint = at.checked_sub(2).is_some_and(|low| self.year(low).is_some())
            && (self.is_word(at - 1, &["to", "till", "through", "until", "and"]) || self.sign(at - 1) == Some(b'~'));
        let before = self.before(at);
        let has_cue = before.is_some_and(|before| {
            matches!(
                before,
                "in" | "since"
                    | "before"
                    | "after"
                    | "until"
                    | "till"
                    | "by"
                    | "during"
                    | "year"
                    | "than"
                    | "not"
                    | "sales"
                    | "or"
            )
        }) || at.checked_sub(1).is_some_and(|at| self.sign(at) == Some(b'='))
            || self.is_word(end, &["or"]) && self.is_word(end + 1, &["later", "earlier"]);
        let is_year = (1900..2100).contains(&year) && (has_cue || is_joined || after_joint);
        let counts = self.word(end).is_some_and(|word| 3 < word.len() && word.ends_with('s') && word != "was");
        (is_year && !counts && !if self.is_joined(end) { self.word(end).is_some() } else { false })
            .then_some((end, self.calendar(Parts { year: Some(year), ..Parts::default() })?))
    }

    /// Reads `10/1/2017`, `23/08/39`, `23/Sep/2020`, and, where a cue stands before, `5/12`.
    fn slashed(&self, at: usize, has_cue: bool) -> Option<(usize, Val)> {
        let (first, 1..=2) = self.number(at)? else { return None };
        let sign = self.sign(at + 1).filter(|sign| matches!(sign, b'/' | b'-' | b'.') && self.is_joined(at + 1))?;
        if !self.is_joined(at + 2) {
            return None;
        }
        if let Some((month_end, month)) = self.month(at + 2) {
            let (stop, year) =
                if self.sign(month_end) == Some(sign) { self.year(month_end + 1)? } else { return None };
            return Some((stop, self.calendar(Parts { year: Some(year), month: Some(month), day: Some(first) })?));
        }
        let (second, 1..=2) = self.number(at + 2)? else { return None };
        let (month, day) = if 12 < first { (second, first) } else { (first, second) };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        if self.sign(at + 3) == Some(sign) && self.is_joined(at + 3) && self.is_joined(at + 4) {
            if let Some((stop, year)) = self.year(at + 4) {
                let val = self.calendar(Parts { year: Some(year), month: Some(month), day: Some(day) })?;
                // 1/2/2020 is the second of January, or the first of February.
                return Some((
                    stop,
                    match (val, NaiveDate::from_ymd_opt(year, day, month)) {
                        (Val::Day { mut days, timex }, Some(other)) if !days.contains(&other) => {
                            days.push(other);
                            Val::Day { days, timex }
                        }
                        (val, _) => val,
                    },
                ));
            }
            // A year of two digits stands in the century before or in this one.
            if let Some((short, 2)) = self.number(at + 4)
                && sign == b'/'
                && !(self.is_joined(at + 5)
                    && matches!(self.tokens[at + 5].kind, TokenKind::Word(_) | TokenKind::Sign(b'/' | b'-')))
            {
                let short = i32::try_from(short).ok()?;
                let days = [1900, 2000]
                    .iter()
                    .filter_map(|century| NaiveDate::from_ymd_opt(century + short, month, day))
                    .collect();
                return Some((at + 5, Val::Day { days, timex: None }));
            }
            let is_range = sign == b'-' && self.number(at + 4).is_some() && has_cue;
            if !is_range {
                return None;
            }
        }
        if sign != b'/' || !has_cue || self.word(at + 3).is_some_and(|_| self.is_joined(at + 3)) {
            return None;
        }
        // 5/1-5/7, 2020: the year of the second is the first's too, which joining sees to.
        let next = self.skip(at + 3, b",", &[]);
        if self.sign(at + 3) == Some(b',')
            && let Some((stop, year)) = self.year(next)
        {
            return Some((stop, self.calendar(Parts { year: Some(year), month: Some(month), day: Some(day) })?));
        }
        Some((at + 3, self.calendar(Parts { year: None, month: Some(month), day: Some(day) })?))
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

fn length(unit: Granularity, hundredths: i64) -> Val {
    let timex = TemporalValue::Duration(Duration { unit, hundredths }).timex().unwrap_or_default();
    Val::Length { unit, hundredths, seconds_hundredths: hundredths * seconds_of(unit), timex }
}

fn decade(year: i32) -> Option<Val> {
    let spans = vec![
        (NaiveDate::from_ymd_opt(year, 1, 1), NaiveDate::from_ymd_opt(year + 10, 1, 1)),
        (NaiveDate::from_ymd_opt(year + 100, 1, 1), NaiveDate::from_ymd_opt(year + 110, 1, 1)),
    ];
    Some(Val::Span {
        spans: if 1000 < year && year % 100 != 0 && year < 2000 { spans } else { spans[..1].to_vec() },
        timex: None,
    })
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
