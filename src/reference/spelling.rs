//! The spellings that one name is met in: `Llama 2`, `Llama-2`, `Llama2`.

use std::collections::BTreeSet;

use crate::text::{Folded, is_cjk};

// A name with more joints than this many spellings allow for is taken as written only.
const MOST_SPELLINGS: usize = 120;

/// Returns every spelling of `name` that is read as it, folded to ASCII width and lower case.
///
/// A space and a hyphen stand for each other. Nothing at all may stand where a letter meets a digit (`Llama2`,
/// `GPT-4Turbo`), before a part with a digit in it (`DeepSeekV3`), and where Chinese meets Latin; but never between two
/// digits, since `Llama 3 8B` is not `Llama 38B`. An `x` between digits may be `×`.
pub(super) fn spellings(name: &str) -> BTreeSet<String> {
    let folded = Folded::lower(name.trim());
    let characters: Vec<char> = folded.text().chars().collect();
    let mut spellings = vec![String::new()];
    let mut index = 0;
    while index < characters.len() {
        let (joints, next) = joints_at(&characters, index);
        if spellings.len() * joints.len() > MOST_SPELLINGS {
            return BTreeSet::from([folded.text().to_owned()]);
        }
        let mut longer = Vec::with_capacity(spellings.len() * joints.len());
        for spelling in &spellings {
            for joint in joints {
                longer.push(format!("{spelling}{joint}{}", characters[next]));
            }
        }
        spellings = longer;
        index = next + 1;
    }
    spellings.into_iter().flat_map(with_times_signs).collect()
}

/// Returns a spelling and, where it has an `x` between two digits (`8x7b`), the same with the other ways to write that.
fn with_times_signs(spelling: String) -> Vec<String> {
    let bytes = spelling.as_bytes();
    let product = (1..bytes.len().saturating_sub(1))
        .find(|&at| bytes[at] == b'x' && bytes[at - 1].is_ascii_digit() && bytes[at + 1].is_ascii_digit());
    let Some(at) = product else { return vec![spelling] };
    let (before, after) = (&spelling[..at], &spelling[at + 1..]);
    let mut all: Vec<String> = ["×", " x ", " × ", "*"].iter().map(|sign| format!("{before}{sign}{after}")).collect();
    all.push(spelling);
    all
}

/// Returns what may stand between the character before `index` and the next one that is not a separator, and the index
/// of that one.
fn joints_at(characters: &[char], index: usize) -> (&'static [&'static str], usize) {
    let Some(before) = index.checked_sub(1).map(|before| characters[before]) else { return (&[""], index) };
    let here = characters[index];
    let is_separator = matches!(here, ' ' | '-' | '_') && index + 1 < characters.len();
    let next = if is_separator { index + 1 } else { index };
    let after = characters[next];
    let joints: &[&str] = match (Kind::of(before), Kind::of(after), is_separator) {
        (Kind::Digit, Kind::Digit, true) => &[" ", "-"],
        (Kind::Letter, Kind::Letter, true) if word_has_digit(&characters[next..]) => &[" ", "-", ""],
        (Kind::Letter, Kind::Letter, true) => &[" ", "-"],
        (Kind::Letter, Kind::Digit, true) | (Kind::Digit, Kind::Letter, true) => &[" ", "-", ""],
        (Kind::Chinese, Kind::Letter | Kind::Digit, _) | (Kind::Letter | Kind::Digit, Kind::Chinese, _) => {
            &["", " ", "-"]
        }
        (_, _, true) if here == '-' => &["-", " "],
        (_, _, true) => &[" ", "-"],
        // `Qwen2` may be `Qwen 2`; `R1`, `v3` and the `x` of `8x7B` stay whole.
        (Kind::Letter, Kind::Digit, false) if letters_before(characters, next) >= 2 => &["", " ", "-"],
        _ => &[""],
    };
    (joints, next)
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

fn word_has_digit(characters: &[char]) -> bool {
    characters.iter().take_while(|character| !matches!(character, ' ' | '-' | '_')).any(char::is_ascii_digit)
}

fn letters_before(characters: &[char], index: usize) -> usize {
    characters[..index].iter().rev().take_while(|character| character.is_ascii_alphabetic()).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(name: &str) -> Vec<String> {
        spellings(name).into_iter().collect()
    }

    #[test]
    fn space_hyphen_and_nothing_stand_for_each_other_beside_a_digit() {
        assert_eq!(all("Llama 2"), ["llama 2", "llama-2", "llama2"]);
        assert_eq!(all("Qwen2"), ["qwen 2", "qwen-2", "qwen2"]);
        assert!(spellings("GPT-4 Turbo").contains("gpt-4turbo"));
        assert!(spellings("DeepSeek-V3").contains("deepseekv3"));
    }

    #[test]
    fn two_numbers_never_run_together() {
        assert!(spellings("Llama 3 8B").contains("llama3-8b"));
        assert!(!spellings("Llama 3 8B").contains("llama 38b"));
    }

    #[test]
    fn short_letter_runs_and_words_stay_whole() {
        assert_eq!(all("o1"), ["o1"]);
        assert_eq!(all("Gemini Ultra"), ["gemini ultra", "gemini-ultra"]);
    }

    #[test]
    fn a_space_is_optional_between_chinese_and_latin() {
        assert_eq!(all("微软MAI-1").len(), 9);
        assert!(spellings("文心大模型4.0").contains("文心大模型 4.0"));
    }

    #[test]
    fn a_product_in_a_name_may_be_written_with_a_times_sign() {
        assert!(spellings("Mixtral 8x7B").contains("mixtral 8×7b"));
        assert!(spellings("Mixtral 8x7B").contains("mixtral-8x7b"));
    }

    #[test]
    fn full_width_names_fold() {
        assert_eq!(all("ＧＰＴ－４"), ["gpt 4", "gpt-4", "gpt4"]);
    }
}
