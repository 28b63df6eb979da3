//! English dates: May 9, 2024, 9 May 2024, last July, Q1 2024, in 2023, two weeks ago.

use crate::language::numeral::{Form, Numeral, NumeralKind, NumeralValue};
use crate::language::{Item, ItemKind, Season, Word};

use super::extract::{Reader, Reading, weekday};
use super::value::{DatePart, Duration, Granularity, PartialDate, Relative, TemporalValue, Written};

/// Reads a date that starts with the name of a month, or with what stands before it.
pub(super) fn read_month(reader: &Reader<'_>, item: Item) -> Option<Reading> {
    let ItemKind::Word(Word::Month(month)) = item.kind else { return None };
    let bytes = reader.lower.as_bytes();
    let mut date = Written { month: Some(month.into()), ..Written::default() };
    let mut end = item.end;
    if bytes.get(end) == Some(&b'.') && item.end - item.start <= 4 && bytes.get(end + 1) == Some(&b' ') {
        end += 1;
    }
    let at = reader.skip_space(end);
    let at = if bytes.get(at) == Some(&b'-') { at + 1 } else { at };
    let mut has_number = false;
    if at != item.end || bytes.get(at).is_some_and(u8::is_ascii_digit) {
        if let Some((day, day_end)) = day_at(reader, at) {
            date.day = Some(day);
            end = day_end;
            has_number = true;
            if let Some((last, last_end)) = last_day(reader, day_end, day) {
                let year = year_after(reader, last_end);
                date.year = year.map(|(year, _)| year);
                let end = year.map_or(last_end, |(_, end)| end);
                let high = Written { day: Some(last), ..date };
                let value = TemporalValue::Range(Box::new(date.value()), Box::new(high.value()));
                return Some(Reading::new(item.start, end, value));
            }
            if let Some((year, year_end)) = year_after(reader, end) {
                date.year = Some(year);
                end = year_end;
            }
        } else {
            let of = if reader.rest(at).starts_with("of ") { at + 3 } else { at };
            let comma = if reader.rest(item.end).starts_with(", ") { item.end + 2 } else { of };
            if let Some(year) = year_at(reader, comma) {
                date.year = Some(year);
                end = comma + 4;
                has_number = true;
            }
        }
    }
    if end == item.end + 1 && !has_number {
        end = item.end;
    }
    let mut start = item.start;
    // last July, this March
    if date.year.is_none()
        && let Some((offset, word)) = [("last ", -1), ("this ", 0), ("next ", 1)]
            .iter()
            .find_map(|(word, offset)| reader.before(start).ends_with(word).then_some((*offset, word.len())))
    {
        let is_word = !reader.before(start - word).as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
        if is_word {
            let relative = Relative::new(Granularity::Year, offset).with(date);
            // `last July` is the July before, which may be this year's: the resolver decides.
            return Some(Reading::new(start - word, end, TemporalValue::Relative(relative)));
        }
    }
    if date.day.is_none() {
        let (part, part_start) = part_before(reader, start);
        date.part = part;
        start = part_start;
    }
    if !has_number && start == item.start && !is_clear(reader, item) {
        return None;
    }
    Some(Reading::new(start, end, date.value()))
}

/// Returns whether a month's name alone is one: `May` and `March` need more than a capital.
fn is_clear(reader: &Reader<'_>, item: Item) -> bool {
    let word = &reader.lower[item.start..item.end];
    let before = reader.before(item.start);
    let follows = [
        "in ", "since ", "until ", "by ", "of ", "from ", "to ", "late ", "early ", "mid-", "through ", "during ",
        "for ",
    ]
    .iter()
    .any(|word| before.ends_with(word));
    let has_capital = reader.text.as_bytes()[item.start].is_ascii_uppercase();
    match word {
        "may" | "march" | "mar" | "jan" | "jun" | "dec" | "sep" | "oct" | "nov" | "feb" | "apr" | "jul" | "aug"
        | "sept" => follows && has_capital,
        "august" => has_capital && follows,
        _ => has_capital,
    }
}

