//! Which blocks may hold numbers or days that a word puts in an order: they need no name to be wrong.

use std::sync::LazyLock;

use regex::bytes::Regex;

/// Returns whether a text may put two of its numbers or days in an order.
pub(super) fn may_be_ordered(text: &str) -> bool {
    // Literals alone, so that the search runs on vectors.
    static CHINESE: LazyLock<Regex> = LazyLock::new(|| {
        let ways = "升至|升到|增至|增到|增长到|增长至|增加到|增加至|提高到|提高至|涨至|涨到|降至|降到|降为|减少到|减少至|减至|跌至|跌到";
        let times = "缩短到|缩短至|回落至|下滑至|周年|年后|天后|月后|为期|历时|成立于|创立于|创办于|创建于|年成立|年创立|随后|后来";
        let sizes = "高于|低于|激活参数|总参数";
        Regex::new(&format!("(?-u){ways}|{times}|{sizes}")).expect("the pattern is fixed")
    });
    static ENGLISH: LazyLock<Regex> = LazyLock::new(|| {
        let ways = "rose |fell |grew |dropped |declined |increased |decreased |climbed |reduced |up from |down from ";
        let times = "anniversary|year-old|years later|days later|ounded in|stablished in|-day |later, in|then in|then, in";
        let sizes = "active param|activated|her than ";
        Regex::new(&format!("(?-u){ways}|{times}|{sizes}")).expect("the pattern is fixed")
    });
    ENGLISH.is_match(text.as_bytes()) || !text.is_ascii() && CHINESE.is_match(text.as_bytes())
}
