//! The verdict on each claim of a document.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::claim::{Analysis, Claim, ClaimValue, Link, Modality, Subject, possible_days};
use crate::document::Document;
use crate::quantity::{Operator, QuantityValue};
use crate::reference::{AttributeIndex, EntityIndex, Fact, FactValue, ReferenceTables, Value};

use super::candidate::{
    Candidate, candidates, day_of, dissent, evidence, has_unknown_member, is_bare_count, names_its_size,
};
use super::compare::{amount_agrees, is_imprecise, is_of_another_order};
use super::dates::{date_agrees, elapsed_agrees, first_day, last_day};
use super::slip::{neighbour, slip};
use super::surroundings::{Beside, sentence_of, speaks_of_another_time, within};
use super::terms::Terms;
use super::{Judgement, Neighbour, Reason, Verdict};

/// The kind of a subject that is an umbrella over families: `Qwen` alone may be any of many, and more come.
const SERIES: &str = "series";

/// Judges every claim of a document; one judgement a claim, in the same order.
pub fn judge(document: &Document, analysis: &Analysis, tables: &ReferenceTables) -> Vec<Judgement> {
    let day = analysis.document_time;
    (0..analysis.claims.len()).map(|index| judge_on(index, document, analysis, tables, day)).collect()
}

/// Judges one claim as though its document were written on `day`.
pub(crate) fn judge_on(
    index: usize,
    document: &Document,
    analysis: &Analysis,
    tables: &ReferenceTables,
    day: Option<NaiveDate>,
) -> Judgement {
    let claim = &analysis.claims[index];
    if let Subject::Known { entity, .. } = claim.subject
        && let Some(judgement) = (Terms { index, claim, entity, tables, day }).judge()
    {
        return judgement;
    }
    let outcome = match claim.subject {
        // A name that no table has is nobody's, and the likeliest of those around is nobody to be judged by.
        Subject::Known { entity, link, .. } if link < Link::Nearest => {
            let times = Times { day: day_of(claim, day), document: day };
            let case = Case { claim, entity, tables, times, speaks_of_another_time: false, document, analysis };
            let speaks_of_another_time = case.facts_change() && speaks_of_another_time(document, analysis, claim);
            Case { speaks_of_another_time, ..case }.judge()
        }
        _ => Outcome::not_checkable(Reason::UnknownSubject),
    };
    Judgement {
        claim: index,
        attribute: outcome.facts.first().map(|candidate| candidate.attribute).or(outcome.attribute),
        verdict: outcome.verdict,
        evidence: evidence(tables, &outcome.facts.iter().collect::<Vec<_>>()),
        repaired: outcome.repaired,
    }
}

/// A verdict and the facts that it rests on.
struct Outcome<'a> {
    verdict: Verdict,
    attribute: Option<AttributeIndex>,
    facts: Vec<Candidate<'a>>,
    repaired: Option<Decimal>,
}

impl<'a> Outcome<'a> {
    fn not_checkable(reason: Reason) -> Self {
        Self { verdict: Verdict::NotCheckable(reason), attribute: None, facts: Vec::new(), repaired: None }
    }

    fn new(verdict: Verdict, facts: &[&Candidate<'a>]) -> Self {
        let facts = facts.iter().map(|candidate| **candidate).collect();
        Self { verdict, attribute: None, facts, repaired: None }
    }
}

/// The days that a claim is judged at.
#[derive(Clone, Copy)]
struct Times {
    /// The day on which facts must hold; `None` leaves all of them.
    day: Option<NaiveDate>,
    /// The document's day.
    document: Option<NaiveDate>,
}

/// A claim of a known subject, to be judged.
#[derive(Clone, Copy)]
struct Case<'c, 'a> {
    claim: &'c Claim,
    entity: EntityIndex,
    tables: &'a ReferenceTables,
    times: Times,
    /// Whether the sentence speaks of the past or names a date: then it says nothing of the document's day.
    speaks_of_another_time: bool,
    /// What the claim stands in, and what else was read there.
    document: &'c Document,
    analysis: &'c Analysis,
}

impl<'a> Case<'_, 'a> {
    /// Returns whether the tables have several times for what the claim says.
    fn facts_change(&self) -> bool {
        matches!(self.claim.value, ClaimValue::Amount { .. })
            && candidates(self.claim, self.entity, self.tables).iter().any(Candidate::is_of_its_time)
    }

