//! Domains that came with a table and no Rust: sentences of each, true and false, in `fixtures/reference/`.

use std::fmt::Write as _;

use crate::support::{cases, check, render, root};

#[test]
fn software_releases_are_judged() {
    judge_suite("software-releases");
}

#[test]
fn models_are_judged() {
    judge_suite("ai-models");
}

#[test]
fn hardware_is_judged() {
    judge_suite("hardware");
}

#[test]
fn editions_of_events_are_judged() {
    judge_suite("events");
}

/// Reads a suite: each paragraph of a flagged case has one finding of the group `claim`, a clean case has none.
fn judge_suite(name: &str) {
    let path = root().join("fixtures/reference").join(format!("{name}.md"));
    let suite = std::fs::read_to_string(path).unwrap();
    let mut shown = String::new();
    let mut faults = Vec::new();
    for case in cases(&suite) {
        let report = check("example.md", &case.text, None);
        let claims = report.diagnostics.iter().filter(|diagnostic| diagnostic.rule.as_str().starts_with("claim/"));
        let places: Vec<usize> = claims.map(|diagnostic| usize::from(diagnostic.primary.range.start())).collect();
        let mut start = 0;
        for paragraph in case.text.split_inclusive("\n\n") {
            let end = start + paragraph.len();
            let count = places.iter().filter(|place| (start..end).contains(place)).count();
            if count != usize::from(case.is_flagged) {
                faults.push(format!("{}: {count} findings: {}", case.title, paragraph.trim()));
            }
            start = end;
        }
        writeln!(shown, "# {}: {}\n", if case.is_flagged { "flagged" } else { "clean" }, case.title).unwrap();
        let rendered = render(&report);
        writeln!(shown, "{}\n", if rendered.is_empty() { "(nothing)" } else { rendered.trim_end() }).unwrap();
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("fixtures/reference"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}
