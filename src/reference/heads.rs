//! Finds where names and phrases may begin, at the cost of a few operations a word.
//!
//! An automaton over the same heads ran at 140 to 250 MB/s on real posts: it read every letter of every word and stopped
//! inside many of them (`option`, `philosophy`). A name begins where a word begins; its first bytes there, looked up in
//! a bit set that fits a processor's nearest cache, turn nearly all places down.

use crate::text::eight::{first_eight, hash, mask, word_length};

/// How many bytes of a head may be looked up.
const KEY_LENGTHS: [usize; 5] = [6, 4, 3, 2, 1];

/// Which bytes are letters or digits of ASCII.
const IS_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte as usize] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

/// The first parts of names and phrases, found by their first bytes.
#[derive(Debug)]
pub(super) struct Heads {
    heads: Vec<Head>,
    // For each first byte, the places in `KEY_LENGTHS` that heads with it are looked up by, as bits.
    lengths: Box<[u8; 256]>,
    // The same for each first byte of ASCII with the second.
    pairs: Box<[u8; PAIRS]>,
    // One bit for each character of three bytes that a head starts with.
    characters: Box<[u64; 1024]>,
    // One bit for the hash of each key that some head has.
    filter: Box<[u64; 1024]>,
    // Where the entries of each slot start, and the last ones end.
    slots: Box<[u32; SLOTS + 1]>,
    // In the order of the slots of their keys; those of one key stand together, the longest first.
    entries: Vec<Entry>,
}

/// A head by its first eight bytes, which most do not have more of.
#[derive(Debug)]
struct Entry {
    key: u64,
    first_bytes: u64,
    mask: u64,
    head: u32,
    length: u32,
    // Whether no word may go on where the head ends.
    is_whole: bool,
}

/// The first part of some names, or a phrase.
#[derive(Debug)]
pub(super) struct Head {
    /// Folded, in lower case; not empty.
    pub(super) text: String,
    /// What stands at its end in the trie.
    pub(super) node: usize,
    /// Whether a name may go on behind it inside a word: `llama2`.
    pub(super) goes_on_in_word: bool,
}

impl Heads {
    /// Indexes heads; each text stands once.
    pub(super) fn new(heads: Vec<Head>) -> Self {
        let mut filter = Box::new([0_u64; 1024]);
        let mut lengths = Box::new([0; 256]);
        let mut pairs = Box::new([0; PAIRS]);
        let mut characters = Box::new([0_u64; 1024]);
        let mut entries: Vec<Entry> = Vec::with_capacity(heads.len());
        for (index, head) in (0..).zip(&heads) {
            let bytes = head.text.as_bytes();
            let Some(class) = key_class(bytes) else { continue };
            let first_bytes = first_eight(bytes, 0);
            let key = first_bytes & mask(KEY_LENGTHS[class]);
            let (word, bit) = place(key);
            filter[word] |= bit;
            lengths[usize::from(bytes[0])] |= 1 << class;
            match *bytes {
                [first @ ..0x80, second, ..] => pairs[pair(first, second)] |= 1 << class,
                [first @ ..0x80] => (0..=u8::MAX).for_each(|second| pairs[pair(first, second)] |= 1 << class),
                [0xE0..0xF0, ..] => {
                    let (word, bit) = character(first_bytes);
                    characters[word] |= bit;
                }
                _ => {}
            }
            let is_whole = !head.goes_on_in_word && bytes.last().is_some_and(|last| IS_WORD[usize::from(*last)]);
            let length = u32::try_from(bytes.len()).expect("a table is smaller than 4 GiB");
            entries.push(Entry { key, first_bytes, mask: mask(bytes.len().min(8)), head: index, length, is_whole });
        }
        entries.sort_by_key(|entry| {
            (slot(entry.key), entry.key, std::cmp::Reverse(heads[entry.head as usize].text.len()))
        });
        let mut slots = Box::new([0; SLOTS + 1]);
        for entry in &entries {
            slots[slot(entry.key) + 1] += 1;
        }
        for index in 0..SLOTS {
            slots[index + 1] += slots[index];
        }
        Self { heads, lengths, pairs, characters, filter, slots, entries }
    }