    fn judge(&self) -> Outcome<'a> {
        let Self { claim, entity, tables, .. } = *self;
        if !matches!(claim.modality, Modality::Asserted | Modality::Hedged) {
            return Outcome::not_checkable(Reason::NotAsserted);
        }
        if matches!(claim.value, ClaimValue::Amount { value: QuantityValue::OutOfRange, .. }) {
            return Outcome::not_checkable(Reason::Incomparable);
        }
        let mut all = candidates(claim, entity, tables);
        if let ClaimValue::Elapsed(duration) = claim.value {
            // Without a day of the document, or for what came later, nothing can be counted.
            let day = self.times.document;
            let counts = |candidate: &Candidate<'_>| elapsed_agrees(duration, &candidate.fact.value, day?);
            all.retain(|candidate| counts(candidate).is_some());
        }
        let valid: Vec<&Candidate<'_>> = all
            .iter()
            .filter(|candidate| {
                let day = self.times.day.filter(|_| !self.speaks_of_another_time);
                day.is_none_or(|day| candidate.fact.is_valid_on(day))
            })
            .collect();
        let confirmed: Vec<&Candidate<'_>> =
            valid.iter().copied().filter(|candidate| candidate.is_confirmed()).collect();
        if let Some(supporting) = confirmed.iter().copied().find(|candidate| self.agrees(candidate)) {
            return self.supported(supporting, &confirmed);
        }
        if let Some(former) = self.former(&all) {
            if claim.modality != Modality::Asserted {
                return Outcome::new(Verdict::HedgedConsistent, &[former]);
            }
            return Outcome::new(Verdict::Outdated, &[&[former], &confirmed[..]].concat());
        }
        if self.is_coming(&all) {
            return Outcome::not_checkable(Reason::NoFact);
        }
        let rumoured = valid.iter().copied().find(|candidate| self.agrees(candidate));
        if confirmed.is_empty() {
            return self.unconfirmed(rumoured, &valid);
        }
        self.contradicted(rumoured, confirmed)
    }

    fn agrees(&self, candidate: &Candidate<'_>) -> bool {
        let tolerance = candidate.tolerance(self.tables);
        match &self.claim.value {
            ClaimValue::Amount { value, operator, .. } => {
                // A rumour of 1.7 trillion is no other than one of 1.76.
                let is_loose = self.claim.modality == Modality::Hedged && *operator == Operator::Equal;
                let operator = if is_loose { Operator::About } else { *operator };
                amount_agrees(value, operator, &candidate.fact.value, tolerance)
            }
            ClaimValue::Date { days, is_year_certain, is_counted } => {
                date_agrees(possible_days(*days, *is_counted), *is_year_certain, &candidate.fact.value, tolerance)
            }
            ClaimValue::Term(_) => false,
            ClaimValue::Elapsed(duration) => {
                let day = self.times.document;
                day.and_then(|day| elapsed_agrees(*duration, &candidate.fact.value, day)) == Some(true)
            }
        }
    }

    /// Returns whether the author states a fact's value at fewer figures than it was written with.
    fn is_rough(&self, candidate: &Candidate<'_>) -> bool {
        let ClaimValue::Amount { value: QuantityValue::Exact(claimed), operator: Operator::Equal, .. } =
            self.claim.value
        else {
            return false;
        };
        self.claim.modality == Modality::Asserted && is_imprecise(claimed, &candidate.fact.value)
    }

    /// Judges a claim that a confirmed fact agrees with.
    fn supported(&self, supporting: &Candidate<'a>, confirmed: &[&Candidate<'a>]) -> Outcome<'a> {
        // `up to 700 billion` is true of 70 billion by the letter, and yet a zero too many.
        let is_value = |candidate: &&Candidate<'_>| match &self.claim.value {
            ClaimValue::Amount { value, .. } => {
                amount_agrees(value, Operator::Equal, &candidate.fact.value, candidate.tolerance(self.tables))
            }
            ClaimValue::Date { .. } | ClaimValue::Elapsed(_) | ClaimValue::Term(_) => true,
        };
        let is_maximum = matches!(self.claim.value, ClaimValue::Amount { operator: Operator::AtMost, .. });
        if is_maximum
            && !confirmed.iter().any(is_value)
            && let Some((candidate, verdict @ Verdict::ScaleSlip { power: 1.., .. })) =
                slip(self.claim, self.entity, confirmed, self.tables)
        {
            return Outcome::new(verdict, &[candidate]);
        }
        if matches!(self.claim.value, ClaimValue::Amount { .. })
            && let Some(dissent) = dissent(supporting, confirmed, self.tables, |other| self.agrees(other))
        {
            return Outcome::new(Verdict::Disputed, &[supporting, dissent]);
        }
        Outcome::new(Verdict::Supported, &[supporting])
    }

    /// Returns the fact that the claim agrees with and that had ended on the document's day.
    fn former<'f>(&self, all: &'f [Candidate<'a>]) -> Option<&'f Candidate<'a>> {
        let day = self.times.document?;
        let is_amount = matches!(self.claim.value, ClaimValue::Amount { .. });
        let has_ended = |candidate: &&Candidate<'_>| {
            candidate.fact.valid_until.and_then(first_day).is_some_and(|until| until <= day)
        };
        all.iter()
            .filter(|candidate| is_amount && candidate.is_confirmed())
            .filter(has_ended)
            .find(|candidate| !self.speaks_of_another_time && self.agrees(candidate))
    }

    /// Returns whether the claim agrees with a fact that holds only after the document's day: such things are announced.
    fn is_coming(&self, all: &[Candidate<'a>]) -> bool {
        let Some(day) = self.times.document else { return false };
        let is_amount = matches!(self.claim.value, ClaimValue::Amount { .. });
        let is_later =
            |candidate: &&Candidate<'_>| candidate.fact.valid_from.and_then(first_day).is_some_and(|from| day < from);
        is_amount && all.iter().filter(is_later).any(|candidate| self.agrees(candidate))
    }

    /// Returns whether a date is that of another event of the subject: what was announced in one year and opened in the next
    /// was launched in either.
    fn is_of_another_event(&self) -> bool {
        let Self { claim, entity, tables, .. } = *self;
        let is_event = |key: &str| matches!(key, "announced" | "released" | "open-sourced");
        let says_event = claim.attributes.iter().any(|attribute| is_event(&tables.attribute(*attribute).key));
        says_event
            && matches!(claim.value, ClaimValue::Date { .. })
            && tables.attributes().filter(|(_, attribute)| is_event(&attribute.key)).any(|(attribute, _)| {
                let facts = tables.facts(entity, attribute).map(|fact| Candidate { entity, attribute, fact });
                facts.filter(Candidate::is_confirmed).any(|candidate| self.agrees(&candidate))
            })
    }

    /// Judges a claim of which there are only reports, rumours, or nothing.
    fn unconfirmed(&self, rumoured: Option<&Candidate<'a>>, valid: &[&Candidate<'a>]) -> Outcome<'a> {
        if valid.is_empty() {
            return Outcome::not_checkable(Reason::NoFact);
        }
        if self.claim.modality != Modality::Asserted || self.is_approximate() {
            return match rumoured {
                Some(rumoured) => Outcome::new(Verdict::HedgedConsistent, &[rumoured]),
                None => Outcome::not_checkable(Reason::NoFact),
            };
        }
        let mut shown: Vec<&Candidate<'_>> = rumoured.into_iter().collect();
        let others = valid.iter().copied();
        shown.extend(others.filter(|other| rumoured.is_none_or(|fact| !std::ptr::eq(fact.fact, other.fact))));
        Outcome::new(Verdict::Unconfirmed { is_rumoured: rumoured.is_some() }, &shown)
    }

    /// Judges a claim that no confirmed fact agrees with.
    fn contradicted(&self, rumoured: Option<&Candidate<'a>>, mut confirmed: Vec<&Candidate<'a>>) -> Outcome<'a> {
        let Self { claim, entity, tables, .. } = *self;
        let ambiguous = |confirmed: &[&Candidate<'a>]| Outcome {
            attribute: confirmed.first().map(|candidate| candidate.attribute),
            ..Outcome::not_checkable(Reason::Ambiguous)
        };
        if tables.entity(entity).kind.as_deref() == Some(SERIES) {
            return ambiguous(&confirmed);
        }
        if is_bare_count(claim, &confirmed) {
            return Outcome::not_checkable(Reason::Incomparable);
        }
        if self.is_another_s() {
            return ambiguous(&confirmed);
        }
        if self.is_of_another_event() {
            return Outcome::not_checkable(Reason::NoFact);
        }
        let slip = slip(claim, entity, &confirmed, tables);
        if slip.is_none() && has_unknown_member(claim, entity, tables) {
            return ambiguous(&confirmed);
        }
        let is_time = matches!(claim.value, ClaimValue::Date { .. } | ClaimValue::Elapsed(_));
        // A plan or a rumour of a date is no statement of it, whatever came to pass; and what was true at another time
        // need not be the fact of today.
        if is_time && claim.modality != Modality::Asserted {
            return Outcome::not_checkable(Reason::NotAsserted);
        }
        if self.speaks_of_another_time {
            return Outcome::not_checkable(Reason::NoFact);
        }
        if names_its_size(claim, entity, tables) {
            return Outcome::new(Verdict::Supported, &[]);
        }
        if let Some(rumoured) = rumoured.filter(|_| claim.modality != Modality::Asserted) {
            return Outcome::new(Verdict::HedgedConsistent, &[rumoured]);
        }
        if let ClaimValue::Amount { value: value @ QuantityValue::Interval { .. }, .. } = &claim.value
            && !confirmed.iter().all(|candidate| is_of_another_order(value, &candidate.fact.value))
        {
            return Outcome::not_checkable(Reason::Incomparable);
        }
        if let Some((candidate, verdict)) = slip {
            return Outcome::new(verdict, &[candidate]);
        }
        confirmed.sort_by_key(|candidate| candidate.distance(claim));
        if confirmed.iter().any(|candidate| tables.attribute(candidate.attribute).is_settable) {
            return ambiguous(&confirmed);
        }
        if let Some((candidate, neighbour)) = neighbour(claim, entity, &confirmed, tables) {
            if let Neighbour::Attribute(other) = neighbour
                && self.speaks_of_part(candidate.fact, other)
            {
                return Outcome::new(Verdict::Supported, &[&candidate]);
            }
            // Who takes the active parameters for all of them speaks of the very size that has so many.
            let own = confirmed.iter().position(|fact| fact.entity == candidate.entity).unwrap_or(0);
            let facts = [confirmed[own], &candidate];
            let repaired = if own == 0 { self.likely_value(&confirmed) } else { only_value(&facts[..1]) };
            return Outcome { repaired, ..Outcome::new(Verdict::Swapped { neighbour }, &facts) };
        }
        if let Some(rough) = confirmed.iter().copied().find(|candidate| self.is_rough(candidate)) {
            return Outcome { repaired: only_value(&[rough]), ..Outcome::new(Verdict::Imprecise, &[rough]) };
        }
        let verdict = if self.may_have_changed(&confirmed) { Verdict::StaleReference } else { Verdict::Refuted };
        Outcome { repaired: self.likely_value(&confirmed), ..Outcome::new(verdict, &confirmed) }
    }

    /// Returns whether a value that stands apart from its subject is that of another subject of the sentence:
    /// `Phi-1, Phi-1.5 and Phi-2 have 1.3B, 1.3B and 2.7B parameters`.
    fn is_another_s(&self) -> bool {
        let Subject::Known { link: Link::Ellipsis | Link::Anaphor, .. } = self.claim.subject else { return false };
        let sentence = sentence_of(self.document, self.claim);
        let named = within(&self.analysis.mentions, sentence, |mention| mention.range);
        let others = named.iter().filter_map(|mention| mention.entity).filter(|other| *other != self.entity);
        others
            .flat_map(|other| candidates(self.claim, other, self.tables))
            .any(|candidate| candidate.is_confirmed() && self.agrees(&candidate))
    }

    /// Returns whether the words beside a value say what its sentence does not call by name: the other attribute
    /// (`activates 13B parameters`), or a part that is in use (`uses 13B parameters per token`).
    fn speaks_of_part(&self, fact: &Fact, other: AttributeIndex) -> bool {
        let beside = Beside::of(self.document, self.analysis, self.claim);
        let (own, other) = (&self.claim.attributes, self.tables.attribute(other));
        let own = own.iter().flat_map(|attribute| &self.tables.attribute(*attribute).phrases);
        let part = fact.value.values().filter_map(Value::as_amount).map(|amount| amount.value).max();
        let facts = candidates(self.claim, self.entity, self.tables);
        let whole = facts.iter().flat_map(|candidate| candidate.fact.value.values().filter_map(Value::as_amount));
        let is_part = part.is_some_and(|part| whole.map(|amount| amount.value).any(|whole| part < whole));
        beside.names(&other.phrases, own) || is_part && beside.speaks_of_use()
    }

    /// Returns whether the document is newer than the table's look at the subject, and the fact is of a kind that
    /// changes: one with a time of its own, or a family, to which members may have come.
    fn may_have_changed(&self, confirmed: &[&Candidate<'a>]) -> bool {
        let Some(day) = self.times.document else { return false };
        if !matches!(self.claim.value, ClaimValue::Amount { .. }) {
            return false;
        }
        let is_family = !self.tables.variants(self.entity).is_empty();
        confirmed.iter().all(|candidate| {
            let looked_up = candidate.fact.as_of.unwrap_or(self.tables.table_of(candidate.entity).as_of);
            let is_older = last_day(looked_up).is_some_and(|looked_up| looked_up < day);
            is_older && (is_family || candidate.is_of_its_time())
        })
    }

    /// Returns the amount that was likely meant: the only one, or that of the variant that the bare name mostly means.
    fn likely_value(&self, confirmed: &[&Candidate<'_>]) -> Option<Decimal> {
        // `more than 175 billion` is no repair of `more than 300 billion`.
        if !matches!(
            self.claim.value,
            ClaimValue::Amount { value: QuantityValue::Exact(_), operator: Operator::Equal | Operator::About, .. }
        ) {
            return None;
        }
        let default = self.tables.default_variant(self.entity);
        let of_default = confirmed.first().filter(|nearest| default == Some(nearest.entity));
        only_value(confirmed).or_else(|| only_value(&[*of_default?]))
    }

    fn is_approximate(&self) -> bool {
        match &self.claim.value {
            ClaimValue::Amount { operator, value, .. } => {
                *operator == Operator::About || !matches!(value, QuantityValue::Exact(_))
            }
            ClaimValue::Date { .. } | ClaimValue::Elapsed(_) | ClaimValue::Term(_) => false,
        }
    }
}

/// Returns the one amount that facts allow; `None` where there are several.
fn only_value(facts: &[&Candidate<'_>]) -> Option<Decimal> {
    let mut amounts = facts.iter().map(|candidate| match &candidate.fact.value {
        FactValue::One(Value::Amount(amount)) => Some(amount.value),
        _ => None,
    });
    let first = amounts.next()??;
    amounts.all(|amount| amount == Some(first)).then_some(first)
}
