//! Finds the words of the lexicon in a text, in one pass.
//!
//! ASCII words are looked up whole, at their starts, so that no word is found inside another; Chinese words are looked up
//! by their first two characters. Tables of first letters keep most of a text away from both look-ups: an automaton over
//! the same words is several times slower, because nearly every byte starts one of them.

use rustc_hash::FxHashMap;

use super::lexicon::{Word, ends_word};

/// The words of the lexicon, ready to be found.
#[derive(Debug)]
pub(crate) struct Matcher {
    // Sorted by the key that they are found by, then longest first.
    patterns: Vec<Pattern>,
    meanings: Vec<Word>,
    // By the letters and digits that the pattern starts with.
    ascii: FxHashMap<&'static str, (u32, u32)>,
    // For the first two of those letters: bit `n` is set where a pattern starts with `n` of them.
    gate: Vec<u32>,
    // By the first two characters, and those of one character.
    wide: FxHashMap<u64, (u32, u32)>,
    single: FxHashMap<u32, u32>,
    // Bit `c` is set where a pattern starts with the character `c` of the basic plane, goes on with it as the second, or
    // is nothing but it.
    first: Vec<u64>,
    second: Vec<u64>,
    alone: Vec<u64>,
}

#[derive(Clone, Copy, Debug)]
struct Pattern {
    text: &'static str,
    meanings: (u32, u32),
}

/// A word found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<'l> {
    pub(crate) end: usize,
    pub(crate) meanings: &'l [Word],
}

const GATE: usize = 64 * 64;

impl Matcher {
    /// Makes a matcher of words and their meanings; a word may stand there more than once.
    pub(crate) fn new(mut words: Vec<(&'static str, Word)>) -> Self {
        words.sort_by_cached_key(|(word, _)| (key(word), std::cmp::Reverse(word.len()), *word));
        let mut matcher = Self {
            patterns: Vec::with_capacity(words.len()),
            meanings: Vec::with_capacity(words.len()),
            ascii: FxHashMap::default(),
            gate: vec![0; GATE],
            wide: FxHashMap::default(),
            single: FxHashMap::default(),
            first: vec![0; 1024],
            second: vec![0; 1024],
            alone: vec![0; 1024],
        };
        for (text, meaning) in words {
            let end = index(matcher.meanings.len());
            matcher.meanings.push(meaning);
            match matcher.patterns.last_mut() {
                Some(last) if last.text == text => last.meanings.1 = end + 1,
                _ => matcher.push(Pattern { text, meanings: (end, end + 1) }),
            }
        }
        matcher
    }

    fn push(&mut self, pattern: Pattern) {
        let at = index(self.patterns.len());
        self.patterns.push(pattern);
        let key = key(pattern.text);
        if pattern.text.as_bytes()[0].is_ascii_alphanumeric() {
            self.ascii.entry(key).or_insert((at, at)).1 = at + 1;
            self.gate[gate(key.as_bytes())] |= 1 << key.len().min(31);
            return;
        }
        let mut characters = key.chars().map(u32::from);
        let first = characters.next().unwrap_or(0);
        set_bit(&mut self.first, first);
        match characters.next() {
            Some(second) => {
                set_bit(&mut self.second, second);
                self.wide.entry(pair(first, second)).or_insert((at, at)).1 = at + 1;
            }
            None => {
                set_bit(&mut self.alone, first);
                self.single.insert(first, at);
            }
        }
    }

    /// Returns the longest word at the start of the run of letters and digits `start..end`.
    pub(crate) fn ascii_at(&self, text: &str, start: usize, end: usize) -> Option<Match<'_>> {
        let bytes = text.as_bytes();
        let run = &bytes[start..end];
        if self.gate[gate(run)] & (1 << run.len().min(31)) == 0 {
            return None;
        }
        let (from, to) = *self.ascii.get(&text[start..end])?;
        self.patterns[from as usize..to as usize].iter().find_map(|pattern| {
            let stop = start + pattern.text.len();
            let rest = &pattern.text.as_bytes()[run.len()..];
            let is_here = match rest.first() {
                None => true,
                first => bytes.get(end) == first && bytes.get(end..stop) == Some(rest) && ends_word(bytes, stop),
            };
            is_here.then(|| self.found(pattern, stop))
        })
    }

    /// Returns the longest word that starts with the character at `start`, which is not ASCII.
    #[inline]
    pub(crate) fn wide_at(&self, text: &str, start: usize) -> Option<Match<'_>> {
        let bytes = text.as_bytes();
        let (first, after) = decode(text, bytes, start)?;
        if !has_bit(&self.first, first) {
            return None;
        }
        self.wide_from(text, start, first, after)
    }

    fn wide_from(&self, text: &str, start: usize, first: u32, after: usize) -> Option<Match<'_>> {
        let bytes = text.as_bytes();
        if let Some((second, _)) = decode(text, bytes, after)
            && has_bit(&self.second, second)
            && let Some((from, to)) = self.wide.get(&pair(first, second))
        {
            let found = self.patterns[*from as usize..*to as usize].iter().find_map(|pattern| {
                let stop = start + pattern.text.len();
                (bytes.get(start..stop) == Some(pattern.text.as_bytes()) && ends_word(bytes, stop))
                    .then(|| self.found(pattern, stop))
            });
            if found.is_some() {
                return found;
            }
        }
        if !has_bit(&self.alone, first) {
            return None;
        }
        let pattern = &self.patterns[*self.single.get(&first)? as usize];
        Some(self.found(pattern, start + pattern.text.len()))
    }

    fn found(&self, pattern: &Pattern, end: usize) -> Match<'_> {
        let (from, to) = pattern.meanings;
        Match { end, meanings: &self.meanings[from as usize..to as usize] }
    }
}

fn set_bit(bits: &mut [u64], character: u32) {
    if let Some(word) = bits.get_mut(character as usize / 64) {
        *word |= 1 << (character % 64);
    }
}

fn has_bit(bits: &[u64], character: u32) -> bool {
    bits.get(character as usize / 64).is_some_and(|word| word & (1 << (character % 64)) != 0)
}

/// Returns the character at `at` with the byte after it.
#[inline]
fn decode(text: &str, bytes: &[u8], at: usize) -> Option<(u32, usize)> {
    // Nearly all are of three bytes.
    if let Some([a @ 0xE0..0xF0, b, c]) = bytes.get(at..at + 3) {
        return Some((u32::from(a & 0xF) << 12 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F), at + 3));
    }
    let character = text[at..].chars().next()?;
    Some((u32::from(character), at + character.len_utf8()))
}

fn index(length: usize) -> u32 {
    u32::try_from(length).expect("a lexicon has few words")
}

fn pair(first: u32, second: u32) -> u64 {
    u64::from(first) << 32 | u64::from(second)
}

/// Returns the part of a pattern that it is found by.
fn key(text: &str) -> &str {
    if text.as_bytes()[0].is_ascii_alphanumeric() {
        let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        return &text[..length];
    }
    let length = text.char_indices().nth(2).map_or(text.len(), |(at, _)| at);
    &text[..length]
}

/// Returns the place of a run in the gate: its first two letters.
fn gate(run: &[u8]) -> usize {
    let second = run.get(1).copied().unwrap_or(0);
    usize::from(run[0] & 63) * 64 + usize::from(second & 63)
}
