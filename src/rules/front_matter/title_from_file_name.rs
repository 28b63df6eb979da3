//! `front-matter/title-from-file-name`: a title that is the name of the file, hyphens and all.

use super::{entries, entry, is_draft};
use crate::data::{Entry, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::file_name_date;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports titles that are the name of the file or the slug.
    ///
    /// ## Why is this bad?
    ///
    /// Generators put the file's name where the title belongs when they create a page; `a-new-model-is-here` was then
    /// forgotten.
    ///
    /// Only names that nobody would write as a title are reported: a date with words behind it, or four words and more
    /// in small letters, joined by hyphens or underscores. `kubectl-get`, `gpt-4o-mini` and `README` are titles.
    ///
    /// ## Examples
    ///
    /// ````md,flagged,file=posts/a-new-model-is-here.md
    /// ---
    /// title: a-new-model-is-here
    /// ---
    /// ````
    ///
    /// ````md,flagged,file=2024-05-09-new-model.md
    /// ---
    /// title: 2024-05-09-new-model
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md,file=posts/a-new-model-is-here.md
    /// ---
    /// title: A new model is here
    /// ---
    /// ````
    pub(crate) struct TitleFromFileName {
        id: "front-matter/title-from-file-name",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn title_from_file_name(entry: &Entry, what: &str) -> Diagnostic {
    let message = message!("the title is the {what}", what);
    let range = entry.value.range;
    Diagnostic::new(TitleFromFileName::META.rule_id(), TitleFromFileName::META.severity(), range, message)
        .with_help("write the title as readers should see it")
        .with_fingerprint_key(entry.value.as_scalar().unwrap_or_default())
}

impl Rule for TitleFromFileName {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let entries = entries(context.document);
        let Some(title) = entry(entries, "title") else { return };
        let Value::Text { text, .. } = &title.value.value else { return };
        let text = text.trim();
        if is_draft(entries) || !is_slug(text) {
            return;
        }
        let stem = context.file.file_name().split('.').next().unwrap_or_default();
        let folder = context.file.path().rsplit('/').nth(1).unwrap_or_default();
        let slug = entry(entries, "slug").and_then(|entry| entry.value.as_scalar()).unwrap_or_default();
        let without_date =
            |name: &str| -> bool { file_name_date(name).is_some() && name.get(11..).is_some_and(|rest| rest == text) };
        if text == stem || without_date(stem) {
            diagnostics.push(title_from_file_name(title, "name of the file"));
        } else if text == slug {
            diagnostics.push(title_from_file_name(title, "slug"));
        } else if matches!(stem, "index" | "_index" | "README") && (text == folder || without_date(folder)) {
            diagnostics.push(title_from_file_name(title, "name of the folder"));
        }
    }
}

/// Returns whether a text is a name for files that nobody would write as a title.
fn is_slug(text: &str) -> bool {
    let has_date = file_name_date(text).is_some();
    let words = text.split(['-', '_']).filter(|word| !word.is_empty()).count();
    let is_joined =
        text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'));
    is_joined
        && (has_date
            || (4 <= words && text.split(['-', '_']).all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase()))))
}
