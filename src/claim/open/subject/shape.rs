//! Names of Latin letters, told by their shape: capitals, inner capitals, digits, versions and sizes.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::text::{TextRange, range};

use super::vocabulary::vocabulary;

/// How sure a shape is that of a name, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// Letters with digits or a version behind: `Phi-3`, `Mistral Large 2`.
    Versioned,
    /// Capitals inside a word: `DeepSeek`, `xAI`.
    InnerCapital,
    /// A capitalised word, or several, where the language asks for none.
    Capitalised,
    /// A capitalised word where every word or sentence has one.
    Initial,
    /// A letter and a number of several digits: `H100`; a piece of hardware, not a model.
    Part,
}

/// A stretch of prose that looks like a name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) range: TextRange,
    pub(super) shape: Shape,
}

/// Reads words and what they are from front to back.
struct Word {
    start: usize,
    end: usize,
    kind: WordKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum WordKind {
    /// Letters and digits: `GPT-4`, `phi-1`.
    Mixed,
    InnerCapital,
    Capitals,
    Capitalised,
    /// Capitalised, and a word of the language.
    Ordinary,
    /// Capitalised, and in lower case elsewhere in the text.
    Seen,
    /// Stands for a kind of thing.
    Generic,
    /// A bare number that may be a version: `2`, `3.5`.
    Number,
    /// `7B`, `8x7B`, `A22B`.
    Size,
    /// `H100`.
    Part,
    Lower,
}

/// Returns the words of a text that are written in lower case about as often as with a capital, or more: they are no
/// names where they are capitalised. Parts of addresses and handles (`add-inkling`) do not count.
pub(super) fn lower_case_words(prose: &str) -> FxHashSet<&str> {
    let bytes = prose.as_bytes();
    let mut counts: FxHashMap<&str, u32> = FxHashMap::default();
    let mut capitals: FxHashMap<String, u32> = FxHashMap::default();
    let is_joint = |byte: Option<&u8>| byte.is_some_and(|byte| matches!(byte, b'-' | b'_' | b'/' | b'.' | b'@' | b'#'));
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphabetic() {
            at += 1;
            continue;
        }
        let end = at + bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let word = &prose[at..end];
        let goes_on = is_joint(bytes.get(end)) && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
        let is_part = at.checked_sub(1).is_some_and(|before| is_joint(bytes.get(before))) || goes_on;
        if 2 < end - at && !is_part {
            if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
                *counts.entry(word).or_default() += 1;
            } else if word.starts_with(|first: char| first.is_ascii_uppercase()) {
                *capitals.entry(word.to_ascii_lowercase()).or_default() += 1;
            }
        }
        at = end;
    }
    let is_word = |word: &str, count: u32| capitals.get(word).is_none_or(|capitals| *capitals <= 3 * count);
    counts.iter().filter(|(word, count)| is_word(word, **count)).map(|(word, _)| *word).collect()
}

/// Finds what looks like a name in `block`; nothing that touches `blockers` (in order) is part of one.
///
/// `has_titles` says that every word of the block may be capitalised.
pub(super) fn latin_names(
    prose: &str,
    block: TextRange,
    blockers: &[TextRange],
    lower: &FxHashSet<&str>,
    has_titles: bool,
    found: &mut Vec<Found>,
) {
    let (start, end) = (usize::from(block.start()), usize::from(block.end()));
    let bytes = prose.as_bytes();
    let mut blockers = blockers.iter().peekable();
    let mut open: Option<Open> = None;
    let mut at = start;
    while at < end {
        while blockers.next_if(|blocker| usize::from(blocker.end()) <= at).is_some() {}
        if let Some(blocker) = blockers.peek().filter(|blocker| usize::from(blocker.start()) <= at) {
            close(&mut open, found);
            at = usize::from(blocker.end()).max(at + 1);
            continue;
        }
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let limit = blockers.peek().map_or(end, |blocker| usize::from(blocker.start()).clamp(at + 1, end));
        let word_end = word_end(bytes, at, limit);
        let mut word = Word { start: at, end: word_end, kind: kind(&prose[at..word_end], lower) };
        // In Chinese a capital is a name's, whatever the word: 由General Catalyst领投.
        if matches!(word.kind, WordKind::Ordinary | WordKind::Seen) && is_in_chinese(prose, start, &word, end) {
            word.kind = WordKind::Capitalised;
        }
        at = word_end;
        let is_joined = open.as_ref().is_some_and(|open| is_joint(&prose[open.end..word.start]));
        if let Some(open) = open.as_mut().filter(|_| is_joined)
            && open.take(&word, &prose[word.start..word.end], &prose[word.end..end], has_titles)
        {
            continue;
        }
        close(&mut open, found);
        let is_initial = has_titles || is_initial(&prose[start..word.start]);
        // `@somebody` is who wrote it.
        let is_handle = prose[..word.start].ends_with('@');
        open = Open::start(&word, &prose[word.start..word.end], is_initial).filter(|_| !is_handle);
    }
    close(&mut open, found);
}

