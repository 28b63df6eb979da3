//! Whether the reference tables agree with a claim.
//!
//! Main types: [`Judgement`] (a claim's [`Verdict`] with the facts that it rests on). Knows nothing of how it is reported.

mod compare;
mod judge;
mod terms;

pub(crate) use compare::power_of_ten;
pub use judge::judge;

use rust_decimal::Decimal;

use crate::diagnostic::EvidenceItem;
use crate::reference::AttributeIndex;

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
}

/// The outcome of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The tables agree.
    Supported,
    /// Only hedged or approximate, and a report or rumour in the tables agrees.
    HedgedConsistent,
    /// Confirmed facts say otherwise.
    Refuted,
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
    /// The tables cannot tell.
    NotCheckable(Reason),
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
