//! Repaired values in the manner of what was written: 亿 stays 亿.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::claim::Claim;
use crate::quantity::{Measure, QuantityKind};
use crate::reference::describe_amount;
use crate::rules::RuleContext;

/// Returns the repaired value of what a text states, with the currency as it was written: `$75 billion`, 750亿美元.
///
/// `unit` is the attribute's, where it has one.
pub(super) fn rewrite_claim(context: &RuleContext<'_>, claim: &Claim, repaired: Decimal, unit: Option<&str>) -> String {
    let written = context.document.prose.slice(claim.range);
    let money = context.analysis.quantities.iter().find(|quantity| {
        quantity.range == claim.range && quantity.kind == QuantityKind::Money && quantity.number != quantity.range
    });
    let number = money.map_or(written, |quantity| context.document.prose.slice(quantity.number));
    let rewritten = rewrite_in_unit(number, repaired, unit);
    match written.split_once(number) {
        Some((before, after)) => format!("{before}{rewritten}{after}"),
        None => rewritten,
    }
}

/// Returns the repaired value of an attribute in the manner of what was written; `unit` is the attribute's, where it has
/// one. An amount of a unit is written in the unit that suits it: `80TB` becomes `80GB`.
pub(super) fn rewrite_in_unit(written: &str, repaired: Decimal, unit: Option<&str>) -> String {
    let Some(measure) = unit.and_then(Measure::of) else { return rewrite(written, repaired) };
    let repaired = measure.describe(repaired);
    if written.contains(' ') { repaired } else { repaired.replace(' ', "") }
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
    // 10000亿 is 1万亿, and 1000B is 1T.
    let next_step = if written.is_ascii() { 1000 } else { 10_000 };
    // The scale that was written, or else the largest that leaves a whole part.
    let same = family
        .iter()
        .find(|(word, _)| written.ends_with(word))
        .filter(|(_, power)| Decimal::ONE <= scaled(*power) && scaled(*power) < Decimal::from(next_step));
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

/// Returns a date as it was written with the one of year, month and day that is wrong put right.
///
/// `None` where more than one is wrong, or where it is not written exactly once.
pub(super) fn redate(written: &str, claimed: NaiveDate, fact: NaiveDate) -> Option<String> {
    let replace_once = |old: String, new: String| {
        let mut places = written.match_indices(&old);
        let (at, _) = places.next()?;
        let is_whole = !written[..at].ends_with(|before: char| before.is_ascii_digit());
        (is_whole && places.next().is_none()).then(|| written.replacen(&old, &new, 1))
    };
    match (claimed.year() == fact.year(), claimed.month() == fact.month(), claimed.day() == fact.day()) {
        (false, true, true) => replace_once(claimed.year().to_string(), fact.year().to_string()),
        (true, false, true) => {
            let name = |date: NaiveDate| date.format("%B").to_string();
            replace_once(format!("{}月", claimed.month()), format!("{}月", fact.month()))
                .or_else(|| replace_once(name(claimed), name(fact)))
        }
        (true, true, false) => replace_once(format!("{}日", claimed.day()), format!("{}日", fact.day()))
            .or_else(|| replace_once(format!(" {},", claimed.day()), format!(" {},", fact.day()))),
        _ => None,
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
    fn repaired_amounts_have_the_unit_that_suits_them() {
        let rewrite =
            |written: &str, repaired: i64, unit| rewrite_in_unit(written, Decimal::from(repaired), Some(unit));
        assert_eq!(rewrite("80TB", 80, "Gigabyte"), "80GB");
        assert_eq!(rewrite("3.35 GB/s", 3350, "Gigabyte per second"), "3.35 TB/s");
        assert_eq!(rewrite("7000W", 700, "Watt"), "700W");
        assert_eq!(rewrite("7000亿", 70_000_000_000, "parameter"), "700亿");
    }

    #[test]
    fn repaired_values_keep_the_manner_of_writing() {
        assert_eq!(rewrite("7000亿", Decimal::from(70_000_000_000_i64)), "700亿");
        assert_eq!(rewrite("700 billion", Decimal::from(70_000_000_000_i64)), "70 billion");
        assert_eq!(rewrite("175M", Decimal::from(175_000_000_000_i64)), "175B");
        assert_eq!(rewrite("1.75万亿", Decimal::from(175_000_000_000_i64)), "1750亿");
        assert_eq!(rewrite("12,000", Decimal::from(1200)), "1,200");
        assert_eq!(rewrite("2100亿", Decimal::from(175_000_000_000_i64)), "1750亿");
        assert_eq!(rewrite("38万", Decimal::from(3_800_000_000_i64)), "38亿");
    }

    #[test]
    fn one_wrong_part_of_a_date_is_put_right() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let redate = |written, claimed, fact| redate(written, day(claimed), day(fact));
        assert_eq!(redate("2023年3月14日", "2023-03-14", "2024-03-14").as_deref(), Some("2024年3月14日"));
        assert_eq!(redate("May 14, 2023", "2023-05-14", "2023-03-14").as_deref(), Some("March 14, 2023"));
        assert_eq!(redate("2023年12月1日", "2023-12-01", "2023-11-01").as_deref(), Some("2023年11月1日"));
        assert_eq!(redate("去年5月1日", "2023-05-01", "2022-05-01"), None);
        assert_eq!(redate("2023年5月1日", "2023-05-01", "2022-06-01"), None);
    }
}
