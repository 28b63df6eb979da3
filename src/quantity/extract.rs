//! From numerals to quantities: which of them count, their units, bounds and approximators.

use crate::language::numeral::{Form, Numeral, NumeralKind, NumeralValue};
use crate::language::{Item, ItemKind, Lexicon, Operator, Tokens, Word};
use crate::temporal::TemporalExpression;

use super::joined::join;
use super::unit::{Measured, measure};
use super::{Quantity, QuantityKind, QuantityValue};

/// Returns the quantities of a scanned text in order, not overlapping each other or `dates`.
pub fn extract_tokens(tokens: &Tokens<'_>, dates: &[TemporalExpression]) -> Vec<Quantity> {
    let mut reader = Reader {
        lexicon: Lexicon::shared(),
        tokens,
        dates,
        date_index: 0,
        found: Vec::new(),
        floor: 0,
        group: Vec::new(),
    };
    let mut index = 0;
    while index < tokens.items.len() {
        index = reader.read(index);
    }
    reader.found
}

/// A quantity with its place in the folded text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    pub(super) measured: Measured,
    pub(super) numeral: Numeral,
    pub(super) operator: Operator,
    pub(super) operator_range: Option<(usize, usize)>,
    pub(super) value: QuantityValue,
}

pub(super) struct Reader<'t> {
    pub(super) lexicon: &'static Lexicon,
    pub(super) tokens: &'t Tokens<'t>,
    dates: &'t [TemporalExpression],
    date_index: usize,
    found: Vec<Quantity>,
    floor: usize,
    // Kept between groups for its room.
    group: Vec<Reading>,
}

