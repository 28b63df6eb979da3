//! The day of the week beside a date: 5月13日（周一）, 周三（5月13日）, `May 13, 2024 was a Monday`, `Fri (13 May 2024)`.

use chrono::Weekday;

use crate::language::{Item, ItemKind, Word};

use super::Granularity;
use super::extract::{Reader, Reading, read};
use super::value::TemporalValue;

/// A weekday with its bytes in the folded text.
type Named = (usize, usize, Weekday);

/// What may stand between a date and the brackets around its weekday: 5月13日下午（周一）.
const TIMES: [&str; 9] = ["上午", "下午", "晚上", "晚间", "晚", "凌晨", "中午", "当天", "当晚"];

/// Words that say of a date which day of the week it is; the longer of two that start alike stands first.
const LINKS: [&str; 26] = [
    "正好是",
    "刚好是",
    "恰好是",
    "恰巧是",
    "恰逢",
    "适逢",
    "正值",
    "正逢",
    "也就是",
    "那天是",
    "当天是",
    "是个",
    "是",
    "为",
    ", which was a ",
    ", which is a ",
    ", which falls on a ",
    ", which fell on a ",
    ", a ",
    " was a ",
    " is a ",
    " falls on a ",
    " fell on a ",
    " fell on ",
    " falls on ",
    " will be a ",
];

/// Reads the weekday after a date: in brackets, after a comma, right beside it, or as what the sentence says it is.
pub(super) fn read_after(reader: &Reader<'_>, reading: &mut Reading) {
    let has_day = match &reading.value {
        TemporalValue::Date(date) => date.day.is_some(),
        TemporalValue::Relative(relative) => relative.part.day.is_some() || relative.unit == Granularity::Day,
        _ => false,
    };
    if !has_day || reading.weekday.is_some() {
        return;
    }
    let is_date = matches!(reading.value, TemporalValue::Date(_));
    let found = in_brackets(reader, reading.end).or_else(|| told(reader, reading.end, is_date));
    let Some((start, end, day, stop)) = found else { return };
    reading.weekday = Some((start, end, day));
    reading.end = stop;
}

/// Reads （周一）, (Monday), [周一], and the first of several things in brackets: （周一，农历四月初六）.
fn in_brackets(reader: &Reader<'_>, at: usize) -> Option<(usize, usize, Weekday, usize)> {
    let at = reader.skip_space(at);
    let rest = reader.rest(at);
    let time = TIMES.iter().find(|time| rest.starts_with(**time)).map_or(0, |time| time.len());
    let opening = at + time;
    let bracket = bracket_at(reader, opening)?;
    let start = reader.skip_space(opening + bracket.0);
    let (end, day) = weekday_at(reader, start)?;
    let after = reader.rest(end);
    if let Some(closing) = closing(after, bracket.1) {
        return Some((start, end, day, end + closing));
    }
    // A list or a stretch of days is not the date's one.
    let goes_on = after.starts_with(['，', ',', ' ', '/']);
    let inside = &after[..after.char_indices().take(24).find(|(_, next)| bracket.1.contains(next))?.0];
    let has_more = inside.contains(['周', '週', '星', '礼', '禮', '至', '到', '-', '–', '和'])
        || inside.contains("day")
        || inside.contains(" to ");
    (goes_on && !has_more).then_some((start, end, day, end))
}

/// Reads `, Monday`, ` 周一`, 星期一 right beside the date, and 是星期一, ` was a Monday`.
fn told(reader: &Reader<'_>, at: usize, is_date: bool) -> Option<(usize, usize, Weekday, usize)> {
    let rest = reader.rest(at);
    // 今天是星期五，9月17日: what is said of a relative day belongs to the date that follows.
    let link = LINKS.iter().find(|link| is_date && rest.starts_with(**link));
    let link = link.map(|link| reader.skip_space(at + link.len()));
    if let Some(start) = link
        && let Some((end, day)) = weekday_at(reader, start)
    {
        return Some((start, end, day, end));
    }
    let at = reader.skip_space(at);
    let comma = reader.rest(at).chars().next().filter(|next| matches!(next, ',' | '，'));
    let start = reader.skip_space(at + comma.map_or(0, char::len_utf8));
    let (end, day) = weekday_at(reader, start)?;
    Some((start, end, day, end))
}

/// Reads a weekday with its date after it: 周三（5月13日）, 星期五，9月17日, `Wed. (May 13)`, `Friday 2024-05-10`.
pub(super) fn read_before(reader: &Reader<'_>, start: usize, weekday: Named) -> Option<Reading> {
    let (_, end, _) = weekday;
    let rest = reader.rest(end);
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let at = reader.skip_space(reader.lower.len() - rest.len());
    let bracket = bracket_at(reader, at);
    let gap = match bracket {
        Some((length, _)) => length,
        None => ["，", ", ", ","].iter().find(|gap| reader.rest(at).starts_with(**gap)).map_or(0, |gap| gap.len()),
    };
    let item = reader.item_at(reader.skip_space(at + gap)).filter(is_start_of_date)?;
    let mut date = read(reader, item)?;
    let TemporalValue::Date(written) = date.value else { return None };
    // 周三13日 leaves the month to the reader, 本周三（13日） names it.
    let is_relative = start < weekday.0;
    if date.start != item.start
        || written.day.is_none()
        || written.month.is_none() && !(is_relative && bracket.is_some())
    {
        return None;
    }
    if let Some((_, closings)) = bracket {
        date.end += closing(reader.rest(date.end), closings)?;
    } else if is_relative {
        return None;
    }
    Some(Reading { start, weekday: Some(weekday), ..date })
}

/// Reads 本周三（5月13日）: the day of a week that is told from the document's date, with its date in brackets.
pub(super) fn read_beside_relative(reader: &Reader<'_>, reading: &Reading) -> Option<Reading> {
    let TemporalValue::Relative(relative) = &reading.value else { return None };
    let day = relative.weekday?;
    let before = &reader.lower[reading.start..reading.end - '三'.len_utf8()];
    let word = ["星期", "礼拜", "禮拜", "周", "週"].into_iter().find(|word| before.ends_with(word))?;
    read_before(reader, reading.start, (reading.start + before.len() - word.len(), reading.end, day))
}

/// Returns whether an item may start a date: a number or the name of a month.
fn is_start_of_date(item: &Item) -> bool {
    matches!(item.kind, ItemKind::Number(_) | ItemKind::Word(Word::Month(_)))
}

/// Returns the end of the weekday that starts at `at`.
fn weekday_at(reader: &Reader<'_>, at: usize) -> Option<(usize, Weekday)> {
    let Item { end, kind: ItemKind::Word(Word::Weekday(day)), .. } = reader.item_at(at)? else { return None };
    Some((end, super::extract::weekday(day)))
}

/// Returns the length of the bracket that opens at `at`, and what closes it.
fn bracket_at(reader: &Reader<'_>, at: usize) -> Option<(usize, [char; 2])> {
    let opening = reader.rest(at).chars().next()?;
    let closings = match opening {
        '(' | '（' => [')', '）'],
        '[' | '【' => [']', '】'],
        _ => return None,
    };
    Some((opening.len_utf8(), closings))
}

/// Returns the length of the closing bracket that a text starts with.
fn closing(text: &str, closings: [char; 2]) -> Option<usize> {
    text.chars().next().filter(|next| closings.contains(next)).map(char::len_utf8)
}
