//! Reads `rows`: subjects that stand in a CSV file, a row each. Every row becomes the data tree that the same subject would
//! have in YAML, with spans of the CSV file, and is read by `load_entity` like any other.

use std::sync::Arc;

use crate::data::csv::{self, Cell, Csv};
use crate::data::{self, Entry, Node, ScalarStyle, Value as NodeValue};
use crate::diagnostic::Severity;
use crate::text::{SourceFile, TextRange};

use super::files::TableFiles;
use super::load::load_status;
use super::reader::{INVALID_TABLE, Reader, problem, unknown};
use super::table::{Attribute, Source};

pub(super) const ROWS_KEYS: [&str; 8] = ["file", "separator", "columns", "split", "kind", "case", "sources", "facts"];
pub(super) const COLUMNS_KEYS: [&str; 7] = ["id", "name", "aliases", "not-aliases", "kind", "parent", "sources"];
pub(super) const ROW_FACT_KEYS: [&str; 10] =
    ["column", "scale", "thousands", "decimal", "status", "as-of", "valid-from", "valid-until", "sources", "note"];

/// Keys of a fact that name a column where the CSV file has one of that name, and are a value for all rows otherwise.
const CARRIED: [&str; 6] = ["status", "as-of", "valid-from", "valid-until", "sources", "note"];

/// The subjects of a CSV file.
pub(super) struct Rows {
    pub(super) file: Arc<SourceFile>,
    pub(super) subjects: Vec<Entry>,
    /// What is wrong in the CSV file itself.
    pub(super) problems: Reader,
}

/// What the rows may name.
#[derive(Clone, Copy)]
pub(super) struct Header<'a> {
    pub(super) attributes: &'a [Attribute],
    pub(super) sources: &'a [Source],
}

/// Where one fact of every row stands, and how its cells are written.
struct RowFact<'n> {
    attribute: &'n Entry,
    column: usize,
    scale: String,
    thousands: Option<String>,
    decimal: String,
    carried: Vec<(&'n Entry, Option<usize>)>,
}

/// What of each row goes where.
struct Plan<'n> {
    name: usize,
    id: Option<usize>,
    kind: Option<usize>,
    parent: Option<usize>,
    aliases: Vec<usize>,
    not_aliases: Vec<usize>,
    sources: Option<usize>,
    split: String,
    // `kind`, `case` and `sources` of all rows.
    shared: Vec<&'n Entry>,
    facts: Vec<RowFact<'n>>,
}

/// Reads the rows that `rows` of a table describes; `None` where the description is wrong.
pub(super) fn load(
    reader: &mut Reader,
    node: &Node,
    own_file: &SourceFile,
    header: Header<'_>,
    files: &dyn TableFiles,
) -> Option<Rows> {
    reader.entries(node, "`rows`");
    reader.only_keys(node, &ROWS_KEYS);
    let own_name = own_file.file_name();
    let default_path = format!("{}.csv", own_name.rsplit_once('.').map_or(own_name, |(stem, _)| stem));
    let path = reader.optional_text(node, "file").map_or(default_path, str::to_owned);
    let separator = load_separator(reader, node)?;
    let file = match files.read(&path) {
        Ok(file) => file,
        Err(reason) => {
            let place = node.get("file").map_or(node.range, |file| file.range);
            reader.note(problem(place, message!("`{path}` {reason}", path, reason)));
            return None;
        }
    };
    let csv = csv::parse(&file, separator);
    let mut problems = Reader::default();
    for problem in &csv.problems {
        problems.note(data::problem_diagnostic(problem, &INVALID_TABLE, Severity::Error));
    }
    let plan = load_plan(reader, node, &csv, header)?;
    let subjects = csv.rows.iter().filter_map(|row| plan.subject(row, &csv, &mut problems)).collect();
    Some(Rows { file, subjects, problems })
}

/// Returns the separator that is given; `None` where it is wrong.
#[expect(clippy::option_option, reason = "the outer one is a defect, the inner one a key that may be missing")]
fn load_separator(reader: &mut Reader, node: &Node) -> Option<Option<char>> {
    let Some(given) = node.get("separator") else { return Some(None) };
    let text = given.as_text().unwrap_or_default();
    let separator = csv::SEPARATORS.into_iter().find(|separator| text.chars().eq([*separator]));
    if separator.is_none() {
        let help = "write one of `\",\"`, `\";\"`, `\"\\t\"` and `\"|\"`, or leave it out";
        reader.note(problem(given.range, "this is not a separator").with_help(help));
        return None;
    }
    Some(separator)
}

