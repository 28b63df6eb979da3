//! Checking many documents at once, in order.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::thread;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use super::discover::Target;
use super::{DEFAULT_SIZE_LIMIT, Project, WorkspaceError, panics, problems, read};
use crate::check::{FileReport, check_document};

/// Documents that are held in memory at a time: enough to keep every thread busy, few enough to stay small.
const BATCH: usize = 256;

/// The stack of a thread. Parsers recurse; the limits on nesting are made for this.
const STACK_BYTES: usize = 8 * 1024 * 1024;

/// How to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunOptions {
    /// Threads; `None` for as many as the machine runs at once.
    pub threads: Option<NonZeroUsize>,
    /// The most bytes of one document.
    pub size_limit: u64,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self { threads: None, size_limit: DEFAULT_SIZE_LIMIT }
    }
}

/// Checks documents, each under its project, and hands their reports on in the order given.
///
/// The reports are the same for any number of threads.
///
/// # Errors
/// If the system gives no threads.
pub fn run(
    jobs: &[(Target, Arc<Project>)],
    options: RunOptions,
    mut report: impl FnMut(FileReport),
) -> Result<(), WorkspaceError> {
    let threads = options.threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let pool =
        ThreadPoolBuilder::new().num_threads(threads.min(jobs.len()).max(1)).stack_size(STACK_BYTES).build().map_err(
            |error| WorkspaceError::usage(format!("no threads can be started: {error}"), "give `--threads 1`"),
        )?;
    for batch in jobs.chunks(BATCH.max(threads * 16)) {
        let reports: Vec<FileReport> =
            pool.install(|| batch.par_iter().map(|(target, project)| check(target, project, options)).collect());
        reports.into_iter().for_each(&mut report);
    }
    Ok(())
}

fn check(target: &Target, project: &Project, options: RunOptions) -> FileReport {
    let file = match read::read(target, options.size_limit) {
        Ok(file) => file,
        Err(report) => return *report,
    };
    panics::catch(|| check_document(&file, &project.settings, &project.tables))
        .unwrap_or_else(|words| problems::panicked(&file, &words))
}
