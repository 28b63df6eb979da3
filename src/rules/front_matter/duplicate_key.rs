//! `front-matter/duplicate-key`: a key that stands twice.

use super::{data_problems, is_read_whole};
use crate::data::ProblemKind;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::Syntax;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{SourceFile, TextRange};

declare_rule! {
    /// Reports keys that stand twice in one mapping of the front matter.
    ///
    /// ## Why is this bad?
    ///
    /// Some parsers take the first value, some the last, and some refuse the file: the page says one thing in the
    /// preview and another on the site.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// date: 2024-05-10
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// +++
    /// title = "A new model"
    /// title = "A newer model"
    /// +++
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// lastmod: 2024-05-10
    /// ---
    /// ````
    ///
    /// ````md
    /// +++
    /// title = "A new model"
    /// +++
    /// ````
    ///
    /// ## Fix safety
    ///
    /// Where both values are the same and the second key has lines of its own, the fix removes it and is safe. Where
    /// they differ there is no fix: only the writer knows which one is meant.
    pub(crate) struct DuplicateKey {
        id: "front-matter/duplicate-key",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn duplicate_key(key: &str, first: TextRange, second: TextRange) -> Diagnostic {
    let message = message!("the key `{key}` stands twice", key);
    Diagnostic::new(DuplicateKey::META.rule_id(), DuplicateKey::META.severity(), second, message)
        .with_label("again here")
        .with_related(first, "first here")
        .with_fingerprint_key(key)
}

impl Rule for DuplicateKey {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Some(front_matter) = &context.document.front_matter else { return };
        let mut is_whole = None;
        for problem in data_problems(context.document) {
            let ProblemKind::DuplicateKey { key, first, entry, is_same_value } = &problem.kind else { continue };
            let diagnostic = duplicate_key(key, *first, problem.range);
            // Where something else is wrong, what the second value is may be a misreading.
            let is_whole = *is_whole.get_or_insert_with(|| is_read_whole(context.document));
            let can_fix = *is_same_value && front_matter.syntax != Syntax::Json && is_whole;
            let lines = own_lines(context.file, *entry).filter(|_| can_fix);
            diagnostics.push(match lines {
                Some(range) => diagnostic.with_help("remove one of them; their values are the same").with_fix(Fix {
                    message: message!("remove the second `{key}`", key),
                    applicability: Applicability::Safe,
                    edits: vec![Edit { range, content: String::new() }],
                }),
                None => diagnostic.with_help("keep the one that is meant"),
            });
        }
    }
}

/// Returns the whole lines of an entry, where nothing else stands on them and nothing below may refer to them.
fn own_lines(file: &SourceFile, entry: TextRange) -> Option<TextRange> {
    let first = file.line_range(file.line_index(entry.start()));
    let last_index = file.line_index(entry.end());
    let last = file.line_range(last_index);
    let is_alone = file.slice(TextRange::new(first.start(), entry.start())).trim().is_empty()
        && file.slice(TextRange::new(entry.end(), last.end().max(entry.end()))).trim().is_empty();
    let has_anchor = file.slice(entry).contains('&');
    if !is_alone || has_anchor || file.line_count() <= last_index + 1 {
        return None;
    }
    Some(TextRange::new(first.start(), file.line_range(last_index + 1).start()))
}
