//! Rules that judge claims against the reference tables.

mod ambiguous_subject;
mod disputed_value;
mod imprecise_value;
mod look_alike_name;
mod notation;
mod outdated_value;
mod over_hedged;
mod refuted_statement;
mod refuted_value;
mod scale_slip;
mod stale_reference;
mod unconfirmed_value;
mod unmatched_anchor;
mod wrong_date;
mod wrong_duration;

pub(crate) use unmatched_anchor::{unmatched_table, unmatched_table_level};

use rust_decimal::Decimal;

use crate::claim::{Analysis, AnchorOutcome, Claim, ClaimValue, Link, Modality, Subject};
use crate::diagnostic::{Applicability, ClaimRecord, Diagnostic, Edit, EvidenceItem, Fix, Severity, shown};
use crate::message::{Argument, Message};
use crate::quantity::{Operator, QuantityValue};
use crate::reference::{AttributeIndex, EntityIndex, Status};
use crate::rules::{Rule, RuleContext, RuleMeta};
use crate::temporal::TemporalValue;
use crate::text::TextRange;
use crate::verify::{Judgement, Verdict};

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[
    &ambiguous_subject::AmbiguousSubject,
    &disputed_value::DisputedValue,
    &imprecise_value::ImpreciseValue,
    &look_alike_name::LookAlikeName,
    &outdated_value::OutdatedValue,
    &over_hedged::OverHedged,
    &refuted_statement::RefutedStatement,
    &refuted_value::RefutedValue,
    &scale_slip::ScaleSlip,
    &stale_reference::StaleReference,
    &unconfirmed_value::UnconfirmedValue,
    &unmatched_anchor::UnmatchedAnchor,
    &wrong_date::WrongDate,
    &wrong_duration::WrongDuration,
];

/// How many facts a diagnostic shows.
const MAX_EVIDENCE: usize = 3;

/// A judged claim with what messages need of it.
pub(crate) struct Judged<'a> {
    pub(crate) claim: &'a Claim,
    pub(crate) judgement: &'a Judgement,
    /// The value as written.
    pub(crate) written: &'a str,
    /// The subject as the text names it.
    pub(crate) named: &'a str,
    /// The attribute's name.
    pub(crate) label: Argument,
    /// The attribute's unit, where it has one.
    pub(crate) unit: Option<&'a str>,
    /// Who it is said of.
    pub(crate) entity: EntityIndex,
    attribute: AttributeIndex,
    /// The attribute's key.
    pub(crate) key: &'a str,
    subject_range: TextRange,
    /// Whether the subject's name is written with the characters that it seems to be.
    is_exactly_named: bool,
}

/// Returns the judged claims whose subject and attribute are known.
pub(crate) fn judged<'a>(context: &'a RuleContext<'_>) -> impl Iterator<Item = Judged<'a>> {
    context.judgements.iter().filter_map(|judgement| {
        let claim = &context.analysis.claims[judgement.claim];
        let Subject::Known { entity, range, .. } = claim.subject else { return None };
        let attribute = judgement.attribute?;
        Some(Judged {
            claim,
            judgement,
            written: context.document.prose.slice(claim.range),
            named: named(context, entity, range),
            label: label(context, attribute),
            unit: context.tables.attribute(attribute).unit.as_deref(),
            entity,
            attribute,
            key: &context.tables.attribute(attribute).key,
            subject_range: range,
            is_exactly_named: is_exactly_named(context.analysis, range),
        })
    })
}

/// Returns whether none of the characters of a name only seems to be what it is.
fn is_exactly_named(analysis: &Analysis, name: TextRange) -> bool {
    let found = &analysis.look_alikes;
    let first = found.partition_point(|found| found.range.end() <= name.start());
    found.get(first).is_none_or(|found| name.end() <= found.range.start() || name.is_empty())
}

/// Returns a subject as the text names it; by its own name where only a comment does.
pub(crate) fn named<'a>(context: &'a RuleContext<'_>, entity: EntityIndex, range: TextRange) -> &'a str {
    if range.is_empty() { &context.tables.entity(entity).name } else { context.document.prose.slice(range) }
}

/// Returns the name of an attribute, for messages.
pub(crate) fn label(context: &RuleContext<'_>, attribute: AttributeIndex) -> Argument {
    let attribute = context.tables.attribute(attribute);
    Argument::Name { english: attribute.label("en").to_owned(), chinese: attribute.label("zh").to_owned() }
}

