//! What became of each claim: its verdict, or why it was not checked.

use std::collections::BTreeMap;

use crate::claim::{Claim, Link, Modality, Subject, read_open};
use crate::diagnostic::ClaimRecord;
use crate::reference::{EntityIndex, ReferenceTables};
use crate::rules::{RuleContext, claim_record};
use crate::text::TextRange;
use crate::verify::{Judgement, Reason, Verdict};

/// What became of the claims of one document, in order of place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Every claim that was found.
    pub claims: Vec<CoveredClaim>,
}

/// A claim, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredClaim {
    /// Bytes of the file: the value.
    pub range: TextRange,
    /// Bytes of the file that name the subject; `None` where nothing does, or a comment.
    pub subject_range: Option<TextRange>,
    /// The value as written.
    pub written: String,
    /// The claim in plain terms. The subject's id is empty where no table has it, its name where the text gives none.
    pub record: ClaimRecord,
    /// What became of it.
    pub outcome: Outcome,
    /// The fact that the verdict rests on, for people; `None` where it was not checked.
    pub known: Option<String>,
}

/// What became of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It was compared with a fact: the name of the verdict.
    Checked(&'static str),
    /// It was not.
    NotChecked(NotChecked),
}

/// Why a claim was not checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NotChecked {
    /// No table knows the subject.
    UnknownSubject,
    /// The text names nobody near it, or several who could be meant.
    NoSubject,
    /// The subject is the likeliest of those named around, and no more than that.
    LooseSubject,
    /// The tables know the subject, and nothing of this attribute at this time.
    NoFact,
    /// The fact is older than the text, and of a kind that changes.
    StaleReference,
    /// The name stands for several subjects, or the number may count something else.
    Ambiguous,
    /// Whoever runs the subject may choose the value.
    Settable,
    /// In another unit, or out of the range of exact numbers.
    Incomparable,
    /// Only a rumour, a report or a plan of something that is not a matter of rumours.
    Hedged,
    /// Denied.
    Negated,
    /// Under a condition.
    Hypothetical,
    /// Asked.
    Question,
    /// Said by somebody else.
    Quoted,
}

/// How many claims had each outcome.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CoverageCounts {
    outcomes: BTreeMap<Outcome, usize>,
}

impl Outcome {
    /// Returns the name of the verdict; `not-checked` where there is none.
    pub const fn verdict(self) -> &'static str {
        match self {
            Self::Checked(verdict) => verdict,
            Self::NotChecked(_) => "not-checked",
        }
    }

    /// Returns why it was not checked.
    pub const fn reason(self) -> Option<NotChecked> {
        match self {
            Self::Checked(_) => None,
            Self::NotChecked(reason) => Some(reason),
        }
    }

    fn of(claim: &Claim, verdict: &Verdict, tables: &ReferenceTables) -> Self {
        let reason = match verdict {
            Verdict::NotCheckable(reason) => reason,
            Verdict::StaleReference => return Self::NotChecked(NotChecked::StaleReference),
            _ => return Self::Checked(verdict.as_str()),
        };
        Self::NotChecked(match reason {
            Reason::UnknownSubject => not_said(claim.modality).unwrap_or(unknown(&claim.subject)),
            Reason::NoFact => NotChecked::NoFact,
            Reason::NotAsserted => not_said(claim.modality).unwrap_or(NotChecked::Hedged),
            Reason::Ambiguous => {
                let is_settable = claim.attributes.iter().any(|attribute| tables.attribute(*attribute).is_settable);
                if is_settable { NotChecked::Settable } else { NotChecked::Ambiguous }
            }
            Reason::Incomparable => NotChecked::Incomparable,
        })
    }
}

impl NotChecked {
    /// Returns the name for output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnknownSubject => "unknown-subject",
            Self::NoSubject => "no-subject",
            Self::LooseSubject => "loose-subject",
            Self::NoFact => "no-fact",
            Self::StaleReference => "stale-reference",
            Self::Ambiguous => "ambiguous",
            Self::Settable => "settable",
            Self::Incomparable => "incomparable",
            Self::Hedged => "hedged",
            Self::Negated => "negated",
            Self::Hypothetical => "hypothetical",
            Self::Question => "question",
            Self::Quoted => "quoted",
        }
    }

    /// Returns the reason for people, as a clause.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::UnknownSubject => "no table knows the subject",
            Self::NoSubject => "it is not clear whose it is",
            Self::LooseSubject => "tied too loosely to its subject",
            Self::NoFact => "no table has this fact",
            Self::StaleReference => "the fact is older than the text",
            Self::Ambiguous => "the name or the number may mean something else",
            Self::Settable => "a setting that its user may choose",
            Self::Incomparable => "not comparable with the fact",
            Self::Hedged => "only a plan or a rumour of it",
            Self::Negated => "denied",
            Self::Hypothetical => "under a condition",
            Self::Question => "asked, not said",
            Self::Quoted => "quoted from somebody else",
        }
    }
}

impl CoverageCounts {
    /// Adds the claims of a document.
    pub fn add(&mut self, coverage: &Coverage) {
        for claim in &coverage.claims {
            *self.outcomes.entry(claim.outcome).or_default() += 1;
        }
    }

    /// Returns the number of claims.
    pub fn claims(&self) -> usize {
        self.outcomes.values().sum()
    }

    /// Returns the number of claims that were compared with a fact.
    pub fn checked(&self) -> usize {
        self.verdicts().map(|(_, count)| count).sum()
    }

