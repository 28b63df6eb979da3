//! Whose the value of a table's cell is: its row's, its column's, or that of the text around the table.

use crate::claim::Link;
use crate::claim::scene::inside;
use crate::document::BlockKind;
use crate::text::TextRange;

use super::super::View;
use super::super::candidate::Candidate;
use super::chinese;
use super::class::Class;
use super::name::{Name, Names};
use super::vocabulary::vocabulary;
use super::want::{Tied, Want, topic};

/// Bytes of a cell that can be a name as a whole.
const MAX_LABEL: usize = 48;

/// Rows that are looked at for names, at the most.
const MAX_ROWS: usize = 12;

/// Returns whose the value of a cell is; `None` where the table does not say.
pub(super) fn cell_subject(view: &View<'_>, names: &Names, candidate: &Candidate, want: Want) -> Option<Tied> {
    let blocks = &view.document.blocks;
    let BlockKind::TableCell { table, row, column } = blocks[candidate.block].kind else { return None };
    let rows = &view.document.tables.get(table)?.rows;
    let tied = |range| Some(Tied { range, link: Link::Structure });
    let range_of = |cell: usize| blocks[cell].range;
    // The cell names it beside the value: `Gull 3 (3B / 8B)`.
    let before = TextRange::new(range_of(candidate.block).start(), candidate.range.start());
    let own = names.within(before).iter().rev().find(|name| want.rank(name).is_some_and(|rank| rank < 2));
    if let Some(name) = own {
        return tied(name.range);
    }
    let side = rows.get(row)?.first().copied().filter(|side| *side != candidate.block).map(range_of);
    let head = rows.first()?.get(column).copied().filter(|head| *head != candidate.block).map(range_of);
    let named = |cell: Option<TextRange>| -> Option<&Name> { topic(names.within(cell?), want, 2) };
    let has_attribute = |cell: Option<TextRange>| {
        cell.is_some_and(|cell| !inside(view.attributes, cell, |attribute| attribute.range).is_empty())
    };
    let (side_name, head_name) = (named(side), named(head));
    let fits = |name: &&Name| want.rank(name) == Some(0);
    if let Some(name) = side_name.filter(fits).or(head_name.filter(fits)) {
        return tied(name.range);
    }
    // Where the column is the attribute, the row is somebody, whatever it is called; and the other way round.
    let label = |cell: Option<TextRange>| cell.filter(|cell| is_label(view, names, *cell));
    if has_attribute(head)
        && !has_attribute(side)
        && let Some(range) = label(side)
    {
        return tied(range);
    }
    if has_attribute(side)
        && !has_attribute(head)
        && let Some(range) = label(head)
    {
        return tied(range);
    }
    // Another cell of the row names the model: `| Meta | Gull 3 | 70B |`.
    let row_cells = rows.get(row)?.iter().filter(|cell| **cell != candidate.block);
    if let Some(name) = row_cells.clone().filter_map(|cell| named(Some(range_of(*cell)))).find(fits) {
        return tied(name.range);
    }
    // Where other cells of its column are names, this one is too: `| Learned | 2.8 |` above `| Gull 3 | 2.7 |`.
    let is_named = |cell: Option<&usize>| cell.is_some_and(|cell| named(Some(range_of(*cell))).is_some());
    let is_subjects = rows[1..].iter().take(MAX_ROWS).any(|cells| is_named(cells.first()));
    if side_name.is_none()
        && is_subjects
        && let Some(range) = label(side)
    {
        return tied(range);
    }
    let mut own =
        row_cells.filter_map(|cell| names.within(range_of(*cell)).iter().find(|name| name.class != Class::Aside));
    if let Some(name) = side_name.or(head_name).or_else(|| own.next()) {
        return tied(name.range);
    }
    // `| Current version | Gull 3 |` above `| Input | $1 |`: the table speaks of one model.
    let above =
        rows.iter().take(row.min(MAX_ROWS)).flatten().filter_map(|cell| named(Some(range_of(*cell)))).filter(fits);
    let mut above = above.map(|name| name.range);
    let only = above.next()?;
    let text = |range| view.document.prose.slice(range);
    above.all(|other| text(other) == text(only)).then_some(only).and_then(tied)
}

/// Returns whether a cell's whole text can be a name: short, with a letter, no sentence.
fn is_label(view: &View<'_>, names: &Names, cell: TextRange) -> bool {
    let text = view.document.prose.slice(cell).trim();
    let words = vocabulary();
    let first = text.split([' ', '（', '(', '-']).next().unwrap_or(text);
    let is_kind = text.starts_with(|first: char| first.is_ascii_digit())
        || words.generic.contains(first)
        || words.common.contains(&first.to_ascii_lowercase())
        || chinese::starts_generic(text)
        || words.column_words.suffix(text).is_some()
        || names.within(cell).iter().any(|name| name.class == Class::Aside);
    let is_short = text.len() <= MAX_LABEL && text.chars().any(char::is_alphabetic);
    is_short && !is_kind && !text.contains(['。', '，', '？'])
}
