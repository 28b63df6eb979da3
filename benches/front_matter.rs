//! Prints what front matter costs: reading it, and holding it to a preset, a schema and a JSON Schema. A benchmark, not a
//! test.
//!
//! `cargo bench --bench front_matter` takes a typical post in YAML, TOML and JSON, with and without defects, and prints
//! microseconds a document. The rules about front matter are to take no more than 15 of them.

#![expect(clippy::print_stdout, reason = "a benchmark prints")]

use std::sync::Arc;
use std::time::Instant;

use chrono::NaiveDate;
use factlint::claim::analyse;
use factlint::config;
use factlint::document;
use factlint::reference::ReferenceTables;
use factlint::relation::arithmetic::Arithmetic;
use factlint::relation::conflict::Repeated;
use factlint::rules::{self, Rule, RuleContext};
use factlint::settings::Settings;
use factlint::suppress::Suppressions;
use factlint::text::SourceFile;
use factlint::verify::judge;

const ROUNDS: u32 = 20_000;

const YAML: &str = "---\ntitle: 开源模型周报：参数与上下文\ndate: 2024-05-09 10:00:00 +0800\nlastmod: 2024-05-12\nauthor: 王小明\n\
description: 本周发布的模型，以及它们的参数、上下文长度与许可证。\nslug: open-models-weekly\ntags: [模型, 开源, 周报]\ncategories:\n  - 周报\n\
draft: false\nweight: 10\ncover:\n  image: cover.png\n  alt: 封面\n---\n\n正文。\n";

const TOML: &str = "+++\ntitle = \"开源模型周报：参数与上下文\"\ndate = 2024-05-09T10:00:00+08:00\nlastmod = 2024-05-12\nauthor = \"王小明\"\n\
description = \"本周发布的模型，以及它们的参数、上下文长度与许可证。\"\nslug = \"open-models-weekly\"\ntags = [\"模型\", \"开源\", \"周报\"]\n\
categories = [\"周报\"]\ndraft = false\nweight = 10\n[cover]\nimage = \"cover.png\"\nalt = \"封面\"\n+++\n\n正文。\n";

const JSON: &str = "{\n  \"title\": \"开源模型周报：参数与上下文\",\n  \"date\": \"2024-05-09T10:00:00+08:00\",\n  \"lastmod\": \"2024-05-12\",\n\
  \"author\": \"王小明\",\n  \"description\": \"本周发布的模型，以及它们的参数、上下文长度与许可证。\",\n  \"slug\": \"open-models-weekly\",\n\
  \"tags\": [\"模型\", \"开源\", \"周报\"],\n  \"categories\": [\"周报\"],\n  \"draft\": false,\n  \"weight\": 10,\n\
  \"cover\": { \"image\": \"cover.png\", \"alt\": \"封面\" }\n}\n\n正文。\n";

const DEFECTS: &str = "---\ntitle: 'None'\ndate: 05/06/2024\nupdated: 2024-05-12\ncatgories: [周报]\ntags: [no, 1.10]\ndraft: \"false\"\n\
weight: heavy\n---\n\n正文。\n";

const SCHEMA: &str = "front-matter:\n  preset: hugo\n  schema:\n    title: { type: text, required: true, min-length: 2, max-length: 60 }\n\
\x20   date: { type: date, required: true, min: 2015-01-01, max: today }\n    slug: { type: text, pattern: '^[a-z0-9-]+$' }\n\
\x20   tags: { type: list, items: { type: text, max-length: 12 }, max-items: 8, unique: true }\n";

const JSON_SCHEMA: &str = "  json-schema:\n    type: object\n    required: [title, date]\n    properties:\n\
\x20     title: { type: string, minLength: 2, maxLength: 60 }\n      tags: { type: array, uniqueItems: true, items: { type: string } }\n\
\x20     weight: { type: integer, minimum: 0 }\n";

fn main() {
    let today = NaiveDate::from_ymd_opt(2024, 6, 1).expect("a date");
    let with_json_schema = format!("{SCHEMA}{JSON_SCHEMA}");
    for (name, text) in [("YAML", YAML), ("TOML", TOML), ("JSON", JSON), ("defects", DEFECTS)] {
        let file = Arc::new(SourceFile::new("posts/open-models-weekly.md", text));
        let reading = time(|| {
            document::parse(&file);
        });
        let [bare, schema, json_schema] = ["", SCHEMA, &with_json_schema].map(|configuration| {
            let settings = settings(configuration, today);
            check(&file, &settings)
        });
        println!(
            "{name:8} reading the document {reading:5.1} µs; rules {bare:5.1} µs; with preset and schema {schema:5.1} µs; with a JSON Schema too {json_schema:5.1} µs"
        );
    }
}

fn settings(configuration: &str, today: NaiveDate) -> Settings {
    let file = Arc::new(SourceFile::new("factlint.yaml", configuration));
    config::resolve(&config::parse(&file).expect("the configuration is right"), today)
}

/// Returns the microseconds that the rules about front matter take.
fn check(file: &SourceFile, settings: &Settings) -> f64 {
    let tables = ReferenceTables::embedded();
    let document = document::parse(file);
    let analysis = analyse(file, &document, tables);
    let judgements = judge(&document, &analysis, tables);
    let context = RuleContext {
        file,
        document: &document,
        analysis: &analysis,
        arithmetic: &Arithmetic::default(),
        repeated: &Repeated::default(),
        judgements: &judgements,
        tables,
        settings,
        suppressions: &Suppressions::default(),
    };
    let rules: Vec<&&dyn Rule> =
        rules::all().iter().filter(|rule| rule.meta().id.starts_with("front-matter/")).collect();
    time(|| {
        let mut diagnostics = Vec::new();
        for rule in &rules {
            rule.check(&context, &mut diagnostics);
        }
        std::hint::black_box(diagnostics.len());
    })
}

/// Returns the microseconds of one call: the best of five series, since other programs only make it slower.
fn time(mut work: impl FnMut()) -> f64 {
    let series = |work: &mut dyn FnMut()| {
        let started = Instant::now();
        for _ in 0..ROUNDS {
            work();
        }
        started.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS)
    };
    (0..5).map(|_| series(&mut work)).fold(f64::INFINITY, f64::min)
}
