//! Means of whole numbers, beside how many were averaged: `the 20 students rated it in whole points; the mean was 3.45`.
//!
//! Main type: [`Mean`]. A mean of n whole numbers is a multiple of 1/n, which at few decimals rules out most figures: the
//! GRIM test of Brown and Heathers (2017), Social Psychological and Personality Science 8(4), 363-369.

use rust_decimal::Decimal;

use super::figure::{Figure, FigureKind, Passage, Unit};
use super::interval::Interval;
use super::words::words;
use crate::language::Operator;

/// A mean of whole numbers that no whole sum gives.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mean {
    pub(crate) mean: Figure,
    pub(crate) count: Figure,
    /// The means nearest to it that whole numbers have.
    pub(crate) nearest: (Decimal, Decimal),
}

/// Returns the impossible means of a sentence; `lead` is the sentence with what stands before it in its block,
/// where the text may say that the items are whole.
pub(super) fn read(passage: &Passage<'_>, lead: &str, means: &mut Vec<Mean>) {
    let words = words();
    for (index, mean) in passage.figures.iter().enumerate() {
        let is_number = matches!(mean.kind, FigureKind::Amount(Unit::None | Unit::Known(_)));
        if !is_number || mean.scale != Decimal::ONE || mean.operator != Operator::Equal || mean.place >= Decimal::ONE {
            continue;
        }
        if !is_mean(passage, index) {
            continue;
        }
        if passage.is_doubtful() || words.not_single.stand_in(&passage.text().to_lowercase()) {
            return;
        }
        if !counts_wholes(passage, index) && !words.whole_items.stems_in(&lead.to_lowercase()) {
            continue;
        }
        let Some(count) = sample(passage, index) else { continue };
        means.extend(impossible(*mean, count));
    }
}

/// Returns whether a number is said to be a mean.
fn is_mean(passage: &Passage<'_>, index: usize) -> bool {
    let words = words();
    let lead = passage.before(index);
    let is_called = words.mean.last_in(lead).is_some_and(|(_, end)| {
        let between = lead[end..].trim();
        between.len() <= 30 && !between.contains([';', '。', '.', ')', ','])
    });
    is_called
        || words.mean_after.stand_in(passage.after(index))
            && passage.after(index).find("on average").is_some_and(|at| at <= 24)
}

/// Returns whether what a mean counts comes in whole numbers: 1.75个孩子.
fn counts_wholes(passage: &Passage<'_>, index: usize) -> bool {
    let after = passage.after(index).trim_start();
    words().whole_nouns.starts(after)
        || words()
            .mean
            .last_in(passage.before(index))
            .is_some_and(|(start, end)| passage.before(index)[start..end].contains("进球"))
}

/// Returns how many were averaged, where the sentence names one number of people or says n = 20.
fn sample(passage: &Passage<'_>, mean: usize) -> Option<Figure> {
    let mut found = (0..passage.figures.len()).filter(|index| *index != mean && is_sample(passage, *index));
    let only = found.next()?;
    let repeated = |other: usize| passage.figures[other].value == passage.figures[only].value;
    found.all(repeated).then(|| passage.figures[only])
}

fn is_sample(passage: &Passage<'_>, index: usize) -> bool {
    let figure = &passage.figures[index];
    let is_count = figure.is_count()
        && figure.operator == Operator::Equal
        && figure.scale == Decimal::ONE
        && figure.place == Decimal::ONE;
    let before = passage.before(index).trim_end();
    let is_n = before.strip_suffix('=').is_some_and(|lead| {
        let lead = lead.trim_end();
        lead.strip_suffix('n').is_some_and(|outer| !outer.ends_with(|before: char| before.is_ascii_alphanumeric()))
    });
    let after = passage.after(index).trim_start();
    is_count && (is_n || words().people.starts(after))
}

/// Returns a mean as one that `count` whole numbers cannot have, rounded or cut; `None` where they can.
fn impossible(mean: Figure, count: Figure) -> Option<Mean> {
    let (value, n) = (mean.value, count.value);
    // With more items than places, every figure is some mean.
    if n < Decimal::TWO || Decimal::ONE <= n.checked_mul(mean.place)? {
        return None;
    }
    let sum = value.checked_mul(n)?;
    let (below, above) = (sum.floor(), sum.ceil());
    let said = Interval {
        high: Interval::around(value, mean.place).high,
        ..Interval::around(value, mean.place / Decimal::TWO)
    };
    let is_possible = |sum: Decimal| {
        let mean_of = sum.checked_div(n);
        mean_of.is_none_or(|mean_of| said.low <= mean_of && mean_of < said.high)
    };
    if is_possible(below) || is_possible(above) {
        return None;
    }
    Some(Mean { mean, count, nearest: (below.checked_div(n)?, above.checked_div(n)?) })
}
