//! `front-matter/future-date`: a date that is still to come.

use chrono::NaiveDate;

use super::{entries, entry, is_draft};
use crate::data::Entry;
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{DateReading, read_node};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, RuleOption, OptionDefault, declare_rule};

declare_rule! {
    /// Reports pages that are dated in the future.
    ///
    /// ## Why is this bad?
    ///
    /// Hugo, Jekyll and Hexo leave a page out until its day has come: a year that was mistyped keeps a post from
    /// readers, and nothing says so. A date more than a year ahead is a warning, a nearer one only a remark, since posts
    /// are planned. Drafts and pages with an `expiryDate` of their own are planned too, and one day ahead may be another
    /// time zone.
    ///
    /// Today is the day of `--today`, or else the day on which factlint runs.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 2042-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// date: 2024-06-20
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ## Options
    ///
    /// - `days-ahead`: how many days ahead are fine (default 1).
    pub(crate) struct FutureDate {
        id: "front-matter/future-date",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "days-ahead",
            default: OptionDefault::Integer(1),
            documentation: "How many days ahead of today a date may be.",
        }],
    }
}

/// From this many days ahead on, nobody has planned the post.
const UNPLANNED_DAYS: i64 = 366;

/// Keys that say when a page is there for readers, or changed last.
const KEYS: [&str; 11] = [
    "date", "published", "pubDate", "publishedAt", "created", "updated", "lastmod", "modified", "updatedAt", "createdAt",
    "last_updated",
];

fn future_date(entry: &Entry, day: NaiveDate, today: NaiveDate) -> Diagnostic {
    let days = (day - today).num_days();
    let severity = if UNPLANNED_DAYS <= days { Severity::Warning } else { Severity::Info };
    let message = format!("`{}` is {days} days after today", entry.key);
    Diagnostic::new(FutureDate::META.rule_id(), severity, entry.value.range, message)
        .with_label(format!("today is {today}"))
        .with_help("many generators leave the page out until that day")
        .with_fingerprint_key(entry.key.as_str())
}

impl Rule for FutureDate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let entries = entries(context.document);
        if is_draft(entries) || entry(entries, "expiryDate").is_some() {
            return;
        }
        let today = context.settings.today;
        let days_ahead = context.integer(&Self::META, "days-ahead");
        let dates = entries.iter().filter(|entry| KEYS.iter().any(|key| key.eq_ignore_ascii_case(&entry.key)));
        for entry in dates {
            if let DateReading::Day(day) = read_node(&entry.value)
                && days_ahead < (day - today).num_days()
            {
                diagnostics.push(future_date(entry, day, today));
                // The other dates of a planned page are planned with it.
                return;
            }
        }
    }
}
