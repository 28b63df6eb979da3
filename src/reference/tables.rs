//! The reference tables in use, put together.

use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::data::{self, Node, Tree};
use crate::diagnostic::{Diagnostic, EvidenceItem, InvalidInput, Label, Related};
use crate::embedded;
use crate::text::{SourceFile, TextRange};

use super::files::NoFiles;
use super::matcher::{Matcher, TableMatch};
use super::reader::{problem, unknown};
use super::relations::Relations;
use super::table::{Attribute, Dimension, Entity, Fact, ReferenceTable};
use super::value::Value;

/// Number of an entity among all tables in use; only good for the [`ReferenceTables`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityIndex(pub(super) u32);

/// Number of an attribute among all tables in use; only good for the [`ReferenceTables`] that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeIndex(pub(super) u32);

/// All tables in use: found by id, by name in a text, by family.
#[derive(Debug)]
pub struct ReferenceTables {
    // Invariant: every index below is in bounds; `links` runs parallel to `places`; no chain of parents is a circle.
    tables: Vec<Arc<ReferenceTable>>,
    places: Vec<Place>,
    links: Vec<Links>,
    ids: FxHashMap<Arc<str>, EntityIndex>,
    attributes: Vec<Attribute>,
    attribute_keys: FxHashMap<Arc<str>, AttributeIndex>,
    relations: Relations,
    matcher: Matcher,
}

/// Where an entity is declared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    pub(super) table: usize,
    entity: usize,
}

#[derive(Clone, Debug, Default)]
struct Links {
    parent: Option<EntityIndex>,
    variants: Vec<EntityIndex>,
    default_variant: Option<EntityIndex>,
}

/// Gathers diagnostics by table.
#[derive(Default)]
pub(super) struct TableProblems {
    // About subjects: their spans are of the file that the subjects stand in.
    problems: Vec<(usize, Diagnostic)>,
    // About attributes, in the table itself.
    header_problems: Vec<(usize, Diagnostic)>,
}

impl TableProblems {
    pub(super) fn note(&mut self, table: usize, diagnostic: Diagnostic) {
        self.problems.push((table, diagnostic));
    }

    /// Notes a defect unless the same one stands there already.
    pub(super) fn note_once(&mut self, table: usize, diagnostic: Diagnostic) {
        let is_known = self.problems.iter().any(|(at, known)| {
            *at == table && known.primary.range == diagnostic.primary.range && known.message == diagnostic.message
        });
        if !is_known {
            self.note(table, diagnostic);
        }
    }

    fn into_result(self, tables: &[Arc<ReferenceTable>]) -> Result<(), Vec<InvalidInput>> {
        let mut invalid: Vec<InvalidInput> = Vec::new();
        let mut add = |file: &Arc<SourceFile>, mut diagnostics: Vec<Diagnostic>| {
            if let Some(known) = invalid.iter_mut().find(|known| Arc::ptr_eq(&known.file, file)) {
                known.diagnostics.append(&mut diagnostics);
                known.diagnostics.sort_by_key(|diagnostic| diagnostic.primary.range.start());
            } else if !diagnostics.is_empty() {
                diagnostics.sort_by_key(|diagnostic| diagnostic.primary.range.start());
                invalid.push(InvalidInput { file: Arc::clone(file), diagnostics });
            }
        };
        let of = |problems: &[(usize, Diagnostic)], index: usize| -> Vec<Diagnostic> {
            problems.iter().filter(|(at, _)| *at == index).map(|(_, problem)| problem.clone()).collect()
        };
        for (index, table) in tables.iter().enumerate() {
            add(&table.file, of(&self.header_problems, index));
            add(table.subject_file(), of(&self.problems, index));
        }
        if invalid.is_empty() { Ok(()) } else { Err(invalid) }
    }
}

