//! Reads everything out of one document, once.

use crate::document::{BlockKind, DateReading, Document};
use crate::language::{self, Cue, CueKind};
use crate::reference::{MatchTarget, PhraseRole, ReferenceTables, TableMatch};
use crate::temporal::Tense;
use crate::text::{Folded, SourceFile, TextRange};
use crate::{document, quantity, temporal};

use super::frame::{AttributeMention, Scene, claims_of_block, heading_topic, inside};
use super::mention::mentions;
use super::sentence::sentences;
use super::table::claims_of_table;
use super::{Analysis, Claim, DateMention};

/// Analyses a document against the names and phrases of the reference tables.
pub fn analyse(file: &SourceFile, document: &Document, tables: &ReferenceTables) -> Analysis {
    let prose = document.prose.text();
    let front_matter_date = document::front_matter_date(document);
    let file_name_date = match document::file_name_date(file.file_name()) {
        Some(DateReading::Day(day)) => Some(day),
        _ => None,
    };
    let document_time = front_matter_date.map(|(date, _)| date).or(file_name_date);

    let folded = Folded::width(prose);
    let mut matches = tables.scan(folded.text());
    if !folded.is_aligned() {
        for found in &mut matches {
            found.range = folded.to_source(found.range);
        }
    }
    let mentions = mentions(prose, &matches);
    let names = merge(mentions.iter().map(|mention| mention.range), document.prose.opaque());
    let tokens = language::scan(prose, &names);
    let expressions = temporal::extract_tokens(&tokens);
    let quantities = quantity::extract_tokens(&tokens, &expressions);
    let cues = language::cues(&tokens).to_vec();
    let dates = expressions
        .into_iter()
        .map(|expression| DateMention { tense: tense(document, &cues, expression.range), expression })
        .collect();
    let mut analysis = Analysis {
        document_time,
        front_matter_date,
        file_name_date,
        mentions,
        quantities,
        dates,
        cues,
        claims: Vec::new(),
    };
    if !analysis.mentions.is_empty() {
        let attributes = attribute_mentions(tables, &matches);
        analysis.claims = claims(document, &analysis, &attributes);
    }
    analysis
}

/// Returns the ranges of both lists in order; where two overlap, they become one.
fn merge(names: impl Iterator<Item = TextRange>, opaque: &[TextRange]) -> Vec<TextRange> {
    let mut ranges: Vec<TextRange> = names.chain(opaque.iter().copied()).collect();
    ranges.sort_by_key(|range| range.start());
    let mut merged: Vec<TextRange> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start() < last.end() => *last = last.cover(range),
            _ => merged.push(range),
        }
    }
    merged
}

fn attribute_mentions(tables: &ReferenceTables, matches: &[TableMatch]) -> Vec<AttributeMention> {
    let mention = |found: &TableMatch| match found.target {
        MatchTarget::Phrase { attribute, role } if role != PhraseRole::Excluded => {
            let dimension = tables.attribute(attribute).dimension;
            Some(AttributeMention { range: found.range, attribute, dimension, role })
        }
        _ => None,
    };
    matches.iter().filter_map(mention).collect()
}

/// Returns what the verbs around a date say of its time.
fn tense(document: &Document, cues: &[Cue], date: TextRange) -> Tense {
    let prose = document.prose.text();
    let is_end = |character: char| matches!(character, '。' | '！' | '？' | '\n' | '；');
    let start = prose[..usize::from(date.start())].rfind(is_end).map_or(0, |at| at + 1);
    let end = prose[usize::from(date.end())..].find(is_end).map_or(prose.len(), |at| usize::from(date.end()) + at);
    let start = prose.ceil_char_boundary(start);
    let in_sentence = inside(cues, crate::text::range(start, end), |cue| cue.range);
    let has = |kind: CueKind| in_sentence.iter().any(|cue| cue.kind == kind);
    match (has(CueKind::Past), has(CueKind::Future) || has(CueKind::Forecast)) {
        (true, false) => Tense::Past,
        (false, true) => Tense::Future,
        _ => Tense::Unknown,
    }
}

/// Reads the claims of every block that has both a number and words of an attribute.
fn claims(document: &Document, analysis: &Analysis, attributes: &[AttributeMention]) -> Vec<Claim> {
    let whole = Scene {
        prose: document.prose.text(),
        document_time: analysis.document_time,
        mentions: &analysis.mentions,
        quantities: &analysis.quantities,
        dates: &analysis.dates,
        attributes,
        cues: &analysis.cues,
    };
    let mut claims = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::TableCell { .. }) {
            continue;
        }
        let scene = whole.within(block.range);
        if scene.quantities.is_empty() && scene.dates.is_empty() {
            continue;
        }
        // A list item may leave out what its heading names; running text under a heading speaks of other things too.
        let is_item = matches!(block.kind, BlockKind::Paragraph { list_depth: 1.., .. });
        let heading = block.heading.filter(|_| is_item);
        let heading = heading.and_then(|heading| heading_topic(whole.mentions, document.blocks[heading].range));
        if scene.mentions.is_empty() && heading.is_none() {
            continue;
        }
        let sentences = sentences(whole.prose, block.range);
        claims_of_block(&scene, &sentences, index, heading, &mut claims);
    }
    for table in &document.tables {
        claims_of_table(&whole, document, table, &mut claims);
    }
    claims.sort_by_key(|claim| (claim.range.start(), claim.range.end()));
    claims
}
