//! Which relations the words of a sentence leave possible, told before its figures are read.
//!
//! Main type: [`Likely`]. Each relation needs one of some words beside its figures; most sentences with numbers have none of
//! them, and reading figures costs far more than looking for words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::language::Phrases;
use crate::text::Folded;

use super::figure::fold;
use super::words::{Words, words};

/// The relations that a sentence may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Likely {
    pub(super) change: bool,
    pub(super) mean: bool,
    pub(super) decrease: bool,
    pub(super) share: bool,
    pub(super) whole: bool,
}

impl Likely {
    /// Reads a sentence.
    pub(super) fn of(sentence: &str) -> Self {
        // Marks of emphasis within words and the width of letters make no difference to those who read the figures.
        let mut folded = String::new();
        if memchr::memchr2(b'*', b'_', sentence.as_bytes()).is_some() {
            fold(sentence, &mut folded);
        }
        let sentence = if folded.is_empty() { sentence } else { &folded };
        if !Folded::width(sentence).is_aligned() {
            return Self { change: true, mean: true, decrease: true, share: true, whole: true };
        }
        static NEEDED: LazyLock<Needed> = LazyLock::new(|| Needed::new(words()));
        let mut found = 0;
        NEEDED.words.for_each_in(sentence, |at, word| {
            let mut needs = NEEDED.needs.get(word).copied().unwrap_or_default() & !found;
            if needs & SHARE != 0 && !has_percentage_near(sentence, at) {
                needs &= !SHARE;
            }
            if needs & BASE != 0 && !leads_to_number(&sentence[at + word.len()..]) {
                needs &= !BASE;
            }
            found |= needs;
        });
        let has = |needs: u16| found & needs == needs;
        Self {
            change: has(BASE | WAY),
            mean: has(MEAN),
            decrease: has(FALL) && may_exceed_whole(sentence),
            // 50人，30%（15人） has no word for the part.
            share: has(SHARE) && (has(PART) || !sentence.is_ascii()),
            whole: has(REST) || has(WHOLE_BEFORE) || has(WHOLE_BEFORE_CHINESE | WHOLE_AFTER),
        }
    }

    /// Returns whether it may hold any.
    pub(super) fn is_any(self) -> bool {
        self.change || self.mean || self.decrease || self.share || self.whole
    }
}

/// The word before the number that another is held against: from, 较.
const BASE: u16 = 1;
/// A word for which way a number goes, or the bracket that a percentage with a sign stands in.
const WAY: u16 = 1 << 1;
const MEAN: u16 = 1 << 2;
const FALL: u16 = 1 << 3;
/// What stands before a percentage, or between it and a part.
const SHARE: u16 = 1 << 4;
/// Between a part and its whole, or before the whole.
const PART: u16 = 1 << 9;
const REST: u16 = 1 << 5;
const WHOLE_BEFORE: u16 = 1 << 6;
/// In Chinese a list that makes up a whole has words on either side.
const WHOLE_BEFORE_CHINESE: u16 = 1 << 7;
const WHOLE_AFTER: u16 = 1 << 8;

/// Multiples in one word, which say by themselves which way a number goes. All of them in Chinese start with 翻.
const MULTIPLES: [&str; 16] = [
    "doubled",
    "doubles",
    "doubling",
    "tripled",
    "triples",
    "tripling",
    "quadrupled",
    "quadruples",
    "twice",
    "twofold",
    "threefold",
    "fourfold",
    "fivefold",
    "tenfold",
    "翻",
    "fold",
];

/// Words without which there is no relation, and of what kinds of them each is.
struct Needed {
    words: Phrases,
    needs: FxHashMap<String, u16>,
}

impl Needed {
    fn new(words: &Words) -> Self {
        let lists = [
            (BASE, vec![&words.from, &words.than]),
            (WAY, vec![&words.rise, &words.fall, &words.better, &words.faster]),
            (MEAN, vec![&words.mean, &words.mean_after]),
            (FALL, vec![&words.fall, &words.fall_nouns]),
            (SHARE, vec![&words.share, &words.rate_noun, &words.count_rates]),
            (PART, vec![&words.part_of, &words.of_which, &words.lead_of, &words.totals, &words.of_them]),
            (REST, vec![&words.certain_rest]),
            (WHOLE_BEFORE, vec![&words.whole_before]),
            (WHOLE_AFTER, vec![&words.whole_after]),
        ];
        let mut needs: FxHashMap<String, u16> = FxHashMap::default();
        for (need, phrases) in lists {
            // Dates may stand between the words of a phrase.
            for word in phrases.iter().flat_map(|phrases| phrases.longest_words()) {
                let is_one_sided = need == WHOLE_BEFORE && !word.is_ascii();
                *needs.entry(word.to_owned()).or_default() |= if is_one_sided { WHOLE_BEFORE_CHINESE } else { need };
            }
        }
        for bracket in ["(", "（", "[", "【"] {
            *needs.entry(bracket.to_owned()).or_default() |= SHARE | WAY;
        }
        for multiple in MULTIPLES {
            *needs.entry(multiple.to_owned()).or_default() |= WAY;
        }
        Self { words: Phrases::new(needs.keys().cloned()), needs }
    }
}

