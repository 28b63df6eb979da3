//! Names of organisations and people, and the verbs that tie them together.

use crate::claim::mention::{Mention, mentions};
use crate::reference::{AttributeIndex, Dimension, EntityIndex, MatchTarget, PhraseRole, ReferenceTables, TableMatch};
use crate::text::{TextRange, size};

/// What statements are read from, in one stretch of the prose or in all of it.
#[derive(Debug, Default)]
pub(crate) struct StatementNames {
    /// Organisations and people, in order. They are no subjects of numbers, so `Analysis::mentions` is without them.
    pub(crate) parties: Vec<Mention>,
    /// Verbs of statements, in order; several of one place where a verb stands for more (创立: founded by whom, when).
    pub(crate) verbs: Vec<Verb>,
}

/// A verb or a noun of an act that ties two parties together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verb {
    /// Bytes of the prose.
    pub(crate) range: TextRange,
    /// What it says.
    pub(crate) relation: Relation,
}

/// What a verb says of its two parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// That the deal between them is of this kind: an attribute of dimension [`Dimension::Enumeration`] and the place
    /// of one of its terms.
    Term { attribute: AttributeIndex, term: usize },
    /// That the one who does it is a value of this attribute, of dimension [`Dimension::Subject`], of the other.
    Subject(AttributeIndex),
    /// How long something has been so; it has no second party.
    Since,
}

/// Returns whether a subject is one that statements are about: an organisation or a person.
pub(crate) fn is_party(tables: &ReferenceTables, entity: EntityIndex) -> bool {
    matches!(tables.entity(entity).kind.as_deref(), Some("organisation" | "person"))
}

/// Returns whether a match is the name of a party, or one that only looks like it.
fn is_party_name(tables: &ReferenceTables, found: &TableMatch) -> bool {
    match found.target {
        MatchTarget::Alias { entity, .. } | MatchTarget::NotAlias(entity) => is_party(tables, entity),
        MatchTarget::Phrase { .. } | MatchTarget::Term { .. } => false,
    }
}

/// Returns whether a match may be what a number or a date is said of.
///
/// Organisations are not: `微软发布Phi-3` is about Phi-3. People are where the tables know something of them.
pub(crate) fn is_topic_name(tables: &ReferenceTables, found: &TableMatch) -> bool {
    if !is_party_name(tables, found) {
        return true;
    }
    let MatchTarget::Alias { entity, .. } = found.target else { return false };
    let entity = tables.entity(entity);
    entity.kind.as_deref() == Some("person") && !entity.facts.is_empty()
}

impl StatementNames {
    /// Reads the parties and verbs out of the matches in a stretch of the prose that starts at `start`.
    pub(crate) fn read(
        &mut self,
        tables: &ReferenceTables,
        text: &str,
        matches: &[TableMatch],
        start: crate::text::TextSize,
    ) {
        let names: Vec<TableMatch> = matches.iter().filter(|found| is_party_name(tables, found)).copied().collect();
        for mut mention in mentions(text, &names) {
            // `Microsoft Acquires Inflection`: in a title the verb has a capital too, and is no part of the name.
            let first = names.partition_point(|found| found.range.start() < mention.range.start());
            let mut inside = names[first..].iter().take_while(|found| found.range.start() < mention.range.end());
            let own = inside.find(|found| mention.range.contains_range(found.range));
            if let Some(own) = own
                && mention.entity.is_none()
                && own.range.start() == mention.range.start()
                && starting_at(matches, own.range.end() + size(1)).any(|found| is_verb(tables, found))
                && let MatchTarget::Alias { entity, .. } = own.target
            {
                mention = Mention { range: own.range, entity: Some(entity) };
            }
            self.parties.push(Mention { range: mention.range + start, ..mention });
        }
        let verb =
            |found: &TableMatch| relation(tables, found).map(|relation| Verb { range: found.range + start, relation });
        self.verbs.extend(matches.iter().filter_map(verb));
    }
}

/// Returns the matches that start at a place; they are in order of place.
fn starting_at(matches: &[TableMatch], place: crate::text::TextSize) -> impl Iterator<Item = &TableMatch> {
    let first = matches.partition_point(|found| found.range.start() < place);
    matches[first..].iter().take_while(move |found| found.range.start() == place)
}

fn is_verb(tables: &ReferenceTables, found: &TableMatch) -> bool {
    relation(tables, found).is_some()
}

fn relation(tables: &ReferenceTables, found: &TableMatch) -> Option<Relation> {
    match found.target {
        MatchTarget::Term { attribute, term } => Some(Relation::Term { attribute, term }),
        MatchTarget::Phrase { role: PhraseRole::Since, .. } => Some(Relation::Since),
        MatchTarget::Phrase { attribute, role: PhraseRole::Verb }
            if tables.attribute(attribute).dimension == Dimension::Subject =>
        {
            Some(Relation::Subject(attribute))
        }
        _ => None,
    }
}
