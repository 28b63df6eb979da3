//! Lengths of time against the days beside them: `from 3 May to 10 May, ten days`, 三天后的5月8日, 成立于2010年…15周年.

use chrono::{Datelike, NaiveDate};

use crate::claim::{Analysis, DateMention};
use crate::document::Document;
use crate::quantity::{QuantityKind, QuantityValue};
use crate::temporal::{Duration, Granularity, TemporalValue};
use crate::text::TextRange;

use super::passage::{Passage, tail};
use super::sequence::is_other_time;
use super::words::{is_filler, list, make_up};

/// A length of time that the days beside it do not have.
#[derive(Clone, Debug)]
pub(crate) struct Length {
    /// Bytes of the length.
    pub(crate) range: TextRange,
    /// Bytes of the day or stretch of days that it is counted from.
    pub(crate) from: TextRange,
    /// Bytes of the day that it leads to, where one is written.
    pub(crate) to: Option<TextRange>,
    pub(crate) kind: LengthKind,
    /// How long it is by the days, in `unit`s.
    pub(crate) counted: i64,
    pub(crate) unit: Granularity,
}

/// What a length is the length of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LengthKind {
    /// Of a stretch from one day to another.
    Stretch,
    /// From one day to a later one.
    Later,
    /// From the founding to the document's year, or to a year that is named.
    Age,
}

/// Returns the lengths of time that do not fit the days beside them, in order.
pub(crate) fn lengths_against_days(document: &Document, analysis: &Analysis) -> Vec<Length> {
    let dates = &analysis.dates;
    let mut found = Vec::new();
    for index in 0..dates.len() {
        let at = |offset: usize| dates.get(index + offset).filter(|date| is_near(&dates[index], date));
        if let Some(next) = at(1) {
            found.extend(stretch(document, analysis, &dates[index], next));
            found.extend(later(document, analysis, index));
        }
        if let (Some(next), Some(last)) = (at(1), at(2)) {
            found.extend(after(document, analysis, [&dates[index], next, last]));
        }
        found.extend(age(document, analysis, index));
    }
    found.sort_by_key(|length| length.range.start());
    found.dedup_by_key(|length| length.range);
    found
}

fn is_near(one: &DateMention, other: &DateMention) -> bool {
    u32::from(other.expression.range.start()) < u32::from(one.expression.range.end()) + 200
}

fn duration_of(date: &DateMention) -> Option<Duration> {
    match date.expression.value {
        TemporalValue::Duration(duration) => Some(duration),
        _ => None,
    }
}

/// Returns how many whole units a length has.
fn count_of(duration: Duration) -> Option<i64> {
    (duration.hundredths % 100 == 0).then_some(duration.hundredths / 100)
}

/// Returns whether a word beside a length makes it a rough one or a part of another.
fn is_rough(passage: &Passage<'_>, length: TextRange) -> bool {
    let before = tail(passage.before(length), 24);
    let after = passage.after(length);
    list("rough").suffix(before).is_some()
        || before.ends_with(['-', '–', '~', '+'])
        || list("not-length").prefix(after).is_some()
        || list("not-span").prefix(after).is_some()
        || ["多", "余", "左右", "上下", "+"].iter().any(|word| after.trim_start_matches(is_filler).starts_with(word))
}

