//! Values that share an attribute with the one beside them: lists, ranges, old values and new, wholes and parts.

use crate::claim::words::words;
use crate::quantity::QuantityKind;

use super::super::vocabulary::vocabulary;
use super::count::before_links;
use super::size::size_attribute;
use super::{Bound, Reading, is_mark, skip_marks, skip_marks_back};

/// Carries attributes over lists: `7B、13B和70B参数`, `8B to 70B parameters`, `a context of 4K or 8K`.
pub(super) fn distribute(reading: &Reading<'_>, bound: &mut [Option<Bound>]) {
    let carried = |bound: &Option<Bound>, index: usize| {
        let one = bound.as_ref()?;
        let phrase = one.phrase.cover(reading.values[index].range);
        Some(Bound { attributes: one.attributes.clone(), phrase })
    };
    for index in (0..bound.len().saturating_sub(1)).rev() {
        if bound[index].is_none() && reading.is_list(index, index + 1) {
            bound[index] = carried(&bound[index + 1], index);
        }
    }
    for index in 1..bound.len() {
        if bound[index].is_none() && reading.ends_value(index) && reading.is_parallel(index - 1, index) {
            let phrase = reading.values[index].range;
            bound[index] = bound[index - 1].as_ref().map(|one| Bound { attributes: one.attributes.clone(), phrase });
        }
        if bound[index].is_none() && reading.is_list(index - 1, index) && reading.ends_value(index) {
            bound[index] = carried(&bound[index - 1], index);
        }
    }
}

impl Reading<'_> {
    /// Returns whether the second of two values says the same of another name: Kite-2的参数为15亿，Kite-3则增至1750亿.
    fn is_parallel(&self, left: usize, right: usize) -> bool {
        let (one, other) = (&self.values[left], &self.values[right]);
        let gap = self.gap(left, right);
        let (first, second) = (self.scene.text(one.range), self.scene.text(other.range));
        let is_same_scale = is_same_scale(first, second);
        if one.kind != other.kind || one.kind != QuantityKind::Number || !is_same_scale || 90 < gap.len() {
            return false;
        }
        let before = self.before(other.outer);
        let lead = before_links(before);
        let linked = before.len() - lead.len();
        // 最大的拥有300亿参数，最小的只有3亿; `the latter on 11T`.
        let is_member = is_superlative(lead)
            || ["前者", "后者", "latter", "former", "larger", "smaller", "largest", "smallest"]
                .iter()
                .any(|word| lead.ends_with(word));
        lead.len() < skip_marks_back(before).len() && (is_member || self.is_named_before(other.outer, linked))
    }

    /// Returns whether two values next to each other are members of one list, or the ends of one range.
    fn is_list(&self, left: usize, right: usize) -> bool {
        let (one, other) = (&self.values[left], &self.values[right]);
        if one.kind != other.kind || one.kind != QuantityKind::Number {
            return false;
        }
        if one.is_low_end {
            return true;
        }
        let gap = self.gap(left, right);
        // 1750亿（175B）: the same once more.
        if matches!(gap.trim_matches(is_mark), "(" | "（") && one.is_size && other.is_size {
            let after = skip_marks(self.after(other.range));
            return after.starts_with([')', '）']);
        }
        // 从15亿跃升至1750亿, `from 8K tokens to 128K`: the old value and the new.
        let lead = skip_marks_back(self.before(one.outer));
        let starts = ["从", "由", "從", "from"].iter().any(|word| lead.ends_with(word));
        if starts && gap.len() <= 40 && ["至", "到", "to", "为"].iter().any(|word| skip_marks_back(gap).ends_with(word))
        {
            return true;
        }
        // `32k for the small ones, 64k for …`.
        let is_dealt_out =
            skip_marks(self.after(other.range)).starts_with("for ") && skip_marks(gap).starts_with("for ");
        if is_dealt_out
            && gap.len() <= 48
            && last_letter(self.scene.text(one.range)) == last_letter(self.scene.text(other.range))
        {
            return true;
        }
        // `2b (27% humaneval) & 7b (52% humaneval)`: a note stands between.
        let gap = without_brackets(gap);
        let mut gap = gap.trim_matches(is_mark);
        // `9B dense, 35B MoE and 397B variants`: what kind each is.
        if let Some(length) = vocabulary().modifiers.at_start(gap).filter(|_| one.is_size && other.is_size) {
            gap = gap[length..].trim_matches(is_mark);
        }
        // `128K, up from 32K`, `(vs. 128k in o3)`: the same thing, of another or of before.
        let is_compared = vocabulary().compared.at_end(gap).is_some() && gap.len() <= 64;
        let (first, second) = (self.scene.text(one.range), self.scene.text(other.range));
        if is_compared && (last_letter(first) == last_letter(second) || is_same_scale(first, second)) {
            return true;
        }
        words().is_conjunction(gap) || matches!(gap, "/" | "to" | "到" | "至" | "-" | "–" | "," | "，")
    }

    /// Reads `1T total / 32B active parameters`: the first is the whole of which the second is a part.
    pub(super) fn total_beside_part(&self, index: usize, bound: &[Option<Bound>]) -> Option<Bound> {
        let value = &self.values[index];
        let whole = size_attribute(self.tables)?;
        let is_part = |bound: &Option<Bound>| {
            let part = bound.as_ref().map_or(whole, |bound| bound.attributes[0]);
            part != whole && self.tables.attribute(part).unit == self.tables.attribute(whole).unit
        };
        // `3B active parameters, 80B total`.
        let after = skip_marks(self.after(value.range));
        let ends_total = vocabulary().totals.at_start(after).filter(|length| {
            let tail = skip_marks(&after[*length..]);
            tail.is_empty() || tail.starts_with([',', '.', ')', ';', '，', '。', '）', '/'])
        });
        if value.is_size && ends_total.is_some() && bound.iter().any(is_part) {
            return Some(Bound { attributes: vec![whole], phrase: value.range });
        }
        let is_part = is_part(bound.get(index + 1)?);
        let gap = self.gap(index, index + 1);
        let says_total = vocabulary().totals.at_start(skip_marks(gap)).is_some();
        (is_part && value.is_size && (says_total || gap.trim_matches(is_mark) == "/") && gap.len() <= 16)
            .then(|| Bound { attributes: vec![whole], phrase: value.range })
    }
}

