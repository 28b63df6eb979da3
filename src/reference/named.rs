//! Subjects and attributes as people write them outside of prose: in a comment, on the command line.

use strsim::damerau_levenshtein;

use super::matcher::MatchTarget;
use super::table::{Attribute, Phrase, PhraseRole};
use super::tables::{AttributeIndex, EntityIndex, ReferenceTables};
use crate::text::Folded;

impl ReferenceTables {
    /// Returns the entity that a text names and names alone: by its id, or by one of its names in any spelling.
    pub fn find_named(&self, text: &str) -> Option<EntityIndex> {
        let text = text.trim();
        if let Some(entity) = self.find(text) {
            return Some(entity);
        }
        let folded = Folded::width(text);
        let whole = folded.text().len();
        let found = self.scan(folded.text()).into_iter().find(|found| usize::from(found.range.len()) == whole)?;
        match found.target {
            MatchTarget::Alias { entity, .. } => Some(entity),
            _ => None,
        }
    }

    /// Returns the attribute that a text names: by its key, its label in any language, or a noun that marks it.
    pub fn find_attribute_named(&self, text: &str) -> Option<AttributeIndex> {
        let text = text.trim();
        self.find_attribute(text).or_else(|| {
            let text = text.to_lowercase();
            let is_named = |(_, attribute): &(AttributeIndex, &Attribute)| {
                names_of(attribute).any(|name| name.to_lowercase() == text)
            };
            self.attributes().find(is_named).map(|(index, _)| index)
        })
    }

    /// Returns the name or id of a subject that a text is likely a slip of.
    pub fn nearest_name(&self, text: &str) -> Option<&str> {
        let names = self.entities().flat_map(|entity| {
            let entity = self.entity(entity);
            let names = entity.aliases.iter().map(|alias| alias.text.as_str());
            names.chain(std::iter::once(&*entity.id))
        });
        nearest(text, names)
    }

    /// Returns the key or label of an attribute that a text is likely a slip of.
    pub fn nearest_attribute(&self, text: &str) -> Option<&str> {
        nearest(text, self.attributes().flat_map(|(_, attribute)| names_of(attribute)))
    }
}

fn names_of(attribute: &Attribute) -> impl Iterator<Item = &str> {
    let is_noun = |phrase: &&Phrase| phrase.role == PhraseRole::Noun;
    let nouns = attribute.phrases.iter().filter(is_noun).map(|phrase| phrase.text.as_str());
    let labels = attribute.labels.iter().map(|(_, label)| label.as_str());
    std::iter::once(&*attribute.key).chain(labels).chain(nouns)
}

/// A slip changes at most a third of a name.
fn nearest<'a>(text: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let text = text.trim().to_lowercase();
    let length = text.chars().count();
    let limit = (length / 3).max(1);
    names
        .filter(|name| name.chars().count().abs_diff(length) <= limit)
        .map(|name| (damerau_levenshtein(&text, &name.to_lowercase()), name))
        .filter(|(distance, _)| *distance <= limit && *distance < length)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_alone_in_any_spelling() {
        let tables = ReferenceTables::embedded();
        let id = |text: &str| tables.find_named(text).map(|entity| tables.entity(entity).id.to_string());
        for text in ["gpt-3", "GPT 3", "ＧＰＴ－３", "GPT3"] {
            assert_eq!(id(text).as_deref(), Some("gpt-3"), "{text}");
        }
        assert_eq!(id("the GPT-3"), None);
        assert_eq!(id("parameters"), None);
        assert_eq!(tables.nearest_name("GTP-3"), Some("GPT-3"));
        assert_eq!(tables.nearest_name("Unheard-of"), None);
    }

    #[test]
    fn attributes_are_named_by_key_label_and_noun() {
        let tables = ReferenceTables::embedded();
        let key = |text: &str| tables.find_attribute_named(text).map(|index| tables.attribute(index).key.to_string());
        for text in ["parameters", "参数量", "Parameter Count", "params"] {
            assert_eq!(key(text).as_deref(), Some("parameters"), "{text}");
        }
        assert_eq!(key("colour"), None);
        assert_eq!(tables.nearest_attribute("paramters"), Some("parameters"));
    }
}
