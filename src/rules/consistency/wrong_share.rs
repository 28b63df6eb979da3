use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::arithmetic::Share;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a percentage that is not what the part beside it is of the whole.
    ///
    /// ## Why is this bad?
    /// `12 of 40 (35 %)` says two things: 12 of 40 is 30 %. One of the three figures is wrong, and the reader cannot tell which.
    ///
    /// Part, whole and percentage must stand side by side, and the percentage may be rounded or cut at its last place. Where
    /// it fits any other count that stands before, that one may be the whole, and nothing is reported.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 受访的40名开发者中，有12人（35%）每天使用该工具。
    ///
    /// In total, 12 of 40 developers (35%) use the tool every day.
    /// ````
    /// ````md
    /// 受访的40名开发者中，有12人（30%）每天使用该工具。
    ///
    /// In total, 12 of 40 developers (30%) use the tool every day.
    /// ````
    pub(crate) struct WrongShare {
        id: "consistency/wrong-share",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_share(context: &RuleContext<'_>, share: &Share, actual: Decimal) -> Diagnostic {
    let prose = &context.document.prose;
    let [part, whole, percent] = [share.part, share.whole, share.percent].map(|figure| prose.slice(figure.range));
    let actual = actual.round_dp(1).normalize();
    let meta = &WrongShare::META;
    let message = message!("`{part}` of `{whole}` is {actual} %, not `{percent}`", part, whole, actual, percent);
    let mut diagnostic =
        Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(share.percent.range), message)
            .with_label(message!("{part} of {whole} is {actual} %", part, whole, actual))
            .with_related(prose.to_source(share.part.range), "the part")
            .with_related(prose.to_source(share.whole.range), "the whole")
            .with_help("correct the percentage, or one of the two counts")
            .with_fingerprint_key(format!("{part} {whole} {percent}"));
    diagnostic.related.sort_by_key(|related| related.label.range.start());
    diagnostic
}

impl Rule for WrongShare {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for share in &context.arithmetic.shares {
            if let Some(actual) = share.differing() {
                diagnostics.push(wrong_share(context, share, actual));
            }
        }
    }
}
