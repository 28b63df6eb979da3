//! The Reviewdog Diagnostic Format: `rdjson`, one object, and `rdjsonl`, one object a line.
//!
//! `reviewdog.proto` at <https://github.com/reviewdog/reviewdog/tree/master/proto/rdf>: columns count bytes of UTF-8, from 1,
//! ends are exclusive. A byte order mark counts, since reviewdog cuts the lines of the file by them.

use serde::Serialize;

use super::json::to_json;
use super::locate::Locator;
use super::wording::sentence;
use super::{Ending, Writer};
use crate::check::FileReport;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{Position, TextRange};

#[derive(Serialize)]
struct DiagnosticOutput<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    source: Source,
    code: Code<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

/// Writes one object.
#[derive(Debug, Default)]
pub(super) struct RdjsonWriter {
    has_begun: bool,
}

/// Writes one object a line.
#[derive(Debug)]
pub(super) struct RdjsonLinesWriter;

impl RdjsonWriter {
    fn begin(&mut self, output: &mut String) {
        if !self.has_begun {
            output.push_str("{\"source\":{\"name\":\"factlint\"},\"diagnostics\":[");
        }
    }
}

impl Writer for RdjsonWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        for diagnostic in diagnostics(report) {
            self.begin(output);
            output.push_str(if self.has_begun { ",\n" } else { "\n" });
            self.has_begun = true;
            output.push_str(&diagnostic);
        }
    }

    fn finish(&mut self, _ending: &Ending<'_>, output: &mut String) {
        self.begin(output);
        output.push_str(if self.has_begun { "\n]}\n" } else { "]}\n" });
    }
}

impl Writer for RdjsonLinesWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        for diagnostic in diagnostics(report) {
            output.push_str(&diagnostic);
            output.push('\n');
        }
    }

    fn finish(&mut self, _ending: &Ending<'_>, _output: &mut String) {}
}

/// Returns each finding of a file as one line of JSON.
fn diagnostics(report: &FileReport) -> impl Iterator<Item = String> {
    let mut locator = Locator::new(&report.file);
    report.diagnostics.iter().map(move |diagnostic| {
        to_json(&DiagnosticOutput {
            message: sentence(diagnostic),
            location: Location { path: report.file.path(), range: range(&mut locator, diagnostic.primary.range) },
            severity: match diagnostic.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            },
            source: Source { name: "factlint" },
            code: Code { value: diagnostic.rule.as_str() },
            suggestions: suggestions(diagnostic, &mut locator),
        })
    })
}

/// Returns the fix as a suggestion. Several suggestions are choices, not parts: a fix in several places cannot be told.
fn suggestions<'a>(diagnostic: &'a Diagnostic, locator: &mut Locator<'_>) -> Vec<Suggestion<'a>> {
    match diagnostic.fix.as_ref().map(|fix| fix.edits.as_slice()) {
        Some([edit]) => vec![Suggestion { range: range(locator, edit.range), text: &edit.content }],
        _ => Vec::new(),
    }
}

fn range(locator: &mut Locator<'_>, range: TextRange) -> Range {
    let (start, end) = locator.span(range);
    Range { start: place(start), end: place(end) }
}

fn place(position: Position) -> Place {
    // Columns of a position begin behind a byte order mark; offsets do not.
    let column = if position.line == 1 { position.byte_offset + 1 } else { position.byte_column };
    Place { line: position.line, column }
}
