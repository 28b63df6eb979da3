//! `front-matter/unclosed`: front matter without its closing fence.

use super::{fence, line_end};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::{FrontMatterProblem, Syntax};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{SourceFile, TextRange};

declare_rule! {
    /// Reports front matter that is opened and never closed.
    ///
    /// ## Why is this bad?
    ///
    /// Without the closing fence the whole post is metadata, or none of it is: the site shows an empty page, or shows
    /// the keys as text, with no title and no date.
    ///
    /// A `---` at the top that no key follows is a thematic break and is not reported.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// date: 2024-05-09
    ///
    /// A new model was released today.
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// ---
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md
    /// ---
    /// title: A new model
    /// date: 2024-05-09
    /// ---
    ///
    /// A new model was released today.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix adds the closing fence after the last line that reads as a key. It is safe where the keys, a title among
    /// them, have no fault, a blank line follows, and then text without any more keys. Otherwise where the text begins is
    /// a guess, and the fix is unsafe.
    pub(crate) struct Unclosed {
        id: "front-matter/unclosed",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn unclosed(
    file: &SourceFile,
    syntax: Syntax,
    opening: TextRange,
    missing_at: TextRange,
    is_certain: bool,
) -> Diagnostic {
    let closing = fence(syntax);
    let message = message!("front matter has no closing `{closing}`", closing);
    let diagnostic = Diagnostic::new(Unclosed::META.rule_id(), Unclosed::META.severity(), opening, message)
        .with_label("opened here")
        .with_related(missing_at, message!("`{closing}` belongs here", closing))
        .with_help(message!("add a line `{closing}` after the last key", closing))
        .with_fingerprint_key("unclosed");
    if syntax == Syntax::Json {
        // What the last value needs (a comma, another bracket) is not known.
        return diagnostic;
    }
    let is_line_start = file.slice(TextRange::up_to(missing_at.start())).ends_with('\n');
    let line_end = line_end(file);
    let before = if is_line_start { "" } else { line_end };
    diagnostic.with_fix(Fix {
        message: message!("close the front matter"),
        applicability: if is_certain { Applicability::Safe } else { Applicability::Unsafe },
        edits: vec![Edit { range: missing_at, content: format!("{before}{closing}{line_end}") }],
    })
}

impl Rule for Unclosed {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Some(front_matter) = &context.document.front_matter else { return };
        for problem in &context.document.problems {
            if let FrontMatterProblem::Unclosed { opening, missing_at, is_certain } = problem {
                diagnostics.push(unclosed(context.file, front_matter.syntax, *opening, *missing_at, *is_certain));
            }
        }
    }
}
