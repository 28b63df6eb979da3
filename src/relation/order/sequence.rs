//! Two events that are told one after the other, with the later day first: `founded in 2012 and acquired in 2009`.

use crate::claim::{Analysis, DateMention};
use crate::document::Document;
use crate::temporal::{CarriedYear, TemporalValue};
use crate::text::TextRange;

use super::passage::{Passage, tail};
use super::words::{is_filler, list, make_up};

/// Two days in the order of the story, which is not the order of the calendar.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sequence {
    /// Bytes of the day of what came first by the words.
    pub(crate) first: TextRange,
    /// Bytes of the day of what came afterwards by the words.
    pub(crate) second: TextRange,
}

/// Returns the pairs of days that stand the other way round than their story, in order.
pub(crate) fn sequences_out_of_order(document: &Document, analysis: &Analysis) -> Vec<Sequence> {
    let mut found = Vec::new();
    for pair in analysis.dates.windows(2) {
        let (one, two) = (&pair[0], &pair[1]);
        let (first, second) = (one.expression.range, two.expression.range);
        let is_near = u32::from(second.start()) < u32::from(first.end()) + 160;
        if is_near && is_before(two, one) && is_told_in_turn(document, analysis, one, two) {
            found.push(Sequence { first, second });
        }
    }
    found
}

/// Returns whether all of one date lies before all of another, whatever year may be meant.
fn is_before(one: &DateMention, other: &DateMention) -> bool {
    let point = |date: &DateMention| match date.expression.value {
        TemporalValue::Date(written) => {
            let carried = match date.expression.carried_year {
                Some(CarriedYear::Absolute(year)) => Some(year),
                _ => None,
            };
            Some((written.year.or(carried), written.month, written.day))
        }
        _ => None,
    };
    let (Some((year, month, day)), Some((other_year, other_month, other_day))) = (point(one), point(other)) else {
        return false;
    };
    let is_year_before = match (year, other_year) {
        (Some(year), Some(other)) if year != other => return year < other,
        (Some(_), Some(_)) => true,
        // Without years the second may be of the next year: 12月…，随后在1月.
        (None, None) => month.zip(other_month).is_some_and(|(month, other)| other < month + 6),
        _ => false,
    };
    let (Some(month), Some(other_month)) = (month, other_month) else { return false };
    is_year_before
        && (month < other_month || month == other_month && day.zip(other_day).is_some_and(|(day, other)| day < other))
}

fn is_told_in_turn(document: &Document, analysis: &Analysis, one: &DateMention, two: &DateMention) -> bool {
    let (first, second) = (one.expression.range, two.expression.range);
    let Some(passage) = Passage::around(document, analysis, first) else { return false };
    if !passage.range.contains_range(second) || passage.is_turned(second) || passage.speaks_of_plans() {
        return false;
    }
    let is_bound =
        is_other_time(&passage, first) || passage.has_quotation() || passage.before(first).ends_with(['（', '(', '《']);
    if is_bound {
        return false;
    }
    let gap = passage.between(first, second);
    if gap.contains(['（', '）', '(', ')', '《']) {
        return false;
    }
    is_then(gap) || is_life(&passage, first, second, gap)
}

/// Reads 随后在 and `and then, in`.
fn is_then(gap: &str) -> bool {
    list("then").suffix(gap).is_some_and(|length| {
        let rest = &gap[..gap.len() - length];
        !rest.trim().is_empty() && !list("other-story").stands_in(rest)
    })
}

/// Reads a beginning and an end of one thing: 2015年开业，2022年停止营业.
fn is_life(passage: &Passage<'_>, first: TextRange, second: TextRange, gap: &str) -> bool {
    let before = passage.before(first);
    let link = list("founded-link").suffix(before).unwrap_or(0);
    let is_born_before = list("born").suffix(&before[..before.len() - link]).is_some();
    let after = passage.after(second);
    // Chinese: the verbs stand behind their days, or the first one before.
    let rest = match list("born").prefix(gap).filter(|_| !gap.trim_start().starts_with(|c: char| c.is_ascii())) {
        Some(length) => Some(&gap[length..]),
        None => is_born_before.then_some(gap),
    };
    let Some(rest) = rest else { return false };
    let behind = after.trim_start_matches(is_filler);
    let behind = list("before-end").prefix(behind).map_or(behind, |length| &behind[length..]);
    let ends_behind = list("ended").prefix(behind).is_some_and(|length| is_end(&behind[..length], &behind[length..]))
        && !behind.starts_with(|c: char| c.is_ascii());
    if make_up(rest, &[list("between-life")]) && ends_behind {
        return true;
    }
    if !is_born_before {
        return false;
    }
    // English: `and acquired by a carmaker in`.
    let mut rest = rest.trim();
    while let Some(length) = list("between-life").prefix(rest).filter(|length| 0 < *length) {
        rest = rest[length..].trim_start();
    }
    let Some(length) = list("ended").prefix(rest) else { return false };
    let rest = rest[length..].trim();
    let words: Vec<&str> = rest.split_whitespace().collect();
    match words.as_slice() {
        [] | ["in" | "on"] => true,
        ["by" | "to" | "its", .., "in" | "on"] => words.len() <= 8 && !rest.contains([',', ';', '(']),
        _ => false,
    }
}

/// Returns whether a word ends something: 被 needs its verb.
fn is_end(word: &str, after: &str) -> bool {
    if word.ends_with('被') {
        let near = &after[..after.floor_char_boundary(48)];
        let clause = near.split(['，', '。', ',']).next().unwrap_or_default();
        return ["收购", "并购", "关闭", "拆除", "取代", "解散", "买下"].iter().any(|verb| clause.contains(verb))
            && !clause.contains('的');
    }
    !after.starts_with('的')
}

/// Returns whether a day is a bound, a yardstick or part of a name: 截至2023年, `unlike in 2019`, `the plan of 2019`.
pub(super) fn is_other_time(passage: &Passage<'_>, day: TextRange) -> bool {
    let before = tail(passage.before(day), 30);
    let link = list("founded-link").suffix(before).unwrap_or(0);
    list("not-told").suffix(before).is_some() || list("not-told").suffix(&before[..before.len() - link]).is_some()
}
