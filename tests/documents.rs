//! The sample documents in every format: what the README shows, and the columns that editors rely on.

use crate::support::factlint;

#[test]
fn sample_documents_in_the_pretty_format() {
    let output = factlint(&["check", "fixtures/documents", "--today", "2024-06-10"]);
    assert_eq!(output.code, Some(1), "{}", output.stderr);
    insta::assert_snapshot!(output.stdout);
}

#[test]
fn sample_documents_in_the_concise_format() {
    let output = factlint(&["check", "fixtures/documents", "--today", "2024-06-10", "--format", "concise"]);
    assert_eq!(output.code, Some(1), "{}", output.stderr);
    insta::assert_snapshot!(output.stdout);
}

#[test]
fn sample_documents_in_the_json_format() {
    let output = factlint(&["check", "fixtures/documents", "--today", "2024-06-10", "--format", "json"]);
    assert_eq!(output.code, Some(1), "{}", output.stderr);
    let report: serde_json::Value = serde_json::from_str(&output.stdout).unwrap();
    assert_eq!(report["schema_version"], 1);
    insta::assert_snapshot!(output.stdout);
}

#[test]
fn one_thread_and_two_write_the_same() {
    let of = |threads: &str| {
        factlint(&["check", "fixtures/documents", "--today", "2024-06-10", "--format", "json", "--threads", threads])
            .stdout
    };
    assert_eq!(of("1"), of("2"));
}

#[test]
fn a_true_document_has_no_findings() {
    let output = factlint(&["check", "fixtures/documents/2023-07-19-all-true.md", "--today", "2024-06-10"]);
    assert_eq!(output.code, Some(0), "{}", output.stdout);
}
