use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::arithmetic::Whole;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports shares that are said to make up a whole and do not come to 100 %.
    ///
    /// ## Why is this bad?
    /// Where the list ends with the rest, or says that the whole consists of it, a share too many or too few is a wrong number.
    ///
    /// Only lists that say that they are complete are added up (其余25%, the remaining 25 %, consists of, 由…组成); shares may
    /// be rounded. Answers of which several may be chosen, lists with 等 or `mainly`, and shares beside a half in words are
    /// left alone.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 收入中订阅占62%，服务占25%，其余23%来自授权。
    ///
    /// The corpus consists of 70% web pages, 20% books and 20% code.
    /// ````
    /// ````md
    /// 收入中订阅占62%，服务占25%，其余13%来自授权。
    ///
    /// The corpus consists of 70% web pages, 20% books and 10% code.
    /// ````
    pub(crate) struct UnbalancedShares {
        id: "consistency/unbalanced-shares",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn unbalanced_shares(context: &RuleContext<'_>, whole: &Whole) -> Option<Diagnostic> {
    let prose = &context.document.prose;
    let (last, others) = whole.shares.split_last()?;
    let written: Vec<&str> = whole.shares.iter().map(|share| prose.slice(share.range)).collect();
    let sum = whole.sum.normalize();
    let meta = &UnbalancedShares::META;
    let message = message!("the shares of this whole come to {sum} %, not to 100 %", sum);
    let mut diagnostic = Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(last.range), message)
        .with_label(format!("{} = {sum} %", written.join(" + ")))
        .with_help("correct a share, or say what is missing")
        .with_fingerprint_key(written.join(" "));
    for share in others {
        diagnostic = diagnostic.with_related(prose.to_source(share.range), "");
    }
    Some(diagnostic)
}

impl Rule for UnbalancedShares {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        diagnostics.extend(context.arithmetic.wholes.iter().filter_map(|whole| unbalanced_shares(context, whole)));
    }
}
