//! A finding and the sums of a run, as values that become JSON: what `json`, `jsonl` and `sarif` share.
//!
//! Every position is given in characters, UTF-16 units and bytes, so that no reader has to convert.

use serde::Serialize;

use super::harmless::to_json;
use crate::check::{FileReport, Summary, fingerprints};
use crate::diagnostic::{ClaimRecord, Diagnostic, EvidenceItem, Fix, SourceRecord};
use crate::render::coverage::{self, json::CountsOutput};
use crate::render::locate::Locator;
use crate::suppress::SuppressedBy;
use crate::text::{Position, SourceFile, TextRange};

#[derive(Serialize)]
pub(in crate::render) struct DiagnosticOutput<'a> {
    file: &'a str,
    rule: &'a str,
    level: &'static str,
    message: &'a str,
    label: Option<&'a str>,
    help: Option<&'a str>,
    span: SpanOutput,
    related: Vec<RelatedOutput<'a>>,
    fix: Option<FixOutput<'a>>,
    fingerprint: &'a str,
    claim: Option<ClaimOutput<'a>>,
    evidence: Option<Vec<EvidenceOutput<'a>>>,
    /// Missing for a finding that is reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    suppression: Option<SuppressionOutput<'a>>,
}

#[derive(Serialize)]
struct SuppressionOutput<'a> {
    /// `comment` (or the key of the front matter) or `baseline`.
    kind: &'static str,
    reason: Option<&'a str>,
    until: Option<String>,
    /// The comment's.
    span: Option<SpanOutput>,
}

#[derive(Serialize)]
pub(in crate::render) struct SpanOutput {
    start: PositionOutput,
    end: PositionOutput,
}

#[derive(Serialize)]
pub(in crate::render) struct PositionOutput {
    line: usize,
    column: usize,
    utf16_column: usize,
    byte_offset: usize,
}

#[derive(Serialize)]
pub(in crate::render) struct RelatedOutput<'a> {
    /// Missing where it is the diagnostic's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    message: &'a str,
    span: SpanOutput,
}

#[derive(Serialize)]
pub(in crate::render) struct FixOutput<'a> {
    applicability: &'static str,
    message: &'a str,
    edits: Vec<EditOutput<'a>>,
}

#[derive(Serialize)]
pub(in crate::render) struct EditOutput<'a> {
    span: SpanOutput,
    content: &'a str,
}

#[derive(Serialize)]
pub(in crate::render) struct ClaimOutput<'a> {
    subject: &'a str,
    subject_name: &'a str,
    attribute: &'a str,
    operator: &'a str,
    value: &'a str,
    unit: Option<&'a str>,
    modality: &'a str,
    attribution: Option<&'a str>,
    as_of: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::render) struct EvidenceOutput<'a> {
    subject: &'a str,
    attribute: &'a str,
    value: Option<&'a str>,
    status: &'a str,
    as_of: Option<&'a str>,
    sources: Vec<SourceOutput<'a>>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::render) struct SourceOutput<'a> {
    title: &'a str,
    locator: Option<&'a str>,
    date: Option<&'a str>,
}

#[derive(Serialize)]
pub(in crate::render) struct SummaryOutput {
    today: String,
    documents: usize,
    not_checked: usize,
    diagnostics: DiagnosticCounts,
    suppressed: SuppressedCounts,
    fixes: FixCounts,
    claims: ClaimCounts,
    /// Missing without `--coverage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    coverage: Option<CountsOutput>,
}

#[derive(Serialize)]
pub(in crate::render) struct DiagnosticCounts {
    total: usize,
    error: usize,
    warning: usize,
    info: usize,
}

#[derive(Serialize)]
struct SuppressedCounts {
    comment: usize,
    baseline: usize,
}

#[derive(Serialize)]
pub(in crate::render) struct FixCounts {
    safe: usize,
    r#unsafe: usize,
}

#[derive(Serialize)]
pub(in crate::render) struct ClaimCounts {
    found: usize,
    checked: usize,
    verified: usize,
    refuted: usize,
    unconfirmed: usize,
    hedged: usize,
    not_checkable: usize,
}

