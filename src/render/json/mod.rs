//! One JSON object: `schema_version`, `diagnostics`, `suppressed` (findings that a comment or the baseline keeps silent),
//! `coverage` where it is asked for, `summary`; one line a diagnostic, one a document.
//!
//! Control characters and the marks of CI commands are written as JSON escapes: the values are whole, and a log shows
//! them harmlessly. `schemas/check-output.schema.json` describes the object, and a test holds the two together.

mod harmless;
mod values;

use crate::check::{FileReport, fingerprints};

pub(crate) use harmless::to_json;
pub(super) use values::{
    ClaimOutput, DiagnosticOutput, EvidenceOutput, SpanOutput, SummaryOutput, claim_output, diagnostic_output,
    evidence_output, span_output, summary_output, suppressed,
};

use super::coverage;
use super::locate::Locator;
use super::{Ending, Writer};

/// Changes with every change that a reader could trip over; new keys are none.
pub(super) const SCHEMA_VERSION: u32 = 1;

/// Writes the object, finding by finding.
#[derive(Debug, Default)]
pub(super) struct JsonWriter {
    // Whether a finding has been written yet.
    has_begun: bool,
    // What became of the claims of the documents so far: it stands behind all findings.
    coverage: String,
    // The findings that are not reported.
    suppressed: String,
}

impl Writer for JsonWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        let mut locator = Locator::new(&report.file);
        let fingerprints = fingerprints(&report.file, &report.diagnostics);
        for (diagnostic, fingerprint) in report.diagnostics.iter().zip(&fingerprints) {
            if self.has_begun {
                output.push(',');
            } else {
                begin(output);
                self.has_begun = true;
            }
            output.push('\n');
            output.push_str(&to_json(&diagnostic_output(&report.file, diagnostic, fingerprint, &mut locator)));
        }
        suppressed(report, &mut self.suppressed);
        let covered = report.coverage.as_ref();
        if let Some(document) = covered.and_then(|covered| coverage::json::document(&report.file, covered)) {
            self.coverage.push_str(if self.coverage.is_empty() { "\n" } else { ",\n" });
            self.coverage.push_str(&document);
        }
    }

    fn finish(&mut self, ending: &Ending<'_>, output: &mut String) {
        if self.has_begun {
            output.push('\n');
        } else {
            begin(output);
        }
        output.push(']');
        output.push_str(",\"suppressed\":[");
        output.push_str(&self.suppressed);
        output.push_str(if self.suppressed.is_empty() { "]" } else { "\n]" });
        if ending.summary.coverage.is_some() {
            output.push_str(",\"coverage\":[");
            output.push_str(&self.coverage);
            output.push_str(if self.coverage.is_empty() { "]" } else { "\n]" });
        }
        output.push_str(",\"summary\":");
        output.push_str(&to_json(&summary_output(ending.summary)));
        output.push_str("}\n");
    }
}

fn begin(output: &mut String) {
    output.push_str("{\"schema_version\":");
    output.push_str(&SCHEMA_VERSION.to_string());
    output.push_str(",\"diagnostics\":[");
}
