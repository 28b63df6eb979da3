//! Joins pieces by the words between and around them: a day and a time, from and to, before and since, in two weeks.

use chrono::{NaiveDate, NaiveDateTime};

use crate::language::Tokens;

use super::super::value::Granularity;
use super::Piece;
use super::calendar::between;
use super::distance::{Distance, seconds_of};
use super::value::{Val, at};

/// Joins what belongs together.
pub(super) fn join(tokens: &Tokens<'_>, pieces: Vec<Piece>, reference: NaiveDateTime) -> Vec<Piece> {
    let lower = tokens.lower();
    let pieces = pairs(lower, pieces, join_lengths);
    let pieces = around(lower, pieces, half_more);
    let pieces = pairs(lower, pieces, join_part_and_clock);
    let pieces = pairs(lower, pieces, join_clocks);
    let pieces = pairs(lower, pieces, join_day_and_time);
    let pieces = pairs(lower, pieces, join_distance);
    let pieces: Vec<Piece> = around(lower, pieces, |lower, floor, piece| distance(lower, floor, piece, reference));
    let pieces = pairs(lower, pieces, join_range);
    let pieces = around(lower, pieces, |lower, floor, piece| {
        open(lower, floor, piece).or_else(|| widen(lower, floor, piece, reference))
    });
    let mut pieces = pairs(lower, pieces, join_day_and_time);
    pieces.retain(|piece| match &piece.val {
        Val::Hour(_) => false,
        Val::Part { code, .. } => !code.starts_with("weak"),
        _ => true,
    });
    pieces
}

/// Returns a number beside a time as one: an hour has two readings.
fn as_clock(val: &Val) -> Option<Vec<i64>> {
    match val {
        Val::Clock { seconds, .. } => Some(seconds.clone()),
        Val::Hour(hour) if *hour <= 12 => Some(vec![hour * 3600, (hour + 12) % 24 * 3600]),
        Val::Hour(hour) => Some(vec![hour * 3600]),
        _ => None,
    }
}

/// Adds the half of `one hour and a half`.
fn half_more(lower: &str, _: usize, piece: &Piece) -> Option<Piece> {
    let Val::Length { unit, hundredths, .. } = piece.val else { return None };
    let after = &lower[piece.end..];
    let word = [" and a half", " and half"].iter().find(|word| after.starts_with(**word))?;
    let hundredths = hundredths + 50;
    let duration = super::super::value::Duration { unit, hundredths };
    let timex = super::super::value::TemporalValue::Duration(duration).timex()?;
    let seconds_hundredths = hundredths * seconds_of(unit);
    let val = Val::Length { unit, hundredths, seconds_hundredths, timex };
    Some(Piece { start: piece.start, end: piece.end + word.len(), val })
}

/// Joins a part of the day and a time in it: 晚上六点, 8:00 in the morning.
fn join_part_and_clock(lower: &str, floor: usize, first: &Piece, second: &Piece) -> Option<Piece> {
    match (&first.val, &second.val) {
        (Val::Part { .. }, Val::Clock { .. }) | (Val::Clock { .. }, Val::Part { .. }) => {
            join_day_and_time(lower, floor, first, second)
        }
        (Val::Hour(_), Val::Part { from: Some(from), .. }) if gap(lower, first, second)?.trim() == "in the" => {
            let val = in_half(&as_clock(&first.val)?, *from);
            Some(Piece { start: first.start, end: second.end, val })
        }
        // every day at 7:13 p.m., 6am everyday
        (Val::Set(_), Val::Clock { timex, .. }) | (Val::Clock { timex, .. }, Val::Set(_))
            if matches!(gap(lower, first, second)?.trim(), "at" | "") =>
        {
            Some(Piece { start: first.start, end: second.end, val: Val::Set(timex.clone()) })
        }
        _ => None,
    }
}

