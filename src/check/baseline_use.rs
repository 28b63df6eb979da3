//! What a run tells about a baseline: which entries are gone, and what it says after this run.
//!
//! Main types: [`BaselineUse`], [`RunExtent`], [`Settled`].

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::{Baseline, BaselineEntry, FileReport, can_be_put_off, identity};
use crate::rules;
use crate::settings::{Level, Settings};
use crate::suppress::SuppressedBy;
use crate::text::TextRange;

/// A finding by its rule and its identity.
type Kind = (String, String);

/// What a run found in the documents of one baseline.
#[derive(Debug, Default)]
pub struct BaselineUse<'a> {
    documents: BTreeMap<String, Checked<'a>>,
}

/// One document that was checked.
#[derive(Debug)]
struct Checked<'a> {
    settings: &'a Settings,
    /// How often each finding stands in it, with its message.
    found: BTreeMap<Kind, (usize, String)>,
}

/// How much of a baseline's folder a run checked.
#[derive(Clone, Debug, Default)]
pub struct RunExtent {
    /// Whether it checked the whole folder.
    pub is_whole: bool,
    /// Documents of the baseline that are gone from the disk, whether or not the run would have checked them.
    pub gone: BTreeSet<String>,
    /// Those of them that this run would have checked.
    pub missed: BTreeSet<String>,
}

/// Entries of one document that nothing stands behind any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaleEntries {
    /// The document.
    pub document: String,
    /// How many findings are gone.
    pub n_gone: usize,
    /// Whether the document is gone too.
    pub is_document_gone: bool,
    /// Bytes of the baseline: the first entry.
    pub range: TextRange,
}

impl<'a> BaselineUse<'a> {
    /// Takes what a report on a document says, those findings included that are put off already; there may be several
    /// reports on one document.
    pub fn note(&mut self, path: &str, report: &FileReport, settings: &'a Settings) {
        let checked =
            self.documents.entry(path.to_owned()).or_insert_with(|| Checked { settings, found: BTreeMap::new() });
        let silent = report.suppressed.iter().filter(|suppressed| suppressed.by == SuppressedBy::Baseline);
        let all = report.diagnostics.iter().chain(silent.map(|suppressed| &suppressed.diagnostic));
        for diagnostic in all.filter(|diagnostic| can_be_put_off(diagnostic)) {
            let kind = (diagnostic.rule.to_string(), identity(&report.file, diagnostic));
            checked.found.entry(kind).or_insert_with(|| (0, diagnostic.message.english().to_owned())).0 += 1;
        }
    }

    /// Returns the settings of a document that was checked.
    pub fn settings(&self, document: &str) -> Option<&'a Settings> {
        self.documents.get(document).map(|checked| checked.settings)
    }

    /// Tells the entries that still stand for a finding from those that do not.
    pub fn settle(&self, baseline: &Baseline, extent: &RunExtent) -> Settled {
        let mut settled = Settled::default();
        let mut free = self.free(baseline, extent);
        for (document, entries) in &baseline.documents {
            let mut stale: Option<StaleEntries> = None;
            let is_document_gone = extent.gone.contains(document);
            for entry in entries {
                let mut left = entry.count;
                let new = free.get_mut(&(entry.rule.as_str(), entry.finding.as_str())).filter(|_| is_document_gone);
                for (name, count) in new.into_iter().flatten() {
                    let moved = left.min(*count);
                    *count -= moved;
                    left -= moved;
                    settled.keep(name, entry, moved);
                }
                let kept = self.count_kept(document, entry, left, extent);
                settled.keep(document, entry, kept);
                if kept < left {
                    let stale = stale.get_or_insert_with(|| StaleEntries {
                        document: document.clone(),
                        n_gone: 0,
                        is_document_gone,
                        range: entry.range,
                    });
                    stale.n_gone += left - kept;
                }
            }
            settled.stale.extend(stale);
        }
        settled
    }

    /// Returns what a baseline says that holds all that this run found; what it did not check stays as it is.
    pub fn updated(&self, baseline: Option<&Baseline>, extent: &RunExtent) -> BTreeMap<String, Vec<BaselineEntry>> {
        let mut documents = baseline.map(|baseline| self.settle(baseline, extent).kept).unwrap_or_default();
        for (document, checked) in &self.documents {
            let entries = documents.entry(document.clone()).or_default();
            let known: FxHashMap<(String, String), usize> = entries
                .iter()
                .enumerate()
                .map(|(index, entry)| ((entry.rule.clone(), entry.finding.clone()), index))
                .collect();
            for (kind, (count, message)) in &checked.found {
                match known.get(kind).and_then(|index| entries.get_mut(*index)) {
                    Some(entry) => (entry.count, entry.message) = (*count, message.clone()),
                    None => entries.push(BaselineEntry {
                        rule: kind.0.clone(),
                        finding: kind.1.clone(),
                        count: *count,
                        message: message.clone(),
                        range: TextRange::default(),
                    }),
                }
            }
        }
        documents.retain(|_, entries| !entries.is_empty());
        documents
    }

    /// Returns the findings in documents that have no entries: where another document is gone, they may be its own under a
    /// new name.
    fn free(&self, baseline: &Baseline, extent: &RunExtent) -> FxHashMap<(&str, &str), Vec<(&str, usize)>> {
        let mut free: FxHashMap<(&str, &str), Vec<(&str, usize)>> = FxHashMap::default();
        if extent.gone.is_empty() {
            return free;
        }
        let is_new = |document: &&String| !baseline.documents.contains_key(*document);
        for document in self.documents.keys().filter(is_new) {
            for ((rule, finding), (count, _)) in &self.documents[document].found {
                free.entry((rule, finding)).or_default().push((document, *count));
            }
        }
        free
    }

    /// Returns how many findings of an entry stay under its document, of those that have not moved.
    fn count_kept(&self, document: &str, entry: &BaselineEntry, left: usize, extent: &RunExtent) -> usize {
        if !extent.is_whole && rules::corpus_metas().any(|meta| meta.id == entry.rule) {
            return left;
        }
        let Some(checked) = self.documents.get(document) else {
            return if extent.missed.contains(document) { 0 } else { left };
        };
        let level = checked.settings.rules.get(&entry.rule).and_then(|rule| rule.level);
        if level == Some(Level::Off) {
            return left;
        }
        let kind = (entry.rule.clone(), entry.finding.clone());
        checked.found.get(&kind).map_or(0, |(count, _)| left.min(*count))
    }
}

/// The entries of a baseline after a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Those that still stand for a finding, or that the run says nothing about: never more than there were. Those of a
    /// document that was renamed stand under its new name.
    pub kept: BTreeMap<String, Vec<BaselineEntry>>,
    /// Those that stand for nothing any more, by document.
    pub stale: Vec<StaleEntries>,
}

impl Settled {
    fn keep(&mut self, document: &str, entry: &BaselineEntry, count: usize) {
        if 0 < count {
            let entries = self.kept.entry(document.to_owned()).or_default();
            entries.push(BaselineEntry { count, ..entry.clone() });
        }
    }
}
