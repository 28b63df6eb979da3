use rustc_hash::FxHashSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::arithmetic::Decrease;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports decreases by more than 100 %.
    ///
    /// ## Why is this bad?
    /// Nothing can lose more than all of itself: a cost that fell by 150 % would be below nothing. Mostly the multiple was
    /// meant (to two fifths), or the base is the wrong one.
    ///
    /// Profit, growth, cash flow, temperatures and whatever else can fall below nothing are left alone, and so are sentences
    /// that deny, ask or suppose.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 升级之后，推理成本下降了150%。
    ///
    /// The new version uses 150% less memory.
    /// ````
    /// ````md
    /// 升级之后，推理成本下降了50%。净利润同比下降150%。
    ///
    /// The new version uses 50% less memory. Net income fell 150%.
    /// ````
    pub(crate) struct ImpossibleDecrease {
        id: "consistency/impossible-decrease",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn impossible_decrease(context: &RuleContext<'_>, decrease: &Decrease) -> Diagnostic {
    let prose = &context.document.prose;
    let by = prose.slice(decrease.by.range);
    let meta = &ImpossibleDecrease::META;
    let message = message!("nothing can decrease by `{by}`: 100 % is all of it", by);
    Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(decrease.by.range), message)
        .with_label("more than the whole")
        .with_help("give what is left, the change counted from the first number, or both numbers")
        .with_fingerprint_key(by)
}

impl Rule for ImpossibleDecrease {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        // Where both ends stand beside it, `wrong-change` says more.
        let changes: FxHashSet<TextRange> = context.arithmetic.changes.iter().map(|change| change.by.range).collect();
        let percents = context.arithmetic.decreases.iter().filter(|decrease| !decrease.is_multiple());
        let percents = percents.filter(|decrease| !changes.contains(&decrease.by.range));
        diagnostics.extend(percents.map(|decrease| impossible_decrease(context, decrease)));
    }
}