/// Joins two times to a stretch, with the words that open it.
fn join_clocks(lower: &str, floor: usize, first: &Piece, second: &Piece) -> Option<Piece> {
    match (&first.val, &second.val) {
        (Val::Clock { .. } | Val::Hour(_), Val::Clock { .. } | Val::Hour(_)) => join_range(lower, floor, first, second),
        // from 2pm for 2 hours; for 3 hours from 10 am
        (Val::Clock { seconds, .. }, Val::Length { unit, seconds_hundredths, .. }) if *unit < Granularity::Day => {
            (gap(lower, first, second)?.trim() == "for").then_some(())?;
            let before = lower[floor.min(first.start)..first.start].trim_end_matches(' ');
            let start =
                if ends_with_word(before, "from") { floor.min(first.start) + before.len() - 4 } else { first.start };
            let low = *seconds.first()?;
            let val = Val::Part { from: Some(low), to: Some(low + seconds_hundredths / 100), code: "T/".to_owned() };
            Some(Piece { start, end: second.end, val })
        }
        (Val::Length { unit, seconds_hundredths, .. }, Val::Clock { seconds, .. }) if *unit < Granularity::Day => {
            (gap(lower, first, second)?.trim() == "from").then_some(())?;
            let before = lower[floor.min(first.start)..first.start].trim_end_matches(' ');
            let start =
                if ends_with_word(before, "for") { floor.min(first.start) + before.len() - 3 } else { first.start };
            let low = *seconds.first()?;
            let val = Val::Part { from: Some(low), to: Some(low + seconds_hundredths / 100), code: "T/".to_owned() };
            Some(Piece { start, end: second.end, val })
        }
        _ => None,
    }
}

/// Joins a length of time and the day that it is counted from: two weeks before May 13, 3 days from Tuesday.
fn join_distance(lower: &str, floor: usize, first: &Piece, second: &Piece) -> Option<Piece> {
    let gap = gap(lower, first, second)?;
    let Val::Length { unit, hundredths, .. } = first.val else { return None };
    let sign = match gap.trim() {
        "before" | "prior to" => -1,
        "after" | "from" | "since" | ", from" => 1,
        _ => return None,
    };
    let Val::Day { days, .. } = &second.val else { return None };
    if unit < Granularity::Day {
        return None;
    }
    let moved =
        |day: &NaiveDate| Some(Distance { unit, hundredths, sign }.from(day.and_time(chrono::NaiveTime::MIN))?.date());
    let before = lower[floor.min(first.start)..first.start].trim_end_matches(' ');
    let bounded = |word: &str| {
        first.start - (lower[..first.start].len() - lower[..first.start].trim_end_matches(' ').len()) - word.len()
    };
    if ends_with_word(before, "more than") {
        let side = |day: &NaiveDate| if sign < 0 { (None, moved(day)) } else { (moved(day), None) };
        let val = Val::Span { spans: days.iter().map(side).collect(), timex: None };
        return Some(Piece { start: bounded("more than"), end: second.end, val });
    }
    if ends_with_word(before, "less than") {
        let side = |day: &NaiveDate| if sign < 0 { (moved(day), Some(*day)) } else { (Some(*day), moved(day)) };
        let val = Val::Span { spans: days.iter().map(side).collect(), timex: None };
        return Some(Piece { start: bounded("less than"), end: second.end, val });
    }
    if ends_with_word(before, "for") {
        let val = Val::Span { spans: days.iter().map(|day| (Some(*day), moved(day))).collect(), timex: None };
        return Some(Piece { start: bounded("for"), end: second.end, val });
    }
    let val = Val::Day { days: days.iter().filter_map(moved).collect(), timex: None };
    Some(Piece { start: first.start, end: second.end, val })
}

