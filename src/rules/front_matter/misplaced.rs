//! `front-matter/misplaced`: front matter that is not at the top.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::{FrontMatterProblem, Preceding};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{TextRange, size};

declare_rule! {
    /// Reports front matter that does not start on the first line of the file.
    ///
    /// ## Why is this bad?
    ///
    /// Most generators look for the fence on the first line only. Below a blank line, or below a sentence that a program put
    /// there, the keys are printed as text, and the page has no title and no date.
    ///
    /// Blank lines within front matter are fine.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    ///
    /// ---
    /// title: 新模型发布
    /// ---
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md,flagged
    /// Here is the post:
    ///
    /// ---
    /// title: A new model
    /// date: 2024-05-09
    /// ---
    ///
    /// A new model was released today.
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
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
    /// The fix removes what stands above the front matter. It is safe for blank lines and for what a code fence leaves behind
    /// (marks, the word `markdown`), and unsafe for words.
    pub(crate) struct Misplaced {
        id: "front-matter/misplaced",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn misplaced(range: TextRange, shown: TextRange, by: Preceding) -> Diagnostic {
    let (message, help, applicability) = match by {
        Preceding::BlankLines => {
            ("blank lines stand before the front matter", "remove the blank lines", Applicability::Safe)
        }
        Preceding::Remains => {
            ("something stands before the front matter", "remove what stands above it", Applicability::Safe)
        }
        Preceding::Text => {
            ("a text stands before the front matter", "move the text below it, or remove it", Applicability::Unsafe)
        }
    };
    let label = if by == Preceding::BlankLines { "the front matter starts here" } else { "this is above it" };
    Diagnostic::new(Misplaced::META.rule_id(), Misplaced::META.severity(), shown, message)
        .with_label(label)
        .with_help(help)
        .with_fingerprint_key("misplaced")
        .with_fix(Fix {
            message: message!("start the file with the front matter"),
            applicability,
            edits: vec![Edit { range, content: String::new() }],
        })
}

impl Rule for Misplaced {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for problem in &context.document.problems {
            let FrontMatterProblem::Preceded { range, by } = problem else { continue };
            let line = |offset| context.file.line_range(context.file.line_index(offset));
            let shown = if *by == Preceding::BlankLines {
                line(range.end())
            } else {
                let above = context.file.slice(*range);
                let blank = above.len() - above.trim_start().len();
                line(range.start() + size(blank))
            };
            diagnostics.push(misplaced(*range, shown, *by));
        }
    }
}
