//! What a table may read of the repository that it stands in: bounded, below the repository's root, links resolved first.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use globset::GlobBuilder;
use ignore::WalkBuilder;

use super::ignore_files::{IgnoreFiles, MAX_BYTES};
use super::project::{TABLE_SIZE_LIMIT, absolute, lock, shown_name};
use super::{inputs, problems, read};
use crate::message::Message;
use crate::reference::TableFiles;
use crate::text::SourceFile;

/// The most files and folders that are looked at for one pattern.
const WALK_LIMIT: usize = 200_000;

/// The characters that make a part of a path a pattern.
const WILDCARDS: [char; 5] = ['*', '?', '[', '{', '!'];

/// The files around one table.
#[derive(Debug)]
pub(super) struct DiskFiles {
    // Both absolute, with links resolved.
    folder: PathBuf,
    root: PathBuf,
}

impl DiskFiles {
    /// Starts at a table's file: paths are relative to its folder, and stay below the root of its repository (the nearest
    /// folder above it with `.git`), or below `fallback` where it is in none.
    pub(super) fn new(table: &Path, fallback: &Path) -> Self {
        let folder = absolute(table.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")));
        let repository = folder.ancestors().find(|folder| folder.join(".git").exists());
        let root = repository.map_or_else(|| absolute(fallback), Path::to_owned);
        Self { folder, root }
    }

    /// Returns the absolute path of a path of the table.
    fn resolve(&self, path: &str) -> Result<PathBuf, Message> {
        let has_drive = path.as_bytes().get(1) == Some(&b':');
        if path.starts_with(['/', '~']) || has_drive || path.contains('\\') || path.chars().any(char::is_control) {
            return Err(message!("is not a relative path with `/`"));
        }
        let path = fs::canonicalize(self.folder.join(path)).map_err(|error| reason(&error))?;
        let below = path.strip_prefix(&self.root).map_err(|_| message!("leads out of the repository"))?;
        // Git keeps remotes there, and with them at times a password.
        if below.components().any(|part| part.as_os_str() == ".git") {
            return Err(message!("is Git's own"));
        }
        Ok(path)
    }
}

impl TableFiles for DiskFiles {
    fn read(&self, path: &str) -> Result<Arc<SourceFile>, Message> {
        let path = self.resolve(path)?;
        let bytes = read::read_bytes(&path, TABLE_SIZE_LIMIT).map_err(|error| reason(&error))?;
        let bytes = bytes.ok_or_else(|| message!("is larger than {size} MB", size = TABLE_SIZE_LIMIT / 1_000_000))?;
        let report = |report: Box<crate::check::FileReport>| {
            let message = report.diagnostics.first().map_or_else(Message::default, |problem| problem.message.clone());
            message!("cannot be read: {message}", message)
        };
        read::text(&shown_name(&path), bytes).map_err(report)
    }

    fn count(&self, pattern: &str) -> Result<u64, Message> {
        // The folders before the first wildcard are a path; the rest is matched below them.
        let parts: Vec<&str> = pattern.split('/').collect();
        let fixed = parts.iter().position(|part| part.contains(WILDCARDS)).unwrap_or(parts.len().saturating_sub(1));
        let base = if fixed == 0 { ".".to_owned() } else { parts[..fixed].join("/") };
        let base = self.resolve(&base)?;
        let rest = parts[fixed..].join("/");
        let glob = GlobBuilder::new(&rest).literal_separator(true).build();
        let matcher =
            glob.map_err(|error| message!("is not a pattern: {kind}", kind = error.kind()))?.compile_matcher();
        let is_refused = Arc::new(AtomicBool::new(false));
        let (refuses, ignore_files) = (Arc::clone(&is_refused), Mutex::new(IgnoreFiles::default()));
        is_refused.store(lock(&ignore_files).are_too_large(&base), Ordering::Relaxed);
        let mut walk = WalkBuilder::new(&base);
        walk.require_git(false).git_global(false).filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|file_type| file_type.is_dir());
            if is_folder && lock(&ignore_files).are_too_large(entry.path()) {
                refuses.store(true, Ordering::Relaxed);
            }
            !refuses.load(Ordering::Relaxed)
        });
        let (mut seen, mut count) = (0, 0);
        let too_large =
            || message!("has a folder whose ignore files have more than {most} KiB", most = MAX_BYTES / 1024);
        if is_refused.load(Ordering::Relaxed) {
            return Err(too_large());
        }
        for entry in walk.build() {
            seen += 1;
            if WALK_LIMIT < seen {
                return Err(message!(
                    "has more than {most} files to look at: name a folder before the `*`",
                    most = WALK_LIMIT
                ));
            }
            let entry = entry.map_err(|_| message!("has a folder that cannot be read"))?;
            let is_file = entry.file_type().is_some_and(|file_type| file_type.is_file());
            let below = entry.path().strip_prefix(&base).unwrap_or(entry.path());
            if is_file && matcher.is_match(below) {
                count += 1;
            }
        }
        if is_refused.load(Ordering::Relaxed) {
            return Err(too_large());
        }
        inputs::note_count(&base, &rest, count);
        Ok(count)
    }
}

