//! Reads a table from its data tree: header, attributes and sources; subjects are read in `load_entity`.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::data::{self, Entry, Node, Tree, Value as NodeValue};
use crate::diagnostic::{Diagnostic, InvalidInput, Severity};
use crate::temporal::PartialDate;
use crate::text::{SourceFile, range};

use super::files::{NoFiles, TableFiles};
use super::load_entity::EntityLoader;
use super::reader::{INVALID_TABLE, Reader, problem, unknown};
use super::rows::{self, Header};
use super::table::{
    Attribute, Dimension, Entity, NameSuffix, Phrase, PhraseRole, ReferenceTable, Source, Status, Term, Tolerance,
    ValueRange,
};
use super::value::{Value, is_ordered, parse_amount, parse_value};

/// The value of `schema` that this reader understands.
const SCHEMA: &str = "reference/1";

pub(super) const TABLE_KEYS: [&str; 11] = [
    "schema",
    "table",
    "title",
    "license",
    "as-of",
    "defaults",
    "name-suffixes",
    "attributes",
    "sources",
    "subjects",
    "rows",
];
pub(super) const DEFAULTS_KEYS: [&str; 4] = ["status", "as-of", "accessed", "tolerance"];
pub(super) const TOLERANCE_KEYS: [&str; 2] = ["relative", "days"];
pub(super) const ATTRIBUTE_KEYS: [&str; 9] =
    ["dimension", "unit", "label", "phrases", "terms", "tolerance", "nominal-in-name", "settable", "range"];
pub(super) const TERM_KEYS: [&str; 3] = ["label", "phrases", "allows"];
pub(super) const SOURCE_KEYS: [&str; 6] = ["title", "url", "locator", "published", "accessed", "group"];

pub(super) const STATUSES: [Status; 4] = [Status::Confirmed, Status::Reported, Status::Rumoured, Status::Undisclosed];

pub(super) const ROLES: [(&str, PhraseRole); 8] = [
    ("nouns", PhraseRole::Noun),
    ("before", PhraseRole::Before),
    ("after", PhraseRole::After),
    ("after-size", PhraseRole::AfterSize),
    ("verbs", PhraseRole::Verb),
    ("intransitive-verbs", PhraseRole::IntransitiveVerb),
    ("since", PhraseRole::Since),
    ("not", PhraseRole::Excluded),
];

/// What `defaults` sets for the whole table.
#[derive(Default)]
pub(super) struct Defaults {
    pub(super) status: Status,
    pub(super) as_of: Option<PartialDate>,
    accessed: Option<PartialDate>,
    tolerance: Tolerance,
}

impl ReferenceTable {
    /// Reads a table in YAML or JSON that names no other files.
    ///
    /// # Errors
    /// Everything that is wrong with it, in order of place, under the rule `reference/invalid-table`.
    pub fn parse(file: Arc<SourceFile>) -> Result<Self, InvalidInput> {
        Self::parse_with(file, &NoFiles)
    }

    /// Reads a table in YAML or JSON, and the other files that it names: rows in CSV, values of the repository.
    ///
    /// # Errors
    /// Everything that is wrong with it, in order of place, under the rule `reference/invalid-table`; what is wrong in a
    /// CSV file is told once the table itself is right.
    pub fn parse_with(file: Arc<SourceFile>, files: &dyn TableFiles) -> Result<Self, InvalidInput> {
        let tree = data::parse_file(&file);
        Self::from_tree(file, &tree, files)
    }

    /// Reads a table from the tree of its file.
    pub(super) fn from_tree(file: Arc<SourceFile>, tree: &Tree, files: &dyn TableFiles) -> Result<Self, InvalidInput> {
        let mut reader = Reader {
            problems: tree
                .problems
                .iter()
                .map(|problem| data::problem_diagnostic(problem, &INVALID_TABLE, Severity::Error))
                .collect(),
        };
        let mut row_problems = Vec::new();
        let table = match &tree.root {
            // Where the syntax is broken, a half-read tree would only add noise.
            Some(root) if reader.problems.is_empty() && matches!(root.value, NodeValue::Map(_)) => {
                Some(load(&mut reader, root, &file, files, &mut row_problems))
            }
            Some(root) => {
                if reader.problems.is_empty() {
                    reader.wrong_kind(root, "the table", "a mapping");
                }
                None
            }
            None => {
                if reader.problems.is_empty() {
                    reader.note(problem(range(0, 0), "the table is empty"));
                }
                None
            }
        };
        match table {
            Some(table) if reader.problems.is_empty() && row_problems.is_empty() => Ok(table),
            Some(ReferenceTable { rows: Some(rows), .. }) if reader.problems.is_empty() => {
                Err(invalid(rows, row_problems))
            }
            _ => Err(invalid(file, reader.problems)),
        }
    }

