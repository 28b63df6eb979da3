//! What can be said on the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::baseline::{BaselineArguments, BaselineOptions};
use super::cache::{CacheArguments, CacheCommands};
use super::config::ConfigArguments;
use super::generate::{CompletionsArguments, ManArguments};
use super::output_arguments::OutputArguments;
use super::reference::ReferenceArguments;
use super::selecting::{SelectingArguments, ShowingArguments};
use super::watch::WatchArguments;
use crate::config::{nearest, preset_names};
use crate::diagnostic::Severity;
use crate::extract::{Kind, parse_moment};
use crate::message::Language;

/// The heading of the arguments that say how a run goes.
pub(super) const RUN: &str = "Running";

/// Where to start, beneath the help of factlint itself.
const START: &str = "\
Start with `factlint check` in the folder of your documents: it needs no configuration.
`factlint init` writes one, and `factlint explain RULE` tells what a finding means.";

/// What the commonest runs look like, beneath the long help of `check`.
const EXAMPLES: &str = "\
Examples:
  factlint check                       everything below the current folder
  factlint check posts README.md       a folder and a file
  factlint check --diff                what --fix would change
  factlint check --select claim,error  the findings of one group, and all errors
  factlint check --only-changed        what your changes since the last commit touch

Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 the run could not be completed.";

/// A content linter and claim checker: a type checker for the facts in prose.
#[derive(Debug, Parser)]
#[command(name = "factlint", version, arg_required_else_help = true, propagate_version = true, after_help = START)]
pub(super) struct Arguments {
    /// The language of messages and help [default: `lang` of the configuration, else English].
    #[arg(long, value_enum, value_name = "LANGUAGE", global = true)]
    pub(super) lang: Option<Language>,

    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Checks Markdown files: front matter, dates, and claims against reference tables.
    Check(CheckArguments),
    /// Records the present findings in factlint-baseline.json, so that `check` reports new ones only.
    Baseline(BaselineArguments),
    /// Writes a factlint.yaml that fits the documents that are found.
    Init(InitArguments),
    /// Shows what is configured for a document and where; prints the JSON Schema of configurations.
    Config(ConfigArguments),
    /// Lists the rules.
    Rules(RulesArguments),
    /// Shows what a rule reports and why, with examples; without a rule, the groups.
    Explain(ExplainArguments),
    /// Prints the numbers, quantities, dates and claims of documents, or of lines of JSON.
    Extract(ExtractArguments),
    /// Checks reference tables, shows what they know, drafts one, prints their JSON Schema.
    Reference(ReferenceArguments),
    /// Prints where the results of earlier runs are kept, or removes them.
    Cache(CacheCommands),
    /// Prints the completions for a shell.
    Completions(CompletionsArguments),
    /// Prints a manual page, for `man -l -`.
    Man(ManArguments),
}

#[derive(Clone, Debug, Args)]
#[command(
    after_help = "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 the run could not be completed.",
    after_long_help = EXAMPLES
)]
pub(super) struct CheckArguments {
    /// Files and folders; folders are searched for .md, .markdown and .mdx; `-` is standard input.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// The name that standard input has in the output, and that its configuration is looked for by.
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Where and how findings are written.
    #[command(flatten)]
    pub(super) output: OutputArguments,

    /// Applies the safe fixes to the files; of standard input, prints the fixed text.
    #[arg(long, help_heading = "Fixing")]
    pub(super) fix: bool,

    /// With --fix or --diff: also applies fixes that may change what a text says.
    #[arg(long, help_heading = "Fixing")]
    pub(super) unsafe_fixes: bool,

    /// Prints what --fix would change, and changes nothing.
    #[arg(long, help_heading = "Fixing")]
    pub(super) diff: bool,

    /// The day that counts as today [default: today by the system's clock].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date, help_heading = RUN)]
    pub(super) today: Option<NaiveDate>,

    /// A configuration for all files, instead of the nearest factlint.yaml above each.
    #[arg(long, value_name = "FILE", help_heading = RUN)]
    pub(super) config: Option<PathBuf>,

    /// The least level that makes the exit code 1.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "LEVEL", help_heading = RUN)]
    pub(super) fail_on: FailOn,

    /// How many threads to use [default: as many as the machine runs at once].
    #[arg(long, value_name = "N", env = "FACTLINT_THREADS", hide_env_values = true, help_heading = RUN)]
    pub(super) threads: Option<NonZeroUsize>,

    /// Lists every claim with its verdict, or with the reason why it was not checked, and counts them.
    #[arg(long, help_heading = RUN)]
    pub(super) coverage: bool,

    #[command(flatten)]
    pub(super) cache: CacheArguments,

