//! `front-matter/future-update`: a last change that is still to come.

use chrono::NaiveDate;

use super::updated_before_date::UPDATED_KEYS;
use super::{entries, entry};
use crate::data::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{DateReading, read_node};
use crate::rules::{FixAvailability, OptionDefault, Rule, RuleContext, RuleMeta, RuleOption, declare_rule};

declare_rule! {
    /// Reports pages whose last change is dated in the future.
    ///
    /// ## Why is this bad?
    ///
    /// A post may be planned for a day to come, but nobody has changed it on that day yet: the year or the month is
    /// mistyped, and the page stands at the top of every list of changes.
    ///
    /// Today is the day of the run, or the one given with `--today`. One day is allowed for time zones. Where the page
    /// itself is dated as late, `date/future-date` says so.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// updated: 2042-05-12
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// +++
    /// title = "A new model"
    /// lastmod = 2042-05-12
    /// +++
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// updated: 2024-05-12
    /// ---
    /// ````
    ///
    /// ## Options
    ///
    /// - `days`: how many days ahead a date may lie.
    pub(crate) struct FutureUpdate {
        id: "front-matter/future-update",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "days",
            default: OptionDefault::Integer(1),
            documentation: "How many days ahead of today the date of a change may lie; 0 or more.",
        }],
    }
}

fn future_update(entry: &Entry, day: NaiveDate, today: NaiveDate) -> Diagnostic {
    let message = message!(
        "`{key}` is `{day}`, {days} days after today (`{today}`)",
        key = entry.key,
        day,
        days = (day - today).num_days(),
        today
    );
    let range = entry.value.range;
    Diagnostic::new(FutureUpdate::META.rule_id(), FutureUpdate::META.severity(), range, message)
        .with_label("in the future")
        .with_fingerprint_key(day.to_string())
}

impl Rule for FutureUpdate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let today = context.settings.today;
        let latest = context.integer(&Self::META, "days");
        let entries = entries(context.document);
        let written = context.analysis.front_matter_date.map(|(day, _)| day);
        for updated in UPDATED_KEYS.iter().filter_map(|key| entry(entries, key)) {
            let DateReading::Day(day) = read_node(&updated.value) else { continue };
            if today.is_ahead(day, latest) && written.is_none_or(|written| !today.is_ahead(written, latest)) {
                diagnostics.push(future_update(updated, day, today.day()));
            }
        }
    }
}
