//! `front-matter/empty-document`: a file with nothing in it.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::file_name_date;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports Markdown files with nothing in them.
    ///
    /// ## Why is this bad?
    ///
    /// A post of nothing is a post that got lost: the program that wrote it stopped, or a merge went wrong.
    ///
    /// It is a warning for a file that is named like a post, with a date, or that stands in a folder of posts, and a remark for
    /// others. A file named `_index` or `index` may be empty: it makes a section of its folder.
    ///
    /// ## Examples
    ///
    /// ````md,flagged,file=2024-05-09-new-model.md
    ///
    /// ````
    ///
    /// ````md,flagged,file=_posts/new-model.md
    ///
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md,file=2024-05-09-new-model.md
    /// ---
    /// title: 新模型发布
    /// ---
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md,file=posts/_index.md
    ///
    /// ````
    pub(crate) struct EmptyDocument {
        id: "front-matter/empty-document",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn empty_document(severity: Severity) -> Diagnostic {
    let message = "the file is empty";
    Diagnostic::new(EmptyDocument::META.rule_id(), severity, TextRange::default(), message)
        .with_help("write the post, or delete the file")
        .with_fingerprint_key("empty")
}

impl Rule for EmptyDocument {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let text = context.file.text();
        let is_section = matches!(context.file.file_name().split('.').next(), Some("_index" | "index"));
        if is_section || !text.trim_start_matches('\u{FEFF}').trim().is_empty() {
            return;
        }
        let is_post = file_name_date(context.file.file_name()).is_some()
            || context
                .file
                .path()
                .split(['/', '\\'])
                .any(|folder| matches!(folder, "_posts" | "posts" | "post" | "blog"));
        diagnostics.push(empty_document(if is_post { Self::META.severity() } else { Severity::Info }));
    }
}
