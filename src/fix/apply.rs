//! Edits on a text.

use crate::diagnostic::Edit;

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
    let is_apart = |index: usize| edits[index + 1..].iter().all(|other| !touch(&edits[index], other));
    edits.iter().all(is_inside) && (0..edits.len()).all(is_apart)
}

/// Returns whether two sets of edits cannot be applied at once.
pub(super) fn overlap(left: &[Edit], right: &[Edit]) -> bool {
    left.iter().any(|left| right.iter().any(|right| touch(left, right)))
}

/// Returns whether two edits share a byte, or insert at one place: which text would come first is not known.
fn touch(left: &Edit, right: &Edit) -> bool {
    let is_insertion = left.range.is_empty() || right.range.is_empty();
    match left.range.intersect(right.range) {
        Some(shared) => is_insertion || !shared.is_empty(),
        None => false,
    }
}
