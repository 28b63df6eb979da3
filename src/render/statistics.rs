//! Findings counted by rule: a table for people, an object for programs.

use serde::Serialize;

use super::json::to_json;
use super::summary_sentence;
use crate::check::{Statistics, Summary};

#[derive(Serialize)]
struct Output<'a> {
    schema_version: u32,
    statistics: Vec<Rule<'a>>,
    summary: Sums,
}

#[derive(Serialize)]
struct Rule<'a> {
    rule: &'a str,
    level: &'static str,
    findings: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    files: usize,
    safe_fixes: usize,
    unsafe_fixes: usize,
}

#[derive(Serialize)]
struct Sums {
    documents: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
}

/// Returns a table, the most frequent rule first, and the run in one sentence.
pub fn statistics_table(statistics: &Statistics, summary: &Summary) -> String {
    let rules = statistics.by_count();
    let name_width = rules.iter().map(|(rule, _)| rule.len()).max().unwrap_or_default().max("rule".len());
    let mut table = String::new();
    if !rules.is_empty() {
        table.push_str(&format!("{:>8}  {:7}  {:name_width$}  {:>5}  fixes\n", "findings", "level", "rule", "files"));
    }
    for (rule, counts) in rules {
        let fixes = match (counts.safe_fixes, counts.unsafe_fixes) {
            (0, 0) => "-".to_owned(),
            (safe, 0) => format!("{safe} safe"),
            (0, risky) => format!("{risky} unsafe"),
            (safe, risky) => format!("{safe} safe, {risky} unsafe"),
        };
        let (findings, level, files) = (counts.findings(), counts.severity().as_str(), counts.files);
        table.push_str(&format!("{findings:>8}  {level:7}  {rule:name_width$}  {files:>5}  {fixes}\n"));
    }
    table.push_str(&summary_sentence(summary));
    table.push('\n');
    table
}

/// Returns one JSON object, with a line end.
pub fn statistics_json(statistics: &Statistics, summary: &Summary) -> String {
    let rules = statistics.by_count().into_iter().map(|(rule, counts)| Rule {
        rule,
        level: counts.severity().as_str(),
        findings: counts.findings(),
        errors: counts.errors,
        warnings: counts.warnings,
        infos: counts.infos,
        files: counts.files,
        safe_fixes: counts.safe_fixes,
        unsafe_fixes: counts.unsafe_fixes,
    });
    let summary = Sums {
        documents: summary.counts.documents,
        errors: summary.errors,
        warnings: summary.warnings,
        infos: summary.infos,
    };
    let mut json = to_json(&Output { schema_version: 1, statistics: rules.collect(), summary });
    json.push('\n');
    json
}
