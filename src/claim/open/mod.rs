//! Every claim of a document, whoever it is about: the wide reading.
//!
//! [`crate::claim::analyse`] ties a number to a name of the tables only where nothing else can be meant, for judging. This
//! reading is for listing, drafting tables and counting what was not checked: it names subjects that no table knows, and
//! takes the likeliest where several could be meant. It works in two steps that know nothing of each other: `candidate`
//! finds the numbers and dates that are values of an attribute, `subject` says whose they are.

#![expect(dead_code, reason = "the two steps are filled in next")]

mod candidate;
mod subject;

use crate::document::Document;
use crate::reference::ReferenceTables;
use crate::text::SourceFile;

use super::scene::{AttributeMention, Scene};
use super::sentence::Sentence;
use super::{Analysis, Claim, Subject};

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
pub fn read_open(_file: &SourceFile, _document: &Document, _tables: &ReferenceTables) -> Vec<Claim> {
    Vec::new()
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
