//! The grammar of Chinese numerals, digits among them: 三千八百亿, 1.76万亿, 二百五, 三分之一, 几十万.

use super::super::amount::{Amount, Scaled};
use super::super::lexicon::{Lexicon, Word};
use super::digits::plain;
use super::{Form, Numeral, NumeralKind, NumeralValue, divide, negate, skip_spaces, sum};

/// Reads the numeral that starts at byte `start`; `limit` is the first byte that must not be read.
///
/// A numeral starts with a Chinese number word, or with a digit where a Chinese scale comes later.
pub(crate) fn read(lexicon: &Lexicon, text: &str, start: usize, limit: usize) -> Option<Numeral> {
    let text = &text[..limit];
    let whole = read_cardinal(lexicon, text, start)?;
    let numeral = read_fraction(lexicon, text, &whole).unwrap_or(whole);
    let is_alone = numeral.form == Form::ChineseDigit && numeral.kind == NumeralKind::Cardinal;
    if !is_alone && let Some(before) = text[..start].strip_suffix(['负', '負']) {
        return Some(Numeral { start: before.len(), value: negate(numeral.value), ..numeral });
    }
    Some(numeral)
}

/// One part of a numeral.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// Digits: an ASCII number, one Chinese digit, or some in a row (二零二四, 三四).
    Digits { value: Scaled, count: u8, is_ascii: bool, is_pair: bool },
    /// A power of ten.
    Scale(u8),
    /// 廿.
    Tens(u8),
    /// 零 after a scale.
    Zero,
    /// 几 or 数 in front.
    Some,
    /// 多, 余 or 几 between scales.
    More,
}

/// The parts of one numeral; a longer one than this is no number that anybody writes.
struct Parts {
    parts: [Part; 32],
    len: usize,
    has_formal: bool,
    is_overflow: bool,
}

impl Parts {
    fn push(&mut self, part: Part) -> Option<()> {
        *self.parts.get_mut(self.len)? = part;
        self.len += 1;
        Some(())
    }

    fn all(&self) -> &[Part] {
        &self.parts[..self.len]
    }

    fn last(&self) -> Option<Part> {
        self.all().last().copied()
    }

    /// Returns the scale that closed most lately.
    fn last_scale(&self) -> Option<u8> {
        self.all().iter().rev().find_map(|part| match part {
            Part::Scale(power) => Some(*power),
            Part::Tens(_) => Some(1),
            _ => None,
        })
    }
}

fn word(lexicon: &Lexicon, text: &str, at: usize) -> Option<(Word, usize)> {
    let first = *text.as_bytes().get(at)?;
    // Chinese number words are characters of three bytes.
    if first < 0xE3 {
        return None;
    }
    let found = lexicon.numbers.get(text.get(at..at + 3)?)?;
    (*found).map(|word| (word, at + 3))
}

fn scale_at(lexicon: &Lexicon, text: &str, at: usize) -> Option<u8> {
    match word(lexicon, text, at) {
        Some((Word::Scale(power), _)) => Some(power),
        _ => None,
    }
}

fn read_cardinal(lexicon: &Lexicon, text: &str, start: usize) -> Option<Numeral> {
    let mut parts = Parts { parts: [Part::Zero; 32], len: 0, has_formal: false, is_overflow: false };
    let mut end = start;
    loop {
        let at = skip_spaces(text.as_bytes(), end, 2);
        if at != end && !goes_on_after_space(lexicon, text, at, &parts) {
            break;
        }
        let Some(after) = read_part(lexicon, text, at, &mut parts) else { break };
        end = after;
    }
    // A marker is part of the numeral only between two scales.
    if matches!(parts.last(), Some(Part::More)) {
        return None;
    }
    finish(&parts, start, end)
}

