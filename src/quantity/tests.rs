//! What is read as a quantity, and what is not.

use proptest::prelude::*;
use rust_decimal::Decimal;

use super::{Operator, Quantity, QuantityKind, QuantityValue, extract, mentions};
use crate::language;
use crate::temporal;
use crate::text::range;

/// Returns the quantities of a text, each as its text, kind, unit and value.
fn shown(text: &str) -> Vec<String> {
    extract(text, &[]).iter().map(|quantity| show(text, quantity)).collect()
}

fn show(text: &str, quantity: &Quantity) -> String {
    let operator = match quantity.operator {
        Operator::Equal => "",
        Operator::About => "≈",
        Operator::More => ">",
        Operator::AtLeast => "≥",
        Operator::Less => "<",
        Operator::AtMost => "≤",
    };
    let value = match quantity.value {
        QuantityValue::Exact(amount) => amount.value.normalize().to_string(),
        QuantityValue::Interval { low, high } => {
            let end = |end: Option<(super::Amount, bool)>| {
                end.map_or(String::new(), |(end, _)| end.value.normalize().to_string())
            };
            format!("{}..{}", end(low), end(high))
        }
        QuantityValue::OutOfRange => "out of range".to_owned(),
    };
    let unit = quantity.unit.map_or(String::new(), |unit| format!(" {unit}"));
    let kind = match quantity.kind {
        QuantityKind::Number | QuantityKind::Money | QuantityKind::Percent | QuantityKind::Dimension => String::new(),
        kind => format!(" {kind:?}"),
    };
    format!("{} = {operator}{value}{unit}{kind}", &text[quantity.range])
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(text), expected, "{text}");
}

#[track_caller]
fn nothing(text: &str) {
    check(text, &[]);
}

#[test]
fn digits_of_names_are_no_numbers() {
    nothing("新模型追上了GPT-4和MAI-1，也超过Phi-3。");
    nothing("Llama 2、Claude 3.5 Sonnet与H100各有所长");
    nothing("用RTX 4090或iPhone 15都能跑Gemini 1.5 Pro");
    nothing("GPT-4o and o3 were tested on AIME 2024 with Python 3.12.");
    nothing("Update to v1.2.3, then to version 7 of the tool.");
}

#[test]
fn sizes_in_names_are_names() {
    nothing("Llama-3-8B与Qwen2-72B，还有Mixtral 8x7B、8x22B");
    nothing("Qwen3-235B-A22B is open.");
}

#[test]
fn lists_share_their_scale() {
    check("发布了1B、3B的模型", &["1B = 1000000000", "3B = 3000000000"]);
    check("有7/72B版本", &["7 = 7000000000", "72B = 72000000000"]);
    check("共6、9、34B三档", &["6 = 6000000000", "9 = 9000000000", "34B = 34000000000"]);
    check("分别为5亿和7.5亿元", &["5亿 = 500000000 CNY", "7.5亿元 = 750000000 CNY"]);
}

#[test]
fn approximators_become_operators() {
    check("约5000亿参数", &["5000亿 = ≈500000000000"]);
    check("逾100万用户", &["100万 = >1000000"]);
    check("不到5%", &["5% = <5 %"]);
    check("至少20台", &["20 = ≥20"]);
    check("高达256K的上下文", &["256K = ≤256000"]);
    check("up to 128K tokens", &["128K = ≤128000"]);
    check("more than 15 trillion tokens", &["15 trillion = >15000000000000"]);
    check("nearly 2 million users", &["2 million = ≈2000000"]);
    check("500人以上", &["500 = ≥500"]);
}

#[test]
fn vague_numbers_are_intervals() {
    check("100多家公司", &["100 = >100..200"]);
    check("数百亿的投入", &["数百亿 = 10000000000..100000000000"]);
    check("几十个团队", &["几十 = 10..100"]);
    check("三四百人", &["三四百 = 300..400"]);
}

#[test]
fn ranges_are_one_quantity_and_changes_are_two() {
    check("参数在4200-10500之间", &["4200-10500 = 4200..10500"]);
    check("提升60%–80%", &["60%–80% = 60..80 %"]);
    check("between 20 and 30 models", &["20 and 30 = 20..30"]);
    check("价格从5元降至1元", &["5元 = 5 CNY", "1元 = 1 CNY"]);
    check("grew from 8K to 128K", &["8K = 8000", "128K = 128000"]);
}

#[test]
fn bare_scales_are_values_after_a_verb_and_magnitudes_before_a_noun() {
    check("规模达到万亿。", &["万亿 = 1000000000000"]);
    check("千亿参数模型", &["千亿 = 100000000000..1000000000000"]);
    nothing("千万不要这样做");
}

