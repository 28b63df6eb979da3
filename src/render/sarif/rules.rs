//! The rules that reported something, described for viewers.

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::level;
use crate::diagnostic::{RuleId, Severity};
use crate::rules::{RuleMeta, metas};

/// GitHub shows no more of a description, in characters.
const MAX_DESCRIPTION: usize = 1000;

/// The rules so far, in the order in which they reported first.
#[derive(Debug, Default)]
pub(super) struct RulesInUse {
    is_open: bool,
    rules: Vec<RuleId>,
    indices: FxHashMap<RuleId, usize>,
}

impl RulesInUse {
    /// Returns whether this is the first time that it is asked.
    pub(super) fn open(&mut self) -> bool {
        !std::mem::replace(&mut self.is_open, true)
    }

    /// Returns the place of a rule among the descriptors.
    pub(super) fn index(&mut self, rule: &RuleId) -> usize {
        if let Some(index) = self.indices.get(rule) {
            return *index;
        }
        self.rules.push(rule.clone());
        self.indices.insert(rule.clone(), self.rules.len() - 1);
        self.rules.len() - 1
    }

    /// Returns the descriptors.
    pub(super) fn descriptors(&self) -> Vec<Value> {
        let metas: FxHashMap<&str, &RuleMeta> = metas().into_iter().map(|meta| (meta.id, meta)).collect();
        let descriptor = |rule: &RuleId| metas.get(rule.as_str()).map_or_else(|| of_pack(rule), |meta| of(meta));
        self.rules.iter().map(descriptor).collect()
    }
}

/// Describes a rule by its documentation.
fn of(meta: &RuleMeta) -> Value {
    let documentation = meta.documentation();
    let summary = meta.summary();
    let mut descriptor = json!({
        "id": meta.id,
        "name": name(meta.id),
        "shortDescription": {"text": plain(&summary)},
        "fullDescription": {"text": description(&documentation)},
        "help": {"text": plain(&documentation), "markdown": documentation},
        "defaultConfiguration": {"enabled": meta.level.is_some(), "level": level(meta.severity())},
        "properties": properties(meta.rule_id().group(), meta.severity()),
    });
    if let Some(address) = meta.page_address() {
        descriptor["helpUri"] = address.into();
    }
    descriptor
}

/// Describes a rule that the configuration brings: all that is known here is its name.
fn of_pack(rule: &RuleId) -> Value {
    let text = format!("A pattern of the rule pack `{}`, which the configuration names.", rule.group());
    json!({
        "id": rule.as_str(),
        "name": name(rule.as_str()),
        "shortDescription": {"text": text},
        "fullDescription": {"text": text},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"enabled": true, "level": level(Severity::Warning)},
        "properties": properties(rule.group(), Severity::Warning),
    })
}

/// Returns tags, and what GitHub sorts alerts by.
fn properties(group: &str, severity: Severity) -> Value {
    // What a document says of itself is certain; what a table says of the world is as good as its sources.
    let precision = match (group, severity) {
        (_, Severity::Info) => "medium",
        ("claim" | "consistency" | "content" | "reference", _) => "high",
        _ => "very-high",
    };
    let problem = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    };
    json!({"tags": ["factlint", group], "precision": precision, "problem.severity": problem})
}

/// Returns `date/wrong-weekday` as `WrongWeekday`.
fn name(id: &str) -> String {
    let last = id.rsplit('/').next().unwrap_or(id);
    last.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        })
        .collect()
}

/// Returns the paragraphs up to the examples, as one.
fn description(documentation: &str) -> String {
    let before =
        documentation.split("## Examples").next().unwrap_or_default().split("## References").next().unwrap_or_default();
    let lines: Vec<&str> =
        before.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    let text = lines.join(" ");
    if text.chars().count() <= MAX_DESCRIPTION {
        return text;
    }
    let mut cut: String = text.chars().take(MAX_DESCRIPTION - 1).collect();
    cut.push('…');
    cut
}

/// Returns Markdown without the marks of headings and fences.
fn plain(markdown: &str) -> String {
    let lines: Vec<&str> = markdown
        .lines()
        .filter(|line| !line.starts_with("```"))
        .map(|line| if line.starts_with('#') { line.trim_start_matches('#').trim() } else { line })
        .collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_described_within_the_limits() {
        for meta in metas() {
            let rule = of(meta);
            let length = |pointer: &str| rule.pointer(pointer).and_then(Value::as_str).unwrap().chars().count();
            assert!((1..=255).contains(&length("/shortDescription/text")), "{rule}");
            assert!((1..=1024).contains(&length("/fullDescription/text")), "{rule}");
            assert!(0 < length("/help/text") && 0 < length("/help/markdown"), "{rule}");
        }
        assert_eq!(name("date/wrong-weekday"), "WrongWeekday");
    }
}
