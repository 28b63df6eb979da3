//! Claims in Markdown tables: the row names the subject, the column the attribute.

use crate::document::{Document, Table};
use crate::reference::PhraseRole;
use crate::text::TextRange;

use super::bind::accepts;
use super::scene::{AttributeMention, Scene, inside};
use super::{Claim, Link, Modality, Subject};

/// Reads the claims of a table whose header row names attributes and whose first column names subjects.
///
/// A cell counts only where it holds one number and nothing else but light words, and where its row's first cell names
/// one subject alone: a note in a cell (`70B (max)`) makes it another's business.
pub(crate) fn claims_of_table(scene: &Scene<'_>, document: &Document, table: &Table, claims: &mut Vec<Claim>) {
    let Some((header, rows)) = table.rows.split_first() else { return };
    let range_of = |cell: &usize| document.blocks[*cell].range;
    let columns: Vec<&[AttributeMention]> =
        header.iter().map(|cell| column_attributes(scene, range_of(cell))).collect();
    if columns.iter().all(|column| column.is_empty()) {
        return;
    }
    for row in rows {
        let Some(first) = row.first() else { continue };
        let [mention] = inside(scene.mentions, range_of(first), |mention| mention.range) else { continue };
        let Some(topic) = mention.topic() else { continue };
        if !is_alone(scene.text(range_of(first)), mention.range.len().into()) || scene.is_counted(mention.range) {
            continue;
        }
        let cells = row.iter().zip(&columns).skip(1);
        for (cell, column) in cells {
            let [quantity] = inside(scene.quantities, range_of(cell), |quantity| quantity.range) else { continue };
            let fitting = column.iter().find(|attribute| {
                matches!(attribute.role, PhraseRole::Noun | PhraseRole::Before | PhraseRole::After)
                    && accepts(attribute, quantity)
            });
            let Some(attribute) = fitting else { continue };
            if !is_alone(scene.text(range_of(cell)), quantity.range.len().into()) {
                continue;
            }
            claims.push(Claim {
                range: quantity.range,
                subject: Subject::Known { entity: topic.entity, range: mention.range, link: Link::Structure },
                attributes: vec![attribute.attribute],
                value: attribute.claimed(quantity),
                modality: Modality::Asserted,
                block: *cell,
            });
        }
    }
}

/// Returns the attributes that a header cell names; none where it says more (`Params (non-embedding)`).
fn column_attributes<'a>(scene: &Scene<'a>, cell: TextRange) -> &'a [AttributeMention] {
    let found = inside(scene.attributes, cell, |attribute| attribute.range);
    let Some(first) = found.first() else { return &[] };
    let before = &scene.prose[usize::from(cell.start())..usize::from(first.range.start())];
    let after = &scene.prose[usize::from(first.range.end())..usize::from(cell.end())];
    let is_mark = |character: char| !character.is_alphanumeric();
    let is_plain = |text: &str| {
        let text = text.trim_matches(is_mark);
        text.is_empty()
            || ["total", "总", "model", "模型", "max", "最大"].iter().any(|word| text.eq_ignore_ascii_case(word))
    };
    if is_plain(before) && is_plain(after) { found } else { &[] }
}

/// Returns whether a cell holds little besides an item of `length` bytes: marks, spaces, a word such as `tokens`.
fn is_alone(cell: &str, length: usize) -> bool {
    cell.trim().len() <= length + 2
}
