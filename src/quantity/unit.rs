//! The unit that stands beside a number.

use rust_decimal::Decimal;

use crate::language::numeral::{Numeral, NumeralValue, small_scale};
use crate::language::{Amount, Currency, Lexicon, Unit, ends_word};

use super::QuantityKind;

/// A number with the unit beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measured {
    /// First byte: that of the currency sign, where one stands in front.
    pub(super) start: usize,
    /// Byte after the unit, or after the number.
    pub(super) end: usize,
    pub(super) number_start: usize,
    pub(super) number_end: usize,
    pub(super) kind: QuantityKind,
    pub(super) unit: Option<&'static str>,
    pub(super) value: NumeralValue,
    /// Power of ten of the scale written.
    pub(super) scale: u8,
    /// The power of ten of the coin in its currency, where the unit is one: -2 for cents.
    pub(super) coin: Option<i8>,
    /// A unit of time follows: no quantity of this module.
    pub(super) is_time: bool,
}

/// Finds the unit of a numeral.
pub(super) fn measure(
    lexicon: &Lexicon,
    text: &str,
    lower: &str,
    numeral: &Numeral,
    floor: usize,
    limit: usize,
) -> Measured {
    let mut measured = Measured {
        start: numeral.start,
        end: numeral.end,
        number_start: numeral.start,
        number_end: numeral.end,
        kind: QuantityKind::Number,
        unit: None,
        value: numeral.value,
        scale: numeral.scale,
        coin: None,
        is_time: false,
    };
    let sign = sign_before(lexicon, lower, numeral.start, floor);
    if let Some((currency, start)) = sign {
        measured.start = start;
        measured.kind = QuantityKind::Money;
        measured.unit = Some(&currency.code);
        if let Some((power, end)) = small_scale(&lower[..limit], numeral.end) {
            measured.scale_by(power, end);
        }
    } else if let Some((power, end)) = small_scale(&lower[..limit], numeral.end)
        && power == 6
        && numeral.scale == 0
        && lower[end..limit].strip_prefix(' ').is_some_and(|rest| lexicon.counted.at_start(rest).is_some())
    {
        // 20m tokens
        measured.scale_by(power, end);
    }
    read_after(lexicon, text, lower, &mut measured, limit);
    measured
}

/// Finds every reading of the unit of a numeral: `25 pounds` is a weight and an amount of money.
pub(super) fn measure_all(
    lexicon: &Lexicon,
    text: &str,
    lower: &str,
    numeral: &Numeral,
    floor: usize,
    limit: usize,
) -> Vec<Measured> {
    let first = measure(lexicon, text, lower, numeral, floor, limit);
    let mut all = vec![first];
    let bare = Measured { kind: QuantityKind::Number, unit: None, end: numeral.end, ..first };
    let at =
        numeral.end + lower[numeral.end..limit].bytes().take(2).take_while(|byte| matches!(byte, b' ' | b'-')).count();
    if first.kind != QuantityKind::Number && first.kind != QuantityKind::Dimension && !first.is_time {
        return all;
    }
    let Some((length, unit)) = unit_at(lexicon, &text[at..limit], &lower[at..limit]) else { return all };
    let end = at + length;
    if lexicon.not_units.at_start(&lower[at..limit]).is_some_and(|(longer, ())| length < longer) {
        return all;
    }
    if let Some((currency, power)) = unit.currency
        && first.kind == QuantityKind::Dimension
    {
        let value = if power == 0 { first.value } else { shift(first.value, i32::from(power)) };
        all.push(Measured { kind: QuantityKind::Money, unit: Some(&currency.code), end, value, ..bare });
    }
    if let Some(special) = unit.special
        && special.name == "Degree"
    {
        all.push(Measured { kind: QuantityKind::Temperature, unit: Some(&special.name), end, ..bare });
    }
    if let Some(time) = unit.time
        && lower[end..].starts_with('大')
    {
        // 90天大
        let unit = match time {
            crate::language::TimeUnit::Day => "Day",
            crate::language::TimeUnit::Week => "Week",
            crate::language::TimeUnit::Month => "Month",
            _ => "Year",
        };
        all.push(Measured { kind: QuantityKind::Age, unit: Some(unit), end: end + 3, ..bare });
    }
    all
}

impl Measured {
    fn scale_by(&mut self, power: u8, end: usize) {
        self.value = shift(self.value, i32::from(power));
        self.scale = power;
        self.end = end;
        self.number_end = end;
    }

    fn set(&mut self, kind: QuantityKind, unit: Option<&'static str>, end: usize) {
        self.kind = kind;
        self.unit = unit;
        self.end = end;
    }
}

