//! Numbers in digits, and telling them from the digits of names.
//!
//! `GPT-4`, `H100`, `8x7B`, `v1.2.3`, `Llama 2`, telephone numbers and addresses are no numbers.

use super::super::amount::Scaled;
use super::super::lexicon::{Lexicon, ends_word};
use super::chinese;
use super::english;
use super::{Form, Numeral, NumeralKind, negate};

/// What stands where digits start.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Outcome {
    /// A number.
    Number(Numeral),
    /// Part of a name up to this byte.
    Name(usize),
}

/// What is read, and between which bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The folded text as written.
    pub(crate) text: &'a str,
    /// The same with ASCII letters in lower case.
    pub(crate) lower: &'a str,
    /// The end of the name or number before: nothing before it is looked at.
    pub(crate) floor: usize,
    /// The start of the next name: nothing from there on is looked at.
    pub(crate) limit: usize,
}

/// Reads a run of digits with separators and a decimal point, and nothing else: `1,750`, `8.03`.
///
/// The value is `None` where there are too many digits.
pub(crate) fn plain(text: &str, at: usize) -> Option<(Option<Scaled>, usize)> {
    let bytes = text.as_bytes();
    let mut significand = 0_i128;
    let mut is_overflow = false;
    let mut push = |byte: u8| {
        let next = significand.checked_mul(10).and_then(|value| value.checked_add(i128::from(byte - b'0')));
        match next {
            Some(value) => significand = value,
            None => is_overflow = true,
        }
    };
    let mut end = at;
    while let Some(byte @ b'0'..=b'9') = bytes.get(end) {
        push(*byte);
        end += 1;
    }
    if end == at && bytes.get(at) != Some(&b'.') {
        return None;
    }
    if end - at <= 3 {
        // Groups of three after a comma.
        while let Some([b',', a @ b'0'..=b'9', b @ b'0'..=b'9', c @ b'0'..=b'9', rest @ ..]) = bytes.get(end..)
            && !rest.first().is_some_and(u8::is_ascii_digit)
            && at < end
        {
            push(*a);
            push(*b);
            push(*c);
            end += 4;
        }
    }
    let mut exponent = 0;
    if let Some([b'.', b'0'..=b'9', ..]) = bytes.get(end..) {
        end += 1;
        while let Some(byte @ b'0'..=b'9') = bytes.get(end) {
            push(*byte);
            exponent -= 1;
            end += 1;
        }
    }
    let value = (!is_overflow).then_some(Scaled { significand, exponent });
    Some((value, end))
}

