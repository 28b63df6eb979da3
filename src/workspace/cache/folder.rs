//! The folder of the caches: one file for each folder that factlint was run in.

use std::fs::{self, DirEntry, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use xxhash_rust::xxh3::xxh3_128;

/// The extensions of cache files, and of those that are being written.
const EXTENSION: &str = "factlint-cache";
const TEMPORARY: &str = "factlint-cache-tmp";

/// Says to programs that copy and back up that nothing here is worth it (<https://bford.info/cachedir/>).
const TAG: (&str, &str) =
    ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# This folder holds the cache of factlint.\n");

/// How long after another file was written a temporary one counts as left behind by a run that was killed.
const ABANDONED: Duration = Duration::from_secs(3600);

/// What cleaning a folder came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cleaned {
    /// Files that were removed.
    pub(crate) files: usize,
    /// Their bytes.
    pub(crate) bytes: u64,
}

/// Returns the name of the cache file of a folder.
pub(super) fn file_name(workspace: &Path) -> String {
    format!("{:032x}.{EXTENSION}", xxh3_128(workspace.as_os_str().as_encoded_bytes()))
}

/// Writes a file in one step: whoever reads it meanwhile has the old one or the new one.
pub(super) fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let folder = path.parent().unwrap_or(Path::new("."));
    if !folder.is_dir() {
        create_folder(folder)?;
    }
    let number = COUNT.fetch_add(1, Ordering::Relaxed);
    let temporary = path.with_extension(format!("{}-{number}.{TEMPORARY}", std::process::id()));
    // What another process of the same number left behind is no longer its own.
    let _ = fs::remove_file(&temporary);
    let written = OpenOptions::new().write(true).create_new(true).open(&temporary);
    // Not brought to the disk: what a power cut leaves of it fails its checksums.
    let result = written.and_then(|mut file| file.write_all(bytes)).and_then(|()| fs::rename(&temporary, path));
    if result.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    result
}

/// Makes the folder; what stands in it is for its owner's eyes alone.
fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    fs::write(folder.join(TAG.0), TAG.1)
}

/// Removes the cache files that were not used for longest until all are within a limit, and what runs that were killed
/// left behind; never the file just written.
pub(super) fn evict(written: &Path, limit: u64) {
    let Some(files) = written.parent().and_then(|folder| own_files(folder).ok()) else { return };
    let modified = |entry: &DirEntry| entry.metadata().and_then(|metadata| metadata.modified());
    let Ok(now) = fs::metadata(written).and_then(|metadata| metadata.modified()) else { return };
    let mut caches: Vec<(SystemTime, u64, PathBuf)> = Vec::new();
    for entry in files {
        let (path, Ok(time)) = (entry.path(), modified(&entry)) else { continue };
        if is(&path, EXTENSION) {
            caches.push((time, entry.metadata().map_or(0, |metadata| metadata.len()), path));
        } else if is(&path, TEMPORARY) && time.checked_add(ABANDONED).is_some_and(|late| late < now) {
            let _ = fs::remove_file(path);
        }
    }
    caches.sort();
    let mut total: u64 = caches.iter().map(|(_, length, _)| length).sum();
    for (_, length, path) in caches.iter().filter(|(_, _, path)| path != written) {
        if total <= limit {
            break;
        }
        if fs::remove_file(path).is_ok() {
            total -= length;
        }
    }
}

/// Removes the caches in a folder, and the folder itself where nothing else stands in it; other files are never touched.
///
/// # Errors
/// If the folder cannot be read, or a file of it not be removed.
pub(crate) fn clean(folder: &Path) -> io::Result<Cleaned> {
    let mut cleaned = Cleaned::default();
    let files = match own_files(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(cleaned),
        files => files?,
    };
    for entry in files {
        let bytes = entry.metadata().map_or(0, |metadata| metadata.len());
        match fs::remove_file(entry.path()) {
            Ok(()) => cleaned = Cleaned { files: cleaned.files + 1, bytes: cleaned.bytes + bytes },
            // Another process was faster.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    let tag = folder.join(TAG.0);
    if fs::read(&tag).is_ok_and(|text| text == TAG.1.as_bytes()) {
        fs::remove_file(tag)?;
    }
    // Where something else stands in it, it stays.
    let _ = fs::remove_dir(folder);
    Ok(cleaned)
}

/// Returns the files in a folder that are caches, or were to become some.
fn own_files(folder: &Path) -> io::Result<Vec<DirEntry>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if (is(&path, EXTENSION) || is(&path, TEMPORARY)) && entry.file_type()?.is_file() {
            files.push(entry);
        }
    }
    Ok(files)
}

fn is(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|own| own == extension)
}
