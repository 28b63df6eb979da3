//! Reading reference tables from disk: those that a configuration names, and those that a command names.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::project::{TABLE_SIZE_LIMIT, absolute, shown_name};
use super::table_files::DiskFiles;
use super::{WorkspaceError, problems, read};
use crate::config::{self, Layer, Layers, TablePath};
use crate::diagnostic::InvalidInput;
use crate::message::Message;
use crate::reference::{ReferenceTable, ReferenceTables};
use crate::text::SourceFile;

/// The extensions of the description that stands beside a CSV file, in the order tried.
const DESCRIPTIONS: [&str; 3] = ["yaml", "yml", "json"];

/// Why a table cannot be had.
enum TableError {
    /// Something about its path: what is wrong, and what to do.
    Path(Message, Message),
    /// Something in it, or in the CSV file that it names.
    Content(InvalidInput),
}

/// The tables that a configuration names, with the file that names each.
pub(super) type NamedTables = Vec<(Arc<SourceFile>, TablePath)>;

/// Reads every table of a configuration and of those that it extends; tells all problems at once.
pub(super) fn of_configuration(layers: &Layers) -> Result<(Arc<ReferenceTables>, NamedTables), WorkspaceError> {
    if layers.layers.iter().all(|layer| layer.config.tables.is_empty()) {
        return Ok((Arc::clone(ReferenceTables::embedded()), Vec::new()));
    }
    let mut tables = ReferenceTables::embedded_tables().to_vec();
    let mut named = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    let mut inputs = Vec::new();
    for Layer { file, folder, config } in &layers.layers {
        let Some(folder) = folder else { continue };
        let mut refused = Vec::new();
        let mut contents = Vec::new();
        let n_before = seen.len();
        for table in &config.tables {
            // A table that is named again where a configuration is extended is the same one.
            let identity = absolute(&folder.join(&table.path));
            if seen[..n_before].contains(&identity) {
                continue;
            }
            seen.push(identity);
            match below(folder, table) {
                Ok(read) => {
                    tables.push(Arc::new(read));
                    named.push((Arc::clone(file), table.clone()));
                }
                Err(TableError::Content(input)) => contents.push(input),
                Err(TableError::Path(message, help)) => {
                    refused.push(config::problem(table.range, message).with_help(help));
                }
            }
        }
        if !refused.is_empty() {
            inputs.push(InvalidInput { file: Arc::clone(file), diagnostics: refused });
        }
        inputs.extend(contents);
    }
    if !inputs.is_empty() {
        return Err(WorkspaceError::Invalid { inputs });
    }
    let tables = ReferenceTables::new(tables).map_err(|inputs| WorkspaceError::Invalid { inputs })?;
    Ok((Arc::new(tables), named))
}

/// Reads a table that a command names by its path.
///
/// # Errors
/// If it cannot be read, or is no table.
pub(crate) fn read_table(path: &Path) -> Result<ReferenceTable, WorkspaceError> {
    let shown = super::discover::name(path);
    let help = "give the path of a table, or the name of one that ships with factlint";
    let resolved = fs::canonicalize(path).map_err(|error| {
        WorkspaceError::usage(message!("the table `{shown}` {why}", shown, why = why(&error)), help)
    })?;
    let folder = resolved.parent().map_or_else(|| PathBuf::from("."), Path::to_owned);
    load(&resolved, &shown, &folder).map_err(|error| match error {
        TableError::Path(message, help) => WorkspaceError::usage(message, help),
        TableError::Content(input) => WorkspaceError::Invalid { inputs: vec![input] },
    })
}

/// Reads a table that a configuration in `folder` names.
fn below(folder: &Path, table: &TablePath) -> Result<ReferenceTable, TableError> {
    let shown = &table.path;
    let path = fs::canonicalize(folder.join(shown)).map_err(|error| {
        let help = if error.kind() == io::ErrorKind::NotFound {
            "paths are relative to the folder of this file"
        } else {
            "check its permissions"
        };
        TableError::Path(message!("the table `{shown}` {why}", shown, why = why(&error)), help.into())
    })?;
    if !path.starts_with(absolute(folder)) {
        let message = message!("the table `{shown}` is a link that leads out of the folder of this file", shown);
        return Err(TableError::Path(message, message!("put a copy of the table below this folder")));
    }
    load(&path, shown, folder)
}

/// Reads a table; `bound` is the folder that it may read other files below, where it stands in no repository.
fn load(path: &Path, shown: &str, bound: &Path) -> Result<ReferenceTable, TableError> {
    let is_csv = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv") || end.eq_ignore_ascii_case("tsv"));
    if !is_csv {
        return parse(path, shown, bound);
    }
    let description = DESCRIPTIONS.iter().map(|end| path.with_extension(end)).find(|path| path.is_file());
    let Some(description) = description else {
        let beside = path.with_extension("yaml");
        let beside = beside.file_name().unwrap_or_default().to_string_lossy();
        return Err(TableError::Path(
            message!("nothing says what the columns of `{shown}` are", shown),
            message!("describe them in `{beside}` beside it, under `rows`", beside),
        ));
    };
    let table = parse(&description, shown, bound)?;
    if table.rows.is_none() {
        return Err(TableError::Path(
            message!("the table beside `{shown}` does not read it", shown),
            message!("describe its columns under `rows` in `{description}`", description = shown_name(&description)),
        ));
    }
    Ok(table)
}

fn parse(path: &Path, shown: &str, bound: &Path) -> Result<ReferenceTable, TableError> {
    let bytes = read::read_bytes(path, TABLE_SIZE_LIMIT).map_err(|error| {
        TableError::Path(
            message!("the table `{shown}` {why}", shown, why = why(&error)),
            message!("check its permissions"),
        )
    })?;
    let Some(bytes) = bytes else {
        let message =
            message!("the table `{shown}` is larger than {size} MB", shown, size = TABLE_SIZE_LIMIT / 1_000_000);
        return Err(TableError::Path(message, message!("split it")));
    };
    let file = read::text(&shown_name(path), bytes)
        .map_err(|report| TableError::Content(InvalidInput { file: report.file, diagnostics: report.diagnostics }))?;
    ReferenceTable::parse_with(file, &DiskFiles::new(path, bound)).map_err(TableError::Content)
}

pub(super) fn why(error: &io::Error) -> Message {
    if error.kind() == io::ErrorKind::NotFound {
        message!("does not exist")
    } else {
        message!("cannot be read: {reason}", reason = problems::reason(error))
    }
}
