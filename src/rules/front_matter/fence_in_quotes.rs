//! `front-matter/fence-in-quotes`: a fence in the middle of a value.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::FrontMatterProblem;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a `---` line inside a text in quotes, which ends the front matter there.
    ///
    /// ## Why is this bad?
    ///
    /// A fence counts wherever it stands. The quote that was opened above is never closed, so that nothing can be read, and
    /// the rest of the keys is printed as text.
    ///
    /// Only a fence is reported without which the front matter has no fault: the quote is closed below it, and more keys and
    /// another fence follow.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: '新模型发布，
    ///
    /// ---
    /// 比上一代快一倍'
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: "A new model,
    /// ---
    /// twice as fast"
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: '新模型发布，比上一代快一倍'
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md
    /// ---
    /// title: "A new model"
    /// date: 2024-05-09
    /// ---
    ///
    /// ---
    ///
    /// A thematic break in the text is fine.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix joins the text above and below the fence, with a space between them unless both sides are Chinese. It is safe:
    /// a line `---` cannot be part of a text in quotes.
    pub(crate) struct FenceInQuotes {
        id: "front-matter/fence-in-quotes",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn fence_in_quotes(quote: TextRange, fence: TextRange, gap: TextRange, joint: &str) -> Diagnostic {
    let message = "a `---` inside a text in quotes ends the front matter";
    Diagnostic::new(FenceInQuotes::META.rule_id(), FenceInQuotes::META.severity(), fence, message)
        .with_label("the front matter ends here")
        .with_related(quote, "the quote is opened here")
        .with_help("remove this line, so that the text in quotes goes on")
        .with_fingerprint_key("fence in quotes")
        .with_fix(Fix {
            message: message!("join the text in quotes"),
            applicability: Applicability::Safe,
            edits: vec![Edit { range: gap, content: joint.to_owned() }],
        })
}

impl Rule for FenceInQuotes {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for problem in &context.document.problems {
            if let FrontMatterProblem::FenceInQuotes { quote, fence, gap, is_cjk } = problem {
                diagnostics.push(fence_in_quotes(*quote, *fence, *gap, if *is_cjk { "" } else { " " }));
            }
        }
    }
}
