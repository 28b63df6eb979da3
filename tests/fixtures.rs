//! Fixture suites: Markdown in, rendered diagnostics out.
//!
//! `fixtures/<group>/<rule>.md` holds cases; a `flagged` case must get a finding of that rule, a `clean` one must not.
//! The rendered diagnostics stand beside it in `<rule>.snap`.

use std::fmt::Write as _;

use factlint::rules;

use crate::support::{cases, check_with, render, root};

#[test]
fn every_suite_says_what_it_should() {
    for rule in rules::all() {
        let id = rule.meta().id;
        let path = root().join("fixtures").join(format!("{id}.md"));
        let suite = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}: every rule has a suite", path.display()));
        let cases = cases(&suite);
        assert!(cases.iter().any(|case| case.is_flagged), "{id}: no flagged case");
        assert!(cases.iter().any(|case| !case.is_flagged), "{id}: no clean case");
        let mut shown = String::new();
        let mut faults = Vec::new();
        for case in &cases {
            let report = check_with(&case.file_name, &case.text, case.configuration.as_deref(), case.table.as_deref());
            let is_flagged = report.diagnostics.iter().any(|diagnostic| diagnostic.rule.as_str() == id);
            if is_flagged != case.is_flagged {
                faults.push(format!(
                    "{}: {}\n{}",
                    if case.is_flagged { "not flagged" } else { "flagged" },
                    case.title,
                    render(&report)
                ));
            }
            writeln!(shown, "# {}: {}\n", if case.is_flagged { "flagged" } else { "clean" }, case.title).unwrap();
            let rendered = render(&report);
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
}

#[test]
fn every_suite_belongs_to_a_rule() {
    let ids: Vec<&str> = rules::all().iter().map(|rule| rule.meta().id).collect();
    for group in ["front-matter", "date", "claim", "consistency"] {
        for entry in std::fs::read_dir(root().join("fixtures").join(group)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "md") {
                let id = format!("{group}/{}", path.file_stem().unwrap().to_string_lossy());
                assert!(ids.contains(&id.as_str()), "{id} is no rule");
            }
        }
    }
}
