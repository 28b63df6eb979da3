//! `front-matter/missing-key`: a key that the configuration requires.

use super::{is_read_whole, shape};
use crate::data::{Entry, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::settings::FieldSchema;
use crate::text::{TextRange, TextSize};

declare_rule! {
    /// Reports required keys that the front matter does not have.
    ///
    /// ## Why is this bad?
    ///
    /// A post without a title or a date is listed wrongly or not at all. The rule does nothing until the configuration
    /// says which keys are required.
    ///
    /// A key that is there without a value counts as missing. Where the front matter cannot be read to its end, nothing
    /// is reported: the key may stand in the rest.
    ///
    /// ## Examples
    ///
    /// ````yaml,config
    /// front-matter:
    ///   schema:
    ///     title: { type: text, required: true }
    ///     date: { type: date, required: true }
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// ---
    /// ````
    ///
    /// ````yaml,config
    /// front-matter:
    ///   schema:
    ///     title: { type: text, required: true }
    /// ````
    ///
    /// ````md,flagged
    /// # A post without front matter
    /// ````
    ///
    /// Write instead:
    ///
    /// ````yaml,config
    /// front-matter:
    ///   schema:
    ///     title: { type: text, required: true }
    ///     date: { type: date, required: true }
    /// ````
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ## References
    ///
    /// The keys are those of `front-matter.schema` in `factlint.yaml` that have `required: true`.
    pub(crate) struct MissingKey {
        id: "front-matter/missing-key",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn report(range: TextRange, message: impl Into<Message>, key: &str) -> Diagnostic {
    Diagnostic::new(MissingKey::META.rule_id(), MissingKey::META.severity(), range, message).with_fingerprint_key(key)
}

fn missing_key(place: TextRange, key: &str, similar: Option<&Entry>) -> Diagnostic {
    let diagnostic = report(place, message!("the required key `{key}` is missing", key), key);
    match similar {
        Some(entry) => diagnostic.with_related(entry.key_range, "a similar key").with_help(message!(
            "did you mean `{key}` by `{written}`?",
            key,
            written = entry.key
        )),
        None => diagnostic.with_help(message!("add `{key}` to the front matter", key)),
    }
}

fn missing_value(entry: &Entry) -> Diagnostic {
    report(entry.key_range, message!("the required key `{key}` has no value", key = entry.key), &entry.key)
}

fn missing_front_matter(keys: &[&str]) -> Diagnostic {
    let list: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    let message = message!("there is no front matter, which must have {list}", list = list.join(", "));
    let start = TextRange::empty(TextSize::new(0));
    report(start, message, "front matter").with_help("start the file with front matter between two `---` lines")
}

impl Rule for MissingKey {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let schema = &context.settings.front_matter;
        let required = || schema.fields.iter().filter(|field| field.is_required);
        if schema.fields.is_empty() || !is_read_whole(context.document) {
            return;
        }
        let Some(front_matter) = &context.document.front_matter else {
            let keys: Vec<&str> = required().map(|field| field.key.as_str()).collect();
            if !keys.is_empty() {
                diagnostics.push(missing_front_matter(&keys));
            }
            return;
        };
        let entries = front_matter.root.as_ref().map_or(&[][..], |root| root.entries());
        check_keys(entries, &schema.fields, front_matter.end_of_keys(), diagnostics);
        if let Some(root) = &front_matter.root {
            shape::walk(root, schema, &mut |shaped| {
                if matches!(shaped.node.value, Value::Map(_)) {
                    check_keys(shaped.node.entries(), &shaped.shape.keys, shaped.key_range, diagnostics);
                }
            });
        }
    }
}

/// Reports the required keys of one mapping that it does not have; `place` is where they belong.
fn check_keys(entries: &[Entry], fields: &[FieldSchema], place: TextRange, diagnostics: &mut Vec<Diagnostic>) {
    for field in fields.iter().filter(|field| field.is_required) {
        match entries.iter().find(|entry| entry.key == field.key) {
            Some(entry) if entry.value.value == Value::Null => diagnostics.push(missing_value(entry)),
            Some(_) => {}
            None => {
                let similar = similar_entry(entries, field, fields);
                diagnostics.push(missing_key(place, &field.key, similar));
            }
        }
    }
}

/// Returns the entry whose key is one slip away and is none of the schema's own.
fn similar_entry<'e>(entries: &'e [Entry], field: &FieldSchema, fields: &[FieldSchema]) -> Option<&'e Entry> {
    let wanted = field.key.to_lowercase();
    entries.iter().find(|entry| {
        let is_free = fields.iter().all(|other| other.key != entry.key);
        is_free && strsim::osa_distance(&entry.key.to_lowercase(), &wanted) <= usize::from(3 < wanted.len())
    })
}
