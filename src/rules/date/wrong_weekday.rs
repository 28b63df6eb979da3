use chrono::{Datelike, NaiveDate, Weekday};

use super::weekday::{days_meant, is_doubted, is_of_the_date};
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
    /// reported only if the weekday fits neither that year nor the ones beside it; a text that writes the year elsewhere,
    /// and no other one, says which it is. A document without a date of its own is not checked for such days.
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
        message!("`{date}` is a {actual}, not a {written}", date, actual = name(actual), written = name(written)),
    )
    .with_label(message!("the day is a {actual}", actual = name(actual)))
    .with_related(date_range, "the date")
    .with_help(message!(
        "write {actual} here, or correct the date: the nearest {written} is {candidate}",
        actual = name_like(named, actual),
        written = name(written),
        candidate
    ))
    .with_fingerprint_key(format!("{date} {}", name(written)))
}

impl Rule for WrongWeekday {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let prose = &context.document.prose;
        for (index, date) in context.analysis.dates.iter().enumerate() {
            let Some((weekday_range, written)) = date.expression.weekday else { continue };
            let days = days_meant(context, index);
            let Some(first) = days.first().copied() else { continue };
            let fits = days.iter().any(|day| day.weekday() == written || day.year() < FIRST_YEAR);
            let range = date.expression.range;
            if fits || !is_of_the_date(prose.text(), weekday_range, range) || is_doubted(context, weekday_range, range)
            {
                continue;
            }
            let named = prose.slice(weekday_range);
            let date_range = prose.to_source(without(prose.text(), range, weekday_range));
            diagnostics.push(wrong_weekday(prose.to_source(weekday_range), date_range, first, written, named));
        }
    }
}

/// The first year that the Gregorian calendar holds for everywhere in the English-speaking world (Calendar Act 1750);
/// older dates may be of the Julian one, whose weekdays differ.
const FIRST_YEAR: i32 = 1753;

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
