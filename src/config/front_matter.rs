//! What a configuration says of front matter: a preset, a schema, JSON Schemas, and others for some paths.

use std::path::Path;
use std::sync::Arc;

use globset::{GlobBuilder, GlobMatcher};

use super::read::{Reader, choice, problem, refused_path};
use super::{paths, preset};
use crate::data::{self, Entry, Node, Value};
use crate::diagnostic::Diagnostic;
use crate::settings::{FieldSchema, FrontMatterSchema, JsonSchema, JsonSchemaError, UnknownKeys};
use crate::text::TextRange;

pub(super) mod field;

pub(super) const KEYS: [&str; 5] = ["preset", "schema", "unknown-keys", "json-schema", "paths"];
pub(super) const PART_KEYS: [&str; 4] = ["preset", "schema", "unknown-keys", "json-schema"];
pub(super) const UNKNOWN_KEYS: [&str; 3] = ["allow", "slips", "forbid"];

/// What a configuration says of front matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatterConfig {
    /// What holds for all documents.
    pub all: FrontMatterPart,
    /// What holds for some, in the order of the configuration; a later one wins over an earlier one.
    pub paths: Vec<(PathPattern, FrontMatterPart)>,
}

/// What holds for all documents, or for those that match a pattern.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrontMatterPart {
    /// The keys of a generator; `Some(None)` for none, whatever holds for all.
    pub preset: Option<Option<Arc<FrontMatterSchema>>>,
    /// Keys of the configuration's own.
    pub fields: Vec<FieldSchema>,
    /// What to do about other keys.
    pub unknown_keys: Option<UnknownKeys>,
    /// A JSON Schema.
    pub json_schema: Option<JsonSchemaSource>,
    /// What it says, such as `preset` or `schema.title`, each with the bytes of the value.
    pub places: Vec<(String, TextRange)>,
}

/// Where a JSON Schema comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonSchemaSource {
    /// A file that is still to be read: its path, relative to the folder of the configuration and below it, and the
    /// bytes of the configuration that name it.
    File(String, TextRange),
    /// A schema that was read, from a file or from the configuration itself.
    Read(Arc<JsonSchema>),
}

/// A glob that paths of documents are matched against.
#[derive(Clone, Debug)]
pub struct PathPattern {
    matcher: GlobMatcher,
}

impl PartialEq for PathPattern {
    fn eq(&self, other: &Self) -> bool {
        self.matcher.glob() == other.matcher.glob()
    }
}

impl FrontMatterConfig {
    /// Returns the indices of the patterns that match a path: relative to the folder of the configuration.
    pub fn matching(&self, path: &Path) -> Vec<usize> {
        let matches = |(index, (pattern, _)): (usize, &(PathPattern, FrontMatterPart))| {
            pattern.matcher.is_match(path).then_some(index)
        };
        self.paths.iter().enumerate().filter_map(matches).collect()
    }

    /// Returns the parts, for what is read from files.
    pub(crate) fn parts_mut(&mut self) -> impl Iterator<Item = &mut FrontMatterPart> {
        std::iter::once(&mut self.all).chain(self.paths.iter_mut().map(|(_, part)| part))
    }
}

/// Returns the schema that follows from parts, the lowest first.
pub(super) fn schema_of(parts: &[&FrontMatterPart]) -> FrontMatterSchema {
    let preset = parts.iter().rev().find_map(|part| part.preset.as_ref()).and_then(Option::as_ref);
    let mut schema = preset.map(|preset| FrontMatterSchema::clone(preset)).unwrap_or_default();
    for part in parts {
        let json_schemas = match &part.json_schema {
            Some(JsonSchemaSource::Read(schema)) => vec![Arc::clone(schema)],
            Some(JsonSchemaSource::File(..)) | None => Vec::new(),
        };
        let fields = part.fields.clone();
        schema.overlay(&FrontMatterSchema { fields, json_schemas, ..FrontMatterSchema::default() });
    }
    schema.unknown_keys = parts.iter().rev().find_map(|part| part.unknown_keys).unwrap_or_default();
    schema
}

/// Compiles the JSON Schema that a tree holds.
///
/// # Errors
/// If it is none: what is wrong, at its place.
pub(crate) fn json_schema(name: &str, root: &Node) -> Result<JsonSchema, Box<Diagnostic>> {
    let value = serde_json::to_value(data::to_value(root)).unwrap_or_default();
    JsonSchema::new(name, &value).map_err(|JsonSchemaError { path, message, is_reference }| {
        // The library does not say where the reference stands.
        let place = if is_reference { reference(root) } else { None };
        let range = place.unwrap_or_else(|| data::follow(root, &path).value_or_key());
        let problem = problem(range, message!("this is no JSON Schema: {message}", message));
        if is_reference {
            let help = "references to other documents are not followed: put what they name under `$defs`";
            return Box::new(problem.with_help(help));
        }
        Box::new(problem)
    })
}

