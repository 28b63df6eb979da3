//! `front-matter/missing-opening-fence`: keys that only a closing fence ends.

use super::line_end;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::FrontMatterProblem;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports front matter that has its keys and its closing fence, and no opening fence.
    ///
    /// ## Why is this bad?
    ///
    /// Hexo reads such a file; Hugo, Jekyll, Astro and most others do not: the keys become a heading of the page, and the
    /// page has no title and no date.
    ///
    /// Only a title and another key at the very top, with nothing but keys above the closing `---`, are taken for front
    /// matter. Where Hexo alone reads the files, switch the rule off.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// title: 新模型发布
    /// date: 2024-05-09
    /// ---
    ///
    /// 今天发布了新模型。
    /// ````
    ///
    /// ````md,flagged
    /// title: A new model
    /// date: 2024-05-09
    /// author: Ann
    ///
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
    /// ---
    /// title: A new model
    /// date: 2024-05-09
    /// author: Ann
    ///
    /// ---
    ///
    /// A new model was released today.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix adds the line `---` above the first key. It is safe: every generator reads the file then, Hexo as before.
    pub(crate) struct MissingOpeningFence {
        id: "front-matter/missing-opening-fence",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn missing_opening_fence(shown: TextRange, missing_at: TextRange, line_end: &str) -> Diagnostic {
    let message = "front matter has no opening `---`";
    let rule = MissingOpeningFence::META.rule_id();
    Diagnostic::new(rule, MissingOpeningFence::META.severity(), shown, message)
        .with_label("`---` belongs above this line")
        .with_help("start the file with a line `---`")
        .with_fingerprint_key("missing opening fence")
        .with_fix(Fix {
            message: message!("open the front matter"),
            applicability: Applicability::Safe,
            edits: vec![Edit { range: missing_at, content: format!("---{line_end}") }],
        })
}

impl Rule for MissingOpeningFence {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for problem in &context.document.problems {
            if let FrontMatterProblem::MissingOpening { missing_at } = problem {
                let shown = context.file.line_range(context.file.line_index(missing_at.start()));
                diagnostics.push(missing_opening_fence(shown, *missing_at, line_end(context.file)));
            }
        }
    }
}
