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
            && matches!(value.operator, Operator::Equal | Operator::About)
            && !value.is_low_end;
        if place.is_none()
            && is_result
            && let Some(phrase) = reading.result(index)
        {
            *place = Some(Bound { attributes: vec![attribute], phrase });
        }
    }
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
            if let Some(length) = vocabulary.benchmarks.at_end(lead) {
                let from = start - (before.len() - lead.len()) - length;
                let is_plain = value.kind == QuantityKind::Percent || self.has_result_shape(index);
                return is_plain.then(|| TextRange::new(size(from), value.range.end()));
            }
            let names_score = vocabulary.score_words.at_end(lead).is_some();
            if names_score
                && self.has_result_shape(index)
                && vocabulary.benchmarks.is_in(self.scene.text(self.sentence.range))
            {
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
            if let Some(length) = vocabulary.benchmarks.at_start(rest) {
                let to = end + (after.len() - rest.len()) + length;
                let is_plain = value.kind == QuantityKind::Percent || self.has_result_shape(index);
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
        let says_test = |text: &str| vocabulary.benchmarks.is_in(text);
        let near = &before[before.ceil_char_boundary(before.len().saturating_sub(80))..];
        let is_score = names_score && value.kind == QuantityKind::Percent && (says_test(near) || says_test(after));
        is_score.then_some(value.range)
    }

    /// Returns whether a bare number looks like a result: with a decimal, or of two digits and more.
    fn has_result_shape(&self, index: usize) -> bool {
        let text = self.scene.text(self.values[index].range);
        let is_year = text.len() == 4 && text.starts_with("20");
        let follows_noun =
            skip_marks(self.after(self.values[index].range)).starts_with(|next: char| next.is_ascii_alphabetic());
        (text.contains('.') || 2 <= text.len()) && !is_year && !follows_noun
    }
}
