use super::sentence::speaks_of_dates;
use crate::claim::words;
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::calendar::{MONTHS, days_in_month};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::temporal::{PartialDate, TemporalValue};
use crate::text::TextRange;

declare_rule! {
    /// Reports days in the text that the calendar does not have.
    ///
    /// ## Why is this bad?
    /// A reader cannot come on the 31st of April. A date like this is a slip of the pen, often of the month, and nobody but
    /// the author can tell which day was meant.
    ///
    /// Versions, addresses and scores that look like dates are not read as dates. The dates of the front matter are
    /// `front-matter/invalid-date`'s business.
    ///
    /// ## Examples
    /// ````md,flagged
    /// 大会将于2024年4月31日开幕。
    ///
    /// The fair opens on April 31, 2024.
    /// ````
    /// ````md
    /// 大会将于2024年4月30日开幕，闰年的2月29日也在展期之内。
    ///
    /// The fair opens on April 30, 2024.
    /// ````
    ///
    /// ## References
    /// Gregorian calendar: ISO 8601-1:2019, 4.2.1.
    pub(crate) struct ImpossibleDate {
        id: "date/impossible-date",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn no_such_day(range: TextRange, written: &str, date: PartialDate, last_day: u32) -> Diagnostic {
    let month = month_name(date);
    let month = match date.year {
        Some(year) => message!("{month} {year}", month, year),
        None => month.into(),
    };
    // A stretch of days is longer than the day that it names wrongly.
    let is_stretch = written.contains(['至', '到', '~', '～', '–', '—']) || written.contains(" to ");
    let fault = if is_stretch { "has a day that does not exist" } else { "does not exist" };
    Diagnostic::new(
        ImpossibleDate::META.rule_id(),
        ImpossibleDate::META.severity(),
        range,
        message!("`{written}` {fault}: {month} has {last_day} days", written, fault, month, last_day),
    )
    .with_label("no such day")
    .with_help(message!("write a day from 1 to {last_day}, or another month", last_day))
    .with_fingerprint_key(written)
}

fn no_such_month(range: TextRange, written: &str, month: u32) -> Diagnostic {
    Diagnostic::new(
        ImpossibleDate::META.rule_id(),
        ImpossibleDate::META.severity(),
        range,
        message!("`{written}` does not exist: there is no month {month}", written, month),
    )
    .with_label("no such month")
    .with_help(
        "write a month from 1 to 12; if day and month are swapped, write them in the order of the rest of the text",
    )
    .with_fingerprint_key(written)
}

impl Rule for ImpossibleDate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for date in &context.analysis.dates {
            let range = context.document.prose.to_source(date.expression.range);
            let text = context.document.prose.slice(date.expression.range);
            for written in written_dates(&date.expression.value) {
                let Some(month) = written.month else { continue };
                let last_day = days_in_month(written.year, month);
                let is_possible =
                    (1..=12).contains(&month) && written.day.is_none_or(|day| (1..=last_day).contains(&day));
                if is_possible || !is_statement(context, date.expression.range, written) {
                    continue;
                }
                diagnostics.push(if (1..=12).contains(&month) {
                    no_such_day(range, text, written, last_day)
                } else {
                    no_such_month(range, text, month)
                });
                break;
            }
        }
    }
}

/// Returns the calendar dates that an expression writes: one, or both ends of a stretch.
fn written_dates(value: &TemporalValue) -> Vec<PartialDate> {
    match value {
        TemporalValue::Date(date) => vec![*date],
        TemporalValue::Range(start, end) => [start, end].into_iter().flat_map(|value| written_dates(value)).collect(),
        _ => Vec::new(),
    }
}

/// Returns whether the text gives the day as one: not as part of a number, a version or a count, not of another calendar,
/// and not to say that there is no such day.
fn is_statement(context: &RuleContext<'_>, range: TextRange, date: PartialDate) -> bool {
    let prose = context.document.prose.text();
    let before = &prose[..usize::from(range.start())];
    let after = &prose[usize::from(range.end())..];
    let text = &prose[usize::from(range.start())..usize::from(range.end())];
    let (month, day) = (date.month.unwrap_or_default(), date.day.unwrap_or_default());
    let is_digits = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'/' | b'.'));
    if is_digits {
        // Numbers of standards, versions, paths and documents look alike: only a day just past the month's end is a slip.
        let is_slip = (1..=12).contains(&month) && (29..=31).contains(&day);
        let is_part = before
            .ends_with(|end: char| end.is_alphanumeric() && end.is_ascii() || "=/@#:第号-_".contains(end))
            || before.ends_with(": ") && is_label(before)
            || after.starts_with(|next: char| next.is_ascii_alphanumeric() || "/号转-_".contains(next));
        let is_named = before.trim_end().ends_with(|end: char| end.is_ascii_alphabetic()) && text.contains(['.', '/']);
        return is_slip && !text.contains('.') && !is_part && !is_named && !speaks_of_dates(context, range);
    }
    // 13月32日 is a joke: no slip of the pen gets both wrong.
    if 12 < month && 31 < day {
        return false;
    }
    // `May 32-bit`, `in June 40 joined`, `股价站上2月30日均线`: the number counts something else.
    if date.year.is_none() && text.is_ascii() {
        if after.starts_with('-') {
            return false;
        }
        let next = after.strip_prefix(' ').unwrap_or_default();
        let word: String = next.chars().take_while(char::is_ascii_alphabetic).collect();
        if !word.is_empty() && !words().after_day.contains(&word) {
            return false;
        }
    }
    let is_compound = words().day_compounds.iter().any(|rest| after.starts_with(rest.as_str()));
    !is_compound && !speaks_of_dates(context, range)
}

/// Returns whether a stretch ends with a label of numbers that are no dates: `编号：`.
fn is_label(before: &str) -> bool {
    words().number_labels.iter().any(|label| before.ends_with(label.as_str()))
}

fn month_name(date: PartialDate) -> &'static str {
    date.month.and_then(|month| MONTHS.get(month as usize - 1)).copied().unwrap_or("that month")
}
