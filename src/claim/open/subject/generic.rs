//! Sizes of no model in particular: `models over 1B`, 千亿参数模型.

use crate::claim::Modality;
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
        if !self.is_size || !is_model {
            return false;
        }
        // `toward 200B+ models`, `a 27B-class model`, 70亿级别的小模型 beside a verb.
        let is_plural = || noun_phrase.split([' ', '*', ')']).take(3).any(|word| matches!(word, "models" | "LLMs"));
        let is_open = noun_phrase.trim_start_matches('*').starts_with('+') || self.text(phrase).contains('+');
        let phrase_text = self.text(phrase);
        let is_plural = is_plural() || phrase_text.ends_with("models") || phrase_text.ends_with("LLMs");
        // 达到70亿参数模型的性能: a yardstick.
        let is_measure = [phrase_text, noun_phrase].iter().any(|text| {
            let behind = text.rsplit_once("模型").map(|(_, behind)| behind);
            let behind = behind.map(|behind| if behind.is_empty() { noun_phrase } else { behind });
            behind.is_some_and(|behind| {
                ["的性能", "的水平", "的效果", "的能力", "的表现", "的成本"].iter().any(|noun| behind.starts_with(noun))
            })
        }) && ["达到", "接近", "逼近", "相当于", "媲美", "堪比", "超过", "超越"]
            .iter()
            .any(|verb| before.ends_with(verb));
        let is_class = is_measure || noun_phrase.starts_with("-class ") || phrase_text.contains("-class ");
        // 将300亿参数的模型压缩到手机上: done to any model.
        let is_handled = before.ends_with(['将', '把'])
            && after.char_indices().any(|(at, _)| vocabulary().handled.stem_prefix(&after[at..]).is_some());
        is_open && is_plural || is_class || is_handled || vocabulary().others.suffix(before).is_some()
    }

    /// Returns whether a clause that names nobody speaks of many things, or of what is not so: `models with roughly 10-15
    /// billion active parameters`, `you do not need 200k context`.
    pub(super) fn is_of_many(&self) -> bool {
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let lead = self.text(TextRange::new(self.clause_range().start().min(start), start));
        let lead = lead.trim_end_matches([' ', '*', '_', '~']);
        let near_lead = &lead[lead.ceil_char_boundary(lead.len().saturating_sub(40))..];
        if self.candidate.modality == Modality::Negated
            && near_lead.split(' ').any(|word| word.eq_ignore_ascii_case("you"))
        {
            return true;
        }
        let mut words = lead.rsplit([' ', '\n']).map(|word| word.trim_matches(['*', '_', '(', ')']));
        let near: Vec<&str> = words.by_ref().take(8).collect();
        let Some(at) = near.iter().position(|word| matches!(*word, "models" | "LLMs" | "Models")) else { return false };
        let is_linked = near[..at].iter().any(|word| matches!(*word, "with" | "of" | "have" | "at" | "around"));
        let is_named = near[at + 1..]
            .iter()
            .any(|word| matches!(*word, "the" | "The" | "these" | "These" | "both" | "Both" | "our"));
        is_linked && !is_named
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
        // `A 30B MoE (3B active) version` is one of a family.
        let is_version = || after.split([' ', ')', ',']).any(|word| words.members.has(word));
        let is_plural = has(&["models", "LLMs", "networks", "transformers"]);
        let is_member = head_words().any(|word| words.members.has(word)) || words.members.prefix(noun_phrase).is_some();
        let is_model = is_plural
            || has(&["model", "LLM", "network"])
            || has(&["MoE"]) && !is_version()
            || noun_phrase.contains("模型");
        // A colon ends what was said before it.
        let behind_colon = before.rsplit(": ").next().unwrap_or(before);
        let last_words: Vec<&str> = behind_colon.rsplit([' ', '\n']).take(5).collect();
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
