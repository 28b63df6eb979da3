//! One reference table as it was written: subjects, attributes, facts and sources.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::diagnostic::{EvidenceItem, SourceRecord};
use crate::quantity::Amount;
use crate::temporal::PartialDate;
use crate::text::{SourceFile, TextRange};

use super::value::{FactValue, Value, date_text};

/// A reference table, checked on its own.
///
/// Parents are checked when tables are put together, since a table may hang its subjects below another's.
#[derive(Clone, Debug)]
pub struct ReferenceTable {
    /// The file that it was read from.
    pub file: Arc<SourceFile>,
    /// The CSV file that its subjects were read from, where they are rows: their spans are of that file.
    pub rows: Option<Arc<SourceFile>>,
    /// Its name among tables.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Under which terms it may be copied, where it says so.
    pub license: Option<String>,
    /// When it was last brought up to date.
    pub as_of: PartialDate,
    /// What may be said of its subjects.
    pub attributes: Vec<Attribute>,
    /// Endings that leave a name the same subject (`Instruct`).
    pub name_suffixes: Vec<NameSuffix>,
    /// Where its facts come from.
    pub sources: Vec<Source>,
    /// Its subjects, those that `variants` lists included, in the order written.
    pub entities: Vec<Entity>,
}

/// An ending of names that does not make another subject: `Instruct` in `Llama 2 7B Instruct`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSuffix {
    /// The ending in lower case.
    pub text: String,
    /// Whether it counts after a hyphen or underscore only: `gemma-7b-it`, but not `Gemma 7B it`.
    pub hyphen_only: bool,
}

/// Something that may be said of a subject.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its key, such as `parameters`.
    pub key: Arc<str>,
    /// Bytes of the key in the table's file.
    pub key_range: TextRange,
    /// What its values are.
    pub dimension: Dimension,
    /// The unit of its values: an ISO 4217 code for money, a unit's name otherwise (`parameter`, `token`).
    pub unit: Option<String>,
    /// Its name for people, per language; the key stands in where there is none.
    pub labels: Vec<(String, String)>,
    /// Words that mark it beside a value.
    pub phrases: Vec<Phrase>,
    /// The values of an enumeration.
    pub terms: Vec<Term>,
    /// How far a claim may differ from a fact.
    pub tolerance: Tolerance,
    /// How a name states this attribute: `{size}` for `Gemma 7B`, `A{size}` for `Qwen3-30B-A3B`. The size in a
    /// subject's own name is always accepted.
    pub nominal_in_name: Option<String>,
    /// Whether whoever runs the subject chooses the value (a context window up to the model's own): another value than
    /// the fact's is then a setting, and only a slip of scale is held against a text.
    pub is_settable: bool,
    /// The least and the greatest value that any subject can have; `reference check` reports facts outside.
    pub range: Option<ValueRange>,
}

/// Bounds of values, both included; an end that is `None` is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueRange {
    /// The least value.
    pub low: Option<Value>,
    /// The greatest value.
    pub high: Option<Value>,
}

/// What the values of an attribute are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// A whole number of things.
    Count,
    /// A number in a unit, with decimals.
    Quantity,
    /// An amount of money.
    Money,
    /// A day, a month or a year.
    Date,
    /// The days from one date to another, both included.
    DateRange,
    /// A length of time.
    Duration,
    /// One of a closed set of terms.
    Enumeration,
    /// Another subject, by its id: who founded an organisation, who bought it.
    Subject,
}

impl Dimension {
    /// Every dimension.
    pub const ALL: [Self; 8] = [
        Self::Count,
        Self::Quantity,
        Self::Money,
        Self::Date,
        Self::DateRange,
        Self::Duration,
        Self::Enumeration,
        Self::Subject,
    ];

    /// Returns the name in tables, such as `date-range`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Count => "count",
            Self::Quantity => "quantity",
            Self::Money => "money",
            Self::Date => "date",
            Self::DateRange => "date-range",
            Self::Duration => "duration",
            Self::Enumeration => "enumeration",
            Self::Subject => "subject",
        }
    }
}

/// A word or phrase that marks an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// The phrase as written in the table.
    pub text: String,
    /// The language that it belongs to, such as `zh`.
    pub language: String,
    /// Where it stands.
    pub role: PhraseRole,
}

/// Where a phrase stands and what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PhraseRole {
    /// Names the attribute on either side of a value: `参数量为{v}`, `{v}参数`.
    Noun,
    /// Names it before a value only: `trained on {v}`.
    Before,
    /// Names it after a value only: `{v} active`.
    After,
    /// Names it after a value that is written with a letter of scale, and after no other: `70B model`, `260B模型`, but
    /// not `100 models`.
    AfterSize,
    /// Tells an event that the value belongs to, on either side of it: `{v}发布`, `released in {v}`.
    Verb,
    /// Tells an event of what stands before it and of nothing else: `Python 3.8停止支持`; in `Django 5.0停止支持Python
    /// 3.9` it is no event of Python.
    IntransitiveVerb,
    /// With a length of time says how long ago the date was: `加入微软{v}`, `been at Microsoft for {v}`, `{v}-year-old`.
    Since,
    /// Looks like the attribute and is not: `非嵌入参数`, `超参数`. Hides the shorter phrase inside it.
    Excluded,
}

