//! Values that stand in the repository: a number of files, a value in a data file, a cell of a CSV file or its rows.
//!
//! Read once, when the table is: a fact with such a value is a fact like any other, and its source is the place that the
//! value was read from.

use std::sync::Arc;

use crate::data::{self, Node, Value as NodeValue};
use crate::diagnostic::Severity;
use crate::text::SourceFile;

use super::files::TableFiles;
use super::reader::{INVALID_TABLE, Reader, problem, unknown};
use super::table::Source;

/// The keys of a value that is bound to the repository.
pub(super) const BINDING_KEYS: [&str; 6] = ["count-files", "file", "pointer", "column", "where", "count"];

/// A value of the repository, and where it stands.
pub(super) struct Bound {
    /// The value, as written there.
    pub(super) text: String,
    /// For people: `files lints/**/*.yaml`, `Cargo.toml /package/version`.
    pub(super) place: String,
}

impl Bound {
    /// Returns the place as a source: it has no date, since it is read at every run.
    pub(super) fn source(&self, node: &Node) -> Source {
        let key: Arc<str> = Arc::from(self.place.as_str());
        Source {
            group: Arc::clone(&key),
            key,
            key_range: node.range,
            title: "this repository".to_owned(),
            url: None,
            locator: Some(self.place.clone()),
            published: None,
            accessed: None,
        }
    }
}

/// Reads the value that a mapping points to; notes why it cannot be had.
pub(super) fn read(reader: &mut Reader, files: &dyn TableFiles, node: &Node) -> Option<Bound> {
    reader.only_keys(node, &BINDING_KEYS);
    if let Some(pattern) = node.get("count-files") {
        if let Some(other) = node.entries().iter().find(|entry| entry.key != "count-files") {
            reader.note(problem(other.key_range, message!("`{key}` stands beside `count-files`", key = other.key)));
        }
        return count_files(reader, files, pattern);
    }
    let Some(path_node) = node.get("file") else {
        reader.note(
            problem(node.range, "nothing says where the value stands")
                .with_help("write a value, or where it is: `{count-files: …}` or `{file: …, pointer: …}`"),
        );
        return None;
    };
    let path = reader.text(path_node, "`file`")?;
    let file = match files.read(path) {
        Ok(file) => file,
        Err(reason) => {
            reader.note(problem(path_node.range, message!("`{path}` {reason}", path, reason)));
            return None;
        }
    };
    let is_csv = path.rsplit_once('.').is_some_and(|(_, end)| matches!(end, "csv" | "tsv" | "CSV" | "TSV"));
    if is_csv { in_csv(reader, node, path, &file) } else { in_tree(reader, node, path, &file) }
}

fn count_files(reader: &mut Reader, files: &dyn TableFiles, node: &Node) -> Option<Bound> {
    let patterns = match &node.value {
        NodeValue::List(items) => items.iter().collect(),
        _ => vec![node],
    };
    let mut total = 0;
    let mut shown = Vec::new();
    for item in patterns {
        let pattern = reader.text(item, "the pattern")?;
        match files.count(pattern) {
            // A fact that counts nothing is a slip of the pattern, or its files are gone.
            Ok(0) => {
                reader.note(problem(item.range, message!("no file matches `{pattern}`", pattern)));
                return None;
            }
            Ok(count) => total += count,
            Err(reason) => {
                reader.note(problem(item.range, message!("`{pattern}` {reason}", pattern, reason)));
                return None;
            }
        }
        shown.push(pattern);
    }
    Some(Bound { text: total.to_string(), place: format!("files {}", shown.join(", ")) })
}

