//! Files: finding, reading, checking and fixing them. The only module that touches the disk.
//!
//! Main types: [`Discovery`] (which documents), [`Projects`] (under which configuration and tables), [`run`](fn@run) (all
//! of them, in parallel, in order of path). Every file that could not be read or checked yields a finding: a run that
//! left something out never looks clean. Knows nothing of arguments, output formats or exit codes.

#![expect(clippy::disallowed_methods, reason = "this is the module that touches files")]

mod baseline;
mod cache;
mod changes;
mod configurations;
mod corpus;
mod discover;
mod encoding;
mod generator;
#[cfg(feature = "git")]
mod git;
mod ignore_files;
mod ignored_claims;
mod inputs;
mod json_schemas;
mod lines;
mod output_file;
mod packs;
mod pages;
mod panics;
mod problems;
mod project;
mod read;
mod run;
mod survey;
mod table_files;
mod tables;
mod watch;
mod write;

pub use baseline::{BaselineFile, Baselines, DocumentBaseline};
pub(crate) use baseline::{path_from, place_of_new_baseline, write_baseline};
pub use cache::Cache;
pub(crate) use cache::{Cleaned, clean as clean_cache};
pub use changes::Changes;
pub use configurations::ConfigurationChoice;
pub use corpus::Corpora;
pub use discover::{Discovery, Excluded, Place, Target, discover, discover_for, leave_out, standard_input};
pub(crate) use generator::{Sighting, detect, write_new, write_over};
pub use ignored_claims::IgnoredClaims;
pub(crate) use lines::{Line, open_lines};
pub(crate) use output_file::OutputFile;
pub(crate) use pages::write_pages;
pub(crate) use panics::catch as catch_panic;
pub use panics::remember_panics;
pub(crate) use problems::reason;
pub use problems::{Incomplete, is_incomplete};
pub(crate) use project::shown_name;
pub use project::{Project, Projects, current_configuration, document_path};
pub(crate) use read::read;
pub(crate) use run::STACK_BYTES;
pub use run::{FixOptions, FixReport, RunOptions, recover_saves, run, run_fixes};
pub(crate) use survey::{Survey, survey};
pub(crate) use tables::read_table;
pub(crate) use watch::{Debounce, Watch};

use crate::diagnostic::InvalidInput;
use crate::message::Message;

/// Why a run cannot begin.
#[derive(Debug, thiserror::Error)]
pub enum WorkspaceError {
    /// Something that was asked for cannot be had; the message says what, and the help what to do.
    #[error("{}", message.english())]
    Usage {
        /// One clause, lower case, no period.
        message: Message,
        /// What to do.
        help: Message,
    },
    /// A configuration or tables that cannot be used.
    #[error("{}", inputs.first().map_or_else(String::new, ToString::to_string))]
    Invalid {
        /// The files at fault, at least one.
        inputs: Vec<InvalidInput>,
    },
}

impl WorkspaceError {
    /// Makes a usage error.
    pub(crate) fn usage(message: impl Into<Message>, help: impl Into<Message>) -> Self {
        Self::Usage { message: message.into(), help: help.into() }
    }
}

/// Returns the names of what is in a folder, in order.
#[cfg(test)]
fn names(folder: &std::path::Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
