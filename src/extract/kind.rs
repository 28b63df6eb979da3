//! The kinds of things that are found.

use crate::quantity::{MentionKind, QuantityKind};
use crate::temporal::TemporalKind;

/// What something found is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A number that no known unit follows; of what has a unit, the number alone.
    Number,
    /// An interval of numbers.
    NumberRange,
    /// A place in an order.
    Ordinal,
    /// A place counted from the one at hand or from the end: next, the last but one.
    RelativeOrdinal,
    /// A percentage.
    Percent,
    /// A difference of percentages; only told from them in documents.
    PercentagePoints,
    /// The share that a discount leaves, in percent (打八折: 80); only told from percentages in documents.
    Discount,
    /// A part of a whole: 三分之一; only told from numbers in documents.
    Fraction,
    /// So many times: 1.9倍, doubled; only told from numbers in documents.
    Multiple,
    /// An amount of money.
    Money,
    /// Anything with another unit of measurement.
    Dimension,
    /// An age.
    Age,
    /// A temperature.
    Temperature,
    /// A day.
    Date,
    /// A stretch of days: a month, a year, from one day to another.
    DateRange,
    /// A moment of a day.
    DateTime,
    /// A stretch between moments.
    DateTimeRange,
    /// A time of any day.
    Time,
    /// A stretch of any day.
    TimeRange,
    /// A length of time.
    Duration,
    /// A repetition: every Monday.
    Set,
}

impl Kind {
    /// Every kind, in the order of documentation.
    pub const ALL: [Self; 21] = [
        Self::Number,
        Self::NumberRange,
        Self::Ordinal,
        Self::RelativeOrdinal,
        Self::Percent,
        Self::PercentagePoints,
        Self::Discount,
        Self::Fraction,
        Self::Multiple,
        Self::Money,
        Self::Dimension,
        Self::Age,
        Self::Temperature,
        Self::Date,
        Self::DateRange,
        Self::DateTime,
        Self::DateTimeRange,
        Self::Time,
        Self::TimeRange,
        Self::Duration,
        Self::Set,
    ];

    /// Returns the name for output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::NumberRange => "numberrange",
            Self::Ordinal => "ordinal",
            Self::RelativeOrdinal => "ordinal.relative",
            Self::Percent => "percent",
            Self::PercentagePoints => "percentage-points",
            Self::Discount => "discount",
            Self::Fraction => "fraction",
            Self::Multiple => "multiple",
            Self::Money => "money",
            Self::Dimension => "dimension",
            Self::Age => "age",
            Self::Temperature => "temperature",
            Self::Date => "date",
            Self::DateRange => "daterange",
            Self::DateTime => "datetime",
            Self::DateTimeRange => "datetimerange",
            Self::Time => "time",
            Self::TimeRange => "timerange",
            Self::Duration => "duration",
            Self::Set => "set",
        }
    }

    /// Returns the kind of a name; `None` where there is no such kind.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Returns the kind that this one is a form of: the name that asks for it too.
    pub const fn base(self) -> Self {
        match self {
            Self::NumberRange => Self::Number,
            Self::RelativeOrdinal => Self::Ordinal,
            Self::DateRange => Self::Date,
            Self::DateTimeRange => Self::DateTime,
            Self::TimeRange => Self::Time,
            other => other,
        }
    }

    /// Returns whether it is about time.
    pub const fn is_temporal(self) -> bool {
        matches!(
            self,
            Self::Date
                | Self::DateRange
                | Self::DateTime
                | Self::DateTimeRange
                | Self::Time
                | Self::TimeRange
                | Self::Duration
                | Self::Set
        )
    }
}

impl From<MentionKind> for Kind {
    fn from(kind: MentionKind) -> Self {
        match kind {
            MentionKind::Number => Self::Number,
            MentionKind::NumberRange => Self::NumberRange,
            MentionKind::Ordinal => Self::Ordinal,
            MentionKind::RelativeOrdinal => Self::RelativeOrdinal,
            MentionKind::Percent => Self::Percent,
            MentionKind::Money => Self::Money,
            MentionKind::Dimension => Self::Dimension,
            MentionKind::Age => Self::Age,
            MentionKind::Temperature => Self::Temperature,
        }
    }
}

impl From<QuantityKind> for Kind {
    fn from(kind: QuantityKind) -> Self {
        match kind {
            QuantityKind::Number => Self::Number,
            QuantityKind::Ordinal => Self::Ordinal,
            QuantityKind::Percent => Self::Percent,
            QuantityKind::PercentagePoints => Self::PercentagePoints,
            QuantityKind::Fraction => Self::Fraction,
            QuantityKind::Multiple => Self::Multiple,
            QuantityKind::Discount => Self::Discount,
            QuantityKind::Money => Self::Money,
            QuantityKind::Dimension => Self::Dimension,
            QuantityKind::Age => Self::Age,
            QuantityKind::Temperature => Self::Temperature,
        }
    }
}

impl From<TemporalKind> for Kind {
    fn from(kind: TemporalKind) -> Self {
        match kind {
            TemporalKind::Date => Self::Date,
            TemporalKind::DateRange => Self::DateRange,
            TemporalKind::DateTime => Self::DateTime,
            TemporalKind::DateTimeRange => Self::DateTimeRange,
            TemporalKind::Time => Self::Time,
            TemporalKind::TimeRange => Self::TimeRange,
            TemporalKind::Duration => Self::Duration,
            TemporalKind::Set => Self::Set,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_name_of_its_own() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.as_str()), Some(kind));
        }
        assert_eq!(Kind::from_name("Number"), None);
    }
}
