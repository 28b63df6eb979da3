use crate::claim::ClaimValue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

declare_rule! {
    /// Reports lengths of time up to today that a start date refutes: how long somebody has been somewhere, how old a company
    /// is.
    ///
    /// ## Why is this bad?
    /// A month at a firm and three years at it tell different stories, and the length was true on the day of the source, not on
    /// the day of the text.
    ///
    /// The length is counted up to the document's own date and compared at the precision written: one month is about 15 to 45
    /// days, a three-year-old firm was founded two and a half to four years ago. Lengths with 约, 近, 多, `almost` or `more than`
    /// are not read.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ---
    /// date: 2024-05-09
    /// ---
    /// 苏莱曼加入微软才一个月。
    ///
    /// Suleyman has been at Microsoft for a month.
    /// ````
    /// ````md
    /// ---
    /// date: 2024-05-09
    /// ---
    /// 苏莱曼加入微软不到两个月，也就是七周。
    ///
    /// Suleyman has been at Microsoft for seven weeks.
    /// ````
    ///
    /// ## References
    /// The source of each start date is shown with the finding; the tables stand in `lints/reference/`.
    pub(crate) struct WrongDuration {
        id: "claim/wrong-duration",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_duration(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label, known) = (judged.written, judged.named, &judged.label, judged.known_values());
    let counted = match context.analysis.document_time {
        Some(day) => message!("counted from {known} by {day}", known, day),
        None => message!("counted from {known}", known),
    };
    let message =
        message!("`{written}` does not fit the {label} of `{named}`: `{known}`", written, label, named, known);
    judged
        .diagnostic(context, &WrongDuration::META, judged.severity(), message)
        .with_label(counted)
        .with_help(message!("count again, or give the date itself ({source})", source = judged.source()))
}

impl Rule for WrongDuration {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context).filter(|judged| *judged.verdict() == Verdict::Refuted) {
            if matches!(judged.claim.value, ClaimValue::Elapsed(_)) {
                diagnostics.push(wrong_duration(context, &judged));
            }
        }
    }
}
