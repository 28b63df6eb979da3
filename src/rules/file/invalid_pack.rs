//! `config/invalid-pack`: a pack that cannot be used.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports what is wrong in a pack of patterns.
    ///
    /// ## Why is this bad?
    ///
    /// A pattern that does not compile, a place that there is none of or an example that the rule does not report would
    /// leave the rule without effect. All problems of the pack are shown at once, each at its place, and the run ends with
    /// exit code 2 before any document is checked.
    ///
    /// ## References
    ///
    /// `docs/packs.md` describes the format.
    pub(crate) struct InvalidPack {
        id: "config/invalid-pack",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
