//! Dates and times in any text, on any reference date: ranges are inside it and on character boundaries, without a
//! reference nothing is found that is not found with one, and no text panics.

#![no_main]

use chrono::{Days, NaiveDate};
use factlint::extract::from_text;
use factlint::temporal;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, &str)| {
    let (day, text) = input;
    // From 1900 to 2079: what a document can be dated with.
    let start = NaiveDate::from_ymd_opt(1900, 1, 1).expect("a day");
    let reference = (start + Days::new(day.into())).and_hms_opt(9, 30, 0).expect("a time");
    let mut end = 0.into();
    for expression in temporal::extract(text, &[]) {
        assert!(text.get(usize::from(expression.range.start())..usize::from(expression.range.end())).is_some());
        assert!(end <= expression.range.start(), "dates do not overlap");
        end = expression.range.end();
    }
    for found in from_text(text, Some(reference)).into_iter().chain(from_text(text, None)) {
        assert!(text.get(found.bytes()).is_some_and(|found| !found.is_empty()));
        assert!(found.values.is_empty() || found.values.first() == found.value.as_ref());
    }
});
