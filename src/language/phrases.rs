//! Words and phrases of every language that are looked for at either end of a text, or anywhere in it.
//!
//! Main type: [`Phrases`]. A phrase is found by its first or last character, so that what a search costs hardly depends on
//! how many phrases there are.

/// Words and phrases, the longest first.
///
/// Letters of ASCII count in either case; others as they stand. An end that is an ASCII letter or digit is the end of a
/// word: `rose` is not in `prose`. Words of scripts without spaces count wherever they stand.
#[derive(Debug, Default)]
pub(crate) struct Phrases {
    all: Vec<Box<str>>,
    leads: Leads,
    by_first: Index,
    by_last: Index,
}

/// For each byte whether a phrase starts with it, in either case.
#[derive(Debug)]
struct Leads([bool; 256]);

impl Default for Leads {
    fn default() -> Self {
        Self([false; 256])
    }
}

/// Which phrases start, or end, with a character.
#[derive(Debug, Default)]
struct Index {
    /// One bit a slot: whether there is such a phrase.
    slots: [u64; SLOTS / 64],
    /// Where the entries of each slot start, and one more for where the last of them end; empty without phrases.
    starts: Vec<u16>,
    /// By slot; of one slot the longest phrase stands first.
    entries: Vec<Entry>,
}

/// A phrase, with what nearly always tells that it does not stand in a text.
#[derive(Clone, Copy, Debug)]
struct Entry {
    place: u16,
    /// In bytes.
    length: u16,
    /// The byte at the end that the slot does not speak of, in lower case.
    far_byte: u8,
}

// The slots of characters that are not of ASCII (by two of their bytes), of single ASCII characters, and of ASCII characters
// with the byte beside them. One is nobody's.
const SINGLES: usize = 256;
const NO_SLOT: usize = 384;
const PAIRS: usize = 512;
const SLOTS: usize = 768;

impl Phrases {
    /// Returns the phrases as a set.
    pub(crate) fn new(phrases: impl IntoIterator<Item = String>) -> Self {
        let mut set = Self { all: phrases.into_iter().map(String::into_boxed_str).collect(), ..Self::default() };
        set.all.retain(|phrase| !phrase.is_empty());
        set.all.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let own = |slots: [usize; 2], phrase: &[u8]| slots[usize::from(phrase.len() == 1)];
        let first = |phrase: &[u8]| (own(first_slots(phrase, 0), phrase), phrase[phrase.len() - 1]);
        let last = |phrase: &[u8]| (own(last_slots(phrase), phrase), phrase[0]);
        for lead in set.all.iter().map(|phrase| phrase.as_bytes()[0]) {
            set.leads.0[usize::from(lead.to_ascii_lowercase())] = true;
            set.leads.0[usize::from(lead.to_ascii_uppercase())] = true;
        }
        set.by_first = Index::new(&set.all, first);
        set.by_last = Index::new(&set.all, last);
        set
    }

    /// Returns the length of the longest phrase that a text starts with.
    pub(crate) fn prefix(&self, text: &str) -> Option<usize> {
        self.phrase_at_start(text).map(str::len)
    }

    /// Returns the length of the longest phrase that a text ends with.
    pub(crate) fn suffix(&self, text: &str) -> Option<usize> {
        self.phrase_at_end(text).map(str::len)
    }

    /// Returns the longest phrase that a text ends with, as it stands in the list.
    pub(crate) fn phrase_at_end(&self, text: &str) -> Option<&str> {
        let bytes = text.as_bytes();
        let slots = if bytes.is_empty() { return None } else { last_slots(bytes) };
        let fits = |entry: &Entry| {
            let start = bytes.len().checked_sub(usize::from(entry.length))?;
            if bytes[start].to_ascii_lowercase() != entry.far_byte {
                return None;
            }
            let phrase = &*self.all[usize::from(entry.place)];
            (bytes[start..].eq_ignore_ascii_case(phrase.as_bytes()) && !is_cut(bytes, start)).then_some(phrase)
        };
        slots.into_iter().find_map(|slot| self.by_last.of(slot).iter().find_map(fits))
    }

    /// Returns the longest phrase that a text starts with, as it stands in the list.
    pub(crate) fn phrase_at_start(&self, text: &str) -> Option<&str> {
        self.at(text.as_bytes(), 0, true)
    }

    /// Returns whether a text starts with one of the phrases, spaces apart.
    pub(crate) fn starts(&self, text: &str) -> bool {
        self.prefix(text.trim_start()).is_some()
    }

    /// Returns whether a text ends with one of the phrases, spaces apart.
    pub(crate) fn ends(&self, text: &str) -> bool {
        self.suffix(text.trim_end()).is_some()
    }

