use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::claim::{ClaimValue, Modality, Subject};
use crate::diagnostic::{Diagnostic, EvidenceItem, Severity};
use crate::quantity::QuantityValue;
use crate::reference::{AttributeIndex, EntityIndex, Fact, Status, Value};
use crate::relation::order::{Superlative, superlatives};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports models that are called the largest of their makers where the reference tables know a larger one.
    ///
    /// ## Why is this bad?
    /// The largest, the first and the best are easily written and rarely looked up. What the tables know may not count (a
    /// model that was made with a partner, or never released), so that the finding says what is known and leaves the rest
    /// to the author.
    ///
    /// The maker must be named beside the superlative, and the larger model must have been out, or announced, by the
    /// document's date.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ---
    /// date: 2024-05-09
    /// ---
    ///
    /// MAI-1拥有5000亿参数，是微软至今为止最大的模型。
    /// ````
    /// ````md
    /// ---
    /// date: 2021-05-09
    /// ---
    ///
    /// MAI-1拥有5000亿参数，是微软至今为止最大的模型。
    /// ````
    pub(crate) struct DisputedSuperlative {
        id: "consistency/disputed-superlative",
        level: Some(Severity::Info),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn disputed_superlative(
    context: &RuleContext<'_>,
    superlative: &Superlative,
    size: Decimal,
    larger: &Larger<'_>,
) -> Diagnostic {
    let tables = context.tables;
    let prose = &context.document.prose;
    let subject = &tables.entity(superlative.subject).name;
    let maker = &tables.entity(superlative.maker).name;
    let other = &tables.entity(larger.entity).name;
    let amount = larger.fact.value.describe(None).unwrap_or_default();
    let own = crate::reference::describe_amount(size);
    let mut diagnostic = Diagnostic::new(
        DisputedSuperlative::META.rule_id(),
        DisputedSuperlative::META.severity(),
        prose.to_source(superlative.range),
        message!(
            "`{subject}` ({own}) is called the largest model of {maker}, and `{other}` of {day} has {amount}",
            subject,
            own,
            maker,
            other,
            day = larger.day,
            amount
        ),
    )
    .with_label("the tables know a larger one")
    .with_help(message!("say what does not count, or that {other} was larger", other))
    .with_fingerprint_key(format!("{subject} {other}"));
    diagnostic.evidence = larger.evidence.clone();
    diagnostic
}

/// A larger model of the same maker.
struct Larger<'a> {
    entity: EntityIndex,
    fact: &'a Fact,
    /// When it was announced or released.
    day: NaiveDate,
    evidence: Vec<EvidenceItem>,
}

/// The attributes that say when a model came out.
const DAYS: [&str; 4] = ["announced", "released", "open-sourced", "paper"];

/// Returns the largest model of a maker that was known on `today` and is larger than `size`.
fn larger<'a>(
    context: &'a RuleContext<'_>,
    superlative: &Superlative,
    (parameters, developer): (AttributeIndex, AttributeIndex),
    size: Decimal,
    today: NaiveDate,
) -> Option<Larger<'a>> {
    let tables = context.tables;
    let is_related = |entity: EntityIndex| {
        entity == superlative.subject
            || tables.ancestors(superlative.subject).any(|above| above == entity)
            || tables.descendants(superlative.subject).contains(&entity)
    };
    let mut found: Option<(Decimal, Larger<'a>)> = None;
    for root in tables.entities_with(developer, superlative.maker) {
        let mut members = tables.descendants(*root);
        members.push(*root);
        for entity in members.into_iter().filter(|entity| !is_related(*entity)) {
            let Some((day, dated)) = first_day(context, entity) else { continue };
            for fact in tables.facts(entity, parameters).filter(|fact| fact.status == Status::Confirmed) {
                // All values that the fact allows must be larger.
                let least = fact.value.values().filter_map(Value::as_amount).map(|amount| amount.value).min();
                let Some(least) = least.filter(|least| size.saturating_mul(SLACK) < *least && day <= today) else {
                    continue;
                };
                if found.as_ref().is_none_or(|(known, _)| *known < least) {
                    let evidence = vec![tables.evidence(entity, fact), dated.clone()];
                    found = Some((least, Larger { entity, fact, day, evidence }));
                }
            }
        }
    }
    found.map(|(_, larger)| larger)
}

/// How much larger it must be, as a share: sizes are rounded.
const SLACK: Decimal = Decimal::from_parts(105, 0, 0, false, 2);

/// Returns the first day of which the tables say that a model came out, with that fact; of a variant without one, its
/// family's.
fn first_day(context: &RuleContext<'_>, entity: EntityIndex) -> Option<(NaiveDate, EvidenceItem)> {
    let tables = context.tables;
    let attributes = DAYS.iter().filter_map(|key| tables.find_attribute(key));
    let days = attributes.filter_map(|attribute| {
        let holder = tables.holder(entity, attribute)?;
        let facts = tables.facts(holder, attribute).filter(|fact| fact.status == Status::Confirmed);
        let dated = facts.filter_map(|fact| {
            // The last day that may be meant: 2024-05 is over by 31 May.
            let day = fact.value.values().filter_map(Value::as_date).filter_map(|date| {
                let (year, month) = (date.year?, date.month.unwrap_or(12));
                NaiveDate::from_ymd_opt(year, month, date.day.unwrap_or(28))
            });
            Some((day.max()?, tables.evidence(holder, fact)))
        });
        dated.min_by_key(|(day, _)| *day)
    });
    days.min_by_key(|(day, _)| *day)
}

/// Returns the largest size that the document or the tables give a subject, at any degree of certainty.
fn size_of(context: &RuleContext<'_>, subject: EntityIndex, parameters: AttributeIndex) -> Option<Decimal> {
    let tables = context.tables;
    let mut members = tables.descendants(subject);
    members.push(subject);
    let known = members.into_iter().flat_map(|member| {
        tables.facts(member, parameters).flat_map(|fact| fact.value.values()).filter_map(Value::as_amount)
    });
    let told = context.analysis.claims.iter().filter_map(|claim| match claim.value {
        ClaimValue::Amount { value: QuantityValue::Exact(amount), .. }
            if matches!(claim.subject, Subject::Known { entity, .. } if entity == subject)
                && claim.attributes.contains(&parameters)
                && claim.modality <= Modality::Hedged =>
        {
            Some(amount.value)
        }
        _ => None,
    });
    known.map(|amount| amount.value).chain(told).max()
}

impl Rule for DisputedSuperlative {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let tables = context.tables;
        let (Some(parameters), Some(developer), Some(today)) =
            (tables.find_attribute("parameters"), tables.find_attribute("developer"), context.analysis.document_time)
        else {
            return;
        };
        for superlative in superlatives(context.document, context.analysis, tables, parameters, developer) {
            let Some(size) = size_of(context, superlative.subject, parameters) else { continue };
            if let Some(larger) = larger(context, &superlative, (parameters, developer), size, today) {
                diagnostics.push(disputed_superlative(context, &superlative, size, &larger));
            }
        }
    }
}
