//! Reference tables as a product: the rules about them, their schema, and the tables that ship.
//!
//! `fixtures/table-rules/<rule>.md` holds cases of a rule about tables: the `yaml header` block stands before every table
//! of the suite; the last table of a case is checked, those with `file=` stand before it.

use std::fmt::Write as _;
use std::sync::Arc;

use chrono::NaiveDate;
use factlint::check::{FileReport, check_table};
use factlint::reference::{ReferenceTable, ReferenceTables};
use factlint::rules;
use factlint::text::SourceFile;

use crate::support::{render, root, settings, today};

/// A case: its title, what it should be, and its tables.
struct Case {
    is_flagged: bool,
    title: String,
    tables: Vec<(String, String)>,
}

fn cases(suite: &str) -> Vec<Case> {
    let mut header = String::new();
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = suite.lines();
    while let Some(line) = lines.next() {
        if let Some((kind, title)) = line.strip_prefix("## ").and_then(|title| title.split_once(": ")) {
            assert!(kind == "flagged" || kind == "clean", "`{line}`");
            cases.push(Case { is_flagged: kind == "flagged", title: title.to_owned(), tables: Vec::new() });
        } else if let Some(info) = line.strip_prefix("```") {
            let text: String =
                lines.by_ref().take_while(|line| *line != "```").fold(String::new(), |text, line| text + line + "\n");
            match (info, cases.last_mut()) {
                ("yaml header", _) => header = text,
                (info, Some(case)) if info.starts_with("yaml") => {
                    let name = info.split_once("file=").map_or("own.yaml", |(_, name)| name);
                    case.tables.push((name.to_owned(), format!("{header}{text}")));
                }
                _ => panic!("`{line}` stands in no case"),
            }
        }
    }
    cases
}

fn check(case: &Case) -> Vec<FileReport> {
    let tables: Vec<Arc<ReferenceTable>> = case
        .tables
        .iter()
        .map(|(name, text)| {
            let table = ReferenceTable::parse(Arc::new(SourceFile::new(name.as_str(), text.as_str())));
            Arc::new(table.unwrap_or_else(|invalid| panic!("{}: {:?}", case.title, invalid.diagnostics)))
        })
        .collect();
    let all = ReferenceTables::new(tables.clone()).unwrap_or_else(|invalid| panic!("{}: {invalid:?}", case.title));
    check_table(tables.last().unwrap(), &all, &settings(None), Some(today()))
}

#[test]
fn every_rule_about_tables_says_what_it_should() {
    let mut suites = 0;
    for meta in rules::metas().into_iter().filter(|meta| meta.id.starts_with("reference/")) {
        if meta.id == "reference/invalid-table" {
            continue;
        }
        suites += 1;
        let suite = std::fs::read_to_string(
            root().join(format!("fixtures/table-rules/{}.md", meta.id.trim_start_matches("reference/"))),
        )
        .unwrap_or_else(|error| panic!("{}: {error}", meta.id));
        let cases = cases(&suite);
        assert!(cases.iter().any(|case| case.is_flagged) && cases.iter().any(|case| !case.is_flagged), "{}", meta.id);
        let mut shown = String::new();
        for case in &cases {
            let mut reports = check(case);
            for report in &mut reports {
                report.diagnostics.retain(|diagnostic| diagnostic.rule.as_str() == meta.id);
            }
            let is_flagged = reports.iter().any(|report| !report.diagnostics.is_empty());
            let rendered: String = reports.iter().map(render).collect();
            assert_eq!(is_flagged, case.is_flagged, "{}: {}\n{rendered}", meta.id, case.title);
            writeln!(shown, "# {}: {}\n", if case.is_flagged { "flagged" } else { "clean" }, case.title).unwrap();
            writeln!(shown, "{}\n", if rendered.is_empty() { "(nothing)" } else { rendered.trim_end() }).unwrap();
        }
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(root().join("fixtures/table-rules"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(meta.id.trim_start_matches("reference/"), shown));
    }
    assert_eq!(suites, 10);
}

#[test]
fn the_tables_that_ship_are_clean() {
    let tables = ReferenceTables::embedded();
    let mut found = Vec::new();
    // A key with a colon was kept apart from another table's: the tables that ship agree on what their keys mean.
    let apart: Vec<_> = tables.attributes().filter(|(_, attribute)| attribute.key.contains(':')).collect();
    assert!(apart.is_empty(), "{apart:?}");
    for table in tables.tables() {
        let date = table.as_of;
        let day =
            date.year.and_then(|year| NaiveDate::from_ymd_opt(year, date.month.unwrap_or(1), date.day.unwrap_or(1)));
        for mut report in check_table(table, tables, &settings(None), day) {
            report.diagnostics.retain(|diagnostic| diagnostic.severity.as_str() != "info");
            if !report.diagnostics.is_empty() {
                found.push(render(&report));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_level_of_the_configuration_holds_for_rules_about_tables() {
    let case = Case {
        is_flagged: true,
        title: "an unused source".to_owned(),
        tables: vec![(
            "own.yaml".to_owned(),
            "schema: reference/1\ntable: t\ntitle: T\nas-of: 2020-01-01\nattributes: {}\nsubjects: {}\nsources: {a: {title: A, url: b, published: 2020}}\n"
                .to_owned(),
        )],
    };
    let tables: Vec<_> = case
        .tables
        .iter()
        .map(|(name, text)| {
            Arc::new(ReferenceTable::parse(Arc::new(SourceFile::new(name.as_str(), text.as_str()))).unwrap())
        })
        .collect();
    let all = ReferenceTables::new(tables.clone()).unwrap();
    let found = |configuration: &str, day: Option<NaiveDate>| -> Vec<String> {
        let reports = check_table(&tables[0], &all, &settings(Some(configuration)), day);
        let name = |diagnostic: &factlint::diagnostic::Diagnostic| {
            format!("{}[{}]", diagnostic.severity.as_str(), diagnostic.rule)
        };
        reports.iter().flat_map(|report| &report.diagnostics).map(name).collect()
    };
    assert_eq!(found("", None), ["warning[reference/unused-source]"]);
    assert_eq!(found("", Some(today())), ["warning[reference/stale-fact]", "warning[reference/unused-source]"]);
    assert_eq!(
        found("rules: {reference/unused-source: off, reference/stale-fact: {days: 9999}}", Some(today())),
        [] as [&str; 0]
    );
    assert_eq!(found("rules: {reference/unused-source: error}", None), ["error[reference/unused-source]"]);
}
