//! Reads on after a syntax error, so that a page with a broken title still has its date.

use super::super::{Entry, Node, Source, Tree, Value};
use super::{ProblemKind, read};
use crate::text::TextRange;

/// How many errors are passed in one text: each one starts a parser anew.
const MAXIMUM_ERRORS: usize = 16;

/// Adds the top-level keys that stand below the line at `resume_at`, an offset of the source.
///
/// What else is wrong below is not reported: it may follow from the first error.
pub(super) fn read_on(source: Source<'_>, tree: &mut Tree, mut resume_at: usize) {
    let is_mapping = tree.root.as_ref().is_none_or(|root| matches!(root.value, Value::Map(_)));
    let is_limited = tree.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Limit { .. }));
    if !is_mapping || is_limited {
        return;
    }
    for _ in 0..MAXIMUM_ERRORS {
        let Some(start) = next_key_line(source.text, resume_at) else { return };
        let rest = Source { text: &source.text[start..], start: source.start + crate::text::size(start) };
        let (below, failed_at) = read(rest);
        if let Some(Node { range, value: Value::Map(entries) }) = below.root {
            append(tree, range, entries);
        }
        let Some(failed_at) = failed_at else { return };
        resume_at = start + failed_at;
    }
}

/// Returns the start of the first line after the one at `from` that looks like a key at the margin.
fn next_key_line(text: &str, from: usize) -> Option<usize> {
    let mut start = from + memchr::memchr(b'\n', &text.as_bytes()[from..])? + 1;
    while start < text.len() {
        let next = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |newline| start + newline + 1);
        let line = text[start..next].trim_end();
        let has_margin = !line.starts_with([' ', '\t', '#', '-', '?', '&', '*', '[', '{', '}', ']', '"', '\'']);
        if has_margin && (line.contains(": ") || line.ends_with(':')) {
            return Some(start);
        }
        start = next;
    }
    None
}

fn append(tree: &mut Tree, range: TextRange, entries: Vec<Entry>) {
    let root = tree.root.get_or_insert(Node { range: TextRange::empty(range.start()), value: Value::Map(Vec::new()) });
    root.range = TextRange::new(root.range.start(), root.range.end().max(range.end()));
    if let Value::Map(known) = &mut root.value {
        for entry in entries {
            if known.iter().all(|known| known.key != entry.key) {
                known.push(entry);
            }
        }
    }
}
