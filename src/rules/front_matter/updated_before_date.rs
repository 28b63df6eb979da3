//! `front-matter/updated-before-date`: a page that was changed before it was written.

use super::{entries, entry};
use crate::data::{Entry, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{DateReading, read_node};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports pages whose last change is dated before the page itself.
    ///
    /// ## Why is this bad?
    ///
    /// One of the two dates is wrong, and lists, feeds and search engines go by both. Where a time of day is written,
    /// the two may be in different time zones: there they must be two days apart.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// updated: 2023-05-12
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// +++
    /// title = "A new model"
    /// date = 2024-05-09
    /// lastmod = 2024-05-08
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
    pub(crate) struct UpdatedBeforeDate {
        id: "front-matter/updated-before-date",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// Keys of the day on which a page was written; `publishDate` may lie after the last change.
const WRITTEN_KEYS: [&str; 6] = ["date", "created", "createdAt", "created_at", "pubDate", "publishedAt"];

/// Keys of the day on which a page was changed last.
pub(super) const UPDATED_KEYS: [&str; 10] = [
    "updated",
    "lastmod",
    "modified",
    "updatedAt",
    "updated_at",
    "last_updated",
    "lastUpdated",
    "last_modified_at",
    "date_modified",
    "updatedDate",
];

fn updated_before_date(updated: &Entry, written: &Entry) -> Diagnostic {
    let message = message!("`{key}` is before `{date}`", key = updated.key, date = written.key);
    let range = updated.value.range;
    Diagnostic::new(UpdatedBeforeDate::META.rule_id(), UpdatedBeforeDate::META.severity(), range, message)
        .with_label("changed on this day")
        .with_related(written.value.range, "written on this day")
        .with_fingerprint_key(&*updated.key)
}

impl Rule for UpdatedBeforeDate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let entries = entries(context.document);
        let Some(written) = WRITTEN_KEYS.iter().find_map(|key| entry(entries, key)) else { return };
        let DateReading::Day(written_day) = read_node(&written.value) else { return };
        for updated in UPDATED_KEYS.iter().filter_map(|key| entry(entries, key)) {
            let DateReading::Day(updated_day) = read_node(&updated.value) else { continue };
            let least = if has_time(written) || has_time(updated) { 2 } else { 1 };
            if least <= (written_day - updated_day).num_days() {
                diagnostics.push(updated_before_date(updated, written));
            }
        }
    }
}

fn has_time(entry: &Entry) -> bool {
    matches!(&entry.value.value, Value::Text { text, .. } | Value::Date(text) if text.contains(':'))
}
