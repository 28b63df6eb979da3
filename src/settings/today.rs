//! The day that counts as today, and the days on which a check would come out the same.
//!
//! Main types: [`Today`], [`Validity`]. A rule cannot look at today without [`Today`] remembering what it asked: a report
//! that is kept for another day says by its [`Validity`] whether it still holds.

use std::cell::Cell;

use chrono::{NaiveDate, TimeDelta};

thread_local! {
    // What the check that runs on this thread has asked so far.
    static ASKED: Cell<Validity> = const { Cell::new(Validity::ALWAYS) };
}

/// The day that counts as today. An input: nothing here reads the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today(NaiveDate);

/// The days on which a check comes out the same: all, where it never looked at today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// The first of the days.
    pub first: NaiveDate,
    /// The last of the days.
    pub last: NaiveDate,
}

impl Today {
    /// Returns the day itself, for messages and differences: what was made of it holds on that day alone.
    pub fn day(self) -> NaiveDate {
        narrow(Validity { first: self.0, last: self.0 });
        self.0
    }

    /// Returns whether a day is today or was before; what was made of it holds until the answer changes.
    pub fn has_come(self, day: NaiveDate) -> bool {
        let has_come = day <= self.0;
        narrow(if has_come {
            Validity { first: day, last: NaiveDate::MAX }
        } else {
            // There is a day before it: today.
            Validity { first: NaiveDate::MIN, last: day.pred_opt().unwrap_or(day) }
        });
        has_come
    }

    /// Returns whether a day is more than `days` days after today.
    pub fn is_ahead(self, day: NaiveDate, days: i64) -> bool {
        let least = TimeDelta::try_days(days).and_then(|days| day.checked_sub_signed(days));
        least.map_or_else(|| days < (day - self.day()).num_days(), |least| !self.has_come(least))
    }
}

impl From<NaiveDate> for Today {
    fn from(day: NaiveDate) -> Self {
        Self(day)
    }
}

impl Validity {
    /// All days.
    pub const ALWAYS: Self = Self { first: NaiveDate::MIN, last: NaiveDate::MAX };

    /// Runs a check, and returns with what came of it the days on which the same would come of it.
    pub fn of<T>(check: impl FnOnce() -> T) -> (T, Self) {
        let before = ASKED.replace(Self::ALWAYS);
        let result = check();
        let own = ASKED.replace(before);
        // Whoever runs a check within a check has asked what that one asked.
        narrow(own);
        (result, own)
    }

    /// Returns whether a day is one of them.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }
}

fn narrow(validity: Validity) {
    let asked = ASKED.get();
    ASKED.set(Validity { first: asked.first.max(validity.first), last: asked.last.min(validity.last) });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn valid(check: impl Fn(Today) -> bool) -> (bool, Validity) {
        Validity::of(|| check(Today::from(day("2024-05-09"))))
    }

    #[test]
    fn who_never_asks_gets_the_same_every_day() {
        assert_eq!(valid(|_| true).1, Validity::ALWAYS);
    }

    #[test]
    fn the_day_itself_holds_for_that_day_alone() {
        let (_, validity) = valid(|today| today.day() == day("2024-05-09"));
        assert_eq!((validity.first, validity.last), (day("2024-05-09"), day("2024-05-09")));
    }

    #[test]
    fn a_comparison_holds_until_it_would_come_out_otherwise() {
        let (has_come, validity) =
            valid(|today| today.has_come(day("2024-05-01")) && !today.has_come(day("2024-06-01")));
        assert!(has_come);
        assert_eq!((validity.first, validity.last), (day("2024-05-01"), day("2024-05-31")));
        for (date, days) in
            [("2024-05-16", 7), ("2024-05-17", 7), ("2024-05-09", 0), ("2024-05-10", 0), ("2024-05-01", -7)]
        {
            let (is_ahead, validity) = valid(|today| today.is_ahead(day(date), days));
            for other in day("2024-04-20").iter_days().take(60) {
                let same = Today::from(other).is_ahead(day(date), days) == is_ahead;
                assert_eq!(validity.contains(other), same, "{date} {days} {other}");
            }
        }
        assert!(!valid(|today| today.is_ahead(day("2024-05-16"), i64::MAX)).0);
    }

    #[test]
    fn a_check_within_a_check_narrows_both() {
        let (inner, outer) = Validity::of(|| Validity::of(|| Today::from(day("2024-05-09")).day()).1);
        assert_eq!(inner, outer);
    }
}
