//! Chinese dates: 2024年5月9日, 今年4月, 上周五, 两年半, 三个月前.

use crate::language::numeral::{Form, Numeral, NumeralKind, NumeralValue};
use crate::language::{Item, ItemKind, Word};

use super::extract::{Reader, Reading, weekday};
use super::value::{DatePart, Duration, Granularity, Relative, TemporalValue, Written};

/// Reads a date or a duration that starts with a number.
pub(super) fn read(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    let at = reader.skip_space(numeral.end);
    let next = *reader.lower.as_bytes().get(at)?;
    if next.is_ascii() {
        return if matches!(next, b'-' | b'~') { read_year_range(reader, numeral) } else { None };
    }
    if let Some(reading) = read_date(reader, numeral, at) {
        return Some(reading);
    }
    read_duration(reader, numeral)
}

/// Reads 1995-1997年.
fn read_year_range(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    let at = reader.skip_space(numeral.end);
    let rest = reader.rest(at);
    let joint = ["-", "–", "—", "~", "～", "至", "到"].iter().find(|joint| rest.starts_with(**joint))?;
    let start = reader.skip_space(at + joint.len());
    let second = reader.number_at(start)?;
    let year_end = reader.skip_space(second.end);
    let low = plain_year(numeral)?;
    let high = plain_year(&second)?;
    reader.rest(year_end).strip_prefix('年')?;
    if high < low {
        return None;
    }
    let date = |year| Box::new(Written { year: Some(year), ..Written::default() }.value());
    Some(Reading::new(numeral.start, year_end + 3, TemporalValue::Range(date(low), date(high))))
}

/// Returns the year that four digits are.
fn plain_year(numeral: &Numeral) -> Option<i32> {
    if numeral.digits != 4 {
        return None;
    }
    i32::try_from(numeral.small()?).ok().filter(|year| (1000..2200).contains(year))
}

fn read_date(reader: &Reader<'_>, numeral: &Numeral, at: usize) -> Option<Reading> {
    let rest = reader.rest(at);
    match rest.chars().next()? {
        '年' => read_year(reader, numeral, at),
        '月' => {
            if let Some(reading) = read_month(reader, numeral, at, Written::default()) {
                return Some(Reading::new(numeral.start, reading.1, reading.0.value()));
            }
            None
        }
        '日' => {
            // 16日; 七日 and 3日内 are as often a length of time.
            let after = reader.rest(at + 3);
            let is_day = numeral.form == Form::Digits
                && matches!(numeral.digits, 1 | 2)
                && !after.starts_with(['内', '均', '活', '游', '本', '元', '后', '前']);
            let day = numeral.small().filter(|day| is_day && (1..=31).contains(day))?;
            let date = Written { day: Some(day), ..Written::default() };
            Some(Reading::new(numeral.start, at + 3, date.value()))
        }
        '世' => {
            let after = rest.strip_prefix("世纪").or_else(|| rest.strip_prefix("世紀"))?;
            let century = i32::try_from(numeral.small()?).ok().filter(|century| (1..=22).contains(century))?;
            let end = at + 6;
            // 20世纪90年代
            if let Some(decade) = reader.number_at(reader.skip_space(end))
                && let Some(tens) = decade.small()
                && tens < 100
                && !after.is_empty()
                && (reader.rest(decade.end).starts_with("年代"))
            {
                let year = (century - 1) * 100 + i32::try_from(tens).ok()?;
                let date = Written { year: Some(year), part: Some(DatePart::Decade), ..Written::default() };
                return Some(Reading::new(numeral.start, decade.end + 6, date.value()));
            }
            let date = Written { year: Some((century - 1) * 100), part: Some(DatePart::Century), ..Written::default() };
            Some(Reading::new(numeral.start, end, date.value()))
        }
        '季' => {
            let (quarter, end) = read_quarter(reader, numeral, at)?;
            let start = reader.before(numeral.start).strip_suffix('第').map_or(numeral.start, |_| numeral.start - 3);
            let date = Written { part: Some(DatePart::Quarter(quarter)), ..Written::default() };
            Some(Reading::new(start, end, date.value()))
        }
        '-' | '–' | '—' | '~' | '～' | '至' | '到' => read_year_range(reader, numeral),
        _ => None,
    }
}

