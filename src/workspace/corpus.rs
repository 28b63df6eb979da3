//! What the documents of a run do not agree on: their summaries are gathered while they are checked, and the files that
//! findings point to are read once more.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use super::discover::{Place, Target};
use super::{Project, read};
use crate::check::{CorpusCheck, CorpusFindings, FileReport};
use crate::suppress::Suppressions;
use crate::text::SourceFile;

/// Files that are kept for the next finding: many findings point to the same example.
const KEPT_FILES: usize = 8;

/// The documents of a run, gathered by their project.
///
/// Its memory is that of the summaries, and of the few files that a finding has places in.
#[derive(Debug)]
pub struct Corpora<'a> {
    jobs: &'a [(Target, Arc<Project>)],
    // The number of reports so far: they come in the order of the jobs.
    n_noted: usize,
    projects: Vec<Gathered<'a>>,
    standard_input: Option<Arc<SourceFile>>,
    // What authors switched off, by job.
    suppressions: HashMap<usize, Box<Suppressions>>,
}

/// The documents of one project.
#[derive(Debug)]
struct Gathered<'a> {
    project: &'a Arc<Project>,
    check: CorpusCheck,
    // The job of each document.
    jobs: Vec<usize>,
}

impl<'a> Corpora<'a> {
    /// Starts with the documents of a run, whose reports must be noted in their order.
    pub fn new(jobs: &'a [(Target, Arc<Project>)]) -> Self {
        Self { jobs, n_noted: 0, projects: Vec::new(), standard_input: None, suppressions: HashMap::new() }
    }

    /// Takes the summary out of the next report.
    pub fn note(&mut self, report: &mut FileReport) {
        let job = self.n_noted;
        self.n_noted += 1;
        let Some((target, project)) = self.jobs.get(job) else { return };
        let Some(summary) = report.summary.take() else { return };
        self.suppressions.extend(report.suppressions.take().map(|suppressions| (job, suppressions)));
        if matches!(target.place, Place::StandardInput(_)) {
            self.standard_input = Some(Arc::clone(&report.file));
        }
        // One configuration may have a project for each of several patterns of paths; they differ in the schema alone.
        let is_same = |gathered: &Gathered<'_>| gathered.project.configuration == project.configuration;
        let known = self.projects.iter().rposition(is_same);
        let index = known.unwrap_or_else(|| {
            self.projects.push(Gathered { project, check: CorpusCheck::default(), jobs: Vec::new() });
            self.projects.len() - 1
        });
        let gathered = &mut self.projects[index];
        gathered.check.add(&target.name, &summary);
        gathered.jobs.push(job);
    }

    /// Compares the documents, and hands on a report for each that has findings, in the order of the jobs.
    pub fn report(mut self, mut report: impl FnMut(FileReport)) {
        let mut found: Vec<(usize, usize, CorpusFindings)> = Vec::new();
        for (index, gathered) in self.projects.iter().enumerate() {
            let findings =
                gathered.check.findings(&gathered.project.whole.as_ref().unwrap_or(gathered.project).settings);
            found.extend(findings.into_iter().map(|findings| (gathered.jobs[findings.document], index, findings)));
        }
        found.sort_by_key(|(job, _, _)| *job);
        let mut kept: VecDeque<(usize, Arc<SourceFile>)> = VecDeque::new();
        for (job_of_finding, index, findings) in found {
            let jobs = &self.projects[index].jobs;
            let open = |document: usize| {
                let job = jobs[document];
                if let Some((_, file)) = kept.iter().find(|(known, _)| *known == job) {
                    return Some(Arc::clone(file));
                }
                let target = &self.jobs[job].0;
                let file = match target.place {
                    Place::StandardInput(_) => self.standard_input.clone()?,
                    Place::File(_) => {
                        read::read(target, self.projects[index].project.settings.limits.file_size).ok()?
                    }
                };
                if KEPT_FILES <= kept.len() {
                    kept.pop_front();
                }
                kept.push_back((job, Arc::clone(&file)));
                Some(file)
            };
            if let Some(mut found) = findings.report(open) {
                self.jobs[job_of_finding].1.grade(&mut found);
                if let Some(suppressions) = self.suppressions.get_mut(&job_of_finding) {
                    found.suppress(suppressions);
                }
                report(found);
            }
        }
    }
}
