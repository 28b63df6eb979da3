//! A name as parts with joints between them, so that one entry stands for every spelling: `Llama 2`, `Llama-2`, `Llama2`.

use std::cmp::Ordering;

use crate::text::{Folded, is_cjk};

/// What may stand between two parts of a name, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Joint(u8);

impl Joint {
    const NOTHING: Self = Self(1);
    const SPACE: Self = Self(2);
    const HYPHEN: Self = Self(4);
    const TIMES: Self = Self(8);

    const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether the part behind it may follow with neither a space nor a mark between, or with an `x`.
    pub(super) fn may_be_in_word(self) -> bool {
        self.has(Self::NOTHING.or(Self::TIMES))
    }

    /// Returns, for each way in which `text` may begin with this joint, the number of bytes that it takes.
    pub(super) fn lengths(self, text: &[u8]) -> impl Iterator<Item = usize> + use<> {
        let separator = match text {
            [b' ' | b'\n', ..] if self.has(Self::SPACE) => Some(1),
            [b'-' | b'_', ..] if self.has(Self::HYPHEN) => Some(1),
            // A no-break space, U+00A0, and a no-break hyphen, U+2011.
            [0xC2, 0xA0, ..] if self.has(Self::SPACE) => Some(2),
            [0xE2, 0x80, 0x91, ..] if self.has(Self::HYPHEN) => Some(3),
            _ if self.has(Self::TIMES) => times_sign(text),
            _ => None,
        };
        let nothing = if self.has(Self::NOTHING) { Some(0) } else { None };
        separator.into_iter().chain(nothing)
    }
}

/// Returns the length of the multiplication sign that `text` begins with: `x`, `*` or `×`, with or without spaces.
fn times_sign(text: &[u8]) -> Option<usize> {
    let space = usize::from(text.first() == Some(&b' '));
    let sign = match text.get(space..)? {
        [b'x' | b'*', ..] => 1,
        [0xC3, 0x97, ..] => 2,
        _ => return None,
    };
    match text.get(space + sign) {
        Some(b' ') if space == 1 => Some(space + sign + 1),
        _ if space == 0 => Some(sign),
        _ => None,
    }
}

/// One part of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// What stands before it; meaningless for the first.
    pub(super) joint: Joint,
    start: usize,
    end: usize,
}

/// A name, folded to ASCII width and lower case and cut into parts.
#[derive(Debug)]
pub(crate) struct NameParts {
    text: String,
    parts: Vec<Part>,
}

/// Names are equal where their parts are, whatever was written between those.
impl PartialEq for NameParts {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for NameParts {}

impl PartialOrd for NameParts {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// In the order of their parts, so that names that begin alike stand together.
impl Ord for NameParts {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().map(|(joint, text)| (text, joint)).cmp(other.iter().map(|(joint, text)| (text, joint)))
    }
}

impl NameParts {
    /// Cuts a name where its spelling varies.
    ///
    /// A space and a hyphen stand for each other. Nothing at all may stand where a letter meets a digit (`Llama2`,
    /// `GPT-4Turbo`), before a part with a digit in it (`DeepSeekV3`), and where Chinese meets Latin; but never between
    /// two digits, since `Llama 3 8B` is not `Llama 38B`. An `x` between digits may be `×`.
    pub(crate) fn new(name: &str) -> Self {
        let text = Folded::lower(name.trim()).text().to_owned();
        let mut parts = vec![Part { joint: Joint::NOTHING, start: 0, end: text.len() }];
        let mut before: Option<char> = None;
        // Letters in a row right before the character at hand.
        let mut letter_count = 0;
        let mut skip_to = 0;
        for (at, here) in text.char_indices() {
            if at < skip_to {
                continue;
            }
            let is_separator = matches!(here, ' ' | '-' | '_');
            let next = if is_separator { at + here.len_utf8() } else { at };
            let after = text[next..].chars().next();
            let (Some(previous), Some(after)) = (before, after) else {
                before = Some(here);
                letter_count = usize::from(here.is_ascii_alphabetic());
                continue;
            };
            let rest = &text[next..];
            let is_product =
                here == 'x' && previous.is_ascii_digit() && rest[1..].starts_with(|c: char| c.is_ascii_digit());
            if is_product {
                push_part(&mut parts, Joint::TIMES, at, at + 1);
                (before, letter_count, skip_to) = (None, 0, at + 1);
                continue;
            }
            if let Some(joint) = joint_between(previous, after, is_separator.then_some(here), letter_count, rest) {
                push_part(&mut parts, joint, at, next);
            }
            let is_letter = after.is_ascii_alphabetic();
            letter_count = if is_letter && !is_separator { letter_count + 1 } else { usize::from(is_letter) };
            before = Some(after);
            skip_to = next + after.len_utf8();
        }
        Self { text, parts }
    }

    /// Returns the first eight bytes of the first part as a number, zeros behind its end: names of which these differ
    /// stand in the order of these numbers.
    pub(super) fn first_bytes(&self) -> u64 {
        let mut eight = [0; 8];
        let first = self.iter().next().map_or(&[][..], |(_, text)| text.as_bytes());
        let length = first.len().min(eight.len());
        eight[..length].copy_from_slice(&first[..length]);
        u64::from_be_bytes(eight)
    }

