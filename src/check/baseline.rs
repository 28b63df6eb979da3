//! Findings that a project has put off: those in its baseline are not reported, new ones are.
//!
//! Main types: [`Baseline`] (as the file says), [`BaselineEntry`], [`PutOff`] (what one document gets from it). An entry is a
//! document, a rule, the identity of a finding ([`super::identity`]) and how often it stands there; it has no line, so that
//! it survives edits around it.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{FileReport, identity};
use crate::diagnostic::{Diagnostic, InvalidInput, Severity};
use crate::message::Message;
use crate::rules::file::{self, InvalidBaseline};
use crate::suppress::{GROUP, Suppressed, SuppressedBy};
use crate::text::{SourceFile, TextRange, range};

/// What the file says of its form.
pub const BASELINE_SCHEMA: &str = "baseline/1";

/// The findings that a project has put off.
#[derive(Clone, Debug)]
pub struct Baseline {
    /// Its file.
    pub file: Arc<SourceFile>,
    /// The entries of each document, by its path from the folder of the baseline, with `/`.
    pub documents: BTreeMap<String, Vec<BaselineEntry>>,
}

/// A finding that is put off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineEntry {
    /// The rule.
    pub rule: String,
    /// What the finding is, wherever it stands.
    pub finding: String,
    /// How often it stands in the document.
    pub count: usize,
    /// What it said when it was written down; for people.
    pub message: String,
    /// Bytes of the baseline: the entry's finding.
    pub range: TextRange,
}

