//! The figures of a text: numbers in digits with their scale, each with a hash of the clause around it.
//!
//! Main types: [`Figure`], [`Figures`]. This reads the whole text of every document, so it looks at digits alone: numbers in
//! words, dates, versions, times and parts of names are left out, and what is left is compared only where the same words
//! stand around it, or where a translation has the others.

use xxhash_rust::xxh3::xxh3_64;

use crate::document::{BlockKind, Document};
use crate::text::{TextRange, next_digit};

/// The most figures of one document that are kept, the first ones.
pub(crate) const MAXIMUM_FIGURES: usize = 64;

/// A number as a text writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Figure {
    /// The digits of its value, without zeros at the end.
    pub(crate) significand: u64,
    /// The power of ten that they are multiplied by.
    pub(crate) exponent: i16,
    /// The number of its block, counted over the blocks that have figures; blocks of the front matter have 0.
    pub(crate) block: u16,
    /// What stands beside the digits.
    pub(crate) sign: Sign,
    /// Its length as written, in bytes; at most 255.
    pub(crate) length: u8,
    /// Bytes of the file, scale included.
    pub(crate) range: TextRange,
    /// A hash of the words of its clause, without the figure; `None` where they are too few to tell it from others.
    pub(crate) clause: Option<u64>,
}

/// What stands beside the digits of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sign {
    /// Nothing that is known.
    Plain,
    /// A percent sign.
    Percent,
    /// A scale: 万, 亿, million, `B`.
    Scale,
}

/// The figures of a document, in order, with what is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    /// The first of them.
    pub(crate) list: Vec<Figure>,
    /// What each one is written as, one after the other.
    pub(crate) text: String,
    /// Whether the document has more than are kept.
    pub(crate) is_cut: bool,
}

/// Whole numbers up to this one are left out: many texts write them as words.
const SMALL: u64 = 12;

/// Scales with their powers of ten; the longer of two that start alike stands first.
const SCALES: [(&str, i16); 20] = [
    ("万亿", 12),
    ("萬億", 12),
    ("百亿", 10),
    ("千亿", 11),
    ("百万", 6),
    ("千万", 7),
    ("亿", 8),
    ("億", 8),
    ("万", 4),
    ("萬", 4),
    (" trillion", 12),
    (" billion", 9),
    (" million", 6),
    (" thousand", 3),
    ("T", 12),
    ("B", 9),
    ("M", 6),
    ("K", 3),
    ("bn", 9),
    ("k", 3),
];

/// Reads the figures of a document, title first.
pub(super) fn read(document: &Document) -> Figures {
    let mut figures = Figures::default();
    let mut block_number = 0;
    let prose = document.prose.text();
    let mut blocks = document.blocks.iter();
    let mut at = 0;
    // Most blocks have no digit, and are passed over together.
    while let Some(digit) = next_digit(prose.as_bytes(), at)
        && let Some(block) = blocks.find(|block| digit < usize::from(block.range.end()))
    {
        at = usize::from(block.range.end());
        let start = figures.list.len();
        let is_front_matter = matches!(block.kind, BlockKind::FrontMatter { .. });
        let number = if is_front_matter { 0 } else { block_number + 1 };
        let is_quote = matches!(block.kind, BlockKind::Paragraph { quote_depth: 1.., .. });
        if !is_quote {
            read_block(document, block.range, document.block_text(block), number, &mut figures);
        }
        if figures.is_cut {
            break;
        }
        if !is_front_matter && start < figures.list.len() {
            block_number += 1;
        }
    }
    figures
}

