//! `front-matter/repeated-opening-fence`: an opening fence written twice.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::FrontMatterProblem;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{TextRange, size};

declare_rule! {
    /// Reports front matter whose opening fence is written more than once.
    ///
    /// ## Why is this bad?
    ///
    /// The second fence closes front matter that is empty. The keys below it are printed as text, and the page has no title
    /// and no date.
    ///
    /// Empty front matter above an ordinary text is fine.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// ---
    ///
    /// title: 新模型发布
    /// date: 2024-05-09
    ///
    /// ---
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md,flagged
    /// +++
    /// +++
    /// title = "A new model"
    /// +++
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    ///
    /// title: 新模型发布
    /// date: 2024-05-09
    ///
    /// ---
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md
    /// ---
    /// ---
    ///
    /// A page with empty front matter.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes all fences but the first up to the first key. It is safe: a third fence ends the keys.
    pub(crate) struct RepeatedOpeningFence {
        id: "front-matter/repeated-opening-fence",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn repeated_opening_fence(shown: TextRange, range: TextRange, fence: &str) -> Diagnostic {
    let message = message!("the opening `{fence}` is repeated, so that the front matter is empty", fence);
    let rule = RepeatedOpeningFence::META.rule_id();
    Diagnostic::new(rule, RepeatedOpeningFence::META.severity(), shown, message)
        .with_label("this closes it before the first key")
        .with_help("remove this line")
        .with_fingerprint_key("repeated opening fence")
        .with_fix(Fix {
            message: message!("open the front matter once"),
            applicability: Applicability::Safe,
            edits: vec![Edit { range, content: String::new() }],
        })
}

impl Rule for RepeatedOpeningFence {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for problem in &context.document.problems {
            let FrontMatterProblem::RepeatedOpening { range } = problem else { continue };
            let between = context.file.slice(*range);
            let blank = between.len() - between.trim_start().len();
            let shown = context.file.line_range(context.file.line_index(range.start() + size(blank)));
            diagnostics.push(repeated_opening_fence(shown, *range, between.trim_start().get(..3).unwrap_or("---")));
        }
    }
}