/// Returns the day of a month at `at`, with the end of its ordinal ending.
fn day_at(reader: &Reader<'_>, at: usize) -> Option<(u32, usize)> {
    let numeral = reader.number_at(at)?;
    if !matches!(numeral.digits, 1 | 2) || numeral.form != Form::Digits || numeral.kind != NumeralKind::Cardinal {
        return None;
    }
    let day = numeral.small().filter(|day| (1..=99).contains(day))?;
    let rest = reader.rest(numeral.end);
    let bytes = rest.as_bytes();
    let ending = ["st", "nd", "rd", "th"]
        .iter()
        .any(|ending| rest.starts_with(ending) && !bytes.get(2).is_some_and(u8::is_ascii_alphanumeric));
    let end = numeral.end + if ending { 2 } else { 0 };
    match reader.lower.as_bytes().get(end) {
        // A percentage, a unit, a decimal or a time of day.
        Some(b'%' | b':') => None,
        Some(byte) if byte.is_ascii_alphanumeric() => None,
        _ => Some((day, end)),
    }
}

/// Returns the second day of `May 9-12`.
fn last_day(reader: &Reader<'_>, end: usize, first: u32) -> Option<(u32, usize)> {
    let rest = reader.rest(end);
    let gap = ["-", "–", " - ", " – ", "—", " to "].iter().find(|gap| rest.starts_with(**gap))?;
    day_at(reader, end + gap.len()).filter(|(last, _)| first < *last && *last <= 31)
}

/// Returns the year of four digits at `at`.
fn year_at(reader: &Reader<'_>, at: usize) -> Option<i32> {
    let numeral = reader.number_at(at)?;
    if numeral.digits != 4 || numeral.form != Form::Digits {
        return None;
    }
    let is_joined = reader.lower.as_bytes().get(numeral.end).is_some_and(u8::is_ascii_alphanumeric);
    i32::try_from(numeral.small()?).ok().filter(|year| (1000..2200).contains(year) && !is_joined)
}

/// Returns the year after a day: `, 2024`, ` 2024`.
fn year_after(reader: &Reader<'_>, end: usize) -> Option<(i32, usize)> {
    let rest = reader.rest(end);
    let skip = [", ", " , ", ",", " "].iter().find(|gap| rest.starts_with(**gap))?.len();
    let year = year_at(reader, end + skip)?;
    // `May 9, 2000 people`: a noun makes a count of it.
    let after = reader.rest(end + skip + 4);
    let is_count = after.starts_with(" people");
    (!is_count).then_some((year, end + skip + 4))
}

/// Reads `Friday, May 9`, `last Friday`, `next Monday`.
pub(super) fn read_weekday(reader: &Reader<'_>, item: Item, day: u8) -> Option<Reading> {
    if !reader.lower.as_bytes()[item.start].is_ascii() {
        return None;
    }
    let rest = reader.rest(item.end);
    let skip = ["., ", ", the ", ", ", " the ", " ", ". ", ","].iter().find(|gap| rest.starts_with(**gap));
    if let Some(skip) = skip.map(|gap| gap.len())
        && let Some(next) = reader.item_at(item.end + skip)
    {
        let date = match next.kind {
            ItemKind::Word(Word::Month(_)) => read_month(reader, next),
            ItemKind::Number(numeral) => read_number(reader, &numeral),
            ItemKind::Word(_) => None,
        };
        if let Some(mut date) = date
            && let TemporalValue::Date(PartialDate { day: Some(_), .. }) = date.value
            && date.start == next.start
        {
            date.start = item.start;
            date.weekday = Some((item.start, item.end, weekday(day)));
            return Some(date);
        }
    }
    let before = reader.before(item.start);
    for (word, offset) in [("last ", -1), ("this ", 0), ("next ", 1)] {
        if before.ends_with(word) {
            let relative = Relative { weekday: Some(weekday(day)), ..Relative::new(Granularity::Week, offset) };
            return Some(Reading::new(item.start - word.len(), item.end, TemporalValue::Relative(relative)));
        }
    }
    None
}