/// Reads 一季度 where the number ends at `at`.
fn read_quarter(reader: &Reader<'_>, numeral: &Numeral, at: usize) -> Option<(u8, usize)> {
    reader.rest(at).strip_prefix("季度")?;
    let quarter = u8::try_from(numeral.small()?).ok().filter(|quarter| (1..=4).contains(quarter))?;
    Some((quarter, at + 6))
}

/// Reads the date whose year ends before 年 at byte `at`.
fn read_year(reader: &Reader<'_>, numeral: &Numeral, at: usize) -> Option<Reading> {
    let end = at + 3;
    let after = reader.rest(end);
    if after.starts_with('代') {
        let number = i32::try_from(numeral.small()?).ok()?;
        let year = match number {
            1000..2200 => number,
            0..100 if number % 10 == 0 => number + if number < 30 { 2000 } else { 1900 },
            _ => return None,
        };
        let date = Written { year: Some(year / 10 * 10), part: Some(DatePart::Decade), ..Written::default() };
        return Some(Reading::new(numeral.start, end + 3, date.value()));
    }
    let era = reader.lexicon.0.eras.at_end(reader.before(numeral.start));
    let start = era.map_or(numeral.start, |(length, _)| numeral.start - length);
    let year = match plain_year(numeral) {
        _ if era.is_some() && numeral.small().is_some_and(|number| number < 100) => {
            // 康熙二十年
            era.map_or(0, |(_, first)| *first) + i32::try_from(numeral.small()?).ok()? - 1
        }
        Some(year) => year,
        // 24年5月, 08年: two digits are a year only where nothing else can be meant.
        None if numeral.digits == 2 && numeral.form != Form::ChineseDigit => {
            let number = i32::try_from(numeral.small()?).ok()?;
            let has_month = reader
                .number_at(reader.skip_space(end))
                .is_some_and(|month| reader.rest(reader.skip_space(month.end)).starts_with('月'));
            let has_zero = numeral.form == Form::Digits && number < 10;
            if !(has_month || has_zero) {
                return None;
            }
            number + if number < 50 { 2000 } else { 1900 }
        }
        None => return None,
    };
    // 2020年级 is a class.
    if after.starts_with('级') {
        return None;
    }
    let date = Written { year: Some(year), ..Written::default() };
    let (date, end) = read_in_year(reader, end, date);
    Some(Reading::new(start, end, date.value()))
}

/// Reads what narrows a year down: a month, a quarter, a half, a season, 年中.
fn read_in_year(reader: &Reader<'_>, end: usize, date: Written) -> (Written, usize) {
    let at = reader.skip_space(end);
    let rest = reader.rest(at);
    let parts = [
        ("年年初", DatePart::Early),
        ("年初", DatePart::Early),
        ("年年中", DatePart::Mid),
        ("年中", DatePart::Mid),
        ("年底", DatePart::Late),
        ("年末", DatePart::Late),
        ("年尾", DatePart::Late),
        ("年终", DatePart::Late),
        ("初", DatePart::Early),
        ("中期", DatePart::Mid),
        ("底", DatePart::Late),
        ("末", DatePart::Late),
        ("上半年", DatePart::Half(1)),
        ("下半年", DatePart::Half(2)),
        ("前半年", DatePart::Half(1)),
        ("后半年", DatePart::Half(2)),
        ("春", DatePart::Season(crate::language::Season::Spring)),
        ("夏", DatePart::Season(crate::language::Season::Summer)),
        ("秋", DatePart::Season(crate::language::Season::Fall)),
        ("冬", DatePart::Season(crate::language::Season::Winter)),
    ];
    for (word, part) in parts {
        if let Some(after) = rest.strip_prefix(word) {
            let mut stop = at + word.len();
            if matches!(part, DatePart::Season(_)) {
                if after.starts_with(['季', '天']) {
                    stop += 3;
                } else {
                    break;
                }
            }
            if word == "初" && after.starts_with(['步', '始', '创', '心', '期', '次', '级', '衷', '代']) {
                break;
            }
            if word == "末" && after.starts_with(['尾', '端', '日'])
                || word == "底" && after.starts_with(['层', '座', '线'])
            {
                break;
            }
            return (Written { part: Some(part), ..date }, stop);
        }
    }
    let (start, has_prefix) = if rest.starts_with('第') { (at + 3, true) } else { (at, false) };
    if let Some(numeral) = reader.number_at(start) {
        let after = reader.skip_space(numeral.end);
        if let Some((quarter, end)) = read_quarter(reader, &numeral, after) {
            return (Written { part: Some(DatePart::Quarter(quarter)), ..date }, end);
        }
        if numeral.kind == NumeralKind::Period
            && let Some(part) = super::english::period_part(reader, &numeral)
        {
            return (Written { part: Some(part), ..date }, numeral.end);
        }
        if !has_prefix
            && reader.rest(after).starts_with('月')
            && let Some(found) = read_month(reader, &numeral, after, date)
        {
            return found;
        }
    }
    if let Some(after) = rest.strip_prefix(['q', 'h'])
        && let Some(numeral) = reader.number_at(reader.lower.len() - after.len())
        && let Some(part) = super::english::period_part(reader, &numeral)
    {
        return (Written { part: Some(part), ..date }, numeral.end);
    }
    (date, end)
}

