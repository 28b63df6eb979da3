//! `factlint rules`.

use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::arguments::{ListFormat, RulesArguments};
use super::console::Console;
use crate::catalogue;
use crate::explain::{self, fix, level, option_type, translated};
use crate::message::Language;
use crate::render::{neutral_line, padded, to_json};
use crate::rules::{ExampleKind, FixAvailability, GROUPS, RuleMeta, is_configurable, metas};
use crate::workspace::{WorkspaceError, write_pages};

/// What `--format json` prints: `schemas/rules-output.schema.json` describes it.
#[derive(Serialize)]
struct RulesOutput {
    schema_version: u32,
    groups: Vec<GroupOutput>,
    rules: Vec<RuleOutput>,
}

#[derive(Serialize)]
struct GroupOutput {
    name: &'static str,
    summary: &'static str,
}

#[derive(Serialize)]
struct RuleOutput {
    id: &'static str,
    group: &'static str,
    level: &'static str,
    configurable: bool,
    fix: &'static str,
    summary: String,
    options: Vec<OptionOutput>,
    documentation: String,
    examples: Vec<ExampleOutput>,
    page: String,
    url: Option<String>,
}

#[derive(Serialize)]
struct OptionOutput {
    name: &'static str,
    r#type: &'static str,
    default: serde_json::Value,
    documentation: &'static str,
}

#[derive(Serialize)]
struct ExampleOutput {
    flagged: bool,
    kind: &'static str,
    file: String,
    text: String,
    configuration: Option<String>,
    table: Option<String>,
}

/// Lists all rules in order of name, or writes a page on each.
///
/// # Errors
/// If the pages cannot be written.
pub(super) fn list(arguments: &RulesArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    if let Some(folder) = &arguments.pages {
        return pages(folder, console);
    }
    let metas = metas();
    match arguments.format {
        ListFormat::Table => {
            let language = console.language();
            console.write(&table(&metas, language));
            let hint = catalogue::words("`factlint explain RULE` shows one of them with examples.", language);
            console.write(&format!("\n{hint}\n"));
        }
        ListFormat::Json => {
            let groups = GROUPS.iter().map(|group| GroupOutput { name: group.name, summary: group.summary }).collect();
            let rules = metas.iter().map(|meta| rule_output(meta)).collect();
            console.write(&to_json(&RulesOutput { schema_version: 1, groups, rules }));
            console.write("\n");
        }
    }
    Ok(Outcome::Clean)
}

fn pages(folder: &Path, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let pages: Vec<(String, String)> = explain::pages().into_iter().map(|page| (page.path, page.text)).collect();
    let sums = write_pages(folder, &pages, explain::PAGE_MARK)?;
    console.say(&message!(
        "{count} pages in {folder}: {written} written, {removed} removed\n",
        count = pages.len(),
        folder = neutral_line(&folder.display().to_string()),
        written = sums.written,
        removed = sums.removed
    ));
    Ok(Outcome::Clean)
}

/// Returns rules as a table.
pub(super) fn table(metas: &[&RuleMeta], language: Language) -> String {
    let word = |word| catalogue::words(word, language);
    let width = metas.iter().map(|meta| meta.id.len()).max().unwrap_or_default().max("rule".len());
    let mut table = String::new();
    let mut push = |cells: [&str; 4]| {
        for (cell, width) in cells.into_iter().zip([width, 7, 6, 0]) {
            table.push_str(&padded(cell, width));
            table.push_str("  ");
        }
        table.truncate(table.trim_end().len());
        table.push('\n');
    };
    push(["rule", "level", "fix", "what it reports"].map(word));
    for meta in metas {
        let fix = if meta.fix == FixAvailability::None { "-" } else { fix(meta) };
        let summary = translated("rule", meta.id, language).map_or_else(|| meta.summary(), str::to_owned);
        push([meta.id, word(level(meta)), word(fix), &summary]);
    }
    table
}

fn rule_output(meta: &RuleMeta) -> RuleOutput {
    let options = meta.options.iter().map(|option| {
        let (r#type, default) = option_type(option.default);
        OptionOutput { name: option.name, r#type, default, documentation: option.documentation }
    });
    let examples = meta.examples().into_iter().map(|example| ExampleOutput {
        flagged: example.is_flagged,
        kind: match example.kind {
            ExampleKind::Document => "document",
            ExampleKind::Table => "table",
            ExampleKind::Configuration => "configuration",
        },
        file: example.file_name,
        text: example.text,
        configuration: example.configuration,
        table: example.table,
    });
    RuleOutput {
        id: meta.id,
        group: meta.group(),
        level: level(meta),
        configurable: is_configurable(meta),
        fix: fix(meta),
        summary: meta.summary(),
        options: options.collect(),
        documentation: meta.documentation(),
        examples: examples.collect(),
        page: meta.page(),
        url: meta.page_address(),
    }
}
