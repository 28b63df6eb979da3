//! What a run says of the claims that it checked, and of those that it did not.

use crate::cli::Folder;
use crate::support::factlint;

/// A table of one subject, `一号厅`, with 1,200 seats.
const TABLE: &str = "schema: reference/1
table: halls
title: Halls
as-of: 2024-06-01
attributes:
  seats:
    dimension: count
    label: {en: number of seats, zh: 座位数}
    phrases: {en: {nouns: [seats]}, zh: {nouns: [座位]}}
sources:
  sheet: {title: Data sheet, url: \"https://example.org/sheet\", published: 2024-05-01}
subjects:
  hall-1: {name: Hall One, aliases: [一号厅], sources: [sheet], facts: {seats: 1200}}
";

fn sample(format: &str) -> String {
    factlint(&["check", "fixtures/coverage", "--today", "2024-06-10", "--coverage", "--format", format]).stdout
}

#[test]
fn each_claim_is_listed_in_the_pretty_format() {
    insta::assert_snapshot!(sample("pretty"));
}

#[test]
fn each_claim_is_listed_in_the_concise_format() {
    insta::assert_snapshot!(sample("concise"));
}

#[test]
fn each_claim_is_listed_in_the_json_format() {
    let output = sample("json");
    let report: serde_json::Value = serde_json::from_str(&output).unwrap();
    let (document, sums) = (&report["coverage"][0], &report["summary"]["coverage"]);
    assert_eq!(sums, &document["counts"]);
    assert_eq!(sums["claims"], document["claims"].as_array().unwrap().len());
    assert_eq!(sums["claims"], report["summary"]["claims"]["found"]);
    assert_eq!(sums["checked"], report["summary"]["claims"]["checked"]);
    insta::assert_snapshot!(output);
}

#[test]
fn without_claims_or_without_the_flag_nothing_is_listed() {
    let folder = Folder::new(&[("a.md", b"# A heading\n"), ("b.md", "GPT-3有1750亿参数。".as_bytes())]);
    let run = folder.run(&["check", "a.md", "--coverage"]);
    assert_eq!(run.output, "checked 1 document: no problems; no claims found\n");
    let run = folder.run(&["check", "a.md", "--coverage", "--format", "json"]);
    assert_eq!(run.json()["coverage"], serde_json::json!([]));
    assert_eq!(run.json()["summary"]["coverage"]["claims"], 0);
    let run = folder.run(&["check", "b.md", "--format", "json"]);
    assert_eq!(run.json().get("coverage"), None);
    assert_eq!(run.json()["summary"]["claims"]["checked"], 1);
}

#[test]
fn a_required_table_that_checks_nothing_fails_the_run() {
    let required = |required: bool| format!("tables:\n  - {{path: facts/halls.yaml, required: {required}}}\n");
    let folder = Folder::new(&[
        ("factlint.yaml", required(true).as_bytes()),
        ("facts/halls.yaml", TABLE.as_bytes()),
        ("posts/a.md", "二号厅有1300个座位。\n".as_bytes()),
        ("posts/b.md", "# Nothing\n".as_bytes()),
    ]);
    let run = folder.run(&["check", ".", "--format", "concise"]);
    assert_eq!(run.code, 1);
    assert_eq!(
        run.output,
        "factlint.yaml:2:12: error[claim/unmatched-anchor] no claim in 2 documents was checked with the required table \
         `facts/halls.yaml`\n"
    );
    assert_eq!(run.errors, "checked 2 documents: 1 error; no claims found\n");
    // A single document need not speak of everything.
    assert_eq!(folder.run(&["check", "posts/a.md"]).code, 0);

    folder.write("posts/b.md", "Hall One has 1,200 seats.\n".as_bytes());
    assert_eq!(folder.run(&["check", "."]).code, 0);
    // A value tied by hand counts, and so does one that is wrong.
    folder.write("posts/b.md", "后来改成1100个座位。<!-- factlint: 一号厅 座位数 -->\n".as_bytes());
    let run = folder.run(&["check", "posts", "--format", "concise"]);
    assert!(run.output.contains("error[claim/refuted-value]") && !run.output.contains("required"), "{}", run.output);

    folder.write("posts/b.md", b"# Nothing\n");
    folder.write("factlint.yaml", required(false).as_bytes());
    assert_eq!(folder.run(&["check", "."]).code, 0);
    folder.write("factlint.yaml", format!("{}rules: {{claim/unmatched-anchor: off}}\n", required(true)).as_bytes());
    assert_eq!(folder.run(&["check", "."]).code, 0);
}

#[test]
fn the_finding_about_a_required_table_stands_in_every_format() {
    let folder = Folder::new(&[
        ("factlint.yaml", b"tables: [{path: halls.yaml, required: true}]\n"),
        ("halls.yaml", TABLE.as_bytes()),
        ("a.md", b"# Nothing\n"),
    ]);
    insta::assert_snapshot!(folder.run(&["check", "."]).output);
    let report = folder.run(&["check", ".", "--format", "json"]).json();
    assert_eq!(report["diagnostics"][0]["file"], "factlint.yaml");
    assert_eq!(report["summary"]["documents"], 1);
    assert_eq!(report["summary"]["not_checked"], 0);
}
