//! Finds a post that stands in a Markdown code fence as a whole: its front matter then is code, and so is its text.
//!
//! Programs that write posts hand them over as ```` ```markdown … ``` ````. A page of documentation may also start with
//! an example in a fence, so the front matter in it must look like the file's own:
//!
//! * where text stands in the fence and the fence is the whole file: a title, a second key and three lines of text, the
//!   fence naming no language but Markdown; or, with any language, a title and a date;
//! * where text follows the closing fence: a title and a date, and the text is a footer, not prose about an example;
//! * where only the front matter stands in the fence: a title and a date, text after it, no second front matter, and no
//!   language but Markdown, since an example of YAML says that it is one.
//!
//! Anything less is left alone: an example is shown as it is, and a post missed can still be seen to be code.

use std::ops::Range;

use super::date;
use super::front_matter::{Located, locate};
use super::keys::{has_date, has_title, key_run};
use super::line::{Line, skip_blank_lines};
use crate::data::Entry;

/// A post in a code fence.
#[derive(Debug)]
pub(super) struct Wrapped {
    /// The opening fence's line and the blank lines after it.
    pub(super) opening: Range<usize>,
    pub(super) front_matter: Located,
    /// Where the text in the fence ends.
    pub(super) body_end: usize,
    /// The closing fence's line, its line end included.
    pub(super) closing: Option<Range<usize>>,
}

/// A line that opens or closes a code fence.
#[derive(Clone, Copy, Debug)]
struct Fence<'t> {
    line: Line,
    mark: u8,
    length: usize,
    info: &'t str,
}

impl<'t> Fence<'t> {
    fn read(text: &'t str, line: Line) -> Option<Self> {
        let written = line.text(text);
        let trimmed = written.trim_start_matches(' ');
        let mark = *trimmed.as_bytes().first().filter(|mark| matches!(mark, b'`' | b'~'))?;
        let length = trimmed.bytes().take_while(|byte| *byte == mark).count();
        let info = trimmed[length..].trim();
        let is_inline_code = mark == b'`' && info.contains('`');
        let is_code_block = 3 < written.len() - trimmed.len();
        (3 <= length && !is_inline_code && !is_code_block).then_some(Self { line, mark, length, info })
    }

    fn can_close(&self, opening: &Self) -> bool {
        self.mark == opening.mark && opening.length <= self.length && self.info.is_empty()
    }
}

/// Returns the post, where the line at `top` opens a code fence around it.
pub(super) fn detect(text: &str, top: usize) -> Option<Wrapped> {
    let opening = Fence::read(text, Line::at(text, top)?)?;
    let inside = skip_blank_lines(text, opening.line.next);
    let front_matter = locate(text, inside)?;
    if Line::all(text, front_matter.range.clone()).any(|line| Fence::read(text, line).is_some()) {
        return None;
    }
    let content = front_matter.content.clone();
    let body_start = front_matter.range.end;
    let closing = find_closing(text, body_start, &opening);
    let body_end = closing.map_or(text.len(), |closing| closing.line.start);
    let body_lines = Line::all(text, body_start..body_end).filter(|line| !line.is_blank(text)).take(3).count();
    let after = closing.map_or("", |closing| &text[closing.line.next..]);

    let entries = front_matter.tree.root.as_ref().map_or(&[][..], |root| root.entries());
    let has_title = key(entries, "title") || has_title(text, content.clone());
    let has_date = date::DATE_KEYS.iter().any(|name| key(entries, name)) || has_date(text, content.clone());
    let n_keys = entries.len().max(key_run(text, content, front_matter.syntax).key_count);
    let language = opening.info.split([' ', '{', ',']).next().unwrap_or_default().to_ascii_lowercase();
    let is_markdown = matches!(language.as_str(), "" | "md" | "mdx" | "markdown");
    let is_own = if body_lines == 0 {
        is_markdown
            && has_title
            && has_date
            && !after.trim().is_empty()
            && locate(after, skip_blank_lines(after, 0)).is_none()
    } else if after.trim().is_empty() {
        has_title && (has_date || (is_markdown && 2 <= n_keys && 3 <= body_lines))
    } else {
        has_title && has_date && is_footer(after, body_end - body_start)
    };
    is_own.then(|| Wrapped {
        opening: opening.line.start..inside,
        front_matter,
        body_end,
        closing: closing.map(|closing| closing.line.start..closing.line.next),
    })
}

fn key(entries: &[Entry], name: &str) -> bool {
    entries.iter().any(|entry| entry.key.eq_ignore_ascii_case(name))
}

/// Returns whether what stands below the fence is added to a post, not said about an example: it starts with a thematic
/// break, at most two lines after the fence, or it is a twentieth of a long post.
fn is_footer(after: &str, body_bytes: usize) -> bool {
    let lines = || after.lines().map(str::trim).filter(|line| !line.is_empty());
    let starts_text = lines().take(3).any(|line| line.starts_with(['#', '`', '~']));
    let is_break = |line: &str| 3 <= line.len() && line.bytes().all(|byte| matches!(byte, b'-' | b'*' | b'_'));
    let has_break = lines().take(3).any(is_break);
    let is_small = 2_000 <= body_bytes && after.trim().len() * 20 <= body_bytes;
    !starts_text && (has_break || is_small)
}

/// Returns the fence that closes the outer one: right after the front matter, or else the one that is left over when
/// the fences of the text are paired, as they will be once the outer ones are gone.
fn find_closing<'t>(text: &'t str, start: usize, opening: &Fence<'t>) -> Option<Fence<'t>> {
    let first = Line::at(text, skip_blank_lines(text, start)).and_then(|line| Fence::read(text, line));
    if let Some(first) = first.filter(|first| first.can_close(opening)) {
        return Some(first);
    }
    let mut open: Option<Fence<'_>> = None;
    for fence in Line::all(text, start..text.len()).filter_map(|line| Fence::read(text, line)) {
        match open {
            None => open = Some(fence),
            Some(inner) if fence.can_close(&inner) => open = None,
            Some(_) => {}
        }
    }
    open.filter(|left_over| left_over.can_close(opening))
}
