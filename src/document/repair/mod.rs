//! Slips of the hand in front matter that its parser refuses, and what repairs them.
//!
//! A parser says where it gave up; a writer wants to know which sign is wrong. Each line is read as the key and value
//! that it was meant to be, and every reading is tried: a slip is certain only where the front matter cannot be read as
//! it is and can be with the repairs. Without that proof it is kept out, or marked as a guess.

mod json;
mod toml;
mod value;
mod yaml;

use std::ops::Range;

use super::keys::known_key;
use super::{Slip, SlipKind, Syntax};
use crate::data::{self, Node, Problem, ProblemKind, Tree, Value};
use crate::text::{TextRange, TextSize, range};

/// The most slips that are looked for in one text.
const MAXIMUM_SLIPS: usize = 64;

/// The most bytes of front matter that are looked through.
const MAXIMUM_BYTES: usize = 64 << 10;

/// Finds the slips of some front matter; those that are certain take the place of the tree's syntax problems.
pub(super) fn slips(text: &str, content: &Range<usize>, syntax: Syntax, tree: &mut Tree) -> Vec<Slip> {
    if MAXIMUM_BYTES < content.len() {
        return Vec::new();
    }
    let is_broken = is_broken(tree) || has_swallowed_key(tree);
    let mut slips = match syntax {
        Syntax::Yaml => yaml::slips(text, content, is_broken),
        Syntax::Toml if is_broken => toml::slips(text, content),
        Syntax::Json if is_broken => json::slips(text, content),
        Syntax::Toml | Syntax::Json => return Vec::new(),
    };
    slips.truncate(MAXIMUM_SLIPS);
    if !is_broken || slips.is_empty() {
        return slips;
    }
    // Quotes that may be part of the text are left alone where the rest is enough.
    let is_guess = |slip: &Slip| slip.kind == SlipKind::TypographicQuotes && !slip.is_certain;
    let needed: Vec<Slip> = slips.iter().filter(|slip| !is_guess(slip)).cloned().collect();
    let is_enough = is_sound(&repaired(text, content, &needed), syntax);
    if is_enough || is_sound(&repaired(text, content, &slips), syntax) {
        for slip in &mut slips {
            slip.is_certain |= !is_enough || !is_guess(slip);
        }
        tree.problems.retain(|problem| !is_syntax(problem));
        return slips;
    }
    // Something else is wrong too: what counts is a slip where the parser stopped, and that its repair gets it further.
    let Some(first) = tree.problems.iter().find(|problem| is_syntax(problem)).map(|problem| problem.range) else {
        return Vec::new();
    };
    slips.retain(|slip| slip.lines.start() <= first.start() && first.start() <= slip.lines.end());
    let (text, moved) = (repaired(text, content, &slips), growth(&slips));
    let whole = range(0, text.len());
    let next = parse(&text, whole, syntax);
    let lines_end = slips.iter().map(|slip| i64::from(u32::from(slip.lines.end()))).max().unwrap_or_default();
    let line_end = lines_end + moved - i64::try_from(content.start).unwrap_or(i64::MAX);
    let is_further = next
        .problems
        .iter()
        .filter(|problem| is_syntax(problem))
        .all(|problem| line_end < i64::from(u32::from(problem.range.start())));
    if slips.is_empty() || !is_further {
        return Vec::new();
    }
    for slip in &mut slips {
        slip.is_certain = true;
    }
    tree.problems.retain(|problem| !is_syntax(problem) || problem.range != first);
    slips
}

/// Returns whether a text of some syntax is a mapping without a fault.
fn is_sound(text: &str, syntax: Syntax) -> bool {
    let tree = parse(text, range(0, text.len()), syntax);
    tree.root.as_ref().is_some_and(|root| matches!(root.value, Value::Map(_))) && !tree.problems.iter().any(is_syntax)
}

fn parse(text: &str, range: TextRange, syntax: Syntax) -> Tree {
    match syntax {
        Syntax::Yaml => data::yaml::parse(text, range),
        Syntax::Toml => data::toml::parse(text, range),
        Syntax::Json => data::json::parse(text, range),
    }
}

/// Returns the front matter with all repairs.
fn repaired(text: &str, content: &Range<usize>, slips: &[Slip]) -> String {
    let mut repairs: Vec<_> = slips.iter().flat_map(|slip| &slip.repair).collect();
    repairs.sort_by_key(|(range, _)| (range.start(), range.end()));
    let mut repaired = String::with_capacity(content.len() + 2 * repairs.len());
    let mut copied = content.start;
    for (range, replacement) in repairs {
        let (start, end) = (usize::from(range.start()), usize::from(range.end()));
        // Two repairs of one place cannot both be meant; the first one counts.
        if start < copied {
            continue;
        }
        repaired.push_str(&text[copied..start]);
        repaired.push_str(replacement);
        copied = end;
    }
    repaired.push_str(&text[copied..content.end]);
    repaired
}

/// Returns how many bytes longer the repairs make a text.
fn growth(slips: &[Slip]) -> i64 {
    let grown = |(range, replacement): &(TextRange, String)| {
        i64::try_from(replacement.len()).unwrap_or_default() - i64::from(u32::from(range.len()))
    };
    slips.iter().flat_map(|slip| &slip.repair).map(grown).sum()
}

/// Returns whether some data cannot be used as front matter: it is at fault, or no mapping.
pub(super) fn is_broken(tree: &Tree) -> bool {
    let is_other = |value: &Value| !matches!(value, Value::Map(_) | Value::Null);
    tree.problems.iter().any(is_syntax) || tree.root.as_ref().is_some_and(|root| is_other(&root.value))
}

/// Returns whether a key that is known stands in another one: `title：“深度: 模型”` has a colon, only not the first.
fn has_swallowed_key(tree: &Tree) -> bool {
    let entries = tree.root.as_ref().map_or(&[][..], Node::entries);
    entries.iter().any(|entry| {
        let Some(colon) = entry.key.find([':', '：']).filter(|_| known_key(&entry.key).is_some()) else {
            return false;
        };
        // `title:en` may be a key of its own.
        let rest = &entry.key[colon..];
        rest.starts_with('：') || !rest[1..].starts_with(|first: char| first.is_ascii_alphanumeric())
    })
}

/// Returns whether a problem is one of syntax.
pub(super) fn is_syntax(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Syntax { .. })
}

/// Makes a slip that is not proved yet.
fn slip(kind: SlipKind, at: TextRange, lines: Range<usize>, repair: Vec<(TextRange, String)>) -> Slip {
    Slip { kind, range: at, lines: range(lines.start, lines.end), repair, is_certain: false }
}

/// Returns the range of the one character that starts at `start`.
fn character(text: &str, start: usize) -> TextRange {
    let length = text[start..].chars().next().map_or(0, char::len_utf8);
    TextRange::at(crate::text::size(start), TextSize::new(u32::try_from(length).unwrap_or_default()))
}
