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
        if !is_candidate || matches!(by.operator, Operator::Less) || passage.has_cue(CueKind::Negation) || passage.is_doubtful() {
            continue;
        }
        let (before, after) = (passage.before(index), passage.after(index));
        let is_multiple = !matches!(by.kind, FigureKind::Percent);
        // The verb stands right before the number: 下降了约150%, `fell by 150 %`; or right behind it: `150 % cheaper`.
        let lead = bare_lead(before);
        let falls_before = words.fall.suffix(lead).filter(|_| !words.not_falls.ends(before));
        let falls_after = words.fall.prefix(after.trim_start()).filter(|_| after.is_ascii() || !before.ends_with('的'));
        // In English, N times less is everyday language, and contested.
        let is_chinese = !lead.is_ascii() && falls_before.is_some_and(|length| !lead[lead.len() - length..].is_ascii());
        let is_fall = if is_multiple { is_chinese } else { falls_before.is_some() || falls_after.is_some_and(|_| is_english_noun(after)) };
        let text = passage.text().to_lowercase();
        if !is_fall || words.below_zero.stems_in(&text) || words.denials.stems_in(&text) || after.starts_with('的') && is_multiple {
            continue;
        }
        // 从80提到… or `from 300 % to 150 %`: levels, not changes.
        let is_level = words.to.ends(before) || words.from.ends(before) || words.to.starts(after.trim_start());
        if !is_level && !is_change_of_direction(lead, falls_before) {
            decreases.push(Decrease { by: *by });
        }
    }
}

/// Returns the words before a number without what stands between a verb and it: 了, 约, by, more than.
fn bare_lead(before: &str) -> &str {
    let mut rest = before.trim_end();
    loop {
        let shorter = ["了", "约", "近", "超过", "超", "达", "高达", "达到", "逾", "整整", "将近", "至少", "幅度", "幅度达", "最多", "最高", "by", "about", "over", "more than", "nearly", "almost", "up to", "roughly", "around", "as much as", "a", "an", "~"]
            .iter()
            .filter(|word| rest.ends_with(**word) && (!word.is_ascii() || rest[..rest.len() - word.len()].ends_with(' ') || **word == "~"))
            .max_by_key(|word| word.len());
        let Some(word) = shorter else { return rest };
        rest = rest[..rest.len() - word.len()].trim_end();
    }
}

/// Returns whether a word for a fall belongs to another: 不减, 增减, 升降, up and down.
fn is_change_of_direction(lead: &str, falls_before: Option<usize>) -> bool {
    falls_before.is_some_and(|length| {
        let before = lead[..lead.len() - length].trim_end();
        before.ends_with(['不', '增', '升', '涨', '没', '未', '无', '至', '多', '加', '乘']) || before.ends_with("up and") || before.ends_with("no") || before.ends_with("burn") || before.ends_with("zoom")
    })
}

/// Returns whether the words after a percentage make it a decrease: `150 % cheaper`, `a 150 % reduction`, and not
/// `150 % discount codes` or `120 % less than perfect`.
fn is_english_noun(after: &str) -> bool {
    let words = after.trim_start();
    ["cheaper", "reduction", "decrease", "decline", "drop", "fewer", "smaller", "lower", "less "].iter().any(|word| words.starts_with(word))
}
