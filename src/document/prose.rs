//! The text of a document as a reader reads it, with a map back to the file.

use crate::text::{TextRange, TextSize, Unseen, size, unseen};

/// One text for a whole document: markup left out, blocks parted by `\n\n`, each byte mapped to the file.
///
/// A soft line break stays one `\n`. Images, HTML, URLs, math, footnote marks, shortcodes and MDX expressions each leave
/// one U+FFFC (object replacement character), so that the words around them do not run together. HTML tags that only
/// set type, such as `<b>` and `<span>`, leave nothing, as `**` does. Inline code keeps its text, listed in
/// [`Prose::opaque`]: names in it are names, numbers in it are not claims. Characters that nobody sees leave nothing.
#[derive(Debug, Default)]
pub struct Prose {
    text: String,
    segments: Vec<Segment>,
    opaque: Vec<TextRange>,
    unseen: Vec<Unseen>,
    unseen_in_file: Vec<Unseen>,
}

/// A stretch of the prose that came from one stretch of the file.
// Invariant: segments are in order of `prose_start` and cover the prose; a verbatim segment has the same bytes on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Segment {
    prose_start: TextSize,
    source_start: TextSize,
    source_len: TextSize,
    is_verbatim: bool,
}

impl Prose {
    /// Returns the whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the ranges of the text that are inline code, in order.
    pub fn opaque(&self) -> &[TextRange] {
        &self.opaque
    }

    /// Returns the characters of the file that nobody sees and that were left out, in order, with their bytes of the file.
    pub fn unseen(&self) -> &[Unseen] {
        &self.unseen
    }

    /// Returns the characters that nobody sees of the whole file, code and front matter included, in order.
    pub fn unseen_in_file(&self) -> &[Unseen] {
        &self.unseen_in_file
    }

    /// Returns whether `range` touches inline code.
    pub fn is_opaque(&self, range: TextRange) -> bool {
        let index = self.opaque.partition_point(|opaque| opaque.end() <= range.start());
        self.opaque.get(index).is_some_and(|opaque| opaque.start() < range.end())
    }

    /// Returns a stretch of the text.
    ///
    /// # Panics
    /// If `range` is not inside the text or not on character boundaries.
    pub fn slice(&self, range: TextRange) -> &str {
        &self.text[usize::from(range.start())..usize::from(range.end())]
    }

    /// Returns the bytes of the file that a stretch of the prose came from.
    pub fn to_source(&self, range: TextRange) -> TextRange {
        let start = self.start_to_source(range.start());
        if range.is_empty() {
            return TextRange::empty(start);
        }
        let end = self.end_to_source(range.end());
        TextRange::new(start, end.max(start))
    }

    fn start_to_source(&self, offset: TextSize) -> TextSize {
        let index = self.segments.partition_point(|segment| segment.prose_start <= offset);
        let Some(segment) = index.checked_sub(1).map(|index| self.segments[index]) else {
            return self.segments.first().map_or(TextSize::new(0), |segment| segment.source_start);
        };
        if segment.is_verbatim {
            segment.source_start + (offset - segment.prose_start).min(segment.source_len)
        } else {
            segment.source_start
        }
    }

    fn end_to_source(&self, offset: TextSize) -> TextSize {
        let index = self.segments.partition_point(|segment| segment.prose_start < offset);
        let Some(segment) = index.checked_sub(1).map(|index| self.segments[index]) else {
            return TextSize::new(0);
        };
        if segment.is_verbatim {
            segment.source_start + (offset - segment.prose_start).min(segment.source_len)
        } else {
            segment.source_start + segment.source_len
        }
    }
}

/// Builds a [`Prose`] from front to back.
#[derive(Debug, Default)]
pub struct ProseBuilder {
    prose: Prose,
    // The characters of the file that nobody sees; mostly there are none.
    unseen: Vec<Unseen>,
}

impl ProseBuilder {
    /// Starts an empty prose of a file.
    pub fn new(file_text: &str) -> Self {
        let prose = Prose { text: String::with_capacity(file_text.len()), ..Prose::default() };
        Self { prose, unseen: unseen(file_text) }
    }

    /// Returns the length so far, in bytes.
    pub fn len(&self) -> TextSize {
        size(self.prose.text.len())
    }

    /// Returns whether nothing was pushed yet.
    pub fn is_empty(&self) -> bool {
        self.prose.text.is_empty()
    }

    /// Appends text that stands in the file just so, from byte `source_start` on, without what nobody sees.
    pub fn push_verbatim(&mut self, text: &str, source_start: TextSize) {
        if self.unseen.is_empty() {
            self.push_seen(text, source_start);
            return;
        }
        let source_end = source_start + size(text.len());
        let first = self.unseen.partition_point(|unseen| unseen.range.start() < source_start);
        let mut at = source_start;
        for index in first..self.unseen.len() {
            let unseen = self.unseen[index];
            if source_end < unseen.range.end() {
                break;
            }
            self.push_seen(&text[TextRange::new(at, unseen.range.start()) - source_start], at);
            self.prose.unseen.push(unseen);
            at = unseen.range.end();
        }
        self.push_seen(&text[TextRange::new(at, source_end) - source_start], at);
    }