/// Returns whether the numeral goes on after a space: `160 亿`, `三千 八百`.
fn goes_on_after_space(lexicon: &Lexicon, text: &str, at: usize, parts: &Parts) -> bool {
    if parts.len == 0 {
        return false;
    }
    let after_digits = matches!(parts.last(), Some(Part::Digits { .. } | Part::More));
    match word(lexicon, text, at) {
        Some((Word::Scale(_), _)) => after_digits || parts.last_scale().is_some_and(|power| power < 4),
        Some((Word::Digit { digit, .. }, after)) if digit != 0 => {
            !after_digits && scale_at(lexicon, text, skip_spaces(text.as_bytes(), after, 2)).is_some()
                || matches!(parts.last(), Some(Part::Scale(1..)))
                    && text[skip_spaces(text.as_bytes(), after, 2)..].starts_with('又')
        }
        Some((Word::Vague, after)) => !after_digits && scale_at(lexicon, text, after).is_some_and(|power| 4 <= power),
        None if text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) => {
            let Some((_, after)) = plain(text, at) else { return false };
            matches!(parts.last(), Some(Part::Scale(_)))
                && scale_at(lexicon, text, after).is_some_and(|power| Some(power) < parts.last_scale())
        }
        None => {
            matches!(text[at..].chars().next(), Some('余' | '餘' | '多' | '点' | '點'))
                && at + 3 < text.len()
                && word(lexicon, text, skip_spaces(text.as_bytes(), at + 3, 2)).is_some()
        }
        _ => false,
    }
}

/// Reads one part at `at` and returns the byte after it.
fn read_part(lexicon: &Lexicon, text: &str, at: usize, parts: &mut Parts) -> Option<usize> {
    if text.as_bytes().get(at)?.is_ascii_digit() {
        return read_ascii(lexicon, text, at, parts);
    }
    let Some((word, after)) = word(lexicon, text, at) else {
        return match text[at..].chars().next()? {
            '点' | '點' => read_point(lexicon, text, at + 3, parts),
            '多' | '余' | '餘' => read_more(lexicon, text, at + 3, parts),
            _ => None,
        };
    };
    match word {
        // 三十两 is thirty of a weight: 两 stands first, or before a scale.
        Word::Digit { .. }
            if parts.len != 0 && is_pair_word(&text[at..after]) && scale_at(lexicon, text, after).is_none() =>
        {
            return None;
        }
        // `700亿三种规格`: in a number of digits the word before a measure word counts anew.
        Word::Digit { .. }
            if matches!(parts.all(), [Part::Digits { is_ascii: true, .. }, .., Part::Scale(_)])
                && text[after..].starts_with(['种', '種', '个', '個', '款', '档', '类', '類', '项', '家']) =>
        {
            return None;
        }
        Word::Digit { digit, is_formal } => {
            read_digit(lexicon, text, after, digit, parts)?;
            parts.has_formal |= is_formal;
        }
        Word::Tens(tens) => {
            if !matches!(parts.last(), None | Some(Part::Scale(_) | Part::Zero)) {
                return None;
            }
            parts.push(Part::Tens(tens))?;
        }
        Word::Scale(power) => read_scale(power, parts)?,
        Word::Vague if parts.len == 0 => {
            scale_at(lexicon, text, skip_spaces(text.as_bytes(), after, 1))?;
            parts.push(Part::Some)?;
        }
        Word::Vague => return read_more(lexicon, text, after, parts),
        _ => return None,
    }
    Some(after)
}

/// Returns whether a digit is a word for two that counts things.
fn is_pair_word(digit: &str) -> bool {
    matches!(digit, "两" | "兩" | "俩" | "倆")
}

fn read_digit(lexicon: &Lexicon, text: &str, after: usize, digit: u8, parts: &mut Parts) -> Option<()> {
    let value = Scaled::integer(i128::from(digit));
    let is_first = parts.len == 0;
    match parts.last() {
        None | Some(Part::Scale(_) | Part::Tens(_) | Part::Zero) => {
            if digit == 0 && !is_first {
                if matches!(parts.last(), Some(Part::Zero)) {
                    return None;
                }
                // 零 closes nothing: 一千零五.
                return word(lexicon, text, after).and_then(|_| parts.push(Part::Zero)).or_else(|| {
                    text.as_bytes().get(after).is_some_and(u8::is_ascii_digit).then(|| parts.push(Part::Zero)).flatten()
                });
            }
            parts.push(Part::Digits { value, count: 1, is_ascii: false, is_pair: false })
        }
        Some(Part::Digits { value: before, count, is_ascii: false, is_pair: _ }) => {
            let is_row = parts.len == 1;
            let follows = count == 1 && before.significand != 0 && before.significand + 1 == i128::from(digit);
            // 十五六 is fifteen or sixteen; 二零二四 is a row of digits.
            if !(is_row || follows && parts.last_scale() == Some(1)) {
                return None;
            }
            if 28 <= count {
                parts.is_overflow = true;
                return Some(());
            }
            let row = Scaled::integer(before.significand * 10 + i128::from(digit));
            let part = Part::Digits { value: row, count: count + 1, is_ascii: false, is_pair: follows };
            parts.parts[parts.len - 1] = part;
            Some(())
        }
        Some(Part::Digits { .. } | Part::Some | Part::More) => None,
    }
}

