//! Claims that an author ties by hand: `<!-- factlint: MAI-1 parameters -->`.
//!
//! A comment names a subject and an attribute for a value that the prose gives to nobody by name. Behind a value, or
//! anywhere behind it in its block, it means that value; on a line of its own it means the first fitting value of the
//! block below it, or of the table below it. What the words around a value already tie to the attribute comes first.
//! Comments that begin with anything but `factlint:` are left alone.

mod directive;

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::document::{BlockKind, Comment, CommentPlace, Document};
use crate::reference::{AttributeIndex, Dimension, EntityIndex, ReferenceTables};
use crate::text::{SourceFile, TextRange, TextSize};

use super::bind::fits;
use super::modality::settle_modality;
use super::scene::{Scene, inside};
use super::sentence::{Sentence, sentences};
use super::{Claim, ClaimValue, Link, Modality, Subject};

/// How many values on either side of a comment are looked at.
const REACH: usize = 64;

/// A comment that ties a claim by hand, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// Bytes of the file: the whole comment.
    pub range: TextRange,
    /// What it ties, or why it ties nothing.
    pub outcome: AnchorOutcome,
}

/// What a comment ties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnchorOutcome {
    /// A value of the prose.
    Tied {
        /// The subject that it names.
        entity: EntityIndex,
        /// The attribute that it names.
        attribute: AttributeIndex,
        /// Bytes of the prose: the value, which is a claim's.
        value: TextRange,
    },
    /// No value of the attribute's kind stands where it points.
    NoValue {
        /// The subject that it names.
        entity: EntityIndex,
        /// The attribute that it names.
        attribute: AttributeIndex,
    },
    /// No table has a fact for its subject and attribute.
    NoFact {
        /// The subject that it names.
        entity: EntityIndex,
        /// The attribute that it names.
        attribute: AttributeIndex,
    },
    /// It cannot be read.
    Unreadable {
        /// Bytes of the file: the words at fault.
        range: TextRange,
        /// What is wrong with them.
        problem: AnchorProblem,
    },
}

/// What is wrong with the words of a comment that should tie a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnchorProblem {
    /// The subject or the attribute is missing.
    Incomplete,
    /// There is no such key.
    UnknownKey {
        /// As written.
        key: String,
    },
    /// No table knows the subject.
    UnknownSubject {
        /// As written.
        name: String,
    },
    /// No table has the attribute.
    UnknownAttribute {
        /// As written.
        name: String,
    },
}

/// A comment that was read, with the blocks that it may mean.
pub(super) struct Pending {
    range: TextRange,
    named: Result<(EntityIndex, AttributeIndex), (TextRange, AnchorProblem)>,
    /// Indices into the document's blocks; empty where no block follows.
    pub(super) blocks: Range<usize>,
    /// Where in the prose it stands; `None` on lines of its own.
    offset: Option<TextSize>,
}

/// Reads the comments that tie claims, in order of place.
pub(super) fn read(file: &SourceFile, document: &Document, tables: &ReferenceTables) -> Vec<Pending> {
    let pending = |comment: &Comment| {
        let named = directive::read(file, comment.content, tables)?;
        let (blocks, offset) = match comment.place {
            CommentPlace::Within { block, offset } => (block..block + 1, Some(offset)),
            CommentPlace::Before { block } => (block_or_table(document, block), None),
        };
        Some(Pending { range: comment.range, named, blocks, offset })
    };
    document.comments.iter().filter_map(pending).collect()
}

/// Returns the block with this index, with all cells of its table where it is one; nothing behind the last block.
fn block_or_table(document: &Document, block: usize) -> Range<usize> {
    match document.blocks.get(block).map(|block| &block.kind) {
        None => block..block,
        Some(BlockKind::TableCell { table, .. }) => {
            let cells = document.tables[*table].rows.iter().map(Vec::len).sum::<usize>();
            block..(block + cells).min(document.blocks.len())
        }
        Some(_) => block..block + 1,
    }
}

