//! How many findings each rule has.

use std::collections::BTreeMap;

use super::FileReport;
use crate::diagnostic::{Applicability, Severity};

/// The findings of a run, counted by rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    rules: BTreeMap<String, RuleStatistics>,
}

/// What one rule found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RuleStatistics {
    /// Findings at level `error`.
    pub errors: usize,
    /// Findings at level `warning`.
    pub warnings: usize,
    /// Findings at level `info`.
    pub infos: usize,
    /// Files that have some.
    pub files: usize,
    /// Findings with a safe fix.
    pub safe_fixes: usize,
    /// Findings with a fix that may change what the text says.
    pub unsafe_fixes: usize,
}

impl Statistics {
    /// Adds the findings of one file.
    pub fn add(&mut self, report: &FileReport) {
        let mut seen: Vec<&str> = Vec::new();
        for diagnostic in &report.diagnostics {
            let rule = diagnostic.rule.as_str();
            let counts = self.rules.entry(rule.to_owned()).or_default();
            *match diagnostic.severity {
                Severity::Error => &mut counts.errors,
                Severity::Warning => &mut counts.warnings,
                Severity::Info => &mut counts.infos,
            } += 1;
            match diagnostic.fix.as_ref().map(|fix| fix.applicability) {
                Some(Applicability::Safe) => counts.safe_fixes += 1,
                Some(Applicability::Unsafe) => counts.unsafe_fixes += 1,
                Some(Applicability::DisplayOnly) | None => {}
            }
            if !seen.contains(&rule) {
                seen.push(rule);
                counts.files += 1;
            }
        }
    }

    /// Returns the rules with findings, those with most first; in order of name where they have as many.
    pub fn by_count(&self) -> Vec<(&str, RuleStatistics)> {
        let mut rules: Vec<(&str, RuleStatistics)> =
            self.rules.iter().map(|(rule, counts)| (rule.as_str(), *counts)).collect();
        rules.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.findings()));
        rules
    }
}

impl RuleStatistics {
    /// Returns the number of findings.
    pub const fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Returns the highest level of the findings.
    pub const fn severity(&self) -> Severity {
        match (self.errors, self.warnings) {
            (0, 0) => Severity::Info,
            (0, _) => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
