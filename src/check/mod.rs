//! One document in, one report out.
//!
//! Main functions: [`check_document`], [`CorpusCheck`] for what several documents do not agree on, and [`check_table`] for reference tables; main type: [`FileReport`]. Pure: knows nothing of files on disk or of output.

mod baseline;
mod baseline_use;
mod changed_lines;
mod corpus;
mod coverage;
mod document;
mod fingerprint;
mod ignored_claims;
mod limits;
mod record;
mod report;
mod statistics;
mod summary;
mod tables;

pub use baseline::{BASELINE_SCHEMA, Baseline, BaselineEntry, PutOff, can_be_put_off};
pub use baseline_use::{BaselineUse, RunExtent, Settled, StaleEntries};
pub use changed_lines::{ChangedLines, FileDiff, changed_lines, read_diff, similarity};
pub use corpus::{CorpusCheck, CorpusFindings, check_corpus};
pub use coverage::{Coverage, CoverageCounts, CoveredClaim, NotChecked, Outcome};
pub use document::{check_and_cover_document, check_document};
pub use fingerprint::{fingerprint, fingerprints, identity};
pub use record::Record;
pub use report::{Counts, FileReport};
pub use statistics::{RuleStatistics, Statistics};
pub use summary::Summary;
pub use tables::check_table;