impl ReferenceTables {
    /// Puts tables together. A subject of a later table takes the place of the one with the same id in an earlier one, and
    /// a name that both have is the later one's: `reference check` tells of it.
    ///
    /// # Errors
    /// For each table at fault, all that is wrong between it and those before it: a parent or variant that no table
    /// has, a circle of parents, an attribute declared in two ways, a name of two subjects of one table.
    pub fn new(tables: Vec<Arc<ReferenceTable>>) -> Result<Self, Vec<InvalidInput>> {
        let tables = keep_apart(tables);
        let mut problems = TableProblems::default();
        let (places, ids) = place_entities(&tables);
        let links = link(&tables, &places, &ids, &mut problems);
        let (attributes, attribute_keys) = merge_attributes(&tables, &mut problems);
        let matcher = Matcher::new(
            places.iter().map(|place| (*place, &tables[place.table].entities[place.entity])),
            &attributes,
            &tables,
            &mut problems,
        );
        let mut relations = Relations::new(&attributes);
        for (index, place) in (0..).map(EntityIndex).zip(&places) {
            let entity = &tables[place.table].entities[place.entity];
            for problem in relations.read(index, entity, &attributes, &attribute_keys, &ids) {
                problems.note(place.table, problem);
            }
        }
        problems.into_result(&tables)?;
        Ok(Self { tables, places, links, ids, attributes, attribute_keys, relations, matcher })
    }

