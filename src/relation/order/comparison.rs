//! Which of two subjects is said to be larger: 比GPT-3大, `has more parameters than`, 是…的两倍, `twice the size of`.

use rust_decimal::Decimal;

use crate::claim::{Analysis, Mention};
use crate::document::Document;
use crate::quantity::{QuantityKind, QuantityValue};
use crate::reference::EntityIndex;
use crate::text::{TextRange, range};

use super::passage::{Passage, tail};
use super::words::{is_filler, list, make_up};

/// Two subjects and how their numbers of parameters are said to stand to each other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Comparison {
    pub(crate) first: EntityIndex,
    pub(crate) second: EntityIndex,
    /// Bytes of the first name.
    pub(crate) first_range: TextRange,
    /// Bytes of the second name.
    pub(crate) second_range: TextRange,
    /// Bytes of the words that compare.
    pub(crate) word: TextRange,
    pub(crate) sense: Sense,
}

/// What a comparison says of the first subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Larger,
    Smaller,
    /// So many times as large.
    Times(Decimal),
}

/// Bytes between two names, at the most.
const MAX_GAP: u32 = 90;

/// Returns the comparisons of two known subjects by their sizes, in order.
pub(crate) fn comparisons(document: &Document, analysis: &Analysis) -> Vec<Comparison> {
    let mut found = Vec::new();
    for pair in analysis.mentions.windows(2) {
        let [Mention { range: left, entity: Some(first) }, Mention { range: right, entity: Some(second) }] = pair
        else {
            continue;
        };
        if right.start() < left.end() || MAX_GAP < u32::from(right.start() - left.end()) || first == second {
            continue;
        }
        let gap = document.prose.slice(TextRange::new(left.end(), right.start()));
        if !may_compare(gap) {
            continue;
        }
        let Some(passage) = Passage::around(document, analysis, *left) else { continue };
        if !passage.range.contains_range(*right) || !passage.is_asserted() || is_another(&passage, *left) {
            continue;
        }
        let sense = chinese(&passage, *left, *right)
            .or_else(|| english(&passage, *left, *right))
            .or_else(|| times(&passage, analysis, *left, *right));
        if let Some((word, sense)) = sense {
            found.push(Comparison {
                first: *first,
                second: *second,
                first_range: *left,
                second_range: *right,
                word,
                sense,
            });
        }
    }
    found
}

fn may_compare(gap: &str) -> bool {
    ["比", "超", "于", "不及", "不如", "是", "than", "size of", "as "].iter().any(|word| gap.contains(word))
}

/// Returns whether a name is not the one that is compared: `versions of Llama 2`, 基于Llama 2.
fn is_another(passage: &Passage<'_>, name: TextRange) -> bool {
    let before = tail(passage.before(name), 40).trim_end_matches(is_filler);
    let makers = ["OpenAI", "Google", "Meta", "Microsoft", "微软", "谷歌", "的"];
    let before = makers.iter().find_map(|maker| before.strip_suffix(maker)).unwrap_or(before);
    list("not-first").suffix(before).is_some_and(|length| 0 < length)
}

fn chinese(passage: &Passage<'_>, left: TextRange, right: TextRange) -> Option<(TextRange, Sense)> {
    let gap = passage.between(left, right);
    let offset = usize::from(left.end());
    let parameters = list("parameters");
    let light = list("compare-light");
    let tells_parameters = |text: &str| parameters.stands_in(text);
    // Bare names are compared by size only where no other measure is named.
    let is_topic = |text: &str| make_up(text, &[light, parameters]);
    let after = passage.after(right);
    for (key, sense) in [("surpasses", Sense::Larger), ("falls-short", Sense::Smaller)] {
        let Some(length) = list(key).suffix(gap) else { continue };
        let head = &gap[..gap.len() - length];
        let word = gap[head.len()..].trim_matches(is_filler);
        let is_sized =
            tells_parameters(head) || list("size-alone").has(word) || is_about_parameters(passage.before(left));
        let ends = after.trim_start_matches(is_filler).chars().next().is_none_or(|c| !c.is_alphanumeric())
            || list("parameters").prefix(after).is_some()
            || ["，", "。", "和", "与", "、", "的参数"].iter().any(|word| after.trim_start().starts_with(word));
        if is_topic(head) && is_sized && ends {
            return Some((range(offset + head.len(), offset + gap.len()), sense));
        }
    }
    let than = list("than").suffix(gap).filter(|_| gap.trim_end().ends_with('比'))?;
    let head = &gap[..gap.len() - than];
    let mut rest = after.trim_start_matches(is_filler);
    let mut sized = tells_parameters(head) || is_about_parameters(passage.before(left));
    if let Some(length) = parameters.prefix(rest) {
        (rest, sized) = (&rest[length..], true);
    }
    if !is_topic(head) {
        return None;
    }
    let start = rest.as_ptr().addr() - passage.prose.as_ptr().addr();
    for (key, sense) in [("larger", Sense::Larger), ("smaller", Sense::Smaller)] {
        let Some(length) = list(key).prefix(rest) else { continue };
        let word = &rest[..length];
        let behind = &rest[length..];
        let closes = behind.is_empty() || list("after-larger").prefix(behind).is_some();
        if closes && (sized || !list("of-number").has(word)) {
            return Some((range(start, start + length), sense));
        }
    }
    None
}

