//! Places: inside the file, and on character boundaries.

use factlint::check::FileReport;
use factlint::data::{Node, Value};
use factlint::diagnostic::{Diagnostic, InvalidInput};
use factlint::text::{SourceFile, TextRange};

/// Panics unless a place is inside a text, on character boundaries.
pub(super) fn assert_inside(text: &str, range: TextRange, what: &str) {
    assert!(is_inside(text, range), "{what} at {range:?} is not a part of the text of {} bytes", text.len());
}

fn is_inside(text: &str, range: TextRange) -> bool {
    text.get(usize::from(range.start())..usize::from(range.end())).is_some()
}

/// Panics unless every place of a report is a part of its file.
pub(super) fn assert_report(report: &FileReport) {
    let silent = report.suppressed.iter().map(|suppressed| &suppressed.diagnostic);
    for diagnostic in report.diagnostics.iter().chain(silent) {
        assert_diagnostic(&report.file, diagnostic);
    }
    assert!(
        report.diagnostics.is_sorted_by_key(|diagnostic| diagnostic.primary.range.start()),
        "findings stand in order of place"
    );
    let text = report.file.text();
    if let Some(coverage) = &report.coverage {
        for claim in &coverage.claims {
            assert_inside(text, claim.range, "a claim");
        }
    }
}

/// Panics unless every place of a finding is a part of its file.
pub(super) fn assert_diagnostic(file: &SourceFile, diagnostic: &Diagnostic) {
    let rule = diagnostic.rule.as_str();
    assert!(!diagnostic.message.is_empty(), "{rule} says something");
    assert_inside(file.text(), diagnostic.primary.range, rule);
    for related in &diagnostic.related {
        let file = related.file.as_deref().unwrap_or(file);
        assert_inside(file.text(), related.label.range, rule);
    }
    for edit in diagnostic.fix.iter().flat_map(|fix| &fix.edits) {
        assert_inside(file.text(), edit.range, rule);
    }
}

/// Panics unless whatever is wrong with a file is told at a place in it.
pub(super) fn assert_invalid(input: &InvalidInput) {
    assert!(!input.diagnostics.is_empty(), "a file is refused for a reason");
    for diagnostic in &input.diagnostics {
        assert_diagnostic(&input.file, diagnostic);
    }
}

/// Panics unless every key and value of a tree is a part of `text`.
pub(super) fn assert_tree(text: &str, node: &Node) {
    assert_inside(text, node.range, "a value");
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| assert_tree(text, item)),
        Value::Map(entries) => {
            for entry in entries {
                assert_inside(text, entry.key_range, "a key");
                assert_tree(text, &entry.value);
            }
        }
        _ => {}
    }
}
