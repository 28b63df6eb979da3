//! `internal/panic`: a defect of factlint itself.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports documents on which factlint itself failed.
    ///
    /// ## Why is this bad?
    ///
    /// A check of this document met a defect of factlint. The other documents were checked, and the run ends with exit
    /// code 2, because this one was not. Please report it with the document, or the part of it that is needed.
    ///
    /// This rule cannot be switched off.
    pub(crate) struct InternalPanic {
        id: "internal/panic",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