/// Reads `5月18日至5月22日举行，为期五天` and `a five-day fair from June 3 to June 7`.
fn stretch(document: &Document, analysis: &Analysis, one: &DateMention, other: &DateMention) -> Option<Length> {
    let (stretch, length) = match (&one.expression.value, &other.expression.value) {
        (TemporalValue::Range(..), TemporalValue::Duration(_)) => (one, other),
        (TemporalValue::Duration(_), TemporalValue::Range(..)) => (other, one),
        _ => return None,
    };
    let duration = duration_of(length)?;
    let days = stretch.resolve(analysis.document_time.or(NaiveDate::from_ymd_opt(2000, 7, 1)))?;
    let passage = Passage::around(document, analysis, one.expression.range)?;
    let range = length.expression.range;
    if !passage.range.contains_range(other.expression.range)
        || is_rough(&passage, range)
        || passage.is_turned(stretch.expression.range.cover(range))
    {
        return None;
    }
    let gap = passage.between(one.expression.range, other.expression.range);
    let bare = gap.trim_matches(|c: char| is_filler(c) || matches!(c, ',' | '，' | '(' | '（'));
    let after = passage.after(range).trim_start_matches(is_filler);
    let closes =
        after.chars().next().is_none_or(|c| !c.is_alphanumeric()) || list("whole-length").prefix(after).is_some();
    let is_clear = make_up(gap, &[list("span-before")]) && (!bare.is_empty() && bare != "在" || closes);
    if !is_clear || list("not-span").stands_in(passage.text()) {
        return None;
    }
    let inclusive = (days.end - days.start).num_days();
    let last = days.end.pred_opt()?;
    let count = count_of(duration)?;
    let years = i64::from(last.year() - days.start.year()) + 1;
    let months = (years - 1) * 12 + i64::from(last.month()) - i64::from(days.start.month()) + 1;
    let (counted, fits) = match (duration.unit, days.granularity) {
        (Granularity::Day, Granularity::Day) => (inclusive, (inclusive - 1..=inclusive).contains(&count)),
        (Granularity::Week, Granularity::Day) => (inclusive / 7, (inclusive - count * 7).abs() <= 5),
        (Granularity::Month, Granularity::Day) => (inclusive / 30, (inclusive - count * 30).abs() <= 20),
        (Granularity::Month, Granularity::Month) => (months, (months - 1..=months).contains(&count)),
        (Granularity::Year, Granularity::Month) => (months / 12, (months - count * 12).abs() <= 12),
        (Granularity::Year, Granularity::Year) => (years - 1, (years - 1..=years).contains(&count)),
        _ => return None,
    };
    (!fits).then_some(Length {
        range,
        from: stretch.expression.range,
        to: None,
        kind: LengthKind::Stretch,
        counted,
        unit: duration.unit,
    })
}

/// Reads 2019年…，三年后的2022年 and `in 2019, and three years later, in 2022`.
fn later(document: &Document, analysis: &Analysis, index: usize) -> Option<Length> {
    let [length, to] = analysis.dates.get(index..index + 2)? else { return None };
    let TemporalValue::Relative(relative) = length.expression.value else { return None };
    if !relative.is_distance || relative.offset <= 0 {
        return None;
    }
    let from = analysis.dates.get(index.checked_sub(1)?)?;
    let passage = Passage::around(document, analysis, length.expression.range)?;
    let (start, end) = (from.expression.range, to.expression.range);
    let is_one = passage.range.contains_range(start) && passage.range.contains_range(end);
    let gap = passage.between(length.expression.range, end);
    let lead = passage.between(start, length.expression.range);
    let is_clear = is_one
        && make_up(gap, &[list("later-link")])
        && lead.len() <= 120
        && !list("other-story").stands_in(lead)
        && !lead.contains(['“', '”', '('])
        && !is_other_time(&passage, start)
        && list("rough").suffix(tail(passage.before(length.expression.range), 24)).is_none()
        && !passage.is_turned(end);
    if !is_clear {
        return None;
    }
    between_days(start, from, length.expression.range, to, relative.unit, i64::from(relative.offset))
}

/// Reads `two years after 2019, in 2021`.
fn after(document: &Document, analysis: &Analysis, [length, from, to]: [&DateMention; 3]) -> Option<Length> {
    let duration = duration_of(length)?;
    let (range, start) = (length.expression.range, from.expression.range);
    let passage = Passage::around(document, analysis, range)?;
    let is_one = passage.range.contains_range(to.expression.range);
    let is_clear = is_one
        && passage.between(range, start).trim() == "after"
        && make_up(passage.between(start, to.expression.range), &[list("later-link")])
        && !is_rough_before(&passage, range)
        && !passage.is_turned(to.expression.range);
    if !is_clear {
        return None;
    }
    between_days(start, from, range, to, duration.unit, count_of(duration)?)
}

fn is_rough_before(passage: &Passage<'_>, length: TextRange) -> bool {
    list("rough").suffix(tail(passage.before(length), 24)).is_some()
}

