use rust_decimal::Decimal;

use crate::claim::Modality;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::quantity::{is_unit, shift_prefix};
use crate::reference::describe_amount;
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::{Verdict, power_of_ten};

declare_rule! {
    /// Reports values that are wrong by a power of ten: a zero too many, a billion made into the wrong 亿.
    ///
    /// ## Why is this bad?
    /// Chinese counts in 万 and 亿, English in thousands, millions and billions. A translation slips by a factor of ten or a
    /// thousand more easily than in any other way, and the sentence still reads well.
    ///
    /// ## Examples
    /// ````md,flagged
    /// Llama 2最大的版本拥有7000亿参数。
    ///
    /// The largest Llama 2 model has 700 billion parameters.
    /// ````
    /// ````md
    /// Llama 2最大的版本拥有700亿参数。
    ///
    /// The largest Llama 2 model has 70 billion parameters.
    /// ````
    ///
    /// ## Fix safety
    /// The fix writes the value with the right scale. It is unsafe: it changes what the text says, and the author may have
    /// meant another model.
    pub(crate) struct ScaleSlip {
        id: "claim/scale-slip",
        level: Some(Severity::Error),
        fix: FixAvailability::Unsafe,
        options: &[],
    }
}

fn scale_slip(context: &RuleContext<'_>, judged: &Judged<'_>, repaired: Decimal, power: i32) -> Diagnostic {
    let (written, named, label) = (judged.written, judged.named, judged.label);
    let known = judged.known_values();
    let factor = Decimal::from(10_i64.pow(power.unsigned_abs()));
    let direction = if power < 0 { "small" } else { "large" };
    let replacement = rewrite_unit(written, power).unwrap_or_else(|| rewrite(written, repaired));
    let message = format!("`{written}` is {factor} times too {direction} for the {label} of `{named}`: `{known}`");
    let severity = if judged.claim.modality == Modality::Asserted { judged.severity() } else { Severity::Warning };
    judged
        .diagnostic(context, &ScaleSlip::META, severity, message)
        .with_label(format!("the table has {known}"))
        .with_help(format!("write `{replacement}` ({})", judged.source()))
        .with_fix(Fix {
            message: format!("replace `{written}` with `{replacement}`"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { range: context.document.prose.to_source(judged.claim.range), content: replacement }],
        })
}

impl Rule for ScaleSlip {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for judged in judged(context) {
            if let Verdict::ScaleSlip { repaired, power } = judged.verdict() {
                diagnostics.push(scale_slip(context, &judged, *repaired, *power));
            }
        }
    }
}

/// Returns an amount with a unit repaired: with the next prefix where that alone was wrong (`80TB` becomes `80GB`), or
/// else with the digits moved (`7000W` becomes `700W`); `None` where no unit of the kind is written.
fn rewrite_unit(written: &str, power: i32) -> Option<String> {
    let digits = written.bytes().take_while(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')).count();
    let (number, rest) = written.split_at(digits);
    let unit = rest.trim_start();
    let gap = &rest[..rest.len() - unit.len()];
    if let Some(unit) = shift_prefix(unit, -power) {
        return Some(format!("{number}{gap}{unit}"));
    }
    let factor = power_of_ten(-power)?;
    let value = Decimal::from_str_exact(&number.replace(',', "")).ok()?.checked_mul(factor)?.normalize();
    is_unit(unit).then(|| format!("{value}{gap}{unit}"))
}

/// Returns the repaired value in the manner of what was written: with its scale word where that still reads well.
fn rewrite(written: &str, repaired: Decimal) -> String {
    const SCALES: [(&str, u32); 12] = [
        ("万亿", 12),
        ("亿", 8),
        ("千万", 7),
        ("百万", 6),
        ("万", 4),
        ("trillion", 12),
        ("billion", 9),
        ("million", 6),
        ("T", 12),
        ("B", 9),
        ("M", 6),
        ("K", 3),
    ];
    let family = if written.chars().any(crate::text::is_cjk) {
        &SCALES[..5]
    } else if written.ends_with("llion") {
        &SCALES[5..8]
    } else if written.ends_with(|character: char| character.is_ascii_alphabetic()) {
        &SCALES[8..]
    } else {
        &[][..]
    };
    let separator = if written.contains(' ') { " " } else { "" };
    let scaled = |power: u32| (repaired / Decimal::from(10_i64.pow(power))).normalize();
    // The scale that was written, or else the largest that leaves a whole part.
    let same = family
        .iter()
        .find(|(word, _)| written.ends_with(word))
        .filter(|(_, power)| Decimal::ONE <= scaled(*power) && scaled(*power) < Decimal::from(100_000));
    let fitting = same.or_else(|| {
        family
            .iter()
            .filter(|(word, _)| !matches!(*word, "千万" | "百万"))
            .find(|(_, power)| Decimal::ONE <= scaled(*power))
    });
    match fitting {
        Some((word, power)) => format!("{}{separator}{word}", scaled(*power)),
        None if family.is_empty() && written.contains(',') => grouped(repaired),
        None if family.is_empty() => repaired.normalize().to_string(),
        None => describe_amount(repaired),
    }
}

/// Returns a number with commas between thousands.
fn grouped(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (whole, fraction) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if 0 < index && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    fraction.map_or(grouped.clone(), |fraction| format!("{grouped}.{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repaired_amounts_keep_their_unit_or_change_its_prefix() {
        assert_eq!(rewrite_unit("80TB", 3).as_deref(), Some("80GB"));
        assert_eq!(rewrite_unit("3.35 GB/s", -3).as_deref(), Some("3.35 TB/s"));
        assert_eq!(rewrite_unit("7000W", 1).as_deref(), Some("700W"));
        assert_eq!(rewrite_unit("700B", 1), None);
        assert_eq!(rewrite_unit("7000亿", 1), None);
    }

    #[test]
    fn repaired_values_keep_the_manner_of_writing() {
        assert_eq!(rewrite("7000亿", Decimal::from(70_000_000_000_i64)), "700亿");
        assert_eq!(rewrite("700 billion", Decimal::from(70_000_000_000_i64)), "70 billion");
        assert_eq!(rewrite("175M", Decimal::from(175_000_000_000_i64)), "175B");
        assert_eq!(rewrite("1.75万亿", Decimal::from(175_000_000_000_i64)), "1750亿");
        assert_eq!(rewrite("12,000", Decimal::from(1200)), "1,200");
        assert_eq!(rewrite("38万", Decimal::from(3_800_000_000_i64)), "38亿");
    }
}