fn read_ascii(lexicon: &Lexicon, text: &str, at: usize, parts: &mut Parts) -> Option<usize> {
    let (value, end) = plain(text, at)?;
    match parts.last() {
        None => {}
        Some(Part::Zero) => {}
        Some(Part::Scale(power)) => {
            // `3万4000` and `5万4千` go on; in `6亿5月` another number starts.
            let scale = scale_at(lexicon, text, skip_spaces(text.as_bytes(), end, 1));
            let goes_on = scale.is_some_and(|scale| scale < power) || end - at == usize::from(power);
            let has_ascii = parts.all().iter().any(|part| matches!(part, Part::Digits { is_ascii: true, .. }));
            if !goes_on || !has_ascii {
                return None;
            }
        }
        Some(_) => return None,
    }
    parts.is_overflow |= value.is_none();
    let value = value.unwrap_or(Scaled::ZERO);
    parts.push(Part::Digits { value, count: 1, is_ascii: true, is_pair: false })?;
    Some(end)
}

fn read_scale(power: u8, parts: &mut Parts) -> Option<()> {
    let before = parts.last_scale();
    let fits = match parts.last() {
        None | Some(Part::Some) => true,
        Some(Part::Digits { count, is_pair, is_ascii, .. }) => {
            (count == 1 || is_pair || is_ascii) && (4 <= power || before.is_none_or(|before| power < before))
        }
        // 零十; 一百十.
        Some(Part::Zero) => power == 1,
        Some(Part::Scale(last)) => 4 <= power && (last < power || 4 <= last) || power == 1 && last == 2,
        Some(Part::Tens(_)) => 4 <= power,
        Some(Part::More) => 4 <= power,
    };
    if fits { parts.push(Part::Scale(power)) } else { None }
}

/// Reads the digits after 点.
fn read_point(lexicon: &Lexicon, text: &str, after: usize, parts: &mut Parts) -> Option<usize> {
    let can_follow = match parts.last() {
        Some(Part::Digits { value, .. }) => 0 <= value.exponent,
        Some(Part::Scale(_) | Part::Tens(_)) => 1 < parts.len || parts.last_scale() == Some(1),
        _ => false,
    };
    if !can_follow {
        return None;
    }
    let mut end = skip_spaces(text.as_bytes(), after, 1);
    let mut value = 0_i128;
    let mut places = 0;
    while let Some((Word::Digit { digit, .. }, next)) = word(lexicon, text, end) {
        if is_pair_word(&text[end..next]) || 28 <= places {
            break;
        }
        value = value * 10 + i128::from(digit);
        places += 1;
        end = next;
    }
    // 六点五十, 五点一刻 and 五点二十分 are times.
    let next = text[end..].chars().next();
    let is_time = matches!(next, Some('十' | '刻')) || next == Some('分') && !text[end..].starts_with("分之");
    if places == 0 || is_time {
        return None;
    }
    let (whole, is_overflow) = evaluate(parts.all(), false);
    let whole = if parts.len == 1 { digits_value(parts.parts[0]).unwrap_or(whole) } else { whole };
    parts.is_overflow |= is_overflow;
    let sum = whole.add(Scaled { significand: value, exponent: -places });
    parts.is_overflow |= sum.is_none();
    parts.len = 0;
    parts.push(Part::Digits { value: sum.unwrap_or(Scaled::ZERO), count: 1, is_ascii: true, is_pair: false })?;
    Some(end)
}

fn digits_value(part: Part) -> Option<Scaled> {
    match part {
        Part::Digits { value, .. } => Some(value),
        _ => None,
    }
}

