//! Whether the reference tables agree with a claim.
//!
//! Main types: [`Judgement`] (a claim's [`Verdict`] with the facts that it rests on). Knows nothing of how it is reported.

mod candidate;
mod compare;
mod dates;
mod judge;
mod names;
mod slip;
mod surroundings;
mod terms;
#[cfg(test)]
mod tests;

pub(crate) use compare::power_of_ten;
pub use judge::judge;
pub(crate) use judge::judge_on;

use rust_decimal::Decimal;

use crate::diagnostic::EvidenceItem;
use crate::reference::{AttributeIndex, EntityIndex};

/// What the tables say of one claim.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Index into [`crate::claim::Analysis::claims`].
    pub claim: usize,
    /// The attribute that was compared; `None` where nothing was.
    pub attribute: Option<AttributeIndex>,
    /// The verdict.
    pub verdict: Verdict,
    /// The facts that it rests on, the weightiest first.
    pub evidence: Vec<EvidenceItem>,
    /// The one amount that the facts allow, in base units; `None` where they allow several.
    pub repaired: Option<Decimal>,
}

/// The outcome of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The tables agree.
    Supported,
    /// The tables agree at one or two figures, and not at the precision written.
    Imprecise,
    /// Confirmed facts of independent sources differ, and the claim is one of them; the evidence has it first.
    Disputed,
    /// It was true, and had changed when the document was written.
    Outdated,
    /// Only hedged or approximate, and a report or rumour in the tables agrees.
    HedgedConsistent,
    /// Confirmed facts say otherwise.
    Refuted,
    /// Confirmed facts say otherwise, and the value is that of a neighbour.
    Swapped {
        /// What the value is in truth.
        neighbour: Neighbour,
    },
    /// Confirmed facts say otherwise, by a power of ten.
    ScaleSlip {
        /// The value that the tables have, in base units.
        repaired: Decimal,
        /// The power of ten that the claim is too large by; negative where it is too small.
        power: i32,
    },
    /// Asserted, but the tables have only reports and rumours, or say that it is undisclosed.
    Unconfirmed {
        /// Whether a report or rumour in the tables has this value.
        is_rumoured: bool,
    },
    /// The facts say otherwise, but they may have changed between the table's date and the document's.
    StaleReference,
    /// The tables cannot tell.
    NotCheckable(Reason),
}

/// What a value is that a claim gives to the wrong thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour {
    /// The same subject's other attribute: the active parameters for all of them.
    Attribute(AttributeIndex),
    /// The same attribute of a subject beside this one: the version before, another size.
    Subject(EntityIndex),
    /// A part or the product of a size in the name that is not to be multiplied: 7B and 56B for an `8x7B`.
    SizeInName,
}

/// Why a claim could not be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nobody that the tables know, or more than one who could be meant.
    UnknownSubject,
    /// The tables have no fact for the subject's attribute.
    NoFact,
    /// Denied, asked or under a condition: nobody says so.
    NotAsserted,
    /// The name may mean several subjects, or the number may count something else.
    Ambiguous,
    /// In another unit, or out of the range of exact numbers.
    Incomparable,
}
