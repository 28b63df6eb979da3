//! The one place that knows gix: texts of a revision.
//!
//! The repository is opened isolated: nothing of the user's or the system's configuration and no variable of the environment
//! is looked at. Objects are read as they are stored: no filter, no text conversion, no hook.

use std::path::{Path, PathBuf};

use gix::bstr::ByteSlice as _;
use gix::{ObjectId, Repository};

use super::WorkspaceError;
use super::project::{absolute, shown_name};
use crate::check::{ChangedLines, changed_lines, similarity};

/// How many of a hundred lines a file must share with one that is gone to count as the same.
const LEAST_SIMILARITY: usize = 50;
/// How many files that are gone are looked through for each new one.
const MAXIMUM_CANDIDATES: usize = 500;

/// A revision of a repository.
pub(super) struct Git {
    repository: Repository,
    // Absolute, links resolved.
    root: PathBuf,
    // `None` where nothing was committed yet.
    tree: Option<ObjectId>,
    // Files of the revision that are gone, with their texts; read where a new file is met.
    gone: Option<Vec<(ObjectId, String)>>,
}

impl std::fmt::Debug for Git {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Git").field("root", &self.root).field("tree", &self.tree).finish_non_exhaustive()
    }
}

impl Git {
    /// Finds a revision in the repository that a folder is in.
    pub(super) fn open(folder: &Path, revision: &str) -> Result<Self, WorkspaceError> {
        let options =
            gix::sec::trust::Mapping { full: gix::open::Options::isolated(), reduced: gix::open::Options::isolated() };
        let opened =
            gix::ThreadSafeRepository::discover_opts(folder, gix::discover::upwards::Options::default(), options);
        let none = |_| {
            let message = message!("`{path}` is in no git repository", path = shown_name(folder));
            WorkspaceError::usage(message, "give the changes as a diff: `--changed-from changes.diff`")
        };
        let repository = opened.map_err(none)?.to_thread_local();
        let root = repository.workdir().map(absolute).ok_or_else(|| {
            WorkspaceError::usage("the git repository has no files of its own", "run factlint in a checkout of it")
        })?;
        let tree = tree_of(&repository, revision)?;
        Ok(Self { repository, root, tree, gone: None })
    }

    /// Returns what changed in a file since the revision.
    pub(super) fn changed(&mut self, path: &Path, text: &str) -> Result<ChangedLines, WorkspaceError> {
        let Ok(below) = path.strip_prefix(&self.root) else {
            let message = message!(
                "`{path}` is not in the git repository `{repository}`",
                path = shown_name(path),
                repository = shown_name(&self.root)
            );
            return Err(WorkspaceError::usage(message, "run factlint once for each repository"));
        };
        let Some(tree) = self.tree else { return Ok(ChangedLines::all()) };
        let entry =
            self.repository.find_tree(tree).ok().and_then(|tree| tree.lookup_entry_by_path(below).ok().flatten());
        let before = match entry {
            Some(entry) => Some(self.text(entry.object_id(), below)?),
            None => self.renamed(text)?,
        };
        Ok(before.map_or_else(ChangedLines::all, |before| changed_lines(&before, text)))
    }

    /// Returns the earlier text of a file that was renamed: that of a file that is gone and shares most lines with it.
    fn renamed(&mut self, text: &str) -> Result<Option<String>, WorkspaceError> {
        if self.gone.is_none() {
            self.gone = Some(self.gone()?);
        }
        let gone = self.gone.iter().flatten();
        let nearest = gone.map(|(_, before)| (similarity(before, text), before)).max_by_key(|(share, _)| *share);
        Ok(nearest.filter(|(share, _)| LEAST_SIMILARITY <= *share).map(|(_, before)| before.clone()))
    }

    /// Returns the texts of the files that are in the revision and no longer on the disk.
    fn gone(&self) -> Result<Vec<(ObjectId, String)>, WorkspaceError> {
        let Some(tree) = self.tree.and_then(|tree| self.repository.find_tree(tree).ok()) else { return Ok(Vec::new()) };
        let Ok(entries) = tree.traverse().breadthfirst.files() else { return Ok(Vec::new()) };
        let is_gone = |path: &Path| !self.root.join(path).exists();
        let mut gone = Vec::new();
        for entry in entries.into_iter().filter(|entry| entry.mode.is_blob()) {
            let path = PathBuf::from(entry.filepath.to_str_lossy().into_owned());
            let is_text =
                path.extension().and_then(|end| end.to_str()).is_some_and(|end| end.to_lowercase().starts_with('m'));
            if is_text && is_gone(&path) && gone.len() < MAXIMUM_CANDIDATES {
                gone.push((entry.oid, self.text(entry.oid, &path)?));
            }
        }
        Ok(gone)
    }

    fn text(&self, id: ObjectId, path: &Path) -> Result<String, WorkspaceError> {
        let object = self.repository.find_object(id).map_err(|_| {
            let message = message!("the earlier text of `{path}` is not in the repository", path = path.display());
            WorkspaceError::usage(message, "fetch the whole repository: it may be a partial clone")
        })?;
        Ok(String::from_utf8_lossy(&object.data).into_owned())
    }
}

/// Returns the tree of a revision; `None` for `HEAD` where nothing was committed yet.
fn tree_of(repository: &Repository, revision: &str) -> Result<Option<ObjectId>, WorkspaceError> {
    if revision == "HEAD" && repository.head().is_ok_and(|head| head.is_unborn()) {
        return Ok(None);
    }
    let unknown = |revision: &str| {
        let message = message!("there is no revision `{revision}` in this repository", revision);
        let help =
            "name a branch, a tag or a commit; one that only the server has is fetched with `git fetch origin main`";
        WorkspaceError::usage(message, help)
    };
    let commit = |name: &str| -> Result<ObjectId, WorkspaceError> {
        let id = repository.rev_parse_single(name).map_err(|_| unknown(name))?;
        let commit = id.object().ok().and_then(|object| object.peel_to_commit().ok());
        commit.map(|commit| commit.id).ok_or_else(|| unknown(name))
    };
    let base = match revision.strip_suffix("...") {
        None => commit(revision)?,
        Some(other) => {
            let (other, head) = (commit(if other.is_empty() { "HEAD" } else { other })?, commit("HEAD")?);
            let base = repository.merge_base(other, head).ok().flatten().map(gix::Id::detach);
            base.ok_or_else(|| {
                let message = message!("`{revision}` and HEAD have no commit in common", revision);
                WorkspaceError::usage(message, "fetch more of the history: `git fetch --unshallow`")
            })?
        }
    };
    let tree = repository.find_commit(base).ok().and_then(|commit| commit.tree_id().ok()).map(gix::Id::detach);
    tree.map(Some).ok_or_else(|| unknown(revision))
}
