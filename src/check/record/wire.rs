//! Numbers, texts and lists as bytes: whole numbers in as few bytes as they need, texts behind their length.

use chrono::{Datelike as _, NaiveDate};

use crate::text::{TextRange, range};

/// Writes; remembers whether something could not be written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    has_failed: bool,
}

impl Writer {
    /// Returns what was written; `None` where something could not be.
    pub(super) fn finish(self) -> Option<Vec<u8>> {
        (!self.has_failed).then_some(self.bytes)
    }

    /// Notes that something cannot be kept.
    pub(super) fn fail(&mut self) {
        self.has_failed = true;
    }

    pub(super) fn number(&mut self, value: usize) {
        let mut rest = value;
        while 0x80 <= rest {
            self.bytes.push(u8::try_from(rest & 0x7F).expect("seven bits") | 0x80);
            rest >>= 7;
        }
        self.bytes.push(u8::try_from(rest).expect("seven bits"));
    }

    pub(super) fn hash(&mut self, value: u64) {
        self.bytes.extend_from_slice(&value.to_le_bytes());
    }

    /// Writes bytes whose number the reader knows.
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn boolean(&mut self, value: bool) {
        self.bytes.push(u8::from(value));
    }

    pub(super) fn text(&mut self, text: &str) {
        self.number(text.len());
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub(super) fn range(&mut self, range: TextRange) {
        self.number(range.start().into());
        self.number(range.len().into());
    }

    pub(super) fn date(&mut self, date: NaiveDate) {
        // Days are counted from the first of the year 1; those before it have no place here.
        match usize::try_from(date.num_days_from_ce()) {
            Ok(days) => self.number(days),
            Err(_) => self.fail(),
        }
    }

    /// Writes one of a few words by its place among them.
    pub(super) fn word(&mut self, word: &str, words: &[&str]) {
        match words.iter().position(|known| *known == word) {
            Some(index) => self.number(index),
            None => self.fail(),
        }
    }

    pub(super) fn option<T>(&mut self, value: Option<T>, write: impl FnOnce(&mut Self, T)) {
        self.boolean(value.is_some());
        if let Some(value) = value {
            write(self, value);
        }
    }

    pub(super) fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.number(items.len());
        for item in items {
            write(self, item);
        }
    }
}

/// Reads what a [`Writer`] wrote; `None` from any function means that the bytes are something else.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn number(&mut self) -> Option<usize> {
        let mut value = 0_usize;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = self.byte()?;
            let part = usize::from(byte & 0x7F);
            // What does not fit was not written by this program.
            if part.checked_shl(shift)?.checked_shr(shift)? != part {
                return None;
            }
            value |= part << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    pub(super) fn hash(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    pub(super) fn bytes<const LENGTH: usize>(&mut self) -> Option<[u8; LENGTH]> {
        self.take(LENGTH)?.try_into().ok()
    }

    pub(super) fn boolean(&mut self) -> Option<bool> {
        match self.byte()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        }
    }

    pub(super) fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        Some(simdutf8::basic::from_utf8(self.take(length)?).ok()?.to_owned())
    }

    pub(super) fn range(&mut self) -> Option<TextRange> {
        let start = self.number()?;
        let end = start.checked_add(self.number()?)?;
        u32::try_from(end).ok().map(|_| range(start, end))
    }

    pub(super) fn date(&mut self) -> Option<NaiveDate> {
        NaiveDate::from_num_days_from_ce_opt(i32::try_from(self.number()?).ok()?)
    }

    pub(super) fn word(&mut self, words: &[&'static str]) -> Option<&'static str> {
        words.get(self.number()?).copied()
    }

    pub(super) fn option<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        if self.boolean()? { read(self).map(Some) } else { Some(None) }
    }

    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let length = self.number()?;
        // Each item takes a byte at least: a length that cannot be must not ask for memory.
        if self.bytes.len() < length {
            return None;
        }
        (0..length).map(|_| read(self)).collect()
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_texts_and_days_come_back() {
        let numbers = [0, 1, 0x7F, 0x80, 0x3FFF, 0x4000, usize::MAX];
        let mut writer = Writer::default();
        for number in numbers {
            writer.number(number);
        }
        writer.text("微软😀");
        writer.date(NaiveDate::from_ymd_opt(2024, 2, 29).unwrap());
        let bytes = writer.finish().unwrap();
        let mut reader = Reader::new(&bytes);
        for number in numbers {
            assert_eq!(reader.number(), Some(number));
        }
        assert_eq!(reader.text().as_deref(), Some("微软😀"));
        assert_eq!(reader.date(), NaiveDate::from_ymd_opt(2024, 2, 29));
        assert!(reader.is_at_end());
    }

    #[test]
    fn what_cannot_be_is_nothing() {
        assert_eq!(Reader::new(&[0xFF; 11]).number(), None);
        assert_eq!(Reader::new(&[0x80]).number(), None);
        assert_eq!(Reader::new(&[3, b'a']).text(), None);
        assert_eq!(Reader::new(&[1, 0xFF]).text(), None);
        assert_eq!(Reader::new(&[0xFF, 0xFF, 0x03]).list(Reader::number), None);
        assert_eq!(Reader::new(&[2]).boolean(), None);
        let mut writer = Writer::default();
        writer.word("other", &["one"]);
        assert!(writer.finish().is_none());
    }
}
