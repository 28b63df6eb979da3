//! Rules about front matter: whether it can be read at all, and whether it says what it must.
//!
//! Each rule reads [`Document::front_matter`] or [`Document::problems`]; none parses anything itself.

mod duplicate_key;
mod duplicate_slug;
mod duplicate_title;
mod invalid_date;
mod invalid_syntax;
mod missing_key;
mod unclosed;
mod wrapped_in_code_fence;
mod wrong_type;

pub(crate) use duplicate_key::DuplicateKey;
pub(crate) use invalid_date::InvalidDate;
pub(crate) use invalid_syntax::InvalidSyntax;
pub(crate) use missing_key::MissingKey;
pub(crate) use unclosed::Unclosed;
pub(crate) use wrapped_in_code_fence::WrappedInCodeFence;
pub(crate) use wrong_type::WrongType;

use crate::data::{Problem, ProblemKind};
use crate::document::{Document, FrontMatterProblem, Syntax};
use crate::rules::Rule;
use crate::rules::corpus::CorpusRule;

/// The rules, in order of name.
pub(crate) const RULES: &[&dyn Rule] =
    &[&DuplicateKey, &InvalidDate, &InvalidSyntax, &MissingKey, &Unclosed, &WrappedInCodeFence, &WrongType];

/// The rules about several documents, in order of name.
pub(crate) const CORPUS_RULES: &[&dyn CorpusRule] = &[&duplicate_slug::DuplicateSlug, &duplicate_title::DuplicateTitle];

/// Returns the defects of the data between the fences.
fn data_problems(document: &Document) -> impl Iterator<Item = &Problem> {
    document.problems.iter().filter_map(|problem| match problem {
        FrontMatterProblem::Data(problem) => Some(problem),
        _ => None,
    })
}

/// Returns whether all keys of the front matter were read, so that one that is not there is missing.
fn is_read_whole(document: &Document) -> bool {
    let has_all = !data_problems(document)
        .any(|problem| matches!(problem.kind, ProblemKind::Syntax { .. } | ProblemKind::Limit { .. }));
    let is_unread = document.front_matter.as_ref().is_some_and(|front_matter| {
        front_matter.root.is_none()
            && document.problems.iter().any(|problem| matches!(problem, FrontMatterProblem::Unclosed { .. }))
    });
    has_all && !is_unread
}

/// Returns whether a text is filled in by a template engine, so that nothing is known of it.
fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%") || text.contains("<%")
}

/// Returns the line that opens or closes front matter of a syntax.
fn fence(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::Yaml => "---",
        Syntax::Toml => "+++",
        Syntax::Json => "}",
    }
}