/// Reads `summer 2024`, `this spring`, 春季.
pub(super) fn read_season(reader: &Reader<'_>, item: Item) -> Option<Reading> {
    let ItemKind::Word(Word::Season(season)) = item.kind else { return None };
    let part = Written { part: Some(DatePart::Season(season)), ..Written::default() };
    if !reader.lower.as_bytes()[item.start].is_ascii() {
        return Some(Reading::new(item.start, item.end, part.value()));
    }
    let _: Season = season;
    let rest = reader.rest(item.end);
    let skip = if rest.starts_with(" of ") { 4 } else { 1 };
    if rest.starts_with([' ', ','])
        && let Some(year) = year_at(reader, item.end + skip)
    {
        let date = Written { year: Some(year), ..part };
        return Some(Reading::new(item.start, item.end + skip + 4, date.value()));
    }
    let before = reader.before(item.start);
    for (word, offset) in [("last ", -1), ("this ", 0), ("next ", 1)] {
        if before.ends_with(word) {
            let relative = Relative::new(Granularity::Year, offset).with(part);
            return Some(Reading::new(item.start - word.len(), item.end, TemporalValue::Relative(relative)));
        }
    }
    None
}

/// Returns the part word before `start`, and where it starts: early, mid-, late.
pub(super) fn part_before(reader: &Reader<'_>, start: usize) -> (Option<DatePart>, usize) {
    let before = reader.before(start);
    for (word, part) in [
        ("early ", DatePart::Early),
        ("early in ", DatePart::Early),
        ("earlier ", DatePart::Early),
        ("mid-", DatePart::Mid),
        ("mid ", DatePart::Mid),
        ("the middle of ", DatePart::Mid),
        ("late ", DatePart::Late),
        ("late in ", DatePart::Late),
        ("later ", DatePart::Late),
        ("the end of ", DatePart::Late),
        ("the beginning of ", DatePart::Early),
    ] {
        if let Some(rest) = before.strip_suffix(word)
            && !rest.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
        {
            return (Some(part), start - word.len());
        }
    }
    (None, start)
}

/// Reads what starts with a number: `9 May 2024`, `two weeks ago`, `the 1990s`, a year after `in`.
pub(super) fn read_number(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    if let Some(reading) = read_day_first(reader, numeral) {
        return Some(reading);
    }
    if let Some(reading) = read_year(reader, numeral) {
        return Some(reading);
    }
    read_duration(reader, numeral)
}

/// Reads `9 May 2024`, `9th of May`.
fn read_day_first(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    // $12 December 27
    if reader.before(numeral.start).trim_end().ends_with(['$', '€', '£', '¥']) {
        return None;
    }
    let (day, end) = day_at(reader, numeral.start)?;
    let rest = reader.rest(end);
    let skip = ["-", " of ", " "].iter().find(|gap| rest.starts_with(**gap))?.len();
    let Item { end: month_end, kind: ItemKind::Word(Word::Month(month)), .. } = reader.item_at(end + skip)? else {
        return None;
    };
    let mut stop = month_end;
    let mut date = Written { month: Some(month.into()), day: Some(day), ..Written::default() };
    let after = reader.rest(month_end);
    let skip = [", ", ". ", "-", " ", ","].iter().find(|gap| after.starts_with(**gap)).map(|gap| gap.len());
    if let Some(skip) = skip
        && let Some(year) = year_at(reader, month_end + skip)
    {
        date.year = Some(year);
        stop = month_end + skip + 4;
    }
    // `2 may` is a date only with a capital or a year.
    let has_capital = reader.text.as_bytes()[month_end - 1].is_ascii() && reader.lower[..month_end].len() == month_end;
    let month_start = end + 1;
    let is_word = reader.text[month_start..month_end].bytes().any(|byte| byte.is_ascii_uppercase());
    if date.year.is_none() && !(has_capital && is_word) {
        return None;
    }
    Some(Reading::new(numeral.start, stop, date.value()))
}

