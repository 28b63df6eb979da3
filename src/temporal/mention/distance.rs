//! Lengths of time counted from a moment: three days ago, in two weeks, the last five years.

use chrono::{Days, Months, NaiveDateTime, TimeDelta};

use super::super::value::Granularity;
use super::value::Val;

/// So many hundredths of a unit before a moment (a sign of -1) or after it (1).
#[derive(Clone, Copy)]
pub(super) struct Distance {
    pub(super) unit: Granularity,
    pub(super) hundredths: i64,
    pub(super) sign: i64,
}

impl Distance {
    /// Returns the moment at this distance; months and years go by the calendar.
    pub(super) fn from(self, moment: NaiveDateTime) -> Option<NaiveDateTime> {
        let months = |per_unit: i64| {
            let months = Months::new(u32::try_from(self.hundredths * per_unit / 100).ok()?);
            if self.sign < 0 { moment.checked_sub_months(months) } else { moment.checked_add_months(months) }
        };
        let seconds = |per_unit: i64| {
            moment.checked_add_signed(TimeDelta::try_seconds(self.sign * (self.hundredths * per_unit / 100))?)
        };
        match self.unit {
            Granularity::Second
            | Granularity::Minute
            | Granularity::Hour
            | Granularity::Day
            | Granularity::Week
            | Granularity::Fortnight => seconds(seconds_of(self.unit)),
            Granularity::Month => months(1),
            Granularity::Quarter => months(3),
            Granularity::HalfYear => months(6),
            Granularity::Year => months(12),
            Granularity::Decade => months(120),
            Granularity::Century => months(1200),
        }
    }

    /// Returns the day, or the moment for hours and less, at this distance.
    pub(super) fn point(self, reference: NaiveDateTime) -> Option<Val> {
        let moment = self.from(reference)?;
        Some(if self.unit < Granularity::Day {
            Val::Moment { moments: vec![moment], timex: None }
        } else {
            Val::day(moment.date())
        })
    }

    /// Returns all the time up to this distance. Days are counted from so many days after the reference: the next week has
    /// not today in it.
    pub(super) fn stretch(self, reference: NaiveDateTime, skipped_days: u64) -> Option<Val> {
        let moment = self.from(reference)?;
        let (low, high) = if self.sign < 0 { (moment, reference) } else { (reference, moment) };
        if self.unit < Granularity::Day {
            return Some(Val::Moments { spans: vec![(Some(low), Some(high))] });
        }
        let skipped = Days::new(skipped_days);
        let side = |moment: NaiveDateTime| moment.date().checked_add_days(skipped);
        Some(Val::spans_of(vec![(side(low), side(high))]))
    }
}

/// Returns the seconds of a unit, with months of thirty and years of 365 days.
pub(super) fn seconds_of(unit: Granularity) -> i64 {
    match unit {
        Granularity::Second => 1,
        Granularity::Minute => 60,
        Granularity::Hour => 3600,
        Granularity::Day => 86_400,
        Granularity::Week => 7 * 86_400,
        Granularity::Fortnight => 14 * 86_400,
        Granularity::Month => 30 * 86_400,
        Granularity::Quarter => 90 * 86_400,
        Granularity::HalfYear => 182 * 86_400,
        Granularity::Year => 365 * 86_400,
        Granularity::Decade => 3650 * 86_400,
        Granularity::Century => 36_500 * 86_400,
    }
}