impl Judged<'_> {
    /// Starts a diagnostic at the value, with the subject as the second place, the evidence and the claim.
    pub(crate) fn diagnostic(
        &self,
        context: &RuleContext<'_>,
        meta: &RuleMeta,
        severity: Severity,
        message: impl Into<Message>,
    ) -> Diagnostic {
        let prose = &context.document.prose;
        let mut diagnostic = Diagnostic::new(meta.rule_id(), severity, prose.to_source(self.claim.range), message);
        if !self.claim.range.contains_range(self.subject_range) {
            diagnostic = diagnostic.with_related(prose.to_source(self.subject_range), "the subject");
        }
        let ties = |outcome: &AnchorOutcome| matches!(outcome, AnchorOutcome::Tied { value, .. } if *value == self.claim.range);
        if let Some(anchor) = context.analysis.anchors.iter().find(|anchor| ties(&anchor.outcome)) {
            diagnostic = diagnostic.with_related(anchor.range, "this comment names the subject");
        }
        // The message counts the rest; a family of ten sizes need not show them all.
        diagnostic.evidence = self.judgement.evidence.iter().take(MAX_EVIDENCE).cloned().collect();
        let record = claim_record(context, self.claim, self.attribute);
        diagnostic.fingerprint_key =
            format!("{} {} {} {}", record.subject, record.attribute, record.operator, record.value);
        diagnostic.claim = Some(record);
        diagnostic
    }

    /// Returns the severity of a contradiction: how sure the reading is decides, here and nowhere else.
    ///
    /// An error takes a value that is one number or day, asserted by the author, beside its subject's exact name (or in its
    /// row, under its heading, or in a clause that goes on with it), and a confirmed fact about the very attribute that
    /// the words name first. Anything less is a warning: a hedge, a pronoun, an interval, a verb that may mean another
    /// date.
    pub(crate) fn severity(&self) -> Severity {
        let is_near = matches!(
            self.claim.subject,
            Subject::Known { link: Link::Anchor | Link::Adjacent | Link::Structure | Link::Ellipsis, .. }
        );
        let is_one_value = match &self.claim.value {
            ClaimValue::Amount { value, .. } => matches!(value, QuantityValue::Exact(_)),
            ClaimValue::Date { .. } => self.claim.attributes.first() == Some(&self.attribute),
            ClaimValue::Elapsed(_) | ClaimValue::Term(_) => false,
        };
        let is_confirmed =
            self.judgement.evidence.first().is_some_and(|item| item.status == Status::Confirmed.as_str());
        let is_sure = self.is_exactly_named
            && is_near
            && is_one_value
            && is_confirmed
            && self.claim.modality == Modality::Asserted;
        if is_sure { Severity::Error } else { Severity::Warning }
    }

    /// Returns the facts that the verdict rests on, for people: `175B (1750亿)`, the nearest two where there are more.
    pub(crate) fn known_values(&self) -> Message {
        values_of(&self.judgement.evidence)
    }

    /// Returns the known value that is written in a given way: `80 GB` of `80 GB or 94 GB`.
    pub(crate) fn known_value(&self, written: &str) -> Option<&str> {
        each_value(&self.judgement.evidence).find(|value| *value == written)
    }

    /// Returns the value that the one fact has, in the manner of what is written; `None` where there are several.
    pub(crate) fn repaired(&self) -> Option<String> {
        let rewrite = |repaired| notation::rewrite_in_unit(self.written, self.in_column(repaired), self.unit);
        self.judgement.repaired.map(rewrite)
    }

    /// Returns an amount in the scale of its column: under `Params (B)`, in billions.
    pub(crate) fn in_column(&self, amount: Decimal) -> Decimal {
        let digits = self.written.replace(',', "").parse::<Decimal>().ok();
        let factor = match self.claim.value {
            ClaimValue::Amount { value: QuantityValue::Exact(claimed), .. } => {
                digits.and_then(|digits| claimed.value.checked_div(digits))
            }
            _ => None,
        };
        factor.and_then(|factor| amount.checked_div(factor)).unwrap_or(amount)
    }

    /// Returns the change that writes `replacement` in the value's place; unsafe, as it changes what the text says.
    pub(crate) fn replacement(&self, context: &RuleContext<'_>, replacement: String) -> Fix {
        Fix {
            message: message!("replace `{written}` with `{replacement}`", written = self.written, replacement),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { range: context.document.prose.to_source(self.claim.range), content: replacement }],
        }
    }

    /// Returns the fact that is nearest to the claim, for people.
    pub(crate) fn nearest_value(&self) -> Message {
        let known = self.judgement.evidence.iter().find(|item| item.value.is_some());
        known.map_or_else(|| message!("another value"), EvidenceItem::shown_value)
    }

    /// Returns the source of the weightiest fact, for people: `Epoch AI all models (2025-03-01)`.
    pub(crate) fn source(&self) -> Message {
        source_of(self.judgement.evidence.first())
    }

    pub(crate) fn verdict(&self) -> &Verdict {
        &self.judgement.verdict
    }
}