    /// Returns whether a text is one of the phrases.
    pub(crate) fn has(&self, text: &str) -> bool {
        self.prefix(text) == Some(text.len())
    }

    /// Returns where the first of the phrases in a text stands, the longest of those that start there: start and end.
    pub(crate) fn find(&self, text: &str) -> Option<(usize, usize)> {
        self.places(text).next()
    }

    /// Returns where the phrase that ends last in a text stands: start and end.
    pub(crate) fn last_in(&self, text: &str) -> Option<(usize, usize)> {
        self.places(text).max_by_key(|(start, end)| (*end, std::cmp::Reverse(*start)))
    }

    /// Returns whether one of the phrases stands anywhere in a text.
    pub(crate) fn stand_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// Returns whether a text contains one of the phrases, be it as a part of its words.
    pub(crate) fn stems_in(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        self.candidates(bytes).any(|at| self.at(bytes, at, false).is_some())
    }

    /// Hands over all phrases of a text with their places, also those within others, between other characters than letters:
    /// every one that stands whole in a part of the text that starts and ends with whole words, and those beside digits.
    pub(crate) fn for_each_in<'a>(&'a self, text: &str, mut take: impl FnMut(usize, &'a str)) {
        let bytes = text.as_bytes();
        let is_letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
        let mut is_behind_letter = false;
        for (at, byte) in bytes.iter().enumerate() {
            let is_inside = is_behind_letter && byte.is_ascii_alphabetic();
            is_behind_letter = byte.is_ascii_alphabetic();
            if is_inside || !self.leads.0[usize::from(*byte)] {
                continue;
            }
            // All of them are handed over: none ends the search.
            self.find_at(bytes, at, |phrase| {
                let end = at + phrase.len();
                if !(is_letter(end - 1) && is_letter(end)) {
                    take(at, phrase);
                }
                false
            });
        }
    }

    /// Returns the longest word of each phrase, the last where there are several.
    pub(crate) fn longest_words(&self) -> impl Iterator<Item = &str> {
        self.all.iter().filter_map(|phrase| phrase.split([' ', '-']).max_by_key(|word| word.len()))
    }

    /// Returns the places where phrases start, each with the end of the longest.
    fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let bytes = text.as_bytes();
        self.candidates(bytes)
            .filter(|at| !is_cut(bytes, *at))
            .filter_map(move |at| self.at(bytes, at, true).map(|phrase| (at, at + phrase.len())))
    }

    /// Returns the places of characters that phrases start with.
    fn candidates<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
        let starts = move |at: &usize| {
            let byte = bytes[*at];
            self.leads.0[usize::from(byte)] && (byte.is_ascii() || self.by_first.has(first_slots(bytes, *at)[0]))
        };
        (0..bytes.len()).filter(starts)
    }

    /// Returns the longest phrase that starts at a place.
    fn at(&self, bytes: &[u8], at: usize, is_whole: bool) -> Option<&str> {
        self.find_at(bytes, at, |phrase| !(is_whole && is_cut(bytes, at + phrase.len())))
    }

    /// Returns the first of the phrases that start at a place, the longest first, that is the wanted one.
    fn find_at<'a>(&'a self, bytes: &[u8], at: usize, mut is_wanted: impl FnMut(&'a str) -> bool) -> Option<&'a str> {
        let slots = if at < bytes.len() { first_slots(bytes, at) } else { return None };
        let mut fits = |entry: &Entry| {
            let found = bytes.get(at..at + usize::from(entry.length))?;
            if found[found.len() - 1].to_ascii_lowercase() != entry.far_byte {
                return None;
            }
            let phrase = &*self.all[usize::from(entry.place)];
            (found.eq_ignore_ascii_case(phrase.as_bytes()) && is_wanted(phrase)).then_some(phrase)
        };
        slots.into_iter().find_map(|slot| self.by_first.of(slot).iter().find_map(&mut fits))
    }
}

impl Index {
    /// Sorts phrases, the longest first, by the slot that `ends` gives with the byte at the other end.
    fn new(phrases: &[Box<str>], ends: impl Fn(&[u8]) -> (usize, u8)) -> Self {
        let limit = "a list of phrases, and each of them, fits in 16 bits";
        let entry = |place: usize| {
            let (slot, far_byte) = ends(phrases[place].as_bytes());
            let length = u16::try_from(phrases[place].len()).expect(limit);
            let place = u16::try_from(place).expect(limit);
            (slot, Entry { place, length, far_byte: far_byte.to_ascii_lowercase() })
        };
        let mut slotted: Vec<(usize, Entry)> = (0..phrases.len()).map(entry).collect();
        slotted.sort_unstable_by_key(|(slot, entry)| (*slot, entry.place));
        let mut index = Self { starts: Vec::with_capacity(SLOTS + 1), ..Self::default() };
        for (place, (slot, _)) in slotted.iter().enumerate() {
            if !index.has(*slot) {
                index.slots[slot / 64] |= 1 << (slot % 64);
                index.starts.resize(slot + 1, u16::try_from(place).expect(limit));
            }
        }
        index.starts.resize(SLOTS + 1, u16::try_from(slotted.len()).expect(limit));
        index.entries = slotted.into_iter().map(|(_, entry)| entry).collect();
        index
    }

