//! What the tables know of a subject, and which tables there are: for people, and as one JSON object.

use std::fmt::Write as _;

use serde::{Serialize, Serializer};

use super::json::to_json;
use super::neutral::{neutral_line, neutral_line_start};
use super::width::text_width;
use crate::catalogue;
use crate::diagnostic::SourceRecord;
use crate::message::{Argument, Language, Message};
use crate::reference::{Dimension, EntityIndex, Fact, ReferenceTable, ReferenceTables, Value};

/// Changes with every change that a reader could trip over.
const SCHEMA_VERSION: u32 = 1;

/// The most variants that are listed for people.
const SHOWN_VARIANTS: usize = 40;

#[derive(Serialize)]
struct SubjectOutput<'a> {
    schema_version: u32,
    id: &'a str,
    name: &'a str,
    kind: Option<&'a str>,
    table: &'a str,
    file: &'a str,
    line: usize,
    names: Vec<&'a str>,
    not_names: Vec<&'a str>,
    exact_case: bool,
    families: Vec<Reference<'a>>,
    variants: Vec<Reference<'a>>,
    default_variant: Option<&'a str>,
    facts: Vec<FactOutput<'a>>,
}

#[derive(Serialize)]
struct Reference<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct FactOutput<'a> {
    attribute: &'a str,
    #[serde(serialize_with = "english")]
    label: Argument,
    unit: Option<&'a str>,
    /// The family that it is a fact of, where it is not the subject's own.
    family: Option<&'a str>,
    value: Option<String>,
    /// Amounts as plain decimals, dates in ISO form.
    exact: Vec<String>,
    status: &'static str,
    as_of: Option<String>,
    valid_from: Option<String>,
    valid_until: Option<String>,
    read_from: Option<&'a str>,
    note: Option<&'a str>,
    sources: Vec<SourceOutput>,
    line: usize,
    #[serde(skip)]
    is_quantity: bool,
}

#[derive(Serialize)]
struct SourceOutput {
    title: String,
    locator: Option<String>,
    date: Option<String>,
}

#[derive(Serialize)]
struct TablesOutput<'a> {
    schema_version: u32,
    tables: Vec<TableOutput<'a>>,
}

#[derive(Serialize)]
struct TableOutput<'a> {
    id: &'a str,
    title: &'a str,
    file: &'a str,
    as_of: String,
    license: Option<&'a str>,
    subjects: usize,
    names: usize,
    attributes: usize,
    facts: usize,
    sources: usize,
}

/// Returns what is known of a subject as one JSON object on a line.
pub(crate) fn subject_json(tables: &ReferenceTables, index: EntityIndex) -> String {
    let output = subject_output(tables, index);
    format!("{}\n", to_json(&output))
}

/// Returns what is known of a subject, for people.
pub(crate) fn subject_text(tables: &ReferenceTables, index: EntityIndex, language: Language) -> String {
    let output = subject_output(tables, index);
    let mut lines: Vec<String> = Vec::new();
    let say = |message: Message| catalogue::text(&message, language).into_owned();
    let SubjectOutput { name, id, table, .. } = &output;
    lines.push(say(match output.kind {
        Some(kind) => message!("{name} ({id}): {kind}, table `{table}`", name, id, kind, table),
        None => message!("{name} ({id}): table `{table}`", name, id, table),
    }));
    lines.push(format!("{}:{}", output.file, output.line));
    let names: Vec<&str> = output.names[1.min(output.names.len())..].to_vec();
    let also = if output.exact_case { "also called (with these very capitals)" } else { "also called" };
    let mut push_list = |what, items: &[&str]| lines.extend(list(what, items).map(say));
    push_list(also, &names);
    push_list("not to be taken for", &output.not_names);
    let families: Vec<String> = output.families.iter().map(Reference::shown).collect();
    push_list("belongs to", &families.iter().map(String::as_str).collect::<Vec<_>>());
    let mut variants: Vec<String> = output.variants.iter().map(Reference::shown).collect();
    if SHOWN_VARIANTS < variants.len() {
        let more = variants.len() - SHOWN_VARIANTS;
        variants.truncate(SHOWN_VARIANTS);
        variants.push(say(message!("… and {count} more", count = more)));
    }
    push_list("variants", &variants.iter().map(String::as_str).collect::<Vec<_>>());
    if output.facts.is_empty() {
        lines.push(String::new());
        lines.push(say(message!("no facts of its own")));
    }
    for fact in &output.facts {
        lines.push(String::new());
        lines.extend(fact_lines(fact).into_iter().map(say));
    }
    let mut text = String::new();
    for line in lines {
        let _ = writeln!(text, "{}", neutral_line_start(&line).trim_end());
    }
    text
}

