//! The document's own date: what its front matter or its file name says.
//!
//! Dates of front matter come in many forms, all of them fine; this reads the day out of those that are usual and says
//! when a day is impossible. What it cannot read it says so, and no more.

use chrono::NaiveDate;

use super::Document;
use crate::data::{Node, Value};
use crate::text::TextRange;

/// Keys whose value is the date of the document, the best first. Case does not matter.
pub(crate) const DATE_KEYS: [&str; 8] =
    ["date", "published", "pubDate", "publishDate", "publishedAt", "publish_date", "date_published", "created"];

/// What a text says as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateReading {
    /// A day.
    Day(NaiveDate),
    /// A year, a month and a day, of which there is none.
    Impossible {
        /// The year.
        year: i32,
        /// The month, as written.
        month: u32,
        /// The day of the month, as written.
        day: u32,
    },
    /// Nothing that is read here.
    Unreadable,
}

/// Returns the document's own date by its front matter, and the place where it stands.
pub(crate) fn front_matter_date(document: &Document) -> Option<(NaiveDate, TextRange)> {
    let front_matter = document.front_matter.as_ref()?;
    DATE_KEYS.iter().find_map(|key| {
        let node = &front_matter.first_entry(&[key])?.value;
        match read_node(node) {
            DateReading::Day(day) => Some((day, node.range)),
            DateReading::Impossible { .. } | DateReading::Unreadable => None,
        }
    })
}

/// Returns the date that a file name starts with, as in `2024-05-09-title.md`; the day may be one that is not there.
pub(crate) fn file_name_date(file_name: &str) -> Option<DateReading> {
    let bytes = file_name.as_bytes();
    let is_date = 10 < bytes.len()
        && bytes[..10].iter().enumerate().all(|(index, byte)| match index {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        })
        && !bytes[10].is_ascii_digit();
    is_date.then(|| read_date(&file_name[..10]))
}

/// Reads a value as a date.
pub(crate) fn read_node(node: &Node) -> DateReading {
    match &node.value {
        Value::Text { text, .. } | Value::Date(text) => read_date(text),
        Value::Number(written) => read_compact(written),
        _ => DateReading::Unreadable,
    }
}

/// Reads a text as a date: the day of `2024-05-09T10:00:00+08:00`, `2024/5/9 10:00`, `2024年5月9日`, `May 9, 2024`,
/// `9 May 2024`, `Thu, 09 May 2024 10:00:00 GMT`. What follows the day is not read.
fn read_date(text: &str) -> DateReading {
    let text = text.trim();
    if text.starts_with(|first: char| first.is_ascii_digit()) {
        let numeric = read_year_first(text);
        if numeric != DateReading::Unreadable {
            return numeric;
        }
    }
    read_month_name(text)
}

fn read_compact(written: &str) -> DateReading {
    if written.len() != 8 || !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return DateReading::Unreadable;
    }
    day(number(&written[..4]), number(&written[4..6]), number(&written[6..]))
}

fn number(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

fn day(year: u32, month: u32, day: u32) -> DateReading {
    let Some(year) = i32::try_from(year).ok().filter(|year| (1000..=9999).contains(year)) else {
        return DateReading::Unreadable;
    };
    NaiveDate::from_ymd_opt(year, month, day).map_or(DateReading::Impossible { year, month, day }, DateReading::Day)
}

/// Takes up to `most` digits from the front.
fn take_digits<'t>(text: &mut &'t str, most: usize) -> Option<&'t str> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    if count == 0 || most < count {
        return None;
    }
    let (digits, rest) = text.split_at(count);
    *text = rest;
    Some(digits)
}

fn read_year_first(text: &str) -> DateReading {
    let mut rest = text;
    let read = || -> Option<DateReading> {
        let year = take_digits(&mut rest, 4).filter(|year| year.len() == 4)?;
        let separator = ['-', '/', '.', '年'].into_iter().find(|separator| rest.starts_with(*separator))?;
        rest = rest[separator.len_utf8()..].trim_start();
        let month = take_digits(&mut rest, 2)?;
        let second = if separator == '年' { '月' } else { separator };
        rest = rest.strip_prefix(second)?.trim_start();
        let day_of_month = take_digits(&mut rest, 2)?;
        // `2024-05-09-title` and `2024.05.09.1` are something else.
        let is_end = !rest.starts_with(|next: char| next.is_ascii_alphanumeric() && next != 'T' && next != 't')
            && !rest.starts_with(['-', '/', '.']);
        is_end.then(|| day(number(year), number(month), number(day_of_month)))
    };
    read_or_unreadable(read)
}

