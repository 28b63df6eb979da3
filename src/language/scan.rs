//! One pass over a text for every word that numbers, dates and claims are read from.

use crate::text::eight::{first_digit, first_eight, word_length};
use crate::text::{Folded, TextRange, TextSize, range};

use super::lexicon::{Lexicon, Word, ends_word};
use super::numeral::{Numeral, Outcome, Place, read_chinese, read_digits, read_english};
use super::{Cue, CueKind};

/// The words and numbers of a text: scanned once, read by `quantity`, `temporal` and `claim`.
#[derive(Debug)]
pub struct Tokens<'a> {
    folded: Folded<'a>,
    lower: String,
    pub(crate) items: Vec<Item>,
    cues: Vec<Cue>,
    names: Vec<(u32, u32)>,
}

/// A number, or a word that dates or quantities are made of.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Item {
    /// First byte in the folded text.
    pub(crate) start: usize,
    /// Byte after the last.
    pub(crate) end: usize,
    pub(crate) kind: ItemKind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum ItemKind {
    Number(Numeral),
    Word(Word),
}

/// Returns the cues of a scanned text in order.
pub fn cues<'t>(tokens: &'t Tokens<'_>) -> &'t [Cue] {
    &tokens.cues
}

/// Finds the words and numbers of a text.
///
/// Nothing is read that overlaps `names` (bytes of the text, in order); a number may start where a name ends.
pub fn scan<'a>(text: &'a str, names: &[TextRange]) -> Tokens<'a> {
    let folded = Folded::width(text);
    let mut lower = folded.text().to_owned();
    lower.make_ascii_lowercase();
    let lower = join_lines(lower);
    let names = fold_names(&folded, names);
    let mut tokens = Tokens { folded, lower, items: Vec::with_capacity(text.len() / 64), cues: Vec::new(), names };
    let mut scanner = Scanner::new(&tokens.folded, &tokens.lower, &tokens.names);
    scanner.items.reserve(text.len() / 48);
    scanner.run();
    let Scanner { items, cues, .. } = scanner;
    tokens.items = items;
    tokens.cues = if tokens.folded.is_aligned() {
        cues
    } else {
        cues.into_iter().map(|cue| Cue { range: tokens.folded.to_source(cue.range), ..cue }).collect()
    };
    tokens
}

impl Tokens<'_> {
    /// Returns the folded text: width folded, case kept.
    pub(crate) fn text(&self) -> &str {
        self.folded.text()
    }

    /// Returns the folded text in lower case; offsets are those of [`Tokens::text`].
    pub(crate) fn lower(&self) -> &str {
        &self.lower
    }

    /// Returns the range of the source for bytes of the folded text.
    pub(crate) fn to_source(&self, start: usize, end: usize) -> TextRange {
        self.folded.to_source(range(start, end))
    }

    /// Returns the names in bytes of the folded text.
    pub(crate) fn names(&self) -> &[(u32, u32)] {
        &self.names
    }
}

/// Makes a space of each line break that stands alone: only a blank line parts two expressions.
fn join_lines(text: String) -> String {
    let bytes = text.as_bytes();
    let mut joined: Option<String> = None;
    let mut copied = 0;
    for at in memchr::memchr_iter(b'\n', bytes) {
        let is_alone = bytes.get(at + 1) != Some(&b'\n') && (at == 0 || bytes[at - 1] != b'\n');
        if is_alone {
            let joined = joined.get_or_insert_with(|| String::with_capacity(text.len()));
            joined.push_str(&text[copied..at]);
            joined.push(' ');
            copied = at + 1;
        }
    }
    match joined {
        None => text,
        Some(mut joined) => {
            joined.push_str(&text[copied..]);
            joined
        }
    }
}

