//! Claims in Markdown tables: rows name subjects and columns attributes, or the other way round.

use rust_decimal::Decimal;

use crate::document::{Document, Table};
use crate::quantity::{Amount, QuantityValue};
use crate::reference::{Dimension, PhraseRole};
use crate::text::TextRange;

use super::bind::accepts;
use super::scene::{AttributeMention, Scene, Topic, heading_topic, inside};
use super::words::words;
use super::{Claim, ClaimValue, Link, Modality, Subject};

/// The attributes that a header cell names, and the scale that it gives its values: 10⁸ in `参数量（亿）`.
struct Head<'a> {
    attributes: &'a [AttributeMention],
    power: Option<u32>,
}

/// Reads the claims of a table whose header row names attributes and whose first column names subjects, or of one that
/// lies on its side.
///
/// A cell counts only where it holds one value and nothing else but light words, and where its row's (or column's) name
/// is one subject alone: a note in a cell (`70B (max)`) makes it another's business.
pub(crate) fn claims_of_table(scene: &Scene<'_>, document: &Document, table: &Table, claims: &mut Vec<Claim>) {
    let Some((header, rows)) = table.rows.split_first() else { return };
    let range_of = |cell: &usize| document.blocks[*cell].range;
    let columns: Vec<Option<Head<'_>>> = header.iter().map(|cell| head(scene, range_of(cell))).collect();
    if columns.iter().any(Option::is_some) {
        let heads = || header.iter().map(|cell| scene.text(range_of(cell)).trim_matches(is_mark));
        let is_one_of = |head: &str, list: &[String]| list.iter().any(|word| word.eq_ignore_ascii_case(head));
        // `Base model`: the rows are about what was made of it.
        if heads().next().is_some_and(|first| is_one_of(first, &words().not_rows)) {
            return;
        }
        // A column that counts them makes amounts those of all together.
        let is_counted = heads().any(|head| is_one_of(head, &words().count_heads));
        for row in rows {
            let Some(topic) = row.first().and_then(|first| topic(scene, range_of(first))) else { continue };
            for (cell, column) in row.iter().zip(&columns).skip(1) {
                let Some(column) = column else { continue };
                if is_counted && column.attributes.iter().any(|attribute| attribute.measure.is_some()) {
                    continue;
                }
                claims.extend(claim_of_cell(scene, *cell, range_of(cell), topic, column));
            }
        }
        return;
    }
    let topics: Vec<Option<Topic>> = header.iter().map(|cell| topic(scene, range_of(cell))).collect();
    if topics.iter().skip(1).all(Option::is_none) {
        claims_of_card(scene, document, table, claims);
        return;
    }
    for row in rows {
        let Some(head) = row.first().and_then(|first| head(scene, range_of(first))) else { continue };
        for (cell, topic) in row.iter().zip(&topics).skip(1) {
            let Some(topic) = topic else { continue };
            claims.extend(claim_of_cell(scene, *cell, range_of(cell), *topic, &head));
        }
    }
}

/// Reads a table of two columns under a heading that names the subject: `| Context length | 128K |`.
fn claims_of_card(scene: &Scene<'_>, document: &Document, table: &Table, claims: &mut Vec<Claim>) {
    let Some(first) = table.rows.first().and_then(|row| row.first()) else { return };
    let Some(heading) = document.blocks[*first].heading else { return };
    let Some(topic) = heading_topic(scene, document.blocks[heading].range) else { return };
    for row in &table.rows {
        let [name, cell] = row.as_slice() else { return };
        let Some(head) = head(scene, document.blocks[*name].range) else { continue };
        claims.extend(claim_of_cell(scene, *cell, document.blocks[*cell].range, topic, &head));
    }
}

/// Returns the only subject of a cell that names one and says no more.
fn topic(scene: &Scene<'_>, cell: TextRange) -> Option<Topic> {
    let [mention] = inside(scene.mentions, cell, |mention| mention.range) else { return None };
    let is_whole = is_alone(scene.text(cell), mention.range.len().into()) && !scene.is_counted(mention.range);
    mention.topic().filter(|_| is_whole)
}

