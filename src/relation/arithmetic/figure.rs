//! The numbers of a sentence with their units, and the words between them.
//!
//! Main types: [`Figure`], [`Passage`]. Lengths of time, units that no table of units has (`tok/s`) and signs that belong to
//! a number alone are read here, since a relation between two numbers asks only that they measure the same.

use rust_decimal::Decimal;

use crate::language::{self, Cue, CueKind, Operator};
use crate::quantity::{Measure, Quantity, QuantityKind, QuantityValue, extract_tokens};
use crate::temporal;
use crate::text::{TextRange, TextSize, range};

use super::interval::Interval;
use super::units::{add_unread, duration, of_duration, with_unit_behind};

/// What a figure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FigureKind {
    /// Things, money, bytes: anything but what stands below.
    Amount(Unit),
    /// A length of time, in seconds.
    Time,
    Percent,
    Points,
    /// 三倍, 4x, doubled.
    Multiple {
        /// Whether a word says it (翻倍, doubled), which says both how many times as many and how many times more.
        is_word: bool,
    },
    Fraction,
    /// A range, a place in an order, a temperature: stands there, and nothing is computed with it.
    Other,
}

/// The unit of an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    None,
    Known(&'static str),
    Measure(Measure),
}

/// A number of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Figure {
    /// Bytes of the prose: number and unit.
    pub(crate) range: TextRange,
    pub(crate) kind: FigureKind,
    pub(crate) value: Decimal,
    /// One in the last place that is written.
    pub(crate) place: Decimal,
    /// What the scale word multiplies with: 10^8 in `209亿`.
    pub(crate) scale: Decimal,
    pub(crate) operator: Operator,
}

impl Figure {
    /// Returns the numbers that may be meant by what is written: rounded, or with words such as 约 and 超过 beside it.
    pub(crate) fn interval(&self) -> Interval {
        let exact = Interval::around(self.value, self.place / Decimal::TWO);
        let wide = Interval::around(self.value, self.value.abs() / Decimal::TEN);
        match self.operator {
            Operator::Equal => exact,
            Operator::About => Interval { low: exact.low.min(wide.low), high: exact.high.max(wide.high) },
            Operator::More | Operator::AtLeast => Interval { high: exact.high.max(wide.high), ..exact },
            Operator::Less | Operator::AtMost => Interval { low: exact.low.min(wide.low), ..exact },
        }
    }

    pub(crate) fn is_amount(&self) -> bool {
        matches!(self.kind, FigureKind::Amount(_) | FigureKind::Time | FigureKind::Percent)
    }

    /// Returns whether this counts things without a unit that is known.
    pub(crate) fn is_count(&self) -> bool {
        self.kind == FigureKind::Amount(Unit::None)
    }

    /// Returns this and another as numbers of one unit; `None` where they measure different things.
    ///
    /// A bare number takes unit and scale of the one behind it: `从121增至209亿元`.
    pub(crate) fn comparable(&self, later: &Self) -> Option<(Interval, Interval)> {
        let (left, right) = (self.interval(), later.interval());
        match (self.kind, later.kind) {
            (FigureKind::Time, FigureKind::Time) | (FigureKind::Percent, FigureKind::Percent) => Some((left, right)),
            (FigureKind::Amount(Unit::None), FigureKind::Percent) if self.scale == Decimal::ONE => Some((left, right)),
            (FigureKind::Amount(before), FigureKind::Amount(after)) => {
                if let (Unit::Measure(before), Unit::Measure(after)) = (before, after) {
                    let power = before.power_to(after)?;
                    let factor = Decimal::from(10_u64.checked_pow(power.unsigned_abs())?);
                    let left =
                        if power < 0 { left.times(Decimal::ONE.checked_div(factor)?)? } else { left.times(factor)? };
                    return Some((left, right));
                }
                if before != after && before != Unit::None {
                    return None;
                }
                let shares_scale = self.scale == Decimal::ONE && later.scale != Decimal::ONE;
                if shares_scale && (before != after || right.low > left.high.saturating_mul(Decimal::ONE_THOUSAND)) {
                    return Some((left.times(later.scale)?, right));
                }
                Some((left, right))
            }
            _ => None,
        }
    }
}

