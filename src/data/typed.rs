//! From the tree to typed values, with errors that stand on the exact key or value.

use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_path_to_error::Segment;
use serde_yaml::{Mapping, Number};

pub(super) use super::source::as_clause;
use super::{Node, Problem, ProblemKind, Value};
use crate::diagnostic::{Diagnostic, InvalidInput, RuleId, Severity};
use crate::message::Message;
use crate::text::{SourceFile, TextRange, TextSize};

/// Why a tree is not a value of the type asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataError {
    /// Bytes of the file: the key or the value at fault.
    pub range: TextRange,
    /// What is wrong: one clause, lower case, no period.
    pub message: String,
    /// What to do, where it can be told.
    pub help: Option<String>,
}

/// Returns the tree as a value of `serde_yaml`. Dates become texts; a number beyond 64 bits becomes a float.
pub fn to_value(node: &Node) -> serde_yaml::Value {
    match &node.value {
        Value::Null => serde_yaml::Value::Null,
        Value::Boolean(value) => serde_yaml::Value::Bool(*value),
        Value::Number(written) => {
            number(written).map_or_else(|| serde_yaml::Value::String(written.to_string()), serde_yaml::Value::Number)
        }
        Value::Date(text) | Value::Text { text, .. } => serde_yaml::Value::String(text.to_string()),
        Value::List(items) => serde_yaml::Value::Sequence(items.iter().map(to_value).collect()),
        Value::Map(entries) => {
            let mut mapping = Mapping::with_capacity(entries.len());
            for entry in entries {
                mapping.insert(serde_yaml::Value::String(entry.key.to_string()), to_value(&entry.value));
            }
            serde_yaml::Value::Mapping(mapping)
        }
    }
}

/// Returns the number that was written in YAML, TOML or JSON; `None` where it is none.
fn number(written: &str) -> Option<Number> {
    let plain = written.replace('_', "");
    let digits = plain.strip_prefix('+').unwrap_or(&plain);
    let (unsigned, is_negative) = digits.strip_prefix('-').map_or((digits, false), |rest| (rest, true));
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix) {
            let value = u64::from_str_radix(digits, radix).ok()?;
            return if is_negative {
                i64::try_from(value).ok().map(|value| Number::from(-value))
            } else {
                Some(value.into())
            };
        }
    }
    if let Ok(value) = digits.parse::<u64>() {
        return Some(value.into());
    }
    if let Ok(value) = digits.parse::<i64>() {
        return Some(value.into());
    }
    let value = match unsigned.trim_start_matches('.').to_ascii_lowercase().as_str() {
        "inf" => f64::INFINITY,
        "nan" => f64::NAN,
        _ => unsigned.parse::<f64>().ok()?,
    };
    Some(Number::from(if is_negative { -value } else { value }))
}

/// Reads the tree as a `T`.
///
/// # Errors
/// If the tree is not a `T`: the first thing that is wrong, at its key or value.
pub fn deserialize<T: DeserializeOwned>(root: &Node) -> Result<T, DataError> {
    serde_path_to_error::deserialize(to_value(root)).map_err(|error| {
        let place = Place::follow(root, error.path().iter());
        place.error(&error.inner().to_string())
    })
}

/// Reads a whole data file as a `T`; an empty file reads as an empty mapping.
///
/// # Errors
/// If the file has a syntax problem or is not a `T`; the diagnostics are of `rule`.
pub fn read<T: DeserializeOwned>(file: &Arc<SourceFile>, rule: &RuleId) -> Result<T, InvalidInput> {
    let tree = super::parse_file(file);
    if let Some(invalid) = invalid_input(file, rule, &tree.problems, &[]) {
        return Err(invalid);
    }
    let empty = Node { range: TextRange::empty(TextSize::new(0)), value: Value::Map(Vec::new()) };
    let root = tree.root.filter(|root| root.value != Value::Null).unwrap_or(empty);
    deserialize(&root)
        .map_err(|error| InvalidInput { file: Arc::clone(file), diagnostics: vec![error.diagnostic(rule)] })
}

