//! One document in, one report out.
//!
//! Main function: [`check_document`]; main type: [`FileReport`]. Pure: knows nothing of files on disk or of output.

mod fingerprint;
mod report;
mod summary;

pub use fingerprint::{fingerprint, fingerprints};
pub use report::{Counts, FileReport};
pub use summary::Summary;

use std::sync::Arc;

use crate::reference::ReferenceTables;
use crate::settings::Settings;
use crate::text::SourceFile;

/// Checks one document.
pub fn check_document(file: &Arc<SourceFile>, _settings: &Settings, _tables: &ReferenceTables) -> FileReport {
    FileReport::new(Arc::clone(file), Vec::new(), Counts { documents: 1, ..Counts::default() })
}
