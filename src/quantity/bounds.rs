//! Bounds and ranges as they are written: 大于二十且小于等于三十五, at least 20 and at most 100, 20~100.

use rust_decimal::Decimal;

use crate::language::numeral::{Form, Numeral, NumeralKind, NumeralValue};
use crate::language::{Lexicon, Operator, Tokens};

use super::mention::{Mention, MentionKind, MentionValue};

/// One bound or range with its place.
#[derive(Clone, Copy, Debug)]
struct Bound {
    start: usize,
    end: usize,
    low: Option<(Decimal, bool)>,
    high: Option<(Decimal, bool)>,
    is_exact: bool,
}

/// Adds the ranges of a text to its mentions.
pub(super) fn read(tokens: &Tokens<'_>, numerals: &[(usize, Numeral)], found: &mut Vec<Mention>) {
    let lexicon = Lexicon::shared();
    let lower = tokens.lower();
    let mut bounds: Vec<Bound> = Vec::new();
    let mut index = 0;
    let mut floor = 0;
    while let Some((_, numeral)) = numerals.get(index) {
        index += 1;
        if numeral.is_label || numeral.kind == NumeralKind::Percent {
            continue;
        }
        let Some(value) = value(numeral) else { continue };
        if let Some((_, next)) = numerals.get(index)
            && let Some(range) = range(lower, floor, numeral, next)
        {
            bounds.push(range);
            floor = range.end;
            index += 1;
            continue;
        }
        if let Some(bound) = bound(lexicon, lower, floor, numeral, value) {
            floor = bound.end;
            let is_merged = bounds.last_mut().is_some_and(|last| merge(lower, last, &bound));
            if !is_merged {
                bounds.push(bound);
            }
        }
    }
    found.extend(bounds.into_iter().map(|bound| Mention {
        range: tokens.to_source(bound.start, bound.end),
        kind: MentionKind::NumberRange,
        value: Some(MentionValue::Interval { low: bound.low, high: bound.high }),
        unit: None,
    }));
}

fn value(numeral: &Numeral) -> Option<Decimal> {
    match numeral.value {
        NumeralValue::Exact(amount) => Some(amount.value.normalize()),
        NumeralValue::Between { low, .. } => Some(low.value.normalize()),
        NumeralValue::OutOfRange => None,
    }
}

/// Reads a range of two numbers: 20~100, between 20 and 30, 10000与20000之间.
fn range(lower: &str, floor: usize, low: &Numeral, high: &Numeral) -> Option<Bound> {
    if high.start <= low.end || 16 < high.start - low.end || high.is_label {
        return None;
    }
    let (low_value, high_value) = (value(low)?, value(high)?);
    if high_value <= low_value || matches!(low.value, NumeralValue::Between { .. }) {
        return None;
    }
    let between = lower[low.end..high.start].trim_matches(' ');
    let before = lower[floor.min(low.start)..low.start].trim_end_matches(' ');
    let after = &lower[high.end..];
    let opening = ["between the", "between", "位于", "介于", "位於", "介於"]
        .iter()
        .find(|word| before.ends_with(**word))
        .map(|word| word.len());
    let closing = ["之间", "之間", "间", "間"].iter().find(|word| after.starts_with(**word)).map(|word| word.len());
    let is_between = match between {
        "and" | "and the" => opening.is_some(),
        "和" | "与" | "與" | "到" | "至" => closing.is_some() || matches!(between, "到" | "至"),
        "-" | "–" | "~" | "～" | "—" => true,
        "to" => low.form == Form::Digits,
        _ => false,
    };
    if !is_between || after.starts_with(['年', '月', '日', '号', ':', '/']) || after.starts_with('-') {
        return None;
    }
    // 2024-05: a month.
    let is_date = low.digits == 4 && high.digits == 2 && lower[high.start..].starts_with('0');
    if is_date || after.starts_with('%') && closing.is_none() && !matches!(between, "~") {
        return None;
    }
    let space = lower[..low.start].len() - lower[..low.start].trim_end_matches(' ').len();
    let start = opening.map_or(low.start, |length| low.start - space - length);
    let end = high.end + closing.filter(|_| !after.starts_with('%')).unwrap_or(0);
    Some(Bound { start, end, low: Some((low_value, true)), high: Some((high_value, false)), is_exact: false })
}

