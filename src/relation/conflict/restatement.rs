//! A number said again in other words: 5000亿（500B）, 3 million (300万), 10 km (6 miles).

use rust_decimal::Decimal;

use crate::claim::Analysis;
use crate::document::Document;
use crate::quantity::{Amount, Quantity, QuantityKind};
use crate::text::TextRange;

use super::amounts::{agree, slip};
use super::passage::{Passage, exact, passages};
use super::units::{self, Fit};
use super::words::{Words, is_filler, strip_start, words};

/// A number and the same one said again, which it is not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Restatement {
    pub(crate) first: TextRange,
    pub(crate) second: TextRange,
    /// The power of ten by which the second is too large, where that alone is wrong.
    pub(crate) power: Option<i32>,
}

/// Two numbers that stand as one and the same.
pub(super) struct Pair<'a> {
    pub(super) first: &'a Quantity,
    pub(super) second: &'a Quantity,
    /// Whether words say that they are the same: 约合, i.e.
    pub(super) is_said: bool,
    /// Whether they say that the second is in yuan.
    pub(super) is_yuan: bool,
    /// The nouns behind the first and the second.
    nouns: (&'a str, &'a str),
}

/// Returns the numbers of a document that are said again wrongly.
pub(crate) fn restatements(document: &Document, analysis: &Analysis) -> Vec<Restatement> {
    let mut found = Vec::new();
    for passage in passages(document, analysis, 2) {
        let is_one_kind = |first: &Quantity, second: &Quantity| first.kind == second.kind;
        found.extend(pairs(&passage, is_one_kind).filter_map(|pair| restatement(&passage, &pair)));
    }
    found
}

/// Returns the pairs of neighbours of a block of which the second says the first again, of those that are wanted.
pub(super) fn pairs<'a>(
    passage: &Passage<'a>,
    is_wanted: impl Fn(&Quantity, &Quantity) -> bool,
) -> impl Iterator<Item = Pair<'a>> {
    let passage = *passage;
    passage.quantities.windows(2).filter_map(move |pair| {
        let [first, second] = pair else { return None };
        if is_wanted(first, second) { pair_of(&passage, first, second) } else { None }
    })
}

fn pair_of<'a>(passage: &Passage<'a>, first: &'a Quantity, second: &'a Quantity) -> Option<Pair<'a>> {
    const LONGEST: usize = 60;
    let words = words();
    let gap = passage.between(first.range, second.range);
    // A bracket or a comma of either width stands in it.
    if LONGEST < gap.len()
        || memchr::memchr3(b'(', b',', 0xEF, gap.as_bytes()).is_none()
        || gap.contains(['。', '；', ';', '\n', '、'])
    {
        return None;
    }
    let (noun, inner, is_bracketed) = match gap.find(['（', '(', '，', ',']) {
        Some(at) => {
            let mark = gap[at..].chars().next()?;
            (&gap[..at], &gap[at + mark.len_utf8()..], matches!(mark, '（' | '('))
        }
        None => return None,
    };
    let noun = noun.trim_matches(is_filler);
    let folded = inner.to_lowercase();
    let list = if is_bracketed { &words.restating } else { &words.restating_joined };
    let (is_said, rest) = cue(words, list, &folded);
    if !is_bracketed && !is_said || !rest.is_empty() || 24 < noun.len() {
        return None;
    }
    let after = passage.after(second.range);
    let close = if is_bracketed { after.find(['）', ')'])? } else { 0 };
    let second_noun = after[..close].trim_matches(is_filler);
    let folded_noun = second_noun.to_lowercase();
    let second_noun = if strip_start(&folded_noun, &[&words.restated_after]).is_empty() { "" } else { second_noun };
    if 24 < second_noun.len() {
        return None;
    }
    let is_rough = words.rough.stand_in(&folded)
        || first.operator_range.is_some()
        || second.operator_range.is_some()
        || second.operator != crate::quantity::Operator::Equal;
    let is_yuan = words.yuan.stand_in(&folded) || words.yuan.stand_in(&folded_noun);
    Some(Pair { first, second, is_said: is_said || is_rough, is_yuan, nouns: (noun, second_noun) })
}

/// Takes the words for "the same" off a folded gap, and returns whether there were any, and what is left.
fn cue<'a>(words: &Words, list: &crate::language::Phrases, gap: &'a str) -> (bool, &'a str) {
    let gap = gap.trim_matches(is_filler);
    let rest = strip_start(gap, &[list, &words.rough]);
    (rest.len() < gap.len(), rest)
}