/// Reads the number that the digits at `at` are part of.
pub(crate) fn read(lexicon: &Lexicon, place: Place<'_>, at: usize) -> Outcome {
    let Place { text, lower, floor, limit } = place;
    let bytes = &text.as_bytes()[..limit];
    let before = if floor < at { bytes[at - 1] } else { b' ' };
    let mut start = at;
    let mut is_negative = false;
    let mut kind = NumeralKind::Cardinal;
    match before {
        b'a'..=b'z' | b'A'..=b'Z' => match letters_before(lexicon, lower, floor, at) {
            Letters::Sign => {}
            Letters::Period => kind = NumeralKind::Period,
            Letters::Name => return Outcome::Name(cluster_end(bytes, at)),
        },
        b'_' | b'@' | b'#' | b'\\' => return Outcome::Name(cluster_end(bytes, at)),
        b'-' => match hyphen_before(lexicon, lower, floor, at) {
            Hyphen::Minus => {
                is_negative = true;
                start = at - 1;
            }
            Hyphen::Joint => {}
            Hyphen::Name => return Outcome::Name(cluster_end(bytes, at)),
        },
        b'.' if floor + 1 < at && bytes[at - 2].is_ascii_alphabetic() => {
            return Outcome::Name(cluster_end(bytes, at));
        }
        b'.' if !(floor + 1 < at && (bytes[at - 2].is_ascii_digit() || bytes[at - 2] == b'.')) => start = at - 1,
        b'/' | b'=' | b'?' | b'&' | b'%' | b':' if is_in_address(bytes, floor, at) => {
            return Outcome::Name(cluster_end(bytes, at));
        }
        _ => {}
    }
    if start < at
        && bytes[start] == b'.'
        && floor < start
        && (bytes[start - 1] == b'-')
        && !(floor + 1 < start && bytes[start - 2].is_ascii_alphanumeric())
    {
        start -= 1;
        is_negative = true;
    }
    let unsigned = if is_negative { start + 1 } else { start };
    let Some((value, end)) = plain(&text[..limit], unsigned) else { return Outcome::Name(at + 1) };
    if let Some(chain) = chain_end(bytes, at, end) {
        return match chain {
            Chain::Name(end) => Outcome::Name(end),
            Chain::Dotted(end) => {
                let numeral = Numeral::exact(at, end, None, Form::Digits);
                Outcome::Number(Numeral { kind: NumeralKind::Dotted, ..numeral })
            }
        };
    }
    let digits = if bytes[unsigned..end].iter().all(u8::is_ascii_digit) { (end - unsigned).min(255) } else { 0 };
    let mut numeral = Numeral::exact(start, end, value, Form::Digits);
    numeral.kind = kind;
    numeral.digits = u8::try_from(digits).unwrap_or(u8::MAX);
    if kind == NumeralKind::Cardinal {
        match suffix(lexicon, place, &mut numeral, unsigned, value) {
            Suffix::Read | Suffix::None => {}
            Suffix::Name => return Outcome::Name(cluster_end(bytes, at)),
        }
    } else if bytes.get(end).is_some_and(u8::is_ascii_alphabetic) {
        return Outcome::Name(cluster_end(bytes, at));
    }
    if is_negative || floor < start && lower[floor..start].ends_with(['负', '負']) {
        if !is_negative {
            numeral.start -= 3;
        }
        numeral.value = negate(numeral.value);
        numeral.digits = 0;
    }
    numeral.is_label = is_label(lexicon, place, &numeral);
    Outcome::Number(numeral)
}

enum Letters {
    Sign,
    Period,
    Name,
}

/// Says what the letters directly before digits make of them.
fn letters_before(lexicon: &Lexicon, lower: &str, floor: usize, at: usize) -> Letters {
    let bytes = lower.as_bytes();
    let mut start = at;
    while floor < start && bytes[start - 1].is_ascii_alphabetic() {
        start -= 1;
    }
    let is_word = start == floor || !matches!(bytes[start - 1], b'0'..=b'9' | b'-' | b'_' | b'.' | b'/');
    if !is_word {
        return Letters::Name;
    }
    match &lower[start..at] {
        "q" | "h" | "fy" | "cy" => Letters::Period,
        "m" => Letters::Name,
        word if lexicon.signs.get(word).is_some() => Letters::Sign,
        // Dec31, 1994.
        word if lexicon.joiners.get(word).is_some() && 3 <= word.len() => Letters::Sign,
        _ => Letters::Name,
    }
}

enum Hyphen {
    Minus,
    Joint,
    Name,
}

/// Says what a hyphen directly before digits is.
fn hyphen_before(lexicon: &Lexicon, lower: &str, floor: usize, at: usize) -> Hyphen {
    let bytes = lower.as_bytes();
    let hyphen = at - 1;
    if hyphen <= floor {
        return if hyphen == 0 { Hyphen::Minus } else { Hyphen::Joint };
    }
    match bytes[hyphen - 1] {
        b'a'..=b'z' => {
            let mut start = hyphen;
            while floor < start && (bytes[start - 1].is_ascii_alphanumeric() || bytes[start - 1] == b'-') {
                start -= 1;
            }
            let word = &lower[start..hyphen];
            if lexicon.joiners.get(word).is_some() || is_scaled_number(word) { Hyphen::Joint } else { Hyphen::Name }
        }
        b'0'..=b'9' | b'%' | b'$' | b')' | b']' | b'-' | b'.' => Hyphen::Joint,
        // 9日-12日: a dash.
        0x80.. => Hyphen::Joint,
        // 75 -300mm: a range.
        b' ' if floor == hyphen - 1 && 0 < floor => Hyphen::Joint,
        _ => Hyphen::Minus,
    }
}

