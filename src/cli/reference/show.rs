//! `factlint reference show`.

use chrono::NaiveDate;
use strsim::damerau_levenshtein;

use super::arguments::{ShowArguments, ShowFormat};
use super::{Outcome, project};
use crate::cli::console::Console;
use crate::message::Message;
use crate::reference::{EntityIndex, MatchTarget, ReferenceTables};
use crate::render::{subject_json, subject_text, tables_json, tables_text};
use crate::text::Folded;
use crate::workspace::WorkspaceError;

/// The most names that are suggested.
const SUGGESTIONS: usize = 5;

/// Shows a subject, or the list of tables.
///
/// # Errors
/// If no table knows the name.
pub(super) fn show(arguments: &ShowArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    // Nothing that is shown depends on the day.
    let project = project(arguments.config.as_deref(), NaiveDate::default())?;
    let tables = &project.tables;
    let Some(name) = &arguments.name else {
        let list: Vec<_> = tables.tables().iter().map(|table| &**table).collect();
        console.write(&match arguments.format {
            ShowFormat::Pretty => tables_text(&list, console.language()),
            ShowFormat::Json => tables_json(&list),
        });
        return Ok(Outcome::Clean);
    };
    let Some(entity) = find(name, tables) else {
        return Err(WorkspaceError::usage(message!("no table knows `{name}`", name), suggestion(name, tables)));
    };
    console.write(&match arguments.format {
        ShowFormat::Pretty => subject_text(tables, entity, console.language()),
        ShowFormat::Json => subject_json(tables, entity),
    });
    Ok(Outcome::Clean)
}

/// Returns the subject that a text means by this name, or the one with this id.
fn find(name: &str, tables: &ReferenceTables) -> Option<EntityIndex> {
    let folded = Folded::width(name.trim());
    let whole = crate::text::size(folded.text().len());
    let by_name = tables.scan(folded.text()).into_iter().find_map(|found| match found.target {
        MatchTarget::Alias { entity, .. } if found.range.start() == 0.into() && found.range.end() == whole => {
            Some(entity)
        }
        _ => None,
    });
    by_name.or_else(|| tables.find(name.trim()))
}

/// Returns the nearest names: those that hold what was asked for, and those that few slips lead to.
fn suggestion(name: &str, tables: &ReferenceTables) -> Message {
    let wanted = name.trim().to_lowercase();
    let limit = (wanted.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> = Vec::new();
    for index in tables.entities() {
        let entity = tables.entity(index);
        let rank = |known: &str| {
            let known = known.to_lowercase();
            let distance = damerau_levenshtein(&wanted, &known);
            let is_part = 2 <= wanted.chars().count() && known.contains(&wanted);
            (distance <= limit || is_part).then_some(distance)
        };
        let best = entity.aliases.iter().filter_map(|alias| rank(&alias.text)).min();
        near.extend(best.map(|distance| (distance, entity.name.as_str())));
    }
    near.sort_unstable();
    near.dedup();
    let names: Vec<String> = near.iter().take(SUGGESTIONS).map(|(_, name)| format!("`{name}`")).collect();
    if names.is_empty() {
        message!("`factlint reference show` lists the tables")
    } else {
        message!("did you mean {names}?", names = names.join(" or "))
    }
}