/// Returns whether a capitalised word opens a Latin name of several words amid Chinese.
fn is_in_chinese(prose: &str, block_start: usize, word: &Word, block_end: usize) -> bool {
    let before = prose[block_start..word.start].trim_end_matches(' ');
    let after = &prose[word.end..block_end];
    before.ends_with(crate::text::is_cjk)
        && after.strip_prefix(' ').is_some_and(|after| after.starts_with(|next: char| next.is_ascii_uppercase()))
}

/// A name that may go on.
struct Open {
    start: usize,
    end: usize,
    shape: Shape,
    word_count: usize,
    /// Whether the first word mostly goes on with a name: `Pro`.
    is_continuation: bool,
}

impl Open {
    fn start(word: &Word, text: &str, is_initial: bool) -> Option<Self> {
        let shape = match word.kind {
            WordKind::Mixed => Shape::Versioned,
            WordKind::InnerCapital => Shape::InnerCapital,
            WordKind::Capitals => Shape::Capitalised,
            WordKind::Capitalised if is_initial => Shape::Initial,
            WordKind::Capitalised => Shape::Capitalised,
            WordKind::Part => Shape::Part,
            WordKind::Ordinary
            | WordKind::Seen
            | WordKind::Generic
            | WordKind::Number
            | WordKind::Size
            | WordKind::Lower => {
                return None;
            }
        };
        let is_continuation = vocabulary().continues.contains(&text.to_ascii_lowercase());
        Some(Self { start: word.start, end: word.end, shape, word_count: 1, is_continuation })
    }

    /// Takes the next word into the name; `false` where the name has ended.
    fn take(&mut self, word: &Word, text: &str, rest: &str, has_titles: bool) -> bool {
        let goes_on = || starts_with_capital(text) && vocabulary().continues.contains(&text.to_ascii_lowercase());
        let shape = match word.kind {
            _ if 6 <= self.word_count || vocabulary().yardsticks.has(text) => return false,
            WordKind::Mixed => Shape::Versioned,
            WordKind::InnerCapital => Shape::InnerCapital,
            // Of the words of a title nobody can tell which go together.
            WordKind::Capitals | WordKind::Capitalised if has_titles && !goes_on() => return false,
            WordKind::Capitals | WordKind::Capitalised => self.shape,
            WordKind::Number if is_version(text, rest) => Shape::Versioned,
            WordKind::Size => Shape::Versioned,
            WordKind::Ordinary | WordKind::Seen | WordKind::Part | WordKind::Generic if goes_on() => self.shape,
            WordKind::Seen if !has_titles && self.shape == Shape::Capitalised => self.shape,
            WordKind::Ordinary
            | WordKind::Seen
            | WordKind::Generic
            | WordKind::Number
            | WordKind::Lower
            | WordKind::Part => {
                return false;
            }
        };
        self.end = word.end;
        self.word_count += 1;
        self.shape = match (self.shape, shape) {
            (Shape::Initial, Shape::Initial) if 2 <= self.word_count => Shape::Initial,
            (before, now) => before.min(now),
        };
        true
    }
}

