//! The walk over a scanned text that finds its temporal expressions.

use chrono::Weekday;

use crate::language::numeral::{Form, Numeral, NumeralKind};
use crate::language::{Item, ItemKind, Lexicon, Tokens, Word};

use super::value::{CarriedYear, PartialDate, TemporalExpression, TemporalValue, Written};
use super::{chinese, english, numeric};

/// Returns the temporal expressions of a scanned text in order, not overlapping.
pub fn extract_tokens(tokens: &Tokens<'_>) -> Vec<TemporalExpression> {
    let to_expression = |reading: Reading| TemporalExpression {
        range: tokens.to_source(reading.start, reading.end),
        value: reading.value,
        weekday: reading.weekday.map(|(start, end, day)| (tokens.to_source(start, end), day)),
        carried_year: reading.carried_year,
    };
    readings(tokens).into_iter().map(to_expression).collect()
}

/// Returns the temporal expressions with their places in the folded text.
pub(super) fn readings(tokens: &Tokens<'_>) -> Vec<Reading> {
    let mut reader = Reader::new(tokens);
    let mut found: Vec<Reading> = Vec::new();
    let mut carrier: Option<Carrier> = None;
    while let Some(item) = reader.item(reader.index) {
        let Some(mut reading) = read(&reader, item) else {
            reader.index += 1;
            continue;
        };
        read_range(&mut reader, &mut reading);
        super::weekday::read_after(&reader, &mut reading);
        let carried_year = carrier.as_ref().and_then(|carrier| carrier.year_for(reader.lower, &reading));
        if let Some(next) = Carrier::new(&reading, carried_year) {
            carrier = Some(next);
        }
        reading.carried_year = carried_year;
        reader.pass(reading.end);
        found.push(reading);
    }
    found
}

/// A temporal expression with its place in the folded text.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: TemporalValue,
    pub(super) weekday: Option<(usize, usize, Weekday)>,
    pub(super) carried_year: Option<CarriedYear>,
}

impl Reading {
    pub(super) fn new(start: usize, end: usize, value: TemporalValue) -> Self {
        Self { start, end, value, weekday: None, carried_year: None }
    }
}

/// The items of a text, and a place among them.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    pub(super) lexicon: LexiconHandle,
    pub(super) text: &'t str,
    pub(super) lower: &'t str,
    items: &'t [Item],
    pub(super) index: usize,
    /// The end of the expression before.
    pub(super) floor: usize,
}

/// The lexicon, which has no debugging form.
#[derive(Clone, Copy)]
pub(super) struct LexiconHandle(pub(super) &'static Lexicon);

impl std::fmt::Debug for LexiconHandle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Lexicon")
    }
}

impl<'t> Reader<'t> {
    fn new(tokens: &'t Tokens<'_>) -> Self {
        Self {
            lexicon: LexiconHandle(Lexicon::shared()),
            text: tokens.text(),
            lower: tokens.lower(),
            items: &tokens.items,
            index: 0,
            floor: 0,
        }
    }

    pub(super) fn item(&self, index: usize) -> Option<Item> {
        self.items.get(index).copied()
    }

    /// Returns the item that starts at byte `at`.
    pub(super) fn item_at(&self, at: usize) -> Option<Item> {
        let offset = self.items[self.index.min(self.items.len())..].iter().take(8).position(|item| at <= item.start)?;
        let item = self.items[self.index + offset];
        (item.start == at).then_some(item)
    }

    /// Returns the number that starts at byte `at`.
    pub(super) fn number_at(&self, at: usize) -> Option<Numeral> {
        match self.item_at(at)?.kind {
            ItemKind::Number(numeral) => Some(numeral),
            ItemKind::Word(_) => None,
        }
    }

    /// Returns the byte after one space (or two) at `at`.
    pub(super) fn skip_space(&self, at: usize) -> usize {
        let bytes = self.lower.as_bytes();
        at + bytes[at..].iter().take(2).take_while(|byte| **byte == b' ').count()
    }

    /// Returns the lower-case text from `at` on.
    pub(super) fn rest(&self, at: usize) -> &'t str {
        &self.lower[at..]
    }

    /// Returns the lower-case text before `at`, from the end of the expression before.
    pub(super) fn before(&self, at: usize) -> &'t str {
        &self.lower[self.floor.min(at)..at]
    }

    /// Goes on after byte `end`.
    fn pass(&mut self, end: usize) {
        self.floor = end;
        while self.items.get(self.index).is_some_and(|item| item.start < end) {
            self.index += 1;
        }
    }
}

pub(super) fn read(reader: &Reader<'_>, item: Item) -> Option<Reading> {
    match item.kind {
        ItemKind::Number(numeral) => read_number(reader, &numeral),
        ItemKind::Word(word) => match word {
            Word::Month(_) => english::read_month(reader, item),
            Word::Weekday(day) => english::read_weekday(reader, item, day)
                .or_else(|| super::weekday::read_before(reader, item.start, (item.start, item.end, weekday(day))))
                .or_else(|| bare_weekday(reader, item, day)),
            Word::Day(_) | Word::Relative(..) => {
                let relative = chinese::read_relative(reader, item)?;
                Some(super::weekday::read_beside_relative(reader, &relative).unwrap_or(relative))
            }
            Word::Season(_) => english::read_season(reader, item),
            Word::Holiday { month, day } => {
                let date = Written { month: Some(month.into()), day: Some(day.into()), ..Written::default() };
                Some(Reading::new(item.start, item.end, date.value()))
            }
            Word::Half => chinese::read_half(reader, item),
            _ => None,
        },
    }
}

