//! Lines of a text, one at a time.

/// One line: `start..end` without its line end, `next` is where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) next: usize,
}

impl Line {
    /// Returns the line that starts at `start`; `None` at the end of the text.
    pub(super) fn at(text: &str, start: usize) -> Option<Self> {
        if text.len() <= start {
            return None;
        }
        let newline = memchr::memchr(b'\n', &text.as_bytes()[start..]).map(|offset| start + offset);
        let next = newline.map_or(text.len(), |newline| newline + 1);
        let end = newline.unwrap_or(text.len());
        let end = if start < end && text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
        Some(Self { start, end, next })
    }

    /// Returns the lines of `range`, which starts at the start of a line.
    pub(super) fn all(text: &str, range: std::ops::Range<usize>) -> impl Iterator<Item = Self> {
        let text = &text[..range.end];
        std::iter::successors(Self::at(text, range.start), move |line| Self::at(text, line.next))
    }

    /// Returns the text of the line, without its line end.
    pub(super) fn text<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Returns whether the line has nothing but white space.
    pub(super) fn is_blank(&self, text: &str) -> bool {
        self.text(text).trim().is_empty()
    }
}

/// Returns the start of the first line from `start` on that is not blank; the end of the text where there is none.
pub(super) fn skip_blank_lines(text: &str, start: usize) -> usize {
    let mut lines = Line::all(text, start..text.len());
    lines.find(|line| !line.is_blank(text)).map_or(text.len(), |line| line.start)
}
