//! Cells of tables: the row and the column name the subject and the attribute, in either orientation.

use chrono::{Months, NaiveDate};
use rust_decimal::Decimal;

use crate::claim::scene::{Scene, between, inside};
use crate::claim::{ClaimValue, Modality};
use crate::document::{BlockKind, Table};
use crate::quantity::{Amount, QuantityKind, QuantityValue};
use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::temporal::{Granularity, Resolved};
use crate::text::TextRange;

use super::super::View;
use super::super::vocabulary::{key_at_start, last_key, vocabulary};
use super::value::{Value, values};
use super::{Candidate, is_mark};

/// What a header cell says of the cells under it, or beside it.
#[derive(Clone, Copy, Debug)]
struct Header {
    attribute: AttributeIndex,
    dimension: Dimension,
    /// Power of ten that bare numbers are written in: 9 for `Params (B)`.
    scale: u32,
    /// Whether only amounts with a currency are its values.
    needs_currency: bool,
}

/// Reads the cells of a table.
pub(super) fn read(view: &View<'_>, scene: &Scene<'_>, table: &Table, candidates: &mut Vec<Candidate>) {
    let Some((top, rows)) = table.rows.split_first() else { return };
    let range_of = |cell: &usize| view.document.blocks[*cell].range;
    let has_prices = has_prices(view, scene, table);
    let columns: Vec<Option<Header>> = top.iter().map(|cell| header(view, scene, range_of(cell), has_prices)).collect();
    let result = result_header(view, scene, table);
    for row in rows {
        let Some(first) = row.first() else { continue };
        let label = header(view, scene, range_of(first), has_prices);
        for (column, cell) in row.iter().enumerate().skip(1) {
            let named = columns.get(column).copied().flatten().or(label);
            let is_result = || {
                let is_other = [top.get(column), Some(first)]
                    .into_iter()
                    .flatten()
                    .map(|cell| scene.text(range_of(cell)))
                    .any(|text| vocabulary().not_scores.is_in(text) || vocabulary().not_heads.is_in(text));
                result.filter(|_| !is_other && is_decimal(scene.text(range_of(cell))))
            };
            let Some(header) = named.or_else(is_result) else { continue };
            cell_values(view, scene, header, range_of(cell), *cell, candidates);
        }
    }
}

/// Returns whether a table's amounts of money are prices of tokens: the text beside it says so (`per million tokens`), or
/// its header has a column for input and one for output.
fn has_prices(view: &View<'_>, scene: &Scene<'_>, table: &Table) -> bool {
    let kind = |cell: &usize| last_key(&vocabulary().price_kinds, scene.text(view.document.blocks[*cell].range));
    let has_both = |cells: &[usize]| {
        let kinds: Vec<&str> = cells.iter().take(16).filter_map(kind).map(|(key, _)| key).collect();
        kinds.contains(&"price-input") && kinds.contains(&"price-output")
    };
    let labels: Vec<usize> = table.rows.iter().take(16).filter_map(|row| row.first()).copied().collect();
    if table.rows.first().is_some_and(|top| has_both(top)) || has_both(&labels) {
        return true;
    }
    let (Some(first), Some(last)) =
        (table.rows.first().and_then(|row| row.first()), table.rows.last().and_then(|row| row.last()))
    else {
        return false;
    };
    let beside = [first.checked_sub(1), Some(last + 1)].into_iter().flatten();
    let mut texts = beside
        .filter_map(|index| view.document.blocks.get(index))
        .filter(|block| matches!(block.kind, BlockKind::Paragraph { .. } | BlockKind::Heading(_)))
        .map(|block| scene.text(block.range));
    texts.any(|text| text.len() <= 400 && super::price::names_denominator(text))
}

/// Returns whether only the table as a whole says that the cells under a header are prices.
fn is_price_of_table_alone(text: &str, has_prices: bool) -> bool {
    let lower = text.to_ascii_lowercase();
    has_prices && !vocabulary().price_words.is_in(text) && !lower.contains(['$', '¥', '元'])
}

/// Returns the header that cells without one of their own have in a table of results: one that a heading or the
/// paragraph above calls so.
fn result_header(view: &View<'_>, scene: &Scene<'_>, table: &Table) -> Option<Header> {
    let first = *table.rows.first()?.first()?;
    let before = first.checked_sub(1).map(|index| &view.document.blocks[index]);
    let above = before.filter(|block| matches!(block.kind, BlockKind::Paragraph { .. } | BlockKind::Heading(_)));
    let heading = table.heading.map(|index| &view.document.blocks[index]);
    let is_results = [above, heading].into_iter().flatten().any(|block| {
        let text = scene.text(block.range);
        // The last words of a long paragraph lead over to the table.
        let from = text.ceil_char_boundary(text.len().saturating_sub(240));
        vocabulary().score_context.is_in(&text[from..]) || vocabulary().benchmarks.is_in(&text[from..])
    });
    let attribute = view.tables.find_attribute("benchmark-score").filter(|_| is_results)?;
    Some(Header { attribute, dimension: Dimension::Quantity, scale: 0, needs_currency: false })
}

