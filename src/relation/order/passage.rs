//! The sentence around a place, and what its words say of how it is meant.

use crate::claim::Analysis;
use crate::document::{BlockKind, Document};
use crate::language::{Cue, CueKind};
use crate::relation::ends::Ends;
use crate::text::{TextRange, range, size};

/// Bytes that are looked at on either side of a place: more than nearly all sentences have.
const REACH: usize = 400;

/// A sentence of a document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage<'a> {
    pub(super) prose: &'a str,
    /// Bytes of the prose, within one block.
    pub(super) range: TextRange,
    cues: &'a [Cue],
    quote_depth: u8,
}

impl<'a> Passage<'a> {
    /// Returns the sentence that a range of the prose stands in.
    pub(super) fn around(document: &'a Document, analysis: &'a Analysis, place: TextRange) -> Option<Self> {
        let blocks = &document.blocks;
        let index = blocks.partition_point(|block| block.range.start() <= place.start()).checked_sub(1)?;
        let block = blocks.get(index).filter(|block| block.range.contains_range(place))?;
        let prose = document.prose.text();
        let (first, last) = (usize::from(place.start()), usize::from(place.end()));
        let floor = prose.ceil_char_boundary(first.saturating_sub(REACH)).max(usize::from(block.range.start()));
        let ceiling = prose.floor_char_boundary(last + REACH).min(usize::from(block.range.end()));
        let start = ENDS.last(&prose[floor..first]).map_or(floor, |(_, end)| floor + end);
        let end = ENDS.first(&prose[last..ceiling]).map_or(ceiling, |(at, _)| last + at);
        let quote_depth = match block.kind {
            BlockKind::Paragraph { quote_depth, .. } => quote_depth,
            _ => 0,
        };
        let range = range(start, end);
        let first = analysis.cues.partition_point(|cue| cue.range.start() < range.start());
        let count = analysis.cues[first..].partition_point(|cue| cue.range.end() <= range.end());
        Some(Self { prose, range, cues: &analysis.cues[first..first + count], quote_depth })
    }

    pub(super) fn text(&self) -> &'a str {
        self.slice(self.range)
    }

    pub(super) fn slice(&self, range: TextRange) -> &'a str {
        &self.prose[usize::from(range.start())..usize::from(range.end())]
    }

    /// Returns the part of the sentence before a range in it.
    pub(super) fn before(&self, place: TextRange) -> &'a str {
        &self.prose[usize::from(self.range.start())..usize::from(place.start().max(self.range.start()))]
    }

    /// Returns the part of the sentence behind a range in it.
    pub(super) fn after(&self, place: TextRange) -> &'a str {
        &self.prose[usize::from(place.end().min(self.range.end()))..usize::from(self.range.end())]
    }

    /// Returns the text between two ranges; empty where they touch or overlap.
    pub(super) fn between(&self, left: TextRange, right: TextRange) -> &'a str {
        &self.prose[usize::from(left.end())..usize::from(right.start().max(left.end()))]
    }

    /// Returns whether the author says it outright: no rumour, plan, denial, condition or question, and in nobody's mouth.
    pub(super) fn is_asserted(&self) -> bool {
        let turns = |cue: &Cue| {
            matches!(
                cue.kind,
                CueKind::Hedge
                    | CueKind::Forecast
                    | CueKind::Negation
                    | CueKind::Denial
                    | CueKind::Condition
                    | CueKind::Question
            )
        };
        self.quote_depth == 0 && !self.cues.iter().any(turns) && !self.is_question() && !self.has_quotation()
    }

    /// Returns whether a plan or a forecast is told.
    pub(super) fn speaks_of_plans(&self) -> bool {
        self.cues.iter().any(|cue| matches!(cue.kind, CueKind::Forecast | CueKind::Future | CueKind::Condition))
    }

    /// Returns whether something is denied before the end of `relation`, or the sentence asks, supposes or calls wrong.
    pub(super) fn is_turned(&self, relation: TextRange) -> bool {
        let turns = |cue: &Cue| match cue.kind {
            CueKind::Negation => cue.range.start() < relation.end(),
            CueKind::Denial | CueKind::Condition | CueKind::Question => true,
            _ => false,
        };
        self.cues.iter().any(turns) || self.is_question()
    }

    pub(super) fn has_quotation(&self) -> bool {
        self.text().contains(['“', '”', '「', '」', '"'])
    }

    fn is_question(&self) -> bool {
        let behind = &self.prose[usize::from(self.range.end())..];
        behind.starts_with(['？', '?'])
    }
}

const ENDS: Ends = Ends { may_start: may_end, end_at };

/// Returns whether the end of a sentence may start with a byte; few other characters start with those of 。 and ！.
fn may_end(byte: &u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?' | b';' | b'\n' | 0xE3 | 0xEF)
}

/// Returns the byte after the mark at a place, where that ends a sentence.
fn end_at(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let after = &bytes[at + 1..];
    match bytes[at] {
        b'!' | b'?' | b';' => Some(at + 1),
        b'\n' => after.starts_with(b"\n").then_some(at + 1),
        // `3.5`, `U.S. firms`, `Dr. Wu` end nothing.
        b'.' => {
            let word = text[..at].rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            let is_scale = text[..at - word.len()].ends_with(|c: char| c.is_ascii_digit());
            let ends = matches!(after.first(), Some(b' ' | b'\n'))
                && (is_scale || word.len() != 1)
                && !matches!(word, "Dr" | "Mr" | "Mrs" | "Ms" | "vs" | "approx" | "ca" | "Inc" | "No" | "St");
            ends.then_some(at + 1)
        }
        _ => ["。", "！", "？", "；"].iter().any(|mark| bytes[at..].starts_with(mark.as_bytes())).then_some(at + 3),
    }
}

/// Returns the bytes of a part of a text that starts at `offset` of the prose.
pub(super) fn part(offset: usize, start: usize, end: usize) -> TextRange {
    TextRange::new(size(offset + start), size(offset + end))
}

/// Returns the last bytes of a text, at the most `length` of them.
pub(super) fn tail(text: &str, length: usize) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(length))..]
}
