//! A tree in few bytes, which are read many times faster than the YAML that it came from.
//!
//! The build writes it for the data files that ship in the binary (`encode`); it never leaves the program, so it has no
//! version.
//! A node is one byte for its kind, its start (after that of the node around it) and its length, and what it holds;
//! numbers are in base 128, the lowest seven bits first. Of a text there is the length; the texts themselves stand one after
//! the other in a text of their own, of which the tree has its parts without copying them.

use super::{Entry, Node, ScalarStyle, TreeText, Value};
use crate::text::{TextRange, TextSize};

pub(super) const NULL: u8 = 0;
pub(super) const FALSE: u8 = 1;
pub(super) const TRUE: u8 = 2;
pub(super) const NUMBER: u8 = 3;
pub(super) const DATE: u8 = 4;
pub(super) const PLAIN: u8 = 5;
pub(super) const QUOTED: u8 = 6;
pub(super) const BLOCK: u8 = 7;
pub(super) const LIST: u8 = 8;
pub(super) const MAP: u8 = 9;

/// Reads a tree that `encode` wrote; `None` for other bytes and texts.
pub(crate) fn decode(bytes: &[u8], texts: &'static str) -> Option<Node> {
    let mut decoder = Decoder { bytes, texts };
    let root = decoder.node(0)?;
    (decoder.bytes.is_empty() && decoder.texts.is_empty()).then_some(root)
}

struct Decoder<'a> {
    bytes: &'a [u8],
    texts: &'static str,
}

impl Decoder<'_> {
    fn node(&mut self, before: u32) -> Option<Node> {
        let kind = self.byte()?;
        let range = self.range(before)?;
        let start = range.start().into();
        let value = match kind {
            NULL => Value::Null,
            FALSE | TRUE => Value::Boolean(kind == TRUE),
            NUMBER => Value::Number(self.text()?),
            DATE => Value::Date(self.text()?),
            PLAIN => Value::Text { text: self.text()?, style: ScalarStyle::Plain },
            QUOTED => Value::Text { text: self.text()?, style: ScalarStyle::Quoted },
            BLOCK => Value::Text { text: self.text()?, style: ScalarStyle::Block },
            LIST => {
                let count = self.count()?;
                let mut items = Vec::with_capacity(count);
                for _ in 0..count {
                    items.push(self.node(start)?);
                }
                Value::List(items)
            }
            MAP => {
                let count = self.count()?;
                let mut entries = Vec::with_capacity(count);
                for _ in 0..count {
                    let key = self.text()?;
                    let key_range = self.range(start)?;
                    entries.push(Entry { key, key_range, value: self.node(start)? });
                }
                Value::Map(entries)
            }
            _ => return None,
        };
        Some(Node { range, value })
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let byte = self.byte()?;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// Returns a count of things that take at least a byte each.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.number()?).ok()?;
        (count <= self.bytes.len()).then_some(count)
    }

    fn range(&mut self, before: u32) -> Option<TextRange> {
        let start = before.wrapping_add(self.number()?);
        let end = start.checked_add(self.number()?)?;
        Some(TextRange::new(TextSize::new(start), TextSize::new(end)))
    }

    fn text(&mut self) -> Option<TreeText> {
        let length = usize::try_from(self.number()?).ok()?;
        let (text, rest) = self.texts.split_at_checked(length)?;
        self.texts = rest;
        Some(TreeText::Borrowed(text))
    }
}
