//! Numbers that signs and words join to one: 3/4, 1 4/3, 2.5^-1, one over three, five dozens in Chinese.

use rust_decimal::Decimal;

use crate::language::numeral::{Form, Numeral, NumeralKind, NumeralValue, divide, sum};
use crate::language::{Amount, ItemKind, Tokens};

/// Returns the numbers of a text with the index of the last item that each is made of.
pub(super) fn combine(tokens: &Tokens<'_>) -> Vec<(usize, Numeral)> {
    let lower = tokens.lower();
    let mut combined: Vec<(usize, Numeral)> = Vec::with_capacity(tokens.items.len());
    for (index, item) in tokens.items.iter().enumerate() {
        let ItemKind::Number(numeral) = item.kind else { continue };
        if matches!(numeral.kind, NumeralKind::Dotted | NumeralKind::Period) {
            continue;
        }
        let numeral = thousands(lower, dozens(lower, numeral));
        if let Some((_, last)) = combined.last_mut()
            && wide_group(tokens, last, &numeral)
        {
            continue;
        }
        if spaced_groups(lower, &mut combined, index, &numeral) {
            continue;
        }
        if let Some((_, last)) = combined.last()
            && let Some(joined) = join(lower, last, &numeral)
        {
            let start = combined.len() - 1;
            combined[start] = (index, joined);
            // 1 4/3: a whole number before a fraction.
            if let [.., (_, whole), (_, fraction)] = combined[..]
                && let Some(mixed) = mix(lower, &whole, &fraction)
            {
                combined.truncate(start - 1);
                combined.push((index, mixed));
            }
            continue;
        }
        combined.push((index, numeral));
    }
    combined
}

/// Multiplies by a thousand where a `k` stands alone after the number: `2.33 k`.
fn thousands(lower: &str, numeral: Numeral) -> Numeral {
    let Some(after) = lower[numeral.end..].strip_prefix(" k") else { return numeral };
    if numeral.form != Form::Digits || numeral.scale != 0 || !(after.is_empty() || after.starts_with([',', ')', ';'])) {
        return numeral;
    }
    match numeral.value {
        NumeralValue::Exact(amount) => {
            let value = amount.value.checked_mul(Decimal::from(1000));
            let value = value.map_or(NumeralValue::OutOfRange, |value| {
                NumeralValue::Exact(Amount { value, last_place: amount.last_place + 3 })
            });
            Numeral { end: numeral.end + 2, value, scale: 3, ..numeral }
        }
        _ => numeral,
    }
}

/// Joins groups of full-width digits that a full-width comma parts: １１１，１１１.
fn wide_group(tokens: &Tokens<'_>, last: &mut Numeral, next: &Numeral) -> bool {
    let is_wide = |numeral: &Numeral| {
        let end = numeral.end;
        usize::from(tokens.to_source(end - 1, end).len()) == 3 && tokens.lower().as_bytes()[end - 1].is_ascii_digit()
    };
    if next.digits != 3 || tokens.lower().get(last.end..next.start) != Some("，") || !is_wide(last) || !is_wide(next) {
        return false;
    }
    let (Some(left), Some(right)) = (last.amount(), next.amount()) else { return false };
    let sum = left.value.checked_mul(Decimal::from(1000)).and_then(|value| value.checked_add(right.value));
    let Some(value) = sum else { return false };
    last.value = NumeralValue::Exact(Amount { value, last_place: 0 });
    last.end = next.end;
    last.digits = 0;
    true
}

/// Marks a number of groups that another group may follow.
const GROUPED: u8 = u8::MAX;

/// Joins 1 414 021 100: groups of three digits with spaces between, from the third group on.
fn spaced_groups(lower: &str, combined: &mut Vec<(usize, Numeral)>, index: usize, numeral: &Numeral) -> bool {
    if let Some((_, whole)) = combined.last_mut()
        && whole.digits == GROUPED
        && numeral.digits == 3
        && lower.get(whole.end..numeral.start) == Some(" ")
        && let (NumeralValue::Exact(left), Some(right)) = (whole.value, numeral.amount())
        && let Some(value) =
            left.value.checked_mul(Decimal::from(1000)).and_then(|value| value.checked_add(right.value))
    {
        whole.value = NumeralValue::Exact(Amount { value, last_place: 0 });
        whole.end = numeral.end;
        return true;
    }
    let [.., (_, first), (_, second)] = combined[..] else { return false };
    let is_gap =
        |left: &Numeral, right: &Numeral| matches!(lower.get(left.end..right.start), Some(" " | "\u{202F}" | "\u{A0}"));
    let is_last = numeral.digits == 3 || lower[numeral.start..numeral.end].find('.') == Some(3);
    let fits = (1..=3).contains(&first.digits)
        && second.digits == 3
        && is_last
        && is_gap(&first, &second)
        && is_gap(&second, numeral);
    if !fits {
        return false;
    }
    let digits: String = lower[first.start..numeral.end]
        .chars()
        .filter(|character| !matches!(character, ' ' | '\u{202F}' | '\u{A0}'))
        .collect();
    let Ok(value) = digits.parse::<Decimal>() else { return false };
    let value = NumeralValue::Exact(Amount { value, last_place: 0 });
    combined.truncate(combined.len() - 2);
    let end = numeral.end;
    combined.push((index, Numeral { end, value, digits: GROUPED, ..first }));
    true
}