fn load_plan<'n>(reader: &mut Reader, node: &'n Node, csv: &Csv, header: Header<'_>) -> Option<Plan<'n>> {
    let Some(columns) = node.get("columns") else {
        reader.note(
            problem(node.range, "`columns` is missing").with_help("name at least the column of the subject's `name`"),
        );
        return None;
    };
    let before = reader.problems.len();
    reader.entries(columns, "`columns`");
    reader.only_keys(columns, &COLUMNS_KEYS);
    if columns.get("name").is_none() {
        reader.note(problem(columns.range, "`name` is missing").with_help("say which column names the subject"));
    }
    let mut one = |key: &str| columns.get(key).and_then(|name| column(reader, csv, name));
    let (name, id, kind, parent, sources) = (one("name"), one("id"), one("kind"), one("parent"), one("sources"));
    let mut many = |key: &str| -> Vec<usize> {
        let Some(names) = columns.get(key) else { return Vec::new() };
        let names = if matches!(names.value, NodeValue::List(_)) { names.items() } else { std::slice::from_ref(names) };
        names.iter().filter_map(|name| column(reader, csv, name)).collect()
    };
    let (aliases, not_aliases) = (many("aliases"), many("not-aliases"));
    let mut facts = Vec::new();
    if let Some(map) = node.get("facts") {
        for entry in reader.entries(map, "`facts`") {
            facts.extend(load_fact(reader, entry, csv, header));
        }
    }
    if let Some(sources) = node.get("sources") {
        check_sources(reader, sources, header);
    }
    if before < reader.problems.len() {
        return None;
    }
    let shared = ["kind", "case", "sources"].into_iter().filter_map(|key| node.entry(key)).collect();
    let split = reader.optional_text(node, "split").unwrap_or("|").to_owned();
    Some(Plan { name: name?, id, kind, parent, aliases, not_aliases, sources, split, shared, facts })
}

/// Returns the column that a text names, or notes that there is none.
fn column(reader: &mut Reader, csv: &Csv, name: &Node) -> Option<usize> {
    let text = reader.text(name, "the column")?;
    let found = csv.column(text);
    if found.is_none() {
        let known = csv.header.iter().map(|cell| cell.text.as_str()).filter(|name| !name.is_empty());
        reader.note(unknown(name.range, "column", text, known));
    }
    found
}

fn load_fact<'n>(reader: &mut Reader, attribute: &'n Entry, csv: &Csv, header: Header<'_>) -> Option<RowFact<'n>> {
    // Told here, once, and not in every row.
    if !header.attributes.iter().any(|known| *known.key == attribute.key) {
        let known = header.attributes.iter().map(|known| &*known.key);
        reader.note(unknown(attribute.key_range, "attribute", &attribute.key, known));
    }
    let node = &attribute.value;
    let plain = |column| RowFact {
        attribute,
        column,
        scale: String::new(),
        thousands: None,
        decimal: ".".to_owned(),
        carried: Vec::new(),
    };
    if !matches!(node.value, NodeValue::Map(_)) {
        return column(reader, csv, node).map(plain);
    }
    reader.only_keys(node, &ROW_FACT_KEYS);
    let Some(name) = node.get("column") else {
        reader.note(problem(attribute.key_range, "`column` is missing"));
        return None;
    };
    let column = column(reader, csv, name)?;
    let scale = reader.optional_text(node, "scale").unwrap_or_default().to_owned();
    if !matches!(scale.as_str(), "" | "K" | "M" | "B" | "T") {
        let place = node.get("scale").map_or(node.range, |scale| scale.range);
        reader
            .note(problem(place, message!("`{scale}` is not a scale", scale)).with_help("write `K`, `M`, `B` or `T`"));
    }
    let mut carried = Vec::new();
    for entry in CARRIED.into_iter().filter_map(|key| node.entry(key)) {
        let column = entry.value.as_text().and_then(|text| csv.column(text));
        match &*entry.key {
            _ if column.is_some() => {}
            "sources" => check_sources(reader, &entry.value, header),
            "status" => {
                load_status(reader, node);
            }
            "note" => {
                reader.text(&entry.value, "`note`");
            }
            key => {
                reader.date(&entry.value, &format!("`{key}`"));
            }
        }
        carried.push((entry, column));
    }
    Some(RowFact {
        scale,
        // A space parts thousands in French, so `text`, which refuses blanks, is no use here.
        thousands: node.get("thousands").and_then(Node::as_text).map(str::to_owned),
        decimal: reader.optional_text(node, "decimal").unwrap_or(".").to_owned(),
        carried,
        ..plain(column)
    })
}

/// Notes each source that the table does not have.
fn check_sources(reader: &mut Reader, node: &Node, header: Header<'_>) {
    for item in reader.items(node, "`sources`") {
        let Some(key) = reader.text(item, "the source") else { continue };
        if !header.sources.iter().any(|source| *source.key == *key) {
            reader.note(unknown(item.range, "source", key, header.sources.iter().map(|source| &*source.key)));
        }
    }
}

