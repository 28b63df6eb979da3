//! Comments in the source: `<!-- … -->`, and `{/* … */}` in MDX.

use std::ops::Range;

use memchr::memmem;

use crate::text::{TextRange, range};

/// Returns the comments of a stretch of the file that holds nothing but HTML, or one expression of MDX, each with the
/// range between its marks, in order. One that is not closed is none.
pub(super) fn find(text: &str, source: Range<usize>) -> impl Iterator<Item = (TextRange, TextRange)> {
    let (opening, closing) = if text[source.clone()].starts_with("{/*") { ("{/*", "*/}") } else { ("<!--", "-->") };
    let bytes = &text.as_bytes()[..source.end];
    let mut at = source.start;
    std::iter::from_fn(move || {
        let start = at + memmem::find(&bytes[at..], opening.as_bytes())?;
        let content = start + opening.len();
        let length = memmem::find(&bytes[content..], closing.as_bytes())?;
        at = content + length + closing.len();
        Some((range(start, at), range(content, content + length)))
    })
}
