//! Rules about front matter: whether it can be read at all, and whether it says what it must.
//!
//! Each rule reads [`Document::front_matter`] or [`Document::problems`]; none parses anything itself.

mod byte_order_mark;
mod duplicate_key;
mod duplicate_slug;
mod duplicate_title;
mod empty_document;
mod fence_in_quotes;
mod full_width_colon;
mod invalid_date;
mod invalid_syntax;
mod malformed_fence;
mod mismatched_fences;
mod misplaced;
mod missing;
mod missing_key;
mod missing_opening_fence;
mod not_a_mapping;
mod repeated_opening_fence;
mod tab_indentation;
mod typographic_quotes;
mod unbalanced_quotes;
mod unclosed;
mod wrapped_in_code_fence;
mod wrong_type;

pub(crate) use byte_order_mark::ByteOrderMark;
pub(crate) use duplicate_key::DuplicateKey;
pub(crate) use empty_document::EmptyDocument;
pub(crate) use fence_in_quotes::FenceInQuotes;
pub(crate) use full_width_colon::FullWidthColon;
pub(crate) use invalid_date::InvalidDate;
pub(crate) use invalid_syntax::InvalidSyntax;
pub(crate) use malformed_fence::MalformedFence;
pub(crate) use mismatched_fences::MismatchedFences;
pub(crate) use misplaced::Misplaced;
pub(crate) use missing::Missing;
pub(crate) use missing_key::MissingKey;
pub(crate) use missing_opening_fence::MissingOpeningFence;
pub(crate) use not_a_mapping::NotAMapping;
pub(crate) use repeated_opening_fence::RepeatedOpeningFence;
pub(crate) use tab_indentation::TabIndentation;
pub(crate) use typographic_quotes::TypographicQuotes;
pub(crate) use unbalanced_quotes::UnbalancedQuotes;
pub(crate) use unclosed::Unclosed;
pub(crate) use wrapped_in_code_fence::WrappedInCodeFence;
pub(crate) use wrong_type::WrongType;

use crate::data::{Problem, ProblemKind};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::document::{Document, FrontMatterProblem, Slip, SlipKind, Syntax};
use crate::rules::corpus::CorpusRule;
use crate::rules::{Rule, RuleContext, RuleMeta};
use crate::text::SourceFile;

/// The rules, in order of name.
pub(crate) const RULES: &[&dyn Rule] = &[
    &ByteOrderMark,
    &DuplicateKey,
    &EmptyDocument,
    &FenceInQuotes,
    &FullWidthColon,
    &InvalidDate,
    &InvalidSyntax,
    &MalformedFence,
    &MismatchedFences,
    &Misplaced,
    &Missing,
    &MissingKey,
    &MissingOpeningFence,
    &NotAMapping,
    &RepeatedOpeningFence,
    &TabIndentation,
    &TypographicQuotes,
    &UnbalancedQuotes,
    &Unclosed,
    &WrappedInCodeFence,
    &WrongType,
];

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
    let is_hidden = document.problems.iter().any(|problem| match problem {
        FrontMatterProblem::Slip(slip) => slip.is_certain,
        FrontMatterProblem::FenceInQuotes { .. } => true,
        _ => false,
    });
    has_all && !is_unread && !is_hidden
}

/// Returns the slips of some kinds, where no template engine fills in the line.
fn slips<'d>(context: &RuleContext<'d>, kinds: &[SlipKind]) -> impl Iterator<Item = &'d Slip> {
    let file = context.file;
    context.document.problems.iter().filter_map(move |problem| match problem {
        FrontMatterProblem::Slip(slip) if kinds.contains(&slip.kind) && !is_template(file.slice(slip.lines)) => {
            Some(slip)
        }
        _ => None,
    })
}

/// Makes the finding of a slip; its repair is safe where it is certain.
fn slip_finding(meta: &RuleMeta, file: &SourceFile, slip: &Slip, message: String, fix: &str) -> Diagnostic {
    let edits = slip.repair.iter().map(|(range, content)| Edit { range: *range, content: content.clone() }).collect();
    let line = file.slice(slip.lines).trim().to_owned();
    Diagnostic::new(meta.rule_id(), meta.severity(), slip.range, message)
        .with_help(fix)
        .with_fingerprint_key(line)
        .with_fix(Fix {
            message: fix.to_owned(),
            applicability: if slip.is_certain { Applicability::Safe } else { Applicability::Unsafe },
            edits,
        })
}

/// Returns whether a text is filled in by a template engine, so that nothing is known of it.
fn is_template(text: &str) -> bool {
    text.contains("{{") || text.contains("{%") || text.contains("<%")
}

/// Returns the line end that a file uses: that of its first line.
fn line_end(file: &SourceFile) -> &'static str {
    if file.text().lines().next().is_some_and(|first| file.text()[first.len()..].starts_with("\r\n")) {
        "\r\n"
    } else {
        "\n"
    }
}

/// Returns the line that opens or closes front matter of a syntax.
fn fence(syntax: Syntax) -> &'static str {
    match syntax {
        Syntax::Yaml => "---",
        Syntax::Toml => "+++",
        Syntax::Json => "}",
    }
}
