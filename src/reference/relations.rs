//! Facts whose values are other subjects, found from either end.

use regex::bytes::Regex;
use rustc_hash::FxHashMap;

use crate::diagnostic::Diagnostic;

use super::reader::unknown;
use super::table::{Attribute, Dimension, Entity};
use super::tables::{AttributeIndex, AttributeKeys, EntityIndex, Ids};
use super::value::Value;

/// Which entities have another one as a value of an attribute.
#[derive(Debug)]
pub(super) struct Relations {
    holders: FxHashMap<(AttributeIndex, EntityIndex), Vec<EntityIndex>>,
    // The verbs of statements; `None` where no table has any.
    verbs: Option<Regex>,
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
        // Literals alone, so that the search runs on vectors; a title has a capital.
        let pattern = |stem: &&str| match stem.chars().next() {
            Some(first) if first.is_ascii_lowercase() => {
                format!("[{first}{}]{}", first.to_ascii_uppercase(), regex::escape(&stem[1..]))
            }
            _ => regex::escape(stem),
        };
        let patterns: Vec<String> = stems.iter().map(pattern).collect();
        let verbs = (!patterns.is_empty()).then(|| Regex::new(&format!("(?-u){}", patterns.join("|"))).ok()).flatten();
        Self { holders: FxHashMap::default(), verbs }
    }

    /// Returns where each verb of a statement starts in a text, in order.
    pub(super) fn verbs<'t>(&'t self, text: &'t [u8]) -> impl Iterator<Item = usize> + 't {
        self.verbs.iter().flat_map(move |verbs| verbs.find_iter(text)).map(|verb| verb.start())
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
