use super::{TableContext, TableFindings, TableRule, agree};
use crate::diagnostic::{Diagnostic, Severity};
use crate::reference::{Fact, Status};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports facts of one attribute that disagree without a note on why.
    ///
    /// ## Why is this bad?
    /// Any of several facts of equal status makes a claim right. That is meant where sources differ or several counts are
    /// in use; where it is a slip, a wrong claim passes. A `note` on one of the facts says which it is. Rumours may differ as they
    /// like: nothing is refuted by them.
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
    ///       height: [{value: 120}, {value: 135}]
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
    ///       height: [{value: 120}, {value: 135, note: with the antenna}]
    /// ```
    pub(crate) struct UnexplainedDispute {
        id: "reference/unexplained-dispute",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for UnexplainedDispute {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        for (entity, attribute, first, second) in context.pairs() {
            let is_bounded = |fact: &Fact| fact.valid_from.is_some() || fact.valid_until.is_some();
            if first.status != second.status
                || first.status == Status::Rumoured
                || is_bounded(first)
                || is_bounded(second)
                || first.note.is_some()
                || second.note.is_some()
                || agree(attribute, first, second)
            {
                continue;
            }
            findings.subjects.push(
                Diagnostic::new(
                    Self::META.rule_id(),
                    Self::META.severity(),
                    second.range,
                    message!("two facts about `{key}` of `{name}` disagree", key = attribute.key, name = entity.name),
                )
                .with_related(first.range, "the other one")
                .with_help("say why in a `note`, or when each held with `valid-from` and `valid-until`")
                .with_fingerprint_key(format!("{} {}", entity.id, attribute.key)),
            );
        }
    }
}
