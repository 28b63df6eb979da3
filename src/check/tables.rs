//! The passes over one reference table.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::diagnostic::Diagnostic;
use crate::reference::{ReferenceTable, ReferenceTables};
use crate::rules::table::{TABLE_RULES, TableContext, TableFindings, TableRule};
use crate::settings::{Level, Settings};

use super::{Counts, FileReport};

/// Checks one table, which is among `tables`; one report for its file, and one for a CSV file that its subjects stand in.
///
/// Without `today` nothing is stale.
pub fn check_table(
    table: &Arc<ReferenceTable>,
    tables: &ReferenceTables,
    settings: &Settings,
    today: Option<NaiveDate>,
) -> Vec<FileReport> {
    let context = TableContext { table, tables, settings, today };
    let mut all = TableFindings::default();
    for rule in TABLE_RULES {
        run(rule, &context, &mut all);
    }
    let counts = Counts { documents: 1, ..Counts::default() };
    let Some(rows) = &table.rows else {
        all.header.append(&mut all.subjects);
        return vec![FileReport::new(Arc::clone(&table.file), all.header, counts)];
    };
    vec![
        FileReport::new(Arc::clone(&table.file), all.header, counts),
        FileReport::new(Arc::clone(rows), all.subjects, counts),
    ]
}

/// Runs a rule at the level that the settings give it.
fn run(rule: &dyn TableRule, context: &TableContext<'_>, all: &mut TableFindings) {
    let meta = rule.meta();
    let level = context.settings.rules.get(meta.id).and_then(|rule| rule.level);
    if level.unwrap_or_else(|| meta.level.map_or(Level::Off, Level::At)) == Level::Off {
        return;
    }
    let mut found = TableFindings::default();
    rule.check(context, &mut found);
    let graded = |mut diagnostic: Diagnostic| {
        if let Some(Level::At(severity)) = level {
            diagnostic.severity = severity;
        }
        diagnostic
    };
    all.header.extend(found.header.into_iter().map(graded));
    all.subjects.extend(found.subjects.into_iter().map(graded));
}
