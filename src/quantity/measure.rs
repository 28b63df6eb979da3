//! Units that differ by a power of ten alone: gigabytes and terabytes, watts and kilowatts.
//!
//! Main type: [`Measure`], a unit taken apart into its base and its prefix.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::QuantityValue;
use super::unit::shift_amount;

/// A unit as a base and a power of ten: a terabyte is 10^12 bytes.
///
/// Binary prefixes are read as decimal ones, as people write them: the unit of `80 GiB` is the gigabyte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Index into `BASES`.
    base: usize,
    /// Index into `PREFIXES`; `None` for the base itself.
    prefix: Option<usize>,
}

/// Bases by the canonical names of `lints/languages/`, in lower case, and their symbols.
const BASES: [(&str, &str); 14] = [
    ("byte", "B"),
    ("byte per second", "B/s"),
    ("bit", "bit"),
    ("bit per second", "bit/s"),
    ("flops", "FLOPS"),
    ("watt", "W"),
    ("watt hour", "Wh"),
    ("hertz", "Hz"),
    ("meter", "m"),
    ("gram", "g"),
    ("joule", "J"),
    ("calorie", "cal"),
    ("volt", "V"),
    ("pixel", "px"),
];

/// Prefixes of the SI that rise by thousands, the smallest first: name, symbol, power of ten.
const PREFIXES: [(&str, &str, i32); 10] = [
    ("nano", "n", -9),
    ("micro", "μ", -6),
    ("milli", "m", -3),
    ("kilo", "k", 3),
    ("mega", "M", 6),
    ("giga", "G", 9),
    ("tera", "T", 12),
    ("peta", "P", 15),
    ("exa", "E", 18),
    ("zetta", "Z", 21),
];

impl Measure {
    /// Takes the canonical name of a unit apart, such as `Gigabyte`; `None` where it is no prefix and no base of these.
    pub fn of(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        let base_of = |rest: &str| BASES.iter().position(|(base, _)| *base == rest);
        if let Some(base) = base_of(&lower) {
            return Some(Self { base, prefix: None });
        }
        PREFIXES.iter().enumerate().find_map(|(index, (prefix, _, _))| {
            let base = base_of(lower.strip_prefix(prefix)?)?;
            Some(Self { base, prefix: Some(index) })
        })
    }

    /// Returns the power of ten that turns an amount in this unit into one in `other`; `None` where they measure
    /// different things.
    pub fn power_to(self, other: Self) -> Option<i32> {
        (self.base == other.base).then(|| self.power() - other.power())
    }

    /// Returns an amount in this unit for people, in the unit of the kind that suits it: `3.35 TB/s` for 3350 GB/s.
    pub fn describe(self, value: Decimal) -> String {
        let mut best = (self, value.normalize());
        let larger = (0..PREFIXES.len()).map(|index| Self { prefix: Some(index), ..self });
        for measure in larger.filter(|measure| self.power() < measure.power()) {
            let factor = u32::try_from(measure.power() - self.power()).ok().and_then(|power| 10_u64.checked_pow(power));
            let Some(scaled) = factor.and_then(|factor| value.checked_div(Decimal::from(factor))) else { break };
            if scaled < Decimal::ONE {
                break;
            }
            best = (measure, scaled.normalize());
        }
        format!("{} {}", best.1, best.0.symbol())
    }

    /// Returns the canonical name, such as `Gigabyte per second`.
    pub fn name(self) -> &'static str {
        static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
            let prefixes = std::iter::once("").chain(PREFIXES.iter().map(|(prefix, _, _)| *prefix));
            prefixes.flat_map(|prefix| BASES.iter().map(move |(base, _)| canonical_name(prefix, base))).collect()
        });
        &NAMES[self.prefix.map_or(0, |index| index + 1) * BASES.len() + self.base]
    }

    /// Returns the symbol, such as `GB/s`.
    pub fn symbol(self) -> String {
        let prefix = self.prefix.map_or("", |index| PREFIXES[index].1);
        format!("{prefix}{}", BASES[self.base].1)
    }

    fn power(self) -> i32 {
        self.prefix.map_or(0, |index| PREFIXES[index].2)
    }
}

/// Returns a value multiplied by a power of ten; `None` outside the range of exact numbers.
pub(crate) fn shift_value(value: QuantityValue, power: i32) -> Option<QuantityValue> {
    let end = |end: Option<(super::Amount, bool)>| match end {
        Some((amount, is_included)) => shift_amount(amount, power).map(|amount| Some((amount, is_included))),
        None => Some(None),
    };
    match value {
        QuantityValue::Exact(amount) => shift_amount(amount, power).map(QuantityValue::Exact),
        QuantityValue::Interval { low, high } => Some(QuantityValue::Interval { low: end(low)?, high: end(high)? }),
        QuantityValue::OutOfRange => None,
    }
}

/// Returns the name that `lints/languages/` gives a unit: `Gigabyte`, `TeraFLOPS`.
fn canonical_name(prefix: &str, base: &str) -> String {
    let base = if base == "flops" { "FLOPS" } else { base };
    let name = format!("{prefix}{base}");
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_ascii_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_base_convert() {
        let power = |from: &str, to: &str| Measure::of(from).unwrap().power_to(Measure::of(to).unwrap());
        assert_eq!(power("Terabyte", "Gigabyte"), Some(3));
        assert_eq!(power("TeraFLOPS", "PetaFLOPS"), Some(-3));
        assert_eq!(power("Terabyte per second", "Gigabyte per second"), Some(3));
        assert_eq!(power("Kilowatt", "Watt"), Some(3));
        assert_eq!(power("Gigabit", "Gigabyte"), None);
        assert_eq!(power("Gigabyte", "Gigabyte per second"), None);
        assert_eq!(Measure::of("Mile"), None);
        for name in ["Gigabyte per second", "TeraFLOPS", "Byte", "Kilowatt hour"] {
            assert_eq!(Measure::of(name).unwrap().name(), name);
        }
    }

    #[test]
    fn amounts_are_shown_in_a_unit_that_suits_them() {
        let describe =
            |unit: &str, value: i64, scale: u32| Measure::of(unit).unwrap().describe(Decimal::new(value, scale));
        assert_eq!(describe("Gigabyte", 80, 0), "80 GB");
        assert_eq!(describe("Gigabyte per second", 3350, 0), "3.35 TB/s");
        assert_eq!(describe("TeraFLOPS", 9894, 1), "989.4 TFLOPS");
        assert_eq!(describe("Watt", 700, 0), "700 W");
    }
}