/// Reads the month whose number ends before 月 at `at`, and its day.
fn read_month(reader: &Reader<'_>, numeral: &Numeral, at: usize, date: Written) -> Option<(Written, usize)> {
    let is_plain = matches!(numeral.digits, 1 | 2) && numeral.form == Form::Digits
        || matches!(numeral.form, Form::Chinese | Form::ChineseDigit) && numeral.scale <= 1;
    let month = numeral.small().filter(|month| is_plain && (1..=19).contains(month))?;
    let end = at + 3;
    let after = reader.rest(end);
    if after.starts_with(['活', '球', '薪', '均', '产', '销', '租', '饼', '供', '费', '度', '票', '亮']) {
        return None;
    }
    // 十月初一 is a day of the lunar calendar, whose dates are other ones.
    if after.starts_with('初') && after[3..].starts_with(['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'])
    {
        return None;
    }
    let date = Written { month: Some(month), ..date };
    let parts = [
        ("上旬", DatePart::Early),
        ("中旬", DatePart::Mid),
        ("下旬", DatePart::Late),
        ("初", DatePart::Early),
        ("底", DatePart::Late),
        ("末", DatePart::Late),
        ("中", DatePart::Mid),
        ("份", DatePart::Decade),
    ];
    let start = reader.skip_space(end);
    if let Some(numeral) = reader.number_at(start)
        && let Some((day, end)) = read_day(reader, &numeral)
    {
        return Some((Written { day: Some(day), ..date }, end));
    }
    // A month above twelve is only a mistake where a day or a year stands beside it.
    if 12 < month && date.year.is_none() {
        return None;
    }
    for (word, part) in parts {
        if let Some(rest) = after.strip_prefix(word) {
            if word == "份" {
                return Some((date, end + 3));
            }
            // 5月中国 and 3月初创
            let is_other = word == "中"
                && !(rest.is_empty()
                    || rest.starts_with(['，', '。', ',', ' ', '的', '旬', '、', '开', '发', '推', '上', '正']))
                || word == "初" && rest.starts_with(['步', '始', '创', '次'])
                || word == "底" && rest.starts_with(['层', '座']);
            if is_other {
                break;
            }
            return Some((Written { part: Some(part), ..date }, end + word.len()));
        }
    }
    Some((date, end))
}

