//! Dates of events: a date and a word for an event in one clause, or in the next.

use crate::claim::scene::{AttributeMention, Scene, inside};
use crate::claim::sentence::Sentence;
use crate::claim::{ClaimValue, DateMention, Modality};
use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::temporal::{CarriedYear, PartialDate, Resolved, TemporalExpression, TemporalValue, resolve};
use crate::text::{TextRange, size};

use super::super::View;
use super::super::vocabulary::{first_key, vocabulary};
use super::Candidate;

/// Reads the dates of a sentence that an event stands beside.
pub(super) fn read(
    view: &View<'_>,
    scene: &Scene<'_>,
    sentence: &Sentence,
    block: usize,
    candidates: &mut Vec<Candidate>,
) {
    for date in scene.dates {
        let range = date.expression.range;
        if !says_when(date) {
            continue;
        }
        let Some(days) = with_year_before(view, date, block).or_else(|| date.resolve(scene.document_time)) else {
            continue;
        };
        let index = sentence.clauses.partition_point(|clause| clause.end() < range.end());
        let Some(clause) = sentence.clauses.get(index) else { continue };
        let next = sentence.clauses.get(index + 1);
        let found = event(view, scene, *clause, range).or_else(|| event_after(view, scene, *clause, next, range));
        let Some((phrase, attributes)) = found else { continue };
        candidates.push(Candidate {
            range,
            phrase: range.cover(phrase),
            attributes,
            value: ClaimValue::Date { days, is_year_certain: date.is_year_certain() },
            modality: Modality::Asserted,
            block,
        });
    }
}

/// Returns the days of a month or day without a year that goes on from a year before it in its paragraph:
/// `2023年，…。4月，…`.
fn with_year_before(view: &View<'_>, date: &DateMention, block: usize) -> Option<Resolved> {
    let TemporalValue::Date(PartialDate { year: None, month: Some(month), .. }) = date.expression.value else {
        return None;
    };
    if date.expression.carried_year.is_some() {
        return None;
    }
    let paragraph = inside(&view.analysis.dates, view.document.blocks[block].range, |date| date.expression.range);
    let index = paragraph.partition_point(|other| other.expression.range.end() <= date.expression.range.start());
    // A few dates back, and no further than a reader remembers.
    for other in paragraph[..index].iter().rev().take(4) {
        if 300 < u32::from(date.expression.range.start() - other.expression.range.end()) {
            return None;
        }
        match other.expression.value {
            TemporalValue::Date(PartialDate { year: Some(year), month: before, .. }) => {
                let follows = before.is_none_or(|before| before <= month);
                let expression =
                    TemporalExpression { carried_year: Some(CarriedYear::Absolute(year)), ..date.expression.clone() };
                return follows.then(|| resolve(&expression, view.analysis.document_time?, date.tense)).flatten();
            }
            TemporalValue::Date(PartialDate { year: None, .. }) | TemporalValue::Duration(_) => {}
            _ => return None,
        }
    }
    None
}

/// Returns whether an expression says when, and not how long.
fn says_when(date: &DateMention) -> bool {
    match &date.expression.value {
        TemporalValue::Duration(_) => false,
        TemporalValue::Relative(relative) => !relative.is_distance,
        _ => true,
    }
}

/// Returns the event of a clause that is nearest to a date, with its attributes.
fn event(
    view: &View<'_>,
    scene: &Scene<'_>,
    clause: TextRange,
    date: TextRange,
) -> Option<(TextRange, Vec<AttributeIndex>)> {
    let attributes = inside(scene.attributes, clause, |attribute| attribute.range);
    let distance = |attribute: &&AttributeMention| {
        if attribute.range.end() <= date.start() {
            u32::from(date.start() - attribute.range.end()) + 1
        } else {
            u32::from(attribute.range.start().max(date.end()) - date.end())
        }
    };
    let nearest = attributes.iter().filter(|attribute| tells_event(attribute)).min_by_key(distance);
    let Some(nearest) = nearest else { return wide_event(view, scene, clause) };
    let same = attributes.iter().filter(|other| other.range == nearest.range && tells_event(other));
    Some((nearest.range, same.map(|attribute| attribute.attribute).collect()))
}

/// Returns the event that a clause tells in words that the tables do not have.
fn wide_event(view: &View<'_>, scene: &Scene<'_>, clause: TextRange) -> Option<(TextRange, Vec<AttributeIndex>)> {
    let text = scene.text(clause);
    let text = &text[..text.floor_char_boundary(400.min(text.len()))];
    let (key, start) = first_key(&vocabulary().events, text)?;
    let at = clause.start() + size(start);
    Some((TextRange::empty(at), vec![view.tables.find_attribute(key)?]))
}

/// Returns the event of the clause after one that says only when: `2023年12月，微软推出Phi-2`.
fn event_after(
    view: &View<'_>,
    scene: &Scene<'_>,
    clause: TextRange,
    next: Option<&TextRange>,
    date: TextRange,
) -> Option<(TextRange, Vec<AttributeIndex>)> {
    let lead = u32::from(date.start() - clause.start().min(date.start()));
    let tail = u32::from(clause.end().max(date.end()) - date.end());
    if 24 < lead + tail {
        return None;
    }
    event(view, scene, *next?, date)
}

fn tells_event(attribute: &AttributeMention) -> bool {
    attribute.role == PhraseRole::Verb && matches!(attribute.dimension, Dimension::Date | Dimension::DateRange)
}
