use super::{TableContext, TableFindings, TableRule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a source that no fact names.
    ///
    /// ## Why is this bad?
    /// A list of sources is read as what the facts rest on. One that none of them names was forgotten on a fact, or is left
    /// over from one that is gone. A fact without a source is an error, `reference/invalid-table`.
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
    ///   north: {name: North Tower}
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
    pub(crate) struct UnusedSource {
        id: "reference/unused-source",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for UnusedSource {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        let mut is_used = vec![false; context.table.sources.len()];
        for (_, _, fact) in context.facts() {
            for index in &fact.sources {
                is_used[*index] = true;
            }
            // The places in the repository that values were read from, where a fact names a source beside its place.
            if let Some(binding) = &fact.binding {
                for (source, is_used) in context.table.sources.iter().zip(&mut is_used) {
                    *is_used |= source.key == *binding;
                }
            }
        }
        for (source, _) in context.table.sources.iter().zip(is_used).filter(|(_, is_used)| !is_used) {
            findings.header.push(
                Diagnostic::new(
                    Self::META.rule_id(),
                    Self::META.severity(),
                    source.key_range,
                    message!("no fact names the source `{key}`", key = source.key),
                )
                .with_help("name it in the `sources` of the facts that rest on it, or remove it")
                .with_fingerprint_key(source.key.to_string()),
            );
        }
    }
}
