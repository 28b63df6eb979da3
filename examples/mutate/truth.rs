//! What the table says of a claim: true, wrong, or nothing.
//!
//! This is written apart from the checker's own verdicts on purpose: it takes the subject, the attribute and the meaning
//! from the mark, so that it never asks what the checker read, and looks at the facts alone.

use chrono::{Datelike, Days, NaiveDate};
use factlint::reference::{AttributeIndex, EntityIndex, Fact, FactValue, ReferenceTables, Status, Value};
use rust_decimal::Decimal;

use super::corpus::{Document, Mark, Meaning};
use super::{amount, date};

/// What the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    True,
    Wrong,
    /// The table cannot call it wrong, and why.
    Open(&'static str),
}

/// The attributes that the verbs of a model's coming out stand for.
const DATES: [&str; 4] = ["released", "announced", "open-sourced", "paper"];

/// Returns what the table says of `text` as the value of a mark.
pub(crate) fn of(mark: &Mark, text: &str, tables: &ReferenceTables) -> Truth {
    let Some(subject) = tables.find(&mark.subject) else { return Truth::Open("the table has no such subject") };
    let of_event = DATES.contains(&mark.attribute.as_str());
    let keys = if of_event { &DATES[..] } else { &[mark.attribute.as_str()][..] };
    let attributes: Vec<AttributeIndex> = keys.iter().filter_map(|key| tables.find_attribute(key)).collect();
    let facts: Vec<(EntityIndex, &Fact)> =
        attributes.iter().flat_map(|attribute| facts(subject, *attribute, tables)).collect();
    if facts.is_empty() {
        return Truth::Open("the table has no fact");
    }
    let is_date = facts.iter().any(|(_, fact)| fact.value.values().any(|value| value.as_date().is_some()));
    if is_date {
        return of_date(text, &facts, &attributes, tables);
    }
    of_amount(mark, text, subject, &facts, attributes[0], tables)
}

fn of_amount(
    mark: &Mark,
    text: &str,
    subject: EntityIndex,
    facts: &[(EntityIndex, &Fact)],
    attribute: AttributeIndex,
    tables: &ReferenceTables,
) -> Truth {
    let Some(written) = amount::Written::parse(text, mark.column_scale.as_deref()) else {
        return Truth::Open("not in digits");
    };
    let attribute_facts = tables.attribute(attribute);
    let (claimed, rounding) = (written.value(), written.rounding());
    let agrees = |fact: Decimal| {
        let share = match mark.meaning {
            Meaning::About => attribute_facts.tolerance.relative.max(Decimal::new(1, 1)),
            _ => attribute_facts.tolerance.relative,
        };
        let slack = (fact * share).max(rounding);
        match mark.meaning {
            Meaning::Over => claimed <= fact + slack,
            Meaning::Under => fact - slack <= claimed,
            Meaning::Exact | Meaning::About | Meaning::Rumoured => (fact - claimed).abs() <= slack,
        }
    };
    let holds = |fact: &Fact| match &fact.value {
        FactValue::Range(low, high) => match (low.as_amount(), high.as_amount()) {
            (Some(low), Some(high)) => low.value - rounding <= claimed && claimed <= high.value + rounding,
            _ => false,
        },
        value => value.values().filter_map(Value::as_amount).any(|fact| agrees(fact.value)),
    };
    if facts.iter().any(|(_, fact)| holds(fact)) {
        return Truth::True;
    }
    let mut family = tables.descendants(subject);
    family.push(subject);
    let is_nominal = |entity: &EntityIndex| {
        tables.entity(*entity).nominal_amounts(attribute_facts).iter().any(|nominal| nominal.value == claimed)
    };
    if family.iter().any(is_nominal) {
        return Truth::True;
    }
    if facts.iter().all(|(_, fact)| fact.status != Status::Confirmed) {
        return Truth::Open("rumours alone refute nothing");
    }
    Truth::Wrong
}

fn of_date(
    text: &str,
    facts: &[(EntityIndex, &Fact)],
    attributes: &[AttributeIndex],
    tables: &ReferenceTables,
) -> Truth {
    let Some(written) = date::Written::parse(text) else { return Truth::Open("not in digits") };
    let tolerance = attributes.iter().map(|attribute| tables.attribute(*attribute).tolerance.days).max();
    let slack = Days::new(u64::from(tolerance.unwrap_or(0)));
    let mut is_open = true;
    for (_, fact) in facts {
        let spans: Vec<(NaiveDate, NaiveDate)> = match &fact.value {
            FactValue::Range(first, last) => {
                days_of(first).zip(days_of(last)).map(|((start, _), (_, end))| (start, end)).into_iter().collect()
            }
            value => value.values().filter_map(days_of).collect(),
        };
        for (start, end) in spans {
            let Some((claimed_start, claimed_end)) = written.days(start.year()) else { continue };
            if !written.has_year() || fact.is_valid_on(claimed_start) {
                is_open = false;
            } else {
                continue;
            }
            if claimed_start < end + slack && start - slack < claimed_end {
                return Truth::True;
            }
        }
    }
    if is_open { Truth::Open("the fact is of another time") } else { Truth::Wrong }
}

fn days_of(value: &Value) -> Option<(NaiveDate, NaiveDate)> {
    let date = value.as_date()?;
    let year = date.year?;
    let start = NaiveDate::from_ymd_opt(year, date.month.unwrap_or(1), date.day.unwrap_or(1))?;
    let end = match (date.month, date.day) {
        (_, Some(_)) => start.succ_opt()?,
        (Some(_), None) => start.checked_add_months(chrono::Months::new(1))?,
        (None, None) => NaiveDate::from_ymd_opt(year + 1, 1, 1)?,
    };
    Some((start, end))
}

/// Returns the facts that speak for a name: its own, those of its variants, or else those of the family above.
fn facts(subject: EntityIndex, attribute: AttributeIndex, tables: &ReferenceTables) -> Vec<(EntityIndex, &Fact)> {
    let mut entities = tables.descendants(subject);
    entities.push(subject);
    if entities.len() == 1 {
        entities = tables.holder(subject, attribute).into_iter().collect();
    }
    entities.into_iter().flat_map(|entity| tables.facts(entity, attribute).map(move |fact| (entity, fact))).collect()
}

/// Returns whether a subject has a variant whose value the table does not give: another value may be that one's.
pub(crate) fn has_unknown_variant(subject: EntityIndex, attribute: AttributeIndex, tables: &ReferenceTables) -> bool {
    tables.facts(subject, attribute).next().is_none()
        && tables.descendants(subject).iter().any(|variant| {
            tables.variants(*variant).is_empty()
                && tables.facts(*variant, attribute).next().is_none()
                && tables.entity(*variant).nominal_amounts(tables.attribute(attribute)).is_empty()
        })
}

/// Returns the marks of a document that the table does not call true.
pub(crate) fn problems(document: &Document, tables: &ReferenceTables) -> Vec<String> {
    let text = |mark: &Mark| document.text[mark.range.clone()].to_owned();
    document
        .marks
        .iter()
        .filter(|mark| of(mark, &text(mark), tables) != Truth::True)
        .map(|mark| format!("{}: {} as {} of {}", document.name, text(mark), mark.attribute, mark.subject))
        .collect()
}
