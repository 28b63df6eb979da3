//! `front-matter/wrong-type`: a value of another type than its key has.

use super::is_template;
use crate::data::{Entry, ScalarStyle, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::settings::FieldType;
use crate::text::SourceFile;

declare_rule! {
    /// Reports values of the front matter that have the wrong type.
    ///
    /// ## Why is this bad?
    ///
    /// A template that expects a text gets a list, and shows `[object Object]`, nothing, or an error. `title: [WIP]` is
    /// a list of one text in YAML, and `title: 2024` is a number.
    ///
    /// Without configuration only what nobody could mean is reported: a title that is a list, a date that
    /// is a list, a mapping or a boolean. A schema says more.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: [转载]
    /// ---
    /// ````
    ///
    /// ````yaml,config
    /// front-matter:
    ///   schema:
    ///     tags: list
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// tags: models, release
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: "[转载]"
    /// ---
    /// ````
    ///
    /// ````yaml,config
    /// front-matter:
    ///   schema:
    ///     tags: list
    /// ````
    ///
    /// ````md
    /// ---
    /// tags: [models, release]
    /// ---
    /// ````
    ///
    /// ## References
    ///
    /// The types are those of `front-matter.schema` in `factlint.yaml`: `text`, `number`, `boolean`, `date`, `list`,
    /// `text-or-list`, `map`.
    pub(crate) struct WrongType {
        id: "front-matter/wrong-type",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_type(file: &SourceFile, entry: &Entry, expected: &str) -> Diagnostic {
    // A list of many lines is shown by its key.
    let is_one_line = !file.slice(entry.value.range).contains('\n');
    let range = if is_one_line { entry.value.range } else { entry.key_range };
    let message = format!("`{}` must be {expected}, but is {}", entry.key, entry.value.kind());
    let diagnostic = Diagnostic::new(WrongType::META.rule_id(), WrongType::META.severity(), range, message)
        .with_fingerprint_key(entry.key.as_str());
    match (expected, &entry.value.value) {
        ("a text", Value::List(_) | Value::Number(_) | Value::Boolean(_)) if is_one_line => {
            diagnostic.with_help("put it in quotes if it is a text")
        }
        ("a list", Value::Text { .. }) if is_one_line => diagnostic.with_help("write it as `[a, b]`"),
        ("a number" | "a boolean", Value::Text { style: ScalarStyle::Quoted, .. }) => {
            diagnostic.with_help("write it without quotes")
        }
        _ => diagnostic,
    }
}

impl Rule for WrongType {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Some(root) = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref())
        else {
            return;
        };
        for entry in root.entries() {
            let value = &entry.value.value;
            let is_filled_in = matches!(value, Value::Text { text, .. } if is_template(text));
            if *value == Value::Null || is_filled_in {
                continue;
            }
            let field = context.settings.front_matter.fields.iter().find(|field| field.key == entry.key);
            let expected = match field {
                Some(field) => field.value_type.filter(|expected| !fits(value, *expected)).map(name),
                None => default_type(&entry.key, value),
            };
            if let Some(expected) = expected {
                diagnostics.push(wrong_type(context.file, entry, expected));
            }
        }
    }
}

/// Returns whether a value has the type that a schema asks for.
fn fits(value: &Value, expected: FieldType) -> bool {
    match expected {
        FieldType::Text => matches!(value, Value::Text { .. }),
        FieldType::Number => matches!(value, Value::Number(_)),
        // YAML 1.1, which many generators still read, has these booleans too.
        FieldType::Boolean => match value {
            Value::Boolean(_) => true,
            Value::Text { text, style: ScalarStyle::Plain } => {
                ["yes", "no", "on", "off"].iter().any(|word| word.eq_ignore_ascii_case(text))
            }
            _ => false,
        },
        // Whether a text is a date is for `front-matter/invalid-date`; a number may be a time stamp or `20240509`.
        FieldType::Date => match value {
            Value::Date(_) | Value::Text { .. } => true,
            Value::Number(written) => 8 <= written.len(),
            _ => false,
        },
        FieldType::List => matches!(value, Value::List(_)),
        FieldType::TextOrList => {
            matches!(value, Value::Text { .. } | Value::Number(_) | Value::Date(_) | Value::List(_))
        }
        FieldType::Map => matches!(value, Value::Map(_)),
    }
}

fn name(field_type: FieldType) -> &'static str {
    match field_type {
        FieldType::Text => "a text",
        FieldType::Number => "a number",
        FieldType::Boolean => "a boolean",
        FieldType::Date => "a date",
        FieldType::List => "a list",
        FieldType::TextOrList => "a text or a list",
        FieldType::Map => "a mapping",
    }
}

/// Returns the type that a key has in every generator, where the value has another.
fn default_type(key: &str, value: &Value) -> Option<&'static str> {
    match key {
        // A mapping is a title in several languages.
        "title" => matches!(value, Value::List(_)).then_some("a text"),
        "date" => matches!(value, Value::List(_) | Value::Map(_) | Value::Boolean(_)).then_some("a date"),
        _ => None,
    }
}
