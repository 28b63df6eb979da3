//! Digits of ASCII, looked for in blocks of bytes, so that the compiler can use vector instructions.

/// Bytes that are looked at together.
const BLOCK: usize = 32;

/// Returns whether there is a digit.
pub(crate) fn has_digit(bytes: &[u8]) -> bool {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    blocks.iter().any(|block| is_any(block)) || is_any(rest)
}

/// Returns the place of the next digit at `at` or behind it.
pub(crate) fn next_digit(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(block) = bytes.get(at..at + BLOCK) {
        if is_any(block) {
            break;
        }
        at += BLOCK;
    }
    bytes[at..].iter().position(u8::is_ascii_digit).map(|offset| at + offset)
}

#[inline]
fn is_any(block: &[u8]) -> bool {
    block.iter().fold(false, |found, byte| found | byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_found_wherever_they_stand() {
        for before in [0, 1, 31, 32, 33, 100] {
            let text = format!("{}7{}", "x".repeat(before), "年".repeat(20));
            assert!(has_digit(text.as_bytes()));
            assert_eq!(next_digit(text.as_bytes(), 0), Some(before));
            assert_eq!(next_digit(text.as_bytes(), before + 1), None);
        }
        assert!(!has_digit("没有７".as_bytes()) && !has_digit(b""));
    }
}
