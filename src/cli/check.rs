//! `factlint check`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::NaiveDate;

use super::Outcome;
use super::arguments::CheckArguments;
use super::baseline::PutOffFindings;
use super::console::Console;
use super::outputs::Outputs;
use super::selecting::{exclusion_remarks, with_configuration};
use crate::check::{CoverageCounts, FileReport, Summary};
use crate::diagnostic::{Applicability, InvalidInput};
use crate::fix::Convergence;
use crate::message::Message;
use crate::render::{FixSums, plural, unified_diff};
use crate::settings::Limits;
use crate::workspace::{
    Changes, Corpora, Discovery, FixOptions, FixReport, IgnoredClaims, Incomplete, Project, Projects, RunOptions,
    Target, WorkspaceError, document_path, is_incomplete, read, recover_saves, run, run_fixes, standard_input,
};

/// Checks what the arguments name.
///
/// # Errors
/// If the run cannot begin.
pub(super) fn check(arguments: &CheckArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let arguments = &with_configuration(arguments);
    let mut session = Session::new(arguments, console)?;
    match session.run(arguments) {
        Err(WorkspaceError::Invalid { inputs }) => session.reject(inputs),
        result => result,
    }
}

/// One run: what is being written, and what has come of it so far.
struct Session<'a> {
    console: &'a mut Console,
    outputs: Outputs,
    summary: Summary,
    incomplete: Option<Incomplete>,
    changes: Option<Changes>,
    // Why what changed cannot be told.
    failure: Option<WorkspaceError>,
}

impl<'a> Session<'a> {
    fn new(arguments: &CheckArguments, console: &'a mut Console) -> Result<Self, WorkspaceError> {
        let summary = Summary::new(arguments.today.unwrap_or_else(today));
        let outputs = Outputs::new(&arguments.output, arguments.showing.statistics, console.language())?;
        Ok(Self { console, outputs, summary, incomplete: None, changes: None, failure: None })
    }

    fn run(&mut self, arguments: &CheckArguments) -> Result<Outcome, WorkspaceError> {
        if arguments.unsafe_fixes && !arguments.fix && !arguments.diff {
            return Err(WorkspaceError::usage(
                "`--unsafe-fixes` alone changes nothing",
                "add `--fix` to apply fixes, or `--diff` to see them",
            ));
        }
        let mut projects = arguments.selecting.projects(arguments.config.as_deref(), self.summary.today)?;
        let discovery = find(arguments, &mut projects)?;
        for remark in exclusion_remarks(&discovery) {
            self.outputs.remark(remark, self.console);
        }
        if !discovery.excluded.is_empty() && arguments.fix && !arguments.diff {
            self.pass_on(arguments);
        }
        let jobs: Vec<(Target, Arc<Project>)> = discovery
            .targets
            .into_iter()
            .map(|target| projects.of(&target).map(|project| (target, project)))
            .collect::<Result<_, _>>()?;
        arguments.selecting.check(jobs.iter().map(|(_, project)| project.as_ref()))?;
        self.changes = arguments.showing.changes(&arguments.paths, arguments.stdin_filename.as_deref())?;
        self.outputs.begin(&jobs, self.console)?;
        for folder in &discovery.empty_folders {
            let remark = message!(
                "no Markdown files found in `{folder}`; hidden files and those that .gitignore excludes are left out",
                folder
            );
            self.outputs.remark(remark, self.console);
        }
        if arguments.coverage && !self.outputs.shows_coverage() {
            self.outputs.remark("no output has a format that shows what `--coverage` asks for", self.console);
        }
        for report in &discovery.problems {
            self.report(report);
        }
        let options = RunOptions { threads: arguments.threads, wants_coverage: arguments.coverage };
        if arguments.coverage {
            self.summary.coverage = Some(CoverageCounts::default());
        }
        let mut required = RequiredTables::default();
        let mut ignored = IgnoredClaims::default();
        let mut put_off = PutOffFindings::open(&arguments.baseline, &jobs)?;
        if arguments.fix || arguments.diff {
            self.fix(arguments, &jobs, options, &mut required, &mut put_off)?;
            return Ok(self.outcome(arguments));
        }
        let mut projects = jobs.iter().map(|(_, project)| project);
        let mut corpora = Corpora::new(&jobs);
        let cache = arguments.cache.open(&jobs, self.summary.today);
        run(&jobs, options, cache.as_ref(), |mut report| {
            // Reports come in the order of the jobs.
            let project = projects.next();
            required.note(project, &report);
            if let Some(project) = project {
                ignored.note(project, &report);
            }
            corpora.note(&mut report);
            put_off.take(&mut report);
            self.narrow(&mut report);
            self.report(&report);
        })?;
        arguments.cache.save(cache, self.console);
        self.report_corpora(arguments, corpora, &mut put_off);
        self.report_stale(arguments, &put_off);
        self.report_unmatched(arguments, &required);
        self.report_ignored(arguments, &ignored);
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let outcome = self.outcome(arguments);
        self.outputs.finish(&self.summary, outcome, true, self.console)?;
        self.remark_hidden();
        Ok(outcome)
    }

