//! Rules that hold a document against itself, and documents against each other.

mod conflicting_documents;
mod conflicting_values;
mod mistranslated_figure;
mod rare_spelling;
mod retold_figure;

use super::Rule;
use super::corpus::CorpusRule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[&conflicting_values::ConflictingValues];

/// The rules of this group about several documents, in the order of their names.
pub(crate) const CORPUS_RULES: &[&dyn CorpusRule] = &[
    &conflicting_documents::ConflictingDocuments,
    &mistranslated_figure::MistranslatedFigure,
    &rare_spelling::RareSpelling,
    &retold_figure::RetoldFigure,
];
