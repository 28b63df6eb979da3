//! Money raised: who raised how much, at what valuation.

use crate::claim::scene::between;
use crate::quantity::{Quantity, QuantityKind};
use crate::text::TextRange;

use super::frame::{Party, SentenceView};
use super::words::statement_words;

/// A round of funding as a sentence tells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Round<'a> {
    pub(super) party: Party,
    /// How much was raised.
    pub(super) money: &'a Quantity,
    /// What the party was held to be worth.
    pub(super) valuation: Option<&'a Quantity>,
}

/// Bytes between the money raised and the valuation, at the most.
const MAX_GAP: u32 = 48;

impl<'a> SentenceView<'a> {
    /// Reads `X完成66亿美元融资，估值1570亿美元` and `X raised $6.6 billion at a $157 billion valuation`.
    pub(super) fn round(&self, verb: TextRange) -> Option<Round<'a>> {
        let words = statement_words();
        let prose = self.scene.prose;
        if self.is_in_quotation_marks(verb) {
            return None;
        }
        let party = self.last_party(verb.start())?;
        let lead = between(party.range, verb);
        if !words.round.make_up(prose, lead, self.transparent) || self.is_anothers(party.range) {
            return None;
        }
        let mut sums = self.scene.quantities.iter().filter(|quantity| quantity.kind == QuantityKind::Money);
        let values = |quantity: &Quantity| {
            words.valuation_after.starts(self.after(quantity.range))
                || words.valuation_before.suffix(self.before(self.written(quantity))).is_some()
        };
        let is_beside = |quantity: &&Quantity| {
            let place = self.written(quantity);
            let is_inside = lead.contains_range(place);
            let is_behind = verb.end() <= place.start() && words.round.make_up(prose, between(verb, place), &[]);
            (is_inside || is_behind) && !values(quantity)
        };
        let money = sums.clone().find(is_beside)?;
        if words.not_round.starts(self.after(money.range)) {
            return None;
        }
        let end = money.range.end().max(verb.end());
        let valuation = sums.find(|quantity| {
            let start = quantity.range.start();
            end <= start && u32::from(start - end) <= MAX_GAP && values(quantity)
        });
        Some(Round { party, money, valuation })
    }

    /// Returns the bytes of a quantity with the word for how exact it is.
    fn written(&self, quantity: &Quantity) -> TextRange {
        quantity.operator_range.map_or(quantity.range, |operator| operator.cover(quantity.range))
    }
}
