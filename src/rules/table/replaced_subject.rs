use super::{TableContext, TableFindings, TableRule, related_subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a subject that takes the place of one with the same id in an earlier table.
    ///
    /// ## Why is this bad?
    /// It is not, where it is meant: so a table of your own corrects one that ships with factlint. All names and facts of
    /// the earlier subject are gone then, those too that the new one does not repeat.
    ///
    /// ## Examples
    ///
    /// ```yaml,table,flagged
    /// ==> a.yaml <==
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
    /// ==> b.yaml <==
    /// schema: reference/1
    /// table: corrections
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   north: {name: North Tower, sources: [survey], facts: {height: 121}}
    /// ```
    ///
    /// ```yaml,table,clean
    /// ==> a.yaml <==
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
    /// ==> b.yaml <==
    /// schema: reference/1
    /// table: corrections
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   south: {name: South Tower, sources: [survey], facts: {height: 90}}
    /// ```
    pub(crate) struct ReplacedSubject {
        id: "reference/replaced-subject",
        level: Some(Severity::Info),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for ReplacedSubject {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        for entity in &context.table.entities {
            let mut earlier =
                context.earlier_tables().filter_map(|table| table.entity(&entity.id).map(|old| (table, old)));
            let Some((table, old)) = earlier.next() else { continue };
            let mut diagnostic = Diagnostic::new(
                Self::META.rule_id(),
                Self::META.severity(),
                entity.id_range,
                message!(
                    "the subject `{id}` takes the place of the one in the table `{table}`",
                    id = entity.id,
                    table = table.id
                ),
            )
            .with_help("give it another id where another subject is meant")
            .with_fingerprint_key(entity.id.to_string());
            diagnostic.related.push(related_subject(table, old.id_range, "no longer used"));
            findings.subjects.push(diagnostic);
        }
    }
}