/// Returns whether a word is digits with one letter after them: the `3b` of `3b-7b`, the `60k` of `60k-80k`.
fn is_scaled_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['k', 'm', 'b', 't']);
    !digits.is_empty()
        && digits.len() + 1 == word.len()
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Returns whether digits after a separator stand in a URL or a path: its cluster has `://`, `www.` or letters around `/`.
fn is_in_address(bytes: &[u8], floor: usize, at: usize) -> bool {
    let mut start = at;
    let mut has_letter = false;
    while floor < start && at - start < 512 && is_cluster_byte(bytes[start - 1]) {
        start -= 1;
        has_letter |= bytes[start].is_ascii_alphabetic();
    }
    let cluster = &bytes[start..at];
    if !has_letter {
        return cluster.first() == Some(&b'/') && 1 < cluster.len();
    }
    let has = |needle: &[u8]| memchr::memmem::find(cluster, needle).is_some();
    let separator = bytes[at - 1];
    has(b"://")
        || has(b"www.")
        || has(b"=") && has(b"?")
        || separator == b'/' && bytes[at - 2].is_ascii_alphabetic()
        || has(b"/") && has(b".") && cluster.iter().filter(|byte| **byte == b'/').count() >= 2
}

fn is_cluster_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'_' | b'.' | b'/' | b':' | b'@' | b'=' | b'&' | b'?' | b'%' | b'#' | b'+' | b'~' | b'\\'
        )
}

/// Returns the byte after the word that `at` stands in: letters, digits and what joins them in names.
fn cluster_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < bytes.len() && is_cluster_byte(bytes[end]) && bytes[end] != b'~' && bytes[end] != b'+' {
        end += 1;
    }
    // A sign at the end belongs to the sentence: `GPT-4.`.
    while at + 1 < end && !bytes[end - 1].is_ascii_alphanumeric() {
        end -= 1;
    }
    end.max(at + 1)
}

enum Chain {
    Name(usize),
    Dotted(usize),
}

/// Looks for three and more groups of digits in a row: versions, IP addresses and telephone numbers, or dates.
fn chain_end(bytes: &[u8], at: usize, end: usize) -> Option<Chain> {
    let separator = *bytes.get(end)?;
    let has_point = bytes[at..end].contains(&b'.');
    if !matches!(separator, b'.' | b'-') || !bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        if has_point || !(separator == b'-' || separator == b'.') {
            return None;
        }
        return None;
    }
    if separator == b'.' || has_point {
        // A second point: `1.2.3`.
        if separator == b'-' {
            return None;
        }
        let mut stop = end;
        while let Some([b'.', b'0'..=b'9', ..]) = bytes.get(stop..) {
            stop += 1;
            while bytes.get(stop).is_some_and(u8::is_ascii_digit) {
                stop += 1;
            }
        }
        if bytes.get(stop).is_some_and(|byte| byte.is_ascii_alphanumeric() && *byte != b't' && *byte != b'T') {
            return Some(Chain::Name(cluster_end(bytes, at)));
        }
        return Some(if looks_like_date(&bytes[at..stop], b'.') { Chain::Dotted(stop) } else { Chain::Name(stop) });
    }
    let mut stop = end;
    let mut groups = 1;
    while let Some([b'-', b'0'..=b'9', ..]) = bytes.get(stop..)
        && groups < 8
    {
        stop += 1;
        groups += 1;
        while bytes.get(stop).is_some_and(u8::is_ascii_digit) {
            stop += 1;
        }
    }
    let first = end - at;
    let second_end = end + 1 + bytes[end + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let second = second_end - end - 1;
    if groups == 2 {
        // 010-12345678, 400-1234567.
        let is_telephone = 3 <= first && 7 <= second || bytes[at] == b'0' && 3 <= first && 4 <= second;
        return is_telephone.then_some(Chain::Name(stop));
    }
    if groups == 3 && looks_like_date(&bytes[at..stop], b'-') {
        return None;
    }
    // 2024-05-09-01: a date starts here, so the digits are read one by one and the date is found.
    if 3 < groups && first == 4 && second == 2 {
        let third_end = (second_end + 3).min(bytes.len());
        if looks_like_date(&bytes[at..third_end], b'-') {
            return None;
        }
    }
    Some(Chain::Name(cluster_end(bytes, at).max(stop)))
}

