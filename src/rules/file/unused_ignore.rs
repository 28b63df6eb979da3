//! `config/unused-ignore`: an ignored claim that nothing states.

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports claims that the configuration ignores and that no document of the run states.
    ///
    /// ## Why is this bad?
    ///
    /// The text was corrected, or the entry has a slip in it. What is left keeps silent whatever is written there next.
    ///
    /// It is told only by runs over the whole folder of the configuration with all rules, since other runs do not see
    /// every document.
    ///
    /// ## References
    ///
    /// `ignore-claims` is described in `docs/configuration.md`. This rule cannot be switched off.
    pub(crate) struct UnusedIgnore {
        id: "config/unused-ignore",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// Reports an entry; `range` is its place in the configuration.
pub(crate) fn unused_ignore(range: TextRange, subject: &str, value: &str) -> Diagnostic {
    let message =
        message!("nothing is reported of `{value}` for `{subject}`: there is nothing to ignore", value, subject);
    Diagnostic::new(UnusedIgnore::META.rule_id(), Severity::Warning, range, message)
        .with_help("remove the entry, or correct its subject, attribute or value")
        .with_fingerprint_key(format!("unused {subject} {value}"))
}
