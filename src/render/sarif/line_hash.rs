//! `primaryLocationLineHash`: what GitHub's uploader computes where a log has none, and complains about where a log has
//! another (`src/fingerprints.ts` of <https://github.com/github/codeql-action>).
//!
//! The text is read as UTF-16 units without spaces and tabs, each line end as one line feed, with 65535 behind it and
//! zeros from there on. The hash of a line is that of the 100 units from its first one: a number to the base 37, modulo
//! 2⁶⁴, in hexadecimal; then a colon, and how many lines up to this one have that hash.

use std::fmt;

use rustc_hash::FxHashMap;

/// Units that a hash is made of.
const WINDOW: usize = 100;

/// Stands behind the last unit of a text.
const END: u16 = u16::MAX;

/// The hash of a line, and how many lines up to it have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineHash {
    hash: u64,
    count: usize,
}

impl fmt::Display for LineHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:x}:{}", self.hash, self.count)
    }
}

/// Returns the hash of each line.
pub(super) fn line_hashes(text: &str) -> Vec<LineHash> {
    let (units, starts) = units(text);
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    let mut hashes = Vec::with_capacity(starts.len());
    for start in starts {
        let window = units[start..].iter().copied().chain(std::iter::repeat(0)).take(WINDOW);
        let hash = window.fold(0_u64, |hash, unit| hash.wrapping_mul(37).wrapping_add(u64::from(unit)));
        let count = counts.entry(hash).or_default();
        *count += 1;
        hashes.push(LineHash { hash, count: *count });
    }
    hashes
}

/// Returns the units that count, and where each line starts among them.
fn units(text: &str) -> (Vec<u16>, Vec<usize>) {
    let mut units = Vec::with_capacity(text.len() + 1);
    let mut starts = Vec::new();
    let mut is_start = true;
    let mut before = '\0';
    let mut buffer = [0; 2];
    let mut push = |encoded: &[u16], ends_line: bool| {
        if std::mem::replace(&mut is_start, ends_line) {
            starts.push(units.len());
        }
        units.extend_from_slice(encoded);
    };
    for character in text.chars() {
        match character {
            ' ' | '\t' => {}
            '\n' if before == '\r' => {}
            '\n' | '\r' => push(&[u16::from(b'\n')], true),
            _ => push(character.encode_utf16(&mut buffer), false),
        }
        before = character;
    }
    push(&[END], false);
    (units, starts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        line_hashes(text).iter().map(LineHash::to_string).collect()
    }

    #[test]
    fn the_hashes_are_those_of_the_uploader() {
        // The numbers stand in the uploader's own tests, `src/fingerprints.test.ts`.
        assert_eq!(shown(""), ["c129715d7a2bc9a3:1"]);
        let four = ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"];
        assert_eq!(shown(" a\nb\n  \t\tc\n d"), four);
        let same = shown(" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n");
        assert_eq!(same[0], "e9496ae3ebfced30:1");
        assert_eq!(same[6], "c129715d7a2bc9a3:1");
        assert_eq!(shown(" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r"), same);
    }

    #[test]
    fn equal_lines_are_counted() {
        let hashes = shown(&"万亿\n".repeat(120));
        assert_eq!(hashes.len(), 121);
        let (hash, _) = hashes[0].split_once(':').unwrap();
        assert_eq!(hashes[1], format!("{hash}:2"));
    }
}
