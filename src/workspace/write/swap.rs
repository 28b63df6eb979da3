//! Two files that change places, until what comes out is known to be nobody's save.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use xxhash_rust::xxh3::xxh3_128;

use super::{Moment, sync_folder};

/// How long whoever has just opened the old file has to begin to write it.
const GRACE: Duration = Duration::from_millis(2);

/// How often the files change places before one of two saves is kept aside.
const MAXIMUM_SWAPS: u32 = 3;

/// A file, and beside it the one that it has changed places with.
///
/// Invariant: what stands at `temporary` was at `path` before, or is the new text.
pub(super) struct Swap<'a> {
    pub(super) temporary: &'a Path,
    pub(super) path: &'a Path,
    /// The hash of the text that was read.
    pub(super) old: u128,
    /// The hash of the text that is to be written.
    pub(super) new: u128,
}

/// How an exchange ended.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// The new text has its place, or had it before somebody saved over it.
    New,
    /// What somebody saved meanwhile has its place again.
    Saved,
    /// Two saves came in between: the later one has its place, and the earlier one a name of its own.
    Kept(PathBuf),
}

impl Swap<'_> {
    /// Removes what came out, after the first exchange, where it is what was read; else puts it back.
    ///
    /// # Errors
    /// If a file cannot be read or renamed. What stands beside the file is left there: the next run sees to it.
    pub(super) fn settle(&self, at: &mut impl FnMut(Moment)) -> io::Result<Settled> {
        self.settle_from(1, at)
    }

    /// Changes places back, since what stands beside the file is somebody's save.
    ///
    /// # Errors
    /// As [`Swap::settle`].
    pub(super) fn put_back(&self) -> io::Result<Settled> {
        if self.swap()? { self.settle_from(2, &mut |_| ()) } else { Ok(Settled::Saved) }
    }

    fn settle_from(&self, first: u32, at: &mut impl FnMut(Moment)) -> io::Result<Settled> {
        for n_swaps in first..=MAXIMUM_SWAPS {
            let is_new_in_place = n_swaps % 2 == 1;
            at(Moment::Swapped(n_swaps));
            sync_folder(self.path);
            // A program that opened the file just before is about to write to what came out.
            thread::sleep(GRACE);
            let out = hash(self.temporary)?;
            // Somebody else cleared up (`None`), or it is ours to remove.
            if out.is_none_or(|out| out == if is_new_in_place { self.old } else { self.new }) {
                remove(self.temporary)?;
                return Ok(if is_new_in_place { Settled::New } else { Settled::Saved });
            }
            // Where somebody has saved once more since, that is the later save, and stays.
            if n_swaps == MAXIMUM_SWAPS || (is_new_in_place && hash(self.path)? != Some(self.new)) {
                break;
            }
            if !self.swap()? {
                return Ok(Settled::Saved);
            }
        }
        Ok(Settled::Kept(keep_aside(self.temporary, self.path)))
    }

    /// Lets the two change places; where nothing stands at the path any more, what is beside it takes the place, and the
    /// answer is no.
    fn swap(&self) -> io::Result<bool> {
        loop {
            match exchange(self.temporary, self.path) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                result => return result.map(|()| true),
            }
            match rename_to_new(self.temporary, self.path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                result => return result.map(|()| false),
            }
        }
    }
}

/// Gives what was saved a name that people see; returns the name that it has then.
pub(super) fn keep_aside(temporary: &Path, path: &Path) -> PathBuf {
    for number in 1..100 {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(if number == 1 { ".factlint-saved".to_owned() } else { format!(".factlint-saved-{number}") });
        let aside = path.with_file_name(name);
        match rename_to_new(temporary, &aside) {
            Ok(()) => return aside,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(_) => break,
        }
    }
    temporary.to_owned()
}

/// Returns the hash of what a file holds; `None` where there is none. What is no regular file has no text of ours.
pub(super) fn hash(path: &Path) -> io::Result<Option<u128>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if !metadata.is_file() => return Ok(Some(0)),
        Ok(_) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    match fs::read(path) {
        Ok(bytes) => Ok(Some(xxh3_128(&bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Removes a file; it may be gone already.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    }
}

/// Lets two names change places, in one step.
///
/// # Errors
/// If the system refuses; [`is_impossible`] tells where it cannot do such a thing at all.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
pub(super) fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

/// As above: this system cannot.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
pub(super) fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Returns whether an error means that the system or the file system knows no such operation.
pub(super) fn is_impossible(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput)
}

/// Renames a file to a name that nothing has.
///
/// # Errors
/// If something has the name ([`io::ErrorKind::AlreadyExists`]), or the system refuses.
pub(super) fn rename_to_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
            Err(error) if is_impossible(&error) => {}
            result => return result,
        }
    }
    // A second name is refused where the first is there; renaming would replace it.
    match fs::hard_link(from, to) {
        Ok(()) => remove(from),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // Not every file system has second names.
        Err(_) if fs::symlink_metadata(to).is_err() => fs::rename(from, to),
        Err(error) => Err(error),
    }
}
