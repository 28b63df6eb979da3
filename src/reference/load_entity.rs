//! Reads the subjects of a table: names, family, facts, and the variants that a family lists in short.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::data::{Entry, Node, Value as NodeValue};
use crate::text::TextRange;

use super::binding;
use super::files::TableFiles;
use super::load::{Defaults, load_status};
use super::reader::{Reader, problem, unknown};
use super::table::{Alias, Attribute, Entity, Fact, Source, Status, first_day};
use super::value::{FactValue, Value, is_ordered, parse_value};

pub(super) const SUBJECT_KEYS: [&str; 10] =
    ["name", "kind", "aliases", "not-aliases", "case", "parent", "default-variant", "sources", "facts", "variants"];
pub(super) const FACT_KEYS: [&str; 9] =
    ["value", "values", "range", "status", "as-of", "valid-from", "valid-until", "sources", "note"];
pub(super) const VARIANTS_KEYS: [&str; 5] = ["states", "kind", "stems", "sources", "members"];

/// Reads subjects one after the other.
pub(super) struct EntityLoader<'a> {
    reader: &'a mut Reader,
    attributes: &'a [Attribute],
    source_indices: FxHashMap<&'a str, usize>,
    defaults: &'a Defaults,
    files: &'a dyn TableFiles,
    // How many sources the table declares; `places` come behind them.
    source_count: usize,
    places: Vec<Source>,
    entities: Vec<Entity>,
    ids: FxHashMap<Arc<str>, TextRange>,
}

impl<'a> EntityLoader<'a> {
    pub(super) fn new(
        reader: &'a mut Reader,
        attributes: &'a [Attribute],
        sources: &'a [Source],
        defaults: &'a Defaults,
        files: &'a dyn TableFiles,
    ) -> Self {
        let source_indices = sources.iter().enumerate().map(|(index, source)| (&*source.key, index)).collect();
        Self {
            reader,
            attributes,
            source_indices,
            defaults,
            files,
            source_count: sources.len(),
            places: Vec::new(),
            entities: Vec::new(),
            ids: FxHashMap::default(),
        }
    }

    /// Returns the subjects, and the places in the repository that their values were read from, to stand behind the
    /// table's own sources.
    pub(super) fn finish(self) -> (Vec<Entity>, Vec<Source>) {
        (self.entities, self.places)
    }

    /// Reads a subject and the variants that it lists.
    pub(super) fn load(&mut self, entry: &Entry) {
        let node = &entry.value;
        self.reader.entries(node, "a subject");
        self.reader.only_keys(node, &SUBJECT_KEYS);
        let name = self.reader.required_text(node, "name", entry.key_range).unwrap_or_default().to_owned();
        let mut aliases = Vec::new();
        if let Some(name_node) = node.get("name")
            && !name.is_empty()
        {
            aliases.push(Alias { text: name.clone(), range: name_node.range });
        }
        aliases.extend(self.load_aliases(node, "aliases"));
        let sources = self.load_sources(node);
        let sources = sources.as_deref();
        let entity = Entity {
            id: Arc::from(&*entry.key),
            id_range: entry.key_range,
            name,
            kind: self.reader.optional_text(node, "kind").map(str::to_owned),
            aliases,
            not_aliases: self.load_aliases(node, "not-aliases"),
            is_exact_case: self.load_case(node),
            parent: self.load_reference(node, "parent"),
            default_variant: self.load_reference(node, "default-variant"),
            facts: node.get("facts").map(|facts| self.load_facts(facts, sources)).unwrap_or_default(),
        };
        let members = node.get("variants").map(|variants| self.load_variants(variants, &entity, sources));
        self.add(entity);
        for member in members.unwrap_or_default() {
            self.add(member);
        }
    }

    fn add(&mut self, entity: Entity) {
        if let Some(first) = self.ids.insert(Arc::clone(&entity.id), entity.id_range) {
            let message = message!("the subject `{id}` is declared twice", id = entity.id);
            self.reader.note(problem(entity.id_range, message).with_related(first, "first here"));
        }
        self.entities.push(entity);
    }

