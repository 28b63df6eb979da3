//! Reference dates as they are given.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

/// Reads a day or a moment in ISO 8601 form: `2024-05-09`, `2024-05-09T17:30:00`, with seconds, fractions and a time zone
/// or without. The time zone says nothing: what counts is the day where the author is.
pub fn parse_moment(text: &str) -> Option<NaiveDateTime> {
    let (day, rest) = text.split_at_checked(10)?;
    let shape: String = day.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    if shape != "0000-00-00" {
        return None;
    }
    let day: NaiveDate = day.parse().ok()?;
    if rest.is_empty() {
        return Some(day.and_time(NaiveTime::MIN));
    }
    let time = without_zone(rest.strip_prefix(['T', 't', ' '])?);
    ["%H:%M:%S%.f", "%H:%M"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(time, form).ok())
        .map(|time| day.and_time(time))
}

/// Returns a time without `Z` or `+08:00` at its end.
fn without_zone(time: &str) -> &str {
    if let Some(time) = time.strip_suffix(['Z', 'z']) {
        return time;
    }
    let Some(at) = time.rfind(['+', '-']) else { return time };
    let zone = &time[at + 1..];
    let is_zone = matches!(zone.len(), 2 | 4 | 5) && zone.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    if is_zone { &time[..at] } else { time }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_read() {
        let show = |text: &str| parse_moment(text).map(|moment| moment.to_string());
        assert_eq!(show("2024-05-09").as_deref(), Some("2024-05-09 00:00:00"));
        for text in [
            "2024-05-09T17:30:00",
            "2024-05-09 17:30",
            "2024-05-09T17:30:00Z",
            "2024-05-09T17:30:00+08:00",
            "2024-05-09T17:30:00-0330",
        ] {
            assert_eq!(show(text).as_deref(), Some("2024-05-09 17:30:00"), "{text}");
        }
        for text in
            ["", "2024", "24-05-09", "2024-02-30", "2024-05-09X", "2024-05-09T", "2024-05-09T25:00", "二〇二四年五月"]
        {
            assert_eq!(show(text), None, "{text}");
        }
    }
}
