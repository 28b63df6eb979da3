//! Applies the fixes of findings to a text, round by round, and never without proof.
//!
//! Main function: [`fix`]; main type: [`Fixed`]. Pure: text in, text out; an editor may use it on what is not saved yet.
//! Only the bytes of the edits change, so that comments, the order of keys, quotes and line ends stay. A fix is refused
//! whose result does not parse back to the same data and the same Markdown elsewhere.

mod apply;
mod prove;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::check::FileReport;
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix};
use crate::text::SourceFile;

/// The most rounds for one text. A post with a defect of every kind takes six.
const MAXIMUM_ROUNDS: usize = 24;

/// A text after its fixes.
#[derive(Clone, Debug)]
pub struct Fixed {
    /// What a check says of the text as it was.
    pub found: FileReport,
    /// What a check says of the text as it is now, which it holds.
    pub left: FileReport,
    /// How many findings were fixed; zero where the text is as it was.
    pub n_fixed: usize,
    /// Whether nothing is left to fix, or why there is.
    pub ending: Convergence,
}

/// How a series of rounds ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convergence {
    /// Nothing is left that can be fixed.
    #[default]
    Settled,
    /// Fixes undo each other: the text is as it was before the first of them.
    Oscillates,
    /// After so many rounds there is still something to fix.
    Unfinished,
}

/// Applies the fixes of a text until there is none left to apply.
///
/// `least` is the least applicability that is applied: [`Applicability::Safe`], or [`Applicability::Unsafe`] for unsafe
/// fixes too. `check` is asked after every round; of fixes that overlap, the first one in the text is applied, and the
/// others have their turn in the next round, where they are still wanted.
pub fn fix(
    file: &Arc<SourceFile>,
    least: Applicability,
    mut check: impl FnMut(&Arc<SourceFile>) -> FileReport,
) -> Fixed {
    let found = check(file);
    let mut report = found.clone();
    let mut n_fixed = 0;
    // The text before each round, by its hash, and how many findings were fixed by then.
    let mut seen: FxHashMap<u128, usize> = FxHashMap::default();
    for _ in 0..MAXIMUM_ROUNDS {
        seen.insert(hash(report.file.text()), n_fixed);
        let Some((text, n_applied)) = round(&report, least) else {
            return Fixed { found, left: report, n_fixed, ending: Convergence::Settled };
        };
        let before = seen.get(&hash(&text)).copied();
        report = check(&Arc::new(SourceFile::new(file.path(), text)));
        // Fixes that undo each other end here, at the text that they began with: the next run ends there too.
        if let Some(n_fixed) = before {
            return Fixed { found, left: report, n_fixed, ending: Convergence::Oscillates };
        }
        n_fixed += n_applied;
    }
    let ending = if round(&report, least).is_none() { Convergence::Settled } else { Convergence::Unfinished };
    Fixed { found, left: report, n_fixed, ending }
}

fn hash(text: &str) -> u128 {
    xxhash_rust::xxh3::xxh3_128(text.as_bytes())
}

/// Applies what can be applied at once; `None` where that is nothing.
fn round(report: &FileReport, least: Applicability) -> Option<(String, usize)> {
    let text = report.file.text();
    let wanted = report.diagnostics.iter().filter_map(|diagnostic| wanted(diagnostic, least));
    let before = prove::Reading::new(text);
    let mut chosen: Vec<&Fix> = Vec::new();
    let mut taken = apply::Taken::default();
    for fix in wanted {
        let is_free = taken.is_free(&fix.edits);
        // What is wholly in the Markdown is proved once, with all the others: a long text may have thousands.
        let is_proved = || before.is_markdown(&fix.edits) || before.allows(text, &fix.edits);
        if is_free && apply::is_sound(text, &fix.edits) && is_proved() {
            taken.take(&fix.edits);
            chosen.push(fix);
        }
    }
    // Each is right alone; where all together are not, the first one goes alone.
    for chosen in [&chosen[..], &chosen[..chosen.len().min(1)]] {
        let edits: Vec<Edit> = chosen.iter().flat_map(|fix| fix.edits.iter().cloned()).collect();
        if !edits.is_empty() && before.allows(text, &edits) {
            return Some((apply::apply(text, &edits), chosen.len()));
        }
    }
    None
}

fn wanted(diagnostic: &Diagnostic, least: Applicability) -> Option<&Fix> {
    diagnostic.fix.as_ref().filter(|fix| least <= fix.applicability && !fix.edits.is_empty())
}
