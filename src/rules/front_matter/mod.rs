//! Rules about front matter: whether it can be read at all, and whether it says what it must.
//!
//! Each rule reads [`Document::front_matter`] or [`Document::problems`]; none parses anything itself.

mod ambiguous_date;
mod byte_order_mark;
mod duplicate_key;
mod duplicate_slug;
mod duplicate_title;
mod empty_document;
mod empty_value;
mod fence_in_quotes;
mod full_width_colon;
mod future_update;
mod invalid_date;
mod invalid_syntax;
mod invalid_value;
mod json_schema_violation;
mod malformed_fence;
mod mismatched_fences;
mod misplaced;
mod missing;
mod missing_key;
mod missing_opening_fence;
mod mixed_date_forms;
mod not_a_mapping;
mod placeholder_title;
mod quoted_boolean;
mod repeated_opening_fence;
mod shape;
mod tab_indentation;
mod title_from_file_name;
mod typographic_quotes;
mod unbalanced_quotes;
mod unclosed;
mod unknown_key;
mod unquoted_text;
mod updated_before_date;
mod wrapped_in_code_fence;
mod wrong_type;

pub(crate) use ambiguous_date::AmbiguousDate;
pub(crate) use byte_order_mark::ByteOrderMark;
pub(crate) use duplicate_key::DuplicateKey;
pub(crate) use empty_document::EmptyDocument;
pub(crate) use empty_value::EmptyValue;
pub(crate) use fence_in_quotes::FenceInQuotes;
pub(crate) use full_width_colon::FullWidthColon;
pub(crate) use future_update::FutureUpdate;
pub(crate) use invalid_date::InvalidDate;
pub(crate) use invalid_syntax::InvalidSyntax;
pub(crate) use invalid_value::InvalidValue;
pub(crate) use json_schema_violation::JsonSchemaViolation;
pub(crate) use malformed_fence::MalformedFence;
pub(crate) use mismatched_fences::MismatchedFences;
pub(crate) use misplaced::Misplaced;
pub(crate) use missing::Missing;
pub(crate) use missing_key::MissingKey;
pub(crate) use missing_opening_fence::MissingOpeningFence;
pub(crate) use mixed_date_forms::MixedDateForms;
pub(crate) use not_a_mapping::NotAMapping;
pub(crate) use placeholder_title::PlaceholderTitle;
pub(crate) use quoted_boolean::QuotedBoolean;
pub(crate) use repeated_opening_fence::RepeatedOpeningFence;
pub(crate) use tab_indentation::TabIndentation;
pub(crate) use title_from_file_name::TitleFromFileName;
pub(crate) use typographic_quotes::TypographicQuotes;
pub(crate) use unbalanced_quotes::UnbalancedQuotes;
pub(crate) use unclosed::Unclosed;
pub(crate) use unknown_key::UnknownKey;
pub(crate) use unquoted_text::UnquotedText;
pub(crate) use updated_before_date::UpdatedBeforeDate;
pub(crate) use wrapped_in_code_fence::WrappedInCodeFence;
pub(crate) use wrong_type::WrongType;

use crate::data::{Entry, Node, Problem, ProblemKind, ScalarStyle, Value};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::document::{DATE_KEYS, Document, FrontMatterProblem, Slip, SlipKind, Syntax};
use crate::message::Message;
use crate::rules::corpus::CorpusRule;
use crate::rules::{Rule, RuleContext, RuleMeta};
use crate::text::SourceFile;

/// The rules, in order of name.
pub(crate) const RULES: &[&dyn Rule] = &[
    &AmbiguousDate,
    &ByteOrderMark,
    &DuplicateKey,
    &EmptyDocument,
    &EmptyValue,
    &FenceInQuotes,
    &FullWidthColon,
    &FutureUpdate,
    &InvalidDate,
    &InvalidSyntax,
    &InvalidValue,
    &JsonSchemaViolation,
    &MalformedFence,
    &MismatchedFences,
    &Misplaced,
    &Missing,
    &MissingKey,
    &MissingOpeningFence,
    &MixedDateForms,
    &NotAMapping,
    &PlaceholderTitle,
    &QuotedBoolean,
    &RepeatedOpeningFence,
    &TabIndentation,
    &TitleFromFileName,
    &TypographicQuotes,
    &UnbalancedQuotes,
    &Unclosed,
    &UnknownKey,
    &UnquotedText,
    &UpdatedBeforeDate,
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
fn slip_finding(
    meta: &RuleMeta,
    file: &SourceFile,
    slip: &Slip,
    message: impl Into<Message>,
    fix: impl Into<Message>,
) -> Diagnostic {
    let fix = fix.into();
    let edits = slip.repair.iter().map(|(range, content)| Edit { range: *range, content: content.clone() }).collect();
    let line = file.slice(slip.lines).trim().to_owned();
    Diagnostic::new(meta.rule_id(), meta.severity(), slip.range, message)
        .with_help(fix.clone())
        .with_fingerprint_key(line)
        .with_fix(Fix {
            message: fix,
            applicability: if slip.is_certain { Applicability::Safe } else { Applicability::Unsafe },
            edits,
        })
}

/// Returns whether a text is filled in by a template engine, so that nothing is known of it.
fn is_template(text: &str) -> bool {
    let opens = |at: usize| matches!(text.as_bytes()[at..], [b'{', b'{' | b'%', ..] | [b'<', b'%', ..]);
    memchr::memchr2_iter(b'{', b'<', text.as_bytes()).any(opens)
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

/// Returns the keys of the front matter with their values; none where it could not be read.
fn entries(document: &Document) -> &[Entry] {
    let root = document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
    root.map_or(&[], |root| root.entries())
}

/// Returns the entry of a key, whatever its case.
fn entry<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))
}

/// Returns whether the front matter says that the page is not to be published.
fn is_draft(entries: &[Entry]) -> bool {
    let is =
        |key: &str, value: bool| entry(entries, key).is_some_and(|entry| entry.value.value == Value::Boolean(value));
    is("draft", true) || is("published", false)
}

/// Returns whether a key is a date in every generator.
fn is_date_key(key: &str) -> bool {
    DATE_KEYS.iter().chain(&invalid_date::OTHER_DATE_KEYS).any(|known| known.eq_ignore_ascii_case(key))
}

/// Returns the boolean that stands in quotes, where a value is one.
fn quoted_boolean(node: &Node) -> Option<bool> {
    match &node.value {
        Value::Text { text, style: ScalarStyle::Quoted } if text.eq_ignore_ascii_case("true") => Some(true),
        Value::Text { text, style: ScalarStyle::Quoted } if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
