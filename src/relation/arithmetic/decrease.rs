//! Decreases by more than there was: 下降了150%, `150 % cheaper`, 便宜了三倍.
//!
//! Main type: [`Decrease`].

use rust_decimal::Decimal;

use super::figure::{Figure, FigureKind, Passage};
use super::words::words;
use crate::language::{CueKind, Operator};

/// A decrease that takes away more than the whole.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Decrease {
    /// A percentage over a hundred, or a multiple.
    pub(crate) by: Figure,
}

impl Decrease {
    /// Returns whether it is put as a multiple: 降低了3倍.
    pub(crate) fn is_multiple(&self) -> bool {
        matches!(self.by.kind, FigureKind::Multiple { .. })
    }
}

/// Returns the impossible decreases of a sentence.
pub(super) fn read(passage: &Passage<'_>, decreases: &mut Vec<Decrease>) {
    let words = words();
    for (index, by) in passage.figures.iter().enumerate() {
        let is_candidate = match by.kind {
            FigureKind::Percent => by.value > Decimal::ONE_HUNDRED,
            FigureKind::Multiple { is_word } => !is_word && by.value >= Decimal::ONE,
            _ => false,
        };
        if !is_candidate
            || matches!(by.operator, Operator::Less)
            || passage.has_cue(CueKind::Negation)
            || passage.is_doubtful()
        {
            continue;
        }
        let (before, after) = (passage.before(index), passage.after(index));
        let is_multiple = !matches!(by.kind, FigureKind::Percent);
        // The verb stands right before the number: 下降了约150%, `fell by 150 %`; or right behind it: `150 % cheaper`.
        let lead = bare_lead(before);
        let falls_before = words.fall.suffix(lead).filter(|_| !words.not_falls.ends(before));
        // In English, N times less is everyday language, and contested.
        let is_chinese = !lead.is_ascii() && falls_before.is_some_and(|length| !lead[lead.len() - length..].is_ascii());
        let is_fall = if is_multiple { is_chinese } else { falls_before.is_some() || words.fall_nouns.starts(after) };
        let text = passage.text().to_lowercase();
        if !is_fall
            || words.below_zero.stems_in(&text)
            || words.denials.stems_in(&text)
            || after.starts_with('的') && is_multiple
        {
            continue;
        }
        // 从80提到… or `from 300 % to 150 %`: levels, not changes.
        let is_level = words.to.ends(before) || words.from.ends(before) || words.to.starts(after.trim_start());
        if !is_level && !is_other_word(lead, falls_before) {
            decreases.push(Decrease { by: *by });
        }
    }
}

/// Returns the words before a number without what stands between a verb and it: 了, 约, by, more than.
fn bare_lead(before: &str) -> &str {
    let mut rest = before.trim_end();
    while let Some(length) = words().beside_size.suffix(rest) {
        rest = rest[..rest.len() - length].trim_end();
    }
    rest
}

/// Returns whether a word for a fall belongs to another: 不减, 升降, up and down.
fn is_other_word(lead: &str, falls_before: Option<usize>) -> bool {
    falls_before.is_some_and(|length| words().no_falls.ends(&lead[..lead.len() - length]))
}
