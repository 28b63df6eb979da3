//! What a configuration says beside rules, tables, packs and front matter.

use chrono::NaiveDate;

use super::read::{Reader, choice, problem, unknown_word};
use super::{Extends, FrontMatterPart, IgnoredClaimEntry, Override, PathPatterns, Placed, paths, presets};
use crate::data::{Node, Value};

/// The formats of findings; the command line checks that these are its own.
pub(crate) const FORMATS: [&str; 13] = [
    "pretty",
    "concise",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "rdjsonl",
    "azure",
    "markdown",
];
/// The levels that can be asked for to fail.
pub(crate) const LANGUAGES: [&str; 2] = ["en", "zh"];
pub(crate) const FAIL_ON: [&str; 4] = ["error", "warning", "info", "never"];

pub(super) const OVERRIDE_KEYS: [&str; 4] = ["files", "rules", "front-matter", "ignore-claims"];
pub(super) const IGNORED_CLAIM_KEYS: [&str; 5] = ["subject", "attribute", "value", "reason", "until"];

impl Reader {
    pub(super) fn extends(&mut self, node: &Node) -> Vec<Placed<Extends>> {
        let items = self.one_or_more(node, "`extends`", "a path or the name of a preset, or a list of them");
        items.iter().filter_map(|item| self.extended(item)).collect()
    }

    fn extended(&mut self, node: &Node) -> Option<Placed<Extends>> {
        let Some(written) = node.as_text() else {
            self.wrong_type(node, "`extends`", "a path or the name of a preset");
            return None;
        };
        let is_file = written.contains(['/', '\\', '.']);
        if !is_file {
            if presets::text(written).is_some() {
                return Some(Placed { value: Extends::Preset(written.to_owned()), range: node.range });
            }
            let names: Vec<&str> = presets::names().collect();
            let help = message!(
                "{choice}; a file is written with its extension, such as `../factlint.yaml`",
                choice = choice("preset", written, &names)
            );
            self.problems
                .push(problem(node.range, message!("there is no preset `{written}`", written)).with_help(help));
            return None;
        }
        if let Some(refusal) = paths::extended_refusal(written) {
            let message = message!("the configuration `{written}` {refusal}", written, refusal);
            self.problems.push(problem(node.range, message).with_help("name a YAML file by its path from this file"));
            return None;
        }
        Some(Placed { value: Extends::File(written.to_owned()), range: node.range })
    }

    /// Reads patterns; one alone need not be in a list.
    pub(super) fn patterns(&mut self, node: &Node, key: &str) -> Option<Placed<PathPatterns>> {
        let items = self.one_or_more(node, &format!("`{key}`"), "a pattern or a list of patterns");
        let mut written = Vec::new();
        for item in &items {
            match item.as_text() {
                Some(text) if text.trim().is_empty() => {
                    self.problems
                        .push(problem(item.range, "the pattern is empty").with_help("write it as in `drafts/`"));
                }
                Some(text) if text.contains('\\') || text.split('/').any(|part| part == "..") => {
                    let message = message!("the pattern `{text}` leads nowhere", text);
                    let help = "patterns are of paths below the folder of this file, with `/` between folders";
                    self.problems.push(problem(item.range, message).with_help(help));
                }
                // `./drafts` means the one beside this file.
                Some(text) => {
                    let text = text.strip_prefix("./").map_or_else(|| text.to_owned(), |rest| format!("/{rest}"));
                    written.push((text, item.range));
                }
                None => self.wrong_type(item, "a pattern", "a text"),
            }
        }
        let (patterns, problems) = PathPatterns::new(written);
        for (pattern, range, reason) in problems {
            let message = message!("`{pattern}` is no pattern for paths: {reason}", pattern, reason);
            self.problems
                .push(problem(range, message).with_help("write it as in a `.gitignore`: `drafts/`, `*.draft.md`"));
        }
        (node.value != Value::Null).then_some(Placed { value: patterns, range: node.range })
    }

    pub(super) fn extensions(&mut self, node: &Node) -> Option<Placed<Vec<String>>> {
        let items = self.one_or_more(node, "`extensions`", "a list of extensions");
        let mut extensions = Vec::new();
        for item in &items {
            let text = item.as_scalar().map(|text| text.strip_prefix('.').unwrap_or(text).to_lowercase());
            match text.filter(|text| !text.is_empty() && !text.contains(['/', '*', '\\'])) {
                Some(text) => extensions.push(text),
                None => {
                    self.problems.push(problem(item.range, "this is no extension").with_help("write it as in `md`"));
                }
            }
        }
        (!extensions.is_empty()).then_some(Placed { value: extensions, range: node.range })
    }