fn read_or_unreadable(read: impl FnOnce() -> Option<DateReading>) -> DateReading {
    read().unwrap_or(DateReading::Unreadable)
}

/// Reads an English month with a day and a year around it, after a day of the week.
fn read_month_name(text: &str) -> DateReading {
    let mut words = text.split([' ', ',', '\t']).filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| is_weekday(word));
    let read = || -> Option<DateReading> {
        let (first, second, year) = (words.next()?, words.next()?, words.next()?);
        let (month, day_word) =
            month_number(first).map(|month| (month, second)).or_else(|| Some((month_number(second)?, first)))?;
        let digits = day_word.trim_end_matches(|last: char| last.is_ascii_alphabetic());
        let is_day = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_year = year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
        (is_day && is_year).then(|| day(number(year), month, number(digits)))
    };
    read_or_unreadable(read)
}

fn starts_as(word: &str, name: &str) -> bool {
    let word = word.trim_end_matches('.');
    3 <= word.len() && word.len() <= name.len() && name[..word.len()].eq_ignore_ascii_case(word)
}

fn is_weekday(word: &str) -> bool {
    const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word.is_ascii() && NAMES.iter().any(|name| starts_as(word, name))
}

fn month_number(word: &str) -> Option<u32> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = NAMES.iter().position(|name| word.is_ascii() && starts_as(word, name))?;
    u32::try_from(index + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(text: &str) -> String {
        match read_date(text) {
            DateReading::Day(day) => day.to_string(),
            DateReading::Impossible { year, month, day } => format!("no {year}-{month}-{day}"),
            DateReading::Unreadable => "?".to_owned(),
        }
    }

    #[test]
    fn usual_forms_are_read() {
        for text in [
            "2024-05-09",
            "2024-5-9",
            "2024-05-09T10:00:00+08:00",
            "2024-05-09t10:00:00Z",
            "2024-05-09 10:00:00 +0800",
            "2024/05/09",
            "2024/5/9 08:30",
            "2024.5.9",
            "2024年5月9日",
            "May 9, 2024",
            "May 09 2024",
            "9 May 2024",
            "9th May, 2024",
            "Thu, 09 May 2024 10:00:00 GMT",
            "Thursday, May 9, 2024",
        ] {
            assert_eq!(reading(text), "2024-05-09", "{text}");
        }
    }

    #[test]
    fn impossible_days_are_told_from_what_is_no_date() {
        assert_eq!(reading("2024-02-30"), "no 2024-2-30");
        assert_eq!(reading("2023-02-29"), "no 2023-2-29");
        assert_eq!(reading("2024-13-01"), "no 2024-13-1");
        assert_eq!(reading("Feb 30, 2024"), "no 2024-2-30");
        for text in
            ["", "tomorrow", "{{ .Date }}", "2024-05", "05/09/2024", "2024-05-09-title", "1.2.3", "2024", "Q2 2024"]
        {
            assert_eq!(reading(text), "?", "{text}");
        }
    }

    #[test]
    fn file_names_start_with_a_date_or_not() {
        let may = NaiveDate::from_ymd_opt(2024, 5, 9).expect("a day");
        assert_eq!(file_name_date("2024-05-09-title.md"), Some(DateReading::Day(may)));
        assert_eq!(file_name_date("2024-05-09.md"), Some(DateReading::Day(may)));
        assert!(matches!(file_name_date("2024-02-30-x.md"), Some(DateReading::Impossible { .. })));
        assert_eq!(file_name_date("2024-05-091.md"), None);
        assert_eq!(file_name_date("notes-2024-05-09.md"), None);
        assert_eq!(file_name_date("2024-05-09"), None);
    }
}