    fn load_aliases(&mut self, map: &Node, key: &str) -> Vec<Alias> {
        let Some(node) = map.get(key) else { return Vec::new() };
        let mut aliases = Vec::new();
        for item in self.reader.items(node, &format!("`{key}`")) {
            if let Some(text) = self.reader.text(item, "the alias") {
                aliases.push(Alias { text: text.to_owned(), range: item.range });
            }
        }
        aliases
    }

    fn load_case(&mut self, map: &Node) -> bool {
        let Some(case) = self.reader.optional_text(map, "case") else { return false };
        if case != "exact" {
            let place = map.get("case").map_or(map.range, |node| node.range);
            self.reader
                .note(problem(place, message!("`{case}` is not a way to read case", case)).with_help("write `exact`"));
        }
        true
    }

    fn load_reference(&mut self, map: &Node, key: &str) -> Option<(Arc<str>, TextRange)> {
        let node = map.get(key)?;
        let id = self.reader.text(node, &format!("`{key}`"))?;
        Some((Arc::from(id), node.range))
    }

    /// Returns the indices of the sources that `sources` names; `None` where there is no such key.
    fn load_sources(&mut self, map: &Node) -> Option<Vec<usize>> {
        let node = map.get("sources")?;
        let mut indices = Vec::new();
        for item in self.reader.items(node, "`sources`") {
            let Some(key) = self.reader.text(item, "the source") else { continue };
            match self.source_indices.get(key) {
                Some(index) => indices.push(*index),
                None => {
                    let mut known: Vec<&str> = self.source_indices.keys().copied().collect();
                    known.sort_unstable();
                    self.reader.note(unknown(item.range, "source", key, known.into_iter()));
                }
            }
        }
        if node.items().is_empty() && matches!(node.value, NodeValue::List(_)) {
            self.reader.note(problem(node.range, "`sources` is empty"));
        }
        Some(indices)
    }

    fn load_facts(&mut self, node: &Node, sources: Option<&[usize]>) -> Vec<Fact> {
        let mut facts = Vec::new();
        for entry in self.reader.entries(node, "`facts`") {
            facts.extend(self.load_facts_of(entry, sources));
        }
        facts
    }

    /// Reads what one attribute says: a bare value, one fact or a list of facts.
    fn load_facts_of(&mut self, entry: &Entry, sources: Option<&[usize]>) -> Vec<Fact> {
        let Some(attribute) = self.attribute(&entry.key, entry.key_range) else { return Vec::new() };
        match &entry.value.value {
            NodeValue::List(items) => {
                items.iter().filter_map(|item| self.load_fact(attribute, item, item.range, sources)).collect()
            }
            _ => self.load_fact(attribute, &entry.value, entry.key_range, sources).into_iter().collect(),
        }
    }

