//! `front-matter/ambiguous-date`: a date whose day and month can be taken for each other.

use super::{entries, is_date_key};
use crate::data::{Node, Value};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::calendar::MONTHS;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports dates of the front matter such as `05/06/2024`, which are two days.
    ///
    /// ## Why is this bad?
    ///
    /// `05/06/2024` is the sixth of May in one generator and the fifth of June in the next, and readers are no better
    /// off. Where one of the numbers is above 12, or both are the same, only one day can be meant, and nothing is
    /// reported.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 新模型发布
    /// date: 05/06/2024
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// +++
    /// title = "A new model"
    /// date = "5-6-2024"
    /// +++
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 新模型发布
    /// date: 2024-06-05
    /// ---
    /// ````
    pub(crate) struct AmbiguousDate {
        id: "front-matter/ambiguous-date",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn ambiguous_date(node: &Node, date: Ambiguous) -> Diagnostic {
    let Ambiguous { first, second, year } = date;
    let name = |month: usize| MONTHS.get(month - 1).copied().unwrap_or_default();
    let written = node.as_scalar().unwrap_or_default();
    let message = message!(
        "`{written}` is {first} {second_month} {year} or {second} {first_month} {year}",
        written,
        first,
        second_month = name(second),
        year,
        second,
        first_month = name(first)
    );
    let help = message!(
        "write the year first: `{year}-{first}-{second}` or `{year}-{second}-{first}`",
        year,
        first = format!("{first:02}"),
        second = format!("{second:02}")
    );
    Diagnostic::new(AmbiguousDate::META.rule_id(), AmbiguousDate::META.severity(), node.range, message)
        .with_label("day or month first?")
        .with_help(help)
        .with_fingerprint_key(written)
}

impl Rule for AmbiguousDate {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for entry in entries(context.document).iter().filter(|entry| is_date_key(&entry.key)) {
            if let Value::Text { text, .. } = &entry.value.value
                && let Some(date) = read(text)
            {
                diagnostics.push(ambiguous_date(&entry.value, date));
            }
        }
    }
}

/// Two numbers that may both be the day and the month, and a year.
#[derive(Clone, Copy)]
struct Ambiguous {
    first: usize,
    second: usize,
    year: usize,
}

/// Reads `5/6/2024` and `05-06-2024`, perhaps with a time behind; with dots the day comes first everywhere.
fn read(text: &str) -> Option<Ambiguous> {
    let date = text.split([' ', 'T', ',']).next()?;
    let separator = date.chars().find(|character| !character.is_ascii_digit())?;
    let mut parts = date.split(separator);
    let (first, second, year) = (parts.next()?, parts.next()?, parts.next()?);
    let is_short = |part: &str| (1..=2).contains(&part.len());
    if !matches!(separator, '/' | '-')
        || parts.next().is_some()
        || !is_short(first)
        || !is_short(second)
        || year.len() != 4
    {
        return None;
    }
    let (first, second, year): (usize, usize, usize) = (first.parse().ok()?, second.parse().ok()?, year.parse().ok()?);
    let is_month = |number: usize| (1..=12).contains(&number);
    (is_month(first) && is_month(second) && first != second).then_some(Ambiguous { first, second, year })
}
