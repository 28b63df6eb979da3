//! Rules about reference tables: what can be read and used, and yet deserves a second look. `reference check` runs them;
//! what makes a table useless is `reference/invalid-table`, which `reference` itself reports.
//!
//! Main types: [`TableRule`], [`TableContext`]; the list is [`TABLE_RULES`].

mod contradicted_name;
mod outlying_variant;
mod overlapping_validity;
mod repeated_name;
mod replaced_subject;
mod shadowed_name;
mod stale_fact;
mod unexplained_dispute;
mod unused_source;
mod value_out_of_range;

use std::sync::Arc;

use chrono::NaiveDate;

use super::{RuleMeta, integer_option};
use crate::diagnostic::{Diagnostic, Label, Related};
use crate::reference::{Attribute, Entity, Fact, ReferenceTable, ReferenceTables, Value};
use crate::settings::Settings;
use crate::text::TextRange;

/// What a rule about tables may look at.
#[derive(Debug)]
pub(crate) struct TableContext<'a> {
    /// The table that is checked.
    pub(crate) table: &'a Arc<ReferenceTable>,
    /// All tables in use, it among them.
    pub(crate) tables: &'a ReferenceTables,
    /// The levels and options of the rules.
    pub(crate) settings: &'a Settings,
    /// The day that counts as today, where one is given: without it nothing is stale.
    pub(crate) today: Option<NaiveDate>,
}

/// What the rules found in one table.
#[derive(Debug, Default)]
pub(crate) struct TableFindings {
    /// On places of the table's own file.
    pub(crate) header: Vec<Diagnostic>,
    /// On places of the file that its subjects stand in: the same file, or a CSV file.
    pub(crate) subjects: Vec<Diagnostic>,
}

/// A check of a table.
pub(crate) trait TableRule: Sync {
    /// Returns what the rule says of itself.
    fn meta(&self) -> &'static RuleMeta;

    /// Reports what is wrong with one table.
    fn check(&self, context: &TableContext<'_>, findings: &mut TableFindings);
}

/// The rules in the order of their names.
pub(crate) static TABLE_RULES: [&dyn TableRule; 10] = [
    &contradicted_name::ContradictedName,
    &outlying_variant::OutlyingVariant,
    &overlapping_validity::OverlappingValidity,
    &repeated_name::RepeatedName,
    &replaced_subject::ReplacedSubject,
    &shadowed_name::ShadowedName,
    &stale_fact::StaleFact,
    &unexplained_dispute::UnexplainedDispute,
    &unused_source::UnusedSource,
    &value_out_of_range::ValueOutOfRange,
];

impl<'a> TableContext<'a> {
    /// Returns the value of a whole-number option of a rule.
    fn integer(&self, meta: &RuleMeta, name: &str) -> i64 {
        integer_option(self.settings, meta, name)
    }

    /// Returns the tables before this one, whose subjects and names it may take over.
    fn earlier_tables(&self) -> impl Iterator<Item = &'a Arc<ReferenceTable>> + use<'a> {
        // Putting tables together may copy one; its file stays the same.
        let own = Arc::clone(&self.table.file);
        self.tables.tables().iter().take_while(move |table| !Arc::ptr_eq(&table.file, &own))
    }

    /// Returns every fact of the table with its subject and its attribute.
    fn facts(&self) -> impl Iterator<Item = (&'a Entity, &'a Attribute, &'a Fact)> + use<'a> {
        let table: &'a ReferenceTable = self.table;
        table.entities.iter().flat_map(move |entity| {
            entity.facts.iter().filter_map(move |fact| Some((entity, table.attribute(&fact.attribute)?, fact)))
        })
    }

    /// Returns each two facts of one attribute of one subject, in the order written.
    fn pairs(&self) -> Vec<(&'a Entity, &'a Attribute, &'a Fact, &'a Fact)> {
        let table: &'a ReferenceTable = self.table;
        let mut pairs = Vec::new();
        for entity in &table.entities {
            for (index, first) in entity.facts.iter().enumerate() {
                let Some(attribute) = table.attribute(&first.attribute) else { continue };
                let others = entity.facts[index + 1..].iter().filter(|second| second.attribute == first.attribute);
                pairs.extend(others.map(|second| (entity, attribute, first, second)));
            }
        }
        pairs
    }
}

/// Returns a label on the file that a table's subjects stand in.
fn related_subject(table: &ReferenceTable, range: TextRange, message: &'static str) -> Related {
    Related { file: Some(Arc::clone(table.subject_file())), label: Label { range, message: message.into() } }
}

/// Returns whether two facts agree: a value of one is a value of the other, within the tolerance.
fn agree(attribute: &Attribute, one: &Fact, other: &Fact) -> bool {
    let relative = attribute.tolerance.relative;
    let alike = |one: &Value, other: &Value| match (one.as_amount(), other.as_amount()) {
        (Some(one), Some(other)) => {
            let slack = one.value.max(other.value).checked_mul(relative).unwrap_or_default();
            (one.value - other.value).abs() <= slack
        }
        _ => one == other,
    };
    one.value == other.value || one.value.values().any(|value| other.value.values().any(|other| alike(value, other)))
}
