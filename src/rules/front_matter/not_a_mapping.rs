//! `front-matter/not-a-mapping`: front matter without keys.

use super::{is_read_whole, is_template};
use crate::data::{Node, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports front matter that is a list or a single text where keys and values belong.
    ///
    /// ## Why is this bad?
    ///
    /// Generators look up keys. A list of `- title: …` has none, so the page has no title and no date; some generators stop with
    /// an error.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// - title: 新模型发布
    /// - date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// ["title: A new model"]
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-05-09
    /// ---
    /// ````
    ///
    /// ````md
    /// ---
    /// title: A new model
    /// tags: [models]
    /// ---
    /// ````
    pub(crate) struct NotAMapping {
        id: "front-matter/not-a-mapping",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn not_a_mapping(root: &Node) -> Diagnostic {
    let message = format!("the front matter is {}, not keys with values", root.kind());
    Diagnostic::new(NotAMapping::META.rule_id(), NotAMapping::META.severity(), root.range, message)
        .with_help("write each key on a line of its own: `title: …`")
        .with_fingerprint_key("not a mapping")
}

impl Rule for NotAMapping {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let root = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
        let Some(root) = root.filter(|root| !matches!(root.value, Value::Map(_) | Value::Null)) else { return };
        let is_text = context.file.slice(root.range);
        if is_read_whole(context.document) && !is_template(is_text) {
            diagnostics.push(not_a_mapping(root));
        }
    }
}