/// Returns whether three groups of digits have the lengths of a date: 4-2-2, 4-1-1, 2-2-4.
fn looks_like_date(bytes: &[u8], separator: u8) -> bool {
    let mut lengths = [0_usize; 4];
    let mut n_groups = 0;
    for group in bytes.split(|byte| *byte == separator) {
        *lengths.get_mut(n_groups).unwrap_or(&mut 0) = group.len();
        n_groups += 1;
    }
    if n_groups != 3 {
        return false;
    }
    match lengths[..3] {
        [4, 1..=2, 1..=2] => {
            matches!(bytes, [b'1', b'5'..=b'9', ..] | [b'2', b'0' | b'1', ..]) && is_small(&bytes[5..])
        }
        [1..=2, 1..=2, 4] => {
            matches!(bytes[bytes.len() - 4..], [b'1', b'9', ..] | [b'2', b'0', ..])
                && lengths[0] != 1 + usize::from(separator == b'.') * 9
        }
        _ => false,
    }
}

/// Returns whether a month and a day could stand here: `5.9`, `02-30`; `2016.0.0` is a version.
fn is_small(bytes: &[u8]) -> bool {
    let mut numbers = bytes
        .split(|byte| matches!(byte, b'.' | b'-'))
        .map(|group| group.iter().fold(0_u32, |number, digit| number * 10 + u32::from(digit - b'0')));
    matches!(numbers.next(), Some(1..=99)) && matches!(numbers.next(), Some(1..=99))
}

enum Suffix {
    Read,
    None,
    Name,
}

/// Reads what is joined to the digits: exponents, `K`, `B`, `亿`, `million`, units, or the rest of a name.
fn suffix(
    lexicon: &Lexicon,
    place: Place<'_>,
    numeral: &mut Numeral,
    unsigned: usize,
    value: Option<Scaled>,
) -> Suffix {
    let Place { text, lower, limit, .. } = place;
    let bytes = &text.as_bytes()[..limit];
    let end = numeral.end;
    let rest = &bytes[end..];
    // 1.5e9, 2.0E-3, 6.23x10^-4.
    if let Some((power, length)) = exponent(rest)
        && ends_word(bytes, end + length)
    {
        let value = value.map(|value| value.shift(power));
        let read = Numeral::exact(numeral.start, end + length, value, Form::Digits);
        *numeral = read;
        return Suffix::Read;
    }
    match rest {
        [letter, ..] if letter.is_ascii_alphabetic() => {
            let length = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
            let word = &lower[end..end + length];
            let scale = scale_letters(word, text.as_bytes()[end]);
            if let Some(power) = scale {
                // 4K of a picture and 5G of a network are names.
                *numeral = Numeral::exact(
                    numeral.start,
                    end + length,
                    value.map(|value| value.shift(i32::from(power))),
                    Form::Digits,
                );
                numeral.scale = power;
                return Suffix::Read;
            }
            if is_known_suffix(lexicon, text, lower, end, limit) { Suffix::None } else { Suffix::Name }
        }
        [b'_', ..] => Suffix::Name,
        // 1.png
        [b'.', b'a'..=b'z', ..] => Suffix::Name,
        [b'/', next, ..] if next.is_ascii_alphabetic() && text[unsigned..end].starts_with("10.") => Suffix::Name,
        [b'.', b'0'..=b'9', ..] => Suffix::Name,
        _ => {
            // 5000亿, 160 亿, 3万4000: the grammar of Chinese reads the whole.
            if is_before_wide(rest)
                && let Some(read) = chinese::read(lexicon, &lower[..limit], unsigned, limit)
                && end < read.end
            {
                *numeral = Numeral { start: numeral.start, ..read };
                return Suffix::Read;
            }
            if let Some(read) = english::scale_after(lexicon, lower, unsigned, end, limit, value) {
                *numeral = Numeral { start: numeral.start, ..read };
                return Suffix::Read;
            }
            // `314 B parameters`
            if let [b' ', letter @ (b'B' | b'T' | b'K' | b'M'), after @ ..] = rest
                && matches!(after, [b' ', b'p' | b't', b'a' | b'o', b'r' | b'k', ..])
                && let Some(power) = scale_letters(&lower[end + 1..end + 2], *letter)
            {
                let start = numeral.start;
                *numeral =
                    Numeral::exact(start, end + 2, value.map(|value| value.shift(i32::from(power))), Form::Digits);
                numeral.scale = power;
                return Suffix::Read;
            }
            Suffix::None
        }
    }
}

