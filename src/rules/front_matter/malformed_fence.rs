//! `front-matter/malformed-fence`: dashes that are no fence.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::FrontMatterProblem;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{TextRange, size};

declare_rule! {
    /// Reports fences of front matter that are indented, or have another number or kind of dashes.
    ///
    /// ## Why is this bad?
    ///
    /// A fence is `---` at the start of its line, and nothing else. Four dashes, or the long dash that an editor makes of two,
    /// open and close nothing: the keys are printed as text, or the whole post is taken for keys.
    ///
    /// Such a line is reported where keys stand beside it: a title and a date below an opening fence, a title and another key
    /// above a closing one.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// ----
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md,flagged
    /// —--
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
    /// date: 2024-05-09
    /// ---
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md
    /// ----
    ///
    /// A thematic break.
    ///
    /// ----
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix writes `---`. It is safe: keys stand on the one side, and text on the other.
    pub(crate) struct MalformedFence {
        id: "front-matter/malformed-fence",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn malformed_fence(shown: TextRange, range: TextRange) -> Diagnostic {
    let message = "this line is no fence, since it is not `---`";
    Diagnostic::new(MalformedFence::META.rule_id(), MalformedFence::META.severity(), shown, message)
        .with_help("write three dashes at the start of the line")
        .with_fingerprint_key("malformed fence")
        .with_fix(Fix {
            message: message!("write `---`"),
            applicability: Applicability::Safe,
            edits: vec![Edit { range, content: "---".to_owned() }],
        })
}

impl Rule for MalformedFence {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for problem in &context.document.problems {
            if let FrontMatterProblem::MalformedFence { range } = problem {
                let line = context.file.slice(*range);
                let indentation = size(line.len() - line.trim_start().len());
                let shown = TextRange::new(range.start() + indentation, range.start() + size(line.trim_end().len()));
                diagnostics.push(malformed_fence(shown, *range));
            }
        }
    }
}
