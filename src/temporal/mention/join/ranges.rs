//! Joins two ends to a range: from Monday to Friday, 5 to 6pm, 一月十日到十二日.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use super::super::super::value::Granularity;
use super::super::Piece;
use super::super::calendar::between;
use super::super::value::{Val, at, clock};
use super::Neighbours;
use super::clocks::as_clock;

/// Words that open a range; 在 opens it without being a part of it.
const OPENINGS: [&str; 9] = ["between the", "between", "from the", "from", "从", "自", "由", "從", "在"];

/// Joins two ends to a range.
pub(super) fn join_range(pair: &Neighbours<'_>) -> Option<Piece> {
    let opening = || OPENINGS.iter().find_map(|word| Some((*word, pair.before().word(word)?)));
    let is_joint = match pair.joint() {
        "-" | "–" | "—" | "~" | "～" | "to" | "till" | "until" | "through" | "至" | "到" | "to the" | "until the"
        | "till the" => true,
        "and" | "and the" => opening().is_some_and(|(word, _)| word.starts_with("between")),
        "和" | "与" => pair.lower[pair.second.end..].starts_with("之间"),
        _ => false,
    };
    if !is_joint {
        return None;
    }
    let val = range(pair)?;
    let start = opening().filter(|(word, _)| *word != "在").map_or(pair.first.start, |(_, start)| start);
    Some(pair.both_from(start, val))
}

/// Returns the range between two ends.
fn range(pair: &Neighbours<'_>) -> Option<Val> {
    match (&pair.first.val, &pair.second.val) {
        // 一月十日到十二日
        (Val::Day { days, .. }, Val::Length { unit: Granularity::Day, hundredths, .. })
            if pair.lower[..pair.second.end].ends_with('日') =>
        {
            let day = u32::try_from(hundredths / 100).ok()?;
            Some(Val::spans_of(days.iter().map(|low| (Some(*low), low.with_day(day))).collect()))
        }
        (Val::Day { .. } | Val::Span { .. }, Val::Day { .. } | Val::Span { .. }) => range_of_days(pair),
        (Val::Clock { .. } | Val::Hour(_), Val::Clock { .. } | Val::Hour(_)) => range_of_clocks(pair),
        (Val::Moment { moments: low, .. }, Val::Moment { moments: high, .. }) => {
            Some(Val::Moments { spans: low.iter().zip(high).map(|(low, high)| (Some(*low), Some(*high))).collect() })
        }
        (Val::Moment { moments, .. }, Val::Clock { seconds, .. }) => {
            let end = |start: &NaiveDateTime| {
                seconds.iter().filter_map(|time| at(start.date(), *time)).find(|end| start < end)
            };
            Some(Val::Moments { spans: moments.iter().map(|start| (Some(*start), end(start))).collect() })
        }
        (Val::Day { days, .. }, now) => Some(Val::spans_of(vec![(days.first().copied(), day_of_now(now)?)])),
        (Val::Span { spans, .. }, now) => {
            let now = day_of_now(now)?;
            Some(Val::spans_of(vec![(spans.first().and_then(|(start, _)| *start), now)]))
        }
        (now, Val::Day { days, .. }) => {
            let start = day_of_now(now)?;
            Some(Val::spans_of(vec![(start, days.iter().copied().find(|day| Some(*day) > start))]))
        }
        _ => None,
    }
}

/// Returns the day of `now`; `None` for anything else.
fn day_of_now(val: &Val) -> Option<Option<NaiveDate>> {
    match val {
        Val::Moment { moments, timex } if timex.as_deref() == Some("PRESENT_REF") => {
            Some(moments.first().map(NaiveDateTime::date))
        }
        _ => None,
    }
}

/// Returns the days from one day, month or year to another.
fn range_of_days(pair: &Neighbours<'_>) -> Option<Val> {
    let (low, high) = (pair.first.val.spans()?, pair.second.val.spans()?);
    // Seasons have no days.
    let is_season = |val: &Val| matches!(val, Val::Span { spans, .. } if spans.is_empty());
    if is_season(&pair.first.val) || is_season(&pair.second.val) {
        return None;
    }
    // until the end of June
    let is_end = pair.gap.trim_end().ends_with("the") || pair.lower[pair.second.start..].starts_with("the end");
    let high: Vec<_> = if is_end { high.iter().map(|(_, end)| (*end, *end)).collect() } else { high };
    Some(Val::spans_of(between(&low, &high)))
}

/// Returns the time from one hour to another.
fn range_of_clocks(pair: &Neighbours<'_>) -> Option<Val> {
    let (lows, highs) = (as_clock(&pair.first.val)?, as_clock(&pair.second.val)?);
    let (low, high) = match (lows.as_slice(), highs.as_slice()) {
        // 5 to 6pm; of twelve the readings are noon and midnight, the later one first.
        ([first, second], [high]) => {
            ([*first, *second].into_iter().filter(|low| low <= high).max().unwrap_or(*first), *high)
        }
        // 10am to 2
        ([low], [early, late]) if early <= low => (*low, *late),
        (lows, highs) => (*lows.first()?, *highs.first()?),
    };
    let are_hours = matches!((&pair.first.val, &pair.second.val), (Val::Hour(_), Val::Hour(_)));
    let code = if are_hours { "weak/".to_owned() } else { format!("T{}/{}", clock(low), clock(high)) };
    Some(Val::Part { from: Some(low), to: Some(high), code })
}
