use chrono::{Datelike, NaiveDate, Weekday};

use crate::claim::words;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports dates with a day of the week that they do not fall on.
    ///
    /// ## Why is this bad?
    /// A weekday beside a date is a checksum: when the two disagree, one of them is wrong, and a reader who follows the
    /// wrong one comes on the wrong day.
    ///
    /// Where the year is not written, it is the one that puts the day nearest to the document's own date, and the day is
    /// reported only if the weekday fits neither that year nor the ones beside it; a document without a date of its own is
    /// not checked for such days.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 会议定于2024年5月13日（周三）举行。
    ///
    /// The meeting is on Wednesday, May 13, 2024.
    /// ````
    /// ````md
    /// 会议定于2024年5月13日（周一）举行。
    ///
    /// The meeting is on Monday, May 13, 2024.
    /// ````
    ///
    /// ## References
    /// Days of the week: ISO 8601-1:2019, 4.2.1 (proleptic Gregorian calendar).
    pub(crate) struct WrongWeekday {
        id: "date/wrong-weekday",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_weekday(
    weekday_range: TextRange,
    date_range: TextRange,
    date: NaiveDate,
    written: Weekday,
    named: &str,
) -> Diagnostic {
    let actual = date.weekday();
    let candidate = nearest_with_weekday(date, written);
    Diagnostic::new(
        WrongWeekday::META.rule_id(),
        WrongWeekday::META.severity(),
        weekday_range,
        format!("`{date}` is a {}, not a {}", name(actual), name(written)),
    )
    .with_label(format!("the day is a {}", name(actual)))
    .with_related(date_range, "the date")
    .with_help(format!(
        "write {} here, or correct the date: the nearest {} is {candidate}",
        name_like(named, actual),
        name(written)
    ))
    .with_fingerprint_key(format!("{date} {}", name(written)))
}

impl Rule for WrongWeekday {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let prose = &context.document.prose;
        for date in &context.analysis.dates {
            let Some((weekday_range, written)) = date.expression.weekday else { continue };
            let Some(day) = date.day(context.analysis.document_time) else { continue };
            if day.year() < FIRST_YEAR || !is_of_the_date(prose.text(), weekday_range, date.expression.range) {
                continue;
            }
            // Without a year of its own the date may be one of the year before or after.
            let years = if date.is_year_certain() { &[0][..] } else { &[0, -1, 1][..] };
            let may_be = |years: &i32| day.with_year(day.year() + years).is_some_and(|day| day.weekday() == written);
            if !years.iter().any(may_be) {
                let named = prose.slice(weekday_range);
                let date_range = prose.to_source(without(prose.text(), date.expression.range, weekday_range));
                diagnostics.push(wrong_weekday(prose.to_source(weekday_range), date_range, day, written, named));
            }
        }
    }
}

/// The first year that the Gregorian calendar holds for everywhere in the English-speaking world (Calendar Act 1750);
/// older dates may be of the Julian one, whose weekdays differ.
const FIRST_YEAR: i32 = 1753;

/// Returns whether a weekday beside a date is the date's own, and not the start of another phrase: `5月18日，周三发布的报告`,
/// `Monday to Friday, May 10`, `May 18, 2024, Friday's report`.
fn is_of_the_date(prose: &str, weekday: TextRange, date: TextRange) -> bool {
    let before = &prose[..usize::from(weekday.start())];
    let after = &prose[usize::from(weekday.end())..];
    let word = &prose[usize::from(weekday.start())..usize::from(weekday.end())];
    if word.starts_with(|first: char| first.is_ascii_lowercase()) {
        return false;
    }
    if before.ends_with(['(', '（', '[']) {
        return after.starts_with([')', '）', ']', ',', '，', ' ']);
    }
    let is_first = weekday.start() <= date.start() + text_size::TextSize::new(1);
    if is_first {
        let gap_is_plain = !after.starts_with(". ") || word.len() <= 5;
        let last = before.trim_end().rsplit([' ', '\n']).next().unwrap_or_default();
        // `Monday to Friday, May 10`, `every Tuesday and Thursday, May 21`, `Ruby Tuesday, March 3`.
        let is_joined = matches!(last, "to" | "and" | "through" | "every" | "or" | "–" | "-" | "to:" | "&");
        let is_name = last.starts_with(|first: char| first.is_ascii_uppercase())
            && last.ends_with(|end: char| end.is_ascii_alphabetic());
        let is_range = before.ends_with(['至', '到', '、', '–', '-', '和', '每']);
        return gap_is_plain && !is_joined && !is_name && !is_range;
    }
    after.is_empty()
        || words().times_of_day.iter().any(|time| after.starts_with(time.as_str()))
        || after
            .starts_with(['。', '，', '；', ',', '.', ';', '!', '?', ')', '）', '！', '？', '：', ':', '\n', '”', '"'])
}

/// Returns a date's range without the weekday in it or the brackets and commas between.
fn without(prose: &str, date: TextRange, weekday: TextRange) -> TextRange {
    let part = if date.start() < weekday.start() {
        TextRange::new(date.start(), weekday.start().min(date.end()))
    } else {
        TextRange::new(weekday.end().max(date.start()).min(date.end()), date.end())
    };
    let text = &prose[usize::from(part.start())..usize::from(part.end())];
    let is_mark = |character: char| matches!(character, ' ' | ',' | '，' | '(' | '（' | ')' | '）' | '.' | '[' | '\n');
    let start = usize::from(part.start()) + (text.len() - text.trim_start_matches(is_mark).len());
    let trimmed = text.trim_matches(is_mark);
    crate::text::range(start, start + trimmed.len())
}

/// Returns the name of a day in the manner of the one that was written: 周三, 星期三, Wednesday.
fn name_like(written: &str, day: Weekday) -> String {
    const CHINESE: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
    let index = day.num_days_from_monday() as usize;
    let prefix = ["星期", "礼拜", "禮拜", "周", "週"].into_iter().find(|prefix| written.starts_with(prefix));
    prefix.map_or_else(|| name(day).to_owned(), |prefix| format!("{prefix}{}", CHINESE[index]))
}

/// Returns the day nearest to `date` that falls on `weekday`; at most three days away.
fn nearest_with_weekday(date: NaiveDate, weekday: Weekday) -> NaiveDate {
    [0, -1, 1, -2, 2, -3, 3]
        .into_iter()
        .filter_map(|days| date.checked_add_signed(chrono::Duration::days(days)))
        .find(|day| day.weekday() == weekday)
        .unwrap_or(date)
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
