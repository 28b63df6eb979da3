//! `front-matter/placeholder-title`: a title that a program or a template left behind.

use super::{entries, entry, is_draft};
use crate::data::{Entry, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports titles that stand for a title which is missing: `None`, `undefined`, `TODO`, `Untitled`, `标题`.
    ///
    /// ## Why is this bad?
    ///
    /// `None`, `null` and `undefined` are what a program prints where it found no title; `Untitled` and `标题` are what a
    /// template had there. The post is published under that name.
    ///
    /// A page about the word is fine: where the file, its folder or its `slug` has the same name, nothing is reported.
    /// So are drafts.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 'None'
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: 未命名
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: None of the models passed
    /// date: 2024-05-09
    /// ---
    /// ````
    pub(crate) struct PlaceholderTitle {
        id: "front-matter/placeholder-title",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// What programs print for a value that is not there, in lower case.
const PRINTED: [&str; 8] = ["none", "null", "nil", "nan", "undefined", "[object object]", "n/a", "nonetype"];

/// What people and templates write for a title that is still to come, in lower case.
const WRITTEN: [&str; 25] = [
    "todo",
    "tbd",
    "fixme",
    "xxx",
    "untitled",
    "untitled post",
    "untitled document",
    "no title",
    "title",
    "title here",
    "your title",
    "your title here",
    "post title",
    "page title",
    "insert title here",
    "new post",
    "标题",
    "标题待定",
    "无标题",
    "未命名",
    "未命名文档",
    "待定",
    "待补充",
    "文章标题",
    "此处填写标题",
];

fn placeholder_title(entry: &Entry, title: &str, label: &'static str) -> Diagnostic {
    let message = message!("`{title}` is no title", title);
    let range = entry.value.range;
    Diagnostic::new(PlaceholderTitle::META.rule_id(), PlaceholderTitle::META.severity(), range, message)
        .with_label(label)
        .with_fingerprint_key(title)
}

impl Rule for PlaceholderTitle {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let entries = entries(context.document);
        let Some(title) = entry(entries, "title") else { return };
        let Value::Text { text, .. } = &title.value.value else { return };
        let text = text.trim();
        let lower = text.trim_matches(['<', '>', '[', ']', '"', '\'', '.', '…']).trim().to_lowercase();
        let label = if PRINTED.contains(&lower.as_str()) || text.eq_ignore_ascii_case("[object object]") {
            "what a program prints where there is no title"
        } else if WRITTEN.contains(&lower.as_str()) || lower.starts_with("lorem ipsum") {
            "a place that was kept for the title"
        } else {
            return;
        };
        if is_draft(entries) || is_named(context, entries, &lower) {
            return;
        }
        diagnostics.push(placeholder_title(title, text, label));
    }
}

/// Returns whether the file, its folder or its slug is named by the word, so that the page is about it, or the file is a
/// template.
fn is_named(context: &RuleContext<'_>, entries: &[Entry], word: &str) -> bool {
    let mut parts = context.file.path().rsplit('/');
    let stem = parts.next().unwrap_or_default().split('.').next().unwrap_or_default();
    let is_word = |name: &str| name.to_lowercase().replace(['-', '_'], " ") == word;
    let slug = entry(entries, "slug").and_then(|entry| entry.value.as_scalar()).unwrap_or_default();
    let is_template = |folder: &str| ["archetypes", "scaffolds", "templates", "_templates"].contains(&folder);
    is_word(stem)
        || slug.trim_end_matches('/').rsplit('/').next().is_some_and(is_word)
        || parts.clone().next().is_some_and(is_word)
        || parts.any(is_template)
        || stem.eq_ignore_ascii_case("template")
}
