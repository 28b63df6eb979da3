//! The sentences of a document that may hold a relation between numbers.

use std::sync::LazyLock;

use regex::bytes::Regex;

use crate::claim::Analysis;
use crate::document::{BlockKind, Document, Prose};
use crate::language::Phrases;
use crate::text::{TextRange, range};

use super::figure::Passage;

/// A sentence is read no further than this from a cue, in bytes: longer ones are lists without marks.
const REACH: usize = 700;

/// What is read before a sentence to see whether its figures belong to a longer list, in bytes.
const LEAD: usize = 900;

/// A sentence with the block that it stands in.
pub(super) struct Found<'a> {
    pub(super) passage: Passage<'a>,
    /// Bytes of the prose.
    pub(super) block: TextRange,
}

impl<'a> Found<'a> {
    /// Returns the sentence with what stands before it in its block.
    pub(super) fn lead(&self, document: &'a Document) -> &'a str {
        let prose = document.prose.text();
        let start = usize::from(self.passage.range.start()).saturating_sub(LEAD).max(self.block.start().into());
        &prose[prose.ceil_char_boundary(start)..usize::from(self.passage.range.end())]
    }

    /// Returns the sentence with what stands before it in its paragraph, or in the items above where it is one of a list.
    pub(super) fn with_lead(&self, document: &'a Document, analysis: &Analysis) -> Passage<'a> {
        let prose = document.prose.text();
        let is_item = document.blocks.binary_search_by_key(&self.block.start(), |block| block.range.start());
        let is_item = is_item
            .is_ok_and(|index| !matches!(document.blocks[index].kind, BlockKind::Paragraph { list_depth: 0, .. }));
        let first = if is_item { 0 } else { usize::from(self.block.start()) };
        let start = usize::from(self.passage.range.start()).saturating_sub(LEAD).max(first);
        let start = prose.floor_char_boundary(start);
        let stretch = range(start, self.passage.range.end().into());
        Passage::read(prose, stretch, &masked(&document.prose, analysis, stretch))
    }
}

/// Returns the sentences that hold a cue of a relation, in order.
pub(super) fn passages<'a>(document: &'a Document, analysis: &'a Analysis) -> impl Iterator<Item = Found<'a>> {
    let prose = document.prose.text();
    document.blocks.iter().flat_map(move |block| {
        let whole = block.range;
        let start = usize::from(whole.start());
        let mut done = 0;
        cues(document.block_text(block)).into_iter().filter_map(move |cue| {
            let cue = start + cue;
            if cue < done {
                return None;
            }
            let sentence = around(prose, whole, cue);
            done = usize::from(sentence.end());
            let masked = masked(&document.prose, analysis, sentence);
            has_figures(prose, sentence, &masked)
                .then(|| Found { passage: Passage::read(prose, sentence, &masked), block: whole })
        })
    })
}

/// Returns the places in a text with numbers that say that they stand in a relation, in order.
fn cues(text: &str) -> Vec<usize> {
    // Literals of three bytes or more, which a search on vectors tells apart well; the shorter cues are looked for by
    // their bytes.
    static LONG_CUES: LazyLock<Regex> = LazyLock::new(|| {
        let cues = "％|倍|番|百分|平均|均分|均值|场均|percent|per cent|Mean|mean|verage|M = | by [0-9]|加了|少了|降了|升了|长了|涨了|跌了|高了|doubl|tripl|quadrupl|times|fold";
        Regex::new(cues).expect("the pattern is fixed")
    });
    let bytes = text.as_bytes();
    if !has_digit(bytes) {
        return Vec::new();
    }
    let follows = |at: usize, is_lead: fn(&u8) -> bool| at.checked_sub(1).is_some_and(|before| is_lead(&bytes[before]));
    // 5x and M=5.
    let short = memchr::memchr2_iter(b'x', b'=', bytes).filter_map(|at| match bytes[at] {
        b'x' => follows(at, u8::is_ascii_digit).then(|| at - 1),
        _ => follows(at, |before| *before == b'M').then(|| at - 1),
    });
    // × by its first byte, which few other letters have.
    let marks = memchr::memchr2_iter(b'%', 0xC3, bytes)
        .filter(|at| bytes[*at] == b'%' || bytes[*at..].starts_with("×".as_bytes()));
    let mut cues: Vec<usize> = LONG_CUES.find_iter(bytes).map(|cue| cue.start()).chain(short).chain(marks).collect();
    cues.sort_unstable();
    cues
}

/// Returns whether a text has an ASCII digit: by stretches, each of them in few instructions.
fn has_digit(bytes: &[u8]) -> bool {
    bytes.chunks(64).any(|chunk| chunk.iter().fold(0, |found, byte| found | u8::from(byte.is_ascii_digit())) != 0)
}

/// Returns whether a sentence may hold the numbers of a relation: two, nearly always in digits, or one that says by
/// itself what cannot be (`fell by 150 %`, 降低了3倍).
fn has_figures(prose: &str, sentence: TextRange, masked: &[TextRange]) -> bool {
    let start = usize::from(sentence.start());
    let text = &prose[start..usize::from(sentence.end())];
    let bytes = text.as_bytes();
    let mut masked = masked.iter().copied().peekable();
    let mut runs = 0;
    let mut last = 0..0;
    while let Some(first) = bytes[last.end..].iter().position(u8::is_ascii_digit).map(|at| last.end + at) {
        let end = bytes[first..].iter().position(|byte| !byte.is_ascii_digit()).map_or(bytes.len(), |at| first + at);
        last = first..end;
        while masked.peek().is_some_and(|name| usize::from(name.end()) <= start + first) {
            masked.next();
        }
        if masked.peek().is_some_and(|name| usize::from(name.start()) <= start + first) {
            continue;
        }
        runs += 1;
        if runs == 2 || 3 <= last.len() && is_percentage(&bytes[end..]) {
            return true;
        }
    }
    // Chinese sentences write one of them in words now and then.
    static IN_WORDS: LazyLock<Phrases> = LazyLock::new(|| {
        let words =
            ["二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "半", "倍", "番", "成"];
        Phrases::new(words.map(str::to_owned))
    });
    runs == 1 && !bytes.is_ascii() && IN_WORDS.stems_in(text)
}

fn is_percentage(after: &[u8]) -> bool {
    let after = after.strip_prefix(b" ").unwrap_or(after);
    after.starts_with(b"%") || after.starts_with("％".as_bytes()) || after.starts_with(b"percent")
}

/// Returns the sentence around a place of a block.
fn around(prose: &str, block: TextRange, cue: usize) -> TextRange {
    let first = prose.ceil_char_boundary(cue.saturating_sub(REACH).max(block.start().into()));
    let last = prose.floor_char_boundary((cue + REACH).min(block.end().into()));
    let start = ends(&prose[first..cue]).next_back().map_or(first, |(_, end)| first + end);
    let end = ends(&prose[cue..last]).next().map_or(last, |(_, end)| cue + end);
    range(start, end)
}

/// Returns the places of the marks that end sentences, each with the byte after it.
fn ends(text: &str) -> impl DoubleEndedIterator<Item = (usize, usize)> {
    let bytes = text.as_bytes();
    let is_end = move |(at, character): &(usize, char)| match character {
        '。' | '！' | '？' | '\u{FFFC}' => true,
        '.' | '!' | '?' => {
            let word = text[..*at].rsplit(|before: char| !before.is_ascii_alphabetic()).next().unwrap_or_default();
            let is_short = matches!(
                word,
                "vs" | "approx" | "ca" | "Mr" | "Dr" | "St" | "No" | "Inc" | "e" | "g" | "i" | "U" | "S"
            );
            bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) && !(*character == '.' && is_short)
        }
        _ => false,
    };
    text.char_indices().filter(is_end).map(|(at, character)| (at, at + character.len_utf8()))
}

/// Returns what is no number though it has digits: inline code and names.
fn masked(prose: &Prose, analysis: &Analysis, sentence: TextRange) -> Vec<TextRange> {
    let names = analysis.mentions.partition_point(|mention| mention.range.end() <= sentence.start());
    let names = analysis.mentions[names..].iter().map(|mention| mention.range);
    let codes = prose.opaque().partition_point(|code| code.end() <= sentence.start());
    let codes = prose.opaque()[codes..].iter().copied();
    let is_near = |range: &TextRange| range.start() < sentence.end();
    let mut masked: Vec<TextRange> = names.take_while(is_near).chain(codes.take_while(is_near)).collect();
    masked.sort_by_key(|range| range.start());
    masked
}
