//! The vocabulary of the languages that factlint reads, as data, and the words and numbers of a text.
//!
//! Main type: [`Tokens`], from [`scan`]: one pass over a text that finds its numbers, the words that dates are made of, and
//! the cues that claims turn on (hedges, negations, conditionals, comparisons). The words come from
//! `lints/languages/*.yaml`, compiled once; a new language is mostly a new data file. What a number counts, and which day
//! a date means, is for `quantity` and `temporal` to say.

mod amount;
mod cue;
mod lexicon;
mod literals;
mod load;
mod matcher;
pub(crate) mod numeral;
mod phrases;
mod scan;

pub use amount::Amount;
pub use cue::{Cue, CueKind};
pub use lexicon::{Operator, Season, TimeUnit};
pub use scan::{Tokens, cues, scan};

pub(crate) use lexicon::{Currency, Lexicon, Unit, Word, ends_word};
pub(crate) use literals::Literals;
pub(crate) use phrases::Phrases;
pub(crate) use scan::{Item, ItemKind};