fn reason(error: &io::Error) -> Message {
    if error.kind() == io::ErrorKind::NotFound {
        message!("does not exist")
    } else {
        message!("cannot be read: {reason}", reason = problems::reason(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (path, text) in [
            ("outside.json", "{}"),
            ("repository/.git/config", "secret"),
            ("repository/.gitignore", "target/\n"),
            ("repository/Cargo.toml", "x = 1\n"),
            ("repository/lints/a.yaml", ""),
            ("repository/lints/deep/er/b.yaml", ""),
            ("repository/lints/deep/c.md", ""),
            ("repository/lints/target/d.yaml", ""),
            ("repository/facts/own.yaml", ""),
        ] {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        folder
    }

    fn files(folder: &tempfile::TempDir) -> DiskFiles {
        DiskFiles::new(&folder.path().join("repository/facts/own.yaml"), folder.path())
    }

    #[test]
    fn files_of_the_repository_can_be_read_and_no_others() {
        let folder = tree();
        let files = files(&folder);
        assert_eq!(files.read("../Cargo.toml").unwrap().text(), "x = 1\n");
        let refused = |path: &str| files.read(path).unwrap_err();
        assert_eq!(refused("../../outside.json"), "leads out of the repository");
        assert_eq!(refused("../lints/../../outside.json"), "leads out of the repository");
        assert_eq!(refused("../.git/config"), "is Git's own");
        assert_eq!(refused("/etc/passwd"), "is not a relative path with `/`");
        assert_eq!(refused("none.json"), "does not exist");
        assert!(refused("../lints").contains("not a regular file"));
        #[cfg(unix)]
        {
            let link = folder.path().join("repository/facts/link.json");
            std::os::unix::fs::symlink(folder.path().join("outside.json"), link).unwrap();
            assert_eq!(refused("link.json"), "leads out of the repository");
        }
    }

    #[test]
    fn files_are_counted_by_pattern_without_ignored_ones_and_links() {
        let folder = tree();
        let files = files(&folder);
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), folder.path().join("repository/lints/out")).unwrap();
        for (pattern, count) in [
            ("../lints/**/*.yaml", 2),
            ("../lints/*.yaml", 1),
            ("../lints/**", 3),
            ("../lints/**/*.{yaml,md}", 3),
            ("own.yaml", 1),
            ("*.yaml", 1),
            ("*.json", 0),
        ] {
            assert_eq!(files.count(pattern), Ok(count), "{pattern}");
        }
        assert_eq!(files.count("../../*.json"), Err("leads out of the repository".into()));
        assert_eq!(files.count("none/*.json"), Err("does not exist".into()));
        assert!(files.count("a[").unwrap_err().starts_with("is not a pattern"));
    }

    #[test]
    fn without_a_repository_the_folder_given_is_the_bound() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("facts")).unwrap();
        fs::write(folder.path().join("a.json"), "1").unwrap();
        let table = folder.path().join("facts/own.yaml");
        assert!(DiskFiles::new(&table, folder.path()).read("../a.json").is_ok());
        let own = DiskFiles::new(&table, &folder.path().join("facts"));
        assert_eq!(own.read("../a.json").unwrap_err(), "leads out of the repository");
    }
}