/// Reads one bound: at least 20, 1000以上.
fn bound(lexicon: &Lexicon, lower: &str, floor: usize, numeral: &Numeral, value: Decimal) -> Option<Bound> {
    let make = |start, end, operator| {
        let (low, high) = match operator {
            Operator::More => (Some((value, false)), None),
            Operator::AtLeast => (Some((value, true)), None),
            Operator::Less => (None, Some((value, false))),
            Operator::AtMost => (None, Some((value, true))),
            Operator::Equal | Operator::About => return None,
        };
        Some(Bound { start, end, low, high, is_exact: false })
    };
    if let NumeralValue::Between { has_high: false, .. } = numeral.value
        && !lower[numeral.start..].starts_with(['几', '数', '幾', '數'])
    {
        // 十几万
        return make(numeral.start, numeral.end, Operator::More);
    }
    let bytes = lower.as_bytes();
    let space = numeral.end + usize::from(bytes.get(numeral.end) == Some(&b' '));
    let stop = lower.floor_char_boundary((space + 24).min(lower.len()));
    let mut after = lexicon.after.at_start(&lower[space..stop]).map(|(length, operator)| (space + length, *operator));
    if after.is_none()
        && let Some((length, ())) = lexicon.measure_words.at_start(&lower[space..stop])
    {
        after = lexicon
            .after
            .at_start(&lower[space + length..stop])
            .map(|(more, operator)| (space + length + more, *operator))
            .filter(|(_, operator)| *operator != Operator::More);
    }
    if let Some((end, operator)) = after
        && !lower[end..].starts_with(" than")
        && !matches!(operator, Operator::About | Operator::Equal)
        && !lower[numeral.end..end].contains('+')
    {
        // 1000以上: more than a thousand, as the word is used beside 以下.
        let word = lower[numeral.end..end].trim_start_matches(' ');
        let operator = match operator {
            Operator::AtLeast
                if word.ends_with("以上") && !word.starts_with(['及', '或']) || word.ends_with("之上") =>
            {
                Operator::More
            }
            operator => operator,
        };
        // five hundred and more: the words before belong to it where they say the same (equal to 5000 or less).
        let before = lower[floor.min(numeral.start)..numeral.start].trim_end_matches(' ');
        let start = match lexicon.exact.at_end(before) {
            Some((length, ())) => floor.min(numeral.start) + before.len() - length,
            None => numeral.start,
        };
        let is_other = start != numeral.start && lower[end..].trim_start_matches(' ').starts_with("than");
        if !is_other {
            return make(start, end, operator);
        }
    }
    let from = floor.min(numeral.start);
    let whole = &lower[from..numeral.start];
    let mut before = whole.trim_end_matches(' ');
    if 2 < whole.len() - before.len() {
        return None;
    }
    // 比四分之一大
    let bigger = ["大", "多", "高"].iter().any(|word| lower[numeral.end..].starts_with(word));
    let smaller = ["小", "少", "低"].iter().any(|word| lower[numeral.end..].starts_with(word));
    if before.ends_with('比') && (bigger || smaller) {
        let operator = if bigger { Operator::More } else { Operator::Less };
        return make(from + before.len() - 3, numeral.end + 3, operator);
    }
    for strip in 0..4 {
        let spaceless: String;
        // 小于 或 等于100: spaces between the characters.
        let window = before.floor_char_boundary(before.len().saturating_sub(24));
        let tail = &before[window..];
        if strip == 0 && tail.contains(' ') && !tail.is_ascii() {
            spaceless = tail.replace(' ', "");
            if let Some((length, operator)) = lexicon.before.at_end(&spaceless) {
                let mut left = length;
                let start = tail
                    .char_indices()
                    .rev()
                    .find(|(_, character)| {
                        if *character != ' ' {
                            left = left.saturating_sub(character.len_utf8());
                        }
                        left == 0
                    })
                    .map(|(at, _)| from + window + at)?;
                return make(start, numeral.end, *operator);
            }
        }
        if let Some((length, operator)) = lexicon.before.at_end(before) {
            let start = from + before.len() - length;
            if *operator != Operator::Equal && *operator != Operator::About {
                return make(start, numeral.end, *operator);
            }
            let is_exact = lexicon.exact.get(&before[before.len() - length..]).is_some();
            let value = Some((value, true));
            return is_exact.then_some(Bound { start, end: numeral.end, low: value, high: value, is_exact });
        }
        let shorter = before.strip_suffix(['有', '了', '为', '達', '达', '到', '是', '在', '於', '于']);
        let shorter = shorter.or_else(|| before.strip_suffix(" the"));
        before = shorter?.trim_end_matches(' ');
    }
    None
}

/// Makes one range of two bounds that follow each other: 大于50并小于80.
fn merge(lower: &str, last: &mut Bound, next: &Bound) -> bool {
    if last.is_exact || next.is_exact || next.start < last.end {
        return false;
    }
    let between = lower[last.end..next.start].trim_matches([' ', ',', '，', '、']);
    let is_joint = matches!(
        between,
        "" | "and" | "but" | "and is" | "并" | "且" | "并且" | "而" | "的同时" | "同时" | "又" | "和"
    );
    if !is_joint || lower[last.end..next.start].len() > 16 {
        return false;
    }
    let ((Some(low), None, None, Some(high)) | (None, Some(high), Some(low), None)) =
        (last.low, last.high, next.low, next.high)
    else {
        return false;
    };
    // 大于50小于12 and 大于50，小于12 are two bounds.
    if high.0 <= low.0 {
        return false;
    }
    *last = Bound { start: last.start, end: next.end, low: Some(low), high: Some(high), is_exact: false };
    true
}
