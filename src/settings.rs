//! Fully resolved settings of one document: what the rules may ask for.
//!
//! Main type: [`Settings`]. Does not know where the values came from; `config` makes them.

mod json_schema;
mod limits;
mod pack;
mod schema;
mod today;

pub use json_schema::{JsonSchema, JsonSchemaError, Violation, ViolationPlace};
pub use limits::{LimitMeta, Limits};
pub use schema::{DateBound, FieldSchema, FieldType, FrontMatterSchema, Pattern, UnknownKeys, ValueSchema};
pub use today::{Today, Validity};

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

pub(crate) use pack::{FirstLiteral, LiteralParts, LiteralSearch};
pub use pack::{LazyRegex, Pack, PackPattern, PackPlace, PackRule};

use crate::diagnostic::Severity;

/// What a rule may ask of the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The day that counts as today.
    pub today: Today,
    /// What the configuration says of each rule that it names.
    pub rules: BTreeMap<String, RuleSettings>,
    /// The shape that front matter must have.
    pub front_matter: FrontMatterSchema,
    /// The packs of the user, beside those that ship.
    pub packs: Vec<Arc<Pack>>,
    /// Claims that nothing is reported of.
    pub ignored_claims: Vec<IgnoredClaim>,
    /// How much of a document is taken.
    pub limits: Limits,
}

/// A claim that nothing is reported of: this value of this subject.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct IgnoredClaim {
    /// Its number in the configuration, so that those that nothing matches can be told.
    pub number: usize,
    /// The subject: its id, or a name of it.
    pub subject: String,
    /// The attribute's key; `None` for any.
    pub attribute: Option<String>,
    /// The value as a text writes it.
    pub value: String,
}

/// What the configuration says of one rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleSettings {
    /// The level; `None` keeps the rule's own.
    pub level: Option<Level>,
    /// Values of the rule's options, by name; those missing keep their defaults.
    pub options: BTreeMap<String, OptionValue>,
}

/// Whether a rule runs, and how serious its findings are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// The rule runs, and all its findings get this severity.
    At(Severity),
}

/// A value of a rule's option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// A text.
    Text(String),
    /// A list of texts.
    List(Vec<String>),
}

impl Settings {
    /// Returns the settings of a run without configuration.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            today: today.into(),
            rules: BTreeMap::new(),
            front_matter: FrontMatterSchema::default(),
            packs: Vec::new(),
            ignored_claims: Vec::new(),
            limits: Limits::default(),
        }
    }

    /// Returns the value of a rule's option, where the configuration sets it.
    pub fn option(&self, rule: &str, name: &str) -> Option<&OptionValue> {
        self.rules.get(rule)?.options.get(name)
    }
}
