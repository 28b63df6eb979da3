//! What a check yields: findings and their denominators.

use std::iter::Sum;
use std::ops::AddAssign;
use std::sync::Arc;

use super::Coverage;
use crate::diagnostic::Diagnostic;
use crate::rules::DocumentSummary;
use crate::suppress::{Suppressed, Suppressions};
use crate::text::SourceFile;

/// What one file yielded.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The findings in order of start, then rule, then message.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that are not reported, in the same order: those that the author or a baseline keeps silent.
    pub suppressed: Vec<Suppressed>,
    /// What the author switched off, where that is anything; findings about several documents come later.
    pub suppressions: Option<Box<Suppressions>>,
    /// What was looked at.
    pub counts: Counts,
    /// What became of each claim, where that was asked for.
    pub coverage: Option<Coverage>,
    /// Numbers of the tables that claims were checked with ([`crate::reference::ReferenceTables::tables`]), in order.
    pub matched_tables: Vec<usize>,
    /// Numbers of the ignored claims of the configuration that kept a finding silent.
    pub ignored_claims: Vec<usize>,
    /// What rules about several documents need of this one; `None` where it was not checked.
    pub summary: Option<Box<DocumentSummary>>,
}

/// The denominators of a run: what was looked at, and what became of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Documents that were read and checked.
    pub documents: usize,
    /// Claims that were found: the sum of the counts below.
    pub claims: usize,
    /// Claims that a reference table supports.
    pub verified: usize,
    /// Claims that a reference table refutes.
    pub refuted: usize,
    /// Claims stated as fact that the tables know only as reported, rumoured or undisclosed.
    pub unconfirmed: usize,
    /// Claims that the text itself marks as a rumour or report, as the tables do.
    pub hedged: usize,
    /// Claims that were not compared with a fact: their subject, attribute or time is in no table, or nobody asserts them.
    pub not_checkable: usize,
}

impl Counts {
    /// Returns the number of claims that were compared with a fact.
    pub const fn checked(&self) -> usize {
        self.claims - self.not_checkable
    }
}

impl FileReport {
    /// Makes a report and puts its diagnostics in order.
    pub fn new(file: Arc<SourceFile>, mut diagnostics: Vec<Diagnostic>, counts: Counts) -> Self {
        diagnostics.sort_by(|left, right| {
            let place = |diagnostic: &Diagnostic| (diagnostic.primary.range.start(), diagnostic.primary.range.end());
            (place(left).0, &left.rule, place(left).1, left.message.english()).cmp(&(
                place(right).0,
                &right.rule,
                place(right).1,
                right.message.english(),
            ))
        });
        Self {
            file,
            diagnostics,
            suppressed: Vec::new(),
            suppressions: None,
            counts,
            coverage: None,
            matched_tables: Vec::new(),
            ignored_claims: Vec::new(),
            summary: None,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.documents += other.documents;
        self.claims += other.claims;
        self.verified += other.verified;
        self.refuted += other.refuted;
        self.unconfirmed += other.unconfirmed;
        self.hedged += other.hedged;
        self.not_checkable += other.not_checkable;
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |mut sum, counts| {
            sum += counts;
            sum
        })
    }
}
