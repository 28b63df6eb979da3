//! Data files as one tree: YAML, TOML and JSON, with a byte span for every key and value.
//!
//! Main type: [`Node`]. Front matter, configuration, reference tables and language data are all read through it, so
//! that every message about them stands on the exact key or value. Reading never fails: a text yields as much of a tree
//! as there is, and its [`Problem`]s. Knows nothing of what the data means.

pub use embedded::embedded;
pub use node::{Entry, Node, Problem, ProblemKind, ScalarStyle, Tree, TreeText, Value};
pub use source::{MAXIMUM_BYTES, MAXIMUM_DEPTH};
pub use typed::{DataError, PathPlace, deserialize, follow, invalid_input, problem_diagnostic, read, to_value};

mod compact;
pub mod csv;
mod embedded;
#[cfg(test)]
mod encode;
pub mod json;
mod mapping;
mod node;
mod source;
#[cfg(test)]
mod tests;
pub mod toml;
mod typed;
pub mod yaml;

use crate::text::SourceFile;
use source::Source;

/// Reads a whole data file by the extension of its name; a name with none that is known is read as YAML.
pub fn parse_file(file: &SourceFile) -> Tree {
    let name = file.file_name();
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if extension.eq_ignore_ascii_case("toml") {
        toml::parse(file.text(), file.range())
    } else if extension.eq_ignore_ascii_case("json") {
        json::parse(file.text(), file.range())
    } else {
        yaml::parse(file.text(), file.range())
    }
}