/// Returns a length that does not lead from one day to the other.
fn between_days(
    start: TextRange,
    from: &DateMention,
    range: TextRange,
    to: &DateMention,
    unit: Granularity,
    count: i64,
) -> Option<Length> {
    let (one, two) = (Point::of(from)?, Point::of(to)?);
    let years = match (one.year, two.year) {
        (Some(one), Some(two)) => i64::from(two - one),
        // A day without a year is of the year before it in the text, or of the next.
        (_, None) => 0,
        (None, Some(_)) => return None,
    };
    let months = one.month.zip(two.month).map(|(one, two)| years * 12 + i64::from(two) - i64::from(one));
    let (counted, fits) = match unit {
        Granularity::Year => {
            two.year?;
            (years, (years - count).abs() <= 1 || months.is_some_and(|months| (months - count * 12).abs() <= 12))
        }
        Granularity::Month => {
            let months = months?;
            (months, (months - count).abs() <= 1 || two.year.is_none() && (months + 12 - count).abs() <= 1)
        }
        Granularity::Day | Granularity::Week => {
            let year = one.year.unwrap_or(2000);
            let first = NaiveDate::from_ymd_opt(year, one.month?, one.day?)?;
            let last = NaiveDate::from_ymd_opt(two.year.unwrap_or(year), two.month?, two.day?)?;
            let days = (last - first).num_days();
            let (each, slack) = if unit == Granularity::Day { (1, 1) } else { (7, 4) };
            let fits = |days: i64| (days - count * each).abs() <= slack;
            (days / each, fits(days) || two.year.is_none() && (fits(days + 365) || fits(days + 366)))
        }
        _ => return None,
    };
    (!fits).then_some(Length {
        range,
        from: start,
        to: Some(to.expression.range),
        kind: LengthKind::Later,
        counted,
        unit,
    })
}

/// The parts of a date that are written or taken over.
#[derive(Clone, Copy)]
struct Point {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
}

impl Point {
    fn of(date: &DateMention) -> Option<Self> {
        let TemporalValue::Date(written) = date.expression.value else { return None };
        let carried = match date.expression.carried_year {
            Some(crate::temporal::CarriedYear::Absolute(year)) => Some(year),
            _ => None,
        };
        Some(Self { year: written.year.or(carried), month: written.month, day: written.day })
    }
}

/// Reads 成立于2009年，今年迎来15周年 and `the six-year-old company, founded in 2018`.
fn age(document: &Document, analysis: &Analysis, index: usize) -> Option<Length> {
    let founded = &analysis.dates[index];
    let year = Point::of(founded)?.year.filter(|_| founded.expression.carried_year.is_none())?;
    let start = founded.expression.range;
    let prose = document.prose.text();
    // Most dates are no founding's: asked first, without the sentence.
    let before = tail(&prose[..usize::from(start.start())], 40);
    let behind = &prose[usize::from(start.end())..];
    let link = list("founded-link").suffix(before).unwrap_or(0);
    let is_before = list("founded").suffix(&before[..before.len() - link]).is_some();
    let after_word =
        list("founded").prefix(behind).filter(|_| !behind.trim_start().starts_with(|c: char| c.is_ascii()));
    if !is_before && after_word.is_none() {
        return None;
    }
    let passage = Passage::around(document, analysis, start)?;
    if passage.is_turned(start) {
        return None;
    }
    aged_before(&passage, analysis, year, start)
        .or_else(|| aged_behind(&passage, analysis, index, year, after_word.unwrap_or(0)))
}

/// Reads `the six-year-old company, founded in 2018`.
fn aged_before(passage: &Passage<'_>, analysis: &Analysis, year: i32, start: TextRange) -> Option<Length> {
    let today = analysis.document_time?.year();
    let age = analysis.quantities.iter().rfind(|age| age.range.end() <= start.start())?;
    if age.kind != QuantityKind::Age || age.unit != Some("Year") || !passage.range.contains_range(age.range) {
        return None;
    }
    let QuantityValue::Exact(amount) = age.value else { return None };
    let count = i64::try_from(amount.value).ok()?;
    let gap = passage.between(age.range, start);
    let is_plain = gap.len() <= 60
        && make_up(gap, &[list("between-age"), list("founded"), list("founded-link")])
        && age.operator == crate::quantity::Operator::Equal;
    let counted = i64::from(today - year);
    (is_plain && 1 < (counted - count).abs()).then_some(Length {
        range: age.range,
        from: start,
        to: None,
        kind: LengthKind::Age,
        counted,
        unit: Granularity::Year,
    })
}

