//! Rules that hold a document against itself, and documents against each other.

mod conflicting_values;
mod decrease_by_multiple;
mod impossible_decrease;
mod impossible_mean;
mod percent_for_points;
mod rare_spelling;
mod unbalanced_shares;
mod wrong_change;
mod wrong_share;

use super::Rule;
use super::corpus::CorpusRule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[
    &conflicting_values::ConflictingValues,
    &decrease_by_multiple::DecreaseByMultiple,
    &impossible_decrease::ImpossibleDecrease,
    &impossible_mean::ImpossibleMean,
    &percent_for_points::PercentForPoints,
    &unbalanced_shares::UnbalancedShares,
    &wrong_change::WrongChange,
    &wrong_share::WrongShare,
];

/// The rules of this group about several documents, in the order of their names.
pub(crate) const CORPUS_RULES: &[&dyn CorpusRule] = &[&rare_spelling::RareSpelling];