    #[command(flatten)]
    pub(super) watch: WatchArguments,

    #[command(flatten)]
    pub(super) selecting: SelectingArguments,

    #[command(flatten)]
    pub(super) showing: ShowingArguments,

    #[command(flatten)]
    pub(super) baseline: BaselineOptions,
}

#[derive(Debug, Args)]
pub(super) struct InitArguments {
    /// The folder of the site; its factlint.yaml is written there.
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(super) folder: PathBuf,

    /// The generator, instead of the one that is found.
    #[arg(long, value_name = "NAME", value_parser = parse_preset)]
    pub(super) preset: Option<String>,

    /// Writes no JSON Schema beside the configuration, and no line that names it to editors.
    #[arg(long)]
    pub(super) no_schema: bool,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// How the list is written.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(super) format: ListFormat,

    /// Writes a page in Markdown on each rule, and an index, into a folder; earlier pages that are out of date are removed.
    #[arg(long, value_name = "FOLDER", conflicts_with = "format")]
    pub(super) pages: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// A rule such as date/impossible-date, or a group such as date [default: lists the groups].
    #[arg(value_name = "RULE")]
    pub(super) rule: Option<String>,

    /// Whether to colour the output.
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(super) color: Colour,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 all input was read; 1 input was passed over (a bad line, a file that is not UTF-8); \
    2 the run could not be completed."
)]
pub(super) struct ExtractArguments {
    /// Files and folders; folders are searched for .md, .markdown and .mdx; `-` is standard input [default: the current
    /// folder; with --jsonl, standard input].
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,

    /// Reads lines of JSON, {"id", "text", "reference_date"?}, and answers each with {"id", "found"}; the text is plain.
    #[arg(long)]
    pub(super) jsonl: bool,

    /// Prints claims: whose value of what each number and date is, one JSON object a document.
    #[arg(long, conflicts_with_all = ["jsonl", "kinds", "reference_date"])]
    pub(super) claims: bool,

    /// What to look for: number, money, percent, date, …; a kind stands for its ranges too [default: everything].
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = parse_kind)]
    pub(super) kinds: Vec<Kind>,

    /// The day that relative dates are counted from [default: the date of the document, or of the line].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_reference_date)]
    pub(super) reference_date: Option<NaiveDateTime>,

    /// How what is found in documents is written.
    #[arg(long, value_enum, default_value_t = ExtractFormat::Jsonl)]
    pub(super) format: ExtractFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExtractFormat {
    /// One JSON object a line for each thing found, for programs.
    Jsonl,
    /// A table, for people.
    Pretty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// A table, for people.
    Table,
    /// One JSON object, for programs.
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    /// Where the output is a terminal and NO_COLOR is not set.
    Auto,
    /// Also into a pipe or file.
    Always,
    /// Not at all.
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Only findings of level error.
    Error,
    /// Findings of level warning or error.
    Warning,
    /// Every finding.
    Info,
    /// No finding; files that could not be checked fail all the same.
    Never,
}

impl FailOn {
    /// Returns the least severity that fails.
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// Reads a date in exactly the form that is asked for: chrono alone would also take `24-5-9` as the year 24.
pub(super) fn parse_date(text: &str) -> Result<NaiveDate, String> {
    let shape: String =
        text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    if shape != "0000-00-00" {
        return Err("a day is written as 2024-05-09".to_owned());
    }
    text.parse().map_err(|_| "there is no such day".to_owned())
}

fn parse_reference_date(text: &str) -> Result<NaiveDateTime, String> {
    parse_moment(text).ok_or_else(|| "a day is written as 2024-05-09, a moment as 2024-05-09T17:30:00".to_owned())
}

fn parse_preset(text: &str) -> Result<String, String> {
    if preset_names().any(|name| name == text) {
        return Ok(text.to_owned());
    }
    let guess = nearest(text, preset_names()).map_or_else(String::new, |guess| format!("did you mean `{guess}`? "));
    Err(format!("{guess}the presets are {}", preset_names().collect::<Vec<_>>().join(", ")))
}

fn parse_kind(text: &str) -> Result<Kind, String> {
    let name = text.trim();
    Kind::from_name(name).ok_or_else(|| {
        let names = Kind::ALL.map(Kind::as_str);
        let guess = nearest(name, names).map_or_else(String::new, |guess| format!("did you mean `{guess}`? "));
        format!("{guess}the kinds are {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn only_whole_iso_dates_count() {
        assert!(parse_date("2024-05-09").is_ok());
        for text in ["2024-02-30", "24-05-09", "2024-5-9", " 2024-05-09", "+2024-05-09", "today", "２０２４-05-09"]
        {
            assert!(parse_date(text).is_err(), "{text}");
        }
    }
}
