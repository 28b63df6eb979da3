//! The last line of a run: the denominators.

use std::sync::Arc;

use crate::check::Summary;
use crate::reference::ReferenceTable;

/// Returns the run in one sentence, without a line end: `checked 12 documents: 3 errors, 1 warning; 41 claims found, …`.
pub fn summary_sentence(summary: &Summary) -> String {
    let counts = &summary.counts;
    let mut sentence = format!("checked {}", plural(counts.documents, "document"));
    if 0 < summary.not_checked {
        sentence.push_str(&format!(", could not check {}", summary.not_checked));
    }
    if counts.documents == 0 && summary.findings() == 0 && summary.baselined == 0 {
        return sentence;
    }
    sentence.push_str(": ");
    sentence.push_str(&findings(summary));
    sentence.push_str("; ");
    sentence.push_str(&if counts.claims == 0 {
        "no claims found".to_owned()
    } else {
        let (found, checked) = (plural(counts.claims, "claim"), counts.checked());
        let parts: Vec<String> = [
            (counts.verified, "supported"),
            (counts.refuted, "refuted"),
            (counts.unconfirmed, "unconfirmed"),
            (counts.hedged, "hedged"),
        ]
        .into_iter()
        .filter(|(count, _)| 0 < *count)
        .map(|(count, adjective)| format!("{count} {adjective}"))
        .collect();
        match (checked, counts.not_checkable) {
            (0, _) => format!("{found} found, none of them checked"),
            (_, 0) => format!("{found} found, all checked: {}", parts.join(", ")),
            (_, rest) => format!("{found} found, {checked} checked: {}; {rest} not checkable", parts.join(", ")),
        }
    });
    let silent: Vec<String> = [(summary.suppressed, "switched off"), (summary.baselined, "in the baseline")]
        .into_iter()
        .filter(|(count, _)| 0 < *count)
        .map(|(count, where_to)| format!("{count} {where_to}"))
        .collect();
    if !silent.is_empty() {
        sentence.push_str(&format!("; not shown: {}", silent.join(", ")));
    }
    sentence
}

/// Returns how many findings can be repaired and how, without a line end; `None` where none can.
pub(super) fn fix_hint(summary: &Summary) -> Option<String> {
    match (summary.safe_fixes, summary.unsafe_fixes) {
        (0, 0) => None,
        (0, n_unsafe) => Some(format!("{} can be fixed with --fix --unsafe-fixes", plural(n_unsafe, "finding"))),
        (n_safe, 0) => Some(format!("{} can be fixed with --fix", plural(n_safe, "finding"))),
        (n_safe, n_unsafe) => {
            Some(format!("{} can be fixed with --fix, {n_unsafe} more with --unsafe-fixes", plural(n_safe, "finding")))
        }
    }
}

/// Returns a check of tables in one sentence, without a line end: `checked 2 tables: 1 warning; 76 subjects, 412 facts, …`.
pub(crate) fn table_sentence(tables: &[Arc<ReferenceTable>], summary: &Summary) -> String {
    let subjects = tables.iter().map(|table| table.entities.len()).sum();
    let facts = tables.iter().flat_map(|table| &table.entities).map(|entity| entity.facts.len()).sum();
    let sources = tables.iter().map(|table| table.sources.len()).sum();
    format!(
        "checked {}: {}; {}, {}, {}",
        plural(tables.len(), "table"),
        findings(summary),
        plural(subjects, "subject"),
        plural(facts, "fact"),
        plural(sources, "source")
    )
}

/// Returns the findings by level, or that there are none.
fn findings(summary: &Summary) -> String {
    let findings: Vec<String> =
        [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info finding")]
            .into_iter()
            .filter(|(count, _)| 0 < *count)
            .map(|(count, noun)| plural(count, noun))
            .collect();
    if findings.is_empty() { "no problems".to_owned() } else { findings.join(", ") }
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
    pub fn sentence(&self) -> String {
        let verb = if self.is_done { "fixed" } else { "would fix" };
        if self.fixed == 0 {
            let nothing = if self.is_done { "fixed nothing" } else { "nothing to fix" };
            return format!("{nothing}; {} left", self.left);
        }
        let (problems, files) = (plural(self.fixed, "problem"), plural(self.files, "file"));
        format!("{verb} {problems} in {files}; {} left", self.left)
    }
}

/// Returns a count with its noun.
pub(crate) fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
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
