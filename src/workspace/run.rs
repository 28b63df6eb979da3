//! Checking many documents at once, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::cache::Cache;
use super::discover::{Place, Target, name};
use super::{DocumentBaseline, Project, WorkspaceError, panics, problems, read, write};
use crate::check::{FileReport, check_and_cover_document, check_document};
use crate::diagnostic::Applicability;
use crate::fix::{Convergence, Fixed, fix};
use crate::settings::Validity;
use crate::text::SourceFile;

/// Bytes of documents that may wait for their turn to be reported.
///
/// The memory of a run is bounded by this and by the documents being checked, however many there are.
const MAX_WAITING_BYTES: usize = 16 * 1024 * 1024;

/// The stack of a thread. Parsers recurse; the limits on nesting are made for this.
pub(crate) const STACK_BYTES: usize = 8 * 1024 * 1024;

/// How to run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunOptions {
    /// Threads; `None` for as many as the machine runs at once. One is the caller's, whose stack should have 8 MiB.
    pub threads: Option<NonZeroUsize>,
    /// Whether reports say what became of each claim.
    pub wants_coverage: bool,
}

/// Checks documents, each under its project, and hands their reports on in the order given.
///
/// The reports are the same for any number of threads, and with and without a cache (which must be one for these jobs).
/// Of a document without findings the report has no text.
///
/// # Errors
/// If the system gives no threads.
pub fn run(
    jobs: &[(Target, Arc<Project>)],
    options: RunOptions,
    cache: Option<&Cache>,
    report: impl FnMut(FileReport),
) -> Result<(), WorkspaceError> {
    let threads = options.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let check = |index: usize| {
        let (target, project) = &jobs[index];
        let check = if options.wants_coverage { check_and_cover_document } else { check_document };
        let check = |file: &Arc<SourceFile>| check(file, &project.settings, &project.tables);
        // Lists of claims are long, and asked for by hand.
        let size_limit = project.settings.limits.file_size;
        let mut report = match cache.filter(|_| !options.wants_coverage && matches!(target.place, Place::File(_))) {
            Some(cache) => check_or_find(target, size_limit, (cache, index), check),
            None => check_target(target, size_limit, check),
        };
        project.keep(&mut report);
        report
    };
    in_order(jobs.len(), threads, check, report)
}

/// What to do with fixes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixOptions {
    /// The least applicability that is applied.
    pub least: Applicability,
    /// Whether the files are written.
    pub is_written: bool,
}

/// What fixing one document came to.
#[derive(Clone, Debug)]
pub struct FixReport {
    /// The findings in the text as it was read.
    pub found: FileReport,
    /// The findings in the text as it is fixed; where it could not be written, those of the text as it is, and why.
    pub left: FileReport,
    /// How many findings were fixed.
    pub n_fixed: usize,
    /// Whether nothing is left to fix, or why there is.
    pub ending: Convergence,
}

/// Checks and fixes documents, each under its project, and hands on in the order given what came of them.
///
/// # Errors
/// If the system gives no threads.
pub fn run_fixes(
    jobs: &[(Target, Arc<Project>)],
    options: RunOptions,
    fixes: FixOptions,
    baselines: &[Option<DocumentBaseline>],
    report: impl FnMut(FixReport),
) -> Result<(), WorkspaceError> {
    let threads = options.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let work = |index: usize| {
        let (target, project) = &jobs[index];
        let check = if options.wants_coverage { check_and_cover_document } else { check_document };
        let baseline = baselines.get(index).and_then(Option::as_ref);
        let check = |file: &Arc<SourceFile>| {
            let mut report = check(file, &project.settings, &project.tables);
            project.keep(&mut report);
            if let Some(baseline) = baseline {
                baseline.apply(&mut report);
            }
            report
        };
        fix_target(target, project.settings.limits.file_size, fixes, check)
    };
    in_order(jobs.len(), threads, work, report)
}

