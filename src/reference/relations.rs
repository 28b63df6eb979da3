//! Facts whose values are other subjects, found from either end.

use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;
use crate::language::Literals;

use super::reader::unknown;
use super::table::{Attribute, Dimension, Entity};
use super::tables::{AttributeIndex, AttributeKeys, EntityIndex, Ids};
use super::value::Value;

/// Which entities have another one as a value of an attribute.
#[derive(Debug)]
pub(super) struct Relations {
    holders: FxHashMap<(AttributeIndex, EntityIndex), Vec<EntityIndex>>,
    // The verbs of statements; `None` where no table has any.
    verbs: Option<Literals>,
}

impl Relations {
    /// Gathers the verbs of statements: phrases of terms, and of attributes whose values are subjects.
    pub(super) fn new(attributes: &[Attribute]) -> Self {
        let of_subjects = attributes.iter().filter(|attribute| attribute.dimension == Dimension::Subject);
        let phrases = of_subjects.flat_map(|attribute| &attribute.phrases);
        let terms = attributes.iter().flat_map(|attribute| &attribute.terms).flat_map(|term| &term.phrases);
        let mut verbs: Vec<&str> = phrases.chain(terms).map(|phrase| phrase.text.as_str()).collect();
        verbs.sort_by_key(|verb| (verb.len(), *verb));
        let mut stems: Vec<&str> = Vec::new();
        for verb in verbs {
            if !stems.iter().any(|stem| verb.contains(stem)) {
                stems.push(verb);
            }
        }
        // A title has a capital.
        let spellings = stems.iter().flat_map(|stem| {
            let capital = stem.strip_prefix(|first: char| first.is_ascii_lowercase());
            let capital = capital.map(|rest| format!("{}{rest}", stem[..1].to_ascii_uppercase()));
            std::iter::once((*stem).to_owned()).chain(capital)
        });
        let spellings: Vec<String> = spellings.collect();
        let verbs = if spellings.is_empty() { None } else { Literals::new(&spellings) };
        Self { holders: FxHashMap::default(), verbs }
    }

    /// Returns where each verb of a statement starts in a text, in order.
    pub(super) fn verbs<'t>(&'t self, text: &'t [u8]) -> impl Iterator<Item = usize> + 't {
        self.verbs.iter().flat_map(move |verbs| verbs.find_iter(text)).map(|(start, _)| start)
    }

    /// Adds the facts of an entity; returns a diagnostic for each id that no subject has.
    pub(super) fn read(
        &mut self,
        index: EntityIndex,
        entity: &Entity,
        attributes: &[Attribute],
        keys: &AttributeKeys,
        ids: &Ids,
    ) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for fact in &entity.facts {
            let Some(attribute) = keys.get(&fact.attribute) else { continue };
            if attributes[attribute.0 as usize].dimension != Dimension::Subject {
                continue;
            }
            for value in fact.value.values().filter_map(Value::as_term) {
                match ids.get(value) {
                    Some(found) => self.holders.entry((*attribute, *found)).or_default().push(index),
                    None => {
                        let mut known: Vec<&str> = ids.keys().map(|id| &**id).collect();
                        known.sort_unstable();
                        problems.push(unknown(fact.range, "subject", value, known.into_iter()));
                    }
                }
            }
        }
        problems
    }

    /// Returns the entities that have `value` as a value of `attribute`, in order.
    pub(super) fn entities_with(&self, attribute: AttributeIndex, value: EntityIndex) -> &[EntityIndex] {
        self.holders.get(&(attribute, value)).map_or(&[], Vec::as_slice)
    }
}