fn read_number(reader: &Reader<'_>, numeral: &Numeral) -> Option<Reading> {
    match numeral.kind {
        NumeralKind::Percent | NumeralKind::Fraction => return None,
        NumeralKind::Dotted => return numeric::read_dotted(reader, numeral),
        NumeralKind::Period => return english::read_period(reader, numeral),
        NumeralKind::Cardinal | NumeralKind::Ordinal => {}
    }
    if numeral.form == Form::Digits
        && let Some(reading) = numeric::read(reader, numeral)
    {
        return Some(reading);
    }
    chinese::read(reader, numeral).or_else(|| english::read_number(reader, numeral))
}

pub(super) fn weekday(number: u8) -> Weekday {
    Weekday::try_from(number.saturating_sub(1)).unwrap_or(Weekday::Mon)
}

/// Reads a day of the week alone.
fn bare_weekday(reader: &Reader<'_>, item: Item, day: u8) -> Option<Reading> {
    let is_ascii = reader.lower.as_bytes()[item.start].is_ascii();
    // `sun`, `sat` and `mon` are days only beside a date.
    if is_ascii && (item.end - item.start < 6 || !reader.text.as_bytes()[item.start].is_ascii_uppercase()) {
        return None;
    }
    Some(Reading::new(item.start, item.end, TemporalValue::Weekday(weekday(day))))
}

/// Reads on where another date follows after `-` or `至`.
fn read_range(reader: &mut Reader<'_>, reading: &mut Reading) {
    let is_point =
        matches!(reading.value, TemporalValue::Date(_) | TemporalValue::Part(..) | TemporalValue::Relative(_));
    if !is_point {
        return;
    }
    let at = reader.skip_space(reading.end);
    let Some(joint) = joint(reader.rest(at)) else { return };
    let start = reader.skip_space(at + joint);
    let index = reader.index;
    let Some(item) = reader.item_at(start) else { return };
    while reader.item(reader.index).is_some_and(|item| item.start < start) {
        reader.index += 1;
    }
    let floor = std::mem::replace(&mut reader.floor, start);
    let second = read(reader, item);
    reader.index = index;
    reader.floor = floor;
    let Some(second) = second else { return };
    let (TemporalValue::Date(_) | TemporalValue::Part(..) | TemporalValue::Relative(_), true) =
        (&second.value, second.start == start)
    else {
        return;
    };
    let (mut low, mut high) = (reading.value.clone(), second.value);
    share(&mut low, &mut high);
    reading.value = TemporalValue::Range(Box::new(low), Box::new(high));
    reading.end = second.end;
}

/// Returns the length of what joins two dates to a range.
fn joint(text: &str) -> Option<usize> {
    ["-", "–", "—", "~", "～", "至", "到", "to ", "through ", "until "]
        .iter()
        .find(|joint| text.starts_with(**joint))
        .map(|joint| joint.trim_end().len())
}

/// Gives each end of a range the year and month that only the other one has.
fn share(low: &mut TemporalValue, high: &mut TemporalValue) {
    let (first, second) = (written(low), written(high));
    match (first, second) {
        (Some(mut first), Some(mut second)) => {
            first.year = first.year.or(second.year);
            second.year = second.year.or(first.year);
            if second.month.is_none() && second.day.is_some() {
                second.month = first.month;
            }
            *low = first.value();
            *high = second.value();
        }
        (None, Some(mut second)) => {
            if let TemporalValue::Relative(relative) = low
                && second.year.is_none()
            {
                if second.month.is_none() && second.day.is_some() {
                    second.month = relative.part.month;
                }
                *high = TemporalValue::Relative(relative.with(second));
            }
        }
        _ => {}
    }
}

/// Returns what is written of a calendar date.
fn written(value: &TemporalValue) -> Option<Written> {
    match value {
        TemporalValue::Date(date) => Some(Written::from(*date)),
        TemporalValue::Part(date, part) => Some(Written { part: Some(*part), ..Written::from(*date) }),
        _ => None,
    }
}

/// An expression whose year the next one in the sentence may take over.
struct Carrier {
    year: CarriedYear,
    month: u32,
    end: usize,
}

impl Carrier {
    fn new(reading: &Reading, carried: Option<CarriedYear>) -> Option<Self> {
        let (year, month) = match &reading.value {
            TemporalValue::Date(date) | TemporalValue::Part(date, _) => {
                (date.year.map(CarriedYear::Absolute).or(carried)?, date.month?)
            }
            TemporalValue::Relative(relative) if relative.unit == super::Granularity::Year && !relative.is_distance => {
                (CarriedYear::Relative(relative.offset), relative.part.month?)
            }
            _ => return None,
        };
        Some(Self { year, month, end: reading.end })
    }

    /// Returns the year for a reading that has a month and no year, in the same sentence and not before in the year.
    fn year_for(&self, lower: &str, reading: &Reading) -> Option<CarriedYear> {
        let (TemporalValue::Date(PartialDate { year: None, month: Some(month), .. })
        | TemporalValue::Part(PartialDate { year: None, month: Some(month), .. }, _)) = reading.value
        else {
            return None;
        };
        if month < self.month || reading.start < self.end {
            return None;
        }
        if 240 < reading.start - self.end {
            return None;
        }
        let between = &lower[self.end..reading.start];
        let is_one_sentence =
            !between.contains(['。', '！', '？', '!', '?', '\n', '\u{FFFC}', '；']) && !between.contains(". ");
        is_one_sentence.then_some(self.year)
    }
}
