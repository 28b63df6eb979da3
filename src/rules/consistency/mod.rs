//! Rules that hold a document against itself, and documents against each other.

mod active_above_total;
mod conflicting_documents;
mod conflicting_values;
mod decrease_by_multiple;
mod disputed_superlative;
mod gain_over_total;
mod headline_mismatch;
mod impossible_decrease;
mod impossible_mean;
mod mismatched_duration;
mod misordered_events;
mod mistranslated_figure;
mod percent_for_points;
mod premature_title;
mod rare_spelling;
mod retold_figure;
mod unbalanced_shares;
mod wrong_change;
mod wrong_comparison;
mod wrong_conversion;
mod wrong_direction;
mod wrong_restatement;
mod wrong_share;
mod wrong_sum;

use super::Rule;
use super::corpus::CorpusRule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[
    &active_above_total::ActiveAboveTotal,
    &conflicting_values::ConflictingValues,
    &decrease_by_multiple::DecreaseByMultiple,
    &disputed_superlative::DisputedSuperlative,
    &gain_over_total::GainOverTotal,
    &headline_mismatch::HeadlineMismatch,
    &impossible_decrease::ImpossibleDecrease,
    &impossible_mean::ImpossibleMean,
    &mismatched_duration::MismatchedDuration,
    &misordered_events::MisorderedEvents,
    &percent_for_points::PercentForPoints,
    &premature_title::PrematureTitle,
    &unbalanced_shares::UnbalancedShares,
    &wrong_change::WrongChange,
    &wrong_comparison::WrongComparison,
    &wrong_conversion::WrongConversion,
    &wrong_direction::WrongDirection,
    &wrong_restatement::WrongRestatement,
    &wrong_share::WrongShare,
    &wrong_sum::WrongSum,
];

/// The rules of this group about several documents, in the order of their names.
pub(crate) const CORPUS_RULES: &[&dyn CorpusRule] = &[
    &conflicting_documents::ConflictingDocuments,
    &mistranslated_figure::MistranslatedFigure,
    &rare_spelling::RareSpelling,
    &retold_figure::RetoldFigure,
];

/// Returns ten to the size of a power, for messages: 10, 100, 100 million.
fn factor(power: i32) -> String {
    match power.unsigned_abs() {
        1 => "10".to_owned(),
        2 => "100".to_owned(),
        3 => "1000".to_owned(),
        4 => "10,000".to_owned(),
        8 => "100 million".to_owned(),
        power => format!("10^{power}"),
    }
}
