//! Statements that are not numbers: who bought or founded whom, what kind of deal it was, for how much, when.
//!
//! Main function: [`claims_of_block`]. A statement has a verb that a reference table gives (收购, `founded`), and a party of
//! the tables on each side of it. Between them only the words of `lints/statements/` may stand: a plan, a part of a
//! company, a former employee or a characterisation (`all but acquired`) has others, and is not read.

mod frame;
mod party;
mod round;
mod words;

pub(crate) use party::{Relation, StatementNames, Verb, is_topic_name};

use std::sync::Arc;

use crate::reference::{AttributeIndex, Dimension, EntityIndex, ReferenceTables};
use crate::text::TextRange;

use super::event::events;
use super::modality::settle_modality;
use super::scene::{AttributeMention, Scene, Topic, inside};
use super::sentence::Sentence;
use super::tenure::{drop_lengths_of_the_past, tenures};
use super::{Claim, ClaimValue, Link, Mention, Modality, Subject};

use frame::{Frame, Party, SentenceView};

/// Keys of the attributes that make up a deal, and of what is said beside them.
///
/// A table gives them their names, phrases and facts; what they mean for each other is known here and in `verify`.
pub(crate) mod keys {
    /// Who bought, licensed or invested.
    pub(crate) const BUYER: &str = "buyer";
    /// What was bought, licensed or invested in.
    pub(crate) const TARGET: &str = "target";
    /// For how much.
    pub(crate) const VALUE: &str = "deal-value";
    /// The term of an outright purchase, of which a target has few.
    pub(crate) const ACQUISITION: &str = "acquisition";
    /// The term of a round of funding, which has no buyer.
    pub(crate) const FUNDING: &str = "funding-round";
    /// What an organisation was held to be worth.
    pub(crate) const VALUATION: &str = "valuation";
    /// Who founded an organisation.
    pub(crate) const FOUNDER: &str = "founded-by";
    /// Whose part an organisation was when it was founded.
    pub(crate) const WITHIN: &str = "founded-within";
}

/// Reads the statements of a block's sentences.
pub(crate) fn claims_of_block(
    whole: &Scene<'_>,
    names: &StatementNames,
    tables: &ReferenceTables,
    sentences: &[Sentence],
    block: (usize, TextRange),
    claims: &mut Vec<Claim>,
) {
    let (block, block_range) = block;
    let first_of_block = claims.len();
    let parties_of_block = inside(&names.parties, block_range, |party| party.range);
    for sentence in sentences {
        let parties = inside(parties_of_block, sentence.range, |party| party.range);
        let verbs = inside(&names.verbs, sentence.range, |verb| verb.range);
        let scene = whole.within(sentence.range);
        if verbs.is_empty() || MAX_PARTIES < parties.len().max(verbs.len()) || scene.is_overcrowded() {
            continue;
        }
        let earlier =
            &parties_of_block[..parties_of_block.partition_point(|party| party.range.end() <= sentence.range.start())];
        let first = claims.len();
        let reader = Reader { scene: &scene, tables, block, parties, earlier, sentence };
        let frames = reader.read_statements(verbs, claims);
        reader.read_dates(&frames, claims);
        settle_modality(&scene, sentence, &mut claims[first..]);
    }
    drop_lengths_of_the_past(&whole.within(block_range), first_of_block, claims);
}

/// Parties and verbs of one sentence, at the most: a longer list is no sentence.
const MAX_PARTIES: usize = 24;

struct Reader<'s, 'a> {
    scene: &'s Scene<'a>,
    tables: &'s ReferenceTables,
    block: usize,
    parties: &'s [Mention],
    // Parties of the sentences before.
    earlier: &'s [Mention],
    sentence: &'s Sentence,
}

impl Reader<'_, '_> {
    /// Reads who does what to whom; returns the frames, for the dates.
    fn read_statements(&self, verbs: &[Verb], claims: &mut Vec<Claim>) -> Vec<Frame> {
        let mut frames = Vec::new();
        if self.parties.is_empty() {
            return frames;
        }
        let money = self
            .scene
            .quantities
            .iter()
            .flat_map(|quantity| [quantity.operator_range, Some(quantity.range)].into_iter().flatten());
        let mut transparent: Vec<TextRange> =
            self.scene.dates.iter().map(|date| date.expression.range).chain(money).collect();
        transparent.sort_by_key(|range| range.start());
        let view = SentenceView {
            scene: self.scene,
            parties: self.parties,
            range: self.sentence.range,
            clauses: &self.sentence.clauses,
            transparent: &transparent,
        };
        for same in verbs.chunk_by(|one, two| one.range == two.range) {
            if same.iter().all(|verb| verb.relation == Relation::Since) {
                continue;
            }
            if self.is_funding(&same[0]) {
                self.read_round(&view, same[0].range, claims);
                continue;
            }
            let Some(frame) = view.frame(same[0].range) else { continue };
            frames.push(frame);
            for verb in same {
                match verb.relation {
                    Relation::Term { attribute, term } => self.read_deal(&view, &frame, verb, attribute, term, claims),
                    Relation::Subject(attribute) => self.read_relation(&frame, verb, attribute, claims),
                    Relation::Since => {}
                }
            }
        }
        frames
    }