#[test]
fn a_name_ends_where_it_is_said_to() {
    let text = "阶跃的Step-2万亿参数模型";
    let name = range("阶跃的".len(), "阶跃的Step-2".len());
    let found = extract(text, &[name]);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].range], "万亿");
    let text = "它比GPT-3175B还大";
    let found = extract(text, &[range("它比".len(), "它比GPT-3".len())]);
    assert_eq!(found.iter().map(|quantity| &text[quantity.range]).collect::<Vec<_>>(), ["175B"]);
}

#[test]
fn percentages_points_and_multiples_differ() {
    check("下降70%", &["70% = 70 %"]);
    check("提高4.3 个百分点", &["4.3 个百分点 = 4.3 % PercentagePoints"]);
    check("是原来的1.9倍", &["1.9倍 = 1.9 Multiple"]);
    check("用户数翻倍", &["翻倍 = 2 Multiple"]);
    check("收入翻两番", &["翻两番 = 4 Multiple"]);
    check("占三分之一", &["三分之一 = 0.3333333333333333333333333333 Fraction"]);
    check("七成的人", &["七成 = 70 %"]);
    check("全场打八折", &["八折 = 80 % Discount"]);
}

#[test]
fn money_has_an_iso_code() {
    check("斥资6.5亿美元收购", &["6.5亿美元 = 650000000 USD"]);
    check("$6B at $24B post-money", &["$6B = 6000000000 USD", "$24B = 24000000000 USD"]);
    check("每次0.8厘", &["0.8厘 = 0.0008 CNY"]);
    check("a £3m grant", &["£3m = 3000000 GBP"]);
    check("50元6角", &["50元 = 50 CNY", "6角 = 0.6 CNY"]);
    nothing("Satya Nadella和他的团队");
}

#[test]
fn idioms_count_nothing() {
    nothing("接二连三地发布，二者都有一定优势，万一失败，也有一些办法。");
    nothing("零一万物、36氪、a16z、23andMe与58同城");
    nothing("一个团队做了一次尝试");
}

#[test]
fn addresses_versions_ratios_and_telephones_are_no_quantities() {
    nothing("见 https://example.com/2024/05/a1 和 10.1234/abc.5");
    nothing("IP 192.168.1.1, ratio 16:9, score 3-2");
    nothing("call 888-000-9999 or +1-222-2222-2222");
}

#[test]
fn dates_are_no_quantities() {
    nothing("2023年6月发布，今年4月更新，5月7日开源，一个月后下线");
    nothing("released on May 9, 2024, two weeks ago");
}

#[test]
fn nothing_is_read_across_a_blank_line() {
    check("5000\n\n亿元", &["5000 = 5000"]);
    check("共5000\u{FFFC}亿", &["5000 = 5000"]);
}

#[test]
fn numbers_beyond_the_exact_range_are_said_to_be_so() {
    check("123456789012345678901234567890123", &["123456789012345678901234567890123 = out of range"]);
}

#[test]
fn written_forms_of_numbers_have_their_values() {
    for (text, value) in [
        ("三千八百亿", "380000000000"),
        ("一点七六万亿", "1760000000000"),
        ("廿三", "23"),
        ("两百", "200"),
        ("壹萬", "10000"),
        ("５００", "500"),
        ("1,750", "1750"),
        ("1.5e9", "1500000000"),
        ("8.03B", "8030000000"),
        ("160 億", "16000000000"),
        ("two hundred and five", "205"),
        ("1.2 million", "1200000"),
        ("half a billion", "500000000"),
        ("a dozen", "12"),
        ("二百五", "250"),
        ("一万零五十", "10050"),
        ("3万4000", "34000"),
    ] {
        let found = extract(text, &[]);
        let QuantityValue::Exact(amount) = found[0].value else { panic!("{text} is exact") };
        assert_eq!(amount.value, value.parse::<Decimal>().unwrap(), "{text}");
        assert_eq!(found[0].range, range(0, text.len()), "{text}");
    }
}

/// Writes a number below 10^16 in Chinese words.
fn in_chinese(number: u64) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let section = |mut rest: u64| {
        let mut words = String::new();
        let mut needs_zero = false;
        for (value, scale) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = rest / value;
            rest %= value;
            if digit == 0 {
                needs_zero = !words.is_empty();
                continue;
            }
            if needs_zero {
                words.push('零');
                needs_zero = false;
            }
            words.push_str(DIGITS[usize::try_from(digit).unwrap()]);
            words.push_str(scale);
        }
        words
    };
    let mut words = String::new();
    let mut rest = number;
    for (value, scale) in [(1_0000_0000, "亿"), (1_0000, "万"), (1, "")] {
        let part = rest / value;
        rest %= value;
        if part == 0 {
            continue;
        }
        if !words.is_empty() && part < 1000 {
            words.push('零');
        }
        words.push_str(&if part < 10_000 {
            section(part)
        } else {
            format!("{}万{}", section(part / 10_000), section(part % 10_000))
        });
        words.push_str(scale);
    }
    words
}