/// Returns the problems and errors of a file as what stops a run, in order of place; `None` where there are none.
pub fn invalid_input(
    file: &Arc<SourceFile>,
    rule: &RuleId,
    problems: &[Problem],
    errors: &[DataError],
) -> Option<InvalidInput> {
    let mut diagnostics: Vec<Diagnostic> =
        problems.iter().map(|problem| problem_diagnostic(problem, rule, Severity::Error)).collect();
    diagnostics.extend(errors.iter().map(|error| error.diagnostic(rule)));
    diagnostics.sort_by_key(|diagnostic| diagnostic.primary.range.start());
    (!diagnostics.is_empty()).then(|| InvalidInput { file: Arc::clone(file), diagnostics })
}

/// Returns a problem as a diagnostic of `rule`.
pub fn problem_diagnostic(problem: &Problem, rule: &RuleId, severity: Severity) -> Diagnostic {
    let at = |message: Message| Diagnostic::new(rule.clone(), severity, problem.range, message);
    match &problem.kind {
        ProblemKind::Syntax { message, help } => {
            Diagnostic { help: help.as_deref().map(Message::with_quoted), ..at(Message::with_quoted(message)) }
        }
        ProblemKind::DuplicateKey { key, first, .. } => at(message!("the key `{key}` stands twice", key))
            .with_label("again here")
            .with_related(*first, "first here")
            .with_fingerprint_key(key.clone()),
        ProblemKind::Limit { message } => at(Message::with_quoted(message)),
    }
}

impl DataError {
    /// Returns the error as a diagnostic of `rule`.
    pub fn diagnostic(&self, rule: &RuleId) -> Diagnostic {
        let diagnostic =
            Diagnostic::new(rule.clone(), Severity::Error, self.range, Message::with_quoted(&self.message));
        Diagnostic { help: self.help.as_deref().map(Message::with_quoted), ..diagnostic }
    }
}

/// Where a path of `serde_path_to_error` leads in the tree.
struct Place<'a> {
    node: &'a Node,
    // The key that leads to the node; `None` at the root and in a list.
    key_range: Option<TextRange>,
}

impl<'a> Place<'a> {
    fn follow<'p>(root: &'a Node, segments: impl Iterator<Item = &'p Segment>) -> Self {
        let mut place = Self { node: root, key_range: None };
        for segment in segments {
            let next = match segment {
                Segment::Seq { index } => place.node.items().get(*index).map(|node| Self { node, key_range: None }),
                Segment::Map { key } | Segment::Enum { variant: key } => {
                    place.node.entry(key).map(|entry| Self { node: &entry.value, key_range: Some(entry.key_range) })
                }
                Segment::Unknown => None,
            };
            // A path may end on a key that the type does not know: the deepest place that there is.
            let Some(next) = next else { break };
            place = next;
        }
        place
    }

    /// Returns the key that names this place: its own, or the first of the mapping where it has none.
    fn nearest_key(&self) -> TextRange {
        let first = self.node.entries().first().map(|entry| entry.key_range);
        self.key_range.or(first).unwrap_or(self.node.range)
    }

    fn error(&self, message: &str) -> DataError {
        let expected = expected_names(message);
        if let Some(name) = quoted_after(message, "unknown field ") {
            let range = self.node.entry(name).map_or_else(|| self.nearest_key(), |entry| entry.key_range);
            return DataError {
                range,
                message: format!("unknown key `{name}`"),
                help: suggest(name, &expected, "keys"),
            };
        }
        if let Some(name) = quoted_after(message, "unknown variant ") {
            let help = suggest(name, &expected, "values");
            return DataError { range: self.value_range(), message: format!("unknown value `{name}`"), help };
        }
        if let Some(name) = quoted_after(message, "missing field ") {
            let message = format!("the key `{name}` is missing");
            return DataError { range: self.nearest_key(), message, help: Some(format!("add `{name}: …`")) };
        }
        if let Some(name) = quoted_after(message, "duplicate field ") {
            let message = format!("the key `{name}` stands twice, perhaps under another name");
            return DataError { range: self.nearest_key(), message, help: None };
        }
        if let Some((_, expected)) =
            message.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "))
        {
            let expected = plain_type(expected);
            let is_unquoted = expected == "a text" && matches!(self.node.value, Value::Number(_) | Value::Boolean(_));
            let help = is_unquoted.then(|| "put it in quotes".to_owned());
            let message = format!("expected {expected}, found {}", self.node.kind());
            return DataError { range: self.value_range(), message, help };
        }
        DataError { range: self.value_range(), message: as_clause(message), help: None }
    }

    /// Returns the value's place; the key's where nothing is written as the value.
    fn value_range(&self) -> TextRange {
        if self.node.range.is_empty() { self.nearest_key() } else { self.node.range }
    }
}

