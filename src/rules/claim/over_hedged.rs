use crate::claim::Modality;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports hedges (据说, `reportedly`) before values that are confirmed.
    ///
    /// ## Why is this bad?
    /// A hedge tells the reader to doubt. Where the source that must know has said it, the doubt is misplaced; and hedges that
    /// stand everywhere mean nothing where they are due. Off by default: caution is no error.
    ///
    /// ## Examples
    /// ````yaml,config
    /// rules: {claim/over-hedged: info}
    /// ````
    /// ````md,flagged
    /// 据说GPT-3拥有1750亿参数。
    ///
    /// GPT-3 reportedly has 175 billion parameters.
    /// ````
    /// ````yaml,config
    /// rules: {claim/over-hedged: info}
    /// ````
    /// ````md
    /// 据说GPT-4拥有1.76万亿参数。GPT-3拥有1750亿参数。
    /// ````
    pub(crate) struct OverHedged {
        id: "claim/over-hedged",
        level: None,
        fix: FixAvailability::None,
        options: &[],
    }
}

fn over_hedged(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let message = message!("`{written}` is hedged, and the {label} of `{named}` is confirmed", written, label, named);
    judged
        .diagnostic(context, &OverHedged::META, Severity::Info, message)
        .with_label("confirmed")
        .with_help(message!("state it, and name the source ({source})", source = judged.source()))
}

impl Rule for OverHedged {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context) {
            let is_confirmed = *judged.verdict() == Verdict::Supported && !judged.judgement.evidence.is_empty();
            if is_confirmed && judged.claim.modality == Modality::Hedged {
                diagnostics.push(over_hedged(context, &judged));
            }
        }
    }
}