    /// Returns the file that the spans of subjects, names and facts are of: the CSV file, where there is one.
    pub fn subject_file(&self) -> &Arc<SourceFile> {
        self.rows.as_ref().unwrap_or(&self.file)
    }
}

fn invalid(file: Arc<SourceFile>, mut diagnostics: Vec<Diagnostic>) -> InvalidInput {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.primary.range.start(), diagnostic.primary.range.end()));
    InvalidInput { file, diagnostics }
}

fn load(
    reader: &mut Reader,
    root: &Node,
    file: &Arc<SourceFile>,
    files: &dyn TableFiles,
    row_problems: &mut Vec<Diagnostic>,
) -> ReferenceTable {
    reader.only_keys(root, &TABLE_KEYS);
    let start = range(0, 0);
    if let Some(schema) = reader.required_text(root, "schema", start)
        && schema != SCHEMA
    {
        let place = root.get("schema").map_or(start, |node| node.range);
        reader.note(
            problem(place, message!("`{schema}` is not a schema that is known", schema))
                .with_help(message!("write `{schema}`", schema = SCHEMA)),
        );
    }
    let id = reader.required_text(root, "table", start).unwrap_or_default().to_owned();
    let title = reader.required_text(root, "title", start).unwrap_or_default().to_owned();
    let license = reader.optional_text(root, "license").map(str::to_owned);
    if root.get("as-of").is_none() {
        reader.note(problem(start, "`as-of` is missing"));
    }
    let as_of = reader.optional_date(root, "as-of").unwrap_or_default();
    let defaults = root.get("defaults").map(|node| load_defaults(reader, node)).unwrap_or_default();
    let name_suffixes = root.get("name-suffixes").map(|node| load_suffixes(reader, node)).unwrap_or_default();
    let attributes: Vec<Attribute> =
        section(reader, root, "attributes").iter().map(|entry| load_attribute(reader, entry, &defaults)).collect();
    let mut sources: Vec<Source> =
        section(reader, root, "sources").iter().map(|entry| load_source(reader, entry, &defaults)).collect();
    let mut rows_file = None;
    let entities = match root.entry("rows") {
        None => {
            let subjects = section(reader, root, "subjects");
            load_subjects(reader, subjects, &attributes, &mut sources, &defaults, files)
        }
        Some(entry) => {
            if let Some(subjects) = root.entry("subjects") {
                reader.note(
                    problem(subjects.key_range, "`subjects` stands beside `rows`")
                        .with_related(entry.key_range, "first here")
                        .with_help("put the subjects that are not rows into a table of their own"),
                );
            }
            let header = Header { attributes: &attributes, sources: &sources };
            let loaded = rows::load(reader, &entry.value, file, header, files);
            loaded.map_or_else(Vec::new, |mut rows| {
                let entities =
                    load_subjects(&mut rows.problems, &rows.subjects, &attributes, &mut sources, &defaults, files);
                row_problems.append(&mut rows.problems.problems);
                rows_file = Some(rows.file);
                entities
            })
        }
    };
    ReferenceTable {
        file: Arc::clone(file),
        rows: rows_file,
        id,
        title,
        license,
        as_of,
        attributes,
        name_suffixes,
        sources,
        entities,
    }
}

/// Reads subjects; adds the places in the repository that their values were read from to the sources.
fn load_subjects(
    reader: &mut Reader,
    subjects: &[Entry],
    attributes: &[Attribute],
    sources: &mut Vec<Source>,
    defaults: &Defaults,
    files: &dyn TableFiles,
) -> Vec<Entity> {
    let mut loader = EntityLoader::new(reader, attributes, sources, defaults, files);
    for entry in subjects {
        loader.load(entry);
    }
    let (entities, places) = loader.finish();
    sources.extend(places);
    entities
}

fn section<'n>(reader: &mut Reader, root: &'n Node, key: &str) -> &'n [Entry] {
    match root.get(key) {
        Some(node) => reader.entries(node, &format!("`{key}`")),
        None => {
            reader.note(problem(range(0, 0), message!("`{key}` is missing", key)));
            &[]
        }
    }
}

fn load_defaults(reader: &mut Reader, node: &Node) -> Defaults {
    reader.entries(node, "`defaults`");
    reader.only_keys(node, &DEFAULTS_KEYS);
    Defaults {
        status: load_status(reader, node).unwrap_or_default(),
        as_of: reader.optional_date(node, "as-of"),
        accessed: reader.optional_date(node, "accessed"),
        tolerance: load_tolerance(reader, node, Tolerance::default()),
    }
}

/// Returns the `status` of a mapping, where there is one.
pub(super) fn load_status(reader: &mut Reader, map: &Node) -> Option<Status> {
    let node = map.get("status")?;
    let text = reader.text(node, "`status`")?;
    let status = STATUSES.into_iter().find(|status| status.as_str() == text);
    if status.is_none() {
        reader.note(unknown(node.range, "status", text, STATUSES.iter().map(|status| status.as_str())));
    }
    status
}

