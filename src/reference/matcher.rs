//! Finds names and phrases of tables in a text, all in one pass.

use std::sync::Arc;

use daachorse::{DoubleArrayAhoCorasick, DoubleArrayAhoCorasickBuilder, MatchKind};

use crate::diagnostic::{Diagnostic, Label, Related};
use crate::text::{TextRange, is_ascii_word, range};

use super::reader::problem;
use super::spelling::spellings;
use super::table::{Alias, Attribute, Entity, NameSuffix, PhraseRole, ReferenceTable};
use super::tables::{AttributeIndex, EntityIndex, Place, TableProblems};

/// A name or phrase of a table in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableMatch {
    /// Bytes of the text. Endings such as `-Instruct` are part of a name.
    pub range: TextRange,
    /// What stands there.
    pub target: MatchTarget,
}

/// What a match means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchTarget {
    /// A name of an entity.
    Alias {
        /// The entity.
        entity: EntityIndex,
        /// Whether it is the entity's own name (in any spelling) and not another one that it goes by.
        is_name: bool,
    },
    /// A name that looks like one of this entity and is not.
    NotAlias(EntityIndex),
    /// A phrase that marks an attribute, or, with [`PhraseRole::Excluded`], one that only looks like it.
    Phrase {
        /// The attribute.
        attribute: AttributeIndex,
        /// Where a value stands beside it.
        role: PhraseRole,
    },
    /// A phrase that states a term of an enumeration.
    Term {
        /// The attribute.
        attribute: AttributeIndex,
        /// Index into [`Attribute::terms`].
        term: usize,
    },
}

/// One automaton over every spelling of every name and phrase.
pub(super) struct Matcher {
    // `None` where there is nothing to find. Its values are indices into `patterns`.
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
    // Invariant: sorted by spelling, each spelling once, none empty.
    patterns: Vec<Pattern>,
    targets: Vec<Target>,
    suffixes: Vec<NameSuffix>,
}

struct Pattern {
    spelling: String,
    // Its targets: from this index up to the next pattern's.
    first_target: usize,
}

#[derive(Clone)]
struct Target {
    target: MatchTarget,
    // The letters of the name, where they must be written with these very capitals.
    exact_letters: Option<Arc<str>>,
}

/// A spelling on its way into the automaton.
struct Candidate<'a> {
    spelling: String,
    target: Target,
    // Where it comes from; `None` for phrases.
    origin: Option<(usize, &'a Alias)>,
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Matcher({} spellings)", self.patterns.len())
    }
}

impl Matcher {
    /// Builds the automaton; notes each name that belongs to two subjects.
    pub(super) fn new<'a>(
        entities: impl Iterator<Item = (Place, &'a Entity)>,
        attributes: &[Attribute],
        tables: &[Arc<ReferenceTable>],
        problems: &mut TableProblems,
    ) -> Self {
        let mut candidates = name_candidates(entities);
        candidates.extend(phrase_candidates(attributes));
        // Names before what is not a name; earlier before later. The sort is stable.
        candidates.sort_by(|one, two| one.spelling.cmp(&two.spelling));
        let mut matcher =
            Self { automaton: None, patterns: Vec::new(), targets: Vec::new(), suffixes: suffixes(tables) };
        for group in candidates.chunk_by(|one, two| one.spelling == two.spelling) {
            note_collisions(group, tables, problems);
            matcher.add(group);
        }
        if !matcher.patterns.is_empty() {
            let spellings = (0..).zip(&matcher.patterns).map(|(index, pattern)| (&pattern.spelling, index));
            let automaton = DoubleArrayAhoCorasickBuilder::new()
                .match_kind(MatchKind::LeftmostLongest)
                .build_with_values(spellings)
                .expect("spellings are not empty, and far fewer than 2^32 bytes");
            matcher.automaton = Some(automaton);
        }
        matcher
    }

    fn add(&mut self, group: &[Candidate<'_>]) {
        let first_target = self.targets.len();
        let has_name = group.iter().any(|candidate| matches!(candidate.target.target, MatchTarget::Alias { .. }));
        for candidate in group {
            let is_hidden = has_name && matches!(candidate.target.target, MatchTarget::NotAlias(_));
            let is_known = self.targets[first_target..]
                .iter()
                .any(|known| subject_of(known.target) == subject_of(candidate.target.target));
            if !is_hidden && !is_known {
                self.targets.push(candidate.target.clone());
            }
        }
        self.patterns.push(Pattern { spelling: group[0].spelling.clone(), first_target });
    }

    /// Returns the matches in `text`, which is folded to ASCII width.
    pub(super) fn scan(&self, text: &str) -> Vec<TableMatch> {
        let mut matches = Vec::new();
        let Some(automaton) = &self.automaton else { return matches };
        let lower = text.to_ascii_lowercase();
        let mut from = 0;
        'resume: while from < lower.len() {
            for found in automaton.leftmost_find_iter(&lower.as_bytes()[from..]) {
                let start = from + found.start();
                let Some(end) = self.accept(text, &lower, start, found.value() as usize, &mut matches) else {
                    from = past_rejected(&lower, start);
                    continue 'resume;
                };
                if end != from + found.end() {
                    from = end;
                    continue 'resume;
                }
            }
            break;
        }
        matches
    }

