//! Whole checks of any file, every rule on: no file panics, and every format can show what was found.

#![no_main]

use std::sync::Arc;

use chrono::NaiveDate;
use factlint::check::{Summary, check_document};
use factlint::extract::from_document;
use factlint::reference::ReferenceTables;
use factlint::render::{Format, Style, render};
use factlint::settings::Settings;
use factlint::text::SourceFile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a day");
    let file = Arc::new(SourceFile::new("2024-05-09-post.md", text));
    let report = check_document(&file, &Settings::new(today), ReferenceTables::embedded());
    for diagnostic in &report.diagnostics {
        assert!(usize::from(diagnostic.primary.range.end()) <= text.len());
    }
    for found in from_document(&file, ReferenceTables::embedded(), None) {
        assert!(text.get(found.bytes()).is_some());
    }
    let mut summary = Summary::new(today);
    summary.add(&report);
    for format in [Format::Pretty, Format::Concise, Format::Json] {
        render(format, Style::default(), std::slice::from_ref(&report), &summary);
    }
});