    /// Returns the verdicts that occurred, each with its number of claims, the most frequent first.
    pub fn verdicts(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let named = |(outcome, count)| match outcome {
            Outcome::Checked(verdict) => Some((verdict, count)),
            Outcome::NotChecked(_) => None,
        };
        self.frequent_first().filter_map(named)
    }

    /// Returns the reasons why claims were not checked, each with its number of claims, the most frequent first.
    pub fn reasons(&self) -> impl Iterator<Item = (NotChecked, usize)> {
        self.frequent_first().filter_map(|(outcome, count)| Some((outcome.reason()?, count)))
    }

    fn frequent_first(&self) -> impl Iterator<Item = (Outcome, usize)> {
        let mut outcomes: Vec<(Outcome, usize)> =
            self.outcomes.iter().map(|(outcome, count)| (*outcome, *count)).collect();
        outcomes.sort_by_key(|(outcome, count)| (std::cmp::Reverse(*count), *outcome));
        outcomes.into_iter()
    }
}

/// Lists the judged claims of a document, and those that only the wide reading finds.
pub(super) fn cover(context: &RuleContext<'_>) -> Coverage {
    let RuleContext { file, document, analysis, judgements, tables, .. } = *context;
    let covered = |claim: &Claim, attribute, outcome, known| {
        let prose = &document.prose;
        let mut record = claim_record(context, claim, attribute);
        if let Subject::Named { name, .. } = &claim.subject {
            record.subject_name.clone_from(name);
        }
        let subject_range = match &claim.subject {
            Subject::Known { range, .. } | Subject::Named { range, .. } if !range.is_empty() => {
                Some(prose.to_source(*range))
            }
            _ => None,
        };
        let (range, written) = (prose.to_source(claim.range), prose.slice(claim.range).to_owned());
        CoveredClaim { range, subject_range, written, record, outcome, known }
    };
    // The wide reading has a name for some values that the exact one has no subject for, and takes the two ends of a range
    // apart. What the exact reading knows comes first.
    let open = read_open(file, document, tables);
    let is_known = |claim: &Claim| matches!(claim.subject, Subject::Known { .. });
    let mut claims: Vec<CoveredClaim> = Vec::new();
    for judgement in judgements {
        let claim = &analysis.claims[judgement.claim];
        if is_known(claim) || !overlaps(&open, claim.range, |_| true) {
            let attribute = judgement.attribute.unwrap_or(claim.attributes[0]);
            let known = judgement.evidence.iter().find_map(|item| item.value.clone());
            claims.push(covered(claim, attribute, Outcome::of(claim, &judgement.verdict, tables), known));
        }
    }
    for claim in &open {
        if !overlaps(&analysis.claims, claim.range, is_known) {
            let reason = match &claim.subject {
                Subject::Known { entity, link, .. } if *link != Link::Nearest && !has_fact(tables, *entity, claim) => {
                    NotChecked::NoFact
                }
                subject => unknown(subject),
            };
            let reason = not_said(claim.modality).unwrap_or(reason);
            claims.push(covered(claim, claim.attributes[0], Outcome::NotChecked(reason), None));
        }
    }
    claims.sort_by_key(|claim| (claim.range.start(), claim.range.end()));
    Coverage { claims }
}

/// Returns whether some table says anything of a claim's attributes, of the subject, its variants or a family above.
fn has_fact(tables: &ReferenceTables, entity: EntityIndex, claim: &Claim) -> bool {
    let below = tables.descendants(entity);
    claim.attributes.iter().any(|attribute| {
        tables.holder(entity, *attribute).is_some()
            || below.iter().any(|entity| tables.facts(*entity, *attribute).next().is_some())
    })
}

/// Returns whether a claim that is looked for shares a byte with a range; the claims are in order.
fn overlaps(claims: &[Claim], range: TextRange, is_looked_for: impl Fn(&Claim) -> bool) -> bool {
    let first = claims.partition_point(|claim| claim.range.end() <= range.start());
    claims[first..].iter().take_while(|claim| claim.range.start() < range.end()).any(is_looked_for)
}

/// Returns why nobody stands for a claim; `None` where the author does, if only for a rumour of it.
fn not_said(modality: Modality) -> Option<NotChecked> {
    match modality {
        Modality::Asserted | Modality::Hedged => None,
        Modality::Negated => Some(NotChecked::Negated),
        Modality::Hypothetical => Some(NotChecked::Hypothetical),
        Modality::Question => Some(NotChecked::Question),
        Modality::Quoted => Some(NotChecked::Quoted),
    }
}

/// Returns why a claim that was not judged was not, by its subject.
fn unknown(subject: &Subject) -> NotChecked {
    match subject {
        Subject::Named { link: Link::Nearest, .. } | Subject::Known { .. } => NotChecked::LooseSubject,
        Subject::Named { .. } => NotChecked::UnknownSubject,
        Subject::Unknown => NotChecked::NoSubject,
    }
}

/// Returns the numbers of the tables whose subjects' claims were checked, in order.
pub(super) fn matched_tables(context: &RuleContext<'_>) -> Vec<usize> {
    let checked = context.judgements.iter().filter(|judgement| judgement.verdict.is_checked());
    let entity = |judgement: &Judgement| -> Option<EntityIndex> {
        match context.analysis.claims[judgement.claim].subject {
            Subject::Known { entity, .. } => Some(entity),
            Subject::Named { .. } | Subject::Unknown => None,
        }
    };
    let mut matched: Vec<usize> = checked.filter_map(entity).map(|entity| context.tables.table_index(entity)).collect();
    matched.sort_unstable();
    matched.dedup();
    matched
}
