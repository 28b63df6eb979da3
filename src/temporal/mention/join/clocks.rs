//! Joins times of day: to each other, to the part of the day that they are in, and to their day.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::super::super::value::Granularity;
use super::super::Piece;
use super::super::value::{Val, at};
use super::Neighbours;
use super::ranges::join_range;

const HOUR: i64 = 3600;

/// Joins a part of the day and a time in it: 晚上六点, 8:00 in the morning.
pub(super) fn join_part_and_clock(pair: &Neighbours<'_>) -> Option<Piece> {
    match (&pair.first.val, &pair.second.val) {
        (Val::Part { .. }, Val::Clock { .. }) | (Val::Clock { .. }, Val::Part { .. }) => join_day_and_time(pair),
        (Val::Hour(_), Val::Part { from: Some(from), .. }) if pair.joint() == "in the" => {
            Some(pair.both(in_half(&as_clock(&pair.first.val)?, *from)))
        }
        // every day at 7:13 p.m., 6am everyday
        (Val::Set(_), Val::Clock { timex, .. }) | (Val::Clock { timex, .. }, Val::Set(_))
            if matches!(pair.joint(), "at" | "") =>
        {
            Some(pair.both(Val::Set(timex.clone())))
        }
        _ => None,
    }
}

/// Joins two times to a stretch, with the words that open it; or a time and how long it goes on.
pub(super) fn join_clocks(pair: &Neighbours<'_>) -> Option<Piece> {
    match (&pair.first.val, &pair.second.val) {
        (Val::Clock { .. } | Val::Hour(_), Val::Clock { .. } | Val::Hour(_)) => join_range(pair),
        // from 2pm for 2 hours
        (Val::Clock { seconds, .. }, length @ Val::Length { .. }) if pair.joint() == "for" => {
            going_on(pair, "from", seconds, length)
        }
        // for 3 hours from 10 am
        (length @ Val::Length { .. }, Val::Clock { seconds, .. }) if pair.joint() == "from" => {
            going_on(pair, "for", seconds, length)
        }
        _ => None,
    }
}

/// Returns the stretch of the day that starts at a time and goes on for so long.
fn going_on(pair: &Neighbours<'_>, opening: &str, seconds: &[i64], length: &Val) -> Option<Piece> {
    let Val::Length { unit, seconds_hundredths, .. } = length else { return None };
    if Granularity::Day <= *unit {
        return None;
    }
    let low = *seconds.first()?;
    let start = pair.before().word(opening).unwrap_or(pair.first.start);
    let val = Val::Part { from: Some(low), to: Some(low + seconds_hundredths / 100), code: "T/".to_owned() };
    Some(pair.both_from(start, val))
}

/// Joins a day and a time of day, or a part of the day and a time.
pub(super) fn join_day_and_time(pair: &Neighbours<'_>) -> Option<Piece> {
    let joint = pair.joint();
    let is_joint = matches!(
        joint,
        "" | ","
            | "at"
            | "at around"
            | "around"
            | "on"
            | "in the"
            | "for"
            | "in"
            | "-"
            | "的"
            | "，"
            | ", at"
            | "the"
            | "t"
            | "on the"
    );
    if !is_joint || pair.gap.contains('\n') {
        return None;
    }
    let val = match (&pair.first.val, &pair.second.val) {
        (Val::Clock { .. }, Val::Day { .. }) if joint == "-" => return None,
        (Val::Day { days, .. }, Val::Clock { seconds, .. }) | (Val::Clock { seconds, .. }, Val::Day { days, .. }) => {
            moments(days, &named_half(pair, seconds))
        }
        (Val::Day { days, .. }, Val::Hour(_)) if matches!(joint, "at" | "around" | "at around") => {
            moments(days, &named_half(pair, &as_clock(&pair.second.val)?))
        }
        // Monday morning from 10am to 12pm
        (Val::Moments { spans }, Val::Part { from, to, code }) if code.contains('/') && joint.is_empty() => {
            part_of_days(spans.iter().filter_map(|(start, _)| Some((*start)?.date())), *from, *to)
        }
        (Val::Day { days, .. }, Val::Part { from, to, .. }) | (Val::Part { from, to, .. }, Val::Day { days, .. })
            if joint != "-" =>
        {
            part_of_days(days.iter().copied(), *from, *to)
        }
        // 晚上六点, 8:00 early morning, 3 in the morning
        (Val::Part { from, .. }, Val::Clock { seconds, .. }) if matches!(joint, "" | "at") => {
            in_half(seconds, (*from)?)
        }
        (Val::Clock { seconds, .. }, Val::Part { from, .. }) if matches!(joint, "" | "in the") => {
            in_half(seconds, (*from)?)
        }
        // 2015年十月初一早上 + 九点二十
        (Val::Moments { spans }, Val::Clock { seconds, .. }) if matches!(joint, "" | "at" | "around") => {
            let moments = spans.iter().filter_map(|(start, _)| time_of_part((*start)?, seconds)).collect();
            Val::Moment { moments, timex: None }
        }
        _ => return None,
    };
    Some(pair.both(val))
}

