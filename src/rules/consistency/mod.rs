//! Rules that hold a document against itself, and documents against each other.

mod active_above_total;
mod conflicting_values;
mod disputed_superlative;
mod mismatched_duration;
mod misordered_events;
mod premature_title;
mod rare_spelling;
mod wrong_comparison;
mod wrong_direction;

use super::Rule;
use super::corpus::CorpusRule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[
    &active_above_total::ActiveAboveTotal,
    &conflicting_values::ConflictingValues,
    &disputed_superlative::DisputedSuperlative,
    &mismatched_duration::MismatchedDuration,
    &misordered_events::MisorderedEvents,
    &premature_title::PrematureTitle,
    &wrong_comparison::WrongComparison,
    &wrong_direction::WrongDirection,
];

/// The rules of this group about several documents, in the order of their names.
pub(crate) const CORPUS_RULES: &[&dyn CorpusRule] = &[&rare_spelling::RareSpelling];
