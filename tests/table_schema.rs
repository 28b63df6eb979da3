//! The JSON Schema of tables: everything that loads validates, and what does not load mostly does not.
//!
//! The checker below knows the keywords that the schema uses and fails on any other; a library would bring forty crates.

use factlint::data;
use factlint::text::SourceFile;
use regex::Regex;
use serde_json::Value;

use crate::support::root;

/// Checks values against one schema.
struct Checker {
    schema: Value,
}

impl Checker {
    fn new() -> Self {
        let path = root().join("schemas/reference-table.schema.json");
        Self { schema: serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap() }
    }

    /// Returns what is wrong, each with a JSON pointer.
    fn errors(&self, value: &Value) -> Vec<String> {
        let mut errors = Vec::new();
        self.check(&self.schema, value, "", &mut errors);
        errors
    }

    fn is_valid(&self, schema: &Value, value: &Value) -> bool {
        let mut errors = Vec::new();
        self.check(schema, value, "", &mut errors);
        errors.is_empty()
    }

    fn check(&self, schema: &Value, value: &Value, at: &str, errors: &mut Vec<String>) {
        let mut fail = |what: String| errors.push(format!("{at}: {what}"));
        let schemas = |value: &Value| value.as_array().unwrap().clone();
        let matching = |list: &Value| schemas(list).iter().filter(|schema| self.is_valid(schema, value)).count();
        let mut below: Vec<(Value, Value, String)> = Vec::new();
        for (keyword, wanted) in schema.as_object().expect("a schema is an object") {
            let length = value.as_array().map(Vec::len);
            match keyword.as_str() {
                "description" | "title" | "$schema" | "$defs" => {}
                "$ref" => {
                    let name = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                    below.push((self.schema["$defs"][name].clone(), value.clone(), at.to_owned()));
                }
                "type" if !has_type(wanted, value) => fail(format!("is not {wanted}: {value}")),
                "enum" if !schemas(wanted).contains(value) => fail(format!("is none of {wanted}: {value}")),
                "const" if wanted != value => fail(format!("is not {wanted}")),
                "anyOf" if matching(wanted) == 0 => fail(format!("fits no choice: {value}")),
                "oneOf" if matching(wanted) != 1 => fail("fits none or several choices".to_owned()),
                "minItems" if length.is_some_and(|length| length < number(wanted)) => fail("is too short".to_owned()),
                "maxItems" if length.is_some_and(|length| number(wanted) < length) => fail("is too long".to_owned()),
                "minProperties" if value.as_object().is_some_and(|map| map.len() < number(wanted)) => {
                    fail("has too few keys".to_owned());
                }
                "minimum" if value.as_f64().is_some_and(|value| value < wanted.as_f64().unwrap()) => {
                    fail("is too small".to_owned());
                }
                "exclusiveMaximum" if value.as_f64().is_some_and(|value| wanted.as_f64().unwrap() <= value) => {
                    fail("is too large".to_owned());
                }
                "pattern"
                    if value
                        .as_str()
                        .is_some_and(|text| !Regex::new(wanted.as_str().unwrap()).unwrap().is_match(text)) =>
                {
                    fail(format!("does not match {wanted}: {value}"));
                }
                "required" => {
                    for key in schemas(wanted)
                        .iter()
                        .filter(|key| value.is_object() && value.get(key.as_str().unwrap()).is_none())
                    {
                        fail(format!("lacks {key}"));
                    }
                }
                "items" => {
                    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
                        below.push((wanted.clone(), item.clone(), format!("{at}/{index}")));
                    }
                }
                "properties" => {
                    for (key, schema) in wanted.as_object().unwrap() {
                        if let Some(item) = value.get(key) {
                            below.push((schema.clone(), item.clone(), format!("{at}/{key}")));
                        }
                    }
                }
                "additionalProperties" => {
                    for (key, item) in value.as_object().into_iter().flatten() {
                        match wanted {
                            _ if schema["properties"].get(key).is_some() => {}
                            Value::Bool(false) => fail(format!("`{key}` is not known")),
                            wanted => below.push((wanted.clone(), item.clone(), format!("{at}/{key}"))),
                        }
                    }
                }
                "type" | "enum" | "const" | "anyOf" | "oneOf" | "minItems" | "maxItems" | "minProperties"
                | "minimum" | "exclusiveMaximum" | "pattern" => {}
                "minLength" if value.as_str() == Some("") => fail("is empty".to_owned()),
                "minLength" => {}
                other => panic!("the checker does not know `{other}`"),
            }
        }
        for (schema, value, at) in below {
            self.check(&schema, &value, &at, errors);
        }
    }
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn has_type(wanted: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.is_u64() || value.is_i64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("no type: {other}"),
    };
    match wanted {
        Value::Array(names) => names.iter().any(|name| is(name.as_str().unwrap())),
        name => is(name.as_str().unwrap()),
    }
}