/// Returns the first reference that leads out of the document.
fn reference(node: &Node) -> Option<TextRange> {
    let own = node.get("$ref").filter(|target| target.as_text().is_some_and(|text| !text.starts_with('#')));
    let children = node.items().iter().chain(node.entries().iter().map(|entry| &entry.value));
    own.map(|target| target.range).or_else(|| children.into_iter().find_map(reference))
}

impl Reader {
    pub(super) fn front_matter(&mut self, node: &Node) -> FrontMatterConfig {
        let mut config = FrontMatterConfig::default();
        for entry in self.mapping(node, "`front-matter`") {
            if entry.key == "paths" {
                for path in self.mapping(&entry.value, "`paths`") {
                    config.paths.extend(self.path_part(path));
                }
            } else {
                self.part_entry(entry, &mut config.all, &KEYS);
            }
        }
        config
    }

    fn path_part(&mut self, entry: &Entry) -> Option<(PathPattern, FrontMatterPart)> {
        let mut part = FrontMatterPart::default();
        for entry in self.mapping(&entry.value, "what holds for a path") {
            self.part_entry(entry, &mut part, &PART_KEYS);
        }
        let written = entry.key.strip_prefix("./").unwrap_or(&entry.key);
        if let Some(refusal) = paths::refusal(written) {
            self.problems.push(refused_path(entry.key_range, written, refusal));
            return None;
        }
        match GlobBuilder::new(written).literal_separator(true).build() {
            Ok(glob) => Some((PathPattern { matcher: glob.compile_matcher() }, part)),
            Err(error) => {
                let message = message!("`{written}` is no pattern for paths: {kind}", written, kind = error.kind());
                self.problems.push(problem(entry.key_range, message).with_help("write it as in `posts/**/*.md`"));
                None
            }
        }
    }

    /// Reads what an override says.
    pub(super) fn front_matter_part(&mut self, node: &Node) -> FrontMatterPart {
        let mut part = FrontMatterPart::default();
        for entry in self.mapping(node, "`front-matter`") {
            self.part_entry(entry, &mut part, &PART_KEYS);
        }
        part
    }

    fn part_entry(&mut self, entry: &Entry, part: &mut FrontMatterPart, known: &[&'static str]) {
        if entry.key == "schema" {
            let field = |field: &Entry| (format!("schema.{}", field.key), field.value.range);
            part.places.extend(entry.value.entries().iter().map(field));
        } else {
            part.places.push((entry.key.to_string(), entry.value.range));
        }
        match &*entry.key {
            "preset" => part.preset = self.preset(&entry.value),
            "schema" => part.fields = self.fields(&entry.value, "`schema`"),
            "unknown-keys" => part.unknown_keys = self.unknown_keys(&entry.value),
            "json-schema" => part.json_schema = self.json_schema_source(&entry.value),
            _ => self.unknown_key(entry, known),
        }
    }

    fn preset(&mut self, node: &Node) -> Option<Option<Arc<FrontMatterSchema>>> {
        let Some(name) = node.as_text() else {
            self.wrong_type(node, "`preset`", "the name of a generator");
            return None;
        };
        if name == "none" {
            return Some(None);
        }
        let preset = preset::shared(name);
        if preset.is_none() {
            let message = message!("there is no preset `{name}`", name);
            self.problems.push(problem(node.range, message).with_help(preset::suggestion(name)));
        }
        preset.map(Some)
    }

    fn unknown_keys(&mut self, node: &Node) -> Option<UnknownKeys> {
        match node.as_scalar() {
            Some("allow") => Some(UnknownKeys::Allow),
            Some("slips") => Some(UnknownKeys::Slips),
            Some("forbid") => Some(UnknownKeys::Forbid),
            word => {
                let message = match word {
                    Some(word) => message!("`unknown-keys` has no choice `{word}`", word),
                    None => message!("`unknown-keys` takes a word, not {kind}", kind = node.kind()),
                };
                let help = choice("choice", word.unwrap_or_default(), &UNKNOWN_KEYS);
                self.problems.push(problem(node.range, message).with_help(help));
                None
            }
        }
    }

    fn json_schema_source(&mut self, node: &Node) -> Option<JsonSchemaSource> {
        match &node.value {
            Value::Text { text, .. } => {
                let path = text.strip_prefix("./").unwrap_or(text);
                if let Some(refusal) = paths::refusal(path) {
                    self.problems.push(refused_path(node.range, path, refusal));
                    return None;
                }
                Some(JsonSchemaSource::File(path.to_owned(), node.range))
            }
            Value::Map(_) => match json_schema("`json-schema`", node) {
                Ok(schema) => Some(JsonSchemaSource::Read(Arc::new(schema))),
                Err(problem) => {
                    self.problems.push(*problem);
                    None
                }
            },
            _ => {
                self.wrong_type(node, "`json-schema`", "the path of a JSON Schema, or the schema itself");
                None
            }
        }
    }
}

#[cfg(test)]
mod tests;
