//! An amount of money said again in another currency: 50 亿美元（约合人民币 360 亿元）.

use chrono::Datelike as _;
use rust_decimal::Decimal;

use crate::claim::Analysis;
use crate::document::Document;
use crate::quantity::{Amount, Quantity, QuantityKind};
use crate::temporal::TemporalValue;
use crate::text::TextRange;

use super::amounts::{power_of_ten, slack};
use super::passage::{Passage, exact, passages};
use super::rates::{Band, last_year, rate};
use super::restatement::{Pair, pairs};

/// An amount and the same one in another currency, which it was not worth.
#[derive(Clone, Debug)]
pub(crate) struct Conversion {
    pub(crate) first: TextRange,
    pub(crate) second: TextRange,
    pub(crate) fault: Fault,
    /// The currencies, as codes.
    pub(crate) from: &'static str,
    pub(crate) to: &'static str,
    /// What one unit of the first was worth in the second, at the lowest and highest.
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
    /// The rate that the text's two numbers come to.
    pub(crate) implied: Decimal,
}

/// What is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The second is too large by a power of ten.
    Slip(i32),
    /// The rate was never so.
    Rate,
}

/// Returns the conversions of a document that do not hold.
pub(crate) fn conversions(document: &Document, analysis: &Analysis) -> Vec<Conversion> {
    let mut found = Vec::new();
    for passage in passages(document, analysis, 2) {
        let may_convert = |first: &Quantity, second: &Quantity| {
            first.kind == QuantityKind::Money && matches!(second.kind, QuantityKind::Money | QuantityKind::Number)
        };
        found.extend(pairs(&passage, may_convert).filter_map(|pair| conversion(&passage, &pair)));
    }
    found
}

fn conversion(passage: &Passage<'_>, pair: &Pair<'_>) -> Option<Conversion> {
    let (first, second) = (pair.first, pair.second);
    let (one, other) = (exact(first)?, exact(second)?);
    let from = first.unit.filter(|_| first.kind == QuantityKind::Money)?;
    let to = match second.kind {
        QuantityKind::Money => second.unit?,
        QuantityKind::Number if pair.is_yuan => "CNY",
        _ => return None,
    };
    if from == to || one.value <= Decimal::ZERO || other.value <= Decimal::ZERO {
        return None;
    }
    let prose = passage.document.prose.text();
    let written = |range: TextRange| &prose[usize::from(range.start())..usize::from(range.end())];
    let froms = meanings(from, written(first.range), prose);
    let tos = meanings(to, written(second.range), prose);
    let years = Years::of(passage);
    let implied = other.value.checked_div(one.value)?;
    let (least, most) = implied_band(one, other)?;
    let mut slips = None;
    for from in &froms {
        for to in &tos {
            let band = rate(from, to, |year| years.include(year))?;
            let band = widened(band, years.margin());
            if from == to || overlap(band, least, most) {
                return None;
            }
            slips = slips.or_else(|| {
                [1, -1, 2, -2, 3, -3, 4, -4].into_iter().find(|power| {
                    let scaled = power_of_ten(-power)
                        .and_then(|factor| Some((least.checked_mul(factor)?, most.checked_mul(factor)?)));
                    scaled.is_some_and(|(least, most)| overlap(band, least, most))
                })
            });
        }
    }
    let band = rate(from, to, |year| years.include(year))?;
    let fault = match slips {
        Some(power) => Fault::Slip(power),
        // Prices differ from country to country: $999 (8,999 元) is no conversion.
        None if !pair.is_said || years.is_unknown() => return None,
        None => Fault::Rate,
    };
    let round = |rate: Decimal| rate.round_sf(4).unwrap_or(rate).normalize();
    Some(Conversion {
        first: first.range,
        second: second.range,
        fault,
        from,
        to,
        low: round(band.low),
        high: round(band.high),
        implied: round(implied),
    })
}

/// Returns the rates that two rounded amounts may come to.
fn implied_band(one: Amount, other: Amount) -> Option<(Decimal, Decimal)> {
    let least = (other.value - slack(other)).checked_div(one.value + slack(one))?;
    let most = (other.value + slack(other)).checked_div(one.value - slack(one))?;
    Some((least, most))
}

fn overlap(band: Band, least: Decimal, most: Decimal) -> bool {
    band.low <= most && least <= band.high
}

fn widened(band: Band, hundredths: u32) -> Band {
    let margin = Decimal::new(i64::from(hundredths), 2);
    Band { low: band.low * (Decimal::ONE - margin), high: band.high * (Decimal::ONE + margin) }
}

/// Returns the currencies that a name may stand for: the dollar of several countries, the 元 of three.
///
/// Those that are far apart count only in a document that speaks of their countries.
fn meanings(code: &'static str, written: &str, prose: &str) -> Vec<&'static str> {
    let lower = written.to_lowercase();
    let has = |marks: &[&str]| marks.iter().any(|mark| lower.contains(mark));
    let mut codes = match code {
        "USD" if !has(&["us", "u.s", "美"]) => vec!["USD", "AUD", "CAD", "SGD"],
        "CNY" if has(&["¥", "￥"]) => vec!["CNY", "JPY"],
        "JPY" if has(&["¥", "￥"]) => vec!["JPY", "CNY"],
        code => vec![code],
    };
    let is_plain_dollar = 1 < codes.len() && codes[0] == "USD";
    if is_plain_dollar || code == "CNY" && !has(&["rmb", "yuan", "cny", "人民"]) {
        let speaks_of = |names: &[&str]| names.iter().any(|name| prose.contains(name));
        codes.extend(speaks_of(&["Hong Kong", "HK", "港"]).then_some("HKD"));
        codes.extend(speaks_of(&["Taiwan", "NT$", "台", "臺"]).then_some("TWD"));
    }
    codes
}

/// The years whose rates may be meant: the document's, the one before, and those that the block speaks of.
struct Years {
    document: Option<i32>,
    others: Vec<i32>,
}

impl Years {
    fn of(passage: &Passage<'_>) -> Self {
        let block = passage.block.range;
        let dates = &passage.analysis.dates;
        let first = dates.partition_point(|date| date.expression.range.start() < block.start());
        let in_block = dates[first..].iter().take_while(|date| date.expression.range.end() <= block.end());
        let others = in_block.filter_map(|date| match &date.expression.value {
            TemporalValue::Date(date) | TemporalValue::Part(date, _) => date.year,
            TemporalValue::Range(start, _) => match **start {
                TemporalValue::Date(date) => date.year,
                _ => None,
            },
            _ => None,
        });
        Self { document: passage.analysis.document_time.map(|day| day.year()), others: others.collect() }
    }

    fn is_unknown(&self) -> bool {
        self.document.is_none()
    }

    fn include(&self, year: i32) -> bool {
        let last = last_year();
        let is_near = |wanted: i32| {
            let wanted = wanted.min(last);
            (wanted - 1..=wanted).contains(&year)
        };
        self.document.is_none_or(is_near) || self.others.iter().any(|other| is_near(*other) || *other + 1 == year)
    }

    /// Returns by how many hundredths a rate may lie outside: more where the table ends before the document.
    fn margin(&self) -> u32 {
        match self.document {
            Some(year) if year <= last_year() => 6,
            _ => 15,
        }
    }
}
