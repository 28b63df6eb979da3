//! What the text around a claim says of its time and of what it counts.

use crate::claim::{Analysis, Claim, words};
use crate::document::Document;
use crate::reference::Phrase;
use crate::text::{TextRange, range};

/// The words beside a value, in lower case: on either side up to the next number, comma or bracket of the sentence.
pub(super) struct Beside {
    before: String,
    after: String,
}

impl Beside {
    pub(super) fn of(document: &Document, analysis: &Analysis, claim: &Claim) -> Self {
        let is_end = |character: char| matches!(character, '，' | '、' | '和' | '（' | '(' | ',');
        let sentence = sentence_of(document, claim);
        let (mut first, mut last) = (sentence.start(), sentence.end());
        for number in within(&analysis.quantities, sentence, |quantity| quantity.range) {
            let number = number.range;
            if number.end() <= claim.range.start() {
                first = first.max(number.end());
            } else if claim.range.end() <= number.start() {
                last = last.min(number.start());
            }
        }
        let before = document.prose.slice(TextRange::new(first, claim.range.start().max(first)));
        let after = document.prose.slice(TextRange::new(claim.range.end().min(last), last));
        Self {
            before: before.rsplit(is_end).next().unwrap_or_default().to_lowercase(),
            after: after.split(is_end).next().unwrap_or_default().to_lowercase(),
        }
    }

    /// Returns whether a phrase stands there that is not part of one of `own`.
    pub(super) fn names<'p>(&self, phrases: &[Phrase], own: impl Iterator<Item = &'p Phrase>) -> bool {
        let own: Vec<String> = own.map(|phrase| phrase.text.to_lowercase()).collect();
        phrases.iter().map(|phrase| phrase.text.to_lowercase()).any(|phrase| {
            !own.iter().any(|own| own.contains(&phrase))
                && (self.before.contains(&phrase) || self.after.contains(&phrase))
        })
    }

    /// Returns whether the value is of what is in use: `uses … per token`, 推理时调用.
    pub(super) fn speaks_of_use(&self) -> bool {
        words().speaks_of_use(&self.before) || words().speaks_of_use(&self.after)
    }
}

/// Returns whether the sentence of a claim speaks of the past (曾, previously) or names a date.
pub(super) fn speaks_of_another_time(document: &Document, analysis: &Analysis, claim: &Claim) -> bool {
    let sentence = sentence_of(document, claim);
    words().speaks_of_past(document.prose.slice(sentence))
        || !within(&analysis.dates, sentence, |date| date.expression.range).is_empty()
}

/// Returns the bytes of a claim's sentence; at most 600 on either side, far more than sentences have.
pub(super) fn sentence_of(document: &Document, claim: &Claim) -> TextRange {
    const REACH: usize = 600;
    let prose = document.prose.text();
    let (start, end) = (usize::from(claim.range.start()), usize::from(claim.range.end()));
    let is_end = |character: char| matches!(character, '。' | '！' | '？' | '\n' | '；' | ';');
    let from = prose.ceil_char_boundary(start.saturating_sub(REACH));
    let before = &prose[from..start];
    let mark = before.char_indices().rev().find(|(_, character)| is_end(*character));
    let mark = mark.map_or(0, |(at, character)| at + character.len_utf8());
    let first = mark.max(before.rfind(". ").map_or(0, |at| at + 1)) + from;
    let after = &prose[end..prose.floor_char_boundary((end + REACH).min(prose.len()))];
    let length = after.find(is_end).unwrap_or(after.len()).min(after.find(". ").unwrap_or(after.len()));
    range(first, end + length)
}

/// Returns the items whose ranges lie in `window`; `items` are in order.
pub(super) fn within<T>(items: &[T], window: TextRange, range_of: impl Fn(&T) -> TextRange) -> &[T] {
    let first = items.partition_point(|item| range_of(item).start() < window.start());
    let length = items[first..].partition_point(|item| range_of(item).end() <= window.end());
    &items[first..first + length]
}
