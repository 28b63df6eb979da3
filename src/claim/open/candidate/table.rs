//! Cells of tables: the row and the column name the subject and the attribute, in either orientation.

use rust_decimal::Decimal;

use crate::claim::scene::{Scene, inside};
use crate::claim::{ClaimValue, Modality};
use crate::document::Table;
use crate::quantity::{Amount, Quantity, QuantityKind, QuantityValue};
use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::text::TextRange;

use super::super::View;
use super::super::vocabulary::{key_at_start, last_key, vocabulary};
use super::{Candidate, is_mark};

/// What a header cell says of the cells under it, or beside it.
#[derive(Clone, Copy, Debug)]
struct Header {
    attribute: AttributeIndex,
    dimension: Dimension,
    /// Power of ten that bare numbers are written in: 9 for `Params (B)`.
    scale: u32,
}

/// Reads the cells of a table.
pub(super) fn read(view: &View<'_>, scene: &Scene<'_>, table: &Table, candidates: &mut Vec<Candidate>) {
    let Some((top, rows)) = table.rows.split_first() else { return };
    let range_of = |cell: &usize| view.document.blocks[*cell].range;
    let columns: Vec<Option<Header>> = top.iter().map(|cell| header(view, scene, range_of(cell))).collect();
    for row in rows {
        let Some(first) = row.first() else { continue };
        let label = header(view, scene, range_of(first));
        for (column, cell) in row.iter().enumerate().skip(1) {
            let Some(header) = columns.get(column).copied().flatten().or(label) else { continue };
            cell_values(view, scene, header, range_of(cell), *cell, candidates);
        }
    }
}

/// Returns what a header cell names.
fn header(view: &View<'_>, scene: &Scene<'_>, cell: TextRange) -> Option<Header> {
    let text = scene.text(cell).trim_matches(is_mark);
    if text.is_empty() || 80 < text.len() {
        return None;
    }
    let found = inside(scene.attributes, cell, |attribute| attribute.range);
    let phrase = found.iter().rfind(|attribute| {
        matches!(attribute.role, PhraseRole::Noun | PhraseRole::Before | PhraseRole::After)
            && attribute.dimension == Dimension::Count
    });
    // `Max output tokens`, `Vocabulary size`: another count.
    let is_other = vocabulary().not_heads.is_in(text);
    let by_phrase = phrase.filter(|_| !is_other).map(|phrase| phrase.attribute);
    let by_label = || {
        let label = text.split(['(', '（', '[']).next().unwrap_or_default().trim();
        let (key, length) = key_at_start(&vocabulary().labels, label)?;
        (length == label.len()).then(|| view.tables.find_attribute(key)).flatten()
    };
    let is_price = || {
        let names_kind = last_key(&vocabulary().price_kinds, text);
        let names_price = ["price", "cost", "pricing", "价格", "单价", "费用", "定价"];
        let lower = text.to_ascii_lowercase();
        let says_price = names_price.iter().any(|word| lower.contains(word));
        let is_listed = names_kind.is_some()
            && (lower.contains("api")
                || lower.contains("token")
                || lower.contains('$')
                || lower.contains('元')
                || lower.contains("1m"));
        (says_price || is_listed).then(|| names_kind.map_or("price", |(key, _)| key))
    };
    let by_price = || is_price().and_then(|key| view.tables.find_attribute(key));
    let names_test = !is_other && (vocabulary().benchmarks.is_in(text) || vocabulary().score_words.is_in(text));
    let by_test = || names_test.then(|| view.tables.find_attribute("benchmark-score")).flatten();
    let names_date = || vocabulary().date_labels.at_start(text).is_some_and(|length| length == text.len());
    let by_date = || names_date().then(|| view.tables.find_attribute("released")).flatten();
    let attribute = by_phrase.or_else(by_label).or_else(by_price).or_else(by_test).or_else(by_date)?;
    let dimension = view.tables.attribute(attribute).dimension;
    Some(Header { attribute, dimension, scale: written_scale(text) })
}

/// Returns the power of ten in the brackets of a header: 9 for `Params (B)`, 8 for 参数（亿）.
fn written_scale(text: &str) -> u32 {
    let Some(open) = text.rfind(['(', '（', '[']) else { return 0 };
    let inner = text[open..].trim_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
    match inner.split(' ').next().unwrap_or_default() {
        "k" | "thousand" | "thousands" | "千" => 3,
        "m" | "million" | "millions" | "百万" => 6,
        "b" | "bn" | "billion" | "billions" | "十亿" => 9,
        "t" | "trillion" | "trillions" | "万亿" => 12,
        "亿" => 8,
        "万" => 4,
        _ => 0,
    }
}

/// Reads the values of a cell under a header.
fn cell_values(
    view: &View<'_>,
    scene: &Scene<'_>,
    header: Header,
    cell: TextRange,
    block: usize,
    candidates: &mut Vec<Candidate>,
) {
    let mut push = |range: TextRange, value: ClaimValue| {
        candidates.push(Candidate {
            range,
            phrase: range,
            attributes: vec![header.attribute],
            value,
            modality: Modality::Asserted,
            block,
        });
    };
    if matches!(header.dimension, Dimension::Date | Dimension::DateRange) {
        let dates = inside(scene.dates, cell, |date| date.expression.range);
        if let [date] = dates
            && let Some(days) = date.resolve(scene.document_time)
        {
            let is_year_certain = date.is_year_certain();
            push(date.expression.range, ClaimValue::Date { days, is_year_certain });
        }
        return;
    }
    let quantities = inside(scene.quantities, cell, |quantity| quantity.range);
    // A cell that says more than its value says something else of it.
    let [quantity] = quantities else { return };
    let text = scene.text(cell);
    let around = text.len().saturating_sub(usize::from(quantity.range.len()));
    let rest = &text[(usize::from(quantity.range.end()) - usize::from(cell.start())).min(text.len())..];
    let rest = rest.trim_start_matches(|character: char| is_mark(character) || matches!(character, '+' | '-'));
    let has_own_noun =
        key_at_start(&vocabulary().unit_nouns, rest).is_some() || rest.starts_with(['(', '（', '/']) || rest.is_empty();
    if 8 < around && !has_own_noun || 48 < around {
        return;
    }
    let Some(value) = scaled(quantity, header, view) else { return };
    push(quantity.range, ClaimValue::Amount { value, operator: quantity.operator, unit: quantity.unit });
}

/// Returns a cell's number in base units, where it can be a value of the header's attribute.
fn scaled(quantity: &Quantity, header: Header, view: &View<'_>) -> Option<QuantityValue> {
    let is_fitting = match header.dimension {
        Dimension::Count => quantity.kind == QuantityKind::Number,
        Dimension::Money => matches!(quantity.kind, QuantityKind::Money | QuantityKind::Number),
        Dimension::Quantity => matches!(quantity.kind, QuantityKind::Number | QuantityKind::Percent),
        _ => false,
    };
    let QuantityValue::Exact(amount) = quantity.value else { return None };
    if !is_fitting {
        return None;
    }
    let key = &view.tables.attribute(header.attribute).key;
    let is_bare = amount.value < Decimal::from(100_000) && 0 < header.scale && header.dimension == Dimension::Count;
    let value = if is_bare { amount.value.checked_mul(Decimal::from(10_u64.pow(header.scale)))? } else { amount.value };
    let last_place = if is_bare { amount.last_place + i32::try_from(header.scale).ok()? } else { amount.last_place };
    vocabulary().is_likely(key, value).then_some(QuantityValue::Exact(Amount { value, last_place }))
}
