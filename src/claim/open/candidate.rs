//! Which numbers and dates of a document are values of an attribute.

use crate::claim::{ClaimValue, Modality};
use crate::reference::AttributeIndex;
use crate::text::TextRange;

use super::View;

/// A value of an attribute, before anybody asks whose.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Bytes of the prose: the value alone (number, unit, currency mark), without words of hedging.
    pub(crate) range: TextRange,
    /// Value and attribute words together: `a 70B-parameter`, `参数量为700亿`.
    pub(crate) phrase: TextRange,
    /// Which attributes the words may mean; never empty.
    pub(crate) attributes: Vec<AttributeIndex>,
    /// What is said.
    pub(crate) value: ClaimValue,
    /// How it is meant.
    pub(crate) modality: Modality,
    /// Index into the document's blocks.
    pub(crate) block: usize,
}

/// Returns the values in order of their ranges.
pub(crate) fn candidates(_view: &View<'_>) -> Vec<Candidate> {
    Vec::new()
}
