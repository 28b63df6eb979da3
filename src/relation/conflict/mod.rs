//! Numbers that a document states twice: restated in other words, in another currency, as a sum, in the title and the text.
//!
//! Main types: `Restatement`, `Conversion`, `Sum`, `Gain`, [`Repeated`].

mod amounts;
mod conversion;
mod gain;
mod passage;
mod rates;
mod repeated;
mod restatement;
mod stated;
mod subject;
mod sum;
mod units;
mod words;

pub(crate) use conversion::{Conversion, Fault, conversions};
pub(crate) use gain::{Gain, gains};
pub(crate) use repeated::{Conflict, Headline};
pub use repeated::{Repeated, read};
pub(crate) use restatement::{Restatement, restatements};
pub(crate) use sum::{Sum, sums};
