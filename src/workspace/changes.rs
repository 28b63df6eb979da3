//! What changed since a revision, or by a diff.
//!
//! Main type: [`Changes`]. No process is started: a repository is read by a library, without its hooks, filters or
//! configuration of the user; a diff is a text that somebody else made.

use std::collections::HashMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::configurations::repository;
use super::project::absolute;
use super::{WorkspaceError, discover, problems, read};
use crate::check::{ChangedLines, FileReport, read_diff};
#[cfg(feature = "git")]
use crate::workspace::git::Git;

/// The most bytes of a diff.
const DIFF_SIZE_LIMIT: u64 = 200_000_000;

/// What changed.
#[derive(Debug)]
pub struct Changes {
    source: Source,
    n_hidden: usize,
}

#[derive(Debug)]
enum Source {
    /// By absolute path.
    Diff(HashMap<PathBuf, ChangedLines>),
    #[cfg(feature = "git")]
    Git(Box<Git>),
}

impl Changes {
    /// Compares with a revision of the repository that `path` is in: with the commit that both have in common where it ends
    /// in `...`.
    ///
    /// # Errors
    /// If there is no repository, or no such revision.
    #[cfg(feature = "git")]
    pub fn since(revision: &str, path: &Path) -> Result<Self, WorkspaceError> {
        let path = absolute(path);
        let folder = if path.is_dir() { path.as_path() } else { path.parent().unwrap_or(&path) };
        Ok(Self { source: Source::Git(Box::new(Git::open(folder, revision)?)), n_hidden: 0 })
    }

    /// Says that this program cannot read repositories.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(feature = "git"))]
    pub fn since(_: &str, _: &Path) -> Result<Self, WorkspaceError> {
        Err(WorkspaceError::usage(
            "`--only-changed` was left out when this program was built",
            "give the changes as a diff: `git diff main | factlint check --changed-from -`",
        ))
    }

    /// Reads a unified diff from a file, or from standard input where the path is `-`. Its paths are relative to the current
    /// folder, or to the repository that this is in.
    ///
    /// # Errors
    /// If it cannot be read, or is no diff.
    pub fn from_diff(path: &Path) -> Result<Self, WorkspaceError> {
        let shown = if path == Path::new("-") { "<stdin>".to_owned() } else { discover::name(path) };
        let bytes = if path == Path::new("-") {
            let mut bytes = Vec::new();
            std::io::stdin().lock().take(DIFF_SIZE_LIMIT).read_to_end(&mut bytes).map(|_| Some(bytes))
        } else {
            read::read_bytes(path, DIFF_SIZE_LIMIT)
        };
        let bytes = bytes.map_err(|error| {
            let message = message!("the diff `{shown}` {why}", shown, why = super::tables::why(&error));
            WorkspaceError::usage(message, "write one with `git diff main > changes.diff`")
        })?;
        let bytes = bytes.ok_or_else(|| {
            let message =
                message!("the diff `{shown}` is larger than {size} MB", shown, size = DIFF_SIZE_LIMIT / 1_000_000);
            WorkspaceError::usage(message, "write a diff of the documents alone")
        })?;
        // Lines of other encodings are counted all the same.
        let text = String::from_utf8_lossy(&bytes);
        let files = read_diff(&text).ok_or_else(|| {
            WorkspaceError::usage(
                message!("`{shown}` is no unified diff", shown),
                "write one with `git diff main > changes.diff`",
            )
        })?;
        let current = absolute(Path::new("."));
        let mut roots = vec![current.as_path()];
        roots.extend(repository(&current).filter(|repository| *repository != current));
        let mut changed: HashMap<PathBuf, ChangedLines> = HashMap::new();
        for file in files {
            // `a/` and `b/` are what git puts before paths, unless it was asked not to.
            let without = file.path.split_once('/').filter(|(prefix, _)| prefix.len() == 1).map(|(_, rest)| rest);
            let names = without.into_iter().chain([file.path.as_str()]);
            let places = names.flat_map(|name| roots.iter().map(move |root| root.join(name)));
            let Some(place) = places.into_iter().find(|place| place.exists()) else { continue };
            let known = changed.entry(absolute(&place)).or_default();
            known.lines.extend(file.changed.lines);
            known.gaps.extend(file.changed.gaps);
        }
        Ok(Self { source: Source::Diff(changed), n_hidden: 0 })
    }

    /// Takes the findings out of a report that have nothing to do with what changed. The path is the document's own,
    /// absolute.
    ///
    /// # Errors
    /// If the repository cannot be read.
    pub fn narrow(&mut self, path: &Path, report: &mut FileReport) -> Result<(), WorkspaceError> {
        // A file that could not be read is no text that could be compared, and the run is incomplete without it.
        if report.diagnostics.iter().all(|finding| problems::is_incomplete(finding).is_some()) {
            return Ok(());
        }
        let changed = match &mut self.source {
            Source::Diff(files) => files.get(path).cloned().unwrap_or_default(),
            #[cfg(feature = "git")]
            Source::Git(git) => git.changed(path, report.file.text())?,
        };
        let before = report.diagnostics.len();
        let file = &report.file;
        report.diagnostics.retain(|finding| problems::is_incomplete(finding).is_some() || changed.touch(file, finding));
        self.n_hidden += before - report.diagnostics.len();
        Ok(())
    }

    /// Returns how many findings were taken out.
    pub fn n_hidden(&self) -> usize {
        self.n_hidden
    }
}
