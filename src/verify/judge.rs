//! The verdict on each claim of a document.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::claim::{Analysis, Claim, ClaimValue, Modality, Subject};
use crate::diagnostic::EvidenceItem;
use crate::quantity::{Operator, QuantityValue};
use crate::reference::{AttributeIndex, EntityIndex, Fact, ReferenceTables, Status, Value};

use super::compare::{amount_agrees, date_agrees, power_of_ten, scale_slip};
use super::terms::Terms;
use super::{Judgement, Reason, Verdict};

/// A fact and whose it is: the subject's own, or one of a variant of it.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) entity: EntityIndex,
    pub(super) attribute: AttributeIndex,
    pub(super) fact: &'a Fact,
}

/// The kind of a subject that is an umbrella over families: `Qwen` alone may be any of many, and more come.
const SERIES: &str = "series";

/// Judges every claim of a document; one judgement a claim, in the same order.
pub fn judge(analysis: &Analysis, tables: &ReferenceTables) -> Vec<Judgement> {
    let day = analysis.document_time;
    analysis.claims.iter().enumerate().map(|(index, claim)| judge_claim(index, claim, tables, day)).collect()
}

fn judge_claim(index: usize, claim: &Claim, tables: &ReferenceTables, day: Option<NaiveDate>) -> Judgement {
    let not_checkable = |reason| Judgement {
        claim: index,
        attribute: None,
        verdict: Verdict::NotCheckable(reason),
        evidence: Vec::new(),
    };
    let Subject::Known { entity, .. } = claim.subject else { return not_checkable(Reason::UnknownSubject) };
    if !matches!(claim.modality, Modality::Asserted | Modality::Hedged) {
        return not_checkable(Reason::NotAsserted);
    }
    if let Some(judgement) = (Terms { index, claim, entity, tables, day }).judge() {
        return judgement;
    }
    if matches!(claim.value, ClaimValue::Amount { value: QuantityValue::OutOfRange, .. }) {
        return not_checkable(Reason::Incomparable);
    }
    let candidates = candidates(claim, entity, tables, day);
    if candidates.is_empty() {
        return not_checkable(Reason::NoFact);
    }
    let agrees = |candidate: &Candidate<'_>| {
        let tolerance = tables.attribute(candidate.attribute).tolerance;
        match &claim.value {
            ClaimValue::Amount { value, operator, .. } => {
                amount_agrees(value, *operator, &candidate.fact.value, tolerance)
            }
            ClaimValue::Date { days, is_year_certain } => {
                date_agrees(*days, *is_year_certain, &candidate.fact.value, tolerance)
            }
            ClaimValue::Term(_) => false,
        }
    };
    let agreeing = candidates.iter().find(|candidate| agrees(candidate));
    let mut confirmed: Vec<&Candidate<'_>> =
        candidates.iter().filter(|candidate| candidate.fact.status == Status::Confirmed).collect();
    let with = |verdict, candidates: &[&Candidate<'_>]| Judgement {
        claim: index,
        attribute: candidates.first().map(|candidate| candidate.attribute),
        verdict,
        evidence: evidence(tables, candidates),
    };
    if let Some(agreeing) = agreeing.filter(|candidate| candidate.fact.status == Status::Confirmed) {
        // `up to 700 billion` is true of 70 billion by the letter, and yet a zero too many.
        let is_value = |candidate: &&Candidate<'_>| match &claim.value {
            ClaimValue::Amount { value, .. } => {
                let tolerance = tables.attribute(candidate.attribute).tolerance;
                amount_agrees(value, Operator::Equal, &candidate.fact.value, tolerance)
            }
            ClaimValue::Date { .. } | ClaimValue::Term(_) => true,
        };
        let is_maximum = matches!(claim.value, ClaimValue::Amount { operator: Operator::AtMost, .. })
            && !confirmed.iter().any(is_value);
        return match slip(claim, entity, &confirmed, tables).filter(|_| is_maximum) {
            Some((candidate, verdict @ Verdict::ScaleSlip { power: 1.., .. })) => with(verdict, &[candidate]),
            _ => with(Verdict::Supported, &[agreeing]),
        };
    }
    if confirmed.is_empty() {
        let is_rumoured = agreeing.is_some();
        if claim.modality != Modality::Asserted || is_approximate(claim) {
            let verdict = if is_rumoured { Verdict::HedgedConsistent } else { Verdict::NotCheckable(Reason::NoFact) };
            return with(verdict, agreeing.as_slice());
        }
        let mut shown: Vec<&Candidate<'_>> = agreeing.into_iter().collect();
        shown.extend(
            candidates
                .iter()
                .filter(|candidate| agreeing.is_none_or(|agreeing| !std::ptr::eq(agreeing.fact, candidate.fact))),
        );
        return with(Verdict::Unconfirmed { is_rumoured }, &shown);
    }
    if tables.entity(entity).kind.as_deref() == Some(SERIES)
        || is_bare_count(claim, &confirmed)
        || slip(claim, entity, &confirmed, tables).is_none() && has_unknown_member(claim, entity, tables)
    {
        return not_checkable(Reason::Ambiguous);
    }
    if matches!(claim.value, ClaimValue::Date { .. }) && claim.modality != Modality::Asserted {
        // A plan or a rumour of a date is no statement of it, whatever came to pass.
        return not_checkable(Reason::NotAsserted);
    }
    if names_its_size(claim, entity, tables) {
        return with(Verdict::Supported, &[]);
    }
    if agreeing.is_some() && claim.modality != Modality::Asserted {
        return with(Verdict::HedgedConsistent, agreeing.as_slice());
    }
    match slip(claim, entity, &confirmed, tables) {
        Some((candidate, verdict)) => with(verdict, &[candidate]),
        None if confirmed.iter().any(|candidate| tables.attribute(candidate.attribute).is_settable) => {
            not_checkable(Reason::Ambiguous)
        }
        None => {
            confirmed.sort_by_key(|candidate| distance(claim, candidate));
            with(Verdict::Refuted, &confirmed)
        }
    }
}