/// A sentence with its figures and the words between them.
#[derive(Debug)]
pub(crate) struct Passage<'a> {
    prose: &'a str,
    /// Bytes of the prose.
    pub(crate) range: TextRange,
    /// In order, not overlapping.
    pub(crate) figures: Vec<Figure>,
    /// The words before each figure and after the last, folded (see [`fold`]) and without dates.
    gaps: Vec<String>,
    /// Dates and durations.
    dates: Vec<TextRange>,
    cues: Vec<Cue>,
}

impl<'a> Passage<'a> {
    /// Reads a stretch of the prose; nothing inside of `masked` is a number.
    pub(crate) fn read(prose: &'a str, stretch: TextRange, masked: &[TextRange]) -> Self {
        let text = &prose[usize::from(stretch.start())..usize::from(stretch.end())];
        let start = stretch.start();
        let inside: Vec<TextRange> = masked
            .iter()
            .filter_map(|range| range.intersect(stretch))
            .filter(|range| !range.is_empty())
            .map(|range| range - start)
            .collect();
        let tokens = language::scan(text, &inside);
        let expressions = temporal::extract_tokens(&tokens);
        let quantities = extract_tokens(&tokens, &expressions);
        let mut figures: Vec<Figure> = quantities.iter().flat_map(|quantity| of_quantity(text, quantity)).collect();
        figures.extend(expressions.iter().filter_map(|expression| of_duration(text, expression)));
        add_unread(text, &inside, &expressions, &mut figures);
        figures.sort_by_key(|figure| figure.range.start());
        figures.dedup_by(|later, earlier| later.range.start() < earlier.range.end());
        for figure in &mut figures {
            figure.range += start;
        }
        let dates = expressions.iter().filter(|expression| duration(expression).is_none());
        let dates = dates.map(|expression| expression.range + start).collect();
        let cues = language::cues(&tokens).iter().map(|cue| Cue { range: cue.range + start, ..*cue }).collect();
        let mut passage = Self { prose, range: stretch, figures, gaps: Vec::new(), dates, cues };
        passage.fill_gaps();
        passage
    }

    /// Returns the passage without its lengths of time, which then part nothing: `grew 25% in three years, from 48 to 60`.
    pub(crate) fn without_times(&self) -> Self {
        let is_time = |figure: &&Figure| figure.kind == FigureKind::Time;
        let mut dates = self.dates.clone();
        dates.extend(self.figures.iter().filter(is_time).map(|figure| figure.range));
        dates.sort_by_key(|date| date.start());
        let figures = self.figures.iter().filter(|figure| !is_time(figure)).copied().collect();
        let mut passage =
            Self { prose: self.prose, range: self.range, figures, gaps: Vec::new(), dates, cues: self.cues.clone() };
        passage.fill_gaps();
        passage
    }

    fn fill_gaps(&mut self) {
        let mut from = self.range.start();
        self.gaps = Vec::with_capacity(self.figures.len() + 1);
        for figure in &self.figures {
            self.gaps.push(self.folded(from, figure.range.start()));
            from = figure.range.end();
        }
        self.gaps.push(self.folded(from, self.range.end()));
    }

    /// Returns the words between two places, folded and without dates.
    fn folded(&self, from: TextSize, to: TextSize) -> String {
        let mut text = String::new();
        let mut at = from;
        for date in self.dates.iter().filter(|date| from <= date.start() && date.end() <= to) {
            fold(self.slice(range(at.into(), date.start().max(at).into())), &mut text);
            text.push(' ');
            at = date.end().max(at);
        }
        fold(self.slice(range(at.into(), to.max(at).into())), &mut text);
        text
    }

    /// Returns the folded words before a figure, back to the figure before it.
    pub(crate) fn before(&self, figure: usize) -> &str {
        self.gaps.get(figure).map_or("", String::as_str)
    }

    /// Returns the folded words after a figure, up to the next one.
    pub(crate) fn after(&self, figure: usize) -> &str {
        self.before(figure + 1)
    }

