//! The vocabulary, compiled once from `lints/languages/*.yaml`.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::CueKind;
use super::load::Source;
use super::matcher::Matcher;

/// What a word that is found in a text can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Word {
    /// A Chinese digit of everyday writing, or of cheques (壹).
    Digit { digit: u8, is_formal: bool },
    /// A Chinese power of ten (十, 万).
    Scale(u8),
    /// 廿, 卅, 卌.
    Tens(u8),
    /// 几, 数.
    Vague,
    /// 半, half.
    Half,
    /// An English cardinal below one hundred.
    Cardinal(u8),
    /// An English power of ten (hundred, million).
    Power(u8),
    /// An English ordinal, or the fraction word of it (third, thirds, quarter).
    Ordinal(u8),
    /// hundredth, millionths.
    OrdinalPower(u8),
    /// dozen.
    Dozen,
    /// ½.
    Fraction(u8, u8),
    /// doubled, 翻两番.
    Multiple(u8),
    /// Text in which no number, date or cue is read (一定, 今日头条).
    Masked,
    /// January.
    Month(u8),
    /// 周一, Monday: 1 to 7.
    Weekday(u8),
    /// 昨日: days from the document's.
    Day(i8),
    /// 去年, last month.
    Relative(TimeUnit, i8),
    /// 夏天, summer.
    Season(Season),
    /// A holiday with a fixed date.
    Holiday { month: u8, day: u8 },
    /// morning, 下午.
    DayPart(DayPart),
    /// now, 现在.
    Now,
    /// every, 每天.
    Every,
    /// next, the last: a place from the one at hand, or from the end.
    RelativeOrdinal { is_end: bool, offset: i8 },
    /// A cue for claims.
    Cue(CueKind),
}

/// A unit that time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TimeUnit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
}

/// A part of the day, or an hour that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayPart {
    /// The code that TIMEX3 has for it; none for an hour.
    pub(crate) code: &'static str,
    /// First second of the day.
    pub(crate) start: i64,
    /// Second after the last.
    pub(crate) end: i64,
}

impl DayPart {
    /// Returns the part that a code of the language files names.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        let (code, start, end) = match code {
            "MO" => ("TMO", 8, 12),
            "AF" => ("TAF", 12, 16),
            "EV" => ("TEV", 16, 20),
            "NI" => return Some(Self { code: "TNI", start: 20 * 3600, end: 24 * 3600 - 1 }),
            "DT" => ("TDT", 8, 18),
            "NT" => ("TNT", 0, 8),
            "DN" => ("TDN", 0, 8),
            "MD" => ("TMI", 11, 13),
            "ML" => ("TMEL", 11, 13),
            "12" => ("", 12, 12),
            "0" => ("", 0, 0),
            _ => return None,
        };
        Some(Self { code, start: start * 3600, end: end * 3600 })
    }
}

/// A season of the year, as of the northern hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

/// What a word beside a number can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(crate) struct Unit {
    /// A unit of measurement.
    pub(crate) dimension: Option<&'static Dimension>,
    /// An age or a temperature.
    pub(crate) special: Option<&'static Dimension>,
    /// A currency, and the power of ten of this coin in it (-2 for cents).
    pub(crate) currency: Option<(&'static Currency, i8)>,
    /// A unit of time.
    pub(crate) time: Option<TimeUnit>,
}

/// A unit of measurement.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Dimension {
    pub(crate) name: String,
    pub(crate) group: String,
}

/// A currency.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Currency {
    /// What the word says (`Dollar`), for those that ask.
    pub(crate) name: String,
    /// The ISO 4217 code that it stands for in news.
    pub(crate) code: String,
}

/// How a word beside a number bounds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Operator {
    /// Just so.
    #[default]
    Equal,
    /// 约, 近, about, nearly.
    About,
    /// 超, 逾, 100多, more than, over.
    More,
    /// 至少, 以上, at least.
    AtLeast,
    /// 不到, less than.
    Less,
    /// 高达, 最多, up to, at most.
    AtMost,
}

/// Words that are looked up at one place, by their length.
#[derive(Debug)]
pub(crate) struct WordMap<T> {
    map: FxHashMap<&'static str, T>,
    // Filters of the first and the last characters of the words: most look-ups end there.
    first: [u64; FILTER],
    last: [u64; FILTER],
    // Bit `n` is set where some word with a first or last character of this hash has `n` bytes.
    lengths_by_first: [u64; BUCKETS],
    lengths_by_last: [u64; BUCKETS],
}

const FILTER: usize = 32;
const BUCKETS: usize = u64::BITS as usize;

/// Returns the word and the bit of a filter that a character has.
fn filter_bit(character: char) -> (usize, u64) {
    let hash = u32::from(character).wrapping_mul(0x9E37_79B1) >> 21;
    (hash as usize / 64, 1 << (hash % 64))
}

/// Returns which of the sets of lengths a character belongs to, by its bit of a filter.
fn bucket(bit: u64) -> usize {
    bit.trailing_zeros() as usize
}