/// Returns whether a number may stand behind the word before it: not where a Chinese clause ends or tells of a change first,
/// as in 同比增长 and 由于…，.
fn leads_to_number(after: &str) -> bool {
    let is_number = |character: char| {
        character.is_numeric() || "零一二两兩三四五六七八九十百千万萬亿億半几幾数數多双雙翻".contains(character)
    };
    for character in after.chars() {
        match character {
            '，' | '；' | '：' | '。' | '“' | '”' | '增' | '减' | '涨' | '降' | '升' | '跌' => {
                return false;
            }
            // Numbers in English are written in words now and then, which are not known here.
            'a'..='z' | 'A'..='Z' => return true,
            other if is_number(other) => return true,
            _ => {}
        }
    }
    false
}

/// Returns whether a sentence may have a multiple, or a percentage over a hundred.
fn may_exceed_whole(sentence: &str) -> bool {
    static SIGNS: LazyLock<Phrases> =
        LazyLock::new(|| Phrases::new(["倍", "x", "×", "times", "cent", "分之"].map(str::to_owned)));
    // Numbers before it may share its sign: 150、120和50%.
    const REACH: usize = 48;
    let has_large = |at: usize| {
        let before = &sentence[sentence.ceil_char_boundary(at.saturating_sub(REACH))..at];
        let mut runs = before.split(|other: char| !other.is_ascii_digit());
        !before.trim_end().ends_with(|last: char| last.is_ascii_digit())
            || before.contains(['百', '千', '万', '萬', '亿', '億'])
            || runs.any(|digits| 3 <= digits.len())
    };
    SIGNS.stems_in(sentence) || memchr::memchr_iter(b'%', sentence.as_bytes()).any(has_large)
}

/// Returns whether a percentage stands right before a place of a sentence, or behind it and the words of a share.
fn has_percentage_near(sentence: &str, at: usize) -> bool {
    static SIGNS: LazyLock<Phrases> =
        LazyLock::new(|| Phrases::new(["%", "percent", "cent", "成", "分之"].map(str::to_owned)));
    let start = sentence.floor_char_boundary(at.saturating_sub(60));
    let end = sentence.ceil_char_boundary((at + 120).min(sentence.len()));
    SIGNS.stems_in(&sentence[start..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likely(sentence: &str) -> [bool; 5] {
        let Likely { change, mean, decrease, share, whole } = Likely::of(sentence);
        [change, mean, decrease, share, whole]
    }

    #[test]
    fn relations_need_their_words() {
        assert_eq!(likely("It has 12 wheels and 30% more of 40 doors."), [false; 5]);
        assert_eq!(likely("It grew from 121 to 209."), [true, false, false, false, false]);
        assert_eq!(likely("从121增至209"), [true, false, false, false, false]);
        assert_eq!(likely("收入12亿元，同比增长25%"), [false; 5]);
        assert_eq!(likely("The average was 3.45."), [false, true, false, false, false]);
        assert_eq!(likely("下降了150%"), [false, false, true, false, false]);
        assert_eq!(likely("下降了15%，到12天"), [false; 5]);
        assert_eq!(likely("12 of 40 (30 %)"), [false, false, false, true, false]);
        assert_eq!(likely("12 of 40 (see below)"), [false; 5]);
        assert_eq!(likely("70% A, 20% B and the remaining 15%"), [false, false, false, false, true]);
        assert_eq!(likely("由70%的A和20%的B"), [false; 5]);
    }

    #[test]
    fn words_in_emphasis_and_full_width_letters_are_left_to_the_readers() {
        assert_eq!(likely("it r*os*e f*ro*m 1 to 2"), [true, false, false, false, false]);
        assert_eq!(likely("Ｄｏｕｂｌｅｄ 1 to 2"), [true; 5]);
    }

    #[test]
    fn every_multiple_in_one_word_tells_a_way() {
        for (_, root) in crate::data::embedded("languages/") {
            let multiples = root.get("numbers").and_then(|numbers| numbers.get("multiples"));
            for multiple in multiples.map_or(&[][..], crate::data::Node::entries) {
                assert!(Likely::of(&format!("from 1 to 2, {}", multiple.key)).change, "{}", multiple.key);
            }
        }
    }
}
