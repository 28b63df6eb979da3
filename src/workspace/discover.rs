//! Which documents to check.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::WalkBuilder;

use super::configurations::Configurations;
use super::ignore_files::IgnoreFiles;
use super::project::lock;
use super::{Projects, WorkspaceError, problems};
use crate::check::FileReport;
use crate::config::{Exclusion, Layers};

/// Extensions of Markdown files, in lower case.
const EXTENSIONS: [&str; 3] = ["md", "markdown", "mdx"];

/// A document to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The name, as shown to people: relative to the current folder where it was given so, with `/`.
    pub name: String,
    /// Where its text is.
    pub place: Place,
}

/// Where the text of a document is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a file.
    File(PathBuf),
    /// On standard input; the path, where there is one, only says where its configuration is looked for.
    StandardInput(Option<PathBuf>),
}

/// What was found.
#[derive(Debug, Default)]
pub struct Discovery {
    /// The documents in order of name, each once.
    pub targets: Vec<Target>,
    /// Folders that could not be read.
    pub problems: Vec<FileReport>,
    /// Folders that were named and hold no Markdown.
    pub empty_folders: Vec<String>,
    /// Documents that were named and are left out all the same.
    pub excluded: Vec<Excluded>,
}

/// A document that was named and is left out all the same.
#[derive(Clone, Debug)]
pub struct Excluded {
    /// Its name.
    pub name: String,
    /// The configuration.
    pub layers: Arc<Layers>,
    /// What in it leaves the document out.
    pub exclusion: Exclusion,
}

/// Finds the documents under `paths`, whatever a configuration says.
///
/// A file that is named is taken whatever its extension; a folder is searched for Markdown, without hidden files, files
/// that `.gitignore` or `.ignore` exclude, and links.
///
/// # Errors
/// If a path does not exist or is neither a file nor a folder.
pub fn discover(paths: &[PathBuf]) -> Result<Discovery, WorkspaceError> {
    find(paths, None)
}

/// Finds the documents under `paths` as [`discover`] does, without those that their configurations leave out; the patterns
/// hold for files that are named, too.
///
/// # Errors
/// If a path does not exist or is neither a file nor a folder.
pub fn discover_for(paths: &[PathBuf], projects: &mut Projects) -> Result<Discovery, WorkspaceError> {
    let mut discovery = find(paths, Some(&projects.configurations()))?;
    leave_out(&mut discovery, projects, paths);
    Ok(discovery)
}

/// Takes out the documents that their configurations leave out; those that were named are told.
pub fn leave_out(discovery: &mut Discovery, projects: &mut Projects, paths: &[PathBuf]) {
    let excluded = &mut discovery.excluded;
    discovery.targets.retain(|target| {
        let Some((layers, exclusion)) = projects.exclusion(target) else { return true };
        let is_named = match &target.place {
            Place::File(path) => paths.contains(path),
            Place::StandardInput(_) => true,
        };
        if is_named {
            excluded.push(Excluded { name: target.name.clone(), layers, exclusion });
        }
        false
    });
}

fn find(paths: &[PathBuf], configurations: Option<&Arc<Mutex<Configurations>>>) -> Result<Discovery, WorkspaceError> {
    let mut discovery = Discovery::default();
    // Each document with what tells it from others, however it was named.
    let mut found: Vec<(Target, PathBuf)> = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|error| cannot_open(path, &error))?;
        if metadata.is_dir() {
            let before = found.len();
            search(path, configurations, &mut found, &mut discovery.problems);
            if found.len() == before && discovery.problems.is_empty() {
                discovery.empty_folders.push(name(path));
            }
        } else if metadata.is_file() {
            let identity = fs::canonicalize(path).unwrap_or_else(|_| path.clone());
            found.push((Target { name: name(path), place: Place::File(path.clone()) }, identity));
        } else {
            return Err(WorkspaceError::usage(
                message!("`{name}` is neither a file nor a folder", name = name(path)),
                "give `-` to check what comes from standard input",
            ));
        }
    }
    found.sort_by(|left, right| (&left.0.name, &left.1).cmp(&(&right.0.name, &right.1)));
    let mut seen = HashSet::new();
    found.retain(|(_, identity)| seen.insert(identity.clone()));
    discovery.targets = found.into_iter().map(|(target, _)| target).collect();
    Ok(discovery)
}

/// Returns standard input as a document, under the name of a file where one is given.
pub fn standard_input(file_name: Option<&Path>) -> Target {
    Target {
        name: file_name.map_or_else(|| "<stdin>".to_owned(), name),
        place: Place::StandardInput(file_name.map(Path::to_owned)),
    }
}

