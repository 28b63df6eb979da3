//! `factlint baseline`, and what `factlint check` makes of a baseline.

use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;
use clap::Args;

use super::Outcome;
use super::arguments::{RUN, parse_date};
use super::console::Console;
use crate::check::{BaselineUse, Counts, FileReport, RunExtent};
use crate::diagnostic::{Diagnostic, InvalidInput};
use crate::render::{Format, Renderer, baseline_text, plural};
use crate::rules;
use crate::workspace::{
    BaselineFile, Baselines, Corpora, DocumentBaseline, Incomplete, Project, Projects, RunOptions, Target,
    WorkspaceError, discover_for, is_incomplete, path_from, place_of_new_baseline, run, shown_name, write_baseline,
};

/// Which baseline a check goes by.
#[derive(Clone, Debug, Args)]
pub(super) struct BaselineOptions {
    /// A baseline for all files, instead of the nearest factlint-baseline.json above each.
    #[arg(long, value_name = "FILE", conflicts_with = "no_baseline", help_heading = RUN)]
    baseline: Option<PathBuf>,

    /// Reports all findings, whatever baselines say.
    #[arg(long, help_heading = RUN)]
    no_baseline: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 the baseline says what was found; 1 a document could not be read as text, and keeps its \
    entries; 2 nothing was written, or not everything was checked."
)]
pub(super) struct BaselineArguments {
    /// Files and folders whose findings are put off; what is not named keeps its entries.
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,

    /// Only takes settled findings out; adds none.
    #[arg(long)]
    prune: bool,

    /// The baseline to write [default: the nearest factlint-baseline.json above the current folder, else a new one beside
    /// the nearest factlint.yaml, else in the current folder].
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,

    /// A configuration for all files, instead of the nearest factlint.yaml above each.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// The day that counts as today [default: today by the system's clock].
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = parse_date)]
    today: Option<NaiveDate>,

    /// How many threads to use [default: as many as the machine runs at once].
    #[arg(long, value_name = "N", env = "FACTLINT_THREADS", hide_env_values = true)]
    threads: Option<NonZeroUsize>,
}

/// What the baselines of a run keep silent, and what has become of their entries.
pub(super) struct PutOffFindings<'j> {
    jobs: &'j [(Target, Arc<Project>)],
    /// What each document gets.
    pub(super) documents: Arc<[Option<DocumentBaseline>]>,
    uses: Vec<(Arc<BaselineFile>, BaselineUse<'j>)>,
    // The job of the next report.
    next: usize,
    by_name: HashMap<&'j str, usize>,
}

impl<'j> PutOffFindings<'j> {
    /// Finds the baselines of some documents.
    ///
    /// # Errors
    /// If one cannot be used.
    pub(super) fn open(options: &BaselineOptions, jobs: &'j [(Target, Arc<Project>)]) -> Result<Self, WorkspaceError> {
        let mut baselines =
            if options.no_baseline { Baselines::off() } else { Baselines::new(options.baseline.as_deref())? };
        let documents: Arc<[Option<DocumentBaseline>]> =
            jobs.iter().map(|(target, _)| baselines.of(target)).collect::<Result<_, _>>()?;
        let has_any = documents.iter().any(Option::is_some);
        let names = jobs.iter().enumerate().map(|(index, (target, _))| (target.name.as_str(), index));
        let by_name = if has_any { names.collect() } else { HashMap::new() };
        Ok(Self { jobs, documents, uses: Vec::new(), next: 0, by_name })
    }

    /// Takes what is put off out of the report on the next document.
    pub(super) fn take(&mut self, report: &mut FileReport) {
        if let Some(document) = self.documents.get(self.next).and_then(Option::as_ref) {
            document.apply(report);
        }
        self.note(report);
    }

    /// Notes the report on the next document, out of which what is put off was taken already.
    pub(super) fn note(&mut self, report: &FileReport) {
        let index = self.next;
        self.next += 1;
        if 0 < report.counts.documents {
            self.note_at(index, report);
        }
    }

    /// Takes what is put off out of a second report on a document.
    pub(super) fn take_again(&mut self, report: &mut FileReport) {
        let Some(index) = self.by_name.get(report.file.path()).copied() else { return };
        if let Some(document) = &self.documents[index] {
            document.apply(report);
            self.note_at(index, report);
        }
    }

    fn note_at(&mut self, index: usize, report: &FileReport) {
        let Some(document) = self.documents.get(index).and_then(Option::as_ref) else { return };
        let known = self.uses.iter().position(|(file, _)| Arc::ptr_eq(file, &document.file));
        let at = known.unwrap_or_else(|| {
            self.uses.push((Arc::clone(&document.file), BaselineUse::default()));
            self.uses.len() - 1
        });
        self.uses[at].1.note(&document.path, report, &self.jobs[index].1.settings);
    }

    /// Reports the entries that nothing stands behind any more; `paths` are those that were checked.
    pub(super) fn stale(&self, paths: &[PathBuf]) -> Vec<FileReport> {
        if paths.iter().any(|path| path == Path::new("-")) {
            return Vec::new();
        }
        let Some((_, project)) = self.jobs.first() else { return Vec::new() };
        let report = |(file, used): &(Arc<BaselineFile>, BaselineUse<'_>)| {
            let settled = used.settle(&file.baseline, &file.extent(paths));
            let findings: Vec<Diagnostic> = settled
                .stale
                .iter()
                .filter_map(|stale| {
                    let settings = used.settings(&stale.document).unwrap_or(&project.settings);
                    rules::stale_baseline(stale.range, &stale.document, stale.n_gone, stale.is_document_gone, settings)
                })
                .collect();
            let file = Arc::clone(&file.baseline.file);
            (!findings.is_empty()).then(|| FileReport::new(file, findings, Counts::default()))
        };
        self.uses.iter().filter_map(report).collect()
    }
}

