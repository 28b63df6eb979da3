//! The JSON Schema of a configuration, made from what the reader knows: keys, rules with their options, groups, presets.

use serde_json::{Map, Value, json};

use super::front_matter::field::{FIELD_KEYS, TYPES};
use super::front_matter::{KEYS as FRONT_MATTER_KEYS, PART_KEYS, UNKNOWN_KEYS};
use super::read::{KEYS, TABLE_KEYS};
use super::read_parts::{FAIL_ON, FORMATS, IGNORED_CLAIM_KEYS, LANGUAGES, OVERRIDE_KEYS};
use super::read_rules::LEVELS;
use super::{groups, preset, presets};
use crate::rules::{self, OptionDefault, RuleMeta};
use crate::settings::{LimitMeta, Limits};

/// Returns the schema.
pub(crate) fn schema() -> Value {
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "factlint configuration",
        "description": "What a factlint.yaml may say. `docs/configuration.md` explains every key.",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": properties(&KEYS, root_key),
        "$defs": {
            "level": {
                "description": "Whether a rule runs, and how serious its findings are.",
                "enum": LEVELS,
            },
            "patterns": {
                "description": "Patterns for paths below the folder of this file, as in a .gitignore.",
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
            },
            "rules": rules_schema(),
            "ignoreClaims": ignored_claims(),
            "frontMatterPart": {
                "type": ["object", "null"],
                "additionalProperties": false,
                "properties": properties(&PART_KEYS, front_matter_key),
            },
            "fields": {
                "type": ["object", "null"],
                "additionalProperties": { "$ref": "#/$defs/field" },
            },
            "type": types(),
            "field": {
                "description": "A type, or what is asked of the value of a key.",
                "anyOf": [{ "$ref": "#/$defs/type" }, { "$ref": "#/$defs/value" }],
            },
            "value": {
                "type": "object",
                "additionalProperties": false,
                "properties": properties(&FIELD_KEYS, field_key),
            },
        },
    })
}

/// Returns the schema of each key.
fn properties(keys: &[&str], schema: impl Fn(&str) -> Value) -> Value {
    keys.iter().map(|key| ((*key).to_owned(), schema(key))).collect::<Map<String, Value>>().into()
}

/// Returns a schema with a description.
fn described(description: &str, mut schema: Value) -> Value {
    schema["description"] = description.into();
    schema
}

fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn root_key(key: &str) -> Value {
    match key {
        "extends" => {
            let presets: Vec<&str> = presets::names().collect();
            let one =
                json!({ "anyOf": [{ "enum": presets }, { "type": "string", "pattern": "\\.[yY][aA]?[mM][lL]$" }] });
            let description = "Configurations that this one builds on: YAML files by their path from this file, and presets. What stands later wins.";
            described(description, json!({ "anyOf": [one, { "type": "array", "items": one }] }))
        }
        "tables" => described(
            "Reference tables of your own, relative to this file and below its folder.",
            json!({ "type": ["array", "null"], "items": { "anyOf": [
                { "type": "string" },
                {
                    "type": "object",
                    "additionalProperties": false,
                    "required": ["path"],
                    "properties": properties(&TABLE_KEYS, |key| match key {
                        "path" => json!({ "type": "string" }),
                        _ => described("Whether a run that checks no claim with it fails.", json!({ "type": "boolean" })),
                    }),
                },
            ] } }),
        ),
        "packs" => described("Packs of rules of your own, relative to this file and below its folder.", texts()),
        "rules" => reference("rules"),
        "front-matter" => described(
            "The shape that front matter must have.",
            json!({
                "type": ["object", "null"],
                "additionalProperties": false,
                "properties": properties(&FRONT_MATTER_KEYS, front_matter_key),
            }),
        ),
        "exclude" => described(
            "Documents that are left out, even where they are named on the command line.",
            reference("patterns"),
        ),
        "include" => described("The only documents that are checked.", reference("patterns")),
        "extensions" => described("The extensions of documents in folders [default: md, markdown, mdx].", texts()),
        "format" => {
            described("How findings are written, where the command line does not say.", json!({ "enum": FORMATS }))
        }
        "fail-on" => {
            described("The least level that makes the exit code 1 [default: warning].", json!({ "enum": FAIL_ON }))
        }
        "lang" => described("The language of messages [default: en].", json!({ "enum": LANGUAGES })),
        "ignore-claims" => reference("ignoreClaims"),
        "limits" => limits(),
        "overrides" => described(
            "What holds for documents of some paths; what stands later wins.",
            json!({ "type": ["array", "null"], "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["files"],
                "properties": properties(&OVERRIDE_KEYS, |key| match key {
                    "files" => reference("patterns"),
                    "rules" => reference("rules"),
                    "front-matter" => reference("frontMatterPart"),
                    _ => reference("ignoreClaims"),
                }),
            } }),
        ),
        _ => json!({}),
    }
}

