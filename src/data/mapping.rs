//! A mapping while it is being read: keeps the first of equal keys and reports the others.

use rustc_hash::FxHashMap;

use super::{Entry, Node, Problem, ProblemKind, TreeText};

/// Entries in order, with an index once there are many: a file of thousands of keys stays linear.
#[derive(Debug, Default)]
pub(super) struct MappingBuilder {
    entries: Vec<Entry>,
    index: FxHashMap<TreeText, usize>,
}

/// Up to this many keys a scan is faster than a table.
const SCANNED: usize = 16;

impl MappingBuilder {
    /// Adds an entry; where its key is there already, returns the problem and drops the entry.
    pub(super) fn insert(&mut self, entry: Entry) -> Option<Problem> {
        if let Some(first) = self.find(&entry.key) {
            let kind = ProblemKind::DuplicateKey {
                first: first.key_range,
                is_same_value: has_same_content(&first.value, &entry.value),
                entry: entry.key_range.cover(entry.value.range),
                key: entry.key.into_owned(),
            };
            return Some(Problem { range: entry.key_range, kind });
        }
        self.push(entry);
        None
    }

    /// Adds an entry that comes from a merge key; an entry of its own wins over it.
    pub(super) fn insert_merged(&mut self, entry: &Entry) {
        if self.find(&entry.key).is_none() {
            self.push(entry.clone());
        }
    }

    /// Returns the entries.
    pub(super) fn finish(self) -> Vec<Entry> {
        self.entries
    }

    /// Forgets the entry that was added last, where its value `is_wrong`.
    pub(super) fn drop_last_if(&mut self, is_wrong: impl Fn(&Node) -> bool) {
        if let Some(dropped) = self.entries.pop_if(|entry| is_wrong(&entry.value)) {
            self.index.remove(&*dropped.key);
        }
    }

    /// Returns the entry that was added last.
    pub(super) fn last(&self) -> Option<&Entry> {
        self.entries.last()
    }

    fn find(&self, key: &str) -> Option<&Entry> {
        if self.entries.len() <= SCANNED {
            return self.entries.iter().find(|entry| entry.key == key);
        }
        self.index.get(key).map(|index| &self.entries[*index])
    }

    fn push(&mut self, entry: Entry) {
        self.entries.push(entry);
        if self.entries.len() <= SCANNED {
            return;
        }
        let known = self.index.len();
        for (index, entry) in self.entries.iter().enumerate().skip(known) {
            self.index.insert(entry.key.clone(), index);
        }
    }
}

/// Returns whether two values say the same, wherever and however they are written.
fn has_same_content(first: &Node, second: &Node) -> bool {
    use super::Value::{Boolean, Date, List, Map, Null, Number, Text};
    match (&first.value, &second.value) {
        (Null, Null) => true,
        (Boolean(first), Boolean(second)) => first == second,
        (Number(first), Number(second))
        | (Date(first), Date(second))
        | (Text { text: first, .. }, Text { text: second, .. }) => first == second,
        (List(first), List(second)) => {
            first.len() == second.len()
                && first.iter().zip(second).all(|(first, second)| has_same_content(first, second))
        }
        (Map(first), Map(second)) => {
            first.len() == second.len()
                && first
                    .iter()
                    .zip(second)
                    .all(|(first, second)| first.key == second.key && has_same_content(&first.value, &second.value))
        }
        _ => false,
    }
}
