//! Times of day: 7:56:30 pm, 8am, 下午五点一刻, 17点55分23秒.

use crate::language::numeral::{Form, Numeral, NumeralKind};

use super::Piece;
use super::value::Val;

/// Reads a time of day that starts with a number.
pub(super) fn read(lower: &str, numeral: &Numeral) -> Option<Piece> {
    if numeral.kind != NumeralKind::Cardinal || numeral.scale > 1 {
        return None;
    }
    chinese(lower, numeral).or_else(|| digits(lower, numeral)).or_else(|| words(lower, numeral))
}

/// Reads a number that may be an hour.
pub(super) fn hour(lower: &str, numeral: &Numeral) -> Option<Piece> {
    if numeral.scale != 0 || matches!(numeral.form, Form::Chinese | Form::ChineseDigit | Form::ChineseScale) {
        return None;
    }
    let hour = i64::from(numeral.small().filter(|hour| *hour <= 24)?);
    let before = &lower[lower.floor_char_boundary(numeral.start.saturating_sub(9))..numeral.start];
    let after = &lower[numeral.end..];
    let opens = ["at ", "around ", "from ", "between ", "circa ", "to ", "till ", "until ", "and ", "- ", "-", "than "];
    let goes = [" in the ", " to ", " till ", " until ", "-", " - ", " and ", ", ton", " ton"];
    let fits = opens.iter().any(|word| before.ends_with(word)) || goes.iter().any(|word| after.starts_with(word));
    let is_other = after.starts_with(['%', '.', ':', '/']) && after.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    (fits && !is_other).then_some(Piece { start: numeral.start, end: numeral.end, val: Val::Hour(hour) })
}

/// Makes a time of hours, minutes and seconds; without `am` or `pm` an hour up to twelve has two readings.
pub(super) fn clock(start: usize, end: usize, parts: [Option<i64>; 3], half: Half) -> Option<Piece> {
    let hour = parts[0].filter(|hour| (0..=24).contains(hour))?;
    let (minute, second) = (parts[1].unwrap_or(0), parts[2].unwrap_or(0));
    if 59 < minute || 59 < second {
        return None;
    }
    let seconds = |hour: i64| hour % 24 * 3600 + minute * 60 + second;
    let hours = match half {
        Half::Am => vec![hour % 12],
        Half::Pm => vec![hour % 12 + 12],
        Half::Set => vec![hour],
        Half::Unknown if hour <= 12 => vec![hour, (hour + 12) % 24],
        Half::Unknown => vec![hour],
    };
    let hours = if half == Half::Pm && 12 < hour { vec![hour] } else { hours };
    let mut timex = format!("T{:02}", hours[0] % 24);
    if parts[1].is_some() {
        timex += &format!(":{minute:02}");
    }
    if parts[2].is_some() {
        timex += &format!(":{second:02}");
    }
    let val = Val::Clock { seconds: hours.into_iter().map(seconds).collect(), timex };
    Some(Piece { start, end, val })
}

/// Which half of the day a time is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Am,
    Pm,
    /// The hour is of twenty-four.
    Set,
    Unknown,
}

/// Reads `am`, `p.m.`, `p m` at a place, with its end.
pub(super) fn half(lower: &str, at: usize) -> Option<(Half, usize)> {
    let rest = &lower[at..];
    let spaces = rest.len() - rest.trim_start_matches(' ').len();
    if 1 < spaces {
        return None;
    }
    let rest = &rest[spaces..];
    for (word, half) in [
        ("a . m .", Half::Am),
        ("p . m .", Half::Pm),
        ("a.m.", Half::Am),
        ("p.m.", Half::Pm),
        ("a.m", Half::Am),
        ("p.m", Half::Pm),
        ("a m", Half::Am),
        ("p m", Half::Pm),
        ("ampm", Half::Unknown),
        ("am", Half::Am),
        ("pm", Half::Pm),
        ("a", Half::Am),
        ("p", Half::Pm),
    ] {
        if rest.starts_with(word) {
            let end = at + spaces + word.len();
            let is_end = !lower.as_bytes().get(end).is_some_and(u8::is_ascii_alphanumeric);
            if is_end && (2 <= word.len() || spaces == 0) {
                return Some((half, end));
            }
        }
    }
    None
}

