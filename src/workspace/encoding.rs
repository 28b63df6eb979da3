//! What a text that is not UTF-8 may be instead.

use crate::message::Message;

/// The bytes that are looked at.
const SAMPLE: usize = 64 * 1024;

/// A guess at an encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// A whole file in another encoding: its name, and the name that `iconv` knows it by.
    Encoding(&'static str, &'static str),
    /// UTF-8 whose last character is cut off.
    CutOff,
    /// UTF-8 with a few wrong bytes.
    Damaged,
    /// No text at all, or no telling.
    Unknown,
}

impl Guess {
    /// Looks at the bytes of a file and at the place where they stop being UTF-8.
    pub(super) fn new(bytes: &[u8], error: std::str::Utf8Error) -> Self {
        if let Some(guess) = Self::of_nulls(bytes) {
            return guess;
        }
        let offset = error.valid_up_to();
        // Many pairs of GBK are also two-byte characters of UTF-8 (微, CE A2); longer ones hardly come about by chance.
        let had_utf_8 = bytes[..offset].iter().any(|byte| 0xE0 <= *byte);
        if error.error_len().is_none() && (had_utf_8 || 2 < bytes.len() - offset) {
            return Self::CutOff;
        }
        if had_utf_8 {
            return Self::Damaged;
        }
        let start = bytes[..offset].iter().rposition(u8::is_ascii).map_or(0, |before| before + 1);
        let sample = &bytes[start..bytes.len().min(start + SAMPLE)];
        double_byte(sample).or_else(|| single_byte(sample)).unwrap_or(Self::Unknown)
    }

    /// Looks for UTF-16; its Latin letters are UTF-8 too, each with a NUL beside it.
    pub(super) fn of_nulls(bytes: &[u8]) -> Option<Self> {
        utf_16(bytes)
    }

    /// Returns the words for the wrong byte.
    pub(super) fn label(self) -> Message {
        match self {
            Self::Encoding(name, _) => message!("{name} from here on?", name),
            Self::CutOff => message!("half a character"),
            Self::Damaged | Self::Unknown => message!("this byte cannot stand here"),
        }
    }

    /// Returns what to do.
    pub(super) fn help(self) -> Message {
        match self {
            Self::Encoding(name, iconv) => {
                message!("it looks like {name}: convert it, for example with `iconv -f {iconv} -t UTF-8`", name, iconv)
            }
            Self::CutOff => message!("the file ends in the middle of a character: it may have been cut off"),
            Self::Damaged => message!("the text before it is UTF-8: repair this place in an editor"),
            Self::Unknown => message!("save it as UTF-8, or leave it out of the run if it is no text"),
        }
    }
}

/// Tells UTF-16 by its byte-order mark, or by the NULs that Latin letters have in it.
fn utf_16(bytes: &[u8]) -> Option<Guess> {
    const LITTLE: Guess = Guess::Encoding("UTF-16", "UTF-16LE");
    const BIG: Guess = Guess::Encoding("UTF-16", "UTF-16BE");
    match bytes {
        [0xFF, 0xFE, ..] => return Some(LITTLE),
        [0xFE, 0xFF, ..] => return Some(BIG),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let nulls = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (nulls(0), nulls(1));
    let enough = sample.len() / 16 + 1;
    if enough <= odd && even * 8 <= odd {
        Some(LITTLE)
    } else if enough <= even && odd * 8 <= even {
        Some(BIG)
    } else {
        None
    }
}

/// Tells GB 18030 (with GBK and GB 2312), Big5 and Shift_JIS: every byte must fit in pairs.
fn double_byte(sample: &[u8]) -> Option<Guess> {
    let (mut pairs, mut low_trails, mut kana) = (0_usize, 0_usize, 0_usize);
    let mut bytes = sample.iter().copied();
    while let Some(lead) = bytes.next() {
        if lead.is_ascii() {
            continue;
        }
        // The sample may end within a pair.
        let Some(trail) = bytes.next() else { break };
        pairs += 1;
        kana += usize::from(matches!(lead, 0x82 | 0x83));
        match (lead, trail) {
            (0x81..=0xFE, 0x30..=0x39) => {
                let (third, fourth) = (bytes.next().unwrap_or(0x81), bytes.next().unwrap_or(0x30));
                if !(0x81..=0xFE).contains(&third) || !fourth.is_ascii_digit() {
                    return None;
                }
            }
            (0x81..=0xFE, 0x40..=0x7E) => low_trails += 1,
            (0x81..=0xFE, 0x80..=0xFE) => {}
            _ => return None,
        }
    }
    if pairs < 2 {
        None
    } else if pairs < kana * 3 {
        Some(Guess::Encoding("Shift_JIS", "SHIFT_JIS"))
    // Half of Big5's rows have trails below 0x7F; the common characters of GBK, those of GB 2312, have none.
    } else if pairs < low_trails * 5 {
        Some(Guess::Encoding("Big5", "BIG5"))
    } else {
        Some(Guess::Encoding("GBK", "GB18030"))
    }
}

/// Tells a western 8-bit text: mostly ASCII, its other bytes standing alone.
fn single_byte(sample: &[u8]) -> Option<Guess> {
    let high = sample.iter().filter(|byte| !byte.is_ascii()).count();
    let is_text = sample.iter().all(|byte| matches!(byte, b'\t' | b'\n' | b'\r' | 0x20..=0x7E | 0x80..=0xFF));
    (is_text && high * 3 < sample.len()).then_some(Guess::Encoding("Windows-1252", "WINDOWS-1252"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess(bytes: &[u8]) -> Guess {
        Guess::new(bytes, std::str::from_utf8(bytes).expect_err("not UTF-8"))
    }

    #[test]
    fn encodings_are_told_apart() {
        // 微软发布新模型 in GBK; 微軟發布新模型 in Big5; にほんご in Shift_JIS; "un été à" in Windows-1252.
        let gbk = b"title: \xCE\xA2\xC8\xED\xB7\xA2\xB2\xBC\xD0\xC2\xC4\xA3\xD0\xCD\n";
        let big5 = b"title: \xB7\x4C\xB3\x6E\xB5\x6F\xA5\xAC\xB7\x73\xBC\xD2\xAB\xAC\n";
        let shift_jis = b"\x82\xC9\x82\xD9\x82\xF1\x82\xB2\n";
        let western = b"un \xE9t\xE9 \xE0 Paris, sans fin\n";
        assert_eq!(guess(gbk), Guess::Encoding("GBK", "GB18030"));
        assert_eq!(guess(big5), Guess::Encoding("Big5", "BIG5"));
        assert_eq!(guess(shift_jis), Guess::Encoding("Shift_JIS", "SHIFT_JIS"));
        assert_eq!(guess(western), Guess::Encoding("Windows-1252", "WINDOWS-1252"));
        assert_eq!(guess(b"\xFF\xFEa\0b\0"), Guess::Encoding("UTF-16", "UTF-16LE"));
        assert_eq!(guess(b"\xFE\xFF\0a\0b"), Guess::Encoding("UTF-16", "UTF-16BE"));
    }

    #[test]
    fn damage_is_told_from_another_encoding() {
        assert_eq!(guess("微软发布".as_bytes().split_last().unwrap().1), Guess::CutOff);
        let mut damaged = "微软发布".as_bytes().to_vec();
        damaged.insert(6, 0xFF);
        assert_eq!(guess(&damaged), Guess::Damaged);
        assert_eq!(guess(&[0x89, b'P', b'N', b'G', 0x1A, 0, 0, 0xFF]), Guess::Unknown);
    }
}
