use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::order::{SizePair, sizes_out_of_order};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports models of which more parameters are active at a time than they have.
    ///
    /// ## Why is this bad?
    /// A mixture of experts computes with a part of its parameters for each token. A sentence that gives the part as larger
    /// than the whole has exchanged the two, or has a slip in one of them.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 新模型的总参数量为52B，激活参数量为389B。
    ///
    /// It has 21B total parameters and 236B active parameters.
    /// ````
    /// ````md
    /// 新模型的总参数量为389B，激活参数量为52B。
    ///
    /// It has 236B total parameters and 21B active parameters.
    /// ````
    pub(crate) struct ActiveAboveTotal {
        id: "consistency/active-above-total",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn active_above_total(context: &RuleContext<'_>, pair: &SizePair) -> Diagnostic {
    let prose = &context.document.prose;
    let (total, active) = (prose.slice(pair.total), prose.slice(pair.active));
    Diagnostic::new(
        ActiveAboveTotal::META.rule_id(),
        ActiveAboveTotal::META.severity(),
        prose.to_source(pair.active),
        message!("`{active}` parameters are active of `{total}` in total", active, total),
    )
    .with_label("the part is larger than the whole")
    .with_related(prose.to_source(pair.total), "the total")
    .with_help("exchange the two numbers, or correct one of them")
    .with_fingerprint_key(format!("{total} {active}"))
}

impl Rule for ActiveAboveTotal {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let pairs = sizes_out_of_order(context.document, context.analysis);
        diagnostics.extend(pairs.iter().map(|pair| active_above_total(context, pair)));
    }
}
