//! Findings as text: for people (`pretty`), for a line-based tool (`concise`), for programs (`json`).
//!
//! Main type: [`Renderer`], fed with one [`FileReport`] at a time. Writes into a `String` and so cannot fail; knows
//! nothing of terminals, files or exit codes. Lines and columns are computed here, from byte ranges.

mod claims;
mod concise;
mod coverage;
mod diff;
mod extract;
mod json;
mod locate;
mod neutral;
mod pretty;
mod statistics;
mod subject;
mod summary;
mod width;

pub use claims::{claims_in_file, claims_table};
pub use diff::unified_diff;
pub use extract::{found_in_file, found_in_text, found_table};
pub(crate) use json::to_json;
pub(crate) use neutral::neutral_line;
pub use statistics::{statistics_json, statistics_table};
pub(crate) use subject::{subject_json, subject_text, tables_json, tables_text};
pub(crate) use summary::table_sentence;
pub use summary::{FixSums, summary_sentence};

use crate::check::{FileReport, Summary};

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The text at fault, labelled, with evidence and fix: for people.
    Pretty,
    /// One line a finding, `path:line:column: level[rule] message`: for editors and `grep`.
    Concise,
    /// One JSON object: for programs.
    Json,
}

/// What the pretty format may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns of the window.
    pub width: usize,
    /// Whether to colour with ANSI sequences.
    pub is_coloured: bool,
}

/// Writes the findings of a run in one format, file by file.
#[derive(Debug)]
pub struct Renderer {
    format: Format,
    style: Style,
    // Whether a finding has been written yet.
    has_begun: bool,
    // What became of the claims of the documents so far, where it stands behind all findings.
    coverage: String,
}

impl Default for Style {
    /// Plain text, 100 columns wide: what is written when the output is not a terminal.
    fn default() -> Self {
        Self { width: 100, is_coloured: false }
    }
}

impl Renderer {
    /// Makes a renderer.
    pub fn new(format: Format, style: Style) -> Self {
        Self { format, style, has_begun: false, coverage: String::new() }
    }

    /// Writes the findings of one file.
    pub fn report(&mut self, report: &FileReport, output: &mut String) {
        if !report.diagnostics.is_empty() {
            match self.format {
                Format::Pretty => pretty::write(report, self.style, output),
                Format::Concise => concise::write(report, output),
                Format::Json => json::write(report, !self.has_begun, output),
            }
            self.has_begun = true;
        }
        let Some(covered) = &report.coverage else { return };
        match self.format {
            Format::Pretty => coverage::table(&report.file, covered, self.style, &mut self.coverage),
            Format::Concise => coverage::lines(&report.file, covered, output),
            Format::Json => {
                if let Some(document) = coverage::json::document(&report.file, covered) {
                    self.coverage.push_str(if self.coverage.is_empty() { "\n" } else { ",\n" });
                    self.coverage.push_str(&document);
                }
            }
        }
    }

    /// Writes what stands at the end.
    pub fn finish(&mut self, summary: &Summary, output: &mut String) {
        match self.format {
            Format::Pretty => {
                output.push_str(&self.coverage);
                if let Some(counts) = summary.coverage.as_ref().filter(|counts| 0 < counts.claims()) {
                    coverage::totals(counts, summary.counts.documents, output);
                }
                output.push_str(&summary_sentence(summary));
                output.push('\n');
            }
            Format::Concise => {}
            Format::Json => json::finish(summary, &self.coverage, !self.has_begun, output),
        }
        self.has_begun = true;
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