    /// Prints a text on standard input that is left out as it is: an editor puts what is printed in its place.
    fn pass_on(&mut self, arguments: &CheckArguments) {
        if arguments.paths.iter().any(|path| is_dash(path)) {
            let name = arguments.stdin_filename.as_deref();
            match read(&standard_input(name), Limits::default().file_size) {
                Ok(file) => self.console.write(file.text()),
                Err(report) => self.report(&report),
            }
        }
    }

    /// Says what was found that belongs to no single document.
    fn report_findings(&mut self, arguments: &CheckArguments, report: &FileReport) {
        self.summary.add_findings(report);
        if arguments.diff {
            self.outputs.findings_beside_diff(report, self.console);
        } else {
            self.outputs.findings(report, self.console);
        }
    }

    /// Says what the documents do not agree on.
    fn report_corpora(
        &mut self,
        arguments: &CheckArguments,
        corpora: Corpora<'_>,
        put_off: &mut PutOffFindings<'_>,
    ) -> usize {
        let mut n_findings = 0;
        corpora.report(|mut report| {
            put_off.take_again(&mut report);
            self.narrow(&mut report);
            n_findings += report.diagnostics.len();
            self.report_findings(arguments, &report);
        });
        n_findings
    }

    /// Says which entries of baselines nothing stands behind any more.
    fn report_stale(&mut self, arguments: &CheckArguments, put_off: &PutOffFindings<'_>) -> usize {
        // Only a run that looks at all findings can tell which are gone.
        if self.changes.is_some() || !arguments.selecting.selection().is_everything() {
            return 0;
        }
        let reports = put_off.stale(&arguments.paths);
        for report in &reports {
            self.report_findings(arguments, report);
        }
        reports.iter().map(|report| report.diagnostics.len()).sum()
    }

    /// Says which tables had no say. Whoever names single documents cannot expect that each one has.
    fn report_unmatched(&mut self, arguments: &CheckArguments, required: &RequiredTables<'_>) {
        // Where only changes are wanted, a table that has long been left over is none.
        if self.changes.is_none() && arguments.paths.iter().any(|path| path.is_dir()) {
            for report in required.reports() {
                self.report_findings(arguments, &report);
            }
        }
    }

    /// Says which ignored claims of the configuration are no longer needed.
    fn report_ignored(&mut self, arguments: &CheckArguments, ignored: &IgnoredClaims) {
        let checked: Vec<&Path> = arguments.paths.iter().map(PathBuf::as_path).collect();
        // A commit of one document is not stopped by an entry about another, nor is a look at one rule.
        let is_whole = self.changes.is_none() && arguments.selecting.selection().is_everything();
        if is_whole && checked.iter().any(|path| path.is_dir()) {
            for report in ignored.reports(self.summary.today, &checked) {
                self.report_findings(arguments, &report);
            }
        }
    }

