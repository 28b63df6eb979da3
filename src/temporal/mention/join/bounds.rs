//! Takes in the words that bound one piece: before, since, 之前, or later, less than, end of, this (morning).

use chrono::{NaiveDate, TimeDelta};

use super::super::Piece;
use super::super::calendar::DaySpan;
use super::super::value::{Val, at};
use super::Setting;

/// Which side of a time is meant, and whether the time itself is a part of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    Until,
    Since,
    After,
}

/// Words that say so after a time.
const AFTER: [(&str, Side); 24] = [
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
];

/// Words that say so before a time.
const BEFORE: [(&str, Side); 21] = [
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
];

/// Opens one side where a word says so: before, since, 之前, 2018 or later.
pub(super) fn open(setting: &Setting<'_>) -> Option<Piece> {
    let piece = setting.piece;
    if !matches!(piece.val, Val::Day { .. } | Val::Span { .. } | Val::Clock { .. } | Val::Moment { .. }) {
        return None;
    }
    let mut before = setting.before();
    before.text = before.text.strip_suffix(" the").unwrap_or(before.text);
    let after = setting.after();
    for (word, side) in AFTER {
        let Some(rest) = after.strip_prefix(word) else { continue };
        // 起来 and the like are other words.
        if word == "起" && rest.starts_with(['来', '初', '诉', '步', '点', '源', '飞']) {
            continue;
        }
        let opening = before.any_word(&["自从", "从", "自", "從", "自從"]).filter(|_| side == Side::Since);
        let start = opening.unwrap_or(piece.start);
        return Some(Piece { start, end: piece.end + word.len(), val: opened(&piece.val, side)? });
    }
    let (start, side) = BEFORE.iter().find_map(|(word, side)| Some((before.word(word)?, *side)))?;
    Some(Piece { start, end: piece.end, val: opened(&piece.val, side)? })
}

/// Returns all the time on one side of another.
fn opened(val: &Val, side: Side) -> Option<Val> {
    let is_before = matches!(side, Side::Before | Side::Until);
    match val {
        Val::Day { days, timex } => {
            let span = |day: NaiveDate| if is_before { (None, Some(day)) } else { (Some(day), None) };
            Some(Val::Span { spans: days.iter().copied().map(span).collect(), timex: timex.clone() })
        }
        Val::Span { spans, timex } => {
            let span = |(low, high): DaySpan| match side {
                Side::Before => (None, low),
                Side::Until => (None, high),
                Side::Since => (low, None),
                Side::After => (high, None),
            };
            Some(Val::Span { spans: spans.iter().copied().map(span).collect(), timex: timex.clone() })
        }
        Val::Clock { seconds, timex } => {
            let bound = seconds.first().copied();
            let (from, to) = if is_before { (None, bound) } else { (bound, None) };
            Some(Val::Part { from, to, code: timex.clone() })
        }
        Val::Moment { moments, .. } => {
            let span = |moment| if is_before { (None, Some(moment)) } else { (Some(moment), None) };
            Some(Val::Moments { spans: moments.iter().copied().map(span).collect() })
        }
        _ => None,
    }
}

/// Takes in the words that belong to a piece: from, in the (morning), less than, tonight.
pub(super) fn widen(setting: &Setting<'_>, today: NaiveDate) -> Option<Piece> {
    let before = setting.before();
    match &setting.piece.val {
        Val::Span { timex: None, spans } if spans.iter().all(|(low, high)| low.is_some() && high.is_some()) => {
            opened_range(setting)
        }
        Val::Length { .. } => Some(setting.from(before.any_word(&["less than", "more than"])?)),
        Val::Part { from: Some(low), to: Some(high), code } if code.starts_with('T') && !code.contains('/') => {
            // this morning, last night
            let days = [("this", 0), ("last", -1), ("next", 1)];
            if let Some((start, days)) = days.iter().find_map(|(word, days)| Some((before.word(word)?, *days))) {
                let day = today + TimeDelta::days(days);
                let val = Val::Moments { spans: vec![(at(day, *low), at(day, *high))] };
                return Some(Piece { start, end: setting.piece.end, val });
            }
            Some(setting.from(before.any_word(&["in the", "at", "in", "during the"])?))
        }
        Val::Clock { .. } | Val::Moment { .. } => Some(setting.from(before.any_word(&["around", "circa"])?)),
        Val::Day { days, .. } => {
            if let Some(start) = before.word("end of") {
                let moments = days.iter().filter_map(|day| at(*day, 24 * 3600 - 1)).collect();
                return Some(Piece { start, end: setting.piece.end, val: Val::Moment { moments, timex: None } });
            }
            let (low, high) = named_part(setting.text())?;
            let spans = days.iter().map(|day| (at(*day, low), at(*day, high))).collect();
            Some(Piece { val: Val::Moments { spans }, ..*setting.piece })
        }
        _ => None,
    }
}

/// Takes in the words around a range: between … and …, 从…到…之间.
fn opened_range(setting: &Setting<'_>) -> Option<Piece> {
    let joints = ["到", "至", "-", "–", "~", " to ", " till ", " until ", " through ", " and "];
    let text = setting.text();
    if !joints.iter().any(|joint| text.contains(joint)) {
        return None;
    }
    let start = setting.before().any_word(&["between", "from", "从", "自", "從", "时间从"])?;
    let between = "之间";
    let end = setting.piece.end + if setting.after().starts_with(between) { between.len() } else { 0 };
    Some(Piece { start, end, val: setting.piece.val.clone() })
}

/// Returns the seconds of the part that one word names together with its day.
fn named_part(text: &str) -> Option<(i64, i64)> {
    let (from, to) = match text {
        "tonight" | "tonite" | "昨夜" => (20, 24),
        "今晚" | "昨晚" | "明晚" => (16, 20),
        "今早" | "今晨" | "明早" => (8, 12),
        _ => return None,
    };
    // The day ends a second before midnight.
    Some((from * 3600, (to * 3600).min(24 * 3600 - 1)))
}
