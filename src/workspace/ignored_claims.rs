//! Which ignored claims of the configurations are still needed.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Project;
use super::project::absolute;
use crate::check::{Counts, FileReport};
use crate::config::Layers;
use crate::diagnostic::Diagnostic;
use crate::rules::file::{expired_ignore, unused_ignore};
use crate::text::SourceFile;

/// Gathers which ignored claims kept a finding silent.
#[derive(Debug, Default)]
pub struct IgnoredClaims {
    // By configuration, in the order met.
    used: Vec<(Arc<Layers>, BTreeSet<usize>)>,
}

impl IgnoredClaims {
    /// Takes note of the report of a document.
    pub fn note(&mut self, project: &Project, report: &FileReport) {
        let Some(layers) = project.layers.as_ref().filter(|layers| layers.has_ignored_claims()) else { return };
        let known = self.used.iter().position(|(other, _)| Arc::ptr_eq(other, layers));
        let index = known.unwrap_or_else(|| {
            self.used.push((Arc::clone(layers), BTreeSet::new()));
            self.used.len() - 1
        });
        self.used[index].1.extend(&report.ignored_claims);
    }

    /// Reports entries that have expired, and, of configurations all of whose documents were checked, those that are
    /// unused: one report a file. `checked` is what the run was asked to check.
    pub fn reports(&self, today: NaiveDate, checked: &[&Path]) -> Vec<FileReport> {
        let mut found: Vec<(Arc<SourceFile>, Vec<Diagnostic>)> = Vec::new();
        for (layers, used) in &self.used {
            let top = layers.layers.len().saturating_sub(1);
            for (number, (layer, _, entry)) in layers.all_ignored_claims().into_iter().enumerate() {
                let file = &layers.layers[layer].file;
                let (subject, value) = (entry.subject.as_str(), entry.value.as_str());
                let finding = match entry.until.filter(|_| entry.is_expired(today)) {
                    Some(until) => expired_ignore(until.range, subject, value, until.value, &entry.reason),
                    // What a configuration extends may serve the documents of others.
                    None if layer == top && !used.contains(&number) && is_covered(layers, checked) => {
                        unused_ignore(entry.range, subject, value)
                    }
                    None => continue,
                };
                let index = found.iter().position(|(other, _)| other.path() == file.path()).unwrap_or_else(|| {
                    found.push((Arc::clone(file), Vec::new()));
                    found.len() - 1
                });
                // Two configurations may extend one file.
                let findings = &mut found[index].1;
                if !findings.iter().any(|other| other.primary.range == finding.primary.range) {
                    findings.push(finding);
                }
            }
        }
        found.into_iter().map(|(file, findings)| FileReport::new(file, findings, Counts::default())).collect()
    }
}

/// Returns whether all documents of a configuration were checked: one of the folders that were is its own, or above it.
fn is_covered(layers: &Layers, checked: &[&Path]) -> bool {
    let folder = layers.top().and_then(|layer| layer.folder.as_ref());
    let Some(folder) = folder else { return false };
    checked.iter().any(|path| path.is_dir() && folder.starts_with(absolute(path)))
}
