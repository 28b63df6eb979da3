//! Dates in digits: 2024-05-09, 2024/5/9, 2024.5.9.

use crate::language::numeral::Numeral;

use super::extract::{Reader, Reading};
use super::value::Written;

/// Reads a date that starts with this number of four digits.
pub(super) fn read(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    let bytes = reader.lower.as_bytes();
    let separator = *bytes.get(numeral.end)?;
    if !matches!(separator, b'-' | b'/') {
        return None;
    }
    if numeral.digits == 4 {
        let year = i32::try_from(numeral.small()?).ok().filter(|year| (1500..2200).contains(year))?;
        let (month, month_end) = group(bytes, numeral.end + 1)?;
        let has_day = bytes.get(month_end) == Some(&separator);
        if has_day && let Some((day, end)) = group(bytes, month_end + 1) {
            if ends_date(bytes, end) {
                let date = Written { year: Some(year), month: Some(month), day: Some(day), part: None };
                return Some(Reading::new(numeral.start, end, date.value()));
            }
            return None;
        }
        // 2024-05: two digits, and no range of years or of other numbers.
        let is_month = month_end - numeral.end == 3 && (1..=12).contains(&month) && separator == b'-';
        if is_month && ends_date(bytes, month_end) && bytes.get(month_end) != Some(&b'-') {
            let date = Written { year: Some(year), month: Some(month), ..Written::default() };
            return Some(Reading::new(numeral.start, month_end, date.value()));
        }
        return None;
    }
    // 10/1/2017: the month first, unless it cannot be one.
    if !matches!(numeral.digits, 1 | 2) {
        return None;
    }
    let first = numeral.small()?;
    let (second, second_end) = group(bytes, numeral.end + 1)?;
    if bytes.get(second_end) != Some(&separator) {
        return None;
    }
    let year_end = second_end + 5;
    let year = reader.lower.get(second_end + 1..year_end)?.parse::<i32>().ok()?;
    if !(1900..2100).contains(&year) || !ends_date(bytes, year_end) {
        return None;
    }
    let (month, day) = if 12 < first { (second, first) } else { (first, second) };
    let date = Written { year: Some(year), month: Some(month), day: Some(day), part: None };
    Some(Reading::new(numeral.start, year_end, date.value()))
}

/// Reads a date with dots: 2024.5.9, 29.01.2010.
pub(super) fn read_dotted(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    let mut groups =
        reader.lower[numeral.start..numeral.end].split('.').map(|group| (group.len(), group.parse::<u32>()));
    let ((first_length, first), (_, second), (_, third)) = (groups.next()?, groups.next()?, groups.next()?);
    let (first, second, third) = (first.ok()?, second.ok()?, third.ok()?);
    let (year, month, day) = if first_length == 4 { (first, second, third) } else { (third, second, first) };
    // A version is no impossible date.
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let year = i32::try_from(year).ok()?;
    let date = Written { year: Some(year), month: Some(month), day: Some(day), part: None };
    Some(Reading::new(numeral.start, numeral.end, date.value()))
}

/// Reads one or two digits.
fn group(bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    let length = bytes.get(at..)?.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    if length == 0 || 2 < length {
        return None;
    }
    let value = bytes[at..at + length].iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0'));
    Some((value, at + length))
}

/// Returns whether a date may end at `at`: no letter or digit goes on, but a time of day may (`T10:00`).
fn ends_date(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at) {
        Some(b't') => bytes.get(at + 1).is_some_and(u8::is_ascii_digit),
        Some(byte) => !byte.is_ascii_alphanumeric() && *byte != b'_',
        None => true,
    }
}