/// One value of an enumeration.
#[derive(Clone, Debug)]
pub struct Term {
    /// Its key, such as `acquisition`.
    pub key: Arc<str>,
    /// Its name for people, per language.
    pub labels: Vec<(String, String)>,
    /// Words that state it; all of role [`PhraseRole::Verb`].
    pub phrases: Vec<Phrase>,
    /// Keys of the terms that may be said of a subject that this one holds of: whoever bought a company may have
    /// invested in it too.
    pub allows: Vec<Arc<str>>,
}

/// How far a claim may differ from a fact and still agree.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tolerance {
    /// As a share of the fact: 0.06 for 6 %.
    pub relative: Decimal,
    /// In days.
    pub days: u32,
}

/// Where a fact comes from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its key in the table.
    pub key: Arc<str>,
    /// Bytes of the key in the table's file.
    pub key_range: TextRange,
    /// Its title.
    pub title: String,
    /// Where it can be read on the web.
    pub url: Option<String>,
    /// A place in a data set, where there is no address.
    pub locator: Option<String>,
    /// When it was published.
    pub published: Option<PartialDate>,
    /// When it was read.
    pub accessed: Option<PartialDate>,
    /// Sources of one group count as one when sources are counted: ten repeats of one scoop. The key where not given.
    pub group: Arc<str>,
}

/// A subject of claims: a model, a deal, an event, a person.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its key, unique among all tables in use.
    pub id: Arc<str>,
    /// Bytes of the id, or of the entry in `variants` that made this entity.
    pub id_range: TextRange,
    /// Its name for people.
    pub name: String,
    /// What it is, such as `model` or `family`, where the table says so.
    pub kind: Option<String>,
    /// Every name that it goes by, its own name first. Spellings are derived from them.
    pub aliases: Vec<Alias>,
    /// Names that look like it and belong to nobody in the tables: they hide the shorter alias inside them.
    pub not_aliases: Vec<Alias>,
    /// Whether a name must be written with the very capitals of the table (`PaLM`, not `palm`); one with a digit may be an
    /// identifier in any case instead (`bloom-176b`, not `bloom 176b`).
    pub is_exact_case: bool,
    /// Id of the family or series that it belongs to, and the bytes of that id.
    pub parent: Option<(Arc<str>, TextRange)>,
    /// Id of the variant that the bare name mostly means, and the bytes of that id.
    pub default_variant: Option<(Arc<str>, TextRange)>,
    /// What is known of it.
    pub facts: Vec<Fact>,
}

/// A name of an entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// As written in the table.
    pub text: String,
    /// Bytes of the table's file.
    pub range: TextRange,
}

/// One thing that is known of an entity.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Key of the attribute.
    pub attribute: Arc<str>,
    /// Bytes of the whole fact in the table's file.
    pub range: TextRange,
    /// What it is; nothing where it is undisclosed.
    pub value: FactValue,
    /// How sure it is.
    pub status: Status,
    /// When it was true or was looked up.
    pub as_of: Option<PartialDate>,
    /// First day on which it held.
    pub valid_from: Option<PartialDate>,
    /// First day on which it no longer held.
    pub valid_until: Option<PartialDate>,
    /// Where it comes from: indices into the table's sources, at least one.
    pub sources: Vec<usize>,
    /// What a reader should know of it.
    pub note: Option<String>,
    /// The place in the repository that the value was read from, where it is bound to one: it holds for the tree as it is
    /// now, so it is not held against a document that is dated, unless `valid_from` says since when.
    pub binding: Option<Arc<str>>,
}

/// How sure a fact is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Stated by who must know it, or agreed by independent sources.
    #[default]
    Confirmed,
    /// Reported by the press.
    Reported,
    /// Said without a source that stands for it.
    Rumoured,
    /// Withheld by who must know it; rumours may stand beside it.
    Undisclosed,
}

impl Status {
    /// Returns `confirmed`, `reported`, `rumoured` or `undisclosed`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Reported => "reported",
            Self::Rumoured => "rumoured",
            Self::Undisclosed => "undisclosed",
        }
    }
}

impl Fact {
    /// Returns whether the fact holds on `day`: on or after `valid_from`, before `valid_until`.
    pub fn is_valid_on(&self, day: chrono::NaiveDate) -> bool {
        let is_of_now = self.binding.is_some() && self.valid_from.is_none();
        if is_of_now && !self.value.values().all(|value| value.as_date().is_some()) {
            return false;
        }
        let starts = self.valid_from.and_then(first_day).is_none_or(|first| first <= day);
        let ends = self.valid_until.and_then(first_day).is_some_and(|first| first <= day);
        starts && !ends
    }
}