fn read_block(document: &Document, range: TextRange, text: &str, block: u16, figures: &mut Figures) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = next_digit(bytes, at) {
        let length = number_length(&bytes[found..]);
        let end = found + length;
        at = end;
        if is_part(text, found, end) {
            // Whatever is joined to it is part of the same version, date or name.
            at += bytes[end..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'/' | b':'))
                .count();
            continue;
        }
        let Some((significand, exponent)) = value(&text[found..end]) else { continue };
        let rest = &text[end..];
        let trimmed = if rest.starts_with(" 万") || rest.starts_with(" 亿") { &rest[1..] } else { rest };
        let scale = scale_at(trimmed);
        let (stop, sign, power) = match scale {
            Some((word, power)) => (text.len() - trimmed.len() + word.len(), Sign::Scale, *power),
            None if rest.starts_with('%') => (end + 1, Sign::Percent, 0),
            None if rest.starts_with('％') => (end + '％'.len_utf8(), Sign::Percent, 0),
            None => (end, Sign::Plain, 0),
        };
        // Small numbers are words in one text and digits in the other.
        let is_small = exponent == 0 && significand <= SMALL;
        if sign == Sign::Plain && (is_small || is_year(&text[found..end])) {
            continue;
        }
        let (significand, exponent) = normalised(significand, exponent + power);
        let place = crate::text::range(found, stop) + range.start();
        if document.prose.is_opaque(place) {
            continue;
        }
        if MAXIMUM_FIGURES <= figures.list.len() {
            figures.is_cut = true;
            return;
        }
        figures.text.push_str(&text[found..stop]);
        figures.list.push(Figure {
            significand,
            exponent,
            block,
            sign,
            length: u8::try_from(stop - found).unwrap_or(u8::MAX),
            range: document.prose.to_source(place),
            clause: clause_hash(text, found, stop),
        });
        at = stop;
    }
}

/// Returns the scale that a text starts with.
fn scale_at(text: &str) -> Option<&'static (&'static str, i16)> {
    // Most numbers have none, and what follows them says so at once.
    let may_start = match text.chars().next() {
        Some(' ') => matches!(text.as_bytes()[1..], [b't', b'r' | b'h', ..] | [b'b' | b'm', b'i', ..]),
        Some(first) => matches!(first, 'T' | 'B' | 'M' | 'K' | 'b' | 'k' | '万' | '萬' | '亿' | '億' | '百' | '千'),
        None => false,
    };
    let is_here = |scale: &&(&str, i16)| {
        // Texts of one first byte are few.
        scale.0.as_bytes().first() == text.as_bytes().first()
            && text.starts_with(scale.0)
            && ends_word(&text[scale.0.len()..], scale.0)
    };
    may_start.then(|| SCALES.iter().find(is_here)).flatten()
}

