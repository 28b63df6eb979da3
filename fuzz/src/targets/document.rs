//! Whole checks of documents, and their fixes.

use std::sync::Arc;

use factlint::check::{FileReport, Summary, check_and_cover_document, check_corpus, check_document};
use factlint::diagnostic::Applicability;
use factlint::document::outline;
use factlint::fix::{Convergence, fix};
use factlint::reference::ReferenceTables;
use factlint::render::{Format, Style, render};
use factlint::settings::Settings;
use factlint::text::SourceFile;

use super::spans::assert_report;
use super::{every_rule, file, today};

/// Any file, every rule on: findings are parts of the file, the same each time, and every format can show them.
pub(super) fn check(input: &[u8]) {
    let file = file(input);
    let settings = every_rule();
    let report = check_and_cover_document(&file, &settings, ReferenceTables::embedded());
    assert_report(&report);
    let again = check_document(&file, &settings, ReferenceTables::embedded());
    assert_eq!(format!("{:?}", report.diagnostics), format!("{:?}", again.diagnostics), "the same each time");
    show(std::slice::from_ref(&report));
}

/// Shows reports in every format: those that are JSON can be read as such, and nothing steers a terminal.
fn show(reports: &[FileReport]) {
    let mut summary = Summary::new(today());
    for report in reports {
        summary.add(report);
    }
    for format in Format::ALL {
        let shown = render(format, Style::default(), reports, &summary);
        let is_wrong = |character: char| character.is_control() && !matches!(character, '\n' | '\t' | '\r');
        let wrong = shown.chars().find(|character| is_wrong(*character));
        assert_eq!(wrong, None, "{} has no control characters", format.as_str());
        if matches!(format, Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson) {
            let read: Result<serde_json::Value, _> = serde_json::from_str(&shown);
            assert!(read.is_ok(), "{} is JSON", format.as_str());
        }
    }
}

/// A folder of files, parted by lines that start with `==>`: as for one file, and what one report says of another file is
/// a part of that one.
pub(super) fn corpus(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let mut parts: Vec<&str> = text.split("\n==>").take(24).collect();
    // Every document beside a copy of itself is a corpus, too.
    if let [only] = parts[..] {
        parts = vec![only; 3];
    }
    let files: Vec<Arc<SourceFile>> = parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let language = if index % 2 == 0 { "zh" } else { "en" };
            Arc::new(SourceFile::new(format!("posts/{:02}/{language}/post.md", index / 2), *part))
        })
        .collect();
    let reports = check_corpus(&files, &every_rule(), ReferenceTables::embedded());
    reports.iter().for_each(assert_report);
    show(&reports);
}

/// Fixes of any file: they come to an end, a second run changes nothing, the front matter has no more defects than before,
/// and what was not fixed is the same text.
pub(super) fn fixes(input: &[u8]) {
    let file = file(input);
    let settings = every_rule();
    for least in [Applicability::Safe, Applicability::Unsafe] {
        let check = |file: &Arc<SourceFile>| check_document(file, &settings, ReferenceTables::embedded());
        let fixed = fix(&file, least, check);
        assert_report(&fixed.left);
        assert_eq!(fixed.found.file.text(), file.text(), "what was found was found in the file");
        assert_eq!(fixed.ending, Convergence::Settled, "fixes do not undo each other");
        assert_eq!(fixed.n_fixed == 0, fixed.left.file.text() == file.text(), "the text changes by fixes alone");
        assert!(n_defects(fixed.left.file.text()) <= n_defects(file.text()), "a fix makes nothing worse");
        let again = fix(&fixed.left.file, least, check);
        assert_eq!(again.n_fixed, 0, "a second run changes nothing");
        assert_eq!(again.left.file.text(), fixed.left.file.text(), "a second run changes nothing");
    }
}

fn n_defects(text: &str) -> usize {
    outline(text).problems.len()
}

/// Comments that switch rules off: each finding is either reported or kept silent, and no other one comes or goes.
pub(super) fn suppressions(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let settings = Settings::new(today());
    let check = |text: &str| {
        check_document(&Arc::new(SourceFile::new("post.md", text)), &settings, ReferenceTables::embedded())
    };
    let comments = text.replace("factlint-", "<!-- factlint-");
    for text in [text.as_ref(), &comments] {
        let report = check(text);
        assert_report(&report);
        let outline = outline(text);
        // In front matter the words are keys, too, and rules speak of keys.
        if outline.front_matter.is_some() || !outline.problems.is_empty() {
            continue;
        }
        let without = check(&text.replace("factlint-", "factlant-"));
        let silent = report.suppressed.iter().map(|suppressed| &suppressed.diagnostic);
        let both = report.diagnostics.iter().chain(silent);
        let identities = |diagnostics: Vec<&factlint::diagnostic::Diagnostic>| {
            let mut identities: Vec<String> = diagnostics
                .into_iter()
                .filter(|diagnostic| !matches!(diagnostic.rule.group(), "suppression"))
                .map(|diagnostic| {
                    format!("{:?} {} {}", diagnostic.primary.range, diagnostic.rule, diagnostic.message.english())
                })
                .collect();
            identities.sort();
            identities
        };
        assert_eq!(identities(both.collect()), identities(without.diagnostics.iter().collect()));
    }
}