/// Returns the tables with their counts as one JSON object on a line.
pub(crate) fn tables_json(tables: &[&ReferenceTable]) -> String {
    let tables = tables.iter().map(|table| table_output(table)).collect();
    format!("{}\n", to_json(&TablesOutput { schema_version: SCHEMA_VERSION, tables }))
}

/// Returns the tables with their counts, for people.
pub(crate) fn tables_text(tables: &[&ReferenceTable], language: Language) -> String {
    let outputs: Vec<TableOutput<'_>> = tables.iter().map(|table| table_output(table)).collect();
    let width = outputs.iter().map(|table| table.id.chars().count()).max().unwrap_or_default().max("table".len());
    let mut text = String::new();
    let heads =
        [("table", width), ("subjects", 8), ("names", 6), ("facts", 6), ("sources", 7), ("as of", 10), ("file", 0)];
    for (index, (head, columns)) in heads.into_iter().enumerate() {
        let head = catalogue::words(head, language);
        let padding = " ".repeat(columns.saturating_sub(text_width(head)));
        let is_number = (1..5).contains(&index);
        let gap = if index == 6 { "\n" } else { "  " };
        let _ = if is_number { write!(text, "{padding}{head}{gap}") } else { write!(text, "{head}{padding}{gap}") };
    }
    for table in &outputs {
        let id = neutral_line(table.id);
        let _ = writeln!(
            text,
            "{id:width$}  {:>8}  {:>6}  {:>6}  {:>7}  {:10}  {}",
            table.subjects,
            table.names,
            table.facts,
            table.sources,
            table.as_of,
            neutral_line(table.file)
        );
    }
    text.push('\n');
    text.push_str(catalogue::words("`factlint reference show NAME` shows what they know of a subject.", language));
    text.push('\n');
    text
}

impl Reference<'_> {
    fn shown(&self) -> String {
        format!("{} ({})", self.name, self.id)
    }
}

/// Returns a line with some names; none where there are none.
fn list(what: &'static str, items: &[&str]) -> Option<Message> {
    (!items.is_empty()).then(|| message!("{what}: {items}", what, items = items.join(", ")))
}

/// Returns the lines about a fact.
fn fact_lines(fact: &FactOutput<'_>) -> Vec<Message> {
    let mut lines = Vec::new();
    let value = fact.value.as_deref().unwrap_or("(undisclosed)");
    // A count is of what the attribute's name says; money has its currency in front.
    let unit = fact.unit.filter(|_| fact.is_quantity && fact.value.is_some());
    let unit = unit.filter(|unit| !value.contains(unit)).map_or_else(String::new, |unit| format!(" {unit}"));
    let attribute = fact.attribute;
    let name = if fact.label.english() == attribute {
        Message::verbatim(attribute)
    } else {
        message!("{attribute} ({label})", attribute, label = fact.label)
    };
    let known = message!("{name}: {value}{unit}", name, value, unit);
    lines.push(match fact.family {
        Some(family) => message!("{known} (of the family {family})", known, family),
        None => known,
    });
    let mut about = vec![message!("{status}", status = fact.status)];
    about.extend(fact.as_of.as_ref().map(|day| message!("as of {day}", day)));
    about.extend(fact.valid_from.as_ref().map(|day| message!("from {day} on", day)));
    about.extend(fact.valid_until.as_ref().map(|day| message!("until {day}", day)));
    lines.push(message!("    {about}", about = Message::join(about, &message!(", "))));
    if let Some(note) = fact.note {
        lines.push(message!("    note: {note}", note));
    }
    for source in &fact.sources {
        let title = &source.title;
        lines.push(match &source.date {
            Some(date) => message!("    source: {title}, {date}", title, date),
            None => message!("    source: {title}", title),
        });
        if let Some(locator) = &source.locator {
            lines.push(Message::verbatim(format!("            {locator}")));
        }
    }
    lines
}

