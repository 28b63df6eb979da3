//! Whose a value is: names of the tables, names that no table knows, and nouns that stand for them.
//!
//! `name` finds every name of the document by its shape (`shape`, `chinese`); `class` and `guard` say by the words around
//! its places what it can be the subject of. `tie` looks for the owner of a value in its own clause, `carried` in the rest
//! of its sentence, `scope` in what stands around it, `table` in the row and column of a cell; `generic` tells values of
//! nobody, and `series` gives the values of a list their names.

mod carried;
mod chinese;
mod class;
mod filler;
mod generic;
mod guard;
mod name;
mod scope;
mod series;
mod shape;
mod table;
#[cfg(test)]
mod tests;
mod tie;
mod versioned;
mod vocabulary;
mod want;

use rustc_hash::FxHashMap;

use crate::claim::{ClaimValue, Link, Subject};
use crate::document::BlockKind;
use crate::quantity::QuantityValue;
use crate::reference::Dimension;
use crate::text::TextRange;

use super::View;
use super::candidate::Candidate;
use name::Names;
use scope::{Around, Scope};
pub(crate) use series::is_called;
use tie::{InSentence, Place, clause_of, sentence_of};
use want::{Tied, Want};

/// Returns the subject of each candidate, in the same order; [`Subject::Unknown`] where the text names nobody
/// (`models over 1B`), and the candidate is no claim.
pub(crate) fn subjects(view: &View<'_>, candidates: &[Candidate]) -> Vec<Subject> {
    if candidates.is_empty() {
        return Vec::new();
    }
    let names = Names::read(view, candidates);
    let scope = Scope::read(view, &names);
    let mut tied: Vec<Option<Tied>> = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| Some((&candidates[before], tied[before]?)));
        tied.push(subject(view, &names, &scope, candidate, before));
    }
    restated(view, candidates, &mut tied);
    series::pair_in_order(view, &names, candidates, &mut tied);
    series::named(view, &names, candidates, &tied)
}

/// Gives a value of a title or a heading the subject that the text gives the same value: titles announce it alone.
fn restated(view: &View<'_>, candidates: &[Candidate], tied: &mut [Option<Tied>]) {
    let key = |candidate: &Candidate| match candidate.value {
        ClaimValue::Amount { value: QuantityValue::Exact(amount), .. } => {
            Some((candidate.attributes.first().copied(), amount.value.normalize()))
        }
        _ => None,
    };
    let is_title = |candidate: &Candidate| {
        let kind = view.document.blocks.get(candidate.block).map(|block| &block.kind);
        matches!(kind, Some(BlockKind::FrontMatter { .. } | BlockKind::Heading(_)))
    };
    let mut said: FxHashMap<_, Option<TextRange>> = FxHashMap::default();
    let text = |range: TextRange| view.document.prose.slice(range);
    for (candidate, tied) in candidates.iter().zip(tied.iter()) {
        if let (Some(key), Some(tied)) = (key(candidate), tied)
            && matches!(tied.link, Link::Adjacent)
        {
            let known = said.entry(key).or_insert(Some(tied.range));
            // What is said of two is nobody's alone.
            *known = known.filter(|known| text(*known) == text(tied.range));
        }
    }
    for (candidate, slot) in candidates.iter().zip(tied) {
        let is_open = slot.is_none_or(|tied| !matches!(tied.link, Link::Adjacent | Link::Ellipsis));
        if is_open
            && is_title(candidate)
            && let Some(range) = key(candidate).and_then(|key| said.get(&key).copied().flatten())
        {
            *slot = Some(Tied { range, link: Link::Structure });
        }
    }
}

/// Returns what kind of name can have a candidate's value.
fn want(view: &View<'_>, candidate: &Candidate) -> Want {
    let is_makers = |attribute: &crate::reference::AttributeIndex| {
        let attribute = view.tables.attribute(*attribute);
        match attribute.dimension {
            // A price is a thing's, a deal and a round are a company's.
            Dimension::Money => !attribute.key.contains("price"),
            Dimension::Date => matches!(&*attribute.key, "founded" | "joined" | "acquired"),
            Dimension::Count
            | Dimension::Quantity
            | Dimension::DateRange
            | Dimension::Duration
            | Dimension::Enumeration
            | Dimension::Subject => false,
        }
    };
    let is_date = |attribute: &crate::reference::AttributeIndex| {
        matches!(view.tables.attribute(*attribute).dimension, Dimension::Date | Dimension::DateRange)
    };
    if candidate.attributes.iter().all(is_makers) {
        Want::Maker
    } else if candidate.attributes.iter().all(is_date) {
        Want::Dated
    } else {
        Want::Thing
    }
}

fn subject(
    view: &View<'_>,
    names: &Names,
    scope: &Scope,
    candidate: &Candidate,
    before: Option<(&Candidate, Tied)>,
) -> Option<Tied> {
    let want = want(view, candidate);
    let block = view.document.blocks.get(candidate.block)?;
    if matches!(block.kind, BlockKind::TableCell { .. })
        && let Some(tied) = table::cell_subject(view, names, candidate, want)
    {
        return Some(tied);
    }
    let sentences = view.sentences.get(candidate.block)?;
    let index = sentence_of(sentences, candidate.range);
    let around = Around { block: candidate.block, sentence: index, want, worst: want.sure() };
    let Some(sentence) = sentences.get(index) else { return scope.around(view, names, around) };
    let previous = before.filter(|(previous, _)| sentence.range.contains_range(previous.range));
    let clause = clause_of(sentence, candidate.range);
    let has = |dimension| {
        candidate.attributes.iter().all(|attribute| view.tables.attribute(*attribute).dimension == dimension)
    };
    let is_deal =
        candidate.attributes.iter().all(|attribute| view.tables.attribute(*attribute).key.starts_with("deal"));
    let is_size =
        candidate.attributes.iter().any(|attribute| view.tables.attribute(*attribute).nominal_in_name.is_some());
    let place = Place {
        view,
        names,
        candidate,
        sentence,
        clause,
        want,
        previous,
        is_date: has(Dimension::Date),
        is_size,
        is_deal,
    };
    match place.tie() {
        InSentence::Tied(tied) => Some(tied),
        InSentence::Generic => None,
        InSentence::Nobody if place.is_of_many() => None,
        InSentence::Nobody => scope
            .around(view, names, around)
            .or_else(|| place.likeliest())
            .or_else(|| scope.around(view, names, Around { worst: 2, ..around })),
    }
}
