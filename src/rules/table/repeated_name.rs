use super::{TableContext, TableFindings, TableRule};
use crate::diagnostic::{Diagnostic, Severity};
use crate::reference::NameParts;
use crate::rules::{FixAvailability, RuleMeta, declare_rule};

declare_rule! {
    /// Reports a name that a subject has already, perhaps in another spelling.
    ///
    /// ## Why is this bad?
    /// Spellings are derived: `Llama 2` also finds `llama-2`, `Llama2` and `Ｌｌａｍａ　２`. A list that repeats them hides
    /// the names that are missing. One name for two subjects of a table is an error, `reference/invalid-table`.
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
    ///   north: {name: North Tower, aliases: [north-tower], sources: [survey], facts: {height: 120}}
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
    ///   north: {name: North Tower, aliases: [The Needle], sources: [survey], facts: {height: 120}}
    /// ```
    pub(crate) struct RepeatedName {
        id: "reference/repeated-name",
        level: Some(Severity::Info),
        fix: FixAvailability::None,
        options: &[],
    }
}

impl TableRule for RepeatedName {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings) {
        for entity in &context.table.entities {
            let parts: Vec<NameParts> = entity.aliases.iter().map(|alias| NameParts::new(&alias.text)).collect();
            for (index, alias) in entity.aliases.iter().enumerate() {
                let Some(first) = parts[..index].iter().position(|known| *known == parts[index]) else { continue };
                let first = &entity.aliases[first];
                // The names of a variant all stand in one place.
                if first.range == alias.range {
                    continue;
                }
                findings.subjects.push(
                    Diagnostic::new(
                        Self::META.rule_id(),
                        Self::META.severity(),
                        alias.range,
                        message!(
                            "`{alias}` is read like `{first}`, which `{name}` has already",
                            alias = alias.text,
                            first = first.text,
                            name = entity.name
                        ),
                    )
                    .with_related(first.range, "the first one")
                    .with_help("leave it out")
                    .with_fingerprint_key(format!("{} {}", entity.id, alias.text)),
                );
            }
        }
    }
}
