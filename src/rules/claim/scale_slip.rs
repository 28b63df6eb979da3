use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::claim::notation::rewrite_claim;
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports values that are wrong by a power of ten: a zero too many, a billion made into the wrong 亿.
    ///
    /// ## Why is this bad?
    /// Chinese counts in 万 and 亿, English in thousands, millions and billions. A translation slips by a factor of ten or a
    /// thousand more easily than in any other way, and the sentence still reads well.
    ///
    /// ## Examples
    /// ````md,flagged
    /// Llama 2最大的版本拥有7000亿参数。
    ///
    /// The largest Llama 2 model has 700 billion parameters.
    /// ````
    /// ````md
    /// Llama 2最大的版本拥有700亿参数。
    ///
    /// The largest Llama 2 model has 70 billion parameters.
    /// ````
    ///
    /// ## Fix safety
    /// The fix writes the value with the right scale. It is unsafe: it changes what the text says, and the author may have
    /// meant another model.
    pub(crate) struct ScaleSlip {
        id: "claim/scale-slip",
        level: Some(Severity::Error),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn scale_slip(context: &RuleContext<'_>, judged: &Judged<'_>, repaired: Decimal, power: i32) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let factor = Decimal::from(10_i64.pow(power.unsigned_abs()));
    let direction = if power < 0 { "small" } else { "large" };
    let replacement = rewrite_claim(context, judged.claim, judged.in_column(repaired), judged.unit);
    // Of the many values of a fact, the one that was meant.
    let known = judged.known_value(&replacement).map_or_else(|| judged.known_values(), Message::verbatim);
    let message = message!(
        "`{written}` is {factor} times too {direction} for the {label} of `{named}`: `{known}`",
        written,
        factor,
        direction,
        label,
        named,
        known
    );
    judged
        .diagnostic(context, &ScaleSlip::META, judged.severity(), message)
        .with_label(message!("the table has {known}", known))
        .with_help(message!("write `{replacement}` ({source})", replacement, source = judged.source()))
        .with_fix(judged.replacement(context, replacement))
}

impl Rule for ScaleSlip {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context) {
            if let Verdict::ScaleSlip { repaired, power } = judged.verdict() {
                diagnostics.push(scale_slip(context, &judged, *repaired, *power));
            }
        }
    }
}
