//! `coverage` in the JSON output: an object for each document that has claims, and the sums in the summary.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::check::{Coverage, CoverageCounts, CoveredClaim, NotChecked};
use crate::render::json::{SpanOutput, span_output, to_json};
use crate::render::locate::Locator;
use crate::text::SourceFile;

/// What became of the claims of one document.
#[derive(Serialize)]
pub(in crate::render) struct DocumentOutput<'a> {
    file: &'a str,
    counts: CountsOutput,
    claims: Vec<ClaimOutput<'a>>,
}

/// The sums, of a document or of a run.
#[derive(Serialize)]
pub(in crate::render) struct CountsOutput {
    claims: usize,
    checked: usize,
    not_checked: usize,
    /// By verdict, the most frequent first.
    verdicts: Map<String, Value>,
    /// Why claims were not checked, the most frequent first.
    reasons: Map<String, Value>,
}

#[derive(Serialize)]
struct ClaimOutput<'a> {
    verdict: &'static str,
    reason: Option<&'static str>,
    span: SpanOutput,
    text: &'a str,
    /// Null where no table has it.
    subject: Option<&'a str>,
    /// As the table has it, or else as the text does.
    subject_name: Option<&'a str>,
    subject_span: Option<SpanOutput>,
    attribute: &'a str,
    operator: &'a str,
    value: &'a str,
    unit: Option<&'a str>,
    modality: &'a str,
    as_of: Option<&'a str>,
    known: Option<&'a str>,
}

/// Returns the claims of one document as one line of JSON; `None` where it has none.
pub(in crate::render) fn document(file: &SourceFile, coverage: &Coverage) -> Option<String> {
    document_output(file, coverage).as_ref().map(to_json)
}

/// Returns the claims of one document as a value; `None` where it has none.
pub(in crate::render) fn document_output<'a>(
    file: &'a SourceFile,
    coverage: &'a Coverage,
) -> Option<DocumentOutput<'a>> {
    if coverage.claims.is_empty() {
        return None;
    }
    let mut locator = Locator::new(file);
    let claims = coverage.claims.iter().map(|claim| claim_output(claim, &mut locator)).collect();
    let mut sums = CoverageCounts::default();
    sums.add(coverage);
    Some(DocumentOutput { file: file.path(), counts: counts(&sums), claims })
}

pub(in crate::render) fn counts(counts: &CoverageCounts) -> CountsOutput {
    let (claims, checked) = (counts.claims(), counts.checked());
    CountsOutput {
        claims,
        checked,
        not_checked: claims - checked,
        verdicts: counts.verdicts().map(|(verdict, count)| (verdict.to_owned(), count.into())).collect(),
        reasons: counts.reasons().map(|(reason, count)| (reason.as_str().to_owned(), count.into())).collect(),
    }
}

fn claim_output<'a>(claim: &'a CoveredClaim, locator: &mut Locator<'_>) -> ClaimOutput<'a> {
    let record = &claim.record;
    let some = |text: &'a String| Some(text.as_str()).filter(|text| !text.is_empty());
    ClaimOutput {
        verdict: claim.outcome.verdict(),
        reason: claim.outcome.reason().map(NotChecked::as_str),
        span: span_output(locator, claim.range),
        text: &claim.written,
        subject: some(&record.subject),
        subject_name: some(&record.subject_name),
        subject_span: claim.subject_range.map(|range| span_output(locator, range)),
        attribute: &record.attribute,
        operator: record.operator,
        value: &record.value,
        unit: record.unit.as_deref(),
        modality: record.modality,
        as_of: record.as_of.as_deref(),
        known: claim.known.as_deref(),
    }
}
