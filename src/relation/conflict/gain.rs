//! A rise by more than what it led to: 市值暴涨2180亿美元至2.56亿美元, up $5 billion to $3 billion.

use rust_decimal::Decimal;

use crate::claim::Analysis;
use crate::document::Document;
use crate::quantity::{Quantity, QuantityKind};
use crate::text::TextRange;

use super::passage::{Passage, exact, passages, with_operator};
use super::words::{is_filler, strip_end, words};

/// A rise that is larger than what it led to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Gain {
    pub(crate) rise: TextRange,
    pub(crate) total: TextRange,
}

/// Returns the rises of a document that are larger than what they led to.
pub(crate) fn gains(document: &Document, analysis: &Analysis) -> Vec<Gain> {
    let mut found = Vec::new();
    for passage in passages(document, analysis, 2) {
        found.extend(passage.quantities.windows(2).filter_map(|pair| gain(&passage, &pair[0], &pair[1])));
    }
    found
}

fn gain(passage: &Passage<'_>, rise: &Quantity, total: &Quantity) -> Option<Gain> {
    const LONGEST: usize = 70;
    const LEAST: u32 = 1000;
    let gap = passage.between(rise.range, with_operator(total));
    if LONGEST < gap.len() {
        return None;
    }
    let (by, to) = (exact(rise)?, exact(total)?);
    let is_one_kind = match (rise.kind, total.kind) {
        (QuantityKind::Money, QuantityKind::Money) | (QuantityKind::Dimension, QuantityKind::Dimension) => {
            rise.unit == total.unit
        }
        (QuantityKind::Number, QuantityKind::Number) => true,
        // 暴涨2180亿美元，总市值达到2.56亿
        (QuantityKind::Money, QuantityKind::Number) => Decimal::from(10_000) <= to.value,
        _ => false,
    };
    // Small numbers may be places in a list.
    if !is_one_kind || by.value <= to.value || by.value < Decimal::from(LEAST) || to.value <= Decimal::ZERO {
        return None;
    }
    if gap.contains(['。', ';', '；', '\n']) {
        return None;
    }
    let words = words();
    let gap = gap.to_lowercase();
    let gap = gap.trim_end_matches(is_filler);
    let gap = if words.gain_to.suffix(gap).is_some() { gap } else { strip_end(gap, &[&words.gain_light]) };
    let to_length = words.gain_to.suffix(gap)?;
    let noun = gap[..gap.len() - to_length].trim_matches(is_filler);
    let between = strip_end(noun, &[&words.gain_between, &words.gain_light]);
    // A noun may follow the first number, and the second then counts it too: 增长1200万人，达到8600万人.
    let is_measured = between.is_empty()
        || rise.kind == QuantityKind::Number && between.chars().count() <= 4 && !between.contains(['，', ',']);
    let before = passage.before(with_operator(rise)).to_lowercase();
    let lead = strip_end(&before, &[&words.gain_light]);
    let clause_start = before.rfind(['。', '.', ';', '；', '\n', '？', '！']).unwrap_or(0);
    let is_never = words.gain_never.stand_in(&before[clause_start..]) || words.gain_never.stand_in(gap);
    if !is_measured || words.gains.suffix(lead).is_none() || is_never {
        return None;
    }
    Some(Gain { rise: rise.range, total: total.range })
}
