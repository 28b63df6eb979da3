//! What a run reads, noted where it is read: the cache must know what a configuration was made of, and `--watch` what to
//! look at. Whatever goes through [`super::read`] is noted, so that a new kind of input cannot be forgotten.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

thread_local! {
    // What the loading on this thread has read so far.
    static LOADING: RefCell<Option<Xxh3>> = const { RefCell::new(None) };
}

/// What the process has looked at, where somebody watches.
static WATCHED: Mutex<Option<BTreeSet<PathBuf>>> = Mutex::new(None);

/// A hash of everything that was read while something was loaded: the names of files and their bytes, and what was found
/// out about folders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Inputs(pub(super) u128);

impl Inputs {
    /// Starts anew: what this thread reads from now on is what a run is made of.
    pub(super) fn start() {
        LOADING.set(Some(Xxh3::new()));
    }

    /// Returns the hash of what this thread has read since.
    pub(super) fn so_far() -> Self {
        LOADING.with_borrow(|loading| Self(loading.as_ref().map_or(0, Xxh3::digest128)))
    }
}

/// Notes that a file was read, or that it could not be (`None`).
pub(super) fn note_file(path: &Path, bytes: Option<&[u8]>) {
    note_path(path);
    note(path, || bytes.map(xxh3_128).unwrap_or_default().to_le_bytes());
}

/// Notes what was found out about a folder.
pub(super) fn note_count(folder: &Path, pattern: &str, count: u64) {
    note(&folder.join(pattern), || u128::from(count).to_le_bytes());
}

/// Returns whether there is a file of this name, and notes that it was looked for.
pub(super) fn is_file(path: &Path) -> bool {
    note_path(path);
    path.is_file()
}

/// Starts to remember the paths that are looked at.
pub(super) fn start_watching() {
    *watched() = Some(BTreeSet::new());
}

/// Returns the paths that were looked at since the last time.
pub(super) fn take_watched() -> BTreeSet<PathBuf> {
    watched().as_mut().map(std::mem::take).unwrap_or_default()
}

fn note(path: &Path, value: impl FnOnce() -> [u8; 16]) {
    LOADING.with_borrow_mut(|loading| {
        let Some(hasher) = loading else { return };
        hasher.update(&xxh3_128(path.as_os_str().as_encoded_bytes()).to_le_bytes());
        hasher.update(&value());
    });
}

fn note_path(path: &Path) {
    if let Some(paths) = watched().as_mut()
        && !paths.contains(path)
    {
        paths.insert(path.to_owned());
    }
}

fn watched() -> MutexGuard<'static, Option<BTreeSet<PathBuf>>> {
    // Whoever panicked while holding the lock left a set of paths.
    WATCHED.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(path: &str, bytes: Option<&[u8]>) -> Inputs {
        Inputs::start();
        note_file(Path::new(path), bytes);
        Inputs::so_far()
    }

    #[test]
    fn what_was_read_makes_the_hash() {
        let one = hash("a.yaml", Some(b"1"));
        assert_eq!(one, hash("a.yaml", Some(b"1")));
        assert_ne!(one, hash("a.yaml", Some(b"2")));
        assert_ne!(one, hash("b.yaml", Some(b"1")));
        assert_ne!(hash("a.yaml", Some(b"")), hash("a.yaml", None));
        let count = |count| {
            Inputs::start();
            note_count(Path::new("posts"), "*.md", count);
            Inputs::so_far()
        };
        assert_ne!(count(3), count(4));
    }
}