/// Adds the Markdown files below a folder.
fn search(
    folder: &Path,
    configurations: Option<&Arc<Mutex<Configurations>>>,
    found: &mut Vec<(Target, PathBuf)>,
    problems: &mut Vec<FileReport>,
) {
    let identity = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    let ignore_files = Mutex::new(IgnoreFiles::default());
    if lock(&ignore_files).are_too_large(&identity) {
        problems.push(problems::too_many_patterns(&name(folder)));
        return;
    }
    // The user's own global ignore file is left out: what a check reads must not depend on who runs it.
    let mut walk = WalkBuilder::new(folder);
    walk.require_git(false).git_global(false);
    let (shared, named, root) = (configurations.cloned(), folder.to_owned(), identity.clone());
    let refused: Arc<Mutex<Vec<PathBuf>>> = Arc::default();
    let refusals = Arc::clone(&refused);
    walk.filter_entry(move |entry| {
        let is_folder = entry.file_type().is_some_and(|file_type| file_type.is_dir());
        if !is_folder {
            return true;
        }
        // A folder that is left out is not even looked into: it may hold a hundred thousand files.
        let folder = root.join(entry.path().strip_prefix(&named).unwrap_or(entry.path()));
        if shared.as_ref().is_some_and(|shared| lock(shared).folder_exclusion(&folder).is_some()) {
            return false;
        }
        let is_refused = lock(&ignore_files).are_too_large(&folder);
        if is_refused {
            lock(&refusals).push(entry.path().to_owned());
        }
        !is_refused
    });
    for entry in walk.build() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                problems.push(unreadable_folder(folder, &error));
                continue;
            }
        };
        let is_file = entry.file_type().is_some_and(|file_type| file_type.is_file());
        if !is_file {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let identity = identity.join(below);
        let is_document = configurations.and_then(|configurations| {
            let layers = lock(configurations).of_folder(identity.parent()?).ok().flatten()?;
            let (extensions, _) = layers.last(|config| config.extensions.as_ref())?;
            Some(has_extension(&identity, extensions.iter().map(String::as_str)))
        });
        if is_document.unwrap_or_else(|| has_extension(entry.path(), EXTENSIONS)) {
            let path = entry.into_path();
            found.push((Target { name: name(&path), place: Place::File(path) }, identity));
        }
    }
    let mut refused = std::mem::take(&mut *lock(&refused));
    refused.sort_unstable();
    problems.extend(refused.iter().map(|folder| problems::too_many_patterns(&name(folder))));
}

fn has_extension<'a>(path: &Path, known: impl IntoIterator<Item = &'a str>) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| known.into_iter().any(|known| extension.eq_ignore_ascii_case(known)))
}

fn unreadable_folder(folder: &Path, error: &ignore::Error) -> FileReport {
    let path = path_of(error).map_or_else(|| name(folder), name);
    match error.io_error() {
        Some(error) => problems::unreadable(&path, "folder", error),
        None => problems::unreadable(&path, "folder", &io::Error::other(error.to_string())),
    }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn cannot_open(path: &Path, error: &io::Error) -> WorkspaceError {
    let is_link = fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink());
    let path = name(path);
    if error.kind() == io::ErrorKind::NotFound && is_link {
        return WorkspaceError::usage(
            message!("`{path}` is a link to something that does not exist", path),
            "repair the link, or leave it out of the run",
        );
    }
    if error.kind() == io::ErrorKind::NotFound {
        return WorkspaceError::usage(
            message!("`{path}` does not exist", path),
            if path.contains('*') {
                "patterns are for the shell; name a folder, and say in `include` of factlint.yaml which files in it count"
            } else {
                "name a file or a folder, or nothing for the current folder"
            },
        );
    }
    WorkspaceError::usage(
        message!("`{path}` cannot be opened: {reason}", path, reason = problems::reason(error)),
        "check its permissions, and those of the folders above it",
    )
}

/// Returns a path as shown to people: with `/`, without `./` at its start.
pub(super) fn name(path: &Path) -> String {
    let mut components = path.components().skip_while(|component| matches!(component, Component::CurDir)).peekable();
    if components.peek().is_none() {
        return ".".to_owned();
    }
    let path: PathBuf = components.collect();
    let name = path.to_string_lossy();
    if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("b.md", "b"),
            ("a.markdown", "a"),
            ("posts/c.MDX", "c"),
            ("posts/中文 名.md", "d"),
            ("notes.txt", "not Markdown"),
            (".hidden/e.md", "hidden"),
            ("drafts/f.md", "ignored"),
            (".gitignore", "drafts/\n"),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn names(folder: &Path, paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(|path| folder.join(path)).collect();
        let discovery = discover(&paths).unwrap();
        let strip = |target: &Target| target.name.strip_prefix(&format!("{}/", name(folder))).unwrap().to_owned();
        discovery.targets.iter().map(strip).collect()
    }

    #[test]
    fn a_folder_is_searched_in_order_without_hidden_and_ignored_files() {
        let folder = tree();
        assert_eq!(names(folder.path(), &[""]), ["a.markdown", "b.md", "posts/c.MDX", "posts/中文 名.md"]);
    }

    #[test]
    fn named_files_are_always_taken_and_each_document_once() {
        let folder = tree();
        assert_eq!(names(folder.path(), &["notes.txt", "drafts/f.md", "b.md", "posts/../b.md", ".", "posts"]).len(), 6);
    }

    #[test]
    fn a_path_that_does_not_exist_is_an_error_that_names_it() {
        let error = discover(&[PathBuf::from("no/such/file.md")]).unwrap_err();
        assert_eq!(error.to_string(), "`no/such/file.md` does not exist");
    }

    #[test]
    fn names_have_no_dot_at_their_start() {
        assert_eq!(name(Path::new("./posts/a.md")), "posts/a.md");
        assert_eq!(name(Path::new(".")), ".");
        assert_eq!(name(Path::new("/tmp/a.md")), "/tmp/a.md");
    }
}
