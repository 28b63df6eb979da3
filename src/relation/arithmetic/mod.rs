//! Figures that can be computed from those beside them: changes, shares, wholes, decreases and means.
//!
//! Main type: [`Arithmetic`]; main function: [`read`](fn@read). Reads only sentences that hold a cue (a percent sign, 倍,
//! `doubled`, …), each on its own, so that a document without any costs one search over literals. Says what a text says;
//! whether that is worth reporting is for the rules.

mod change;
mod decrease;
mod figure;
mod fit;
mod interval;
mod likely;
mod mean;
mod sentence;
mod share;
#[cfg(test)]
mod tests;
mod units;
mod whole;
mod words;

pub(crate) use change::Change;
pub(crate) use decrease::Decrease;
pub(crate) use figure::FigureKind;
pub(crate) use fit::{Cause, Difference, Fit};
pub(crate) use mean::Mean;
pub(crate) use share::Share;
pub(crate) use whole::Whole;

use crate::claim::Analysis;
use crate::document::Document;

/// The arithmetic of a document, each kind in order of place.
#[derive(Debug, Default)]
pub struct Arithmetic {
    /// Changes with both ends and their extent.
    pub(crate) changes: Vec<Change>,
    /// Percentages that are not what their part is of their whole.
    pub(crate) shares: Vec<Share>,
    /// Shares of a whole that do not come to it.
    pub(crate) wholes: Vec<Whole>,
    /// Decreases by more than there was.
    pub(crate) decreases: Vec<Decrease>,
    /// Means that whole numbers cannot have.
    pub(crate) means: Vec<Mean>,
}

/// Reads the arithmetic between the numbers of a document.
pub fn read(document: &Document, analysis: &Analysis) -> Arithmetic {
    let mut arithmetic = Arithmetic::default();
    for found in sentence::passages(document, analysis) {
        let (passage, likely) = (&found.passage, found.likely);
        let first = arithmetic.changes.len();
        if likely.change {
            change::read(passage, &mut arithmetic.changes);
        }
        let timeless =
            passage.figures.iter().any(|figure| figure.kind == FigureKind::Time).then(|| passage.without_times());
        if let Some(timeless) = timeless.as_ref().filter(|_| likely.change && arithmetic.changes.len() == first) {
            change::read(timeless, &mut arithmetic.changes);
        }
        let passage = timeless.as_ref().unwrap_or(passage);
        if likely.mean {
            mean::read(passage, found.lead(document), &mut arithmetic.means);
        }
        if likely.decrease {
            decrease::read(passage, &mut arithmetic.decreases);
        }
        if passage.figures.iter().all(|figure| figure.kind != FigureKind::Percent) {
            continue;
        }
        let before = || found.with_lead(document, analysis);
        if likely.share {
            share::read(passage, before, &mut arithmetic.shares);
        }
        if likely.whole {
            whole::read(passage, before, &mut arithmetic.wholes);
        }
    }
    arithmetic
}
