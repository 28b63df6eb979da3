//! The last line of a run: the denominators.

use std::sync::Arc;

use crate::check::Summary;
use crate::message::{Argument, Message};
use crate::reference::ReferenceTable;

/// Returns the run in one sentence, without a line end: `checked 12 documents: 3 errors, 1 warning; 41 claims found, …`.
pub fn summary_sentence(summary: &Summary) -> Message {
    let counts = &summary.counts;
    let documents = plural(counts.documents, "document");
    let checked = match summary.not_checked {
        0 => message!("checked {documents}", documents),
        count => message!("checked {documents}, could not check {count}", documents, count),
    };
    if counts.documents == 0 && summary.findings() == 0 && summary.baselined == 0 {
        return checked;
    }
    let (findings, claims) = (findings(summary), claims(summary));
    let silent = [
        (summary.suppressed, message!("{count} switched off", count = summary.suppressed)),
        (summary.baselined, message!("{count} in the baseline", count = summary.baselined)),
    ];
    let silent = list(silent);
    if silent.is_empty() {
        message!("{checked}: {findings}; {claims}", checked, findings, claims)
    } else {
        message!("{checked}: {findings}; {claims}; not shown: {silent}", checked, findings, claims, silent)
    }
}

/// Returns what became of the claims.
fn claims(summary: &Summary) -> Message {
    let counts = &summary.counts;
    if counts.claims == 0 {
        return message!("no claims found");
    }
    let (claims, checked) = (plural(counts.claims, "claim"), counts.checked());
    let parts = list([
        (counts.verified, message!("{count} supported", count = counts.verified)),
        (counts.refuted, message!("{count} refuted", count = counts.refuted)),
        (counts.unconfirmed, message!("{count} unconfirmed", count = counts.unconfirmed)),
        (counts.hedged, message!("{count} hedged", count = counts.hedged)),
    ]);
    match (checked, counts.not_checkable) {
        (0, _) => message!("{claims} found, none of them checked", claims),
        (_, 0) => message!("{claims} found, all checked: {parts}", claims, parts),
        (_, rest) => {
            message!("{claims} found, {checked} checked: {parts}; {rest} not checkable", claims, checked, parts, rest)
        }
    }
}

/// Returns how many findings can be repaired and how, without a line end; `None` where none can.
pub(super) fn fix_hint(summary: &Summary) -> Option<Message> {
    match (summary.safe_fixes, summary.unsafe_fixes) {
        (0, 0) => None,
        (0, n_unsafe) => {
            let findings = plural(n_unsafe, "finding");
            Some(message!("{findings} can be fixed with --fix --unsafe-fixes", findings))
        }
        (n_safe, 0) => Some(message!("{findings} can be fixed with --fix", findings = plural(n_safe, "finding"))),
        (n_safe, count) => {
            let findings = plural(n_safe, "finding");
            Some(message!("{findings} can be fixed with --fix, {count} more with --unsafe-fixes", findings, count))
        }
    }
}

/// Returns a check of tables in one sentence, without a line end: `checked 2 tables: 1 warning; 76 subjects, 412 facts, …`.
pub(crate) fn table_sentence(tables: &[Arc<ReferenceTable>], summary: &Summary) -> Message {
    let subjects = tables.iter().map(|table| table.entities.len()).sum();
    let facts = tables.iter().flat_map(|table| &table.entities).map(|entity| entity.facts.len()).sum();
    let sources = tables.iter().map(|table| table.sources.len()).sum();
    message!(
        "checked {tables}: {findings}; {subjects}, {facts}, {sources}",
        tables = plural(tables.len(), "table"),
        findings = findings(summary),
        subjects = plural(subjects, "subject"),
        facts = plural(facts, "fact"),
        sources = plural(sources, "source")
    )
}

/// Returns the findings by level, or that there are none.
fn findings(summary: &Summary) -> Message {
    let findings = list([
        (summary.errors, plural(summary.errors, "error")),
        (summary.warnings, plural(summary.warnings, "warning")),
        (summary.infos, plural(summary.infos, "info finding")),
    ]);
    if findings.is_empty() { message!("no problems") } else { findings }
}

/// Returns those parts of which there are any.
fn list<const N: usize>(parts: [(usize, Message); N]) -> Message {
    let parts = parts.into_iter().filter(|(count, _)| 0 < *count).map(|(_, part)| part);
    Message::join(parts.collect(), &message!(", "))
}

