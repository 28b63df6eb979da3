use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::calendar::{MONTHS, days_in_month};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::temporal::{PartialDate, TemporalValue};
use crate::text::TextRange;

declare_rule! {
    /// Reports days in the text that the calendar does not have.
    ///
    /// ## Why is this bad?
    /// A reader cannot come on the 31st of April. A date like this is a slip of the pen, often of the month, and nobody but
    /// the author can tell which day was meant.
    ///
    /// Versions, addresses and scores that look like dates are not read as dates. The dates of the front matter are
    /// `front-matter/invalid-date`'s business.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 大会将于2024年4月31日开幕。
    ///
    /// The fair opens on April 31, 2024.
    /// ````
    /// ````md
    /// 大会将于2024年4月30日开幕，闰年的2月29日也在展期之内。
    ///
    /// The fair opens on April 30, 2024.
    /// ````
    ///
    /// ## References
    /// Gregorian calendar: ISO 8601-1:2019, 4.2.1.
    pub(crate) struct ImpossibleDate {
        id: "date/impossible-date",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn no_such_day(range: TextRange, written: &str, date: PartialDate, last_day: u32) -> Diagnostic {
    let month = month_name(date);
    let year = date.year.map(|year| format!(" {year}")).unwrap_or_default();
    Diagnostic::new(
        ImpossibleDate::META.rule_id(),
        ImpossibleDate::META.severity(),
        range,
        format!("`{written}` does not exist: {month}{year} has {last_day} days"),
    )
    .with_label("no such day")
    .with_help(format!("write a day from 1 to {last_day}, or another month"))
    .with_fingerprint_key(written)
}

fn no_such_month(range: TextRange, written: &str, month: u32) -> Diagnostic {
    Diagnostic::new(
        ImpossibleDate::META.rule_id(),
        ImpossibleDate::META.severity(),
        range,
        format!("`{written}` does not exist: there is no month {month}"),
    )
    .with_label("no such month")
    .with_help(
        "write a month from 1 to 12; if day and month are swapped, write them in the order of the rest of the text",
    )
    .with_fingerprint_key(written)
}

impl Rule for ImpossibleDate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for date in &context.analysis.dates {
            let TemporalValue::Date(written) = date.expression.value else { continue };
            let range = context.document.prose.to_source(date.expression.range);
            let text = context.document.prose.slice(date.expression.range);
            let Some(month) = written.month else { continue };
            if !(1..=12).contains(&month) {
                diagnostics.push(no_such_month(range, text, month));
                continue;
            }
            let last_day = days_in_month(written.year, month);
            if written.day.is_some_and(|day| !(1..=last_day).contains(&day)) {
                diagnostics.push(no_such_day(range, text, written, last_day));
            }
        }
    }
}

fn month_name(date: PartialDate) -> &'static str {
    date.month.and_then(|month| MONTHS.get(month as usize - 1)).copied().unwrap_or("that month")
}