fn close(open: &mut Option<Open>, found: &mut Vec<Found>) {
    // `Pro and Max` alone are members of a family that stands elsewhere.
    let is_member = |open: &Open| open.word_count == 1 && open.is_continuation;
    if let Some(open) = open.take().filter(|open| !is_member(open)) {
        found.push(Found { range: range(open.start, open.end), shape: open.shape });
    }
}

/// Returns whether two words with this between them may be one name.
fn is_joint(gap: &str) -> bool {
    matches!(gap, " " | "\n" | "-" | "\u{2010}" | "\u{2011}" | "\u{a0}")
}

/// Returns whether what stands before a word lets it be capitalised: the start of a sentence, an item, a quotation.
fn is_initial(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '*', '"', '“', '‘', '(', '\u{FFFC}']);
    before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '•', '-', '–', '—', '\n', '|', '。', '，', '：'])
}

/// Returns the end of the word of letters, digits and inner hyphens, points and underscores that starts at `at`.
fn word_end(bytes: &[u8], at: usize, limit: usize) -> usize {
    let mut end = at;
    while end < limit {
        let byte = bytes[end];
        let next = bytes.get(end + 1).copied().filter(|_| end + 1 < limit).unwrap_or(b' ');
        let before = bytes[end.saturating_sub(1).max(at)];
        let goes_on = match byte {
            _ if byte.is_ascii_alphanumeric() => true,
            b'-' | b'_' => next.is_ascii_alphanumeric(),
            b'.' => next.is_ascii_alphanumeric() && !(before.is_ascii_lowercase() && next.is_ascii_uppercase()),
            b'+' => before.is_ascii_alphabetic() && !next.is_ascii_alphanumeric() && next != b'+',
            _ => false,
        };
        if !goes_on {
            break;
        }
        end += 1;
    }
    end
}

fn starts_with_capital(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase())
}

/// Returns what a word is by its letters.
fn kind(word: &str, lower: &FxHashSet<&str>) -> WordKind {
    let vocabulary = vocabulary();
    if vocabulary.generic.contains(word) {
        return WordKind::Generic;
    }
    if word.rsplit_once('-').is_some_and(|(_, tail)| vocabulary.tails.contains(&tail.to_ascii_lowercase())) {
        return WordKind::Lower;
    }
    let bytes = word.as_bytes();
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if letters == 0 {
        return WordKind::Number;
    }
    if bytes[0].is_ascii_digit() {
        // `Kite 4o`: a version with a letter.
        let is_lettered = letters == 1 && word.len() <= 4 && word.ends_with(['o', 'v']);
        return if is_size(word) || is_lettered { WordKind::Size } else { WordKind::Lower };
    }
    if 0 < digits {
        return mixed_kind(word);
    }
    let stem = word.split('-').next().unwrap_or(word);
    let is_ordinary = |word: &str| {
        let folded = word.to_ascii_lowercase();
        vocabulary.common.contains(&folded) || lower.contains(folded.as_str())
    };
    let capitals = bytes.iter().filter(|byte| byte.is_ascii_uppercase()).count();
    if capitals == 0 {
        return WordKind::Lower;
    }
    // `MIT-licensed`, `Open-source`: the first part says what it is.
    let is_shouted = stem.bytes().all(|byte| byte.is_ascii_uppercase());
    if vocabulary.generic.contains(stem) || !is_shouted && is_ordinary(stem) && word.contains('-') {
        return WordKind::Ordinary;
    }
    if capitals == letters && 1 < letters {
        // SHOUTING is no name either.
        return if vocabulary.common.contains(&word.to_ascii_lowercase()) {
            WordKind::Ordinary
        } else {
            WordKind::Capitals
        };
    }
    // `Gull-MoE`, `Tern-X`: the last part is a model's.
    if let Some((_, tail)) = word.rsplit_once('-')
        && 2 < stem.len()
        && bytes[0].is_ascii_uppercase()
        && tail.starts_with(|first: char| first.is_ascii_uppercase())
        && !tail.eq_ignore_ascii_case("ai")
        && (tail.len() <= 2 && tail.bytes().all(|byte| byte.is_ascii_uppercase())
            || vocabulary.continues.contains(&tail.to_ascii_lowercase()))
    {
        return WordKind::InnerCapital;
    }
    let has_inner = stem.as_bytes().windows(2).any(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase());
    let has_leading = stem.len() > 3 && stem.as_bytes()[..2].iter().all(u8::is_ascii_uppercase);
    if has_inner || has_leading {
        return WordKind::InnerCapital;
    }
    if !bytes[0].is_ascii_uppercase() {
        return WordKind::Lower;
    }
    let folded = word.to_ascii_lowercase();
    let is_common = |word: &str| vocabulary.common.contains(word);
    if is_common(&folded) || is_common(folded.trim_end_matches('s')) {
        return WordKind::Ordinary;
    }
    let plural = format!("{folded}s");
    if [folded.as_str(), folded.trim_end_matches('s'), plural.as_str()].iter().any(|form| lower.contains(form)) {
        return WordKind::Seen;
    }
    if letters == 1 { WordKind::Ordinary } else { WordKind::Capitalised }
}

