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
    /// ## Examples
    ///
    /// ```yaml,config,flagged
    /// tabels: [facts/models.yaml]
    /// rules:
    ///   date/imposible-date: error
    /// ```
    ///
    /// ```yaml,config,clean
    /// tables: [facts/models.yaml]
    /// rules:
    ///   date/impossible-date: error
    /// ```
    ///
    /// ## References
    ///
    /// `docs/configuration.md` describes every key, and `factlint config show` says what holds for a document and where
    /// that was said. All keys are optional:
    ///
    /// ```yaml
    /// extends: [strict, ../factlint.yaml]
    /// exclude: [drafts/]
    /// tables: [facts/models.yaml]
    /// rules:
    ///   claim: warning
    ///   date/future-date: { level: error, days: 7 }
    /// overrides:
    ///   - files: posts/2019/
    ///     rules: { content: off }
    /// ```
    ///
    /// A level is `off`, `info`, `warning` or `error`; a rule with options takes a mapping of `level` and its options.
    /// Paths of tables are relative to the configuration and stay in its folder.
    pub(crate) struct InvalidConfiguration {
        id: "config/invalid",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
