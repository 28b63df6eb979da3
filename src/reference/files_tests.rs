//! Tables that read other files: what is wrong with them is told, whatever stands there.

use std::sync::Arc;

use super::*;
use crate::message::Message;
use crate::text::SourceFile;

/// Files in memory, by path.
#[derive(Debug)]
struct Memory(&'static [(&'static str, &'static str)]);

impl TableFiles for Memory {
    fn read(&self, path: &str) -> Result<Arc<SourceFile>, Message> {
        let found = self.0.iter().find(|(known, _)| *known == path);
        found.map(|(path, text)| Arc::new(SourceFile::new(*path, *text))).ok_or_else(|| "does not exist".into())
    }

    fn count(&self, _pattern: &str) -> Result<u64, Message> {
        Ok(3)
    }
}

const FILES: Memory = Memory(&[
    (
        "towns.csv",
        "id,town,also,people,looked,kind,from\nb,Bree,\"The Prancing Pony|布里\",\"5,2\",2023-05,,s2\n,Dale,,\"1,0\",,city,\n",
    ),
    ("data.json", "{\"a/b\": [1, {\"c\": \"7\"}], \"~\": true}"),
    ("broken.json", "{"),
]);

const TABLE: &str = "\
schema: reference/1
table: towns
title: Towns
as-of: 2024-01-01
attributes:
  people: {dimension: count}
sources: {s1: {title: S1, url: u, published: 2023}, s2: {title: S2, url: v, published: 2023}}
rows:
  columns: {name: town, id: id, aliases: [also], kind: kind, sources: from}
  sources: [s1]
  kind: town
  facts:
    people: {column: people, decimal: ',', scale: K, as-of: looked, note: from the census}
";

fn parse(text: &str) -> Result<ReferenceTable, crate::diagnostic::InvalidInput> {
    ReferenceTable::parse_with(Arc::new(SourceFile::new("towns.yaml", text)), &FILES)
}

fn messages(text: &str) -> Vec<String> {
    let invalid = parse(text).expect_err("the table is broken");
    let show = |problem: &crate::diagnostic::Diagnostic| {
        format!("{}: {}", invalid.file.slice(problem.primary.range), problem.message.english())
    };
    invalid.diagnostics.iter().map(show).collect()
}

#[test]
fn rows_are_subjects_with_what_their_cells_and_the_description_say() {
    let table = parse(TABLE).unwrap();
    let [bree, dale] = &table.entities[..] else { panic!("two towns") };
    assert_eq!((&*bree.id, bree.kind.as_deref()), ("b", Some("town")));
    assert_eq!((&*dale.id, dale.kind.as_deref()), ("dale", Some("city")));
    let names: Vec<&str> = bree.aliases.iter().map(|alias| alias.text.as_str()).collect();
    assert_eq!(names, ["Bree", "The Prancing Pony", "布里"]);
    let (one, two) = (&bree.facts[0], &dale.facts[0]);
    let shown = |fact: &Fact| (fact.value.describe(None).unwrap(), fact.sources.clone(), fact.as_of.is_some());
    assert_eq!(shown(one), ("5200".to_owned(), vec![1], true));
    assert_eq!(shown(two), ("1000".to_owned(), vec![0], false));
    assert_eq!(one.note.as_deref(), Some("from the census"));
    let file = table.subject_file();
    assert_eq!((file.path(), file.slice(one.range), file.slice(bree.id_range)), ("towns.csv", "\"5,2\"", "b"));
}

#[test]
fn what_is_wrong_in_a_description_is_told_at_its_place() {
    for (from, to, message) in [
        ("name: town", "name: twon", "twon: unknown column `twon`"),
        ("name: town, ", "", "{id: id, aliases: [also], kind: kind, sources: from}: `name` is missing"),
        ("scale: K", "scale: k", "k: `k` is not a scale"),
        ("column: people", "colum: people", "people: `column` is missing"),
        ("  kind: town", "  separator: x", "x: this is not a separator"),
        ("rows:\n", "subjects: {}\nrows:\n", "subjects: `subjects` stands beside `rows`"),
        ("as-of: looked", "as-of: lokked", "lokked: `lokked` is not a date that exists"),
        ("note: from", "status: sure, note: from", "sure: unknown status `sure`"),
        ("    people: {column", "    poeple: {column", "poeple: unknown attribute `poeple`"),
        ("sources: [s1]", "sources: [s3]", "s3: unknown source `s3`"),
    ] {
        let found = messages(&TABLE.replace(from, to));
        assert_eq!(found.first().map(String::as_str), Some(message), "{found:?}");
    }
    let alone = ReferenceTable::parse(Arc::new(SourceFile::new("towns.yaml", TABLE))).unwrap_err();
    assert!(alone.diagnostics[0].message.starts_with("`towns.csv` cannot be read here"));
}

#[test]
fn bound_values_are_facts_whose_source_is_their_place() {
    let table = |value: &str| {
        let (header, _) = TABLE.split_once("rows:").unwrap();
        format!("{header}subjects: {{a: {{name: A1, facts: {{people: {{value: {value}}}}}}}}}\n")
    };
    for (value, shown, place) in [
        ("{count-files: '*'}", "3", "files *"),
        ("{count-files: [a, b]}", "6", "files a, b"),
        ("{file: data.json, pointer: /a~1b/1/c}", "7", "data.json /a~1b/1/c"),
        ("{file: data.json, pointer: /a~1b, count: entries}", "2", "data.json /a~1b"),
        ("{file: data.json, count: entries}", "2", "data.json"),
        ("{file: towns.csv, count: rows}", "2", "towns.csv rows"),
    ] {
        let table = parse(&table(value)).unwrap_or_else(|invalid| panic!("{value}: {:?}", invalid.diagnostics));
        let fact = &table.entities[0].facts[0];
        assert_eq!(fact.value.describe(None).as_deref(), Some(shown));
        assert_eq!(fact.binding.as_deref(), Some(place));
        let source = table.sources_of(fact).next().unwrap().record();
        assert_eq!((source.title.as_str(), source.locator.as_deref()), ("this repository", Some(place)));
        assert!(!fact.is_valid_on(chrono::NaiveDate::default()), "an old document tells of an old tree");
    }
    for (value, message) in [
        ("{file: broken.json, pointer: /a}", "/a: `broken.json` cannot be read: this `{` is not closed"),
        (
            "{file: data.json, pointer: /~0}",
            "{file: data.json, pointer: /~0}: `true` is not a whole number that is written exactly",
        ),
        ("{file: data.json}", "{file: data.json}: `pointer` is missing"),
        ("{file: data.json, pointer: a}", "a: `data.json` has nothing at `a`"),
        ("{count-files: a, file: b}", "file: `file` stands beside `count-files`"),
        ("{file: data.json, pointer: /a~1b, count: rows}", "rows: `rows` cannot be counted here"),
    ] {
        assert_eq!(messages(&table(value)).first().map(String::as_str), Some(message));
    }
}

#[test]
fn a_description_cut_short_anywhere_never_panics() {
    for end in (0..TABLE.len()).filter(|end| TABLE.is_char_boundary(*end)) {
        let _ = parse(&TABLE[..end]);
        let _ = parse(&format!("{}{}", &TABLE[..end], &TABLE[(end + 7).min(TABLE.len())..]));
    }
}
