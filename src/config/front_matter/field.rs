//! The schema language: what a configuration, or a preset, may say of one key.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::read::{Reader, choice, problem, unknown_word};
use crate::data::{Entry, Node, Value};
use crate::settings::{DateBound, FieldSchema, FieldType, Pattern, ValueSchema};

pub(in crate::config) const TYPES: [(&str, FieldType); 8] = [
    ("text", FieldType::Text),
    ("number", FieldType::Number),
    ("integer", FieldType::Integer),
    ("boolean", FieldType::Boolean),
    ("date", FieldType::Date),
    ("list", FieldType::List),
    ("text-or-list", FieldType::TextOrList),
    ("map", FieldType::Map),
];

/// The keys of a field, of the configuration; a preset has two more.
pub(in crate::config) const FIELD_KEYS: [&str; 14] = [
    "type",
    "required",
    "enum",
    "pattern",
    "min-length",
    "max-length",
    "min",
    "max",
    "items",
    "min-items",
    "max-items",
    "unique",
    "keys",
    "unknown-keys",
];

impl Reader {
    /// Reads keys and what is said of each.
    pub(super) fn fields(&mut self, node: &Node, what: &str) -> Vec<FieldSchema> {
        self.mapping(node, what).iter().map(|entry| self.field(entry, &[])).collect()
    }

    /// Reads a key of a preset.
    pub(crate) fn preset_field(&mut self, entry: &Entry) -> FieldSchema {
        self.field(entry, &["does", "source"])
    }

