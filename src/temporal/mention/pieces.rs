//! The dates, times and lengths of time in a text, one by one.

use chrono::{Datelike, Months, NaiveDate, NaiveDateTime};

use crate::language::numeral::NumeralKind;
use crate::language::{ItemKind, Season, Tokens, Word};

use super::super::extract::{Reading, readings};
use super::super::resolve::{Tense, resolve_reading};
use super::super::value::{CarriedYear, DatePart, Granularity, Relative, TemporalValue, Written};
use super::calendar::{self, between, monthly, months_away, weekly, yearly_months};
use super::distance::Distance;
use super::value::Val;
use super::{Piece, clock, english};

/// Reads the pieces in order, not overlapping.
pub(super) fn read(tokens: &Tokens<'_>, reference: NaiveDateTime) -> Vec<Piece> {
    let lower = tokens.lower();
    // The fuller grammar of English goes before the careful one where both read as much.
    let mut pieces = english::read(lower, reference);
    for reading in readings(tokens) {
        if let Some(val) = val(&reading, reference) {
            pieces.push(Piece { start: reading.start, end: reading.end, val });
        }
    }
    for (index, item) in tokens.items.iter().enumerate() {
        let found = match item.kind {
            ItemKind::Number(numeral) if numeral.kind == NumeralKind::Cardinal => {
                clock::read(lower, &numeral).or_else(|| clock::hour(lower, &numeral))
            }
            ItemKind::Word(Word::DayPart(part)) => {
                let val = if part.code.is_empty() {
                    Val::Clock { seconds: vec![part.start], timex: format!("T{:02}", part.start / 3600) }
                } else if lower[item.start..item.end].ends_with('s') {
                    // mornings
                    Val::Set(part.code.to_owned())
                } else {
                    Val::Part { from: Some(part.start), to: Some(part.end), code: part.code.to_owned() }
                };
                Some(Piece { start: item.start, end: item.end, val })
            }
            ItemKind::Word(Word::Now) => {
                let val = Val::Moment { moments: vec![reference], timex: Some("PRESENT_REF".to_owned()) };
                Some(Piece { start: item.start, end: item.end, val })
            }
            ItemKind::Word(Word::Every) => every(tokens, index),
            _ => None,
        };
        pieces.extend(found);
    }
    longest(pieces)
}

/// Keeps the longest of those that overlap, and the first of those as long.
fn longest(mut pieces: Vec<Piece>) -> Vec<Piece> {
    pieces.sort_by_key(|piece| piece.start);
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let length = if matches!(piece.val, Val::Hour(_)) { 0 } else { piece.end - piece.start };
        let is_longer = kept.last().is_none_or(|last| last.end <= piece.start || last.end - last.start < length);
        if !is_longer {
            continue;
        }
        while kept.last().is_some_and(|last| piece.start < last.end) {
            kept.pop();
        }
        kept.push(piece);
    }
    kept
}

/// Reads what `every` repeats.
fn every(tokens: &Tokens<'_>, index: usize) -> Option<Piece> {
    let lower = tokens.lower();
    let item = tokens.items[index];
    let word = &lower[item.start..item.end];
    let fixed = match word {
        "everyday" | "daily" | "once a day" | "每天" | "每日" => "P1D",
        "weekly" | "once a week" | "每周" | "每週" => "P1W",
        "monthly" | "once a month" | "每月" | "每个月" => "P1M",
        "quarterly" | "每季度" => "P3M",
        "yearly" | "annually" | "once a year" | "每年" => "P1Y",
        "biweekly" | "bi-weekly" => "P2W",
        "bimonthly" | "bi-monthly" => "P2M",
        "每小时" => "PT1H",
        "每晚" => "TEV",
        _ => "",
    };
    if !fixed.is_empty() {
        return Some(Piece { start: item.start, end: item.end, val: Val::Set(fixed.to_owned()) });
    }
    let mut rest = lower[item.end..].strip_prefix(' ')?;
    let mut factor = 1;
    if let Some(after) = rest.strip_prefix("other ") {
        rest = after;
        factor = 2;
    }
    let at = lower.len() - rest.len();
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let timex = match &rest[..length] {
        "day" => format!("P{factor}D"),
        "week" => format!("P{factor}W"),
        "month" => format!("P{factor}M"),
        "year" => format!("P{factor}Y"),
        "hour" => format!("PT{factor}H"),
        "minute" => format!("PT{factor}M"),
        "weekend" => format!("P{factor}WE"),
        "weekday" => "XXXX-WXX-WD".to_owned(),
        "quarter" => "P3M".to_owned(),
        "morning" => "TMO".to_owned(),
        "afternoon" => "TAF".to_owned(),
        "evening" => "TEV".to_owned(),
        "night" => "TNI".to_owned(),
        word => {
            let day = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
                .iter()
                .position(|day| *day == word)?;
            format!("XXXX-WXX-{}", day + 1)
        }
    };
    Some(Piece { start: item.start, end: at + length, val: Val::Set(timex) })
}

/// Returns what a reading means.
pub(super) fn val(reading: &Reading, reference: NaiveDateTime) -> Option<Val> {
    let today = reference.date();
    let carried = reading.carried_year.map(|year| match year {
        CarriedYear::Absolute(year) => year,
        CarriedYear::Relative(offset) => today.year() + offset,
    });
    match &reading.value {
        TemporalValue::Date(date) => date_val(Written { year: date.year.or(carried), ..Written::from(*date) }, today),
        TemporalValue::Part(date, part) => part_of(Written { part: Some(*part), ..Written::from(*date) }, today),
        TemporalValue::Weekday(day) => {
            Some(Val::Day { days: weekly(today, *day), timex: Some(format!("XXXX-WXX-{}", day.number_from_monday())) })
        }
        TemporalValue::Relative(relative) => relative_val(relative, reference),
        TemporalValue::Duration(duration) => Val::length(duration.unit, duration.hundredths),
        TemporalValue::Range(low, high) => {
            let side = |value: &TemporalValue| val(&Reading::new(0, 0, value.clone()), reference)?.spans();
            Some(Val::Span { spans: between(&side(low)?, &side(high)?), timex: None })
        }
    }
}