impl Plan<'_> {
    /// Returns a row as a subject; `None` where it has no name.
    fn subject(&self, row: &[Cell], csv: &Csv, problems: &mut Reader) -> Option<Entry> {
        let name = &row[self.name];
        if name.text.is_empty() {
            let whole = row.first()?.range.cover(row.last()?.range);
            let message = message!("the cell of the column `{name}` is empty", name = csv.header[self.name].text);
            problems.note(problem(whole, message).with_help("every row needs a name"));
            return None;
        }
        let id = self.id.map(|column| &row[column]).filter(|cell| !cell.text.is_empty());
        let mut map = vec![entry("name", text(name, &name.text))];
        for (key, column) in [("kind", self.kind), ("parent", self.parent)] {
            if let Some(cell) = column.map(|column| &row[column]).filter(|cell| !cell.text.is_empty()) {
                map.push(entry(key, text(cell, &cell.text)));
            }
        }
        for (key, columns) in [("aliases", &self.aliases), ("not-aliases", &self.not_aliases)] {
            let cells = columns.iter().flat_map(|column| self.parts(&row[*column]));
            let cells: Vec<Node> = cells.filter(|cell| cell.as_text() != Some(name.text.as_str())).collect();
            if !cells.is_empty() {
                map.push(entry(key, Node { range: cells[0].range, value: NodeValue::List(cells) }));
            }
        }
        let own_sources = self.sources.map(|column| &row[column]).filter(|cell| !cell.text.is_empty());
        if let Some(cell) = own_sources {
            map.push(entry("sources", self.list(cell)));
        }
        for shared in &self.shared {
            if map.iter().all(|own| own.key != shared.key) {
                map.push(entry(&shared.key, moved(&shared.value, name.range)));
            }
        }
        let facts: Vec<Entry> = self.facts.iter().filter_map(|fact| self.fact(fact, row)).collect();
        map.push(entry("facts", Node { range: name.range, value: NodeValue::Map(facts) }));
        Some(Entry {
            key: id.map_or_else(|| slug(&name.text), |cell| cell.text.clone()).into(),
            key_range: id.unwrap_or(name).range,
            value: Node { range: name.range, value: NodeValue::Map(map) },
        })
    }

    /// Returns a fact of a row; `None` where its cell is empty.
    fn fact(&self, fact: &RowFact<'_>, row: &[Cell]) -> Option<Entry> {
        let cell = &row[fact.column];
        if cell.text.is_empty() {
            return None;
        }
        let mut value = cell.text.clone();
        if let Some(thousands) = &fact.thousands {
            value = value.replace(thousands.as_str(), "");
        }
        if fact.decimal != "." {
            value = value.replace(fact.decimal.as_str(), ".");
        }
        value.push_str(&fact.scale);
        let mut map = vec![entry("value", text(cell, &value))];
        for (given, column) in &fact.carried {
            let value = match column.map(|column| &row[column]) {
                Some(own) if own.text.is_empty() => continue,
                Some(own) if given.key == "sources" => self.list(own),
                Some(own) => text(own, &own.text),
                None => moved(&given.value, cell.range),
            };
            map.push(entry(&given.key, value));
        }
        Some(Entry {
            key: fact.attribute.key.clone(),
            key_range: cell.range,
            value: Node { range: cell.range, value: NodeValue::Map(map) },
        })
    }

    /// Returns the parts of a cell that holds several texts.
    fn parts(&self, cell: &Cell) -> Vec<Node> {
        let parts = cell.text.split(self.split.as_str()).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| text(cell, part)).collect()
    }

    fn list(&self, cell: &Cell) -> Node {
        Node { range: cell.range, value: NodeValue::List(self.parts(cell)) }
    }
}

fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.to_owned().into(), key_range: value.range, value }
}

fn text(cell: &Cell, text: &str) -> Node {
    let value = NodeValue::Text { text: text.to_owned().into(), style: ScalarStyle::Plain };
    Node { range: cell.range, value }
}

/// Returns a value of the description as if it stood in the row: spans of one subject are all of one file.
fn moved(node: &Node, place: TextRange) -> Node {
    let value = match &node.value {
        NodeValue::List(items) => NodeValue::List(items.iter().map(|item| moved(item, place)).collect()),
        other => other.clone(),
    };
    Node { range: place, value }
}

/// Returns the id of a subject that names none: its name in lower case, with hyphens.
fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let parts: Vec<&str> = lower
        .split(|character: char| !character.is_alphanumeric() && character != '.')
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("-")
}
