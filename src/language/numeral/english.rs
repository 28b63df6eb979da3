//! The grammar of English numerals: two hundred and five, 1.2 million, half a billion, a dozen, two thirds, twenty-first.

use super::super::amount::{Amount, Scaled};
use super::super::lexicon::{Lexicon, Word};
use super::digits::plain;
use super::{Form, Numeral, NumeralKind, NumeralValue, divide, negate, sum};

/// Reads the numeral whose first number word starts at byte `start`; `floor` and `limit` bound what may be read.
pub(crate) fn read(lexicon: &Lexicon, text: &str, start: usize, floor: usize, limit: usize) -> Option<Numeral> {
    let text = &text[..limit];
    let mut numeral = read_unsigned(lexicon, text, start)?;
    let mut before = text[floor..numeral.start].trim_end_matches([' ', '-']);
    let takes_article = numeral.form == Form::EnglishArticle
        || matches!(word(lexicon, text, start), Some((Word::Power(_) | Word::Dozen, _)));
    if takes_article
        && numeral.kind != NumeralKind::Ordinal
        && let Some(article) = strip_word(before, "a").or_else(|| strip_word(before, "an"))
    {
        // a dozen, a hundred, a third
        let start = floor + before.len() - (before.len() - article.len());
        numeral.start = start + (before[article.len()..].len() - before[article.len()..].trim_start().len());
        before = article.trim_end();
    }
    for sign in ["minus", "negative"] {
        if let Some(rest) = strip_word(before, sign) {
            numeral.start = floor + before.len() - sign.len();
            let _ = rest;
            numeral.value = negate(numeral.value);
        }
    }
    Some(numeral)
}

/// Returns `text` without the word that it ends with.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.strip_suffix(word)?;
    (!rest.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)).then_some(rest)
}

/// Reads the scale word after digits: `1.2 million`, `3 hundred and 21`, `13 lakh`, `6 dozen`.
pub(crate) fn scale_after(
    lexicon: &Lexicon,
    text: &str,
    start: usize,
    end: usize,
    limit: usize,
    value: Option<Scaled>,
) -> Option<Numeral> {
    let text = &text[..limit];
    let next = gap(text, end)?;
    let (Word::Power(_) | Word::Dozen, _) = word(lexicon, text, next)? else { return None };
    let mut cardinal = Cardinal { end, ..Cardinal::default() };
    let Some(value) = value else {
        let (_, end) = word(lexicon, text, next)?;
        return Some(Numeral::exact(start, end, None, Form::Digits));
    };
    cardinal.section = Some(value);
    cardinal.read(lexicon, text);
    let mut numeral = cardinal.numeral(start, Form::Digits);
    let (with_half, end) = add_fraction(lexicon, text, &cardinal);
    if let Some(value) = with_half {
        numeral.value = value;
        numeral.end = end;
    }
    Some(numeral)
}

/// Returns the byte after one space, hyphen or line break.
fn gap(text: &str, at: usize) -> Option<usize> {
    match text.as_bytes().get(at..)? {
        [b' ', b'-', b' ', ..] => Some(at + 3),
        [b' ' | b'\n', b' ', ..] => Some(at + 2),
        [b' ' | b'-' | b'\n', ..] => Some(at + 1),
        [0xC2, 0xA0, ..] => Some(at + 2),
        _ => None,
    }
}

/// Returns the number word at `at`, with its end.
fn word(lexicon: &Lexicon, text: &str, at: usize) -> Option<(Word, usize)> {
    let length = text.as_bytes().get(at..)?.iter().take(12).take_while(|byte| byte.is_ascii_lowercase()).count();
    if length < 2 {
        return None;
    }
    let found = lexicon.numbers.get(&text[at..at + length])?;
    if text.as_bytes().get(at + length).is_some_and(u8::is_ascii_alphanumeric) {
        return None;
    }
    (*found).map(|word| (word, at + length))
}

