//! `suppression/expired`: a comment whose last day is over.

use super::{is_idle, quoted};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::suppress::Directive;

use super::removal::removal;

declare_rule! {
    /// Reports comments that switch rules off up to a day which is over.
    ///
    /// ## Why is this bad?
    ///
    /// Whoever writes `until 2024-03-01` means to look again on that day. From the next day on the comment switches nothing
    /// off: the findings are back, and this one says why.
    ///
    /// Today is the day of the run, or that of `--today`.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// <!-- factlint-disable-next-line claim/refuted-value -- waiting for the vendor's answer, until 2024-03-01 -->
    /// Phi-3 has 2.7 billion parameters.
    /// ````
    ///
    /// ````md
    /// <!-- factlint-disable-next-line claim/refuted-value -- 等待厂商答复，至 2030-03-01 -->
    /// Phi-3拥有27亿参数。
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes the comment. It is offered where nothing is found any more, and it is safe.
    pub(crate) struct Expired {
        id: "suppression/expired",
        level: Some(Severity::Warning),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

fn expired(context: &RuleContext<'_>, directive: &Directive) -> Option<Diagnostic> {
    let until = directive.until.filter(|_| directive.is_expired)?;
    let names = || quoted(directive.selectors.iter().map(|selector| selector.name.as_str()));
    let n_back: usize = directive.selectors.iter().map(|selector| selector.n_used).sum();
    let message = message!("this switches {names} off until {until}, and that day is over", names = names(), until);
    let diagnostic = Diagnostic::new(Expired::META.rule_id(), Expired::META.severity(), directive.range, message)
        .with_fingerprint_key(format!("{} {until}", names().english()));
    if 0 < n_back {
        let label = if n_back == 1 {
            message!("1 finding is reported again")
        } else {
            message!("{count} findings are reported again", count = n_back)
        };
        return Some(
            diagnostic
                .with_label(label)
                .with_help("settle it, and remove the comment; or give it another day and say why"),
        );
    }
    if !is_idle(directive, context) {
        return Some(diagnostic.with_help("remove it, or give it another day and say why"));
    }
    let mut diagnostic = diagnostic.with_label("nothing is found here any more").with_help("remove it");
    diagnostic.fix = removal(context.file, directive.carrier, directive.range);
    Some(diagnostic)
}

impl Rule for Expired {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let directives = context.suppressions.directives.iter();
        diagnostics.extend(directives.filter_map(|directive| expired(context, directive)));
    }
}