    /// Returns all words after a figure up to the end of the sentence, folded.
    pub(crate) fn rest(&self, figure: usize) -> String {
        self.folded(self.figures[figure].range.end(), self.range.end())
    }

    /// Returns the words before a figure as they are written, dates included.
    pub(crate) fn written_before(&self, figure: usize) -> &'a str {
        let from = figure.checked_sub(1).map_or(self.range.start(), |before| self.figures[before].range.end());
        self.slice(TextRange::new(from, self.figures[figure].range.start()))
    }

    /// Returns all words before a figure back to the start of the sentence, as they are written.
    pub(crate) fn lead(&self, figure: usize) -> &'a str {
        self.slice(TextRange::new(self.range.start(), self.figures[figure].range.start()))
    }

    /// Returns the prose of a range.
    pub(crate) fn slice(&self, range: TextRange) -> &'a str {
        &self.prose[usize::from(range.start())..usize::from(range.end())]
    }

    /// Returns the sentence.
    pub(crate) fn text(&self) -> &'a str {
        self.slice(self.range)
    }

    /// Returns whether the sentence has a cue of a kind.
    pub(crate) fn has_cue(&self, kind: CueKind) -> bool {
        self.cues.iter().any(|cue| cue.kind == kind)
    }

    /// Returns whether the sentence asks, supposes or quotes what is wrong: `说涨了172%是错误的`.
    pub(crate) fn is_doubtful(&self) -> bool {
        let is_open = |cue: &Cue| {
            let after = &self.prose[usize::from(cue.range.end())..];
            let word = self.slice(cue.range);
            match cue.kind {
                // 错误率, 错误数
                CueKind::Denial => !after.starts_with(['率', '数', '量', '码']),
                CueKind::Condition => true,
                // `who` and `why` ask nothing by themselves.
                CueKind::Question => {
                    !word.is_ascii() || matches!(word.to_ascii_lowercase().as_str(), "whether" | "what if")
                }
                _ => false,
            }
        };
        self.cues.iter().any(is_open) || self.text().trim_end().ends_with(['?', '？'])
    }
}

/// Adds a text in lower case, with marks of one width and without emphasis.
pub(super) fn fold(text: &str, folded: &mut String) {
    // The first bytes of what is folded, which few other characters have.
    let may_fold = |byte: u8| matches!(byte, b'\n' | b'\t' | b'[' | b']' | b'*' | b'_' | 0xC2 | 0xE2 | 0xE3 | 0xEF);
    let start = folded.len();
    folded.reserve(text.len());
    let mut rest = text;
    while let Some(at) = rest.bytes().position(may_fold) {
        let (plain, behind) = rest.split_at(at);
        folded.push_str(plain);
        let Some(character) = behind.chars().next() else { break };
        match character {
            '，' | '、' => folded.push(','),
            '（' | '[' | '【' => folded.push('('),
            '）' | ']' | '】' => folded.push(')'),
            '：' => folded.push(':'),
            '；' => folded.push(';'),
            '—' | '–' | '―' => folded.push('-'),
            '−' | '－' => folded.push('-'),
            '＋' => folded.push('+'),
            '\n' | '\t' | '\u{a0}' | '\u{3000}' => folded.push(' '),
            '’' => folded.push('\''),
            '*' | '_' | '\u{200b}' => {}
            other => folded.push(other),
        }
        rest = &behind[character.len_utf8()..];
    }
    folded.push_str(rest);
    folded[start..].make_ascii_lowercase();
}

/// Returns the figures of a quantity: one, or the two of `12/40`.
fn of_quantity(text: &str, quantity: &Quantity) -> Vec<Figure> {
    let figure = figure_of(text, quantity);
    let written = &text[quantity.range];
    let parts = written.split_once('/').filter(|_| quantity.kind == QuantityKind::Fraction);
    let Some((above, below)) = parts else { return vec![figure] };
    let start = usize::from(quantity.range.start());
    let bare = |digits: &str, start: usize| {
        let value = digits.parse().ok()?;
        let range = range(start, start + digits.len());
        Some(Figure { range, kind: FigureKind::Amount(Unit::None), value, place: Decimal::ONE, ..figure })
    };
    match (bare(above, start), bare(below, start + above.len() + 1)) {
        (Some(above), Some(below)) => vec![above, below],
        _ => vec![figure],
    }
}

