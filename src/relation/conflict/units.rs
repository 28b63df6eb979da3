//! Units of one kind and how many of one another is, from `lints/relations/units.yaml`.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use crate::data;
use crate::quantity::Amount;

use super::amounts::{agree, slip};

/// How a measure and the same one in another unit fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    Same,
    /// The second is too large by a power of ten.
    Slip(i32),
    Other,
}

/// A unit.
#[derive(Debug)]
struct Unit {
    kind: usize,
    /// Units of one system are said beside each other for other reasons too: 16 GB (1 TB), 5 feet (2 inches).
    system: usize,
    /// How many base units it is; several where the word stands for several.
    factors: Vec<Decimal>,
    offset: Decimal,
}

fn table() -> &'static FxHashMap<String, Unit> {
    static UNITS: LazyLock<FxHashMap<String, Unit>> = LazyLock::new(|| {
        let mut units = FxHashMap::default();
        for (_, root) in data::embedded("relations/units.yaml") {
            for (kind, family) in root.entries().iter().enumerate() {
                for (system, list) in family.value.entries().iter().enumerate() {
                    for entry in list.value.entries() {
                        let numbers = |node: &data::Node| {
                            let items = node.items();
                            let scalars = if items.is_empty() { std::slice::from_ref(node) } else { items };
                            scalars.iter().filter_map(|node| node.as_scalar()?.parse().ok()).collect::<Vec<Decimal>>()
                        };
                        let is_temperature = family.key == "temperature";
                        let mut factors = numbers(&entry.value);
                        let offset = if is_temperature { factors.pop().unwrap_or_default() } else { Decimal::ZERO };
                        units.insert(entry.key.to_string(), Unit { kind, system, factors, offset });
                    }
                }
            }
        }
        units
    });
    &UNITS
}

/// Compares a measure with the same one in another unit; `None` where the two measure different things, or may.
pub(super) fn compare(one: (&str, Amount), other: (&str, Amount), is_said: bool) -> Option<Fit> {
    let units = table();
    let (from, to) = (units.get(one.0)?, units.get(other.0)?);
    if from.kind != to.kind || one.0 == other.0 {
        return None;
    }
    let mut slipped = None;
    for from_factor in &from.factors {
        for to_factor in &to.factors {
            let base = one.1.value.checked_mul(*from_factor)?.checked_add(from.offset)?;
            let value = base.checked_sub(to.offset)?.checked_div(*to_factor)?;
            // The last place of the first, in units of the second.
            let place = super::amounts::unit(one.1).checked_mul(*from_factor)?.checked_div(*to_factor)?;
            let converted = Amount { value, last_place: other.1.last_place };
            if agree(converted, other.1, 10) || (value - other.1.value).abs() <= place {
                return Some(Fit::Same);
            }
            slipped = slipped.or_else(|| slip(value, other.1.value, 6));
        }
    }
    if let Some(power) = slipped.filter(|_| from.offset.is_zero() && to.offset.is_zero()) {
        return Some(Fit::Slip(power));
    }
    (from.system != to.system || is_said).then_some(Fit::Other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(one: (&str, i64), other: (&str, i64)) -> Option<Fit> {
        let amount = |value: i64| Amount { value: Decimal::from(value), last_place: 0 };
        compare((one.0, amount(one.1)), (other.0, amount(other.1)), false)
    }

    #[test]
    fn measures_are_compared_across_units() {
        assert_eq!(fit(("Kilometer", 42), ("Mile", 26)), Some(Fit::Same));
        assert_eq!(fit(("Mu", 1500), ("Hectare", 1000)), Some(Fit::Slip(1)));
        assert_eq!(fit(("Kilometer", 10), ("Mile", 16)), Some(Fit::Other));
        assert_eq!(fit(("Terabyte", 2), ("Gigabyte", 2048)), Some(Fit::Same));
        assert_eq!(fit(("C", 100), ("F", 212)), Some(Fit::Same));
        assert_eq!(fit(("Gigabyte", 16), ("Terabyte", 1)), None);
        assert_eq!(fit(("Kilometer", 42), ("Kilogram", 26)), None);
    }
}