fn date_val(date: Written, today: NaiveDate) -> Option<Val> {
    match (date.year, date.month, date.day) {
        (year, Some(month), Some(day)) => Some(calendar::day(year, month, day, today)),
        (year, Some(month), None) => calendar::month(year, month, today),
        (Some(year), None, None) => Some(calendar::year(year)),
        (None, None, Some(day)) => {
            Some(Val::Day { days: monthly(today, day), timex: Some(format!("XXXX-XX-{day:02}")) })
        }
        _ => None,
    }
}

/// Returns a part of a year or month; early and late are its halves.
fn part_of(written: Written, today: NaiveDate) -> Option<Val> {
    let year = written.year.unwrap_or(today.year());
    let part = written.part?;
    let first = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1);
    if let DatePart::Season(season) = part {
        let code = match season {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Fall => "FA",
            Season::Winter => "WI",
        };
        let timex = written.year.map_or_else(|| code.to_owned(), |year| format!("{year}-{code}"));
        return Some(Val::Span { spans: Vec::new(), timex: Some(timex) });
    }
    let in_month = |month: u32, year: i32| {
        let start = first(year, month)?;
        let end = start.checked_add_months(Months::new(1))?;
        Some(match part {
            DatePart::Early => (Some(start), start.with_day(16)),
            DatePart::Mid => (start.with_day(10), start.with_day(21)),
            DatePart::Late => (start.with_day(16), Some(end)),
            _ => (Some(start), Some(end)),
        })
    };
    let spans = if let Some(month) = written.month {
        match written.year {
            Some(year) => vec![in_month(month, year)?],
            None => yearly_months(today, month)
                .into_iter()
                .filter_map(|(start, _)| in_month(month, start?.year()))
                .collect(),
        }
    } else {
        let in_year = |year: i32| {
            Some(match part {
                DatePart::Early => (first(year, 1), first(year, 5)),
                DatePart::Mid => (first(year, 5), first(year, 9)),
                DatePart::Late => (first(year, 9), first(year + 1, 1)),
                DatePart::Quarter(quarter) => {
                    let start = first(year, u32::from(quarter) * 3 - 2)?;
                    (Some(start), start.checked_add_months(Months::new(3)))
                }
                DatePart::Half(half) => {
                    let start = first(year, u32::from(half) * 6 - 5)?;
                    (Some(start), start.checked_add_months(Months::new(6)))
                }
                DatePart::Decade => (first(year, 1), first(year + 10, 1)),
                DatePart::Century => (first(year, 1), first(year + 100, 1)),
                DatePart::Season(_) => (None, None),
            })
        };
        vec![in_year(year)?]
    };
    Some(Val::Span { spans, timex: None })
}

fn relative_val(relative: &Relative, reference: NaiveDateTime) -> Option<Val> {
    if relative.is_distance {
        let sign = if relative.offset < 0 { -1 } else { 1 };
        let hundredths = i64::from(relative.offset.abs()) * 100;
        let moment = Distance { unit: relative.unit, hundredths, sign }.from(reference)?;
        return Some(if relative.unit < Granularity::Day {
            Val::Moment { moments: vec![moment], timex: Some(moment.date().to_string()) }
        } else {
            Val::day(moment.date())
        });
    }
    if matches!(relative.unit, Granularity::Hour | Granularity::Minute | Granularity::Second) {
        let sign = i64::from(relative.offset.signum());
        return Distance { unit: relative.unit, hundredths: 100, sign }.stretch(reference, 0);
    }
    let today = reference.date();
    let written = relative.written();
    if relative.unit == Granularity::Year
        && let Some(year) = today.year().checked_add(relative.offset)
        && (written.part.is_some() || written.month.is_some())
    {
        let written = Written { year: Some(year), ..written };
        return if written.part.is_some() { part_of(written, today) } else { date_val(written, today) };
    }
    if relative.unit == Granularity::Month
        && let Some(part) = written.part
    {
        let month = months_away(today.with_day(1)?, relative.offset)?;
        return part_of(
            Written { year: Some(month.year()), month: Some(month.month()), day: None, part: Some(part) },
            today,
        );
    }
    let resolved = resolve_reading(&TemporalValue::Relative(*relative), today, Tense::Unknown)?;
    if resolved.granularity == Granularity::Day {
        return Some(Val::day(resolved.start));
    }
    let timex = match relative.unit {
        Granularity::Year => Some(resolved.start.year().to_string()),
        Granularity::Month => Some(resolved.start.format("%Y-%m").to_string()),
        Granularity::Week => Some(resolved.start.format("%G-W%V").to_string()),
        _ => None,
    };
    let (start, end) = match written.part {
        // earlier this week, later this month: up to or from the reference.
        Some(DatePart::Early) if relative.offset == 0 => (resolved.start, today),
        Some(DatePart::Late) if relative.offset == 0 => (today, resolved.end),
        _ => (resolved.start, resolved.end),
    };
    Some(Val::Span { spans: vec![(Some(start), Some(end))], timex })
}
