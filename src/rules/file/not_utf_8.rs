//! `file/not-utf-8`: a file whose bytes are not UTF-8.

use crate::diagnostic::Severity;
use crate::rules::{FixAvailability, declare_rule};

declare_rule! {
    /// Reports files that are not UTF-8.
    ///
    /// ## Why is this bad?
    ///
    /// Site generators and browsers expect UTF-8. A post that was saved as GBK, UTF-16 or Windows-1252 shows as
    /// mojibake, and nothing in it can be checked, so the run cannot pass.
    ///
    /// The message gives the offset of the first byte that is wrong, and the help names the encoding that the file
    /// looks like, with the command that converts it.
    ///
    /// This rule cannot be switched off. Leave the file out of the run instead.
    ///
    /// ## References
    ///
    /// - The Unicode Standard, section 3.9, table 3-7: well-formed UTF-8 byte sequences.
    pub(crate) struct NotUtf8 {
        id: "file/not-utf-8",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}