fn restatement(passage: &Passage<'_>, pair: &Pair<'_>) -> Option<Restatement> {
    let (first, second) = (pair.first, pair.second);
    let (one, other) = (exact(first)?, exact(second)?);
    if one.value <= Decimal::ZERO || other.value <= Decimal::ZERO {
        return None;
    }
    let power = match (first.kind, second.kind) {
        (QuantityKind::Number, QuantityKind::Number) => plain(passage, pair, one, other)?,
        (QuantityKind::Money, QuantityKind::Money) if first.unit == second.unit => plain(passage, pair, one, other)?,
        (QuantityKind::Dimension, QuantityKind::Dimension) | (QuantityKind::Temperature, QuantityKind::Temperature) => {
            // A sign before the number is not read with it: -10 °C.
            let is_signed = |quantity: &Quantity| passage.before(quantity.range).ends_with(['-', '−', '–', '负']);
            if !pair.nouns.1.is_empty() || is_signed(first) || is_signed(second) {
                return None;
            }
            match units::compare((first.unit?, one), (second.unit?, other), pair.is_said)? {
                Fit::Same => return None,
                Fit::Slip(power) => Some(power),
                Fit::Other => None,
            }
        }
        _ => return None,
    };
    let range = |quantity: &Quantity| quantity.range;
    Some(Restatement { first: range(first), second: range(second), power })
}

/// Compares two numbers of one unit. `None` where they agree, or need not; else the power of ten that alone is wrong.
#[expect(clippy::option_option, reason = "whether it is wrong, and whether a power of ten explains it")]
fn plain(passage: &Passage<'_>, pair: &Pair<'_>, one: Amount, other: Amount) -> Option<Option<i32>> {
    let prose = passage.document.prose.text();
    let text = |quantity: &Quantity| &prose[usize::from(quantity.number.start())..usize::from(quantity.number.end())];
    let (before, after) = pair.nouns;
    let is_same_noun = after.is_empty()
        || after == before
        || before.is_empty() && {
            // 200万（2B token）
            passage.after(pair.second.range).find(['）', ')']).is_some_and(|close| {
                let behind = &passage.after(pair.second.range)[close..];
                behind.trim_start_matches(['）', ')']).trim_start().starts_with(after)
            })
        };
    let (one_notation, other_notation) = (notation(text(pair.first)), notation(text(pair.second)));
    let is_other_notation = one_notation != other_notation;
    let is_small =
        |notation: Notation, amount: Amount| notation == Notation::Digits && amount.value < Decimal::ONE_THOUSAND;
    if !is_same_noun
        || !(is_other_notation || pair.is_said && after == before)
        || is_small(one_notation, one)
        || is_small(other_notation, other)
        || agree(one, other, 5)
        || is_binary(one.value, other.value)
    {
        return None;
    }
    if let Some(power) = slip(one.value, other.value, 4) {
        return Some(Some(power));
    }
    // A year before brackets counts nothing.
    let is_year = |notation: Notation, amount: Amount| {
        notation == Notation::Digits && Decimal::from(1900) <= amount.value && amount.value <= Decimal::from(2100)
    };
    let is_number = !is_year(one_notation, one) && !is_year(other_notation, other);
    let (smaller, larger) = (one.value.min(other.value), one.value.max(other.value));
    (is_other_notation && is_number && larger < smaller * Decimal::from(8)).then_some(None)
}

/// Returns whether one number is the other counted in powers of 1024: 128K and 131,072.
fn is_binary(one: Decimal, other: Decimal) -> bool {
    let (smaller, larger) = (one.min(other), one.max(other));
    [Decimal::new(1024, 3), Decimal::new(1_048_576, 6), Decimal::new(1_073_741_824, 9)].into_iter().any(|factor| {
        let difference = (smaller * factor - larger).abs();
        difference * Decimal::from(200) <= larger
    })
}

/// How a number is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Notation {
    Digits,
    Chinese,
    Letter,
    Word,
}

fn notation(number: &str) -> Notation {
    if !number.is_ascii() {
        return Notation::Chinese;
    }
    match number.bytes().next_back() {
        Some(b'K' | b'k' | b'M' | b'B' | b'T' | b'm' | b'b') => Notation::Letter,
        Some(last) if last.is_ascii_alphabetic() => Notation::Word,
        _ => Notation::Digits,
    }
}
