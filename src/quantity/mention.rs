//! Every number and quantity that is written, whether or not it counts for a claim.
//!
//! [`extract_tokens`](super::extract_tokens) is made for checking: it leaves out what is not worth a claim (一个, one of the),
//! and gives each stretch of text one reading. A list of what is written has other needs: 十 is a number in 十个, and
//! `$20` is an amount of money with the number 20 in it.

use rust_decimal::Decimal;

use crate::language::numeral::{Form, Numeral, NumeralKind, NumeralValue};
use crate::language::{ItemKind, Lexicon, Tokens, Word};
use crate::text::TextRange;

use super::QuantityKind;
use super::bounds;
use super::combined::combine;
use super::extract::unit_limit;
use super::unit::{Measured, measure_all};

/// Something written about a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the text.
    pub range: TextRange,
    /// What it is.
    pub kind: MentionKind,
    /// What it says; `None` where a unit stands alone or the value has too many digits.
    pub value: Option<MentionValue>,
    /// The unit's canonical name.
    pub unit: Option<&'static str>,
}

/// The kinds of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum MentionKind {
    Number,
    NumberRange,
    Ordinal,
    RelativeOrdinal,
    Percent,
    Money,
    Dimension,
    Age,
    Temperature,
}

/// What a mention says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MentionValue {
    /// A decimal number.
    Number(Decimal),
    /// An interval; ends that belong to it are marked.
    Interval {
        /// The lower end.
        low: Option<(Decimal, bool)>,
        /// The upper end.
        high: Option<(Decimal, bool)>,
    },
    /// A place relative to another: the next (`current`, 1), the last but one (`end`, -1).
    Relative(RelativeAnchor, i32),
}

/// What a relative ordinal counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum RelativeAnchor {
    Current,
    End,
}

/// Returns everything that is written about numbers in a scanned text, by start; mentions of different kinds may overlap.
pub fn mentions(tokens: &Tokens<'_>) -> Vec<Mention> {
    let numerals = combine(tokens);
    let mut reader = Mentions { lexicon: Lexicon::shared(), tokens, found: Vec::new(), floor: 0, last: None };
    for (index, numeral) in &numerals {
        reader.numeral(*index, numeral);
    }
    reader.words();
    bounds::read(tokens, &numerals, &mut reader.found);
    reader.names_of_units();
    reader.found.sort_by_key(|mention| (mention.range.start(), mention.range.end(), mention.kind));
    reader.found
}

struct Mentions<'t> {
    lexicon: &'static Lexicon,
    tokens: &'t Tokens<'t>,
    found: Vec<Mention>,
    floor: usize,
    // The quantity before, where its unit may have a smaller part: 5 feet and 2 inches.
    last: Option<(Measured, usize)>,
}