/// Reads the day of a month: 9日, 十二号; the end of the month's day, with its word.
fn read_day(reader: &Reader<'_>, numeral: &Numeral) -> Option<(u32, usize)> {
    let is_plain = matches!(numeral.digits, 1 | 2) && numeral.form == Form::Digits
        || matches!(numeral.form, Form::Chinese | Form::ChineseDigit) && numeral.scale <= 1;
    let day = numeral.small().filter(|day| is_plain && (1..=99).contains(day))?;
    let at = reader.skip_space(numeral.end);
    let rest = reader.rest(at);
    if rest.starts_with(['日', '号', '號']) {
        return Some((day, at + 3));
    }
    // 5月9-12日: the word comes after the second number.
    let joint = rest.chars().next().filter(|joint| matches!(joint, '-' | '–' | '~' | '～' | '至' | '到' | '、'))?;
    let second = reader.number_at(reader.skip_space(at + joint.len_utf8()))?;
    let after = reader.skip_space(second.end);
    reader.rest(after).starts_with(['日', '号', '號']).then_some((day, numeral.end))
}

/// Reads a relative word and what narrows it down: 今年4月10日, 去年底, 上周五, 本月16日.
pub(super) fn read_relative(reader: &Reader<'_>, item: Item) -> Option<Reading> {
    let (unit, offset) = match item.kind {
        ItemKind::Word(Word::Day(offset)) => (Granularity::Day, offset),
        ItemKind::Word(Word::Relative(unit, offset)) => (unit, offset),
        _ => return None,
    };
    let mut relative = Relative::new(unit, offset.into());
    let mut start = item.start;
    let mut end = item.end;
    let is_ascii = reader.lower.as_bytes()[item.start].is_ascii();
    if is_ascii {
        let (part, part_start) = super::english::part_before(reader, item.start);
        relative.date_part = part;
        start = part_start;
        let has_article = reader.before(start).ends_with("the ");
        let _ = has_article;
        return Some(Reading::new(start, end, TemporalValue::Relative(relative)));
    }
    match unit {
        Granularity::Year => {
            let (part, stop) = read_in_year(reader, end, Written::default());
            relative = relative.with(part);
            end = stop;
        }
        Granularity::Month => {
            let at = reader.skip_space(end);
            if let Some(numeral) = reader.number_at(at)
                && let Some((day, stop)) = read_day(reader, &numeral)
            {
                relative.part.day = Some(day);
                end = stop;
            } else {
                for (word, part) in [
                    ("上旬", DatePart::Early),
                    ("中旬", DatePart::Mid),
                    ("下旬", DatePart::Late),
                    ("初", DatePart::Early),
                    ("底", DatePart::Late),
                    ("末", DatePart::Late),
                ] {
                    if reader.rest(end).starts_with(word) {
                        relative.date_part = Some(part);
                        end += word.len();
                        break;
                    }
                }
            }
        }
        Granularity::Week => {
            let mut characters = reader.rest(end).chars();
            let day =
                characters.next().and_then(|character| "一二三四五六日天".chars().position(|day| day == character));
            let goes_on = characters
                .next()
                .is_some_and(|next| matches!(next, '个' | '款' | '家' | '次' | '名' | '批' | '直' | '起' | '定'));
            if let Some(day) = day
                && !goes_on
            {
                relative.weekday = Some(weekday(u8::try_from(day.min(6) + 1).unwrap_or(1)));
                end += 3;
            }
        }
        _ => {}
    }
    Some(Reading::new(start, end, TemporalValue::Relative(relative)))
}

/// Reads a length of time, or the distance that it is: 一个月, 两年半, 三天前.
fn read_duration(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    let at = reader.skip_space(numeral.end);
    if numeral.is_label && numeral.form == Form::Digits {
        return None;
    }
    let mut rest = reader.rest(at);
    let mut hundredths = hundredths(numeral)?;
    let mut at = at;
    // 三个半月
    if let Some(after) = rest.strip_prefix("个半").or_else(|| rest.strip_prefix("個半")) {
        hundredths += 50;
        at += 6;
        rest = after;
    }
    if reader.lexicon.0.not_units.at_start(rest).is_some() {
        return None;
    }
    let (length, unit) = reader.lexicon.0.units.at_start(rest)?;
    let unit = unit.time?;
    let word = &rest[..length];
    // 3月 is a month's name and 2分 a score; 5日 was a day of a month.
    if word == "月" && hundredths % 100 == 0 || word == "分" || word.is_ascii() {
        return None;
    }
    if word == "日" && !reader.rest(at + length).starts_with(['内', '游', '后', '前']) && numeral.form == Form::Digits
    {
        return None;
    }
    if matches!(word, "年") && (400 * 100) < hundredths && hundredths % 100 == 0 && numeral.digits == 4 {
        return None;
    }
    let mut end = at + length;
    if reader.rest(end).starts_with('半') && !reader.rest(end).starts_with("半数") {
        hundredths += 50;
        end += 3;
    }
    finish_duration(reader, numeral.start, end, Duration { unit, hundredths })
}