/// Reads 多, 余 or 几 between a number and a big scale: 十多万, 二十几亿, 500余万.
fn read_more(lexicon: &Lexicon, text: &str, after: usize, parts: &mut Parts) -> Option<usize> {
    let power = scale_at(lexicon, text, skip_spaces(text.as_bytes(), after, 2))?;
    let can_follow = match parts.last() {
        Some(Part::Digits { value, is_ascii, .. }) => is_ascii && 10 <= value.significand,
        Some(Part::Scale(last)) => last < 4 || 1 < parts.len,
        Some(Part::Tens(_) | Part::Zero) => true,
        _ => false,
    };
    if !can_follow || power < 4 {
        return None;
    }
    parts.push(Part::More)?;
    Some(after)
}

fn finish(parts: &Parts, start: usize, end: usize) -> Option<Numeral> {
    let all = parts.all();
    let form = match all {
        [] | [Part::Zero | Part::Some] => return None,
        // A number in digits alone is not Chinese.
        [Part::Digits { is_ascii: true, value, .. }] if end - start == 0 || value.exponent == 0 => Form::Digits,
        [Part::Digits { count: 1, is_ascii: false, .. }] => Form::ChineseDigit,
        // 百 and 千 alone are parts of words; 十 is ten.
        [Part::Scale(1)] => Form::ChineseDigit,
        _ if all.iter().all(|part| matches!(part, Part::Scale(_))) => Form::ChineseScale,
        [Part::Digits { is_ascii: true, .. }, ..] => Form::Digits,
        _ => Form::Chinese,
    };
    let (low, is_overflow) = evaluate(all, false);
    let mut numeral = Numeral::exact(start, end, (!(is_overflow || parts.is_overflow)).then_some(low), form);
    if let Some(Part::Scale(power)) = all.last() {
        numeral.scale = all
            .iter()
            .rev()
            .map_while(|part| if let Part::Scale(power) = part { Some(*power) } else { None })
            .sum::<u8>()
            .max(*power);
    }
    if let [Part::Digits { count, is_ascii: false, .. }] = all {
        numeral.digits = *count;
    }
    let high = if all.iter().any(|part| matches!(part, Part::Some)) {
        Some((low.shift(1), false))
    } else if all.iter().any(|part| matches!(part, Part::More)) {
        low.add(Scaled { significand: 1, exponent: low.trailing_place() }).map(|high| (high, false))
    } else if is_vague_pair(all) {
        Some((evaluate(all, true).0, true))
    } else {
        None
    };
    if let Some((high, has_high)) = high
        && let (Some(low), Some(high)) = (low.amount(), high.amount())
    {
        numeral.value = NumeralValue::Between { low, high, has_high };
    }
    Some(numeral)
}

/// Returns whether two neighbouring digits stand for one of both: 三四百, 十五六.
fn is_vague_pair(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part, Part::Digits { count: 2, is_pair: true, is_ascii: false, .. }))
}

/// Returns the value, with the upper one of two neighbouring digits where asked, and whether it has too many digits.
fn evaluate(parts: &[Part], is_upper: bool) -> (Scaled, bool) {
    let mut is_overflow = false;
    let mut add = |left: Scaled, right: Scaled| {
        left.add(right).unwrap_or_else(|| {
            is_overflow = true;
            Scaled::ZERO
        })
    };
    // Sections closed by a big scale, with its power: 49兆, 9592亿.
    let mut closed: [(Scaled, u8); 8] = [(Scaled::ZERO, 0); 8];
    let mut n_closed = 0;
    let mut section = Scaled::ZERO;
    let mut pending: Option<Scaled> = None;
    let mut last_scale = 0;
    for (index, part) in parts.iter().enumerate() {
        match *part {
            Part::Digits { value, is_pair, count, .. } => {
                let value = match (is_pair && count == 2, is_upper) {
                    (true, true) => Scaled::integer(value.significand % 10),
                    (true, false) => Scaled::integer(value.significand / 10),
                    _ => value,
                };
                pending = Some(value);
            }
            Part::Some => pending = Some(Scaled::integer(1)),
            Part::Tens(tens) => {
                section = add(section, Scaled::integer(i128::from(tens)));
                last_scale = 1;
            }
            Part::Zero | Part::More => {}
            Part::Scale(power @ 0..4) => {
                // 零十 is ten.
                let value = pending.take().filter(|value| !value.is_zero()).unwrap_or(Scaled::integer(1));
                section = add(section, value.shift(i32::from(power)));
                last_scale = power;
            }
            Part::Scale(power) => {
                let mut value = pending.take().map_or(section, |pending| add(section, pending));
                section = Scaled::ZERO;
                while 0 < n_closed && closed[n_closed - 1].1 <= power {
                    n_closed -= 1;
                    value = add(closed[n_closed].0, value);
                }
                // 万亿: nothing but scales before.
                if value.is_zero() && index == 0 {
                    value = Scaled::integer(1);
                }
                if n_closed < closed.len() {
                    closed[n_closed] = (value.shift(i32::from(power)), power);
                    n_closed += 1;
                }
                last_scale = power;
            }
        }
    }
    if let Some(pending) = pending {
        // 一万三, 二百五: a digit after a scale counts its tenths.
        let is_short = matches!(parts, [.., Part::Scale(2..), Part::Digits { is_ascii: false, count: 1, .. }]);
        let value = if is_short { pending.shift(i32::from(last_scale) - 1) } else { pending };
        section = add(section, value);
    }
    for (value, _) in &closed[..n_closed] {
        section = add(*value, section);
    }
    (section, is_overflow)
}