/// Ties the values that the comments mean: claims that are there get the subject, the others are added, unsorted.
pub(super) fn tie(
    document: &Document,
    scene: &Scene<'_>,
    pending: Vec<Pending>,
    tables: &ReferenceTables,
    claims: &mut Vec<Claim>,
) -> Vec<Anchor> {
    let n_read = claims.len();
    let mut taken: FxHashSet<TextRange> = FxHashSet::default();
    // Sentences of the block that was looked at last: one block may have thousands of comments.
    let mut last = (usize::MAX, Vec::new());
    let anchor = |pending: Pending| {
        let outcome = match pending.named {
            Err((range, problem)) => AnchorOutcome::Unreadable { range, problem },
            Ok((entity, attribute)) if !has_fact(tables, entity, attribute) => {
                AnchorOutcome::NoFact { entity, attribute }
            }
            Ok((entity, attribute)) => {
                let spot = Spot { document, scene, blocks: pending.blocks, offset: pending.offset };
                let dimension = tables.attribute(attribute).dimension;
                let free = |range: TextRange| !taken.contains(&range);
                match spot.value(&claims[..n_read], attribute, dimension, free) {
                    None => AnchorOutcome::NoValue { entity, attribute },
                    Some(value) => {
                        taken.insert(value);
                        spot.tie(value, (entity, attribute), n_read, claims, &mut last);
                        AnchorOutcome::Tied { entity, attribute, value }
                    }
                }
            }
        };
        Anchor { range: pending.range, outcome }
    };
    pending.into_iter().map(anchor).collect()
}

/// Returns whether some table says anything of the attribute: of the subject, of one of its variants, of a family above.
fn has_fact(tables: &ReferenceTables, entity: EntityIndex, attribute: AttributeIndex) -> bool {
    tables.holder(entity, attribute).is_some()
        || tables.descendants(entity).iter().any(|below| tables.facts(*below, attribute).next().is_some())
}

/// Returns the items, in order, that end or start nearest to a place: so many on either side.
fn around<T>(items: &[T], offset: TextSize, range_of: impl Fn(&T) -> TextRange) -> &[T] {
    let behind = items.partition_point(|item| range_of(item).end() <= offset);
    &items[behind.saturating_sub(REACH)..(behind + REACH).min(items.len())]
}

/// Where a comment looks for its value.
struct Spot<'s, 'a> {
    document: &'s Document,
    scene: &'s Scene<'a>,
    blocks: Range<usize>,
    offset: Option<TextSize>,
}

impl Spot<'_, '_> {
    /// Returns the value that is meant: the one right before the comment, or else one that the words beside it tie to
    /// the attribute, or else any that fits; before the comment the last such one, behind it the first.
    fn value(
        &self,
        claims: &[Claim],
        attribute: AttributeIndex,
        dimension: Dimension,
        is_free: impl Fn(TextRange) -> bool,
    ) -> Option<TextRange> {
        let blocks = &self.document.blocks[self.blocks.clone()];
        let window = blocks.first()?.range.cover(blocks.last()?.range);
        let offset = self.offset.unwrap_or(window.start());
        let here = self.scene.within(window);
        let claims = around(inside(claims, window, |claim| claim.range), offset, |claim| claim.range).iter();
        let bound: Vec<TextRange> =
            claims.filter(|claim| claim.attributes.contains(&attribute)).map(|claim| claim.range).collect();
        let fitting: Vec<TextRange> = match dimension {
            Dimension::Date | Dimension::DateRange => {
                let dates = around(here.dates, offset, |date| date.expression.range).iter();
                let days = dates.filter(|date| date.resolve(here.document_time).is_some());
                days.map(|date| date.expression.range).collect()
            }
            _ => {
                let numbers = around(here.quantities, offset, |number| number.range).iter();
                numbers.filter(|number| fits(dimension, number)).map(|number| number.range).collect()
            }
        };
        let beside = fitting.iter().copied().rfind(|range| range.end() <= offset);
        if let Some(beside) = beside.filter(|beside| is_free(*beside))
            && self.offset.is_some()
            && here.text(TextRange::new(beside.end(), offset)).trim().is_empty()
        {
            return Some(beside);
        }
        let nearest = |ranges: &[TextRange]| {
            let behind = ranges.partition_point(|range| range.end() <= offset);
            let (before, behind) = ranges.split_at(behind);
            before.iter().rev().chain(behind).copied().find(|range| is_free(*range))
        };
        nearest(&bound).or_else(|| nearest(&fitting))
    }

