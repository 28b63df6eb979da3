//! Ways to make a true claim wrong.

use std::ops::Range;

use factlint::reference::{AttributeIndex, EntityIndex, MatchTarget, ReferenceTables, Status, Value};
use factlint::text::Folded;
use rust_decimal::Decimal;

use super::corpus::{Document, Mark, Meaning};
use super::truth::{self, Truth};
use super::{amount, date};

/// What is done to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    TimesTen,
    OverTen,
    TimesThousand,
    OtherScale,
    OtherSubject,
    OtherYear,
    OtherMonth,
    DroppedHedge,
    ActiveForTotal,
}

impl Kind {
    pub(crate) const ALL: [Self; 9] = [
        Self::TimesTen,
        Self::OverTen,
        Self::TimesThousand,
        Self::OtherScale,
        Self::OtherSubject,
        Self::OtherYear,
        Self::OtherMonth,
        Self::DroppedHedge,
        Self::ActiveForTotal,
    ];

    pub(crate) fn is_scale(self) -> bool {
        matches!(self, Self::TimesTen | Self::OverTen | Self::TimesThousand | Self::OtherScale)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::TimesTen => "times ten",
            Self::OverTen => "a tenth",
            Self::TimesThousand => "times a thousand",
            Self::OtherScale => "another scale word",
            Self::OtherSubject => "another subject",
            Self::OtherYear => "another year",
            Self::OtherMonth => "another month",
            Self::DroppedHedge => "hedge dropped",
            Self::ActiveForTotal => "active for total",
        }
    }
}

/// A document with one change.
pub(crate) struct Mutant {
    pub(crate) kind: Kind,
    /// Bytes of the original that are replaced, and by what; several for hedges.
    pub(crate) edits: Vec<(Range<usize>, String)>,
    /// Bytes of the original any of which a finding must cover.
    pub(crate) targets: Vec<Range<usize>>,
    /// What the table says of the changed claim.
    pub(crate) truth: Truth,
}

/// Returns the changes that can be made to a document, in the order of marks.
pub(crate) fn mutants(document: &Document, tables: &ReferenceTables) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for mark in &document.marks {
        let text = &document.text[mark.range.clone()];
        for (kind, changed) in changes(mark, text, tables) {
            let is_repeated = mutants.iter().any(|known: &Mutant| {
                known.edits.first().is_some_and(|(range, other)| *range == mark.range && *other == changed)
            });
            if changed != text && !is_repeated {
                let truth = checked(kind, mark, &changed, tables);
                let edits = vec![(mark.range.clone(), changed)];
                mutants.push(Mutant { kind, edits, targets: vec![mark.range.clone()], truth });
            }
        }
    }
    mutants.extend(dropped_hedges(document));
    mutants.extend(other_subjects(document, tables));
    mutants
}

fn changes(mark: &Mark, text: &str, tables: &ReferenceTables) -> Vec<(Kind, String)> {
    let mut changes = Vec::new();
    let is_amount = tables.find_attribute(&mark.attribute).is_some_and(|attribute| {
        use factlint::reference::Dimension;
        matches!(tables.attribute(attribute).dimension, Dimension::Count | Dimension::Quantity | Dimension::Money)
    });
    if is_amount {
        let Some(written) = amount::Written::parse(text, mark.column_scale.as_deref()) else { return changes };
        changes.push((Kind::TimesTen, written.shifted(1)));
        changes.push((Kind::OverTen, written.shifted(-1)));
        changes.extend(written.other_scales().iter().map(|scale| (Kind::OtherScale, written.with_other_scale(scale))));
        changes.push((Kind::TimesThousand, written.thousandfold()));
        if mark.attribute == "parameters" {
            changes.extend(active_of(mark, tables).map(|active| (Kind::ActiveForTotal, written.rewritten(active))));
        }
    } else if let Some(written) = date::Written::parse(text) {
        // Forward and back by turns.
        let years = if mark.range.start.is_multiple_of(2) { 1 } else { -1 };
        changes.extend(written.with_other_year(years).map(|changed| (Kind::OtherYear, changed)));
        changes.extend(written.with_other_month(2).map(|changed| (Kind::OtherMonth, changed)));
    }
    changes
}

/// Returns the truth of a changed value, where the table is to be asked at all.
fn checked(kind: Kind, mark: &Mark, changed: &str, tables: &ReferenceTables) -> Truth {
    let truth = truth::of(mark, changed, tables);
    if truth != Truth::Wrong || kind.is_scale() {
        return truth;
    }
    let (Some(subject), Some(attribute)) = (tables.find(&mark.subject), tables.find_attribute(&mark.attribute)) else {
        return truth;
    };
    open_for_others(subject, attribute, tables).map_or(truth, Truth::Open)
}

/// Returns why another value than the facts' may be right all the same, unless it is a slip of scale.
fn open_for_others(subject: EntityIndex, attribute: AttributeIndex, tables: &ReferenceTables) -> Option<&'static str> {
    if tables.attribute(attribute).is_settable {
        return Some("whoever runs it may choose the value");
    }
    if tables.entity(subject).kind.as_deref() == Some("series") {
        return Some("an umbrella name");
    }
    let is_date = tables.attribute(attribute).dimension == factlint::reference::Dimension::Date;
    (!is_date && truth::has_unknown_variant(subject, attribute, tables)).then_some("a variant's value is unknown")
}

/// Returns the number of active parameters of a subject or of one of its variants.
fn active_of(mark: &Mark, tables: &ReferenceTables) -> Option<Decimal> {
    let subject = tables.find(&mark.subject)?;
    let active = tables.find_attribute("active-parameters")?;
    let entities = std::iter::once(subject).chain(tables.descendants(subject));
    let mut amounts = entities.flat_map(|entity| {
        tables.facts(entity, active).flat_map(|fact| fact.value.values()).filter_map(Value::as_amount)
    });
    amounts.next().map(|amount| amount.value)
}

