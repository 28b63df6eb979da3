//! The verdict on statements that are not numbers, and on what a deal cost.
//!
//! A deal is a subject with a buyer and a target; several between the same two speak together.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::claim::{Claim, ClaimValue, Modality, keys};
use crate::quantity::QuantityValue;
use crate::reference::{AttributeIndex, EntityIndex, Fact, ReferenceTables, Status, Value};

use super::candidate::{Candidate, evidence};
use super::compare::amount_agrees;
use super::slip::slip;
use super::{Judgement, Reason, Verdict};

/// What a claim is judged by.
pub(super) struct Terms<'a> {
    pub(super) index: usize,
    pub(super) claim: &'a Claim,
    pub(super) entity: EntityIndex,
    pub(super) tables: &'a ReferenceTables,
    /// The document's own date.
    pub(super) day: Option<NaiveDate>,
}

impl<'a> Terms<'a> {
    /// Returns the verdict on a statement or on the price of a deal; `None` where the claim is of another kind.
    pub(super) fn judge(&self) -> Option<Judgement> {
        let attribute = *self.claim.attributes.first()?;
        let key = &*self.tables.attribute(attribute).key;
        let ClaimValue::Term(term) = &self.claim.value else {
            return match key {
                keys::VALUE if self.is_deal(self.entity) => Some(self.judge_price(attribute)),
                keys::VALUE | keys::VALUATION => Some(self.judge_round(attribute)),
                _ => None,
            };
        };
        if !matches!(self.claim.modality, Modality::Asserted | Modality::Hedged) {
            return Some(self.not_checkable(Reason::NotAsserted));
        }
        Some(match key {
            keys::BUYER => self.judge_buyer(attribute, term),
            keys::WITHIN => self.judge_within(attribute, term),
            _ => self.judge_term(attribute, term),
        })
    }

    /// `斥资…收购X`: the kind of the deal. `X由A创立`: a value of the subject's own.
    fn judge_term(&self, attribute: AttributeIndex, term: &Arc<str>) -> Judgement {
        let holders = if self.is_deal(self.entity) { self.deals() } else { vec![self.entity] };
        let facts = self.facts(&holders, attribute);
        if facts.is_empty() {
            return self.not_checkable(Reason::NoFact);
        }
        let has = |fact: &Fact| fact.value.values().filter_map(Value::as_term).any(|value| value == term);
        if let Some(agreeing) = facts.iter().find(|candidate| has(candidate.fact)) {
            return self.with(Verdict::Supported, attribute, &[agreeing]);
        }
        let declared = self.tables.attribute(attribute);
        let is_allowed = facts.iter().flat_map(|candidate| candidate.fact.value.values()).filter_map(Value::as_term);
        if is_allowed.filter_map(|value| declared.term(value)).any(|value| value.allows.contains(term)) {
            return self.not_checkable(Reason::Ambiguous);
        }
        self.refuted(attribute, &facts)
    }

    /// `A收购X` where the tables have no deal between the two: who bought X, where somebody did.
    fn judge_buyer(&self, attribute: AttributeIndex, term: &Arc<str>) -> Judgement {
        let deals = self.acquisitions();
        let facts = self.facts(&deals, attribute);
        if facts.iter().flat_map(|candidate| candidate.fact.value.values()).any(|value| value.as_term() == Some(term)) {
            return self.with(Verdict::Supported, attribute, &facts.iter().collect::<Vec<_>>());
        }
        if facts.is_empty() { self.not_checkable(Reason::NoFact) } else { self.refuted(attribute, &facts) }
    }

    /// `在A工作时创立了X`: wrong where A only bought X later.
    fn judge_within(&self, attribute: AttributeIndex, term: &Arc<str>) -> Judgement {
        let own = |key: &str| {
            let attribute = self.tables.find_attribute(key);
            attribute.map(|attribute| self.facts(&[self.entity], attribute)).unwrap_or_default()
        };
        let (founders, dates) = (own(keys::FOUNDER), own("founded"));
        let buyers = self.tables.find_attribute(keys::BUYER);
        let bought: Vec<EntityIndex> = self
            .acquisitions()
            .into_iter()
            .filter(|deal| {
                let has = |attribute| {
                    self.tables
                        .facts(*deal, attribute)
                        .flat_map(|fact| fact.value.values())
                        .any(|value| value.as_term() == Some(term))
                };
                buyers.is_some_and(has)
            })
            .collect();
        let is_founder =
            founders.iter().flat_map(|found| found.fact.value.values()).any(|value| value.as_term() == Some(term));
        let first = dates.iter().flat_map(|found| found.fact.value.values()).filter_map(first_year).min();
        let is_later = |deal: &EntityIndex| {
            first.is_some_and(|first| self.agreed(*deal).is_some_and(|agreed| first < year(agreed)))
        };
        if is_founder || founders.is_empty() || !bought.iter().any(is_later) {
            return self.not_checkable(Reason::NoFact);
        }
        let mut facts = dates;
        facts.extend(founders);
        if let Some(agreed) = self.tables.find_attribute(AGREED) {
            facts.extend(self.facts(&bought, agreed));
        }
        self.refuted(attribute, &facts)
    }

