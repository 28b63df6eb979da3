//! Dates of events: a date and a word for an event in one clause, or in the next.

use crate::claim::scene::{AttributeMention, Scene, inside};
use crate::claim::sentence::Sentence;
use crate::claim::{ClaimValue, DateMention, Modality};
use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::temporal::{
    CarriedYear, Granularity, PartialDate, Resolved, TemporalExpression, TemporalValue, Tense, resolve,
};
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
        let lead = super::skip_marks_back(&scene.prose[..usize::from(range.start())]);
        if !says_when(scene, date) || vocabulary().until.at_end(lead).is_some() {
            continue;
        }
        let index = sentence.clauses.partition_point(|clause| clause.end() < range.end());
        let Some(clause) = sentence.clauses.get(index) else { continue };
        let next = sentence.clauses.get(index + 1);
        let found = event(view, scene, *clause, range)
            .or_else(|| event_after(view, scene, *clause, next, range))
            .or_else(|| opening(view, scene, sentence, date))
            .or_else(|| bracketed(view, scene, range));
        let Some((phrase, attributes)) = found else { continue };
        let carried = with_year_before(view, date, block);
        let is_year_certain = carried.is_some() || date.is_year_certain();
        let Some(days) =
            carried.or_else(|| reported(view, date, &attributes)).or_else(|| date.resolve(scene.document_time))
        else {
            continue;
        };
        candidates.push(Candidate {
            range,
            phrase: range.cover(phrase),
            attributes,
            value: ClaimValue::Date { days, is_year_certain, is_counted: false },
            modality: Modality::Asserted,
            block,
        });
    }
}

/// Returns the days of a date without a year on which something was said or reported: they are past, whatever is said
/// of the future (`1月23日，路透社爆料…将…`).
fn reported(view: &View<'_>, date: &DateMention, attributes: &[AttributeIndex]) -> Option<Resolved> {
    let is_report = attributes.iter().all(|attribute| &*view.tables.attribute(*attribute).key == "announced");
    if !is_report || date.is_year_certain() {
        return None;
    }
    resolve(&date.expression, view.analysis.document_time?, Tense::Past)
}

/// Takes a date that stands alone in the brackets right behind a name for that of its release: `Gull 2 (July 2022) was …`.
fn bracketed(view: &View<'_>, scene: &Scene<'_>, date: TextRange) -> Option<(TextRange, Vec<AttributeIndex>)> {
    let lead =
        scene.prose[..usize::from(date.start())].strip_suffix(['(', '（'])?.trim_end_matches([' ', '*', '》', '」']);
    let closes = scene.prose[usize::from(date.end())..].starts_with([')', '）', '，', ',']);
    let end = view.analysis.mentions.partition_point(|mention| usize::from(mention.range.end()) < lead.len());
    let mention = view.analysis.mentions.get(end)?;
    let is_named = usize::from(mention.range.end()) == lead.len() && mention.entity.is_some();
    let is_product = mention.entity.is_some_and(|entity| {
        matches!(
            view.tables.entity(entity).kind.as_deref(),
            Some("model" | "family" | "release" | "accelerator" | "graphics")
        )
    });
    let attribute = view.tables.find_attribute("released").filter(|_| closes && is_named && is_product)?;
    Some((date, vec![attribute]))
}

/// Takes a day or a month that opens a sentence for that of what the sentence tells: `8月17日，某公司计划…`.
fn opening(
    view: &View<'_>,
    scene: &Scene<'_>,
    sentence: &Sentence,
    date: &DateMention,
) -> Option<(TextRange, Vec<AttributeIndex>)> {
    let range = date.expression.range;
    let lead = scene.text(TextRange::new(sentence.range.start(), range.start().max(sentence.range.start())));
    let lead = lead.trim_matches(|character: char| !character.is_alphanumeric());
    let is_fine = match &date.expression.value {
        TemporalValue::Date(PartialDate { month, .. }) => month.is_some(),
        TemporalValue::Relative(relative) => relative.part.month.is_some() || relative.unit == Granularity::Day,
        _ => false,
    };
    let opens = lead.is_empty() || vocabulary().date_leads.at_start(lead) == Some(lead.len());
    let attribute = view.tables.find_attribute("announced").filter(|_| is_fine && opens)?;
    Some((range, vec![attribute]))
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

/// Returns whether an expression says when, and not how long, and is no part of a name (2024年版, 2022年度).
fn says_when(scene: &Scene<'_>, date: &DateMention) -> bool {
    let after = &scene.prose[usize::from(date.expression.range.end())..];
    match &date.expression.value {
        TemporalValue::Duration(_) => false,
        // 今年 alone says too little.
        TemporalValue::Relative(relative) => {
            let is_year = relative.unit == Granularity::Year && relative.part == PartialDate::default();
            !(relative.is_distance || is_year && relative.date_part.is_none())
        }
        TemporalValue::Date(PartialDate { month: None, day: None, .. }) => {
            !after.starts_with(['版', '度', '级', '款', '届'])
        }
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
