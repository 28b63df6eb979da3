//! SARIF 2.1.0, as code scanning of GitHub and other viewers read it: one line a result.
//!
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html>. Columns count UTF-16
//! units from 1 and ends are exclusive (`columnKind`); `byteOffset` counts bytes of the file from 0. What could not be
//! read is no result but a notification of the run (`invocations`), and so is a configuration that cannot be used.
//!
//! The rules stand behind the results, since only those that reported something are described; the order of keys means
//! nothing in JSON.

mod line_hash;
mod objects;
mod rules;

use serde::Serialize;

use line_hash::{LineHash, line_hashes};
use objects::{
    Driver, Fingerprints, Invocation, Message, Notification, ResultOutput, ResultProperties, RuleReference, Tool,
    fixes, location, related_location, suppression,
};
use rules::RulesInUse;

use super::json::{claim_output, evidence_output, summary_output, to_json};
use super::locate::Locator;
use super::wording::sentence;
use super::{Ending, Writer};
use crate::check::{FileReport, fingerprints};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::file::{is_failure_of_the_run, is_unusable_input};

/// Writes the one run of the log.
#[derive(Debug, Default)]
pub(super) struct SarifWriter {
    n_results: usize,
    rules: RulesInUse,
    // Each one line of JSON: what is behind all results.
    execution: Vec<String>,
    configuration: Vec<String>,
}

impl Writer for SarifWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        if report.diagnostics.is_empty() && report.suppressed.is_empty() {
            return;
        }
        let mut locator = Locator::new(&report.file);
        let reported = report.diagnostics.iter().map(|diagnostic| (diagnostic, None));
        let suppressed = report.suppressed.iter().map(|suppressed| (&suppressed.diagnostic, Some(&suppressed.by)));
        // Behind those that are reported, so that no two findings of a file have one fingerprint.
        let findings: Vec<_> = reported.chain(suppressed).collect();
        let fingerprints = fingerprints(&report.file, findings.iter().map(|(diagnostic, _)| *diagnostic));
        // Of a file that was not read to its end, the text is not the file's.
        let is_whole = 0 < report.counts.documents;
        let hashes = if is_whole { line_hashes(report.file.text()) } else { Vec::new() };
        for ((diagnostic, by), fingerprint) in findings.into_iter().zip(&fingerprints) {
            if is_unusable_input(&diagnostic.rule) {
                self.configuration.push(notification(report, diagnostic, &mut locator));
                continue;
            }
            if is_failure_of_the_run(&diagnostic.rule) {
                self.execution.push(notification(report, diagnostic, &mut locator));
                continue;
            }
            self.begin(output);
            output.push_str(if self.n_results == 0 { "\n" } else { ",\n" });
            self.n_results += 1;
            let line = locator.position(diagnostic.primary.range.start()).line;
            let line_hash = hashes.get(line - 1).map(LineHash::to_string);
            let fingerprints = Fingerprints { line_hash, own: fingerprint };
            let result = self.result(report, diagnostic, fingerprints, &mut locator);
            let suppressions = by.map(|by| suppression(&report.file, by, &mut locator)).into_iter().collect();
            output.push_str(&to_json(&ResultOutput { suppressions, ..result }));
        }
    }

    fn finish(&mut self, ending: &Ending<'_>, output: &mut String) {
        self.begin(output);
        output.push_str(if self.n_results == 0 { "],\n" } else { "\n],\n" });
        key("tool", &Tool { driver: Driver::new(self.rules.descriptors()) }, output);
        output.push_str(",\n");
        let is_complete = self.execution.is_empty() && self.configuration.is_empty();
        let invocation = Invocation {
            execution_successful: is_complete && ending.exit_code.is_none_or(|code| code < 2),
            exit_code: ending.exit_code,
        };
        output.push_str("\"invocations\":[{");
        let invocation = to_json(&invocation);
        output.push_str(invocation.trim_start_matches('{').trim_end_matches('}'));
        notifications("toolExecutionNotifications", &self.execution, output);
        notifications("toolConfigurationNotifications", &self.configuration, output);
        output.push_str("}],\n");
        key("properties", &serde_json::json!({"summary": to_value(&summary_output(ending.summary))}), output);
        output.push_str("}]}\n");
    }
}

impl SarifWriter {
    /// Opens the log, where that has not been done yet.
    fn begin(&mut self, output: &mut String) {
        if self.rules.open() {
            output.push_str(concat!(
                "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\n",
                "\"columnKind\":\"utf16CodeUnits\",\n",
                "\"originalUriBaseIds\":{\"%SRCROOT%\":{\"description\":{\"text\":",
                "\"The folder that factlint was run in.\"}}},\n",
                "\"results\":["
            ));
        }
    }

    fn result<'a>(
        &mut self,
        report: &'a FileReport,
        diagnostic: &'a Diagnostic,
        fingerprints: Fingerprints<'a>,
        locator: &mut Locator<'_>,
    ) -> ResultOutput<'a> {
        let rule = diagnostic.rule.as_str();
        let label = Some(diagnostic.primary.message.english()).filter(|label| !label.is_empty());
        let related = diagnostic.related.iter().enumerate();
        let has_properties = diagnostic.claim.is_some() || !diagnostic.evidence.is_empty();
        ResultOutput {
            rule_id: rule,
            rule_index: self.rules.index(&diagnostic.rule),
            rule: RuleReference { id: rule },
            kind: "fail",
            level: level(diagnostic.severity),
            message: Message::new(&sentence(diagnostic)),
            locations: [location(&report.file, diagnostic.primary.range, label, locator)],
            related_locations: related
                .map(|(index, related)| related_location(index, &report.file, related, locator))
                .collect(),
            partial_fingerprints: fingerprints,
            fixes: fixes(&report.file, diagnostic, locator),
            suppressions: Vec::new(),
            properties: has_properties.then(|| ResultProperties {
                claim: diagnostic.claim.as_ref().map(claim_output),
                evidence: diagnostic.evidence.iter().map(evidence_output).collect(),
            }),
        }
    }
}

/// Returns what SARIF calls a level.
const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn notification(report: &FileReport, diagnostic: &Diagnostic, locator: &mut Locator<'_>) -> String {
    to_json(&Notification {
        descriptor: RuleReference { id: diagnostic.rule.as_str() },
        level: level(diagnostic.severity),
        message: Message::new(&sentence(diagnostic)),
        locations: [location(&report.file, diagnostic.primary.range, None, locator)],
    })
}

fn notifications(name: &str, lines: &[String], output: &mut String) {
    output.push_str(",\"");
    output.push_str(name);
    output.push_str("\":[");
    output.push_str(&lines.join(",\n"));
    output.push(']');
}

fn key<T: Serialize>(name: &str, value: &T, output: &mut String) {
    output.push('"');
    output.push_str(name);
    output.push_str("\":");
    output.push_str(&to_json(value));
}

fn to_value<T: Serialize>(value: &T) -> serde_json::Value {
    serde_json::to_value(value).expect("plain structs become JSON")
}