    /// Takes out findings that have nothing to do with what changed, where only that is wanted.
    fn narrow(&mut self, report: &mut FileReport) {
        let Some(changes) = &mut self.changes else { return };
        let result = changes.narrow(&document_path(report.file.path()), report);
        if let Err(failure) = result {
            self.failure.get_or_insert(failure);
        }
    }

    /// Says how many findings are not shown since their lines did not change.
    fn remark_hidden(&mut self) {
        if let Some(hidden) = self.changes.as_ref().map(Changes::n_hidden).filter(|hidden| 0 < *hidden) {
            let findings = plural(hidden, "finding");
            self.outputs.remark(message!("{findings} in lines that did not change: not shown", findings), self.console);
        }
    }

    /// Fixes, or shows what fixing would change.
    fn fix<'j>(
        &mut self,
        arguments: &CheckArguments,
        jobs: &'j [(Target, Arc<Project>)],
        options: RunOptions,
        required: &mut RequiredTables<'j>,
        put_off: &mut PutOffFindings<'j>,
    ) -> Result<(), WorkspaceError> {
        let least = if arguments.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
        let fixes = FixOptions { least, is_written: !arguments.diff };
        let is_text_printed = !arguments.diff && arguments.paths.iter().any(|path| is_dash(path));
        let mut sums = FixSums { is_done: !arguments.diff, ..FixSums::default() };
        if fixes.is_written {
            for name in recover_saves(jobs) {
                let remark = message!("a run that was killed had taken a save away; it is in `{name}`", name);
                self.outputs.remark(remark, self.console);
            }
        }
        let mut projects = jobs.iter().map(|(_, project)| project);
        let mut corpora = Corpora::new(jobs);
        let baselines = Arc::clone(&put_off.documents);
        run_fixes(jobs, options, fixes, &baselines, |mut fixed| {
            required.note(projects.next(), &fixed.left);
            corpora.note(&mut fixed.left);
            put_off.note(&fixed.left);
            if let Some(remark) = unsettled(&fixed) {
                self.outputs.remark(remark, self.console);
            }
            sums.add(fixed.n_fixed, fixed.left.diagnostics.len());
            if arguments.diff {
                let diff = unified_diff(&fixed.found.file, &fixed.left.file);
                self.console.write(&diff.text);
                if !diff.is_exact {
                    self.outputs.remark(shown_differently(fixed.found.file.path()), self.console);
                }
                self.count(&fixed.found);
                self.outputs.document_beside_diff(&fixed.found, self.console);
            } else if is_text_printed {
                // What could not be read is not there to be printed.
                if 0 < fixed.left.counts.documents {
                    self.console.write(fixed.left.file.text());
                }
                self.count(&fixed.left);
                self.outputs.document_on_error(&fixed.left, self.console);
            } else {
                self.report(&fixed.left);
            }
        })?;
        if !is_text_printed {
            sums.add(0, self.report_corpora(arguments, corpora, put_off));
            sums.add(0, self.report_stale(arguments, put_off));
            self.report_unmatched(arguments, required);
        }
        let outcome = self.outcome(arguments);
        let has_output = !arguments.diff && !is_text_printed;
        self.outputs.finish(&self.summary, outcome, has_output, self.console)?;
        self.outputs.sentence(&message!("{sentence}\n", sentence = sums.sentence()), has_output, self.console);
        Ok(())
    }

    fn report(&mut self, report: &FileReport) {
        self.count(report);
        self.outputs.document(report, self.console);
    }

    fn count(&mut self, report: &FileReport) {
        self.summary.add(report);
        self.incomplete = self.incomplete.max(report.diagnostics.iter().filter_map(is_incomplete).max());
    }

    fn outcome(&self, arguments: &CheckArguments) -> Outcome {
        let findings = arguments.fail_on.severity().map_or(0, |severity| self.summary.findings_at(severity));
        match self.incomplete {
            Some(Incomplete::Failure) => Outcome::Failed,
            Some(Incomplete::Finding) => Outcome::Findings,
            None if 0 < findings => Outcome::Findings,
            None => Outcome::Clean,
        }
    }

    /// Shows why a configuration or tables cannot be used.
    fn reject(&mut self, inputs: Vec<InvalidInput>) -> Result<Outcome, WorkspaceError> {
        let what = if inputs.len() == 1 { "this file" } else { "these files" };
        self.outputs.reject(inputs, &mut self.summary, self.console)?;
        self.console.error("nothing was checked", message!("repair {what} and run again", what));
        Ok(Outcome::Failed)
    }
}

