//! `front-matter/quoted-boolean`: `"false"`, a text that counts as true.

use super::{entries, quoted_boolean, shape};
use crate::data::Node;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports `"true"` and `"false"` in quotes where a boolean is meant.
    ///
    /// ## Why is this bad?
    ///
    /// `"false"` is a text that is not empty, which many templates take for true: `published: "false"` publishes the
    /// page in Jekyll.
    ///
    /// Looked at are the keys that the schema or the preset calls boolean, and without them `draft` and `published`.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// draft: "false"
    /// ---
    /// ````
    ///
    /// ````yaml,config
    /// front-matter:
    ///   preset: docusaurus
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new model
    /// hide_title: 'true'
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// draft: false
    /// ---
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes the quotes. It is unsafe: a page that was shown by mistake may be hidden by it, and the other way
    /// round.
    pub(crate) struct QuotedBoolean {
        id: "front-matter/quoted-boolean",
        level: Some(Severity::Warning),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn report(name: &str, node: &Node, value: bool) -> Diagnostic {
    let message = message!("{quoted} is a text in quotes where a boolean is meant", quoted = shape::quoted(name));
    let range: TextRange = node.range;
    Diagnostic::new(QuotedBoolean::META.rule_id(), QuotedBoolean::META.severity(), range, message)
        .with_label(message!("write `{value}`", value))
        .with_fingerprint_key(name)
        .with_fix(Fix {
            message: message!("remove the quotes"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { range, content: value.to_string() }],
        })
}

impl Rule for QuotedBoolean {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let schema = &context.settings.front_matter;
        for entry in entries(context.document) {
            let is_known = ["draft", "published"].iter().any(|key| key.eq_ignore_ascii_case(&entry.key));
            if is_known
                && schema.field(&entry.key).is_none()
                && let Some(value) = quoted_boolean(&entry.value)
            {
                diagnostics.push(report(&entry.key, &entry.value, value));
            }
        }
        let root = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
        let Some(root) = root.filter(|_| !schema.fields.is_empty()) else { return };
        shape::walk(root, schema, &mut |shaped| {
            if shape::is_boolean(shaped.shape)
                && let Some(value) = quoted_boolean(shaped.node)
            {
                diagnostics.push(report(&shaped.name, shaped.node, value));
            }
        });
    }
}