/// Multiplies a value by a power of ten.
pub(super) fn shift(value: NumeralValue, power: i32) -> NumeralValue {
    match value {
        NumeralValue::Exact(amount) => {
            shift_amount(amount, power).map_or(NumeralValue::OutOfRange, NumeralValue::Exact)
        }
        NumeralValue::Between { low, high, has_high } => match (shift_amount(low, power), shift_amount(high, power)) {
            (Some(low), Some(high)) => NumeralValue::Between { low, high, has_high },
            _ => NumeralValue::OutOfRange,
        },
        NumeralValue::OutOfRange => NumeralValue::OutOfRange,
    }
}

pub(super) fn shift_amount(amount: Amount, power: i32) -> Option<Amount> {
    let factor = Decimal::from(10_u64.checked_pow(power.unsigned_abs())?);
    let value = if power < 0 { amount.value.checked_div(factor) } else { amount.value.checked_mul(factor) };
    Some(Amount { value: value?, last_place: amount.last_place + power })
}

/// Returns the currency sign that ends at `at`, perhaps with a space between, and its first byte.
fn sign_before(lexicon: &Lexicon, lower: &str, at: usize, floor: usize) -> Option<(&'static Currency, usize)> {
    let before = &lower[floor..at];
    let trimmed = before.trim_end_matches(' ');
    if 2 < before.len() - trimmed.len() {
        return None;
    }
    let last = *trimmed.as_bytes().last()?;
    // Signs end in `$`, `¥` and the like, or are a code in letters.
    if last.is_ascii() && last != b'$' && last != b'.' && !last.is_ascii_lowercase() {
        return None;
    }
    let (length, currency) = lexicon.signs.at_end(trimmed)?;
    (*currency).map(|currency| (currency, floor + trimmed.len() - length))
}

fn read_after(lexicon: &Lexicon, text: &str, lower: &str, measured: &mut Measured, limit: usize) {
    let bytes = &lower.as_bytes()[..limit];
    let end = measured.end;
    if let Some((stop, power, name)) = prefixed_unit(lexicon, lower, measured, limit) {
        // 12千米 and 三千比特: the last character belongs to the unit.
        measured.value = shift(measured.value, -power);
        measured.number_end -= 3;
        measured.scale = 0;
        measured.set(QuantityKind::Dimension, Some(name), stop);
        return;
    }
    let at = end + bytes[end..].iter().take(4).take_while(|byte| **byte == b' ').count();
    let is_joined = at == end;
    let rest = &lower[at..limit];
    let first = rest.as_bytes().first().copied().unwrap_or(b'\n');
    match first {
        b'%' => {
            measured.set(QuantityKind::Percent, Some("%"), at + 1);
            return;
        }
        b'p' => {
            for (word, kind) in [
                ("percentage points", QuantityKind::PercentagePoints),
                ("percentage point", QuantityKind::PercentagePoints),
                ("percentage", QuantityKind::Percent),
                ("percent", QuantityKind::Percent),
                ("per cent", QuantityKind::Percent),
                ("pp", QuantityKind::PercentagePoints),
            ] {
                if rest.starts_with(word) && ends_word(bytes, at + word.len()) {
                    measured.set(kind, Some("%"), at + word.len());
                    return;
                }
            }
        }
        b'x' if is_joined && ends_word(bytes, at + 1) => {
            measured.set(QuantityKind::Multiple, None, at + 1);
            return;
        }
        b't' if rest.starts_with("times ") => {
            let after = &rest[6..];
            let is_comparison = [
                "more", "less", "faster", "slower", "larger", "bigger", "smaller", "cheaper", "higher", "lower",
                "better", "greater", "longer", "shorter", "as ", "that ", "the ", "its ", "what ", "fewer", "quicker",
            ]
            .iter()
            .any(|word| after.starts_with(word));
            if is_comparison {
                measured.set(QuantityKind::Multiple, None, at + 5);
                return;
            }
        }
        0xE3.. if read_chinese_ratio(rest, at, measured, lexicon) => {
            return;
        }
        _ => {}
    }
    // `3-inch`, `20 (kg)`
    let mut skip = usize::from(first == b'-' && is_joined) + usize::from(first == b'(');
    if first == b'(' && !rest.contains(')') {
        skip = 0;
    }
    let (at, rest) = (at + skip, &rest[skip..]);
    let Some((length, unit)) = unit_at(lexicon, &text[at..limit], rest) else {
        // 30 MUSD: millions.
        if text[at..limit].starts_with('M')
            && let Some((length, Some(currency))) = rest.get(1..).and_then(|rest| lexicon.signs.at_start(rest))
            && length == 3
        {
            measured.value = shift(measured.value, 6);
            measured.set(QuantityKind::Money, Some(&currency.code), at + 4);
        }
        return;
    };
    if lexicon.not_units.at_start(rest).is_some_and(|(longer, ())| length < longer) {
        return;
    }
    let end = at + length + usize::from(first == b'(' && rest.as_bytes().get(length) == Some(&b')'));
    if first == b'(' && end == at + length {
        return;
    }
    apply(lexicon, lower, measured, *unit, end, limit);
}