/// Returns the length of a number with its decimals and grouping commas.
fn number_length(bytes: &[u8]) -> usize {
    let mut length = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    while bytes.get(length) == Some(&b',')
        && bytes.get(length + 1..length + 4).is_some_and(|group| group.iter().all(u8::is_ascii_digit))
        && !bytes.get(length + 4).is_some_and(u8::is_ascii_digit)
    {
        length += 4;
    }
    if bytes.get(length) == Some(&b'.') {
        let decimals = bytes[length + 1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        length += if decimals == 0 { 0 } else { decimals + 1 };
    }
    length
}

/// Returns whether digits are part of something else: a name (`H100`, `GPT-4`), a date, a time, a version, a range, a path.
fn is_part(text: &str, start: usize, end: usize) -> bool {
    let (before, rest) = (&text[..start], &text[end..]);
    is_joined(before) || goes_on(rest) || is_day_of_month(before, rest) || end - start <= 4 && is_named(before)
}

/// Returns whether what stands before digits makes one thing of both.
fn is_joined(before: &str) -> bool {
    let mut before = before.chars().rev();
    match before.next() {
        // 5至7人 is a stretch, 达到7人 is not.
        Some('至' | '到') => {
            before.next().is_some_and(|unit| unit.is_ascii_digit() || "年月日号%％万亿元人".contains(unit))
        }
        Some(
            '-' | '–' | '—' | '~' | '～' | '/' | ':' | '.' | '_' | '#' | '@' | '=' | '第' | '^' | '\'' | '’' | '+'
            | '−',
        ) => true,
        Some(joint) => joint.is_ascii_alphanumeric(),
        None => false,
    }
}

/// Returns whether what stands behind digits makes a date, a range or an ordinal of them.
fn goes_on(rest: &str) -> bool {
    let is_date = rest.trim_start_matches(' ').chars().next().is_some_and(|after| {
        matches!(after, '年' | '月' | '日' | '号' | '號' | '时' | '点' | '點' | '岁' | '世' | '代' | '季')
    });
    let goes_on = || {
        let joint = rest.strip_prefix(['-', '~', '/', ':', '.', '_', 'x', '*', '^']);
        joint.is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
            || rest.starts_with(['–', '—', '～', '至', '到', '×'])
    };
    let is_ordinal = || matches!(rest.as_bytes(), [b's', b't' | b' ', ..] | [b'n' | b'r', b'd', ..] | [b't', b'h', ..]);
    is_date || goes_on() || is_ordinal()
}

/// Returns whether a capitalised word stands before a number: `Llama 3`, `Phase 2`.
fn is_named(before: &str) -> bool {
    let Some(head) = before.strip_suffix(' ').filter(|head| head.ends_with(|last: char| last.is_ascii_alphanumeric()))
    else {
        return false;
    };
    let word = head.rsplit([' ', '\n', '，', '。', '（', '(']).next().unwrap_or(head);
    word.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Returns whether a number is a day in English: `May 9`, `9 May`.
fn is_day_of_month(before: &str, rest: &str) -> bool {
    if rest.strip_prefix(' ').is_some_and(|rest| is_month(rest.as_bytes())) {
        return true;
    }
    // No word that begins with a month is as long.
    const LONGEST_WORD: usize = 64;
    let head = before.trim_end_matches([' ', '.']).as_bytes();
    let head = &head[head.len().saturating_sub(LONGEST_WORD)..];
    is_month(&head[memchr::memrchr(b' ', head).map_or(0, |space| space + 1)..])
}

/// Returns whether a text starts with the name of a month, or with its first letters.
fn is_month(text: &[u8]) -> bool {
    matches!(
        text,
        [b'J', b'a', b'n', ..]
            | [b'F', b'e', b'b', ..]
            | [b'M', b'a', b'r' | b'y', ..]
            | [b'A', b'p', b'r', ..]
            | [b'J', b'u', b'n' | b'l', ..]
            | [b'A', b'u', b'g', ..]
            | [b'S', b'e', b'p', ..]
            | [b'O', b'c', b't', ..]
            | [b'N', b'o', b'v', ..]
            | [b'D', b'e', b'c', ..]
    )
}

/// Returns whether four digits are a year.
fn is_year(digits: &str) -> bool {
    digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
}

/// Returns whether a scale ends where it seems to: the `B` of `7B`, not of `7Bit`.
fn ends_word(rest: &str, scale: &str) -> bool {
    !scale.is_ascii() || !rest.starts_with(|next: char| next.is_ascii_alphanumeric())
}

/// Returns the value of digits as a whole number and a power of ten; `None` where they are too many.
fn value(digits: &str) -> Option<(u64, i16)> {
    let mut significand: u64 = 0;
    let mut decimals = None;
    for byte in digits.bytes() {
        match byte {
            b'.' => decimals = Some(0),
            b',' => {}
            _ => {
                significand = significand.checked_mul(10)?.checked_add(u64::from(byte - b'0'))?;
                decimals = decimals.map(|count: i16| count + 1);
            }
        }
    }
    Some((significand, -decimals.unwrap_or(0)))
}

/// Returns the same value without zeros at the end of its digits.
fn normalised(mut significand: u64, mut exponent: i16) -> (u64, i16) {
    if significand == 0 {
        return (0, 0);
    }
    while significand.is_multiple_of(10) {
        significand /= 10;
        exponent += 1;
    }
    (significand, exponent)
}

/// The fewest bytes of words that tell a clause from others.
const MINIMUM_CLAUSE: usize = 20;

/// The most bytes of a clause that are looked at to either side.
const CLAUSE_REACH: usize = 120;

/// Returns a hash of the words around a figure, up to the ends of its clause.
fn clause_hash(text: &str, start: usize, end: usize) -> Option<u64> {
    let bytes = text.as_bytes();
    let from = text.ceil_char_boundary(start.saturating_sub(CLAUSE_REACH));
    let to = text.floor_char_boundary(text.len().min(end + CLAUSE_REACH));
    let may_end = |at: &usize| MAY_END[usize::from(bytes[*at])];
    let last_end = (from..start).rev().filter(may_end);
    let last_end = last_end.filter_map(|at| Some(at + end_mark(&bytes[at..start])?)).next();
    let head = text[last_end.unwrap_or(from)..start].trim_start_matches(|first: char| !first.is_alphanumeric());
    let head = last_full_stop(head).map_or(head, |stop| &head[stop + 2..]);
    let first_end = (end..to).filter(may_end).find(|at| end_mark(&bytes[*at..to]).is_some());
    let tail = &text[end..first_end.unwrap_or(to)];
    let tail = first_full_stop(tail).map_or(tail, |stop| &tail[..stop]).trim_end_matches(['.', ' ']);
    let mut buffer = [0_u8; 2 * CLAUSE_REACH + 1];
    let mut length = 0;
    for part in [head.as_bytes(), &[0], tail.as_bytes()] {
        for byte in part {
            buffer[length] = *byte;
            length += usize::from(*byte != b' ');
        }
    }
    (MINIMUM_CLAUSE < length).then(|| xxh3_64(&buffer[..length]))
}

/// Returns the place of the first full stop before a space.
fn first_full_stop(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'.', text.as_bytes()).find(|at| text.as_bytes().get(at + 1) == Some(&b' '))
}

/// Returns the place of the last full stop before a space.
fn last_full_stop(text: &str) -> Option<usize> {
    memchr::memrchr_iter(b'.', text.as_bytes()).find(|at| text.as_bytes().get(at + 1) == Some(&b' '))
}

/// Whether a byte may be, or begin, a mark that ends a clause.
const MAY_END: [bool; 256] = {
    let mut table = [false; 256];
    let starts = b"\n;!?\xEF\xE3";
    let mut index = 0;
    while index < starts.len() {
        table[starts[index] as usize] = true;
        index += 1;
    }
    table
};

/// Returns the length of the mark that ends a clause, where `bytes` begin with one: `，。；！？：`, `;!?` or a line break.
fn end_mark(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [b'\n' | b';' | b'!' | b'?', ..] => Some(1),
        [0xEF, 0xBC, 0x8C | 0x9B | 0x81 | 0x9F | 0x9A, ..] | [0xE3, 0x80, 0x82, ..] => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::text::SourceFile;

    fn figures(text: &str) -> Vec<String> {
        let file = Arc::new(SourceFile::new("a.md", text));
        let figures = read(&crate::document::parse(&file));
        let mut at = 0;
        let mut shown = Vec::new();
        for figure in &figures.list {
            let end = at + usize::from(figure.length);
            shown.push(format!("{}={}e{}", &figures.text[at..end], figure.significand, figure.exponent));
            at = end;
        }
        shown
    }

    #[test]
    fn figures_of_both_languages_have_one_value() {
        assert_eq!(figures("筹得5000亿元"), ["5000亿=5e11"]);
        assert_eq!(figures("raised 500 billion"), ["500 billion=5e11"]);
        assert_eq!(figures("有 1,234 人，涨3.50%，共5处"), ["1,234=1234e0", "3.50%=35e-1"]);
        assert_eq!(figures("a 70B model, 128K tokens"), ["70B=7e10", "128K=128e3"]);
    }

    #[test]
    fn dates_names_and_versions_are_no_figures() {
        assert!(figures("2024年5月9日，H100与GPT-4，16:30，v1.2.3，2024-05-09，第3名，5-7人").is_empty());
        assert!(figures("On May 9, 2024, Llama 3 met 9 June.").is_empty());
    }
}
