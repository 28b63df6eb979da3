//! What a rule is about, for people: its documentation with what factlint really prints about the examples in it.
//!
//! Main functions: [`text`] (for a terminal) and [`pages`] (Markdown, one page a rule and an index). Both are made of the
//! declaration of the rule alone, so that they cannot say anything else; neither reads nor writes a file.

mod demonstration;
mod page;
mod text;

pub use demonstration::{EXAMPLE_DAY, demonstrate};
pub use page::{PAGE_MARK, Page, pages};
pub use text::text;

use serde_json::Value;

use crate::catalogue;
use crate::message::Language;
use crate::rules::{FixAvailability, OptionDefault, RuleMeta, is_configurable};

/// Returns the level that a rule has without configuration.
pub fn level(meta: &RuleMeta) -> &'static str {
    meta.level.map_or("off", |severity| severity.as_str())
}

/// Returns what a rule's fixes are at their best.
pub fn fix(meta: &RuleMeta) -> &'static str {
    match meta.fix {
        FixAvailability::None => "none",
        FixAvailability::Unsafe => "unsafe",
        FixAvailability::Safe => "safe",
    }
}

/// Returns the type of an option, and its default.
pub fn option_type(default: OptionDefault) -> (&'static str, Value) {
    match default {
        OptionDefault::Integer(value) => ("integer", value.into()),
        OptionDefault::Boolean(value) => ("boolean", value.into()),
        OptionDefault::Text(value) => ("text", value.into()),
        OptionDefault::List(values) => ("list", values.into()),
    }
}

/// Returns the sentence that says what a rule or a group (`kind`) reports, where it stands in a catalogue.
pub fn translated(kind: &str, name: &str, language: Language) -> Option<&'static str> {
    match language {
        Language::English => None,
        Language::Chinese => catalogue::chinese(&format!("{kind} {name}")),
    }
}

/// Returns the lines of a `factlint.yaml` that say of a rule what holds anyway; `None` where it cannot be configured.
pub fn configuration(meta: &RuleMeta) -> Option<String> {
    if !is_configurable(meta) {
        return None;
    }
    let level = level(meta);
    if meta.options.is_empty() {
        return Some(format!("rules:\n  {}: {level}\n", meta.id));
    }
    let option = |option: &crate::rules::RuleOption| format!(", {}: {}", option.name, option_type(option.default).1);
    let options: String = meta.options.iter().map(option).collect();
    Some(format!("rules:\n  {}: {{level: {level}{options}}}\n", meta.id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config;
    use crate::rules::metas;
    use crate::text::SourceFile;

    #[test]
    fn the_configuration_that_is_shown_can_be_used() {
        for meta in metas() {
            let Some(text) = configuration(meta) else { continue };
            let file = std::sync::Arc::new(SourceFile::new("factlint.yaml", text));
            config::parse(&file).unwrap_or_else(|invalid| panic!("{}: {:?}", file.text(), invalid.diagnostics));
        }
    }
}
