//! Edits on a text.

use std::collections::BTreeSet;

use crate::diagnostic::Edit;
use crate::text::{TextRange, TextSize};

/// Returns the text with all edits, which do not overlap.
pub(super) fn apply(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| (edit.range.start(), edit.range.end()));
    let mut result = String::with_capacity(text.len() + edits.iter().map(|edit| edit.content.len()).sum::<usize>());
    let mut copied = 0;
    for edit in edits {
        result.push_str(&text[copied..usize::from(edit.range.start())]);
        result.push_str(&edit.content);
        copied = usize::from(edit.range.end());
    }
    result.push_str(&text[copied..]);
    result
}

/// Returns whether edits can be applied: within the text, between characters, apart from each other.
pub(super) fn is_sound(text: &str, edits: &[Edit]) -> bool {
    let is_inside = |edit: &Edit| text.get(usize::from(edit.range.start())..usize::from(edit.range.end())).is_some();
    let mut taken = Taken::default();
    edits.iter().all(|edit| {
        let is_apart = taken.is_free(std::slice::from_ref(edit));
        taken.take(std::slice::from_ref(edit));
        is_inside(edit) && is_apart
    })
}

/// The ranges of edits that are to be applied at once, by where they start.
#[derive(Default)]
pub(super) struct Taken {
    // They do not touch: at most one is empty, and one not, at any start.
    ranges: BTreeSet<(TextSize, TextSize)>,
}

impl Taken {
    /// Takes the ranges of edits.
    pub(super) fn take(&mut self, edits: &[Edit]) {
        self.ranges.extend(edits.iter().map(|edit| (edit.range.start(), edit.range.end())));
    }

    /// Returns whether edits can be applied with those taken: no two share a byte, or insert where another ends or begins,
    /// as it is not known which text would come first.
    pub(super) fn is_free(&self, edits: &[Edit]) -> bool {
        edits.iter().all(|edit| {
            // What ends before an edit starts is followed by nothing that reaches further.
            let before = self.ranges.range(..=(edit.range.end(), TextSize::new(u32::MAX)));
            !before
                .rev()
                .take_while(|(_, end)| edit.range.start() <= *end)
                .any(|(start, end)| touch(edit.range, TextRange::new(*start, *end)))
        })
    }
}

/// Returns whether two ranges share a byte, or one is empty and at or in the other.
fn touch(left: TextRange, right: TextRange) -> bool {
    let is_insertion = left.is_empty() || right.is_empty();
    match left.intersect(right) {
        Some(shared) => is_insertion || !shared.is_empty(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::range;
    use proptest::prelude::*;

    fn edit((start, length): (usize, usize)) -> Edit {
        Edit { range: range(start, start + length), content: String::new() }
    }

    proptest! {
        #![proptest_config(crate::text::fixed_cases(512))]

        #[test]
        fn what_is_free_touches_nothing_that_is_taken(places in prop::collection::vec((0usize..24, 0usize..4), 0..12)) {
            let mut taken = Taken::default();
            let mut chosen: Vec<Edit> = Vec::new();
            for edit in places.into_iter().map(edit) {
                let is_free = chosen.iter().all(|other| !touch(edit.range, other.range));
                prop_assert_eq!(taken.is_free(std::slice::from_ref(&edit)), is_free, "{:?} {:?}", edit, chosen);
                if is_free {
                    taken.take(std::slice::from_ref(&edit));
                    chosen.push(edit);
                }
            }
        }
    }
}
