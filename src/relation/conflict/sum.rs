//! Numbers that are said to add up: A 3 台、B 5 台，共 8 台; 480 students: 310 …, 120 … and 50 ….

use rust_decimal::Decimal;

use crate::claim::Analysis;
use crate::document::Document;
use crate::quantity::{Amount, Operator, Quantity, QuantityKind};
use crate::text::TextRange;

use super::amounts::{power_of_ten, unit};
use super::passage::{Passage, exact, passages, with_operator};
use super::words::{is_filler, strip_end, words};

/// A total that is not the sum of its parts.
#[derive(Clone, Debug)]
pub(crate) struct Sum {
    pub(crate) parts: Vec<TextRange>,
    pub(crate) total: TextRange,
    /// What the parts add up to.
    pub(crate) sum: Decimal,
}

/// Returns the sums of a document that do not come out.
pub(crate) fn sums(document: &Document, analysis: &Analysis) -> Vec<Sum> {
    let mut found = Vec::new();
    for passage in passages(document, analysis, 3) {
        for index in 0..passage.quantities.len() {
            found.extend(parts_before(&passage, index).or_else(|| parts_after(&passage, index)));
        }
    }
    found
}

/// Reads `3 台、5 台，共 8 台` with the total at `index`.
fn parts_before(passage: &Passage<'_>, index: usize) -> Option<Sum> {
    const LONGEST: usize = 90;
    let words = words();
    let total = &passage.quantities[index];
    let (last, before_last) = (index.checked_sub(1)?, index.checked_sub(2)?);
    let gap = passage.between(passage.quantities[last].range, with_operator(total));
    if LONGEST < gap.len() {
        return None;
    }
    countable(total)?;
    let after = passage.after(total.range);
    let stop = after.find(['.', ',', '，', '。', ';', '；', '(', '（', '\n']).unwrap_or(after.len());
    let is_before = words.total_before.suffix(strip_end(gap, &[&words.gain_light])).is_some();
    let is_after = || words.total_after.suffix(after[..stop].trim_end()).is_some();
    if !is_before && !is_after() {
        return None;
    }
    let (gap, after) = (gap.to_lowercase(), after.to_lowercase());
    let stop = after.find(['.', ',', '，', '。', ';', '；', '(', '（', '\n']).unwrap_or(after.len());
    let noun_end = words.total_before.suffix(gap.trim_end()).map_or(gap.len(), |length| gap.trim_end().len() - length);
    let tail =
        gap[..noun_end].trim_end_matches(|mark: char| is_filler(mark) || matches!(mark, '，' | ',' | '、' | '：'));
    let tail = tail.trim_end_matches("for").trim_end_matches(|mark: char| is_filler(mark) || mark == ',');
    if tail.contains(['，', ',', '。', '.', ';', '；', '：', ':'])
        || words.open.stand_in(tail)
        || words.open.stand_in(&after[..stop])
    {
        return None;
    }
    let total_noun = noun_after(passage, total);
    let mut first = last;
    let mut nouns = vec![noun_after(passage, &passage.quantities[last])];
    while let Some(before) = first.checked_sub(1)
        && is_list(passage.between(passage.quantities[before].range, passage.quantities[first].range))
    {
        first = before;
        nouns.push(noun_after(passage, &passage.quantities[first]));
    }
    if before_last < first {
        return None;
    }
    // What stands before the first part must not make the list a part of something else.
    let lead = passage.before(passage.quantities[first].range).to_lowercase();
    let clause = lead.rfind(['。', '.', '；', ';', '\n']).map_or(lead.as_str(), |at| &lead[at..]);
    if words.open.stand_in(clause) || clause.trim_end().ends_with(['-', '/', '~', '至', '到', '、']) {
        return None;
    }
    let end = after.find(['。', '\n', ';', '；']).unwrap_or(after.len());
    if words.open.stand_in(&after[..end]) {
        return None;
    }
    let is_counted_alike = is_measure_shared(&nouns, &total_noun, total.kind);
    let parts = &passage.quantities[first..index];
    if !is_counted_alike {
        return None;
    }
    judge(parts, total, |_, _| true)
}

/// Reads `480 人：310 …，120 …，50 …` with the total at `index`.
fn parts_after(passage: &Passage<'_>, index: usize) -> Option<Sum> {
    const LONGEST: usize = 60;
    let words = words();
    let total = &passage.quantities[index];
    let first = index + 1;
    let next = passage.quantities.get(first)?;
    let gap = passage.between(total.range, with_operator(next));
    if LONGEST < gap.len() || gap.contains(['。', ';', '；', '\n']) {
        return None;
    }
    let before = passage.before(with_operator(total));
    let is_total = words.total_before.suffix(strip_end(before, &[&words.gain_light])).is_some();
    countable(total).filter(|_| is_total)?;
    let gap = gap.to_lowercase();
    let noun_end = gap.find([',', '，', ':', '：', '(', '（', '-', '—']).unwrap_or(gap.len());
    let link = &gap[noun_end..];
    let rest = link.trim_start_matches(|mark: char| is_filler(mark) || matches!(mark, ',' | '，' | '(' | '（'));
    let is_of_which =
        ["其中", "包括", "including", "of which", "of whom", "among"].iter().any(|word| rest.starts_with(word));
    let is_whole = rest.starts_with([':', '：', '-', '—']) || rest.starts_with("分别");
    if !is_of_which && !is_whole || words.open.stand_in(&gap) {
        return None;
    }
    let mut last = first;
    while passage
        .quantities
        .get(last + 1)
        .is_some_and(|next| is_list(passage.between(passage.quantities[last].range, next.range)))
    {
        last += 1;
    }
    let parts = &passage.quantities[first..=last];
    let after = passage.after(parts.last()?.range).to_lowercase();
    let stop = after.find(['。', ';', '；', '\n']).unwrap_or(after.len());
    if parts.len() < 2 || words.open.stand_in(&after[..stop]) {
        return None;
    }
    let nouns: Vec<String> = parts.iter().map(|part| noun_after(passage, part)).collect();
    let total_noun = noun_after(passage, total);
    if !is_measure_shared(&nouns, &total_noun, total.kind) {
        return None;
    }
    // Not all parts need be named after 其中: there only what a slip explains is wrong, or parts larger than the whole.
    judge(parts, total, |sum, amount| {
        let values: Vec<Decimal> = parts.iter().filter_map(exact).map(|part| part.value).collect();
        is_whole && 3 <= values.len() || amount < sum || 3 <= values.len() && is_slip(&values, sum, amount)
    })
}

