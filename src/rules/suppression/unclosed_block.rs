//! `suppression/unclosed-block`: a block without an end.

use super::quoted;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::suppress::Directive;

declare_rule! {
    /// Reports `factlint-disable` without a `factlint-enable` below it.
    ///
    /// ## Why is this bad?
    ///
    /// The rules are off down to the end of the file, also for what is written there next year. Whoever means the whole
    /// file says so with `factlint-disable-file`.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// <!-- factlint-disable claim/refuted-value -- a quotation -->
    ///
    /// > Phi-3 has 2.7 billion parameters.
    ///
    /// And so on.
    /// ````
    ///
    /// ````md
    /// <!-- factlint-disable claim/refuted-value -- a quotation -->
    ///
    /// Phi-3 has 2.7 billion parameters.
    ///
    /// <!-- factlint-enable -->
    ///
    /// And so on.
    /// ````
    pub(crate) struct UnclosedBlock {
        id: "suppression/unclosed-block",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn unclosed_block(context: &RuleContext<'_>, directive: &Directive) -> Diagnostic {
    // Only what reaches to the end of the file is left open.
    let is_open = |scope: crate::text::TextRange| scope.end() == context.file.range().end();
    let open = directive.selectors.iter().filter(|selector| is_open(selector.scope));
    let names = quoted(open.map(|selector| selector.name.as_str()));
    let message = message!("{names} is switched off here and never on again", names);
    Diagnostic::new(UnclosedBlock::META.rule_id(), UnclosedBlock::META.severity(), directive.range, message)
        .with_label("down to the end of the file")
        .with_help("write `factlint-enable` where it should end, or `factlint-disable-file` for the whole file")
        .with_fingerprint_key(names)
}

impl Rule for UnclosedBlock {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let open = context.suppressions.directives.iter().filter(|directive| !directive.is_closed);
        diagnostics.extend(open.map(|directive| unclosed_block(context, directive)));
    }
}
