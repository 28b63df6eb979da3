//! Text and positions in it: the lowest layer.
//!
//! Main type: [`SourceFile`]. Every span in the library is a UTF-8 byte range of a whole file ([`TextRange`]);
//! lines and columns are computed from it in one place, [`SourceFile::position`], in every unit that a reader may ask for.
//! Knows nothing of Markdown or of files on disk.

mod digits;
pub(crate) mod eight;
mod fold;
mod look_alike;
mod source_file;
mod unseen;

pub(crate) use digits::{has_digit, next_digit};
pub use fold::Folded;
pub use look_alike::{is_greek_or_cyrillic, look_alike};
pub use source_file::{Position, SourceFile};
pub use text_size::{TextRange, TextSize};
pub use unseen::{Unseen, is_direction_control, is_unseen, unseen};

/// Returns the range from byte `start` to byte `end`.
///
/// # Panics
/// If `end < start`, or if either is 4 GiB or more; [`SourceFile`] holds no such file.
pub fn range(start: usize, end: usize) -> TextRange {
    TextRange::new(size(start), size(end))
}

/// Returns a byte offset as a [`TextSize`].
///
/// # Panics
/// If `offset` is 4 GiB or more; [`SourceFile`] holds no such file.
pub fn size(offset: usize) -> TextSize {
    TextSize::try_from(offset).expect("SourceFile refuses texts of 4 GiB and more")
}

/// Returns whether a character is part of an ASCII word: a letter or a digit.
///
/// Word boundaries next to Chinese are decided on this, never on Unicode's `\b`, for which `过G` has no boundary.
pub fn is_ascii_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

/// Returns whether `character` is written without spaces between words: Han, kana, or CJK punctuation.
pub fn is_cjk(character: char) -> bool {
    matches!(character,
        '\u{2E80}'..='\u{2FDF}' | '\u{3000}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}' | '\u{20000}'..='\u{3FFFF}')
}

/// Returns the settings of property tests: so many cases, the same ones in every run.
///
/// `PROPTEST_CASES` and `PROPTEST_RNG_SEED` look further.
#[cfg(test)]
pub(crate) fn fixed_cases(cases: u32) -> proptest::test_runner::Config {
    let chosen = proptest::test_runner::Config::default();
    let is_default = chosen.cases == 256;
    let seed = match chosen.rng_seed {
        proptest::test_runner::RngSeed::Random => proptest::test_runner::RngSeed::Fixed(20_240_509),
        fixed => fixed,
    };
    let cases = if is_default { cases } else { chosen.cases };
    proptest::test_runner::Config { cases, rng_seed: seed, failure_persistence: None, ..chosen }
}
