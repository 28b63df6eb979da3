//! JSON Lines: each finding an object of its own, written when its document is done; the sums of the run in the last line.
//!
//! The objects are those of the `json` format, with `type` and `schema_version` before their other keys.

use serde::Serialize;

use super::json::{DiagnosticOutput, SCHEMA_VERSION, SummaryOutput, diagnostic_output, summary_output, to_json};
use super::locate::Locator;
use super::{Ending, Writer, coverage};
use crate::check::{FileReport, fingerprints};

/// A line.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Line<'a> {
    Diagnostic {
        schema_version: u32,
        #[serde(flatten)]
        diagnostic: Box<DiagnosticOutput<'a>>,
    },
    Coverage {
        schema_version: u32,
        #[serde(flatten)]
        document: coverage::json::DocumentOutput<'a>,
    },
    Summary {
        schema_version: u32,
        #[serde(flatten)]
        summary: SummaryOutput,
    },
}

/// Writes the lines.
#[derive(Debug)]
pub(super) struct JsonLinesWriter;

impl Writer for JsonLinesWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        let mut locator = Locator::new(&report.file);
        let fingerprints = fingerprints(&report.file, &report.diagnostics);
        for (diagnostic, fingerprint) in report.diagnostics.iter().zip(&fingerprints) {
            let diagnostic = Box::new(diagnostic_output(&report.file, diagnostic, fingerprint, &mut locator));
            push(&Line::Diagnostic { schema_version: SCHEMA_VERSION, diagnostic }, output);
        }
        let covered = report.coverage.as_ref();
        if let Some(document) = covered.and_then(|covered| coverage::json::document_output(&report.file, covered)) {
            push(&Line::Coverage { schema_version: SCHEMA_VERSION, document }, output);
        }
    }

    fn finish(&mut self, ending: &Ending<'_>, output: &mut String) {
        push(&Line::Summary { schema_version: SCHEMA_VERSION, summary: summary_output(ending.summary) }, output);
    }
}

fn push(line: &Line<'_>, output: &mut String) {
    output.push_str(&to_json(line));
    output.push('\n');
}
