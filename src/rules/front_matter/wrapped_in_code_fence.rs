//! `front-matter/wrapped-in-code-fence`: a post handed over as a code block.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::document::FrontMatterProblem;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{SourceFile, TextRange};

declare_rule! {
    /// Reports posts that stand in a Markdown code fence, front matter and all.
    ///
    /// ## Why is this bad?
    ///
    /// Programs that write posts often hand them over as a code block. Saved like that, the page has no title and no
    /// date, and its text is shown as code.
    ///
    /// A page that starts with an example in a fence is not reported: the front matter in the fence must look like the
    /// file's own, with a title and a date, and no prose but a footer may follow, or the fence must hold the whole file. The other rules read a wrapped post
    /// as if the fence were not there.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ```markdown
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// ---
    ///
    /// 今天发布了新模型。
    /// ```
    /// ````
    ///
    /// ````md,flagged
    /// ```
    /// ---
    /// title: A new model
    /// date: 2024-05-09
    /// ---
    ///
    /// A new model was released today.
    /// ```
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
    /// An example in a page is fine:
    ///
    /// ````md
    /// ```yaml
    /// ---
    /// title: A title
    /// ---
    /// ```
    ///
    /// This is what front matter looks like.
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes the lines of the two fences and nothing else. It is safe: nobody publishes a post as code.
    pub(crate) struct WrappedInCodeFence {
        id: "front-matter/wrapped-in-code-fence",
        level: Some(Severity::Error),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn wrapped_in_code_fence(file: &SourceFile, opening: TextRange, closing: Option<TextRange>) -> Diagnostic {
    let line = |range: TextRange| file.line_range(file.line_index(range.start()));
    let message = "the post stands in a code fence, so that its front matter is not read";
    let rule = WrappedInCodeFence::META.rule_id();
    let mut diagnostic = Diagnostic::new(rule, WrappedInCodeFence::META.severity(), line(opening), message)
        .with_label("opened here")
        .with_fingerprint_key("wrapped");
    let mut edits = vec![Edit { range: opening, content: String::new() }];
    if let Some(closing) = closing {
        diagnostic = diagnostic.with_related(line(closing), "closed here");
        edits.push(Edit { range: closing, content: replacement_of_closing(file, closing) });
    }
    let help = if edits.len() == 1 { "remove the line of the fence" } else { "remove the lines of both fences" };
    diagnostic.with_help(help).with_fix(Fix {
        message: message!("remove the code fence"),
        applicability: Applicability::Safe,
        edits,
    })
}

/// Returns what stays of the closing fence's line: an empty line where a `---` below would make the last paragraph a
/// heading, or else nothing.
fn replacement_of_closing(file: &SourceFile, closing: TextRange) -> String {
    let after = file.slice(TextRange::new(closing.end(), file.range().end()));
    let next = after.lines().next().unwrap_or_default().trim();
    let is_underline =
        !next.is_empty() && (next.bytes().all(|byte| byte == b'-') || next.bytes().all(|byte| byte == b'='));
    let before = file.slice(TextRange::up_to(closing.start()));
    let is_after_text = !before.lines().next_back().unwrap_or_default().trim().is_empty();
    if is_underline && is_after_text { "\n".to_owned() } else { String::new() }
}

impl Rule for WrappedInCodeFence {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for problem in &context.document.problems {
            if let FrontMatterProblem::WrappedInCodeFence { opening, closing } = problem {
                diagnostics.push(wrapped_in_code_fence(context.file, *opening, *closing));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document;

    /// Returns the text with the rule's fix applied.
    fn fixed(text: &str) -> String {
        let file = SourceFile::new("a.md", text);
        let document = document::parse(&file);
        let Some(FrontMatterProblem::WrappedInCodeFence { opening, closing }) = document.problems.first() else {
            panic!("not wrapped: {text}");
        };
        let mut text = text.to_owned();
        let fix = wrapped_in_code_fence(&file, *opening, *closing).fix.expect("the rule fixes");
        for edit in fix.edits.iter().rev() {
            text.replace_range(usize::from(edit.range.start())..usize::from(edit.range.end()), &edit.content);
        }
        text
    }

    #[test]
    fn the_fix_leaves_the_post_that_was_read_through_the_fence() {
        let post = "---\ntitle: 一\ndate: 2024-05-09\n---\n\n正文。\n";
        assert_eq!(fixed(&format!("```markdown\n\n{post}```")), post);
        assert_eq!(fixed(&format!("```\n{post}")), post);
        assert_eq!(fixed(&format!("~~~\n{post}~~~\n\n---\n尾注。\n")), format!("{post}\n---\n尾注。\n"));
    }

    #[test]
    fn the_fix_makes_no_heading_of_the_last_paragraph() {
        let post = "---\ntitle: 一\ndate: 2024-05-09\n---\n\n正文。\n";
        assert_eq!(fixed(&format!("```\n{post}```\n---\n尾注。\n")), format!("{post}\n---\n尾注。\n"));
    }
}
