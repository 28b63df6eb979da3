//! The vocabulary of the languages that factlint reads, as data.
//!
//! Main type: [`Lexicon`], compiled once from `lints/languages/*.yaml`: number words, scales, units, currencies, calendar
//! words, approximators, and the cues that claims turn on (hedges, negations, conditionals, comparisons).
//! Rust holds the grammar, in `quantity`, `temporal` and `claim`; a new language is mostly a new data file.

mod cue;

pub use cue::{Cue, CueKind};
