use rust_decimal::Decimal;

use super::{TableContext, TableFindings, TableRule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::reference::{Value, describe_amount};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a fact that differs from the size in the subject's own name.
    ///
    /// ## Why is this bad?
    /// A model called `Falcon 40B` with 4 billion parameters in the table is a slip in one of the two. Where the name
    /// rounds boldly (`Gemma 7B` has 8.54 billion), a `note` on the fact says so, and nothing is reported.
    ///
    /// How a name states an attribute is said by `nominal-in-name`; the attribute's `tolerance` is allowed.
    ///
    /// ## Examples
    ///
    /// ```yaml,table,flagged
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   light: {dimension: count, unit: candela, nominal-in-name: "{size}", tolerance: {relative: 0.05}}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Lamp 40M, sources: [survey], facts: {light: 400M}}
    /// ```
    ///
    /// ```yaml,table,clean
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   light: {dimension: count, unit: candela, nominal-in-name: "{size}", tolerance: {relative: 0.05}}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Lamp 40M, sources: [survey], facts: {light: 41M}}
    /// ```
    pub(crate) struct ContradictedName {
        id: "reference/contradicted-name",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for ContradictedName {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        for (entity, attribute, fact) in context.facts() {
            let nominal = entity.nominal_amounts(attribute);
            if fact.note.is_some() || nominal.is_empty() {
                continue;
            }
            let is_near = |nominal: Decimal, value: Decimal| {
                (nominal - value).abs() <= value.checked_mul(attribute.tolerance.relative).unwrap_or_default()
            };
            let values: Vec<Decimal> =
                fact.value.values().filter_map(Value::as_amount).map(|amount| amount.value).collect();
            let missed = nominal.iter().find(|nominal| !values.iter().any(|value| is_near(nominal.value, *value)));
            let (Some(missed), Some(value)) = (missed, values.first()) else { continue };
            findings.subjects.push(
                Diagnostic::new(
                    Self::META.rule_id(),
                    Self::META.severity(),
                    fact.range,
                    message!(
                        "the name `{name}` says `{size}`, this fact `{value}`",
                        name = entity.name,
                        size = describe_amount(missed.value),
                        value = describe_amount(*value)
                    ),
                )
                .with_help("correct the value; where the name rounds, say so in a `note`")
                .with_fingerprint_key(format!("{} {}", entity.id, attribute.key)),
            );
        }
    }
}
