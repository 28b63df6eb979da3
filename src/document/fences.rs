//! Fences of front matter that stand in the wrong place, are of the wrong kind, or fence nothing.

use std::ops::Range;

use super::front_matter::{Located, find_closing, is_fence, locate, parse};
use super::keys::{has_date, has_title, is_key, known_key};
use super::line::{Line, skip_blank_lines};
use super::repair::is_syntax;
use super::{FrontMatterProblem, Preceding, Syntax};
use crate::data::{Tree, Value};
use crate::text::{is_cjk, range};

/// How many lines with something on them may stand before front matter that is the file's own.
const MAXIMUM_LINES_ABOVE: usize = 3;

/// How many bytes such lines may have.
const MAXIMUM_BYTES_ABOVE: usize = 600;

/// Returns front matter that stands below the first lines of the file, and what those are.
///
/// An example in a text looks the same, so it must have fences, a title and a date, text must follow it, and what stands
/// above must be no heading, code, or front matter.
pub(super) fn locate_below(text: &str, top: usize) -> Option<(Preceding, Located)> {
    let limit = text.floor_char_boundary(text.len().min(top + MAXIMUM_BYTES_ABOVE));
    let mut by = Preceding::BlankLines;
    let mut n_above = 0;
    for line in Line::all(text, top..text.len()) {
        if limit < line.start || line.is_blank(text) {
            if limit < line.start {
                return None;
            }
            continue;
        }
        let written = line.text(text);
        let is_opening = is_fence(written, Syntax::Yaml) || is_fence(written, Syntax::Toml);
        if is_opening && let Some(located) = locate(text, line.start) {
            let content = located.content.clone();
            let is_own = located.range.end < text.len()
                && has_title(text, content.clone())
                && has_date(text, content)
                && !located.problems.iter().any(|problem| matches!(problem, FrontMatterProblem::Unclosed { .. }))
                && !text[located.range.end..].trim().is_empty();
            // A thematic break directly above is one more line of what is left over.
            return is_own.then_some((by, located));
        }
        n_above += 1;
        by = match above(written) {
            Some(Preceding::Text) => Preceding::Text,
            Some(what) if by != Preceding::Text => what,
            Some(_) => by,
            None => return None,
        };
        if MAXIMUM_LINES_ABOVE < n_above {
            return None;
        }
    }
    None
}

/// Returns what a line above front matter is; `None` where it starts a text of its own.
fn above(line: &str) -> Option<Preceding> {
    let line = line.trim();
    let is_mark = !line.chars().any(char::is_alphanumeric) && !line.starts_with(['`', '~']);
    if is_mark {
        return Some(Preceding::Remains);
    }
    if ["markdown", "md", "yaml", "yml", "toml"].iter().any(|name| name.eq_ignore_ascii_case(line)) {
        return Some(Preceding::Remains);
    }
    let starts_text = line.starts_with(['#', '`', '~', '<', '>', '|', '{', '[', '!', '=']) || known_key(line).is_some();
    (!starts_text).then_some(Preceding::Text)
}

/// Returns the problem of a file that starts with a fence and has no front matter.
pub(super) fn opening_without_keys(text: &str, top: usize) -> Option<FrontMatterProblem> {
    let first = Line::at(text, top)?;
    let written = first.text(text).trim();
    let mut opening = first;
    if matches!(written.trim_start_matches(['`', '~']), "" | "markdown" | "md") && 3 <= written.len() {
        opening = Line::at(text, skip_blank_lines(text, first.next))?;
    }
    let is_opening = matches!(opening.text(text).trim_end(), "---" | "+++");
    is_opening.then(|| FrontMatterProblem::OpeningWithoutKeys { range: range(opening.start, opening.end) })
}

/// Returns the syntax that keys are written in where it is not that of their fences, and what they say.
pub(super) fn other_syntax(text: &str, content: &Range<usize>, syntax: Syntax) -> Option<(Syntax, Tree)> {
    let other = if syntax == Syntax::Yaml { Syntax::Toml } else { Syntax::Yaml };
    let lines = || Line::all(text, content.clone()).map(|line| line.text(text));
    let first = lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'))?;
    let sign = if other == Syntax::Toml { '=' } else { ':' };
    let is_other = is_key(first, other) && (first.contains(sign) || first.starts_with('['));
    if !is_other || !lines().any(|line| known_key(line).is_some()) {
        return None;
    }
    let tree = parse(text, content, other);
    let is_sound =
        tree.problems.is_empty() && tree.root.as_ref().is_some_and(|root| matches!(root.value, Value::Map(_)));
    is_sound.then_some((other, tree))
}

/// Returns the front matter that goes on behind a fence within a text in quotes: where it ends, and what can be read.
///
/// The text above the fence opens a quote that it does not close; below, the quote is closed before the next key, keys
/// follow, and then another fence. Without the fence between them the whole is YAML without a fault.
pub(super) fn fence_in_quotes(
    text: &str,
    start: usize,
    fence: Line,
    tree: &Tree,
) -> Option<(Range<usize>, usize, FrontMatterProblem, Tree)> {
    let problem = tree.problems.iter().rfind(|problem| is_syntax(problem))?;
    let quote_at = usize::from(problem.range.start());
    if !matches!(text.as_bytes().get(quote_at), Some(b'"' | b'\'')) {
        return None;
    }
    let closing = find_closing(text, fence.next, Syntax::Yaml)?;
    if 4_096 < closing.start - fence.next {
        return None;
    }
    let above = text[start..fence.start].trim_end();
    let gap_start = start + above.len();
    let below = skip_blank_lines(text, fence.next);
    let gap_end = below + text[below..closing.start].len() - text[below..closing.start].trim_start().len();
    if gap_start <= quote_at || closing.start <= gap_end {
        return None;
    }
    let has_keys = Line::all(text, below..closing.start).skip(1).any(|line| known_key(line.text(text)).is_some());
    let last = above.chars().next_back()?;
    let first = text[gap_end..].chars().next()?;
    let is_cjk = is_cjk(last) && is_cjk(first);
    let joined = [above, if is_cjk { "" } else { " " }, &text[gap_end..closing.start]].concat();
    let whole = parse(&joined, &(0..joined.len()), Syntax::Yaml);
    let is_map = whole.root.as_ref().is_some_and(|root| matches!(root.value, Value::Map(_)));
    if !has_keys || !is_map || whole.problems.iter().any(is_syntax) {
        return None;
    }
    let content = start..closing.start;
    let mut tree = parse(text, &content, Syntax::Yaml);
    tree.problems.retain(|problem| !is_syntax(problem));
    let problem = FrontMatterProblem::FenceInQuotes {
        quote: range(quote_at, quote_at + 1),
        fence: range(fence.start, fence.end),
        gap: range(gap_start, gap_end),
        is_cjk,
    };
    Some((content, closing.next, problem, tree))
}