pub(in crate::render) fn diagnostic_output<'a>(
    file: &'a SourceFile,
    diagnostic: &'a Diagnostic,
    fingerprint: &'a str,
    locator: &mut Locator<'_>,
) -> DiagnosticOutput<'a> {
    let related = diagnostic.related.iter().map(|related| {
        let span = match &related.file {
            None => span_output(locator, related.label.range),
            Some(file) => span_output(&mut Locator::new(file), related.label.range),
        };
        RelatedOutput { file: related.file.as_ref().map(|file| file.path()), message: &related.label.message, span }
    });
    let related = related.collect();
    let fix = diagnostic.fix.as_ref().map(|fix| fix_output(fix, locator));
    DiagnosticOutput {
        file: file.path(),
        rule: diagnostic.rule.as_str(),
        level: diagnostic.severity.as_str(),
        message: &diagnostic.message,
        label: Some(diagnostic.primary.message.english()).filter(|label| !label.is_empty()),
        help: diagnostic.help.as_deref(),
        span: span_output(locator, diagnostic.primary.range),
        related,
        fix,
        fingerprint,
        claim: diagnostic.claim.as_ref().map(claim_output),
        evidence: Some(diagnostic.evidence.iter().map(evidence_output).collect())
            .filter(|evidence: &Vec<_>| !evidence.is_empty()),
        suppression: None,
    }
}

/// Writes the findings of one file that are not reported, one a line.
pub(in crate::render) fn suppressed(report: &FileReport, output: &mut String) {
    let mut locator = Locator::new(&report.file);
    // Behind those that are reported, so that no two findings of a file have one fingerprint.
    let reported = report.diagnostics.iter();
    let all = reported.chain(report.suppressed.iter().map(|suppressed| &suppressed.diagnostic));
    let fingerprints = fingerprints(&report.file, all);
    for (suppressed, fingerprint) in report.suppressed.iter().zip(&fingerprints[report.diagnostics.len()..]) {
        output.push_str(if output.is_empty() { "\n" } else { ",\n" });
        let finding = diagnostic_output(&report.file, &suppressed.diagnostic, fingerprint, &mut locator);
        let suppression = Some(match &suppressed.by {
            SuppressedBy::Directive { range, reason, until } => SuppressionOutput {
                kind: "comment",
                reason: reason.as_deref(),
                until: until.map(|until| until.to_string()),
                span: Some(span_output(&mut locator, *range)),
            },
            SuppressedBy::Baseline => SuppressionOutput { kind: "baseline", reason: None, until: None, span: None },
        });
        output.push_str(&to_json(&DiagnosticOutput { suppression, ..finding }));
    }
}

pub(in crate::render) fn span_output(locator: &mut Locator<'_>, range: TextRange) -> SpanOutput {
    let (start, end) = locator.span(range);
    SpanOutput { start: position_output(start), end: position_output(end) }
}

fn position_output(position: Position) -> PositionOutput {
    let Position { line, column, utf16_column, byte_offset, .. } = position;
    PositionOutput { line, column, utf16_column, byte_offset }
}

fn fix_output<'a>(fix: &'a Fix, locator: &mut Locator<'_>) -> FixOutput<'a> {
    let edits = fix
        .edits
        .iter()
        .map(|edit| EditOutput { span: span_output(locator, edit.range), content: &edit.content })
        .collect();
    FixOutput { applicability: fix.applicability.as_str(), message: &fix.message, edits }
}

pub(in crate::render) fn claim_output(claim: &ClaimRecord) -> ClaimOutput<'_> {
    ClaimOutput {
        subject: &claim.subject,
        subject_name: &claim.subject_name,
        attribute: &claim.attribute,
        operator: claim.operator,
        value: &claim.value,
        unit: claim.unit.as_deref(),
        modality: claim.modality,
        attribution: claim.attribution.as_deref(),
        as_of: claim.as_of.as_deref(),
    }
}

pub(in crate::render) fn evidence_output(item: &EvidenceItem) -> EvidenceOutput<'_> {
    EvidenceOutput {
        subject: &item.subject,
        attribute: &item.attribute,
        value: item.value.as_deref(),
        status: item.status,
        as_of: item.as_of.as_deref(),
        sources: item.sources.iter().map(source_output).collect(),
        note: item.note.as_deref(),
    }
}

fn source_output(source: &SourceRecord) -> SourceOutput<'_> {
    SourceOutput { title: &source.title, locator: source.locator.as_deref(), date: source.date.as_deref() }
}

pub(in crate::render) fn summary_output(summary: &Summary) -> SummaryOutput {
    let counts = &summary.counts;
    SummaryOutput {
        today: summary.today.to_string(),
        documents: counts.documents,
        not_checked: summary.not_checked,
        diagnostics: DiagnosticCounts {
            total: summary.findings(),
            error: summary.errors,
            warning: summary.warnings,
            info: summary.infos,
        },
        suppressed: SuppressedCounts { comment: summary.suppressed, baseline: summary.baselined },
        fixes: FixCounts { safe: summary.safe_fixes, r#unsafe: summary.unsafe_fixes },
        claims: ClaimCounts {
            found: counts.claims,
            checked: counts.checked(),
            verified: counts.verified,
            refuted: counts.refuted,
            unconfirmed: counts.unconfirmed,
            hedged: counts.hedged,
            not_checkable: counts.not_checkable,
        },
        coverage: summary.coverage.as_ref().map(coverage::json::counts),
    }
}