impl Reader<'_> {
    /// Reads the quantity at an item and returns the index of the item to go on with.
    fn read(&mut self, index: usize) -> usize {
        let item = self.tokens.items[index];
        let Some(reading) = self.reading(item, index) else { return index + 1 };
        let mut group = std::mem::take(&mut self.group);
        group.push(reading);
        let next = join(self, index, &mut group);
        for reading in group.drain(..) {
            self.push(&reading);
        }
        self.group = group;
        next
    }

    /// Returns the quantity of one item; `None` where it counts nothing.
    pub(super) fn reading(&mut self, item: Item, index: usize) -> Option<Reading> {
        if self.is_date(item) {
            return None;
        }
        let numeral = match item.kind {
            ItemKind::Number(numeral) => numeral,
            ItemKind::Word(Word::Multiple(times)) => return Some(multiple(item, times)),
            ItemKind::Word(_) => return None,
        };
        if matches!(numeral.kind, NumeralKind::Dotted | NumeralKind::Period) {
            return None;
        }
        let limit = self.limit(item.end, index);
        let (text, lower) = (self.tokens.text(), self.tokens.lower());
        let mut measured = measure(self.lexicon, text, lower, &numeral, self.floor.min(numeral.start), limit);
        if measured.is_time {
            return None;
        }
        match numeral.kind {
            NumeralKind::Percent => measured.kind = QuantityKind::Percent,
            NumeralKind::Fraction if measured.kind == QuantityKind::Number => measured.kind = QuantityKind::Fraction,
            NumeralKind::Ordinal => measured.kind = QuantityKind::Ordinal,
            _ => {}
        }
        if measured.kind == QuantityKind::Percent {
            measured.unit = Some("%");
        }
        if measured.kind == QuantityKind::Number {
            self.read_ordinal(&mut measured, lower);
        }
        let (operator, operator_range) = self.operator(&measured, &numeral, lower, limit);
        if !self.counts(&measured, &numeral, operator, lower, limit) {
            return None;
        }
        let mut reading =
            Reading { measured, numeral, operator, operator_range, value: quantity_value(measured.value) };
        self.refine(&mut reading, lower, limit);
        Some(reading)
    }

    /// Returns whether a date or duration takes the item.
    fn is_date(&mut self, item: Item) -> bool {
        let range = self.tokens.to_source(item.start, item.end);
        while self.dates.get(self.date_index).is_some_and(|date| date.range.end() <= range.start()) {
            self.date_index += 1;
        }
        self.dates.get(self.date_index).is_some_and(|date| date.range.start() < range.end())
    }

    /// Returns the byte up to which a unit may reach: the next name, or the end of the cell or paragraph.
    fn limit(&self, end: usize, index: usize) -> usize {
        let names = self.tokens.names();
        let name_index = names.partition_point(|(start, _)| (*start as usize) < end);
        let name = names.get(name_index).map_or(usize::MAX, |(start, _)| *start as usize);
        unit_limit(self.tokens, end, index).min(name.max(end))
    }

    fn read_ordinal(&self, measured: &mut Measured, lower: &str) {
        let before = &lower[self.floor.min(measured.start)..measured.start];
        if before.ends_with('第') {
            measured.start -= 3;
            measured.kind = QuantityKind::Ordinal;
            return;
        }
        let after = &lower[measured.end..];
        let is_suffix = ["st", "nd", "rd", "th"].iter().any(|suffix| after.starts_with(suffix));
        if is_suffix && !after.as_bytes().get(2).is_some_and(u8::is_ascii_alphanumeric) {
            measured.end += 2;
            measured.kind = QuantityKind::Ordinal;
        }
    }

    /// Returns the operator that the words around a number make, and its place.
    fn operator(
        &self,
        measured: &Measured,
        numeral: &Numeral,
        lower: &str,
        limit: usize,
    ) -> (Operator, Option<(usize, usize)>) {
        if let Some(found) = self.operator_after(measured, numeral, lower, limit) {
            return found;
        }
        let floor = self.floor.min(measured.start);
        let mut before = lower[floor..measured.start].trim_end_matches(' ');
        if 1 < lower[floor..measured.start].len() - before.len() {
            return (Operator::Equal, None);
        }
        // 至少有, 超过了, 约为: a verb or a mark between.
        for _ in 0..2 {
            if let Some((length, operator)) = self.lexicon.before.at_end(before) {
                if *operator == Operator::Equal {
                    return (Operator::Equal, None);
                }
                let start = floor + before.len() - length;
                return (*operator, Some((start, floor + before.len())));
            }
            let Some(shorter) = before.strip_suffix(['有', '了', '为', '達', '达', '到', '是', '在', '於', '于'])
            else {
                break;
            };
            before = shorter;
        }
        (Operator::Equal, None)
    }

    fn operator_after(
        &self,
        measured: &Measured,
        numeral: &Numeral,
        lower: &str,
        limit: usize,
    ) -> Option<(Operator, Option<(usize, usize)>)> {
        let find = |at: usize| {
            let spaces = usize::from(lower.as_bytes().get(at) == Some(&b' '));
            let (length, operator) = self.lexicon.after.at_start(lower.get(at + spaces..limit)?)?;
            // `20 + 30` is a sum.
            if spaces == 1 && lower.as_bytes()[at + spaces] == b'+' {
                return None;
            }
            Some((*operator, Some((at + spaces, at + spaces + length))))
        };
        let direct = find(measured.end).or_else(|| find(numeral.end));
        if let Some((Operator::More, Some((start, end)))) = direct
            && !follows_round(numeral)
        {
            // 3多 is nothing that is said.
            let _ = (start, end);
            return None;
        }
        if direct.is_some() {
            return direct;
        }
        let (length, ()) = self.lexicon.measure_words.at_start(lower.get(measured.end..limit)?)?;
        find(measured.end + length).filter(|(operator, _)| *operator != Operator::More)
    }

    /// Returns whether a number says how many, and is not a word or a label.
    fn counts(&self, measured: &Measured, numeral: &Numeral, operator: Operator, lower: &str, limit: usize) -> bool {
        let has_unit = measured.kind != QuantityKind::Number;
        let rest = &lower[measured.end..limit];
        match numeral.form {
            Form::Digits => {
                has_unit && measured.kind != QuantityKind::Ordinal || !numeral.is_label || self.has_measure_word(rest)
            }
            Form::English => measured.kind != QuantityKind::Ordinal,
            Form::EnglishArticle => {
                numeral.kind == NumeralKind::Cardinal
                    && (has_unit || operator != Operator::Equal || lower[numeral.start..].starts_with("a "))
            }
            Form::Chinese => true,
            Form::ChineseDigit => {
                let is_one = numeral.small() == Some(1);
                let is_degree = measured.kind == QuantityKind::Dimension && is_one;
                match measured.kind {
                    QuantityKind::Number => numeral.small() == Some(10) || !is_one && self.has_measure_word(rest),
                    _ => !is_degree || operator != Operator::Equal || measured.end - measured.number_end > 3,
                }
            }
            Form::ChineseScale => {
                let power = numeral.scale;
                let before = &lower[self.floor.min(measured.start)..measured.start];
                if power < 4 || !is_compound(lower, numeral) {
                    // 上千, 近百, 千余
                    return before.ends_with(['上', '近', '超', '过', '破', '逾', '约', '達', '达', '過', '約'])
                        && (operator != Operator::Equal || before.ends_with('上'))
                        || operator == Operator::More && !rest.is_empty();
                }
                true
            }
        }
    }

    fn has_measure_word(&self, rest: &str) -> bool {
        self.lexicon.measure_words.at_start(rest.trim_start_matches(' ')).is_some()
            && !rest.trim_start_matches(' ').starts_with("只有")
    }

    /// Turns what is vague into an interval.
    fn refine(&self, reading: &mut Reading, lower: &str, limit: usize) {
        let _ = limit;
        let QuantityValue::Exact(amount) = reading.value else { return };
        let is_after = reading.operator_range.is_some_and(|(start, _)| reading.measured.number_end <= start);
        if reading.operator == Operator::More && is_after {
            // 100多: more than a hundred, and less than two hundred.
            let digits = amount.value.normalize();
            let mut step = rust_decimal::Decimal::ONE;
            while (digits % (step * rust_decimal::Decimal::TEN)).is_zero() && step < digits {
                step *= rust_decimal::Decimal::TEN;
            }
            let step = if step > digits && !digits.is_zero() { step / rust_decimal::Decimal::TEN } else { step };
            if let Some(high) = amount.value.checked_add(step) {
                let high = crate::language::Amount { value: high, last_place: amount.last_place };
                reading.value = QuantityValue::Interval { low: Some((amount, false)), high: Some((high, false)) };
            }
            return;
        }
        if reading.numeral.form != Form::ChineseScale {
            return;
        }
        let before = &lower[self.floor.min(reading.measured.start)..reading.measured.start];
        let is_said = before.ends_with([
            '到', '达', '達', '为', '為', '是', '至', '每', '有', '/', '超', '破', '近', '约', '約', '逾', '过',
        ]) && !before.ends_with("具有")
            || reading.operator != Operator::Equal;
        let is_up = before.ends_with('上');
        if !is_said && let Some(high) = amount.value.checked_mul(rust_decimal::Decimal::TEN) {
            let high = crate::language::Amount { value: high, last_place: amount.last_place + 1 };
            reading.value = QuantityValue::Interval { low: Some((amount, true)), high: Some((high, false)) };
            if is_up {
                reading.operator = Operator::AtLeast;
            }
        }
    }

    fn push(&mut self, reading: &Reading) {
        let Reading { measured, operator, operator_range, value, .. } = *reading;
        self.floor = measured.end.max(self.floor);
        self.found.push(Quantity {
            range: self.tokens.to_source(measured.start, measured.end),
            number: self.tokens.to_source(measured.number_start, measured.number_end),
            kind: measured.kind,
            value,
            unit: measured.unit,
            operator,
            operator_range: operator_range.map(|(start, end)| self.tokens.to_source(start, end)),
        });
    }
}

