//! Columns of a terminal, and text cut or broken to them.

use unicode_width::UnicodeWidthChar;

use super::neutral::neutral_line_start;

/// Returns the columns of a character.
pub(super) fn character_width(character: char) -> usize {
    character.width().unwrap_or(0)
}

/// Returns the columns of a text, as a terminal that knows no joined emoji draws it.
pub(super) fn text_width(text: &str) -> usize {
    text.chars().map(character_width).sum()
}

/// Returns a text with spaces behind it, so that it takes `width` columns.
pub(crate) fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text_width(text))))
}

/// Returns as much of `text` as fits in `width` columns, with an ellipsis where something was cut.
pub(super) fn clip(text: &str, width: usize) -> String {
    let mut clipped = String::new();
    let mut used = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        used += character_width(character);
        let reserve = usize::from(characters.peek().is_some());
        if width < used + reserve {
            clipped.push('…');
            break;
        }
        clipped.push(character);
    }
    clipped
}

/// Returns the lines of `text` broken to `width` columns: at spaces, and between Chinese characters where the rules of
/// line breaking (Unicode Standard Annex 14) allow it.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let options = textwrap::Options::new(width.max(8)).word_splitter(textwrap::WordSplitter::NoHyphenation);
    text.lines()
        .flat_map(|line| textwrap::wrap(line, &options))
        .map(|line| neutral_line_start(&line).into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_cut_and_broken_by_columns() {
        assert_eq!(clip("拥有5000亿参数", 8), "拥有500…");
        assert_eq!(clip("拥有", 4), "拥有");
        assert_eq!(wrap("写作七百亿参数，而不是七千亿参数。", 16), ["写作七百亿参数，", "而不是七千亿参", "数。"]);
    }
}
