//! Texts that many documents share, each kept once.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

/// A text of an [`Interner`]; equal texts have equal symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(u32);

/// Keeps each text once, all in one buffer.
#[derive(Debug, Default)]
pub(super) struct Interner {
    buffer: String,
    // Where each text ends; it starts where the one before ends.
    ends: Vec<usize>,
    // By the hash of the text, or the next number that was free.
    by_hash: FxHashMap<u64, Symbol>,
}

impl Interner {
    /// Returns the symbol of a text, a new one where it was not met before.
    pub(super) fn intern(&mut self, text: &str) -> Symbol {
        let mut hash = xxh3_64(text.as_bytes());
        while let Some(known) = self.by_hash.get(&hash).copied() {
            if self.text(known) == text {
                return known;
            }
            hash = hash.wrapping_add(1);
        }
        let symbol = Symbol(u32::try_from(self.ends.len()).expect("fewer texts than 2^32 fit into memory"));
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len());
        self.by_hash.insert(hash, symbol);
        symbol
    }

    /// Returns the text of a symbol.
    pub(super) fn text(&self, symbol: Symbol) -> &str {
        let index = usize::try_from(symbol.0).expect("usize has at least 32 bits");
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.buffer[start..self.ends[index]]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_share_a_symbol() {
        let mut interner = Interner::default();
        let symbols: Vec<Symbol> = ["标题", "", "title", "标题", "title"].map(|text| interner.intern(text)).into();
        assert_eq!(symbols[0], symbols[3]);
        assert_eq!(symbols[2], symbols[4]);
        let texts: Vec<&str> = symbols.iter().map(|symbol| interner.text(*symbol)).collect();
        assert_eq!(texts, ["标题", "", "title", "标题", "title"]);
    }
}