    /// Returns how many parts two names begin with in common.
    pub(super) fn shared_count(&self, other: &Self) -> usize {
        self.iter().zip(other.iter()).take_while(|(one, two)| one == two).count()
    }

    /// Returns the parts in order, as what may stand before each and its text.
    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (Joint, &str)> {
        self.parts.iter().map(|part| (part.joint, &self.text[part.start..part.end]))
    }
}

/// Ends the last part at `end` and opens one at `start`.
fn push_part(parts: &mut Vec<Part>, joint: Joint, end: usize, start: usize) {
    let Some(last) = parts.last_mut() else { return };
    let text_end = last.end;
    last.end = end;
    parts.push(Part { joint, start, end: text_end });
}

/// Returns what may stand between two characters, or `None` where they stay together as they are.
///
/// `separator` is what the name has between them, `letter_count` the letters in a row that end with `before`, and `rest`
/// the name from `after` on.
fn joint_between(before: char, after: char, separator: Option<char>, letter_count: usize, rest: &str) -> Option<Joint> {
    const EITHER: Joint = Joint::SPACE.or(Joint::HYPHEN);
    const ANY: Joint = EITHER.or(Joint::NOTHING);
    match (Kind::of(before), Kind::of(after), separator) {
        (Kind::Letter, Kind::Letter, Some(_)) if word_has_digit(rest) => Some(ANY),
        (Kind::Letter, Kind::Digit, Some(_)) | (Kind::Digit, Kind::Letter, Some(_)) => Some(ANY),
        (Kind::Chinese, Kind::Letter | Kind::Digit, _) | (Kind::Letter | Kind::Digit, Kind::Chinese, _) => Some(ANY),
        (_, _, Some(_)) => Some(EITHER),
        // `Qwen2` may be `Qwen 2`; `R1` and `v3` stay whole.
        (Kind::Letter, Kind::Digit, None) if 2 <= letter_count => Some(ANY),
        _ => None,
    }
}

/// What joints are decided on.
enum Kind {
    Letter,
    Digit,
    Chinese,
    Other,
}

impl Kind {
    fn of(character: char) -> Self {
        match character {
            '0'..='9' => Self::Digit,
            _ if character.is_ascii_alphabetic() => Self::Letter,
            _ if is_cjk(character) => Self::Chinese,
            _ => Self::Other,
        }
    }
}

fn word_has_digit(rest: &str) -> bool {
    rest.bytes().take_while(|byte| !matches!(byte, b' ' | b'-' | b'_')).any(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &str) -> Vec<String> {
        NameParts::new(name).iter().map(|(_, text)| text.to_owned()).collect()
    }

    /// Returns whether `spelling` is one of the spellings of `name`.
    fn is_read(name: &str, spelling: &str) -> bool {
        fn rest_is_read(parts: &[(Joint, &str)], text: &str) -> bool {
            let Some(((joint, part), rest)) = parts.split_first() else { return text.is_empty() };
            joint
                .lengths(text.as_bytes())
                .any(|length| text[length..].strip_prefix(part).is_some_and(|text| rest_is_read(rest, text)))
        }
        let name = NameParts::new(name);
        let parts: Vec<(Joint, &str)> = name.iter().collect();
        spelling.strip_prefix(parts[0].1).is_some_and(|rest| rest_is_read(&parts[1..], rest))
    }

    #[test]
    fn space_hyphen_and_nothing_stand_for_each_other_beside_a_digit() {
        for spelling in ["llama 2", "llama-2", "llama2", "llama\u{A0}2", "llama\u{2011}2"] {
            assert!(is_read("Llama 2", spelling), "{spelling}");
        }
        assert!(is_read("Qwen2", "qwen 2"));
        assert!(is_read("GPT-4 Turbo", "gpt-4turbo"));
        assert!(is_read("DeepSeek-V3", "deepseekv3"));
    }

    #[test]
    fn two_numbers_never_run_together() {
        assert!(is_read("Llama 3 8B", "llama3-8b"));
        assert!(!is_read("Llama 3 8B", "llama 38b"));
    }

    #[test]
    fn short_letter_runs_and_words_stay_whole() {
        assert_eq!(parts("o1"), ["o1"]);
        assert_eq!(parts("DeepSeek-R1"), ["deepseek", "r1"]);
        assert_eq!(parts("GPT-4o"), ["gpt", "4o"]);
        assert!(!is_read("Gemini Ultra", "geminiultra"));
        assert!(is_read("Gemini Ultra", "gemini-ultra"));
    }

    #[test]
    fn a_space_is_optional_between_chinese_and_latin() {
        assert_eq!(parts("微软MAI-1"), ["微软", "mai", "1"]);
        assert!(is_read("文心大模型4.0", "文心大模型 4.0"));
    }

    #[test]
    fn a_product_in_a_name_may_be_written_with_a_times_sign() {
        assert_eq!(parts("Mixtral 8x7B"), ["mixtral", "8", "7b"]);
        for spelling in ["mixtral 8x7b", "mixtral-8×7b", "mixtral 8 x 7b", "mixtral 8*7b"] {
            assert!(is_read("Mixtral 8x7B", spelling), "{spelling}");
        }
        assert!(!is_read("Mixtral 8x7B", "mixtral 87b"));
    }

    #[test]
    fn full_width_names_fold() {
        assert_eq!(parts("ＧＰＴ－４"), ["gpt", "4"]);
    }
}
