//! The lengths and names of months, for rules about dates.

/// Returns how many days `year`-`month` has; `None` stands for a year that is not known, so that February has 29.
///
/// Months outside 1 to 12 have 0.
pub(super) fn days_in_month(year: Option<i32>, month: u32) -> u32 {
    let year = year.unwrap_or(2000);
    let next = if month < 12 { (year, month + 1) } else { (year + 1, 1) };
    if !(1..=12).contains(&month) {
        return 0;
    }
    chrono::NaiveDate::from_ymd_opt(next.0, next.1, 1)
        .and_then(|first| first.pred_opt())
        .map_or(0, |last| chrono::Datelike::day(&last))
}

/// Names of the months, for messages.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

#[cfg(test)]
mod tests {
    use super::days_in_month;

    #[test]
    fn february_follows_the_leap_year_rule() {
        assert_eq!(days_in_month(Some(2024), 2), 29);
        assert_eq!(days_in_month(Some(2023), 2), 28);
        assert_eq!(days_in_month(Some(1900), 2), 28);
        assert_eq!(days_in_month(None, 2), 29);
        assert_eq!(days_in_month(Some(2024), 12), 31);
        assert_eq!(days_in_month(Some(2024), 13), 0);
    }
}
