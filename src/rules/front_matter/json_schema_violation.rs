//! `front-matter/json-schema-violation`: front matter that breaks a JSON Schema.

use super::{is_read_whole, is_template};
use crate::data::{self, Node};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::FrontMatter;
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::settings::{Violation, ViolationPlace};

declare_rule! {
    /// Reports front matter that breaks the JSON Schema of the configuration.
    ///
    /// ## Why is this bad?
    ///
    /// The schema is what other programs hold the page to. What breaks it is shown on the key or the value, in YAML and
    /// TOML too; dates count as texts.
    ///
    /// ## Examples
    ///
    /// ````yaml,config
    /// front-matter:
    ///   json-schema:
    ///     type: object
    ///     required: [title]
    ///     properties:
    ///       tags: { type: array, items: { type: string } }
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// tags: [模型, 2024]
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````yaml,config
    /// front-matter:
    ///   json-schema:
    ///     type: object
    ///     required: [title]
    ///     properties:
    ///       tags: { type: array, items: { type: string } }
    /// ````
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// tags: [模型, "2024"]
    /// ---
    /// ````
    ///
    /// ## References
    ///
    /// `front-matter.json-schema` in `factlint.yaml` is the path of a schema, in JSON or YAML, or the schema itself.
    /// Drafts 4 to 2020-12 are read (<https://json-schema.org/specification>). References to other documents are not
    /// followed.
    pub(crate) struct JsonSchemaViolation {
        id: "front-matter/json-schema-violation",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn report(front_matter: &FrontMatter, root: &Node, violation: &Violation, schema: &str) -> Option<Diagnostic> {
    let place = data::follow(root, &violation.path);
    if violation.path.is_empty() && matches!(violation.place, ViolationPlace::Value) {
        // About the front matter as a whole.
        let range = root.entries().first().map_or(root.range, |entry| entry.key_range);
        return Some(diagnostic(range, violation, schema));
    }
    let range = match &violation.place {
        ViolationPlace::Value if place.node.as_text().is_some_and(is_template) => return None,
        ViolationPlace::Value => place.value_or_key(),
        ViolationPlace::MissingKey(_) if violation.path.is_empty() => front_matter.end_of_keys(),
        ViolationPlace::MissingKey(_) => place.value_or_key(),
        ViolationPlace::UnknownKey(key) => {
            place.node.entry(key).map_or_else(|| place.value_or_key(), |entry| entry.key_range)
        }
    };
    Some(diagnostic(range, violation, schema))
}

fn diagnostic(range: crate::text::TextRange, violation: &Violation, schema: &str) -> Diagnostic {
    let path = shown_path(&violation.path);
    let fault = Message::with_quoted(&violation.message);
    let message = if path.is_empty() { fault } else { message!("`{path}`: {fault}", path, fault) };
    let label = match &violation.place {
        ViolationPlace::MissingKey(_) => "it belongs here",
        ViolationPlace::UnknownKey(_) | ViolationPlace::Value => "",
    };
    Diagnostic::new(JsonSchemaViolation::META.rule_id(), JsonSchemaViolation::META.severity(), range, message)
        .with_label(label)
        .with_help(message!("the schema is {schema}", schema))
        .with_fingerprint_key(path)
}

/// Returns a path as people write it: `authors[1].name`, the first item being 0.
fn shown_path(path: &[String]) -> String {
    let mut shown = String::new();
    for segment in path {
        let is_index = !shown.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        match (is_index, shown.is_empty()) {
            (true, _) => shown.push_str(&format!("[{segment}]")),
            (false, true) => shown.push_str(segment),
            (false, false) => shown.push_str(&format!(".{segment}")),
        }
    }
    shown
}

impl Rule for JsonSchemaViolation {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let schemas = &context.settings.front_matter.json_schemas;
        let Some(front_matter) = context.document.front_matter.as_ref().filter(|_| !schemas.is_empty()) else { return };
        let Some(root) = &front_matter.root else { return };
        // What could not be read may be what the schema misses.
        if !is_read_whole(context.document) {
            return;
        }
        let value = serde_json::to_value(data::to_value(root)).unwrap_or_default();
        for schema in schemas {
            for violation in schema.violations(&value) {
                diagnostics.extend(report(front_matter, root, &violation, schema.name()));
            }
        }
    }
}
