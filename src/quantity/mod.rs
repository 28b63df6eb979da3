//! Numbers and quantities read out of prose: exact values, spans, written precision, operators.
//!
//! Main type: [`Quantity`]; main function: [`extract`](fn@extract). Knows nothing of entities or attributes: what a number
//! counts (parameters, tokens) is a phrase of a reference table, not a unit.

mod bounds;
mod combined;
mod extract;
mod joined;
mod measure;
mod mention;
#[cfg(test)]
mod tests;
mod unit;

pub use extract::extract_tokens;
pub use measure::Measure;
pub(crate) use measure::shift_value;
pub use mention::{Mention, MentionKind, MentionValue, RelativeAnchor, mentions};

use crate::language;
use crate::temporal;
use crate::text::TextRange;

pub use crate::language::{Amount, Operator};

/// A number or quantity in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Bytes of the text: number, unit and currency mark; no approximator.
    pub range: TextRange,
    /// Bytes of the number alone, scale word included (`5000亿`, `70B`, `1.2 million`); of a range, both numbers.
    pub number: TextRange,
    /// What it measures.
    pub kind: QuantityKind,
    /// How much.
    pub value: QuantityValue,
    /// The unit's canonical name: an ISO 4217 code for money (`USD`), `%`, or a name such as `Kilometer`, `Gigabyte`;
    /// `None` for a bare number.
    pub unit: Option<&'static str>,
    /// What the words around it say of its exactness.
    pub operator: Operator,
    /// Bytes of the word that said so, where one does.
    pub operator_range: Option<TextRange>,
}

/// How much a quantity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityValue {
    /// One number.
    Exact(Amount),
    /// An interval, open at a side without an end: `4200-10500`, `数百亿` (1e10 ..< 1e11), `100多` (100 <.. 200).
    ///
    /// A magnitude that a noun follows is one too: `千亿参数` is 1e11 ..< 1e12; in `达到万亿` it is exact.
    Interval {
        /// The lower end and whether it belongs to the interval.
        low: Option<(Amount, bool)>,
        /// The upper end and whether it belongs to the interval.
        high: Option<(Amount, bool)>,
    },
    /// Written with more digits than can be held exactly (28): never a wrong value.
    OutOfRange,
}

/// What a quantity measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum QuantityKind {
    /// A number without a unit that is known.
    Number,
    /// A place in an order: 第三, 3rd.
    Ordinal,
    /// A percentage; the amount is the figure before the sign.
    Percent,
    /// A difference of percentages.
    PercentagePoints,
    /// 三分之一, a third.
    Fraction,
    /// 1.9倍, 4x, doubled.
    Multiple,
    /// 打八折: the amount is the share that is left, in percent.
    Discount,
    /// Money; the unit is an ISO 4217 code.
    Money,
    /// Anything with a unit of measurement: length, information, weight.
    Dimension,
    /// The age of a person or a thing, in the unit written.
    Age,
    /// A temperature.
    Temperature,
}

/// Returns the quantities of a text in order, not overlapping; dates and durations are not among them.
///
/// Digits of names that stand in `names` (bytes of the text, in order) are not read.
///
/// ```
/// let found = factlint::quantity::extract("MAI-1拥有约5000亿参数", &[]);
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].operator, factlint::quantity::Operator::About);
/// ```
pub fn extract(text: &str, names: &[TextRange]) -> Vec<Quantity> {
    let tokens = language::scan(text, names);
    let dates = temporal::extract_tokens(&tokens);
    extract_tokens(&tokens, &dates)
}
