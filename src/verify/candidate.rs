//! Which facts may speak for a claim.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::claim::{Claim, ClaimValue, possible_days};
use crate::diagnostic::EvidenceItem;
use crate::quantity::QuantityValue;
use crate::reference::{AttributeIndex, EntityIndex, Fact, ReferenceTables, Status, Tolerance, Value};

use super::dates::first_day;

/// A fact and whose it is: the subject's own, or one of a variant of it.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) entity: EntityIndex,
    pub(super) attribute: AttributeIndex,
    pub(super) fact: &'a Fact,
}

impl Candidate<'_> {
    pub(super) fn is_confirmed(&self) -> bool {
        self.fact.status == Status::Confirmed
    }

    pub(super) fn tolerance(&self, tables: &ReferenceTables) -> Tolerance {
        tables.attribute(self.attribute).tolerance
    }

    /// Returns how far the fact is from a claimed amount, so that the one that was likely meant comes first.
    pub(super) fn distance(&self, claim: &Claim) -> Decimal {
        let claimed = match &claim.value {
            ClaimValue::Amount { value: QuantityValue::Exact(claimed), .. } => claimed,
            ClaimValue::Amount { value: QuantityValue::Interval { low, high }, .. } => {
                match low.as_ref().or(high.as_ref()) {
                    Some((end, _)) => end,
                    None => return Decimal::ZERO,
                }
            }
            _ => return Decimal::ZERO,
        };
        let values = self.fact.value.values().filter_map(Value::as_amount);
        values.map(|fact| (fact.value - claimed.value).abs()).min().unwrap_or(Decimal::MAX)
    }

    /// Returns whether what the fact says may change: it has an end, a beginning, or a day of its own.
    pub(super) fn is_of_its_time(&self) -> bool {
        self.fact.valid_from.is_some() || self.fact.valid_until.is_some() || self.fact.as_of.is_some()
    }
}

/// Returns the facts that may speak for a claim, at any time: the subject's own, those of its variants (a family's name
/// stands for any of them); for a variant without its own, those of the nearest family above that has some.
pub(super) fn candidates<'a>(claim: &Claim, entity: EntityIndex, tables: &'a ReferenceTables) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    for attribute in &claim.attributes {
        let mut entities = vec![entity];
        entities.extend(tables.descendants(entity));
        if entities.len() == 1 {
            entities = tables.holder(entity, *attribute).into_iter().collect();
        }
        for holder in entities {
            let facts = tables.facts(holder, *attribute);
            candidates.extend(facts.map(|fact| Candidate { entity: holder, attribute: *attribute, fact }));
        }
    }
    candidates
}

/// Returns the day that a claim is judged at: the document's, except that a date with a year is judged by what held then
/// (Build 2024 says nothing of a Build in 2023).
pub(super) fn day_of(claim: &Claim, document_time: Option<NaiveDate>) -> Option<NaiveDate> {
    match &claim.value {
        ClaimValue::Date { days, is_year_certain: true, is_counted } => Some(possible_days(*days, *is_counted).start),
        _ => document_time,
    }
}

/// Returns facts as evidence; of those that say the same with the same sources, the first.
pub(super) fn evidence(tables: &ReferenceTables, candidates: &[&Candidate<'_>]) -> Vec<EvidenceItem> {
    let mut items: Vec<EvidenceItem> = Vec::new();
    for candidate in candidates {
        let item = tables.evidence(candidate.entity, candidate.fact);
        let repeats = |known: &EvidenceItem| {
            known.value == item.value && known.status == item.status && known.sources == item.sources
        };
        if !items.iter().any(repeats) {
            items.push(item);
        }
    }
    items
}

/// Returns whether the size that is claimed stands in the subject's own name or in a variant's: a Gemma 7B may be called
/// a model of 7 billion parameters, though it has 8.54 billion.
pub(super) fn names_its_size(claim: &Claim, entity: EntityIndex, tables: &ReferenceTables) -> bool {
    let ClaimValue::Amount { value: QuantityValue::Exact(claimed), .. } = &claim.value else { return false };
    let mut entities = tables.descendants(entity);
    entities.push(entity);
    claim.attributes.iter().any(|attribute| {
        let attribute = tables.attribute(*attribute);
        entities
            .iter()
            .flat_map(|entity| tables.entity(*entity).nominal_amounts(attribute))
            .any(|nominal| nominal.value == claimed.value)
    })
}

/// Returns whether a family has members whose value nobody wrote down: then a value that no other member has may be
/// theirs.
pub(super) fn has_unknown_member(claim: &Claim, entity: EntityIndex, tables: &ReferenceTables) -> bool {
    let members = tables.descendants(entity);
    let has_own = claim.attributes.iter().any(|attribute| tables.facts(entity, *attribute).next().is_some());
    let is_amount = matches!(claim.value, ClaimValue::Amount { .. });
    is_amount
        && !has_own
        && members.iter().filter(|member| tables.variants(**member).is_empty()).any(|member| {
            claim.attributes.iter().all(|attribute| {
                tables.facts(*member, *attribute).next().is_none()
                    && tables.entity(*member).nominal_amounts(tables.attribute(*attribute)).is_empty()
            })
        })
}

/// Returns whether a claim is a small number without a scale word against facts in the millions: a column in billions
/// (`7.2`), a count of something else (`3 parameters`).
pub(super) fn is_bare_count(claim: &Claim, confirmed: &[&Candidate<'_>]) -> bool {
    let ClaimValue::Amount { value: QuantityValue::Exact(claimed), .. } = &claim.value else { return false };
    let small = Decimal::from(10_000);
    let large = Decimal::from(1_000_000);
    claimed.value < small
        && confirmed
            .iter()
            .all(|candidate| candidate.fact.value.values().filter_map(Value::as_amount).all(|fact| large <= fact.value))
}

/// Returns the confirmed fact of independent sources that contradicts one that the claim agrees with.
///
/// Sources of one group count as one voice: a fact that shares a group with the other is that voice in two minds, and
/// `values` is how a table says so.
pub(super) fn dissent<'c, 'a>(
    agreeing: &Candidate<'a>,
    others: &[&'c Candidate<'a>],
    tables: &ReferenceTables,
    agrees: impl Fn(&Candidate<'a>) -> bool,
) -> Option<&'c Candidate<'a>> {
    let own = groups(agreeing, tables);
    others.iter().copied().find(|other| {
        other.is_confirmed()
            && (other.entity, other.attribute) == (agreeing.entity, agreeing.attribute)
            && !std::ptr::eq(other.fact, agreeing.fact)
            && !agrees(other)
            && hold_together(agreeing.fact, other.fact)
            && !groups(other, tables).iter().any(|group| own.contains(group))
    })
}

/// Returns the groups of a fact's sources.
fn groups<'t>(candidate: &Candidate<'_>, tables: &'t ReferenceTables) -> Vec<&'t str> {
    let table = tables.table_of(candidate.entity);
    candidate.fact.sources.iter().map(|source| &*table.sources[*source].group).collect()
}

/// Returns whether there is a day on which both facts hold.
fn hold_together(one: &Fact, other: &Fact) -> bool {
    let ends_before = |one: &Fact, other: &Fact| {
        let (until, from) = (one.valid_until.and_then(first_day), other.valid_from.and_then(first_day));
        until.zip(from).is_some_and(|(until, from)| until <= from)
    };
    !ends_before(one, other) && !ends_before(other, one)
}
