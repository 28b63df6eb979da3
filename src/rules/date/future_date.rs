use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, OptionDefault, Rule, RuleContext, RuleMeta, RuleOption, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a document that is dated in the future.
    ///
    /// ## Why is this bad?
    /// Hugo and Jekyll leave out posts with a date to come, and a reader who sees one takes it for an error. Often the year
    /// was typed by habit or the month and the day are swapped.
    ///
    /// Today is the day of the run, or the one given with `--today`. One day is allowed for time zones.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ---
    /// title: 新年展望 (Outlook)
    /// date: 2999-01-01
    /// ---
    /// ````
    /// ````md
    /// ---
    /// title: 新年展望 (Outlook)
    /// date: 2019-01-01
    /// ---
    /// ````
    ///
    /// ## Options
    /// - `days`: how many days ahead a date may lie.
    pub(crate) struct FutureDate {
        id: "date/future-date",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "days",
            default: OptionDefault::Integer(1),
            documentation: "How many days ahead of today a document's date may lie; 0 or more.",
        }],
    }
}

fn future_date(range: TextRange, date: NaiveDate, today: NaiveDate) -> Diagnostic {
    let days = (date - today).num_days();
    Diagnostic::new(
        FutureDate::META.rule_id(),
        FutureDate::META.severity(),
        range,
        message!("the document is dated `{date}`, {days} days after today (`{today}`)", date, days, today),
    )
    .with_label("in the future")
    .with_help("correct the date; for a post that is meant to appear later, raise the option `days` of this rule")
    .with_fingerprint_key(date.to_string())
}

impl Rule for FutureDate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Some((date, range)) = context.analysis.front_matter_date else { return };
        let today = context.settings.today;
        if today.is_ahead(date, context.integer(&Self::META, "days")) {
            diagnostics.push(future_date(range, date, today.day()));
        }
    }
}
