//! `file/too-large`: a file over the size limit.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports files that are larger than the limit and were not read.
    ///
    /// ## Why is this bad?
    ///
    /// A Markdown file of more than 50 MB is almost always a log, an export or an accident. It was not checked, so the
    /// run cannot pass as clean.
    ///
    /// This rule cannot be switched off. Split the file, or leave it out of the run.
    pub(crate) struct TooLarge {
        id: "file/too-large",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
