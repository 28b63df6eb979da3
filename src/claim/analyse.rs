//! Reads everything out of one document, once.

use crate::document::{BlockKind, DateReading, Document};
use crate::language::{self, Cue, CueKind};
use crate::quantity::Measure;
use crate::reference::{Dimension, MatchTarget, PhraseRole, ReferenceTables, TableMatch};
use crate::temporal::Tense;
use crate::text::{Folded, SourceFile, TextRange};
use crate::{document, quantity, temporal};

use super::anchor;
use super::frame::claims_of_block;
use super::look_alike::{self, LookAlike};
use super::mention::mentions;
use super::scene::{AttributeMention, Scene, between, heading_topic, inside};
use super::sentence::sentences;
use super::statement::{self, StatementNames, is_topic_name};
use super::stretch::Countable;
use super::table::claims_of_table;
use super::words::words;
use super::{Analysis, Claim, DateMention, Mention, Modality};

/// Analyses a document against the names and phrases of the reference tables.
pub fn analyse(file: &SourceFile, document: &Document, tables: &ReferenceTables) -> Analysis {
    let mut analysis = dated(file, document);
    let mut attributes = Vec::new();
    let mut names = StatementNames::default();
    let mut countable = Countable::of(document, tables);
    let anchors = anchor::read(file, document, tables);
    for anchor in &anchors {
        countable.add_anchored(anchor.blocks.clone());
    }
    for stretch in countable.stretches() {
        read_names(document, tables, stretch, &mut analysis, &mut attributes, &mut names);
    }
    for stretch in countable.readable(&analysis.mentions, &names) {
        read_values(document, stretch, document.prose.opaque(), &mut analysis);
    }
    if analysis.mentions.is_empty() && names.parties.is_empty() && anchors.is_empty() {
        return analysis;
    }
    let scene = whole(document, tables, &analysis, &attributes);
    let mut claims = claims(document, &scene, &countable, tables, &names);
    let anchors = anchor::tie(document, &scene, anchors, tables, &mut claims);
    claims.sort_by_key(|claim| (claim.range.start(), claim.range.end()));
    Analysis { claims, anchors, ..analysis }
}

/// Reads names, numbers, dates and cues out of the whole prose, and no claims.
///
/// [`analyse`] passes over blocks in which nothing can be judged; this finds 昨日 and `two weeks ago` there too.
pub fn read_whole(file: &SourceFile, document: &Document, tables: &ReferenceTables) -> Analysis {
    read_whole_with(file, document, tables, document.prose.opaque()).0
}

/// Reads the same, with the words of attributes beside it; numbers inside `opaque` ranges are left out.
pub(super) fn read_whole_with(
    file: &SourceFile,
    document: &Document,
    tables: &ReferenceTables,
    opaque: &[TextRange],
) -> (Analysis, Vec<AttributeMention>) {
    let mut analysis = dated(file, document);
    let mut attributes = Vec::new();
    let whole = TextRange::up_to(crate::text::size(document.prose.text().len()));
    read_names(document, tables, whole, &mut analysis, &mut attributes, &mut StatementNames::default());
    read_values(document, whole, opaque, &mut analysis);
    (analysis, attributes)
}

/// Returns a document's own date: the front matter's, or else the file name's.
pub fn document_date(file: &SourceFile, document: &Document) -> Option<chrono::NaiveDate> {
    dated(file, document).document_time
}

/// Starts with the dates that a document has of itself.
fn dated(file: &SourceFile, document: &Document) -> Analysis {
    let front_matter_date = document::front_matter_date(document);
    let file_name_date = match document::file_name_date(file.file_name()) {
        Some(DateReading::Day(day)) => Some(day),
        _ => None,
    };
    let document_time = front_matter_date.map(|(date, _)| date).or(file_name_date);
    Analysis { document_time, front_matter_date, file_name_date, ..Analysis::default() }
}