/// Returns what a word of letters and digits is.
fn mixed_kind(word: &str) -> WordKind {
    let bytes = word.as_bytes();
    let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let rest = &bytes[letters..];
    if letters == 1 && bytes[0].is_ascii_uppercase() {
        let is_active = bytes[0] == b'A' && is_size(&word[1..]);
        if is_active {
            return WordKind::Size;
        }
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if 2 <= digits && rest.len() <= digits + 1 {
            return WordKind::Part;
        }
    }
    if letters == 1 && matches!(bytes[0], b'v' | b'V') && rest.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
    {
        return WordKind::Size;
    }
    // `top-5`, `day-1`: a word of the language with a number is no name.
    let is_plain = word.split_once(['-', '_']).is_some_and(|(stem, rest)| {
        rest.bytes().all(|byte| byte.is_ascii_digit()) && vocabulary().common.contains(&stem.to_ascii_lowercase())
    });
    if is_plain { WordKind::Lower } else { WordKind::Mixed }
}

/// Returns whether a word is a size as names have it: `7B`, `1.5b`, `8x7B`, `135M`.
pub(super) fn is_size(word: &str) -> bool {
    let Some(digits) = word.strip_suffix(['B', 'b', 'M', 'm', 'T', 'k', 'K']) else { return false };
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'x'))
}

/// Returns whether a bare number behind a name is its version: `Llama 2`, `Mistral Large 2`, but not `Google 2 years`.
fn is_version(text: &str, rest: &str) -> bool {
    let is_year = text.len() == 4 && !text.contains('.');
    let is_short = text.len() <= 4 && text.bytes().filter(|byte| *byte == b'.').count() <= 1;
    let rest = rest.trim_start_matches([' ', '*']);
    let counts = crate::claim::words().counted.iter().any(|noun| rest.starts_with(noun.as_str()));
    is_short
        && !is_year
        && !counts
        && !text.ends_with('.')
        && !rest.starts_with(['%', '％', '倍', '个', '元', '亿', '万'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let mut found = Vec::new();
        latin_names(text, range(0, text.len()), &[], &lower_case_words(text), false, &mut found);
        found.iter().filter(|found| found.shape < Shape::Initial).map(|found| &text[found.range]).collect()
    }

    #[test]
    fn shapes_tell_names() {
        assert_eq!(
            names("We compared Brook 2.5 Mini with gull-1 and DeepHarbor."),
            ["Brook 2.5 Mini", "gull-1", "DeepHarbor"]
        );
        assert_eq!(names("The API of Tern Large 2 runs on H100 cards."), ["Tern Large 2"]);
    }

    #[test]
    fn versions_and_sizes_are_part_of_names_and_counts_are_not() {
        assert_eq!(names("Osprey 3 70B beats Osprey-2-7B-Instruct"), ["Osprey 3 70B", "Osprey-2-7B-Instruct"]);
        assert_eq!(names("we gave Osprey 3 billion tokens"), ["Osprey"]);
    }

    #[test]
    fn words_of_the_text_are_no_names() {
        assert_eq!(names("Harbors are nice. In Harbors we trust, said harbors."), Vec::<&str>::new());
    }
}
