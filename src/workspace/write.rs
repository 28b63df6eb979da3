//! Writing files of a workspace: each in one step or not at all, and never over what somebody else has saved.
//!
//! `docs/fixes.md` describes the protocol. [`replace`] puts a text in the place of the one that was read, [`create`] makes
//! a file that was not there, [`put`] makes or replaces one of factlint's own, and [`recover`] clears up behind a run
//! that was killed. Knows nothing of documents.

mod attributes;
mod recover;
mod swap;
mod temporary;
#[cfg(test)]
mod tests;

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_128;

use attributes::Attributes;
pub(super) use recover::recover;
use swap::{Settled, Swap, exchange, is_impossible, rename_to_new};
pub(super) use temporary::Temporary;
use temporary::TemporaryName;

/// Why a text was not written; the file is as it was, or as somebody else has left it.
#[derive(Debug)]
pub(super) enum WriteError {
    /// The file does not hold what was read any more.
    Changed,
    /// Somebody saved the file twice while it was being written; both are there.
    Kept {
        /// Where the earlier one is.
        aside: PathBuf,
    },
    /// The file is not there any more.
    Gone,
    /// Another program holds a lock on the file.
    Locked,
    /// Nobody may write the file.
    ReadOnly,
    /// The file belongs to somebody else, and a new one would not.
    Foreign,
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

/// A moment at which somebody else may come in between; tests do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Moment {
    /// The file holds what was read, and the new text is beside it.
    Compared,
    /// The two files have changed places for the given time, which begins with 1.
    Swapped(u32),
}

/// Puts `new` in the place of `old`, the whole text that was read from the file.
///
/// A link stays a link: the file that it leads to is replaced, where that is below the link's folder or the current one.
/// Permissions, owner and extended attributes stay. A file with several names (hard links) is refused: a new file would
/// part them.
pub(super) fn replace(path: &Path, old: &str, new: &str) -> Result<(), WriteError> {
    replace_watched(path, old, new, &mut |_| ()).map_err(|error| match error {
        WriteError::System(error) if error.kind() == io::ErrorKind::NotFound => WriteError::Gone,
        other => other,
    })
}

fn replace_watched(path: &Path, old: &str, new: &str, at: &mut impl FnMut(Moment)) -> Result<(), WriteError> {
    let path = target(path)?;
    let metadata = fs::symlink_metadata(&path)?;
    if !metadata.is_file() {
        return Err(WriteError::Changed);
    }
    #[cfg(unix)]
    if 1 < std::os::unix::fs::MetadataExt::nlink(&metadata) {
        return Err(WriteError::Linked { names: std::os::unix::fs::MetadataExt::nlink(&metadata) });
    }
    // Renaming asks only whether the folder may be written. Whoever may write the file all the same (root) may fix it.
    let held = match OpenOptions::new().read(true).write(true).open(&path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => return Err(WriteError::ReadOnly),
        other => other?,
    };
    // Another factlint that clears up keeps its hands off what is locked.
    if temporary::lock(&held) == temporary::Lock::Anothers {
        return Err(WriteError::Locked);
    }
    let mut temporary = Temporary::create(&path, Some(&metadata))?;
    temporary.write_all(new.as_bytes())?;
    if !Attributes::of(&held, &metadata).apply(temporary.file()) {
        return Err(WriteError::Foreign);
    }
    temporary.sync()?;
    if fs::read(&path)? != old.as_bytes() {
        return Err(WriteError::Changed);
    }
    let (old, new) = (xxh3_128(old.as_bytes()), xxh3_128(new.as_bytes()));
    temporary.rename_for_swap(&path, old, new)?;
    at(Moment::Compared);
    match exchange(temporary.path(), &path) {
        // From now on what stands beside the file may be somebody's save: it is removed only once it is known to be none.
        Ok(()) => {
            let temporary = temporary.release();
            let swap = Swap { temporary: &temporary, path: &path, old, new };
            match swap.settle(at)? {
                Settled::New => Ok(()),
                Settled::Saved => Err(WriteError::Changed),
                Settled::Kept(aside) => Err(WriteError::Kept { aside }),
            }
        }
        Err(error) if is_impossible(&error) => {
            // Neither this system nor this file system exchanges names. What is left open is the moment since the comparison.
            temporary.rename(&path)?;
            sync_folder(&path);
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes a new file in one step; never over one that is there.
pub(super) fn create(path: &Path, text: &str) -> Result<(), WriteError> {
    let mut temporary = Temporary::create(path, None)?;
    temporary.write_all(text.as_bytes())?;
    temporary.sync()?;
    match rename_to_new(temporary.path(), path) {
        Ok(()) => drop(temporary.release()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(WriteError::Changed),
        Err(error) => return Err(error.into()),
    }
    sync_folder(path);
    Ok(())
}

/// Writes a file of ours in one step, over an earlier one where there is one; where a link stands, it gives way.
pub(super) fn put(path: &Path, text: &str) -> Result<(), WriteError> {
    let existing = fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file);
    if existing.is_some() && fs::read(path)? == text.as_bytes() {
        return Ok(());
    }
    let mut temporary = Temporary::create(path, existing.as_ref())?;
    temporary.write_all(text.as_bytes())?;
    if let Some(metadata) = existing {
        // Where the mode cannot be kept, the file is still worth having.
        let _ = temporary.file().set_permissions(metadata.permissions());
    }
    temporary.sync()?;
    temporary.rename(path)?;
    sync_folder(path);
    Ok(())
}

/// Returns the file that a path means.
fn target(path: &Path) -> Result<PathBuf, WriteError> {
    let target = fs::canonicalize(path)?;
    if !fs::symlink_metadata(path)?.is_symlink() {
        return Ok(target);
    }
    let is_below = |folder: &Path| fs::canonicalize(folder).is_ok_and(|folder| target.starts_with(folder));
    if is_below(folder(path)) || is_below(Path::new(".")) { Ok(target) } else { Err(WriteError::LeadsOut { target }) }
}

/// Returns the folder that a file stands in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Brings new names to the disk. Some systems cannot do that, and the text is written anyway.
pub(super) fn sync_folder(path: &Path) {
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
}
