use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports rumours and unconfirmed reports that the text states as facts.
    ///
    /// ## Why is this bad?
    /// A figure that nobody who must know it has confirmed becomes a fact by being repeated without 据说 or `reportedly`.
    /// The reader cannot tell it from one that the vendor published.
    ///
    /// A text that hedges (据说, 有消息称, `reportedly`, `is rumoured to`), in the same sentence or in the next one about the
    /// same figure, is not reported.
    ///
    /// ## Examples
    /// ````md,flagged
    /// GPT-4拥有1.76万亿参数。
    ///
    /// GPT-4 has 1.76 trillion parameters.
    /// ````
    /// ````md
    /// 据说GPT-4拥有1.76万亿参数。
    ///
    /// GPT-4 reportedly has 1.76 trillion parameters.
    /// ````
    ///
    /// ## References
    /// The status of each fact (`reported`, `rumoured`, `undisclosed`) and its sources are shown with the finding.
    pub(crate) struct UnconfirmedValue {
        id: "claim/unconfirmed-value",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn unconfirmed(context: &RuleContext<'_>, judged: &Judged<'_>, status: &str) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let message = message!(
        "`{written}` is stated as a fact, but the {label} of `{named}` is only {status}",
        written,
        label,
        named,
        status
    );
    judged
        .diagnostic(context, &UnconfirmedValue::META, UnconfirmedValue::META.severity(), message)
        .with_label(message!("only {status}", status))
        .with_help(message!(
            "say whose figure it is (据…报道, `reportedly`), or give a source that confirms it ({source})",
            source = judged.source()
        ))
}

fn unsupported(context: &RuleContext<'_>, judged: &Judged<'_>, status: &str) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let known = judged.known_values();
    let message = message!(
        "`{written}` is stated as a fact, but the {label} of `{named}` is {status} and the table has only `{known}`",
        written,
        label,
        named,
        status,
        known
    );
    judged
        .diagnostic(context, &UnconfirmedValue::META, UnconfirmedValue::META.severity(), message)
        .with_label("no source has this value")
        .with_help(message!(
            "say whose figure it is, or give a source that confirms it ({source})",
            source = judged.source()
        ))
}

impl Rule for UnconfirmedValue {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context) {
            let Verdict::Unconfirmed { is_rumoured } = judged.verdict() else { continue };
            let status = judged.judgement.evidence.first().map_or("unconfirmed", |item| item.status);
            diagnostics.push(if *is_rumoured {
                unconfirmed(context, &judged, status)
            } else {
                unsupported(context, &judged, status)
            });
        }
    }
}