/// Returns the lengths that are bits of a set, the longest first; none is longer than `longest`.
fn longest_first(lengths: u64, longest: usize) -> impl Iterator<Item = usize> {
    let mut lengths = if longest < 63 { lengths & ((2 << longest) - 1) } else { lengths };
    std::iter::from_fn(move || {
        let length = 63_u32.checked_sub(lengths.leading_zeros())?;
        lengths &= !(1 << length);
        Some(length as usize)
    })
}

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        Self {
            map: FxHashMap::default(),
            first: [0; FILTER],
            last: [0; FILTER],
            lengths_by_first: [0; BUCKETS],
            lengths_by_last: [0; BUCKETS],
        }
    }
}

impl<T> WordMap<T> {
    pub(crate) fn entry(&mut self, word: &'static str) -> &mut T
    where
        T: Default,
    {
        let length = word.len().min(63);
        if let (Some(first), Some(last)) = (word.chars().next(), word.chars().next_back()) {
            let (index, bit) = filter_bit(first);
            self.first[index] |= bit;
            self.lengths_by_first[bucket(bit)] |= 1 << length;
            let (index, bit) = filter_bit(last);
            self.last[index] |= bit;
            self.lengths_by_last[bucket(bit)] |= 1 << length;
        }
        self.map.entry(word).or_default()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&'static str, &T)> {
        self.map.iter().map(|(word, value)| (*word, value))
    }

    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        self.map.get(word)
    }

    /// Returns the longest word that `text` starts with and that ends at a word boundary, with its length.
    pub(crate) fn at_start(&self, text: &str) -> Option<(usize, &T)> {
        let (index, bit) = filter_bit(text.chars().next()?);
        if self.first[index] & bit == 0 {
            return None;
        }
        longest_first(self.lengths_by_first[bucket(bit)], text.len()).find_map(|length| {
            let is_whole = text.is_char_boundary(length) && ends_word(text.as_bytes(), length);
            let found = if is_whole { self.map.get(&text[..length]) } else { None };
            found.map(|found| (length, found))
        })
    }

    /// Returns the longest word that `text` ends with and that starts at a word boundary, with its length.
    pub(crate) fn at_end(&self, text: &str) -> Option<(usize, &T)> {
        let (index, bit) = filter_bit(text.chars().next_back()?);
        if self.last[index] & bit == 0 {
            return None;
        }
        longest_first(self.lengths_by_last[bucket(bit)], text.len()).find_map(|length| {
            let start = text.len() - length;
            let is_whole = text.is_char_boundary(start) && ends_word(text.as_bytes(), start);
            let found = if is_whole { self.map.get(&text[start..]) } else { None };
            found.map(|found| (length, found))
        })
    }
}

/// Returns whether there is a word boundary before byte `at`.
pub(crate) fn ends_word(bytes: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).and_then(|index| bytes.get(index)) else { return true };
    let Some(after) = bytes.get(at) else { return true };
    !(before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric())
}

/// All words that are known.
pub(crate) struct Lexicon {
    pub(crate) words: Matcher,
    long_names: OnceLock<Vec<(&'static str, Unit)>>,
    pub(crate) units: WordMap<Unit>,
    pub(crate) signs: WordMap<Option<&'static Currency>>,
    pub(crate) before: WordMap<Operator>,
    pub(crate) after: WordMap<Operator>,
    pub(crate) exact: WordMap<()>,
    pub(crate) eras: WordMap<i32>,
    pub(crate) measure_words: WordMap<()>,
    pub(crate) labels: WordMap<()>,
    pub(crate) before_counts: WordMap<()>,
    pub(crate) joiners: WordMap<()>,
    pub(crate) not_units: WordMap<()>,
    pub(crate) counted: WordMap<()>,
    // Number words alone, for the grammar of numerals.
    pub(crate) numbers: WordMap<Option<Word>>,
}

impl Lexicon {
    /// Returns the words of every language that ships with the library.
    pub(crate) fn shared() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::build(Source::embedded()))
    }

    /// Returns the names of currencies and temperature scales that are long enough to mean nothing else.
    pub(crate) fn long_names(&self) -> &[(&'static str, Unit)] {
        self.long_names.get_or_init(|| {
            let is_name = |word: &str, unit: &Unit| {
                let is_scale =
                    unit.special.is_some_and(|special| special.group == "temperature" && special.name != "Degree");
                let is_currency = unit.currency.is_some_and(|(_, power)| power == 0) && unit.dimension.is_none();
                6 <= word.len() && (is_scale || is_currency)
            };
            self.units.iter().filter(|(word, unit)| is_name(word, unit)).map(|(word, unit)| (word, *unit)).collect()
        })
    }

    fn build(source: Source) -> Self {
        let Source {
            words,
            units,
            signs,
            before,
            after,
            exact,
            eras,
            measure_words,
            labels,
            before_counts,
            joiners,
            not_units,
            counted,
            numbers,
        } = source;
        Self {
            words: Matcher::new(words),
            long_names: OnceLock::new(),
            units,
            signs,
            before,
            after,
            exact,
            eras,
            measure_words,
            labels,
            before_counts,
            joiners,
            not_units,
            counted,
            numbers,
        }
    }
}
