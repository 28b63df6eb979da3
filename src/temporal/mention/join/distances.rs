//! Joins lengths of time, and counts them from a day or from now: two weeks before May 13, in two weeks, 3天后.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::super::super::value::Granularity;
use super::super::Piece;
use super::super::calendar::DaySpan;
use super::super::distance::{Distance, seconds_of};
use super::super::value::Val;
use super::{Before, Neighbours, Setting};

/// Words before a length that make it the time up to or from now.
const STRETCHES: [(&str, i64); 10] = [
    ("within the next", 1),
    ("within next", 1),
    ("within", 1),
    ("next", 1),
    ("upcoming", 1),
    ("coming", 1),
    ("following", 1),
    ("last", -1),
    ("past", -1),
    ("previous", -1),
];

/// The same in Chinese, with the days that are skipped: from tomorrow on after some of them.
const CHINESE_STRETCHES: [(&str, i64, u64); 10] = [
    ("前", -1, 0),
    ("未来", 1, 1),
    ("未來", 1, 1),
    ("之后", 1, 1),
    ("之後", 1, 1),
    ("今后", 1, 0),
    ("还剩", 1, 0),
    ("后", 1, 1),
    ("後", 1, 1),
    ("接下来", 1, 0),
];

/// Joins 一年又一个月21天, 2 weeks and 2 days.
pub(super) fn join_lengths(pair: &Neighbours<'_>) -> Option<Piece> {
    if !matches!(pair.gap, "" | " " | "又" | "零" | " and " | ", " | "余" | "多" | " 又 ") {
        return None;
    }
    let (
        Val::Length { unit, seconds_hundredths, timex, .. },
        Val::Length { unit: smaller, seconds_hundredths: more, timex: second_timex, .. },
    ) = (&pair.first.val, &pair.second.val)
    else {
        return None;
    };
    if unit <= smaller {
        return None;
    }
    let mut timex = timex.clone();
    let tail = second_timex.trim_start_matches('P');
    timex += if timex.contains('T') { tail.trim_start_matches('T') } else { tail };
    let seconds = seconds_hundredths + more;
    let hundredths = seconds / seconds_of(*smaller);
    Some(pair.both(Val::Length { unit: *smaller, hundredths, seconds_hundredths: seconds, timex }))
}

/// Adds the half of `one hour and a half`.
pub(super) fn half_more(setting: &Setting<'_>) -> Option<Piece> {
    let Val::Length { unit, hundredths, .. } = setting.piece.val else { return None };
    let word = [" and a half", " and half"].iter().find(|word| setting.after().starts_with(**word))?;
    let val = Val::length(unit, hundredths + 50)?;
    Some(Piece { start: setting.piece.start, end: setting.piece.end + word.len(), val })
}

/// Joins a length of time and the day that it is counted from: two weeks before May 13, 3 days from Tuesday.
pub(super) fn join_distance(pair: &Neighbours<'_>) -> Option<Piece> {
    let Val::Length { unit, hundredths, .. } = pair.first.val else { return None };
    let Val::Day { days, .. } = &pair.second.val else { return None };
    let sign = match pair.joint() {
        "before" | "prior to" => -1,
        "after" | "from" | "since" | ", from" => 1,
        _ => return None,
    };
    if unit < Granularity::Day {
        return None;
    }
    let distance = Distance { unit, hundredths, sign };
    let moved = |day: NaiveDate| Some(distance.from(day.and_time(NaiveTime::MIN))?.date());
    let spans = |start: usize, side: &dyn Fn(NaiveDate) -> DaySpan| {
        Some(pair.both_from(start, Val::spans_of(days.iter().copied().map(side).collect())))
    };
    let before = pair.before();
    if let Some(start) = before.word("more than") {
        return spans(start, &|day| if sign < 0 { (None, moved(day)) } else { (moved(day), None) });
    }
    if let Some(start) = before.word("less than") {
        return spans(start, &|day| if sign < 0 { (moved(day), Some(day)) } else { (Some(day), moved(day)) });
    }
    if let Some(start) = before.word("for") {
        return spans(start, &|day| (Some(day), moved(day)));
    }
    Some(pair.both(Val::days_of(days.iter().copied().filter_map(moved).collect())))
}

/// Makes a date of a length of time: in two weeks, the last 3 months, 后1年, 3天后.
pub(super) fn distance(setting: &Setting<'_>, reference: NaiveDateTime) -> Option<Piece> {
    let Val::Length { unit, hundredths, .. } = setting.piece.val else { return None };
    let distance = |sign: i64| Distance { unit, hundredths, sign };
    let (start, end) = (setting.piece.start, setting.piece.end);
    let before = setting.before();
    let text = setting.text().as_bytes();
    let is_english = text.first().is_some_and(u8::is_ascii) && text.last().is_some_and(u8::is_ascii);
    if !is_english {
        let (start, sign, skipped) =
            CHINESE_STRETCHES.iter().find_map(|(word, sign, skipped)| Some((before.word(word)?, *sign, *skipped)))?;
        return Some(Piece { start, end, val: distance(sign).stretch(reference, skipped)? });
    }
    let opening = STRETCHES.iter().find_map(|(word, sign)| Some((before.word(word)?, *word, *sign)));
    if let Some((start, word, sign)) = opening {
        if word == "last" && is_verb(before) {
            return None;
        }
        let from_tomorrow = !word.starts_with("within") && 0 < sign;
        return Some(Piece { start, end, val: distance(sign).stretch(reference, u64::from(from_tomorrow))? });
    }
    let after = setting.after();
    for (word, sign) in [(" ago", -1), (" from now", 1), (" later", 1), (" earlier", -1)] {
        if after.starts_with(word) && !after.as_bytes().get(word.len()).is_some_and(u8::is_ascii_alphanumeric) {
            return Some(Piece { start, end: end + word.len(), val: distance(sign).point(reference)? });
        }
    }
    let start = before.word("in").filter(|_| !after.starts_with(" of"))?;
    Some(Piece { start, end, val: distance(1).point(reference)? })
}

/// Returns whether `last` before a length is a verb: it will last two hours.
fn is_verb(before: Before<'_>) -> bool {
    let rest = before.text.strip_suffix("last").unwrap_or(before.text).trim_end_matches(' ');
    ["will", "not", "n't", "to", "should", "would", "can", "may", "must", "it"].iter().any(|word| rest.ends_with(word))
}