impl Mentions<'_> {
    fn push(
        &mut self,
        start: usize,
        end: usize,
        kind: MentionKind,
        value: Option<Decimal>,
        unit: Option<&'static str>,
    ) {
        self.found.push(Mention {
            range: self.tokens.to_source(start, end),
            kind,
            value: value.map(MentionValue::Number),
            unit,
        });
    }

    fn numeral(&mut self, index: usize, numeral: &Numeral) {
        let lower = self.tokens.lower();
        let value = match numeral.value {
            NumeralValue::Exact(amount) => Some(written(amount.value)),
            NumeralValue::Between { low, has_high: false, .. } => Some(low.value.normalize()),
            _ => None,
        };
        let floor = std::mem::replace(&mut self.floor, numeral.end).min(numeral.start);
        if numeral.kind == NumeralKind::Ordinal {
            self.ordinal(numeral, value, &lower[floor..numeral.start]);
            return;
        }
        let before = &lower[floor..numeral.start];
        if numeral.form != Form::English && before.ends_with('第') {
            self.push(numeral.start - 3, numeral.end, MentionKind::Ordinal, value, None);
        }
        if numeral.kind == NumeralKind::Percent {
            if value.is_some() {
                self.push(numeral.start, numeral.end, MentionKind::Percent, value, Some("%"));
                self.percent_number(numeral, lower, value);
            }
            return;
        }
        let ending = &lower[numeral.end..];
        if numeral.form == Form::Digits
            && ["st", "nd", "rd", "th"].iter().any(|suffix| ending.starts_with(suffix))
            && !ending.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric)
        {
            self.push(numeral.start, numeral.end + 2, MentionKind::Ordinal, value, None);
            return;
        }
        let limit = unit_limit(self.tokens, numeral.end, index);
        let all = measure_all(self.lexicon, self.tokens.text(), lower, numeral, floor, limit);
        // 一美元, 二％: a Chinese digit is part of the amount.
        let is_amount = numeral.form == Form::ChineseDigit
            && matches!(all[0].kind, QuantityKind::Money | QuantityKind::Percent | QuantityKind::Discount);
        if !is_amount && self.is_number(numeral, lower, before) {
            self.push(numeral.start, numeral.end, MentionKind::Number, value, None);
        }
        if numeral.is_label {
            return;
        }
        for measured in all {
            self.measured(measured, limit);
        }
    }

    fn ordinal(&mut self, numeral: &Numeral, value: Option<Decimal>, before: &str) {
        let lower = self.tokens.lower();
        // a fifth, a hundredth: a part, unless a noun follows (a third model).
        let has_article = before.ends_with("a ") || lower[numeral.start..].starts_with("a ");
        let rest = &lower[numeral.end..];
        let is_part =
            has_article && (rest.is_empty() || rest.starts_with([',', '.', ';', ')']) || rest.starts_with(" of "));
        if is_part && let Some(value) = value {
            let start = if lower[numeral.start..].starts_with("a ") { numeral.start } else { numeral.start - 2 };
            let part = Decimal::ONE.checked_div(value).map(written);
            self.push(start, numeral.end, MentionKind::Number, part, None);
        } else {
            self.push(numeral.start, numeral.end, MentionKind::Ordinal, value, None);
        }
    }

    /// Adds the figure of 百分之五十.
    fn percent_number(&mut self, numeral: &Numeral, lower: &str, value: Option<Decimal>) {
        let text = &lower[numeral.start..numeral.end];
        let is_hundred = text.trim_start_matches(['负', '負']).starts_with(['百', '佰']);
        if let Some(at) = text.rfind('之')
            && is_hundred
        {
            let figure = text[at + 3..].trim_start_matches(' ');
            self.push(numeral.end - figure.len(), numeral.end, MentionKind::Number, value, None);
        }
    }

    fn measured(&mut self, mut measured: Measured, limit: usize) {
        let kind = match measured.kind {
            QuantityKind::Percent | QuantityKind::PercentagePoints | QuantityKind::Discount => MentionKind::Percent,
            QuantityKind::Money => MentionKind::Money,
            QuantityKind::Dimension => MentionKind::Dimension,
            QuantityKind::Age => MentionKind::Age,
            QuantityKind::Temperature => MentionKind::Temperature,
            _ => return,
        };
        let NumeralValue::Exact(amount) = measured.value else { return };
        let lower = self.tokens.lower();
        let mut value = written(amount.value);
        if kind == MentionKind::Dimension && lower[measured.end..limit].starts_with('半') {
            // 一吨半
            value += Decimal::new(5, 1);
            measured.end += 3;
        }
        if let Some((last, found)) = self.last.take()
            && self.is_joined(&last, &measured)
            && let Some(sum) = combined_value(&last, &measured)
        {
            self.found[found].range = self.tokens.to_source(last.start, measured.end);
            self.found[found].value = Some(MentionValue::Number(sum));
            let amount = crate::language::Amount { value: sum, last_place: 0 };
            self.last = Some((Measured { end: measured.end, value: NumeralValue::Exact(amount), ..last }, found));
            return;
        }
        // A coin alone counts coins: 50 cents.
        if kind == MentionKind::Money
            && let Some(power) = measured.coin
        {
            value = written(value * Decimal::from(10_u64.pow(u32::from(power.unsigned_abs()))));
        }
        self.push(measured.start, measured.end, kind, Some(value), measured.unit);
        // A unit taken is no sign of the next number: 4人民币 5美元.
        self.floor = self.floor.max(measured.end);
        self.last = Some((measured, self.found.len() - 1));
    }

    /// Returns whether two quantities are one: 5 feet and 2 inches, 50元6角三分.
    fn is_joined(&self, last: &Measured, next: &Measured) -> bool {
        let lower = self.tokens.lower();
        next.start >= last.end && matches!(&lower[last.end..next.start], "" | " " | "又" | " and " | ", " | "零")
    }

    fn is_number(&self, numeral: &Numeral, lower: &str, before: &str) -> bool {
        match numeral.form {
            Form::Digits | Form::English | Form::Chinese => !numeral.is_label,
            Form::EnglishArticle => {
                let is_pronoun = &lower[numeral.start..numeral.end] == "one"
                    && [
                        "the ",
                        "this ",
                        "that ",
                        "which ",
                        "previous ",
                        "current ",
                        "next ",
                        "last ",
                        "first ",
                        "good ",
                        "new ",
                    ]
                    .iter()
                    .any(|word| before.ends_with(word));
                !is_pronoun
            }
            Form::ChineseDigit => true,
            // 万万 is `by no means`.
            Form::ChineseScale => {
                3 < numeral.end - numeral.start && !matches!(&lower[numeral.start..numeral.end], "万万" | "萬萬")
            }
        }
    }

    /// Adds what words alone say: next, 半折, 对折.
    fn words(&mut self) {
        let lower = self.tokens.lower();
        for item in &self.tokens.items {
            let ItemKind::Word(word) = item.kind else { continue };
            match word {
                Word::RelativeOrdinal { is_end, offset } => {
                    let anchor = if is_end { RelativeAnchor::End } else { RelativeAnchor::Current };
                    self.found.push(Mention {
                        range: self.tokens.to_source(item.start, item.end),
                        kind: MentionKind::RelativeOrdinal,
                        value: Some(MentionValue::Relative(anchor, offset.into())),
                        unit: None,
                    });
                }
                Word::Half if lower[item.end..].starts_with('折') => {
                    self.push(item.start, item.end + 3, MentionKind::Percent, Some(Decimal::from(50)), Some("%"));
                }
                Word::Half if lower[item.end..].starts_with('百') => {
                    self.push(item.start, item.end + 3, MentionKind::Number, Some(Decimal::from(50)), None);
                }
                _ => {}
            }
        }
        for word in ["对折", "對折"] {
            for at in memchr::memmem::find_iter(lower.as_bytes(), word) {
                self.push(at, at + word.len(), MentionKind::Percent, Some(Decimal::from(50)), Some("%"));
            }
        }
    }

    /// Adds `percent` and `%` that stand alone, or before their figure (per cent of 210).
    fn percent_words(&mut self, lower: &str) {
        let taken = self.taken(MentionKind::Percent);
        for word in ["percent", "per cent", " % "] {
            for at in memchr::memmem::find_iter(lower.as_bytes(), word) {
                let (start, end) = if word == " % " { (at + 1, at + 2) } else { (at, at + word.len()) };
                let bytes = lower.as_bytes();
                if !crate::language::ends_word(bytes, start) || !crate::language::ends_word(bytes, end) {
                    continue;
                }
                let range = self.tokens.to_source(start, end);
                if touches(&taken, range) {
                    continue;
                }
                let figure = lower[end..].strip_prefix(" of ").and_then(|rest| {
                    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
                    Some((rest[..length].parse::<Decimal>().ok()?, end + 4 + length))
                });
                match figure {
                    Some((value, end)) => self.push(start, end, MentionKind::Percent, Some(value), Some("%")),
                    None => self.push(start, end, MentionKind::Percent, None, Some("%")),
                }
            }
        }
    }

    /// Returns the places of the mentions of a kind, in order.
    fn taken(&self, kind: MentionKind) -> Vec<TextRange> {
        let mut taken: Vec<_> =
            self.found.iter().filter(|mention| mention.kind == kind).map(|mention| mention.range).collect();
        taken.sort_by_key(|range| range.start());
        taken
    }

    /// Adds the names of currencies and temperature scales that stand alone.
    fn names_of_units(&mut self) {
        let lower = self.tokens.lower();
        let mut named = Vec::new();
        for (word, unit) in self.lexicon.long_names() {
            for at in memchr::memmem::find_iter(lower.as_bytes(), word) {
                let end = at + word.len();
                let is_word = crate::language::ends_word(lower.as_bytes(), at)
                    && (crate::language::ends_word(lower.as_bytes(), end));
                if is_word {
                    named.push((at, end, unit));
                }
            }
        }
        self.percent_words(lower);
        named.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        let taken = [self.taken(MentionKind::Money), self.taken(MentionKind::Temperature)];
        let mut floor = 0;
        for (start, end, unit) in named {
            if start < floor {
                continue;
            }
            floor = end;
            let range = self.tokens.to_source(start, end);
            let is_money = unit.currency.is_some();
            let kind = if is_money { MentionKind::Money } else { MentionKind::Temperature };
            if touches(&taken[usize::from(!is_money)], range) {
                continue;
            }
            let name = unit
                .currency
                .map(|(currency, _)| currency.code.as_str())
                .or(unit.special.map(|special| special.name.as_str()));
            self.found.push(Mention { range, kind, value: None, unit: name });
        }
    }
}

