use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::conflict::{Gain, gains};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a rise by more than what it led to.
    ///
    /// ## Why is this bad?
    /// What rises by 2180亿 cannot stand at 2.56亿 afterwards: a word such as 万 was lost, or a number belongs elsewhere.
    ///
    /// Profits, flows of cash and other things that may fall below nothing are left alone.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 消息公布后，公司市值一天暴涨2180亿美元，达到2.56亿美元。
    ///
    /// Revenue was up $5 billion to $3 billion.
    /// ````
    /// ````md
    /// 消息公布后，公司市值一天暴涨2180亿美元，达到2.56万亿美元。
    ///
    /// Revenue was up $5 billion to $30 billion.
    /// ````
    pub(crate) struct GainOverTotal {
        id: "consistency/gain-over-total",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn gain_over_total(context: &RuleContext<'_>, found: Gain) -> Diagnostic {
    let meta = &GainOverTotal::META;
    let prose = &context.document.prose;
    let (rise, total) = (prose.slice(found.rise), prose.slice(found.total));
    let message = message!("a rise by `{rise}` cannot lead to `{total}`, which is less", rise, total);
    Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(found.total), message)
        .with_label("less than the rise")
        .with_related(prose.to_source(found.rise), "the rise")
        .with_help("look for a scale that was lost, such as 万 or `trillion`")
        .with_fingerprint_key(format!("{rise} {total}"))
}

impl Rule for GainOverTotal {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let found = gains(context.document, context.analysis);
        diagnostics.extend(found.into_iter().map(|found| gain_over_total(context, found)));
    }
}
