//! `factlint rules`.

use serde::Serialize;

use super::Outcome;
use super::arguments::{ListFormat, RulesArguments};
use super::console::Console;
use crate::render::to_json;
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
        ListFormat::Table => console.write(&table(&metas)),
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

fn table(metas: &[&RuleMeta]) -> String {
    let width = metas.iter().map(|meta| meta.id.len()).max().unwrap_or_default().max("rule".len());
    let mut table = format!("{:width$}  {:7}  {:6}  what it reports\n", "rule", "level", "fix");
    for meta in metas {
        let fix = if meta.fix == FixAvailability::None { "-" } else { fix(meta) };
        table.push_str(&format!("{:width$}  {:7}  {fix:6}  {}\n", meta.id, level(meta), meta.summary()));
    }
    table.push_str("\n`factlint explain RULE` shows one of them with examples.\n");
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