/// Returns the values of facts, for people: `175B (1750亿)`, the first two where there are more than three.
pub(crate) fn values_of(evidence: &[EvidenceItem]) -> Message {
    let mut values: Vec<&str> = each_value(evidence).collect();
    let mut seen = Vec::new();
    values.retain(|value| {
        !seen.contains(value) && {
            seen.push(*value);
            true
        }
    });
    match values.as_slice() {
        [] => message!("no value"),
        [one] => shown(one),
        [one, other] => message!("{one} or {other}", one = shown(one), other = shown(other)),
        [one, other, third] => message!("{one}, {other} or {third}", one, other, third),
        [one, other, rest @ ..] => message!("{one}, {other} or {rest} more", one, other, rest = rest.len()),
    }
}

/// Returns each value of some facts; a fact may have several of its own: `2 TB/s or 3 TB/s`.
fn each_value(evidence: &[EvidenceItem]) -> impl Iterator<Item = &str> {
    evidence.iter().filter_map(|item| item.value.as_deref()).flat_map(|value| value.split(" or "))
}

/// Returns the source of a fact, for people: `Epoch AI all models (2025-03-01)`.
pub(crate) fn source_of(item: Option<&EvidenceItem>) -> Message {
    item.and_then(|item| item.sources.first()).map_or_else(
        || message!("the table names no source"),
        |source| match &source.date {
            Some(date) => message!("{title}, {date}", title = source.title, date),
            None => Message::verbatim(source.title.as_str()),
        },
    )
}

/// Returns a claim in plain terms.
pub(crate) fn claim_record(context: &RuleContext<'_>, claim: &Claim, attribute: AttributeIndex) -> ClaimRecord {
    let attribute = context.tables.attribute(attribute);
    let (subject, subject_name) = match claim.subject {
        Subject::Known { entity, .. } => {
            let entity = context.tables.entity(entity);
            (entity.id.to_string(), entity.name.clone())
        }
        Subject::Named { .. } | Subject::Unknown => Default::default(),
    };
    let (operator, value) = match &claim.value {
        ClaimValue::Amount { value, operator, .. } => amount_record(value, *operator),
        ClaimValue::Term(term) => ("=", term.to_string()),
        ClaimValue::Date { days: resolved, .. } => {
            let last = resolved.end.pred_opt().unwrap_or(resolved.end);
            let is_day = last == resolved.start;
            ("=", if is_day { resolved.start.to_string() } else { format!("{}..{last}", resolved.start) })
        }
        ClaimValue::Elapsed(duration) => ("=", TemporalValue::Duration(*duration).timex().unwrap_or_default()),
    };
    ClaimRecord {
        subject,
        subject_name,
        attribute: attribute.key.to_string(),
        operator,
        value,
        unit: attribute.unit.clone(),
        modality: claim.modality.as_str(),
        attribution: None,
        as_of: context.analysis.document_time.map(|day| day.to_string()),
    }
}

fn amount_record(value: &QuantityValue, operator: Operator) -> (&'static str, String) {
    let text = |amount: &crate::quantity::Amount| amount.value.normalize().to_string();
    match value {
        QuantityValue::Exact(amount) => {
            let operator = match operator {
                Operator::Equal => "=",
                Operator::About => "~",
                Operator::More => ">",
                Operator::AtLeast => ">=",
                Operator::Less => "<",
                Operator::AtMost => "<=",
            };
            (operator, text(amount))
        }
        QuantityValue::Interval { low, high } => {
            let end = |end: &Option<(crate::quantity::Amount, bool)>| {
                end.as_ref().map(|(amount, _)| text(amount)).unwrap_or_default()
            };
            ("range", format!("{}..{}", end(low), end(high)))
        }
        QuantityValue::OutOfRange => ("=", String::new()),
    }
}
