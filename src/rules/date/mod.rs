//! Rules about dates in the text, in the front matter and in the file name.

mod filename_date_mismatch;
mod future_date;
mod impossible_date;
mod wrong_weekday;

use super::Rule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[
    &filename_date_mismatch::FilenameDateMismatch,
    &future_date::FutureDate,
    &impossible_date::ImpossibleDate,
    &wrong_weekday::WrongWeekday,
];
