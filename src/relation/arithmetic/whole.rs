//! Lists of shares that say that they make up a whole: `70 % A, 20 % B and the remaining 15 %`.
//!
//! Main type: [`Whole`].

use rust_decimal::Decimal;

use super::figure::{Figure, FigureKind, Passage, fold};
use super::interval::Interval;
use super::words::words;
use crate::language::Operator;

/// Shares that are said to be all of a whole, in order, and do not come to it.
#[derive(Clone, Debug)]
pub(crate) struct Whole {
    pub(crate) shares: Vec<Figure>,
    pub(crate) sum: Decimal,
}

/// Returns the wholes of a sentence that do not come to a hundred; `context` is the sentence with what stands before it.
pub(super) fn read<'a>(passage: &Passage<'_>, context: impl Fn() -> Passage<'a>, wholes: &mut Vec<Whole>) {
    let percentages = passage.figures.iter().filter(|figure| figure.kind == FigureKind::Percent);
    if percentages.count() < 2 {
        return;
    }
    let text = passage.text().to_lowercase();
    if passage.is_doubtful() || words().halves.stand_in(&text) {
        return;
    }
    wholes.extend(with_rest(passage, context).or_else(|| composed(passage, &text)));
}

/// Reads a list that ends with what remains: A占40%，B占35%，其余25%.
fn with_rest<'a>(passage: &Passage<'_>, context: impl Fn() -> Passage<'a>) -> Option<Whole> {
    let figures = &passage.figures;
    let last = (1..figures.len()).find(|index| {
        let gap = passage.before(*index).trim_end();
        let from = gap.rfind([',', ';', '.', '。']).map_or(0, |at| at + 1);
        figures[*index].kind == FigureKind::Percent
            && words().certain_rest.stand_in(&gap[from..])
            && gap[from..].len() <= 30
            && !words().of_which.stand_in(gap)
            && !gap.contains("of the remaining")
    })?;
    let is_share = |index: usize| {
        let figure = &figures[index];
        let words = words();
        let (before, after) = (passage.before(index), passage.after(index));
        let is_change = [&words.rise, &words.fall, &words.better, &words.faster]
            .iter()
            .any(|list| list.ends(before) || list.starts(after) || list.ends(before.trim_end_matches(['了', ' '])));
        figure.kind == FigureKind::Percent && is_exact(figure) && !is_change
    };
    // Other numbers between may be counts of the same things.
    let first = (0..last).rev().take_while(|index| is_share(*index)).last()?;
    if !is_exact(&figures[last]) || figures[..first].iter().any(|figure| figure.kind == FigureKind::Percent) {
        return None;
    }
    let shares: Vec<Figure> = figures[first..=last].to_vec();
    if (first..last).any(|index| passage.after(index).len() > 120) {
        return None;
    }
    let whole = unbalanced(shares)?;
    // The list may have started before the sentence did, or count some shares as parts of others.
    let before: Vec<Figure> = context()
        .figures
        .iter()
        .filter(|figure| figure.kind == FigureKind::Percent && figure.range.end() <= figures[last].range.start())
        .copied()
        .collect();
    (!some_sum_to_whole(&before, &figures[last])).then_some(whole)
}

/// Reads a list that a verb makes a whole: `consists of 70 % A, 20 % B and 10 % C`, 由A（70%）和B（30%）组成.
fn composed(passage: &Passage<'_>, text: &str) -> Option<Whole> {
    let figures = &passage.figures;
    let first = figures.iter().position(|figure| figure.kind == FigureKind::Percent)?;
    let count =
        figures[first..].iter().take_while(|figure| figure.kind == FigureKind::Percent && is_exact(figure)).count();
    let last = first + count.checked_sub(1)?;
    let words = words();
    let is_list = |limit: usize| {
        (first..last).all(|index| passage.after(index).len() <= limit && !passage.after(index).contains([';', '。']))
    };
    if count < 2 || !is_list(60) || words.rest.stand_in(text) {
        return None;
    }
    let is_listed = figures[last + 1..].iter().all(|figure| figure.kind != FigureKind::Percent);
    let mut lead = String::new();
    fold(passage.lead(first), &mut lead);
    let lead = lead.as_str();
    let is_said = if lead.is_ascii() {
        words
            .whole_before
            .last_in(lead)
            .is_some_and(|(_, end)| lead.len() - end <= 40 && !lead[end..].contains(['.', ';']))
    } else {
        let after = passage.rest(last);
        let is_opened = words.whole_before.last_in(lead).is_some_and(|(_, end)| lead.len() - end <= 24);
        is_opened
            && words
                .whole_after
                .last_in(&after)
                .is_some_and(|(start, _)| start <= 60 && !after[..start].contains(['。', ';']))
    };
    let is_open = words.open_lists.stand_in(text) || words.open_lists.stems_in(passage.after(last)) && !lead.is_ascii();
    (is_said && is_listed && !is_open).then(|| unbalanced(figures[first..=last].to_vec())).flatten()
}

fn is_exact(figure: &Figure) -> bool {
    matches!(figure.operator, Operator::Equal)
}

/// Returns shares as a whole, where they do not come to a hundred.
fn unbalanced(shares: Vec<Figure>) -> Option<Whole> {
    let interval = sum(shares.iter())?;
    if shares.len() < 2 || interval.meets(Interval::around(Decimal::ONE_HUNDRED, Decimal::ZERO)) {
        return None;
    }
    let sum = shares.iter().try_fold(Decimal::ZERO, |sum, share| sum.checked_add(share.value))?;
    Some(Whole { shares, sum })
}

/// Returns what rounded shares may come to.
fn sum<'a>(shares: impl Iterator<Item = &'a Figure>) -> Option<Interval> {
    let mut all = Interval::around(Decimal::ZERO, Decimal::ZERO);
    for share in shares {
        let slack = share.place / Decimal::TWO;
        let share = Interval::around(share.value, slack);
        all = Interval { low: all.low.checked_add(share.low)?, high: all.high.checked_add(share.high)? };
    }
    Some(all)
}

/// Returns whether some of the shares before come to a hundred with the last.
fn some_sum_to_whole(before: &[Figure], last: &Figure) -> bool {
    // Of the nearest alone, so that the number of subsets stays small.
    let near = &before[before.len().saturating_sub(10)..];
    (0_u32..1 << near.len()).any(|chosen| {
        let shares = near.iter().enumerate().filter(|(index, _)| chosen & 1 << index != 0).map(|(_, share)| share);
        sum(shares.chain([last])).is_some_and(|sum| sum.meets(Interval::around(Decimal::ONE_HUNDRED, Decimal::ZERO)))
    })
}
