//! Files beside the ones that they are to replace, whose names say what they are for.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use xxhash_rust::xxh3::xxh3_128;

use super::swap::rename_to_new;

const START: &str = ".factlint-";
const PART: &str = ".part.tmp";
const SWAP: &str = ".swap.tmp";

/// How many names are tried: runs that were killed leave some, and process numbers come again, in containers at once.
const MAXIMUM_TRIES: u32 = 10_000;

static COUNT: AtomicU64 = AtomicU64::new(0);

/// A file being written; removed where it does not come to more. It is locked as long as this lives, so that others know
/// it from one that was left behind.
#[derive(Debug)]
pub(crate) struct Temporary {
    path: PathBuf,
    file: File,
    // Its name is another's business now.
    is_released: bool,
}

/// What the name of a temporary file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TemporaryName {
    /// It is being written.
    Part,
    /// It is about to change places with the file whose name has the hash `name`, or has done so: `old` and `new` are the
    /// hashes of the texts that it and the other held.
    Swap { name: u128, old: u128, new: u128 },
}

/// Who has the lock on a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lock {
    Ours,
    Anothers,
    /// Files have no locks here.
    Unknown,
}

impl Temporary {
    /// Makes an empty file beside another. Where it is to replace one, its permissions are for the owner alone until it
    /// gets those of the other.
    pub(crate) fn create(beside: &Path, replaced: Option<&Metadata>) -> io::Result<Self> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        if replaced.is_some() {
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        #[cfg(not(unix))]
        let _ = replaced;
        for _ in 0..MAXIMUM_TRIES {
            let path = beside.with_file_name(format!("{START}{}{PART}", unique()));
            let file = match options.open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                file => file?,
            };
            let temporary = Self { path, file, is_released: false };
            // Whoever clears up may have come between the two, and takes what nobody has locked for left behind.
            let is_ours = lock(&temporary.file) != Lock::Anothers && is_at(&temporary.file, &temporary.path);
            if is_ours {
                return Ok(temporary);
            }
            drop(temporary.release());
        }
        Err(io::Error::other("no name for a temporary file is free"))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn file(&self) -> &File {
        &self.file
    }

    /// Brings the file to the disk.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Gives the file its name, in the place of what has it.
    pub(crate) fn rename(mut self, to: &Path) -> io::Result<()> {
        fs::rename(&self.path, to)?;
        self.is_released = true;
        Ok(())
    }

    /// Gives the file a name that says what it is about to change places with.
    pub(super) fn rename_for_swap(&mut self, path: &Path, old: u128, new: u128) -> io::Result<()> {
        let name = hash_of_name(path);
        for _ in 0..MAXIMUM_TRIES {
            let path = self.path.with_file_name(format!("{START}{}-{name:032x}-{old:032x}-{new:032x}{SWAP}", unique()));
            match rename_to_new(&self.path, &path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                result => {
                    result?;
                    self.path = path;
                    return Ok(());
                }
            }
        }
        Err(io::Error::other("no name for a temporary file is free"))
    }

    /// Returns the path; the file stays.
    pub(super) fn release(mut self) -> PathBuf {
        self.is_released = true;
        std::mem::take(&mut self.path)
    }
}

impl io::Write for Temporary {
    /// Adds to the file. Where files may have a limited size (`ulimit -f`), writing more is an error: the system would end
    /// the program for it.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size_limit() < self.file.metadata()?.len().saturating_add(length) {
            return Err(io::Error::other("the limit on the size of files is reached"));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.is_released {
            // Where even this fails there is nothing left to do; the next run tries again.
            let _ = fs::remove_file(&self.path);
        }
    }
}

impl TemporaryName {
    /// Reads a name; `None` where it is none of ours.
    pub(super) fn parse(name: &str) -> Option<Self> {
        let rest = name.strip_prefix(START)?;
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if let Some(unique) = rest.strip_suffix(PART) {
            let (process, number) = unique.split_once('-')?;
            return (is_number(process) && is_number(number)).then_some(Self::Part);
        }
        let parts: Vec<&str> = rest.strip_suffix(SWAP)?.split('-').collect();
        let [process, number, name, old, new] = parts[..] else { return None };
        let hash = |text: &str| u128::from_str_radix(text, 16).ok().filter(|_| text.len() == 32);
        if !is_number(process) || !is_number(number) {
            return None;
        }
        Some(Self::Swap { name: hash(name)?, old: hash(old)?, new: hash(new)? })
    }
}

/// Returns the hash of the name of a file.
pub(super) fn hash_of_name(path: &Path) -> u128 {
    xxh3_128(path.file_name().unwrap_or_default().as_encoded_bytes())
}

fn unique() -> String {
    format!("{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Locks a file, where it is not locked. The lock ends with the program, however that ends.
#[cfg(unix)]
pub(super) fn lock(file: &File) -> Lock {
    match file.try_lock() {
        Ok(()) => Lock::Ours,
        Err(fs::TryLockError::WouldBlock) => Lock::Anothers,
        Err(fs::TryLockError::Error(_)) => Lock::Unknown,
    }
}

/// As above: elsewhere a lock would keep others from reading the file.
#[cfg(not(unix))]
pub(super) fn lock(_: &File) -> Lock {
    Lock::Unknown
}

/// Returns whether a path leads to the very file that is open.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let identity = |metadata: &Metadata| (metadata.dev(), metadata.ino());
    matches!((&file.metadata(), &fs::symlink_metadata(path)), (Ok(own), Ok(other)) if identity(own) == identity(other))
}

/// As above: files have no identity here that is cheap to ask for.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok()
}

/// Returns the most bytes that a file may have. Writing more would end the program by a signal.
fn size_limit() -> u64 {
    #[cfg(unix)]
    {
        rustix::process::getrlimit(rustix::process::Resource::Fsize).current.unwrap_or(u64::MAX)
    }
    #[cfg(not(unix))]
    {
        u64::MAX
    }
}
