use chrono::NaiveDate;

use super::{TableContext, TableFindings, TableRule, agree};
use crate::diagnostic::{Diagnostic, Severity};
use crate::reference::{Fact, first_day};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports two different facts that hold at the same time.
    ///
    /// ## Why is this bad?
    /// `valid-from` and `valid-until` say which fact a text of a given day is judged by. Where two stretches overlap, a
    /// text of those days is right with either value, and a wrong one passes.
    ///
    /// Only facts of the same status are compared: a rumour may stand beside what is confirmed.
    ///
    /// ## Examples
    ///
    /// ```yaml,table,flagged
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north:
    ///     name: North Tower
    ///     sources: [survey]
    ///     facts:
    ///       height: [{value: 120, valid-until: 2021-03-01}, {value: 135, valid-from: 2020-06-01}]
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
    ///   north:
    ///     name: North Tower
    ///     sources: [survey]
    ///     facts:
    ///       height: [{value: 120, valid-until: 2020-05-31}, {value: 135, valid-from: 2020-06-01}]
    /// ```
    pub(crate) struct OverlappingValidity {
        id: "reference/overlapping-validity",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for OverlappingValidity {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        for (entity, attribute, first, second) in context.pairs() {
            let is_bounded = |fact: &Fact| fact.valid_from.is_some() || fact.valid_until.is_some();
            if first.status != second.status
                || !(is_bounded(first) || is_bounded(second))
                || agree(attribute, first, second)
            {
                continue;
            }
            let start = |fact: &Fact| fact.valid_from.and_then(first_day).unwrap_or(NaiveDate::MIN);
            let end = |fact: &Fact| fact.valid_until.and_then(first_day).unwrap_or(NaiveDate::MAX);
            if end(second) <= start(first) || end(first) <= start(second) {
                continue;
            }
            findings.subjects.push(
                Diagnostic::new(
                    Self::META.rule_id(),
                    Self::META.severity(),
                    second.range,
                    message!(
                        "two facts about `{key}` of `{name}` hold at the same time",
                        key = attribute.key,
                        name = entity.name
                    ),
                )
                .with_related(first.range, "the other one")
                .with_help("end the earlier one with `valid-until`: the first day on which it no longer held")
                .with_fingerprint_key(format!("{} {}", entity.id, attribute.key)),
            );
        }
    }
}
