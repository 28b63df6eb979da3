//! Writes pages that are generated, and removes those that are generated no more.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::WorkspaceError;
use super::problems::reason;

/// What writing pages came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct PageSums {
    /// Pages that are new or have changed.
    pub(crate) written: usize,
    /// Pages of earlier runs that there are no more.
    pub(crate) removed: usize,
}

/// Brings a folder up to date: `pages` are paths in it with `/`, and texts. Of other files only those are removed that
/// stand as deep as a page, end in `.md` and begin with the line `mark`: earlier pages.
///
/// # Errors
/// If a folder or file cannot be made, written or removed.
pub(crate) fn write_pages(folder: &Path, pages: &[(String, String)], mark: &str) -> Result<PageSums, WorkspaceError> {
    let mut sums = PageSums::default();
    let mut wanted: BTreeSet<PathBuf> = BTreeSet::new();
    let mut folders: BTreeSet<PathBuf> = BTreeSet::new();
    for (name, text) in pages {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(folder).to_owned();
        // A page that is up to date keeps its time.
        if !fs::read(&path).is_ok_and(|bytes| bytes == text.as_bytes()) {
            fs::create_dir_all(&parent)
                .and_then(|()| fs::write(&path, text))
                .map_err(|error| problem(&path, &error))?;
            sums.written += 1;
        }
        folders.insert(parent);
        wanted.insert(path);
    }
    for folder in folders {
        for entry in fs::read_dir(&folder).map_err(|error| problem(&folder, &error))?.flatten() {
            let path = entry.path();
            let is_page = path.extension().is_some_and(|extension| extension == "md")
                && fs::read(&path).is_ok_and(|bytes| bytes.starts_with(mark.as_bytes()));
            if is_page && !wanted.contains(&path) {
                fs::remove_file(&path).map_err(|error| problem(&path, &error))?;
                sums.removed += 1;
            }
        }
    }
    Ok(sums)
}

fn problem(path: &Path, error: &std::io::Error) -> WorkspaceError {
    let message = message!("`{path}` cannot be written: {reason}", path = path.display(), reason = reason(error));
    WorkspaceError::usage(message, "check the folder and its permissions")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_earlier_runs_go_and_other_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let page = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        let both = [page("a/one.md", "<!-- x -->\n1\n"), page("a/two.md", "<!-- x -->\n2\n")];
        let sums = write_pages(folder.path(), &both, "<!-- x -->").unwrap();
        assert_eq!(sums, PageSums { written: 2, removed: 0 });
        fs::write(folder.path().join("a/own.md"), "mine\n").unwrap();
        let sums = write_pages(folder.path(), &both[..1], "<!-- x -->").unwrap();
        assert_eq!(sums, PageSums { written: 0, removed: 1 });
        let mut left: Vec<_> =
            fs::read_dir(folder.path().join("a")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["one.md", "own.md"]);
    }
}
