//! The configuration: what a `factlint.yaml` may say, and what follows from it for the rules.
//!
//! Main type: [`Config`]; main functions: [`parse`] and [`resolve`]. Reads text that it is given; does not know where the
//! file was found, nor what the command line says.

mod front_matter;
mod layers;
mod paths;
mod patterns;
mod preset;
mod presets;
mod read;
mod read_limits;
mod read_parts;
mod read_rules;
mod schema;
mod selection;
mod selector;
mod suggest;

pub(crate) use front_matter::json_schema;
pub use front_matter::{FrontMatterConfig, FrontMatterPart, JsonSchemaSource, PathPattern};
pub use layers::{EffectiveRule, Exclusion, Layer, Layers, Origin, Part};
pub use patterns::PathPatterns;
pub(crate) use preset::names as preset_names;
pub(crate) use presets::text as configuration_preset;
pub(crate) use read::problem;
#[cfg(test)]
pub(crate) use read_parts::{FAIL_ON, FORMATS};
pub(crate) use read_rules::unknown_rule;
pub(crate) use schema::schema;
pub use selection::Selection;
pub use selector::Selector;
pub(crate) use selector::groups;
pub(crate) use suggest::nearest;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::diagnostic::InvalidInput;
use crate::settings::{Level, LimitMeta, Limits, OptionValue, Settings};
use crate::text::{SourceFile, TextRange};

/// The names of a configuration file, the first that exists counts.
pub const FILE_NAMES: [&str; 2] = ["factlint.yaml", "factlint.yml"];

/// What a configuration file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Configurations that this one builds on, in their order; a later one wins over an earlier one.
    pub extends: Vec<Placed<Extends>>,
    /// Reference tables of the user, in their order.
    pub tables: Vec<TablePath>,
    /// What it says of rules and groups, in the order written.
    pub rules: Vec<RuleEntry>,
    /// The shape that front matter must have.
    pub front_matter: FrontMatterConfig,
    /// Packs of the user, in their order.
    pub packs: Vec<PackPath>,
    /// Rules and groups that it names and that only a pack of the user can have, each with the place of its name.
    pub pack_rules: Vec<(String, TextRange)>,
    /// Documents that are left out.
    pub exclude: Option<Placed<PathPatterns>>,
    /// The only documents that are not left out.
    pub include: Option<Placed<PathPatterns>>,
    /// The extensions of documents in folders, in lower case and without a dot.
    pub extensions: Option<Placed<Vec<String>>>,
    /// How findings are written.
    pub format: Option<Placed<String>>,
    /// The least level that fails.
    pub fail_on: Option<Placed<String>>,
    /// The language of messages.
    pub lang: Option<Placed<String>>,
    /// Claims that nothing is reported of.
    pub ignored_claims: Vec<IgnoredClaimEntry>,
    /// What holds for documents of some paths; a later one wins over an earlier one.
    pub overrides: Vec<Override>,
    /// How much is taken: keys of [`Limits`] with their values.
    pub limits: Vec<(&'static LimitMeta, Placed<u64>)>,
}

/// A value and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Bytes of the configuration file.
    pub range: TextRange,
}

/// A configuration that another one builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extends {
    /// One that ships with factlint, by its name.
    Preset(String),
    /// A file, relative to the folder of the configuration, with `/`; it may stand above it.
    File(String),
}

/// What a configuration says of one rule or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleEntry {
    /// The name of the rule, or of the group.
    pub name: String,
    /// Whether it is a group.
    pub is_group: bool,
    /// The level.
    pub level: Option<Placed<Level>>,
    /// Options of the rule.
    pub options: Vec<(String, Placed<OptionValue>)>,
}

/// What holds for documents of some paths.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// The paths.
    pub files: PathPatterns,
    /// What it says of rules and groups.
    pub rules: Vec<RuleEntry>,
    /// What it says of front matter.
    pub front_matter: FrontMatterPart,
    /// Claims that nothing is reported of.
    pub ignored_claims: Vec<IgnoredClaimEntry>,
}

/// A claim that nothing is reported of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IgnoredClaimEntry {
    /// Bytes of the whole entry.
    pub range: TextRange,
    /// The subject: its id, or a name of it.
    pub subject: String,
    /// The attribute's key; `None` for any.
    pub attribute: Option<String>,
    /// The value as a text writes it.
    pub value: String,
    /// Why.
    pub reason: String,
    /// The last day on which it counts, and its place.
    pub until: Option<Placed<NaiveDate>>,
}

/// The path of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackPath {
    /// Relative to the folder of the configuration, with `/`, and below it.
    pub path: String,
    /// Bytes of the configuration file.
    pub range: TextRange,
}

/// The path of a reference table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TablePath {
    /// Relative to the folder of the configuration, with `/`, and below it.
    pub path: String,
    /// Bytes of the configuration file.
    pub range: TextRange,
    /// Whether a run that checks no claim with it fails.
    pub is_required: bool,
}

/// Reads a configuration.
///
/// # Errors
/// All problems of the file at once, each at its place.
pub fn parse(file: &Arc<SourceFile>) -> Result<Config, InvalidInput> {
    read::read(file)
}

/// Returns what the rules may ask for, of a document whose path is not known; `workspace` adds the packs of the user.
pub fn resolve(config: &Config, today: NaiveDate) -> Settings {
    resolve_at(config, today, "")
}

/// Returns what the rules may ask for, of the document at `path`: relative to the folder of the configuration, with `/`.
///
/// Configurations that this one extends are not looked at: `workspace` reads them.
pub fn resolve_at(config: &Config, today: NaiveDate, path: &str) -> Settings {
    let file = Arc::new(SourceFile::new(FILE_NAMES[0], ""));
    let folder = Path::new("/");
    let layers = Layers::of_file(file, Some(folder.to_owned()), config.clone());
    layers.settings(&layers.matching(&folder.join(path)), today)
}

impl Config {
    /// Returns the limits that this file sets, over those given.
    pub fn limits(&self, mut below: Limits) -> Limits {
        for (meta, value) in &self.limits {
            *(meta.get_mut)(&mut below) = value.value;
        }
        below
    }

    /// Returns what holds for a path only: whether it is an override, and its number. The path is relative to the folder
    /// of the configuration.
    fn matching(&self, below: &Path) -> Vec<(bool, usize)> {
        let overrides = self.overrides.iter().enumerate().filter_map(|(index, part)| {
            part.files.decide(below, false).is_some_and(|(is_taken, _)| is_taken).then_some((true, index))
        });
        let paths = self.front_matter.matching(below).into_iter().map(|index| (false, index));
        paths.chain(overrides).collect()
    }
}

impl IgnoredClaimEntry {
    /// Returns whether its last day is over.
    pub fn is_expired(&self, today: NaiveDate) -> bool {
        self.until.is_some_and(|until| until.value < today)
    }
}
