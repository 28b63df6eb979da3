//! What is read as a change, a share, a whole, a decrease or a mean, and what is not.

use proptest::prelude::*;

use super::{Arithmetic, Fit, read};
use crate::claim::Analysis;
use crate::document;
use crate::text::SourceFile;

fn arithmetic(text: &str) -> Arithmetic {
    let file = SourceFile::new("example.md", text);
    read(&document::parse(&file), &Analysis::default())
}

/// Returns the changes of a text as their figures: before, after, by.
fn changes(text: &str) -> Vec<[String; 3]> {
    let found = arithmetic(text);
    let shown = |figures: [super::figure::Figure; 3]| figures.map(|figure| text[figure.range].to_owned());
    found.changes.iter().map(|change| shown([change.before, change.after, change.by])).collect()
}

#[track_caller]
fn one_change(text: &str, figures: [&str; 3]) {
    assert_eq!(changes(text), [figures], "{text}");
}

#[test]
fn changes_are_read_in_every_order() {
    one_change("It rose from 10 to 15, up 50%.", ["10", "15", "50%"]);
    one_change("It grew 50%, from 10 to 15.", ["10", "15", "50%"]);
    one_change("It grew 50% to 15 from 10.", ["10", "15", "50%"]);
    one_change("It was 15, up 50% from 10.", ["10", "15", "50%"]);
    one_change("It rose to 15 from 10, a 50% increase.", ["10", "15", "50%"]);
    one_change("由10吨增长50%至15吨", ["10吨", "15吨", "50%"]);
    one_change("产量15吨，较去年的10吨增长50%", ["10吨", "15吨", "50%"]);
    one_change("从10吨增加到15吨（+50%）", ["10吨", "15吨", "50%"]);
    one_change("It went from 120ms to 30ms (4x).", ["120ms", "30ms", "4x"]);
}

#[test]
fn an_extent_of_something_else_is_not_bound() {
    for text in [
        "It rose from 10 to 15, and cost fell 50%.",
        "从10吨增加到15吨，成本下降50%",
        "从10吨增加到15吨，同比增长80%",
        "from 10 to 15 people, a 50% discount",
        "从8GB增加到16GB，提升了30%的性能",
        "We went from 4 to 8 GPUs, 1.8x faster.",
    ] {
        assert_eq!(changes(text), Vec::<[String; 3]>::new(), "{text}");
    }
}

#[test]
fn numbers_that_are_rounded_fit_and_others_do_not() {
    let fits = |text: &str| {
        let found = arithmetic(text);
        assert_eq!(found.changes.len(), 1, "{text}");
        found.changes[0].fit() == Fit::Fits
    };
    for (text, is_true) in [
        ("从121涨到209，涨了72.7%", true),
        ("从121涨到209，涨了73%", true),
        ("从121涨到209，涨了72%", true),
        ("从121涨到209，涨了约70%", true),
        ("从121涨到209，涨了超过60%", true),
        ("从121涨到209，涨了不到80%", true),
        ("从121涨到209，涨了80%", false),
        ("从121涨到209，涨了超过80%", false),
        ("从1.2亿涨到2.1亿，涨了75%", true),
        ("从30涨到90，涨了两倍", true),
        ("从30涨到90，涨了三倍", true),
        ("从30涨到90，涨了四倍", false),
    ] {
        assert_eq!(fits(text), is_true, "{text}");
    }
}

#[test]
fn shares_wholes_decreases_and_means_are_read_where_they_do_not_fit() {
    let counts = |text: &str| {
        let found = arithmetic(text);
        [found.shares.len(), found.wholes.len(), found.decreases.len(), found.means.len()]
    };
    assert_eq!(counts("12 of 40 (35%) agreed."), [1, 0, 0, 0]);
    assert_eq!(counts("12 of 40 (30%) agreed."), [0; 4]);
    assert_eq!(counts("A占40%，B占35%，其余35%是C。"), [0, 1, 0, 0]);
    assert_eq!(counts("A占40%，B占35%，其余25%是C。"), [0; 4]);
    assert_eq!(counts("成本下降了150%。"), [0, 0, 1, 0]);
    assert_eq!(counts("20名学生打整数分，平均分3.47。"), [0, 0, 0, 1]);
    assert_eq!(counts("20名学生打整数分，平均分3.45。"), [0; 4]);
}

/// Text of the pieces that relations are made of, in any order.
fn noise() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "从",
        "由",
        "到",
        "增长了",
        "下降",
        "其中",
        "其余",
        "占",
        "平均",
        "整数",
        "（",
        "）",
        "(",
        ")",
        "，",
        ",",
        ". ",
        "。",
        "%",
        "倍",
        "x",
        "10",
        "0",
        "0.5",
        "99999999999999999999999999",
        "1/3",
        "n = ",
        "亿",
        "万元",
        "个百分点",
        "from ",
        " to ",
        "up ",
        "of ",
        "the remaining ",
        "consists of ",
        "mean ",
        "whole ",
        " ms",
        "-",
        "+",
        "😀",
        "\u{FFFC}",
        "é",
        "5",
        "30",
        "\n",
        " ",
        "`7`",
        "去年",
        "３０",
    ]);
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(crate::text::fixed_cases(256))]

    #[test]
    fn any_text_is_read_inside_its_bounds(text in noise()) {
        let file = SourceFile::new("example.md", text.as_str());
        let document = document::parse(&file);
        let found = read(&document, &Analysis::default());
        for change in &found.changes {
            let _ = change.fit();
            for figure in [change.before, change.after, change.by] {
                prop_assert!(document.prose.text().get(std::ops::Range::<usize>::from(figure.range)).is_some());
            }
        }
        for share in &found.shares {
            let _ = share.differing();
        }
    }
}
