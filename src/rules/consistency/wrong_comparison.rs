use rust_decimal::Decimal;

use crate::claim::{ClaimValue, Modality, Subject};
use crate::diagnostic::{Diagnostic, EvidenceItem, Severity};
use crate::message::Message;
use crate::quantity::{Operator, QuantityValue};
use crate::reference::{AttributeIndex, EntityIndex, Status, Value};
use crate::relation::order::{Comparison, Sense, comparisons};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};

declare_rule! {
    /// Reports comparisons of two models by their sizes that the reference tables or the document's own values contradict.
    ///
    /// ## Why is this bad?
    /// Who reads that a model is larger than another builds on it, and neither of the two numbers need be in the text for the
    /// sentence to be wrong.
    ///
    /// Both names must be subjects of the tables, and nothing but the comparison may stand between them. A family stands for
    /// each of its sizes: only a comparison that holds for none of them is reported. Rumoured sizes contradict nothing.
    ///
    /// ## Examples
    /// ````md,flagged
    /// GPT-3的参数比GPT-2少。
    ///
    /// Phi-2 has more parameters than Grok-1.
    /// ````
    /// ````md
    /// GPT-3的参数比GPT-2多。
    ///
    /// Phi-2 has fewer parameters than Grok-1. Phi-2 is larger than ever.
    /// ````
    pub(crate) struct WrongComparison {
        id: "consistency/wrong-comparison",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn wrong_comparison(context: &RuleContext<'_>, comparison: &Comparison, sizes: [&Sizes; 2]) -> Diagnostic {
    let prose = &context.document.prose;
    let (first, second) = (prose.slice(comparison.first_range), prose.slice(comparison.second_range));
    let [one, other] = sizes;
    let message = match comparison.sense {
        Sense::Larger => message!("`{first}` is said to be larger than `{second}`, and is smaller", first, second),
        Sense::Smaller => message!("`{first}` is said to be smaller than `{second}`, and is larger", first, second),
        Sense::Times(times) => {
            message!(
                "`{first}` is said to be {times} times as large as `{second}`, and is not",
                first,
                times = times.normalize(),
                second
            )
        }
    };
    let mut diagnostic = Diagnostic::new(
        WrongComparison::META.rule_id(),
        WrongComparison::META.severity(),
        prose.to_source(comparison.word),
        message,
    )
    .with_label(message!("{one} against {other}", one = one.describe(), other = other.describe()))
    .with_related(prose.to_source(comparison.first_range), one.describe())
    .with_related(prose.to_source(comparison.second_range), other.describe())
    .with_help("turn the comparison round, or correct a name")
    .with_fingerprint_key(format!("{first} {second}"));
    diagnostic.evidence = one.evidence.iter().chain(&other.evidence).take(4).cloned().collect();
    diagnostic
}

/// The sizes that a subject may have.
struct Sizes {
    values: Vec<Decimal>,
    evidence: Vec<EvidenceItem>,
}

impl Sizes {
    /// Gathers the confirmed sizes of a subject with those that the document gives it; `None` where one may be missing.
    fn of(context: &RuleContext<'_>, entity: EntityIndex, attribute: AttributeIndex) -> Option<Self> {
        let tables = context.tables;
        if tables.entity(entity).kind.as_deref() == Some("series") {
            return None;
        }
        // GPT-3 alone is the one of 175 billion.
        if let Some(variant) = tables.default_variant(entity) {
            return Self::of(context, variant, attribute);
        }
        let mut sizes = Self { values: Vec::new(), evidence: Vec::new() };
        let mut members = tables.descendants(entity);
        members.push(entity);
        if members.len() == 1 {
            members = tables.holder(entity, attribute).into_iter().collect();
        }
        for member in members {
            let mut is_known = !tables.variants(member).is_empty();
            for fact in tables.facts(member, attribute) {
                is_known = true;
                if fact.status != Status::Confirmed {
                    // What is only reported refutes nothing, and what is withheld may be anything.
                    return None;
                }
                sizes.values.extend(fact.value.values().filter_map(Value::as_amount).map(|amount| amount.value));
                sizes.evidence.push(tables.evidence(member, fact));
            }
            let nominal = tables.entity(member).nominal_amounts(tables.attribute(attribute));
            if !is_known && nominal.is_empty() {
                return None;
            }
            sizes.values.extend(nominal.iter().map(|amount| amount.value));
        }
        for claim in &context.analysis.claims {
            let is_own = matches!(claim.subject, Subject::Known { entity: other, .. } if other == entity);
            if let ClaimValue::Amount { value: QuantityValue::Exact(amount), operator: Operator::Equal, .. } =
                claim.value
                && is_own
                && claim.attributes == [attribute]
                && claim.modality == Modality::Asserted
            {
                sizes.values.push(amount.value);
            }
        }
        (!sizes.values.is_empty()).then_some(sizes)
    }

    fn describe(&self) -> Message {
        let (low, high) = (self.values.iter().min(), self.values.iter().max());
        let text = |value: Option<&Decimal>| crate::reference::describe_amount(value.copied().unwrap_or_default());
        if low == high {
            Message::verbatim(text(low))
        } else {
            message!("{low} to {high}", low = text(low), high = text(high))
        }
    }
}

/// How far two sizes must be apart, as a share: names and papers round them.
const SLACK: Decimal = Decimal::from_parts(102, 0, 0, false, 2);

/// How far a multiple may be off.
const TIMES_SLACK: Decimal = Decimal::from_parts(16, 0, 0, false, 1);

/// Returns whether a comparison holds for some of the sizes.
fn may_hold(sense: Sense, one: &[Decimal], other: &[Decimal]) -> bool {
    let holds = |one: Decimal, other: Decimal| match sense {
        Sense::Larger => other < one.saturating_mul(SLACK),
        Sense::Smaller => one < other.saturating_mul(SLACK),
        Sense::Times(times) => {
            let wanted = other.saturating_mul(times);
            wanted < one.saturating_mul(TIMES_SLACK) && one < wanted.saturating_mul(TIMES_SLACK)
        }
    };
    one.iter().any(|one| other.iter().any(|other| holds(*one, *other)))
}

impl Rule for WrongComparison {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let Some(attribute) = context.tables.find_attribute("parameters") else { return };
        for comparison in comparisons(context.document, context.analysis) {
            let one = Sizes::of(context, comparison.first, attribute);
            let other = Sizes::of(context, comparison.second, attribute);
            if let Some((one, other)) = one.zip(other)
                && !may_hold(comparison.sense, &one.values, &other.values)
            {
                diagnostics.push(wrong_comparison(context, &comparison, [&one, &other]));
            }
        }
    }
}