/// Writes a baseline, or prunes it.
///
/// # Errors
/// If the run cannot begin, or the baseline cannot be written.
pub(super) fn baseline(arguments: &BaselineArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    match write(arguments, console) {
        Err(WorkspaceError::Invalid { inputs }) => Ok(reject(inputs, console)),
        result => result,
    }
}

fn write(arguments: &BaselineArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let path = arguments.baseline.clone().unwrap_or_else(place_of_new_baseline);
    let is_named = arguments.baseline.is_some();
    let existing = if path.exists() { Some(BaselineFile::read(&path, is_named)?) } else { None };
    if arguments.prune && existing.is_none() {
        return Err(WorkspaceError::usage(
            message!("there is no baseline `{path}` to prune", path = shown_name(&path)),
            "run `factlint baseline` to write one",
        ));
    }
    let folder = std::path::absolute(&path).ok().and_then(|path| path.parent().map(Path::to_owned));
    let folder = folder.unwrap_or_else(|| PathBuf::from("."));
    let folder = folder.canonicalize().unwrap_or(folder);
    let mut projects = Projects::new(arguments.config.as_deref(), arguments.today.unwrap_or_else(super::check::today))?;
    let discovery = discover_for(&arguments.paths, &mut projects)?;
    let mut nearest = if is_named { Baselines::off() } else { Baselines::new(None)? };
    let mut jobs: Vec<(Target, Arc<Project>)> = Vec::new();
    let mut n_other = 0;
    for target in discovery.targets {
        // What has a nearer baseline is that one's.
        let other =
            nearest.of(&target)?.filter(|other| existing.as_ref().is_none_or(|own| own.path != other.file.path));
        if other.is_some_and(|other| existing.is_none() || other.file.path.starts_with(&folder)) {
            n_other += 1;
            continue;
        }
        let project = projects.of(&target)?;
        jobs.push((target, project));
    }
    if 0 < n_other {
        console.remark(if n_other == 1 {
            message!("1 document has another baseline, and left out")
        } else {
            message!("{count} documents have another baseline, and left out", count = n_other)
        });
    }
    let options = RunOptions { threads: arguments.threads, ..RunOptions::default() };
    let mut used = BaselineUse::default();
    let mut incomplete: Option<Incomplete> = None;
    let mut corpora = Corpora::new(&jobs);
    let mut index = 0;
    let path_of = |index: usize| path_from(&folder, &jobs[index].0);
    for report in &discovery.problems {
        incomplete = incomplete.max(report.diagnostics.iter().filter_map(is_incomplete).max());
        complain(report, console);
    }
    run(&jobs, options, None, |mut report| {
        incomplete = incomplete.max(report.diagnostics.iter().filter_map(is_incomplete).max());
        corpora.note(&mut report);
        if report.counts.documents == 0 {
            complain(&report, console);
        } else if let Some(path) = path_of(index) {
            used.note(&path, &report, &jobs[index].1.settings);
        }
        index += 1;
    })?;
    let by_name: HashMap<&str, usize> =
        jobs.iter().enumerate().map(|(index, (target, _))| (target.name.as_str(), index)).collect();
    corpora.report(|report| {
        if let Some(index) = by_name.get(report.file.path())
            && let Some(path) = path_of(*index)
        {
            used.note(&path, &report, &jobs[*index].1.settings);
        }
    });
    let extent = existing.as_ref().map_or_else(RunExtent::default, |file| file.extent(&arguments.paths));
    let old = existing.as_ref().map(|file| &file.baseline);
    let documents = match old {
        Some(baseline) if arguments.prune => used.settle(baseline, &extent).kept,
        _ => used.updated(old, &extent),
    };
    let text = baseline_text(&documents);
    let old_text = old.map(|baseline| baseline.file.text());
    if old_text != Some(text.as_str()) {
        write_baseline(&path, old_text, &text)?;
    }
    let count = |entries: &[crate::check::BaselineEntry]| entries.iter().map(|entry| entry.count).sum::<usize>();
    let total: usize = documents.values().map(|entries| count(entries)).sum();
    let before: usize = old.map_or(0, |baseline| baseline.documents.values().map(|entries| count(entries)).sum());
    let (findings, documents) = (plural(total, "finding"), plural(documents.len(), "document"));
    let path = shown_name(&path);
    console.say(&match old {
        Some(_) => message!("{path}: {findings} in {documents} ({before} before)\n", path, findings, documents, before),
        None => message!("{path}: {findings} in {documents}\n", path, findings, documents),
    });
    Ok(match incomplete {
        Some(Incomplete::Failure) => Outcome::Failed,
        Some(Incomplete::Finding) => Outcome::Findings,
        None => Outcome::Clean,
    })
}

/// Says why a document was not checked.
fn complain(report: &FileReport, console: &mut Console) {
    let mut output = String::new();
    Renderer::new(Format::Concise, crate::render::Style { language: console.language(), ..Default::default() })
        .report(report, &mut output);
    console.write_error(&output);
}

/// Shows why a configuration, a table or the baseline cannot be used.
fn reject(inputs: Vec<InvalidInput>, console: &mut Console) -> Outcome {
    let mut renderer =
        Renderer::new(Format::Pretty, crate::render::Style { language: console.language(), ..Default::default() });
    let mut output = String::new();
    for InvalidInput { file, diagnostics } in inputs {
        renderer.report(&FileReport::new(file, diagnostics, Counts::default()), &mut output);
    }
    console.write_error(&output);
    console.error("nothing was written", "repair this and run again");
    Outcome::Failed
}