/// Returns the unit that starts with the last character of the number: 千米, 兆字节.
fn prefixed_unit(
    lexicon: &Lexicon,
    lower: &str,
    measured: &Measured,
    limit: usize,
) -> Option<(usize, i32, &'static str)> {
    let start = measured.end.checked_sub(3).filter(|start| measured.number_start < *start)?;
    let power = match lower.get(start..measured.end)? {
        "千" => 3,
        "兆" => 12,
        _ => return None,
    };
    let (length, unit) = lexicon.units.at_start(&lower[start..limit])?;
    Some((start + length, power, &unit.dimension?.name))
}

/// Returns the longest unit at the start of a text; letters of one case are told from the other where it matters (MB, mb).
fn unit_at<'l>(lexicon: &'l Lexicon, text: &str, lower: &str) -> Option<(usize, &'l Unit)> {
    let written = if text.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
        || text.as_bytes().get(1).is_some_and(u8::is_ascii_uppercase)
    {
        lexicon.units.at_start(text)
    } else {
        None
    };
    let folded = lexicon.units.at_start(lower);
    match (written, folded) {
        (Some(written), Some(folded)) if folded.0 <= written.0 => Some(written),
        (written, folded) => folded.or(written),
    }
}

fn apply(lexicon: &Lexicon, lower: &str, measured: &mut Measured, unit: Unit, end: usize, limit: usize) {
    let is_money = measured.kind == QuantityKind::Money;
    if let Some(special) = unit.special
        && !is_money
    {
        let kind = if special.group == "age" { QuantityKind::Age } else { QuantityKind::Temperature };
        if special.name != "Degree" || unit.dimension.is_none() {
            measured.set(kind, Some(&special.name), end);
            return;
        }
    }
    if let Some((currency, power)) = unit.currency
        && (unit.dimension.is_none() || is_money || 6 <= measured.scale)
    {
        if is_money {
            // $10亿美元 and 8亿元人民币 name one currency twice.
            if measured.unit == Some(currency.code.as_str()) {
                measured.end = end;
            }
            return;
        }
        measured.value = if power == 0 { measured.value } else { shift(measured.value, i32::from(power)) };
        measured.coin = (power != 0).then_some(power);
        measured.set(QuantityKind::Money, Some(&currency.code), end);
        if let Some((length, Unit { currency: Some((second, 0)), .. })) = lexicon.units.at_start(&lower[end..limit])
            && second.code == currency.code
        {
            measured.end = end + length;
        }
        return;
    }
    if is_money {
        return;
    }
    if let Some(dimension) = unit.dimension {
        measured.set(QuantityKind::Dimension, Some(&dimension.name), end);
        return;
    }
    measured.is_time = unit.time.is_some();
}

/// Returns the length of `word` at the start of `text`, with or without spaces between its characters.
fn spaced_prefix(text: &str, word: &str) -> Option<usize> {
    let mut rest = text;
    for character in word.chars() {
        rest = rest.trim_start_matches(' ').strip_prefix(character)?;
    }
    Some(text.len() - rest.len())
}

/// Reads 倍, 成, 折 and 个百分点.
fn read_chinese_ratio(rest: &str, at: usize, measured: &mut Measured, lexicon: &Lexicon) -> bool {
    if lexicon.not_units.at_start(rest).is_some() {
        return false;
    }
    for word in ["个百分点", "個百分點", "百分点", "百分點"] {
        if let Some(length) = spaced_prefix(rest, word) {
            measured.set(QuantityKind::PercentagePoints, Some("%"), at + length);
            return true;
        }
    }
    let Some(character) = rest.chars().next() else { return false };
    match character {
        '倍' => measured.set(QuantityKind::Multiple, None, at + 3),
        '成' | '折' => {
            let is_small = match measured.value {
                NumeralValue::Exact(amount) => amount.value <= Decimal::from(if character == '折' { 99 } else { 10 }),
                _ => false,
            };
            if !is_small || measured.scale != 0 && measured.scale != 1 {
                return false;
            }
            let is_two_digits = matches!(measured.value, NumeralValue::Exact(amount) if Decimal::TEN < amount.value);
            measured.value = shift(measured.value, i32::from(!is_two_digits));
            let mut end = at + 3;
            if character == '成' && rest[3..].starts_with('半') {
                if let NumeralValue::Exact(amount) = measured.value {
                    let value = amount.value + Decimal::from(5);
                    measured.value = NumeralValue::Exact(Amount { value, last_place: 0 });
                }
                end += 3;
            }
            let kind = if character == '折' { QuantityKind::Discount } else { QuantityKind::Percent };
            measured.set(kind, Some("%"), end);
        }
        _ => return false,
    }
    true
}
