//! How much the ignore files of a folder may hold.
//!
//! Their patterns are compiled by a library that takes up to eight kilobytes for each of them: an ignore file of a
//! stranger with a hundred thousand would take most of a gigabyte.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The most bytes that the ignore files of a folder have together with those of the folders above it.
pub(super) const MAX_BYTES: u64 = 256 * 1024;

/// Files whose patterns say what a search passes over.
const NAMES: [&str; 2] = [".gitignore", ".ignore"];

/// The sizes of the ignore files seen so far.
#[derive(Debug, Default)]
pub(super) struct IgnoreFiles {
    // For each folder, those of the folders above it included.
    totals: HashMap<PathBuf, u64>,
}

impl IgnoreFiles {
    /// Returns whether the ignore files of a folder, by its canonical path, are too large to be read.
    pub(super) fn are_too_large(&mut self, folder: &Path) -> bool {
        MAX_BYTES < self.total(folder)
    }

    fn total(&mut self, folder: &Path) -> u64 {
        // Up to the first folder that is known, then down again: paths may be thousands of folders deep.
        let mut unknown: Vec<&Path> =
            folder.ancestors().take_while(|above| !self.totals.contains_key(*above)).collect();
        let above = folder.ancestors().nth(unknown.len()).and_then(|known| self.totals.get(known));
        let mut total = above.copied().unwrap_or(0);
        while let Some(folder) = unknown.pop() {
            let sizes = NAMES.iter().filter_map(|name| fs::metadata(folder.join(name)).ok());
            total += sizes.filter(fs::Metadata::is_file).map(|metadata| metadata.len()).sum::<u64>();
            self.totals.insert(folder.to_owned(), total);
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_the_folders_above_count() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("posts/2024");
        fs::create_dir_all(&inner).unwrap();
        let half = "x\n".repeat(usize::try_from(MAX_BYTES / 4).unwrap());
        fs::write(root.path().join(".gitignore"), &half).unwrap();
        assert!(!IgnoreFiles::default().are_too_large(&inner));
        fs::write(inner.join(".ignore"), format!("{half}y")).unwrap();
        let mut files = IgnoreFiles::default();
        assert!(!files.are_too_large(root.path()));
        assert!(files.are_too_large(&inner));
        assert!(!files.are_too_large(inner.parent().unwrap()));
    }
}