/// A cardinal under construction.
#[derive(Default)]
struct Cardinal {
    total: Option<Scaled>,
    section: Option<Scaled>,
    last_power: u8,
    // What the last word before this was: a ten (twenty) takes a unit, a unit takes none.
    last: Last,
    end: usize,
    is_overflow: bool,
    is_ordinal: bool,
    // The ordinal is in the plural: it counts parts (twenty fifths).
    plural: Option<i128>,
    // The unit after `and`, and what stood before it: two hundred and three quarters.
    last_unit: Option<(Scaled, i128, u8)>,
    // What stood before a ten without `and`: in six hundred thirty fifths the parts are thirty-fifths.
    before_ten: Option<Scaled>,
    dozens: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Last {
    #[default]
    Nothing,
    Unit,
    Ten,
    Hundred,
    Power,
}

impl Cardinal {
    /// Reads on from `self.end` as far as the words make one number.
    fn read(&mut self, lexicon: &Lexicon, text: &str) {
        loop {
            let Some(mut at) = (if self.is_new() { Some(self.end) } else { gap(text, self.end) }) else { return };
            let has_and = text[at..].starts_with("and ") && matches!(self.last, Last::Hundred | Last::Power);
            if has_and {
                at += 4;
            }
            if let Some((found, end)) = word(lexicon, text, at) {
                if !self.take(found, has_and) {
                    return;
                }
                self.end = end;
                if let Word::Ordinal(value) = found
                    && text[..end].ends_with('s')
                {
                    self.plural = Some(i128::from(value));
                }
                if let Word::OrdinalPower(power) = found
                    && text[..end].ends_with('s')
                {
                    self.plural = super::super::amount::power_of_ten(i32::from(power));
                }
                if self.is_ordinal || self.dozens {
                    return;
                }
                continue;
            }
            // 3 hundred and 21
            if has_and
                && let Some((Some(value), end)) = plain(text, at)
                && value.exponent == 0
                && value.significand < 100
                && self.last == Last::Hundred
            {
                self.add(value);
                self.last = Last::Unit;
                self.end = end;
            }
            return;
        }
    }

    fn is_new(&self) -> bool {
        self.last == Last::Nothing && self.section.is_none()
    }

    fn add(&mut self, value: Scaled) {
        match self.section.unwrap_or(Scaled::ZERO).add(value) {
            Some(sum) => self.section = Some(sum),
            None => self.is_overflow = true,
        }
    }

    /// Takes a word in, where the number may go on with it.
    fn take(&mut self, word: Word, has_and: bool) -> bool {
        match word {
            Word::Cardinal(value) => {
                let is_ten = 20 <= value;
                let fits = match self.last {
                    Last::Nothing => self.section.is_none(),
                    Last::Unit => false,
                    Last::Ten => !is_ten && value < 10 && value != 0 && !has_and,
                    Last::Hundred | Last::Power => value != 0,
                };
                if !fits {
                    return false;
                }
                if has_and && value < 10 {
                    let power = if self.last == Last::Power { self.last_power } else { 0 };
                    self.last_unit = self.value().map(|before| (before, i128::from(value), power));
                }
                self.before_ten = if is_ten && !has_and { self.value() } else { None };
                self.add(Scaled::integer(i128::from(value)));
                self.last = if is_ten { Last::Ten } else { Last::Unit };
            }
            Word::Power(2) if !has_and => {
                let section = match self.section {
                    Some(section) if self.last != Last::Hundred && self.last != Last::Power => section,
                    None if self.last == Last::Nothing => Scaled::integer(1),
                    _ => return false,
                };
                self.section = Some(section.shift(2));
                self.last = Last::Hundred;
            }
            Word::Power(power) if !has_and => {
                if self.total.is_some() && self.last_power <= power && self.section.is_some() {
                    return false;
                }
                let section = match (self.section.take(), self.total) {
                    (Some(section), _) => section,
                    // a million million
                    (None, Some(total)) => {
                        self.total = Some(total.shift(i32::from(power)));
                        self.last = Last::Power;
                        return true;
                    }
                    (None, None) => Scaled::integer(1),
                };
                match self.total.unwrap_or(Scaled::ZERO).add(section.shift(i32::from(power))) {
                    Some(total) => self.total = Some(total),
                    None => self.is_overflow = true,
                }
                self.last_power = power;
                self.last = Last::Power;
            }
            Word::Dozen if !has_and => {
                let value = self.value().unwrap_or(Scaled::integer(1));
                self.section = match self.last_unit {
                    // four hundred and two dozens
                    Some((before, unit, _)) => before.add(Scaled::integer(unit * 12)),
                    None => value.multiply(Scaled::integer(12)),
                };
                self.total = None;
                self.dozens = true;
            }
            Word::Ordinal(value) if value != 4 || !has_and || self.last != Last::Nothing => {
                let fits = match self.last {
                    Last::Nothing => self.section.is_none(),
                    Last::Unit => false,
                    Last::Ten => value < 10,
                    Last::Hundred | Last::Power => true,
                };
                if !fits {
                    return false;
                }
                self.add(Scaled::integer(i128::from(value)));
                self.is_ordinal = true;
            }
            Word::OrdinalPower(power) if !has_and => {
                let value = self.value().unwrap_or(Scaled::integer(1));
                self.section = Some(value.shift(i32::from(power)));
                self.total = None;
                self.is_ordinal = true;
            }
            _ => return false,
        }
        true
    }

    fn value(&self) -> Option<Scaled> {
        match (self.total, self.section) {
            (Some(total), Some(section)) => total.add(section),
            (total, section) => total.or(section),
        }
    }

