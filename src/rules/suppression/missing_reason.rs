//! `suppression/missing-reason`: a comment that switches rules off and does not say why.

use super::quoted;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::suppress::Directive;

declare_rule! {
    /// Reports comments that switch rules off without a reason.
    ///
    /// ## Why is this bad?
    ///
    /// A finding that is switched off is a promise that somebody looked. Without a reason the next reader cannot tell a
    /// quotation that must stay wrong from a finding that was in the way on a Friday.
    ///
    /// The reason stands behind two hyphens. Until there is one, the comment counts all the same: one thing to settle is
    /// enough.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// <!-- factlint-disable-next-line claim/refuted-value -->
    /// “Phi-3 has 2.7 billion parameters,” the slide said.
    /// ````
    ///
    /// ````md
    /// <!-- factlint-disable-next-line claim/refuted-value -- we quote the slide as it was -->
    /// The slide said: Phi-3 has 2.7 billion parameters.
    /// ````
    pub(crate) struct MissingReason {
        id: "suppression/missing-reason",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn missing_reason(directive: &Directive) -> Diagnostic {
    let names = quoted(directive.selectors.iter().map(|selector| selector.name.as_str()));
    let message = message!("this switches {names} off and does not say why", names);
    Diagnostic::new(MissingReason::META.rule_id(), MissingReason::META.severity(), directive.range, message)
        .with_help("write the reason behind two hyphens: `-- why, until 2027-01-01`; the day may be left out")
        .with_fingerprint_key(names)
}

impl Rule for MissingReason {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let directives = context.suppressions.directives.iter();
        diagnostics.extend(directives.filter(|directive| directive.reason.is_none()).map(missing_reason));
    }
}