    pub(super) fn word(&mut self, node: &Node, what: &str, known: &[&str]) -> Option<Placed<String>> {
        let word = node.as_scalar().filter(|word| known.contains(word));
        if word.is_none() {
            self.problems.push(unknown_word(node, what, known));
        }
        word.map(|word| Placed { value: word.to_owned(), range: node.range })
    }

    pub(super) fn overrides(&mut self, node: &Node) -> Vec<Override> {
        if !matches!(node.value, Value::List(_) | Value::Null) {
            self.wrong_type(node, "`overrides`", "a list");
        }
        node.items().iter().filter_map(|item| self.one_override(item)).collect()
    }

    fn one_override(&mut self, node: &Node) -> Option<Override> {
        let (mut files, mut rules, mut ignored_claims) = (None, Vec::new(), Vec::new());
        let mut front_matter = FrontMatterPart::default();
        for entry in self.mapping(node, "an override") {
            match &*entry.key {
                "files" => files = self.patterns(&entry.value, "files"),
                "rules" => rules = self.rules(&entry.value),
                "front-matter" => front_matter = self.front_matter_part(&entry.value),
                "ignore-claims" => ignored_claims = self.ignored_claims(&entry.value),
                key if super::read::KEYS.contains(&key) => {
                    let message = message!("`{key}` holds for the whole configuration, and not for some paths", key);
                    let help = "put it outside of `overrides`, or into a factlint.yaml in the folder itself";
                    self.problems.push(problem(entry.key_range, message).with_help(help));
                }
                _ => self.unknown_key(entry, &OVERRIDE_KEYS),
            }
        }
        let Some(files) = files else {
            if node.get("files").is_none() {
                let help = "say which documents it is for: `files: posts/2019/`";
                self.problems.push(problem(node.range, "an override has no `files`").with_help(help));
            }
            return None;
        };
        Some(Override { files: files.value, rules, front_matter, ignored_claims })
    }

    pub(super) fn ignored_claims(&mut self, node: &Node) -> Vec<IgnoredClaimEntry> {
        if !matches!(node.value, Value::List(_) | Value::Null) {
            self.wrong_type(node, "`ignore-claims`", "a list");
        }
        node.items().iter().filter_map(|item| self.ignored_claim(item)).collect()
    }

    fn ignored_claim(&mut self, node: &Node) -> Option<IgnoredClaimEntry> {
        for entry in self.mapping(node, "an ignored claim") {
            if !IGNORED_CLAIM_KEYS.contains(&&*entry.key) {
                self.unknown_key(entry, &IGNORED_CLAIM_KEYS);
            }
        }
        let mut needed = |key: &'static str, why: &'static str| {
            let value = node.get(key).filter(|value| value.value != Value::Null);
            let text = value.and_then(Node::as_scalar).map(str::trim).filter(|text| !text.is_empty());
            if text.is_none() {
                match value {
                    Some(value) if value.as_scalar().is_some() => {
                        self.problems.push(problem(value.range, message!("`{key}` is empty", key)).with_help(why));
                    }
                    Some(value) => self.wrong_type(value, &format!("`{key}`"), "a text"),
                    None => {
                        let message = message!("an ignored claim has no `{key}`", key);
                        self.problems.push(problem(node.range, message).with_help(why));
                    }
                }
            }
            text.map(str::to_owned)
        };
        let subject = needed("subject", "name whose value it is, as the findings do: `subject: GPT-4`");
        let value = needed("value", "name the one value that is right after all: `value: 1.76万亿`");
        let reason = needed("reason", "say why, for those who read this next year: `reason: told us by the vendor`");
        let attribute = node.get("attribute").and_then(Node::as_scalar).map(str::to_owned);
        let until = node.get("until").map(|until| self.day(until));
        Some(IgnoredClaimEntry {
            range: node.range,
            subject: subject?,
            attribute,
            value: value?,
            reason: reason?,
            until: until.flatten(),
        })
    }

    fn day(&mut self, node: &Node) -> Option<Placed<NaiveDate>> {
        let written = node.as_scalar().filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
        if written.is_none() {
            let message = "`until` takes a day";
            self.problems
                .push(problem(node.range, message).with_help("write the last day on which it counts: `2027-01-01`"));
        }
        written.map(|value| Placed { value, range: node.range })
    }

    /// Returns the items of a list, or the one thing that stands in its place.
    fn one_or_more<'a>(&mut self, node: &'a Node, what: &str, wanted: &str) -> Vec<&'a Node> {
        match &node.value {
            Value::List(items) => items.iter().collect(),
            Value::Null => Vec::new(),
            Value::Map(_) => {
                self.wrong_type(node, what, wanted);
                Vec::new()
            }
            _ => vec![node],
        }
    }
}
