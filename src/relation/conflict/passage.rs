//! The blocks of a document with the numbers in them.

use crate::claim::Analysis;
use crate::document::{Block, BlockKind, Document};
use crate::quantity::{Amount, Quantity, QuantityValue};
use crate::text::TextRange;

/// A block that holds a number.
#[derive(Clone, Copy)]
pub(super) struct Passage<'a> {
    pub(super) document: &'a Document,
    pub(super) analysis: &'a Analysis,
    pub(super) index: usize,
    pub(super) block: &'a Block,
    /// The numbers in it, in order.
    pub(super) quantities: &'a [Quantity],
}

/// Returns the blocks that hold at least `least` numbers, in order; quotations are somebody else's.
pub(super) fn passages<'a>(
    document: &'a Document,
    analysis: &'a Analysis,
    least: usize,
) -> impl Iterator<Item = Passage<'a>> {
    let mut rest = &analysis.quantities[..];
    let mut blocks = document.blocks.iter().enumerate();
    std::iter::from_fn(move || {
        loop {
            let next = rest.first()?.range.start();
            // Most blocks lie before the next number.
            let (index, block) = blocks.find(|(_, block)| next < block.range.end())?;
            let skipped = rest.iter().take_while(|quantity| quantity.range.start() < block.range.start()).count();
            rest = &rest[skipped..];
            let count = rest.iter().take_while(|quantity| quantity.range.start() < block.range.end()).count();
            let quantities = &rest[..count];
            rest = &rest[count..];
            let is_quoted = matches!(block.kind, BlockKind::Paragraph { quote_depth: 2.., .. });
            if least <= count && !is_quoted {
                return Some(Passage { document, analysis, index, block, quantities });
            }
        }
    })
}

impl<'a> Passage<'a> {
    /// Returns the prose between two places of the block; nothing where they overlap.
    pub(super) fn between(&self, one: TextRange, other: TextRange) -> &'a str {
        self.document.prose.text().get(usize::from(one.end())..usize::from(other.start())).unwrap_or_default()
    }

    /// Returns the prose of the block before a place, the last 120 bytes or so of it.
    pub(super) fn before(&self, place: TextRange) -> &'a str {
        let (start, end) = (usize::from(self.block.range.start()), usize::from(place.start()));
        let text = self.document.prose.text();
        let near = text.ceil_char_boundary(end.saturating_sub(120)).max(start);
        text.get(near..end).unwrap_or_default()
    }

    /// Returns the prose of the block after a place, the first 120 bytes or so of it.
    pub(super) fn after(&self, place: TextRange) -> &'a str {
        let (start, end) = (usize::from(place.end()), usize::from(self.block.range.end()));
        let text = self.document.prose.text();
        let near = text.floor_char_boundary((start + 120).min(end));
        text.get(start..near.max(start)).unwrap_or_default()
    }
}

/// Returns the one number that a quantity states.
pub(super) fn exact(quantity: &Quantity) -> Option<Amount> {
    match quantity.value {
        QuantityValue::Exact(amount) => Some(amount),
        QuantityValue::Interval { .. } | QuantityValue::OutOfRange => None,
    }
}

/// Returns a quantity's bytes with the word for how exact it is.
pub(super) fn with_operator(quantity: &Quantity) -> TextRange {
    quantity.operator_range.map_or(quantity.range, |operator| quantity.range.cover(operator))
}
