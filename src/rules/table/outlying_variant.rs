use std::sync::Arc;

use rust_decimal::Decimal;

use super::{TableContext, TableFindings, TableRule, related_subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::reference::{FactValue, Value, describe_amount};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a variant whose value lies outside what its family's own fact allows.
    ///
    /// ## Why is this bad?
    /// A family that says `range: [7B, 70B]` and a variant with 180 billion cannot both be right, and a text about the
    /// family would be judged by either. Only a fact of a family with `range` bounds its variants: a single value may be that
    /// of the first or the largest, and `values` are several counts of one thing.
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
    ///   twins: {name: Twin Towers, sources: [survey], facts: {height: {range: [110, 120]}}}
    ///   west: {name: West Twin, parent: twins, sources: [survey], facts: {height: 180}}
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
    ///   twins: {name: Twin Towers, sources: [survey], facts: {height: {range: [110, 120]}}}
    ///   west: {name: West Twin, parent: twins, sources: [survey], facts: {height: 119}}
    /// ```
    pub(crate) struct OutlyingVariant {
        id: "reference/outlying-variant",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for OutlyingVariant {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        for (entity, attribute, fact) in context.facts() {
            let Some(index) = context.tables.find(&entity.id) else { continue };
            for above in context.tables.ancestors(index) {
                let family = context.tables.entity(above);
                let of_family = family.facts.iter().filter(|known| known.attribute == fact.attribute);
                let bounds = of_family.clone().filter_map(|known| bounds(&known.value).map(|bounds| (known, bounds)));
                let value = |value: Decimal| value.checked_mul(attribute.tolerance.relative).unwrap_or_default();
                let outside = bounds.into_iter().find_map(|(known, (low, high))| {
                    let mut amounts = fact.value.values().filter_map(Value::as_amount).map(|amount| amount.value);
                    let missed = amounts.find(|amount| *amount < low - value(low) || high + value(high) < *amount)?;
                    Some((known, low, high, missed))
                });
                let Some((known, low, high, missed)) = outside else { continue };
                let mut diagnostic = Diagnostic::new(
                    Self::META.rule_id(),
                    Self::META.severity(),
                    fact.range,
                    message!(
                        "`{name}` has `{value}`, its family `{family}` from `{low}` to `{high}`",
                        name = entity.name,
                        value = describe_amount(missed),
                        family = family.name,
                        low = describe_amount(low),
                        high = describe_amount(high)
                    ),
                )
                .with_help("correct the variant, or widen the fact of the family")
                .with_fingerprint_key(format!("{} {}", entity.id, attribute.key));
                let table = context.tables.table_of(above);
                let mut label = related_subject(table, known.range, "the fact of the family");
                if Arc::ptr_eq(table.subject_file(), context.table.subject_file()) {
                    label.file = None;
                }
                diagnostic.related.push(label);
                findings.subjects.push(diagnostic);
                break;
            }
        }
    }
}

/// Returns the least and the greatest amount that a fact of a family allows its variants.
fn bounds(value: &FactValue) -> Option<(Decimal, Decimal)> {
    let FactValue::Range(low, high) = value else { return None };
    Some((low.as_amount()?.value, high.as_amount()?.value))
}
