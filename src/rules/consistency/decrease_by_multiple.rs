use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::arithmetic::Decrease;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports decreases that are counted in 倍 (便宜了3倍, 降低了5倍).
    ///
    /// ## Why is this bad?
    /// A decrease of one 倍 leaves nothing, so that 便宜了3倍 has no meaning of its own. Readers take it for a third or for a
    /// quarter of the price, and cannot tell which.
    ///
    /// This is everyday usage and rarely misleads by much, and so it is worth knowing and no more. English `three times
    /// cheaper` is left alone: style guides differ.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 新模型的调用价格便宜了3倍。
    /// ````
    /// ````md
    /// 新模型的调用价格降到了原来的三分之一。旧模型的价格是它的3倍。
    /// ````
    pub(crate) struct DecreaseByMultiple {
        id: "consistency/decrease-by-multiple",
        level: Some(Severity::Info),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn decrease_by_multiple(context: &RuleContext<'_>, decrease: &Decrease) -> Diagnostic {
    let prose = &context.document.prose;
    let by = prose.slice(decrease.by.range);
    let meta = &DecreaseByMultiple::META;
    Diagnostic::new(
        meta.rule_id(),
        meta.severity(),
        prose.to_source(decrease.by.range),
        message!("a decrease by `{by}` may mean two things", by),
    )
    .with_label("how much is left is not clear")
    .with_help("say what is left (降到原来的几分之一), or give the decrease in percent")
    .with_fingerprint_key(by)
}

impl Rule for DecreaseByMultiple {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let multiples = context.arithmetic.decreases.iter().filter(|decrease| decrease.is_multiple());
        diagnostics.extend(multiples.map(|decrease| decrease_by_multiple(context, decrease)));
    }
}