/// Returns how far a fact is from a claimed amount, so that the one that was likely meant comes first.
fn distance(claim: &Claim, candidate: &Candidate<'_>) -> Decimal {
    let ClaimValue::Amount { value: QuantityValue::Exact(claimed), .. } = &claim.value else { return Decimal::ZERO };
    let values = candidate.fact.value.values().filter_map(Value::as_amount);
    values.map(|fact| (fact.value - claimed.value).abs()).min().unwrap_or(Decimal::MAX)
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

/// Returns the facts that may speak for a claim on `day`: the subject's own, those of its variants (a family's name
/// stands for any of them); for a variant without its own, those of the nearest family above that has some.
fn candidates<'a>(
    claim: &Claim,
    entity: EntityIndex,
    tables: &'a ReferenceTables,
    day: Option<NaiveDate>,
) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    for attribute in &claim.attributes {
        let mut entities = vec![entity];
        entities.extend(tables.descendants(entity));
        if entities.len() == 1 {
            entities = tables.holder(entity, *attribute).into_iter().collect();
        }
        for holder in entities {
            let facts = tables.facts(holder, *attribute);
            // A date with a year is judged by what held then: Build 2024 says nothing of a Build in 2023.
            let day = match &claim.value {
                ClaimValue::Date { days, is_year_certain: true } => Some(days.start),
                _ => day,
            };
            let valid = facts.filter(|fact| day.is_none_or(|day| fact.is_valid_on(day)));
            candidates.extend(valid.map(|fact| Candidate { entity: holder, attribute: *attribute, fact }));
        }
    }
    candidates
}

/// Returns whether the size that is claimed stands in the subject's own name or in a variant's: a Gemma 7B may be called
/// a model of 7 billion parameters, though it has 8.54 billion.
fn names_its_size(claim: &Claim, entity: EntityIndex, tables: &ReferenceTables) -> bool {
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
fn has_unknown_member(claim: &Claim, entity: EntityIndex, tables: &ReferenceTables) -> bool {
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

/// Returns the fact that the claim misses by a power of ten alone.
pub(super) fn slip<'c, 'a>(
    claim: &Claim,
    entity: EntityIndex,
    confirmed: &[&'c Candidate<'a>],
    tables: &ReferenceTables,
) -> Option<(&'c Candidate<'a>, Verdict)> {
    let ClaimValue::Amount {
        value: QuantityValue::Exact(claimed),
        operator: Operator::Equal | Operator::About | Operator::AtMost,
        ..
    } = claim.value
    else {
        return None;
    };
    // The smallest slip is the likeliest: 7000亿 for a family of 7B, 13B and 70B is 700亿 with a zero too many; among
    // those, the one whose digits fit best, then the variant that the bare name mostly means.
    let default = tables.default_variant(entity);
    let slips = confirmed.iter().flat_map(|candidate| {
        let tolerance = tables.attribute(candidate.attribute).tolerance;
        let values = candidate.fact.value.values().filter_map(Value::as_amount);
        values.filter_map(move |fact| scale_slip(claimed, fact, tolerance).map(|power| (*candidate, power, fact)))
    });
    let (candidate, power, _) = slips.min_by_key(|(candidate, power, fact)| {
        let scaled = power_of_ten(-power).and_then(|factor| claimed.value.checked_mul(factor)).unwrap_or(claimed.value);
        let residue = (scaled - fact.value).abs().checked_div(fact.value).unwrap_or(Decimal::ONE).round_dp(3);
        (power.unsigned_abs(), residue, default != Some(candidate.entity))
    })?;
    // What the author wrote, put right: 7000亿 becomes 700亿 even where the table has 68.98 billion.
    let repaired = power_of_ten(-power).and_then(|factor| claimed.value.checked_mul(factor))?;
    Some((candidate, Verdict::ScaleSlip { repaired, power }))
}

/// Returns whether a claim is a small number without a scale word against facts in the millions: a column in billions
/// (`7.2`), a count of something else (`3 parameters`).
fn is_bare_count(claim: &Claim, confirmed: &[&Candidate<'_>]) -> bool {
    let ClaimValue::Amount { value: QuantityValue::Exact(claimed), .. } = &claim.value else { return false };
    let small = Decimal::from(10_000);
    let large = Decimal::from(1_000_000);
    claimed.value < small
        && confirmed
            .iter()
            .all(|candidate| candidate.fact.value.values().filter_map(Value::as_amount).all(|fact| large <= fact.value))
}

fn is_approximate(claim: &Claim) -> bool {
    match &claim.value {
        ClaimValue::Amount { operator, value, .. } => {
            *operator == Operator::About || !matches!(value, QuantityValue::Exact(_))
        }
        ClaimValue::Date { .. } | ClaimValue::Term(_) => false,
    }
}