/// Takes in the words that belong to a piece: from, in the (morning), less than, tonight.
fn widen(lower: &str, floor: usize, piece: &Piece, reference: NaiveDateTime) -> Option<Piece> {
    let from = floor.min(piece.start);
    let text = &lower[piece.start..piece.end];
    let before = lower[from..piece.start].trim_end_matches(' ');
    let starting = |word: &str| from + before.len() - word.len();
    let today = reference.date();
    match &piece.val {
        Val::Span { timex: None, spans } if spans.iter().all(|(low, high)| low.is_some() && high.is_some()) => {
            let has_joint = ["到", "至", "-", "–", "~", " to ", " till ", " until ", " through ", " and "]
                .iter()
                .any(|joint| text.contains(joint));
            let openings: &[&str] =
                if has_joint { &["between", "from", "从", "自", "從", "时间从"] } else { return None };
            let word = openings.iter().find(|word| ends_with_word(before, word))?;
            let end = piece.end + if lower[piece.end..].starts_with("之间") { 6 } else { 0 };
            Some(Piece { start: starting(word), end, val: piece.val.clone() })
        }
        Val::Length { .. } => {
            let word = ["less than", "more than"].iter().find(|word| ends_with_word(before, word))?;
            Some(Piece { start: starting(word), end: piece.end, val: piece.val.clone() })
        }
        Val::Part { from: Some(low), to: Some(high), code } if code.starts_with('T') && !code.contains('/') => {
            // this morning, last night
            for (word, days) in [("this", 0), ("last", -1), ("next", 1)] {
                if ends_with_word(before, word) {
                    let day = today + chrono::TimeDelta::days(days);
                    let val = Val::Moments { spans: vec![(at(day, *low), at(day, *high))] };
                    return Some(Piece { start: starting(word), end: piece.end, val });
                }
            }
            for word in ["in the", "at", "in", "during the"] {
                if ends_with_word(before, word) {
                    return Some(Piece { start: starting(word), end: piece.end, val: piece.val.clone() });
                }
            }
            None
        }
        Val::Clock { .. } | Val::Moment { .. } => {
            let word = ["around", "circa"].iter().find(|word| ends_with_word(before, word))?;
            Some(Piece { start: starting(word), end: piece.end, val: piece.val.clone() })
        }
        Val::Day { days, .. } if ends_with_word(before, "end of") => {
            let moments = days.iter().filter_map(|day| at(*day, 24 * 3600 - 1)).collect();
            Some(Piece { start: starting("end of"), end: piece.end, val: Val::Moment { moments, timex: None } })
        }
        Val::Day { days, .. } => {
            let (low, high) = match text {
                "tonight" | "tonite" => (20 * 3600, 24 * 3600 - 1),
                "今晚" | "昨晚" | "明晚" => (16 * 3600, 20 * 3600),
                "昨夜" => (20 * 3600, 24 * 3600 - 1),
                "今早" | "今晨" | "明早" => (8 * 3600, 12 * 3600),
                _ => return None,
            };
            let spans = days.iter().map(|day| (at(*day, low), at(*day, high))).collect();
            Some(Piece { start: piece.start, end: piece.end, val: Val::Moments { spans } })
        }
        _ => None,
    }
}

/// Joins neighbours as long as `join` makes one of two.
fn pairs(lower: &str, pieces: Vec<Piece>, join: fn(&str, usize, &Piece, &Piece) -> Option<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let floor = joined.iter().rev().nth(1).map_or(0, |before| before.end);
        match joined.last().and_then(|last| join(lower, floor, last, &piece)) {
            Some(both) => {
                joined.pop();
                joined.push(both);
            }
            None => joined.push(piece),
        }
    }
    joined
}

/// Changes each piece by the words around it.
fn around(lower: &str, pieces: Vec<Piece>, change: impl Fn(&str, usize, &Piece) -> Option<Piece>) -> Vec<Piece> {
    let mut floor = 0;
    pieces
        .into_iter()
        .map(|piece| {
            let piece = change(lower, floor, &piece).unwrap_or(piece);
            floor = piece.end;
            piece
        })
        .collect()
}

fn gap<'t>(lower: &'t str, first: &Piece, second: &Piece) -> Option<&'t str> {
    if second.start < first.end || 24 < second.start - first.end {
        return None;
    }
    Some(&lower[first.end..second.start])
}

/// Joins 一年又一个月21天, 2 weeks and 2 days.
fn join_lengths(lower: &str, _: usize, first: &Piece, second: &Piece) -> Option<Piece> {
    let gap = gap(lower, first, second)?;
    if !matches!(gap, "" | " " | "又" | "零" | " and " | ", " | "余" | "多" | " 又 ") {
        return None;
    }
    let (
        Val::Length { unit, seconds_hundredths, timex, .. },
        Val::Length { unit: smaller, seconds_hundredths: more, timex: second_timex, .. },
    ) = (&first.val, &second.val)
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
    let val = Val::Length { unit: *smaller, hundredths, seconds_hundredths: seconds, timex };
    Some(Piece { start: first.start, end: second.end, val })
}