/// Maps the ranges of names into the folded text.
fn fold_names(folded: &Folded<'_>, names: &[TextRange]) -> Vec<(u32, u32)> {
    let map = |offset: TextSize| {
        if folded.is_aligned() {
            return u32::from(offset);
        }
        let (mut low, mut high) = (0, u32::try_from(folded.text().len()).unwrap_or(u32::MAX));
        while low < high {
            let middle = low + (high - low) / 2;
            if folded.to_source(TextRange::empty(middle.into())).start() < offset {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    };
    let length = u32::try_from(folded.text().len()).unwrap_or(u32::MAX);
    names.iter().map(|name| (map(name.start()).min(length), map(name.end()).min(length))).collect()
}

struct Scanner<'t> {
    lexicon: &'static Lexicon,
    text: &'t str,
    lower: &'t str,
    names: &'t [(u32, u32)],
    items: Vec<Item>,
    cues: Vec<Cue>,
    // Nothing before this byte is read any more.
    resume: usize,
    // Index of the first name that ends after `resume`.
    name_index: usize,
    // Where the name passed over last ends.
    name_end: usize,
}

impl<'t> Scanner<'t> {
    fn new(folded: &'t Folded<'_>, lower: &'t str, names: &'t [(u32, u32)]) -> Self {
        Self {
            lexicon: Lexicon::shared(),
            text: folded.text(),
            lower,
            names,
            items: Vec::new(),
            cues: Vec::new(),
            resume: 0,
            name_index: 0,
            name_end: usize::MAX,
        }
    }

    fn run(&mut self) {
        let bytes = self.lower.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if at < self.resume {
                at = self.resume;
                // Inside a word nothing starts, unless a name has just ended there.
                if at != self.name_end && 0 < at && !ends_word(bytes, at) {
                    at = run_end(bytes, at);
                }
                continue;
            }
            match CLASSES[usize::from(*byte)] {
                Class::Other => at += 1,
                Class::Word => {
                    let first = first_eight(bytes, at);
                    let length = word_length(first);
                    let end = if length < 8 { at + length } else { run_end(bytes, at + length) };
                    if let Some(found) = self.lexicon.words.ascii_at(self.lower, first, at, end) {
                        self.word(at, found.end, found.meanings);
                        at = found.end;
                        continue;
                    }
                    let digit = first_digit(first);
                    let digit = if digit < length {
                        Some(at + digit)
                    } else {
                        (at + length..end).find(|place| bytes[*place].is_ascii_digit())
                    };
                    if let Some(digit) = digit {
                        self.digits(digit);
                        if self.resume < end && self.resume != self.name_end {
                            self.resume = end;
                        }
                        at = at.max(self.resume.min(end));
                        continue;
                    }
                    at = end;
                }
                Class::Wide => match self.lexicon.words.wide_at(self.lower, at) {
                    Some(found) => {
                        self.word(at, found.end, found.meanings);
                        at = found.end;
                    }
                    None => at += width(*byte),
                },
            }
        }
    }

    /// Returns the bytes that may be read around `at`; `None` where it stands in a name.
    fn place(&mut self, at: usize) -> Option<Place<'t>> {
        while let Some((_, end)) = self.names.get(self.name_index)
            && *end as usize <= at
        {
            self.name_index += 1;
        }
        let (before, next) =
            (self.name_index.checked_sub(1).map(|index| self.names[index]), self.names.get(self.name_index));
        let floor = before.map_or(0, |(_, end)| end as usize).max(self.resume);
        let limit = next.map_or(self.text.len(), |(start, _)| *start as usize);
        (floor <= at && at < limit).then_some(Place { text: self.text, lower: self.lower, floor, limit })
    }

    fn digits(&mut self, at: usize) {
        if at < self.resume {
            return;
        }
        let Some(place) = self.place(at) else {
            self.resume = self.names.get(self.name_index).map_or(at + 1, |(_, end)| (*end as usize).max(at + 1));
            self.name_end = self.resume;
            return;
        };
        match read_digits(self.lexicon, place, at) {
            Outcome::Number(numeral) => self.push_number(numeral),
            Outcome::Name(end) => {
                // A name in `names` that starts inside ends the cluster there.
                self.resume = end.clamp(at + 1, place.limit.max(at + 1));
            }
        }
    }

    fn push_number(&mut self, numeral: Numeral) {
        self.resume = numeral.end.max(self.resume);
        self.items.push(Item { start: numeral.start, end: numeral.end, kind: ItemKind::Number(numeral) });
    }

    fn word(&mut self, start: usize, end: usize, meanings: &[Word]) {
        let is_free = self.resume <= start;
        for meaning in meanings {
            match *meaning {
                Word::Cue(kind) => self.cue(start, end, kind),
                Word::Masked if is_free => self.resume = end,
                _ => {}
            }
        }
        if !is_free || meanings.contains(&Word::Masked) {
            return;
        }
        for meaning in meanings {
            match *meaning {
                Word::Cue(_) | Word::Masked => {}
                Word::Digit { .. } | Word::Scale(_) | Word::Tens(_) | Word::Vague => {
                    if let Some(place) = self.place(start)
                        && let Some(numeral) = read_chinese(self.lexicon, self.lower, start, place.limit)
                    {
                        self.push_number(numeral);
                    }
                    return;
                }
                Word::Cardinal(_) | Word::Power(_) | Word::Dozen | Word::OrdinalPower(_) => {
                    if let Some(place) = self.place(start)
                        && let Some(numeral) = read_english(self.lexicon, self.lower, start, place.floor, place.limit)
                    {
                        self.push_number(numeral);
                    }
                    return;
                }
                Word::Half if self.lower.as_bytes()[start].is_ascii() => {
                    if let Some(place) = self.place(start)
                        && let Some(numeral) = read_english(self.lexicon, self.lower, start, place.floor, place.limit)
                    {
                        self.push_number(numeral);
                    }
                    return;
                }
                Word::Ordinal(value) => {
                    if self.lower[start..end].starts_with("quarter")
                        && !self.lower[end..].starts_with(" million")
                        && !self.lower[end..].starts_with(" billion")
                    {
                        self.items.push(Item { start, end, kind: ItemKind::Word(Word::Ordinal(value)) });
                        return;
                    }
                    if let Some(place) = self.place(start)
                        && let Some(numeral) = read_english(self.lexicon, self.lower, start, place.floor, place.limit)
                    {
                        self.push_number(numeral);
                    }
                    return;
                }
                Word::Fraction(above, below) => {
                    if self.place(start).is_some() {
                        self.push_number(Numeral::fraction(start, end, above, below));
                    }
                    return;
                }
                word => {
                    if self.place(start).is_some_and(|place| end <= place.limit) {
                        self.items.push(Item { start, end, kind: ItemKind::Word(word) });
                    }
                }
            }
        }
    }

    fn cue(&mut self, start: usize, end: usize, kind: CueKind) {
        self.cues.push(Cue { range: range(start, end), kind });
    }
}

/// What a byte is for the scanner.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Spaces, signs, and bytes inside a character.
    Other,
    /// A letter or digit of ASCII.
    Word,
    /// The first byte of any other character.
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => Class::Word,
            0xC2..=0xF4 => Class::Wide,
            _ => Class::Other,
        };
        byte += 1;
    }
    classes
};

/// Returns the byte after the letters and digits at `at`.
fn run_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        let length = if at < bytes.len() { word_length(first_eight(bytes, at)) } else { 0 };
        at += length;
        if length < 8 {
            return at;
        }
    }
}

/// Returns the number of bytes of the character that starts with `byte`.
fn width(byte: u8) -> usize {
    match byte {
        0xC2..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}
