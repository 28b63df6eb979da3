//! `suppression/stale-baseline`: entries of the baseline that nothing stands behind any more.

use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};
use crate::settings::{Level, Settings};
use crate::text::TextRange;

declare_rule! {
    /// Reports entries of the baseline whose findings are gone.
    ///
    /// ## Why is this bad?
    ///
    /// What was put off is settled, and that is good news. Left in the baseline, the entry would hide the same mistake when
    /// it comes back. `factlint baseline --prune` takes such entries out, and adds none.
    ///
    /// An entry is reported only where the run could have found it: its document was checked and its rule was on, or its
    /// document is gone from a folder that was checked. Entries of rules that compare several documents count only in a run
    /// over the whole folder of the baseline.
    pub(crate) struct StaleBaseline {
        id: "suppression/stale-baseline",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// Reports that `n_gone` findings of a document are gone; `range` is the first of their entries in the baseline. `None`
/// where the settings switch the rule off.
pub(crate) fn stale_baseline(
    range: TextRange,
    document: &str,
    n_gone: usize,
    is_document_gone: bool,
    settings: &Settings,
) -> Option<Diagnostic> {
    let meta: &RuleMeta = &StaleBaseline::META;
    let severity = match settings.rules.get(meta.id).and_then(|rule| rule.level) {
        None => meta.severity(),
        Some(Level::Off) => return None,
        Some(Level::At(severity)) => severity,
    };
    let message = if n_gone == 1 {
        message!("1 finding of `{document}` in the baseline is gone", document)
    } else {
        message!("{count} findings of `{document}` in the baseline are gone", count = n_gone, document)
    };
    let label = if is_document_gone { "the document is gone too" } else { "settled, or changed" };
    let diagnostic = Diagnostic::new(meta.rule_id(), severity, range, message)
        .with_label(label)
        .with_help("run `factlint baseline --prune`, which takes settled findings out and adds none")
        .with_fingerprint_key(document);
    Some(diagnostic)
}