/// Reads names of subjects and words of attributes out of a stretch of the prose.
fn read_names(
    document: &Document,
    tables: &ReferenceTables,
    stretch: TextRange,
    analysis: &mut Analysis,
    attributes: &mut Vec<AttributeMention>,
    names: &mut StatementNames,
) {
    let text = document.prose.slice(stretch);
    let start = stretch.start();
    let folded = Folded::width(text);
    let mut matches = tables.scan(folded.text());
    if !folded.is_aligned() {
        for found in &mut matches {
            found.range = folded.to_source(found.range);
        }
    }
    let found = look_alike::read(tables, text, &mut matches).into_iter().map(|found| LookAlike {
        range: found.range + start,
        characters: found.characters.into_iter().map(|(place, letter)| (place + start, letter)).collect(),
        ..found
    });
    analysis.look_alikes.extend(found);
    for mention in attribute_mentions(tables, &matches) {
        attributes.push(AttributeMention { range: mention.range + start, ..mention });
    }
    names.read(tables, text, &matches, start);
    matches.retain(|found| is_topic_name(tables, found));
    let mentions = mentions(text, &matches).into_iter();
    analysis.mentions.extend(mentions.map(|mention| Mention { range: mention.range + start, ..mention }));
}

/// Reads numbers, dates and cues out of a stretch of the prose, names and `opaque` ranges masked.
fn read_values(document: &Document, stretch: TextRange, opaque: &[TextRange], analysis: &mut Analysis) {
    let text = document.prose.slice(stretch);
    let start = stretch.start();
    let opaque = inside(opaque, stretch, |range| *range).iter().copied();
    let named = inside(&analysis.mentions, stretch, |mention| mention.range).iter().map(|mention| mention.range);
    let names: Vec<TextRange> = merge(named.chain(opaque)).into_iter().map(|range| range - start).collect();
    let tokens = language::scan(text, &names);
    let expressions = temporal::extract_tokens(&tokens);
    let mut quantities = quantity::extract_tokens(&tokens, &expressions);
    let cues = language::cues(&tokens);

    // Several dates of a sentence share its tense, and a line without sentence ends can be megabytes long.
    let mut sentence: Option<Tensed> = None;
    analysis.dates.extend(expressions.into_iter().map(|mut expression| {
        let same = sentence.filter(|sentence| sentence.range.contains_range(expression.range));
        let Tensed { tense, .. } =
            *sentence.insert(same.unwrap_or_else(|| Tensed::around(text, cues, expression.range)));
        expression.range += start;
        expression.weekday = expression.weekday.map(|(range, weekday)| (range + start, weekday));
        DateMention { expression, tense }
    }));
    analysis.cues.extend(cues.iter().map(|cue| Cue { range: cue.range + start, ..*cue }));
    // A stretch may have megabytes of numbers: what they were read from goes first, and they are moved, not copied.
    drop(tokens);
    for quantity in &mut quantities {
        quantity.range += start;
        quantity.number += start;
        quantity.operator_range = quantity.operator_range.map(|range| range + start);
    }
    if analysis.quantities.is_empty() {
        analysis.quantities = quantities;
    } else {
        analysis.quantities.append(&mut quantities);
    }
}

/// Returns the numbers of a scene; a list of them counts as one: the commas of `7B, 13B, and 70B` part nothing.
fn lists<'a>(scene: &'a Scene<'_>) -> impl Iterator<Item = TextRange> + 'a {
    let parts = scene.quantities.chunk_by(|left, right| {
        left.kind == right.kind && words().is_conjunction(scene.text(between(left.range, right.range)))
    });
    parts.filter_map(|list| Some(list.first()?.range.cover(list.last()?.range)))
}

/// Returns the ranges in order; where two overlap, they become one.
pub(super) fn merge(ranges: impl Iterator<Item = TextRange>) -> Vec<TextRange> {
    let mut ranges: Vec<TextRange> = ranges.collect();
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

fn attribute_mentions<'a>(
    tables: &'a ReferenceTables,
    matches: &'a [TableMatch],
) -> impl Iterator<Item = AttributeMention> + 'a {
    let mention = move |found: &TableMatch| match found.target {
        MatchTarget::Phrase { attribute, role } if role != PhraseRole::Excluded => {
            let known = tables.attribute(attribute);
            let is_quantity = known.dimension == Dimension::Quantity;
            let measure = known.unit.as_deref().filter(|_| is_quantity).and_then(Measure::of);
            (known.dimension != Dimension::Subject).then_some(AttributeMention {
                range: found.range,
                attribute,
                dimension: known.dimension,
                role,
                measure,
            })
        }
        _ => None,
    };
    matches.iter().filter_map(mention)
}

