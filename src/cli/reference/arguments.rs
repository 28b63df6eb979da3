//! What can be said after `factlint reference`.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use crate::cli::arguments::{Colour, FailOn, parse_date};
use crate::render::Format;

#[derive(Debug, Args)]
pub(in crate::cli) struct ReferenceArguments {
    #[command(subcommand)]
    pub(super) command: ReferenceCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ReferenceCommand {
    /// Checks reference tables: names that collide, unused sources, values out of range, stale and disputed facts.
    Check(CheckTables),
    /// Shows what the tables know of a subject; without a name, lists the tables.
    Show(ShowArguments),
    /// Drafts a table from what documents say of subjects that no table knows, and prints it as YAML.
    Draft(DraftArguments),
    /// Prints the JSON Schema of tables.
    Schema,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 a table cannot be used.")]
pub(super) struct CheckTables {
    /// Files of tables (YAML, JSON, or CSV with its description beside it), or names of tables in use [default: those of
    /// the configuration, and those that ship with factlint].
    #[arg(value_name = "TABLE")]
    pub(super) tables: Vec<PathBuf>,

    /// The day that counts as today; without it nothing is stale.
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) today: Option<NaiveDate>,

    /// How findings are written.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub(super) format: Format,

    /// The configuration, instead of the nearest factlint.yaml.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Whether to colour the output.
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(super) color: Colour,

    /// The least level that makes the exit code 1.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "LEVEL")]
    pub(super) fail_on: FailOn,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 shown; 2 no such subject, or a table cannot be used.")]
pub(super) struct ShowArguments {
    /// A name in any spelling that a text may use, or the id of a subject.
    #[arg(value_name = "NAME", conflicts_with = "list")]
    pub(super) name: Option<String>,

    /// Lists the tables with their counts.
    #[arg(long)]
    pub(super) list: bool,

    /// How it is written.
    #[arg(long, value_enum, default_value_t = ShowFormat::Pretty)]
    pub(super) format: ShowFormat,

    /// The configuration, instead of the nearest factlint.yaml.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 all documents were read; 1 some could not be read; 2 the run could not be completed."
)]
pub(super) struct DraftArguments {
    /// Files and folders; folders are searched for .md, .markdown and .mdx.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// The name of the table.
    #[arg(long, value_name = "NAME", default_value = "draft")]
    pub(super) table: String,

    /// The day that counts as today [default: today by the system's clock].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) today: Option<NaiveDate>,

    /// The configuration, instead of the nearest factlint.yaml.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShowFormat {
    /// Text, for people.
    Pretty,
    /// One JSON object, for programs.
    Json,
}
