//! `file/unreadable`: a file or folder that could not be read.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports files and folders that could not be read.
    ///
    /// ## Why is this bad?
    ///
    /// The file was found but the system refused to give its content: permissions, a broken link, a disk error, or it
    /// was removed while the run was going on. The rest of the run goes on, and it ends with exit code 2, because what
    /// was not read was not checked.
    ///
    /// This rule cannot be switched off.
    pub(crate) struct Unreadable {
        id: "file/unreadable",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