    /// Adds the matches of the longest spelling at `start` that may stand there, and returns where it ends.
    ///
    /// `longest` is the longest spelling there; a shorter one is only tried where it may not stand.
    fn accept(
        &self,
        text: &str,
        lower: &str,
        start: usize,
        longest: usize,
        matches: &mut Vec<TableMatch>,
    ) -> Option<usize> {
        let bytes = lower.as_bytes();
        if start.checked_sub(1).is_some_and(|before| is_ascii_word(bytes[before]) && is_ascii_word(bytes[start])) {
            return None;
        }
        let mut pattern = longest;
        let mut end = start + self.patterns[pattern].spelling.len();
        loop {
            if is_end_of_name(bytes, end)
                && let Some(end) = self.push_targets(text, lower, start, end, pattern, matches)
            {
                return Some(end);
            }
            (pattern, end) = (start + 1..end).rev().filter(|end| lower.is_char_boundary(*end)).find_map(|end| {
                let spelling = &lower[start..end];
                let found = self.patterns.binary_search_by(|pattern| pattern.spelling.as_str().cmp(spelling));
                found.ok().map(|pattern| (pattern, end))
            })?;
        }
    }

    /// Adds a match for each target of a pattern whose capitals are right; returns where the match ends.
    fn push_targets(
        &self,
        text: &str,
        lower: &str,
        start: usize,
        end: usize,
        pattern: usize,
        matches: &mut Vec<TableMatch>,
    ) -> Option<usize> {
        let first = self.patterns[pattern].first_target;
        let last = self.patterns.get(pattern + 1).map_or(self.targets.len(), |next| next.first_target);
        let mut match_end = None;
        for target in &self.targets[first..last] {
            if target.exact_letters.as_ref().is_some_and(|letters| !has_letters(&text[start..end], letters)) {
                continue;
            }
            let end = match target.target {
                MatchTarget::Alias { .. } | MatchTarget::NotAlias(_) => self.past_suffixes(lower, end),
                MatchTarget::Phrase { .. } | MatchTarget::Term { .. } => end,
            };
            matches.push(TableMatch { range: range(start, end), target: target.target });
            match_end = Some(end);
        }
        match_end
    }

    /// Returns the end of a name with the endings behind it that leave it the same subject.
    fn past_suffixes(&self, lower: &str, mut end: usize) -> usize {
        let bytes = lower.as_bytes();
        while let Some(&joint) = bytes.get(end)
            && matches!(joint, b' ' | b'-' | b'_')
        {
            let rest = &bytes[end + 1..];
            let suffix = self.suffixes.iter().find(|suffix| {
                !(suffix.hyphen_only && joint == b' ')
                    && rest.starts_with(suffix.text.as_bytes())
                    && is_end_of_name(bytes, end + 1 + suffix.text.len())
            });
            let Some(suffix) = suffix else { break };
            end += 1 + suffix.text.len();
        }
        end
    }
}

fn name_candidates<'a>(entities: impl Iterator<Item = (Place, &'a Entity)>) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    let mut hidden = Vec::new();
    for (index, (place, entity)) in (0..).zip(entities) {
        let index = EntityIndex(index);
        for (position, alias) in entity.aliases.iter().enumerate() {
            let target = MatchTarget::Alias { entity: index, is_name: position == 0 };
            let is_exact = entity.is_exact_case && !alias.text.bytes().any(|byte| byte.is_ascii_digit());
            let exact_letters = is_exact.then(|| letters(&alias.text).collect::<String>().into());
            push_spellings(&mut candidates, place.table, alias, &Target { target, exact_letters });
        }
        for alias in &entity.not_aliases {
            let target = Target { target: MatchTarget::NotAlias(index), exact_letters: None };
            push_spellings(&mut hidden, place.table, alias, &target);
        }
    }
    candidates.append(&mut hidden);
    candidates
}