fn claim_of_cell(scene: &Scene<'_>, block: usize, cell: TextRange, topic: Topic, head: &Head<'_>) -> Option<Claim> {
    let claim = |range, attributes, value| Claim {
        range,
        subject: Subject::Known { entity: topic.entity, range: topic.range, link: Link::Structure },
        attributes,
        value,
        modality: Modality::Asserted,
        block,
    };
    let text = scene.text(cell);
    if let [quantity] = inside(scene.quantities, cell, |quantity| quantity.range) {
        let fitting = head.attributes.iter().find(|attribute| {
            matches!(attribute.role, PhraseRole::Noun | PhraseRole::Before | PhraseRole::After)
                && accepts(attribute, quantity)
        })?;
        let unit = scene.unit(fitting.attribute).unwrap_or_default();
        if !is_alone(without_unit(text, unit), quantity.range.len().into()) {
            return None;
        }
        if fitting.measure.is_some() {
            // A unit of its own says its scale.
            let value = head.power.is_none().then(|| fitting.claimed(quantity))?;
            return Some(claim(quantity.range, vec![fitting.attribute], value));
        }
        let value = in_column_scale(quantity.value, scene.text(quantity.number), head.power)?;
        // `7.2` under `Parameters` is in billions that the table does not name.
        if matches!(value, QuantityValue::Exact(amount) if amount.value < Decimal::ONE_THOUSAND) {
            return None;
        }
        let value = ClaimValue::Amount { value, operator: quantity.operator, unit: quantity.unit };
        return Some(claim(quantity.range, vec![fitting.attribute], value));
    }
    let [date] = inside(scene.dates, cell, |date| date.expression.range) else { return None };
    let tells_event = |attribute: &&AttributeMention| {
        matches!(attribute.role, PhraseRole::Verb | PhraseRole::IntransitiveVerb)
            && matches!(attribute.dimension, Dimension::Date | Dimension::DateRange)
    };
    let attributes: Vec<_> = head.attributes.iter().filter(tells_event).map(|verb| verb.attribute).collect();
    let range = date.expression.range;
    if attributes.is_empty() || !is_alone(text, range.len().into()) || !date.is_exact_date(scene.prose) {
        return None;
    }
    let days = date.resolve(scene.document_time)?;
    Some(claim(
        range,
        attributes,
        ClaimValue::Date { days, is_year_certain: date.is_year_certain(), is_counted: false },
    ))
}

/// Returns a number in the scale of its column; one with a scale of its own keeps it.
fn in_column_scale(value: QuantityValue, number: &str, power: Option<u32>) -> Option<QuantityValue> {
    let Some(power) = power else { return Some(value) };
    let has_own = !number.ends_with(|last: char| last.is_ascii_digit());
    let QuantityValue::Exact(amount) = value else { return None };
    if has_own {
        return Some(value);
    }
    let value = amount.value.checked_mul(Decimal::from(10_i64.pow(power)))?;
    let last_place = amount.last_place + i32::try_from(power).ok()?;
    Some(QuantityValue::Exact(Amount { value, last_place }))
}

/// Returns what a header cell names; `None` where it names no attribute or says more (`Params (non-embedding)`).
fn head<'a>(scene: &Scene<'a>, cell: TextRange) -> Option<Head<'a>> {
    let attributes = inside(scene.attributes, cell, |attribute| attribute.range);
    let first = attributes.first()?;
    // One phrase may be of several attributes; two phrases say more than a head does.
    let attributes = &attributes[..attributes.partition_point(|attribute| attribute.range == first.range)];
    let before = &scene.prose[usize::from(cell.start())..usize::from(first.range.start())];
    let after = &scene.prose[usize::from(first.range.end())..usize::from(cell.end())];
    let unit = scene.unit(first.attribute).unwrap_or_default();
    let power = power_of_head(after, unit);
    (is_plain(before) && (power.is_some() || is_plain(without_unit(after, unit)))).then_some(Head { attributes, power })
}

fn is_mark(character: char) -> bool {
    !character.is_alphanumeric()
}

fn is_plain(text: &str) -> bool {
    let text = text.trim_matches(is_mark);
    text.is_empty()
        || ["total", "总", "model", "模型", "max", "最大"].iter().any(|word| text.eq_ignore_ascii_case(word))
        || words().date_nouns.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Returns a text without the attribute's unit at its end: `128K tokens`, `（token）`.
fn without_unit<'t>(text: &'t str, unit: &str) -> &'t str {
    let trimmed = text.trim_end_matches(is_mark);
    let single = trimmed.strip_suffix(['s', 'S']).unwrap_or(trimmed);
    for whole in [trimmed, single] {
        let Some(start) = whole.len().checked_sub(unit.len()).filter(|_| !unit.is_empty()) else { continue };
        if whole.is_char_boundary(start) && whole[start..].eq_ignore_ascii_case(unit) {
            return &whole[..start];
        }
    }
    text
}

/// Returns the power of ten that the head of a column gives: `（亿）`, `(B)`, `, in billions`, `（万亿 token）`.
fn power_of_head(after: &str, unit: &str) -> Option<u32> {
    const SCALES: [(&str, u32); 18] = [
        ("万亿", 12),
        ("十亿", 9),
        ("亿", 8),
        ("百万", 6),
        ("万", 4),
        ("trillions", 12),
        ("trillion", 12),
        ("billions", 9),
        ("billion", 9),
        ("millions", 6),
        ("million", 6),
        ("thousands", 3),
        ("thousand", 3),
        ("T", 12),
        ("B", 9),
        ("M", 6),
        ("K", 3),
        ("k", 3),
    ];
    let text = without_unit(after, unit).trim_matches(is_mark);
    let text = ["单位", "in ", "unit"].iter().find_map(|word| text.strip_prefix(word)).unwrap_or(text);
    let text = text.trim_matches(is_mark).trim_end_matches('个');
    SCALES.iter().find(|(scale, _)| *scale == text).map(|(_, power)| *power)
}

/// Returns whether a cell holds little besides an item of `length` bytes: marks, spaces, emphasis.
fn is_alone(cell: &str, length: usize) -> bool {
    cell.trim_matches(|character: char| character.is_whitespace() || matches!(character, '*' | '_' | '`')).len()
        <= length + 2
}
