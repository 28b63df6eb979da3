//! `consistency/conflicting-documents`: one value of one subject that two documents give differently.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::diagnostic::{Diagnostic, Severity};
use crate::quantity::Amount;
use crate::rules::corpus::{CorpusContext, CorpusFinding, CorpusRule, Member, StoredClaim, Symbol};
use crate::rules::{FixAvailability, RuleMeta, declare_rule};
use crate::text::TextRange;
use crate::verify::power_of_ten;

declare_rule! {
    /// Reports a value that a document asserts where the other documents assert another one.
    ///
    /// ## Why is this bad?
    /// A site whose posts give one model two sizes is wrong in one of them, and readers who follow its links meet both.
    ///
    /// Only values are compared that documents assert in their own voice of a subject that the tables know, at the precision
    /// written; those that a table judges are reported by the rules of the group `claim`. Sums of money change, and are
    /// compared only where the documents are of the same days. One document alone is held against those that agree, or two
    /// against each other; where there are more opinions than that, nothing is reported.
    ///
    /// ## Examples
    /// ````md,flagged
    /// ==> posts/a.md <==
    /// GPT-4o拥有2000亿参数。
    /// ==> posts/b.md <==
    /// GPT-4o拥有2200亿参数。
    /// ````
    /// ````md
    /// ==> posts/a.md <==
    /// GPT-4o拥有2000亿参数。
    /// ==> posts/b.md <==
    /// 据说GPT-4o拥有2200亿参数。
    /// ````
    pub(crate) struct ConflictingDocuments {
        id: "consistency/conflicting-documents",
        level: Some(Severity::Warning),
        fix: FixAvailability::None,
        options: &[],
    }
}

fn conflicting_documents(
    range: TextRange,
    subject: &str,
    attribute: &str,
    value: &str,
    other: &str,
    count: usize,
) -> Diagnostic {
    let meta = &ConflictingDocuments::META;
    let others = if count == 1 { message!("another document") } else { message!("{count} other documents", count) };
    let message = message!(
        "`{attribute}` of `{subject}` is `{value}` here and `{other}` in {others}",
        attribute,
        subject,
        value,
        other,
        others
    );
    Diagnostic::new(meta.rule_id(), meta.severity(), range, message)
        .with_label("this value")
        .with_help("make them agree, or say what differs: the variant, the date, or whose figure it is")
        .with_fingerprint_key(format!("{subject} {attribute} {value} {other}"))
}

impl CorpusRule for ConflictingDocuments {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>) {
        let mut known: BTreeMap<(Symbol, Symbol), Vec<Stated<'_>>> = BTreeMap::new();
        for member in context.corpus.members().filter(|member| !member.is_unpublished()) {
            for claim in member.claims() {
                let values = known.entry((claim.subject, claim.attribute)).or_default();
                // A document that has two values is held against itself by another rule.
                if values.last().is_none_or(|last| last.member.index != member.index) {
                    values.push(Stated { member, claim });
                }
            }
        }
        for ((subject, attribute), stated) in known {
            for stated in of_one_time(stated) {
                let mut opinions: Vec<Vec<Stated<'_>>> = Vec::new();
                for value in stated {
                    match opinions.iter_mut().find(|opinion| agree(opinion[0].claim.amount, value.claim.amount)) {
                        Some(opinion) => opinion.push(value),
                        None => opinions.push(vec![value]),
                    }
                }
                opinions.sort_by_key(|opinion| (std::cmp::Reverse(opinion.len()), opinion[0].member.index));
                let [usual, rare] = opinions.as_slice() else { continue };
                let ([first, ..], [odd]) = (usual.as_slice(), rare.as_slice()) else { continue };
                let finding = conflicting_documents(
                    odd.claim.range,
                    context.corpus.text(subject),
                    context.corpus.text(attribute),
                    context.corpus.text(odd.claim.text),
                    context.corpus.text(first.claim.text),
                    usual.len(),
                );
                let finding = CorpusFinding::new(odd.member.index, finding);
                findings.push(finding.with_elsewhere(first.member.index, first.claim.range, "and this one"));
            }
        }
    }
}

/// A value and the document that states it.
#[derive(Clone, Copy)]
struct Stated<'a> {
    member: Member<'a>,
    claim: &'a StoredClaim,
}

/// How many days apart two documents may be that tell of one state of what changes.
const SAME_DAYS: i64 = 3;

/// Parts values into those that are of one time: all of what does not change; of what does, those of documents of the
/// same days.
fn of_one_time(mut stated: Vec<Stated<'_>>) -> Vec<Vec<Stated<'_>>> {
    if stated.iter().all(|value| !value.claim.changes) {
        return vec![stated];
    }
    let day = |value: &Stated<'_>| value.member.date().map(|(date, _)| date);
    stated.retain(|value| day(value).is_some());
    stated.sort_by_key(|value| (day(value), value.member.index));
    let is_near = |one: Option<NaiveDate>, other: Option<NaiveDate>| {
        one.zip(other).is_some_and(|(one, other)| (other - one).num_days() <= SAME_DAYS)
    };
    let mut groups: Vec<Vec<Stated<'_>>> = Vec::new();
    for value in stated {
        match groups.last_mut().filter(|group| is_near(day(&group[0]), day(&value))) {
            Some(group) => group.push(value),
            None => groups.push(vec![value]),
        }
    }
    groups
}

/// Returns whether two numbers may be the same one, rounded to different places.
fn agree(one: Amount, other: Amount) -> bool {
    let Some(unit) = power_of_ten(one.last_place.max(other.last_place)) else { return true };
    (one.value - other.value).abs() * Decimal::TWO <= unit
}
