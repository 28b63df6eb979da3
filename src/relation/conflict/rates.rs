//! What currencies were worth, year by year, from `lints/relations/rates.yaml`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::data::{self, Node};

/// The lowest and highest rate of some years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Band {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
}

/// Units of a currency to the dollar, by code and year.
type Rates = FxHashMap<String, Vec<(i32, Band)>>;

fn rates() -> &'static Rates {
    static RATES: LazyLock<Rates> = LazyLock::new(|| {
        let mut rates = Rates::default();
        for (_, root) in data::embedded("relations/rates.yaml") {
            for currency in root.entries() {
                let years = currency.value.entries().iter().filter_map(|year| {
                    let numbers = year.value.items().iter().filter_map(Node::as_scalar);
                    let numbers: Vec<Decimal> = numbers.filter_map(|number| number.parse().ok()).collect();
                    Some((year.key.parse().ok()?, band(&numbers)?))
                });
                rates.insert(currency.key.to_string(), years.collect());
            }
        }
        rates
    });
    &RATES
}

/// Reads a line: the average, and the lowest and highest, for which 4 % stand where there are none.
fn band(numbers: &[Decimal]) -> Option<Band> {
    match *numbers {
        [average] => Some(Band { low: average * Decimal::new(96, 2), high: average * Decimal::new(104, 2) }),
        [_, low, high] => Some(Band { low, high }),
        _ => None,
    }
}

/// Returns what the dollar was worth in a currency in the years that `is_wanted` names.
fn to_dollar(currency: &str, is_wanted: impl Fn(i32) -> bool) -> Option<Band> {
    if currency == "USD" {
        return Some(Band { low: Decimal::ONE, high: Decimal::ONE });
    }
    let years = rates().get(currency)?;
    let bands = years.iter().filter(|(year, _)| is_wanted(*year)).map(|(_, band)| *band);
    bands.reduce(|one, other| Band { low: one.low.min(other.low), high: one.high.max(other.high) })
}

/// Returns the last year that the table has.
pub(super) fn last_year() -> i32 {
    rates().values().flatten().map(|(year, _)| *year).max().unwrap_or_default()
}

/// Returns how many units of one currency a unit of another was in the years that `is_wanted` names.
pub(super) fn rate(from: &str, to: &str, is_wanted: impl Fn(i32) -> bool) -> Option<Band> {
    let (from, to) = (to_dollar(from, &is_wanted)?, to_dollar(to, &is_wanted)?);
    Some(Band { low: to.low.checked_div(from.high)?, high: to.high.checked_div(from.low)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_cross_through_the_dollar() {
        let band = rate("USD", "CNY", |year| year == 2024).unwrap();
        assert!(band.low < Decimal::new(72, 1) && Decimal::new(72, 1) < band.high);
        let band = rate("EUR", "JPY", |year| year == 2024).unwrap();
        assert!(band.low < Decimal::from(164) && Decimal::from(164) < band.high);
        assert_eq!(rate("USD", "XYZ", |_| true), None);
    }

    #[test]
    fn every_line_is_read() {
        for (currency, years) in rates() {
            assert!(26 <= years.len(), "{currency}: {}", years.len());
            assert!(years.iter().all(|(_, band)| Decimal::ZERO < band.low && band.low <= band.high), "{currency}");
        }
        assert_eq!(rates().len(), 12);
    }
}
