//! Reading the JSON Schemas that a configuration names.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::project::{absolute, shown_name};
use super::tables::why;
use super::{WorkspaceError, read};
use crate::config::{self, Config, JsonSchemaSource};
use crate::data;
use crate::diagnostic::{Diagnostic, InvalidInput, Severity};
use crate::message::Message;
use crate::settings::JsonSchema;
use crate::text::{SourceFile, TextRange};

/// The most bytes of a schema.
const SIZE_LIMIT: u64 = 1 << 20;

/// Reads every JSON Schema of a configuration in `folder`; tells all problems at once.
pub(super) fn read_all(file: &Arc<SourceFile>, folder: &Path, config: &mut Config) -> Result<(), WorkspaceError> {
    let mut refused = Vec::new();
    let mut inputs = Vec::new();
    for part in config.front_matter.parts_mut() {
        let Some(JsonSchemaSource::File(path, range)) = &part.json_schema else { continue };
        match read_one(folder, path, *range) {
            Ok(schema) => part.json_schema = Some(JsonSchemaSource::Read(Arc::new(schema))),
            Err(SchemaError::Path(problem)) => refused.push(*problem),
            Err(SchemaError::Content(input)) => inputs.push(input),
        }
    }
    if !refused.is_empty() {
        inputs.insert(0, InvalidInput { file: Arc::clone(file), diagnostics: refused });
    }
    if inputs.is_empty() { Ok(()) } else { Err(WorkspaceError::Invalid { inputs }) }
}

/// Why a schema cannot be had.
enum SchemaError {
    /// Something about its path, told on the configuration.
    Path(Box<Diagnostic>),
    /// Something in it.
    Content(InvalidInput),
}

fn read_one(folder: &Path, shown: &str, range: TextRange) -> Result<JsonSchema, SchemaError> {
    let refuse = |message: Message, help: &'static str| {
        SchemaError::Path(Box::new(config::problem(range, message).with_help(help)))
    };
    let path = fs::canonicalize(folder.join(shown)).map_err(|error| {
        refuse(
            message!("the schema `{shown}` {why}", shown, why = why(&error)),
            "paths are relative to the folder of this file",
        )
    })?;
    if !path.starts_with(absolute(folder)) {
        let message = message!("the schema `{shown}` is a link that leads out of the folder of this file", shown);
        return Err(refuse(message, "put a copy of the schema below this folder"));
    }
    let bytes = read::read_bytes(&path, SIZE_LIMIT)
        .map_err(|error| {
            refuse(message!("the schema `{shown}` {why}", shown, why = why(&error)), "check its permissions")
        })?
        .ok_or_else(|| {
            refuse(message!("the schema `{shown}` is larger than 1 MiB", shown), "take out what is not needed")
        })?;
    let file = read::text(&shown_name(&path), bytes)
        .map_err(|report| SchemaError::Content(InvalidInput { file: report.file, diagnostics: report.diagnostics }))?;
    let tree = data::parse_file(&file);
    let invalid = |diagnostics| SchemaError::Content(InvalidInput { file: Arc::clone(&file), diagnostics });
    let rule = config::problem(range, "").rule;
    if !tree.problems.is_empty() {
        let problem = |problem| data::problem_diagnostic(problem, &rule, Severity::Error);
        return Err(invalid(tree.problems.iter().map(problem).collect()));
    }
    let Some(root) = tree.root else {
        return Err(refuse(message!("the schema `{shown}` is empty", shown), "write a JSON Schema, in JSON or YAML"));
    };
    config::json_schema(&format!("`{shown}`"), &root).map_err(|problem| invalid(vec![*problem]))
}
