//! Values of the front matter beside the shapes that the schema gives them, at any depth.

use std::borrow::Cow;

use super::is_template;
use crate::data::{Entry, Node, ScalarStyle, Value};
use crate::message::Message;
use crate::settings::{FieldSchema, FieldType, FrontMatterSchema, ValueSchema};
use crate::text::{SourceFile, TextRange};

/// A value and its shape.
pub(super) struct Shaped<'a> {
    /// What the value is called: `title`, `author.name`, `an item of tags`; in backticks where it is a key.
    pub(super) name: Cow<'a, str>,
    /// The key that leads to it, of an item the key of its list.
    pub(super) key_range: TextRange,
    /// The value.
    pub(super) node: &'a Node,
    /// What it must be.
    pub(super) shape: &'a ValueSchema,
    /// What is said of its key; `None` for an item of a list.
    pub(super) field: Option<&'a FieldSchema>,
}

/// Shows each value that has a shape.
pub(super) fn walk<'a>(root: &'a Node, schema: &'a FrontMatterSchema, visit: &mut dyn FnMut(&Shaped<'a>)) {
    for entry in root.entries() {
        if let Some(field) = schema.field(&entry.key) {
            visit_field(Cow::Borrowed(&entry.key), entry, field, visit);
        }
    }
}

fn visit_field<'a>(name: Cow<'a, str>, entry: &'a Entry, field: &'a FieldSchema, visit: &mut dyn FnMut(&Shaped<'a>)) {
    let node = &entry.value;
    visit_value(Shaped { name, key_range: entry.key_range, node, shape: &field.value, field: Some(field) }, visit);
}

fn visit_value<'a>(shaped: Shaped<'a>, visit: &mut dyn FnMut(&Shaped<'a>)) {
    visit(&shaped);
    let Shaped { name, key_range, node, shape, .. } = shaped;
    if let Some(items) = &shape.items {
        let item_name = || -> Cow<'a, str> { Cow::Owned(format!("an item of {name}")) };
        // One text where a list may stand is the list of that text.
        let nodes = match &node.value {
            Value::List(nodes) => nodes.as_slice(),
            Value::Text { .. } | Value::Number(_) if shape.types.contains(&FieldType::TextOrList) => {
                std::slice::from_ref(node)
            }
            _ => &[],
        };
        for node in nodes {
            visit_value(Shaped { name: item_name(), key_range, node, shape: items, field: None }, visit);
        }
    }
    if !shape.keys.is_empty() {
        for entry in node.entries() {
            if let Some(field) = shape.keys.iter().find(|field| field.key == entry.key) {
                visit_field(Cow::Owned(format!("{name}.{}", entry.key)), entry, field, visit);
            }
        }
    }
}

/// Returns whether nothing is known of a value: it is not there, or a template fills it in.
pub(super) fn is_open(node: &Node) -> bool {
    match &node.value {
        Value::Null => true,
        Value::Text { text, .. } => is_template(text),
        _ => false,
    }
}

/// Returns the place of a value: the key, where the value takes several lines.
pub(super) fn place(file: &SourceFile, key_range: TextRange, node: &Node) -> TextRange {
    if node.range.is_empty() || file.slice(node.range).contains('\n') { key_range } else { node.range }
}

/// Returns a name in backticks, where it is a key.
pub(super) fn quoted(name: &str) -> Message {
    match name.strip_prefix("an item of ") {
        Some(list) => message!("an item of {list}", list = quoted(list)),
        None => Message::verbatim(format!("`{name}`")),
    }
}

/// Returns whether a value has one of the types that its shape allows.
pub(super) fn fits(value: &Value, shape: &ValueSchema) -> bool {
    shape.types.is_empty() || shape.types.iter().any(|expected| fits_type(value, *expected))
}

fn fits_type(value: &Value, expected: FieldType) -> bool {
    match expected {
        FieldType::Text => matches!(value, Value::Text { .. }),
        FieldType::Number => matches!(value, Value::Number(_)),
        FieldType::Integer => matches!(value, Value::Number(written) if !written.contains(['.', 'e', 'E'])
            || written.starts_with("0x")),
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

/// Returns whether a shape takes booleans and no texts, so that `"false"` in quotes is a boolean by mistake.
pub(super) fn is_boolean(shape: &ValueSchema) -> bool {
    let takes_text =
        |field_type: &FieldType| matches!(field_type, FieldType::Text | FieldType::TextOrList | FieldType::Date);
    shape.types.contains(&FieldType::Boolean) && !shape.types.iter().any(takes_text)
}

/// Returns the types of a shape in words: `a text or a number`.
pub(super) fn type_names(shape: &ValueSchema) -> Message {
    let names = shape.types.iter().map(|field_type| Message::from(name(*field_type)));
    names.reduce(|one, other| message!("{one} or {other}", one, other)).unwrap_or_default()
}

fn name(field_type: FieldType) -> &'static str {
    match field_type {
        FieldType::Text => "a text",
        FieldType::Number => "a number",
        FieldType::Integer => "a whole number",
        FieldType::Boolean => "a boolean",
        FieldType::Date => "a date",
        FieldType::List => "a list",
        FieldType::TextOrList => "a text or a list",
        FieldType::Map => "a mapping",
    }
}