/// Returns whether one of some places, in order and apart, shares a byte with `range`.
fn touches(places: &[TextRange], range: TextRange) -> bool {
    let index = places.partition_point(|place| place.end() <= range.start());
    places.get(index).is_some_and(|place| place.start() < range.end())
}

/// Returns a value with as many digits as are of use: a third has fifteen.
fn written(value: Decimal) -> Decimal {
    if value.scale() < 20 {
        return value.normalize();
    }
    value.round_sf(15).unwrap_or(value).normalize()
}

/// Returns the sum of two quantities where the second is a part of the first: feet and inches, 元 and 角.
fn combined_value(last: &Measured, next: &Measured) -> Option<Decimal> {
    let (NumeralValue::Exact(first), NumeralValue::Exact(second)) = (last.value, next.value) else { return None };
    if last.kind == QuantityKind::Money && next.kind == QuantityKind::Money {
        let is_part = last.unit == next.unit && last.coin.is_none() && next.coin.is_some();
        return is_part.then(|| written(first.value + second.value));
    }
    if last.unit == Some("Foot") && next.unit == Some("Inch") {
        let feet = second.value.checked_div(Decimal::from(12))?;
        return Some((first.value + feet).round_sf(16).unwrap_or(first.value).normalize());
    }
    None
}
