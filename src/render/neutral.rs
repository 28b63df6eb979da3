//! Text that is safe to print.
//!
//! Documents, paths and messages come from strangers. What a terminal or a CI log would act on is shown instead of sent:
//! control characters (ECMA-48 C0 and C1, DEL), the controls of bidirectional text (Unicode Standard Annex 9, section
//! 2; they can make `a < b` look like `b < a`), and the markers of workflow commands of GitHub and Azure. Characters that
//! cannot be seen are shown to people as well, so that a finding about one can be understood.

use std::borrow::Cow;

use crate::text::{is_direction_control, is_unseen};

/// Stands between two characters that must not be read as one marker; has no width.
pub(super) const WORD_JOINER: char = '\u{2060}';

/// What is printed for a character that is not printed itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// The picture of a control character, one column wide.
    Picture(char),
    /// The number of the character: `\u{202e}`.
    Escape(char),
}

impl Shown {
    /// Writes it.
    pub(super) fn write(self, output: &mut String) {
        match self {
            Self::Picture(picture) => output.push(picture),
            Self::Escape(character) => output.extend(character.escape_unicode()),
        }
    }

    /// Returns its columns.
    pub(super) fn width(self) -> usize {
        match self {
            Self::Picture(_) => 1,
            Self::Escape(character) => character.escape_unicode().count(),
        }
    }
}

/// Returns whether a terminal, an editor or a log could act on a character: it is never printed.
pub(super) fn is_harmful(character: char) -> bool {
    matches!(character,
        '\0'..='\x1F' | '\x7F'..='\u{9F}' | '\u{2028}' | '\u{2029}')
        || is_direction_control(character)
}

/// Returns what is printed for a character behind another (`'\0'` for none); `None` where the character itself is.
pub(super) fn shown(before: char, character: char) -> Option<Shown> {
    match character {
        ' '..='~' => None,
        '\0'..='\x1F' => char::from_u32(0x2400 + u32::from(character)).map(Shown::Picture),
        '\x7F' => Some(Shown::Picture('\u{2421}')),
        _ if is_harmful(character) || is_hidden(before, character) => Some(Shown::Escape(character)),
        _ => None,
    }
}

/// Returns whether nobody sees a character where it stands, or only a blank.
fn is_hidden(before: char, character: char) -> bool {
    match character {
        // The mark by which this module breaks up a command.
        WORD_JOINER => before != '#',
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' => true,
        _ => is_unseen(before, character),
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
    if !text.contains("##") && text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut neutral = String::with_capacity(text.len() + 8);
    let mut before = '\0';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        if is_command_mark(before, character, characters.peek().copied()) {
            neutral.push(WORD_JOINER);
        }
        match shown(before, character) {
            Some(shown) => shown.write(&mut neutral),
            None => neutral.push(character),
        }
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
pub(crate) fn neutral_path(path: &str) -> Cow<'_, str> {
    let neutral = neutral_line(path);
    if neutral.trim_start().starts_with("::") { Cow::Owned(format!("./{neutral}")) } else { neutral }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_not_sent() {
        assert_eq!(neutral_line("a\x1b[31mb\u{7}\r\n\tc\x7f"), "a␛[31mb␇␍␊␉c␡");
        assert_eq!(neutral_line("\u{9b}31m \u{202e}x\u{2066}"), "\\u{9b}31m \\u{202e}x\\u{2066}");
        assert_eq!(neutral_line("\u{2029}\u{200f}\u{61c}"), "\\u{2029}\\u{200f}\\u{61c}");
        assert_eq!(neutral_line("共有5000亿参数 👨‍👩‍👧 # 标题"), "共有5000亿参数 👨‍👩‍👧 # 标题");
    }

    #[test]
    fn what_nobody_sees_is_shown_unless_it_has_its_place() {
        assert_eq!(neutral_line("1\u{200b}70\u{feff}亿"), "1\\u{200b}70\\u{feff}亿");
        assert_eq!(neutral_line("a\u{200d}b\u{ad}c\u{e0041}"), "a\\u{200d}b\\u{ad}c\\u{e0041}");
        // Persian, Hindi, a family, an old form of a character.
        let harmless = "می\u{200c}خواهم क्\u{200d}ष 👨‍👩‍👧 葛\u{e0100} ☁\u{fe0f}";
        assert_eq!(neutral_line(harmless), harmless);
        // What has been made harmless once stays as it is.
        let once = neutral_line("##[error] ##vso[task] \u{202e}").into_owned();
        assert_eq!(neutral_line(&once), once);
    }

    #[test]
    fn workflow_commands_are_broken() {
        assert!(!neutral_line("a ##[error]b ##vso[task]").contains("##"));
        assert_eq!(neutral_line("## 标题 ###"), "## 标题 ###");
        assert!(!neutral_line_start("  ::error::x").trim_start().starts_with("::"));
        assert_eq!(neutral_path("::error::x.md"), "./::error::x.md");
    }
}
