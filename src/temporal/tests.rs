//! What is read as a date, and which days it means.

use chrono::NaiveDate;

use super::{TemporalExpression, Tense, extract, resolve};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Returns the expressions of a text, each as its text and days as of 2024-05-09, a Thursday.
fn shown(text: &str, tense: Tense) -> Vec<String> {
    extract(text, &[]).iter().map(|expression| show(text, expression, tense)).collect()
}

fn show(text: &str, expression: &TemporalExpression, tense: Tense) -> String {
    let days = match resolve(expression, day("2024-05-09"), tense) {
        Some(days) if days.start.succ_opt() == Some(days.end) => days.start.to_string(),
        Some(days) => format!("{}..{}", days.start, days.end),
        None => expression.value.timex().unwrap_or_else(|| "none".to_owned()),
    };
    let weekday = expression.weekday.map_or(String::new(), |(_, weekday)| format!(" {weekday}"));
    format!("{} = {days}{weekday}", &text[expression.range])
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(shown(text, Tense::Unknown), expected, "{text}");
}

#[test]
fn dates_in_digits() {
    check("2024-05-09", &["2024-05-09 = 2024-05-09"]);
    check("于2024/5/9发布", &["2024/5/9 = 2024-05-09"]);
    check("2024.5.9上线", &["2024.5.9 = 2024-05-09"]);
    check("version 2016.0.0 at 192.168.1.1, 16:9, 3-2", &[]);
}

#[test]
fn chinese_dates() {
    check("2024年5月9日发布", &["2024年5月9日 = 2024-05-09"]);
    check("2020年年中时", &["2020年年中 = 2020-05-01..2020-09-01"]);
    check("2024年一季度", &["2024年一季度 = 2024-01-01..2024-04-01"]);
    check("二零二三年六月", &["二零二三年六月 = 2023-06-01..2023-07-01"]);
    check("20世纪90年代", &["20世纪90年代 = 1990-01-01..2000-01-01"]);
    check("康熙二十年", &["康熙二十年 = 1681-01-01..1682-01-01"]);
    check("微软在2020年中国市场", &["2020年 = 2020-01-01..2021-01-01"]);
}

#[test]
fn relative_dates() {
    check("今年4月", &["今年4月 = 2024-04-01..2024-05-01"]);
    check("昨日", &["昨日 = 2024-05-08"]);
    check("上周五", &["上周五 = 2024-05-03"]);
    check("本月", &["本月 = 2024-05-01..2024-06-01"]);
    check("去年底", &["去年底 = 2023-09-01..2024-01-01"]);
    check("last month", &["last month = 2024-04-01..2024-05-01"]);
    check("three days ago", &["three days ago = 2024-05-06"]);
    check("今日头条与《明日之后》", &[]);
}

#[test]
fn the_tense_decides_the_year_of_a_bare_day() {
    assert_eq!(shown("12月16日", Tense::Past), ["12月16日 = 2023-12-16"]);
    assert_eq!(shown("12月16日", Tense::Future), ["12月16日 = 2024-12-16"]);
    assert_eq!(shown("5月16日", Tense::Future), ["5月16日 = 2024-05-16"]);
    assert_eq!(shown("5月7日", Tense::Unknown), ["5月7日 = 2024-05-07"]);
}

#[test]
fn a_year_is_carried_on_inside_a_sentence() {
    check(
        "2023年6月发布第一代，12月又更新，到了今年4月再更新",
        &["2023年6月 = 2023-06-01..2023-07-01", "12月 = 2023-12-01..2024-01-01", "今年4月 = 2024-04-01..2024-05-01"],
    );
    check("2021年6月发布。3月又更新", &["2021年6月 = 2021-06-01..2021-07-01", "3月 = 2024-03-01..2024-04-01"]);
}

#[test]
fn english_dates() {
    check("May 9, 2024", &["May 9, 2024 = 2024-05-09"]);
    check("on 9 May 2024", &["9 May 2024 = 2024-05-09"]);
    check("in May 2024", &["May 2024 = 2024-05-01..2024-06-01"]);
    check("Q1 2024 results", &["Q1 2024 = 2024-01-01..2024-04-01"]);
    check("in 2023", &["2023 = 2023-01-01..2024-01-01"]);
    check("the 1990s", &["1990s = 1990-01-01..2000-01-01"]);
    check("late 2023", &["late 2023 = 2023-09-01..2024-01-01"]);
    check("May I ask? It may be that they march on.", &[]);
    check("2000 people and 2024 GPUs", &[]);
}

#[test]
fn weekdays_beside_dates_are_kept() {
    check("5月13日（周一）", &["5月13日（周一） = 2024-05-13 Mon"]);
    check("Friday, May 9, 2025", &["Friday, May 9, 2025 = 2025-05-09 Fri"]);
    check("Wednesday, October 30, 2025", &["Wednesday, October 30, 2025 = 2025-10-30 Wed"]);
}

#[test]
fn impossible_dates_stay_as_written() {
    check("2024-02-30", &["2024-02-30 = 2024-02-30"]);
    check("2月30日", &["2月30日 = XXXX-02-30"]);
    check("February 30", &["February 30 = XXXX-02-30"]);
    assert_eq!(resolve(&extract("2024-02-30", &[])[0], day("2024-05-09"), Tense::Unknown), None);
}

#[test]
fn ranges_share_year_and_month() {
    check("5月9日-12日", &["5月9日-12日 = 2024-05-09..2024-05-13"]);
    check("2019-2023年", &["2019-2023年 = 2019-01-01..2024-01-01"]);
    check("May 9-12, 2024", &["May 9-12, 2024 = 2024-05-09..2024-05-13"]);
    check("2023年6月至8月", &["2023年6月至8月 = 2023-06-01..2023-09-01"]);
}

#[test]
fn lengths_of_time() {
    check("才一个月", &["一个月 = P1M"]);
    check("用了3年", &["3年 = P3Y"]);
    check("两年半", &["两年半 = P2.5Y"]);
    check("for two and a half years", &["two and a half years = P2.5Y"]);
    check("三个半月", &["三个半月 = P3.5M"]);
    check("a 35-year-old founder", &[]);
}

#[test]
fn every_reading_of_a_bare_date_is_given() {
    let reference = day("2024-05-09").and_hms_opt(12, 0, 0).unwrap();
    let tokens = crate::language::scan("10月12号见面；in two weeks; 下午四点到晚上八点半", &[]);
    let found: Vec<_> = super::mentions(&tokens, reference).into_iter().map(|mention| mention.values).collect();
    assert_eq!(found, [vec!["2024-10-12", "2023-10-12"], vec!["2024-05-23"], vec!["16:00:00/20:30:00"]]);
}
