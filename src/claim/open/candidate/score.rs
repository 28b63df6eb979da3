//! Results of benchmarks: a number or a percentage beside the name of a test.

use crate::quantity::{Operator, QuantityKind};
use crate::text::{TextRange, size};

use super::super::vocabulary::vocabulary;
use super::{Bound, Reading, is_mark, skip_marks, skip_marks_back};

/// Ties the results of a sentence: `84% on MMLU`, `MMLU 49.3`, `GPQA: 71.0`, 在MMLU上的得分为82%.
pub(super) fn bind(reading: &Reading<'_>, bound: &mut [Option<Bound>]) {
    let Some(attribute) = reading.tables.find_attribute("benchmark-score") else { return };
    for (index, place) in bound.iter_mut().enumerate() {
        let value = &reading.values[index];
        let is_result = matches!(value.kind, QuantityKind::Percent | QuantityKind::Number)
            && (matches!(value.operator, Operator::Equal | Operator::About) || value.is_end);
        if place.is_none()
            && is_result
            && let Some(phrase) = reading.result(index)
        {
            *place = Some(Bound { attributes: vec![attribute], phrase });
        }
    }
    // `MMLU: 84.2, DeepSWE: 56`: what is listed with a result in the same form is one.
    let is_result = |place: &Option<Bound>| place.as_ref().is_some_and(|bound| bound.attributes == [attribute]);
    let result = |index: usize| Some(Bound { attributes: vec![attribute], phrase: reading.values[index].range });
    for index in 1..bound.len() {
        if is_result(&bound[index - 1]) && bound[index].is_none() && reading.is_labelled_result(index) {
            bound[index] = result(index);
        }
    }
    for index in (0..bound.len().saturating_sub(1)).rev() {
        if is_result(&bound[index + 1]) && bound[index].is_none() && reading.is_labelled_result(index) {
            bound[index] = result(index);
        }
    }
}

/// Returns the length of the name of a test that a text ends with, a version after it included: `Terminal-Bench 2.1`.
fn test_at_end(text: &str) -> Option<usize> {
    let bare = text.trim_end_matches(|character: char| character.is_ascii_digit() || character == '.');
    let bare = if bare.len() < text.len() { bare.trim_end_matches([' ', 'v', '-']) } else { text };
    let version = text.len() - bare.len();
    let known = vocabulary().benchmarks.at_end(text);
    let known = known.or_else(|| vocabulary().benchmarks.at_end(bare).map(|length| length + version));
    known.or_else(|| {
        let start =
            bare.rfind(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '_')));
        let word = &bare[start.map_or(0, |at| bare.ceil_char_boundary(at + 1))..];
        is_test_name(word).then_some(word.len() + version)
    })
}

/// Returns whether a word is made as names of tests are: `NeedleBench`, `OmniEval`, `ScienceQA`.
fn is_test_name(word: &str) -> bool {
    let has_capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
    let lower = word.to_ascii_lowercase();
    has_capital
        && 5 < word.len()
        && (lower.contains("bench") && !lower.contains("benchmark") || lower.ends_with("eval") || word.ends_with("QA"))
}

