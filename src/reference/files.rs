//! What a table may read besides itself: rows in a CSV file, values of the repository that it stands in.
//!
//! Main type: [`TableFiles`]. `workspace` has the one that reads the disk, within the bounds that it sets; nothing here
//! touches a file or starts a process.

use std::fmt;
use std::sync::Arc;

use crate::message::Message;
use crate::text::SourceFile;

/// Other files that a table names, by paths relative to the table's own folder, with `/`.
pub trait TableFiles: fmt::Debug {
    /// Returns the text of a file.
    ///
    /// # Errors
    /// Why it cannot be had, to stand behind its path: `does not exist`.
    fn read(&self, path: &str) -> Result<Arc<SourceFile>, Message>;

    /// Returns how many files match a pattern (`lints/**/*.yaml`), those that `.gitignore` excludes left out.
    ///
    /// # Errors
    /// Why they cannot be counted, to stand behind the pattern.
    fn count(&self, pattern: &str) -> Result<u64, Message>;
}

/// No other files: for tables that come from memory.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl TableFiles for NoFiles {
    fn read(&self, _path: &str) -> Result<Arc<SourceFile>, Message> {
        Err(message!("cannot be read here: this table is not a file of a repository"))
    }

    fn count(&self, _pattern: &str) -> Result<u64, Message> {
        Err(message!("cannot be counted here: this table is not a file of a repository"))
    }
}