    fn attribute(&mut self, key: &str, place: TextRange) -> Option<&'a Attribute> {
        let attributes = self.attributes;
        let found = attributes.iter().find(|attribute| &*attribute.key == key);
        if found.is_none() {
            self.reader.note(unknown(place, "attribute", key, attributes.iter().map(|attribute| &*attribute.key)));
        }
        found
    }

    fn load_fact(
        &mut self,
        attribute: &Attribute,
        node: &Node,
        key: TextRange,
        sources: Option<&[usize]>,
    ) -> Option<Fact> {
        let is_map = matches!(node.value, NodeValue::Map(_));
        let status = if is_map { load_status(self.reader, node) } else { None }.unwrap_or(self.defaults.status);
        let value = if is_map {
            self.reader.only_keys(node, &FACT_KEYS);
            self.load_fact_value(attribute, node, status)
        } else {
            self.load_value(attribute, node).map(FactValue::One)
        };
        let own_sources = if is_map { self.load_sources(node) } else { None };
        let bound = node.get("value").filter(|value| matches!(value.value, NodeValue::Map(_)));
        let binding = bound.filter(|_| value.is_some()).and(self.places.last()).map(|place| Arc::clone(&place.key));
        let place_of_value = binding.as_ref().map(|_| [self.source_count + self.places.len() - 1]);
        let sources = own_sources.as_deref().or(place_of_value.as_ref().map(<[usize; 1]>::as_slice)).or(sources);
        if sources.is_none() && bound.is_none() {
            let place = if is_map { node.range } else { key };
            self.reader.note(
                problem(place, message!("the fact about `{key}` has no source", key = attribute.key))
                    .with_help("name at least one of the table's sources in `sources`, here or on the subject"),
            );
        }
        let valid_from = self.reader.optional_date(node, "valid-from");
        let valid_until = self.reader.optional_date(node, "valid-until");
        if let (Some(from), Some(until)) = (valid_from.and_then(first_day), valid_until.and_then(first_day))
            && until <= from
        {
            self.reader.note(problem(node.range, "`valid-until` is not after `valid-from`"));
        }
        Some(Fact {
            attribute: Arc::clone(&attribute.key),
            range: key.cover(node.range),
            value: value?,
            status,
            as_of: self.reader.optional_date(node, "as-of").or(self.defaults.as_of),
            valid_from,
            valid_until,
            sources: sources.unwrap_or_default().to_vec(),
            note: self.reader.optional_text(node, "note").map(str::to_owned),
            binding,
        })
    }

    fn load_fact_value(&mut self, attribute: &Attribute, node: &Node, status: Status) -> Option<FactValue> {
        let given: Vec<&Entry> =
            node.entries().iter().filter(|entry| matches!(&*entry.key, "value" | "values" | "range")).collect();
        let [entry] = given[..] else {
            let Some(second) = given.get(1) else {
                if status == Status::Undisclosed {
                    return Some(FactValue::Undisclosed);
                }
                self.reader.note(
                    problem(node.range, message!("the fact about `{key}` has no value", key = attribute.key))
                        .with_help("write one of `value`, `values` and `range`, or `status: undisclosed`"),
                );
                return None;
            };
            let message = message!("`{key}` stands beside `{first}`", key = second.key, first = given[0].key);
            self.reader.note(
                problem(second.key_range, message)
                    .with_related(given[0].key_range, "first here")
                    .with_help("a fact has exactly one of `value`, `values` and `range`"),
            );
            return None;
        };
        if status == Status::Undisclosed {
            self.reader.note(
                problem(entry.key_range, "a fact that is undisclosed has a value")
                    .with_help("write the rumour as a fact of its own, with `status: rumoured`"),
            );
            return None;
        }
        if entry.key == "value" && matches!(entry.value.value, NodeValue::Map(_)) {
            return self.load_bound(attribute, &entry.value).map(FactValue::One);
        }
        if entry.key == "value" {
            return self.load_value(attribute, &entry.value).map(FactValue::One);
        }
        let items = self.reader.items(&entry.value, &format!("`{}`", entry.key));
        let values: Vec<Value> = items.iter().filter_map(|item| self.load_value(attribute, item)).collect();
        if values.len() < items.len() || !matches!(entry.value.value, NodeValue::List(_)) {
            return None;
        }
        if entry.key == "values" {
            if values.len() < 2 {
                self.reader
                    .note(problem(entry.value.range, "`values` has fewer than two values").with_help("write `value`"));
                return None;
            }
            return Some(FactValue::Any(values));
        }
        let [low, high] = &values[..] else {
            self.reader.note(problem(entry.value.range, "`range` does not have two ends"));
            return None;
        };
        if !is_ordered(low, high) {
            self.reader.note(problem(entry.value.range, "the first end of `range` is not before the second"));
            return None;
        }
        Some(FactValue::Range(low.clone(), high.clone()))
    }

    fn load_value(&mut self, attribute: &Attribute, node: &Node) -> Option<Value> {
        let text = self.reader.text(node, &message!("the value of `{key}`", key = attribute.key))?;
        parse_value(attribute, text).map_err(|defect| self.reader.note(defect.at(node.range))).ok()
    }

    /// Reads a value that stands elsewhere in the repository, and adds its place to the sources.
    fn load_bound(&mut self, attribute: &Attribute, node: &Node) -> Option<Value> {
        let bound = binding::read(self.reader, self.files, node)?;
        let value = parse_value(attribute, bound.text.trim());
        let value = value.map_err(|defect| {
            self.reader.note(defect.at(node.range).with_label(message!("read from {place}", place = bound.place)));
        });
        self.places.push(bound.source(node));
        value.ok()
    }

    /// Reads `variants`: names endings of a family's name, and what each is or how large.
    fn load_variants(&mut self, node: &Node, family: &Entity, sources: Option<&[usize]>) -> Vec<Entity> {
        self.reader.entries(node, "`variants`");
        self.reader.only_keys(node, &VARIANTS_KEYS);
        let own_sources = self.load_sources(node);
        let sources = own_sources.as_deref().or(sources);
        let kind = self.reader.optional_text(node, "kind").map(str::to_owned);
        let stems = if node.get("stems").is_some() { self.load_aliases(node, "stems") } else { family.aliases.clone() };
        let states = match node.get("states") {
            Some(states) => {
                let key = self.reader.text(states, "`states`").unwrap_or_default();
                self.attribute(key, states.range)
            }
            None => None,
        };
        let Some(members) = node.get("members") else {
            self.reader.note(problem(node.range, "`members` is missing"));
            return Vec::new();
        };
        let mut entities = Vec::new();
        let mut add = |loader: &mut Self, ending: &str, place: TextRange, facts: Vec<Fact>| {
            if ending.trim().is_empty() {
                loader.reader.note(problem(place, "the name of a variant is empty"));
                return;
            }
            entities.push(member(family, kind.as_ref(), &stems, ending, place, facts));
        };
        match &members.value {
            NodeValue::List(items) => {
                for item in items {
                    let Some(ending) = self.reader.text(item, "the variant") else { continue };
                    let facts = self.load_stated(states, item, item.range, sources);
                    add(self, ending, item.range, facts);
                }
            }
            NodeValue::Map(entries) => {
                for entry in entries {
                    let facts = match &entry.value.value {
                        NodeValue::Map(_) => self.load_facts(&entry.value, sources),
                        NodeValue::Null => Vec::new(),
                        _ => self.load_stated(states, &entry.value, entry.key_range, sources),
                    };
                    add(self, &entry.key, entry.key_range, facts);
                }
            }
            _ => self.reader.wrong_kind(members, "`members`", "a list or a mapping"),
        }
        entities
    }

    /// Reads the bare value of a variant as a fact of the attribute that `states` names.
    fn load_stated(
        &mut self,
        states: Option<&Attribute>,
        node: &Node,
        place: TextRange,
        sources: Option<&[usize]>,
    ) -> Vec<Fact> {
        let Some(attribute) = states else {
            self.reader.note(
                problem(place, "nothing says what the value of this variant is")
                    .with_help("name an attribute in `states`, such as `states: parameters`"),
            );
            return Vec::new();
        };
        self.load_fact(attribute, node, place, sources).into_iter().collect()
    }
}

/// Makes a variant of a family: each of the stems, which are the family's names or stand in for them, with the ending
/// behind it.
fn member(
    family: &Entity,
    kind: Option<&String>,
    stems: &[Alias],
    ending: &str,
    place: TextRange,
    facts: Vec<Fact>,
) -> Entity {
    let named = |alias: &Alias| Alias { text: format!("{} {ending}", alias.text), range: place };
    let slug: String = ending.to_lowercase().replace([' ', '_'], "-");
    Entity {
        id: Arc::from(format!("{}-{slug}", family.id)),
        id_range: place,
        name: stems.first().map_or_else(|| ending.to_owned(), |stem| format!("{} {ending}", stem.text)),
        kind: kind.cloned().or_else(|| Some("model".to_owned())),
        aliases: stems.iter().map(named).collect(),
        not_aliases: Vec::new(),
        is_exact_case: family.is_exact_case,
        parent: Some((Arc::clone(&family.id), place)),
        default_variant: None,
        facts,
    }
}
