//! `reference/invalid-table`: a reference table that cannot be used.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports what is wrong in a reference table.
    ///
    /// ## Why is this bad?
    ///
    /// Claims are judged by the tables. A misspelt key, a fact without a source or a name that belongs to two subjects
    /// would judge them wrongly or not at all. All problems of the tables are shown at once, each at its place, and the
    /// run ends with exit code 2 before any document is checked.
    pub(crate) struct InvalidTable {
        id: "reference/invalid-table",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