fn load_tolerance(reader: &mut Reader, map: &Node, default: Tolerance) -> Tolerance {
    let Some(node) = map.get("tolerance") else { return default };
    reader.entries(node, "`tolerance`");
    reader.only_keys(node, &TOLERANCE_KEYS);
    let mut number = |key: &str, is_right: fn(Decimal) -> bool, wanted: &str| {
        let node = node.get(key)?;
        let text = reader.text(node, &format!("`{key}`"))?;
        let value = parse_amount(text).map(|amount| amount.value).filter(|value| is_right(*value));
        if value.is_none() {
            reader.note(problem(node.range, message!("`{text}` is not {wanted}", text, wanted)));
        }
        value
    };
    let relative = number("relative", |value| value < Decimal::ONE, "a share below 1, such as `0.06`");
    let days = number("days", |value| value.fract().is_zero(), "a whole number of days");
    Tolerance {
        relative: relative.unwrap_or(default.relative),
        days: days.and_then(|days| u32::try_from(days).ok()).unwrap_or(default.days),
    }
}

fn load_suffixes(reader: &mut Reader, node: &Node) -> Vec<NameSuffix> {
    let mut suffixes = Vec::new();
    for item in reader.items(node, "`name-suffixes`") {
        let Some(text) = reader.text(item, "the suffix") else { continue };
        let (text, hyphen_only) = text.strip_prefix('-').map_or((text, false), |text| (text, true));
        if text.is_empty() {
            reader.note(problem(item.range, "the suffix is empty"));
            continue;
        }
        suffixes.push(NameSuffix { text: text.to_ascii_lowercase(), hyphen_only });
    }
    suffixes
}

fn load_attribute(reader: &mut Reader, entry: &Entry, defaults: &Defaults) -> Attribute {
    let node = &entry.value;
    reader.entries(node, "an attribute");
    reader.only_keys(node, &ATTRIBUTE_KEYS);
    let dimension = reader.required_text(node, "dimension", entry.key_range).and_then(|text| {
        let found = Dimension::ALL.into_iter().find(|dimension| dimension.as_str() == text);
        if found.is_none() {
            let place = node.get("dimension").map_or(entry.key_range, |node| node.range);
            reader.note(unknown(place, "dimension", text, Dimension::ALL.iter().map(|dimension| dimension.as_str())));
        }
        found
    });
    let unit = reader.optional_text(node, "unit").map(str::to_owned);
    if dimension == Some(Dimension::Money) && unit.is_none() {
        reader.note(
            problem(entry.key_range, "an attribute of money has no `unit`")
                .with_help("name the currency, such as `USD`"),
        );
    }
    let terms = load_terms(reader, node);
    if dimension.is_some() && (dimension == Some(Dimension::Enumeration)) == terms.is_empty() {
        let message =
            if terms.is_empty() { "an enumeration has no `terms`" } else { "only an enumeration has `terms`" };
        reader.note(problem(entry.key_range, message));
    }
    let nominal_in_name = reader.optional_text(node, "nominal-in-name").map(str::to_owned);
    if let Some(pattern) = &nominal_in_name
        && pattern.matches("{size}").count() != 1
    {
        let place = node.get("nominal-in-name").map_or(entry.key_range, |node| node.range);
        reader.note(problem(place, message!("`{pattern}` does not have `{size}` once", pattern)));
    }
    let is_settable = match node.get("settable").map(|value| (&value.value, value)) {
        Some((NodeValue::Boolean(settable), _)) => *settable,
        Some((_, value)) => {
            reader.wrong_kind(value, "`settable`", "`true` or `false`");
            false
        }
        None => false,
    };
    let default_tolerance = match dimension {
        Some(Dimension::Count | Dimension::Quantity | Dimension::Money) => defaults.tolerance,
        _ => Tolerance { relative: Decimal::ZERO, ..defaults.tolerance },
    };
    let mut attribute = Attribute {
        key: Arc::from(&*entry.key),
        key_range: entry.key_range,
        dimension: dimension.unwrap_or(Dimension::Count),
        unit,
        labels: load_labels(reader, node),
        phrases: load_phrases(reader, node),
        terms,
        tolerance: load_tolerance(reader, node, default_tolerance),
        nominal_in_name,
        is_settable,
        range: None,
    };
    attribute.range = node.get("range").and_then(|node| load_range(reader, node, &attribute));
    attribute
}