/// Says that a document is not fixed to the end, and why.
fn unsettled(fixed: &FixReport) -> Option<Message> {
    let path = fixed.left.file.path();
    match fixed.ending {
        Convergence::Settled => None,
        Convergence::Oscillates => Some(message!(
            "fixes of `{path}` undo each other and were left out: this is a defect of factlint, please report it",
            path
        )),
        Convergence::Unfinished => Some(message!("`{path}` still has something to fix: run again", path)),
    }
}

/// Returns what is said of a diff that is not the file's own bytes.
fn shown_differently(path: &str) -> Message {
    message!(
        "`{path}` has characters that no terminal should be sent: this diff shows them and cannot be applied",
        path
    )
}

/// Returns whether a path stands for standard input.
fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// Which tables claims were checked with, for each project that requires some.
#[derive(Default)]
struct RequiredTables<'a> {
    projects: Vec<Matched<'a>>,
}

struct Matched<'a> {
    project: &'a Arc<Project>,
    tables: BTreeSet<usize>,
    documents: usize,
}

impl<'a> RequiredTables<'a> {
    fn note(&mut self, project: Option<&'a Arc<Project>>, report: &FileReport) {
        let Some(project) = project.filter(|project| project.has_required_tables()) else { return };
        // Documents of some paths have settings of their own, but the tables are those of the configuration.
        let is_same = |matched: &Matched<'_>| Arc::ptr_eq(&matched.project.tables, &project.tables);
        let known = self.projects.iter().position(is_same);
        let index = known.unwrap_or_else(|| {
            self.projects.push(Matched { project, tables: BTreeSet::new(), documents: 0 });
            self.projects.len() - 1
        });
        let matched = &mut self.projects[index];
        matched.tables.extend(&report.matched_tables);
        matched.documents += report.counts.documents;
    }

    fn reports(&self) -> impl Iterator<Item = FileReport> {
        self.projects.iter().flat_map(|matched| matched.project.report_unmatched(&matched.tables, matched.documents))
    }
}

/// Finds the documents that the arguments name.
fn find(arguments: &CheckArguments, projects: &mut Projects) -> Result<Discovery, WorkspaceError> {
    let wants_input = arguments.paths.iter().any(|path| is_dash(path));
    let name = arguments.stdin_filename.as_deref();
    if wants_input && 1 < arguments.paths.len() {
        return Err(WorkspaceError::usage(
            "`-` cannot be checked together with other paths",
            "run factlint twice: once with `-`, once with the paths",
        ));
    }
    if !wants_input && name.is_some() {
        return Err(WorkspaceError::usage(
            "`--stdin-filename` is given, but standard input is not checked",
            "give `-` as the path",
        ));
    }
    if name.is_some_and(|name| name.file_name().is_none() || is_dash(name)) {
        return Err(WorkspaceError::usage(
            "`--stdin-filename` is not the name of a file",
            "give the path that the text would have as a file, such as posts/new.md",
        ));
    }
    if wants_input {
        return Ok(arguments.selecting.standard_input(name, projects));
    }
    arguments.selecting.discover(&arguments.paths, projects)
}

/// Returns the current day where this machine is: an author's "today" is local.
#[expect(clippy::disallowed_methods, reason = "the one place that asks the clock; `--today` takes its place")]
pub(super) fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}
