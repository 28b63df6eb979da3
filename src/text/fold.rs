//! Full-width and case folding with a map back to the source.

use std::borrow::Cow;

use super::{TextRange, TextSize, size};

/// A text folded for matching: full-width letters, digits and signs made ASCII, ASCII letters made lower case.
///
/// Chinese punctuation (`，`, `（`) is not touched. Where the text has nothing full-width to fold, offsets are the same
/// on both sides and no map is kept.
#[derive(Debug)]
pub struct Folded<'a> {
    text: Cow<'a, str>,
    // (offset in the folded text, bytes that the source is longer by from there on), in order.
    shifts: Vec<(u32, u32)>,
}

impl<'a> Folded<'a> {
    /// Folds width and case.
    pub fn lower(source: &'a str) -> Self {
        let width = Self::width(source);
        let mut text = width.text.into_owned();
        text.make_ascii_lowercase();
        Self { text: Cow::Owned(text), shifts: width.shifts }
    }

    /// Folds width only; borrows the source where there is nothing to fold.
    pub fn width(source: &'a str) -> Self {
        let mut shifts = Vec::new();
        let mut folded: Option<String> = None;
        let mut copied = 0;
        for at in memchr::memchr_iter(0xEF, source.as_bytes()) {
            let Some(ascii) = foldable(&source.as_bytes()[at..]) else { continue };
            let text = folded.get_or_insert_with(|| String::with_capacity(source.len()));
            text.push_str(&source[copied..at]);
            text.push(char::from(ascii));
            copied = at + 3;
            let shift = copied - text.len();
            shifts.push((u32::from(size(text.len())), u32::from(size(shift))));
        }
        let text = match folded {
            None => Cow::Borrowed(source),
            Some(mut text) => {
                text.push_str(&source[copied..]);
                Cow::Owned(text)
            }
        };
        Self { text, shifts }
    }

    /// Returns the folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns whether offsets are the same in the folded text and in its source.
    pub fn is_aligned(&self) -> bool {
        self.shifts.is_empty()
    }

    /// Returns the range of the source that a range of the folded text came from.
    pub fn to_source(&self, range: TextRange) -> TextRange {
        if self.shifts.is_empty() {
            return range;
        }
        TextRange::new(self.offset_to_source(range.start()), self.offset_to_source(range.end()))
    }

    fn offset_to_source(&self, offset: TextSize) -> TextSize {
        let index = self.shifts.partition_point(|(start, _)| *start <= u32::from(offset));
        let shift = index.checked_sub(1).map_or(0, |before| self.shifts[before].1);
        offset + TextSize::new(shift)
    }
}

/// Returns the ASCII twin of the full-width character that `bytes` start with, for letters, digits and signs that
/// numbers are written with: U+FF04 `＄`, U+FF05 `％`, U+FF0B `＋`, U+FF0D `－`, U+FF0E `．`, U+FF10–FF19, U+FF21–FF3A,
/// U+FF41–FF5A.
fn foldable(bytes: &[u8]) -> Option<u8> {
    match bytes {
        [0xEF, 0xBC, low @ (0x84 | 0x85 | 0x8B | 0x8D | 0x8E | 0x90..=0x99 | 0xA1..=0xBA), ..] => Some(low - 0x60),
        [0xEF, 0xBD, low @ 0x81..=0x9A, ..] => Some(low - 0x20),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range;

    #[test]
    fn full_width_digits_and_letters_fold_and_map_back() {
        let source = "约５００亿，ＧＰＴ－４";
        let folded = Folded::lower(source);
        assert_eq!(folded.text(), "约500亿，gpt-4");
        let start = folded.text().find("500").unwrap();
        let mapped = folded.to_source(range(start, start + 3));
        assert_eq!(&source[usize::from(mapped.start())..usize::from(mapped.end())], "５００");
        let start = folded.text().find("gpt-4").unwrap();
        let mapped = folded.to_source(range(start, start + 5));
        assert_eq!(&source[usize::from(mapped.start())..usize::from(mapped.end())], "ＧＰＴ－４");
    }

    #[test]
    fn chinese_punctuation_is_left_alone() {
        let folded = Folded::width("（一），％");
        assert_eq!(folded.text(), "（一），%");
        assert!(Folded::width("（一），").is_aligned());
    }
}
