//! From a data tree to a [`Config`]; every problem is kept, with its place.

use std::sync::Arc;

use super::read_parts::{FAIL_ON, FORMATS, LANGUAGES};
use super::read_rules::unknown_rule;
use super::{Config, Extends, PackPath, TablePath, nearest, paths};
use crate::data::{self, Entry, Node, Value};
use crate::diagnostic::{Diagnostic, InvalidInput, RuleId, Severity};
use crate::message::Message;
use crate::rules::file::InvalidConfiguration;
use crate::text::{SourceFile, TextRange};

pub(super) const KEYS: [&str; 14] = [
    "extends",
    "tables",
    "packs",
    "rules",
    "front-matter",
    "exclude",
    "include",
    "extensions",
    "format",
    "fail-on",
    "lang",
    "ignore-claims",
    "overrides",
    "limits",
];
pub(super) const TABLE_KEYS: [&str; 2] = ["path", "required"];

/// Reads a configuration.
pub(super) fn read(file: &Arc<SourceFile>) -> Result<Config, InvalidInput> {
    let tree = data::parse_file(file);
    let mut reader = Reader { problems: Vec::new(), pack_rules: None };
    for problem in &tree.problems {
        reader.problems.push(data::problem_diagnostic(problem, &rule(), Severity::Error));
    }
    let config = tree.root.as_ref().map(|root| reader.config(root)).unwrap_or_default();
    if reader.problems.is_empty() {
        return Ok(config);
    }
    reader.problems.sort_by_key(|problem| problem.primary.range.start());
    Err(InvalidInput { file: Arc::clone(file), diagnostics: reader.problems })
}

/// Makes a problem at a place of a configuration.
pub(crate) fn problem(range: TextRange, message: impl Into<Message>) -> Diagnostic {
    Diagnostic::new(rule(), Severity::Error, range, message)
}

fn rule() -> RuleId {
    InvalidConfiguration::META.rule_id()
}

/// Walks the tree; a part that cannot be used yields its default and a problem.
pub(super) struct Reader {
    pub(super) problems: Vec<Diagnostic>,
    /// Names of rules that only a pack can have; `None` where no pack is named.
    pub(super) pack_rules: Option<Vec<(String, TextRange)>>,
}

impl Reader {
    fn config(&mut self, root: &Node) -> Config {
        let mut config = Config::default();
        // A file of comments only says nothing.
        if root.value == Value::Null {
            return config;
        }
        // Packs may also come with what this configuration extends.
        self.pack_rules = root.get("packs").or_else(|| root.get("extends")).map(|_| Vec::new());
        for entry in self.mapping(root, "a configuration") {
            match &*entry.key {
                "tables" => config.tables = self.tables(&entry.value),
                "rules" => config.rules = self.rules(&entry.value),
                "front-matter" => config.front_matter = self.front_matter(&entry.value),
                "packs" => config.packs = self.packs(&entry.value),
                "extends" => config.extends = self.extends(&entry.value),
                "exclude" => config.exclude = self.patterns(&entry.value, "exclude"),
                "include" => config.include = self.patterns(&entry.value, "include"),
                "extensions" => config.extensions = self.extensions(&entry.value),
                "format" => config.format = self.word(&entry.value, "format", &FORMATS),
                "fail-on" => config.fail_on = self.word(&entry.value, "level to fail on", &FAIL_ON),
                "lang" => config.lang = self.word(&entry.value, "language", &LANGUAGES),
                "ignore-claims" => config.ignored_claims = self.ignored_claims(&entry.value),
                "limits" => config.limits = self.limits(&entry.value),
                "overrides" => config.overrides = self.overrides(&entry.value),
                _ => self.unknown_key(entry, &KEYS),
            }
        }
        config.pack_rules = self.pack_rules.take().unwrap_or_default();
        let may_have_packs =
            !config.packs.is_empty() || config.extends.iter().any(|extends| matches!(extends.value, Extends::File(_)));
        if !may_have_packs {
            let unknown = std::mem::take(&mut config.pack_rules);
            self.problems.extend(unknown.iter().map(|(name, range)| unknown_rule(*range, name)));
        }
        config
    }

