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
    ///
    /// ## Examples
    ///
    /// ```yaml,table,flagged
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Tower, facts: {hieght: 120}}
    /// ```
    ///
    /// ```yaml,table,clean
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Tower, sources: [survey], facts: {height: 120}}
    /// ```
    pub(crate) struct InvalidTable {
        id: "reference/invalid-table",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