    fn field(&mut self, entry: &Entry, more_keys: &[&'static str]) -> FieldSchema {
        let mut field = FieldSchema { key: entry.key.to_string(), ..FieldSchema::default() };
        let node = &entry.value;
        if !matches!(node.value, Value::Map(_)) {
            field.value.types = self.types(node);
            return field;
        }
        if let Some(required) = node.get("required") {
            field.is_required = self.boolean(required, "required");
        }
        if more_keys.contains(&"does") {
            field.purpose = node.get("does").and_then(Node::as_text).map(str::to_owned);
        }
        let skipped = |key: &str| key == "required" || more_keys.contains(&key);
        field.value = self.value(node, skipped);
        field
    }

    /// Reads what is said of a value; keys that are `skipped` are somebody else's.
    fn value(&mut self, node: &Node, skipped: impl Fn(&str) -> bool) -> ValueSchema {
        let mut value = ValueSchema::default();
        for part in node.entries() {
            match &*part.key {
                key if skipped(key) => {}
                "type" => value.types = self.types(&part.value),
                "enum" => value.choices = self.choices(&part.value),
                "pattern" => value.pattern = self.pattern(&part.value),
                "min-length" => value.min_length = self.count(part),
                "max-length" => value.max_length = self.count(part),
                "min-items" => value.min_items = self.count(part),
                "max-items" => value.max_items = self.count(part),
                "min" => self.bound(part, &mut value.minimum, &mut value.earliest),
                "max" => self.bound(part, &mut value.maximum, &mut value.latest),
                "unique" => value.has_unique_items = self.boolean(&part.value, "unique"),
                "items" => value.items = Some(Box::new(self.items(&part.value))),
                "keys" => value.keys = self.fields(&part.value, "`keys`"),
                "unknown-keys" => value.forbids_unknown_keys = self.forbids(&part.value),
                _ => self.unknown_key(part, &FIELD_KEYS),
            }
        }
        self.check_fit(node, &value);
        value
    }

    fn items(&mut self, node: &Node) -> ValueSchema {
        if matches!(node.value, Value::Map(_)) {
            return self.value(node, |_| false);
        }
        ValueSchema { types: self.types(node), ..ValueSchema::default() }
    }

    fn types(&mut self, node: &Node) -> Vec<FieldType> {
        let nodes = if let Value::List(items) = &node.value { items.as_slice() } else { std::slice::from_ref(node) };
        if nodes.is_empty() {
            self.wrong_type(node, "`type`", "at least one type");
        }
        nodes.iter().filter_map(|node| self.field_type(node)).collect()
    }

    fn field_type(&mut self, node: &Node) -> Option<FieldType> {
        let name = node.as_scalar().unwrap_or_default();
        let found = TYPES.iter().find(|(known, _)| *known == name).map(|(_, field_type)| *field_type);
        if found.is_none() {
            self.problems.push(unknown_word(node, "type", &TYPES.map(|(known, _)| known)));
        }
        found
    }

    fn boolean(&mut self, node: &Node, name: &str) -> bool {
        if let Value::Boolean(value) = node.value {
            return value;
        }
        self.wrong_type(node, &format!("`{name}`"), "`true` or `false`");
        false
    }

    fn choices(&mut self, node: &Node) -> Vec<String> {
        let items: Option<Vec<String>> = node.items().iter().map(|item| item.as_scalar().map(str::to_owned)).collect();
        match items {
            Some(items) if !items.is_empty() => items,
            _ => {
                self.wrong_type(node, "`enum`", "a list of the values that are allowed");
                Vec::new()
            }
        }
    }

    fn pattern(&mut self, node: &Node) -> Option<Pattern> {
        let Some(expression) = node.as_text() else {
            self.wrong_type(node, "`pattern`", "a regular expression in quotes");
            return None;
        };
        Pattern::new(expression)
            .map_err(|reason| {
                let message = message!("`{expression}` is no regular expression: {reason}", expression, reason);
                self.problems
                    .push(problem(node.range, message).with_help("look-around and back-references do not exist"));
            })
            .ok()
    }

    fn count(&mut self, part: &Entry) -> Option<usize> {
        let count = match &part.value.value {
            Value::Number(written) => written.parse().ok(),
            _ => None,
        };
        if count.is_none() {
            self.wrong_type(&part.value, &format!("`{}`", part.key), "a whole number, not negative");
        }
        count
    }

    fn bound(&mut self, part: &Entry, number: &mut Option<Decimal>, day: &mut Option<DateBound>) {
        let date = |text: &str| (text.len() == 10).then(|| text.parse::<NaiveDate>().ok()).flatten();
        match &part.value.value {
            Value::Number(written) => *number = written.parse().ok(),
            Value::Text { text, .. } if text == "today" => *day = Some(DateBound::Today),
            Value::Text { text, .. } | Value::Date(text) => *day = date(text).map(DateBound::Day),
            _ => {}
        }
        if number.is_none() && day.is_none() {
            self.wrong_type(
                &part.value,
                &format!("`{}`", part.key),
                "a number, a day such as `2024-05-09`, or `today`",
            );
        }
    }

    fn forbids(&mut self, node: &Node) -> bool {
        match node.as_scalar() {
            Some("forbid") => true,
            Some("allow") => false,
            word => {
                let message =
                    message!("the keys of a mapping have no choice `{word}`", word = word.unwrap_or_default());
                let help = choice("choice", word.unwrap_or_default(), &["allow", "forbid"]);
                self.problems.push(problem(node.range, message).with_help(help));
                false
            }
        }
    }

    /// Reports what can hold for no value of the types that are named, and bounds that leave nothing.
    fn check_fit(&mut self, node: &Node, value: &ValueSchema) {
        use FieldType::{Boolean, Date, Integer, List, Map, Number, Text, TextOrList};
        let fits: [(&str, bool, &[FieldType], &str); 11] = [
            ("enum", true, &[Text, TextOrList, Date, Number, Integer, Boolean], "one value"),
            ("pattern", true, &[Text, TextOrList, Date, Number, Integer], "a text"),
            ("min-length", true, &[Text, TextOrList], "a text"),
            ("max-length", true, &[Text, TextOrList], "a text"),
            ("min", value.minimum.is_some(), &[Number, Integer], "a number"),
            ("max", value.maximum.is_some(), &[Number, Integer], "a number"),
            ("min", value.earliest.is_some(), &[Date], "a date"),
            ("max", value.latest.is_some(), &[Date], "a date"),
            ("items", true, &[List, TextOrList], "a list"),
            ("min-items", true, &[List, TextOrList], "a list"),
            ("keys", true, &[Map], "a mapping"),
        ];
        for (key, is_meant, types, wanted) in fits {
            let Some(entry) = node.entry(key).filter(|_| is_meant && !value.types.is_empty()) else { continue };
            if !value.types.iter().any(|field_type| types.contains(field_type)) {
                let message = message!("`{key}` is for {wanted}, which the type does not allow", key, wanted);
                self.problems.push(problem(entry.key_range, message));
            }
        }
        let is_empty =
            |least: Option<usize>, most: Option<usize>| least.zip(most).is_some_and(|(least, most)| most < least);
        let days = match (value.earliest, value.latest) {
            (Some(DateBound::Day(earliest)), Some(DateBound::Day(latest))) => latest < earliest,
            _ => false,
        };
        let numbers = value.minimum.zip(value.maximum).is_some_and(|(least, most)| most < least);
        for (key, is_empty) in [
            ("max-length", is_empty(value.min_length, value.max_length)),
            ("max-items", is_empty(value.min_items, value.max_items)),
            ("max", days || numbers),
        ] {
            if let Some(entry) = node.entry(key).filter(|_| is_empty) {
                let message = message!("`{key}` is below the least that is allowed: no value fits", key);
                self.problems.push(problem(entry.value.range, message));
            }
        }
    }
}
