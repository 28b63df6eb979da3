//! Dates, times and durations read out of prose, and resolved against a given date.
//!
//! Main types: [`TemporalExpression`] (what is written), [`Resolved`] (which days it means). Terms are those of TIMEX3.
//! Never reads the clock: the document's own date is an input.

mod chinese;
mod english;
mod extract;
mod mention;
mod numeric;
mod resolve;
mod value;
mod weekday;

pub use extract::extract_tokens;
pub use mention::{TemporalKind, TemporalMention, describe, mentions};
pub use resolve::{Resolved, Tense, resolve};
pub use value::{
    CarriedYear, DatePart, Duration, Granularity, PartialDate, Relative, TemporalExpression, TemporalValue,
};

#[cfg(test)]
mod tests;

use crate::language;
use crate::text::TextRange;

/// Returns the temporal expressions of a text in order, not overlapping.
///
/// Digits of names that stand in `names` (bytes of the text, in order) are not read.
pub fn extract(text: &str, names: &[TextRange]) -> Vec<TemporalExpression> {
    extract_tokens(&language::scan(text, names))
}
