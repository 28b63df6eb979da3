//! `factlint reference draft`.

use super::arguments::DraftArguments;
use super::{Outcome, project};
use crate::check::FileReport;
use crate::claim::{document_date, read_open};
use crate::cli::check::today;
use crate::cli::console::Console;
use crate::document;
use crate::extract::Draft;
use crate::render::{Format, Renderer, Style};
use crate::settings::Limits;
use crate::text::SourceFile;
use crate::workspace::{Incomplete, WorkspaceError, catch_panic, discover, is_incomplete, read};

/// Prints a table drafted from documents.
///
/// # Errors
/// If the run cannot begin.
pub(super) fn draft(arguments: &DraftArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let today = arguments.today.unwrap_or_else(today);
    let discovery = discover(&arguments.paths)?;
    let project = project(arguments.config.as_deref(), today)?;
    let mut draft = Draft::new(&project.tables);
    let mut outcome = Outcome::Clean;
    for report in &discovery.problems {
        outcome = outcome.max(pass_over(report, console));
    }
    for target in &discovery.targets {
        match read(target, Limits::default().file_size) {
            Ok(file) => {
                let add = |file: &SourceFile, draft: &mut Draft<'_>| {
                    let document = document::parse(file);
                    let claims = read_open(file, &document, &project.tables);
                    draft.add(file, &document, document_date(file, &document), &claims);
                };
                if let Err(words) = catch_panic(|| add(&file, &mut draft)) {
                    outcome = Outcome::Failed;
                    console.error(
                        message!("factlint failed on `{name}`: {words}", name = target.name, words),
                        "this is a defect of factlint: please report it with the document; it was passed over",
                    );
                }
            }
            Err(report) => outcome = outcome.max(pass_over(&report, console)),
        }
    }
    console.write(&draft.to_yaml(&arguments.table, today));
    console.remark(message!("subjects that no table knows: {subjects}; documents read: {documents}; claims left out (bounds, values in other units, nouns in place of names): {left_out}", subjects = draft.subject_count(), documents = discovery.targets.len(), left_out = draft.left_out()));
    Ok(outcome)
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
