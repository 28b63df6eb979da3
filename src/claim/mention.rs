//! Names of subjects in the prose.

use crate::reference::{EntityIndex, MatchTarget, TableMatch};
use crate::text::{TextRange, range};

use super::scene::Topic;
use super::words::{prefix_of, suffix_of, words};

/// A name in the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Bytes of the prose: the whole name, endings included.
    pub range: TextRange,
    /// Whose name it is; `None` where it starts or ends like one of the tables and is another's (`Llama-3.1-Nemotron`).
    pub entity: Option<EntityIndex>,
}

impl Mention {
    pub(crate) fn topic(&self) -> Option<Topic> {
        self.entity.map(|entity| Topic { entity, range: self.range })
    }
}

/// Reads the names out of the matches of the tables.
///
/// There is no fallback from a longer name to a shorter one: a name that runs on with a hyphen, a capitalised word or a
/// version (`GPT-4-turbo`, `Gemma Scope`, `Phi-3 vision`) is another, which the tables do not know.
pub(crate) fn mentions(prose: &str, matches: &[TableMatch]) -> Vec<Mention> {
    let mut mentions: Vec<Mention> = Vec::new();
    for found in matches {
        let entity = match found.target {
            MatchTarget::Alias { entity, .. } => Some(entity),
            MatchTarget::NotAlias(_) => None,
            MatchTarget::Phrase { .. } | MatchTarget::Term { .. } => continue,
        };
        let (start, end) = (usize::from(found.range.start()), usize::from(found.range.end()));
        let wide_start = extended_start(prose, start);
        let wide_end = extended_end(prose, end);
        let entity = entity.filter(|_| wide_start == start && wide_end == end);
        let mention = Mention { range: range(wide_start, wide_end), entity };
        match mentions.last_mut() {
            Some(last) if mention.range.start() < last.range.end() => {
                last.range = last.range.cover(mention.range);
                last.entity = None;
            }
            _ => mentions.push(mention),
        }
    }
    mentions
}

/// Returns the end of the whole name that starts with the one ending at `end`.
fn extended_end(prose: &str, end: usize) -> usize {
    let rest = &prose[end..];
    let bytes = rest.as_bytes();
    if let Some(tail) = rest.strip_prefix(['\u{2010}', '\u{2011}'])
        && tail.starts_with(|character: char| character.is_ascii_alphanumeric())
    {
        return end + 3 + word_length(tail);
    }
    if let Some(suffix) = prefix_of(rest, &words().stem_suffixes) {
        return end + suffix.len();
    }
    match bytes.first() {
        Some(b'+') => end + 1,
        // `GPT-3/GPT-4` is a list; `Qwen2.` ends a sentence.
        Some(b'-' | b'_') if bytes.get(1).is_some_and(u8::is_ascii_alphanumeric) => end + 1 + word_length(&rest[1..]),
        Some(b'.') if bytes.get(1).is_some_and(u8::is_ascii_digit) => end + 1 + word_length(&rest[1..]),
        Some(b' ') => {
            let tail = &rest[1..];
            let length = word_length(tail);
            let word = &tail[..length];
            let goes_on = if word.starts_with(|character: char| character.is_ascii_digit()) {
                is_version_or_size(word, &tail[length..])
            } else {
                goes_on_with(word)
            };
            if goes_on { end + 1 + length } else { end }
        }
        _ => end,
    }
}

/// Returns whether a word after a name makes it a longer one: `GPT-4 Turbo`, `Gemma Scope`.
fn goes_on_with(word: &str) -> bool {
    let first_part = word.split('-').next().unwrap_or_default();
    if words().extensions.has(first_part) {
        return true;
    }
    let is_capitalised = word.starts_with(|character: char| character.is_ascii_uppercase())
        && word.bytes().any(|byte| byte.is_ascii_lowercase());
    is_capitalised && !words().not_extensions.iter().any(|known| known == word)
}

/// Returns whether digits after a name belong to it: a version (`Qwen 3.6`) or a size (`Qwen 27B`), but not a number that
/// says something of it (`Phi-3 38亿参数`, `GPT-3 175B parameters`, `Llama 2 2023年发布`).
fn is_version_or_size(word: &str, rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', '-', '*']);
    if words().counted.iter().any(|noun| rest.starts_with(noun)) {
        return false;
    }
    let digits = word.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    let letters = &word[digits.len()..];
    let is_number = digits.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let is_year = letters.is_empty() && digits.len() == 4;
    is_number && !is_year && (letters.is_empty() || letters.len() == 1)
}

/// Returns the start of the whole name that ends with the one starting at `start`.
fn extended_start(prose: &str, start: usize) -> usize {
    let from = prose.ceil_char_boundary(start.saturating_sub(MAX_WORD));
    let head = &prose[from..start];
    let bytes = head.as_bytes();
    match bytes.last() {
        Some(b'-' | b'_') if bytes.len() > 1 && bytes[bytes.len() - 2].is_ascii_alphanumeric() => {
            from + word_start(&head[..head.len() - 1])
        }
        Some(b' ') => {
            let trimmed = &head[..head.len() - 1];
            let word_start = word_start(trimmed);
            let word = &trimmed[word_start..];
            let is_prefix = words().prefixes.has(word);
            if is_prefix { from + word_start } else { start }
        }
        _ => start - suffix_of(head, &words().stem_prefixes).map_or(0, String::len),
    }
}

/// Returns where the word of letters, digits and hyphens starts that `text` ends with.
fn word_start(text: &str) -> usize {
    let before = text.char_indices().rev().find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '-');
    before.map_or(0, |(at, character)| at + character.len_utf8())
}

/// Returns the length of the word of letters, digits and inner hyphens, dots and underscores that `text` starts with; at
/// most 64 bytes are looked at.
fn word_length(text: &str) -> usize {
    let text = &text[..text.floor_char_boundary(MAX_WORD)];
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '_')).unwrap_or(text.len());
    text[..end].trim_end_matches(['-', '.', '_']).len()
}

/// Bytes of a name that are looked at on either side of what the tables know.
const MAX_WORD: usize = 64;
