//! The documentation of the rules: complete, in one order, and its examples true.

use std::collections::BTreeMap;

use factlint::explain::{self, demonstrate};
use factlint::render::Style;
use factlint::rules::{self, ExampleKind};

use crate::formats::{errors, schema};
use crate::support::{check_folder, check_with, factlint, render, root, today};

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
fn examples_of_tables_and_configurations_are_true() {
    let mut n_examples = 0;
    for meta in rules::metas() {
        for example in meta.examples().iter().filter(|example| example.kind != ExampleKind::Document) {
            n_examples += 1;
            let shown = demonstrate(meta, example, Style::default());
            assert_eq!(!shown.is_empty(), example.is_flagged, "{}:\n{}\n{shown}", meta.id, example.text);
        }
        if meta.id.starts_with("reference/") {
            let flagged: Vec<bool> = meta.examples().iter().map(|example| example.is_flagged).collect();
            assert_eq!(flagged, [true, false], "{}: an example and its near-miss", meta.id);
        }
    }
    assert!(24 <= n_examples, "{n_examples}");
}

/// `explain` runs examples by itself: what it shows is what a check of them shows.
#[test]
fn what_is_shown_of_an_example_is_what_a_check_prints() {
    assert_eq!(explain::EXAMPLE_DAY, today());
    for meta in rules::all().iter().map(|rule| rule.meta()) {
        for example in meta.examples() {
            let mut report = check_with(
                &example.file_name,
                &example.text,
                example.configuration.as_deref(),
                example.table.as_deref(),
            );
            report.diagnostics.retain(|diagnostic| diagnostic.rule == meta.rule_id());
            assert_eq!(demonstrate(meta, &example, Style::default()), render(&report), "{}", meta.id);
        }
    }
}

#[test]
fn the_pages_in_the_repository_are_those_that_the_rules_make() {
    let folder = root().join("docs/rules");
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    let mut folders = vec![folder.clone()];
    while let Some(current) = folders.pop() {
        for entry in std::fs::read_dir(&current).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
                found.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let wanted: BTreeMap<String, String> = explain::pages().into_iter().map(|page| (page.path, page.text)).collect();
    let names = |one: &BTreeMap<String, String>, other: &BTreeMap<String, String>| -> Vec<String> {
        one.iter().filter(|(name, text)| other.get(*name) != Some(*text)).map(|(name, _)| name.clone()).collect()
    };
    let (missing, left_over) = (names(&wanted, &found), names(&found, &wanted));
    assert!(
        missing.is_empty() && left_over.is_empty(),
        "the pages on rules are out of date, write them anew: cargo run -- rules --pages docs/rules\n{missing:?}\n{left_over:?}"
    );
}

#[test]
fn the_list_of_rules_for_programs_is_complete_and_keeps_to_its_schema() {
    let list: serde_json::Value = serde_json::from_str(&factlint(&["rules", "--format", "json"]).stdout).unwrap();
    assert_eq!(errors(&schema("schemas/rules-output.schema.json", true), &list), [] as [&str; 0]);
    let listed: Vec<&str> = list["rules"].as_array().unwrap().iter().map(|rule| rule["id"].as_str().unwrap()).collect();
    assert_eq!(listed, rules::metas().iter().map(|meta| meta.id).collect::<Vec<_>>());
    for rule in list["rules"].as_array().unwrap() {
        assert!(root().join(rule["page"].as_str().unwrap()).is_file(), "{rule}");
        assert!(
            !rule["examples"].as_array().unwrap().is_empty()
                || rule["configurable"] == false
                || rule["id"] == "suppression/stale-baseline",
            "{rule}"
        );
    }
}

#[test]
fn a_rule_a_group_and_nothing_can_be_explained() {
    let explained = factlint(&["explain", "date/wrong-weekday"]).stdout;
    for words in [
        "WHY IS THIS BAD?",
        "Reported:",
        "factlint says:",
        "    error[date/wrong-weekday]",
        "date/wrong-weekday: error",
    ] {
        assert!(explained.contains(words), "{words}\n{explained}");
    }
    assert!(!explained.contains('\u{1b}'), "no colour where nobody looks");
    assert!(factlint(&["explain", "date/wrong-weekday", "--color", "always"]).stdout.contains("\u{1b}[1mEXAMPLES"));
    let group = factlint(&["explain", "date"]).stdout;
    assert!(group.contains("date/wrong-weekday") && !group.contains("claim/"), "{group}");
    let groups = factlint(&["explain"]);
    assert_eq!(groups.code, Some(0));
    assert!(groups.stdout.lines().any(|line| line.starts_with("claim ")), "{groups:?}");
    let slip = factlint(&["explain", "scale"]);
    assert_eq!((slip.code, slip.stderr.contains("did you mean `claim/scale-slip`?")), (Some(2), true), "{slip:?}");
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
