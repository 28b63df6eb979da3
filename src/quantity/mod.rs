//! Numbers and quantities read out of prose: exact values, spans, written precision, operators.
//!
//! Main type: [`Quantity`]; main function: [`extract`](fn@extract). Knows nothing of entities or attributes.

use rust_decimal::Decimal;

use crate::text::TextRange;

/// An exact decimal number with the precision that it was written with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The exact value in base units (`1.76万亿` is 1760000000000).
    pub value: Decimal,
    /// Power of ten of the last digit written: 10 for `1.76万亿`, 8 for `5000亿`, -2 for `0.35`, 9 for `70B`.
    pub last_place: i32,
}

/// A number or quantity in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Bytes of the text: number, unit and currency mark; no approximator.
    pub range: TextRange,
    /// Bytes of the number alone, scale word included (`5000亿`, `70B`, `1.2 million`).
    pub number: TextRange,
    /// What it measures.
    pub kind: QuantityKind,
    /// How much.
    pub value: QuantityValue,
    /// The unit's canonical name: an ISO 4217 code for money (`USD`), `%`, or a name such as `parameter`, `token`,
    /// `Kilometer`, `GB`; `None` for a bare number.
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
    /// An interval, open at a side without an end: `4200-10500`, `数百亿` (1e10 ..< 1e11), `大于二十`.
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
    /// Anything with a unit of measurement or a counted unit: length, information, tokens, parameters.
    Dimension,
    /// The age of a person or a thing, in the unit written.
    Age,
    /// A temperature.
    Temperature,
}

/// What the words around a number say of its exactness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Operator {
    /// Just so.
    #[default]
    Equal,
    /// 约, 近, about, nearly.
    About,
    /// 超, 逾, 100多, more than, over.
    More,
    /// 至少, at least.
    AtLeast,
    /// 不到, less than.
    Less,
    /// 高达, 最多, up to, at most.
    AtMost,
}

/// Returns the quantities of a text in order, not overlapping.
///
/// Digits of names that stand in `names` (bytes of the text, in order) are not read.
pub fn extract(text: &str, names: &[TextRange]) -> Vec<Quantity> {
    let _ = (text, names);
    Vec::new()
}