/// Returns whether the words right before a name say what is compared: 从参数量看，.
fn is_about_parameters(before: &str) -> bool {
    let near = tail(before, 48);
    let Some(clause) = near.trim_end_matches(['，', ',', ' ']).rsplit(['，', ',']).next() else { return false };
    near.ends_with(['，', ',']) && list("parameters").stands_in(clause) && clause.contains(['看', '论', '上', '说'])
}

fn english(passage: &Passage<'_>, left: TextRange, right: TextRange) -> Option<(TextRange, Sense)> {
    let gap = passage.between(left, right);
    let offset = usize::from(left.end());
    let than = gap.find(" than")?;
    let tail = &gap[than + " than".len()..];
    let head = &gap[..than];
    let after = passage.after(right);
    let next = after.trim_start_matches(is_filler);
    let goes_on = next.starts_with(['\'', '’', '-', '/'])
        || list("after-second").prefix(after).is_some()
            && !next.starts_with("in size")
            && !next.starts_with("in parameter");
    if goes_on || !make_up(tail, &[list("compare-light")]) {
        return None;
    }
    let keys = [
        ("more-parameters", Sense::Larger, true),
        ("fewer-parameters", Sense::Smaller, true),
        ("larger", Sense::Larger, false),
        ("smaller", Sense::Smaller, false),
    ];
    for (key, sense, counts) in keys {
        let Some(length) = list(key).suffix(head) else { continue };
        let lead = &head[..head.len() - length];
        let verbs: &[&str] =
            if counts { &[" has", " have", " had", " with", " contains", " packs"] } else { &[" is", " was"] };
        let is_said = verbs.iter().any(|verb| lead.contains(verb));
        // `is 10x smaller than`, `has three times more parameters than` say how much as well.
        if is_said && make_up(lead, &[list("compare-light")]) {
            let trimmed = head[lead.len()..].trim_start().len();
            return Some((range(offset + than - trimmed, offset + than + " than".len()), sense));
        }
    }
    None
}

/// Reads A的参数量是B的10倍, `A is twice the size of B`.
fn times(passage: &Passage<'_>, analysis: &Analysis, left: TextRange, right: TextRange) -> Option<(TextRange, Sense)> {
    let gap = passage.between(left, right);
    let offset = usize::from(left.end());
    let place = |from: usize, to: usize| range(offset + from, offset + to);
    if let Some(at) = gap.find("the size of").filter(|at| make_up(&gap[at + 11..], &[list("compare-light")])) {
        let head = gap[..at].trim();
        let factor = match head.strip_prefix("is").map(str::trim) {
            Some("twice" | "double" | "about twice" | "roughly twice" | "nearly twice") => Decimal::TWO,
            Some("half" | "about half" | "roughly half") => Decimal::new(5, 1),
            Some("three times") => Decimal::from(3),
            Some("ten times") => Decimal::TEN,
            _ => return None,
        };
        return Some((place(0, at + 11), Sense::Times(factor)));
    }
    // The number stands behind the second name: 是GPT-2的100倍.
    let head = gap.trim_end().strip_suffix('是')?;
    let after = passage.after(right);
    let is_sized = list("parameters").stands_in(head) && make_up(head, &[list("compare-light"), list("parameters")]);
    let index = analysis.quantities.partition_point(|quantity| quantity.range.start() < right.end());
    let number = analysis.quantities.get(index).filter(|number| number.kind == QuantityKind::Multiple)?;
    let QuantityValue::Exact(amount) = number.value else { return None };
    let link = passage.between(right, number.range);
    let is_link = after.starts_with(link) && make_up(link, &[list("light"), list("parameters")]);
    let is_whole = !passage.after(number.range).starts_with(['多', '余', '以']);
    (is_sized && is_link && is_whole && Decimal::ZERO < amount.value)
        .then_some((number.range, Sense::Times(amount.value)))
}