/// Reads a value of a YAML, TOML or JSON file by a JSON pointer (RFC 6901).
fn in_tree(reader: &mut Reader, node: &Node, path: &str, file: &SourceFile) -> Option<Bound> {
    for key in ["column", "where"] {
        if let Some(entry) = node.entry(key) {
            reader.note(
                problem(entry.key_range, message!("`{key}` is for CSV files", key)).with_help("use `pointer` instead"),
            );
        }
    }
    let (pointer, place) = match node.get("pointer") {
        Some(pointer) => (pointer.as_text().unwrap_or_default(), pointer.range),
        None if node.get("count").is_some() => ("", node.range),
        None => {
            reader.note(
                problem(node.range, "`pointer` is missing")
                    .with_help("say where in the file the value stands, such as `pointer: /package/version`"),
            );
            return None;
        }
    };
    let tree = data::parse_file(file);
    if let Some(defect) = tree.problems.first() {
        let defect = data::problem_diagnostic(defect, &INVALID_TABLE, Severity::Error);
        reader.note(problem(place, message!("`{path}` cannot be read: {message}", path, message = defect.message)));
        return None;
    }
    let Some(found) = tree.root.as_ref().and_then(|root| follow(root, pointer)) else {
        reader.note(problem(place, message!("`{path}` has nothing at `{pointer}`", path, pointer)));
        return None;
    };
    let place_text = format!("{path} {pointer}");
    let text = match (wants_count(reader, node, "entries")?, &found.value) {
        (true, NodeValue::List(items)) => items.len().to_string(),
        (true, NodeValue::Map(entries)) => entries.len().to_string(),
        (true, _) => {
            reader.note(problem(
                place,
                message!("`{pointer}` of `{path}` is {kind}, not a list", pointer, path, kind = found.kind()),
            ));
            return None;
        }
        (false, _) => match found.as_scalar() {
            Some(text) => text.to_owned(),
            None => {
                reader.note(
                    problem(
                        place,
                        message!("`{pointer}` of `{path}` is {kind}, not a value", pointer, path, kind = found.kind()),
                    )
                    .with_help("write `count: entries` for the number of its entries"),
                );
                return None;
            }
        },
    };
    Some(Bound { text, place: place_text.trim_end().to_owned() })
}

/// Follows a JSON pointer; `None` where it leads nowhere.
fn follow<'n>(root: &'n Node, pointer: &str) -> Option<&'n Node> {
    if pointer.is_empty() {
        return Some(root);
    }
    pointer.strip_prefix('/')?.split('/').try_fold(root, |node, part| {
        let part = part.replace("~1", "/").replace("~0", "~");
        match &node.value {
            NodeValue::List(items) => items.get(part.parse::<usize>().ok()?),
            _ => node.get(&part),
        }
    })
}

fn in_csv(reader: &mut Reader, node: &Node, path: &str, file: &SourceFile) -> Option<Bound> {
    if let Some(entry) = node.entry("pointer") {
        reader.note(
            problem(entry.key_range, "`pointer` is not for CSV files").with_help("use `column` and `where` instead"),
        );
    }
    let csv = data::csv::parse(file, None);
    if let Some(defect) = csv.problems.first() {
        let defect = data::problem_diagnostic(defect, &INVALID_TABLE, Severity::Error);
        reader
            .note(problem(node.range, message!("`{path}` cannot be read: {message}", path, message = defect.message)));
        return None;
    }
    let mut conditions: Vec<(usize, &str)> = Vec::new();
    if let Some(wanted) = node.get("where") {
        for entry in reader.entries(wanted, "`where`") {
            let value = reader.text(&entry.value, "the value")?;
            let Some(column) = csv.column(&entry.key) else {
                let known = csv.header.iter().map(|cell| cell.text.as_str());
                reader.note(unknown(entry.key_range, "column", &entry.key, known));
                return None;
            };
            conditions.push((column, value));
        }
    }
    let is_meant = |row: &&Vec<data::csv::Cell>| conditions.iter().all(|(column, value)| row[*column].text == *value);
    let rows: Vec<_> = csv.rows.iter().filter(is_meant).collect();
    let shown: String =
        conditions.iter().map(|(column, value)| format!(" {}={value}", csv.header[*column].text)).collect();
    if wants_count(reader, node, "rows")? {
        return Some(Bound { text: rows.len().to_string(), place: format!("{path} rows{shown}") });
    }
    let Some(column_node) = node.get("column") else {
        reader.note(problem(node.range, "`column` is missing").with_help("or write `count: rows`"));
        return None;
    };
    let name = reader.text(column_node, "`column`")?;
    let Some(column) = csv.column(name) else {
        let known = csv.header.iter().map(|cell| cell.text.as_str());
        reader.note(unknown(column_node.range, "column", name, known));
        return None;
    };
    let [row] = rows[..] else {
        let message = message!("{rows} rows of `{path}` are meant, not one", rows = rows.len(), path);
        reader.note(problem(node.range, message).with_help("say which with `where`, such as `where: {code: FR}`"));
        return None;
    };
    Some(Bound { text: row[column].text.clone(), place: format!("{path} {name}{shown}") })
}

/// Returns whether `count` is asked for; `None` where it asks for something else.
fn wants_count(reader: &mut Reader, node: &Node, what: &str) -> Option<bool> {
    let Some(count) = node.get("count") else { return Some(false) };
    let text = reader.text(count, "`count`")?;
    if text == what {
        return Some(true);
    }
    reader.note(
        problem(count.range, message!("`{text}` cannot be counted here", text))
            .with_help(message!("write `{what}`", what)),
    );
    None
}
