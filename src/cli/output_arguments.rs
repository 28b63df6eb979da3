//! What can be said about the output: format, files, colour, links, how much.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use super::arguments::Colour;
use crate::config::nearest;
use crate::render::Format;

#[derive(Clone, Debug, Args)]
#[command(next_help_heading = "Output")]
pub(super) struct OutputArguments {
    /// How findings are written [default: pretty; in GitHub Actions and Azure Pipelines with their annotations behind it].
    #[arg(long, value_enum, value_name = "FORMAT", env = "FACTLINT_FORMAT", hide_env_values = true)]
    pub(super) format: Option<Format>,

    /// Writes the output to a file instead of standard output; `sarif:FILE` writes another format besides. Can be given
    /// several times.
    #[arg(long, short = 'o', value_name = "[FORMAT:]FILE", value_parser = parse_output)]
    pub(super) output: Vec<OutputPath>,

    /// Whether to colour the output.
    #[arg(long, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(super) color: Colour,

    /// Whether paths and sources in the pretty format can be clicked.
    #[arg(long, value_enum, default_value_t = Hyperlinks::Auto, value_name = "WHEN")]
    pub(super) hyperlinks: Hyperlinks,

    /// Prints findings and errors only: no sums, no notes, no progress.
    #[arg(long, short, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Says on standard error what is used and done: configurations, tables, documents, times.
    #[arg(long, short)]
    pub(super) verbose: bool,
}

/// A file to write to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OutputPath {
    /// Its own format; without one it gets what standard output would get.
    pub(super) format: Option<Format>,
    pub(super) path: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Hyperlinks {
    /// Where the output is a terminal that is known to have them.
    Auto,
    /// Also into a pipe or file.
    Always,
    /// Not at all.
    Never,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()).help(match self {
            Self::Pretty => "The text at fault with evidence and fix, for people",
            Self::Concise => "One line a finding: path:line:column: level[rule] message",
            Self::Json => "One JSON object, for programs",
            Self::Jsonl => "One JSON object a line, each as soon as it is known",
            Self::Sarif => "SARIF 2.1.0, for code scanning",
            Self::Github => "Workflow commands of GitHub Actions",
            Self::Gitlab => "The Code Quality report of GitLab",
            Self::Junit => "JUnit XML",
            Self::Checkstyle => "Checkstyle XML",
            Self::Rdjson => "The Reviewdog Diagnostic Format",
            Self::Rdjsonl => "The Reviewdog Diagnostic Format, one object a line",
            Self::Azure => "Logging commands of Azure Pipelines",
            Self::Markdown => "A summary in Markdown, for a job summary or a comment",
        }))
    }
}

/// Reads `FILE` or `FORMAT:FILE`; a file whose own name begins so is written `./json:a`.
fn parse_output(text: &str) -> Result<OutputPath, String> {
    let names = Format::ALL.map(Format::as_str);
    if let Some((name, path)) = text.split_once(':') {
        if let Some(format) = Format::ALL.into_iter().find(|format| format.as_str() == name) {
            return whole(Some(format), path);
        }
        // One letter is a drive of Windows, and who writes `./` means a file.
        let is_name = 1 < name.len() && name.bytes().all(|byte| byte.is_ascii_alphabetic());
        if is_name && let Some(guess) = nearest(name, names) {
            return Err(format!(
                "there is no format `{name}`: did you mean `{guess}`? a file of this name is written `./{text}`"
            ));
        }
    }
    whole(None, text)
}

fn whole(format: Option<Format>, path: &str) -> Result<OutputPath, String> {
    match path {
        "" => Err("the name of the file is missing".to_owned()),
        "-" => Err("standard output is where `--format` writes; give the name of a file here".to_owned()),
        path => Ok(OutputPath { format, path: PathBuf::from(path) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_may_stand_before_the_file() {
        let output = |format, path: &str| Ok(OutputPath { format, path: PathBuf::from(path) });
        assert_eq!(parse_output("a.json"), output(None, "a.json"));
        assert_eq!(parse_output("sarif:out/a b.sarif"), output(Some(Format::Sarif), "out/a b.sarif"));
        assert_eq!(parse_output("json:a:b"), output(Some(Format::Json), "a:b"));
        assert_eq!(parse_output("./json:a"), output(None, "./json:a"));
        assert_eq!(parse_output("C:\\out.txt"), output(None, "C:\\out.txt"));
        assert!(parse_output("sarf:a").unwrap_err().contains("did you mean `sarif`?"));
        assert!(parse_output("json:").is_err() && parse_output("-").is_err());
    }
}
