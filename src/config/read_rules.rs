//! What a configuration says of rules and of groups of them.

use super::read::{Reader, choice, problem, unknown_word};
use super::selector::{group_name, group_of, has_group, suggestion};
use super::{Placed, RuleEntry};
use crate::data::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{self, OptionDefault, RuleMeta, file};
use crate::settings::{Level, OptionValue};
use crate::text::TextRange;

pub(super) const LEVELS: [&str; 4] = ["off", "info", "warning", "error"];

impl Reader {
    pub(super) fn rules(&mut self, node: &Node) -> Vec<RuleEntry> {
        let mut entries: Vec<RuleEntry> = Vec::new();
        for entry in self.mapping(node, "`rules`") {
            let Some(read) = self.rule_entry(entry) else { continue };
            // `claim` and `claim/*` are one group.
            if entries.iter().any(|other| other.is_group && read.is_group && other.name == read.name) {
                let message = message!("the level of the group `{name}` is set twice", name = read.name);
                self.problems.push(problem(entry.key_range, message).with_help("remove one of the two"));
            }
            entries.push(read);
        }
        entries
    }

    fn rule_entry(&mut self, entry: &Entry) -> Option<RuleEntry> {
        if let Some(meta) = file::METAS.into_iter().find(|meta| meta.id == entry.key) {
            self.problems.push(fixed_rule(entry.key_range, meta));
            return None;
        }
        if let Some(meta) = rules::configurable().find(|meta| meta.id == entry.key) {
            return Some(self.rule(entry, meta));
        }
        let group = group_name(&entry.key);
        let named =
            |name: &str, is_group| RuleEntry { name: name.to_owned(), is_group, level: None, options: Vec::new() };
        if let Some(group) = group.filter(|group| has_group(group)) {
            return Some(RuleEntry { level: self.group_level(entry, group), ..named(group, true) });
        }
        // Only a pack can have it, and packs are read later.
        let is_of_pack = group.is_some() || !has_group(group_of(&entry.key));
        if let Some(from_packs) = self.pack_rules.as_mut().filter(|_| is_of_pack) {
            let (name, is_group) = group.map_or((&*entry.key, false), |group| (group, true));
            from_packs.push((name.to_owned(), entry.key_range));
            let level = if is_group { self.group_level(entry, name) } else { self.level(&entry.value) };
            return Some(RuleEntry { level, ..named(name, is_group) });
        }
        self.problems.push(unknown_rule(entry.key_range, &entry.key));
        None
    }

    fn group_level(&mut self, entry: &Entry, group: &str) -> Option<Placed<Level>> {
        if matches!(entry.value.value, Value::Map(_)) {
            let message = message!("the group `{group}` takes a level, not a mapping", group);
            let help =
                message!("options belong to one rule: write its whole name, such as `{rule}`", rule = first_of(group));
            self.problems.push(problem(entry.value.range, message).with_help(help));
            return None;
        }
        self.level(&entry.value)
    }

    pub(super) fn rule(&mut self, entry: &Entry, meta: &RuleMeta) -> RuleEntry {
        let node = &entry.value;
        let mut read = RuleEntry { name: meta.id.to_owned(), is_group: false, level: None, options: Vec::new() };
        if !matches!(node.value, Value::Map(_)) {
            read.level = self.level(node);
            return read;
        }
        for entry in node.entries() {
            if entry.key == "level" {
                read.level = self.level(&entry.value);
            } else if let Some(option) = meta.options.iter().find(|option| option.name == entry.key) {
                if let Some(value) = self.option(&entry.value, option.name, option.default) {
                    read.options.push((entry.key.to_string(), Placed { value, range: entry.value.range }));
                }
            } else {
                self.problems.push(unknown_option(entry.key_range, &entry.key, meta));
            }
        }
        read
    }

    fn level(&mut self, node: &Node) -> Option<Placed<Level>> {
        let level = match node.as_scalar() {
            Some("off") => Some(Level::Off),
            Some("info") => Some(Level::At(Severity::Info)),
            Some("warning") => Some(Level::At(Severity::Warning)),
            Some("error") => Some(Level::At(Severity::Error)),
            _ => None,
        };
        if level.is_none() {
            self.problems.push(unknown_word(node, "level", &LEVELS));
        }
        level.map(|value| Placed { value, range: node.range })
    }

    fn option(&mut self, node: &Node, name: &str, default: OptionDefault) -> Option<OptionValue> {
        let (value, wanted) = match (default, &node.value) {
            (OptionDefault::Integer(_), Value::Number(text)) => {
                (text.parse().ok().map(OptionValue::Integer), "a whole number")
            }
            (OptionDefault::Integer(_), _) => (None, "a whole number"),
            (OptionDefault::Boolean(_), Value::Boolean(value)) => (Some(OptionValue::Boolean(*value)), ""),
            (OptionDefault::Boolean(_), _) => (None, "`true` or `false`"),
            (OptionDefault::Text(_), _) => (node.as_text().map(|text| OptionValue::Text(text.to_owned())), "a text"),
            (OptionDefault::List(_), Value::List(items)) => {
                let texts: Option<Vec<String>> = items.iter().map(|item| item.as_scalar().map(str::to_owned)).collect();
                (texts.map(OptionValue::List), "a list of texts")
            }
            (OptionDefault::List(_), _) => (None, "a list of texts"),
        };
        if value.is_none() {
            self.wrong_type(node, &format!("`{name}`"), wanted);
        }
        value
    }
}

fn fixed_rule(range: TextRange, meta: &RuleMeta) -> Diagnostic {
    problem(range, message!("the level of `{id}` cannot be changed", id = meta.id))
        .with_help("a file that was not checked must never look clean; leave the file out of the run instead")
}

/// Returns a rule of a group, as an example.
fn first_of(group: &str) -> &'static str {
    rules::configurable().map(|meta| meta.id).find(|id| group_of(id) == group).unwrap_or("date/wrong-weekday")
}

/// Reports a rule or group that there is none of.
pub(crate) fn unknown_rule(range: TextRange, id: &str) -> Diagnostic {
    let what = if id.contains('/') { "rule" } else { "rule or group" };
    problem(range, message!("there is no {what} `{id}`", what, id)).with_help(suggestion(id))
}

fn unknown_option(range: TextRange, name: &str, meta: &RuleMeta) -> Diagnostic {
    let known: Vec<&str> = std::iter::once("level").chain(meta.options.iter().map(|option| option.name)).collect();
    problem(range, message!("the rule `{id}` has no option `{name}`", id = meta.id, name))
        .with_help(choice("option", name, &known))
}
