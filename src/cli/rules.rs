//! `factlint rules`.

use serde::Serialize;

use super::Outcome;
use super::arguments::{ListFormat, RulesArguments};
use super::console::Console;
use crate::catalogue;
use crate::message::Language;
use crate::render::{padded, to_json};
use crate::rules::{FixAvailability, OptionDefault, RuleMeta, metas};

#[derive(Serialize)]
struct RulesOutput {
    schema_version: u32,
    rules: Vec<RuleOutput>,
}

#[derive(Serialize)]
struct RuleOutput {
    id: &'static str,
    level: &'static str,
    fix: &'static str,
    summary: String,
    options: Vec<OptionOutput>,
    documentation: String,
}

#[derive(Serialize)]
struct OptionOutput {
    name: &'static str,
    r#type: &'static str,
    default: serde_json::Value,
    documentation: &'static str,
}

/// Lists all rules in order of name.
pub(super) fn list(arguments: &RulesArguments, console: &mut Console) -> Outcome {
    let metas = metas();
    match arguments.format {
        ListFormat::Table => console.write(&table(&metas, console.language())),
        ListFormat::Json => {
            let rules = metas.iter().map(|meta| rule_output(meta)).collect();
            console.write(&to_json(&RulesOutput { schema_version: 1, rules }));
            console.write("\n");
        }
    }
    Outcome::Clean
}

/// Returns the level that a rule has without configuration.
pub(super) fn level(meta: &RuleMeta) -> &'static str {
    meta.level.map_or("off", |severity| severity.as_str())
}

/// Returns what a rule's fixes are at their best.
pub(super) fn fix(meta: &RuleMeta) -> &'static str {
    match meta.fix {
        FixAvailability::None => "none",
        FixAvailability::Unsafe => "unsafe",
        FixAvailability::Safe => "safe",
    }
}

/// Returns the type of an option, and its default.
pub(super) fn option_type(default: OptionDefault) -> (&'static str, serde_json::Value) {
    match default {
        OptionDefault::Integer(value) => ("integer", value.into()),
        OptionDefault::Boolean(value) => ("boolean", value.into()),
        OptionDefault::Text(value) => ("text", value.into()),
        OptionDefault::List(values) => ("list", values.into()),
    }
}

/// Returns the sentence that says what a rule reports, where it stands in a catalogue.
pub(super) fn translated_summary(meta: &RuleMeta, language: Language) -> Option<&'static str> {
    match language {
        Language::English => None,
        Language::Chinese => catalogue::chinese(&format!("rule {}", meta.id)),
    }
}

fn table(metas: &[&RuleMeta], language: Language) -> String {
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
        let summary = translated_summary(meta, language).map_or_else(|| meta.summary(), str::to_owned);
        push([meta.id, word(level(meta)), word(fix), &summary]);
    }
    table.push_str(&format!("\n{}\n", word("`factlint explain RULE` shows one of them with examples.")));
    table
}

fn rule_output(meta: &RuleMeta) -> RuleOutput {
    let options = meta.options.iter().map(|option| {
        let (r#type, default) = option_type(option.default);
        OptionOutput { name: option.name, r#type, default, documentation: option.documentation }
    });
    RuleOutput {
        id: meta.id,
        level: level(meta),
        fix: fix(meta),
        summary: meta.summary(),
        options: options.collect(),
        documentation: meta.documentation(),
    }
}
