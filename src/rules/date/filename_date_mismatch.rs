use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, OptionDefault, Rule, RuleContext, RuleMeta, RuleOption, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a document whose date is not the one in its file name.
    ///
    /// ## Why is this bad?
    /// The file name sorts the post and often makes its address; the front matter makes the date that readers see. When they
    /// are days apart, one of them was copied from another post.
    ///
    /// A difference of one day is allowed: many sites build the name in one time zone and the date in another.
    ///
    /// ## Examples
    /// ````md,flagged,file=2024-05-09-outlook.md
    /// ---
    /// title: 展望 (Outlook)
    /// date: 2024-06-09
    /// ---
    /// ````
    /// ````md,file=2024-05-09-outlook.md
    /// ---
    /// title: 展望 (Outlook)
    /// date: 2024-05-08
    /// ---
    /// ````
    ///
    /// ## Options
    /// - `days`: how many days the two may be apart.
    pub(crate) struct FilenameDateMismatch {
        id: "date/filename-date-mismatch",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "days",
            default: OptionDefault::Integer(1),
            documentation: "How many days the date and the file name may be apart; 0 or more.",
        }],
    }
}

fn filename_date_mismatch(range: TextRange, date: NaiveDate, named: NaiveDate) -> Diagnostic {
    let days = (date - named).num_days();
    let direction = if days < 0 { "before" } else { "after" };
    Diagnostic::new(
        FilenameDateMismatch::META.rule_id(),
        FilenameDateMismatch::META.severity(),
        range,
        format!("the date `{date}` is {} days {direction} the file name's `{named}`", days.abs()),
    )
    .with_label(format!("the file name says {named}"))
    .with_help("rename the file, or correct the date")
    .with_fingerprint_key(format!("{date} {named}"))
}

impl Rule for FilenameDateMismatch {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Some((date, range)) = context.analysis.front_matter_date else { return };
        let Some(named) = context.analysis.file_name_date else { return };
        // `2024-05-09-to-2024-06-01.md` names a stretch of time.
        if names_two_dates(context.file.file_name()) {
            return;
        }
        if context.integer(&Self::META, "days") < (date - named).num_days().abs() {
            diagnostics.push(filename_date_mismatch(range, date, named));
        }
    }
}

/// Returns whether a second year follows the date that a file name starts with: `2024-05-09-to-2024-06-01.md`.
fn names_two_dates(file_name: &str) -> bool {
    let rest = file_name.get(10..).unwrap_or_default();
    rest.split(|character: char| !character.is_ascii_digit()).any(|number| {
        number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
            || number.len() == 8 && number.starts_with("20")
    })
}