    /// What a deal cost. Several payments make up an investment, so that another amount than the known ones may be one more.
    fn judge_price(&self, attribute: AttributeIndex) -> Judgement {
        let ClaimValue::Amount { value, operator, unit } = &self.claim.value else {
            return self.not_checkable(Reason::Incomparable);
        };
        if !matches!(self.claim.modality, Modality::Asserted | Modality::Hedged) {
            return self.not_checkable(Reason::NotAsserted);
        }
        let declared = self.tables.attribute(attribute);
        if *unit != declared.unit.as_deref() || matches!(value, QuantityValue::OutOfRange) {
            return self.not_checkable(Reason::Incomparable);
        }
        let facts = self.facts(&self.deals(), attribute);
        let agrees =
            |candidate: &&Candidate<'_>| amount_agrees(value, *operator, &candidate.fact.value, declared.tolerance);
        if let Some(agreeing) = facts.iter().find(agrees) {
            let is_confirmed = agreeing.fact.status == Status::Confirmed;
            let verdict = if is_confirmed { Verdict::Supported } else { Verdict::HedgedConsistent };
            return self.with(verdict, attribute, &[agreeing]);
        }
        let known: Vec<&Candidate<'_>> = facts.iter().collect();
        if let Some((candidate, verdict)) = slip(self.claim, self.entity, &known, self.tables) {
            return self.with(verdict, attribute, &[candidate]);
        }
        let is_open = known.is_empty() || known.iter().any(|candidate| candidate.fact.status != Status::Confirmed);
        if is_open || self.is_of_kind(self.entity, "investment") {
            return self.not_checkable(if known.is_empty() { Reason::NoFact } else { Reason::Ambiguous });
        }
        self.refuted(attribute, &facts)
    }

