//! The claims that were found in documents: JSON Lines for programs, a table for people.

use serde::Serialize;

use super::extract::{aligned, operator};
use super::json::to_json;
use super::locate::Locator;
use super::neutral::{neutral_line, neutral_path};
use super::width::clip;
use crate::claim::Link;
use crate::extract::FoundClaim;
use crate::quantity::Operator;
use crate::text::SourceFile;

/// The most columns of a subject and of a value in the table.
const TEXT_WIDTH: usize = 32;

/// A line for a document.
#[derive(Serialize)]
struct InFile<'a> {
    file: &'a str,
    claims: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
    text: &'a str,
    attribute: &'a str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    attributes: &'a [String],
    subject: Option<&'a str>,
    known: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    link: Option<&'static str>,
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'static str>,
    modality: &'static str,
}

/// Writes one line of JSON for all claims of a file; places are bytes of the file.
pub fn claims_in_file(file: &SourceFile, claims: &[FoundClaim], output: &mut String) {
    let mut locator = Locator::new(file);
    let mut items = Vec::with_capacity(claims.len());
    for claim in claims {
        let FoundClaim { range, attribute, attributes, subject, is_known, link, value, unit, operator: _, modality } =
            claim;
        let position = locator.position(range.start());
        items.push(Item {
            start: range.start().into(),
            end: range.end().into(),
            line: position.line,
            column: position.column,
            text: &file.text()[usize::from(range.start())..usize::from(range.end())],
            attribute,
            attributes,
            subject: subject.as_deref(),
            known: *is_known,
            link: link.map(link_name),
            value: value.as_deref(),
            unit: unit.as_deref(),
            operator: claim.operator.map(operator),
            modality: modality.as_str(),
        });
    }
    output.push_str(&to_json(&InFile { file: file.path(), claims: items }));
    output.push('\n');
}

/// Writes a table of the claims of a file, under the file's name.
pub fn claims_table(file: &SourceFile, claims: &[FoundClaim], output: &mut String) {
    if claims.is_empty() {
        return;
    }
    let mut locator = Locator::new(file);
    let row = |claim: &FoundClaim| {
        let position = locator.position(claim.range.start());
        let subject = clip(&neutral_line(claim.subject.as_deref().unwrap_or("?")), TEXT_WIDTH);
        let said = clip(&said(claim), TEXT_WIDTH);
        [
            format!("{}:{}", position.line, position.column),
            subject,
            claim.attribute.clone(),
            said,
            claim.modality.as_str().to_owned(),
        ]
    };
    let rows: Vec<[String; 5]> = claims.iter().map(row).collect();
    output.push_str(&neutral_path(file.path()));
    output.push('\n');
    aligned(&rows, output);
}

fn said(claim: &FoundClaim) -> String {
    let mut said = match claim.operator {
        None | Some(Operator::Equal) => String::new(),
        Some(other) => format!("{} ", operator(other)),
    };
    said.push_str(claim.value.as_deref().unwrap_or("(out of range)"));
    if let Some(unit) = &claim.unit {
        said.push(' ');
        said.push_str(unit);
    }
    said
}

/// Returns the name of a link for output.
const fn link_name(link: Link) -> &'static str {
    match link {
        Link::Anchor => "anchor",
        Link::Adjacent => "adjacent",
        Link::Ellipsis => "ellipsis",
        Link::Anaphor => "anaphor",
        Link::Structure => "structure",
        Link::Nearest => "nearest",
    }
}