/// Reads YAML or JSON as the program does.
fn value(name: &str, text: &str) -> Value {
    let tree = data::parse_file(&SourceFile::new(name, text));
    assert!(tree.problems.is_empty(), "{name}: {:?}", tree.problems);
    serde_json::to_value(data::to_value(&tree.root.unwrap())).unwrap()
}

/// Returns the fenced blocks of a page that are tables.
fn tables_of(page: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(page)).unwrap();
    let mut tables = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.starts_with("```") {
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            if block
                .first()
                .is_some_and(|line| line.starts_with("schema: reference/") || line.contains("\"reference/1\""))
            {
                tables.push(block.join("\n"));
            }
        }
    }
    tables
}

#[test]
fn every_table_that_ships_and_every_example_validates() {
    let checker = Checker::new();
    let mut count = 0;
    for entry in std::fs::read_dir(root().join("lints/reference")).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        assert_eq!(checker.errors(&value("table.yaml", &text)), [] as [&str; 0], "{}", path.display());
        count += 1;
    }
    for page in ["README.md", "docs/reference-tables.md", "docs/facts/project.yaml"] {
        let tables = if page.ends_with(".md") {
            tables_of(page)
        } else {
            vec![std::fs::read_to_string(root().join(page)).unwrap()]
        };
        assert!(!tables.is_empty(), "{page}");
        for table in tables {
            assert_eq!(checker.errors(&value("table.yaml", &table)), [] as [&str; 0], "{page}:\n{table}");
            count += 1;
        }
    }
    assert!(5 < count, "{count}");
}

#[test]
fn what_is_wrong_does_not_validate() {
    let checker = Checker::new();
    let header = "schema: reference/1\ntable: t\ntitle: T\nas-of: 2024\nattributes: {a: {dimension: count}}\nsources: {s: {title: S, url: u}}\n";
    let errors = |text: &str| checker.errors(&value("t.yaml", &format!("{header}{text}")));
    assert_eq!(errors("subjects: {}\n"), [] as [&str; 0]);
    for (text, at) in [
        ("", ": fits none or several choices"),
        ("subjects: {}\nrows: {columns: {name: a}}\n", ": fits none or several choices"),
        ("subjcts: {}\nsubjects: {}\n", ": `subjcts` is not known"),
        ("subjects: {x: {}}\n", "/subjects/x: lacks \"name\""),
        ("subjects: {x: {name: X, facts: {a: {value: 1, staus: confirmed}}}}\n", "/subjects/x/facts/a: fits no choice"),
        ("subjects: {x: {name: X, sources: []}}\n", "/subjects/x/sources: is too short"),
        ("subjects: {x: {name: X, case: lower}}\n", "/subjects/x/case: is none of"),
        ("defaults: {as-of: May 2024}\nsubjects: {}\n", "/defaults/as-of: does not match"),
        ("defaults: {tolerance: {relative: 6}}\nsubjects: {}\n", "/defaults/tolerance/relative: is too large"),
    ] {
        let errors = errors(text);
        assert!(errors.iter().any(|error| error.starts_with(at)), "{text}: {errors:?}");
    }
}

#[test]
fn the_command_prints_the_schema_of_the_repository() {
    let output = crate::support::factlint(&["reference", "schema"]);
    assert_eq!(output.code, Some(0));
    let file = std::fs::read_to_string(root().join("schemas/reference-table.schema.json")).unwrap();
    assert_eq!(output.stdout, file);
}
