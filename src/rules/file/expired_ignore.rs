//! `config/expired-ignore`: an ignored claim whose last day is over.

use chrono::NaiveDate;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports claims that the configuration ignored up to a day that is over.
    ///
    /// ## Why is this bad?
    ///
    /// Whoever writes `until: 2027-01-01` means to look again on that day. From the next day on the entry counts no more,
    /// and this finding says why a claim is reported again.
    ///
    /// It is told by runs over a folder with all rules: a commit of one document is not stopped by it.
    ///
    /// ## References
    ///
    /// `ignore-claims` is described in `docs/configuration.md`. This rule cannot be switched off.
    pub(crate) struct ExpiredIgnore {
        id: "config/expired-ignore",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// Reports an entry; `range` is that of the day.
pub(crate) fn expired_ignore(
    range: TextRange,
    subject: &str,
    value: &str,
    until: NaiveDate,
    reason: &str,
) -> Diagnostic {
    let message = message!(
        "`{value}` for `{subject}` was to be ignored until {until}, and that day is over",
        value,
        subject,
        until
    );
    Diagnostic::new(ExpiredIgnore::META.rule_id(), Severity::Warning, range, message)
        .with_label("the last day")
        .with_help(message!(
            "look again whether it still holds ({reason}); then write a later day, or remove the entry",
            reason
        ))
        .with_fingerprint_key(format!("expired {subject} {value}"))
}
