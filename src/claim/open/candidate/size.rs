//! Sizes that no noun follows: `Name (13B)`, `Name - 70b`, 某某的7B; and sizes that are parts of names.

use crate::claim::words::words;
use crate::quantity::{Operator, QuantityKind};
use crate::reference::{AttributeIndex, PhraseRole, ReferenceTables};
use crate::text::TextRange;

use super::super::vocabulary::vocabulary;
use super::{Bound, Reading, is_mark, skip_marks, skip_marks_back};

/// Returns the attribute that a size is one of where no noun says so: the one with phrases for that.
pub(super) fn size_attribute(tables: &ReferenceTables) -> Option<AttributeIndex> {
    let has_size = |role: PhraseRole| role == PhraseRole::AfterSize;
    tables
        .attributes()
        .find(|(_, attribute)| attribute.phrases.iter().any(|phrase| has_size(phrase.role)))
        .map(|(index, _)| index)
}

/// Ends of the words that make what follows a name's: `GPT-3's 175B`, Mistral的7B.
const OWNER: [char; 3] = ['的', '\'', '’'];

impl Reading<'_> {
    /// Reads a size that stands alone beside a name: in brackets after it, after a dash, after 的 or `'s`.
    pub(super) fn alone(&self, index: usize) -> Option<Bound> {
        let value = &self.values[index];
        if value.kind != QuantityKind::Number || !value.is_size || value.range != value.outer {
            return None;
        }
        let number = self.scene.text(value.range);
        if !number.ends_with(['B', 'b', 'T', '亿', 'M']) && !number.ends_with("llion") {
            return None;
        }
        let before = self.before(value.range);
        let after = skip_marks(self.after(value.range));
        let is_bracketed = self.is_bracketed(value.range, before, after);
        // 马斯克xAI（240亿）is money unless the sentence speaks of models.
        if !number.is_ascii() && !self.speaks_of_sizes() {
            return None;
        }
        // `a family from 9B to 397B`.
        let is_range = matches!(value.operator, Operator::AtLeast | Operator::AtMost) && self.speaks_of_sizes();
        let is_dashed =
            self.is_dashed(value.range, before) && !after.starts_with(|next: char| next.is_ascii_uppercase());
        let is_owned = before.trim_end().ends_with(['的', 's'])
            && before.trim_end().trim_end_matches('s').ends_with(OWNER)
            && (after.is_empty() || after.starts_with(['。', '，', '、', '.', ',', ';', ')', '）']))
            && self.is_named_before(
                value.range,
                before.len() - before.trim_end().trim_end_matches('s').trim_end_matches(OWNER).len(),
            );
        // `comes in at 8B`, and `its four sizes, 7B, 13B and 65B, …`.
        let lead = skip_marks_back(before);
        let is_weighed =
            ["comes in at", "came in at", "weighs in at", "weighing in at", "clocks in at", "coming in at"]
                .iter()
                .any(|verb| lead.ends_with(verb));
        let opening = lead.trim_end_matches([',', ':', '，', '：', '—', ' ']);
        let is_of_sizes = opening.len() < lead.len()
            && ["sizes", "scales", "尺寸", "规格"].iter().any(|noun| opening.ends_with(noun))
            && self.values.get(index + 1).is_some_and(|next| next.is_size);
        if !(is_bracketed || is_dashed || is_owned || is_range || is_weighed || is_of_sizes)
            || vocabulary().unit_noun(after).is_some()
        {
            return None;
        }
        Some(Bound { attributes: vec![size_attribute(self.tables)?], phrase: value.range })
    }

    /// Returns whether the sentence has a word for what has a size.
    fn speaks_of_sizes(&self) -> bool {
        let text = self.scene.text(self.sentence.range);
        let text = &text[..text.floor_char_boundary(600.min(text.len()))];
        vocabulary().size_heads.is_in(text) || vocabulary().family.is_in(text)
    }

    /// Returns whether a size stands in brackets behind a name, alone or in a list: `Name (3B / 8B)`.
    fn is_bracketed(&self, value: TextRange, before: &str, after: &str) -> bool {
        let closes = after.starts_with([')', '）', ',', '，', '/', '、']);
        let Some(open) = before.rfind(['(', '（']) else { return false };
        let inner = before[open..].trim_start_matches(['(', '（']);
        // Other members of the list may stand between.
        let is_list = inner.chars().all(|character| {
            character.is_ascii_digit()
                || matches!(character, 'B' | 'b' | '.' | '/' | ',' | '、' | '亿')
                || is_mark(character)
        });
        let is_head = vocabulary().size_heads.at_end(skip_marks_back(&before[..open])).is_some();
        closes
            && is_list
            && (is_head || self.is_named_before(value, before.len() - skip_marks_back(&before[..open]).len()))
    }

    /// Returns whether a size follows a dash that follows a name or opens an item: `Llama 3 - 70b`.
    fn is_dashed(&self, value: TextRange, before: &str) -> bool {
        let trimmed = before.trim_end();
        let Some(lead) = ["-", "–", "—", "：", ":"].iter().find_map(|dash| trimmed.strip_suffix(dash)) else {
            return false;
        };
        let is_apart = lead.ends_with(' ') || trimmed.ends_with([':', '：']);
        // `- [codegemma](…) - 2b`: what opens an item is its name, however it is written.
        let opens_block = usize::from(self.sentence.range.start()) + before.len() == usize::from(value.start());
        let is_head = opens_block && !lead.trim().is_empty() && !lead.trim().contains(' ');
        if is_apart && before.ends_with(' ') && is_head {
            return true;
        }
        is_apart && before.ends_with(' ') && self.is_named_before(value, before.len() - skip_marks_back(lead).len())
    }

    /// Returns whether the text before a value, less `back` bytes at its end, ends with a name.
    pub(super) fn is_named_before(&self, value: TextRange, back: usize) -> bool {
        let end = usize::from(value.start()).saturating_sub(back);
        self.ends_mention(end)
            || is_name_word(last_word(&self.scene.prose[usize::from(self.sentence.range.start()).min(end)..end]))
    }

    /// Returns whether a name of the tables ends at a place, marks left aside.
    fn ends_mention(&self, end: usize) -> bool {
        let end =
            end - (self.scene.prose[..end].len() - self.scene.prose[..end].trim_end_matches(['*', '_', '`']).len());
        let index = self.scene.mentions.partition_point(|mention| usize::from(mention.range.end()) < end);
        self.scene.mentions.get(index).is_some_and(|mention| usize::from(mention.range.end()) == end)
    }

    /// Returns whether a size is a part of the name before it: `Falcon Mamba 7B`, and the 13B of `Llama 2 7B and 13B`.
    pub(super) fn is_part_of_name(&self, index: usize) -> bool {
        let value = &self.values[index];
        if !value.is_size || value.range != value.outer {
            return false;
        }
        let number = self.scene.text(value.range);
        if !number.ends_with(['B', 'b', 'M', 'T', 'K']) {
            return false;
        }
        let before = self.before(value.range);
        let prose_start = usize::from(value.range.start());
        if let Some(lead) = before.strip_suffix([' ', '-', '\u{a0}']) {
            let gap = before.len() - lead.len();
            let is_owned = lead.ends_with(['’', '\'']);
            if !is_owned && (self.ends_mention(prose_start - gap) || is_name_word(last_word(lead))) {
                return true;
            }
        }
        // A member of a list whose first member is a name with its size.
        let conjunction = before.trim_end_matches(is_mark);
        let listed =
            ["and", "or", "和", "与", "、", "/", "&", ","].iter().find_map(|word| conjunction.strip_suffix(word));
        let Some(lead) = listed.map(skip_marks_back) else { return false };
        let end = prose_start - (before.len() - lead.len());
        if let Some(previous) =
            index.checked_sub(1).filter(|previous| usize::from(self.values[*previous].range.end()) == end)
        {
            return self.is_part_of_name(previous);
        }
        let is_sized = |text: &str| {
            let text = last_word(text).rsplit(['-', '_']).next().unwrap_or_default();
            text.ends_with(['B', 'b', 'M']) && text.starts_with(|first: char| first.is_ascii_digit())
        };
        is_sized(lead) && (self.ends_mention(end) || last_word(lead).contains('-'))
    }
}

/// Returns the last word of a text.
fn last_word(text: &str) -> &str {
    let start = text
        .rfind(|character: char| !(character.is_ascii_alphanumeric() || matches!(character, '-' | '.' | '_' | '+')))
        .map_or(0, |at| text.ceil_char_boundary(at + 1));
    &text[start..]
}

/// Returns whether a word is written like a name: with a capital or a digit, and no common word.
fn is_name_word(word: &str) -> bool {
    let has_capital = word.bytes().any(|byte| byte.is_ascii_uppercase());
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    if !(has_capital || has_digit && word.bytes().any(|byte| byte.is_ascii_alphabetic()) || is_version(word)) {
        return false;
    }
    let is_common = words().not_extensions.iter().any(|known| known == word)
        || words().light_prefix(word) == Some(word.len())
            && !word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase())
        || matches!(
            word,
            "A" | "An" | "Our" | "Their" | "This" | "Both" | "Only" | "Up" | "Over" | "About" | "MoE" | "I"
        );
    !is_common
}

/// Returns whether a word is a version: `3`, `3.1`.
fn is_version(word: &str) -> bool {
    !word.is_empty() && word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
