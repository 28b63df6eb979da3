//! `front-matter/mixed-date-forms`: two dates of one page in different forms.

use super::{entries, is_date_key, is_template};
use crate::data::{Entry, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{DateReading, read_node};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports dates of one page that are written in different forms.
    ///
    /// ## Why is this bad?
    ///
    /// `2024-05-09` is a date to most generators and `May 12, 2024` a text: sorted or compared with each other they give
    /// nonsense. A time of day on one of the two is no different form.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// updated: 2024年5月12日
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// date: 2024-05-09
    /// updated: May 12, 2024
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09 10:00:00
    /// updated: 2024-05-12
    /// ---
    /// ````
    pub(crate) struct MixedDateForms {
        id: "front-matter/mixed-date-forms",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn mixed_date_forms(entry: &Entry, first: &Entry) -> Diagnostic {
    let message = message!("`{key}` is written in another form than `{first}`", key = entry.key, first = first.key);
    let range = entry.value.range;
    Diagnostic::new(MixedDateForms::META.rule_id(), MixedDateForms::META.severity(), range, message)
        .with_label("in this form")
        .with_related(first.value.range, "in that form")
        .with_help("write both as in `2024-05-09`")
        .with_fingerprint_key(&*entry.key)
}

/// The form of a date: what stands between its parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// `2024-05-09`.
    Separated(char),
    /// `20240509`, or a time stamp.
    Digits,
    /// `May 9, 2024`.
    Words,
}

impl Rule for MixedDateForms {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let mut first: Option<(&Entry, Form)> = None;
        for entry in entries(context.document).iter().filter(|entry| is_date_key(&entry.key)) {
            let Some(form) = form(entry) else { continue };
            match first {
                None => first = Some((entry, form)),
                Some((first, first_form)) if first_form != form => {
                    diagnostics.push(mixed_date_forms(entry, first));
                    return;
                }
                Some(_) => {}
            }
        }
    }
}

fn form(entry: &Entry) -> Option<Form> {
    if read_node(&entry.value) == DateReading::Unreadable {
        return None;
    }
    let text = match &entry.value.value {
        Value::Text { text, .. } if !is_template(text) => text.trim(),
        Value::Date(text) => text,
        Value::Number(_) => return Some(Form::Digits),
        _ => return None,
    };
    let separator = text.chars().find(|character| !character.is_ascii_digit());
    match separator {
        Some(separator @ ('-' | '/' | '.' | '年')) if text.starts_with(|first: char| first.is_ascii_digit()) => {
            Some(Form::Separated(separator))
        }
        None => Some(Form::Digits),
        Some(_) => Some(Form::Words),
    }
}
