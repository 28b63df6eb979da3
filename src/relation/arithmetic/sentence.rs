//! The sentences of a document that may hold a relation between numbers.

use std::sync::LazyLock;

use crate::claim::Analysis;
use crate::document::{BlockKind, Document, Prose};
use crate::language::{Literals, Phrases};
use crate::relation::ends::Ends;
use crate::text::{TextRange, has_digit, range};

use super::figure::Passage;
use super::likely::Likely;

/// A sentence is read no further than this from a cue, in bytes: longer ones are lists without marks.
const REACH: usize = 700;

/// What is read before a sentence to see whether its figures belong to a longer list, in bytes.
const LEAD: usize = 900;

/// A sentence with the block that it stands in.
pub(super) struct Found<'a> {
    pub(super) passage: Passage<'a>,
    pub(super) likely: Likely,
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

/// Returns the sentences that hold a cue of a relation and the words that it needs, in order.
pub(super) fn passages<'a>(document: &'a Document, analysis: &'a Analysis) -> impl Iterator<Item = Found<'a>> {
    let prose = document.prose.text();
    let mut cues = Vec::new();
    for run in runs_with_digits(document) {
        find_cues(document.prose.slice(run), run.start().into(), &mut cues);
    }
    cues.sort_unstable();
    let mut blocks = document.blocks.iter().map(|block| block.range).peekable();
    let mut done = 0;
    cues.into_iter().filter_map(move |cue| {
        if cue < done {
            return None;
        }
        while blocks.next_if(|block| usize::from(block.end()) <= cue).is_some() {}
        let block = *blocks.peek().filter(|block| usize::from(block.start()) <= cue)?;
        let sentence = around(prose, block, cue);
        done = usize::from(sentence.end());
        let masked = masked(&document.prose, analysis, sentence);
        if !has_figures(prose, sentence, &masked) {
            return None;
        }
        let likely = Likely::of(document.prose.slice(sentence));
        likely.is_any().then(|| Found { passage: Passage::read(prose, sentence, &masked), likely, block })
    })
}

/// Returns the stretches of a document with blocks that have digits, in order.
fn runs_with_digits(document: &Document) -> Vec<TextRange> {
    // A search through so many bytes of other blocks costs less than another search.
    const GAP: u32 = 300;
    let mut runs: Vec<TextRange> = Vec::new();
    for block in &document.blocks {
        if !has_digit(document.block_text(block).as_bytes()) {
            continue;
        }
        match runs.last_mut() {
            Some(last) if u32::from(block.range.start()) <= u32::from(last.end()) + GAP => {
                *last = last.cover(block.range);
            }
            _ => runs.push(block.range),
        }
    }
    runs
}

/// Adds the places in a text that say that the numbers beside them stand in a relation; `offset` is where the text starts.
fn find_cues(text: &str, offset: usize, cues: &mut Vec<usize>) {
    // Literals of four bytes or more, few enough that a search on vectors tells them apart well; the shorter cues are
    // looked for by their bytes.
    const LONG_CUES: [&str; 24] = [
        "百分", "平均", "均分", "均值", "场均", "percent", "per cent", "Mean", "mean", "verage", "M = ", "加了",
        "少了", "降了", "升了", "长了", "涨了", "跌了", "高了", "doubl", "tripl", "quadrupl", "times", "fold",
    ];
    static LONG: LazyLock<Literals> = LazyLock::new(|| Literals::new(&LONG_CUES).expect("the literals are few"));
    // The literals of three bytes by themselves: among so many others they would be taken for one too often.
    static RARE: LazyLock<Literals> =
        LazyLock::new(|| Literals::new(&[BY, "％", "倍", "番"]).expect("the literals are few"));
    const BY: &str = " by";
    let bytes = text.as_bytes();
    cues.extend(LONG.find_iter(bytes).map(|(start, _)| offset + start));
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let rare = RARE.find_iter(bytes).filter(|(start, end)| {
        // ` by 5`
        bytes[*start] != b' ' || bytes.get(*end) == Some(&b' ') && is_digit(end + 1)
    });
    cues.extend(rare.map(|(start, _)| offset + start));
    // 5x, M=5 and 5%.
    let before = |at: usize| at.checked_sub(1).map(|before| bytes[before]);
    cues.extend(memchr::memchr3_iter(b'x', b'=', b'%', bytes).filter_map(|at| match bytes[at] {
        b'%' => Some(offset + at),
        b'x' => before(at).is_some_and(|before| before.is_ascii_digit()).then(|| offset + at - 1),
        _ => (before(at) == Some(b'M')).then_some(offset + at),
    }));
    // × by its first byte, which few other letters have.
    let crosses = memchr::memchr_iter(0xC3, bytes).filter(|at| bytes[*at..].starts_with("×".as_bytes()));
    cues.extend(crosses.map(|at| offset + at));
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
    let start = ENDS.last(&prose[first..cue]).map_or(first, |(_, end)| first + end);
    let end = ENDS.first(&prose[cue..last]).map_or(last, |(_, end)| cue + end);
    range(start, end)
}

const ENDS: Ends = Ends { may_start: may_end, end_at };

/// Returns whether a mark that ends a sentence may start with a byte; few other characters start with those of 。 and ！.
fn may_end(byte: &u8) -> bool {
    matches!(byte, b'.' | b'!' | b'?' | 0xE3 | 0xEF)
}

/// Returns the byte after the mark at a place, where that ends a sentence.
fn end_at(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    if !bytes[at].is_ascii() {
        return ["。", "！", "？", "\u{FFFC}"]
            .iter()
            .any(|mark| bytes[at..].starts_with(mark.as_bytes()))
            .then_some(at + 3);
    }
    let word = text[..at].rsplit(|before: char| !before.is_ascii_alphabetic()).next().unwrap_or_default();
    let is_short =
        matches!(word, "vs" | "approx" | "ca" | "Mr" | "Dr" | "St" | "No" | "Inc" | "e" | "g" | "i" | "U" | "S");
    let ends = bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace) && !(bytes[at] == b'.' && is_short);
    ends.then_some(at + 1)
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