/// Reads a year alone, where a word says that it is one, and decades.
fn read_year(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    if numeral.form != Form::Digits {
        return None;
    }
    let rest = reader.rest(numeral.end);
    let bytes = rest.as_bytes();
    if matches!(numeral.digits, 2 | 4)
        && (rest.starts_with('s') || rest.starts_with("'s") || rest.starts_with("’s"))
        && numeral.small()? % 10 == 0
    {
        let number = i32::try_from(numeral.small()?).ok()?;
        let length = rest.find('s')? + 1;
        if bytes.get(length).is_some_and(u8::is_ascii_alphanumeric) {
            return None;
        }
        let year = match (numeral.digits, number) {
            (4, 1000..2200) => number,
            (2, 20..100) if reader.before(numeral.start).ends_with("the ") => 1900 + number,
            _ => return None,
        };
        let (part, start) = part_before(reader, numeral.start);
        let _ = part;
        let date = Written { year: Some(year), part: Some(DatePart::Decade), ..Written::default() };
        let _ = start;
        return Some(Reading::new(numeral.start, numeral.end + length, date.value()));
    }
    let year = year_at(reader, numeral.start).filter(|year| (1800..2100).contains(year))?;
    // 2023 GPUs, $2,000, 2024-bit: something is counted.
    if rest.starts_with(['%', '+', '-']) && !rest.starts_with("-based") && !rest.starts_with("--") {
        let joined = reader.number_at(numeral.end + 1)?;
        // 2019-2023
        let second = year_at(reader, joined.start)?;
        let has_cue = has_year_cue(reader, numeral.start) && year < second;
        let date = |year| Box::new(Written { year: Some(year), ..Written::default() }.value());
        return has_cue
            .then(|| Reading::new(numeral.start, joined.end, TemporalValue::Range(date(year), date(second))));
    }
    let (part, start) = part_before(reader, numeral.start);
    let is_season = false;
    if !(part.is_some() || is_season || has_year_cue(reader, numeral.start)) {
        return None;
    }
    if counts_something(reader, rest) {
        return None;
    }
    let date = Written { year: Some(year), part, ..Written::default() };
    Some(Reading::new(start, numeral.end, date.value()))
}

/// Returns whether the words before a number of four digits make a year of it.
fn has_year_cue(reader: &Reader<'_>, start: usize) -> bool {
    let before = reader.before(start);
    if before.ends_with(['(', '（']) {
        let after = reader.rest(start + 4);
        return after.starts_with([')', '）']);
    }
    [
        "in ",
        "since ",
        "until ",
        "till ",
        "of ",
        "during ",
        "by ",
        "before ",
        "after ",
        "from ",
        "through ",
        "year ",
        "throughout ",
        "late ",
        "early ",
        "mid-",
        "around ",
        "circa ",
        "to ",
        "and ",
        "©",
        "© ",
        "between ",
    ]
    .iter()
    .any(|word| {
        before.strip_suffix(word).is_some_and(|rest| !rest.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric))
            && (!matches!(
                *word,
                "to " | "and " | "of " | "by " | "from " | "around " | "between " | "after " | "before "
            ) || matches!(&reader.lower[start..start + 2], "19" | "20")
                && !counts_something(reader, reader.rest(start + 4)))
    })
}

/// Returns whether a noun follows that a figure counts: ` people`, ` gpus`; function words and verbs do not count.
fn counts_something(reader: &Reader<'_>, rest: &str) -> bool {
    let Some(after) = rest.strip_prefix(' ') else { return false };
    let length = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    if length == 0 {
        return false;
    }
    let word = &after[..length];
    reader.lexicon.0.units.get(word).is_some()
        || reader.lexicon.0.counted.get(word).is_some()
        || word.ends_with('s')
            && 3 < length
            && !matches!(
                word,
                "was"
                    | "has"
                    | "alongside"
                    | "across"
                    | "versus"
                    | "thus"
                    | "this"
                    | "does"
                    | "is"
                    | "as"
                    | "its"
                    | "less"
                    | "towards"
                    | "perhaps"
                    | "always"
                    | "plus"
            )
}

