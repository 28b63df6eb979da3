//! `config/invalid`: a configuration that cannot be used.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports what is wrong in a `factlint.yaml`.
    ///
    /// ## Why is this bad?
    ///
    /// A key or rule that is misspelt would silently change nothing. All problems of the file are shown at once, each
    /// at its place, and the run ends with exit code 2 before any document is checked.
    ///
    /// ## References
    ///
    /// A configuration has these keys, all optional:
    ///
    /// ```yaml
    /// tables:
    ///   - facts/models.yaml
    /// rules:
    ///   date/wrong-weekday: warning
    ///   front-matter/missing-key: off
    /// front-matter:
    ///   schema:
    ///     title: { type: text, required: true }
    ///     date: date
    /// ```
    ///
    /// A level is `off`, `info`, `warning` or `error`; a rule with options takes a mapping of `level` and its options.
    /// The types are `text`, `number`, `boolean`, `date`, `list`, `text-or-list` and `map`. Paths of tables are relative
    /// to the configuration and stay in its folder.
    pub(crate) struct InvalidConfiguration {
        id: "config/invalid",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
