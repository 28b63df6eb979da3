//! The output formats, and what sets them apart from outside.

use super::azure::AzureWriter;
use super::checkstyle::CheckstyleWriter;
use super::concise::ConciseWriter;
use super::github::GithubWriter;
use super::gitlab::GitlabWriter;
use super::json::JsonWriter;
use super::jsonl::JsonLinesWriter;
use super::junit::JunitWriter;
use super::markdown::MarkdownWriter;
use super::pretty::{Links, PrettyWriter};
use super::rdjson::{RdjsonLinesWriter, RdjsonWriter};
use super::sarif::SarifWriter;
use super::{Style, Writer};

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The text at fault, labelled, with evidence and fix: for people.
    Pretty,
    /// One line a finding, `path:line:column: level[rule] message`: for editors and `grep`.
    Concise,
    /// One JSON object: for programs.
    Json,
    /// One JSON object a line, each finding as soon as its document is done.
    Jsonl,
    /// SARIF 2.1.0: for code scanning.
    Sarif,
    /// Workflow commands of GitHub Actions: annotations of a pull request.
    Github,
    /// The Code Quality report of GitLab.
    Gitlab,
    /// JUnit XML: a suite for each document.
    Junit,
    /// Checkstyle XML.
    Checkstyle,
    /// The Reviewdog Diagnostic Format, as one JSON object.
    Rdjson,
    /// The Reviewdog Diagnostic Format, as JSON Lines.
    Rdjsonl,
    /// Logging commands of Azure Pipelines.
    Azure,
    /// A summary in Markdown: for a job summary or a comment.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 13] = [
        Self::Pretty,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
        Self::Rdjsonl,
        Self::Azure,
        Self::Markdown,
    ];

    /// Returns the name that selects the format.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pretty => "pretty",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
            Self::Rdjsonl => "rdjsonl",
            Self::Azure => "azure",
            Self::Markdown => "markdown",
        }
    }

    /// Returns whether people read it line by line in a window: why a run could not begin is then an error message, and
    /// no part of the output.
    pub const fn is_for_people(self) -> bool {
        matches!(self, Self::Pretty | Self::Concise)
    }

    /// Returns whether it shows what became of each claim.
    pub const fn shows_coverage(self) -> bool {
        matches!(self, Self::Pretty | Self::Concise | Self::Json | Self::Jsonl)
    }

    /// Returns what writes it.
    pub(super) fn writer(self, style: Style, links: Option<Links>) -> Box<dyn Writer> {
        match self {
            Self::Pretty => Box::new(PrettyWriter::new(style, links)),
            Self::Concise => Box::new(ConciseWriter { language: style.language }),
            Self::Json => Box::new(JsonWriter::default()),
            Self::Jsonl => Box::new(JsonLinesWriter),
            Self::Sarif => Box::new(SarifWriter::default()),
            Self::Github => Box::new(GithubWriter),
            Self::Gitlab => Box::new(GitlabWriter::default()),
            Self::Junit => Box::new(JunitWriter::new(style.language)),
            Self::Checkstyle => Box::new(CheckstyleWriter::default()),
            Self::Rdjson => Box::new(RdjsonWriter::default()),
            Self::Rdjsonl => Box::new(RdjsonLinesWriter),
            Self::Azure => Box::new(AzureWriter),
            Self::Markdown => Box::new(MarkdownWriter::new(style.language)),
        }
    }
}