/// Returns whether a text ends with a word for one of several by its size: 最小的.
fn is_superlative(text: &str) -> bool {
    ["最大的", "最小的", "较大的", "较小的", "更大的", "更小的", "另一个", "另一款"]
        .iter()
        .any(|word| text.ends_with(word))
}

/// Returns the letter of scale that a number ends with, in either case.
fn last_letter(number: &str) -> Option<char> {
    number.chars().next_back().filter(|last| last.is_alphabetic()).map(|last| last.to_ascii_lowercase())
}

/// Returns whether two numbers are written as values of one attribute are: 15亿 and 1750亿, `1.8T` and `34B`, `200K` and
/// `1 million`.
fn is_same_scale(one: &str, other: &str) -> bool {
    let scale = |number: &str| {
        let word = [("million", 'm'), ("billion", 'b'), ("trillion", 't')];
        word.iter().find(|(word, _)| number.ends_with(word)).map(|(_, letter)| *letter).or_else(|| last_letter(number))
    };
    match (scale(one), scale(other)) {
        (Some(one), Some(other)) => {
            one == other
                || [['k', 'm'], ['b', 't'], ['m', 'b']].iter().any(|pair| pair.contains(&one) && pair.contains(&other))
        }
        _ => false,
    }
}

/// Returns a gap without one bracket and what is in it.
fn without_brackets(gap: &str) -> String {
    let (Some(open), Some(close)) = (gap.find(['(', '（']), gap.rfind([')', '）'])) else { return gap.to_owned() };
    let close_length = gap[close..].chars().next().map_or(1, char::len_utf8);
    if close < open { gap.to_owned() } else { format!("{}{}", &gap[..open], &gap[close + close_length..]) }
}
