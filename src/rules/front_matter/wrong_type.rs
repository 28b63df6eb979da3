//! `front-matter/wrong-type`: a value of another type than its key has.

use super::shape::{self, Shaped};
use crate::data::{Entry, Node, ScalarStyle, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{SourceFile, TextRange};

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
    /// The types are those of `front-matter.schema` in `factlint.yaml`: `text`, `number`, `integer`, `boolean`,
    /// `date`, `list`, `text-or-list`, `map`, or a list of those that are allowed.
    pub(crate) struct WrongType {
        id: "front-matter/wrong-type",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_type(file: &SourceFile, shaped: &Place<'_>, expected: &str) -> Diagnostic {
    let Place { name, key_range, node, .. } = *shaped;
    // A list of many lines is shown by its key.
    let is_one_line = !file.slice(node.range).contains('\n');
    let message = message!(
        "{quoted} must be {expected}, but is {kind}",
        quoted = shape::quoted(name),
        expected,
        kind = node.kind()
    );
    let range = shape::place(file, key_range, node);
    let diagnostic = Diagnostic::new(WrongType::META.rule_id(), WrongType::META.severity(), range, message)
        .with_fingerprint_key(name);
    match (expected, &node.value) {
        ("a text", Value::List(_) | Value::Number(_) | Value::Boolean(_)) if is_one_line => {
            diagnostic.with_help("put it in quotes if it is a text")
        }
        ("a list", Value::Text { .. }) if is_one_line => diagnostic.with_help("write it as `[a, b]`"),
        ("a number" | "a whole number" | "a boolean", Value::Text { style: ScalarStyle::Quoted, .. }) => {
            diagnostic.with_help("write it without quotes")
        }
        _ => match shaped.purpose {
            Some(purpose) => diagnostic.with_help(Message::verbatim(purpose)),
            None => diagnostic,
        },
    }
}

/// A value of the wrong type.
struct Place<'a> {
    name: &'a str,
    key_range: TextRange,
    node: &'a Node,
    purpose: Option<&'a str>,
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
        let schema = &context.settings.front_matter;
        for entry in root.entries() {
            if shape::is_open(&entry.value) || schema.field(&entry.key).is_some() {
                continue;
            }
            if let Some(expected) = default_type(&entry.key, &entry.value.value) {
                let Entry { key, key_range, value } = entry;
                let place = Place { name: key, key_range: *key_range, node: value, purpose: None };
                diagnostics.push(wrong_type(context.file, &place, expected));
            }
        }
        shape::walk(root, schema, &mut |shaped| {
            let Shaped { name, key_range, node, shape: wanted, field } = shaped;
            // `front-matter/quoted-boolean` has a fix for those.
            let is_quoted_boolean = shape::is_boolean(wanted) && super::quoted_boolean(node).is_some();
            if shape::is_open(node) || shape::fits(&node.value, wanted) || is_quoted_boolean {
                return;
            }
            let purpose = field.and_then(|field| field.purpose.as_deref());
            let place = Place { name, key_range: *key_range, node, purpose };
            diagnostics.push(wrong_type(context.file, &place, &shape::type_names(wanted)));
        });
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
