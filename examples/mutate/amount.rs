//! Amounts as documents write them, taken apart so that digits and scale can be changed.

use rust_decimal::Decimal;

/// An amount as written: `1.8万亿`, `175 billion`, `128K`.
#[derive(Clone, Debug)]
pub(crate) struct Written {
    mantissa: Decimal,
    /// What stands between digits and scale.
    space: String,
    /// The word or letter of scale; empty for plain digits.
    scale: String,
    /// Whether digits are grouped with commas.
    is_grouped: bool,
    /// What stands before and after: `$`, `美元`.
    before: String,
    after: String,
    /// The power of ten of the scale that the head of a column gives.
    column_power: i32,
}

/// Scales by power of ten, the longest spelling of one script first.
const CHINESE: [(&str, i32); 3] = [("万亿", 12), ("亿", 8), ("万", 4)];
const WORDS: [(&str, i32); 4] = [("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3)];
const LETTERS: [(&str, i32); 4] = [("T", 12), ("B", 9), ("M", 6), ("K", 3)];
/// Units of memory, in gigabytes as the tables have them.
const BYTES: [(&str, i32); 3] = [("TB", 3), ("GB", 0), ("MB", -3)];
/// Units of arithmetic, in teraFLOPS.
const FLOPS: [(&str, i32); 3] = [("PFLOPS", 3), ("TFLOPS", 0), ("GFLOPS", -3)];
const SCALES: [&[(&str, i32)]; 5] = [&CHINESE, &BYTES, &FLOPS, &WORDS, &LETTERS];

impl Written {
    /// Takes an amount apart; `None` where it is not written in digits. `column_scale` is that of the column's head.
    pub(crate) fn parse(text: &str, column_scale: Option<&str>) -> Option<Self> {
        let start = text.find(|character: char| character.is_ascii_digit())?;
        let digits = text[start..]
            .find(|character: char| !character.is_ascii_digit() && !matches!(character, '.' | ','))
            .unwrap_or(text.len() - start);
        let number = &text[start..start + digits];
        let rest = &text[start + digits..];
        let trimmed = rest.trim_start_matches([' ', '-']);
        let space = rest[..rest.len() - trimmed.len()].to_owned();
        let scale = SCALES
            .into_iter()
            .flatten()
            .map(|(scale, _)| *scale)
            .find(|scale| trimmed.get(..scale.len()).is_some_and(|head| head.eq_ignore_ascii_case(scale)))
            .unwrap_or("");
        Some(Self {
            mantissa: number.replace(',', "").parse().ok()?,
            space,
            scale: trimmed[..scale.len()].to_owned(),
            is_grouped: number.contains(','),
            before: text[..start].to_owned(),
            after: trimmed[scale.len()..].to_owned(),
            column_power: column_scale.map_or(0, power_of_scale),
        })
    }

    fn power(&self) -> i32 {
        power_of_scale(&self.scale) + self.column_power
    }

    /// Returns the amount.
    pub(crate) fn value(&self) -> Decimal {
        self.mantissa * power_of_ten(self.power())
    }

    /// Returns half of the last place written: how far the number may be rounded.
    pub(crate) fn rounding(&self) -> Decimal {
        let decimals = i32::try_from(self.mantissa.scale()).unwrap_or(0);
        power_of_ten(self.power() - decimals) / Decimal::TWO
    }

    /// Returns the amount with its digits moved, the scale left as it is.
    pub(crate) fn shifted(&self, power: i32) -> String {
        self.with((self.mantissa * power_of_ten(power)).normalize(), &self.scale)
    }

    /// Returns the amount a thousand times as large, in the scale that suits it.
    pub(crate) fn thousandfold(&self) -> String {
        self.in_best_scale(self.value() * power_of_ten(3))
    }

    /// Returns another amount as this one is written.
    pub(crate) fn rewritten(&self, value: Decimal) -> String {
        self.with((value / power_of_ten(self.power())).normalize(), &self.scale)
    }

    /// Returns the same digits with a neighbouring scale: 万亿 for 亿, million for billion.
    pub(crate) fn with_other_scale(&self, other: &str) -> String {
        self.with(self.mantissa, other)
    }

    /// Returns the scales of the same script beside this one.
    pub(crate) fn other_scales(&self) -> Vec<&'static str> {
        let of = |family: &'static [(&'static str, i32)]| {
            let at = family.iter().position(|(scale, _)| scale.eq_ignore_ascii_case(&self.scale))?;
            let neighbours = [at.checked_sub(1), Some(at + 1)].into_iter().flatten();
            Some(neighbours.filter_map(|at| family.get(at)).map(|(scale, _)| *scale).collect())
        };
        SCALES.into_iter().find_map(of).unwrap_or_default()
    }

    fn in_best_scale(&self, value: Decimal) -> String {
        let has = |family: &&[(&str, i32)]| family.iter().any(|(scale, _)| scale.eq_ignore_ascii_case(&self.scale));
        let Some(family) = SCALES.into_iter().find(has) else { return self.rewritten(value) };
        let best = family.iter().find(|(_, power)| power_of_ten(*power) <= value);
        let (scale, power) = best.copied().unwrap_or(("", 0));
        self.with((value / power_of_ten(power)).normalize(), scale)
    }

    fn with(&self, mantissa: Decimal, scale: &str) -> String {
        let mut digits = mantissa.to_string();
        if self.is_grouped && !digits.contains('.') {
            let mut at = digits.len();
            while 3 < at {
                at -= 3;
                digits.insert(at, ',');
            }
        }
        format!("{}{digits}{}{scale}{}", self.before, self.space, self.after)
    }
}

fn power_of_scale(written: &str) -> i32 {
    let mut scales = SCALES.into_iter().flatten();
    scales.find(|(scale, _)| scale.eq_ignore_ascii_case(written)).map_or(0, |(_, power)| *power)
}

fn power_of_ten(power: i32) -> Decimal {
    let ten = (0..power.unsigned_abs()).fold(Decimal::ONE, |product, _| product * Decimal::TEN);
    if power < 0 { Decimal::ONE / ten } else { ten }
}