fn limits() -> Value {
    let one = |meta: &LimitMeta| {
        let number = json!({ "type": "integer", "minimum": meta.lowest, "maximum": meta.highest });
        let sizes = json!({ "type": "string", "pattern": "^[0-9_]+ ?([kKmMgG]?[iI]?[bB])?$" });
        let documentation = meta.documentation.trim_end_matches('.');
        let bounds = format!("{} to {}", meta.show(meta.lowest), meta.show(meta.highest));
        let description = format!("{documentation} [default: {}; {bounds}].", meta.show(meta.default));
        described(&description, if meta.is_size { json!({ "anyOf": [number, sizes] }) } else { number })
    };
    let properties: Map<String, Value> = Limits::ALL.iter().map(|meta| (meta.key.to_owned(), one(meta))).collect();
    described(
        "How much is taken. What is over a limit is a finding.",
        json!({ "type": ["object", "null"], "additionalProperties": false, "properties": properties }),
    )
}

fn front_matter_key(key: &str) -> Value {
    match key {
        "preset" => {
            let names: Vec<&str> = preset::names().chain(["none"]).collect();
            described("The generator whose keys these are.", json!({ "enum": names }))
        }
        "schema" => described("Keys of your own and what they hold.", reference("fields")),
        "unknown-keys" => described("What to do about other keys.", json!({ "enum": UNKNOWN_KEYS })),
        "json-schema" => {
            described("The path of a JSON Schema, or the schema itself.", json!({ "type": ["string", "object"] }))
        }
        _ => described(
            "The same keys for documents whose path matches a glob.",
            json!({ "type": ["object", "null"], "additionalProperties": reference("frontMatterPart") }),
        ),
    }
}

fn types() -> Value {
    let one = json!({ "enum": TYPES.map(|(name, _)| name) });
    json!({ "anyOf": [one, { "type": "array", "items": one, "minItems": 1 }] })
}

fn field_key(key: &str) -> Value {
    match key {
        "type" => reference("type"),
        "required" | "unique" => json!({ "type": "boolean" }),
        "enum" => json!({ "type": "array", "minItems": 1 }),
        "pattern" => json!({ "type": "string" }),
        "min" | "max" => described("A number, a day, or `today`.", json!({ "type": ["number", "string"] })),
        "items" => reference("field"),
        "keys" => reference("fields"),
        "unknown-keys" => json!({ "enum": ["allow", "forbid"] }),
        _ => json!({ "type": "integer", "minimum": 0 }),
    }
}

fn ignored_claims() -> Value {
    let property = |key: &str| match key {
        "subject" => described("The subject's id, or a name of it.", json!({ "type": ["string", "number"] })),
        "attribute" => described("The attribute's key [default: any].", json!({ "type": "string" })),
        "value" => described(
            "The one value that is right after all, as a text writes it.",
            json!({ "type": ["string", "number"] }),
        ),
        "reason" => described("Why.", json!({ "type": "string", "minLength": 1 })),
        _ => described(
            "The last day on which it counts.",
            json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        ),
    };
    described(
        "Claims that nothing is reported of: this value of this subject.",
        json!({ "type": ["array", "null"], "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["subject", "value", "reason"],
            "properties": properties(&IGNORED_CLAIM_KEYS, property),
        } }),
    )
}

/// Returns what can be said of each rule; rules that are not listed can only be those of packs, and take a level.
fn rules_schema() -> Value {
    let mut properties = Map::new();
    for group in groups() {
        let description = format!("The level of all rules `{group}/…` that are on.");
        for name in [group.to_owned(), format!("{group}/*")] {
            properties.insert(name, described(&description, reference("level")));
        }
    }
    let mut metas: Vec<&RuleMeta> = rules::configurable().collect();
    metas.sort_by_key(|meta| meta.id);
    for meta in metas {
        properties.insert(meta.id.to_owned(), rule(meta));
    }
    let description = "The level of a rule or of a group, or a rule's level and options.";
    json!({
        "description": description,
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": reference("level"),
    })
}

fn rule(meta: &RuleMeta) -> Value {
    let mut options = Map::new();
    options.insert("level".to_owned(), reference("level"));
    for option in meta.options {
        let (kind, default) = match option.default {
            OptionDefault::Integer(value) => (json!({ "type": "integer" }), json!(value)),
            OptionDefault::Boolean(value) => (json!({ "type": "boolean" }), json!(value)),
            OptionDefault::Text(value) => (json!({ "type": "string" }), json!(value)),
            OptionDefault::List(values) => (texts(), json!(values)),
        };
        let mut schema = described(option.documentation, kind);
        schema["default"] = default;
        options.insert(option.name.to_owned(), schema);
    }
    let mapping = json!({ "type": "object", "additionalProperties": false, "properties": options });
    described(&meta.summary(), json!({ "anyOf": [reference("level"), mapping] }))
}
