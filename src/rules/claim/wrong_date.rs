use chrono::{Datelike, NaiveDate};

use crate::claim::ClaimValue;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::claim::{Judged, judged, notation};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::temporal::{Granularity, Resolved};
use crate::verify::Verdict;

declare_rule! {
    /// Reports dates of events that a reference table refutes: a wrong day, month or year of a release or a meeting.
    ///
    /// ## Why is this bad?
    /// A date looks exact, so nobody checks it; and what follows from it (who was first, what was known when) is wrong with it.
    ///
    /// Announcement, paper, weights and release are separate dates: where the verb may mean several of them, any is right. A
    /// day may be off by one (time zones), a month or year holds each of its days, and a year that was only guessed from the
    /// document's own refutes nothing. Plans and rumours of dates are not reported.
    ///
    /// ## Examples
    /// ````md,flagged
    /// OpenAI于2023年5月14日发布GPT-4。
    ///
    /// Llama 2 was released on July 18, 2022.
    /// ````
    /// ````md
    /// OpenAI于2023年3月14日发布GPT-4。
    ///
    /// Llama 2 was released in July 2023.
    /// ````
    ///
    /// ## Fix safety
    /// Where only the year, the month or the day is wrong, the fix writes the right one. It is unsafe: the author may have
    /// meant another event.
    ///
    /// ## References
    /// The source of each date is shown with the finding; the tables stand in `lints/reference/`.
    pub(crate) struct WrongDate {
        id: "claim/wrong-date",
        level: Some(Severity::Error),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn wrong_date(context: &RuleContext<'_>, judged: &Judged<'_>, claimed: Resolved) -> Diagnostic {
    let (written, named, label, known) = (judged.written, judged.named, &judged.label, judged.known_values());
    let slip = if claimed.granularity == Granularity::Day { slip(judged, claimed.start) } else { None };
    let help = match slip {
        Some((part, fact)) => {
            message!("the {part} is off: write {fact} ({source})", part, fact, source = judged.source())
        }
        None => message!("correct the date ({source})", source = judged.source()),
    };
    let message =
        message!("`{written}` differs from the {label} of `{named}`: `{known}`", written, label, named, known);
    let diagnostic = judged
        .diagnostic(context, &WrongDate::META, judged.severity(), message)
        .with_label(message!("the table has {known}", known))
        .with_help(help);
    match slip.and_then(|(_, fact)| notation::redate(written, claimed.start, fact)) {
        Some(replacement) => diagnostic.with_fix(judged.replacement(context, replacement)),
        None => diagnostic,
    }
}

/// Returns which part of a day alone is wrong, and the day that the tables have.
fn slip(judged: &Judged<'_>, claimed: NaiveDate) -> Option<(&'static str, NaiveDate)> {
    let days = judged.judgement.evidence.iter().filter_map(|item| item.value.as_deref()?.parse::<NaiveDate>().ok());
    days.into_iter().find_map(|fact| {
        match (claimed.year() == fact.year(), claimed.month() == fact.month(), claimed.day() == fact.day()) {
            (false, true, true) => Some(("year", fact)),
            (true, false, true) => Some(("month", fact)),
            (true, true, false) => Some(("day", fact)),
            _ => None,
        }
    })
}

impl Rule for WrongDate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context).filter(|judged| *judged.verdict() == Verdict::Refuted) {
            if let ClaimValue::Date { days, .. } = judged.claim.value {
                diagnostics.push(wrong_date(context, &judged, days));
            }
        }
    }
}