    fn tables(&mut self, node: &Node) -> Vec<TablePath> {
        let Value::List(items) = &node.value else {
            // A key whose items are all commented out names none.
            if node.value == Value::Null {
                return Vec::new();
            }
            self.wrong_type(node, "`tables`", "a list of paths");
            return Vec::new();
        };
        let mut tables: Vec<TablePath> = Vec::new();
        for item in items {
            let (node, is_required) = self.table(item);
            let Some(item) = node else { continue };
            let Some(path) = item.as_text() else {
                self.wrong_type(item, "a table", "a path");
                continue;
            };
            let path = path.strip_prefix("./").unwrap_or(path);
            if let Some(refusal) = paths::refusal(path) {
                self.problems.push(refused_path(item.range, path, refusal));
            } else if let Some(first) = tables.iter().find(|table| table.path == path) {
                self.problems.push(repeated_table(item.range, path, first.range));
            } else {
                tables.push(TablePath { path: path.to_owned(), range: item.range, is_required });
            }
        }
        tables
    }

    fn packs(&mut self, node: &Node) -> Vec<PackPath> {
        if !matches!(node.value, Value::List(_) | Value::Null) {
            self.wrong_type(node, "`packs`", "a list of paths");
        }
        let mut packs = Vec::new();
        for item in node.items() {
            let Some(path) = item.as_text() else {
                self.wrong_type(item, "a pack", "a path");
                continue;
            };
            let path = path.strip_prefix("./").unwrap_or(path);
            if let Some(refusal) = paths::refusal(path) {
                self.problems.push(refused_path(item.range, path, refusal));
            } else {
                packs.push(PackPath { path: path.to_owned(), range: item.range });
            }
        }
        packs
    }

    /// Reads `path`, or `{path: …, required: …}`; returns the node of the path.
    fn table<'a>(&mut self, node: &'a Node) -> (Option<&'a Node>, bool) {
        if !matches!(node.value, Value::Map(_)) {
            return (Some(node), false);
        }
        let (mut path, mut is_required) = (None, false);
        for entry in node.entries() {
            match &*entry.key {
                "path" => path = Some(&entry.value),
                "required" => match entry.value.value {
                    Value::Boolean(value) => is_required = value,
                    _ => self.wrong_type(&entry.value, "`required`", "`true` or `false`"),
                },
                _ => self.unknown_key(entry, &TABLE_KEYS),
            }
        }
        if path.is_none() {
            self.problems
                .push(problem(node.range, "a table has no `path`").with_help("write `path: facts/products.yaml`"));
        }
        (path, is_required)
    }

    /// Returns the entries of what must be a mapping; a key without a value counts as an empty one.
    pub(super) fn mapping<'a>(&mut self, node: &'a Node, what: &str) -> &'a [Entry] {
        if !matches!(node.value, Value::Map(_) | Value::Null) {
            self.wrong_type(node, what, "a mapping");
        }
        node.entries()
    }

    pub(super) fn wrong_type(&mut self, node: &Node, what: &str, wanted: &str) {
        let message = message!("{what} takes {wanted}, not {kind}", what, wanted, kind = node.kind());
        self.problems.push(problem(node.range, message).with_label(message!("this is {kind}", kind = node.kind())));
    }

    pub(super) fn unknown_key(&mut self, entry: &Entry, known: &[&'static str]) {
        let message = message!("unknown key `{key}`", key = entry.key);
        let diagnostic = problem(entry.key_range, message).with_help(choice("key", &entry.key, known));
        self.problems.push(diagnostic);
    }
}

pub(super) fn refused_path(range: TextRange, path: &str, refusal: &str) -> Diagnostic {
    problem(range, message!("the path `{path}` {refusal}", path, refusal))
        .with_help("name a file below the folder that this configuration is in")
}

fn repeated_table(range: TextRange, path: &str, first: TextRange) -> Diagnostic {
    problem(range, message!("the table `{path}` is named twice", path))
        .with_label("again here")
        .with_related(first, "first here")
        .with_help("remove one of the two")
}

pub(super) fn unknown_word(node: &Node, what: &str, known: &[&str]) -> Diagnostic {
    let message = match node.as_scalar() {
        Some(word) => message!("there is no {what} `{word}`", what, word),
        None => message!("a {what} is a word, not {kind}", what, kind = node.kind()),
    };
    problem(node.range, message).with_help(choice(what, node.as_scalar().unwrap_or_default(), known))
}