/// Multiplies by twelve where 打 follows.
fn dozens(lower: &str, numeral: Numeral) -> Numeral {
    let rest = &lower[numeral.end..];
    let Some(after) = rest.strip_prefix('打') else { return numeral };
    let is_verb = after.starts_with([
        '算', '开', '開', '造', '破', '击', '擊', '败', '敗', '折', '工', '车', '电', '扮', '球', '印', '架', '包',
        '断', '压', '通', '法', '赢', '响', '入', '出', '下', '磨', '动', '着', '了', '对', '對', '一', '这', '我',
        '你', '他',
    ]);
    match numeral.value {
        NumeralValue::Exact(amount) if !is_verb && numeral.form != Form::ChineseScale => {
            let value = amount.value.checked_mul(Decimal::from(12));
            let value =
                value.map_or(NumeralValue::OutOfRange, |value| NumeralValue::Exact(Amount { value, last_place: 0 }));
            Numeral { end: numeral.end + 3, value, ..numeral }
        }
        _ => numeral,
    }
}

fn join(lower: &str, first: &Numeral, second: &Numeral) -> Option<Numeral> {
    if second.start <= first.end || first.kind != NumeralKind::Cardinal {
        return None;
    }
    let (above, below) = (first.amount()?, second.amount()?);
    let between = &lower[first.end..second.start];
    let is_plain = first.scale == 0 && second.scale == 0;
    let fraction = |value| {
        let kind = NumeralKind::Fraction;
        Some(Numeral {
            end: second.end,
            value,
            kind,
            form: first.form,
            digits: 0,
            scale: 0,
            is_label: false,
            start: first.start,
        })
    };
    match between {
        "/" | "／"
            if is_plain && first.form == Form::Digits && second.form == Form::Digits && !below.value.is_zero() =>
        {
            // 24/7/365 and 10/1/2017 are no fractions.
            let is_alone = !lower[second.end..].starts_with(['/', '-']) && !lower[..first.start].ends_with('/');
            let are_whole = above.last_place == 0 && below.last_place == 0;
            if is_alone && are_whole { fraction(divide(above, below)) } else { None }
        }
        " over " if !goes_on(lower, second.end) => fraction(divide(above, below)),
        " in " if above.value == Decimal::ONE && Decimal::TWO < below.value && !goes_on(lower, second.end) => {
            fraction(divide(above, below))
        }
        "^" | "^-" | "^--" => fraction(power(above, below, between.len() - 1)?),
        _ => None,
    }
}

/// Returns whether a noun follows, of which there are so many.
fn goes_on(lower: &str, end: usize) -> bool {
    lower[end..].trim_start_matches(' ').starts_with(|character: char| character.is_alphanumeric())
}

fn mix(lower: &str, whole: &Numeral, fraction: &Numeral) -> Option<Numeral> {
    let is_mixed = fraction.kind == NumeralKind::Fraction
        && whole.kind == NumeralKind::Cardinal
        && whole.digits != 0
        && matches!(lower.get(whole.end..fraction.start), Some(" " | "  "));
    if !is_mixed {
        return None;
    }
    Some(Numeral { end: fraction.end, value: sum(whole.amount()?, fraction.amount()?), digits: 0, ..*whole })
}

/// Returns a whole power of a number; `signs` are the minus signs before the exponent that its value does not have.
fn power(base: Amount, exponent: Amount, signs: usize) -> Option<NumeralValue> {
    let exponent = i32::try_from(exponent.value.trunc()).ok().filter(|value| value.abs() <= 64)?;
    let is_negative = (exponent < 0) != (signs % 2 == 1);
    let mut value = Decimal::ONE;
    for _ in 0..exponent.unsigned_abs() {
        value = value.checked_mul(base.value)?;
    }
    let amount = Amount { value, last_place: -28 };
    if is_negative {
        return Some(divide(Amount { value: Decimal::ONE, last_place: 0 }, amount));
    }
    Some(NumeralValue::Exact(amount))
}
