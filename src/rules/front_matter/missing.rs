//! `front-matter/missing`: a post that has none.

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{FrontMatterProblem, file_name_date};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports posts without any front matter.
    ///
    /// ## Why is this bad?
    ///
    /// The page has no title and no date, and is left out of lists and feeds. Often what is left of a post that could not be
    /// written is its footer alone.
    ///
    /// Most Markdown files need no front matter, so a file must be named like a post, with a date (`2024-05-09-title.md`),
    /// and either start with a fence that no keys follow or stand in a folder `_posts`. Where the configuration requires keys,
    /// `front-matter/missing-key` says so instead, for every file.
    ///
    /// ## Examples
    ///
    /// ````md,flagged,file=2024-05-09-new-model.md
    ///
    /// ---
    /// 感谢阅读！
    /// ````
    ///
    /// ````md,flagged,file=_posts/2024-05-09-new-model.md
    /// A new model was released today.
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md,file=2024-05-09-new-model.md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// ---
    ///
    /// 今天发布了新模型。
    ///
    /// ---
    /// 感谢阅读！
    /// ````
    ///
    /// A thematic break at the top of another file is fine:
    ///
    /// ````md,file=thanks.md
    /// ---
    ///
    /// 感谢阅读！
    /// ````
    pub(crate) struct Missing {
        id: "front-matter/missing",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn missing(shown: TextRange, has_fence: bool) -> Diagnostic {
    let message = if has_fence {
        "the post starts with a fence, but has no front matter"
    } else {
        "the post has no front matter"
    };
    Diagnostic::new(Missing::META.rule_id(), Missing::META.severity(), shown, message)
        .with_help("write the title and the date between two `---` lines, or delete the post")
        .with_fingerprint_key("front matter")
}

impl Rule for Missing {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let is_required = context.settings.front_matter.fields.iter().any(|field| field.is_required);
        let is_empty = context.file.text().trim_start_matches('\u{FEFF}').trim().is_empty();
        let is_post = file_name_date(context.file.file_name()).is_some();
        if context.document.front_matter.is_some() || is_required || is_empty || !is_post {
            return;
        }
        let opening = context.document.problems.iter().find_map(|problem| match problem {
            FrontMatterProblem::OpeningWithoutKeys { range } => Some(*range),
            _ => None,
        });
        let is_among_posts = context.file.path().split(['/', '\\']).any(|folder| folder == "_posts");
        if opening.is_some() || is_among_posts {
            let first_line = context.file.line_range(0);
            diagnostics.push(missing(opening.unwrap_or(first_line), opening.is_some()));
        }
    }
}
