//! `front-matter/mismatched-fences`: fences of another syntax than the keys.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::{FrontMatterProblem, Syntax};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports TOML between `---` and YAML between `+++`.
    ///
    /// ## Why is this bad?
    ///
    /// The fence says how the keys are to be read. Read in the wrong way they are an error or one long text.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title = "新模型发布"
    /// date = 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// +++
    /// title: A new model
    /// date: 2024-05-09
    /// +++
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// +++
    /// title = "新模型发布"
    /// date = 2024-05-09
    /// +++
    /// ````
    ///
    /// ````md
    /// ---
    /// title: A new model
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix writes the fences of the syntax that the keys are in. It is safe: the keys are read without a fault then, and
    /// cannot be read now. A generator that has no TOML needs the keys written as YAML, which the fix does not do.
    pub(crate) struct MismatchedFences {
        id: "front-matter/mismatched-fences",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn mismatched_fences(opening: TextRange, closing: TextRange, written: Syntax) -> Diagnostic {
    let (right, wrong, name) = if written == Syntax::Toml { ("+++", "---", "TOML") } else { ("---", "+++", "YAML") };
    let message = message!("{name} stands between `{wrong}` fences", name, wrong);
    let edit = |range| Edit { range, content: right.to_owned() };
    let rule = MismatchedFences::META.rule_id();
    Diagnostic::new(rule, MismatchedFences::META.severity(), opening, message)
        .with_related(closing, "closed here")
        .with_help(message!("write `{right}` for both fences", right))
        .with_fingerprint_key("mismatched fences")
        .with_fix(Fix {
            message: message!("write `{right}` fences", right),
            applicability: Applicability::Safe,
            edits: vec![edit(opening), edit(closing)],
        })
}

impl Rule for MismatchedFences {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for problem in &context.document.problems {
            if let FrontMatterProblem::MismatchedFences { opening, closing, written } = problem {
                diagnostics.push(mismatched_fences(*opening, *closing, *written));
            }
        }
    }
}
