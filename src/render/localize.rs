//! A report in another language: the same findings in other words.

use crate::catalogue;
use crate::check::FileReport;
use crate::diagnostic::Diagnostic;
use crate::message::{Language, Message};

/// Returns a report with every message in a language.
///
/// What findings are told apart by stays as it is: their fingerprints do not depend on the language.
pub(super) fn localized(report: &FileReport, language: Language) -> FileReport {
    let mut report = report.clone();
    let silent = report.suppressed.iter_mut().map(|suppressed| &mut suppressed.diagnostic);
    for diagnostic in report.diagnostics.iter_mut().chain(silent) {
        localize(diagnostic, language);
    }
    report
}

fn localize(diagnostic: &mut Diagnostic, language: Language) {
    if diagnostic.fingerprint_key.is_empty() {
        diagnostic.fingerprint_key = diagnostic.message.english().to_owned();
    }
    let labels = diagnostic.related.iter_mut().map(|related| &mut related.label);
    let messages = std::iter::once(&mut diagnostic.primary).chain(labels).map(|label| &mut label.message);
    let fix = diagnostic.fix.iter_mut().map(|fix| &mut fix.message);
    for message in messages.chain(&mut diagnostic.help).chain(fix).chain([&mut diagnostic.message]) {
        *message = Message::verbatim(catalogue::text(message, language));
    }
}
