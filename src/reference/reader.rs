//! Walks a data tree and notes everything that is wrong with it, each at its place.

use crate::data::{Entry, Node, Value as NodeValue};
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::temporal::PartialDate;
use crate::text::TextRange;

use super::value::parse_date;

/// The rule that reports tables that cannot be used.
pub const INVALID_TABLE: RuleId = RuleId::new("reference/invalid-table");

/// Reads parts of a table and gathers what is wrong.
#[derive(Debug, Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Diagnostic>,
}

/// Makes the diagnostic of a defect of a table.
pub(super) fn problem(range: TextRange, message: impl Into<String>) -> Diagnostic {
    let message = message.into();
    Diagnostic::new(INVALID_TABLE, Severity::Error, range, message.clone()).with_fingerprint_key(message)
}

impl Reader {
    /// Notes a defect.
    pub(super) fn note(&mut self, diagnostic: Diagnostic) {
        self.problems.push(diagnostic);
    }

    /// Notes every key of a mapping that is not one of `known`.
    pub(super) fn only_keys(&mut self, map: &Node, known: &[&str]) {
        for entry in map.entries() {
            if !known.contains(&&*entry.key) {
                self.note(unknown(entry.key_range, "key", &entry.key, known.iter().copied()));
            }
        }
    }

    /// Returns the entries of a mapping, or notes that it is none.
    pub(super) fn entries<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Entry] {
        if !matches!(node.value, NodeValue::Map(_)) {
            self.wrong_kind(node, what, "a mapping");
        }
        node.entries()
    }

    /// Returns the items of a list, or notes that it is none.
    pub(super) fn items<'n>(&mut self, node: &'n Node, what: &str) -> &'n [Node] {
        if !matches!(node.value, NodeValue::List(_)) {
            self.wrong_kind(node, what, "a list");
        }
        node.items()
    }

    /// Returns the text of a scalar, or notes that it is none or empty.
    pub(super) fn text<'n>(&mut self, node: &'n Node, what: &str) -> Option<&'n str> {
        let Some(text) = node.as_scalar() else {
            self.wrong_kind(node, what, "a text");
            return None;
        };
        if text.trim().is_empty() {
            self.note(problem(node.range, message!("{what} is empty", what)));
            return None;
        }
        Some(text)
    }

    /// Returns the text of a key that must be there.
    pub(super) fn required_text<'n>(&mut self, map: &'n Node, key: &str, owner: TextRange) -> Option<&'n str> {
        match map.get(key) {
            Some(node) => self.text(node, &format!("`{key}`")),
            None => {
                self.note(problem(owner, message!("`{key}` is missing", key)));
                None
            }
        }
    }

    /// Returns the text of a key that may be there.
    pub(super) fn optional_text<'n>(&mut self, map: &'n Node, key: &str) -> Option<&'n str> {
        let node = map.get(key)?;
        // Mostly it is there and right, and needs no words for what it is.
        match node.as_scalar() {
            Some(text) if !text.trim().is_empty() => Some(text),
            _ => self.text(node, &format!("`{key}`")),
        }
    }

    /// Returns the date of a key that may be there.
    pub(super) fn optional_date(&mut self, map: &Node, key: &str) -> Option<PartialDate> {
        map.get(key).and_then(|node| self.date(node, &format!("`{key}`")))
    }

    /// Returns the date of a scalar.
    pub(super) fn date(&mut self, node: &Node, what: &str) -> Option<PartialDate> {
        let text = self.text(node, what)?;
        let date = parse_date(text);
        if date.is_none() {
            self.note(
                problem(node.range, message!("`{text}` is not a date that exists", text))
                    .with_help("write `YYYY`, `YYYY-MM` or `YYYY-MM-DD`"),
            );
        }
        date
    }

    /// Notes that a node is not of the kind that is wanted.
    pub(super) fn wrong_kind(&mut self, node: &Node, what: &str, wanted: &str) {
        self.note(problem(node.range, message!("{what} is {kind}, not {wanted}", what, kind = node.kind(), wanted)));
    }
}

/// Makes the diagnostic of a name that is not known, with the nearest one that is.
pub(super) fn unknown<'a>(
    range: TextRange,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let diagnostic = problem(range, format!("unknown {what} `{name}`"));
    // What differs in length by more differs by more: comparing it would take the time and room of both lengths.
    let length = name.chars().count();
    let limit = |candidate: &str| 1 + candidate.chars().count() / 3;
    let nearest = known
        .clone()
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= limit(candidate))
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= limit(candidate))
        .min_by_key(|(distance, _)| *distance);
    if let Some((_, candidate)) = nearest {
        return diagnostic.with_help(message!("did you mean `{candidate}`?", candidate));
    }
    let all: Vec<&str> = known.take(13).collect();
    if all.is_empty() || 12 < all.len() {
        return diagnostic;
    }
    diagnostic.with_help(message!("use one of `{all}`", all = all.join("`, `")))
}
