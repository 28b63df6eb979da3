//! `factlint reference check`.

use std::path::Path;
use std::sync::Arc;

use super::arguments::CheckTables;
use super::{Outcome, project};
use crate::catalogue;
use crate::check::{Counts, FileReport, Summary, check_table};
use crate::cli::console::{Console, error_style, output_style};
use crate::diagnostic::InvalidInput;
use crate::reference::{ReferenceTable, ReferenceTables};
use crate::render::{Format, Renderer, table_sentence};
use crate::workspace::{Project, WorkspaceError, read_table};

/// The tables that were asked for among all that are in use.
struct Tables {
    all: Arc<ReferenceTables>,
    wanted: Vec<Arc<ReferenceTable>>,
}

/// Checks tables.
///
/// # Errors
/// If a table that is named does not exist.
pub(super) fn check(arguments: &CheckTables, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let format = arguments.format;
    // Whoever gives no day gets no findings that depend on one.
    let mut summary = Summary::new(arguments.today.unwrap_or_default());
    let loaded = project(arguments.config.as_deref(), summary.today)
        .and_then(|project| tables(arguments, &project).map(|tables| (project, tables)));
    let (project, tables) = match loaded {
        Ok(loaded) => loaded,
        Err(WorkspaceError::Invalid { inputs }) => return Ok(reject(arguments, inputs, summary, console)),
        Err(error) => return Err(error),
    };
    let mut renderer = Renderer::new(format, output_style(arguments.color, console.language()));
    let mut output = String::new();
    for table in &tables.wanted {
        for report in check_table(table, &tables.all, &project.settings, arguments.today) {
            summary.add(&report);
            renderer.report(&report, &mut output);
        }
    }
    // The summary counts tables, however many files each has.
    summary.counts.documents = tables.wanted.len();
    let sentence = table_sentence(&tables.wanted, &summary);
    let findings = arguments.fail_on.severity().map_or(0, |severity| summary.findings_at(severity));
    let outcome = if 0 < findings { Outcome::Findings } else { Outcome::Clean };
    match format {
        Format::Pretty => output.push_str(&catalogue::text(&message!("{sentence}\n", sentence), console.language())),
        Format::Concise => console.tell(&message!("{sentence}\n", sentence)),
        _ => {
            renderer.set_exit_code(outcome.code());
            renderer.finish(&summary, &mut output);
        }
    }
    console.write(&output);
    Ok(outcome)
}

/// Finds the tables that the arguments name: by path, or by the name of a table in use.
fn tables(arguments: &CheckTables, project: &Project) -> Result<Tables, WorkspaceError> {
    let in_use = project.tables.tables();
    if arguments.tables.is_empty() {
        return Ok(Tables { all: Arc::clone(&project.tables), wanted: in_use.to_vec() });
    }
    let mut all = in_use.to_vec();
    let mut wanted: Vec<Arc<ReferenceTable>> = Vec::new();
    let mut inputs = Vec::new();
    for path in &arguments.tables {
        let named = in_use.iter().find(|table| Path::new(&table.id) == path.as_path());
        if let Some(table) = named.filter(|_| !path.exists()) {
            wanted.push(Arc::clone(table));
            continue;
        }
        match read_table(path) {
            Ok(table) => {
                // One that the configuration names already is not a second one.
                let known = in_use.iter().find(|known| known.file.path() == table.file.path());
                let table = known.map_or_else(|| Arc::new(table), Arc::clone);
                if known.is_none() {
                    all.push(Arc::clone(&table));
                }
                wanted.push(table);
            }
            Err(WorkspaceError::Invalid { inputs: mut invalid }) => inputs.append(&mut invalid),
            Err(error) => return Err(error),
        }
    }
    if !inputs.is_empty() {
        return Err(WorkspaceError::Invalid { inputs });
    }
    let all = ReferenceTables::new(all).map_err(|inputs| WorkspaceError::Invalid { inputs })?;
    Ok(Tables { all: Arc::new(all), wanted })
}

/// Shows why tables cannot be used: to programs as their output, to people as an error.
fn reject(arguments: &CheckTables, inputs: Vec<InvalidInput>, mut summary: Summary, console: &mut Console) -> Outcome {
    let format = arguments.format;
    let mut renderer = Renderer::new(format, error_style(arguments.color, console.language()));
    let mut output = String::new();
    for InvalidInput { file, diagnostics } in inputs {
        let report = FileReport::new(file, diagnostics, Counts::default());
        summary.add(&report);
        renderer.report(&report, &mut output);
    }
    if !format.is_for_people() {
        renderer.set_exit_code(Outcome::Failed.code());
        renderer.finish(&summary, &mut output);
        console.write(&output);
    } else {
        console.write_error(&output);
    }
    Outcome::Failed
}
