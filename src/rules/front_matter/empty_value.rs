//! `front-matter/empty-value`: a title or date without a value, or a text of nothing but spaces.

use super::{entries, entry, is_draft};
use crate::data::{Entry, Node, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::file_name_date;
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports titles and dates of the front matter that are empty, texts of nothing but spaces, and empty tags.
    ///
    /// ## Why is this bad?
    ///
    /// A post with an empty title is a blank line in every list, and one with an empty date stands at its end. An empty
    /// item among the tags becomes a tag without a name.
    ///
    /// A page without a date that has a layout or an address of its own may have no title on purpose. Other keys may be
    /// empty: `description:` or `tags:` without a value say as much as no key at all. So may the date of a file whose
    /// name begins with one, and everything in a draft. Keys that the schema requires are the business of
    /// `front-matter/missing-key`.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: ""
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// tags: [模型, " "]
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// description:
    /// tags: [模型]
    /// ---
    /// ````
    pub(crate) struct EmptyValue {
        id: "front-matter/empty-value",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// Keys whose items are names that become pages.
const LISTS: [&str; 4] = ["tags", "categories", "keywords", "authors"];

fn report(range: TextRange, message: impl Into<Message>, key: &str) -> Diagnostic {
    Diagnostic::new(EmptyValue::META.rule_id(), EmptyValue::META.severity(), range, message).with_fingerprint_key(key)
}

fn empty_value(entry: &Entry) -> Diagnostic {
    let is_there = !entry.value.range.is_empty();
    let range = if is_there { entry.value.range } else { entry.key_range };
    report(range, message!("`{key}` is empty", key = entry.key), &entry.key)
}

fn blank_text(entry: &Entry) -> Diagnostic {
    report(entry.value.range, message!("`{key}` is nothing but spaces", key = entry.key), &entry.key)
        .with_help("write a text, or remove the key")
}

fn empty_item(entry: &Entry, item: &Node) -> Diagnostic {
    let range = if item.range.is_empty() { entry.key_range } else { item.range };
    report(range, message!("an item of `{key}` is empty", key = entry.key), &entry.key).with_help("remove the item")
}

impl Rule for EmptyValue {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let entries = entries(context.document);
        if is_draft(entries) {
            return;
        }
        for entry in entries {
            let is_required = context.settings.front_matter.field(&entry.key).is_some_and(|field| field.is_required);
            let is_title = entry.key.eq_ignore_ascii_case("title") && !is_special_page(entries);
            let is_date = entry.key.eq_ignore_ascii_case("date") && file_name_date(context.file.file_name()).is_none();
            match &entry.value.value {
                Value::Null if is_required => {}
                Value::Null if is_title || is_date => diagnostics.push(empty_value(entry)),
                Value::Text { text, .. } if text.is_empty() && (is_title || is_date || is_required) => {
                    diagnostics.push(empty_value(entry));
                }
                Value::Text { text, .. } if !text.is_empty() && is_blank(text) => diagnostics.push(blank_text(entry)),
                Value::List(items) if 2 <= items.len() && LISTS.contains(&&*entry.key) => {
                    diagnostics.extend(items.iter().filter(|item| is_empty(item)).map(|item| empty_item(entry, item)));
                }
                _ => {}
            }
        }
    }
}

/// Returns whether a page is no post but has a layout or an address of its own, and perhaps no title on purpose.
fn is_special_page(entries: &[Entry]) -> bool {
    let has = |key: &str| entry(entries, key).is_some();
    !has("date") && ["layout", "type", "url", "permalink"].into_iter().any(has)
}

/// Returns whether a text shows nothing: spaces of any width, or characters without width.
fn is_blank(text: &str) -> bool {
    text.chars().all(|character| character.is_whitespace() || matches!(character, '\u{200B}'..='\u{200D}' | '\u{FEFF}'))
}

fn is_empty(item: &Node) -> bool {
    match &item.value {
        Value::Null => true,
        Value::Text { text, .. } => is_blank(text),
        _ => false,
    }
}
