use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports values that agree with the facts at one or two figures, and not at the precision written.
    ///
    /// ## Why is this bad?
    /// 2000亿 for 175 billion is no error that misleads, but it reads as exact: the next text calculates with it. A word such
    /// as 约 or `about`, or one figure more, says what is meant.
    ///
    /// ## Examples
    /// ````md,flagged
    /// GPT-3拥有2000亿参数。
    ///
    /// GPT-3 has 200 billion parameters.
    /// ````
    /// ````md
    /// GPT-3拥有约2000亿参数，也有人说近1800亿。
    ///
    /// GPT-3 has 175 billion parameters; GPT-3 has about 180 billion parameters.
    /// ````
    ///
    /// ## Fix safety
    /// The fix writes the value that the facts have, in the document's own notation. It is unsafe: rounding may be what the
    /// author wanted.
    pub(crate) struct ImpreciseValue {
        id: "claim/imprecise-value",
        level: Some(Severity::Info),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn imprecise_value(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label, known) = (judged.written, judged.named, &judged.label, judged.known_values());
    let message =
        message!("`{written}` is only roughly the {label} of `{named}`: `{known}`", written, label, named, known);
    let repaired = judged.repaired();
    let right = repaired.clone().map_or_else(|| known.clone(), Message::verbatim);
    let diagnostic = judged
        .diagnostic(context, &ImpreciseValue::META, ImpreciseValue::META.severity(), message)
        .with_label(message!("the table has {known}", known))
        .with_help(message!(
            "write {right}, or call it rounded: 约, `about` ({source})",
            right,
            source = judged.source()
        ));
    match repaired {
        Some(repaired) => diagnostic.with_fix(judged.replacement(context, repaired)),
        None => diagnostic,
    }
}

impl Rule for ImpreciseValue {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context).filter(|judged| *judged.verdict() == Verdict::Imprecise) {
            diagnostics.push(imprecise_value(context, &judged));
        }
    }
}