/// Returns whether a character of Chinese comes next, perhaps behind a space or two.
fn is_before_wide(rest: &[u8]) -> bool {
    rest.iter().take(3).find(|byte| **byte != b' ').is_some_and(|byte| 0xE3 <= *byte)
}

/// Returns the power of ten that letters joined to digits stand for.
fn scale_letters(word: &str, first: u8) -> Option<u8> {
    match word {
        "k" => Some(3),
        // `48m` is a length; money and `M` are counts.
        "m" if first == b'M' => Some(6),
        "mm" if first == b'M' => Some(6),
        "mn" => Some(6),
        "b" | "bn" => Some(9),
        "t" if first == b'T' => Some(12),
        "tn" => Some(12),
        _ => None,
    }
}

/// Returns the power and the length of an exponent at the start of `bytes`.
fn exponent(bytes: &[u8]) -> Option<(i32, usize)> {
    let skip = match bytes {
        [b'e' | b'E', b'0'..=b'9' | b'+' | b'-', ..] => 1,
        [b'x' | b'X' | b'*', b'1', b'0', b'^', ..] => 4,
        [0xC3, 0x97, b'1', b'0', b'^', ..] => 5,
        _ => return None,
    };
    let mut length = skip;
    let is_negative = bytes.get(length) == Some(&b'-');
    if matches!(bytes.get(length), Some(b'+' | b'-')) {
        length += 1;
    }
    let digits = bytes[length..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 || 3 < digits {
        return None;
    }
    let power = bytes[length..length + digits].iter().fold(0, |power, digit| power * 10 + i32::from(digit - b'0'));
    Some((if is_negative { -power } else { power }, length + digits))
}

/// Returns whether letters joined to digits are a unit or an ending, and not the rest of a name.
fn is_known_suffix(lexicon: &Lexicon, text: &str, lower: &str, end: usize, limit: usize) -> bool {
    let rest = &lower[end..limit];
    let bytes = rest.as_bytes();
    let length = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let followed = bytes.get(length).copied().unwrap_or(b' ');
    if followed.is_ascii_digit() {
        // m2, km2.
        return lexicon.units.at_start(&text[end..limit]).is_some();
    }
    if followed == b'-' && bytes.get(length + 1).is_some_and(u8::is_ascii_digit) && length == 1 && bytes[0] == b'x' {
        return false;
    }
    match &rest[..length] {
        "st" | "nd" | "rd" | "th" | "am" | "pm" | "x" | "s" | "pts" | "bps" | "pp" | "yo" | "ampm" => true,
        // 5G and 3D are names; grams are written with a space in the texts that this reads.
        "g" | "d" | "p" | "o" | "v" | "c" | "f" | "w" | "r" | "j" => {
            matches!(&rest[..length], "g") && text.as_bytes()[end] == b'g'
                || matches!(&rest[..length], "w") && text.as_bytes()[end] == b'W'
        }
        _ => {
            lexicon.units.at_start(&text[end..limit]).or_else(|| lexicon.units.at_start(rest)).is_some()
                || is_currency_code(lexicon, &rest[..length])
        }
    }
}

/// Returns whether letters are a currency's code, perhaps with `m`, `bn` before: `30 MUSD`.
fn is_currency_code(lexicon: &Lexicon, word: &str) -> bool {
    let code = word.strip_prefix("bn").or_else(|| word.strip_prefix(['m', 'k', 'b'])).unwrap_or(word);
    3 <= code.len() && lexicon.signs.get(code).is_some()
}

/// Returns whether a number is part of a name in more than one word: `Llama 2`, `iPhone 15`, `version 3`, `3.5 Turbo`.
fn is_label(lexicon: &Lexicon, place: Place<'_>, numeral: &Numeral) -> bool {
    let Place { text, lower, floor, limit } = place;
    if numeral.scale != 0 || numeral.form != Form::Digits {
        return false;
    }
    let bytes = &text.as_bytes()[..limit];
    // `3.5 Turbo`: a small number with one decimal, then a capital.
    if let [b' ', b'A'..=b'Z', b'a'..=b'z', ..] = bytes[numeral.end..]
        && numeral.digits == 0
        && numeral.end - numeral.start == 3
        && lexicon.units.at_start(&text[numeral.end + 1..limit]).is_none()
        && lexicon.units.at_start(&lower[numeral.end + 1..limit]).is_none()
    {
        return true;
    }
    let start = numeral.start;
    // arXiv:2502.00675
    if floor + 1 < start && bytes[start - 1] == b':' && bytes[start - 2].is_ascii_alphabetic() {
        return true;
    }
    // Rust ≥ 1.77
    let before = text[floor..start].trim_end_matches([' ', '≥', '>', '=', '<', '≤']);
    if before.len() == start - floor {
        return false;
    }
    let word_end = floor + before.len();
    let mut word_start = word_end;
    while floor < word_start
        && (bytes[word_start - 1].is_ascii_alphanumeric() || matches!(bytes[word_start - 1], b'-' | b'+'))
    {
        word_start -= 1;
    }
    if word_start == word_end {
        return false;
    }
    let word = &lower[word_start..word_end];
    if lexicon.labels.get(word).is_some() {
        return true;
    }
    // EUR 125
    if lexicon.signs.get(word).is_some() || word.strip_prefix('m').is_some_and(|code| lexicon.signs.get(code).is_some())
    {
        return false;
    }
    let has_capital = text[word_start..word_end].bytes().any(|byte| byte.is_ascii_uppercase());
    // `MMLU 49.3` is a score: no version goes so high.
    let is_score = numeral.digits == 0
        && 3 <= word.len()
        && text[word_start..word_end].bytes().all(|byte| byte.is_ascii_uppercase())
        && numeral.amount().is_some_and(|amount| rust_decimal::Decimal::from(20) <= amount.value);
    if is_score {
        return false;
    }
    has_capital && lexicon.before_counts.get(word).is_none()
}

/// Returns an amount of money's scale letter where it is written small: `£3m`, `$6t`.
pub(crate) fn small_scale(lower: &str, end: usize) -> Option<(u8, usize)> {
    let bytes = lower.as_bytes();
    let power = match bytes.get(end)? {
        b'm' => 6,
        b't' => 12,
        _ => return None,
    };
    ends_word(bytes, end + 1).then_some((power, end + 1))
}