    #[inline]
    fn has(&self, slot: usize) -> bool {
        self.slots[slot / 64] & 1 << (slot % 64) != 0
    }

    /// Returns the phrases of a slot, the longest first.
    #[inline]
    fn of(&self, slot: usize) -> &[Entry] {
        if !self.has(slot) {
            return &[];
        }
        &self.entries[usize::from(self.starts[slot])..usize::from(self.starts[slot + 1])]
    }
}

/// Returns the slots of the phrases that may start at a place: the longer ones, and those of one byte.
#[inline]
fn first_slots(bytes: &[u8], at: usize) -> [usize; 2] {
    let length = match bytes[at] {
        first @ 0x00..0x80 => return ascii_slots(first, bytes.get(at + 1)),
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        0xF0.. => 4,
    };
    last_slots(&bytes[at..bytes.len().min(at + length)])
}

/// Returns the slots of the phrases that a text may end with: the longer ones, and those of one byte.
#[inline]
fn last_slots(bytes: &[u8]) -> [usize; 2] {
    let last = bytes[bytes.len() - 1];
    let before = bytes.get(bytes.len().wrapping_sub(2));
    if last.is_ascii() {
        return ascii_slots(last, before);
    }
    [usize::from(last & 0x3F | (before.copied().unwrap_or_default() & 3) << 6), NO_SLOT]
}

/// Returns the slots of an ASCII character at an end, with the byte beside it and alone.
#[inline]
fn ascii_slots(end: u8, beside: Option<&u8>) -> [usize; 2] {
    let end = end.to_ascii_lowercase();
    let pair = |beside: &u8| PAIRS + usize::from(end.wrapping_mul(31).wrapping_add(beside.to_ascii_lowercase()));
    [beside.map_or(NO_SLOT, pair), SINGLES + usize::from(end)]
}

/// Returns whether a place is inside a word of ASCII letters and digits.
fn is_cut(bytes: &[u8], at: usize) -> bool {
    let is_word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    is_word(at.checked_sub(1)) && is_word(Some(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phrases() -> Phrases {
        Phrases::new(["up", "rose", "rose by", "增长", "同比增长", "é"].map(str::to_owned))
    }

    #[test]
    fn words_of_letters_count_whole_and_in_either_case() {
        assert_eq!(phrases().suffix("it was Up"), Some(2));
        assert_eq!(phrases().suffix("the group"), None);
        assert_eq!(phrases().prefix("ROSE BY 3"), Some("rose by".len()));
        assert_eq!(phrases().prefix("rosebud"), None);
        assert!(phrases().stems_in("rosebud") && !phrases().stand_in("rosebud"));
        assert!(phrases().has("Rose") && !phrases().has("Rose bush"));
    }

    #[test]
    fn the_longest_at_a_place_counts() {
        assert_eq!(phrases().find("收入同比增长, up"), Some(("收入".len(), "收入同比增长".len())));
        assert_eq!(phrases().last_in("收入同比增长"), Some(("收入".len(), "收入同比增长".len())));
        assert_eq!(phrases().suffix("收入同比增长"), Some("同比增长".len()));
        assert_eq!(phrases().suffix("caf\u{e9}"), Some(2));
    }

    #[test]
    fn phrases_of_one_letter_stand_beside_longer_ones() {
        let phrases = Phrases::new(["a", "an", "a b", "多", "多数"].map(str::to_owned));
        assert_eq!([phrases.prefix("a"), phrases.prefix("An"), phrases.prefix("a b")], [Some(1), Some(2), Some(3)]);
        assert_eq!([phrases.suffix("x a"), phrases.suffix("ban"), phrases.prefix("多的")], [Some(1), None, Some(3)]);
        let mut found = Vec::new();
        phrases.for_each_in("5a b 多数, ban", |at, phrase| found.push((at, phrase)));
        assert_eq!(found, [(1, "a b"), (1, "a"), (5, "多数"), (5, "多")]);
    }

    #[test]
    fn nothing_is_found_in_nothing() {
        assert_eq!(phrases().find(""), None);
        assert_eq!(phrases().suffix(""), None);
        assert_eq!(Phrases::default().find("rose"), None);
        assert!(Phrases::new([String::new()]).find("rose").is_none());
    }
}