/// What fixing a run came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FixSums {
    /// Whether the fixes were applied, not only shown.
    pub is_done: bool,
    /// Findings that were fixed.
    pub fixed: usize,
    /// Files that were changed.
    pub files: usize,
    /// Findings that are left.
    pub left: usize,
}

impl FixSums {
    /// Adds one file: its findings fixed, and those left.
    pub fn add(&mut self, fixed: usize, left: usize) {
        self.fixed += fixed;
        self.files += usize::from(0 < fixed);
        self.left += left;
    }

    /// Returns the sums in one sentence, without a line end: `fixed 3 problems in 2 files; 1 left`.
    pub fn sentence(&self) -> Message {
        let left = self.left;
        if self.fixed == 0 {
            return if self.is_done {
                message!("fixed nothing; {left} left", left)
            } else {
                message!("nothing to fix; {left} left", left)
            };
        }
        let (problems, files) = (plural(self.fixed, "problem"), plural(self.files, "file"));
        if self.is_done {
            message!("fixed {problems} in {files}; {left} left", problems, files, left)
        } else {
            message!("would fix {problems} in {files}; {left} left", problems, files, left)
        }
    }
}

/// What is counted: the noun, one of them, and several.
const COUNTED: [(&str, &str, &str); 12] = [
    ("claim", "1 claim", "{count} claims"),
    ("document", "1 document", "{count} documents"),
    ("error", "1 error", "{count} errors"),
    ("fact", "1 fact", "{count} facts"),
    ("file", "1 file", "{count} files"),
    ("finding", "1 finding", "{count} findings"),
    ("info finding", "1 info finding", "{count} info findings"),
    ("problem", "1 problem", "{count} problems"),
    ("source", "1 source", "{count} sources"),
    ("subject", "1 subject", "{count} subjects"),
    ("table", "1 table", "{count} tables"),
    ("warning", "1 warning", "{count} warnings"),
];

/// Returns a count with its noun.
pub(crate) fn plural(count: usize, noun: &'static str) -> Message {
    let (_, one, several) = COUNTED.iter().find(|(known, ..)| *known == noun).expect("every noun is in the list");
    if count == 1 {
        Message::from(*one)
    } else {
        Message::new(*several, vec![("count".into(), Argument::Text(count.to_string()))])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Counts;
    use chrono::NaiveDate;

    #[test]
    fn the_sentence_gives_every_denominator_that_is_not_zero() {
        let mut summary = Summary::new(NaiveDate::default());
        summary.counts = Counts { documents: 1, ..Counts::default() };
        assert_eq!(summary_sentence(&summary), "checked 1 document: no problems; no claims found");
        summary.errors = 3;
        summary.warnings = 1;
        summary.counts =
            Counts { documents: 12, claims: 41, verified: 28, refuted: 3, not_checkable: 10, ..Counts::default() };
        assert_eq!(
            summary_sentence(&summary),
            "checked 12 documents: 3 errors, 1 warning; 41 claims found, 31 checked: 28 supported, 3 refuted; 10 not checkable"
        );
        summary.counts = Counts { documents: 12, claims: 4, not_checkable: 4, ..Counts::default() };
        assert!(summary_sentence(&summary).ends_with("4 claims found, none of them checked"));
        summary.counts = Counts { documents: 12, claims: 4, verified: 4, ..Counts::default() };
        assert!(summary_sentence(&summary).ends_with("4 claims found, all checked: 4 supported"));
        assert_eq!(fix_hint(&summary), None);
        summary.unsafe_fixes = 1;
        assert_eq!(fix_hint(&summary).unwrap(), "1 finding can be fixed with --fix --unsafe-fixes");
        summary.safe_fixes = 2;
        assert_eq!(fix_hint(&summary).unwrap(), "2 findings can be fixed with --fix, 1 more with --unsafe-fixes");
        (summary.suppressed, summary.baselined) = (2, 14);
        assert!(summary_sentence(&summary).ends_with("4 supported; not shown: 2 switched off, 14 in the baseline"));
        summary.not_checked = 2;
        assert!(summary_sentence(&summary).starts_with("checked 12 documents, could not check 2: 3 errors"));
    }
}
