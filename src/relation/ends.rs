//! Ends of sentences, found from the few bytes that their marks start with.

/// Which marks end a sentence.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    /// Whether a mark may start with a byte.
    pub(super) may_start: fn(&u8) -> bool,
    /// Returns the byte after the mark that starts at a place, where that ends a sentence.
    pub(super) end_at: fn(&str, usize) -> Option<usize>,
}

impl Ends {
    /// Returns where the first end of a sentence in a text starts, and the byte after it.
    pub(super) fn first(self, text: &str) -> Option<(usize, usize)> {
        let mut from = 0;
        loop {
            let at = from + text.as_bytes()[from..].iter().position(self.may_start)?;
            if let Some(end) = (self.end_at)(text, at) {
                return Some((at, end));
            }
            from = at + 1;
        }
    }

    /// Returns where the last end of a sentence in a text starts, and the byte after it.
    pub(super) fn last(self, text: &str) -> Option<(usize, usize)> {
        let mut to = text.len();
        loop {
            to = text.as_bytes()[..to].iter().rposition(self.may_start)?;
            if let Some(end) = (self.end_at)(text, to) {
                return Some((to, end));
            }
        }
    }
}