    /// Gives a value its subject: in the claim that it has, or in a new one.
    fn tie(
        &self,
        value: TextRange,
        (entity, attribute): (EntityIndex, AttributeIndex),
        n_read: usize,
        claims: &mut Vec<Claim>,
        last: &mut (usize, Vec<Sentence>),
    ) {
        let subject = Subject::Known { entity, range: TextRange::empty(value.start()), link: Link::Anchor };
        let first = claims[..n_read].partition_point(|claim| claim.range.start() < value.start());
        let read = claims[first..n_read].iter_mut().take_while(|claim| claim.range.start() == value.start());
        if let Some(claim) = read.into_iter().find(|claim| claim.range == value) {
            claim.subject = subject;
            claim.attributes = vec![attribute];
            return;
        }
        let blocks = &self.document.blocks;
        let block = blocks.partition_point(|block| block.range.end() < value.end());
        let here = self.scene.within(value);
        let said = match (here.quantities, here.dates) {
            ([number], _) => ClaimValue::Amount { value: number.value, operator: number.operator, unit: number.unit },
            ([], [date]) => match date.resolve(here.document_time) {
                Some(days) => ClaimValue::Date { days, is_year_certain: date.is_year_certain(), is_counted: false },
                None => return,
            },
            _ => return,
        };
        let mut claim = Claim {
            range: value,
            subject,
            attributes: vec![attribute],
            value: said,
            modality: Modality::Asserted,
            block,
        };
        if last.0 != block {
            let numbers = self.scene.within(blocks[block].range).quantities.iter().map(|number| number.range);
            *last = (block, sentences(self.scene.prose, blocks[block].range, &numbers.collect::<Vec<_>>()));
        }
        let sentence = last.1.partition_point(|sentence| sentence.range.end() < value.end());
        if let Some(sentence) = last.1.get(sentence).filter(|sentence| sentence.range.contains_range(value)) {
            settle_modality(&self.scene.within(sentence.range), sentence, std::slice::from_mut(&mut claim));
        }
        claims.push(claim);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::claim::analyse;
    use crate::document;

    /// Returns what each comment of a text ties: `gpt-3 parameters = 175B`, or the name of the failure.
    fn tied(text: &str) -> Vec<String> {
        let tables = ReferenceTables::embedded();
        let file = SourceFile::new("a.mdx", text);
        let document = document::parse(&file);
        let analysis = analyse(&file, &document, tables);
        let show = |anchor: &Anchor| match &anchor.outcome {
            AnchorOutcome::Tied { entity, attribute, value } => {
                let claims = analysis.claims.iter().filter(|claim| claim.range == *value);
                let subjects: Vec<_> = claims.map(|claim| claim.subject.clone()).collect();
                let subject =
                    Subject::Known { entity: *entity, range: TextRange::empty(value.start()), link: Link::Anchor };
                assert_eq!(subjects, [subject], "{text}");
                let (entity, attribute) = (tables.entity(*entity), tables.attribute(*attribute));
                format!("{} {} = {}", entity.id, attribute.key, document.prose.slice(*value))
            }
            AnchorOutcome::NoValue { .. } => "no value".to_owned(),
            AnchorOutcome::NoFact { .. } => "no fact".to_owned(),
            AnchorOutcome::Unreadable { range, .. } => format!("unreadable {}", file.slice(*range)),
        };
        analysis.anchors.iter().map(show).collect()
    }

    #[test]
    fn the_nearest_value_that_fits_is_tied() {
        for (text, expected) in [
            ("A 7B and a 13B<!-- factlint: GPT-3 parameters --> one, and 70B.", &["gpt-3 parameters = 13B"][..]),
            ("A 7B and a 13B one.<!-- factlint: GPT-3 parameters --> And 70B.", &["gpt-3 parameters = 13B"]),
            ("It has 7B parameters in 12 parts.<!-- factlint: GPT-3 parameters -->", &["gpt-3 parameters = 7B"]),
            ("<!-- factlint: GPT-3 parameters -->\n\n# Of 7B\n\nAnd 13B.", &["gpt-3 parameters = 7B"]),
            ("<!-- factlint: GPT-3 parameters -->\n\nNone.\n\nAnd 13B.", &["no value"]),
            ("It cost $5M.<!-- factlint: GPT-3 parameters -->", &["no value"]),
            ("二十个。<!-- factlint: GPT-3 参数量 -->", &["gpt-3 parameters = 二十"]),
            ("GPT-4有1万亿参数。<!-- factlint: MAI-1 parameters -->", &["mai-1 parameters = 1万亿"]),
            ("于2020年6月11日。<!-- factlint: GPT-3 released -->", &["gpt-3 released = 2020年6月11日"]),
        ] {
            assert_eq!(tied(text), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(crate::text::fixed_cases(300))]

        #[test]
        fn comments_anywhere_tie_one_claim_each_or_none(
            pieces in prop::collection::vec(
                prop::sample::select(vec![
                    "<!-- factlint: GPT-3 parameters -->", "{/* factlint: Llama 2 参数量 */}", "<!-- factlint: \"", "-->",
                    "<!--", "7B", "1750亿", "参数", " parameters", "GPT-3", "\n", "\n\n", "| a | b |\n|---|---|\n| ", " | ", "- ",
                    "> ", "# ", "`", "。", ", ", "<div>", "~~", "2020-06-11", "{", "*/}", "=", "factlint:",
                ]),
                0..24,
            )
        ) {
            tied(&pieces.concat());
        }
    }
}
