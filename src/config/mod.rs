//! The configuration: what a `factlint.yaml` may say, and what follows from it for the rules.
//!
//! Main type: [`Config`]; main functions: [`parse`] and [`resolve`]. Reads text that it is given; does not know where the
//! file was found, nor what the command line says.

mod front_matter;
mod paths;
mod preset;
mod read;
mod suggest;

pub(crate) use front_matter::json_schema;
pub use front_matter::{FrontMatterConfig, FrontMatterPart, JsonSchemaSource, PathPattern};
pub(crate) use preset::names as preset_names;
pub(crate) use read::{problem, unknown_rule};
pub(crate) use suggest::nearest;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::diagnostic::InvalidInput;
use crate::settings::{RuleSettings, Settings};
use crate::text::{SourceFile, TextRange};

/// The names of a configuration file, the first that exists counts.
pub const FILE_NAMES: [&str; 2] = ["factlint.yaml", "factlint.yml"];

/// What a configuration file says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// Reference tables of the user, in their order.
    pub tables: Vec<TablePath>,
    /// What it says of each rule that it names.
    pub rules: BTreeMap<String, RuleSettings>,
    /// The shape that front matter must have.
    pub front_matter: FrontMatterConfig,
    /// Packs of the user, in their order.
    pub packs: Vec<PackPath>,
    /// Rules that it names and that only a pack of the user can have, each with the place of its name.
    pub pack_rules: Vec<(String, TextRange)>,
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
    Settings {
        today: today.into(),
        rules: config.rules.clone(),
        front_matter: config.front_matter.schema(&[]),
        packs: Vec::new(),
    }
}

/// Returns what the rules may ask for, of the document at `path`: relative to the folder of the configuration, with `/`.
pub fn resolve_at(config: &Config, today: NaiveDate, path: &str) -> Settings {
    let matching = config.front_matter.matching(path);
    Settings { front_matter: config.front_matter.schema(&matching), ..resolve(config, today) }
}
