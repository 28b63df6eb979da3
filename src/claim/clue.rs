//! What makes the numbers of a block worth reading though it names nobody: days of the calendar, numbers that say something
//! of each other, words that put two of them in an order.
//!
//! Words are looked for in all blocks in a row at once; what stands beside digits is told by one walk over the digits of a block.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::document::{Block, Document};
use crate::language::Literals;
use crate::reference::ReferenceTables;
use crate::text::{TextRange, next_digit};

/// Marks the wanted blocks in which a word makes the numbers worth reading.
pub(super) fn mark_words(document: &Document, is_wanted: impl Fn(usize) -> bool, found: &mut [bool]) {
    static CHINESE: LazyLock<Literals> = LazyLock::new(|| {
        let ways = "升至|升到|增至|增到|增长到|增长至|增加到|增加至|提高到|提高至|涨至|涨到|降至|降到|降为|减少到|减少至|减至|跌至|跌到";
        let times = "缩短到|缩短至|回落至|下滑至|周年|年后|天后|月后|为期|历时|成立于|创立于|创办于|创建于|年成立|年创立|随后|后来";
        let sizes = "高于|低于|激活|总参数";
        // Nouns whose values documents like to repeat.
        let nouns = "上下文|员工|全长|总长|装机|续航|约合|折合";
        literals([ways, times, sizes, nouns])
    });
    static ENGLISH: LazyLock<Literals> = LazyLock::new(|| {
        let ways = "up from |down from |exceeds | above | below |total";
        let times =
            "anniversary|year-old|years later|days later|ounded in|stablished in|-day |later, in|then in|then, in";
        let sizes = "activat|ctive param| active|her than ";
        let nouns = "context window|context length|range of|employ|s long|s tall";
        literals([ways, times, sizes, nouns])
    });
    static MONTH: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("月"));
    let is_english = |text: &[u8], start: usize, end: usize| match &text[start..end] {
        b"s long" | b"s tall" => matches!(text.get(end), Some(b' ' | b',' | b'.' | b';')),
        _ => true,
    };
    for run in runs(&document.blocks, is_wanted) {
        let text = document.prose.slice(run.range(&document.blocks));
        let bytes = text.as_bytes();
        let english = ENGLISH.find_iter(bytes).filter(|(start, end)| is_english(bytes, *start, *end));
        run.mark(&document.blocks, english.map(|(start, _)| start), found);
        if !text.is_ascii() {
            run.mark(&document.blocks, CHINESE.find_iter(bytes).map(|(start, _)| start), found);
            run.mark(&document.blocks, MONTH.find_iter(bytes), found);
            let is_digit =
                |at: &usize| 0 < *at && bytes[*at - 1] == 0xEF && matches!(bytes.get(*at + 1), Some(0x90..=0x99));
            run.mark(&document.blocks, memchr::memchr_iter(0xBC, bytes).filter(is_digit), found);
        }
    }
}

/// Marks the wanted blocks that may hold a number in words: a scale, or a word for time, in English.
pub(super) fn mark_number_words(document: &Document, is_wanted: impl Fn(usize) -> bool, found: &mut [bool]) {
    static WORDS: LazyLock<Literals> = LazyLock::new(|| literals(["illion|hundred|thousand|dozen|year|month"]));
    for run in runs(&document.blocks, is_wanted) {
        let text = document.prose.slice(run.range(&document.blocks));
        run.mark(&document.blocks, WORDS.find_iter(text.as_bytes()).map(|(start, _)| start), found);
    }
}

/// Returns the strings of some lists, which bars part.
fn literals<const N: usize>(lists: [&str; N]) -> Literals {
    let literals: Vec<&str> = lists.iter().flat_map(|list| list.split('|')).collect();
    Literals::new(&literals).expect("the lists are fixed and short")
}

/// Marks the wanted blocks in which a verb of the tables may make a statement.
pub(super) fn mark_statements(
    document: &Document,
    tables: &ReferenceTables,
    is_wanted: impl Fn(usize) -> bool,
    found: &mut [bool],
) {
    for run in runs(&document.blocks, is_wanted) {
        let text = document.prose.slice(run.range(&document.blocks));
        run.mark(&document.blocks, tables.statement_verbs(text), found);
    }
}

/// Blocks in a row, which are searched as one text: most are so short that starting a search costs more than the search.
#[derive(Clone, Copy)]
struct Run {
    first: usize,
    last: usize,
}

/// Returns the runs of blocks that are wanted, in order.
fn runs(blocks: &[Block], is_wanted: impl Fn(usize) -> bool) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for index in (0..blocks.len()).filter(|index| is_wanted(*index)) {
        match runs.last_mut() {
            Some(run) if run.last + 1 == index => run.last = index,
            _ => runs.push(Run { first: index, last: index }),
        }
    }
    runs
}

impl Run {
    /// Returns the stretch of the prose.
    fn range(self, blocks: &[Block]) -> TextRange {
        blocks[self.first].range.cover(blocks[self.last].range)
    }

