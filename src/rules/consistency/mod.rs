//! Rules that hold a document against itself, and documents against each other.

mod conflicting_values;
mod rare_spelling;

use super::Rule;
use super::corpus::CorpusRule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[&conflicting_values::ConflictingValues];

/// The rules of this group about several documents, in the order of their names.
pub(crate) const CORPUS_RULES: &[&dyn CorpusRule] = &[&rare_spelling::RareSpelling];