/// Returns the byte up to which a unit after byte `end` may reach: the next number, or the end of the line.
pub(super) fn unit_limit(tokens: &Tokens<'_>, end: usize, index: usize) -> usize {
    let text = tokens.text();
    let next = tokens.items[index + 1..].iter().take(3).find_map(|item| match item.kind {
        // A unit may be a number word itself (两, 百 in 百分点).
        ItemKind::Number(numeral) => {
            let is_word = matches!(numeral.form, Form::ChineseDigit) || numeral.end - numeral.start == 3;
            (!is_word).then_some(item.start)
        }
        ItemKind::Word(_) => None,
    });
    let stop = text.floor_char_boundary((end + 48).min(text.len()));
    let limit = next.unwrap_or(stop).min(stop).max(end);
    memchr::memchr(b'\n', &text.as_bytes()[end..limit]).map_or(limit, |newline| end + newline)
}

/// Returns whether 多 can follow a number: one that ends in a zero or a scale.
fn follows_round(numeral: &Numeral) -> bool {
    1 <= numeral.scale
        || matches!(numeral.form, Form::Chinese | Form::ChineseScale)
        || numeral
            .amount()
            .is_some_and(|amount| !amount.value.is_zero() && (amount.value % rust_decimal::Decimal::TEN).is_zero())
        || numeral.small() == Some(10)
}

/// Returns whether powers of ten stand in a row: 万亿, 百万.
fn is_compound(lower: &str, numeral: &Numeral) -> bool {
    3 < lower[numeral.start..numeral.end].trim_start_matches(['负', '負']).len()
}

fn multiple(item: Item, times: u8) -> Reading {
    let amount = crate::language::Amount { value: rust_decimal::Decimal::from(times), last_place: 0 };
    let numeral = Numeral {
        start: item.start,
        end: item.end,
        value: NumeralValue::Exact(amount),
        kind: NumeralKind::Cardinal,
        form: Form::English,
        digits: 0,
        scale: 0,
        is_label: false,
    };
    let measured = Measured {
        start: item.start,
        end: item.end,
        number_start: item.start,
        number_end: item.end,
        kind: QuantityKind::Multiple,
        unit: None,
        value: numeral.value,
        scale: 0,
        coin: None,
        is_time: false,
    };
    Reading { measured, numeral, operator: Operator::Equal, operator_range: None, value: QuantityValue::Exact(amount) }
}

pub(super) fn quantity_value(value: NumeralValue) -> QuantityValue {
    match value {
        NumeralValue::Exact(amount) => QuantityValue::Exact(amount),
        NumeralValue::Between { low, high, has_high } => {
            QuantityValue::Interval { low: Some((low, true)), high: Some((high, has_high)) }
        }
        NumeralValue::OutOfRange => QuantityValue::OutOfRange,
    }
}