/// Returns what could have been meant, or all that there is.
pub(super) fn choice(what: &str, word: &str, known: &[&str]) -> Message {
    if let Some(near) = nearest(word, known.iter().copied()) {
        return message!("did you mean `{near}`?", near);
    }
    let quoted: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [only] => message!("the only {what} here is {only}", what, only),
        _ => message!("the {what}s are {all}", what, all = quoted.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RuleEntry;
    use crate::rules::{self, OptionDefault, RuleMeta};
    use crate::settings::{FieldType, Level, OptionValue};

    fn read_text(text: &str) -> Result<Config, InvalidInput> {
        read(&Arc::new(SourceFile::new("factlint.yaml", text)))
    }

    /// Returns the text at fault, the message and the help of every problem.
    fn problems(text: &str) -> Vec<(String, String, String)> {
        let error = read_text(text).expect_err("a broken configuration");
        let part = |diagnostic: &Diagnostic| {
            let at = error.file.slice(diagnostic.primary.range).to_owned();
            (at, diagnostic.message.clone().into(), diagnostic.help.clone().unwrap_or_default().into())
        };
        error.diagnostics.iter().map(part).collect()
    }

    #[test]
    fn a_whole_configuration_is_read() {
        let config = read_text(
            "# 配置\ntables:\n  - ./facts/models.yaml\n  - {path: facts/more.yaml, required: true}\nfront-matter:\n  schema:\n    title: { type: text, required: true }\n    tags: text-or-list\nrules:\n",
        )
        .unwrap();
        assert_eq!(config.tables[0].path, "facts/models.yaml");
        assert_eq!(config.tables[1].path, "facts/more.yaml");
        assert_eq!([config.tables[0].is_required, config.tables[1].is_required], [false, true]);
        let fields = &config.front_matter.all.fields;
        assert_eq!(fields[0].value.types, [FieldType::Text]);
        assert!(fields[0].is_required);
        assert_eq!(fields[1].value.types, [FieldType::TextOrList]);
    }

    #[test]
    fn an_empty_configuration_says_nothing() {
        for text in ["", "# only a comment\n", "\u{feff}", "{}\n"] {
            assert_eq!(read_text(text).unwrap(), Config::default(), "{text:?}");
        }
    }

    #[test]
    fn all_problems_are_told_at_once_each_at_its_place() {
        let text = "tabels: []\ntables:\n  - ../secret.yaml\n  - 3\n  - {required: 1}\nfront-matter:\n  schema:\n    标题: txt\n    date: { required: maybe }\nrules:\n  file/not-utf-8: off\n  date/no-such-thing: error\n";
        let problems = problems(text);
        let places: Vec<&str> = problems.iter().map(|(at, _, _)| at.as_str()).collect();
        assert_eq!(
            places,
            [
                "tabels",
                "../secret.yaml",
                "3",
                "{required: 1}",
                "1",
                "txt",
                "maybe",
                "file/not-utf-8",
                "date/no-such-thing"
            ]
        );
        assert_eq!(problems[0].2, "did you mean `tables`?");
        assert_eq!(problems[1].1, "the path `../secret.yaml` leads out of the folder of this file");
        assert_eq!(problems[5].2, "did you mean `text`?");
        assert_eq!(problems[6].1, "`required` takes `true` or `false`, not a text");
    }

    #[test]
    fn broken_yaml_is_told_too() {
        let problems = problems("rules: [\n");
        assert!(!problems.is_empty());
        assert_eq!(
            read_text("- a\n").unwrap_err().diagnostics[0].message,
            "a configuration takes a mapping, not a list"
        );
    }

    #[test]
    fn levels_and_options_are_checked_against_the_rule() {
        const META: RuleMeta = RuleMeta {
            id: "date/x",
            level: None,
            raw_documentation: "",
            fix: rules::FixAvailability::None,
            options: &[rules::RuleOption { name: "days", default: OptionDefault::Integer(3), documentation: "Days." }],
        };
        let file = SourceFile::new(
            "factlint.yaml",
            "a: { level: warn, dayz: 1 }\nb: { days: 三 }\nc: { level: error, days: 7 }\n",
        );
        let tree = data::parse_file(&file);
        let mut reader = Reader { problems: Vec::new(), pack_rules: None };
        let entries: Vec<RuleEntry> =
            tree.root.unwrap().entries().iter().map(|entry| reader.rule(entry, &META)).collect();
        let messages: Vec<&str> = reader.problems.iter().map(|problem| problem.message.english()).collect();
        assert_eq!(
            messages,
            [
                "there is no level `warn`",
                "the rule `date/x` has no option `dayz`",
                "`days` takes a whole number, not a text"
            ]
        );
        assert_eq!(entries[2].level.map(|level| level.value), Some(Level::At(Severity::Error)));
        assert_eq!(entries[2].options[0].1.value, OptionValue::Integer(7));
    }
}