/// Writes the name of an attribute for programs.
fn english<S: Serializer>(label: &Argument, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(label.english())
}

fn subject_output(tables: &ReferenceTables, index: EntityIndex) -> SubjectOutput<'_> {
    let entity = tables.entity(index);
    let table = tables.table_of(index);
    let reference = |index: EntityIndex| {
        let entity = tables.entity(index);
        Reference { id: &entity.id, name: &entity.name }
    };
    let mut facts: Vec<FactOutput<'_>> = entity.facts.iter().map(|fact| fact_output(table, fact, None)).collect();
    // What a family says counts for a variant that says nothing itself.
    for (attribute, declared) in tables.attributes() {
        let holder = tables.holder(index, attribute).filter(|holder| *holder != index);
        let Some(holder) = holder else { continue };
        let family = tables.entity(holder);
        let of_family = family.facts.iter().filter(|fact| fact.attribute == declared.key);
        facts.extend(of_family.map(|fact| fact_output(tables.table_of(holder), fact, Some(&family.name))));
    }
    SubjectOutput {
        schema_version: SCHEMA_VERSION,
        id: &entity.id,
        name: &entity.name,
        kind: entity.kind.as_deref(),
        table: &table.id,
        file: table.subject_file().path(),
        line: table.subject_file().position(entity.id_range.start()).line,
        names: entity.aliases.iter().map(|alias| alias.text.as_str()).collect(),
        not_names: entity.not_aliases.iter().map(|alias| alias.text.as_str()).collect(),
        exact_case: entity.is_exact_case,
        families: tables.ancestors(index).map(reference).collect(),
        variants: tables.variants(index).iter().map(|index| reference(*index)).collect(),
        default_variant: tables.default_variant(index).map(|index| &*tables.entity(index).id),
        facts,
    }
}

fn fact_output<'a>(table: &'a ReferenceTable, fact: &'a Fact, family: Option<&'a str>) -> FactOutput<'a> {
    let attribute = table.attribute(&fact.attribute);
    let unit = attribute.and_then(|attribute| attribute.unit.as_deref());
    let date = |date: Option<crate::temporal::PartialDate>| date.map(|date| Value::Date(date).describe(None));
    let source =
        |record: SourceRecord| SourceOutput { title: record.title, locator: record.locator, date: record.date };
    let exact = |value: &Value| match value {
        Value::Amount(amount) => amount.value.normalize().to_string(),
        other => other.describe(None),
    };
    FactOutput {
        attribute: &fact.attribute,
        label: attribute.map_or_else(
            || Argument::Text(fact.attribute.to_string()),
            |attribute| Argument::Name {
                english: attribute.label("en").to_owned(),
                chinese: attribute.label("zh").to_owned(),
            },
        ),
        unit,
        family,
        value: fact.value.describe(unit),
        exact: fact.value.values().map(exact).collect(),
        status: fact.status.as_str(),
        as_of: date(fact.as_of),
        valid_from: date(fact.valid_from),
        valid_until: date(fact.valid_until),
        read_from: fact.binding.as_deref(),
        note: fact.note.as_deref(),
        sources: table.sources_of(fact).map(|found| source(found.record())).collect(),
        line: table.subject_file().position(fact.range.start()).line,
        is_quantity: attribute.is_some_and(|attribute| attribute.dimension == Dimension::Quantity),
    }
}

fn table_output(table: &ReferenceTable) -> TableOutput<'_> {
    TableOutput {
        id: &table.id,
        title: &table.title,
        file: table.subject_file().path(),
        as_of: Value::Date(table.as_of).describe(None),
        license: table.license.as_deref(),
        subjects: table.entities.len(),
        names: table.entities.iter().map(|entity| entity.aliases.len()).sum(),
        attributes: table.attributes.len(),
        facts: table.entities.iter().map(|entity| entity.facts.len()).sum(),
        sources: table.sources.len(),
    }
}