/// Returns whether a cell holds a decimal or a percentage and nothing else.
fn is_decimal(cell: &str) -> bool {
    let text = cell.trim_matches(is_mark);
    let number = text.trim_end_matches('%').trim_end();
    (number.contains('.') || number.len() < text.len())
        && number.len() <= 8
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Returns what a header cell names.
fn header(view: &View<'_>, scene: &Scene<'_>, cell: TextRange, has_prices: bool) -> Option<Header> {
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
    // Tokens have prices of input and output; what else has a price is no business of this attribute.
    let is_price = || {
        let kind = last_key(&vocabulary().price_kinds, text);
        let lower = text.to_ascii_lowercase();
        let is_priced = vocabulary().price_words.is_in(text) || lower.contains(['$', '¥', '元']);
        let is_of_tokens = lower.contains("token") || lower.contains("api") || lower.contains("1m");
        let says_kind = kind.is_some() && (is_priced || is_of_tokens);
        let is_price = says_kind || is_priced && is_of_tokens || has_prices && (kind.is_some() || is_priced);
        is_price.then(|| kind.map_or("price", |(key, _)| key))
    };
    let needs_currency = is_price_of_table_alone(text, has_prices);
    let by_price = || is_price().and_then(|key| view.tables.find_attribute(key));
    let names_test = !is_other && (vocabulary().benchmarks.is_in(text) || vocabulary().score_words.is_in(text));
    let by_test = || names_test.then(|| view.tables.find_attribute("benchmark-score")).flatten();
    let names_date = || vocabulary().date_labels.at_start(text).is_some_and(|length| length == text.len());
    let by_date = || names_date().then(|| view.tables.find_attribute("released")).flatten();
    let attribute = by_phrase.or_else(by_label).or_else(by_price).or_else(by_test).or_else(by_date)?;
    let dimension = view.tables.attribute(attribute).dimension;
    Some(Header { attribute, dimension, scale: written_scale(text), needs_currency })
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
            push(date.expression.range, ClaimValue::Date { days, is_year_certain, is_counted: false });
        } else if let [quantity] = inside(scene.quantities, cell, |quantity| quantity.range)
            && dates.is_empty()
            && let Some(days) = dotted_month(scene.text(quantity.range))
        {
            push(quantity.range, ClaimValue::Date { days, is_year_certain: true, is_counted: false });
        }
        return;
    }
    let inner = scene.within(cell);
    // A cell that says more than its value says something else of it.
    if inner.quantities.is_empty() || 4 < inner.quantities.len() {
        return;
    }
    let values = values(&inner);
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return };
    let is_joined = |pair: &[Value]| {
        let gap = scene.text(between(pair[0].outer, pair[1].outer)).trim_matches(is_mark);
        pair[0].is_low_end || matches!(gap, "/" | "、" | "," | "or" | "和" | "or up to")
    };
    if !values.windows(2).all(is_joined) {
        return;
    }
    let text = scene.text(cell);
    let around = text.len().saturating_sub(usize::from(last.range.end() - first.outer.start()));
    let rest = &text[(usize::from(last.range.end()) - usize::from(cell.start())).min(text.len())..];
    let rest = rest.trim_start_matches(|character: char| is_mark(character) || matches!(character, '+' | '-'));
    let has_own_noun =
        key_at_start(&vocabulary().unit_nouns, rest).is_some() || rest.starts_with(['(', '（', '/']) || rest.is_empty();
    if 8 < around && !has_own_noun || 48 < around {
        return;
    }
    // `256 sequences × 1 token`: the cell says what it counts.
    let counts_other = header.dimension == Dimension::Count
        && !has_own_noun
        && rest.starts_with(|next: char| next.is_ascii_lowercase())
        && vocabulary().size_heads.at_start(rest).is_none()
        && vocabulary().modifiers.at_start(rest).is_none()
        && vocabulary().degrees.at_start(rest).is_none();
    // A large number without a mark of currency is no price, whatever its column is called.
    let is_unpriced = |one: &Value| {
        header.dimension == Dimension::Money
            && one.kind == QuantityKind::Number
            && (one.is_size || header.needs_currency)
    };
    if counts_other || values.iter().any(is_unpriced) {
        return;
    }
    for one in &values {
        if let Some(value) = scaled(one, header, view) {
            push(one.range, ClaimValue::Amount { value, operator: one.operator, unit: one.unit });
        }
    }
}

/// Returns the month of `2023.7`, which under a header for dates is no decimal.
fn dotted_month(text: &str) -> Option<Resolved> {
    let (year, month) = text.split_once('.')?;
    let (year, month): (i32, u32) = (year.parse().ok()?, month.parse().ok()?);
    if !(1900..2200).contains(&year) {
        return None;
    }
    let start = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Resolved { start, end: start.checked_add_months(Months::new(1))?, granularity: Granularity::Month })
}

/// Returns a cell's number in base units, where it can be a value of the header's attribute.
fn scaled(quantity: &Value, header: Header, view: &View<'_>) -> Option<QuantityValue> {
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
