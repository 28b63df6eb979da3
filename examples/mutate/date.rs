//! Dates as documents write them, taken apart so that year and month can be changed.

use chrono::{Datelike, Months, NaiveDate};

/// A date as written, with the bytes of its parts.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    text: String,
    year: Option<(usize, i32)>,
    month: Option<(usize, Spelling, u32)>,
    day: Option<u32>,
}

/// How a month is written, with the length of what is written.
#[derive(Clone, Copy, Debug)]
enum Spelling {
    Digits(usize),
    Name(usize, bool),
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Written {
    /// Takes `2024年3月27日`, `March 27, 2024`, `27 March 2024`, `March 2024`, `2024-03-27` or `2010` apart.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let numbers = numbers(text);
        let year = numbers.iter().find(|(_, length, _)| *length == 4).map(|(at, _, value)| (*at, *value));
        let year = year.and_then(|(at, value)| Some((at, i32::try_from(value).ok()?)));
        let others: Vec<_> = numbers.iter().filter(|(_, length, _)| *length != 4).collect();
        let name = MONTHS.iter().zip(1..).find_map(|(month, number)| {
            let at = text.find(&month[..3])?;
            let is_whole = text[at..].starts_with(month);
            Some((at, Spelling::Name(if is_whole { month.len() } else { 3 }, is_whole), number))
        });
        let (month, day) = match (name, others.as_slice()) {
            (Some(name), [(_, _, day)]) => (Some(name), Some(*day)),
            (Some(name), []) => (Some(name), None),
            (None, [(at, length, month)]) => (Some((*at, Spelling::Digits(*length), *month)), None),
            (None, [(at, length, month), (_, _, day)]) => (Some((*at, Spelling::Digits(*length), *month)), Some(*day)),
            (None, []) => (None, None),
            _ => return None,
        };
        (year.is_some() || month.is_some()).then(|| Self { text: text.to_owned(), year, month, day })
    }

    /// Returns the first day and the day after the last, with this year where none is written.
    pub(crate) fn days(&self, year: i32) -> Option<(NaiveDate, NaiveDate)> {
        let year = self.year.map_or(year, |(_, year)| year);
        let month = self.month.map(|(_, _, month)| month);
        let start = NaiveDate::from_ymd_opt(year, month.unwrap_or(1), self.day.unwrap_or(1))?;
        let end = match (month, self.day) {
            (_, Some(_)) => start.succ_opt()?,
            (Some(_), None) => start.checked_add_months(Months::new(1))?,
            (None, None) => NaiveDate::from_ymd_opt(start.year() + 1, 1, 1)?,
        };
        Some((start, end))
    }

    pub(crate) fn has_year(&self) -> bool {
        self.year.is_some()
    }

    /// Returns the date so many years on; `None` where no year is written.
    pub(crate) fn with_other_year(&self, years: i32) -> Option<String> {
        let (at, year) = self.year?;
        Some(format!("{}{}{}", &self.text[..at], year + years, &self.text[at + 4..]))
    }

    /// Returns the date so many months on in the same year, or as many back.
    pub(crate) fn with_other_month(&self, months: u32) -> Option<String> {
        let (at, spelling, month) = self.month?;
        let other = if month + months <= 12 { month + months } else { month.checked_sub(months)? };
        NaiveDate::from_ymd_opt(2024, other, self.day.unwrap_or(1))?;
        let (length, written) = match spelling {
            Spelling::Digits(2) => (2, format!("{other:02}")),
            Spelling::Digits(length) => (length, other.to_string()),
            Spelling::Name(length, is_whole) => {
                let name = MONTHS[other as usize - 1];
                (length, if is_whole { name.to_owned() } else { name[..3].to_owned() })
            }
        };
        Some(format!("{}{written}{}", &self.text[..at], &self.text[at + length..]))
    }
}

/// Returns start, length and value of each run of digits.
fn numbers(text: &str) -> Vec<(usize, usize, u32)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(|character: char| character.is_ascii_digit()).map(|offset| at + offset) {
        let length = text[start..].find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len() - start);
        if let Ok(value) = text[start..start + length].parse() {
            found.push((start, length, value));
        }
        at = start + length;
    }
    found
}