/// Reads the length behind the founding's day.
fn aged_behind(passage: &Passage<'_>, analysis: &Analysis, index: usize, year: i32, skipped: usize) -> Option<Length> {
    let start = analysis.dates[index].expression.range;
    let mut place = start;
    let mut reference: Option<i32> = None;
    let mut skipped = skipped;
    // At most one day may stand between: 今年, `in 2020`.
    for date in analysis.dates.get(index + 1..index + 3).unwrap_or_else(|| &analysis.dates[index + 1..]) {
        let range = date.expression.range;
        if !passage.range.contains_range(range) {
            break;
        }
        let gap = &passage.between(place, range).get(skipped..)?;
        if let Some(duration) = duration_of(date) {
            let is_told = duration.unit == Granularity::Year
                && !is_rough(passage, range)
                && if passage.slice(range).ends_with("周年") {
                    is_anniversary(gap)
                } else {
                    is_since(gap) && list("since-after").prefix(passage.after(range)).is_some()
                };
            return is_told
                .then(|| checked_age(analysis, year, reference, count_of(duration)?, start, range))
                .flatten();
        }
        reference = Some(year_meant(analysis, date)?);
        if !make_up(gap, &[list("between-age"), list("founded"), list("founded-link")]) {
            break;
        }
        (place, skipped) = (range, 0);
    }
    let first = analysis.quantities.partition_point(|quantity| quantity.range.start() < place.end());
    let ordinal = analysis.quantities.get(first).filter(|quantity| passage.range.contains_range(quantity.range))?;
    let QuantityValue::Exact(amount) = ordinal.value else { return None };
    let after = passage.after(ordinal.range);
    let word = list("anniversary").prefix(after).filter(|_| ordinal.kind == QuantityKind::Ordinal)?;
    let gap = passage.between(place, ordinal.range).get(skipped..)?;
    if !is_anniversary(gap) {
        return None;
    }
    // `its 15th anniversary in 2020`.
    let next = analysis.dates.iter().find(|date| ordinal.range.end() <= date.expression.range.start());
    if let Some(next) = next.filter(|next| passage.range.contains_range(next.expression.range)) {
        let gap = &passage.between(ordinal.range, next.expression.range)[word..];
        if !matches!(gap.trim(), "" | "in" | "on" | "of the company" | "later") {
            return None;
        }
        reference = Some(year_meant(analysis, next)?);
    }
    checked_age(analysis, year, reference, i64::try_from(amount.value).ok()?, start, ordinal.range)
}

/// Returns the year that a date means, where it is one day, month or year.
fn year_meant(analysis: &Analysis, date: &DateMention) -> Option<i32> {
    let days = date.resolve(analysis.document_time)?;
    let last = days.end.pred_opt()?;
    (date.is_year_certain() && last.year() == days.start.year()).then_some(last.year())
}

fn is_anniversary(gap: &str) -> bool {
    gap.len() <= 90
        && list("anniversary-before").suffix(gap).is_some_and(|length| {
            make_up(
                &gap[..gap.len() - length],
                &[list("between-age"), list("founded"), list("founded-link"), list("anniversary-before")],
            )
        })
}

fn is_since(gap: &str) -> bool {
    gap.len() <= 60
        && list("since-then").suffix(gap).is_some_and(|length| {
            make_up(
                &gap[..gap.len() - length],
                &[list("between-age"), list("founded"), list("founded-link"), list("since-then")],
            )
        })
}

fn checked_age(
    analysis: &Analysis,
    year: i32,
    reference: Option<i32>,
    count: i64,
    from: TextRange,
    range: TextRange,
) -> Option<Length> {
    let today = match reference {
        Some(year) => year,
        None => analysis.document_time?.year(),
    };
    let counted = i64::from(today - year);
    (1 < (counted - count).abs() && 0 < counted).then_some(Length {
        range,
        from,
        to: None,
        kind: LengthKind::Age,
        counted,
        unit: Granularity::Year,
    })
}
