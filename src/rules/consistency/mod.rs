//! Rules that hold a document against itself.

mod conflicting_values;

use super::Rule;

/// The rules of this group, in the order of their names.
pub(crate) const RULES: &[&dyn Rule] = &[&conflicting_values::ConflictingValues];
