//! The documentation of the rules: complete, in one order, and its examples true.

use factlint::rules;

use crate::support::{check_folder, check_with, render};

#[test]
fn examples_in_the_documentation_are_true() {
    for rule in rules::all() {
        let meta = rule.meta();
        let examples = meta.examples();
        assert!(examples.iter().any(|example| example.is_flagged), "{}: no flagged example", meta.id);
        assert!(examples.iter().any(|example| !example.is_flagged), "{}: no clean example", meta.id);
        for example in examples {
            let report = check_with(
                &example.file_name,
                &example.text,
                example.configuration.as_deref(),
                example.table.as_deref(),
            );
            let is_flagged = report.diagnostics.iter().any(|diagnostic| diagnostic.rule == meta.rule_id());
            assert_eq!(is_flagged, example.is_flagged, "{}:\n{}\n{}", meta.id, example.text, render(&report));
        }
    }
}

#[test]
fn examples_of_rules_about_several_documents_are_true() {
    for meta in rules::corpus_metas() {
        let examples = meta.examples();
        assert!(examples.iter().any(|example| example.is_flagged), "{}: no flagged example", meta.id);
        assert!(examples.iter().any(|example| !example.is_flagged), "{}: no clean example", meta.id);
        for example in examples {
            let reports = check_folder(&example.file_name, &example.text, example.configuration.as_deref());
            let mut found = reports.iter().flat_map(|report| &report.diagnostics);
            let is_flagged = found.any(|diagnostic| diagnostic.rule == meta.rule_id());
            let rendered: String = reports.iter().map(render).collect();
            assert_eq!(is_flagged, example.is_flagged, "{}:\n{}\n{rendered}", meta.id, example.text);
        }
    }
}

#[test]
fn examples_in_packs_are_true() {
    for meta in rules::pack_metas() {
        for example in meta.examples() {
            let report = check_with(&example.file_name, &example.text, None, None);
            let is_flagged = report.diagnostics.iter().any(|diagnostic| diagnostic.rule == meta.rule_id());
            assert_eq!(is_flagged, example.is_flagged, "{}:\n{}\n{}", meta.id, example.text, render(&report));
        }
    }
}

#[test]
fn documentation_follows_one_order() {
    let order = ["## Why is this bad?", "## Examples", "## Fix safety", "## Options", "## References"];
    let metas = rules::all().iter().map(|rule| rule.meta()).chain(rules::corpus_metas()).chain(rules::pack_metas());
    for meta in metas {
        let documentation = meta.documentation();
        assert!(
            meta.summary().starts_with("Reports ") && meta.summary().ends_with('.'),
            "{}: {}",
            meta.id,
            meta.summary()
        );
        let headings: Vec<&str> = documentation.lines().filter(|line| line.starts_with("## ")).collect();
        let expected: Vec<&str> = order.iter().copied().filter(|heading| headings.contains(heading)).collect();
        assert_eq!(headings, expected, "{}", meta.id);
        assert_eq!(&headings[..2], &order[..2], "{}", meta.id);
        assert_eq!(headings.contains(&"## Options"), !meta.options.is_empty(), "{}: options", meta.id);
        for option in meta.options {
            assert!(
                documentation.contains(&format!("`{}`", option.name)),
                "{}: `{}` is not explained",
                meta.id,
                option.name
            );
        }
    }
}

#[test]
fn rules_are_listed_once_in_order_under_a_known_group() {
    let of_one: Vec<&str> = rules::all().iter().map(|rule| rule.meta().id).collect();
    let of_several: Vec<&str> = rules::corpus_metas().map(|meta| meta.id).collect();
    assert!(of_one.is_sorted() && of_several.is_sorted());
    let mut ids = [of_one, of_several].concat();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "no name stands for two rules");
    for id in ids {
        let (group, name) = id.split_once('/').expect("group/name");
        assert!(
            ["front-matter", "date", "claim", "consistency", "content", "file", "suppression"].contains(&group),
            "{id}"
        );
        assert!(
            name.chars()
                .all(|character| character.is_ascii_lowercase() || character == '-' || character.is_ascii_digit()),
            "{id}"
        );
    }
}
