//! English text as words and numbers, for the grammar of English dates.

/// A word, a number or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) kind: TokenKind<'t>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind<'t> {
    Word(&'t str),
    /// A run of digits: its value and length.
    Number(u32, u8),
    Sign(u8),
}

/// Splits a text; runs of digits longer than eight and anything not ASCII end what can be read (`Sign(0)`).
pub(super) fn split(text: &str) -> Vec<Token<'_>> {
    let bytes = text.as_bytes();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        let kind = match byte {
            b' ' => {
                at += 1;
                continue;
            }
            b'a'..=b'z' => {
                while bytes.get(at).is_some_and(u8::is_ascii_lowercase) {
                    at += 1;
                }
                TokenKind::Word(&text[start..at])
            }
            b'0'..=b'9' => {
                while bytes.get(at).is_some_and(u8::is_ascii_digit) {
                    at += 1;
                }
                match text[start..at].parse() {
                    Ok(value) if at - start <= 8 => TokenKind::Number(value, u8::try_from(at - start).unwrap_or(8)),
                    _ => TokenKind::Sign(0),
                }
            }
            0x80.. => {
                while bytes.get(at).is_some_and(|byte| !byte.is_ascii()) {
                    at += 1;
                }
                if matches!(&text[start..at], "–" | "—") { TokenKind::Sign(b'-') } else { TokenKind::Sign(0) }
            }
            sign => {
                at += 1;
                TokenKind::Sign(*sign)
            }
        };
        tokens.push(Token { start, end: at, kind });
    }
    tokens
}

/// Returns the number of a month's name.
pub(super) fn month(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let length = word.len();
    if length < 3 {
        return None;
    }
    if word == "sept" {
        return Some(9);
    }
    let index = MONTHS.iter().position(|month| *month == word || length == 3 && month.starts_with(word))?;
    u32::try_from(index + 1).ok()
}

/// Returns the number of a weekday's name, from Monday.
pub(super) fn weekday(word: &str) -> Option<u8> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let index = match word {
        "tues" => 1,
        "weds" => 2,
        "thur" | "thurs" => 3,
        _ => DAYS.iter().position(|day| *day == word || word.len() == 3 && day.starts_with(word))?,
    };
    u8::try_from(index + 1).ok()
}

/// Returns the value of a number word below one hundred, and whether it is an ordinal.
pub(super) fn number_word(word: &str) -> Option<(u32, bool)> {
    const CARDINALS: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const ORDINALS: [&str; 20] = [
        "zeroth",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let find =
        |words: &[&str]| words.iter().position(|other| *other == word).and_then(|index| u32::try_from(index).ok());
    if let Some(value) = find(&CARDINALS) {
        return Some((value, false));
    }
    if let Some(value) = find(&ORDINALS) {
        return Some((value, true));
    }
    if let Some(index) = find(&TENS) {
        return Some(((index + 2) * 10, false));
    }
    match word {
        "twentieth" => Some((20, true)),
        "thirtieth" => Some((30, true)),
        _ => None,
    }
}
