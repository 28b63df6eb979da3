//! Putting a fixed text in the place of the one that was read: in one step, or not at all.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// Why a fixed text was not written; the file is as it was.
#[derive(Debug)]
pub(super) enum WriteError {
    /// The file does not hold what was read any more.
    Changed,
    /// Nobody may write the file.
    ReadOnly,
    /// The file has other names, which would keep the old text.
    Linked {
        /// How many names it has.
        names: u64,
    },
    /// The file is a link that leads out of the folder that it stands in, and out of the current one.
    LeadsOut {
        /// Where it leads.
        target: PathBuf,
    },
    /// The system refused.
    System(io::Error),
}

impl From<io::Error> for WriteError {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Puts `new` in the place of `old`, the whole text that was read from the file.
///
/// The text is written to a file beside it, brought to the disk, and takes the other's name, with its permissions. Just
/// before, the file is read once more: where it is not `old` any more, somebody saved it in between, and it is left alone.
/// A link stays a link: the file that it leads to is replaced, where that is below the link's folder or the current one. A
/// file with several names (hard links) is refused: a new file would part them.
pub(super) fn replace(path: &Path, old: &str, new: &str) -> Result<(), WriteError> {
    let path = target(path)?;
    let metadata = fs::metadata(&path)?;
    let permissions = metadata.permissions();
    #[cfg(unix)]
    if 1 < std::os::unix::fs::MetadataExt::nlink(&metadata) {
        return Err(WriteError::Linked { names: std::os::unix::fs::MetadataExt::nlink(&metadata) });
    }
    // Renaming asks only whether the folder may be written. Whoever may write the file all the same (root) may fix it.
    match OpenOptions::new().write(true).open(&path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(WriteError::ReadOnly),
        other => drop(other?),
    }
    let temporary = Temporary::create(&path, new, Some(permissions))?;
    #[cfg(unix)]
    keep_owner(&temporary.path, &metadata);
    if fs::read(&path)? != old.as_bytes() {
        return Err(WriteError::Changed);
    }
    temporary.rename(&path)?;
    sync_folder(&path);
    Ok(())
}

/// Writes a new file in one step; never over one that is there.
pub(super) fn create(path: &Path, text: &str) -> Result<(), WriteError> {
    let temporary = Temporary::create(path, text, None)?;
    // A second name is refused where the first is there; renaming would replace it.
    match fs::hard_link(&temporary.path, path) {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(WriteError::Changed),
        // Not every file system has second names.
        Err(_) if fs::symlink_metadata(path).is_err() => temporary.rename(path)?,
        Err(error) => return Err(error.into()),
    }
    sync_folder(path);
    Ok(())
}

/// Returns the file that a path means.
fn target(path: &Path) -> Result<PathBuf, WriteError> {
    let target = fs::canonicalize(path)?;
    if !fs::symlink_metadata(path)?.is_symlink() {
        return Ok(target);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_below = |folder: &Path| fs::canonicalize(folder).is_ok_and(|folder| target.starts_with(folder));
    if is_below(folder) || is_below(Path::new(".")) { Ok(target) } else { Err(WriteError::LeadsOut { target }) }
}

/// Gives a new file the owner of the old one. Only some users may, and for the others it is theirs already.
#[cfg(unix)]
fn keep_owner(path: &Path, old: &fs::Metadata) {
    use std::os::unix::fs::MetadataExt as _;
    let is_same = fs::metadata(path).is_ok_and(|new| (new.uid(), new.gid()) == (old.uid(), old.gid()));
    if !is_same {
        let _ = std::os::unix::fs::chown(path, Some(old.uid()), Some(old.gid()));
        // A change of the owner may take permissions away.
        let _ = fs::set_permissions(path, old.permissions());
    }
}

/// Brings a new name to the disk. Some systems cannot do that, and the text is written anyway.
fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// A file beside the one that it is to replace; removed where it does not come to that.
struct Temporary {
    path: PathBuf,
    is_renamed: bool,
}

impl Temporary {
    fn create(beside: &Path, text: &str, permissions: Option<Permissions>) -> io::Result<Self> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!(".factlint-{}-{number}.tmp", std::process::id());
        let path = beside.with_file_name(name);
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        let temporary = Self { path, is_renamed: false };
        file.write_all(text.as_bytes())?;
        if let Some(permissions) = permissions {
            file.set_permissions(permissions)?;
        }
        file.sync_all()?;
        Ok(temporary)
    }

    fn rename(mut self, to: &Path) -> io::Result<()> {
        fs::rename(&self.path, to)?;
        self.is_renamed = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_renamed {
            // Where even this fails there is nothing left to do; the name says whose file it is.
            let _ = fs::remove_file(&self.path);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_text_takes_the_place_of_the_one_that_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("文.md");
        fs::write(&path, "old").unwrap();
        replace(&path, "old", "new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(folder.path()), ["文.md"]);
    }

    #[test]
    fn what_was_saved_in_between_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "saved by an editor").unwrap();
        assert!(matches!(replace(&path, "old", "new"), Err(WriteError::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "saved by an editor");
        assert_eq!(names(folder.path()), ["a.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay_and_read_only_files_are_refused() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        let link = folder.path().join("link.md");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        symlink("a.md", &link).unwrap();
        replace(&link, "old", "new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, Permissions::from_mode(0o440)).unwrap();
        // Who is root may write everything.
        let is_allowed = OpenOptions::new().write(true).open(&path).is_ok();
        let result = replace(&path, "new", "newer");
        assert!(if is_allowed { result.is_ok() } else { matches!(result, Err(WriteError::ReadOnly)) });
        assert_eq!(fs::read_to_string(&path).unwrap(), if is_allowed { "newer" } else { "new" });
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o440);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_with_several_names_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        fs::hard_link(&path, folder.path().join("b.md")).unwrap();
        assert!(matches!(replace(&path, "old", "new"), Err(WriteError::Linked { names: 2 })));
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["a.md", "b.md"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_followed_below_its_folder_and_not_out_of_it() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("posts")).unwrap();
        fs::write(site.join("posts/a.md"), "old").unwrap();
        fs::write(folder.path().join("secret.md"), "old").unwrap();
        symlink("posts/a.md", site.join("in.md")).unwrap();
        symlink("../secret.md", site.join("out.md")).unwrap();
        replace(&site.join("in.md"), "old", "new").unwrap();
        assert_eq!(fs::read_to_string(site.join("posts/a.md")).unwrap(), "new");
        let refused = replace(&site.join("out.md"), "old", "new");
        assert!(matches!(refused, Err(WriteError::LeadsOut { .. })), "{refused:?}");
        assert_eq!(fs::read_to_string(folder.path().join("secret.md")).unwrap(), "old");
    }

    #[test]
    fn a_new_file_is_never_written_over_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new.json");
        create(&path, "one").unwrap();
        assert!(matches!(create(&path, "two"), Err(WriteError::Changed)));
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
        assert_eq!(names(folder.path()), ["new.json"]);
        assert!(create(&folder.path().join("none/new.json"), "one").is_err());
    }
}
