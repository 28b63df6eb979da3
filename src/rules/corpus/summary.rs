//! What one document gives to the rules about several.

use chrono::NaiveDate;
use xxhash_rust::xxh3::xxh3_64;

use crate::data::{Node, Value};
use crate::rules::RuleContext;
use crate::text::TextRange;

/// The most values of one document that are kept.
const MAXIMUM_SCALARS: usize = 64;

/// The most bytes of a value that is kept: rules compare names and titles, not texts.
const MAXIMUM_BYTES: usize = 400;

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
                    key: entry.key.clone(),
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
    }
}

/// Returns the hash of a file's text.
pub(crate) fn file_hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes())
}