    /// Marks the blocks in which places of the run's text are, which come in order.
    fn mark(self, blocks: &[Block], places: impl Iterator<Item = usize>, found: &mut [bool]) {
        let offset = usize::from(blocks[self.first].range.start());
        let mut index = self.first;
        for place in places {
            while index < self.last && usize::from(blocks[index].range.end()) <= offset + place {
                index += 1;
            }
            found[index] = true;
        }
    }
}

/// Returns whether the digits of a text and what stands beside them make it worth reading.
pub(super) fn has_telling_digits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut numbers = Numbers::default();
    let mut at = 0;
    while let Some(start) = next_digit(bytes, at) {
        let end = bytes[start..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |end| start + end);
        if numbers.tell(bytes, start, end) {
            return true;
        }
        at = end;
    }
    false
}

/// What the numbers before leave for those behind.
#[derive(Default)]
struct Numbers {
    /// How many of them were years.
    n_years: usize,
    /// Where the last one ends; 0 where there is none.
    last_end: usize,
}

impl Numbers {
    /// Returns whether the digits at `start..end` make their text worth reading.
    fn tell(&mut self, bytes: &[u8], start: usize, end: usize) -> bool {
        let (before, after) = (&bytes[..start], &bytes[end..]);
        self.n_years += usize::from(is_year(&bytes[start..end]));
        let last_end = std::mem::replace(&mut self.last_end, end);
        self.n_years == 2
            || is_amount(before, after)
            || is_dated(after)
            || is_told_year(before, &bytes[start..])
            || 0 < last_end && start - last_end <= 2 * REACH + "（".len() && restates(bytes, start)
            || follows_word(before)
            || is_before_month(after)
            || is_behind_month(before)
    }
}

/// Bytes on either side of a bracket in which a number is looked for.
const REACH: usize = 24;

/// Returns whether digits are a year: 2016年到2021年 and `in 2013 and 2018` have two.
fn is_year(digits: &[u8]) -> bool {
    matches!(digits, [b'1', b'8' | b'9', _, _] | [b'2', b'0', _, _])
}

/// Returns whether a number has a scale or a sign of money: 5亿, 3.2 million, 70B, $5.
fn is_amount(before: &[u8], after: &[u8]) -> bool {
    if matches!(before, [.., b'$'] | [.., 0xE2, 0x82, 0xAC] | [.., 0xC2, 0xA3]) {
        return true;
    }
    let after = after.strip_prefix(b" ").unwrap_or(after);
    match after {
        [0xE4, 0xB8, 0x87, ..] | [0xE4, 0xBA, 0xBF, ..] | [0xE8, 0x90, 0xAC, ..] | [0xE5, 0x84, 0x84, ..] => true,
        [b'B' | b'M' | b'K' | b'T' | b'k' | b'm' | b'b', rest @ ..] => {
            rest.first().is_none_or(|next| !next.is_ascii_alphanumeric()) || rest.starts_with(b"illion")
        }
        [b't', b'h' | b'r', ..] => after.starts_with(b"thousand") || after.starts_with(b"trillion"),
        _ => false,
    }
}

/// Returns whether digits go on to something like 2024-05-09, 2024/5/9 or 9.5.2024.
fn is_dated(after: &[u8]) -> bool {
    matches!(
        after,
        [b'-' | b'/' | b'.', b'0'..=b'9', b'-' | b'/' | b'.', b'0'..=b'9', ..]
            | [b'-' | b'/' | b'.', b'0'..=b'9', b'0'..=b'9', b'-' | b'/' | b'.', b'0'..=b'9', ..]
    )
}

/// Returns whether a year stands beside a word for one: 今年（2024年）, 2024年（今年）, `last year (2023)`.
///
/// `here` starts with the digits.
fn is_told_year(before: &[u8], here: &[u8]) -> bool {
    const WORDS: [&[u8]; 5] = ["今".as_bytes(), "去".as_bytes(), "明".as_bytes(), "前".as_bytes(), "本".as_bytes()];
    const JOINTS: [&[u8]; 6] =
        ["（".as_bytes(), b"(", "即".as_bytes(), "，即".as_bytes(), "也就是".as_bytes(), "，也就是".as_bytes()];
    const YEAR: &[u8] = "年".as_bytes();
    let tells = |head: &[u8]| head.strip_suffix(YEAR).is_some_and(|head| WORDS.iter().any(|word| head.ends_with(word)));
    // Most digits follow a space, a letter or a comma: nothing is compared there.
    let is_behind_word = match before {
        [head @ .., b'('] => here[0] == b'2' && before.ends_with(b"year (") || tells(head),
        [.., 0x80..=0xFF] => tells(before) || JOINTS.iter().any(|joint| before.strip_suffix(*joint).is_some_and(tells)),
        _ => false,
    };
    if is_behind_word {
        return true;
    }
    let digits = here.iter().take_while(|byte| byte.is_ascii_digit()).count();
    here[digits..].strip_prefix(YEAR).is_some_and(|rest| {
        JOINTS
            .iter()
            .find_map(|joint| rest.strip_prefix(*joint))
            .is_some_and(|rest| WORDS.iter().any(|word| rest.starts_with(word)))
    })
}

