//! `factlint init`.

use std::fmt::Write as _;

use super::Outcome;
use super::arguments::InitArguments;
use super::console::Console;
use crate::config::FILE_NAMES;
use crate::workspace::{Sighting, WorkspaceError, detect, write_new};

/// Writes a configuration for the site that is found.
///
/// # Errors
/// If there is a configuration already, or it cannot be written.
pub(super) fn init(arguments: &InitArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let sightings = match &arguments.preset {
        Some(_) => Vec::new(),
        None => detect(&arguments.folder)?,
    };
    for name in FILE_NAMES {
        let path = arguments.folder.join(name);
        if path.exists() {
            return Err(WorkspaceError::usage(
                format!("`{}` is there already", path.display()),
                "nothing was written; edit that file, or remove it first",
            ));
        }
    }
    let path = arguments.folder.join(FILE_NAMES[0]);
    write_new(&path, &configuration(arguments.preset.as_deref(), &sightings))?;
    let mut said = String::new();
    for Sighting { preset, folder, evidence } in &sightings {
        let place = if folder.is_empty() { evidence.clone() } else { format!("{folder}/{evidence}") };
        let _ = writeln!(said, "found {preset}: {place}");
    }
    if sightings.is_empty() && arguments.preset.is_none() {
        said.push_str("found no generator that is known: `preset` is left open\n");
    }
    let _ = writeln!(said, "wrote {}", path.display());
    console.write(&said);
    Ok(Outcome::Clean)
}

/// Returns the text of a configuration.
fn configuration(preset: Option<&str>, sightings: &[Sighting]) -> String {
    let mut text = "# `docs/front-matter-schemas.md` of factlint says what can stand here.\nfront-matter:\n".to_owned();
    let at_root = preset.or_else(|| sightings.iter().find(|seen| seen.folder.is_empty()).map(|seen| seen.preset));
    match at_root {
        Some(preset) => {
            let _ = writeln!(text, "  preset: {preset}");
        }
        None if sightings.is_empty() => text.push_str("  # preset: hugo\n"),
        None => {
            text.push_str("  paths:\n");
            for Sighting { preset, folder, .. } in sightings {
                let _ = writeln!(text, "    {:?}: {{ preset: {preset} }}", format!("{folder}/**"));
            }
        }
    }
    text.push_str("  # Keys that every page must have, and what they may hold:\n  # schema:\n  #   title: { type: text, required: true, max-length: 60 }\n  #   date: { type: date, required: true, max: today }\n  #   tags: { type: list, items: text, unique: true }\n");
    text
}
