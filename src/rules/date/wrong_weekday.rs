use chrono::{Datelike, NaiveDate, Weekday};

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

fn wrong_weekday(weekday_range: TextRange, date_range: TextRange, date: NaiveDate, written: Weekday) -> Diagnostic {
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
        name(actual),
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
            // Without a year of its own the date may be one of the year before or after.
            let years = if date.is_year_certain() { &[0][..] } else { &[0, -1, 1][..] };
            let may_be = |years: &i32| day.with_year(day.year() + years).is_some_and(|day| day.weekday() == written);
            if !years.iter().any(may_be) {
                let weekday_range = prose.to_source(weekday_range);
                diagnostics.push(wrong_weekday(weekday_range, prose.to_source(date.expression.range), day, written));
            }
        }
    }
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
