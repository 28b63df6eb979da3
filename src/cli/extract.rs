//! `factlint extract`: what is written about numbers, quantities and time.

use std::path::{Path, PathBuf};

use super::Outcome;
use super::arguments::{ExtractArguments, ExtractFormat};
use super::console::Console;
use super::extract_lines::extract_lines;
use crate::check::FileReport;
use crate::extract::{Found, Kind, claims_from_document, from_document};
use crate::reference::ReferenceTables;
use crate::render::{Format, Renderer, Style, claims_in_file, claims_table, found_in_file, found_table};
use crate::settings::Limits;
use crate::text::SourceFile;
use crate::workspace::{
    Discovery, Incomplete, WorkspaceError, catch_panic, discover, is_incomplete, read, standard_input,
};

/// Prints what is found in the documents, or in the lines, that the arguments name.
///
/// # Errors
/// If the run cannot begin.
pub(super) fn extract(arguments: &ExtractArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    if arguments.jsonl {
        return extract_lines(arguments, console);
    }
    let discovery = find(&arguments.paths)?;
    for folder in &discovery.empty_folders {
        console.remark(message!(
            "no Markdown files found in `{folder}`; hidden files and those that .gitignore excludes are left out",
            folder
        ));
    }
    let mut outcome = Outcome::Clean;
    for report in &discovery.problems {
        outcome = outcome.max(pass_over(report, console));
    }
    let mut output = String::new();
    for target in &discovery.targets {
        if console.is_closed() {
            break;
        }
        match read(target, Limits::default().file_size) {
            Ok(file) => match catch_panic(|| show(&file, arguments, &mut output)) {
                Ok(()) => console.write(&output),
                Err(words) => {
                    outcome = Outcome::Failed;
                    console.error(
                        message!("factlint failed on `{name}`: {words}", name = target.name, words),
                        "this is a defect of factlint: please report it with the document; it was passed over",
                    );
                }
            },
            Err(report) => outcome = outcome.max(pass_over(&report, console)),
        }
        output.clear();
    }
    Ok(outcome)
}

/// Keeps the kinds that are asked for; a kind stands for its ranges too.
pub(super) fn keep(kinds: &[Kind], found: &mut Vec<Found>) {
    if !kinds.is_empty() {
        found.retain(|found| kinds.contains(&found.kind) || kinds.contains(&found.kind.base()));
    }
}

/// Writes what is found in a document.
fn show(file: &SourceFile, arguments: &ExtractArguments, output: &mut String) {
    if arguments.claims {
        let claims = claims_from_document(file, ReferenceTables::embedded());
        match arguments.format {
            ExtractFormat::Jsonl => claims_in_file(file, &claims, output),
            ExtractFormat::Pretty => claims_table(file, &claims, output),
        }
        return;
    }
    let mut found = from_document(file, ReferenceTables::embedded(), arguments.reference_date);
    keep(&arguments.kinds, &mut found);
    match arguments.format {
        ExtractFormat::Jsonl => found_in_file(file, &found, output),
        ExtractFormat::Pretty => found_table(file, &found, output),
    }
}

/// Says why a file was not read.
fn pass_over(report: &FileReport, console: &mut Console) -> Outcome {
    let mut text = String::new();
    Renderer::new(Format::Concise, Style { language: console.language(), ..Style::default() })
        .report(report, &mut text);
    console.write_error(&text);
    match report.diagnostics.iter().filter_map(is_incomplete).max() {
        Some(Incomplete::Failure) => Outcome::Failed,
        Some(Incomplete::Finding) | None => Outcome::Findings,
    }
}

fn find(paths: &[PathBuf]) -> Result<Discovery, WorkspaceError> {
    let is_dash = |path: &PathBuf| path == Path::new("-");
    match paths {
        [] => discover(&[PathBuf::from(".")]),
        [path] if is_dash(path) => Ok(Discovery { targets: vec![standard_input(None)], ..Discovery::default() }),
        paths if paths.iter().any(is_dash) => Err(WorkspaceError::usage(
            "`-` cannot be read together with other paths",
            "run factlint twice: once with `-`, once with the paths",
        )),
        paths => discover(paths),
    }
}
