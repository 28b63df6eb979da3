//! Characters that nobody sees.
//!
//! Sources: the Unicode Character Database's `Default_Ignorable_Code_Point`, and Unicode Standard Annex 9, section 2, for
//! the controls of bidirectional text.

use super::{TextRange, is_cjk, range};

/// A character that nobody sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// Bytes of the text.
    pub range: TextRange,
    /// The character.
    pub character: char,
}

/// Returns whether a character has no width behind another (`'\0'` for none), and does nothing to it either.
///
/// Joiners and non-joiners shape the letters of Arabic and Indic scripts and join emoji, and a variation selector chooses
/// a form of the character before it: there they have their place.
pub fn is_unseen(before: char, character: char) -> bool {
    match character {
        '\u{200C}' | '\u{200D}' => before.is_ascii() || is_cjk(before),
        '\u{E0100}'..='\u{E01EF}' => !is_cjk(before),
        '\u{AD}'
        | '\u{034F}'
        | '\u{180E}'
        | '\u{200B}'
        | '\u{2060}'..='\u{2064}'
        | '\u{206A}'..='\u{206F}'
        | '\u{FEFF}'
        | '\u{E0000}'..='\u{E007F}' => true,
        _ => is_direction_control(character),
    }
}

/// Returns whether a character only says in which direction the text around it runs.
pub fn is_direction_control(character: char) -> bool {
    matches!(character,
        '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Returns the characters of a text that nobody sees, in order; a byte-order mark at its start is none of them.
pub fn unseen(text: &str) -> Vec<Unseen> {
    let bytes = text.as_bytes();
    if bytes.is_ascii() {
        return Vec::new();
    }
    let follows = |at: usize, next: &[u8]| bytes.get(at + 1..at + 1 + next.len()) == Some(next);
    // U+2000 to U+2FFF: many of them are quotation marks and dashes.
    let general = memchr::memchr_iter(0xE2, bytes).filter(|at| {
        matches!(bytes.get(at + 1..at + 3), Some([0x80, 0x8B..=0x8F | 0xAA..=0xAE] | [0x81, 0xA0..=0xAF]))
    });
    let mut places: Vec<usize> = general.collect();
    // U+180E and U+00AD, then U+034F, U+061C, and U+E0000 to U+E0FFF: Chinese and English have few characters that start
    // as these do.
    places.extend(memchr::memchr2_iter(0xE1, 0xC2, bytes).filter(|at| match bytes[*at] {
        0xE1 => follows(*at, b"\xA0\x8E"),
        _ => follows(*at, b"\xAD"),
    }));
    places.extend(memchr::memchr3_iter(0xCD, 0xD8, 0xF3, bytes).filter(|at| match bytes[*at] {
        0xCD => follows(*at, b"\x8F"),
        0xD8 => follows(*at, b"\x9C"),
        _ => follows(*at, b"\xA0"),
    }));
    // U+FEFF starts as full-width commas do.
    places.extend(memchr::memmem::find_iter(bytes, b"\xEF\xBB\xBF"));
    places.sort_unstable();
    let found = places.into_iter().filter_map(|at| {
        let character = text.get(at..)?.chars().next()?;
        let before = text[..at].chars().next_back().unwrap_or('\0');
        let is_mark = at == 0 && character == '\u{FEFF}';
        (!is_mark && is_unseen(before, character))
            .then(|| Unseen { range: range(at, at + character.len_utf8()), character })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_found_wherever_it_has_no_place() {
        let text = "\u{feff}1\u{200b}70“亿”\u{feff}a\u{ad}b\u{202e}c\u{e0041}，\u{200d}x\u{2060}";
        let found: Vec<(usize, char)> =
            unseen(text).iter().map(|unseen| (usize::from(unseen.range.start()), unseen.character)).collect();
        let characters: String = found.iter().map(|(_, character)| *character).collect();
        assert_eq!(characters, "\u{200b}\u{feff}\u{ad}\u{202e}\u{e0041}\u{200d}\u{2060}");
        assert!(found.iter().all(|(at, character)| text[*at..].starts_with(*character)));
        assert!(unseen("می\u{200c}خواهم 👨\u{200d}👩\u{200d}👧 葛\u{e0100} ☁\u{fe0f} “引号”——…").is_empty());
    }
}
