use rustc_hash::FxHashMap;

use crate::claim::{Claim, ClaimValue, Modality, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::quantity::{Amount, Operator, QuantityValue};
use crate::reference::{AttributeIndex, EntityIndex};
use crate::relation::conflict::Conflict;
use crate::rules::claim::{claim_record, named};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::TextRange;
use crate::verify::{Verdict, power_of_ten};

declare_rule! {
    /// Reports two different values for one and the same thing in a document.
    ///
    /// ## Why is this bad?
    /// When the title says 10亿 and the text 100亿, one of them is wrong, and no table is needed to see it. Readers who notice
    /// trust neither.
    ///
    /// Only values that the text asserts in its own voice are compared, at the precision that they were written with: 170亿
    /// and 171.4亿 agree. Ranges, bounds, sizes of different variants of a family, and values that the text attributes to
    /// others are left alone.
    ///
    /// ## Examples
    /// ````md,flagged
    /// GPT-4o拥有2000亿参数。文末再说一次：GPT-4o的参数量是2200亿。
    ///
    /// Grok-1 has 314 billion parameters. To sum up, Grok-1 has 341 billion parameters.
    /// ````
    /// ````md
    /// GPT-4o拥有2000亿参数。据说GPT-4o的参数量是2200亿。
    ///
    /// Grok-1 has 314 billion parameters. Grok-1 has about 310 billion parameters.
    /// ````
    pub(crate) struct ConflictingValues {
        id: "consistency/conflicting-values",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

/// How many values of one thing are remembered; with more, one of them is reported again where it is met again.
const MOST: usize = 24;

fn conflicting_values(
    context: &RuleContext<'_>,
    first: &Claim,
    second: &Claim,
    entity: EntityIndex,
    attribute: AttributeIndex,
) -> Diagnostic {
    let prose = &context.document.prose;
    let (earlier, later) = (prose.slice(first.range), prose.slice(second.range));
    let label = crate::rules::claim::label(context, attribute);
    let name = match second.subject {
        Subject::Known { range, .. } => named(context, entity, range),
        Subject::Named { .. } | Subject::Unknown => context.tables.entity(entity).name.as_str(),
    };
    let message = message!(
        "the {label} of `{name}` is `{later}` here and `{earlier}` elsewhere in this document",
        label,
        name,
        later,
        earlier
    );
    let mut diagnostic = Diagnostic::new(
        ConflictingValues::META.rule_id(),
        ConflictingValues::META.severity(),
        prose.to_source(second.range),
        message,
    )
    .with_label("this value")
    .with_related(prose.to_source(first.range), "and this one")
    .with_help("make them agree, or say what differs: the variant, the date, or whose figure it is");
    let record = claim_record(context, second, attribute);
    diagnostic.fingerprint_key = format!("{} {} {earlier} {later}", record.subject, record.attribute);
    diagnostic.claim = Some(record);
    diagnostic
}

/// Reports two numbers of one subject that no table knows.
fn conflicting_numbers(context: &RuleContext<'_>, conflict: Conflict) -> Diagnostic {
    let meta = &ConflictingValues::META;
    let prose = &context.document.prose;
    let (earlier, later) = (prose.slice(conflict.first), prose.slice(conflict.second));
    let message = match conflict.power {
        Some(power) => {
            let factor = super::factor(power);
            message!(
                "`{later}` here is `{earlier}` elsewhere in this document: they differ by a factor of {factor}",
                later,
                earlier,
                factor
            )
        }
        None => message!("`{later}` here is `{earlier}` elsewhere in this document", later, earlier),
    };
    Diagnostic::new(meta.rule_id(), meta.severity(), prose.to_source(conflict.second), message)
        .with_label("this value")
        .with_related(prose.to_source(conflict.first), "and this one")
        .with_help("make them agree, or say what differs: the variant, the date, or whose figure it is")
        .with_fingerprint_key(format!("{earlier} {later}"))
}

impl Rule for ConflictingValues {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let mut known: FxHashMap<(EntityIndex, AttributeIndex), Vec<Asserted<'_>>> = FxHashMap::default();
        for (claim, judgement) in context.analysis.claims.iter().zip(context.judgements) {
            let Subject::Known { entity, range, .. } = claim.subject else { continue };
            // A family's name stands for each of its variants: sizes that some variant has are no conflict.
            let is_refuted = matches!(
                judgement.verdict,
                Verdict::Refuted | Verdict::Swapped { .. } | Verdict::ScaleSlip { .. } | Verdict::Outdated
            );
            // Umbrella names and entries that gather several names stand for different things.
            let is_family = !context.tables.variants(entity).is_empty();
            // So do the payments of one deal, and what an organisation raised at one time and another.
            let is_gathered =
                matches!(context.tables.entity(entity).kind.as_deref(), Some("series" | "deal" | "organisation"));
            if claim.modality != Modality::Asserted || is_gathered || is_family && !is_refuted {
                continue;
            }
            let ClaimValue::Amount { value: QuantityValue::Exact(amount), operator: Operator::Equal, .. } = claim.value
            else {
                continue;
            };
            let [attribute] = claim.attributes[..] else { continue };
            // Who runs a model may choose the value, and choose another in the next sentence.
            if context.tables.attribute(attribute).is_settable {
                continue;
            }
            let name = plain_name(named(context, entity, range));
            let is_supported = matches!(judgement.verdict, Verdict::Supported | Verdict::Imprecise | Verdict::Disputed);
            let values = known.entry((entity, attribute)).or_default();
            // A value that was met before was reported then, if it was to be.
            if values.iter().any(|value| agree(value.amount, amount)) {
                continue;
            }
            // Where the tables refute both, each is reported there; where they have both, both are true. In one clause
            // they are a list, and under two names they may be two things.
            if let Some(first) = values.first()
                && !(first.is_refuted && is_refuted || first.is_supported && is_supported)
                && first.name == name
                && !is_one_clause(context.document.prose.text(), first.claim.range, claim.range)
            {
                diagnostics.push(conflicting_values(context, first.claim, claim, entity, attribute));
            }
            if values.len() < MOST {
                values.push(Asserted { claim, amount, name, is_refuted, is_supported });
            }
        }
        // What the tables know is told above; the rest is held together by its words alone.
        let is_known = |range: TextRange| {
            context.analysis.claims.iter().enumerate().any(|(index, claim)| {
                let is_settable =
                    claim.attributes.iter().all(|attribute| context.tables.attribute(*attribute).is_settable);
                let is_checked = !matches!(context.judgements[index].verdict, Verdict::NotCheckable(_));
                matches!(claim.subject, Subject::Known { .. })
                    && is_checked
                    && !is_settable
                    && claim.range.intersect(range).is_some()
            })
        };
        for conflict in &context.repeated.conflicts {
            if !is_known(conflict.first) && !is_known(conflict.second) {
                diagnostics.push(conflicting_numbers(context, *conflict));
            }
        }
    }
}

/// A value that the text asserts.
struct Asserted<'a> {
    claim: &'a Claim,
    amount: Amount,
    /// The subject as the text names it, spaces, hyphens and case apart.
    name: String,
    is_refuted: bool,
    is_supported: bool,
}

/// Returns a name without what its spellings differ in.
fn plain_name(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns whether no mark that parts clauses stands between two values.
fn is_one_clause(prose: &str, one: TextRange, other: TextRange) -> bool {
    let between = prose.get(usize::from(one.end())..usize::from(other.start())).unwrap_or_default();
    between.len() < 40 && !between.contains(['，', '。', '；', '.', ';', '\n', ','])
}

/// Returns whether two numbers may be the same one, rounded to different places.
fn agree(one: Amount, other: Amount) -> bool {
    let coarser = one.last_place.max(other.last_place);
    let Some(unit) = power_of_ten(coarser) else { return true };
    (one.value - other.value).abs() * rust_decimal::Decimal::TWO <= unit
}
