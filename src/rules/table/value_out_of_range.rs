use super::{TableContext, TableFindings, TableRule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a value outside the `range` of its attribute.
    ///
    /// ## Why is this bad?
    /// `range: [1M, 10T]` on an attribute says what any subject can have. A value outside is nearly always a slip: a letter
    /// of scale left out, a column of the wrong unit, a year with a digit too many.
    ///
    /// ## Examples
    ///
    /// ```yaml,table,flagged
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre, range: [10, 1000]}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Tower, sources: [survey], facts: {height: 12000}}
    /// ```
    ///
    /// ```yaml,table,clean
    /// schema: reference/1
    /// table: towers
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre, range: [10, 1000]}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Tower, sources: [survey], facts: {height: 120}}
    /// ```
    pub(crate) struct ValueOutOfRange {
        id: "reference/value-out-of-range",
        level: Some(Severity::Error),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for ValueOutOfRange {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        for (entity, attribute, fact) in context.facts() {
            let Some(range) = &attribute.range else { continue };
            let Some(outside) = fact.value.values().find(|value| !range.contains(value)) else { continue };
            let unit = attribute.unit.as_deref();
            let end = |end: &Option<crate::reference::Value>, open: &str| {
                end.as_ref().map_or_else(|| open.to_owned(), |value| value.describe(unit))
            };
            findings.subjects.push(
                Diagnostic::new(
                    Self::META.rule_id(),
                    Self::META.severity(),
                    fact.range,
                    message!(
                        "`{value}` of `{name}` is out of range",
                        value = outside.describe(unit),
                        name = entity.name
                    ),
                )
                .with_label(message!(
                    "`{key}` goes from {low} to {high}",
                    key = attribute.key,
                    low = end(&range.low, "anything"),
                    high = end(&range.high, "anything")
                ))
                .with_help("correct the value, or the `range` of the attribute")
                .with_fingerprint_key(format!("{} {}", entity.id, attribute.key)),
            );
        }
    }
}
