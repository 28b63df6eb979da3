//! Who is said to be the largest of whose: 微软至今为止最大的模型, `Microsoft's largest model to date`.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::claim::{Analysis, Claim, Subject};
use crate::document::Document;
use crate::reference::{AttributeIndex, EntityIndex, MatchTarget, ReferenceTables};
use crate::text::{Folded, TextRange, range};

use super::passage::{Passage, tail};
use super::words::{list, make_up};

/// A model that is said to be the largest of a maker.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Superlative {
    pub(crate) subject: EntityIndex,
    pub(crate) maker: EntityIndex,
    /// Bytes of the maker's name and what it has the largest of.
    pub(crate) range: TextRange,
}

/// Bytes around the superlative in which the maker's name may stand.
const REACH: usize = 80;

/// Returns the models that are said to be their makers' largest, in order.
///
/// `size` is the attribute by which they are; `developer` is the one that ties a model to its maker.
pub(crate) fn superlatives(
    document: &Document,
    analysis: &Analysis,
    tables: &ReferenceTables,
    size: AttributeIndex,
    developer: AttributeIndex,
) -> Vec<Superlative> {
    static WORDS: LazyLock<[Finder<'static>; 3]> = LazyLock::new(|| ["最大", "largest", "biggest"].map(Finder::new));
    let prose = document.prose.text();
    let mut found = Vec::new();
    let mut passed = 0;
    for mention in &analysis.mentions {
        let start = usize::from(mention.range.start());
        if mention.entity.is_none() || start < passed {
            continue;
        }
        // Once for a sentence.
        let end = prose.floor_char_boundary(start + 600);
        let near = &prose.as_bytes()[start..end];
        let near = &near[..memchr::memmem::find(near, b"\n\n").unwrap_or(near.len())];
        passed = start + near.len();
        for word in WORDS.iter() {
            for at in word.find_iter(near) {
                let place = range(start + at, start + at + word.needle().len());
                found.extend(superlative(document, analysis, tables, (size, developer), place));
            }
        }
    }
    found.sort_by_key(|superlative| superlative.range.start());
    found.dedup_by_key(|superlative| superlative.range);
    found
}

fn superlative(
    document: &Document,
    analysis: &Analysis,
    tables: &ReferenceTables,
    (size, developer): (AttributeIndex, AttributeIndex),
    place: TextRange,
) -> Option<Superlative> {
    let passage = Passage::around(document, analysis, place)?;
    if passage.is_turned(place) || passage.has_quotation() {
        return None;
    }
    let (maker, range) =
        chinese(&passage, tables, developer, place).or_else(|| english(&passage, tables, developer, place))?;
    let subject = subject(&passage, analysis, size, range)?;
    Some(Superlative { subject, maker, range })
}

/// Reads 是微软至今为止最大的模型.
fn chinese(
    passage: &Passage<'_>,
    tables: &ReferenceTables,
    developer: AttributeIndex,
    place: TextRange,
) -> Option<(EntityIndex, TextRange)> {
    let offset = usize::from(passage.range.start());
    let text = passage.text();
    let at = usize::from(place.start()) - offset;
    let length = list("largest").prefix(&text[at..])?;
    let rest = &text[at + length..];
    let noun = list("model").prefix(rest)?;
    let behind = &rest[noun..];
    // 最大的模型之一 is one of several.
    if ["之一", "训练", "平台", "公司", "厂商", "社区", "库", "系列"].iter().any(|word| behind.starts_with(word))
    {
        return None;
    }
    let before = &text[..at];
    let (maker, name) = makers(tables, developer, before).last().copied()?;
    let between = &before[usize::from(name.end())..];
    let lead = &before[..usize::from(name.start())];
    let is_clear = make_up(between, &[list("to-date")]) && list("is").suffix(lead).is_some();
    is_clear.then(|| (maker, range(offset + usize::from(name.start()), offset + at + length + noun)))
}

/// Reads `is Microsoft's largest model to date` and `the largest model that Microsoft has built`.
fn english(
    passage: &Passage<'_>,
    tables: &ReferenceTables,
    developer: AttributeIndex,
    place: TextRange,
) -> Option<(EntityIndex, TextRange)> {
    let offset = usize::from(passage.range.start());
    let text = passage.text();
    let at = usize::from(place.start()) - offset;
    let length = list("largest").prefix(&text[at..])?;
    let rest = &text[at + length..];
    let noun = list("model").prefix(rest)?;
    let before = &text[..at];
    let floor = before.len() - tail(before, REACH).len();
    if let Some((maker, name)) = makers(tables, developer, &before[floor..]).last().copied() {
        let start = floor + usize::from(name.start());
        let between = &before[floor + usize::from(name.end())..];
        let is_clear = between.starts_with(['\'', '’'])
            && make_up(between, &[list("to-date")])
            && list("is").suffix(before[..start].trim_end()).is_some();
        if is_clear {
            return Some((maker, range(offset + start, offset + at + length + noun)));
        }
    }
    let behind = &rest[noun..];
    let near = &behind[..behind.floor_char_boundary(REACH)];
    let (maker, name) = makers(tables, developer, near).first().copied()?;
    let between = &near[..usize::from(name.start())];
    let after = &near[usize::from(name.end())..];
    let is_clear = make_up(between, &[list("to-date")])
        && (between.contains(" from") || between.contains(" by") || list("to-date").prefix(after).is_some())
        && make_up(before.rsplit(' ').nth(1).unwrap_or_default(), &[list("to-date")])
        && list("is").suffix(before.trim_end().trim_end_matches("the").trim_end_matches("single").trim_end()).is_some();
    let end = at + length + noun + usize::from(name.end());
    is_clear.then(|| (maker, range(offset + at, offset + end)))
}

/// Returns the makers that a text names, in order.
fn makers(tables: &ReferenceTables, developer: AttributeIndex, text: &str) -> Vec<(EntityIndex, TextRange)> {
    let folded = Folded::width(text);
    let matches = tables.scan(folded.text()).into_iter();
    let maker = |found: crate::reference::TableMatch| match found.target {
        MatchTarget::Alias { entity, .. } if !tables.entities_with(developer, entity).is_empty() => {
            Some((entity, folded.to_source(found.range)))
        }
        _ => None,
    };
    matches.filter_map(maker).collect()
}

/// Returns who is called the largest: the name right before the verb, or whoever the sentence gives its size to.
fn subject(passage: &Passage<'_>, analysis: &Analysis, size: AttributeIndex, place: TextRange) -> Option<EntityIndex> {
    let before = passage.before(place);
    let lead = before.trim_end();
    let lead = lead.strip_suffix("the").unwrap_or(lead).trim_end();
    let is = list("is").suffix(lead)?;
    let verb = usize::from(passage.range.start()) + lead.len() - is;
    let within = |range: TextRange| passage.range.contains_range(range) && usize::from(range.end()) <= verb;
    let mention = analysis.mentions.iter().rfind(|mention| within(mention.range));
    if let Some(mention) = mention {
        let gap = &passage.prose[usize::from(mention.range.end())..verb];
        if gap.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | ',' | '，' | '也')).is_empty() {
            return mention.entity;
        }
    }
    let sized = |claim: &&Claim| within(claim.range) && claim.attributes.contains(&size);
    match analysis.claims.iter().rev().find(sized)?.subject {
        Subject::Known { entity, .. } => Some(entity),
        Subject::Named { .. } | Subject::Unknown => None,
    }
}
