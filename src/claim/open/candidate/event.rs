//! Dates of events: a date and a word for an event in one clause, or in the next.

use crate::claim::scene::{AttributeMention, Scene, inside};
use crate::claim::sentence::Sentence;
use crate::claim::{ClaimValue, DateMention, Modality};
use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::temporal::TemporalValue;
use crate::text::TextRange;

use super::super::View;
use super::Candidate;

/// Reads the dates of a sentence that an event stands beside.
pub(super) fn read(
    view: &View<'_>,
    scene: &Scene<'_>,
    sentence: &Sentence,
    block: usize,
    candidates: &mut Vec<Candidate>,
) {
    let mut taken = 0;
    for date in scene.dates {
        let range = date.expression.range;
        if !says_when(date) {
            continue;
        }
        let Some(days) = date.resolve(scene.document_time) else { continue };
        let index = sentence.clauses.partition_point(|clause| clause.end() < range.end());
        let Some(clause) = sentence.clauses.get(index) else { continue };
        let next = sentence.clauses.get(index + 1);
        let Some((phrase, attributes)) = event(scene, *clause, range).or_else(|| event_after(scene, *clause, next, range))
        else {
            continue;
        };
        taken += 1;
        if taken > 24 {
            break;
        }
        candidates.push(Candidate {
            range,
            phrase: range.cover(phrase),
            attributes,
            value: ClaimValue::Date { days, is_year_certain: date.is_year_certain() },
            modality: Modality::Asserted,
            block,
        });
    }
    let _ = view;
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
fn event(scene: &Scene<'_>, clause: TextRange, date: TextRange) -> Option<(TextRange, Vec<AttributeIndex>)> {
    let attributes = inside(scene.attributes, clause, |attribute| attribute.range);
    let distance = |attribute: &&AttributeMention| {
        if attribute.range.end() <= date.start() {
            u32::from(date.start() - attribute.range.end()) + 1
        } else {
            u32::from(attribute.range.start().max(date.end()) - date.end())
        }
    };
    let nearest = attributes.iter().filter(|attribute| tells_event(attribute)).min_by_key(distance)?;
    let same = attributes.iter().filter(|other| other.range == nearest.range && tells_event(other));
    Some((nearest.range, same.map(|attribute| attribute.attribute).collect()))
}

/// Returns the event of the clause after one that says only when: `2023年12月，微软推出Phi-2`.
fn event_after(
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
    event(scene, *next?, date)
}

fn tells_event(attribute: &AttributeMention) -> bool {
    attribute.role == PhraseRole::Verb && matches!(attribute.dimension, Dimension::Date | Dimension::DateRange)
}
