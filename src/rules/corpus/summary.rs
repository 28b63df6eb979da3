//! What one document gives to the rules about several.

use std::sync::Arc;

use chrono::NaiveDate;
use xxhash_rust::xxh3::xxh3_64;

use super::figure::{self, Figures};
use crate::claim::{Claim, ClaimValue, Modality, Subject};
use crate::data::{Node, Value};
use crate::quantity::{Amount, Operator, QuantityValue};
use crate::reference::Dimension;
use crate::rules::RuleContext;
use crate::text::TextRange;
use crate::verify::{Judgement, Verdict};

/// The most values of one document that are kept.
const MAXIMUM_SCALARS: usize = 64;

/// The most bytes of a value that is kept: rules compare names and titles, not texts.
const MAXIMUM_BYTES: usize = 400;

/// The most claims of one document that are kept.
const MAXIMUM_CLAIMS: usize = 32;

/// What rules about several documents need of one; small, and free of its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentSummary {
    /// The scalars of the front matter, in order: values of top-level keys, and the items of their lists.
    pub(crate) scalars: Vec<SummaryScalar>,
    /// The date of the front matter, and where it stands.
    pub(crate) date: Option<(NaiveDate, TextRange)>,
    /// The date that the file name starts with.
    pub(crate) file_name_date: Option<NaiveDate>,
    /// A hash of the file, which tells whether the places still hold when it is read again.
    pub(crate) file_hash: u64,
    /// The figures of its text, the first ones.
    pub(crate) figures: Figures,
    /// The values that it asserts of subjects that the tables know.
    pub(crate) claims: Vec<SummaryClaim>,
}

/// A value that a document asserts in its own voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SummaryClaim {
    /// The subject and the attribute, by their keys.
    pub(crate) subject: Arc<str>,
    pub(crate) attribute: Arc<str>,
    /// How much, and how exactly it is written.
    pub(crate) amount: Amount,
    /// Whether what is said changes with time, so that only texts of the same days can be compared.
    pub(crate) changes: bool,
    /// Bytes of the file.
    pub(crate) range: TextRange,
    /// As written.
    pub(crate) text: String,
}

/// A scalar of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SummaryScalar {
    pub(crate) key: String,
    pub(crate) value: String,
    /// Bytes of the file, quotes included.
    pub(crate) range: TextRange,
    pub(crate) kind: ScalarKind,
}

/// What a scalar is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScalarKind {
    /// A text that is the value of its key.
    Text,
    /// A text among others in a list.
    Item,
    /// A number, a boolean or a date.
    Other,
}

/// Summarises a document.
pub(crate) fn summarise(context: &RuleContext<'_>) -> DocumentSummary {
    let mut scalars = Vec::new();
    let root = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref());
    for entry in root.map(Node::entries).unwrap_or_default() {
        let mut push = |node: &Node, is_item: bool| {
            let Some(value) = node.as_scalar().map(str::trim) else { return };
            if scalars.len() < MAXIMUM_SCALARS && value.len() <= MAXIMUM_BYTES {
                let kind = match (&node.value, is_item) {
                    (Value::Text { .. }, false) => ScalarKind::Text,
                    (Value::Text { .. }, true) => ScalarKind::Item,
                    _ => ScalarKind::Other,
                };
                scalars.push(SummaryScalar {
                    key: entry.key.to_string(),
                    value: value.to_owned(),
                    range: node.range,
                    kind,
                });
            }
        };
        push(&entry.value, false);
        for item in entry.value.items() {
            push(item, true);
        }
    }
    DocumentSummary {
        scalars,
        date: context.analysis.front_matter_date,
        file_name_date: context.analysis.file_name_date,
        file_hash: file_hash(context.file.text()),
        figures: figure::read(context.document),
        claims: claims(context),
    }
}

/// Returns the values that the document asserts of one subject alone, and that no table judges.
fn claims(context: &RuleContext<'_>) -> Vec<SummaryClaim> {
    let judged = context.analysis.claims.iter().zip(context.judgements);
    let read = |(claim, judgement): (&Claim, &Judgement)| {
        let Subject::Known { entity, .. } = claim.subject else { return None };
        let [attribute] = claim.attributes[..] else { return None };
        let ClaimValue::Amount { value: QuantityValue::Exact(amount), operator: Operator::Equal, .. } = claim.value
        else {
            return None;
        };
        let tables = context.tables;
        let (known, of) = (tables.entity(entity), tables.attribute(attribute));
        // Umbrella names stand for different things, and so do families and the payments of one deal.
        let is_gathered = matches!(known.kind.as_deref(), Some("series" | "family" | "deal" | "organisation"));
        // What a table has a fact about, it judges better than another document does.
        let is_judged = matches!(
            judgement.verdict,
            Verdict::Supported
                | Verdict::Imprecise
                | Verdict::Refuted
                | Verdict::Swapped { .. }
                | Verdict::ScaleSlip { .. }
                | Verdict::Outdated
        );
        let is_plain = claim.modality == Modality::Asserted && !is_gathered && !is_judged && !of.is_settable;
        if !is_plain || !tables.variants(entity).is_empty() {
            return None;
        }
        let text = context.document.prose.slice(claim.range).to_owned();
        Some(SummaryClaim {
            subject: known.id.clone(),
            attribute: of.key.clone(),
            amount,
            changes: matches!(of.dimension, Dimension::Money),
            range: context.document.prose.to_source(claim.range),
            text,
        })
    };
    judged.filter_map(read).take(MAXIMUM_CLAIMS).collect()
}

/// Returns the hash of a file's text.
pub(crate) fn file_hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}
