//! Seeds: the cases of the fixtures, the tables, packs and presets that ship, and a few files written for a target.

use std::fs;
use std::path::{Path, PathBuf};

use super::targets::Kind;

/// Returns the seeds for targets of a kind, in a fixed order; `root` is the project's folder.
#[must_use]
pub fn of_kind(kind: Kind, root: &Path) -> Vec<String> {
    let mut seeds = Vec::new();
    match kind {
        Kind::Document => {
            for text in texts(&root.join("fixtures"), "md") {
                let cases = blocks(&text, |info| info.starts_with("md"));
                seeds.extend(if cases.is_empty() { vec![text] } else { cases });
            }
        }
        Kind::Configuration => {
            for text in texts(&root.join("fixtures"), "md") {
                seeds.extend(blocks(&text, |info| info.starts_with("yaml config")));
            }
            seeds.extend(texts(&root.join("lints/presets"), "yaml"));
            seeds.extend(CONFIGURATIONS.map(str::to_owned));
        }
        Kind::Table => {
            for text in texts(&root.join("fixtures/table-rules"), "md") {
                let header = blocks(&text, |info| info == "yaml header").concat();
                let tables = blocks(&text, |info| info.starts_with("yaml") && info != "yaml header");
                seeds.extend(tables.into_iter().map(|table| format!("{header}{table}")));
            }
            for text in texts(&root.join("fixtures"), "md") {
                seeds.extend(blocks(&text, |info| info.starts_with("yaml table")));
            }
            seeds.extend(TABLES.map(str::to_owned));
        }
        Kind::Pack => {
            seeds.extend(texts(&root.join("lints/packs"), "yaml"));
            seeds.extend(PACKS.map(str::to_owned));
        }
        Kind::Baseline => seeds.extend(BASELINES.map(str::to_owned)),
    }
    seeds
}

/// Reads the files of an extension in a folder and below, in order of path.
fn texts(folder: &Path, extension: &str) -> Vec<String> {
    let mut paths = Vec::new();
    collect(folder, extension, &mut paths);
    paths.sort();
    paths.iter().filter_map(|path| fs::read_to_string(path).ok()).collect()
}

fn collect(folder: &Path, extension: &str, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect(&path, extension, paths);
        } else if path.extension().is_some_and(|own| own == extension) {
            paths.push(path);
        }
    }
}

/// Returns the texts of the fenced blocks of a suite whose info string is wanted.
fn blocks(suite: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = suite.lines();
    while let Some(line) = lines.next() {
        let info = line.trim_start_matches('`');
        let fence = &line[..line.len() - info.len()];
        if fence.len() < 3 {
            continue;
        }
        let mut text = String::new();
        for line in lines.by_ref().take_while(|line| line.trim_end() != fence) {
            text.push_str(line);
            text.push('\n');
        }
        if is_wanted(info) {
            found.push(text);
        }
    }
    found
}

const CONFIGURATIONS: [&str; 2] = [
    "extends: [recommended]\nrules:\n  date/*: off\n  claim/refuted-value: warning\n  front-matter/missing-key: {level: error, keys: [title, date]}\n\
     exclude: ['drafts/**', '!drafts/a.md']\nextensions: [md, mdx]\nformat: concise\nfail-on: warning\n\
     ignored-claims:\n  - {subject: GPT-4, attribute: parameters, value: 1.76万亿, reason: rumour, until: 2027-01-01}\n\
     overrides:\n  - files: 'posts/**'\n    rules: {content/*: off}\n",
    "front-matter:\n  preset: hugo\n  schema:\n    title: {type: text, required: true, max-length: 60}\n    date: {type: date, min: 2015-01-01, max: today}\n\
     \x20   slug: {type: text, pattern: '^[a-z0-9-]+$'}\n    tags: {type: list, items: {type: text}, unique: true}\n\
     \x20 json-schema: {type: object, required: [title], properties: {weight: {type: integer, minimum: 0}}}\n\
     \x20 paths:\n    'zh/**': {unknown-keys: error}\n",
];

const TABLES: [&str; 2] = [
    "schema: reference/1\ntable: own\ntitle: Towers\nas-of: 2024-01-15\nattributes:\n  height: {dimension: quantity, unit: metre, tolerance: {relative: 0.01}, range: [10, 1000]}\n\
     \x20 opened: {dimension: date}\nsources:\n  survey: {title: Survey, url: 'https://example.org', published: 2024-01-10}\n\
     subjects:\n  north:\n    name: North Tower\n    aliases: [北塔]\n    sources: [survey]\n    facts:\n      height: 120 m\n      opened: {value: 1995-06, status: reported}\n\
     rows:\n  columns: {name: Name, aliases: [Also], facts: {height: Height}}\n==>\nName,Also,Height\nSouth Tower,\"南塔\",98 m\n\"West\nTower\",,1.2e2 m\n",
    "{\"schema\": \"reference/1\", \"table\": \"own\", \"title\": \"T\", \"as-of\": \"2024-01-15\", \"attributes\": {\"floors\": {\"dimension\": \"count\"}},\n\
     \"sources\": {\"a\": {\"title\": \"A\", \"url\": \"https://example.org\"}},\n\"subjects\": {\"x\": {\"name\": \"X One\", \"sources\": [\"a\"], \"facts\": {\"floors\": [{\"value\": 12, \"valid-until\": \"2020-01-01\"}, {\"value\": 14, \"valid-from\": \"2020-01-01\"}]}}}}\n",
];

const PACKS: [&str; 1] = [
    "schema: pack/1\npack: house\nrules:\n  - name: old-name\n    level: warning\n    summary: Reports our old name.\n    why: It has changed.\n\
     \x20   message: '`{match}` is our old name'\n    help: write the new one\n    remove: true\n    patterns:\n      - {where: anywhere, alone: true, containing: [Northwind, 北风], regex: '(Northwind|北风) Inc\\.?'}\n\
     \x20     - {where: [start, end], containing: [sincerely], regex: '^(yours )?sincerely[,.]?$'}\n    flagged: [Northwind Inc. opened a shop.]\n    clean: [Northwind opened a shop.]\n",
];

const BASELINES: [&str; 3] = [
    "{\n  \"schema\": \"baseline/1\",\n  \"findings\": [\n    {\"file\": \"posts/2024-05-09-a.md\", \"rule\": \"claim/refuted-value\", \"finding\": \"0011223344556677\", \"count\": 2, \"message\": \"Llama 2\"},\n\
     \x20   {\"file\": \"a.md\", \"rule\": \"date/wrong-weekday\", \"finding\": \"8899aabbccddeeff\"}\n  ]\n}\n",
    "{\"schema\": \"baseline/1\", \"findings\": [{\"file\": \"a.md\", \"rule\": \"a/b\", \"finding\": \"\\u0030a\", \"count\": 18446744073709551615},\n\
     {\"file\": \"b.md\", \"rule\": \"a/b\", \"finding\": \"0a\", \"count\": 18446744073709551615}]}",
    "\u{FEFF}{\"schema\": \"baseline/2\", \"findings\": []}",
];
