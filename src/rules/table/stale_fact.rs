use chrono::NaiveDate;

use super::{TableContext, TableFindings, TableRule};
use crate::data;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Message;
use crate::reference::{Status, Value, first_day};
use crate::rules::{FixAvailability, OptionDefault, RuleMeta, RuleOption, declare_rule};
use crate::text::TextRange;

declare_rule! {
    /// Reports a table, or a fact with a date of its own, that nobody has looked at for long.
    ///
    /// ## Why is this bad?
    /// A population, a price or a number of seats changes; a text that is newer than the table may be right where the
    /// table refutes it. Dates of events do not age, a rumour stays what it was, and a fact with `valid-until` says itself
    /// when it ended.
    ///
    /// Nothing is stale unless `--today` says which day it is: the same tables give the same findings on any day.
    ///
    /// ## Examples
    ///
    /// ```yaml,table,flagged
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2022-03-01
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Tower, sources: [survey], facts: {height: 120}}
    /// ```
    ///
    /// ```yaml,table,clean
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Tower, sources: [survey], facts: {height: 120}}
    /// ```
    ///
    /// ## Options
    /// - `days`: after how many days a table or a fact is stale.
    pub(crate) struct StaleFact {
        id: "reference/stale-fact",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[RuleOption {
            name: "days",
            default: OptionDefault::Integer(365),
            documentation: "After how many days a table or a fact that was not looked at is stale.",
        }],
    }
}

fn stale_fact(range: TextRange, what: &Message, as_of: NaiveDate, today: NaiveDate) -> Diagnostic {
    let days = (today - as_of).num_days();
    let (message, help) = if days < 0 {
        let message = message!(
            "{what} is dated `{as_of}`, {days} after today (`{today}`)",
            what,
            as_of,
            days = in_days(-days),
            today
        );
        (message, "correct `as-of`")
    } else {
        let message = message!("{what} was last looked at on `{as_of}`, {days} ago", what, as_of, days = in_days(days));
        (message, "look it up again, and bring `as-of` up to date")
    };
    Diagnostic::new(StaleFact::META.rule_id(), StaleFact::META.severity(), range, message)
        .with_help(help)
        .with_fingerprint_key(what.english())
}

fn in_days(days: i64) -> Message {
    if days == 1 { message!("1 day") } else { message!("{count} days", count = days) }
}

impl TableRule for StaleFact {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        let Some(today) = context.today else { return };
        let limit = context.integer(&Self::META, "days");
        let is_wrong = |as_of: NaiveDate| {
            let days = (today - as_of).num_days();
            limit < days || days < 0
        };
        if let Some(as_of) = first_day(context.table.as_of).filter(|as_of| is_wrong(*as_of)) {
            let root = data::parse_file(&context.table.file).root;
            let place =
                root.as_ref().and_then(|root| root.get("as-of")).map_or_else(TextRange::default, |node| node.range);
            findings.header.push(stale_fact(place, &message!("the table `{id}`", id = context.table.id), as_of, today));
        }
        for (entity, attribute, fact) in context.facts() {
            let is_event = fact.value.values().any(|value| matches!(value, Value::Date(_)));
            let Some(as_of) = fact.as_of.and_then(first_day).filter(|as_of| is_wrong(*as_of)) else { continue };
            if is_event || fact.status != Status::Confirmed || fact.valid_until.is_some() || fact.binding.is_some() {
                continue;
            }
            let what = message!("the fact about `{key}` of `{name}`", key = attribute.key, name = entity.name);
            findings.subjects.push(stale_fact(fact.range, &what, as_of, today));
        }
    }
}
