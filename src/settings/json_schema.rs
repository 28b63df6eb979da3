//! A JSON Schema, compiled: the only importer of `jsonschema`.
//!
//! Main type: [`JsonSchema`]. It looks at JSON values and says where they break the schema, as a path; it reads no file
//! and opens no connection: a reference to another document is an error of the schema.

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::Value;

/// A JSON Schema.
#[derive(Clone, Debug)]
pub struct JsonSchema {
    name: String,
    validator: Validator,
}

/// Why a schema cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonSchemaError {
    /// The path of the part at fault: keys, and indices of lists in decimal.
    pub path: Vec<String>,
    /// What is wrong: one clause.
    pub message: String,
    /// Whether it is a reference to another document.
    pub is_reference: bool,
}

/// What breaks a schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The path of the value: keys, and indices of lists in decimal.
    pub path: Vec<String>,
    /// Which part of the value it is about.
    pub place: ViolationPlace,
    /// What is wrong: one clause.
    pub message: String,
}

/// The part of a value that a violation is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViolationPlace {
    /// The value itself.
    Value,
    /// A key that it does not have.
    MissingKey(String),
    /// A key that it should not have.
    UnknownKey(String),
}

impl JsonSchema {
    /// Compiles a schema; `name` is what people call it.
    ///
    /// # Errors
    /// If it is no JSON Schema, or refers to another document.
    pub fn new(name: &str, schema: &Value) -> Result<Self, JsonSchemaError> {
        let validator = jsonschema::options()
            .offline()
            .should_validate_formats(true)
            // Linear time, whatever a stranger's pattern is.
            .with_pattern_options(PatternOptions::regex().size_limit(1 << 20))
            .build(schema)
            .map_err(|error| {
                let path = segments(error.instance_path());
                let is_reference = matches!(error.kind(), Kind::Referencing(_));
                let message = match (error.kind(), path.last()) {
                    (Kind::Referencing(_), _) => format!("a reference that leads out of this document: {error}"),
                    (Kind::AnyOf { .. } | Kind::OneOfNotValid { .. }, Some(key)) => {
                        format!("`{key}` does not take this value")
                    }
                    (kind, _) => message(kind, &error),
                };
                JsonSchemaError { path, message: first_line(&message), is_reference }
            })?;
        Ok(Self { name: name.to_owned(), validator })
    }

    /// Returns what people call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns what breaks the schema.
    pub fn violations(&self, instance: &Value) -> Vec<Violation> {
        let mut violations = Vec::new();
        if !self.validator.is_valid(instance) {
            for error in self.validator.iter_errors(instance) {
                add(&error, &mut violations);
            }
        }
        violations
    }
}

impl PartialEq for JsonSchema {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

fn add(error: &ValidationError<'_>, violations: &mut Vec<Violation>) {
    let path = segments(error.instance_path());
    match error.kind() {
        Kind::Required { property } => {
            let key = property.as_str().unwrap_or_default().to_owned();
            let message = format!("the required key `{key}` is missing");
            violations.push(Violation { path, place: ViolationPlace::MissingKey(key), message });
        }
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            violations.extend(unexpected.iter().map(|key| Violation {
                path: path.clone(),
                place: ViolationPlace::UnknownKey(key.clone()),
                message: format!("the schema has no key `{key}`"),
            }));
        }
        Kind::PropertyNames { error: name } => {
            let key = name.instance().as_str().unwrap_or_default().to_owned();
            let message = format!("the schema allows no key `{key}`");
            violations.push(Violation { path, place: ViolationPlace::UnknownKey(key), message });
        }
        // What each branch says; the one that fails deepest is the one that was meant, where one alone does.
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => match meant_branch(context, path.len()) {
            Some(branch) => branch.iter().for_each(|error| add(error, violations)),
            None => violations.push(Violation {
                path,
                place: ViolationPlace::Value,
                message: format!("the value fits none of the {} forms that the schema allows", context.len()),
            }),
        },
        kind => violations.push(Violation { path, place: ViolationPlace::Value, message: message(kind, error) }),
    }
}

/// Returns the branch whose errors all lie within the value, where it is the only one: the value has its type.
fn meant_branch<'e>(
    context: &'e [Vec<ValidationError<'static>>],
    depth: usize,
) -> Option<&'e [ValidationError<'static>]> {
    let is_about_part = |error: &ValidationError<'_>| {
        depth < error.instance_path().into_iter().count() || !is_about_whole(error.kind())
    };
    let mut meant = context.iter().filter(|branch| !branch.is_empty() && branch.iter().all(is_about_part));
    let first = meant.next()?;
    meant.next().is_none().then_some(first)
}

fn is_about_whole(kind: &Kind) -> bool {
    matches!(kind, Kind::Type { .. } | Kind::Constant { .. } | Kind::Enum { .. } | Kind::Format { .. })
}

fn message(kind: &Kind, error: &ValidationError<'_>) -> String {
    match kind {
        Kind::Type { .. } | Kind::Enum { .. } | Kind::Constant { .. } | Kind::Pattern { .. } | Kind::Format { .. } => {
            // The value stands under the label; the library would quote it whole.
            first_line(&error.masked_with("the value").to_string())
        }
        Kind::FalseSchema => "the schema allows no value here".to_owned(),
        _ => first_line(&error.masked_with("the value").to_string()),
    }
}

fn segments(location: &Location) -> Vec<String> {
    location
        .into_iter()
        .map(|segment| match segment {
            LocationSegment::Property(key) => key.into_owned(),
            LocationSegment::Index(index) => index.to_string(),
        })
        .collect()
}

/// Returns a message of the library as one clause in one line; its quotes become the ones used here.
fn first_line(message: &str) -> String {
    let line = message.lines().next().unwrap_or_default().trim_end_matches('.');
    let short: String = line.chars().take(200).collect();
    short.replace('"', "`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown(schema: &Value, instance: &Value) -> Vec<String> {
        let schema = JsonSchema::new("s", schema).unwrap();
        let show = |violation: &Violation| format!("{}: {}", violation.path.join("/"), violation.message);
        schema.violations(instance).iter().map(show).collect()
    }

    #[test]
    fn violations_say_where_they_are() {
        let schema = json!({
            "type": "object",
            "required": ["title"],
            "additionalProperties": false,
            "properties": {
                "title": { "type": "string", "maxLength": 3 },
                "tags": { "type": "array", "items": { "enum": ["a", "b"] } },
                "author": { "anyOf": [{ "type": "string" }, { "type": "object", "required": ["name"] }] }
            }
        });
        assert_eq!(shown(&schema, &json!({ "title": "abc", "tags": ["a"] })), Vec::<String>::new());
        assert_eq!(
            shown(&schema, &json!({ "tags": ["a", "c"], "author": {}, "other": 1 })),
            [
                "tags/1: the value is not one of `a` or `b`",
                "author: the required key `name` is missing",
                ": the schema has no key `other`",
                ": the required key `title` is missing",
            ]
        );
    }

    #[test]
    fn a_schema_never_leads_to_another_document() {
        for reference in ["https://example.com/a.json", "file:///etc/passwd", "other.json"] {
            let error = JsonSchema::new("s", &json!({ "$ref": reference })).unwrap_err();
            assert!(error.message.contains("leads out"), "{error:?}");
        }
        let error = JsonSchema::new("s", &json!({ "properties": { "a": { "type": "txt" } } })).unwrap_err();
        assert_eq!(error.path, ["properties", "a", "type"]);
    }
}