    /// Calls `accept` with each head that stands at a place where a name may begin, in order of place and the longest
    /// first, until it returns where reading goes on: behind what it found there.
    pub(super) fn scan(&self, text: &str, mut accept: impl FnMut(usize, &Head) -> Option<usize>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let first = bytes[at];
            let mut classes = self.lengths[usize::from(first)];
            if classes == 0 && !IS_WORD[usize::from(first)] && first.is_ascii() {
                at += 1;
                continue;
            }
            let start = first_eight(bytes, at);
            if first.is_ascii() {
                classes = self.pairs[pair(first, (start >> 8) as u8)];
            } else if (0xE0..0xF0).contains(&first) {
                let (word, bit) = character(start);
                if self.characters[word] & bit == 0 {
                    at += 3;
                    continue;
                }
            }
            let mut found = None;
            while classes != 0 && found.is_none() {
                let key = start & mask(KEY_LENGTHS[classes.trailing_zeros() as usize]);
                let (word, bit) = place(key);
                if self.filter[word] & bit != 0 {
                    found = self.accept_at(bytes, at, (key, start), &mut accept);
                }
                classes &= classes - 1;
            }
            at = found.unwrap_or_else(|| next_start(bytes, at, start));
        }
    }

    /// `key` and `start` are what the bytes at `at` begin with: those that heads are looked up by, and eight.
    #[inline(never)]
    fn accept_at(
        &self,
        bytes: &[u8],
        at: usize,
        (key, start): (u64, u64),
        accept: &mut impl FnMut(usize, &Head) -> Option<usize>,
    ) -> Option<usize> {
        let slot = slot(key);
        let begins = |entry: &&Entry| {
            let is_cut = || bytes.get(at + entry.length as usize).is_some_and(|next| IS_WORD[usize::from(*next)]);
            entry.key == key && start & entry.mask == entry.first_bytes && !(entry.is_whole && is_cut())
        };
        let same = self.slots[slot] as usize..self.slots[slot + 1] as usize;
        let heads = self.entries[same].iter().filter(begins);
        heads
            .map(|entry| &self.heads[entry.head as usize])
            .filter(|head| head.text.len() <= 8 || bytes[at..].starts_with(head.text.as_bytes()))
            .find_map(|head| accept(at, head))
    }
}

/// How many pairs of a byte of ASCII and another there are.
const PAIRS: usize = 128 * 256;

/// Returns the place of a byte of ASCII and the next in a table of them.
#[inline]
fn pair(first: u8, second: u8) -> usize {
    usize::from(first & 0x7F) << 8 | usize::from(second)
}

/// Returns the word and the bit of a character of three bytes, which are the lowest of `start`: one of the basic plane.
#[inline]
fn character(start: u64) -> (usize, u64) {
    let [first, second, third, ..] = start.to_le_bytes();
    let code = usize::from(first & 0xF) << 12 | usize::from(second & 0x3F) << 6 | usize::from(third & 0x3F);
    (code / 64, 1 << (code % 64))
}

/// Returns the word and the bit of the filter that a key falls on, by Fibonacci hashing.
#[inline]
fn place(key: u64) -> (usize, u64) {
    let hash = hash(key) >> 48;
    ((hash >> 6) as usize, 1 << (hash & 63))
}

/// How many slots keys fall into: about as many as there are keys, in a table that fits the nearest cache.
const SLOTS: usize = 4096;

/// Returns the slot that a key falls into.
#[inline]
fn slot(key: u64) -> usize {
    // Other bits of the product than the filter takes first.
    (hash(key) >> 36) as usize % SLOTS
}

/// Returns by how many of its bytes a head is looked up, as a place in [`KEY_LENGTHS`]; `None` where it has none.
///
/// Four letters of Latin tell as much as two Chinese characters, which are six bytes.
fn key_class(head: &[u8]) -> Option<usize> {
    let lengths: &[usize] = if head.first()?.is_ascii() { &[4, 2, 1] } else { &[6, 3, 2] };
    let length = lengths.iter().find(|length| **length <= head.len())?;
    KEY_LENGTHS.iter().position(|known| known == length)
}

/// Returns the next place behind `at` where a name may begin: the next character, but not inside an ASCII word.
///
/// `start` is the first eight bytes at `at`, in lower case.
#[inline]
fn next_start(bytes: &[u8], at: usize, start: u64) -> usize {
    match bytes[at] {
        0xF0.. => at + 4,
        0xE0.. => at + 3,
        0xC0.. => at + 2,
        _ => {
            let mut length = word_length(start);
            let mut end = at + length;
            while length == 8 {
                length = word_length(first_eight(bytes, end));
                end += length;
            }
            end.max(at + 1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(heads: &[&str], text: &str) -> Vec<String> {
        let heads =
            heads.iter().map(|text| Head { text: (*text).to_owned(), node: 0, goes_on_in_word: true }).collect();
        let mut found = Vec::new();
        Heads::new(heads).scan(text, |at, head| {
            found.push(format!("{at}:{}", head.text));
            None
        });
        found
    }

    #[test]
    fn heads_stand_at_the_start_of_words_and_of_chinese_characters() {
        assert_eq!(
            found(&["phi", "参数", "盘古α"], "phi morphism 参数phi 盘古α"),
            ["0:phi", "13:参数", "19:phi", "23:盘古α"]
        );
    }

    #[test]
    fn words_are_measured_eight_bytes_at_a_time() {
        assert_eq!(found(&["tail"], "abcdefghijklmnopqtail tail"), ["22:tail"]);
    }

    #[test]
    fn the_longest_head_at_a_place_comes_first() {
        assert_eq!(
            found(&["参数", "参数量", "param", "parameters"], "parameters 参数量"),
            ["0:parameters", "0:param", "11:参数量", "11:参数"]
        );
    }

    #[test]
    fn a_head_of_one_letter_is_found() {
        assert_eq!(found(&["r"], "r is r, R&D, r"), ["0:r", "5:r", "13:r"]);
    }
}
