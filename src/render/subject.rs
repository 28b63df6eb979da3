//! What the tables know of a subject, and which tables there are: for people, and as one JSON object.

use std::fmt::Write as _;

use serde::Serialize;

use super::json::to_json;
use super::neutral::{neutral_line, neutral_line_start};
use crate::diagnostic::SourceRecord;
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
    label: &'a str,
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
pub(crate) fn subject_text(tables: &ReferenceTables, index: EntityIndex) -> String {
    let output = subject_output(tables, index);
    let mut lines: Vec<String> = Vec::new();
    let kind = output.kind.map_or_else(String::new, |kind| format!("{kind}, "));
    lines.push(format!("{} ({}): {kind}table `{}`", output.name, output.id, output.table));
    lines.push(format!("{}:{}", output.file, output.line));
    let names: Vec<&str> = output.names[1.min(output.names.len())..].to_vec();
    let case = if output.exact_case { " (with these very capitals)" } else { "" };
    push_list(&mut lines, &format!("also called{case}"), &names);
    push_list(&mut lines, "not to be taken for", &output.not_names);
    let families: Vec<String> = output.families.iter().map(Reference::shown).collect();
    push_list(&mut lines, "belongs to", &families.iter().map(String::as_str).collect::<Vec<_>>());
    let mut variants: Vec<String> = output.variants.iter().map(Reference::shown).collect();
    if SHOWN_VARIANTS < variants.len() {
        let more = variants.len() - SHOWN_VARIANTS;
        variants.truncate(SHOWN_VARIANTS);
        variants.push(format!("… and {more} more"));
    }
    push_list(&mut lines, "variants", &variants.iter().map(String::as_str).collect::<Vec<_>>());
    if output.facts.is_empty() {
        lines.push(String::new());
        lines.push("no facts of its own".to_owned());
    }
    for fact in &output.facts {
        lines.push(String::new());
        push_fact(&mut lines, fact);
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
pub(crate) fn tables_text(tables: &[&ReferenceTable]) -> String {
    let outputs: Vec<TableOutput<'_>> = tables.iter().map(|table| table_output(table)).collect();
    let width = outputs.iter().map(|table| table.id.chars().count()).max().unwrap_or_default().max("table".len());
    let mut text = format!(
        "{:width$}  {:>8}  {:>6}  {:>6}  {:>7}  {:10}  file\n",
        "table", "subjects", "names", "facts", "sources", "as of"
    );
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
    text.push_str("\n`factlint reference show NAME` shows what they know of a subject.\n");
    text
}

impl Reference<'_> {
    fn shown(&self) -> String {
        format!("{} ({})", self.name, self.id)
    }
}

fn push_list(lines: &mut Vec<String>, what: &str, items: &[&str]) {
    if !items.is_empty() {
        lines.push(format!("{what}: {}", items.join(", ")));
    }
}

fn push_fact(lines: &mut Vec<String>, fact: &FactOutput<'_>) {
    let value = fact.value.as_deref().unwrap_or("(undisclosed)");
    // A count is of what the attribute's name says; money has its currency in front.
    let unit = fact.unit.filter(|_| fact.is_quantity && fact.value.is_some());
    let unit = unit.filter(|unit| !value.contains(unit)).map_or_else(String::new, |unit| format!(" {unit}"));
    let family = fact.family.map_or_else(String::new, |family| format!(" (of the family {family})"));
    let label = if fact.label == fact.attribute { String::new() } else { format!(" ({})", fact.label) };
    lines.push(format!("{}{label}: {value}{unit}{family}", fact.attribute));
    let mut about = vec![fact.status.to_owned()];
    about.extend(fact.as_of.as_ref().map(|day| format!("as of {day}")));
    about.extend(fact.valid_from.as_ref().map(|day| format!("from {day} on")));
    about.extend(fact.valid_until.as_ref().map(|day| format!("until {day}")));
    lines.push(format!("    {}", about.join(", ")));
    if let Some(note) = fact.note {
        lines.push(format!("    note: {note}"));
    }
    for source in &fact.sources {
        let date = source.date.as_ref().map_or_else(String::new, |date| format!(", {date}"));
        lines.push(format!("    source: {}{date}", source.title));
        if let Some(locator) = &source.locator {
            lines.push(format!("            {locator}"));
        }
    }
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
        label: attribute.map_or(&*fact.attribute, |attribute| attribute.label("en")),
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