/// Joins a day and a time of day, or a part of the day and a time.
fn join_day_and_time(lower: &str, _: usize, first: &Piece, second: &Piece) -> Option<Piece> {
    let gap = gap(lower, first, second)?;
    let is_gap = matches!(
        gap.trim(),
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
    if !is_gap || gap.contains('\n') {
        return None;
    }
    let joined = |val| Some(Piece { start: first.start, end: second.end, val });
    match (&first.val, &second.val) {
        (Val::Day { days, .. }, Val::Clock { seconds, .. }) | (Val::Clock { seconds, .. }, Val::Day { days, .. }) => {
            if gap.trim() == "-" && !matches!(second.val, Val::Clock { .. }) {
                return None;
            }
            let seconds = named_half(lower, first, second, seconds);
            let moments = days.iter().flat_map(|day| seconds.iter().filter_map(|time| at(*day, *time))).collect();
            joined(Val::Moment { moments, timex: None })
        }
        (Val::Day { days, .. }, Val::Hour(_)) if matches!(gap.trim(), "at" | "around" | "at around") => {
            let seconds = named_half(lower, first, second, &as_clock(&second.val)?);
            let moments = days.iter().flat_map(|day| seconds.iter().filter_map(|time| at(*day, *time))).collect();
            joined(Val::Moment { moments, timex: None })
        }
        // Monday morning from 10am to 12pm
        (Val::Moments { spans }, Val::Part { from, to, code }) if code.contains('/') && gap.trim().is_empty() => {
            let side = |day: NaiveDateTime, seconds: Option<i64>| seconds.and_then(|seconds| at(day.date(), seconds));
            joined(Val::Moments {
                spans: spans
                    .iter()
                    .filter_map(|(start, _)| Some((side((*start)?, *from), side((*start)?, *to))))
                    .collect(),
            })
        }
        (Val::Day { days, .. }, Val::Part { from, to, .. }) | (Val::Part { from, to, .. }, Val::Day { days, .. })
            if gap.trim() != "-" =>
        {
            let side = |day: NaiveDate, seconds: Option<i64>| seconds.and_then(|seconds| at(day, seconds));
            joined(Val::Moments { spans: days.iter().map(|day| (side(*day, *from), side(*day, *to))).collect() })
        }
        // 晚上六点, 8:00 early morning, 3 in the morning
        (Val::Part { from, .. }, Val::Clock { seconds, .. }) if matches!(gap.trim(), "" | "at") => {
            joined(in_half(seconds, (*from)?))
        }
        (Val::Clock { seconds, .. }, Val::Part { from, .. }) if matches!(gap.trim(), "" | "in the") => {
            joined(in_half(seconds, (*from)?))
        }
        // 2015年十月初一早上 + 九点二十
        (Val::Moments { spans }, Val::Clock { seconds, .. }) if matches!(gap.trim(), "" | "at" | "around") => {
            let moments = spans
                .iter()
                .filter_map(|(start, _)| {
                    let start = (*start)?;
                    let from = (start - start.date().and_time(chrono::NaiveTime::MIN)).num_seconds();
                    let Val::Clock { seconds, .. } = in_half(seconds, from) else { return None };
                    at(start.date(), *seconds.first()?)
                })
                .collect();
            joined(Val::Moment { moments, timex: None })
        }
        _ => None,
    }
}

/// Returns the readings of a time beside a word for the day that names its half (tonight, 昨晚).
fn named_half(lower: &str, first: &Piece, second: &Piece, seconds: &[i64]) -> Vec<i64> {
    let words = &lower[first.start..second.end];
    let is_evening = words.contains("night") || words.contains('晚') || words.contains('夜');
    let is_morning = words.contains('早') || words.contains('晨');
    match seconds {
        [early, late] if is_evening && 5 * 3600 <= *early => vec![*late],
        [early, _] if is_evening || is_morning => vec![*early],
        _ => seconds.to_vec(),
    }
}

/// Puts a time into the half of the day that starts at `from`.
fn in_half(seconds: &[i64], from: i64) -> Val {
    let noon = 12 * 3600;
    let chosen = match seconds {
        [early, late] => {
            if from < noon || 20 * 3600 <= from && *early < 5 * 3600 {
                *early
            } else {
                *late
            }
        }
        _ => seconds.first().copied().unwrap_or(0),
    };
    let timex = format!("T{:02}:{:02}", chosen / 3600, chosen / 60 % 60);
    let timex = if chosen % 3600 == 0 { timex[..3].to_owned() } else { timex };
    Val::Clock { seconds: vec![chosen], timex }
}

/// Joins two ends to a range.
fn join_range(lower: &str, floor: usize, first: &Piece, second: &Piece) -> Option<Piece> {
    let gap = gap(lower, first, second)?;
    let before = lower[floor.min(first.start)..first.start].trim_end_matches(' ');
    let opening = ["between the", "between", "from the", "from", "从", "自", "由", "從", "在"]
        .iter()
        .find(|word| before.ends_with(**word) && starts_word(before, word.len()))
        .copied();
    let is_joined = match gap.trim() {
        "-" | "–" | "—" | "~" | "～" | "to" | "till" | "until" | "through" | "至" | "到" | "to the" | "until the"
        | "till the" => true,
        "and" | "and the" => opening.is_some_and(|word| word.starts_with("between")),
        "和" | "与" => lower[second.end..].starts_with("之间"),
        _ => false,
    };
    if !is_joined {
        return None;
    }
    let start = match opening {
        Some(word) if word != "在" => floor.min(first.start) + before.len() - word.len(),
        _ => first.start,
    };
    let piece = |val| Some(Piece { start, end: second.end, val });
    match (&first.val, &second.val) {
        // 一月十日到十二日
        (Val::Day { days, .. }, Val::Length { unit: Granularity::Day, hundredths, .. })
            if lower[..second.end].ends_with('日') =>
        {
            let day = u32::try_from(hundredths / 100).ok()?;
            piece(Val::Span {
                spans: days.iter().map(|low| (Some(*low), chrono::Datelike::with_day(low, day))).collect(),
                timex: None,
            })
        }
        (Val::Day { .. } | Val::Span { .. }, Val::Day { .. } | Val::Span { .. }) => {
            let (low, high) = (first.val.spans()?, second.val.spans()?);
            if matches!((&first.val, &second.val), (Val::Span { spans, .. }, _) | (_, Val::Span { spans, .. }) if spans.is_empty())
            {
                return None;
            }
            // until the end of June
            let is_end = gap.trim_end().ends_with("the") || lower[second.start..].starts_with("the end");
            let high: Vec<_> = if is_end { high.iter().map(|(_, end)| (*end, *end)).collect() } else { high };
            piece(Val::Span { spans: between(&low, &high), timex: None })
        }
        (Val::Clock { .. } | Val::Hour(_), Val::Clock { .. } | Val::Hour(_)) => {
            let are_hours = matches!((&first.val, &second.val), (Val::Hour(_), Val::Hour(_)));
            let (low, high) = (as_clock(&first.val)?, as_clock(&second.val)?);
            let (low, high) = (&low, &high);
            let low = if high.len() == 1 && low.len() == 2 {
                // 5 to 6pm
                let late = low.iter().copied().filter(|low| *low <= high[0]).max();
                vec![late.unwrap_or(low[0])]
            } else {
                low.clone()
            };
            let end = match (low.as_slice(), high.as_slice()) {
                ([low], [early, late]) if *early <= *low => *late,
                (_, high) => high[0],
            };
            let text = if are_hours {
                "weak/".to_owned()
            } else {
                format!("T{}/{}", super::value::clock(low[0]), super::value::clock(end))
            };
            piece(Val::Part { from: Some(low[0]), to: Some(end), code: text })
        }
        (Val::Moment { moments: low, .. }, Val::Moment { moments: high, .. }) => {
            piece(Val::Moments { spans: low.iter().zip(high).map(|(low, high)| (Some(*low), Some(*high))).collect() })
        }
        (Val::Moment { moments, .. }, Val::Clock { seconds, .. }) => {
            let spans = moments
                .iter()
                .map(|start| {
                    let day = start.date();
                    let end = seconds.iter().filter_map(|time| at(day, *time)).find(|end| start < end);
                    (Some(*start), end)
                })
                .collect();
            piece(Val::Moments { spans })
        }
        (Val::Day { days, .. }, Val::Moment { moments, timex }) if timex.as_deref() == Some("PRESENT_REF") => {
            piece(Val::Span {
                spans: vec![(days.first().copied(), moments.first().map(NaiveDateTime::date))],
                timex: None,
            })
        }
        (Val::Span { spans, .. }, Val::Moment { moments, timex }) if timex.as_deref() == Some("PRESENT_REF") => {
            let start = spans.first().and_then(|(start, _)| *start);
            piece(Val::Span { spans: vec![(start, moments.first().map(NaiveDateTime::date))], timex: None })
        }
        (Val::Moment { moments, timex }, Val::Day { days, .. }) if timex.as_deref() == Some("PRESENT_REF") => {
            let start = moments.first().map(NaiveDateTime::date);
            let end = days.iter().copied().find(|day| Some(*day) > start);
            piece(Val::Span { spans: vec![(start, end)], timex: None })
        }
        _ => None,
    }
}

fn starts_word(text: &str, length: usize) -> bool {
    let before = text.as_bytes()[..text.len() - length].last();
    !before.is_some_and(u8::is_ascii_alphanumeric)
        || !text[text.len() - length..].starts_with(|first: char| first.is_ascii())
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.ends_with(word) && starts_word(text, word.len())
}

/// Makes a date of a length of time: in two weeks, the last 3 months, 后1年, 3天后.
fn distance(lower: &str, floor: usize, piece: &Piece, reference: NaiveDateTime) -> Option<Piece> {
    let Val::Length { unit, hundredths, .. } = &piece.val else { return None };
    let (unit, hundredths) = (*unit, *hundredths);
    let from = floor.min(piece.start);
    let before = lower[from..piece.start].trim_end_matches(' ');
    let after = &lower[piece.end..];
    let moved = |sign| Distance { unit, hundredths, sign }.from(reference);
    let is_fine = unit < Granularity::Day;
    let point = |start: usize, end: usize, sign: i64| {
        let moment = moved(sign)?;
        let val = if is_fine {
            Val::Moment { moments: vec![moment], timex: None }
        } else {
            Val::Day { days: vec![moment.date()], timex: Some(moment.date().to_string()) }
        };
        Some(Piece { start, end, val })
    };
    let stretch = |start: usize, end: usize, sign: i64, shift_day: bool| {
        let moment = moved(sign)?;
        let (low, high) = if sign < 0 { (moment, reference) } else { (reference, moment) };
        let val = if is_fine {
            Val::Moments { spans: vec![(Some(low), Some(high))] }
        } else {
            let day = chrono::Days::new(u64::from(shift_day));
            Val::Span {
                spans: vec![(low.date().checked_add_days(day), high.date().checked_add_days(day))],
                timex: None,
            }
        };
        Some(Piece { start, end, val })
    };
    let is_english = lower.as_bytes()[piece.start].is_ascii() && lower.as_bytes()[piece.end - 1].is_ascii();
    if !is_english {
        for (word, sign) in [("过去", -1), ("過去", -1), ("最近", -1), ("近", -1), ("前", -1), ("上", -1)] {
            if before.ends_with(word) && matches!(word, "前") {
                return stretch(
                    piece.start - (lower[from..piece.start].len() - before.len()) - word.len(),
                    piece.end,
                    sign,
                    false,
                );
            }
        }
        for (word, sign) in [
            ("未来", 1),
            ("未來", 1),
            ("之后", 1),
            ("之後", 1),
            ("今后", 1),
            ("还剩", 1),
            ("后", 1),
            ("後", 1),
            ("接下来", 1),
        ] {
            if before.ends_with(word) {
                let start = from + before.len() - word.len();
                return stretch(
                    start,
                    piece.end,
                    sign,
                    matches!(word, "后" | "後" | "之后" | "之後" | "未来" | "未來") && !is_fine,
                );
            }
        }
        return None;
    }
    for (word, sign) in [
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
    ] {
        if ends_with_word(before, word) {
            // It will last two hours: a verb.
            let verb = before[..before.len() - word.len()].trim_end_matches(' ');
            if word == "last"
                && ["will", "not", "n't", "to", "should", "would", "can", "may", "must", "it"]
                    .iter()
                    .any(|word| verb.ends_with(word))
            {
                return None;
            }
            let start = from + before.len() - word.len();
            let from_tomorrow = !word.starts_with("within") && 0 < sign && !is_fine;
            return stretch(start, piece.end, sign, from_tomorrow);
        }
    }
    for (word, sign) in [(" ago", -1), (" from now", 1), (" later", 1), (" earlier", -1)] {
        if after.starts_with(word) && !after.as_bytes().get(word.len()).is_some_and(u8::is_ascii_alphanumeric) {
            return point(piece.start, piece.end + word.len(), sign);
        }
    }
    if ends_with_word(before, "in") && !after.starts_with(" of") {
        let start = from + before.len() - 2;
        return point(start, piece.end, 1);
    }
    None
}

/// Opens one side where a word says so: before, since, 之前, 2018 or later.
fn open(lower: &str, floor: usize, piece: &Piece) -> Option<Piece> {
    let from = floor.min(piece.start);
    let before = lower[from..piece.start].trim_end_matches(' ');
    let before = before.strip_suffix(" the").unwrap_or(before);
    let after = &lower[piece.end..];
    let make = |start: usize, end: usize, side: Side| {
        let val = match &piece.val {
            Val::Day { .. } | Val::Span { .. } => {
                let is_day = matches!(piece.val, Val::Day { .. });
                let spans = piece.val.spans()?;
                let spans = spans
                    .into_iter()
                    .map(|(low, high)| match side {
                        Side::Before => (None, low),
                        Side::Until => (None, if is_day { low } else { high }),
                        Side::Since => (low, None),
                        Side::After => (if is_day { low } else { high }, None),
                    })
                    .collect();
                let timex = match &piece.val {
                    Val::Day { timex, .. } | Val::Span { timex, .. } => timex.clone(),
                    _ => None,
                };
                Val::Span { spans, timex }
            }
            Val::Clock { seconds, timex } => match side {
                Side::Before | Side::Until => {
                    Val::Part { from: None, to: seconds.first().copied(), code: timex.clone() }
                }
                Side::After | Side::Since => {
                    Val::Part { from: seconds.first().copied(), to: None, code: timex.clone() }
                }
            },
            Val::Moment { moments, .. } => Val::Moments {
                spans: moments
                    .iter()
                    .map(|moment| match side {
                        Side::Before | Side::Until => (None, Some(*moment)),
                        Side::After | Side::Since => (Some(*moment), None),
                    })
                    .collect(),
            },
            _ => return None,
        };
        Some(Piece { start, end, val })
    };
    let is_date = matches!(piece.val, Val::Day { .. } | Val::Span { .. } | Val::Clock { .. } | Val::Moment { .. });
    if !is_date {
        return None;
    }
    for (word, side) in [
        ("或之前", Side::Until),
        ("及之前", Side::Until),
        ("及以前", Side::Until),
        ("或以前", Side::Until),
        ("或之后", Side::Since),
        ("及之后", Side::Since),
        ("及以后", Side::Since),
        ("或以后", Side::Since),
        ("之前", Side::Before),
        ("以前", Side::Before),
        ("之後", Side::After),
        ("之后", Side::After),
        ("以后", Side::After),
        ("以後", Side::After),
        ("开始", Side::Since),
        ("開始", Side::Since),
        ("以来", Side::Since),
        ("以來", Side::Since),
        ("起", Side::Since),
        (" or later", Side::Since),
        (" or after", Side::Since),
        (" and later", Side::Since),
        (" or earlier", Side::Until),
        (" or before", Side::Until),
    ] {
        if let Some(tail) = after.strip_prefix(word) {
            if word == "起" && tail.starts_with(['来', '初', '诉', '步', '点', '源', '飞']) {
                continue;
            }
            let opening = ["自从", "从", "自", "從", "自從"].iter().find(|opening| before.ends_with(**opening));
            let start = match (opening, side) {
                (Some(opening), Side::Since) => from + before.len() - opening.len(),
                _ => piece.start,
            };
            return make(start, piece.end + word.len(), side);
        }
    }
    for (word, side) in [
        ("no later than", Side::Until),
        ("as late as", Side::Until),
        ("prior to", Side::Before),
        ("before", Side::Before),
        ("until", Side::Before),
        ("till", Side::Before),
        ("by", Side::Before),
        ("later than", Side::After),
        ("after", Side::After),
        ("since", Side::Since),
        ("starting on", Side::Since),
        ("starting from", Side::Since),
        ("starting", Side::Since),
        ("> =", Side::Since),
        (">=", Side::Since),
        ("< =", Side::Until),
        ("<=", Side::Until),
        ("自从", Side::Since),
        ("自從", Side::Since),
        ("截止到", Side::Before),
        ("截至", Side::Before),
    ] {
        if ends_with_word(before, word) {
            // after 2 in the morning is no date before it; `by` a name is none either.
            return make(from + before.len() - word.len(), piece.end, side);
        }
    }
    None
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Until,
    Since,
    After,
}
