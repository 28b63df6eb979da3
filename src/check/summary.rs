//! What a whole run came to.

use chrono::NaiveDate;

use super::{Counts, CoverageCounts, FileReport};
use crate::diagnostic::{Applicability, Diagnostic, Severity};
use crate::suppress::SuppressedBy;

/// The sums of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The day that counted as today.
    pub today: NaiveDate,
    /// What was looked at.
    pub counts: Counts,
    /// Files and folders that could not be read or checked; each has a finding.
    pub not_checked: usize,
    /// Findings at level `error`.
    pub errors: usize,
    /// Findings at level `warning`.
    pub warnings: usize,
    /// Findings at level `info`.
    pub infos: usize,
    /// Findings with a safe fix.
    pub safe_fixes: usize,
    /// Findings with a fix that may change what the text says.
    pub unsafe_fixes: usize,
    /// Findings that authors switched off in their documents.
    pub suppressed: usize,
    /// Findings that the baseline has.
    pub baselined: usize,
    /// What became of the claims, where that was asked for.
    pub coverage: Option<CoverageCounts>,
}

impl Summary {
    /// Starts with nothing.
    pub fn new(today: NaiveDate) -> Self {
        Self {
            today,
            counts: Counts::default(),
            not_checked: 0,
            errors: 0,
            warnings: 0,
            infos: 0,
            safe_fixes: 0,
            unsafe_fixes: 0,
            suppressed: 0,
            baselined: 0,
            coverage: None,
        }
    }

    /// Adds one file.
    pub fn add(&mut self, report: &FileReport) {
        self.counts += report.counts;
        self.not_checked += usize::from(report.counts.documents == 0);
        self.add_findings(report);
        if let Some(coverage) = &report.coverage {
            self.coverage.get_or_insert_default().add(coverage);
        }
    }

    /// Adds findings about a file that is no document: a configuration.
    pub fn add_findings(&mut self, report: &FileReport) {
        for diagnostic in &report.diagnostics {
            self.add_diagnostic(diagnostic);
        }
        let baselined = report.suppressed.iter().filter(|suppressed| suppressed.by == SuppressedBy::Baseline).count();
        self.baselined += baselined;
        self.suppressed += report.suppressed.len() - baselined;
    }

    /// Returns the number of findings.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Returns the number of findings at `severity` or above.
    pub fn findings_at(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Info => self.findings(),
        }
    }

    fn add_diagnostic(&mut self, diagnostic: &Diagnostic) {
        match diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
        match diagnostic.fix.as_ref().map(|fix| fix.applicability) {
            Some(Applicability::Safe) => self.safe_fixes += 1,
            Some(Applicability::Unsafe) => self.unsafe_fixes += 1,
            Some(Applicability::DisplayOnly) | None => {}
        }
    }
}
