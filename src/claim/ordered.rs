//! Which blocks may hold numbers or days that a word puts in an order: they need no name to be wrong.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use regex::bytes::Regex;

/// Returns whether a text may put two of its numbers or days in an order.
pub(super) fn may_be_ordered(text: &str) -> bool {
    // Literals alone, so that the search runs on vectors.
    static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
        let ways = "升至|升到|增至|增到|增长到|增长至|增加到|增加至|提高到|提高至|涨至|涨到|降至|降到|降为|减少到|减少至|减至|跌至|跌到";
        let times = "缩短到|缩短至|回落至|下滑至|周年|年后|天后|月后|为期|历时|成立于|创立于|创办于|创建于|年成立|年创立|随后|后来";
        let sizes = "高于|低于|激活|总参数";
        Regex::new(&format!("(?-u){ways}|{times}|{sizes}")).expect("the pattern is fixed")
    });
    static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
        let ways = "up from |down from |exceeds | above | below ";
        let times =
            "anniversary|year-old|years later|days later|ounded in|stablished in|-day |later, in|then in|then, in";
        let sizes = "activat|ctive param| active|her than ";
        Regex::new(&format!("(?-u){ways}|{times}|{sizes}")).expect("the pattern is fixed")
    });
    let bytes = text.as_bytes();
    has_two_years(bytes)
        || starts_from_number(bytes)
        || ENGLISH.is_match(bytes)
        || !text.is_ascii() && CHINESE.is_match(bytes)
}

/// Returns whether there is a number right behind `from`: from 300, from about $20.
fn starts_from_number(bytes: &[u8]) -> bool {
    static FROM: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(" from "));
    FROM.find_iter(bytes).any(|at| bytes[at + 6..].iter().take(10).any(u8::is_ascii_digit))
}

/// Returns whether there are two years in digits: 2016年到2021年, `in 2013 and 2018`.
fn has_two_years(bytes: &[u8]) -> bool {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let is_year = |at: &usize| {
        matches!(&bytes[*at..], [b'1', b'8' | b'9', ..] | [b'2', b'0', ..])
            && is_digit(at + 2)
            && is_digit(at + 3)
            && !is_digit(at + 4)
            && !at.checked_sub(1).is_some_and(is_digit)
    };
    memchr::memchr2_iter(b'1', b'2', bytes).filter(is_year).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::may_be_ordered;

    #[test]
    fn blocks_with_a_word_or_two_years_are_seen() {
        for text in
            ["价格从48万元降至35万元", "opened in 2015 and closed in 2022", "今年迎来15周年", "up from 30", "激活290亿"]
        {
            assert!(may_be_ordered(text), "{text}");
        }
        for text in ["它有5个人", "in 2015 it had 20150 users", "the 5 of them"] {
            assert!(!may_be_ordered(text), "{text}");
        }
    }
}