    /// Returns the tables that ship in the binary, read on first use.
    pub fn embedded_tables() -> &'static [Arc<ReferenceTable>] {
        static TABLES: LazyLock<Vec<Arc<ReferenceTable>>> = LazyLock::new(|| {
            let texts = embedded::FILES.iter().filter(|(path, _)| path.starts_with("reference/"));
            let read = |((path, root), (_, text)): ((&str, Node), &(&str, &str))| {
                let file = Arc::new(SourceFile::new(format!("lints/{path}"), *text));
                let tree = Tree { root: Some(root), problems: Vec::new() };
                Arc::new(ReferenceTable::from_tree(file, &tree, &NoFiles).expect("tests read every embedded table"))
            };
            data::embedded("reference/").zip(texts).map(read).collect()
        });
        &TABLES
    }

    /// Returns the tables that ship in the binary, put together on first use.
    pub fn embedded() -> &'static Arc<Self> {
        static TABLES: LazyLock<Arc<ReferenceTables>> = LazyLock::new(|| {
            let tables = ReferenceTables::embedded_tables().to_vec();
            Arc::new(ReferenceTables::new(tables).expect("tests put the embedded tables together"))
        });
        &TABLES
    }

    /// Returns the tables in the order given.
    pub fn tables(&self) -> &[Arc<ReferenceTable>] {
        &self.tables
    }

    /// Returns the number of entities.
    pub fn entity_count(&self) -> usize {
        self.places.len()
    }

    /// Returns every entity in the order of tables.
    pub fn entities(&self) -> impl Iterator<Item = EntityIndex> + use<> {
        (0..u32::try_from(self.places.len()).expect("a table has fewer than 2^32 subjects")).map(EntityIndex)
    }

    /// Returns the entity with this id.
    pub fn find(&self, id: &str) -> Option<EntityIndex> {
        self.ids.get(id).copied()
    }

    /// Returns what is known of an entity.
    pub fn entity(&self, entity: EntityIndex) -> &Entity {
        let place = self.places[entity.0 as usize];
        &self.tables[place.table].entities[place.entity]
    }

    /// Returns the table that an entity stands in.
    pub fn table_of(&self, entity: EntityIndex) -> &ReferenceTable {
        &self.tables[self.places[entity.0 as usize].table]
    }

    /// Returns the number of the table that an entity stands in: its place in [`ReferenceTables::tables`].
    pub fn table_index(&self, entity: EntityIndex) -> usize {
        self.places[entity.0 as usize].table
    }

    /// Returns the family or series that an entity belongs to.
    pub fn parent(&self, entity: EntityIndex) -> Option<EntityIndex> {
        self.links[entity.0 as usize].parent
    }

    /// Returns the families that an entity belongs to, nearest first, without itself.
    pub fn ancestors(&self, entity: EntityIndex) -> impl Iterator<Item = EntityIndex> {
        std::iter::successors(self.parent(entity), |above| self.parent(*above))
    }

    /// Returns the entities that name this one as their parent, in the order of tables.
    pub fn variants(&self, entity: EntityIndex) -> &[EntityIndex] {
        &self.links[entity.0 as usize].variants
    }

    /// Returns everything below an entity, without itself.
    pub fn descendants(&self, entity: EntityIndex) -> Vec<EntityIndex> {
        let mut all = self.variants(entity).to_vec();
        let mut next = 0;
        while let Some(below) = all.get(next).copied() {
            all.extend_from_slice(self.variants(below));
            next += 1;
        }
        all
    }

    /// Returns the variant that the bare name of a family mostly means, where the table says so.
    pub fn default_variant(&self, entity: EntityIndex) -> Option<EntityIndex> {
        self.links[entity.0 as usize].default_variant
    }

    /// Returns every attribute.
    pub fn attributes(&self) -> impl Iterator<Item = (AttributeIndex, &Attribute)> {
        (0..).map(AttributeIndex).zip(&self.attributes)
    }

    /// Returns the attribute with this key.
    pub fn find_attribute(&self, key: &str) -> Option<AttributeIndex> {
        self.attribute_keys.get(key).copied()
    }

    /// Returns what is known of an attribute.
    pub fn attribute(&self, attribute: AttributeIndex) -> &Attribute {
        &self.attributes[attribute.0 as usize]
    }

    /// Returns the facts about an attribute of an entity, at any time, of the entity itself.
    pub fn facts(&self, entity: EntityIndex, attribute: AttributeIndex) -> impl Iterator<Item = &Fact> {
        let key = &self.attribute(attribute).key;
        self.entity(entity).facts.iter().filter(move |fact| fact.attribute == *key)
    }

    /// Returns the facts about an attribute of an entity that hold on `day`.
    pub fn facts_on(
        &self,
        entity: EntityIndex,
        attribute: AttributeIndex,
        day: NaiveDate,
    ) -> impl Iterator<Item = &Fact> {
        self.facts(entity, attribute).filter(move |fact| fact.is_valid_on(day))
    }

    /// Returns the entity whose facts about an attribute speak for this one: itself, or else the nearest family above
    /// it that has any; `None` where there is none.
    pub fn holder(&self, entity: EntityIndex, attribute: AttributeIndex) -> Option<EntityIndex> {
        std::iter::once(entity).chain(self.ancestors(entity)).find(|at| self.facts(*at, attribute).next().is_some())
    }

    /// Returns the entities that have `value` as a value of an attribute of dimension [`Dimension::Subject`], in order:
    /// the deals whose buyer is Google.
    ///
    /// [`Dimension::Subject`]: super::Dimension::Subject
    pub fn entities_with(&self, attribute: AttributeIndex, value: EntityIndex) -> &[EntityIndex] {
        self.relations.entities_with(attribute, value)
    }

    /// Returns the deals between two parties, in the order of tables: the subjects with the one as `buyer` and the other
    /// as `target`.
    pub fn deals(&self, buyer: EntityIndex, target: EntityIndex) -> impl Iterator<Item = EntityIndex> {
        let of = |key: &str, value| {
            self.find_attribute(key).map_or(&[][..], |attribute| self.entities_with(attribute, value))
        };
        let targets = of("target", target);
        of("buyer", buyer).iter().copied().filter(move |deal| targets.contains(deal))
    }

    /// Returns where verbs that tie two subjects together start in a text, in order.
    pub(crate) fn statement_verbs<'t>(&'t self, text: &'t str) -> impl Iterator<Item = usize> + 't {
        self.relations.verbs(text.as_bytes())
    }

    /// Returns a fact of an entity as evidence for a diagnostic.
    pub fn evidence(&self, entity: EntityIndex, fact: &Fact) -> EvidenceItem {
        let mut evidence = self.table_of(entity).evidence(self.entity(entity), fact);
        // Keys of terms and ids of subjects are for machines.
        let names: Vec<&str> =
            fact.value.values().filter_map(Value::as_term).map(|term| self.term_name(&fact.attribute, term)).collect();
        if !names.is_empty() {
            evidence.value = Some(names.join(", "));
        }
        evidence
    }

    /// Returns the name for people of a term of an attribute, or of the subject that it is the id of.
    pub fn term_name<'a>(&'a self, attribute: &str, term: &'a str) -> &'a str {
        let attribute = self.find_attribute(attribute).map(|index| self.attribute(index));
        match attribute.and_then(|attribute| attribute.term(term)) {
            Some(term) => {
                term.labels.iter().find(|(language, _)| language == "en").map_or(&term.key, |(_, label)| label)
            }
            None => self.find(term).map_or(term, |entity| &self.entity(entity).name),
        }
    }

    /// Returns the names and phrases in a text, in order of place, the longest at each place, not overlapping.
    ///
    /// `text` is folded to ASCII width ([`crate::text::Folded::width`]); letters keep their case, by which some names
    /// are told from words. A phrase of several attributes gives one match for each.
    pub fn scan(&self, text: &str) -> Vec<TableMatch> {
        self.matcher.scan(text)
    }
}

