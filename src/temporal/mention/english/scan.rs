//! Looks at the words, numbers and signs around a place.

use super::super::words::TokenKind;
use super::Reader;

impl<'t> Reader<'t> {
    pub(super) fn word(&self, at: usize) -> Option<&'t str> {
        match self.tokens.get(at)?.kind {
            TokenKind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is_word(&self, at: usize, words: &[&str]) -> bool {
        self.word(at).is_some_and(|word| words.contains(&word))
    }

    /// Returns the word before a token.
    pub(super) fn before(&self, at: usize) -> Option<&'t str> {
        self.word(at.checked_sub(1)?)
    }

    /// Returns whether one of some words stands before a token.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        self.before(at).is_some_and(|before| words.contains(&before))
    }

    /// Returns the value of a run of digits and how many they are.
    pub(super) fn number(&self, at: usize) -> Option<(u32, u8)> {
        match self.tokens.get(at)?.kind {
            TokenKind::Number(value, length) => Some((value, length)),
            _ => None,
        }
    }

    pub(super) fn sign(&self, at: usize) -> Option<u8> {
        match self.tokens.get(at)?.kind {
            TokenKind::Sign(sign) => Some(sign),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, at: usize, signs: &[u8]) -> bool {
        self.sign(at).is_some_and(|sign| signs.contains(&sign))
    }

    /// Returns whether nothing stands between a token and the one before.
    pub(super) fn is_joined(&self, at: usize) -> bool {
        match (at.checked_sub(1).and_then(|before| self.tokens.get(before)), self.tokens.get(at)) {
            (Some(before), Some(token)) => before.end == token.start,
            _ => false,
        }
    }

    /// Returns whether one of some signs stands at a token, with nothing before it.
    pub(super) fn is_joined_sign(&self, at: usize, signs: &[u8]) -> bool {
        self.is_sign(at, signs) && self.is_joined(at)
    }

    /// Skips what may stand between the parts of a date.
    pub(super) fn skip(&self, at: usize, signs: &[u8], words: &[&str]) -> usize {
        let after_sign = at + usize::from(self.is_sign(at, signs));
        after_sign + usize::from(self.is_word(after_sign, words))
    }
}
