//! Whose a value is: names of the tables, names that no table knows, and nouns that stand for them.

use crate::claim::Subject;

use super::View;
use super::candidate::Candidate;

/// Returns the subject of each candidate, in the same order; [`Subject::Unknown`] where the text names nobody
/// (`models over 1B`), and the candidate is no claim.
pub(crate) fn subjects(_view: &View<'_>, candidates: &[Candidate]) -> Vec<Subject> {
    vec![Subject::Unknown; candidates.len()]
}