    fn is_funding(&self, verb: &Verb) -> bool {
        match verb.relation {
            Relation::Term { attribute, term } => &*self.tables.attribute(attribute).terms[term].key == keys::FUNDING,
            Relation::Subject(_) | Relation::Since => false,
        }
    }

    /// Reads how much an organisation raised, and at what valuation.
    fn read_round(&self, view: &SentenceView<'_>, verb: TextRange, claims: &mut Vec<Claim>) {
        let Some(round) = view.round(verb) else { return };
        for (quantity, key) in [(Some(round.money), keys::VALUE), (round.valuation, keys::VALUATION)] {
            if let Some(quantity) = quantity
                && let Some(attribute) = self.tables.find_attribute(key)
            {
                let value =
                    ClaimValue::Amount { value: quantity.value, operator: quantity.operator, unit: quantity.unit };
                claims.push(self.claim(round.party, Link::Adjacent, attribute, value, quantity.range));
            }
        }
    }

    /// Reads the kind and the price of a deal; where the tables have no deal between the two, who bought the other.
    fn read_deal(
        &self,
        view: &SentenceView<'_>,
        frame: &Frame,
        verb: &Verb,
        attribute: AttributeIndex,
        term: usize,
        claims: &mut Vec<Claim>,
    ) {
        if view.is_qualified() {
            return;
        }
        let Some((agent, link)) = self.buyer(frame) else { return };
        let term = Arc::clone(&self.tables.attribute(attribute).terms[term].key);
        let Some(deal) = self.tables.deals(agent, frame.object.entity).next() else {
            if &*term == keys::ACQUISITION
                && let Some(buyer) = self.tables.find_attribute(keys::BUYER)
            {
                claims.push(self.claim(frame.object, link, buyer, self.id(agent), verb.range));
            }
            return;
        };
        let deal = Party { entity: deal, range: frame.object.range };
        claims.push(self.claim(deal, link, attribute, ClaimValue::Term(term), verb.range));
        if let Some(price) = view.price(frame)
            && let Some(attribute) = self.tables.find_attribute(keys::VALUE)
        {
            let value = ClaimValue::Amount { value: price.value, operator: price.operator, unit: price.unit };
            claims.push(self.claim(deal, link, attribute, value, price.range));
        }
    }

    /// Returns who bought, and how that is known.
    ///
    /// A pronoun or nothing at all stands for the party named last, where that is who the tables have as the only buyer.
    fn buyer(&self, frame: &Frame) -> Option<(EntityIndex, Link)> {
        if let Some(agent) = frame.agent {
            return Some((agent.entity, Link::Adjacent));
        }
        if frame.place.is_some() {
            return None;
        }
        let object = frame.object.entity;
        let own = self.parties.iter().filter(|party| party.range.end() <= frame.lead.start());
        let last = self.earlier.iter().chain(own).rfind(|party| party.entity != Some(object))?.entity?;
        let target = self.tables.find_attribute(keys::TARGET)?;
        // A round of funding has no buyer.
        let buyer = self.tables.find_attribute(keys::BUYER)?;
        let has_buyer = |deal: &&EntityIndex| self.tables.facts(**deal, buyer).next().is_some();
        let mut deals = self.tables.entities_with(target, object).iter().filter(has_buyer).peekable();
        let is_buyer = |deal: &EntityIndex| self.tables.deals(last, object).any(|other| other == *deal);
        (deals.peek().is_some() && deals.all(is_buyer)).then_some((last, Link::Ellipsis))
    }

