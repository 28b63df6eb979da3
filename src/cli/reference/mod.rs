//! `factlint reference`: tables as things to look at, to check, and to begin.

mod arguments;
mod check;
mod draft;
mod show;

pub(super) use arguments::ReferenceArguments;

use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use arguments::ReferenceCommand;

use super::Outcome;
use super::arguments::Colour;
use super::console::{Console, error_style};
use crate::check::{Counts, FileReport};
use crate::diagnostic::InvalidInput;
use crate::render::{Format, Renderer};
use crate::workspace::{Project, Projects, WorkspaceError, standard_input};

/// The JSON Schema of tables, as it also stands in the repository.
const SCHEMA: &str = include_str!("../../../schemas/reference-table.schema.json");

/// Runs one of the commands.
///
/// # Errors
/// If something that was asked for cannot be had.
pub(super) fn run(arguments: &ReferenceArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    match &arguments.command {
        ReferenceCommand::Check(arguments) => check::check(arguments, console),
        ReferenceCommand::Show(arguments) => or_rejected(show::show(arguments, console), console),
        ReferenceCommand::Draft(arguments) => or_rejected(draft::draft(arguments, console), console),
        ReferenceCommand::Schema => {
            console.write(SCHEMA);
            Ok(Outcome::Clean)
        }
    }
}

/// Returns the configuration and the tables of the current folder, or those of the configuration that is named.
fn project(configuration: Option<&Path>, today: NaiveDate) -> Result<Arc<Project>, WorkspaceError> {
    Projects::new(configuration, today)?.of(&standard_input(None))
}

/// Shows why a configuration or a table cannot be used.
fn or_rejected(result: Result<Outcome, WorkspaceError>, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let Err(WorkspaceError::Invalid { inputs }) = result else { return result };
    let mut renderer = Renderer::new(Format::Pretty, error_style(Colour::Auto, console.language()));
    let mut output = String::new();
    for InvalidInput { file, diagnostics } in inputs {
        renderer.report(&FileReport::new(file, diagnostics, Counts::default()), &mut output);
    }
    console.write_error(&output);
    Ok(Outcome::Failed)
}
