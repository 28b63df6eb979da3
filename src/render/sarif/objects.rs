//! The objects of SARIF, as far as they are written.

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::{Applicability, Diagnostic, Related};
use crate::render::json::{ClaimOutput, EvidenceOutput};
use crate::render::locate::Locator;
use crate::render::neutral::WORD_JOINER;
use crate::render::uri::{is_absolute, uri};
use crate::suppress::SuppressedBy;
use crate::text::{SourceFile, TextRange};

/// The most bytes of a place that are repeated as its snippet.
const MAX_SNIPPET: usize = 400;

#[derive(Serialize)]
pub(super) struct Tool {
    pub(super) driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Driver {
    name: &'static str,
    full_name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    short_description: Message,
    rules: Vec<Value>,
}

impl Driver {
    pub(super) fn new(rules: Vec<Value>) -> Self {
        let version = env!("CARGO_PKG_VERSION");
        Self {
            name: "factlint",
            full_name: concat!("factlint ", env!("CARGO_PKG_VERSION")),
            version,
            semantic_version: version,
            short_description: Message { text: env!("CARGO_PKG_DESCRIPTION").to_owned() },
            rules,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Invocation {
    pub(super) execution_successful: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) exit_code: Option<u8>,
}

#[derive(Serialize)]
pub(super) struct Notification<'a> {
    pub(super) descriptor: RuleReference<'a>,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: [Location; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ResultOutput<'a> {
    pub(super) rule_id: &'a str,
    pub(super) rule_index: usize,
    pub(super) rule: RuleReference<'a>,
    pub(super) kind: &'static str,
    pub(super) level: &'static str,
    pub(super) message: Message,
    pub(super) locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_locations: Vec<Location>,
    pub(super) partial_fingerprints: Fingerprints<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) fixes: Vec<FixOutput>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) suppressions: Vec<SuppressionOutput>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) properties: Option<ResultProperties<'a>>,
}

/// Why a result is not reported (section 3.35).
#[derive(Serialize)]
pub(super) struct SuppressionOutput {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<Location>,
}

/// Returns what keeps a finding silent: a comment stands in the source, the baseline outside.
pub(super) fn suppression(file: &SourceFile, by: &SuppressedBy, locator: &mut Locator<'_>) -> SuppressionOutput {
    match by {
        SuppressedBy::Directive { range, reason, .. } => SuppressionOutput {
            kind: "inSource",
            justification: reason.clone(),
            location: Some(location(file, *range, None, locator)),
        },
        SuppressedBy::Baseline => {
            SuppressionOutput { kind: "external", justification: Some("in the baseline".to_owned()), location: None }
        }
    }
}

#[derive(Serialize)]
pub(super) struct RuleReference<'a> {
    pub(super) id: &'a str,
}

/// What identifies a finding from one run to the next.
#[derive(Serialize)]
pub(super) struct Fingerprints<'a> {
    /// By the text of the line, as GitHub computes it.
    #[serde(rename = "primaryLocationLineHash", skip_serializing_if = "Option::is_none")]
    pub(super) line_hash: Option<String>,
    /// By what was found, whatever the line has become.
    #[serde(rename = "factlint/v1")]
    pub(super) own: &'a str,
}

#[derive(Serialize)]
pub(super) struct ResultProperties<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) claim: Option<ClaimOutput<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) evidence: Vec<EvidenceOutput<'a>>,
}

#[derive(Serialize)]
pub(super) struct Message {
    text: String,
}

impl Message {
    /// Makes a message of plain text. Words of a document that look like a link (section 3.11.6) must not become one.
    pub(super) fn new(text: &str) -> Self {
        Self { text: text.replace("](", &format!("]{WORD_JOINER}(")) }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: ArtifactLocation,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactLocation {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    byte_offset: usize,
    byte_length: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    snippet: Option<Content>,
}

#[derive(Serialize)]
struct Content {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FixOutput {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
    properties: FixProperties,
}

#[derive(Serialize)]
struct FixProperties {
    applicability: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: ArtifactLocation,
    replacements: Vec<Replacement>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Content,
}

/// Returns a place, and the words beside it.
pub(super) fn location(
    file: &SourceFile,
    range: TextRange,
    label: Option<&str>,
    locator: &mut Locator<'_>,
) -> Location {
    let physical_location =
        PhysicalLocation { artifact_location: artifact(file), region: region(file, range, true, locator) };
    Location { id: None, physical_location, message: label.map(Message::new) }
}

/// Returns another place that matters, in this file or in another.
pub(super) fn related_location(
    index: usize,
    file: &SourceFile,
    related: &Related,
    locator: &mut Locator<'_>,
) -> Location {
    let label = Some(related.label.message.english()).filter(|label| !label.is_empty());
    let place = match &related.file {
        None => location(file, related.label.range, label, locator),
        Some(other) => location(other, related.label.range, label, &mut Locator::new(other)),
    };
    Location { id: Some(index), ..place }
}

/// Returns the fix, where a program may apply it.
pub(super) fn fixes(file: &SourceFile, diagnostic: &Diagnostic, locator: &mut Locator<'_>) -> Vec<FixOutput> {
    let Some(fix) = diagnostic.fix.as_ref().filter(|fix| fix.applicability != Applicability::DisplayOnly) else {
        return Vec::new();
    };
    let replacements = fix.edits.iter().map(|edit| Replacement {
        deleted_region: region(file, edit.range, false, locator),
        inserted_content: Content { text: edit.content.clone() },
    });
    vec![FixOutput {
        description: Message::new(&fix.message),
        artifact_changes: [ArtifactChange { artifact_location: artifact(file), replacements: replacements.collect() }],
        properties: FixProperties { applicability: fix.applicability.as_str() },
    }]
}

fn artifact(file: &SourceFile) -> ArtifactLocation {
    let uri = uri(file.path().trim_start_matches("./"));
    let uri_base_id = (!is_absolute(&uri)).then_some("%SRCROOT%");
    ArtifactLocation { uri, uri_base_id }
}

fn region(file: &SourceFile, range: TextRange, has_snippet: bool, locator: &mut Locator<'_>) -> Region {
    let (start, end) = locator.span(range);
    let text = file.slice(range);
    let is_shown = has_snippet && !text.is_empty() && text.len() <= MAX_SNIPPET;
    Region {
        start_line: start.line,
        start_column: start.utf16_column,
        end_line: end.line,
        end_column: end.utf16_column,
        byte_offset: start.byte_offset,
        byte_length: end.byte_offset - start.byte_offset,
        snippet: is_shown.then(|| Content { text: text.to_owned() }),
    }
}
