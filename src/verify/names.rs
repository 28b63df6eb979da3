//! Verdicts by name, for output.

use super::Verdict;

impl Verdict {
    /// Returns the name for output.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Imprecise => "imprecise",
            Self::Disputed => "disputed",
            Self::Outdated => "outdated",
            Self::HedgedConsistent => "hedged-consistent",
            Self::Refuted => "refuted",
            Self::Swapped { .. } => "swapped",
            Self::ScaleSlip { .. } => "scale-slip",
            Self::Unconfirmed { .. } => "unconfirmed",
            Self::StaleReference | Self::NotCheckable(_) => "not-checked",
        }
    }

    /// Returns whether the claim was compared with a fact.
    pub const fn is_checked(&self) -> bool {
        !matches!(self, Self::StaleReference | Self::NotCheckable(_))
    }
}