    /// Reads who did it, as a value of the other's attribute, and whose part the other was then.
    fn read_relation(&self, frame: &Frame, verb: &Verb, attribute: AttributeIndex, claims: &mut Vec<Claim>) {
        if let Some(agent) = frame.agent
            && !self.is_named_after(frame.object, agent)
        {
            claims.push(self.claim(frame.object, Link::Adjacent, attribute, self.id(agent.entity), verb.range));
        }
        let is_founding = &*self.tables.attribute(attribute).key == keys::FOUNDER;
        if let Some(place) = frame.place.filter(|_| is_founding)
            && let Some(within) = self.tables.find_attribute(keys::WITHIN)
        {
            claims.push(self.claim(frame.object, Link::Adjacent, within, self.id(place.entity), verb.range));
        }
    }

    /// Returns whether a party's name has another's in it: 谷歌DeepMind was so named when it became a part of Google.
    fn is_named_after(&self, party: Party, other: Party) -> bool {
        let name = self.scene.text(party.range);
        self.tables.entity(other.entity).aliases.iter().any(|alias| name.contains(alias.text.as_str()))
    }

    fn id(&self, entity: EntityIndex) -> ClaimValue {
        ClaimValue::Term(Arc::clone(&self.tables.entity(entity).id))
    }

    fn claim(&self, party: Party, link: Link, attribute: AttributeIndex, value: ClaimValue, range: TextRange) -> Claim {
        let subject = Subject::Known { entity: party.entity, range: party.range, link };
        Claim { range, subject, attributes: vec![attribute], value, modality: Modality::Asserted, block: self.block }
    }

    /// Reads when parties were founded or bought, as dates of other events are read.
    ///
    /// In `DeepMind was founded by Google in 2010` the date is that of who it was done to.
    fn read_dates(&self, frames: &[Frame], claims: &mut Vec<Claim>) {
        if self.parties.is_empty() {
            return;
        }
        let is_of_party = |attribute: &&AttributeMention| {
            matches!(attribute.dimension, Dimension::Date)
                && self
                    .parties
                    .iter()
                    .filter_map(|party| party.entity)
                    .any(|entity| self.tables.facts(entity, attribute.attribute).next().is_some())
        };
        let attributes: Vec<AttributeMention> = self.scene.attributes.iter().filter(is_of_party).cloned().collect();
        if attributes.is_empty() {
            return;
        }
        let scene = Scene { mentions: self.parties, attributes: &attributes, ..*self.scene };
        for (index, clause) in self.sentence.clauses.iter().enumerate() {
            // `成立三年的DeepMind`: how old an organisation is.
            for tenure in tenures(&scene.within(*clause), *clause, None) {
                // A person's was read with the numbers.
                if self.scene.mentions.iter().any(|mention| mention.range == tenure.topic.range) {
                    continue;
                }
                let subject =
                    Subject::Known { entity: tenure.topic.entity, range: tenure.topic.range, link: tenure.link };
                let (attributes, modality) = (tenure.attributes, Modality::Asserted);
                let value = tenure.value;
                claims.push(Claim { range: tenure.range, subject, attributes, value, modality, block: self.block });
            }
            let before = index.checked_sub(1).map(|before| self.sentence.clauses[before]);
            let before = before.map(|range| (scene.within(range), range));
            for mut event in events(&scene.within(*clause), *clause, before, None) {
                // `马斯克2015年参与创立OpenAI，2023年创立xAI`: the day belongs to whom the agent founded first.
                let is_agent = |frame: &&Frame| {
                    let is_other = |party: TextRange, agent: TextRange| {
                        agent.end() <= party.start() && party.end() <= frame.object.range.start()
                    };
                    frame.agent.is_some_and(|agent| {
                        agent.range == event.topic.range
                            && !self.parties.iter().any(|party| is_other(party.range, agent.range))
                    })
                };
                if let Some(frame) = frames.iter().find(is_agent) {
                    event.topic = Topic { entity: frame.object.entity, range: frame.object.range };
                } else if frame::is_named_as_agent(
                    self.scene.text(TextRange::new(clause.start(), event.topic.range.start())),
                ) {
                    continue;
                }
                let has_fact =
                    |attribute: &AttributeIndex| self.tables.facts(event.topic.entity, *attribute).next().is_some();
                let attributes: Vec<AttributeIndex> = event.attributes.iter().copied().filter(has_fact).collect();
                let is_of_model = self.scene.mentions.iter().any(|mention| clause.contains_range(mention.range));
                if attributes.is_empty() || is_of_model {
                    continue;
                }
                let subject =
                    Subject::Known { entity: event.topic.entity, range: event.topic.range, link: Link::Adjacent };
                let modality = Modality::Asserted;
                claims.push(Claim {
                    range: event.range,
                    subject,
                    attributes,
                    value: event.value,
                    modality,
                    block: self.block,
                });
            }
        }
    }
}
