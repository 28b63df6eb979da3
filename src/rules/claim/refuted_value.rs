use crate::claim::ClaimValue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::{Neighbour, Verdict};

declare_rule! {
    /// Reports values that a reference table refutes.
    ///
    /// ## Why is this bad?
    /// The text states something that confirmed sources contradict: a size, a price, a count. Readers repeat it, and the
    /// correction never reaches all of them.
    ///
    /// A claim is compared as it was written: `7B` agrees with 6.74 billion, 约 and `about` leave 10 %, 超过 and `at least`
    /// are bounds, and a family's name stands for any of its variants. A fact counts only where it held on the document's
    /// own date. The finding is an error where the value stands beside its subject and the text asserts it, and a warning
    /// where the text hedges or says it of a pronoun.
    ///
    /// Where the value is a neighbour's (the active parameters for all of them, the version before, the 7B of an 8x7B), the
    /// finding says whose. Dates are `claim/wrong-date`'s and powers of ten `claim/scale-slip`'s.
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
    /// ## Fix safety
    /// Where the facts have one value, the fix writes it in the document's own notation. It is unsafe: it changes what the
    /// text says, and the author may have meant another subject.
    ///
    /// ## References
    /// The source of each fact is shown with the finding; the tables stand in `lints/reference/`.
    pub(crate) struct RefutedValue {
        id: "claim/refuted-value",
        level: Some(Severity::Error),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn refuted(context: &RuleContext<'_>, judged: &Judged<'_>) -> Diagnostic {
    let (written, named, label, known) = (judged.written, judged.named, &judged.label, judged.known_values());
    let right = judged.repaired().map_or_else(|| judged.nearest_value(), Message::verbatim);
    let message =
        message!("`{written}` differs from the {label} of `{named}`: `{known}`", written, label, named, known);
    let help = message!(
        "write {right}, name what has {written}, or say whose figure it is ({source})",
        right,
        written,
        source = judged.source()
    );
    finish(context, judged, message, help)
}

/// The value is that of something beside the subject: its twin.
fn swapped(context: &RuleContext<'_>, judged: &Judged<'_>, neighbour: Neighbour) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, &judged.label);
    let known = judged.nearest_value();
    let right = judged.repaired().map_or_else(|| known.clone(), Message::verbatim);
    let (message, twin) = match neighbour {
        Neighbour::Attribute(attribute) => {
            let other = super::label(context, attribute);
            let message = message!(
                "`{written}` is the {other} of `{named}`, and not its {label}: `{known}`",
                written,
                other,
                named,
                label,
                known
            );
            (message, message!("that is the {other}", other))
        }
        Neighbour::Subject(entity) => {
            let other = &context.tables.entity(entity).name;
            let message =
                message!("`{written}` differs from the {label} of `{named}`: `{known}`", written, label, named, known);
            (message, message!("that is {other}'s value", other))
        }
        Neighbour::SizeInName => {
            let message =
                message!("`{written}` differs from the {label} of `{named}`: `{known}`", written, label, named, known);
            (message, message!("the size in its name is that of a part, and the parts share some of it"))
        }
    };
    finish(
        context,
        judged,
        message,
        message!(
            "{twin}: write {right}, or name what has {written} ({source})",
            twin,
            right,
            written,
            source = judged.source()
        ),
    )
}

fn finish(context: &RuleContext<'_>, judged: &Judged<'_>, message: Message, help: Message) -> Diagnostic {
    let known = match judged.verdict() {
        Verdict::Swapped { .. } => judged.nearest_value(),
        _ => judged.known_values(),
    };
    let mut diagnostic = judged
        .diagnostic(context, &RefutedValue::META, judged.severity(), message)
        .with_label(message!("the table has {known}", known))
        .with_help(help);
    if let Some(repaired) = judged.repaired() {
        diagnostic = diagnostic.with_fix(judged.replacement(context, repaired));
    }
    diagnostic
}

impl Rule for RefutedValue {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context).filter(|judged| matches!(judged.claim.value, ClaimValue::Amount { .. })) {
            match *judged.verdict() {
                Verdict::Refuted => diagnostics.push(refuted(context, &judged)),
                Verdict::Swapped { neighbour } => diagnostics.push(swapped(context, &judged, neighbour)),
                _ => {}
            }
        }
    }
}
