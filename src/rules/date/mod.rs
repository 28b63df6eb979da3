//! Rules about dates in the text, in the front matter and in the file name.

mod filename_date_mismatch;
mod future_date;
mod impossible_date;
mod misnamed_year;
mod missing_day_word;
mod mistimed_event;
mod out_of_order_part;
mod sentence;
mod translation_date_mismatch;
mod weekday;
mod wrong_weekday;

use super::Rule;
use super::corpus::CorpusRule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[
    &future_date::FutureDate,
    &impossible_date::ImpossibleDate,
    &misnamed_year::MisnamedYear,
    &missing_day_word::MissingDayWord,
    &mistimed_event::MistimedEvent,
    &wrong_weekday::WrongWeekday,
];

/// The rules of this group about several documents, in the order of their names.
pub(crate) const CORPUS_RULES: &[&dyn CorpusRule] = &[
    &filename_date_mismatch::FilenameDateMismatch,
    &out_of_order_part::OutOfOrderPart,
    &translation_date_mismatch::TranslationDateMismatch,
];