/// Text of the pieces that numbers and dates are made of, in any order.
fn noise() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("一"),
        Just("二三"),
        Just("十"),
        Just("百"),
        Just("万"),
        Just("亿"),
        Just("零"),
        Just("点"),
        Just("分之"),
        Just("几"),
        Just("多"),
        Just("半"),
        Just("负"),
        Just("又"),
        Just("5"),
        Just("2024"),
        Just("12"),
        Just("3.5"),
        Just(","),
        Just("."),
        Just("-"),
        Just("/"),
        Just(":"),
        Just(" "),
        Just("\n"),
        Just("%"),
        Just("$"),
        Just("年"),
        Just("月"),
        Just("日"),
        Just("K"),
        Just("B"),
        Just("m"),
        Just("million"),
        Just("and a half"),
        Just("two"),
        Just("twenty"),
        Just("third"),
        Just("may"),
        Just("May"),
        Just("last"),
        Just("week"),
        Just("ago"),
        Just("from"),
        Just("to"),
        Just("等于"),
        Just("以上"),
        Just("比"),
        Just("５"),
        Just("，"),
        Just("½"),
        Just("é"),
        Just("😀"),
        Just("\u{FFFC}"),
        Just("^"),
        Just("e"),
        Just("GPT-"),
        Just("q1"),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::text::fixed_cases(512))]

    #[test]
    fn chinese_words_read_back(number in 1_u64..10_000_000_000_000_000) {
        let text = in_chinese(number);
        let found = extract(&text, &[]);
        if text.chars().count() > 1 {
            prop_assert_eq!(found.len(), 1, "{}", &text);
            let QuantityValue::Exact(amount) = found[0].value else { return Err(TestCaseError::fail(text)) };
            prop_assert_eq!(amount.value, Decimal::from(number), "{}", &text);
        }
    }

    #[test]
    fn digits_read_back(number in 100_u64.., places in 0_u32..6) {
        let value = Decimal::from_i128_with_scale(number.into(), places);
        let text = format!("值是{value}。");
        let found = extract(&text, &[]);
        prop_assert_eq!(found.len(), 1, "{}", &text);
        let QuantityValue::Exact(amount) = found[0].value else { return Err(TestCaseError::fail(text)) };
        prop_assert_eq!(amount.value, value);
    }

    #[test]
    fn any_text_is_read_inside_its_bounds(text in noise()) {
        let tokens = language::scan(&text, &[]);
        let dates = temporal::extract_tokens(&tokens);
        let mut end = 0;
        for quantity in super::extract_tokens(&tokens, &dates) {
            prop_assert!(text.get(std::ops::Range::<usize>::from(quantity.range)).is_some());
            prop_assert!(end <= u32::from(quantity.range.start()));
            prop_assert!(quantity.range.contains_range(quantity.number));
            prop_assert!(!text[quantity.range].contains("\n\n"));
            end = u32::from(quantity.range.end());
        }
        for mention in mentions(&tokens) {
            prop_assert!(text.get(std::ops::Range::<usize>::from(mention.range)).is_some());
        }
        for mention in temporal::mentions(&tokens, chrono::NaiveDateTime::default()) {
            prop_assert!(text.get(std::ops::Range::<usize>::from(mention.range)).is_some());
        }
        for date in &dates {
            prop_assert!(text.get(std::ops::Range::<usize>::from(date.range)).is_some());
            for tense in [temporal::Tense::Past, temporal::Tense::Future, temporal::Tense::Unknown] {
                let _ = temporal::resolve(date, chrono::NaiveDate::default(), tense);
            }
        }
    }

    #[test]
    fn paragraphs_are_read_alone(first in noise(), second in noise()) {
        let texts = [first.trim_matches('\n'), second.trim_matches('\n')];
        let whole = format!("{}\n\n{}", texts[0], texts[1]);
        let together: Vec<_> = extract(&whole, &[]).iter().map(|quantity| whole[quantity.range].to_owned()).collect();
        let apart: Vec<_> = texts
            .iter()
            .flat_map(|text| extract(text, &[]).into_iter().map(|quantity| text[quantity.range].to_owned()).collect::<Vec<_>>())
            .collect();
        prop_assert_eq!(together, apart);
    }
}