/// Reads `Q1 2024`, `H1 2023`, `FY2024`: the digits after the letters.
pub(super) fn read_period(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    let letters = reader.lower[..numeral.start].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let start = numeral.start - letters;
    let mut end = numeral.end;
    if matches!(&reader.lower[start..numeral.start], "fy" | "cy") {
        let year = i32::try_from(numeral.small()?).ok()?;
        let year = match numeral.digits {
            4 => year,
            2 => 2000 + year,
            _ => return None,
        };
        let date = Written { year: Some(year), ..Written::default() };
        return Some(Reading::new(start, end, date.value()));
    }
    let part = period_part(reader, numeral)?;
    let mut date = Written { part: Some(part), ..Written::default() };
    let rest = reader.rest(end);
    let skip = [" of ", " fy", ", ", " ", "-", "'"].iter().find(|gap| rest.starts_with(**gap)).map(|gap| gap.len());
    if let Some(skip) = skip
        && let Some(year) = year_at(reader, end + skip)
    {
        date.year = Some(year);
        end += skip + 4;
    }
    Some(Reading::new(start, end, date.value()))
}

/// Returns the quarter or half that `Q` or `H` and a digit name.
pub(super) fn period_part(reader: &Reader<'_>, numeral: &Numeral) -> Option<DatePart> {
    if numeral.kind != NumeralKind::Period || numeral.digits != 1 {
        return None;
    }
    let letter = *reader.text.as_bytes().get(numeral.start.checked_sub(1)?)?;
    match (letter, numeral.small()?) {
        (b'Q', quarter @ 1..=4) => Some(DatePart::Quarter(u8::try_from(quarter).ok()?)),
        (b'H', half @ 1..=2) => Some(DatePart::Half(u8::try_from(half).ok()?)),
        _ => None,
    }
}

/// Reads `two and a half years`, `3-year`, `two weeks ago`.
fn read_duration(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    if numeral.kind == NumeralKind::Ordinal || numeral.is_label {
        return None;
    }
    let rest = reader.rest(numeral.end);
    let skip = usize::from(rest.starts_with([' ', '-']));
    let after = &rest[skip..];
    let length = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    if length < 2 || length == 2 && skip == 0 {
        return None;
    }
    let unit = reader.lexicon.0.units.get(&after[..length])?.time?;
    let NumeralValue::Exact(amount) = numeral.value else { return None };
    let value = amount.value.checked_mul(100.into())?;
    if !value.is_integer() || value.is_sign_negative() {
        return None;
    }
    let hundredths = i64::try_from(value).ok().filter(|value| *value < 1_000_000_000)?;
    let end = numeral.end + skip + length;
    let tail = reader.rest(end);
    // 87 years old, a 10-year-old: an age; second, third: ordinals.
    if tail.starts_with(" old") || tail.starts_with("-old") || tail.starts_with(" of age") || after.starts_with("mo ") {
        return None;
    }
    let duration = Duration { unit, hundredths };
    if let Some(direction) =
        [(" ago", -1), (" earlier", -1), (" later", 1), (" from now", 1)].iter().find(|(word, _)| {
            tail.starts_with(word) && !tail.as_bytes().get(word.len()).is_some_and(u8::is_ascii_alphanumeric)
        })
        && hundredths % 100 == 0
        && !["this ", "in ", "today"].iter().any(|word| tail[direction.0.len()..].trim_start().starts_with(word))
    {
        let offset = direction.1 * i32::try_from(hundredths / 100).ok()?;
        let relative = Relative { is_distance: true, ..Relative::new(unit, offset) };
        return Some(Reading::new(numeral.start, end + direction.0.len(), TemporalValue::Relative(relative)));
    }
    Some(Reading::new(numeral.start, end, TemporalValue::Duration(duration)))
}