/// What a document gets from its baseline.
#[derive(Clone, Debug, Default)]
pub struct PutOff {
    // How often each finding is put off, by rule and identity.
    counts: Arc<FxHashMap<(String, String), usize>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FileInput {
    schema: String,
    findings: Vec<EntryInput>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EntryInput {
    file: String,
    rule: String,
    finding: String,
    #[serde(default = "once")]
    count: usize,
    #[serde(default)]
    message: String,
}

fn once() -> usize {
    1
}

impl Baseline {
    /// Reads the text of a baseline.
    ///
    /// # Errors
    /// If it is no JSON, or says something else than a baseline does.
    pub fn parse(file: Arc<SourceFile>) -> Result<Self, InvalidInput> {
        let invalid = |diagnostic: Diagnostic| InvalidInput { file: Arc::clone(&file), diagnostics: vec![diagnostic] };
        let text = file.text().strip_prefix('\u{FEFF}').unwrap_or(file.text());
        let base = file.text().len() - text.len();
        let input: FileInput = serde_json::from_str(text).map_err(|error| invalid(broken(text, base, &error)))?;
        if input.schema != BASELINE_SCHEMA {
            // Written with escapes, it stands nowhere as it reads.
            let at = text.find(&input.schema).filter(|_| !input.schema.is_empty());
            let place = at.map_or_else(TextRange::default, |at| range(base + at, base + at + input.schema.len()));
            let message = message!("the schema `{schema}` is not known", schema = input.schema);
            let diagnostic = problem(place, message).with_help(message!(
                "this factlint reads `{schema}`; a newer one may have written the file",
                schema = BASELINE_SCHEMA
            ));
            return Err(invalid(diagnostic));
        }
        let mut documents: BTreeMap<String, Vec<BaselineEntry>> = BTreeMap::new();
        let mut known: FxHashMap<(String, String, String), usize> = FxHashMap::default();
        // Entries are found in the order that they were read in.
        let mut at = 0;
        // One that is written with escapes is not found, and is looked for once: the rest have no place, either.
        let mut is_lost = false;
        for EntryInput { file: path, rule, finding, count, message } in input.findings {
            let found = if is_lost { None } else { text[at..].find(&finding).filter(|_| !finding.is_empty()) };
            is_lost |= found.is_none();
            let place = found.map_or_else(TextRange::default, |offset| {
                let start = at + offset;
                at = start + finding.len();
                range(base + start, base + at)
            });
            let key = (path.clone(), rule.clone(), finding.clone());
            let entries = documents.entry(path).or_default();
            // A merge may leave an entry twice: that is the same finding.
            match known.get(&key).and_then(|index| entries.get_mut(*index)) {
                Some(entry) => entry.count = entry.count.max(count),
                None => {
                    known.insert(key, entries.len());
                    entries.push(BaselineEntry { rule, finding, count, message, range: place });
                }
            }
        }
        Ok(Self { file, documents })
    }

    /// Returns what some documents get together: a document gets its own entries; one that has none gets those of all
    /// documents that are gone, as one of them may have been renamed.
    pub fn put_off<'a>(&self, documents: impl IntoIterator<Item = &'a String>) -> PutOff {
        let mut counts: FxHashMap<(String, String), usize> = FxHashMap::default();
        for entry in documents.into_iter().filter_map(|path| self.documents.get(path)).flatten() {
            let count = counts.entry((entry.rule.clone(), entry.finding.clone())).or_default();
            *count = count.saturating_add(entry.count);
        }
        PutOff { counts: Arc::new(counts) }
    }
}

impl PutOff {
    /// Keeps those findings silent that are put off, the first ones of each kind.
    pub fn apply(&self, report: &mut FileReport) {
        if self.counts.is_empty() {
            return;
        }
        let mut used: FxHashMap<(String, String), usize> = FxHashMap::default();
        let file = Arc::clone(&report.file);
        let (kept, silent): (Vec<Diagnostic>, Vec<Diagnostic>) =
            std::mem::take(&mut report.diagnostics).into_iter().partition(|diagnostic| {
                let key = (diagnostic.rule.to_string(), identity(&file, diagnostic));
                let Some(count) = self.counts.get(&key).filter(|_| can_be_put_off(diagnostic)) else { return true };
                let n_used = used.entry(key).or_default();
                *n_used += 1;
                *count < *n_used
            });
        report.diagnostics = kept;
        report
            .suppressed
            .extend(silent.into_iter().map(|diagnostic| Suppressed { diagnostic, by: SuppressedBy::Baseline }));
    }
}

/// Returns whether a finding may be put off: one about the content of a document. That a file was not checked, or that a
/// comment is idle, cannot.
pub fn can_be_put_off(diagnostic: &Diagnostic) -> bool {
    let id = diagnostic.rule.as_str();
    diagnostic.rule.group() != GROUP && file::METAS.iter().all(|meta| meta.id != id)
}

fn problem(range: TextRange, message: Message) -> Diagnostic {
    let meta = &InvalidBaseline::META;
    Diagnostic::new(meta.rule_id(), Severity::Error, range, message.clone()).with_fingerprint_key(message)
}

/// Says what is wrong with the JSON.
fn broken(text: &str, base: usize, error: &serde_json::Error) -> Diagnostic {
    let line_start = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = text.floor_char_boundary((line_start + error.column().saturating_sub(1)).min(text.len()));
    let line = text[line_start..].lines().next().unwrap_or_default();
    if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark)) {
        return problem(
            range(base + line_start, base + line_start + line.len()),
            message!("a merge left its marks here"),
        )
        .with_help("keep the entries of both sides, and run `factlint baseline --prune`");
    }
    let words = error.to_string();
    // The place is shown; the words need not say it again.
    let words = words.split(" at line ").next().unwrap_or_default();
    let end = text[at..].chars().next().map_or(at, |character| at + character.len_utf8());
    problem(range(base + at, base + end), message!("the baseline cannot be read: {words}", words))
        .with_help("restore the file from version control, or remove it and run `factlint baseline`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Baseline, InvalidInput> {
        Baseline::parse(Arc::new(SourceFile::new(".factlint-baseline.json", text)))
    }

    #[test]
    fn what_is_written_with_escapes_has_no_place() {
        // Short in the file, and long once it is read; and the other way round.
        for schema in ["中".repeat(40), r"\u0062aseline/9".to_owned(), r#"\"\"\"\"\"\"\"\"\"\""#.to_owned()] {
            let text = format!("{{\"schema\": \"{schema}\", \"findings\": []}}");
            let invalid = parse(&text).unwrap_err();
            let place = invalid.diagnostics[0].primary.range;
            assert!(text.get(usize::from(place.start())..usize::from(place.end())).is_some(), "{text}");
            assert_eq!(place.is_empty(), schema.starts_with('\\'), "{text}");
        }
        let entry = |finding: &str| format!("{{\"file\": \"a.md\", \"rule\": \"a/b\", \"finding\": \"{finding}\"}}");
        let findings = [entry("0a"), entry(r"0\u0062"), entry("0c")].join(", ");
        let baseline = parse(&format!("{{\"schema\": \"baseline/1\", \"findings\": [{findings}]}}")).unwrap();
        let places: Vec<bool> = baseline.documents["a.md"].iter().map(|entry| entry.range.is_empty()).collect();
        assert_eq!(places, [false, true, true]);
    }

    #[test]
    fn counts_that_no_number_holds_together_are_as_many_as_can_be() {
        let entry = |file: &str| {
            format!("{{\"file\": \"{file}\", \"rule\": \"a/b\", \"finding\": \"0a\", \"count\": {}}}", usize::MAX)
        };
        let findings = [entry("a.md"), entry("b.md"), entry("b.md")].join(", ");
        let baseline = parse(&format!("{{\"schema\": \"baseline/1\", \"findings\": [{findings}]}}")).unwrap();
        assert_eq!(baseline.documents["b.md"].len(), 1);
        let put_off = baseline.put_off(baseline.documents.keys());
        assert_eq!(put_off.counts.values().copied().collect::<Vec<_>>(), [usize::MAX]);
    }
}
