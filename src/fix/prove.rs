//! The proof that a fix changes nothing but what it says: the text is read before and after.

use crate::data::{Node, ProblemKind, Value};
use crate::diagnostic::Edit;
use crate::document::{FrontMatterProblem, Outline, outline};
use crate::text::TextRange;

use super::apply;

/// What stands in a text before it is fixed.
pub(super) struct Reading {
    outline: Outline,
    n_problems: usize,
}

impl Reading {
    pub(super) fn new(text: &str) -> Self {
        let outline = outline(text);
        Self { n_problems: n_problems(&outline), outline }
    }

    /// Returns whether edits leave the rest as it is: the entries of the front matter that they do not touch, and the
    /// Markdown but for the edits in it. Front matter stays front matter, and no worse to read than before.
    pub(super) fn allows(&self, text: &str, edits: &[Edit]) -> bool {
        let fixed = apply::apply(text, edits);
        let after = outline(&fixed);
        self.keeps_data(&after, edits)
            && n_problems(&after) <= self.n_problems
            && body(&fixed, &after, &[]) == body(text, &self.outline, edits)
    }

    /// Returns whether edits stand in the Markdown alone, behind where it starts.
    pub(super) fn is_markdown(&self, edits: &[Edit]) -> bool {
        let is_inside = |edit: &Edit| {
            self.outline.bodies.iter().any(|body| body.start() < edit.range.start() && edit.range.end() <= body.end())
        };
        edits.iter().all(is_inside)
    }

    fn keeps_data(&self, after: &Outline, edits: &[Edit]) -> bool {
        let Some(before) = &self.outline.front_matter else { return true };
        let Some(after) = &after.front_matter else { return false };
        let root = after.root.as_ref();
        let Some(before) = &before.root else { return true };
        if !matches!(before.value, Value::Map(_)) {
            return true;
        }
        let Some(root) = root.filter(|root| matches!(root.value, Value::Map(_))) else { return false };
        let is_touched = |range: TextRange| edits.iter().any(|edit| edit.range.intersect(range).is_some());
        before.entries().iter().all(|entry| {
            let range = TextRange::new(entry.key_range.start(), entry.value.range.end().max(entry.key_range.end()));
            // A value that an edit touches may change, but not go away; a key in which it writes was no key.
            let is_kept =
                root.entry(&entry.key).is_some_and(|now| is_same(&now.value, &entry.value) || is_touched(range));
            is_kept || is_written_in(entry.key_range, edits)
        })
    }
}

/// Returns whether an edit changes bytes of a range.
fn is_written_in(range: TextRange, edits: &[Edit]) -> bool {
    edits.iter().any(|edit| edit.range.intersect(range).is_some_and(|shared| !shared.is_empty()))
}

/// Returns whether two values say the same, wherever they stand and however they are quoted.
fn is_same(left: &Node, right: &Node) -> bool {
    match (&left.value, &right.value) {
        (Value::Text { text: left, .. }, Value::Text { text: right, .. }) => left == right,
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_same(left, right))
        }
        (Value::Map(left), Value::Map(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|(left, right)| left.key == right.key && is_same(&left.value, &right.value))
        }
        (left, right) => left == right,
    }
}

/// Returns the Markdown of a text with the edits in it, without its blank lines: a fix may leave one, or take one away.
fn body(text: &str, outline: &Outline, edits: &[Edit]) -> String {
    let mut body = String::new();
    for range in &outline.bodies {
        let inside: Vec<Edit> = edits
            .iter()
            // An insertion where the Markdown starts belongs to what stands above it.
            .filter(|edit| {
                range.contains_range(edit.range) && !(edit.range.is_empty() && edit.range.start() == range.start())
            })
            .map(|edit| Edit { range: edit.range - range.start(), content: edit.content.clone() })
            .collect();
        let stretch = &text[usize::from(range.start())..usize::from(range.end())];
        body.push_str(&apply::apply(stretch, &inside));
    }
    let lines: Vec<&str> = body.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Counts what is wrong with the structure; keys that stand twice come to light when the rest can be read.
fn n_problems(outline: &Outline) -> usize {
    let is_repeated = |problem: &FrontMatterProblem| matches!(problem, FrontMatterProblem::Data(problem) if matches!(problem.kind, ProblemKind::DuplicateKey { .. }));
    outline.problems.iter().filter(|problem| !is_repeated(problem)).count()
}
