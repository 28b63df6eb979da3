//! Names of subjects in the prose.

use crate::reference::{EntityIndex, MatchTarget, TableMatch};
use crate::text::{TextRange, range};

use super::frame::Topic;

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

/// Words after a name that make it another's name or something made with it.
const OTHER: &[&str] = &[
    "turbo",
    "mini",
    "nano",
    "micro",
    "pro",
    "plus",
    "max",
    "ultra",
    "lite",
    "flash",
    "vision",
    "omni",
    "audio",
    "code",
    "coder",
    "math",
    "long",
    "next",
    "large",
    "medium",
    "small",
    "tiny",
    "xl",
    "distill",
    "derived",
    "based",
    "like",
    "level",
    "class",
    "style",
    "powered",
    "generated",
    "sized",
    "scale",
];

/// Returns the end of the whole name that starts with the one ending at `end`.
fn extended_end(prose: &str, end: usize) -> usize {
    let rest = &prose[end..];
    let bytes = rest.as_bytes();
    match bytes.first() {
        Some(b'+') => return end + 1,
        Some(b'-' | b'_' | b'.' | b'/') if bytes.get(1).is_some_and(u8::is_ascii_alphanumeric) => {
            let tail = &rest[1..];
            let word_end = tail.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tail.len());
            let word = &tail[..word_end];
            // `GPT-3/GPT-4`, `GPT-3-175B参数` and `Llama 2-70B`: a list, or a size: not a longer name.
            if bytes[0] == b'/' || bytes[0] == b'.' && !word.bytes().all(|byte| byte.is_ascii_digit()) {
                return end;
            }
            return end + 1 + word_length(tail);
        }
        Some(b' ') => {
            let tail = &rest[1..];
            let length = word_length(tail);
            let word = &tail[..length];
            let is_capitalised = word.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
                && word.bytes().any(|byte| byte.is_ascii_lowercase());
            let first_part = word.split('-').next().unwrap_or_default();
            if OTHER.iter().any(|other| other.eq_ignore_ascii_case(first_part)) && word != "long" && word != "large" {
                return end + 1 + length;
            }
            // A capitalised word goes on the name unless a sentence could start there.
            if is_capitalised && !ENGLISH_CAPITALS.contains(&word) {
                return end + 1 + length;
            }
        }
        _ => {}
    }
    end
}

/// Capitalised words that follow a name without being part of it.
const ENGLISH_CAPITALS: &[&str] = &[
    "The",
    "It",
    "Its",
    "In",
    "Is",
    "And",
    "Has",
    "With",
    "Model",
    "Models",
    "Parameters",
    "Context",
    "Chat",
    "Base",
    "Instruct",
];

/// Returns the start of the whole name that ends with the one starting at `start`.
fn extended_start(prose: &str, start: usize) -> usize {
    let head = &prose[..start];
    let bytes = head.as_bytes();
    match bytes.last() {
        Some(b'-' | b'_') if bytes.len() > 1 && bytes[bytes.len() - 2].is_ascii_alphanumeric() => {
            let word = head[..start - 1].rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            word.map_or(0, |before| before + head[before..].chars().next().map_or(1, char::len_utf8))
        }
        Some(b' ') => {
            let trimmed = &head[..start - 1];
            let from = trimmed.rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-');
            let from = from.map_or(0, |before| before + trimmed[before..].chars().next().map_or(1, char::len_utf8));
            let word = &trimmed[from..];
            if PREFIXES.iter().any(|prefix| prefix.eq_ignore_ascii_case(word)) { from } else { start }
        }
        _ => start,
    }
}

/// Words before a name that make it the name of something derived from it.
const PREFIXES: &[&str] = &[
    "code",
    "tiny",
    "open",
    "chinese",
    "mini",
    "distilled",
    "quantized",
    "finetuned",
    "fine-tuned",
    "nous",
    "med",
    "math",
    "sheared",
    "video",
    "speech",
    "embedding",
    "multimodal",
    "baby",
    "nano",
];

/// Returns the length of the word of letters, digits and inner hyphens, dots and underscores that `text` starts with.
fn word_length(text: &str) -> usize {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.' | '_')).unwrap_or(text.len());
    text[..end].trim_end_matches(['-', '.', '_']).len()
}
