//! Eight bytes of a text at once, as one number, in which words of ASCII are measured and compared.
//!
//! All functions take lower-case text: capitals count as no letters here.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = ONES * 0x80;

/// Returns the first eight bytes at `at`, the first of them lowest; zeros behind the end.
#[inline]
pub(crate) fn first_eight(bytes: &[u8], at: usize) -> u64 {
    if let Some(eight) = bytes.get(at..at + 8) {
        return u64::from_le_bytes(eight.try_into().expect("eight bytes were asked for"));
    }
    let mut eight = [0; 8];
    let rest = &bytes[at..];
    eight[..rest.len()].copy_from_slice(rest);
    u64::from_le_bytes(eight)
}

/// Returns the mask of the first `length` bytes, of which there are one to eight.
#[inline]
pub(crate) const fn mask(length: usize) -> u64 {
    u64::MAX >> (64 - 8 * length)
}

/// Returns a hash of a number of eight bytes, by Fibonacci hashing: its highest bits are the best.
#[inline]
pub(crate) const fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// Returns how many of eight bytes, from the lowest on, are digits or lower-case letters of ASCII.
#[inline]
pub(crate) fn word_length(eight: u64) -> usize {
    let is_other = !((digits(eight) | between(eight, b'a', b'z')) & !eight) & HIGH;
    (is_other.trailing_zeros() / 8) as usize
}

/// Returns the place of the lowest of eight bytes that is a digit of ASCII; eight where none is.
#[inline]
pub(crate) fn first_digit(eight: u64) -> usize {
    ((digits(eight) & !eight & HIGH).trailing_zeros() / 8) as usize
}

/// Returns whether one of eight bytes is `byte`.
#[inline]
pub(crate) fn has_byte(eight: u64, byte: u8) -> bool {
    let difference = eight ^ (ONES * u64::from(byte));
    difference.wrapping_sub(ONES) & !difference & HIGH != 0
}

#[inline]
fn digits(eight: u64) -> u64 {
    between(eight, b'0', b'9')
}

/// Returns a number in which the highest bit of each byte says whether the lower seven bits of that byte of `eight` are
/// between two bounds.
#[inline]
fn between(eight: u64, first: u8, last: u8) -> u64 {
    let low = eight & !HIGH;
    let reaches = |bound: u8| low + ONES * u64::from(0x80 - bound);
    reaches(first) & !reaches(last + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_digits_are_measured() {
        let all = [
            ("", 0, 8),
            ("a b", 1, 8),
            ("az09{", 4, 2),
            ("`a", 0, 8),
            ("/0:", 0, 1),
            ("abcdefgh", 8, 8),
            ("ab中", 2, 8),
            ("\u{b0}9", 0, 2),
        ];
        for (text, length, digit) in all {
            let eight = first_eight(text.as_bytes(), 0);
            assert_eq!((word_length(eight), first_digit(eight)), (length, digit), "{text}");
            assert!((1..=u8::MAX).all(|byte| has_byte(eight, byte) == text.bytes().take(8).any(|one| one == byte)));
        }
    }
}
