//! The keys that generators know: `lints/front-matter/*.yaml`, read when a configuration names one.

use std::sync::Arc;

use super::read::{Reader, choice, problem};
use crate::data::{self, Node};
use crate::embedded;
use crate::message::Message;
use crate::settings::{FrontMatterSchema, UnknownKeys};

const FOLDER: &str = "front-matter/";
const KEYS: [&str; 4] = ["generator", "source", "ignores-case", "keys"];

/// Returns the names of the presets, sorted.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    embedded::FILES.iter().filter_map(|(path, _)| path.strip_prefix(FOLDER)?.strip_suffix(".yaml"))
}

/// Returns the keys of a preset; `None` where there is none of that name.
pub(super) fn schema(name: &str) -> Option<FrontMatterSchema> {
    let path = format!("{FOLDER}{name}.yaml");
    let (_, root) = data::embedded(&path).next()?;
    Some(read(&root).unwrap_or_else(|problems| {
        debug_assert!(problems.is_empty(), "a preset that ships is read without a problem: {problems:?}");
        FrontMatterSchema::default()
    }))
}

/// Reads a preset.
fn read(root: &Node) -> Result<FrontMatterSchema, Vec<String>> {
    let mut reader = Reader { problems: Vec::new(), pack_rules: None };
    let mut schema = FrontMatterSchema { unknown_keys: UnknownKeys::Slips, ..FrontMatterSchema::default() };
    for entry in reader.mapping(root, "a preset") {
        match &*entry.key {
            "generator" => schema.generator = entry.value.as_text().map(str::to_owned),
            "source" => {}
            "ignores-case" => schema.ignores_case = entry.value.value == data::Value::Boolean(true),
            "keys" => {
                for field in reader.mapping(&entry.value, "`keys`") {
                    schema.fields.push(reader.preset_field(field));
                }
            }
            _ => reader.problems.push(
                problem(entry.key_range, message!("unknown key `{key}`", key = entry.key))
                    .with_help(choice("key", &entry.key, &KEYS)),
            ),
        }
    }
    let problems: Vec<String> =
        reader.problems.into_iter().map(|problem| problem.message.english().to_owned()).collect();
    if problems.is_empty() { Ok(schema) } else { Err(problems) }
}

/// Returns the help of a configuration that names a preset that is not there.
pub(super) fn suggestion(name: &str) -> Message {
    let names: Vec<&str> = names().chain(["none"]).collect();
    choice("preset", name, &names)
}

/// Returns a preset as it is shared by all documents of a run.
pub(super) fn shared(name: &str) -> Option<Arc<FrontMatterSchema>> {
    schema(name).map(Arc::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_preset_is_whole() {
        let names: Vec<&str> = names().collect();
        assert_eq!(names, ["astro", "docusaurus", "hexo", "hugo", "jekyll", "vitepress", "zola"]);
        for (path, root) in data::embedded(FOLDER) {
            let schema = read(&root).unwrap_or_else(|problems| panic!("{path}: {problems:?}"));
            assert!(schema.generator.is_some() && !schema.fields.is_empty(), "{path}");
            let is_page = |node: Option<&Node>| {
                node.and_then(Node::as_text).is_some_and(|address| address.starts_with("https://"))
            };
            let has_source = is_page(root.get("source"));
            let keys = root.get("keys").expect("a preset has keys");
            for (field, entry) in schema.fields.iter().zip(keys.entries()) {
                let key = &field.key;
                assert!(!field.value.types.is_empty(), "{path}: `{key}` has a type");
                assert!(has_source || is_page(entry.value.get("source")), "{path}: `{key}` has a source");
                assert!(field.purpose.as_deref().is_some_and(|does| does.ends_with('.')), "{path}: `{key}` does");
            }
        }
    }
}