impl Reading<'_> {
    fn result(&self, index: usize) -> Option<TextRange> {
        let vocabulary = vocabulary();
        let value = &self.values[index];
        if value.is_size {
            return None;
        }
        let start = usize::from(value.range.start());
        let end = usize::from(value.range.end());
        let before = self.before(value.outer);
        let sign = before.chars().next_back();
        if sign.is_some_and(|sign| matches!(sign, '+' | '-' | '#' | '×' | '$' | '/')) {
            return None;
        }
        // The name of the test right before, with a few words between.
        let mut lead = skip_marks_back(before);
        for _ in 0..3 {
            if let Some(length) = test_at_end(lead) {
                let from = start - (before.len() - lead.len()) - length;
                let is_plain = value.kind == QuantityKind::Percent || self.has_result_shape(index);
                return is_plain.then(|| TextRange::new(size(from), value.range.end()));
            }
            // `scores of 31.26 on Spider`, `the score is 55` where the sentence names a test.
            let names_score = vocabulary.score_words.at_end(lead).is_some();
            let is_fine = self.scene.text(value.range).contains('.') || value.kind == QuantityKind::Percent;
            if names_score && self.has_result_shape(index) && (is_fine || self.names_test()) {
                return Some(value.range);
            }
            let linked = vocabulary.score_links.at_end(lead).or_else(|| vocabulary.score_words.at_end(lead));
            let Some(length) = linked else { break };
            lead = skip_marks_back(&lead[..lead.len() - length]);
        }
        // The name right behind: `74.4% SWE-bench Verified`, `82% accuracy on MMLU`.
        let after = self.after(value.range);
        let mut rest = skip_marks(after);
        let mut names_score = false;
        for _ in 0..4 {
            let word = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
            let by_shape = || is_test_name(&rest[..word]).then_some(word);
            if let Some(length) = vocabulary.benchmarks.at_start(rest).or_else(by_shape) {
                let to = end + (after.len() - rest.len()) + length;
                let is_plain = value.kind == QuantityKind::Percent || self.is_plain_result(index);
                return is_plain.then(|| TextRange::new(value.range.start(), size(to)));
            }
            if let Some(length) = vocabulary.score_words.at_start(rest) {
                names_score = true;
                rest = skip_marks(&rest[length..]);
                continue;
            }
            let Some(length) = vocabulary.score_links.at_start(rest) else { break };
            rest = skip_marks(rest[length..].trim_start_matches(is_mark));
        }
        (names_score && value.kind == QuantityKind::Percent).then_some(value.range)
    }

    /// Returns whether the sentence names a test.
    fn names_test(&self) -> bool {
        let text = self.scene.text(self.sentence.range);
        vocabulary().benchmarks.is_in(&text[..text.floor_char_boundary(600.min(text.len()))])
    }

    /// Returns whether a value is listed right behind the one before, in the same form: `scores of 83.6 and 85.3`.
    fn goes_on_from(&self, index: usize) -> bool {
        let Some(previous) = index.checked_sub(1) else { return false };
        let value = &self.values[index];
        let is_fine = |index: usize| self.scene.text(self.values[index].range).contains('.');
        value.kind == self.values[previous].kind
            && (value.kind == QuantityKind::Percent || is_fine(previous) && is_fine(index))
            && self.has_result_shape(index)
            && crate::claim::words().is_conjunction(self.gap(previous, index))
    }

    /// Returns whether a value stands behind a name and a colon (`DeepSWE: 56`), or behind `to` and the value before.
    fn is_labelled_result(&self, index: usize) -> bool {
        let value = &self.values[index];
        let before = skip_marks_back(self.before(value.range));
        // `from 17.1 to 91.6`.
        let is_change = index.checked_sub(1).is_some_and(|previous| {
            let gap = self.gap(previous, index).trim_matches(is_mark);
            matches!(gap, "to" | "到" | "至") && value.kind == self.values[previous].kind && !value.is_size
        });
        if is_change || self.goes_on_from(index) {
            return true;
        }
        let Some(label) = before.strip_suffix([':', '：']) else { return false };
        let is_named = label.ends_with(|last: char| last.is_ascii_alphanumeric());
        let is_fitting = matches!(value.kind, QuantityKind::Percent | QuantityKind::Number) && !value.is_size;
        is_named && is_fitting && self.has_result_shape(index)
    }

    /// Returns whether a bare number looks like a result: with a decimal, or of two digits and more, and no count of what
    /// follows.
    fn has_result_shape(&self, index: usize) -> bool {
        let after = skip_marks(self.after(self.values[index].range));
        let length = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let is_joint = matches!(&after[..length], "and" | "or" | "respectively");
        let is_count = 0 < length && !is_joint && vocabulary().score_links.at_start(after).is_none();
        self.is_plain_result(index) && !is_count
    }

    fn is_plain_result(&self, index: usize) -> bool {
        let text = self.scene.text(self.values[index].range);
        let is_year = text.len() == 4 && text.starts_with("20");
        (text.contains('.') || 2 <= text.len()) && !is_year
    }
}
