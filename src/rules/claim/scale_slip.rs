use rust_decimal::Decimal;

use crate::claim::{ClaimValue, Modality};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::quantity::QuantityValue;
use crate::reference::describe_amount;
use crate::rules::claim::{Judged, judged};
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::verify::Verdict;

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
    let replacement = rewrite(written, repaired.checked_div(column_factor(judged)).unwrap_or(repaired));
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

/// Returns how much larger a claim is than its digits: 10⁹ for `175` under `Params (B)`.
fn column_factor(judged: &Judged<'_>) -> Decimal {
    let ClaimValue::Amount { value: QuantityValue::Exact(amount), .. } = judged.claim.value else {
        return Decimal::ONE;
    };
    let digits = judged.written.replace(',', "").parse::<Decimal>().ok();
    digits.and_then(|digits| amount.value.checked_div(digits)).unwrap_or(Decimal::ONE)
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
    fn repaired_values_keep_the_manner_of_writing() {
        assert_eq!(rewrite("7000亿", Decimal::from(70_000_000_000_i64)), "700亿");
        assert_eq!(rewrite("700 billion", Decimal::from(70_000_000_000_i64)), "70 billion");
        assert_eq!(rewrite("175M", Decimal::from(175_000_000_000_i64)), "175B");
        assert_eq!(rewrite("1.75万亿", Decimal::from(175_000_000_000_i64)), "1750亿");
        assert_eq!(rewrite("12,000", Decimal::from(1200)), "1,200");
        assert_eq!(rewrite("38万", Decimal::from(3_800_000_000_i64)), "38亿");
    }
}
