//! Findings as text: for people (`pretty`), for a line-based tool (`concise`), for programs and services (the others).
//!
//! Main type: [`Renderer`], fed with one [`FileReport`] at a time. Writes into a `String` and so cannot fail; knows
//! nothing of terminals, files or exit codes. Lines and columns are computed here, from byte ranges, each format in the
//! unit that its readers count in. Whatever comes from documents or names of files is made harmless (`neutral`).

mod azure;
mod baseline;
mod checkstyle;
mod claims;
mod concise;
mod coverage;
mod diff;
mod extract;
mod format;
mod github;
mod gitlab;
mod json;
mod jsonl;
mod junit;
mod localize;
mod locate;
mod markdown;
mod neutral;
mod pretty;
mod rdjson;
mod sarif;
mod statistics;
mod subject;
mod summary;
mod uri;
mod width;
mod wording;
mod xml;

pub(crate) use baseline::baseline_text;
pub use claims::{claims_in_file, claims_table};
pub use diff::{UnifiedDiff, unified_diff};
pub use extract::{found_in_file, found_in_text, found_table};
pub use format::Format;
pub(crate) use json::to_json;
pub(crate) use neutral::{neutral_line, neutral_path};
pub use pretty::Links;
pub use statistics::{statistics_json, statistics_table};
pub(crate) use subject::{subject_json, subject_text, tables_json, tables_text};
pub use summary::{FixSums, summary_sentence};
pub(crate) use summary::{plural, table_sentence};
pub(crate) use width::padded;

use crate::check::{FileReport, Summary};
use crate::message::Language;
use localize::localized;

/// How the output is written: the language of every format, and what the pretty one may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns of the window.
    pub width: usize,
    /// Whether to colour with ANSI sequences.
    pub is_coloured: bool,
    /// The language of all words that are factlint's own.
    pub language: Language,
}

/// Writes one format.
trait Writer: std::fmt::Debug {
    /// Writes the findings of one file; a file without any is given too.
    fn report(&mut self, report: &FileReport, output: &mut String);

    /// Writes what stands at the end.
    fn finish(&mut self, ending: &Ending<'_>, output: &mut String);
}

/// What a run came to.
#[derive(Debug)]
struct Ending<'a> {
    summary: &'a Summary,
    /// The exit code of the program, where there is one.
    exit_code: Option<u8>,
    /// Whether people have asked for findings only.
    is_terse: bool,
}

/// Writes the findings of a run in one format, file by file.
#[derive(Debug)]
pub struct Renderer {
    language: Language,
    writer: Box<dyn Writer>,
    exit_code: Option<u8>,
    is_terse: bool,
}

impl Default for Style {
    /// Plain text in English, 100 columns wide: what is written when the output is not a terminal.
    fn default() -> Self {
        Self { width: 100, is_coloured: false, language: Language::English }
    }
}

impl Renderer {
    /// Makes a renderer.
    pub fn new(format: Format, style: Style) -> Self {
        Self { language: style.language, writer: format.writer(style, None), exit_code: None, is_terse: false }
    }

    /// Makes a renderer whose paths and sources can be clicked, where the format is `pretty`.
    pub fn with_links(format: Format, style: Style, links: Links) -> Self {
        Self { language: style.language, writer: format.writer(style, Some(links)), exit_code: None, is_terse: false }
    }

    /// Sets the exit code that the run will end with, for the formats that tell it.
    pub fn set_exit_code(&mut self, exit_code: u8) {
        self.exit_code = Some(exit_code);
    }

    /// Leaves out the sentence with the sums that the pretty format ends with.
    pub fn leave_out_sums(&mut self) {
        self.is_terse = true;
    }

    /// Writes the findings of one file.
    pub fn report(&mut self, report: &FileReport, output: &mut String) {
        match self.language {
            Language::English => self.writer.report(report, output),
            language => self.writer.report(&localized(report, language), output),
        }
    }

    /// Writes what stands at the end.
    pub fn finish(&mut self, summary: &Summary, output: &mut String) {
        self.writer.finish(&Ending { summary, exit_code: self.exit_code, is_terse: self.is_terse }, output);
    }
}

/// Returns a whole run in one format.
pub fn render(format: Format, style: Style, reports: &[FileReport], summary: &Summary) -> String {
    let mut renderer = Renderer::new(format, style);
    let mut output = String::new();
    for report in reports {
        renderer.report(report, &mut output);
    }
    renderer.finish(summary, &mut output);
    output
}

#[cfg(test)]
mod tests;
