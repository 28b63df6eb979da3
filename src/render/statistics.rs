//! Findings counted by rule: a table for people, an object for programs.

use serde::Serialize;

use super::json::to_json;
use super::summary_sentence;
use super::width::text_width;
use crate::catalogue;
use crate::check::{Statistics, Summary};
use crate::message::{Language, Message};

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
pub fn statistics_table(statistics: &Statistics, summary: &Summary, language: Language) -> String {
    let word = |word| catalogue::words(word, language);
    let rules = statistics.by_count();
    let name_width = rules.iter().map(|(rule, _)| rule.len()).max().unwrap_or_default().max("rule".len());
    let mut table = String::new();
    if !rules.is_empty() {
        let [findings, level, rule, files, fixes] = ["findings", "level", "rule", "files", "fixes"].map(word);
        for (text, width, is_number) in
            [(findings, 8, true), (level, 7, false), (rule, name_width, false), (files, 5, true)]
        {
            push_padded(text, width, is_number, &mut table);
        }
        table.push_str(fixes);
        table.push('\n');
    }
    for (rule, counts) in rules {
        let fixes = match (counts.safe_fixes, counts.unsafe_fixes) {
            (0, 0) => Message::verbatim("-"),
            (safe, 0) => message!("{safe} safe", safe),
            (0, risky) => message!("{risky} unsafe", risky),
            (safe, risky) => message!("{safe} safe, {risky} unsafe", safe, risky),
        };
        push_padded(&counts.findings().to_string(), 8, true, &mut table);
        push_padded(word(counts.severity().as_str()), 7, false, &mut table);
        push_padded(rule, name_width, false, &mut table);
        push_padded(&counts.files.to_string(), 5, true, &mut table);
        table.push_str(&catalogue::text(&fixes, language));
        table.push('\n');
    }
    table.push_str(&catalogue::text(&summary_sentence(summary), language));
    table.push('\n');
    table
}

/// Writes a cell and the gap behind it: a number to the right of its columns, words to the left.
fn push_padded(text: &str, width: usize, is_number: bool, table: &mut String) {
    let padding = " ".repeat(width.saturating_sub(text_width(text)));
    let (before, after) = if is_number { (padding.as_str(), "") } else { ("", padding.as_str()) };
    table.push_str(&format!("{before}{text}{after}  "));
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