/// A stretch of the prose between two ends of sentences, and what its verbs say of its time.
#[derive(Clone, Copy)]
struct Tensed {
    range: TextRange,
    tense: Tense,
}

impl Tensed {
    /// Reads the sentence that a date stands in.
    fn around(prose: &str, cues: &[Cue], date: TextRange) -> Self {
        let is_end = |character: char| matches!(character, '。' | '！' | '？' | '\n' | '；');
        let start = prose[..usize::from(date.start())].rfind(is_end).map_or(0, |at| at + 1);
        let end = prose[usize::from(date.end())..].find(is_end).map_or(prose.len(), |at| usize::from(date.end()) + at);
        let range = crate::text::range(prose.ceil_char_boundary(start), end);
        let in_sentence = inside(cues, range, |cue| cue.range);
        let has = |kind: CueKind| in_sentence.iter().any(|cue| cue.kind == kind);
        let tense = match (has(CueKind::Past), has(CueKind::Future) || has(CueKind::Forecast)) {
            (true, false) => Tense::Past,
            (false, true) => Tense::Future,
            _ => Tense::Unknown,
        };
        Self { range, tense }
    }
}

/// Returns the whole prose with what was found in it.
fn whole<'a>(
    document: &'a Document,
    tables: &'a ReferenceTables,
    analysis: &'a Analysis,
    attributes: &'a [AttributeMention],
) -> Scene<'a> {
    Scene {
        tables,
        prose: document.prose.text(),
        document_time: analysis.document_time,
        mentions: &analysis.mentions,
        quantities: &analysis.quantities,
        dates: &analysis.dates,
        attributes,
        cues: &analysis.cues,
    }
}

/// Reads the claims of every block that has both a number and words of an attribute, in order of their values.
fn claims(
    document: &Document,
    whole: &Scene<'_>,
    countable: &Countable<'_>,
    tables: &ReferenceTables,
    names: &StatementNames,
) -> Vec<Claim> {
    let mut claims = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if matches!(block.kind, BlockKind::TableCell { .. }) {
            continue;
        }
        // A list item may leave out what its heading names; running text under a heading speaks of other things too.
        let is_item = matches!(block.kind, BlockKind::Paragraph { list_depth: 1.., .. });
        let heading = block.heading.filter(|_| is_item);
        let heading = heading.and_then(|heading| heading_topic(whole, document.blocks[heading].range));
        // Most blocks name nobody: asked first.
        let has_topic = heading.is_some()
            || countable.is_anchored(index)
            || !inside(whole.mentions, block.range, |mention| mention.range).is_empty();
        let has_statement = !inside(&names.parties, block.range, |party| party.range).is_empty()
            && !inside(&names.verbs, block.range, |verb| verb.range).is_empty();
        if !has_topic && !has_statement {
            continue;
        }
        let scene = whole.within(block.range);
        // `for a month` has no number.
        let tells_length = scene.attributes.iter().any(|attribute| attribute.role == PhraseRole::Since);
        let has_number = !scene.quantities.is_empty() || !scene.dates.is_empty();
        let has_value = has_topic && (has_number || tells_length);
        if !has_value && !has_statement {
            continue;
        }
        // Values may have commas and points of their own.
        let values = scene.dates.iter().map(|date| date.expression.range);
        let protected = merge(values.chain(lists(&scene)));
        let sentences = sentences(whole.prose, block.range, &protected);
        let first = claims.len();
        if has_value {
            claims_of_block(&scene, &sentences, index, heading, &mut claims);
        }
        if has_statement {
            statement::claims_of_block(&scene, names, tables, &sentences, (index, block.range), &mut claims);
        }
        if matches!(block.kind, BlockKind::Paragraph { quote_depth: 1.., .. }) {
            for claim in &mut claims[first..] {
                claim.modality = claim.modality.max(Modality::Quoted);
            }
        }
    }
    for table in &document.tables {
        claims_of_table(whole, document, table, &mut claims);
    }
    claims.sort_by_key(|claim| (claim.range.start(), claim.range.end()));
    claims
}