/// Clears up, in the folders of documents, behind runs that were killed while they wrote fixes; a save that such a run had
/// taken away for a moment gets its place again.
///
/// Returns the names that saves got which could not have their place, since the document has been saved once more.
pub fn recover_saves(jobs: &[(Target, Arc<Project>)]) -> Vec<String> {
    let folders: BTreeSet<PathBuf> = jobs.iter().filter_map(|(target, _)| folder(&target.place)).collect();
    folders.iter().flat_map(|folder| write::recover(folder)).map(|path| name(&path)).collect()
}

/// Returns the folder in which a document is replaced, behind links.
fn folder(place: &Place) -> Option<PathBuf> {
    let Place::File(path) = place else { return None };
    let is_link = std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let path = if is_link { std::fs::canonicalize(path).ok()? } else { path.clone() };
    Some(write::folder(&path).to_owned())
}

/// Reads, fixes and writes one document; whatever happens, there is a report.
fn fix_target(
    target: &Target,
    size_limit: u64,
    options: FixOptions,
    check: impl Fn(&Arc<SourceFile>) -> FileReport,
) -> FixReport {
    let as_it_is = |report: FileReport| FixReport {
        found: report.clone(),
        left: report,
        n_fixed: 0,
        ending: Convergence::Settled,
    };
    let outcome = panics::catch(|| {
        let file = match read::read(target, size_limit) {
            Ok(file) => file,
            Err(report) => return as_it_is(*report),
        };
        let Fixed { found, left, n_fixed, ending } = fix(&file, options.least, check);
        let Place::File(path) = &target.place else { return FixReport { found, left, n_fixed, ending } };
        if n_fixed == 0 || !options.is_written {
            return FixReport { found, left, n_fixed, ending };
        }
        match write::replace(path, found.file.text(), left.file.text()) {
            Ok(()) => FixReport { found, left, n_fixed, ending },
            Err(error) => {
                let mut diagnostics = found.diagnostics;
                diagnostics.push(problems::not_written(&error));
                as_it_is(FileReport::new(found.file, diagnostics, found.counts))
            }
        }
    });
    outcome.unwrap_or_else(|words| as_it_is(problems::panicked(&target.name, &words)))
}

/// Reads and checks one document; whatever happens, there is a report.
fn check_target(target: &Target, size_limit: u64, check: impl Fn(&Arc<SourceFile>) -> FileReport) -> FileReport {
    let outcome = panics::catch(|| match read::read(target, size_limit) {
        Ok(file) => check(&file),
        Err(report) => *report,
    });
    let report = outcome.unwrap_or_else(|words| problems::panicked(&target.name, &words));
    let can_be_read_again = !matches!(target.place, Place::StandardInput(_));
    if can_be_read_again
        && report.diagnostics.is_empty()
        && report.suppressed.is_empty()
        && report.coverage.as_ref().is_none_or(|coverage| coverage.claims.is_empty())
    {
        // Nobody will look at its text any more.
        return FileReport { file: Arc::new(SourceFile::new(target.name.as_str(), "")), ..report };
    }
    report
}

/// Reads one document, and checks it where the cache does not know what came of it for this job.
fn check_or_find(
    target: &Target,
    size_limit: u64,
    (cache, job): (&Cache, usize),
    check: impl Fn(&Arc<SourceFile>) -> FileReport,
) -> FileReport {
    let no_text = || Arc::new(SourceFile::new(target.name.as_str(), ""));
    let outcome = panics::catch(|| {
        let bytes = match read::bytes(target, size_limit) {
            Ok(bytes) => bytes,
            Err(report) => return *report,
        };
        let key = cache.key(job, &target.name, &bytes);
        let found = cache.find(key);
        if let Some(record) = found.as_ref().filter(|record| !record.has_findings()) {
            return record.clone().into_report(no_text());
        }
        let file = match read::text(&target.name, bytes) {
            Ok(file) => file,
            Err(report) => return *report,
        };
        if let Some(record) = found {
            return record.into_report(file);
        }
        let (report, validity) = Validity::of(|| check(&file));
        cache.keep(key, &report, validity);
        if report.diagnostics.is_empty() { FileReport { file: no_text(), ..report } } else { report }
    });
    outcome.unwrap_or_else(|words| problems::panicked(&target.name, &words))
}

