use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::relation::order::{Length, LengthKind, lengths_against_days};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::temporal::Granularity;

declare_rule! {
    /// Reports lengths of time that the days beside them do not have.
    ///
    /// ## Why is this bad?
    /// A fair from 3 May to 10 May lasts seven or eight days, and a company that was founded in 2010 is not fifteen years old
    /// in 2022. The length and the days say the same thing twice, and one of the two is wrong.
    ///
    /// Lengths are counted with the first and the last day and without; years may be one more or one less, since the months
    /// are rarely told. Ages and anniversaries are counted up to the document's own date, unless the sentence names another
    /// year. Words such as 近, 多 and `about` leave a length alone.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 科技节将于2024年5月18日至5月22日举行，为期九天。
    ///
    /// The team started in 2019, and five years later, in 2022, it had its chip.
    /// ````
    /// ````md
    /// 科技节将于2024年5月18日至5月22日举行，为期五天。
    ///
    /// The team started in 2019, and three years later, in 2022, it had its chip.
    /// ````
    pub(crate) struct MismatchedDuration {
        id: "consistency/mismatched-duration",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn mismatched_duration(context: &RuleContext<'_>, length: &Length) -> Diagnostic {
    let prose = &context.document.prose;
    let (written, from) = (prose.slice(length.range), prose.slice(length.from));
    let counted = counted(length);
    let (message, label) = match length.kind {
        LengthKind::Stretch => {
            (message!("`{from}` is {counted} long, not `{written}`", from, counted, written), "these days")
        }
        LengthKind::Later => {
            let to = length.to.map(|range| prose.slice(range)).unwrap_or_default();
            (
                message!("from `{from}` to `{to}` it is {counted}, not `{written}`", from, to, counted, written),
                "counted from here",
            )
        }
        LengthKind::Age => (
            message!("what started in `{from}` is {counted} old, not `{written}`", from, counted, written),
            "it started here",
        ),
    };
    let mut diagnostic = Diagnostic::new(
        MismatchedDuration::META.rule_id(),
        MismatchedDuration::META.severity(),
        prose.to_source(length.range),
        message,
    )
    .with_label(message!("{counted} by the days", counted))
    .with_related(prose.to_source(length.from), label)
    .with_help("correct the length, or the days")
    .with_fingerprint_key(format!("{from} {written}"));
    if let Some(to) = length.to {
        diagnostic = diagnostic.with_related(prose.to_source(to), "up to here");
    }
    diagnostic
}

/// Returns how long it is by the days: `8 days`.
fn counted(length: &Length) -> Message {
    let count = length.counted;
    match (length.unit, count == 1) {
        (Granularity::Day, true) => message!("{count} day", count),
        (Granularity::Day, false) => message!("{count} days", count),
        (Granularity::Week, true) => message!("{count} week", count),
        (Granularity::Week, false) => message!("{count} weeks", count),
        (Granularity::Month, true) => message!("{count} month", count),
        (Granularity::Month, false) => message!("{count} months", count),
        (_, true) => message!("{count} year", count),
        (_, false) => message!("{count} years", count),
    }
}

impl Rule for MismatchedDuration {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let lengths = lengths_against_days(context.document, context.analysis);
        diagnostics.extend(lengths.iter().map(|length| mismatched_duration(context, length)));
    }
}