/// Returns the name in backticks right after `prefix` at the start of a message.
fn quoted_after<'m>(message: &'m str, prefix: &str) -> Option<&'m str> {
    message.strip_prefix(prefix)?.strip_prefix('`')?.split('`').next()
}

/// Returns the names that serde lists after `expected`, in order.
fn expected_names(message: &str) -> Vec<&str> {
    let Some((_, list)) = message.rsplit_once(", expected ") else { return Vec::new() };
    list.split('`').skip(1).step_by(2).collect()
}

/// Returns a likely spelling, or what could stand there.
fn suggest(name: &str, expected: &[&str], what: &str) -> Option<String> {
    let distance = |candidate: &str| strsim::osa_distance(&name.to_ascii_lowercase(), &candidate.to_ascii_lowercase());
    let nearest = expected.iter().min_by_key(|candidate| distance(candidate))?;
    if distance(nearest) <= (name.chars().count() / 3).max(1) {
        return Some(format!("did you mean `{nearest}`?"));
    }
    let list: Vec<String> = expected.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("the {what} here are {}", list.join(", ")))
}

/// Returns a type that serde expects in the words of this module.
fn plain_type(expected: &str) -> &str {
    match expected {
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, not negative",
        "f32" | "f64" => "a number",
        "a string" | "string" | "str" | "a borrowed string" | "a character" => "a text",
        "a sequence" => "a list",
        "a map" => "a mapping",
        _ if expected.starts_with("struct ") => "a mapping",
        _ if expected.starts_with("enum ") => "the name of a choice",
        _ => expected,
    }
}

/// Where a path leads in a tree.
#[derive(Clone, Copy, Debug)]
pub struct PathPlace<'a> {
    /// The deepest node of the path that there is.
    pub node: &'a Node,
    /// The key that leads to it; `None` at the root and in a list.
    pub key_range: Option<TextRange>,
}

impl PathPlace<'_> {
    /// Returns the value's place; the key's where the value takes many lines or nothing is written as the value.
    pub fn value_or_key(&self) -> TextRange {
        let is_block = matches!(self.node.value, Value::Map(_)) || self.node.range.is_empty();
        self.key_range.filter(|_| is_block).unwrap_or(self.node.range)
    }
}

/// Follows a path of keys, and of indices in decimal, as far as it leads.
pub fn follow<'a>(root: &'a Node, path: &[String]) -> PathPlace<'a> {
    let mut place = PathPlace { node: root, key_range: None };
    for segment in path {
        let next = match &place.node.value {
            Value::List(items) => {
                segment.parse().ok().and_then(|index: usize| items.get(index)).map(|node| (node, None))
            }
            _ => place.node.entry(segment).map(|entry| (&entry.value, Some(entry.key_range))),
        };
        let Some((node, key_range)) = next else { break };
        place = PathPlace { node, key_range };
    }
    place
}
