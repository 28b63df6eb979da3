//! The words of a directive: `RULE, RULE -- why, until 2027-01-01`.

use chrono::NaiveDate;

use crate::text::{TextRange, TextSize, size};

use crate::document::Verb;

/// What is wrong with a directive that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MalformedKind {
    /// Its first word is a slip.
    Misspelt {
        /// As written.
        written: String,
        /// What is meant.
        meant: Verb,
    },
    /// It names no rule.
    NoRule {
        /// What it does.
        verb: Verb,
    },
    /// It ends on something that is meant for a day and is none.
    Expiry {
        /// As written.
        written: String,
    },
    /// The key of the front matter holds something else than a text or a list of texts.
    WrongType {
        /// What it holds.
        kind: &'static str,
    },
}

/// The words of a directive.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Words {
    /// The names of rules, groups or `all`, with their places.
    pub(super) selectors: Vec<(String, TextRange)>,
    pub(super) reason: Option<String>,
    pub(super) until: Option<NaiveDate>,
}

/// Words that stand before the last day on which a directive counts.
const UNTIL: [&str; 4] = ["until", "直到", "截至", "至"];

/// Reads what stands behind the verb; `start` is its place in the file.
pub(super) fn read(text: &str, start: TextSize, verb: Verb) -> Result<Words, (TextRange, MalformedKind)> {
    let whole = TextRange::at(start, size(text.len()));
    // Editors that set type make one dash of two hyphens.
    let separator = ["--", "—", "–"].iter().filter_map(|sign| text.find(sign)).min();
    let (names, why) = text.split_at(separator.unwrap_or(text.len()));
    let selectors = selectors(names, start);
    if selectors.is_empty() && verb != Verb::Enable {
        return Err((whole, MalformedKind::NoRule { verb }));
    }
    let why_start = start + size(names.len());
    let (reason, until) = split_expiry(why).map_err(|(at, written)| {
        let range = TextRange::at(why_start + size(at), size(written.len()));
        (range, MalformedKind::Expiry { written: written.to_owned() })
    })?;
    Ok(Words { selectors, reason: plain(reason), until })
}

fn selectors(names: &str, start: TextSize) -> Vec<(String, TextRange)> {
    let is_between = |character: char| character.is_whitespace() || matches!(character, ',' | '，' | '、');
    let mut selectors: Vec<(String, TextRange)> = Vec::new();
    for name in names.split(is_between).filter(|name| !name.is_empty()) {
        // `name` is a part of `names`.
        let at = name.as_ptr() as usize - names.as_ptr() as usize;
        selectors.push((name.to_owned(), TextRange::at(start + size(at), size(name.len()))));
    }
    selectors
}

/// Parts a reason from the day at its end; the error is what stands there instead, with its place.
fn split_expiry(why: &str) -> Result<(&str, Option<NaiveDate>), (usize, &str)> {
    let end = why.trim_end().trim_end_matches([')', '）', '.', '。']).trim_end();
    let found = UNTIL.iter().filter_map(|word| end.rfind(word).map(|at| (at, at + word.len())));
    // `截至` ends as `至` does: the longer word is the one that starts first.
    let Some((at, behind)) = found.max_by_key(|(at, behind)| (*behind, std::cmp::Reverse(*at))) else {
        return Ok((why, None));
    };
    let starts_word = end[..at].chars().next_back().is_none_or(|before| !before.is_ascii_alphanumeric());
    let day = end[behind..].trim_start_matches([' ', ':', '：', '\t', '\n', '\r']);
    let is_day = day.starts_with(|first: char| first.is_ascii_digit())
        && day.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '/' | '.' | '年' | '月' | '日'));
    if !starts_word || !is_day {
        return Ok((why, None));
    }
    let has_shape = day.len() == 10 && day.bytes().enumerate().all(|(at, byte)| (byte == b'-') == matches!(at, 4 | 7));
    match day.parse::<NaiveDate>() {
        Ok(date) if has_shape => Ok((&why[..at], Some(date))),
        _ => Err((end.len() - day.len(), day)),
    }
}

/// Returns a reason without its signs at either end, on one line; `None` where nothing is left.
fn plain(reason: &str) -> Option<String> {
    let is_sign = |character: char| {
        character.is_whitespace() || matches!(character, '-' | '—' | '–' | ',' | '，' | ';' | '；' | ':' | '：')
    };
    let reason = reason.trim_start_matches(is_sign);
    let reason = reason.trim_end_matches(|character| is_sign(character) || matches!(character, '(' | '（'));
    let words: Vec<&str> = reason.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> (Vec<String>, Option<String>, Option<String>) {
        let words = read(text, TextSize::new(0), Verb::DisableLine).unwrap();
        let names = words.selectors.into_iter().map(|(name, _)| name).collect();
        (names, words.reason, words.until.map(|date| date.to_string()))
    }

    #[test]
    fn rules_reason_and_day_are_told_apart() {
        let of = |names: &[&str], reason: &str, until: &str| {
            let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            (names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>(), some(reason), some(until))
        };
        for (text, wanted) in [
            (" claim/a -- why not, until 2027-01-01 ", of(&["claim/a"], "why not", "2027-01-01")),
            (" claim/a, date/b  c/*\n-- why\n not", of(&["claim/a", "date/b", "c/*"], "why not", "")),
            (" all -- until 2027-01-01", of(&["all"], "", "2027-01-01")),
            (" all", of(&["all"], "", "")),
            (" all --", of(&["all"], "", "")),
            (" all — 引用原文，至 2027-01-01。", of(&["all"], "引用原文", "2027-01-01")),
            (" all——原文如此（截至2027-01-01）", of(&["all"], "原文如此", "2027-01-01")),
            (
                " a/b -- the old page says until 2020-01-01 so we keep it",
                of(&["a/b"], "the old page says until 2020-01-01 so we keep it", ""),
            ),
            (" a/b -- true until 2 releases later", of(&["a/b"], "true until 2 releases later", "")),
            (" a/b -- a -- b", of(&["a/b"], "a -- b", "")),
            (" a/b -- 甚至", of(&["a/b"], "甚至", "")),
        ] {
            assert_eq!(words(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_at_its_words() {
        for (text, at) in [
            (" a/b -- x, until 2027-02-30", "2027-02-30"),
            (" a/b -- x until 2027-1-1.", "2027-1-1"),
            (" a/b -- 至2027年1月1日", "2027年1月1日"),
            (" -- why", " -- why"),
            ("", ""),
        ] {
            let (range, _) = read(text, TextSize::new(0), Verb::DisableLine).unwrap_err();
            assert_eq!(&text[usize::from(range.start())..usize::from(range.end())], at, "{text}");
        }
        assert!(read(" ", TextSize::new(0), Verb::Enable).is_ok());
    }

    #[test]
    fn names_keep_their_places() {
        let words = read("  a/b,c/d", TextSize::new(10), Verb::DisableLine).unwrap();
        let places: Vec<usize> = words.selectors.iter().map(|(_, range)| usize::from(range.start())).collect();
        assert_eq!(places, [12, 16]);
    }
}