/// Returns whether one zero too many or too few explains why parts do not add up.
fn is_slip(parts: &[Decimal], sum: Decimal, total: Decimal) -> bool {
    [1, -1, 2, -2]
        .into_iter()
        .filter_map(power_of_ten)
        .any(|factor| sum * factor == total || parts.iter().any(|part| sum - part + part * factor == total))
}

/// Adds up parts and compares the sum with the total; `None` where they agree, or where that cannot be said.
fn judge(parts: &[Quantity], total: &Quantity, is_wrong: impl Fn(Decimal, Decimal) -> bool) -> Option<Sum> {
    let whole = countable(total)?;
    let mut sum = Decimal::ZERO;
    let mut slack = rounding(whole);
    for part in parts {
        let amount = countable(part)?;
        if part.kind != total.kind || part.unit != total.unit {
            return None;
        }
        sum = sum.checked_add(amount.value)?;
        slack += rounding(amount);
    }
    let difference = (sum - whole.value).abs();
    // Numbers of other sizes than the total are other numbers.
    let is_near = whole.value < sum * Decimal::from(40) && sum < whole.value * Decimal::from(40);
    (slack < difference && is_near && is_wrong(sum, whole.value)).then(|| Sum {
        parts: parts.iter().map(|part| part.range).collect(),
        total: total.range,
        sum: sum.normalize(),
    })
}

/// Returns how far a number may be rounded: counts in plain digits are exact.
fn rounding(amount: Amount) -> Decimal {
    if amount.last_place == 0 { Decimal::ZERO } else { unit(amount) / Decimal::TWO }
}

/// Returns the amount of a quantity that can be added up.
fn countable(quantity: &Quantity) -> Option<Amount> {
    let is_kind = matches!(quantity.kind, QuantityKind::Number | QuantityKind::Money | QuantityKind::Dimension);
    exact(quantity).filter(|amount| is_kind && quantity.operator == Operator::Equal && Decimal::ZERO < amount.value)
}

/// Returns whether a gap parts two items of one list: one mark, and words without any.
fn is_list(gap: &str) -> bool {
    const LONGEST: usize = 48;
    if LONGEST < gap.len() || gap.contains(['。', ';', '；', '\n', ':', '：', '(', '（', ')', '）', '/', '-']) {
        return false;
    }
    let folded = gap.to_lowercase();
    let marks = folded.matches(['、', '，', ',']).count();
    let words = ["和", "与", "及"].iter().map(|word| folded.matches(word).count()).sum::<usize>()
        + usize::from(folded.contains(" and "))
        + usize::from(folded.contains(" & "));
    let is_plain = marks == 1 && words <= 1 || marks == 0 && words == 1;
    is_plain && !super::words::words().open.stand_in(&folded)
}

/// Returns the noun that follows a number, folded: its first two characters of Chinese, or its first words.
fn noun_after(passage: &Passage<'_>, quantity: &Quantity) -> String {
    let after = passage.after(quantity.range).to_lowercase();
    let stop = after
        .find(['，', ',', '。', '.', '、', ';', '；', '：', ':', '(', '（', '\n', ')', '）'])
        .unwrap_or(after.len());
    let noun = after[..stop].trim_matches(is_filler);
    let noun = words().total_after.suffix(noun).map_or(noun, |length| noun[..noun.len() - length].trim_end());
    noun.to_owned()
}

/// Returns whether parts and total count the same: by the measure word, by the noun, or by a word for anything.
fn is_measure_shared(parts: &[String], total: &str, kind: QuantityKind) -> bool {
    if kind != QuantityKind::Number {
        return true;
    }
    let measure = |noun: &str| noun.chars().next().filter(|first| crate::text::is_cjk(*first));
    let words = words();
    if let Some(of_total) = measure(total) {
        let is_any = words.any_measure.prefix(total).is_some();
        let shared = parts.iter().filter(|part| measure(part) == Some(of_total)).count();
        let is_open = |part: &&String| measure(part).is_none();
        return shared == parts.len()
            || is_any && 0 < shared && parts.iter().filter(is_open).count() == 0
            || is_any && 1 < shared;
    }
    // medals after gold, silver and bronze medals; nothing at all; items for anything.
    let last_word = |noun: &str| noun.rsplit(' ').next().unwrap_or_default().trim_end_matches('s').to_owned();
    let total_word = last_word(total);
    let is_any = words.any_measure.has(total);
    total.is_empty() && !parts.is_empty() && parts.iter().all(|part| measure(part).is_none())
        || is_any
        || parts.iter().any(|part| !total_word.is_empty() && last_word(part) == total_word)
        || parts.iter().skip(1).all(String::is_empty) && parts.first().is_some_and(|last| last_word(last) == total_word)
}