fn figure_of(text: &str, quantity: &Quantity) -> Figure {
    let other = Figure {
        range: quantity.range,
        kind: FigureKind::Other,
        value: Decimal::ZERO,
        place: Decimal::ONE,
        scale: Decimal::ONE,
        operator: if matches!(quantity.value, QuantityValue::Exact(_)) { quantity.operator } else { Operator::Equal },
    };
    let QuantityValue::Exact(amount) = plain_value(text, quantity) else { return other };
    let Some(place) = place(amount.last_place) else { return other };
    let written = &text[quantity.range];
    let kind = match quantity.kind {
        QuantityKind::Percent => FigureKind::Percent,
        QuantityKind::PercentagePoints => FigureKind::Points,
        QuantityKind::Multiple => FigureKind::Multiple {
            is_word: !written.contains(['倍', 'x', 'X', '×']) && !written.contains("times") || written.contains('翻'),
        },
        QuantityKind::Fraction => FigureKind::Fraction,
        QuantityKind::Number => FigureKind::Amount(Unit::None),
        QuantityKind::Money => FigureKind::Amount(quantity.unit.map_or(Unit::None, Unit::Known)),
        QuantityKind::Dimension => FigureKind::Amount(
            quantity.unit.map_or(Unit::None, |unit| Measure::of(unit).map_or(Unit::Known(unit), Unit::Measure)),
        ),
        QuantityKind::Ordinal | QuantityKind::Discount | QuantityKind::Age | QuantityKind::Temperature => {
            FigureKind::Other
        }
    };
    // The last of 一成 and 七成 is a ten of percent.
    let place = if written.ends_with('成') { Decimal::TEN } else { place };
    let (mut kind, mut value, mut place) = (kind, amount.value, place);
    // 平均7.25分 is no money.
    if quantity.kind == QuantityKind::Money && written.ends_with('分') && !written.contains(['元', '角', '块', '美'])
    {
        kind = FigureKind::Amount(Unit::None);
        (value, place) = (value.saturating_mul(Decimal::ONE_HUNDRED), place.saturating_mul(Decimal::ONE_HUNDRED));
    }
    let scale = scale(&text[quantity.number], value);
    with_unit_behind(text, Figure { kind, value, place, scale, ..other })
}

/// Returns how much a quantity is; 多 before 了 or a number is a verb of its own: 比800亿度多了37.5%.
fn plain_value(text: &str, quantity: &Quantity) -> QuantityValue {
    let is_verb = quantity.operator_range.is_some_and(|operator| {
        let rest = text[usize::from(operator.end())..].trim_start();
        text[operator] == *"多" && rest.starts_with(|next: char| next == '了' || next.is_ascii_digit())
    });
    match quantity.value {
        QuantityValue::Interval { low: Some((low, _)), .. } if is_verb => QuantityValue::Exact(low),
        value => value,
    }
}

/// Returns a power of ten; `None` outside of what a decimal holds.
fn place(power: i32) -> Option<Decimal> {
    let factor = Decimal::from(10_u64.checked_pow(power.unsigned_abs())?);
    if power < 0 { Decimal::ONE.checked_div(factor) } else { Some(factor) }
}

/// Returns what the word of scale behind the digits of a number multiplies with; 1 where there is none.
fn scale(number: &str, value: Decimal) -> Decimal {
    let digits: String = number.chars().filter(|character| character.is_ascii_digit() || *character == '.').collect();
    let Ok(mantissa) = digits.parse::<Decimal>() else { return Decimal::ONE };
    if mantissa.is_zero() {
        return Decimal::ONE;
    }
    value.checked_div(mantissa).filter(|scale| Decimal::ONE < *scale).unwrap_or(Decimal::ONE)
}
