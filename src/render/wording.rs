//! A finding in words, for formats that have one text for it.

use crate::diagnostic::Diagnostic;

/// Returns what is wrong and what to do: `the key `title` stands twice; keep one of them`.
///
/// Not made harmless yet: each format escapes in its own way.
pub(super) fn sentence(diagnostic: &Diagnostic) -> String {
    match diagnostic.help.as_deref().filter(|help| !help.is_empty()) {
        Some(help) => format!("{}; {help}", diagnostic.message.english()),
        None => diagnostic.message.english().to_owned(),
    }
}