fn push_spellings<'a>(candidates: &mut Vec<Candidate<'a>>, table: usize, alias: &'a Alias, target: &Target) {
    for spelling in spellings(&alias.text) {
        candidates.push(Candidate { spelling, target: target.clone(), origin: Some((table, alias)) });
    }
}

fn phrase_candidates<'a>(attributes: &[Attribute]) -> impl Iterator<Item = Candidate<'a>> {
    let fold = |text: &str| crate::text::Folded::lower(text.trim()).text().to_owned();
    (0..).map(AttributeIndex).zip(attributes).flat_map(move |(index, attribute)| {
        let phrases = attribute
            .phrases
            .iter()
            .map(move |phrase| (fold(&phrase.text), MatchTarget::Phrase { attribute: index, role: phrase.role }));
        let terms = attribute.terms.iter().enumerate().flat_map(move |(position, term)| {
            term.phrases
                .iter()
                .map(move |phrase| (fold(&phrase.text), MatchTarget::Term { attribute: index, term: position }))
        });
        phrases.chain(terms).map(|(spelling, target)| {
            let target = Target { target, exact_letters: None };
            Candidate { spelling, target, origin: None }
        })
    })
}

fn suffixes(tables: &[Arc<ReferenceTable>]) -> Vec<NameSuffix> {
    let mut suffixes: Vec<NameSuffix> = tables.iter().flat_map(|table| table.name_suffixes.iter().cloned()).collect();
    // The longest first, so that `-instruct-hf` is not cut short.
    suffixes.sort_by_key(|suffix| std::cmp::Reverse(suffix.text.len()));
    suffixes
}

/// What a target is of, for telling two names of one entity from names of two.
fn subject_of(target: MatchTarget) -> MatchTarget {
    match target {
        MatchTarget::Alias { entity, .. } => MatchTarget::Alias { entity, is_name: true },
        other => other,
    }
}

/// Notes a spelling that several subjects have, or a subject and an attribute.
fn note_collisions(group: &[Candidate<'_>], tables: &[Arc<ReferenceTable>], problems: &mut TableProblems) {
    let names = || {
        group.iter().filter_map(|candidate| match (candidate.target.target, candidate.origin) {
            (MatchTarget::Alias { entity, .. }, Some(origin)) => Some((entity, origin)),
            _ => None,
        })
    };
    let Some((first_entity, (first_table, first_alias))) = names().next() else { return };
    if let Some((_, (table, alias))) = names().find(|(entity, _)| *entity != first_entity) {
        // The later one of two tables is at fault.
        let (table, alias, first_table, first_alias) = if table < first_table {
            (first_table, first_alias, table, alias)
        } else {
            (table, alias, first_table, first_alias)
        };
        let message = if alias.text == first_alias.text {
            format!("the name `{}` belongs to two subjects", alias.text)
        } else {
            format!("the names `{}` and `{}` belong to two subjects and are read alike", first_alias.text, alias.text)
        };
        let file = (table != first_table).then(|| Arc::clone(&tables[first_table].file));
        let label = Label { range: first_alias.range, message: "the other one".to_owned() };
        let mut diagnostic: Diagnostic = problem(alias.range, message)
            .with_help("leave the name to one of them; a name that means either is no use as evidence");
        diagnostic.related.push(Related { file, label });
        problems.note_once(table, diagnostic);
    }
    let is_phrase = |candidate: &Candidate<'_>| candidate.origin.is_none();
    if group.iter().any(is_phrase) {
        let message = format!("the name `{}` is also a phrase of an attribute", first_alias.text);
        problems.note_once(first_table, problem(first_alias.range, message));
    }
}

/// Returns whether a name may end at `end`: not inside an ASCII word, and not before `.1` where it ends in a digit.
fn is_end_of_name(bytes: &[u8], end: usize) -> bool {
    let (Some(last), Some(next)) = (bytes.get(end - 1), bytes.get(end)) else { return end <= bytes.len() };
    if is_ascii_word(*last) && is_ascii_word(*next) {
        return false;
    }
    let goes_on = last.is_ascii_digit() && *next == b'.' && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    !goes_on
}

/// Returns where to look on after nothing could stand at `start`: behind the ASCII word there, or the character.
fn past_rejected(lower: &str, start: usize) -> usize {
    let bytes = lower.as_bytes();
    if is_ascii_word(bytes[start]) {
        return bytes[start..]
            .iter()
            .position(|byte| !is_ascii_word(*byte))
            .map_or(bytes.len(), |length| start + length);
    }
    lower.ceil_char_boundary(start + 1)
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !matches!(character, ' ' | '-' | '_'))
}

fn has_letters(text: &str, wanted: &str) -> bool {
    letters(text).eq(wanted.chars())
}
