//! The shape that the front matter of a document must have.
//!
//! Main type: [`FrontMatterSchema`]. Says what is allowed; the rules about front matter compare it with what is written.

use std::sync::Arc;

use chrono::NaiveDate;
use regex::Regex;
use rust_decimal::Decimal;

use super::{JsonSchema, Today};

/// The shape that front matter must have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatterSchema {
    /// The generator whose keys these are, for messages: `Hugo`; `None` without a preset.
    pub generator: Option<String>,
    /// Whether the generator takes `publishdate` for `publishDate`.
    pub ignores_case: bool,
    /// The keys that have a shape: those of the configuration in its order, then those of the preset.
    pub fields: Vec<FieldSchema>,
    /// What to do about other keys.
    pub unknown_keys: UnknownKeys,
    /// JSON Schemas that the front matter must also satisfy.
    pub json_schemas: Vec<Arc<JsonSchema>>,
}

/// What to do about keys that have no shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownKeys {
    /// All of them are fine.
    Allow,
    /// Those are reported that are most likely a slip of a key that is known.
    #[default]
    Slips,
    /// All of them are reported.
    Forbid,
}

/// The shape of one key of a mapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldSchema {
    /// The key.
    pub key: String,
    /// Whether it must be there.
    pub is_required: bool,
    /// What its value must be.
    pub value: ValueSchema,
    /// What the generator does with it: a sentence; only keys of a preset have one.
    pub purpose: Option<String>,
}

/// The shape of a value.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValueSchema {
    /// The types that it may have; empty allows any.
    pub types: Vec<FieldType>,
    /// The values that it may have, as written; empty allows any.
    pub choices: Vec<String>,
    /// What a text must match.
    pub pattern: Option<Pattern>,
    /// The least length of a text, in characters as readers count them (graphemes).
    pub min_length: Option<usize>,
    /// The greatest length of a text, in characters as readers count them (graphemes).
    pub max_length: Option<usize>,
    /// The least number.
    pub minimum: Option<Decimal>,
    /// The greatest number.
    pub maximum: Option<Decimal>,
    /// The first day that a date may name.
    pub earliest: Option<DateBound>,
    /// The last day that a date may name.
    pub latest: Option<DateBound>,
    /// The fewest items of a list.
    pub min_items: Option<usize>,
    /// The most items of a list.
    pub max_items: Option<usize>,
    /// Whether no two items of a list may be equal.
    pub has_unique_items: bool,
    /// What each item of a list must be.
    pub items: Option<Box<ValueSchema>>,
    /// The keys of a mapping.
    pub keys: Vec<FieldSchema>,
    /// Whether a mapping may have no other keys than these.
    pub forbids_unknown_keys: bool,
}

/// A day that bounds a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateBound {
    /// A day of the calendar.
    Day(NaiveDate),
    /// The day that counts as today.
    Today,
}

/// A type of front-matter value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// A text (quoted or plain).
    Text,
    /// A whole or decimal number.
    Number,
    /// A whole number.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A calendar date, with or without a time of day.
    Date,
    /// A list of anything.
    List,
    /// One text, or a list of them.
    TextOrList,
    /// A mapping.
    Map,
}

/// A regular expression with the text that it was made from.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
}

impl Pattern {
    /// Makes a pattern; the expression need not match the whole text.
    ///
    /// # Errors
    /// If it is no regular expression, or one that is too large: one clause that says so.
    pub fn new(expression: &str) -> Result<Self, String> {
        // The bound keeps `(a{1000}){1000}` from taking gigabytes.
        regex::RegexBuilder::new(expression).size_limit(1 << 20).build().map(|regex| Self { regex }).map_err(|error| {
            match error {
                regex::Error::CompiledTooBig(_) => "is too large".to_owned(),
                // The last line of the message is the reason; those above show the expression.
                error => error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
            }
        })
    }

    /// Returns whether a text has what the pattern asks for.
    pub fn matches(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }

    /// Returns the expression.
    pub fn as_str(&self) -> &str {
        self.regex.as_str()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl FrontMatterSchema {
    /// Returns the shape of a key.
    pub fn field(&self, key: &str) -> Option<&FieldSchema> {
        if self.ignores_case {
            return self.fields.iter().find(|field| field.key.eq_ignore_ascii_case(key));
        }
        self.fields.iter().find(|field| field.key == key)
    }

    /// Returns whether nothing is asked of front matter.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.json_schemas.is_empty() && self.unknown_keys != UnknownKeys::Forbid
    }

    /// Lays another schema over this one: its keys take the place of those of the same name.
    pub fn overlay(&mut self, above: &Self) {
        let mut fields = above.fields.clone();
        fields.extend(self.fields.drain(..).filter(|field| above.field(&field.key).is_none()));
        self.fields = fields;
        self.json_schemas.extend(above.json_schemas.iter().map(Arc::clone));
    }
}

impl DateBound {
    /// Returns the day.
    pub fn day(self, today: Today) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Today => today.day(),
        }
    }

    /// Returns whether a day is before the bound.
    pub fn is_after(self, day: NaiveDate, today: Today) -> bool {
        match self {
            Self::Day(bound) => day < bound,
            Self::Today => day.succ_opt().is_some_and(|next| today.has_come(next)),
        }
    }

    /// Returns whether a day is after the bound.
    pub fn is_before(self, day: NaiveDate, today: Today) -> bool {
        match self {
            Self::Day(bound) => bound < day,
            Self::Today => !today.has_come(day),
        }
    }
}