fn hundredths(numeral: &Numeral) -> Option<i64> {
    let NumeralValue::Exact(amount) = numeral.value else { return None };
    let value = amount.value.checked_mul(100.into())?;
    if !value.is_integer() || value.is_sign_negative() {
        return None;
    }
    i64::try_from(value).ok().filter(|value| *value < 1_000_000_000)
}

/// Makes a duration of it, or a distance where 前 or 后 follows.
fn finish_duration(reader: &Reader<'_>, start: usize, end: usize, duration: Duration) -> Option<Reading> {
    let rest = reader.rest(end);
    let is_first = reader.before(start).ends_with(['第', '前', '每']);
    if is_first {
        // 第三年, 前三天, 每3年
        return Some(Reading::new(start, end, TemporalValue::Duration(duration)))
            .filter(|_| !reader.before(start).ends_with('第'));
    }
    let words = [
        ("以前", -1),
        ("之前", -1),
        ("前", -1),
        ("以后", 1),
        ("之后", 1),
        ("以後", 1),
        ("之後", 1),
        ("后", 1),
        ("後", 1),
    ];
    for (word, sign) in words {
        if let Some(after) = rest.strip_prefix(word) {
            if after.starts_with(['沿', '端', '台', '来', '景', '卫', '者']) {
                break;
            }
            let Some((unit, count)) = whole(duration) else { break };
            let relative = Relative { is_distance: true, ..Relative::new(unit, sign * count) };
            return Some(Reading::new(start, end + word.len(), TemporalValue::Relative(relative)));
        }
    }
    Some(Reading::new(start, end, TemporalValue::Duration(duration)))
}

/// Returns a duration as a whole number of units, in a finer one where it must be.
fn whole(duration: Duration) -> Option<(Granularity, i32)> {
    let count = |hundredths: i64| i32::try_from(hundredths / 100).ok();
    if duration.hundredths % 100 == 0 {
        return Some((duration.unit, count(duration.hundredths)?));
    }
    match duration.unit {
        Granularity::Year => Some((Granularity::Month, count(duration.hundredths * 12)?)),
        Granularity::Hour => Some((Granularity::Minute, count(duration.hundredths * 60)?)),
        Granularity::Week => Some((Granularity::Day, count(duration.hundredths * 7)?)),
        Granularity::Month => Some((Granularity::Day, count(duration.hundredths * 30)?)),
        _ => None,
    }
}

/// Reads 半年, 半个月, 半小时.
pub(super) fn read_half(reader: &Reader<'_>, item: Item) -> Option<Reading> {
    let rest = reader.rest(item.end);
    if reader.before(item.start).ends_with(['上', '下', '前', '后', '後', '大', '多']) {
        let before = reader.before(item.start);
        let half = if before.ends_with(['上', '前']) { 1 } else { 2 };
        if rest.starts_with('年') && before.ends_with(['上', '下']) {
            let date = Written { part: Some(DatePart::Half(half)), ..Written::default() };
            return Some(Reading::new(item.start - 3, item.end + 3, date.value()));
        }
        return None;
    }
    let (length, unit) = reader.lexicon.0.units.at_start(rest)?;
    let unit = unit.time?;
    if matches!(&rest[..length], "月" | "日" | "分") || reader.lexicon.0.not_units.at_start(rest).is_some() {
        return None;
    }
    finish_duration(reader, item.start, item.end + length, Duration { unit, hundredths: 50 })
}
