//! Clearing up behind runs that were killed.

use std::fs::{self, DirEntry, File};
use std::io;
use std::path::{Path, PathBuf};

use super::TemporaryName;
use super::swap::{Settled, Swap, hash, keep_aside, remove};
use super::temporary::{Lock, hash_of_name, is_at, lock};

/// Removes from a folder what runs left there that were killed while they wrote.
///
/// Where such a run was killed in the moment in which it had taken away what somebody had just saved, that gets its place
/// again. Where the file has been saved once more since, the earlier save gets a name of its own, which is returned.
pub(in crate::workspace) fn recover(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let left: Vec<(PathBuf, TemporaryName)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let name = TemporaryName::parse(entry.file_name().to_str()?)?;
            entry.file_type().ok()?.is_file().then(|| (entry.path(), name))
        })
        .collect();
    // What cannot be cleared up is hidden, and in nobody's way.
    left.iter().filter_map(|(path, name)| clear(folder, path, *name).ok().flatten()).collect()
}

/// Removes one file, or puts it back; returns where it is, where neither is right.
fn clear(folder: &Path, temporary: &Path, name: TemporaryName) -> io::Result<Option<PathBuf>> {
    let file = File::open(temporary)?;
    // Where there are no locks, nobody knows whether its writer is at work.
    if lock(&file) != Lock::Ours || !is_at(&file, temporary) || !is_trusted(&file, folder)? {
        return Ok(None);
    }
    let TemporaryName::Swap { name, old, new } = name else {
        return remove(temporary).map(|()| None);
    };
    let holds = hash(temporary)?;
    if holds.is_none_or(|holds| holds == old || holds == new) {
        return remove(temporary).map(|()| None);
    }
    let Some(path) = of_name(folder, name)? else {
        // Its file is gone: whoever removed it did so later.
        return Ok(None);
    };
    if hash(&path)? != Some(new) {
        return Ok(Some(keep_aside(temporary, &path)));
    }
    match (Swap { temporary, path: &path, old, new }).put_back()? {
        Settled::Kept(aside) => Ok(Some(aside)),
        Settled::New | Settled::Saved => Ok(None),
    }
}

/// Returns whether a file is ours, or that of the folder's owner, who may do everything there: in a folder that everybody
/// may write, such as /tmp, a stranger's file must not take the place of another.
#[cfg(unix)]
fn is_trusted(file: &File, folder: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let owner = file.metadata()?.uid();
    Ok(owner == rustix::process::geteuid().as_raw() || owner == fs::metadata(folder)?.uid())
}

/// As above: nothing comes this far here.
#[cfg(not(unix))]
fn is_trusted(_: &File, _: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Returns the file of a folder whose name has a hash.
fn of_name(folder: &Path, name: u128) -> io::Result<Option<PathBuf>> {
    let mut entries = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry: DirEntry| entry.path());
    Ok(entries.find(|path| hash_of_name(path) == name))
}