/// Returns each reading of a time on each reading of a day.
fn moments(days: &[NaiveDate], seconds: &[i64]) -> Val {
    let moments = days.iter().flat_map(|day| seconds.iter().filter_map(|time| at(*day, *time))).collect();
    Val::Moment { moments, timex: None }
}

/// Returns a part of each of some days.
fn part_of_days(days: impl Iterator<Item = NaiveDate>, from: Option<i64>, to: Option<i64>) -> Val {
    let side = |day: NaiveDate, seconds: Option<i64>| seconds.and_then(|seconds| at(day, seconds));
    Val::Moments { spans: days.map(|day| (side(day, from), side(day, to))).collect() }
}

/// Returns the reading of a time that is in the part of the day which starts at a moment.
fn time_of_part(start: NaiveDateTime, seconds: &[i64]) -> Option<NaiveDateTime> {
    let from = (start - start.date().and_time(NaiveTime::MIN)).num_seconds();
    at(start.date(), second_in_half(seconds, from))
}

/// Returns the readings of a time beside a word for the day that names its half (tonight, 昨晚).
fn named_half(pair: &Neighbours<'_>, seconds: &[i64]) -> Vec<i64> {
    let words = &pair.lower[pair.first.start..pair.second.end];
    let is_evening = words.contains("night") || words.contains('晚') || words.contains('夜');
    let is_morning = words.contains('早') || words.contains('晨');
    match seconds {
        [early, late] if is_evening && 5 * HOUR <= *early => vec![*late],
        [early, _] if is_evening || is_morning => vec![*early],
        _ => seconds.to_vec(),
    }
}

/// Puts a time into the half of the day that starts at `from`.
fn in_half(seconds: &[i64], from: i64) -> Val {
    let chosen = second_in_half(seconds, from);
    let (hours, minutes) = (chosen / HOUR, chosen / 60 % 60);
    let timex = if chosen % HOUR == 0 { format!("T{hours:02}") } else { format!("T{hours:02}:{minutes:02}") };
    Val::Clock { seconds: vec![chosen], timex }
}

fn second_in_half(seconds: &[i64], from: i64) -> i64 {
    let is_morning = from < 12 * HOUR;
    match seconds {
        // 2 at night is after midnight.
        [early, _] if is_morning || 20 * HOUR <= from && *early < 5 * HOUR => *early,
        [_, late] => *late,
        _ => seconds.first().copied().unwrap_or(0),
    }
}

/// Returns a number beside a time as one: an hour has two readings.
pub(super) fn as_clock(val: &Val) -> Option<Vec<i64>> {
    match val {
        Val::Clock { seconds, .. } => Some(seconds.clone()),
        Val::Hour(hour) if *hour <= 12 => Some(vec![hour * HOUR, (hour + 12) % 24 * HOUR]),
        Val::Hour(hour) => Some(vec![hour * HOUR]),
        _ => None,
    }
}
