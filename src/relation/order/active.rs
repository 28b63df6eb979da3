//! All parameters of a model and those that are active at a time, in one sentence.

use rust_decimal::Decimal;

use crate::claim::Analysis;
use crate::document::Document;
use crate::quantity::{Quantity, QuantityKind, QuantityValue};
use crate::text::TextRange;

use super::passage::Passage;
use super::words::{is_filler, list, make_up};

/// A total and an active count, the active one larger.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SizePair {
    /// Bytes of the total.
    pub(crate) total: TextRange,
    /// Bytes of the active count.
    pub(crate) active: TextRange,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Total,
    Active,
}

/// Returns the pairs in which the active count is larger than the total, in order.
pub(crate) fn sizes_out_of_order(document: &Document, analysis: &Analysis) -> Vec<SizePair> {
    let mut found = Vec::new();
    for pair in analysis.quantities.windows(2) {
        let (first, second) = (pair[0].range, pair[1].range);
        if second.start().checked_sub(first.end()).is_none_or(|gap| 120 < u32::from(gap)) {
            continue;
        }
        // Few numbers are as large.
        let Some(left) = size_of(&pair[0]) else { continue };
        let Some(right) = size_of(&pair[1]).filter(|right| left != *right) else { continue };
        let Some(passage) = Passage::around(document, analysis, first) else { continue };
        if !passage.range.contains_range(second) || !is_active_told(passage.text()) {
            continue;
        }
        let gap = passage.between(first, second);
        // Another model's name between the two: `X has 30B in total, Y activates 37B`.
        let names = |mention: &crate::claim::Mention| {
            first.end() <= mention.range.start() && mention.range.end() <= second.start()
        };
        if analysis.mentions.iter().any(names) || passage.is_turned(second) || gap.contains('；') || gap.contains(" vs")
        {
            continue;
        }
        let (one, two) = (role(&passage, first, None), role(&passage, second, Some(first)));
        let pair = match (one, two) {
            (Some(Role::Total), Some(Role::Active)) if left < right => SizePair { total: first, active: second },
            (Some(Role::Active), Some(Role::Total)) if right < left => SizePair { total: second, active: first },
            _ => continue,
        };
        if is_link(gap) {
            found.push(pair);
        }
    }
    found
}

/// Returns the value of a number that can be a size of a model.
fn size_of(quantity: &Quantity) -> Option<Decimal> {
    let QuantityValue::Exact(amount) = quantity.value else { return None };
    let is_size = quantity.kind == QuantityKind::Number && Decimal::from(1_000_000) <= amount.value;
    is_size.then_some(amount.value)
}

fn is_active_told(sentence: &str) -> bool {
    sentence.contains("激活")
        || sentence.contains("活跃参数")
        || sentence.contains("activ")
        || sentence.contains("Activ")
}

/// Returns what a number counts by the words right beside it.
fn role(passage: &Passage<'_>, size: TextRange, previous: Option<TextRange>) -> Option<Role> {
    let before = match previous {
        Some(previous) => passage.between(previous, size),
        None => passage.before(size),
    };
    let after = passage.after(size);
    let beside = list("beside-size");
    let mut head = before;
    // 激活参数量为, `active parameters: `.
    let named_before = loop {
        if list("active-before").suffix(head).is_some() {
            break Some(Role::Active);
        }
        if list("total-before").suffix(head).is_some() {
            break Some(Role::Total);
        }
        let Some(length) = beside.suffix(head).filter(|length| 0 < *length) else { break None };
        head = &head[..head.len() - length];
    };
    if let Some(role) = named_before {
        return Some(role);
    }
    let after = after.trim_start_matches(is_filler);
    let after = after.strip_prefix('个').unwrap_or(after);
    if list("active-after").prefix(after).is_some() {
        return Some(Role::Active);
    }
    if list("total-after").prefix(after).is_some() {
        return Some(Role::Total);
    }
    // `of which 290 billion are active`, 每次推理只激活2900亿参数.
    None
}

/// Returns whether two sizes are said of one thing: light words alone between them.
fn is_link(gap: &str) -> bool {
    let plain: String = gap
        .chars()
        .filter(|c| !matches!(c, '，' | ',' | '（' | '）' | '(' | ')' | '、' | '：' | ':' | '/' | '+' | '|'))
        .collect();
    make_up(
        &plain,
        &[
            list("beside-size"),
            list("between-sizes"),
            list("total-before"),
            list("total-after"),
            list("active-before"),
            list("active-after"),
        ],
    )
}