fn digits(lower: &str, numeral: &Numeral) -> Option<Piece> {
    if numeral.form != Form::Digits {
        return None;
    }
    let bytes = lower.as_bytes();
    let start = numeral.start;
    if 0 < start && matches!(bytes[start - 1], b':' | b'/' | b'$' | b'.') {
        return None;
    }
    let two = |at: usize| {
        let length = bytes.get(at..)?.iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        if length != 2 {
            return None;
        }
        Some((i64::from(bytes[at] - b'0') * 10 + i64::from(bytes[at + 1] - b'0'), at + 2))
    };
    let length = bytes[start..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
    if !matches!(length, 1 | 2) {
        return None;
    }
    let hour = lower[start..start + length].parse::<i64>().ok()?;
    let mut end = start + length;
    let mut parts = [Some(hour), None, None];
    if matches!(bytes.get(end), Some(b':'))
        && let Some((minute, minute_end)) = two(end + 1)
    {
        parts[1] = Some(minute);
        end = minute_end;
        if bytes.get(end) == Some(&b':')
            && let Some((second, second_end)) = two(end + 1)
        {
            parts[2] = Some(second);
            end = second_end;
        }
    } else if bytes.get(end) == Some(&b'.')
        && let Some((minute, minute_end)) = two(end + 1)
    {
        // 8.10 pm; 17.30 only after `at`.
        let is_marked = half(lower, minute_end).is_some() || lower[..start].ends_with("at ");
        if !is_marked {
            return None;
        }
        parts[1] = Some(minute);
        end = minute_end;
    }
    if let Some((half, after)) = half(lower, end) {
        return (1..=24).contains(&hour).then_some(()).and_then(|()| clock(start, after, parts, half));
    }
    for word in [" o'clock", " oclock", " o’clock"] {
        if lower[end..].starts_with(word) {
            return clock(start, end + word.len(), parts, Half::Unknown);
        }
    }
    if parts[1].is_none() || matches!(bytes.get(end), Some(b':' | b'%')) {
        return None;
    }
    let half = if hour == 0 || 12 < hour || length == 2 && bytes[start] == b'0' { Half::Set } else { Half::Unknown };
    clock(start, end, parts, half)
}

/// Reads `six pm`, `seven o'clock`.
fn words(lower: &str, numeral: &Numeral) -> Option<Piece> {
    if !matches!(numeral.form, Form::English | Form::EnglishArticle) {
        return None;
    }
    let hour = i64::from(numeral.small().filter(|hour| (1..=12).contains(hour))?);
    let parts = [Some(hour), None, None];
    if let Some((half, end)) = half(lower, numeral.end)
        && half != Half::Unknown
        && 2 < end - numeral.end
    {
        return clock(numeral.start, end, parts, half);
    }
    let rest = &lower[numeral.end..];
    let word = [" o'clock", " oclock"].iter().find(|word| rest.starts_with(**word))?;
    clock(numeral.start, numeral.end + word.len(), parts, Half::Unknown)
}

fn chinese(lower: &str, numeral: &Numeral) -> Option<Piece> {
    let hour = i64::from(numeral.small().filter(|hour| *hour <= 24)?);
    let rest = &lower[numeral.end..];
    let word = ["点钟", "點鐘", "点", "點", "时", "時"].iter().find(|word| rest.starts_with(**word))?;
    if matches!(*word, "时" | "時") && numeral.form != Form::Digits {
        return None;
    }
    let mut end = numeral.end + word.len();
    let mut parts = [Some(hour), None, None];
    if *word == "时" && rest[3..].starts_with(['代', '间', '候', '期', '常']) {
        return None;
    }
    let after = &lower[end..];
    for (word, minute) in [("半", 30), ("一刻", 15), ("三刻", 45), ("整", 0)] {
        if after.starts_with(word) {
            parts[1] = Some(minute);
            end += word.len();
            return clock(numeral.start, end, parts, Half::Unknown);
        }
    }
    if let Some((minute, minute_end)) = small(after) {
        let tail = &after[minute_end..];
        let mut stop = end + minute_end;
        if let Some(tail) = tail.strip_prefix('分') {
            stop += 3;
            if let Some((second, second_end)) = small(tail)
                && tail[second_end..].starts_with('秒')
            {
                parts[2] = Some(second);
                stop += second_end + 3;
            }
        }
        if minute < 60 && (9 < minute || after.starts_with(['零', '0', '〇']) || tail.starts_with('分')) {
            parts[1] = Some(minute);
            end = stop;
        }
    } else if after.starts_with(['子', '击', '擊', '赞', '燃', '评', '評', '名', '开', '心', '头', '出', '对'])
    {
        return None;
    }
    clock(numeral.start, end, parts, Half::Unknown)
}

/// Reads a number below sixty in digits or Chinese words.
fn small(text: &str) -> Option<(i64, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    if 0 < length {
        return (length <= 2).then(|| text[..length].parse().ok()).flatten().map(|value| (value, length));
    }
    let mut value = 0;
    let mut end = 0;
    for character in text.chars().take(4) {
        match character {
            '十' => value = if value == 0 { 10 } else { value * 10 },
            '零' | '〇' if end == 0 => {}
            _ => match "一二三四五六七八九".chars().position(|digit| digit == character) {
                Some(digit) => value += i64::try_from(digit).ok()? + 1,
                None => break,
            },
        }
        end += character.len_utf8();
    }
    (0 < end).then_some((value, end))
}
