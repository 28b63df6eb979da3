//! `front-matter/invalid-date`: a date of a day that there is none of.

use super::is_template;
use crate::data::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{DATE_KEYS, DateReading, read_node};
use crate::message::Message;
use crate::rules::calendar::{MONTHS, days_in_month};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::settings::FieldType;

declare_rule! {
    /// Reports dates of the front matter that are no day of the calendar.
    ///
    /// ## Why is this bad?
    ///
    /// Some generators refuse the page, some move the date to the next month, and some drop it and put the post at the
    /// end of every list.
    ///
    /// Read are the keys that the schema calls dates and those that are dates everywhere: `date`, `published`, `pubDate`,
    /// `created`, `updated`, `lastmod`, `modified`, `expiryDate` and their like, and every date of TOML. All the usual
    /// forms are fine, with or without a time of day. A text that cannot be read as a date is reported only where the
    /// schema says that it must be one.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 2023-02-29
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// date: 2024-13-09 10:00:00 +0800
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-02-29
    /// ---
    /// ````
    ///
    /// ````md
    /// ---
    /// title: A new model
    /// date: May 9, 2024
    /// ---
    /// ````
    pub(crate) struct InvalidDate {
        id: "front-matter/invalid-date",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// Keys that are dates everywhere, beside those of the document's own date.
pub(super) const OTHER_DATE_KEYS: [&str; 12] = [
    "lastmod",
    "updated",
    "updatedAt",
    "updated_at",
    "modified",
    "last_modified_at",
    "last_updated",
    "lastUpdated",
    "expiryDate",
    "created_at",
    "createdAt",
    "date_modified",
];

fn report(node: &Node, message: Message, label: &'static str) -> Diagnostic {
    Diagnostic::new(InvalidDate::META.rule_id(), InvalidDate::META.severity(), node.range, message)
        .with_label(label)
        .with_fingerprint_key(node.as_scalar().unwrap_or_default())
}

fn impossible_month(node: &Node, month: u32) -> Diagnostic {
    let label = message!("there is no month {month}", month);
    report(node, message!("`{written}` does not exist: {label}", written = written(node), label), "no such month")
}

fn impossible_day(node: &Node, year: i32, month: u32, day: u32) -> Diagnostic {
    let name = usize::try_from(month).ok().and_then(|month| MONTHS.get(month - 1)).unwrap_or(&"the month");
    let label = if day == 0 {
        message!("there is no day 0")
    } else {
        message!("{name} {year} has {days} days", name, year, days = days_in_month(Some(year), month))
    };
    report(node, message!("`{written}` does not exist: {label}", written = written(node), label), "no such day")
}

fn unreadable_date(node: &Node, key: &str) -> Diagnostic {
    report(node, message!("`{key}` must be a date, but is `{written}`", key, written = written(node)), "")
        .with_help("write a date as in `2024-05-09`")
}

impl Rule for InvalidDate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Some(root) = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref())
        else {
            return;
        };
        let is_schema_date = |entry: &Entry| {
            let field = context.settings.front_matter.field(&entry.key);
            field.is_some_and(|field| field.value.types == [FieldType::Date])
        };
        for entry in root.entries() {
            check_entry(entry, is_schema_date(entry), diagnostics);
        }
    }
}

fn check_entry(entry: &Entry, is_schema_date: bool, diagnostics: &mut Vec<Diagnostic>) {
    let is_date_key = DATE_KEYS.iter().chain(&OTHER_DATE_KEYS).any(|known| known.eq_ignore_ascii_case(&entry.key));
    match &entry.value.value {
        Value::Text { text, .. } if is_template(text) => {}
        Value::Text { text, .. } if is_schema_date && !may_be_date(text) => {
            diagnostics.push(unreadable_date(&entry.value, &entry.key));
        }
        Value::Text { .. } | Value::Number(_) if is_schema_date || is_date_key => {
            check_value(&entry.value, diagnostics);
        }
        _ => check_typed_dates(&entry.value, diagnostics),
    }
}

/// Checks what is a date by its syntax, at any depth.
fn check_typed_dates(node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    if matches!(node.value, Value::Date(_)) {
        check_value(node, diagnostics);
    }
    for child in node.items().iter().chain(node.entries().iter().map(|entry| &entry.value)) {
        check_typed_dates(child, diagnostics);
    }
}

fn check_value(node: &Node, diagnostics: &mut Vec<Diagnostic>) {
    if let DateReading::Impossible { year, month, day } = read_node(node) {
        let is_month = (1..=12).contains(&month);
        diagnostics.push(if is_month { impossible_day(node, year, month, day) } else { impossible_month(node, month) });
    }
}

/// Returns whether a text may be a date in some form: it has two numbers, or a number and the name of a month.
///
/// Forms that are not read here are many: `09-05-2024`, `5/9/24`, `2024-05`, `9. Mai 2024`.
fn may_be_date(text: &str) -> bool {
    let numbers = text.split(|character: char| !character.is_ascii_digit()).filter(|digits| !digits.is_empty()).count();
    let lower = text.to_ascii_lowercase();
    let has_month = MONTHS.iter().any(|month| lower.contains(&month[..3].to_ascii_lowercase()));
    2 <= numbers
        || (1 <= numbers && has_month)
        || (numbers == 1 && 8 <= text.trim().len() && text.trim().bytes().all(|byte| byte.is_ascii_digit()))
}

fn written(node: &Node) -> &str {
    node.as_scalar().unwrap_or_default()
}
