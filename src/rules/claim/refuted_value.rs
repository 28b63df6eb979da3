use crate::claim::ClaimValue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports values that a reference table refutes.
    ///
    /// ## Why is this bad?
    /// The text states something that confirmed sources contradict: a size, a date, a price. Readers repeat it, and the
    /// correction never reaches all of them.
    ///
    /// A claim is compared as it was written: `7B` agrees with 6.74 billion, 约 and `about` leave 10 %, 超过 and `at least`
    /// are bounds, and a family's name stands for any of its variants. A fact counts only where it held on the document's
    /// own date. The finding is an error where the value stands beside its subject and the text asserts it, and a warning
    /// where the text hedges or says it of a pronoun.
    ///
    /// ## Examples
    /// ````md,flagged
    /// GPT-3拥有2100亿参数。
    ///
    /// GPT-3 has 210 billion parameters.
    /// ````
    /// ````md
    /// GPT-3拥有1750亿参数，比Llama 2要大。
    ///
    /// GPT-3 has about 180 billion parameters and is larger than Llama 2.
    /// ````
    ///
    /// ## References
    /// The source of each fact is shown with the finding; the tables stand in `lints/reference/`.
    pub(crate) struct RefutedValue {
        id: "claim/refuted-value",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn refuted_amount(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label, known) = (judged.written, judged.named, judged.label, judged.known_values());
    let nearest = judged.nearest_value();
    let message = format!("`{written}` differs from the {label} of `{named}`: `{known}`");
    judged
        .diagnostic(context, &RefutedValue::META, judged.severity(), message)
        .with_label(format!("the table has {known}"))
        .with_help(format!("write {nearest}, name what has {written}, or say whose figure it is ({})", judged.source()))
}

fn refuted_date(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label, known) = (judged.written, judged.named, judged.label, judged.known_values());
    let message = format!("`{written}` differs from the {label} of `{named}`: `{known}`");
    judged
        .diagnostic(context, &RefutedValue::META, judged.severity(), message)
        .with_label(format!("the table has {known}"))
        .with_help(format!("correct the date ({})", judged.source()))
}

impl Rule for RefutedValue {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context).filter(|judged| *judged.verdict() == Verdict::Refuted) {
            match judged.claim.value {
                ClaimValue::Amount { .. } => diagnostics.push(refuted_amount(context, &judged)),
                ClaimValue::Date { .. } => diagnostics.push(refuted_date(context, &judged)),
                // `claim/refuted-statement` reports these.
                ClaimValue::Term(_) => {}
            }
        }
    }
}
