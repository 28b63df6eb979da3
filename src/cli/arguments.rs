//! What can be said on the command line.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::diagnostic::Severity;
use crate::render;

/// A content linter and claim checker: a type checker for the facts in prose.
#[derive(Debug, Parser)]
#[command(name = "factlint", version, arg_required_else_help = true, propagate_version = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Checks Markdown files: front matter, dates, and claims against reference tables.
    Check(CheckArguments),
    /// Lists the rules.
    Rules(RulesArguments),
    /// Shows what a rule reports, why, and examples.
    Explain(ExplainArguments),
    /// Prints the numbers, quantities and dates of texts as JSON Lines.
    Extract(ExtractArguments),
}

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 the run could not be completed.")]
pub(super) struct CheckArguments {
    /// Files and folders; folders are searched for .md, .markdown and .mdx; `-` is standard input.
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// The name that standard input has in the output, and that its configuration is looked for by.
    #[arg(long, value_name = "PATH")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// How findings are written.
    #[arg(long, value_enum, default_value_t = Format::Pretty)]
    pub(super) format: Format,

    /// The day that counts as today [default: today by the system's clock].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    pub(super) today: Option<NaiveDate>,

    /// A configuration for all files, instead of the nearest factlint.yaml above each.
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Whether to colour the output.
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(super) color: Colour,

    /// The least level that makes the exit code 1.
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "LEVEL")]
    pub(super) fail_on: FailOn,

    /// How many threads to use [default: as many as the machine runs at once].
    #[arg(long, value_name = "N")]
    pub(super) threads: Option<NonZeroUsize>,
}

#[derive(Debug, Args)]
pub(super) struct RulesArguments {
    /// How the list is written.
    #[arg(long, value_enum, default_value_t = ListFormat::Table)]
    pub(super) format: ListFormat,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArguments {
    /// The rule's name, such as date/impossible-date.
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit codes: 0 done; 2 something could not be read.")]
pub(super) struct ExtractArguments {
    /// Markdown files and folders; `-` is standard input.
    #[arg(value_name = "PATH", default_value = "-")]
    pub(super) paths: Vec<PathBuf>,

    /// Read lines of JSON, each with `id`, `text` and perhaps `reference_date`, and answer each with a line.
    #[arg(long)]
    pub(super) jsonl: bool,

    /// What to print [default: all].
    #[arg(long, value_enum, value_delimiter = ',', value_name = "KIND")]
    pub(super) kinds: Vec<ExtractKind>,

    /// The day, or day and time, that relative dates are counted from.
    #[arg(long, value_name = "DATE")]
    pub(super) reference_date: Option<String>,

    /// How findings in files are written.
    #[arg(long, value_enum, default_value_t = ExtractFormat::Jsonl)]
    pub(super) format: ExtractFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExtractFormat {
    /// One JSON object a line.
    Jsonl,
    /// One line each, for people.
    Pretty,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ExtractKind {
    /// Numbers, ranges of numbers, ordinals.
    Number,
    /// Percentages, money, dimensions, ages, temperatures.
    Quantity,
    /// Dates, times, ranges of them, durations, repetitions.
    Date,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// The text at fault with evidence and fix, for people.
    Pretty,
    /// One line a finding: path:line:column: level[rule] message.
    Concise,
    /// One JSON object, for programs.
    Json,
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

impl From<Format> for render::Format {
    fn from(format: Format) -> Self {
        match format {
            Format::Pretty => Self::Pretty,
            Format::Concise => Self::Concise,
            Format::Json => Self::Json,
        }
    }
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
fn parse_date(text: &str) -> Result<NaiveDate, String> {
    let shape: String =
        text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    if shape != "0000-00-00" {
        return Err("a day is written as 2024-05-09".to_owned());
    }
    text.parse().map_err(|_| "there is no such day".to_owned())
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