pub(super) type Ids = FxHashMap<Arc<str>, EntityIndex>;

fn place_entities(tables: &[Arc<ReferenceTable>]) -> (Vec<Place>, Ids) {
    let mut places: Vec<Place> = Vec::new();
    let mut ids = Ids::default();
    for (table_index, table) in tables.iter().enumerate() {
        for (entity_index, entity) in table.entities.iter().enumerate() {
            let place = Place { table: table_index, entity: entity_index };
            match ids.get(&entity.id) {
                Some(index) => places[index.0 as usize] = place,
                None => {
                    let index = u32::try_from(places.len()).expect("a table has fewer than 2^32 subjects");
                    ids.insert(Arc::clone(&entity.id), EntityIndex(index));
                    places.push(place);
                }
            }
        }
    }
    (places, ids)
}

fn link(tables: &[Arc<ReferenceTable>], places: &[Place], ids: &Ids, problems: &mut TableProblems) -> Vec<Links> {
    let mut links = vec![Links::default(); places.len()];
    for (index, place) in places.iter().enumerate() {
        let entity = &tables[place.table].entities[place.entity];
        let mut resolve = |reference: Option<&(Arc<str>, TextRange)>, what: &str| {
            let (id, range) = reference?;
            let found = ids.get(id).copied();
            if found.is_none() {
                let mut known: Vec<&str> = ids.keys().map(|id| &**id).collect();
                known.sort_unstable();
                problems.note(place.table, unknown(*range, what, id, known.into_iter()));
            }
            found
        };
        let parent = resolve(entity.parent.as_ref(), "parent");
        links[index].default_variant = resolve(entity.default_variant.as_ref(), "variant");
        links[index].parent = parent;
        if let Some(parent) = parent {
            let index = u32::try_from(index).expect("a table has fewer than 2^32 subjects");
            links[parent.0 as usize].variants.push(EntityIndex(index));
        }
    }
    for (index, place) in places.iter().enumerate() {
        let mut above = links[index].parent;
        for _ in 0..=places.len() {
            let Some(at) = above else { break };
            if at.0 as usize == index {
                let entity = &tables[place.table].entities[place.entity];
                let range = entity.parent.as_ref().map_or(entity.id_range, |(_, range)| *range);
                let message = message!("`{id}` is its own ancestor", id = entity.id);
                problems.note(place.table, problem(range, message));
                break;
            }
            above = links[at.0 as usize].parent;
        }
    }
    links
}

