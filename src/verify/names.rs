//! Verdicts and reasons by name, for output.

use super::{Reason, Verdict};

impl Verdict {
    /// Returns the name for output.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::HedgedConsistent => "hedged-consistent",
            Self::Refuted => "refuted",
            Self::ScaleSlip { .. } => "scale-slip",
            Self::Unconfirmed { .. } => "unconfirmed",
            Self::NotCheckable(_) => "not-checked",
        }
    }

    /// Returns whether the claim was compared with a fact.
    pub const fn is_checked(&self) -> bool {
        !matches!(self, Self::NotCheckable(_))
    }
}

impl Reason {
    /// Returns the name for output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownSubject => "unknown-subject",
            Self::NoFact => "no-fact",
            Self::NotAsserted => "not-asserted",
            Self::Ambiguous => "ambiguous",
            Self::Incomparable => "incomparable",
        }
    }
}
