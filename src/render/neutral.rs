//! Text that is safe to print.
//!
//! Documents, paths and messages come from strangers. What a terminal or a CI log would act on is shown instead of sent:
//! control characters (ECMA-48 C0 and C1, DEL), the controls of bidirectional text (Unicode Standard Annex 9, section
//! 2; they can make `a < b` look like `b < a`), and the markers of workflow commands of GitHub and Azure.

use std::borrow::Cow;

/// Stands between two characters that must not be read as one marker; has no width.
pub(super) const WORD_JOINER: char = '\u{2060}';

/// Returns the character to print for one that must not be printed; `None` where it is harmless.
///
/// C0 controls become their pictures (U+2400 …), one column wide; the others the replacement character.
pub(super) fn replacement(character: char) -> Option<char> {
    match character {
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(character)),
        '\x7F' => Some('\u{2421}'),
        '\u{80}'..='\u{9F}'
        | '\u{061C}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{2028}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

/// Returns whether a second `#` right before `rest` would make a command of a CI log: `##[error]`, `##vso[task…`.
///
/// Such commands count wherever they stand in a line. A heading (`## Title`) is none.
pub(super) fn is_command_mark(before: char, character: char, next: Option<char>) -> bool {
    before == '#' && character == '#' && next.is_some_and(|next| next == '[' || next.is_ascii_alphabetic())
}

/// Returns `text` as one line that is safe anywhere in a line of output.
pub(crate) fn neutral_line(text: &str) -> Cow<'_, str> {
    if !text.contains("##") && text.chars().all(|character| replacement(character).is_none()) {
        return Cow::Borrowed(text);
    }
    let mut neutral = String::with_capacity(text.len() + 8);
    let mut before = '\0';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if is_command_mark(before, character, characters.peek().copied()) {
            neutral.push(WORD_JOINER);
        }
        neutral.push(replacement(character).unwrap_or(character));
        before = character;
    }
    Cow::Owned(neutral)
}

/// Returns `text` as a line that is safe where it begins a line, perhaps after spaces.
pub(super) fn neutral_line_start(text: &str) -> Cow<'_, str> {
    let neutral = neutral_line(text);
    if neutral.trim_start().starts_with("::") { Cow::Owned(format!("{WORD_JOINER}{neutral}")) } else { neutral }
}

/// Returns a path that is safe where it begins a line, and that still opens the file where it could be kept whole.
pub(super) fn neutral_path(path: &str) -> Cow<'_, str> {
    let neutral = neutral_line(path);
    if neutral.trim_start().starts_with("::") { Cow::Owned(format!("./{neutral}")) } else { neutral }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_not_sent() {
        assert_eq!(neutral_line("a\x1b[31mb\u{7}\r\n\tc\x7f"), "a␛[31mb␇␍␊␉c␡");
        assert_eq!(neutral_line("\u{9b}31m \u{202e}x\u{2066}y\u{2069}\u{200f}\u{61c}"), "�31m �x�y���");
        assert_eq!(neutral_line("共有5000亿参数 👨‍👩‍👧 # 标题"), "共有5000亿参数 👨‍👩‍👧 # 标题");
    }

    #[test]
    fn workflow_commands_are_broken() {
        assert!(!neutral_line("a ##[error]b ##vso[task]").contains("##"));
        assert_eq!(neutral_line("## 标题 ###"), "## 标题 ###");
        assert!(!neutral_line_start("  ::error::x").trim_start().starts_with("::"));
        assert_eq!(neutral_path("::error::x.md"), "./::error::x.md");
    }
}