/// Reads the least and the greatest value that a fact may have; either may be `~`.
fn load_range(reader: &mut Reader, node: &Node, attribute: &Attribute) -> Option<ValueRange> {
    let [low, high] = reader.items(node, "`range`") else {
        reader.note(
            problem(node.range, "`range` does not have two ends").with_help("write `[1M, 10T]`; `~` leaves one open"),
        );
        return None;
    };
    let mut end = |node: &Node| -> Option<Value> {
        if node.value == NodeValue::Null {
            return None;
        }
        let text = reader.text(node, "the end of `range`")?;
        parse_value(attribute, text).map_err(|defect| reader.note(defect.at(node.range))).ok()
    };
    let range = ValueRange { low: end(low), high: end(high) };
    if let (Some(low), Some(high)) = (&range.low, &range.high)
        && !is_ordered(low, high)
    {
        reader.note(problem(node.range, "the first end of `range` is not before the second"));
    }
    Some(range)
}

fn load_labels(reader: &mut Reader, map: &Node) -> Vec<(String, String)> {
    let Some(node) = map.get("label") else { return Vec::new() };
    let mut labels = Vec::new();
    for entry in reader.entries(node, "`label`") {
        if let Some(text) = reader.text(&entry.value, "the label") {
            labels.push((entry.key.to_string(), text.to_owned()));
        }
    }
    labels
}

fn load_phrases(reader: &mut Reader, map: &Node) -> Vec<Phrase> {
    let Some(node) = map.get("phrases") else { return Vec::new() };
    let mut phrases = Vec::new();
    for language in reader.entries(node, "`phrases`") {
        for group in reader.entries(&language.value, "the phrases of a language") {
            let Some((_, role)) = ROLES.iter().find(|(name, _)| *name == group.key) else {
                reader.note(unknown(
                    group.key_range,
                    "kind of phrase",
                    &group.key,
                    ROLES.iter().map(|(name, _)| *name),
                ));
                continue;
            };
            for item in reader.items(&group.value, "a group of phrases") {
                if let Some(text) = reader.text(item, "the phrase") {
                    phrases.push(Phrase { text: text.to_owned(), language: language.key.to_string(), role: *role });
                }
            }
        }
    }
    phrases
}

fn load_terms(reader: &mut Reader, map: &Node) -> Vec<Term> {
    let Some(node) = map.get("terms") else { return Vec::new() };
    let mut terms = Vec::new();
    let node_of_terms = reader.entries(node, "`terms`");
    for entry in node_of_terms {
        if !matches!(entry.value.value, NodeValue::Null) {
            reader.entries(&entry.value, "a term");
        }
        reader.only_keys(&entry.value, &TERM_KEYS);
        let mut phrases = Vec::new();
        if let Some(node) = entry.value.get("phrases") {
            for language in reader.entries(node, "`phrases`") {
                for item in reader.items(&language.value, "the phrases of a language") {
                    if let Some(text) = reader.text(item, "the phrase") {
                        let language = language.key.to_string();
                        phrases.push(Phrase { text: text.to_owned(), language, role: PhraseRole::Verb });
                    }
                }
            }
        }
        let labels = load_labels(reader, &entry.value);
        let mut allows: Vec<Arc<str>> = Vec::new();
        if let Some(node) = entry.value.get("allows") {
            for item in reader.items(node, "`allows`") {
                let Some(text) = reader.text(item, "the term") else { continue };
                let known = |key: &str| node_of_terms.iter().any(|other| other.key == key);
                if !known(text) {
                    reader.note(unknown(item.range, "term", text, node_of_terms.iter().map(|other| &*other.key)));
                }
                allows.push(Arc::from(text));
            }
        }
        terms.push(Term { key: Arc::from(&*entry.key), labels, phrases, allows });
    }
    terms
}

fn load_source(reader: &mut Reader, entry: &Entry, defaults: &Defaults) -> Source {
    let node = &entry.value;
    reader.entries(node, "a source");
    reader.only_keys(node, &SOURCE_KEYS);
    let title = reader.required_text(node, "title", entry.key_range).unwrap_or_default().to_owned();
    let url = reader.optional_text(node, "url").map(str::to_owned);
    let locator = reader.optional_text(node, "locator").map(str::to_owned);
    if url.is_none() && locator.is_none() {
        reader.note(
            problem(entry.key_range, message!("the source `{key}` has neither `url` nor `locator`", key = entry.key))
                .with_help("say where it can be read"),
        );
    }
    let published = reader.optional_date(node, "published");
    let accessed = reader.optional_date(node, "accessed").or(defaults.accessed);
    if published.is_none() && accessed.is_none() {
        reader.note(
            problem(entry.key_range, message!("the source `{key}` has no date", key = entry.key))
                .with_help("say when it was `published` or `accessed`"),
        );
    }
    let key: Arc<str> = Arc::from(&*entry.key);
    let group = reader.optional_text(node, "group").map_or_else(|| Arc::clone(&key), Arc::from);
    Source { key, key_range: entry.key_range, title, url, locator, published, accessed, group }
}