impl ValueRange {
    /// Returns whether a value lies between the ends; a value of another kind does.
    pub fn contains(&self, value: &Value) -> bool {
        let is_below = |one: &Option<Value>, other: &Value| match (one, other) {
            (Some(Value::Amount(one)), Value::Amount(other)) => one.value <= other.value,
            (Some(Value::Date(one)), Value::Date(other)) => first_day(*one) <= first_day(*other),
            _ => true,
        };
        let is_above = |one: &Option<Value>, other: &Value| match (one, other) {
            (Some(Value::Amount(one)), Value::Amount(other)) => other.value <= one.value,
            // An end such as `2030` is the whole year.
            (Some(Value::Date(one)), Value::Date(other)) => {
                let length = |date: &PartialDate| (date.month.is_some(), date.day.is_some());
                let cut = PartialDate {
                    year: other.year,
                    month: other.month.filter(|_| length(one).0),
                    day: other.day.filter(|_| length(one).1),
                };
                first_day(cut) <= first_day(*one)
            }
            _ => true,
        };
        is_below(&self.low, value) && is_above(&self.high, value)
    }
}

impl Attribute {
    /// Returns the name for people in `language`, or in English, or else the key.
    pub fn label(&self, language: &str) -> &str {
        let of = |wanted: &str| self.labels.iter().find(|(language, _)| language == wanted);
        of(language).or_else(|| of("en")).map_or(&self.key, |(_, label)| label)
    }

    /// Returns the term with this key.
    pub fn term(&self, key: &str) -> Option<&Term> {
        self.terms.iter().find(|term| &*term.key == key)
    }
}

impl Entity {
    /// Returns the sizes that the entity's own names state for `attribute`: 7 billion for `Gemma 7B`.
    ///
    /// Empty where the attribute is not one that names state. `8x7B` states none.
    pub fn nominal_amounts(&self, attribute: &Attribute) -> Vec<Amount> {
        let Some(pattern) = &attribute.nominal_in_name else { return Vec::new() };
        let mut amounts: Vec<Amount> = Vec::new();
        for alias in &self.aliases {
            amounts.extend(super::value::sizes_in_name(&alias.text, pattern));
        }
        amounts.sort_by_key(|amount| amount.value);
        amounts.dedup();
        amounts
    }
}

impl ReferenceTable {
    /// Returns the sources of a fact of this table, in the order written.
    pub fn sources_of<'a>(&'a self, fact: &'a Fact) -> impl Iterator<Item = &'a Source> {
        fact.sources.iter().map(|index| &self.sources[*index])
    }

    /// Returns the number of independent sources of a fact of this table: those of one group count once.
    pub fn source_group_count(&self, fact: &Fact) -> usize {
        let mut groups: Vec<&str> = self.sources_of(fact).map(|source| &*source.group).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.len()
    }

    /// Returns a fact of this table as evidence for a diagnostic.
    pub fn evidence(&self, entity: &Entity, fact: &Fact) -> EvidenceItem {
        EvidenceItem {
            subject: entity.name.clone(),
            attribute: fact.attribute.to_string(),
            value: fact.value.describe(self.unit_of(&fact.attribute)),
            status: fact.status.as_str(),
            as_of: fact.as_of.map(|date| date_text(&date)),
            sources: self.sources_of(fact).map(Source::record).collect(),
            note: fact.note.clone(),
        }
    }

    /// Returns the attribute with this key, as this table declares it.
    pub fn attribute(&self, key: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| &*attribute.key == key)
    }

    /// Returns the entity with this id.
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        self.entities.iter().find(|entity| &*entity.id == id)
    }

    /// Returns every value of every fact of `attribute` of an entity of this table.
    pub fn values<'a>(&'a self, entity: &'a Entity, attribute: &'a str) -> impl Iterator<Item = &'a Value> {
        entity.facts.iter().filter(move |fact| &*fact.attribute == attribute).flat_map(|fact| fact.value.values())
    }

    fn unit_of(&self, attribute: &str) -> Option<&str> {
        self.attribute(attribute).and_then(|attribute| attribute.unit.as_deref())
    }
}

impl Source {
    /// Returns the source as it is shown: its date is that of publication, or else of access.
    pub fn record(&self) -> SourceRecord {
        SourceRecord {
            title: self.title.clone(),
            locator: self.url.clone().or_else(|| self.locator.clone()),
            date: self.published.or(self.accessed).map(|date| date_text(&date)),
        }
    }
}

/// Returns the first day of a date that may lack its day or month; `None` for one without a year.
pub(crate) fn first_day(date: PartialDate) -> Option<chrono::NaiveDate> {
    chrono::NaiveDate::from_ymd_opt(date.year?, date.month.unwrap_or(1), date.day.unwrap_or(1))
}
