//! What temporal expressions say, before they are resolved.

use chrono::Weekday;

use crate::text::TextRange;

use crate::language::Season;
pub use crate::language::TimeUnit as Granularity;

/// A temporal expression in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemporalExpression {
    /// Bytes of the text.
    pub range: TextRange,
    /// What is written.
    pub value: TemporalValue,
    /// A day of the week written beside a date (`5月13日（周一）`, `Friday, May 9, 2024`): its range and day.
    pub weekday: Option<(TextRange, Weekday)>,
    /// The year of the expression before in the same sentence, where this one has none and follows it in the calendar:
    /// `2023年6月发布Phi-1，12月又更新`.
    pub carried_year: Option<CarriedYear>,
}

/// A year taken over from an earlier expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CarriedYear {
    /// A calendar year.
    Absolute(i32),
    /// Years from the document's: -1 for 去年.
    Relative(i32),
}

/// What is written, before it is resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemporalValue {
    /// A calendar date, or a month or year; may be impossible (February 30).
    Date(PartialDate),
    /// A part of a year or month, or ten or a hundred years: 2020年年中, Q1 2024, 上半年, the 1990s.
    Part(PartialDate, DatePart),
    /// Relative to the document's date: 昨日, 今年4月, last month, two weeks ago.
    Relative(Relative),
    /// A day of the week that nothing says the week of: 周五, on Friday.
    Weekday(Weekday),
    /// A stretch between two ends.
    Range(Box<TemporalValue>, Box<TemporalValue>),
    /// A length of time: 一个月, 3年.
    Duration(Duration),
}

/// A calendar date of which parts may be missing. Parts are as written and may be impossible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct PartialDate {
    /// The year, with four digits.
    pub year: Option<i32>,
    /// The month, 1 to 12 (or what was written).
    pub month: Option<u32>,
    /// The day of the month, 1 to 31 (or what was written).
    pub day: Option<u32>,
}

/// A part of a year, a month or a decade.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DatePart {
    /// The first third: 年初, 上旬, early.
    Early,
    /// The middle third: 年中, 中旬, mid.
    Mid,
    /// The last third: 年底, 下旬, late.
    Late,
    /// A quarter of the year, 1 to 4.
    Quarter(u8),
    /// A half of the year, 1 or 2.
    Half(u8),
    /// A season.
    Season(Season),
    /// The ten years that start with the year.
    Decade,
    /// The hundred years that start with the year.
    Century,
}

/// Relative to the document's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Relative {
    /// The unit that is counted.
    pub unit: Granularity,
    /// How many of them from the document's date: 0 for this, -1 for last, 1 for next.
    pub offset: i32,
    /// A part inside that unit: month and day of `今年4月10日`.
    pub part: PartialDate,
    /// A part of that: `今年年初`, `late last year`.
    pub date_part: Option<DatePart>,
    /// A day inside that week: 上周五.
    pub weekday: Option<Weekday>,
    /// Whether it is a distance (两周前, two weeks ago) and not a calendar unit (上周, last week).
    pub is_distance: bool,
}

/// A length of time in one unit, in hundredths so that 两年半 is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// The unit.
    pub unit: Granularity,
    /// Hundredths of the unit.
    pub hundredths: i64,
}

impl Relative {
    /// Returns a calendar unit at an offset from the document's.
    pub(crate) fn new(unit: Granularity, offset: i32) -> Self {
        Self { unit, offset, part: PartialDate::default(), date_part: None, weekday: None, is_distance: false }
    }

    /// Returns the same with what narrows it down.
    pub(super) fn with(self, written: Written) -> Self {
        Self { part: written.date(), date_part: written.part, ..self }
    }

    /// Returns what narrows it down.
    pub(super) fn written(&self) -> Written {
        let PartialDate { year, month, day } = self.part;
        Written { year, month, day, part: self.date_part }
    }
}

impl TemporalValue {
    /// Returns what this is in TIMEX3 notation: `2024-05-09`, `2023-06`, `XXXX-12`, `2024-Q1`, `P1M`; relative
    /// expressions, which only a document date makes a value, are `None`.
    pub fn timex(&self) -> Option<String> {
        match self {
            Self::Date(date) => Some(Written::from(*date).timex()),
            Self::Part(date, part) => Some(Written { part: Some(*part), ..Written::from(*date) }.timex()),
            Self::Relative(_) => None,
            Self::Weekday(weekday) => Some(format!("XXXX-WXX-{}", weekday.number_from_monday())),
            Self::Range(start, end) => Some(format!("({},{})", start.timex()?, end.timex()?)),
            Self::Duration(duration) => Some(duration.timex()),
        }
    }
}

/// A date as it is read: its numbers, and which part of it is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Written {
    pub(super) year: Option<i32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    pub(super) part: Option<DatePart>,
}

impl From<PartialDate> for Written {
    fn from(PartialDate { year, month, day }: PartialDate) -> Self {
        Self { year, month, day, part: None }
    }
}

impl Written {
    pub(super) fn date(self) -> PartialDate {
        PartialDate { year: self.year, month: self.month, day: self.day }
    }

    pub(super) fn value(self) -> TemporalValue {
        match self.part {
            None => TemporalValue::Date(self.date()),
            Some(part) => TemporalValue::Part(self.date(), part),
        }
    }

    fn timex(&self) -> String {
        let year = self.year.map_or_else(|| "XXXX".to_owned(), |year| format!("{year:04}"));
        match (self.month, self.day, self.part) {
            (_, _, Some(DatePart::Decade)) => year[..3.min(year.len())].to_owned(),
            (_, _, Some(DatePart::Century)) => year[..2.min(year.len())].to_owned(),
            (None, None, Some(DatePart::Quarter(quarter))) => format!("{year}-Q{quarter}"),
            (None, None, Some(DatePart::Half(half))) => format!("{year}-H{half}"),
            (None, None, Some(DatePart::Season(season))) => format!("{year}-{}", season_code(season)),
            (None, None, _) => year,
            (Some(month), None, _) => format!("{year}-{month:02}"),
            (Some(month), Some(day), _) => format!("{year}-{month:02}-{day:02}"),
            (None, Some(day), _) => format!("{year}-XX-{day:02}"),
        }
    }
}

fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Fall => "FA",
        Season::Winter => "WI",
    }
}

impl Duration {
    fn timex(&self) -> String {
        let whole = self.hundredths / 100;
        let rest = self.hundredths % 100;
        let number = match rest {
            0 => whole.to_string(),
            rest if rest % 10 == 0 => format!("{whole}.{}", rest / 10),
            rest => format!("{whole}.{rest:02}"),
        };
        match self.unit {
            Granularity::Second => format!("PT{number}S"),
            Granularity::Minute => format!("PT{number}M"),
            Granularity::Hour => format!("PT{number}H"),
            Granularity::Day => format!("P{number}D"),
            Granularity::Week => format!("P{number}W"),
            Granularity::Fortnight => format!("P{}W", self.hundredths / 50),
            Granularity::Month => format!("P{number}M"),
            Granularity::Quarter => format!("P{}M", self.hundredths * 3 / 100),
            Granularity::HalfYear => format!("P{}M", self.hundredths * 6 / 100),
            Granularity::Year => format!("P{number}Y"),
            Granularity::Decade => format!("P{}Y", self.hundredths / 10),
            Granularity::Century => format!("P{}Y", self.hundredths),
        }
    }
}
