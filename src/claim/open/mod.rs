//! Every claim of a document, whoever it is about: the wide reading.
//!
//! [`crate::claim::analyse`] ties a number to a name of the tables only where nothing else can be meant, for judging. This
//! reading is for listing, drafting tables and counting what was not checked: it names subjects that no table knows, and
//! takes the likeliest where several could be meant. It works in two steps that know nothing of each other: `candidate`
//! finds the numbers and dates that are values of an attribute, `subject` says whose they are.

mod candidate;
mod subject;
mod vocabulary;

use crate::document::Document;
use crate::reference::ReferenceTables;
use crate::text::{SourceFile, TextRange};

use super::analyse::{merge, read_whole_with};
use super::scene::{AttributeMention, Scene, inside};
use super::sentence::{Sentence, sentences};
use super::{Analysis, Claim, ClaimValue, Link, Subject, analyse};

use candidate::Candidate;

/// A document with everything that was read out of it, which both steps look at.
pub(crate) struct View<'a> {
    pub(crate) document: &'a Document,
    pub(crate) tables: &'a ReferenceTables,
    /// What [`crate::claim::read_whole`] found: names of the tables, numbers, dates and cues of the whole prose.
    pub(crate) analysis: &'a Analysis,
    /// Words of attributes in the whole prose.
    pub(crate) attributes: &'a [AttributeMention],
    /// The sentences of each block, one entry a block of `document.blocks`.
    pub(crate) sentences: Vec<Vec<Sentence>>,
}

impl<'a> View<'a> {
    /// Returns the whole prose with what was found in it; `within` gives the part of a block, sentence or clause.
    pub(crate) fn scene(&self) -> Scene<'a> {
        Scene {
            tables: self.tables,
            prose: self.document.prose.text(),
            document_time: self.analysis.document_time,
            mentions: &self.analysis.mentions,
            quantities: &self.analysis.quantities,
            dates: &self.analysis.dates,
            attributes: self.attributes,
            cues: &self.analysis.cues,
        }
    }
}

/// Reads every claim of a document, in order of the values: those of [`crate::claim::analyse`], and those of the wide
/// reading where `analyse` has none.
pub fn read_open(file: &SourceFile, document: &Document, tables: &ReferenceTables) -> Vec<Claim> {
    let opaque = code(document);
    let (analysis, attributes) = read_whole_with(file, document, tables, &opaque);
    let view = View {
        document,
        tables,
        analysis: &analysis,
        attributes: &attributes,
        sentences: block_sentences(document, &analysis),
    };
    let exact = analyse(file, document, tables).claims.into_iter();
    let is_likely = |claim: &Claim| candidate::is_likely(tables, &claim.attributes, &claim.value);
    let mut claims: Vec<Claim> = exact.filter(|claim| claim.subject != Subject::Unknown && is_likely(claim)).collect();
    let mut open = open_claims(&view);
    open.retain_mut(|wide| match overlapping(&claims, wide.range) {
        None => true,
        // The ends of a range are two values; who has them was read more surely.
        Some(exact) if exact.range != wide.range && exact.range.contains_range(wide.range) => {
            wide.subject = exact.subject.clone();
            wide.modality = exact.modality;
            true
        }
        // The year of a bare month may follow from a sentence before.
        Some(exact) if exact.range == wide.range && is_guessed(exact) && !is_guessed(wide) => {
            wide.subject = exact.subject.clone();
            wide.modality = exact.modality;
            true
        }
        Some(_) => false,
    });
    claims.retain(|exact| overlapping(&open, exact.range).is_none());
    claims.append(&mut open);
    for claim in &mut claims {
        name_as_written(document, tables, claim);
    }
    claims.sort_by_key(|claim| (claim.range.start(), claim.range.end()));
    claims
}

/// Gives a subject the name that the text calls it by, where a table only lists that among the names of what is near.
fn name_as_written(document: &Document, tables: &ReferenceTables, claim: &mut Claim) {
    let Subject::Known { entity, range, link } = claim.subject else { return };
    if range.is_empty() || link == Link::Anchor {
        return;
    }
    let name = document.prose.slice(range).split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_ascii() && !subject::is_called(tables, entity, &name) {
        claim.subject = Subject::Named { name, range, link };
    }
}

/// Returns whether a claim's value is a date whose year was guessed.
fn is_guessed(claim: &Claim) -> bool {
    matches!(claim.value, ClaimValue::Date { is_year_certain: false, .. })
}

/// Returns the first of some claims, in order, that shares a byte with a range.
fn overlapping(claims: &[Claim], range: TextRange) -> Option<&Claim> {
    let index = claims.partition_point(|claim| claim.range.end() <= range.start());
    claims.get(index).filter(|claim| claim.range.start() < range.end())
}

fn open_claims(view: &View<'_>) -> Vec<Claim> {
    let candidates = candidate::candidates(view);
    let subjects = subject::subjects(view, &candidates);
    let claim = |(candidate, subject): (&Candidate, Subject)| Claim {
        range: candidate.range,
        subject,
        attributes: candidate.attributes.clone(),
        value: candidate.value.clone(),
        modality: candidate.modality,
        block: candidate.block,
    };
    candidates.iter().zip(subjects).filter(|(_, subject)| *subject != Subject::Unknown).map(claim).collect()
}

/// Returns the inline code of a document that is code: words between backticks (`1 million token context window`) are
/// prose that somebody set in another type.
fn code(document: &Document) -> Vec<TextRange> {
    let is_code = |range: &&TextRange| {
        let text = document.prose.slice(**range);
        let words = text.split(' ').filter(|word| word.starts_with(|first: char| first.is_alphabetic())).count();
        words < 2 || text.contains(['=', '{', '}', ';', '_', '<', '>', '$', '\\', '|', '#', '"']) || text.contains("--")
    };
    document.prose.opaque().iter().filter(is_code).copied().collect()
}

/// Splits every block into sentences; numbers and dates may have commas and points of their own.
fn block_sentences(document: &Document, analysis: &Analysis) -> Vec<Vec<Sentence>> {
    let of_block = |range: TextRange| {
        let dates = inside(&analysis.dates, range, |date| date.expression.range);
        let quantities = inside(&analysis.quantities, range, |quantity| quantity.range);
        let values = dates.iter().map(|date| date.expression.range);
        let protected = merge(values.chain(quantities.iter().map(|quantity| quantity.range)));
        sentences(document.prose.text(), range, &protected)
    };
    document.blocks.iter().map(|block| of_block(block.range)).collect()
}