    fn push_seen(&mut self, text: &str, source_start: TextSize) {
        if text.is_empty() {
            return;
        }
        let prose_start = self.len();
        self.prose.text.push_str(text);
        let source_len = size(text.len());
        if let Some(last) = self.prose.segments.last_mut() {
            let follows = last.is_verbatim
                && last.prose_start + last.source_len == prose_start
                && last.source_start + last.source_len == source_start;
            if follows {
                last.source_len += source_len;
                return;
            }
        }
        self.prose.segments.push(Segment { prose_start, source_start, source_len, is_verbatim: true });
    }

    /// Appends text that stands for a stretch of the file without being its bytes: an unescaped entity, a line break,
    /// a placeholder.
    pub fn push_synthetic(&mut self, text: &str, source: TextRange) {
        if text.is_empty() {
            return;
        }
        let segment = Segment {
            prose_start: self.len(),
            source_start: source.start(),
            source_len: source.len(),
            is_verbatim: false,
        };
        self.prose.text.push_str(text);
        self.prose.segments.push(segment);
    }

    /// Marks what was pushed since `start` (a length got from [`ProseBuilder::len`]) as inline code.
    pub fn mark_opaque_since(&mut self, start: TextSize) {
        let opaque = TextRange::new(start, self.len());
        if !opaque.is_empty() {
            self.prose.opaque.push(opaque);
        }
    }

    /// Appends the blank line between two blocks; the next block stands at byte `source` of `file_text`.
    pub fn push_separator(&mut self, file_text: &str, source: TextSize) {
        let prose_end = self.len();
        let last = self.prose.segments.last().filter(|last| last.is_verbatim);
        let source_end = last.map(|last| last.source_start + (prose_end - last.prose_start));
        match source_end {
            // Mostly the blank line is there just so.
            Some(end) if matches!(file_text.as_bytes()[usize::from(end)..], [b'\n', b'\n', ..]) => {
                self.push_verbatim("\n\n", end);
            }
            _ => self.push_synthetic("\n\n", TextRange::empty(source)),
        }
    }

    /// Takes back what was pushed since `length` (got from [`ProseBuilder::len`]).
    ///
    /// # Panics
    /// If `length` is not on a character boundary of the text.
    pub fn truncate(&mut self, length: TextSize) {
        self.prose.text.truncate(usize::from(length));
        while self.prose.opaque.pop_if(|opaque| length < opaque.end()).is_some() {}
        while let Some(last) = self.prose.segments.last_mut() {
            if last.prose_start < length {
                if last.is_verbatim {
                    last.source_len = last.source_len.min(length - last.prose_start);
                }
                break;
            }
            self.prose.segments.pop();
        }
    }

    /// Returns the text so far.
    pub fn text(&self) -> &str {
        &self.prose.text
    }

    /// Ends the prose.
    pub fn finish(self) -> Prose {
        Prose { unseen_in_file: self.unseen, ..self.prose }
    }
}

#[cfg(test)]
impl Prose {
    /// Panics unless the map is consistent with the text of the file.
    pub(crate) fn assert_consistent(&self, file_text: &str) {
        let mut end = TextSize::new(0);
        for (index, segment) in self.segments.iter().enumerate() {
            assert_eq!(segment.prose_start, end, "segments cover the prose");
            end = self
                .segments
                .get(index + 1)
                .map_or(self.text.len().try_into().expect("short"), |next| next.prose_start);
            let source = TextRange::at(segment.source_start, segment.source_len);
            let written = &file_text[source];
            if segment.is_verbatim {
                assert_eq!(
                    &self.text[TextRange::new(segment.prose_start, end)],
                    written,
                    "verbatim segments are the same"
                );
            }
        }
        assert_eq!(usize::from(end), self.text.len(), "segments cover the prose");
        for opaque in &self.opaque {
            let _ = &self.text[*opaque];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range;

    #[test]
    fn ranges_map_back_across_markup() {
        // Source: `**一**二&amp;三`
        let mut builder = ProseBuilder::default();
        builder.push_verbatim("一", size(2));
        builder.push_verbatim("二", size(7));
        builder.push_synthetic("&", range(10, 15));
        builder.push_verbatim("三", size(15));
        let prose = builder.finish();
        assert_eq!(prose.to_source(range(0, 3)), range(2, 5));
        assert_eq!(prose.to_source(range(0, 6)), range(2, 10));
        assert_eq!(prose.to_source(range(6, 7)), range(10, 15));
        assert_eq!(prose.to_source(range(3, 10)), range(7, 18));
    }
    #[test]
    fn what_nobody_sees_is_left_out() {
        let file_text = "**1\u{200b}7**0亿\u{2060}";
        let mut builder = ProseBuilder::new(file_text);
        builder.push_verbatim(&file_text[2..7], size(2));
        builder.push_verbatim(&file_text[9..], size(9));
        let prose = builder.finish();
        prose.assert_consistent(file_text);
        assert_eq!(prose.text(), "170亿");
        assert_eq!(prose.to_source(range(0, 3)), range(2, 10));
        assert_eq!(prose.to_source(range(1, 2)), range(6, 7));
        assert_eq!(prose.unseen().len(), 2);
    }
}
