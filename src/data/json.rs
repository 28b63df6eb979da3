//! JSON, strictly as RFC 8259 has it: no comments, no trailing commas. The only importer of `jsonc_parser`.

use jsonc_parser::ast;
use jsonc_parser::common::Ranged;
use jsonc_parser::errors::{ParseError, ParseErrorKind};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use super::mapping::MappingBuilder;
use super::{Entry, MAXIMUM_DEPTH, Node, Problem, ProblemKind, ScalarStyle, Source, Tree, Value};
use crate::text::TextRange;

/// Reads `range` of a file's text; every span of the result is one of the file.
///
/// # Panics
/// If `range` is not inside the text or not on character boundaries.
pub fn parse(text: &str, range: TextRange) -> Tree {
    let source = match Source::new(text, range) {
        Ok(source) => source,
        Err(problem) => return Tree { root: None, problems: vec![problem] },
    };
    let options = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    match parse_to_ast(source.text, &CollectOptions::default(), &options) {
        Err(error) => Tree { root: None, problems: vec![syntax_error(&source, &error)] },
        Ok(parsed) => {
            let mut reader = Reader { source, problems: Vec::new() };
            let root = parsed.value.and_then(|value| reader.node(&value, 1));
            reader.problems.sort_by_key(|problem| problem.range.start());
            Tree { root, problems: reader.problems }
        }
    }
}

struct Reader<'a> {
    source: Source<'a>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// Returns the value as a node; `None` where it is nested too deep.
    fn node(&mut self, value: &ast::Value<'_>, depth: usize) -> Option<Node> {
        let range = self.range(value);
        if MAXIMUM_DEPTH < depth {
            let message = format!("values nested deeper than {MAXIMUM_DEPTH} levels are not read");
            self.problems.push(Problem { range, kind: ProblemKind::Limit { message } });
            return None;
        }
        if matches!(value, ast::Value::StringLit(_)) {
            self.check_characters(range);
        }
        let value = match value {
            ast::Value::NullKeyword(_) => Value::Null,
            ast::Value::BooleanLit(literal) => Value::Boolean(literal.value),
            ast::Value::NumberLit(literal) => Value::Number(literal.value.to_owned().into()),
            ast::Value::StringLit(literal) => {
                Value::Text { text: literal.value.to_string().into(), style: ScalarStyle::Quoted }
            }
            ast::Value::Array(array) => {
                Value::List(array.elements.iter().filter_map(|item| self.node(item, depth + 1)).collect())
            }
            ast::Value::Object(object) => {
                let mut mapping = MappingBuilder::default();
                for property in &object.properties {
                    let Some(value) = self.node(&property.value, depth + 1) else { continue };
                    let key = property.name.as_str().to_owned();
                    let key_range = self.range(&property.name);
                    self.check_characters(key_range);
                    self.problems.extend(mapping.insert(Entry { key: key.into(), key_range, value }));
                }
                Value::Map(mapping.finish())
            }
        };
        Some(Node { range, value })
    }

    /// Reports a control character in a text, where it must be written as an escape (RFC 8259, section 7).
    fn check_characters(&mut self, range: TextRange) {
        let written = self.source.slice(range);
        let Some(offset) = written.bytes().position(|byte| byte < b' ') else { return };
        let place = crate::text::range(offset, offset + 1) + range.start();
        let code = written.as_bytes()[offset];
        let message = format!("the control character U+{code:04X} is not allowed in a text");
        let help = Some(format!("write it as `\\u{code:04x}`"));
        self.problems.push(Problem { range: place, kind: ProblemKind::Syntax { message, help } });
    }

    fn range(&self, ranged: &impl Ranged) -> TextRange {
        let range = ranged.range();
        self.source.range(range.start, range.end)
    }
}

fn syntax_error(source: &Source<'_>, error: &ParseError) -> Problem {
    use ParseErrorKind as Kind;
    let reported = error.range();
    let first_character = source.range(reported.start, reported.start + 1);
    let whole = source.range(reported.start, reported.end.max(reported.start));
    let (range, message, help) = match error.kind() {
        Kind::NestingDepthExceeded => {
            let message = "values nested this deep are not read".to_owned();
            return Problem { range: first_character, kind: ProblemKind::Limit { message } };
        }
        Kind::UnterminatedObject => (first_character, "this `{` is not closed", Some("add `}`")),
        Kind::UnterminatedArray => (first_character, "this `[` is not closed", Some("add `]`")),
        Kind::String(_) => return string_error(source, error),
        Kind::TrailingCommasNotAllowed => (whole, "a comma stands after the last value", Some("remove it")),
        Kind::ExpectedComma => (whole, "a comma is missing here", Some("add `,`")),
        Kind::ExpectedColonAfterObjectKey => (whole, "no `:` follows the key", None),
        Kind::ExpectedStringObjectProperty => (whole, "a key must be in double quotes", Some("write `\"key\"`")),
        Kind::SingleQuotedStringsNotAllowed => {
            (first_character, "a text must be in double quotes", Some("write `\"` for `'`"))
        }
        Kind::CommentsNotAllowed => (whole, "JSON has no comments", Some("remove it")),
        Kind::MultipleRootJsonValues => (whole, "text follows the value", None),
        Kind::ExpectedObjectValue => (whole, "the key has no value", None),
        Kind::UnexpectedWord => (whole, "a text must be in double quotes", None),
        other => {
            let message = super::typed::as_clause(&other.to_string());
            return Problem { range: whole, kind: ProblemKind::Syntax { message, help: None } };
        }
    };
    let kind = ProblemKind::Syntax { message: message.to_owned(), help: help.map(str::to_owned) };
    Problem { range, kind }
}

/// Returns the problem of a string literal: one that its line does not close stands on the opening quote.
fn string_error(source: &Source<'_>, error: &ParseError) -> Problem {
    let reported = error.range();
    let start = source.text.floor_char_boundary(reported.start);
    let is_unclosed =
        matches!(error.kind(), ParseErrorKind::String(jsonc_parser::ParseStringErrorKind::UnterminatedStringLiteral));
    if is_unclosed {
        let kind = ProblemKind::Syntax {
            message: "the quote opened here is not closed".to_owned(),
            help: Some("add `\"` where the text ends".to_owned()),
        };
        return Problem { range: source.range(start, start + 1), kind };
    }
    let message = super::typed::as_clause(&error.kind().to_string());
    Problem { range: source.range(start, reported.end), kind: ProblemKind::Syntax { message, help: None } }
}
