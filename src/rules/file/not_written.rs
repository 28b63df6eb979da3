//! `file/not-written`: a file whose fixes could not be written.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports files whose fixes could not be written.
    ///
    /// ## Why is this bad?
    ///
    /// A fix was ready, but the file is read-only, the disk refused, or somebody saved the file while the run was going
    /// on. The file is as it was: a fixed text takes its place in one step or not at all, and never the place of a text
    /// that was not read. The rest of the run goes on, and it ends with exit code 2.
    ///
    /// This rule cannot be switched off.
    pub(crate) struct NotWritten {
        id: "file/not-written",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
