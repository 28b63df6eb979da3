//! Units that belong to a number alone: lengths of time, signs of multiplication, and numbers that nobody else reads.

use rust_decimal::Decimal;

use crate::language::Operator;
use crate::temporal::{Duration, Granularity, TemporalExpression, TemporalValue};
use crate::text::{TextRange, range};

use super::figure::{Figure, FigureKind, Unit};
use super::words::words;

/// Reads a unit that stands behind a bare number: `30 毫秒`, `4×`.
pub(super) fn with_unit_behind(text: &str, figure: Figure) -> Figure {
    if figure.kind != FigureKind::Amount(Unit::None) {
        return figure;
    }
    let end = usize::from(figure.range.end());
    let Some((length, kind, factor)) = unit_at(&text[end..]) else { return figure };
    let (Some(value), Some(place)) = (figure.value.checked_mul(factor), figure.place.checked_mul(factor)) else {
        return figure;
    };
    let range = range(figure.range.start().into(), end + length);
    Figure { range, kind, value, place, ..figure }
}

/// Returns the length of a unit of time or a sign of multiplication, what it makes of a number, and its size.
fn unit_at(text: &str) -> Option<(usize, FigureKind, Decimal)> {
    let trimmed = text.strip_prefix(' ').unwrap_or(text);
    let space = text.len() - trimmed.len();
    let ends = |length: usize| {
        let is_latin = trimmed.as_bytes()[length - 1].is_ascii();
        !is_latin || !trimmed[length..].starts_with(|next: char| next.is_ascii_alphanumeric() || next == '/')
    };
    if let Some((length, seconds)) = words().time_unit(trimmed).filter(|(length, _)| ends(*length)) {
        return Some((space + length, FigureKind::Time, seconds));
    }
    if let Some(fold) = ["-fold", "fold", "‑fold"].into_iter().find(|fold| trimmed.starts_with(fold)) {
        return Some((space + fold.len(), FigureKind::Multiple { is_word: false }, Decimal::ONE));
    }
    let sign = ["×", "x", "X"].into_iter().find(|sign| trimmed.starts_with(sign))?;
    let rest = &trimmed[sign.len()..];
    let is_product = rest.trim_start().starts_with(|next: char| next.is_ascii_digit());
    let is_word = rest.starts_with(|next: char| next.is_ascii_alphanumeric());
    (!is_product && !is_word && (space == 0 || sign == "×")).then_some((
        space + sign.len(),
        FigureKind::Multiple { is_word: false },
        Decimal::ONE,
    ))
}

pub(super) fn duration(expression: &TemporalExpression) -> Option<Duration> {
    match expression.value {
        TemporalValue::Duration(duration) => Some(duration),
        _ => None,
    }
}

pub(super) fn of_duration(text: &str, expression: &TemporalExpression) -> Option<Figure> {
    let duration = duration(expression)?;
    let seconds = match duration.unit {
        Granularity::Second => 1,
        Granularity::Minute => 60,
        Granularity::Hour => 3600,
        Granularity::Day => 86_400,
        Granularity::Week => 604_800,
        Granularity::Month => 2_629_800,
        Granularity::Year => 31_557_600,
        _ => return None,
    };
    let seconds = Decimal::from(seconds);
    let places = match duration.hundredths {
        whole if whole % 100 == 0 => 0,
        tenths if tenths % 10 == 0 => 1,
        _ => 2,
    };
    let before = &text[..usize::from(expression.range.start())];
    Some(Figure {
        range: expression.range,
        kind: FigureKind::Time,
        value: Decimal::new(duration.hundredths, 2).checked_mul(seconds)?,
        place: Decimal::new(1, places).checked_mul(seconds)?,
        scale: Decimal::ONE,
        operator: words().operator_before(before),
    })
}

/// Adds numbers with a unit of time or a sign that nobody else reads: `120ms`, `4×`.
pub(super) fn add_unread(text: &str, masked: &[TextRange], dates: &[TemporalExpression], figures: &mut Vec<Figure>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len()
            && (bytes[at].is_ascii_digit()
                || matches!(bytes[at], b'.' | b',') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit))
        {
            at += 1;
        }
        let is_inside = start.checked_sub(1).is_some_and(|before| {
            bytes[before].is_ascii_alphanumeric() || matches!(bytes[before], b'-' | b'.' | b'_' | b'/' | b':')
        });
        let found = range(start, at);
        let overlaps = |other: &TextRange| other.intersect(found).is_some_and(|both| !both.is_empty());
        if is_inside
            || masked.iter().any(overlaps)
            || dates.iter().any(|date| overlaps(&date.range))
            || figures.iter().any(|figure| overlaps(&figure.range))
        {
            continue;
        }
        // 451/500 (90.2 %)
        let below = text[at..].strip_prefix('/').map_or("", |rest| {
            let end = rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(rest.len());
            if rest[end..].starts_with(['/', '.', ',']) { "" } else { &rest[..end] }
        });
        if let (Ok(above), Ok(value), false) = (text[start..at].parse(), below.parse(), below.is_empty()) {
            let kind = FigureKind::Amount(Unit::None);
            let (scale, place, operator) = (Decimal::ONE, Decimal::ONE, Operator::Equal);
            figures.push(Figure { range: found, kind, value: above, place, scale, operator });
            let range = range(at + 1, at + 1 + below.len());
            figures.push(Figure { range, kind, value, place, scale, operator });
            at += 1 + below.len();
            continue;
        }
        // (N = 25)
        let is_equal = text[..start].trim_end().ends_with('=');
        let plain = is_equal.then_some((0, FigureKind::Amount(Unit::None), Decimal::ONE));
        let Some((length, kind, factor)) = unit_at(&text[at..]).or(plain) else { continue };
        let digits = text[start..at].replace(',', "");
        let (Ok(value), decimals) =
            (digits.parse::<Decimal>(), digits.find('.').map_or(0, |dot| digits.len() - dot - 1))
        else {
            continue;
        };
        let Some((value, place)) = u32::try_from(decimals)
            .ok()
            .filter(|decimals| *decimals < 20)
            .and_then(|decimals| value.checked_mul(factor).zip(Decimal::new(1, decimals).checked_mul(factor)))
        else {
            continue;
        };
        let operator = words().operator_before(&text[..start]);
        figures.push(Figure { range: range(start, at + length), kind, value, place, scale: Decimal::ONE, operator });
        at += length;
    }
}
