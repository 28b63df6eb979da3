//! Finds the words of the lexicon in a text, in one pass.
//!
//! ASCII words are looked up whole, at their starts, so that no word is found inside another; Chinese words are looked up
//! by their first two characters. Tables of first letters keep most of a text away from both look-ups: an automaton over
//! the same words is several times slower, because nearly every byte starts one of them.

use rustc_hash::FxHashMap;

use crate::text::eight::{first_eight, hash, mask};

use super::lexicon::{Word, ends_word};

/// The words of the lexicon, ready to be found.
#[derive(Debug)]
pub(crate) struct Matcher {
    // Sorted by the key that they are found by, then longest first.
    patterns: Vec<Pattern>,
    meanings: Vec<Word>,
    // By the letters and digits that the pattern starts with, in the order of their slots.
    runs: Vec<Run>,
    // Where the runs of each slot start, and the last ones end.
    slots: Vec<u32>,
    // One bit for the hash of each run.
    filter: Vec<u64>,
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

/// Letters and digits that patterns start with.
#[derive(Clone, Copy, Debug)]
struct Run {
    first_eight: u64,
    length: u32,
    patterns: (u32, u32),
}

/// A word found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Match<'l> {
    pub(crate) end: usize,
    pub(crate) meanings: &'l [Word],
}

/// How many slots runs fall into: about as many as there are runs.
const SLOTS: usize = 4096;

/// How many bits tell whether a run is known: some twenty for each, so that few others pass.
const FILTER: usize = 1 << 15;

impl Matcher {
    /// Makes a matcher of words and their meanings; a word may stand there more than once.
    pub(crate) fn new(mut words: Vec<(&'static str, Word)>) -> Self {
        words.sort_by_cached_key(|(word, _)| (key(word), std::cmp::Reverse(word.len()), *word));
        let mut matcher = Self {
            patterns: Vec::with_capacity(words.len()),
            meanings: Vec::with_capacity(words.len()),
            runs: Vec::new(),
            slots: vec![0; SLOTS + 1],
            filter: vec![0; FILTER / 64],
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
        matcher.index_runs();
        matcher
    }

    fn push(&mut self, pattern: Pattern) {
        let at = index(self.patterns.len());
        self.patterns.push(pattern);
        let key = key(pattern.text);
        if pattern.text.as_bytes()[0].is_ascii_alphanumeric() {
            let (first_eight, length) = (first_eight(key.as_bytes(), 0), index(key.len()));
            match self.runs.last_mut() {
                Some(last)
                    if self.patterns[last.patterns.0 as usize].text.starts_with(key) && last.length == length =>
                {
                    last.patterns.1 = at + 1;
                }
                _ => self.runs.push(Run { first_eight, length, patterns: (at, at + 1) }),
            }
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

    /// Puts the runs in the order of their slots.
    fn index_runs(&mut self) {
        self.runs.sort_by_key(|run| slot(run_hash(run.first_eight, run.length as usize)));
        for run in &self.runs {
            let hash = run_hash(run.first_eight, run.length as usize);
            let (word, bit) = filter_bit(hash);
            self.filter[word] |= bit;
            self.slots[slot(hash) + 1] += 1;
        }
        for slot in 0..SLOTS {
            self.slots[slot + 1] += self.slots[slot];
        }
    }

    /// Returns the longest word at the start of the run of letters and digits `start..end`; `first` holds its first eight
    /// bytes and what follows.
    #[inline]
    pub(crate) fn ascii_at(&self, text: &str, first: u64, start: usize, end: usize) -> Option<Match<'_>> {
        let length = end - start;
        let hash = run_hash(first & mask(length.min(8)), length);
        let (word, bit) = filter_bit(hash);
        if self.filter[word] & bit == 0 {
            return None;
        }
        self.ascii_in_slot(text, slot(hash), start, end)
    }

    fn ascii_in_slot(&self, text: &str, slot: usize, start: usize, end: usize) -> Option<Match<'_>> {
        let bytes = text.as_bytes();
        let run = &bytes[start..end];
        let (from, to) = self.runs[self.slots[slot] as usize..self.slots[slot + 1] as usize]
            .iter()
            .filter(|known| known.length as usize == run.len())
            .map(|known| known.patterns)
            .find(|(from, _)| self.patterns[*from as usize].text.as_bytes()[..run.len()] == *run)?;
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

/// Returns the hash of a run, from its first eight bytes with zeros behind its end.
#[inline]
fn run_hash(leading: u64, length: usize) -> u64 {
    hash(leading ^ (length as u64) << 56)
}

/// Returns the word and the bit of the filter that a hash falls on.
#[inline]
fn filter_bit(hash: u64) -> (usize, u64) {
    let place = (hash >> 49) as usize;
    (place / 64, 1 << (place % 64))
}

/// Returns the slot that a hash falls into.
#[inline]
fn slot(hash: u64) -> usize {
    // Other bits than the filter takes first.
    (hash >> 36) as usize % SLOTS
}
