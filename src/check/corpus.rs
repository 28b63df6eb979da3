//! The pass over all documents of a run: rules that compare one with another.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Counts, FileReport, check_document};
use crate::diagnostic::{Diagnostic, Label, Related};
use crate::reference::ReferenceTables;
use crate::rules::DocumentSummary;
use crate::rules::corpus::{self, Corpus, CorpusContext, CorpusFinding, CorpusRule, file_hash};
use crate::settings::{Level, Settings};
use crate::suppress::Suppressions;
use crate::text::SourceFile;

/// Gathers the summaries of documents that share a configuration, and checks them once all are there.
///
/// The findings depend on the documents and their order alone: whoever adds them in the order of their paths gets the same
/// ones for any number of threads.
#[derive(Debug, Default)]
pub struct CorpusCheck {
    corpus: Corpus,
}

/// What the rules found in one document when they compared it with the others; the texts are not there yet.
#[derive(Clone, Debug)]
pub struct CorpusFindings {
    /// The number of the document, in the order added.
    pub document: usize,
    findings: Vec<CorpusFinding>,
    // The hash of each file that a finding has a place in, as it was when it was checked.
    hashes: BTreeMap<usize, u64>,
}

impl CorpusCheck {
    /// Adds the next document.
    pub fn add(&mut self, path: &str, summary: &DocumentSummary) {
        self.corpus.add(path, summary);
    }

    /// Runs the rules that the settings switch on; one item a document with findings, in order.
    pub fn findings(&self, settings: &Settings) -> Vec<CorpusFindings> {
        let context = CorpusContext { corpus: &self.corpus, settings };
        let mut findings = Vec::new();
        for rule in corpus::all() {
            run(*rule, &context, &mut findings);
        }
        let mut by_document: BTreeMap<usize, Vec<CorpusFinding>> = BTreeMap::new();
        for finding in findings {
            by_document.entry(finding.document).or_default().push(finding);
        }
        let gathered = by_document.into_iter().map(|(document, findings)| {
            let others = findings.iter().flat_map(|finding| &finding.elsewhere).map(|place| place.document);
            let hashes = std::iter::once(document)
                .chain(others)
                .map(|index| (index, self.corpus.member(index).file_hash()))
                .collect();
            CorpusFindings { document, findings, hashes }
        });
        gathered.collect()
    }
}

impl CorpusFindings {
    /// Returns the report on the document; `open` gives the file of a document by its number, as it was checked.
    ///
    /// A file that cannot be had again, or that has changed, has no places any more: a finding about it is left out, and
    /// so is a place in it.
    pub fn report(self, mut open: impl FnMut(usize) -> Option<Arc<SourceFile>>) -> Option<FileReport> {
        let hashes = self.hashes;
        let mut open = |index: usize| open(index).filter(|file| hashes.get(&index) == Some(&file_hash(file.text())));
        let file = open(self.document)?;
        let mut diagnostics: Vec<Diagnostic> = Vec::with_capacity(self.findings.len());
        for finding in self.findings {
            let mut diagnostic = finding.diagnostic;
            for place in finding.elsewhere {
                let Some(other) = open(place.document) else { continue };
                let label = Label { range: other.clamp(place.range), message: place.message };
                diagnostic.related.push(Related { file: Some(other), label });
            }
            diagnostics.push(diagnostic);
        }
        Some(FileReport::new(file, diagnostics, Counts::default()))
    }
}

impl FileReport {
    /// Keeps those findings silent that the author of the document switched off, as an earlier report on it says.
    ///
    /// Whether a directive keeps anything silent is told without these findings: a run may have but one of the documents.
    pub fn suppress(&mut self, suppressions: &mut Suppressions) {
        let end = self.file.range().end();
        self.suppressed.append(&mut suppressions.take(&mut self.diagnostics, end));
    }
}

/// Runs a rule at the level that the settings give it.
fn run(rule: &dyn CorpusRule, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
    let meta = rule.meta();
    let level = context.settings.rules.get(meta.id).and_then(|rule| rule.level);
    if level.unwrap_or_else(|| meta.level.map_or(Level::Off, Level::At)) == Level::Off {
        return;
    }
    let first = findings.len();
    rule.check(context, findings);
    if let Some(Level::At(severity)) = level {
        for finding in &mut findings[first..] {
            finding.diagnostic.severity = severity;
        }
    }
}

/// Checks documents that stand beside each other: each by itself, and then against the others. For tests and editors that
/// have all texts at hand; a run over files does the same with the files on disk.
pub fn check_corpus(files: &[Arc<SourceFile>], settings: &Settings, tables: &ReferenceTables) -> Vec<FileReport> {
    let mut corpus = CorpusCheck::default();
    let mut reports = Vec::new();
    for file in files {
        let report = check_document(file, settings, tables);
        if let Some(summary) = &report.summary {
            corpus.add(file.path(), summary);
        }
        reports.push(report);
    }
    for findings in corpus.findings(settings) {
        let index = findings.document;
        let Some(mut report) = findings.report(|index| files.get(index).cloned()) else { continue };
        // Each file has one report so far, in order.
        if let Some(suppressions) = &mut reports[index].suppressions {
            report.suppress(suppressions);
        }
        reports.push(report);
    }
    reports
}