/// Results that are handed over at once.
const BATCH: usize = 32;

/// What the threads share.
struct Progress<T> {
    // Invariant: every index below `next` is reported, waiting, or being worked on.
    next: usize,
    waiting: BTreeMap<usize, T>,
    waiting_bytes: usize,
    // Results that were put into `waiting` so far.
    n_done: usize,
    // Threads that wait for room.
    n_blocked: usize,
    // Nobody will take results any more.
    is_over: bool,
}

impl<T> Progress<T> {
    const fn new() -> Self {
        Self { next: 0, waiting: BTreeMap::new(), waiting_bytes: 0, n_done: 0, n_blocked: 0, is_over: false }
    }
}

/// What comes of one document.
trait Outcome {
    /// Returns how much memory it holds while it waits to be reported.
    fn waiting_bytes(&self) -> usize;
}

impl Outcome for FileReport {
    fn waiting_bytes(&self) -> usize {
        self.file.text().len()
    }
}

impl Outcome for FixReport {
    fn waiting_bytes(&self) -> usize {
        self.left.waiting_bytes() + self.found.waiting_bytes()
    }
}

/// Ends the work when it is dropped, so that no thread waits for ever where `report` panics.
struct Ending<'a, T>(&'a Mutex<Progress<T>>, &'a Condvar);

impl<T> Drop for Ending<'_, T> {
    fn drop(&mut self) {
        lock(self.0).is_over = true;
        self.1.notify_all();
    }
}

/// Calls `work` with every index below `count` on several threads, and `report` with the results in order.
///
/// One thread is the caller's: what one thread allocates another need not free, and nobody waits for anybody.
fn in_order<T: Outcome + Send>(
    count: usize,
    threads: usize,
    work: impl Fn(usize) -> T + Sync,
    mut report: impl FnMut(T),
) -> Result<(), WorkspaceError> {
    if threads == 1 {
        (0..count).map(work).for_each(report);
        return Ok(());
    }
    let progress = Mutex::new(Progress::new());
    let (has_result, has_room) = (Condvar::new(), Condvar::new());
    let worker = || {
        loop {
            let mut state = lock(&progress);
            // The thread that works on the first result awaited never waits here: it has its index already.
            while MAX_WAITING_BYTES < state.waiting_bytes && !state.is_over {
                state.n_blocked += 1;
                state = has_room.wait(state).unwrap_or_else(PoisonError::into_inner);
                state.n_blocked -= 1;
            }
            let index = state.next;
            if count <= index || state.is_over {
                return;
            }
            state.next += 1;
            drop(state);
            let result = work(index);
            let mut state = lock(&progress);
            state.waiting_bytes += result.waiting_bytes();
            state.waiting.insert(index, result);
            state.n_done += 1;
            // Waking the reader for each small file would cost more than the file: it is woken for a batch, for the last
            // result, and before room runs out.
            let is_worth_it =
                BATCH <= state.waiting.len() || state.n_done == count || MAX_WAITING_BYTES / 2 < state.waiting_bytes;
            drop(state);
            if is_worth_it {
                has_result.notify_one();
            }
        }
    };
    thread::scope(|scope| {
        let _ending = Ending(&progress, &has_room);
        for n_started in 0..threads.min(count) {
            let spawned = thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, worker);
            if let Err(error) = spawned {
                // Fewer threads than asked for do the same work.
                if n_started == 0 {
                    let message = message!("no thread can be started: {reason}", reason = problems::reason(&error));
                    return Err(WorkspaceError::usage(
                        message,
                        "close other programs, or raise the limit on processes",
                    ));
                }
                break;
            }
        }
        for index in 0..count {
            let mut state = lock(&progress);
            let result = loop {
                if let Some(result) = state.waiting.remove(&index) {
                    break result;
                }
                state = has_result.wait(state).unwrap_or_else(PoisonError::into_inner);
            };
            state.waiting_bytes -= result.waiting_bytes();
            let is_anybody_blocked = 0 < state.n_blocked;
            drop(state);
            if is_anybody_blocked {
                has_room.notify_all();
            }
            report(result);
        }
        Ok(())
    })
}

