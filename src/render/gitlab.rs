//! The Code Quality report of GitLab: one JSON array.
//!
//! <https://docs.gitlab.com/ci/testing/code_quality/>, a part of the format of Code Climate. Columns count characters, from 1.

use serde::Serialize;

use super::json::to_json;
use super::locate::Locator;
use super::wording::sentence;
use super::{Ending, Writer};
use crate::check::{FileReport, fingerprints};
use crate::diagnostic::Severity;
use crate::text::Position;

#[derive(Serialize)]
struct Issue<'a> {
    r#type: &'static str,
    check_name: &'a str,
    description: String,
    categories: [&'static str; 1],
    severity: &'static str,
    fingerprint: &'a str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    positions: Positions,
}

#[derive(Serialize)]
struct Positions {
    begin: Place,
    end: Place,
}

#[derive(Serialize)]
struct Place {
    line: usize,
    column: usize,
}

/// Writes the array, a line for each finding.
#[derive(Debug, Default)]
pub(super) struct GitlabWriter {
    has_begun: bool,
}

impl Writer for GitlabWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        let mut locator = Locator::new(&report.file);
        let fingerprints = fingerprints(&report.file, &report.diagnostics);
        for (diagnostic, fingerprint) in report.diagnostics.iter().zip(&fingerprints) {
            let (start, end) = locator.span(diagnostic.primary.range);
            let issue = Issue {
                r#type: "issue",
                check_name: diagnostic.rule.as_str(),
                description: sentence(diagnostic),
                categories: ["Bug Risk"],
                severity: match diagnostic.severity {
                    Severity::Error => "major",
                    Severity::Warning => "minor",
                    Severity::Info => "info",
                },
                fingerprint,
                location: Location {
                    path: report.file.path().trim_start_matches("./"),
                    positions: Positions { begin: place(start), end: place(end) },
                },
            };
            output.push_str(if self.has_begun { ",\n" } else { "[\n" });
            self.has_begun = true;
            output.push_str(&to_json(&issue));
        }
    }

    fn finish(&mut self, _ending: &Ending<'_>, output: &mut String) {
        output.push_str(if self.has_begun { "\n]\n" } else { "[]\n" });
    }
}

fn place(position: Position) -> Place {
    Place { line: position.line, column: position.column }
}