/// Returns whether a number stands in a bracket behind another: 42 km (26 miles).
fn restates(bytes: &[u8], start: usize) -> bool {
    let has_number = |bracket: usize| bytes[bracket.saturating_sub(REACH)..bracket].iter().any(u8::is_ascii_digit);
    for at in (start.saturating_sub(REACH)..start).rev() {
        let bracket = match bytes[at] {
            b')' => return false,
            b'(' => at,
            0x88 if bytes[..=at].ends_with("（".as_bytes()) => at - 2,
            _ => continue,
        };
        if has_number(bracket) {
            return true;
        }
    }
    false
}

/// Returns whether a number follows `from` (from 300, from about $20) or a word for a total (共, 计).
fn follows_word(before: &[u8]) -> bool {
    const FROM: &[u8] = b" from ";
    let near = &before[before.len().saturating_sub(FROM.len() + 9)..];
    let has_from = near.contains(&b'f') && near.windows(FROM.len()).any(|words| words == FROM);
    let near = &before[before.len().saturating_sub(13)..];
    let is_total = |last: usize| matches!(near[..=last], [.., 0xE5, 0x85, 0xB1] | [.., 0xE8, 0xAE, 0xA1]);
    has_from || (0..near.len()).any(|last| matches!(near[last], 0xB1 | 0xA1) && is_total(last))
}

/// Returns whether the name of a month stands at `at`, by its first letters.
fn is_month(bytes: &[u8], at: usize) -> bool {
    let Some([first @ (b'A'..=b'Z' | b'a'..=b'z'), second, third]) = bytes.get(at..at + 3) else { return false };
    matches!(
        [first | 0x20, *second, *third],
        [b'j', b'a', b'n']
            | [b'f', b'e', b'b']
            | [b'm', b'a', b'r' | b'y']
            | [b'a', b'p', b'r']
            | [b'j', b'u', b'n' | b'l']
            | [b'a', b'u', b'g']
            | [b's', b'e', b'p']
            | [b'o', b'c', b't']
            | [b'n', b'o', b'v']
            | [b'd', b'e', b'c']
    )
}

/// Returns whether a month is named closely behind a number: the 9th of May, 31 June.
fn is_before_month(after: &[u8]) -> bool {
    // The month is a word of its own and starts at most ten bytes behind the last digit, or right behind `9th`.
    let near = &after[..10.min(after.len())];
    let starts_word = |at: usize| at == 0 || at == 2 || !near[at - 1].is_ascii_alphabetic();
    (0..near.len()).any(|at| near[at].is_ascii_alphabetic() && starts_word(at) && is_month(after, at))
}

/// Returns whether a number stands right behind the name of a month: May 9, Oct. 30, May the 4th.
fn is_behind_month(before: &[u8]) -> bool {
    const LONGEST_REST: usize = 7;
    let before = before.strip_suffix(b"the ").unwrap_or(before);
    let end = before.iter().rposition(|byte| !matches!(byte, b' ' | b'.' | b',')).map_or(0, |last| last + 1);
    let letters = before[..end].iter().rev().take(LONGEST_REST + 3).take_while(|byte| byte.is_ascii_alphabetic());
    let word = &before[end - letters.count()..end];
    (0..word.len().saturating_sub(2)).any(|at| is_month(word, at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::SourceFile;

    fn is_worth_reading(text: &str) -> bool {
        let document = crate::document::parse(&SourceFile::new("a.md", text));
        let mut found = vec![has_telling_digits(text)];
        mark_words(&document, |_| true, &mut found);
        found[0]
    }

    #[test]
    fn days_in_every_usual_form_are_seen() {
        for text in [
            "5月9日",
            "2024-05-09",
            "2024/5/9",
            "May 9",
            "June 3rd, 2024",
            "9th of May",
            "31 June",
            "Wednesday, Oct. 30",
            "２０２４－０５－０９",
            "今年（2023年）增加三成",
            "2023年（去年）",
            "last year (2023)",
            "去年，即2023年",
        ] {
            assert!(is_worth_reading(text), "{text}");
        }
        for text in ["version 1.2", "in 2024", "the 5 of them", "它有5个人"] {
            assert!(!is_worth_reading(text), "{text}");
        }
    }

    #[test]
    fn amounts_totals_and_numbers_in_brackets_are_seen() {
        for text in
            ["3.5 billion it is", "70B", "$5", "5亿", "42 km (26 miles)", "5个（共8个）", "共有8个", "8 in total"]
        {
            assert!(is_worth_reading(text), "{text}");
        }
        for text in ["42 km (a walk)", "(26 miles)", "公共汽车和它的所有8个", "he has 8"] {
            assert!(!is_worth_reading(text), "{text}");
        }
    }

    #[test]
    fn blocks_with_a_word_or_two_years_are_seen() {
        for text in
            ["价格从48万元降至35万元", "opened in 2015 and closed in 2022", "今年迎来15周年", "up from 30", "激活290亿"]
        {
            assert!(is_worth_reading(text), "{text}");
        }
        assert!(!is_worth_reading("in 2015 it had 20150 users"));
    }
}
