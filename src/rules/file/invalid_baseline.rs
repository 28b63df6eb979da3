//! `file/invalid-baseline`: a baseline that cannot be used.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports a baseline that cannot be read, at the place at fault.
    ///
    /// ## Why is this bad?
    ///
    /// Without its baseline a run would report what was put off on purpose; with half of it, it would hide what was not.
    /// The run ends with exit code 2, and the file is left as it is.
    ///
    /// Where a merge left its marks in the file, keep the entries of both sides: `factlint baseline --prune` removes those
    /// that are gone.
    ///
    /// This rule cannot be switched off; `--no-baseline` leaves the baseline out of a run.
    pub(crate) struct InvalidBaseline {
        id: "file/invalid-baseline",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