    fn numeral(&self, start: usize, form: Form) -> Numeral {
        let value = if self.is_overflow { None } else { self.value() };
        let mut numeral = Numeral::exact(start, self.end, value, form);
        if self.last == Last::Power {
            numeral.scale = self.last_power;
        }
        if self.is_ordinal {
            numeral.kind = NumeralKind::Ordinal;
        }
        numeral
    }
}

fn read_unsigned(lexicon: &Lexicon, text: &str, start: usize) -> Option<Numeral> {
    let (first, first_end) = word(lexicon, text, start)?;
    if first == Word::Half {
        return read_half(lexicon, text, start, first_end);
    }
    if first == Word::Ordinal(4)
        && text[start..first_end].starts_with("quarter")
        && let Some((Word::Power(power), end)) = gap(text, first_end).and_then(|at| word(lexicon, text, at))
    {
        let value = Scaled { significand: 25, exponent: i32::from(power) - 2 };
        return Some(Numeral::exact(start, end, Some(value), Form::English));
    }
    let mut cardinal = Cardinal { end: start, ..Cardinal::default() };
    cardinal.read(lexicon, text);
    if cardinal.end == start {
        return None;
    }
    let is_article =
        matches!(first, Word::Power(_) | Word::Dozen | Word::Ordinal(_) | Word::OrdinalPower(_) | Word::Cardinal(1))
            && cardinal.end == first_end;
    let form = if is_article { Form::EnglishArticle } else { Form::English };
    let mut numeral = cardinal.numeral(start, form);
    if matches!(first, Word::Power(_)) && form == Form::EnglishArticle {
        // hundreds of, thousands of
        if text[start..first_end].ends_with('s')
            && let NumeralValue::Exact(low) = numeral.value
        {
            let high = Amount { value: low.value * rust_decimal::Decimal::from(10), last_place: low.last_place + 1 };
            numeral.value = NumeralValue::Between { low, high, has_high: false };
            return Some(numeral);
        }
    }
    // twenty fifths, a hundred thousand billionths
    if let (Some(parts), true) = (cardinal.plural, form == Form::English)
        && cardinal.is_ordinal
    {
        let value = cardinal.value()?;
        if let Some(before) = cardinal.before_ten
            && parts < 10
        {
            let below = value.add(Scaled { significand: -before.significand, exponent: before.exponent })?;
            let value = divide(before.amount()?, below.amount()?);
            return Some(Numeral { value, kind: NumeralKind::Fraction, scale: 0, ..numeral });
        }
        let above = if parts < 100 {
            value.add(Scaled::integer(-parts))?.amount()?
        } else {
            divide_amount(value.amount()?, Scaled::integer(parts).amount()?)?
        };
        let value = divide(above, Scaled::integer(parts).amount()?);
        return Some(Numeral { value, kind: NumeralKind::Fraction, scale: 0, ..numeral });
    }
    if cardinal.is_ordinal {
        return Some(numeral);
    }
    // two thirds, three quarters, one-eighth: cardinal and fraction word.
    if let Some(at) = gap(text, cardinal.end)
        && let Some((below, end)) = read_denominator(lexicon, text, at)
        && let Some(above) = numeral.amount()
    {
        if let Some((before, unit, power)) = cardinal.last_unit {
            // two hundred and three quarters; six million and two thirds
            let part = divide_amount(Scaled::integer(unit).shift(i32::from(power)).amount()?, below)?;
            return Some(Numeral { end, value: sum(before.amount()?, part), ..numeral });
        }
        return Some(Numeral { end, value: divide(above, below), kind: NumeralKind::Fraction, scale: 0, ..numeral });
    }
    // zero point zero eight
    if let Some(read) = read_point(lexicon, text, &numeral) {
        return Some(read);
    }
    let (value, end) = add_fraction(lexicon, text, &cardinal);
    if let Some(value) = value {
        numeral.value = value;
        numeral.end = end;
    }
    Some(numeral)
}

fn divide_amount(above: Amount, below: Amount) -> Option<Amount> {
    match divide(above, below) {
        NumeralValue::Exact(amount) => Some(amount),
        _ => None,
    }
}

/// Reads a fraction word at `at`: fifths, twenty-first's, hundredths.
fn read_denominator(lexicon: &Lexicon, text: &str, at: usize) -> Option<(Amount, usize)> {
    let (first, first_end) = word(lexicon, text, at)?;
    if first == Word::Half {
        return Some((Scaled::integer(2).amount()?, first_end));
    }
    let mut cardinal = Cardinal { end: at, ..Cardinal::default() };
    cardinal.read(lexicon, text);
    let amount = cardinal.value()?.amount()?;
    (cardinal.is_ordinal && amount.value > rust_decimal::Decimal::ONE).then_some((amount, cardinal.end))
}

/// Adds `and a half`, `and two thirds`; after a scale word the half is half of it (one million and a half).
fn add_fraction(lexicon: &Lexicon, text: &str, cardinal: &Cardinal) -> (Option<NumeralValue>, usize) {
    let none = (None, cardinal.end);
    let Some(rest) = text[cardinal.end..].strip_prefix(" and ") else { return none };
    let mut at = cardinal.end + 5;
    let mut above = 1_i128;
    if rest.starts_with("a ") {
        at += 2;
    } else if let Some((Word::Cardinal(_), _)) = word(lexicon, text, at) {
        let mut part = Cardinal { end: at, ..Cardinal::default() };
        part.read(lexicon, text);
        let Some(value) = part.value() else { return none };
        if let (true, Some(parts)) = (part.is_ordinal, part.plural) {
            // three and forty-one hundredths
            let above = if parts < 100 { value.add(Scaled::integer(-parts)) } else { Some(value) };
            let (Some(whole), Some(above), Some(below)) = (
                cardinal.value().and_then(Scaled::amount),
                above.and_then(Scaled::amount),
                Scaled::integer(parts).amount(),
            ) else {
                return none;
            };
            let above = if parts < 100 { Some(above) } else { divide_amount(above, below) };
            let Some(NumeralValue::Exact(part_value)) = above.map(|above| divide(above, below)) else { return none };
            return (Some(sum(whole, part_value)), part.end);
        }
        let (Some(next), false) = (gap(text, part.end), part.is_ordinal) else { return none };
        above = value.significand;
        at = next;
    } else {
        return none;
    }
    let Some((below, end)) = read_denominator(lexicon, text, at) else { return none };
    let (Some(whole), Some(above)) = (cardinal.value().and_then(Scaled::amount), Scaled::integer(above).amount())
    else {
        return none;
    };
    let above = if cardinal.last == Last::Power {
        let factor = rust_decimal::Decimal::from(10_i64.pow(u32::from(cardinal.last_power.min(15))));
        Amount { value: above.value * factor, last_place: i32::from(cardinal.last_power) - 1 }
    } else {
        above
    };
    let NumeralValue::Exact(part) = divide(above, below) else { return none };
    let mut end = end;
    let mut value = sum(whole, part);
    // five and a half million
    if cardinal.last != Last::Power
        && let Some(next) = gap(text, end)
        && let Some((Word::Power(power), scale_end)) = word(lexicon, text, next)
        && let NumeralValue::Exact(amount) = value
    {
        let factor = rust_decimal::Decimal::from(10_i64.pow(u32::from(power.min(15))));
        value = amount.value.checked_mul(factor).map_or(NumeralValue::OutOfRange, |value| {
            NumeralValue::Exact(Amount { value, last_place: amount.last_place + i32::from(power) })
        });
        end = scale_end;
    }
    (Some(value), end)
}

/// Reads `half a million`, `half million`; a half alone is a fraction.
fn read_half(lexicon: &Lexicon, text: &str, start: usize, end: usize) -> Option<Numeral> {
    let half = Scaled { significand: 5, exponent: -1 };
    let mut next = gap(text, end);
    if let Some(at) = next
        && (text[at..].starts_with("a ") || text[at..].starts_with("-a-"))
    {
        next = Some(at + 2);
    }
    if let Some(at) = next
        && let Some((scale, scale_end)) = word(lexicon, text, at)
    {
        let value = match scale {
            Word::Power(power) => Some(half.shift(i32::from(power))),
            Word::Dozen => half.multiply(Scaled::integer(12)),
            _ => None,
        };
        if let Some(value) = value {
            return Some(Numeral::exact(start, scale_end, Some(value), Form::English));
        }
    }
    let numeral = Numeral::exact(start, end, Some(half), Form::EnglishArticle);
    Some(Numeral { kind: NumeralKind::Fraction, ..numeral })
}

/// Reads the digits after `point`: zero point zero eight.
fn read_point(lexicon: &Lexicon, text: &str, whole: &Numeral) -> Option<Numeral> {
    let mut end = text[whole.end..].strip_prefix(" point").map(|rest| text.len() - rest.len())?;
    let mut value = 0_i128;
    let mut places = 0;
    while let Some(at) = gap(text, end)
        && let Some((Word::Cardinal(number), after)) = word(lexicon, text, at)
        && places < 20
    {
        let width = if number < 10 { 1 } else { 2 };
        value = value * 10_i128.pow(width) + i128::from(number);
        places += i32::try_from(width).ok()?;
        end = after;
    }
    if places == 0 {
        return None;
    }
    let part = Scaled { significand: value, exponent: -places }.amount()?;
    let value = sum(whole.amount()?, part);
    Some(Numeral { end, value, scale: 0, ..*whole })
}
