//! What a wrong amount was meant to be: the right digits with the wrong scale, or a neighbour's value.

use rust_decimal::Decimal;

use crate::claim::{Claim, ClaimValue};
use crate::quantity::{Amount, Operator, QuantityValue};
use crate::reference::{AttributeIndex, EntityIndex, ReferenceTables, Status, Value};

use super::candidate::Candidate;
use super::compare::{half_place, is_one_digit_off, power_of_ten, scale_slip, significant_digits};
use super::{Neighbour, Verdict};

/// Returns the fact that the claim misses by a power of ten alone.
pub(super) fn slip<'c, 'a>(
    claim: &Claim,
    entity: EntityIndex,
    confirmed: &[&'c Candidate<'a>],
    tables: &ReferenceTables,
) -> Option<(&'c Candidate<'a>, Verdict)> {
    let claimed = stated_amount(claim)?;
    // The smallest slip is the likeliest: 7000亿 for a family of 7B, 13B and 70B is 700亿 with a zero too many; among
    // those, the one whose digits fit best, then the variant that the bare name mostly means.
    let default = tables.default_variant(entity);
    let slips = confirmed.iter().flat_map(|candidate| {
        let tolerance = candidate.tolerance(tables);
        let values = candidate.fact.value.values().filter_map(Value::as_amount);
        values.filter_map(move |fact| scale_slip(claimed, fact, tolerance).map(|power| (*candidate, power, fact)))
    });
    let scaled = |power: i32| power_of_ten(-power).and_then(|factor| claimed.value.checked_mul(factor));
    let (candidate, power, fact) = slips.min_by_key(|(candidate, power, fact)| {
        let scaled = scaled(*power).unwrap_or(claimed.value);
        let residue = (scaled - fact.value).abs().checked_div(fact.value).unwrap_or(Decimal::ONE).round_dp(3);
        (power.unsigned_abs(), residue, default != Some(candidate.entity))
    })?;
    // 2750亿 for 1750亿 is a wrong digit, and no 2.7B with zeros too many.
    let has_its_digits = scaled(power).is_some_and(|scaled| {
        let place = fact.last_place.max(claimed.last_place - power);
        (scaled - fact.value).abs() < half_place(place)
    });
    let facts = || confirmed.iter().flat_map(|candidate| candidate.fact.value.values().filter_map(Value::as_amount));
    if !has_its_digits && facts().any(|fact| is_one_digit_off(claimed, fact)) {
        return None;
    }
    // What the author wrote, put right: 7000亿 becomes 700亿 even where the table has 68.98 billion.
    let repaired = scaled(power)?;
    Some((candidate, Verdict::ScaleSlip { repaired, power }))
}

/// Returns whose value a claim states in truth, and the fact that says so.
pub(super) fn neighbour<'a>(
    claim: &Claim,
    entity: EntityIndex,
    confirmed: &[&Candidate<'a>],
    tables: &'a ReferenceTables,
) -> Option<(Candidate<'a>, Neighbour)> {
    let claimed = stated_amount(claim)?;
    let [attribute] = claim.attributes[..] else { return None };
    let first = **confirmed.first()?;
    if let Some((candidate, other)) = other_attribute(claimed, entity, attribute, tables) {
        return Some((candidate, Neighbour::Attribute(other)));
    }
    if is_multiplied_in_name(claimed, entity, attribute, tables) {
        return Some((first, Neighbour::SizeInName));
    }
    let candidate = sibling(claimed, entity, attribute, tables)?;
    Some((candidate, Neighbour::Subject(candidate.entity)))
}

/// Returns the one number that a claim states.
fn stated_amount(claim: &Claim) -> Option<Amount> {
    match claim.value {
        ClaimValue::Amount {
            value: QuantityValue::Exact(claimed),
            operator: Operator::Equal | Operator::About | Operator::AtMost,
            ..
        } => Some(claimed),
        _ => None,
    }
}

/// Returns whether a claimed amount is a fact, rounded at most at its last figure; of one figure, only the very number.
fn is_value_of(claimed: Amount, candidate: &Candidate<'_>) -> bool {
    let rounding = if significant_digits(claimed) < 2 { Decimal::ZERO } else { half_place(claimed.last_place) };
    let mut values = candidate.fact.value.values().filter_map(Value::as_amount);
    candidate.fact.status == Status::Confirmed && values.any(|fact| (fact.value - claimed.value).abs() <= rounding)
}

/// Returns the subject's other attribute of the same kind and unit that has the claimed value.
fn other_attribute<'a>(
    claimed: Amount,
    entity: EntityIndex,
    attribute: AttributeIndex,
    tables: &'a ReferenceTables,
) -> Option<(Candidate<'a>, AttributeIndex)> {
    let kind = |attribute: AttributeIndex| {
        let attribute = tables.attribute(attribute);
        (attribute.dimension, attribute.unit.as_deref())
    };
    let mut subjects = vec![entity];
    subjects.extend(tables.descendants(entity));
    let others = tables.attributes().map(|(index, _)| index);
    others.filter(|other| *other != attribute && kind(*other) == kind(attribute)).find_map(|other| {
        let facts = subjects.iter().flat_map(|subject| {
            tables.facts(*subject, other).map(move |fact| Candidate { entity: *subject, attribute: other, fact })
        });
        facts.into_iter().find(|candidate| is_value_of(claimed, candidate)).map(|candidate| (candidate, other))
    })
}

/// Returns the fact of a subject of the same family or series that has the claimed value, the nearest family first.
fn sibling<'a>(
    claimed: Amount,
    entity: EntityIndex,
    attribute: AttributeIndex,
    tables: &'a ReferenceTables,
) -> Option<Candidate<'a>> {
    let own = tables.descendants(entity);
    tables.ancestors(entity).find_map(|family| {
        let relatives = tables.descendants(family).into_iter();
        let mut relatives = relatives.filter(|relative| *relative != entity && !own.contains(relative));
        relatives.find_map(|relative| {
            let mut facts =
                tables.facts(relative, attribute).map(|fact| Candidate { entity: relative, attribute, fact });
            facts.find(|candidate| is_value_of(claimed, candidate))
        })
    })
}

/// Returns whether the subject's name has a size that is not to be multiplied, and the claim is its part or its product:
/// 7B or 56B for `Mixtral 8x7B`.
fn is_multiplied_in_name(
    claimed: Amount,
    entity: EntityIndex,
    attribute: AttributeIndex,
    tables: &ReferenceTables,
) -> bool {
    if tables.attribute(attribute).nominal_in_name.is_none() {
        return false;
    }
    let aliases = tables.entity(entity).aliases.iter();
    aliases.flat_map(|alias| alias.text.split([' ', '-', '_', '/'])).any(|part| {
        let Some((count, size)) = part.split_once(['x', 'X', '×']) else { return false };
        let billions = size.strip_suffix(['B', 'b']).and_then(|digits| Decimal::from_str_exact(digits).ok());
        let (Ok(count), Some(billions)) = (count.parse::<u32>(), billions) else { return false };
        let part = billions.checked_mul(Decimal::from(1_000_000_000_u64));
        let product = part.and_then(|part| part.checked_mul(Decimal::from(count)));
        part == Some(claimed.value) || product == Some(claimed.value)
    })
}
