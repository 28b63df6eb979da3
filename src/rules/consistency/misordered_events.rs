use crate::diagnostic::{Diagnostic, Severity};
use crate::relation::order::{Sequence, sequences_out_of_order};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports events that are told one after the other, with the later one dated before the earlier one.
    ///
    /// ## Why is this bad?
    /// Nothing is bought before it is founded, and what happens 随后 or `then` does not happen the year before. One of the
    /// two dates is wrong, or the story is.
    ///
    /// Only two dates that one sentence puts in an order are read: a beginning and an end of one thing, or a word such as
    /// 随后, 后来, `then in` right before the second date. Where the sentence speaks of a predecessor, of something
    /// earlier or of a plan, nothing is.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 这家公司成立于2012年，2009年被一家车企收购。
    ///
    /// The project began in March 2020 and then, in June 2019, entered its public beta.
    /// ````
    /// ````md
    /// 这家公司成立于2012年，2019年被一家车企收购。
    ///
    /// The project began in March 2020 and then, in June 2021, entered its public beta.
    /// ````
    pub(crate) struct MisorderedEvents {
        id: "consistency/misordered-events",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn misordered_events(context: &RuleContext<'_>, sequence: &Sequence) -> Diagnostic {
    let prose = &context.document.prose;
    let (first, second) = (prose.slice(sequence.first), prose.slice(sequence.second));
    Diagnostic::new(
        MisorderedEvents::META.rule_id(),
        MisorderedEvents::META.severity(),
        prose.to_source(sequence.second),
        message!("what comes after `{first}` is dated `{second}`, which is before it", first, second),
    )
    .with_label("told as the later one")
    .with_related(prose.to_source(sequence.first), "told as the earlier one")
    .with_help("correct one of the two dates, or the order of the story")
    .with_fingerprint_key(format!("{first} {second}"))
}

impl Rule for MisorderedEvents {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let sequences = sequences_out_of_order(context.document, context.analysis);
        diagnostics.extend(sequences.iter().map(|sequence| misordered_events(context, sequence)));
    }
}
