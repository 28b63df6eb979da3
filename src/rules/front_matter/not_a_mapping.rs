//! `front-matter/not-a-mapping`: front matter without keys.

use super::{is_read_whole, is_template};
use crate::data::Node;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports front matter that is a list where keys and values belong.
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
    /// - date: 2024-05-09
    ///   title: A new model
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
    let message = message!("the front matter is {kind}, not keys with values", kind = root.kind());
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
        // A list between two thematic breaks may have labels too: one of a title is meant as front matter.
        let Some(root) = root.filter(|root| root.items().iter().any(is_titled)) else { return };
        let is_text = context.file.slice(root.range);
        if is_read_whole(context.document) && !is_template(is_text) {
            diagnostics.push(not_a_mapping(root));
        }
    }
}

/// Returns whether an item of a list gives the title.
fn is_titled(item: &Node) -> bool {
    item.entries().iter().any(|entry| entry.key.eq_ignore_ascii_case("title") || entry.key == "标题")
}