    /// What an organisation raised, or was held to be worth: only the rounds of the weeks before are spoken of, and only
    /// a slip of scale tells that one of them is meant.
    fn judge_round(&self, attribute: AttributeIndex) -> Judgement {
        let ClaimValue::Amount { value, operator, unit } = &self.claim.value else {
            return self.not_checkable(Reason::Incomparable);
        };
        if !matches!(self.claim.modality, Modality::Asserted | Modality::Hedged) {
            return self.not_checkable(Reason::NotAsserted);
        }
        let declared = self.tables.attribute(attribute);
        if *unit != declared.unit.as_deref() || matches!(value, QuantityValue::OutOfRange) {
            return self.not_checkable(Reason::Incomparable);
        }
        let target = self.tables.find_attribute(keys::TARGET);
        let deals = target.map_or(&[][..], |target| self.tables.entities_with(target, self.entity));
        let is_round = |deal: &EntityIndex| self.is_of_kind(*deal, keys::FUNDING) && self.is_by_now(*deal);
        let rounds: Vec<EntityIndex> = deals.iter().copied().filter(is_round).collect();
        let facts = self.facts(&rounds, attribute);
        let agrees =
            |candidate: &&Candidate<'_>| amount_agrees(value, *operator, &candidate.fact.value, declared.tolerance);
        if let Some(agreeing) = facts.iter().find(agrees) {
            let is_confirmed = agreeing.fact.status == Status::Confirmed;
            let verdict = if is_confirmed { Verdict::Supported } else { Verdict::HedgedConsistent };
            return self.with(verdict, attribute, &[agreeing]);
        }
        let is_recent = |candidate: &&Candidate<'_>| {
            let agreed = self.agreed(candidate.entity);
            self.day.zip(agreed).is_some_and(|(day, agreed)| (day - agreed).num_days() <= RECENT_DAYS)
        };
        let recent: Vec<&Candidate<'_>> = facts.iter().filter(is_recent).collect();
        match slip(self.claim, self.entity, &recent, self.tables) {
            Some((candidate, verdict)) => self.with(verdict, attribute, &[candidate]),
            None => self.not_checkable(if facts.is_empty() { Reason::NoFact } else { Reason::Ambiguous }),
        }
    }

    fn is_deal(&self, entity: EntityIndex) -> bool {
        self.tables.entity(entity).kind.as_deref() == Some("deal")
    }

    fn is_of_kind(&self, deal: EntityIndex, kind: &str) -> bool {
        let Some(attribute) = self.tables.find_attribute("deal-kind") else { return false };
        self.tables
            .facts(deal, attribute)
            .flat_map(|fact| fact.value.values())
            .any(|value| value.as_term().is_some_and(|term| &**term == kind))
    }

    /// Returns the deals between the parties of the claim's deal that were agreed on by the document's date.
    fn deals(&self) -> Vec<EntityIndex> {
        let party = |key: &str| {
            let attribute = self.tables.find_attribute(key)?;
            let value = self.tables.facts(self.entity, attribute).next()?.value.values().next()?.as_term()?;
            self.tables.find(value)
        };
        match (party(keys::BUYER), party(keys::TARGET)) {
            (Some(buyer), Some(target)) => {
                self.tables.deals(buyer, target).filter(|deal| self.is_by_now(*deal)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns the outright purchases of the claim's subject by the document's date.
    fn acquisitions(&self) -> Vec<EntityIndex> {
        let target = self.tables.find_attribute(keys::TARGET);
        let deals = target.map_or(&[][..], |target| self.tables.entities_with(target, self.entity));
        let is_purchase = |deal: &EntityIndex| self.is_of_kind(*deal, keys::ACQUISITION) && self.is_by_now(*deal);
        deals.iter().copied().filter(is_purchase).collect()
    }

    /// Returns whether a deal was agreed on when the document was written; before, another one is meant, or a plan.
    fn is_by_now(&self, deal: EntityIndex) -> bool {
        let Some(day) = self.day.and_then(|day| day.checked_add_days(Days::new(1))) else { return true };
        self.agreed(deal).is_none_or(|agreed| agreed <= day)
    }

    fn agreed(&self, deal: EntityIndex) -> Option<NaiveDate> {
        let attribute = self.tables.find_attribute(AGREED)?;
        let date = self.tables.facts(deal, attribute).next()?.value.values().next()?.as_date()?;
        crate::reference::first_day(date)
    }

    fn facts(&self, entities: &[EntityIndex], attribute: AttributeIndex) -> Vec<Candidate<'a>> {
        let of = |entity: &EntityIndex| {
            let entity = *entity;
            self.tables.facts(entity, attribute).map(move |fact| Candidate { entity, attribute, fact })
        };
        entities.iter().flat_map(of).collect()
    }

    /// Returns the verdict against facts that say otherwise: only what the text asserts is held against confirmed ones.
    fn refuted(&self, attribute: AttributeIndex, facts: &[Candidate<'_>]) -> Judgement {
        if self.claim.modality != Modality::Asserted {
            return self.not_checkable(Reason::NotAsserted);
        }
        if facts.iter().any(|candidate| candidate.fact.status != Status::Confirmed) {
            return self.not_checkable(Reason::Ambiguous);
        }
        self.with(Verdict::Refuted, attribute, &facts.iter().collect::<Vec<_>>())
    }

    fn with(&self, verdict: Verdict, attribute: AttributeIndex, facts: &[&Candidate<'_>]) -> Judgement {
        Judgement {
            claim: self.index,
            attribute: Some(attribute),
            verdict,
            evidence: evidence(self.tables, facts),
            repaired: None,
        }
    }

    fn not_checkable(&self, reason: Reason) -> Judgement {
        Judgement {
            claim: self.index,
            attribute: None,
            verdict: Verdict::NotCheckable(reason),
            evidence: Vec::new(),
            repaired: None,
        }
    }
}

/// The key of the date on which a deal was agreed.
const AGREED: &str = "agreed";

/// How long a round of funding is news, in days.
const RECENT_DAYS: i64 = 45;

fn first_year(value: &Value) -> Option<i32> {
    value.as_date()?.year
}

fn year(day: NaiveDate) -> i32 {
    use chrono::Datelike;
    day.year()
}