/// Gives an attribute a key of its own (`shop:price`) where an earlier table has its key for something else: a price in
/// another currency, a memory in other units. Whoever wrote the table did not know the other one, which may be newer.
///
/// An attribute without phrases leans on those of the earlier table, and so stays what it claims to be.
fn keep_apart(mut tables: Vec<Arc<ReferenceTable>>) -> Vec<Arc<ReferenceTable>> {
    let mut first: FxHashMap<Arc<str>, (Dimension, Option<String>)> = FxHashMap::default();
    for table in &mut tables {
        let mut renamed: Vec<(Arc<str>, Arc<str>)> = Vec::new();
        for attribute in &table.attributes {
            let meaning = (attribute.dimension, attribute.unit.clone());
            let known = first.entry(Arc::clone(&attribute.key)).or_insert_with(|| meaning.clone());
            if *known != meaning && !attribute.phrases.is_empty() {
                let own = Arc::from(format!("{}:{}", table.id, attribute.key));
                renamed.push((Arc::clone(&attribute.key), own));
            }
        }
        if !renamed.is_empty() {
            *table = Arc::new(with_keys(table, &renamed));
        }
    }
    tables
}

/// Returns a table with other keys for some attributes; they keep their names for people.
fn with_keys(table: &ReferenceTable, renamed: &[(Arc<str>, Arc<str>)]) -> ReferenceTable {
    let mut table = table.clone();
    let new_key = |key: &Arc<str>| renamed.iter().find(|(old, _)| old == key).map(|(_, own)| Arc::clone(own));
    for attribute in &mut table.attributes {
        if let Some(own) = new_key(&attribute.key) {
            if attribute.labels.is_empty() {
                attribute.labels.push(("en".to_owned(), attribute.key.to_string()));
            }
            attribute.key = own;
        }
    }
    for fact in table.entities.iter_mut().flat_map(|entity| &mut entity.facts) {
        if let Some(own) = new_key(&fact.attribute) {
            fact.attribute = own;
        }
    }
    table
}

pub(super) type AttributeKeys = FxHashMap<Arc<str>, AttributeIndex>;

/// Puts attributes of the same key together: their phrases add up, their meaning must be the same.
fn merge_attributes(tables: &[Arc<ReferenceTable>], problems: &mut TableProblems) -> (Vec<Attribute>, AttributeKeys) {
    let mut merged: Vec<Attribute> = Vec::new();
    let mut first_tables: Vec<usize> = Vec::new();
    let mut keys = AttributeKeys::default();
    for (table_index, table) in tables.iter().enumerate() {
        for attribute in &table.attributes {
            let Some(index) = keys.get(&attribute.key) else {
                let index = u32::try_from(merged.len()).expect("a table has fewer than 2^32 attributes");
                keys.insert(Arc::clone(&attribute.key), AttributeIndex(index));
                merged.push(attribute.clone());
                first_tables.push(table_index);
                continue;
            };
            let first = &mut merged[index.0 as usize];
            if (first.dimension, &first.unit) != (attribute.dimension, &attribute.unit) {
                let message = message!("`{key}` has another dimension or unit in another table", key = attribute.key);
                let help = message!("give the attribute a key of its own, such as `our-{key}`", key = attribute.key);
                let mut diagnostic = problem(attribute.key_range, message).with_help(help);
                let file = Arc::clone(&tables[first_tables[index.0 as usize]].file);
                let label = Label { range: first.key_range, message: "first here".into() };
                diagnostic.related.push(Related { file: Some(file), label });
                problems.header_problems.push((table_index, diagnostic));
            }
            for phrase in &attribute.phrases {
                if !first.phrases.contains(phrase) {
                    first.phrases.push(phrase.clone());
                }
            }
            for term in &attribute.terms {
                if first.term(&term.key).is_none() {
                    first.terms.push(term.clone());
                }
            }
        }
    }
    (merged, keys)
}
