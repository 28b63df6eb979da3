//! One document in, one report out.
//!
//! Main functions: [`check_document`], [`CorpusCheck`] for what several documents do not agree on, and [`check_table`] for reference tables; main type: [`FileReport`]. Pure: knows nothing of files on disk or of output.

mod corpus;
mod coverage;
mod document;
mod fingerprint;
mod record;
mod report;
mod summary;
mod tables;

pub use corpus::{CorpusCheck, CorpusFindings, check_corpus};
pub use coverage::{Coverage, CoverageCounts, CoveredClaim, NotChecked, Outcome};
pub use document::{check_and_cover_document, check_document};
pub use fingerprint::{fingerprint, fingerprints};
pub(crate) use record::Record;
pub use report::{Counts, FileReport};
pub use summary::Summary;
pub use tables::check_table;
