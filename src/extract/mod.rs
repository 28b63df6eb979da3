//! Everything that is written about numbers, quantities and time in a text, as flat records.
//!
//! Main type: [`Found`]. [`from_text`] reads a plain text and gives every reading, as recognisers do: the 20 in `$20` is a
//! number and part of an amount of money. [`from_document`] reads a Markdown file as a check does: each stretch once,
//! names left alone, markup left out, relative dates counted from the document's own date. Knows nothing of output formats.
//!
//! ```
//! use factlint::extract::{Kind, from_text};
//!
//! let text = "2023年12月，微软斥资约6.5亿美元";
//! let found = from_text(text, None);
//! let money = found.iter().find(|found| found.kind == Kind::Money).expect("an amount of money");
//! assert_eq!(&text[money.bytes()], "6.5亿美元");
//! assert_eq!(money.value.as_deref(), Some("650000000"));
//! assert_eq!(money.unit, Some("USD"));
//! // The last digit written counts ten millions.
//! assert_eq!(money.precision, Some(7));
//! let date = found.iter().find(|found| found.kind == Kind::DateRange).expect("a month");
//! assert_eq!(date.value.as_deref(), Some("2023-12-01/2024-01-01"));
//! ```

mod claims;
mod document;
mod draft;
mod kind;
mod moment;
mod plain;
mod value;

pub use claims::{FoundClaim, claims_from_document};
pub use document::from_document;
pub use draft::Draft;
pub use kind::Kind;
pub use moment::parse_moment;
pub use plain::from_text;

use std::ops::Range;

use crate::quantity::Operator;
use crate::text::TextRange;

/// Something found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Bytes of the text, or of the file.
    pub range: TextRange,
    /// What it is.
    pub kind: Kind,
    /// What it says, the likeliest reading.
    ///
    /// Numbers are decimal (`1760000000000`), without the unit; of percentages the figure before the sign. Intervals are
    /// `[20,30)`, open at a side without an end. Dates are `2024-05-09`, times `17:00:00`, both `2024-05-09 17:00:00`,
    /// stretches of time `start/end` with the end exclusive, durations are in seconds (months of 30 days, years of 365).
    /// `None` where nothing can be said: a date that depends on a reference date that nobody gave, a day that the calendar
    /// does not have, a unit that stands alone, a number with too many digits.
    pub value: Option<String>,
    /// Every reading, the likeliest first, where there are several: the last and the next 5月16日.
    pub values: Vec<String>,
    /// The unit's canonical name: an ISO 4217 code, `%`, `Kilometer`, ….
    pub unit: Option<&'static str>,
    /// What the words around a quantity say of its exactness; `None` where that is not known, or of dates.
    pub operator: Option<Operator>,
    /// Power of ten of the last digit written: 10 for `1.76万亿`, -2 for `0.35`.
    pub precision: Option<i32>,
    /// The expression in TIMEX3 notation, `X` for digits that are not written.
    pub timex: Option<String>,
    /// Whether a number is written with more digits than can be held exactly (28).
    pub is_out_of_range: bool,
}

impl Found {
    fn new(range: TextRange, kind: Kind) -> Self {
        Self {
            range,
            kind,
            value: None,
            values: Vec::new(),
            unit: None,
            operator: None,
            precision: None,
            timex: None,
            is_out_of_range: false,
        }
    }

    /// Takes over the readings, the likeliest first.
    fn with_readings(mut self, readings: Vec<String>) -> Self {
        self.value = readings.first().cloned();
        if 1 < readings.len() {
            self.values = readings;
        }
        self
    }

    /// Returns the range for slicing.
    pub fn bytes(&self) -> Range<usize> {
        usize::from(self.range.start())..usize::from(self.range.end())
    }
}

/// Puts what was found in order of place.
fn sort(found: &mut [Found]) {
    found.sort_by_key(|found| (found.range.start(), found.range.end(), found.kind));
}
