use rustc_hash::FxHashSet;

use super::{TableContext, TableFindings, TableRule, related_subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::reference::{Alias, Entity, NameParts, ReferenceTable};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a name that a subject takes from a subject of an earlier table.
    ///
    /// ## Why is this bad?
    /// A name means one subject. Where two tables have it, the later table wins: yours over those that ship with factlint.
    /// Claims by that name are no longer judged by the earlier subject's facts, which may not be meant.
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
    /// table: poles
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   pole: {name: North Tower, sources: [survey], facts: {height: 30}}
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
    /// table: poles
    /// title: Towers
    /// as-of: 2024-01-15
    /// attributes:
    ///   height: {dimension: quantity, unit: metre}
    /// sources:
    ///   survey: {title: Survey of towers, url: "https://example.org/survey", published: 2024-01-10}
    /// subjects:
    ///   pole: {name: North Pole Tower, sources: [survey], facts: {height: 30}}
    /// ```
    pub(crate) struct ShadowedName {
        id: "reference/shadowed-name",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for ShadowedName {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        let own: FxHashSet<&str> = context.table.entities.iter().map(|entity| &*entity.id).collect();
        // Names of earlier tables in their order of parts, to be searched; those of replaced subjects do not count.
        let mut earlier: Vec<(NameParts, &ReferenceTable, &Entity, &Alias)> = Vec::new();
        for table in context.earlier_tables() {
            for entity in table.entities.iter().filter(|entity| !own.contains(&*entity.id)) {
                earlier
                    .extend(entity.aliases.iter().map(|alias| (NameParts::new(&alias.text), &**table, entity, alias)));
            }
        }
        earlier.sort_by(|one, other| one.0.cmp(&other.0));
        for entity in &context.table.entities {
            for alias in &entity.aliases {
                let parts = NameParts::new(&alias.text);
                let Ok(found) = earlier.binary_search_by(|(known, ..)| known.cmp(&parts)) else { continue };
                let (_, table, other, name) = &earlier[found];
                let mut diagnostic = Diagnostic::new(
                    Self::META.rule_id(),
                    Self::META.severity(),
                    alias.range,
                    message!(
                        "the name `{text}` is also one of `{name}` in the table `{id}`",
                        text = alias.text,
                        name = other.name,
                        id = table.id
                    ),
                )
                .with_label(message!("here it means `{name}`, which wins", name = entity.name))
                .with_help(message!(
                    "leave the name to one of them, or give this subject the id `{id}` to take its place",
                    id = other.id
                ))
                .with_fingerprint_key(format!("{} {}", entity.id, alias.text));
                diagnostic.related.push(related_subject(table, name.range, "no longer found by this name"));
                findings.subjects.push(diagnostic);
            }
        }
    }
}
