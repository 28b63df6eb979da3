//! Comparisons and order: which of two numbers is larger, which of two days comes first, how far apart they are.
//!
//! Every reader starts from two neighbours among the numbers, days or names that the document was read into, and looks at
//! the words between and beside them. Where one word is not in the lists of `lints/relations/order/`, nothing is read.

mod active;
mod comparison;
mod direction;
mod figure;
mod length;
mod passage;
mod sequence;
mod superlative;
mod title;
mod words;

pub(crate) use active::{SizePair, sizes_out_of_order};
pub(crate) use comparison::{Comparison, Sense, comparisons};
pub(crate) use direction::{Course, Says, courses_against_their_words};
pub(crate) use length::{Length, LengthKind, lengths_against_days};
pub(crate) use sequence::{Sequence, sequences_out_of_order};
pub(crate) use superlative::{Superlative, superlatives};
pub(crate) use title::{Premature, premature_titles};