/// Takes the hedges of a line away: what the table has as a rumour is then asserted.
fn dropped_hedges(document: &Document) -> Vec<Mutant> {
    let mut mutants: Vec<Mutant> = Vec::new();
    for mark in document.marks.iter().filter(|mark| mark.meaning == Meaning::Rumoured) {
        let line = document.line(mark.range.start);
        let hedges = document.hedges.iter().filter(|hedge| line.start <= hedge.start && hedge.end <= line.end);
        let edits: Vec<(Range<usize>, String)> = hedges.map(|hedge| (hedge.clone(), String::new())).collect();
        if edits.is_empty() {
            continue;
        }
        match mutants.iter_mut().find(|known| known.edits == edits) {
            Some(known) => known.targets.push(mark.range.clone()),
            None => mutants.push(Mutant {
                kind: Kind::DroppedHedge,
                edits,
                targets: vec![mark.range.clone()],
                truth: Truth::Wrong,
            }),
        }
    }
    mutants
}

/// Puts another subject of the table in the place of each name that a claim is made of.
fn other_subjects(document: &Document, tables: &ReferenceTables) -> Vec<Mutant> {
    let mut named: Vec<(Range<usize>, Vec<&Mark>)> = Vec::new();
    let names = names(document, tables);
    for mark in document.marks.iter().filter(|mark| mark.meaning != Meaning::Rumoured) {
        let Some(name) = name_of(mark, document, tables, &names) else { continue };
        match named.iter_mut().find(|(range, _)| *range == name) {
            Some((_, marks)) => marks.push(mark),
            None => named.push((name, vec![mark])),
        }
    }
    named.into_iter().filter_map(|(name, marks)| other_subject(document, tables, name, &marks)).collect()
}

fn other_subject(document: &Document, tables: &ReferenceTables, name: Range<usize>, marks: &[&Mark]) -> Option<Mutant> {
    let own = tables.find(&marks[0].subject)?;
    let written = &document.text[name.clone()];
    let pool: Vec<EntityIndex> = tables.entities().filter(|other| fits(*other, own, marks, tables)).collect();
    // The documents decide: the place of the name and its spelling.
    let seed = written.bytes().fold(name.start, |seed, byte| seed.wrapping_mul(31).wrapping_add(usize::from(byte)));
    let first = seed.checked_rem(pool.len())?;
    let candidates = pool[first..].iter().chain(&pool[..first]);
    for other in candidates {
        let wrong: Vec<Range<usize>> = marks
            .iter()
            .filter(|mark| {
                let moved = Mark { subject: tables.entity(*other).id.to_string(), ..(**mark).clone() };
                let Some(attribute) = tables.find_attribute(&mark.attribute) else { return false };
                open_for_others(*other, attribute, tables).is_none()
                    && truth::of(&moved, &document.text[mark.range.clone()], tables) == Truth::Wrong
            })
            .map(|mark| mark.range.clone())
            .collect();
        if !wrong.is_empty() {
            let edits = vec![(name, tables.entity(*other).name.clone())];
            return Some(Mutant { kind: Kind::OtherSubject, edits, targets: wrong, truth: Truth::Wrong });
        }
    }
    None
}

/// Returns whether a subject can stand for another: of its kind, with confirmed facts for all that is said.
fn fits(other: EntityIndex, own: EntityIndex, marks: &[&Mark], tables: &ReferenceTables) -> bool {
    let entity = tables.entity(other);
    let is_model = |entity: &factlint::reference::Entity| {
        matches!(entity.kind.as_deref(), None | Some("model" | "family")) && !entity.name.contains(['(', ')'])
    };
    let is_related = tables.ancestors(own).any(|above| above == other) || tables.descendants(own).contains(&other);
    other != own
        && !is_related
        && is_model(entity)
        && is_model(tables.entity(own))
        && !entity.name.ends_with("series models")
        && marks.iter().all(|mark| {
            tables.find_attribute(&mark.attribute).is_some_and(|attribute| {
                let mut entities = tables.descendants(other);
                entities.push(other);
                entities
                    .iter()
                    .any(|entity| tables.facts(*entity, attribute).any(|fact| fact.status == Status::Confirmed))
            })
        })
}

/// Returns the names of subjects in a document.
fn names(document: &Document, tables: &ReferenceTables) -> Vec<(Range<usize>, EntityIndex)> {
    let folded = Folded::width(&document.text);
    let matches = tables.scan(folded.text()).into_iter();
    matches
        .filter_map(|found| match found.target {
            MatchTarget::Alias { entity, .. } => {
                let range = folded.to_source(found.range);
                Some((usize::from(range.start())..usize::from(range.end()), entity))
            }
            _ => None,
        })
        .collect()
}

/// Returns the name that a mark's subject has nearest to it: in its line, or else before it.
fn name_of(
    mark: &Mark,
    document: &Document,
    tables: &ReferenceTables,
    names: &[(Range<usize>, EntityIndex)],
) -> Option<Range<usize>> {
    let subject = tables.find(&mark.subject)?;
    let own = || names.iter().filter(|(_, entity)| *entity == subject).map(|(range, _)| range);
    let line = document.line(mark.range.start);
    let in_line = own().filter(|range| line.start <= range.start && range.end <= line.end);
    let distance = |range: &&Range<usize>| {
        if range.end <= mark.range.start { mark.range.start - range.end } else { range.start.abs_diff(mark.range.end) }
    };
    in_line.min_by_key(distance).or_else(|| own().rfind(|range| range.end <= mark.range.start)).cloned()
}
