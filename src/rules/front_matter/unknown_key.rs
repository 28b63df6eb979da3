//! `front-matter/unknown-key`: a key that the schema does not know.

use super::{entries, shape};
use crate::data::{Entry, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::settings::{FieldSchema, FrontMatterSchema, UnknownKeys};
use crate::suppress::FRONT_MATTER_KEY;

declare_rule! {
    /// Reports keys of the front matter that the schema does not know.
    ///
    /// ## Why is this bad?
    ///
    /// Generators pass over a key that they do not know: with `catgories:` the post is in no category, and nothing says
    /// so.
    ///
    /// Themes and templates have keys of their own. Therefore only slips are reported at first: one letter too many, too
    /// few, wrong or exchanged within a key of the schema or the preset which is not there otherwise. With
    /// `unknown-keys: forbid` all other keys are reported, with `unknown-keys: allow` none. Without a schema and a preset
    /// the rule does nothing.
    ///
    /// ## Examples
    ///
    /// ````yaml,config
    /// front-matter:
    ///   preset: hugo
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// catgories: [模型]
    /// ---
    /// ````
    ///
    /// ````yaml,config
    /// front-matter:
    ///   unknown-keys: forbid
    ///   schema:
    ///     title: text
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// mood: happy
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````yaml,config
    /// front-matter:
    ///   preset: hugo
    /// ````
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// categories: [模型]
    /// mood: 好
    /// ---
    /// ````
    pub(crate) struct UnknownKey {
        id: "front-matter/unknown-key",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn unknown_key(entry: &Entry, meant: Option<&FieldSchema>, owner: &str) -> Diagnostic {
    let message = message!("{owner} has no key `{key}`", owner, key = entry.key);
    let diagnostic = Diagnostic::new(UnknownKey::META.rule_id(), UnknownKey::META.severity(), entry.key_range, message)
        .with_fingerprint_key(&*entry.key);
    match meant {
        Some(field) => diagnostic.with_help(message!("did you mean `{key}`?", key = field.key)),
        None => diagnostic,
    }
}

impl Rule for UnknownKey {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let schema = &context.settings.front_matter;
        let entries = entries(context.document);
        if schema.is_empty() {
            return;
        }
        let owner = schema.generator.as_deref().unwrap_or("the schema");
        // The key by which rules are switched off is factlint's own.
        let is_unknown = |entry: &&Entry| schema.field(&entry.key).is_none() && entry.key != FRONT_MATTER_KEY;
        for entry in entries.iter().filter(is_unknown) {
            let meant = slip(entry, entries, schema);
            match schema.unknown_keys {
                UnknownKeys::Allow => {}
                // `front-matter/missing-key` names the key that was meant.
                UnknownKeys::Slips if meant.is_some_and(|field| !field.is_required) => {
                    diagnostics.push(unknown_key(entry, meant, owner));
                }
                UnknownKeys::Slips => {}
                UnknownKeys::Forbid => diagnostics.push(unknown_key(entry, meant, "the schema")),
            }
        }
        let root = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
        let Some(root) = root else { return };
        shape::walk(root, schema, &mut |shaped| {
            if !shaped.shape.forbids_unknown_keys || !matches!(shaped.node.value, Value::Map(_)) {
                return;
            }
            let is_known = |entry: &&Entry| shaped.shape.keys.iter().all(|field| field.key != entry.key);
            for entry in shaped.node.entries().iter().filter(is_known) {
                let meant = shaped.shape.keys.iter().find(|field| is_slip(&entry.key, &field.key));
                diagnostics.push(unknown_key(entry, meant, &shape::quoted(&shaped.name)));
            }
        });
    }
}

/// Returns the key that was most likely meant, where the front matter does not have it besides.
fn slip<'s>(entry: &Entry, entries: &[Entry], schema: &'s FrontMatterSchema) -> Option<&'s FieldSchema> {
    let is_free = |field: &&FieldSchema| entries.iter().all(|entry| entry.key != field.key);
    schema.fields.iter().filter(|field| is_slip(&entry.key, &field.key)).find(is_free)
}

/// Returns whether `key` is `known` with one slip within it: a letter too many, too few, wrong, or two exchanged.
///
/// The first and the last letter are right: `images` and `image`, `update` and `updated` are two keys.
fn is_slip(key: &str, known: &str) -> bool {
    // Most keys differ at an end, which costs nothing to see.
    let has_same_ends =
        key.chars().next() == known.chars().next() && key.chars().next_back() == known.chars().next_back();
    if !has_same_ends {
        return false;
    }
    let (key, known): (Vec<char>, Vec<char>) = (key.chars().collect(), known.chars().collect());
    if key.len() < 5 || known.len() < 5 || 1 < key.len().abs_diff(known.len()) || key == known {
        return false;
    }
    let same_start = key.iter().zip(&known).take_while(|(key, known)| key == known).count();
    let rest = key.len().min(known.len()) - same_start;
    let same_end = key.iter().rev().zip(known.iter().rev()).take(rest).take_while(|(key, known)| key == known).count();
    if same_start == 0 || same_end == 0 {
        return false;
    }
    let (wrong, right) = (&key[same_start..key.len() - same_end], &known[same_start..known.len() - same_end]);
    match (wrong, right) {
        ([], [letter]) | ([letter], []) => letter.is_alphabetic(),
        ([wrong], [right]) => wrong.is_alphabetic() && right.is_alphabetic(),
        ([first, second], [third, fourth]) => first == fourth && second == third,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_are_within_the_word() {
        for (key, known) in [("catgories", "categories"), ("desciption", "description"), ("tilte", "title")] {
            assert!(is_slip(key, known), "{key}");
        }
        for (key, known) in [("image", "images"), ("updates", "updated"), ("part1", "part2"), ("video", "audio")] {
            assert!(!is_slip(key, known), "{key}");
        }
    }
}
