//! Sizes of no model in particular: `models over 1B`, 千亿参数模型.

use crate::text::TextRange;

use super::filler::longest_generic;
use super::tie::Place;
use super::vocabulary::vocabulary;

impl Place<'_, '_> {
    /// Returns whether the size is that of models in general, whoever else the clause names: `beats other 7B models`,
    /// 与最好的70亿参数模型相比.
    pub(super) fn is_of_others(&self) -> bool {
        let phrase = self.candidate.phrase.cover(self.candidate.range);
        let clause = self.clause_range();
        let before = self.text(TextRange::new(clause.start().min(phrase.start()), phrase.start()));
        let before = before.trim_end_matches([' ', '*', '_', '~', '约', '近', '超', '（', '(']);
        let after = self.text(TextRange::new(phrase.end(), self.sentence.range.end().max(phrase.end())));
        let after = &after[..after.floor_char_boundary(36)];
        let noun_phrase = after.split(['.', ',', ';', '，', '。', '；', '、']).next().unwrap_or(after);
        let is_model = [self.text(phrase), noun_phrase].iter().any(|text| {
            text.contains("模型")
                || text.split([' ', '*', ')']).any(|word| matches!(word, "model" | "models" | "LLM" | "LLMs"))
        });
        self.is_size && is_model && vocabulary().others.suffix(before).is_some()
    }

    /// Returns whether the value's noun stands for any of its size: `a 7B model`, `models over 1B`, `10亿以上的模型`.
    pub(super) fn is_generic(&self) -> bool {
        if !self.is_size {
            return false;
        }
        let words = vocabulary();
        let phrase = self.candidate.phrase.cover(self.candidate.range);
        let clause = self.clause_range();
        let before = self.text(TextRange::new(clause.start().min(phrase.start()), phrase.start()));
        let before = before.trim_end_matches([' ', '*', '_', '~', '约', '近', '超', '<', '>', '≥']);
        let after = self.text(TextRange::new(phrase.end(), self.sentence.range.end().max(phrase.end())));
        let after = &after[..after.floor_char_boundary(48)];
        let after = after.trim_start_matches([' ', '*', '_', '-', '\n']);
        let noun_phrase = after.split(['.', ',', ';', '(', ')', '，', '。', '（']).next().unwrap_or(after);
        let head_words = || self.text(phrase).split(' ').chain(noun_phrase.split(' ').take(4));
        let has = |nouns: &[&str]| {
            head_words().any(|word| nouns.iter().any(|noun| word.trim_matches('*').eq_ignore_ascii_case(noun)))
        };
        let is_plural = has(&["models", "LLMs", "networks", "transformers"]);
        let is_member = head_words().any(|word| words.members.has(word)) || words.members.prefix(noun_phrase).is_some();
        let is_model = is_plural || has(&["model", "LLM", "network"]) || noun_phrase.contains("模型");
        let last_words: Vec<&str> = before.rsplit([' ', '\n']).take(5).collect();
        let is_definite =
            last_words.iter().any(|word| words.definite.has(word)) || words.definite.suffix(before).is_some();
        let is_indefinite = words.indefinite.suffix(before).is_some();
        // In apposition to the clause before: `…, a 7B model`.
        let is_apposition = 0 < self.clause && words.indefinite.has(before.trim());
        // 千亿参数模型 without a name beside it is any of that order.
        let value = self.text(self.candidate.range);
        let is_vague = value.chars().all(|c| matches!(c, '数' | '几' | '十' | '百' | '千' | '万' | '亿' | '上'));
        let mut kind = noun_phrase.trim_start_matches(['参', '数', '的', '量', '级', '个', ' ']);
        while let Some(length) = longest_generic(kind).filter(|_| words.things.prefix(kind).is_none()) {
            kind = kind[length..].trim_start();
        }
        let is_kind =
            words.things.prefix(kind).is_some() || noun_phrase.contains("LLM") || self.text(phrase).ends_with("模型");
        if is_vague && is_kind && !is_definite {
            return true;
        }
        if is_definite || is_member || is_apposition || !is_model {
            return false;
        }
        is_plural || is_indefinite && !is_described(before)
    }
}

/// Returns whether the text ends with a verb of being and an article: `is a`, 是一个, `as a`.
fn is_described(before: &str) -> bool {
    let article = vocabulary().indefinite.suffix(before).unwrap_or(0);
    crate::claim::words().has_copula(before[..before.len() - article].trim_end().rsplit(' ').next().unwrap_or_default())
}