/// Locks; a thread that panicked while it held the lock left nothing half-done.
fn lock<T>(progress: &Mutex<Progress<T>>) -> MutexGuard<'_, Progress<T>> {
    progress.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Counts;
    use crate::diagnostic::{Diagnostic, RuleId, Severity};
    use crate::text::range;
    use std::path::PathBuf;

    fn finding(file: &Arc<SourceFile>) -> FileReport {
        let diagnostic = Diagnostic::new(RuleId::new("a/b"), Severity::Info, range(0, 0), "m");
        FileReport::new(Arc::clone(file), vec![diagnostic], Counts { documents: 1, ..Counts::default() })
    }

    #[test]
    fn results_come_in_order_even_where_they_are_large() {
        for threads in [1, 2, 7] {
            let mut seen = Vec::new();
            let work = |index: usize| {
                thread::yield_now();
                finding(&Arc::new(SourceFile::new(index.to_string(), "x".repeat(6 << 20))))
            };
            in_order(40, threads, work, |report| seen.push(report.file.path().to_owned())).unwrap();
            assert_eq!(seen, (0..40).map(|index| index.to_string()).collect::<Vec<_>>());
        }
        in_order::<FileReport>(0, 4, |_| unreachable!("there is nothing to do"), |_| ()).unwrap();
    }

    #[test]
    fn a_panic_of_the_reader_ends_the_work() {
        let work = |index: usize| finding(&Arc::new(SourceFile::new(index.to_string(), "x".repeat(6 << 20))));
        let result = panics::catch(|| in_order(40, 3, work, |_| panic!("the reader fails")));
        assert!(result.unwrap_err().contains("the reader fails"));
    }

    #[test]
    fn a_panic_in_one_document_is_a_finding_and_the_others_are_checked() {
        let folder = tempfile::tempdir().unwrap();
        let targets: Vec<Target> = ["a.md", "b.md", "c.md"]
            .map(|name| {
                let path: PathBuf = folder.path().join(name);
                std::fs::write(&path, name).unwrap();
                Target { name: name.to_owned(), place: Place::File(path) }
            })
            .into();
        let check = |file: &Arc<SourceFile>| {
            assert_ne!(file.text(), "b.md", "a defect");
            finding(file)
        };
        let mut rules = Vec::new();
        let report = |report: FileReport| rules.push(report.diagnostics[0].rule.to_string());
        in_order(3, 2, |index| check_target(&targets[index], 100, check), report).unwrap();
        assert_eq!(rules, ["a/b", "internal/panic", "a/b"]);
    }

    #[test]
    fn what_an_editor_saves_during_a_fix_is_kept_and_told() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        std::fs::write(&path, "old").unwrap();
        let target = Target { name: "a.md".to_owned(), place: Place::File(path.clone()) };
        let check = |file: &Arc<SourceFile>| {
            let mut report = finding(file);
            if file.text() == "old" {
                std::fs::write(&path, "saved").unwrap();
                report.diagnostics[0].fix = Some(crate::diagnostic::Fix {
                    message: "m".into(),
                    applicability: Applicability::Safe,
                    edits: vec![crate::diagnostic::Edit { range: range(1, 3), content: "ther".to_owned() }],
                });
            }
            report
        };
        let options = FixOptions { least: Applicability::Safe, is_written: true };
        let fixed = fix_target(&target, 100, options, check);
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "saved");
        assert_eq!(fixed.n_fixed, 0);
        let rules: Vec<&str> = fixed.left.diagnostics.iter().map(|diagnostic| diagnostic.rule.as_str()).collect();
        assert_eq!(rules, ["a/b", "file/not-written"]);
        assert!(fixed.left.diagnostics.iter().any(|diagnostic| problems::is_incomplete(diagnostic).is_some()));
    }
}
