//! Fixture suites: Markdown in, rendered diagnostics out.
//!
//! `fixtures/<group>/<rule>.md` holds cases; a `flagged` case must get a finding of that rule, a `clean` one must not.
//! The rendered diagnostics stand beside it in `<rule>.snap`. A case of a rule about several documents is a listing of them.

use std::fmt::Write as _;

use factlint::check::FileReport;
use factlint::rules;

use crate::support::{Case, cases, check_folder, check_with, render, root};

/// What most cases would get besides what they are about.
const EMPTY_BODY: &str = "content/empty-body";

#[test]
fn every_suite_says_what_it_should() {
    for rule in rules::all() {
        suite(rule.meta().id, |case| {
            vec![check_with(&case.file_name, &case.text, case.configuration.as_deref(), case.table.as_deref())]
        });
    }
}

#[test]
fn every_suite_of_folders_says_what_it_should() {
    for meta in rules::corpus_metas() {
        suite(meta.id, |case| check_folder(&case.file_name, &case.text, case.configuration.as_deref()));
    }
}

/// Runs the suite of a rule.
fn suite(id: &str, check: impl Fn(&Case) -> Vec<FileReport>) {
    let path = root().join("fixtures").join(format!("{id}.md"));
    let suite = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}: every rule has a suite", path.display()));
    let cases = cases(&suite);
    assert!(cases.iter().any(|case| case.is_flagged), "{id}: no flagged case");
    assert!(cases.iter().any(|case| !case.is_flagged), "{id}: no clean case");
    let mut shown = String::new();
    let mut faults = Vec::new();
    for case in &cases {
        let mut reports = check(case);
        // Cases are as small as they can be, and few of them have a body.
        if id != EMPTY_BODY {
            for report in &mut reports {
                report.diagnostics.retain(|diagnostic| diagnostic.rule.as_str() != EMPTY_BODY);
            }
        }
        let is_flagged =
            reports.iter().flat_map(|report| &report.diagnostics).any(|diagnostic| diagnostic.rule.as_str() == id);
        let rendered: String = reports.iter().map(render).collect();
        if is_flagged != case.is_flagged {
            let what = if case.is_flagged { "not flagged" } else { "flagged" };
            faults.push(format!("{what}: {}\n{rendered}", case.title));
        }
        writeln!(shown, "# {}: {}\n", if case.is_flagged { "flagged" } else { "clean" }, case.title).unwrap();
        writeln!(shown, "{}\n", if rendered.is_empty() { "(nothing)" } else { rendered.trim_end() }).unwrap();
    }
    assert!(faults.is_empty(), "{id}\n{}", faults.join("\n"));
    let (group, name) = id.split_once('/').unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("fixtures").join(group));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

#[test]
fn every_suite_belongs_to_a_rule() {
    let ids: Vec<&str> =
        rules::all().iter().map(|rule| rule.meta()).chain(rules::corpus_metas()).map(|meta| meta.id).collect();
    for group in ["front-matter", "date", "claim", "consistency", "content", "suppression"] {
        for entry in std::fs::read_dir(root().join("fixtures").join(group)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let id = format!("{group}/{}", path.file_stem().unwrap().to_string_lossy());
                assert!(ids.contains(&id.as_str()), "{id} is no rule");
            }
        }
    }
}