/// Reads what follows a cardinal and makes a fraction of it: 三分之一, 百分之五, 一又二分之一.
fn read_fraction(lexicon: &Lexicon, text: &str, below: &Numeral) -> Option<Numeral> {
    let bytes = text.as_bytes();
    let at = skip_spaces(bytes, below.end, 2);
    if let Some(after) = text[at..].strip_prefix('又') {
        let start = skip_spaces(bytes, text.len() - after.len(), 2);
        let part = read_cardinal(lexicon, text, start)?;
        let fraction = read_fraction(lexicon, text, &part)?;
        if fraction.kind != NumeralKind::Fraction {
            return None;
        }
        let value = sum(below.amount()?, fraction.amount()?);
        return Some(Numeral { end: fraction.end, value, kind: NumeralKind::Cardinal, form: Form::Chinese, ..*below });
    }
    let after = text[at..].strip_prefix('分')?;
    let at = skip_spaces(bytes, text.len() - after.len(), 2);
    let after = text[at..].strip_prefix('之')?;
    let mut at = skip_spaces(bytes, text.len() - after.len(), 2);
    let is_negative = text[at..].starts_with(['负', '負']);
    if is_negative {
        at += 3;
    }
    let above = read_cardinal(lexicon, text, at).or_else(|| read_plain(text, at))?;
    let is_percent = below.form == Form::ChineseScale && below.kind == NumeralKind::Cardinal;
    if let NumeralValue::Between { low, high, has_high } = above.value
        && is_percent
    {
        let value = NumeralValue::Between { low, high, has_high };
        return Some(Numeral {
            end: above.end,
            value,
            kind: NumeralKind::Percent,
            form: Form::Chinese,
            digits: 0,
            ..*below
        });
    }
    let end = letters_end(text, above.end);
    let mut amount = above.amount()?;
    if end != above.end {
        amount = Amount { value: amount.value.checked_mul(1000.into())?, last_place: amount.last_place + 3 };
    }
    let (value, kind) = if is_percent {
        let hundred = Amount { value: 100.into(), last_place: 0 };
        let below = below.amount()?;
        if below.value == hundred.value {
            (NumeralValue::Exact(amount), NumeralKind::Percent)
        } else {
            let amount = Amount { value: amount.value.checked_mul(100.into())?, ..amount };
            (divide(amount, below), NumeralKind::Percent)
        }
    } else {
        (divide(amount, below.amount()?), NumeralKind::Fraction)
    };
    let value = if is_negative && is_percent { negate(value) } else { value };
    Some(Numeral { end, value, kind, form: Form::Chinese, digits: 0, scale: 0, ..*below })
}

/// Reads a run of digits, for 百分之12.
fn read_plain(text: &str, at: usize) -> Option<Numeral> {
    let (value, end) = plain(text, at)?;
    Some(Numeral::exact(at, end, value, Form::Digits))
}

/// Returns the byte after a `k` that stands for thousands.
fn letters_end(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at..) {
        Some([b'k', rest @ ..]) if !rest.first().is_some_and(u8::is_ascii_alphanumeric) => at + 1,
        _ => at,
    }
}
