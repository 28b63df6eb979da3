//! Finds names and phrases of tables in a text, all in one pass.
//!
//! Phrases and the first parts of names are found by [`Heads`]; from there a trie of parts reads on. So a name costs one
//! path however many ways it is spelled in, and building all of it costs little at start-up.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick, is_nfd_quick};

use crate::diagnostic::Diagnostic;
use crate::text::eight::{first_eight, has_byte, mask};
use crate::text::{TextRange, is_ascii_word, range};

use super::heads::{Head, Heads};
use super::name_parts::{Joint, NameParts};
use super::reader::problem;
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

/// Everything that can be found.
pub(super) struct Matcher {
    heads: Heads,
    nodes: Vec<Node>,
    // Those of one node stand together.
    children: Vec<Child>,
    // The first byte of the text of each child: most are turned down by it.
    first_bytes: Vec<u8>,
    suffixes: Vec<NameSuffix>,
}

/// The most bytes that a joint of a name takes.
const MAXIMUM_JOINT: usize = 4;

/// A place in the trie, reached by reading the parts above it.
#[derive(Default)]
struct Node {
    children: Range<usize>,
    targets: Vec<Target>,
}

struct Child {
    joint: Joint,
    text: String,
    node: usize,
}

#[derive(Clone)]
struct Target {
    target: MatchTarget,
    // The letters of the name, where they must be written with these very capitals.
    exact_letters: Option<Arc<str>>,
}

/// A name or phrase on its way into the trie.
struct Candidate<'a> {
    parts: NameParts,
    target: Target,
    // Where it comes from; `None` for phrases.
    origin: Option<(usize, &'a Alias)>,
}

impl Candidate<'_> {
    fn table(&self) -> Option<usize> {
        self.origin.map(|(table, _)| table)
    }
}

/// Returns the last table that has a spelling as a name of a subject.
fn last_table(group: &[Candidate<'_>]) -> Option<usize> {
    let names = group.iter().filter(|candidate| matches!(candidate.target.target, MatchTarget::Alias { .. }));
    names.filter_map(Candidate::table).max()
}

impl std::fmt::Debug for Matcher {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Matcher({} nodes)", self.nodes.len())
    }
}

impl Matcher {
    /// Builds the trie; notes each name that belongs to two subjects of one table. A name that subjects of two tables
    /// have is the later table's: whoever adds a table means their own subjects, and a new edition of the tables that
    /// ship must not break it.
    pub(super) fn new<'a>(
        entities: impl Iterator<Item = (Place, &'a Entity)>,
        attributes: &[Attribute],
        tables: &[Arc<ReferenceTable>],
        problems: &mut TableProblems,
    ) -> Self {
        let mut candidates = name_candidates(entities);
        candidates.extend(phrase_candidates(attributes));
        // The sort is stable: names stay before what is not a name, and earlier tables before later.
        candidates.sort_by_cached_key(|candidate| candidate.parts.first_bytes());
        for same in candidates.chunk_by_mut(|one, two| one.parts.first_bytes() == two.parts.first_bytes()) {
            same.sort_by(|one, two| one.parts.cmp(&two.parts));
        }
        let mut heads: Vec<Head> = Vec::new();
        let mut nodes: Vec<Node> = Vec::new();
        // Each with the node above it.
        let mut below: Vec<(usize, Child)> = Vec::new();
        // The nodes from a head down to the name added last.
        let mut path: Vec<usize> = Vec::new();
        let mut previous: Option<&NameParts> = None;
        for group in candidates.chunk_by(|one, two| one.parts == two.parts) {
            note_collisions(group, problems);
            let parts = &group[0].parts;
            path.truncate(previous.map_or(0, |previous| previous.shared_count(parts)));
            for (joint, text) in parts.iter().skip(path.len()) {
                let node = nodes.len();
                let text = text.to_owned();
                match path.last() {
                    None => heads.push(Head { text, node, goes_on_in_word: false }),
                    Some(above) => below.push((*above, Child { joint, text, node })),
                }
                nodes.push(Node::default());
                path.push(node);
            }
            if let Some(node) = path.last() {
                nodes[*node].targets = targets_of(group);
            }
            previous = Some(parts);
        }
        // The sort is stable: children of one node stay in their order.
        below.sort_by_key(|(above, _)| *above);
        for (place, (above, _)) in below.iter().enumerate() {
            let children = &mut nodes[*above].children;
            let start = if children.start == children.end { place } else { children.start };
            *children = start..place + 1;
        }
        let children: Vec<Child> = below.into_iter().map(|(_, child)| child).collect();
        for head in &mut heads {
            let below = &children[nodes[head.node].children.clone()];
            head.goes_on_in_word = below.iter().any(|child| child.joint.may_be_in_word());
        }
        let first_bytes = children.iter().map(|child| child.text.bytes().next().unwrap_or(0)).collect();
        Self { heads: Heads::new(heads), nodes, children, first_bytes, suffixes: suffixes(tables) }
    }

    /// Returns the matches in `text`, which is folded to ASCII width.
    pub(super) fn scan(&self, text: &str) -> Vec<TableMatch> {
        let lower = text.to_ascii_lowercase();
        let mut matches = Vec::new();
        self.heads.scan(&lower, |start, head| {
            let spot = Spot { text, lower: &lower, start };
            let (node, end) = self.longest_below(&spot, head.node, start + head.text.len())?;
            Some(self.push_targets(&spot, node, end, &mut matches))
        });
        matches
    }

    /// Returns the node of the longest name or phrase that goes on from `node` at `end` and may stand there, and its end.
    fn longest_below(&self, spot: &Spot<'_>, node: usize, end: usize) -> Option<(usize, usize)> {
        let rest = &spot.lower.as_bytes()[end..];
        let mut longest: Option<(usize, usize)> = None;
        // A joint takes four bytes at the most: a child whose text begins with none of the next five is not here.
        let near = first_eight(rest, 0) & mask(MAXIMUM_JOINT + 1);
        let below = self.nodes[node].children.clone();
        let is_near = |place: &usize| has_byte(near, self.first_bytes[*place]);
        for child in below.filter(is_near).map(|place| &self.children[place]) {
            for length in child.joint.lengths(rest) {
                if !rest[length..].starts_with(child.text.as_bytes()) {
                    continue;
                }
                let found = self.longest_below(spot, child.node, end + length + child.text.len());
                if let Some((node, found_end)) = found
                    && longest.is_none_or(|(_, longest_end)| longest_end < found_end)
                {
                    longest = Some((node, found_end));
                }
            }
        }
        longest.or_else(|| {
            let may_stand =
                is_end_of_name(spot.lower.as_bytes(), end) && self.targets_at(spot, node, end).next().is_some();
            may_stand.then_some((node, end))
        })
    }

    /// Returns the targets of a node whose capitals are right.
    fn targets_at(&self, spot: &Spot<'_>, node: usize, end: usize) -> impl Iterator<Item = &Target> {
        let written = &spot.text[spot.start..end];
        self.nodes[node]
            .targets
            .iter()
            .filter(move |target| target.exact_letters.as_ref().is_none_or(|wanted| is_in_case(written, wanted)))
    }

    /// Adds a match for each target of a node; returns where the match ends.
    fn push_targets(&self, spot: &Spot<'_>, node: usize, end: usize, matches: &mut Vec<TableMatch>) -> usize {
        let is_name = |target: &Target| matches!(target.target, MatchTarget::Alias { .. } | MatchTarget::NotAlias(_));
        let is_named = self.targets_at(spot, node, end).any(is_name);
        let match_end = if is_named { self.past_suffixes(spot.lower, end) } else { end };
        let range = range(spot.start, match_end);
        matches.extend(self.targets_at(spot, node, end).map(|target| TableMatch { range, target: target.target }));
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
                rest.first() == suffix.text.as_bytes().first()
                    && !(suffix.hyphen_only && joint == b' ')
                    && rest.starts_with(suffix.text.as_bytes())
                    && is_end_of_name(bytes, end + 1 + suffix.text.len())
            });
            let Some(suffix) = suffix else { break };
            end += 1 + suffix.text.len();
        }
        end
    }
}

/// Where a name or phrase is being read.
struct Spot<'a> {
    // The text as written, and in lower case: of the same length, since only ASCII letters change.
    text: &'a str,
    lower: &'a str,
    start: usize,
}

fn name_candidates<'a>(entities: impl Iterator<Item = (Place, &'a Entity)>) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::new();
    let mut hidden = Vec::new();
    for (index, (place, entity)) in (0..).zip(entities) {
        let index = EntityIndex(index);
        for (position, alias) in entity.aliases.iter().enumerate() {
            let target = MatchTarget::Alias { entity: index, is_name: position == 0 };
            let exact_letters = entity.is_exact_case.then(|| letters(&alias.text).collect::<String>().into());
            let origin = Some((place.table, alias));
            let target = Target { target, exact_letters };
            for text in other_forms(&alias.text) {
                candidates.push(Candidate { parts: NameParts::new(&text), target: target.clone(), origin });
            }
            candidates.push(Candidate { parts: NameParts::new(&alias.text), target, origin });
        }
        for alias in &entity.not_aliases {
            let target = Target { target: MatchTarget::NotAlias(index), exact_letters: None };
            hidden.push(Candidate { parts: NameParts::new(&alias.text), target, origin: Some((place.table, alias)) });
        }
    }
    candidates.append(&mut hidden);
    candidates
}

/// Returns how else the characters of a name may be stored: `é` as one character or as `e` with an accent behind it
/// (Unicode Standard Annex 15). Names of files and what is copied from them come in the second form.
fn other_forms(name: &str) -> Vec<String> {
    if name.is_ascii()
        || (is_nfd_quick(name.chars()) == IsNormalized::Yes && is_nfc_quick(name.chars()) == IsNormalized::Yes)
    {
        return Vec::new();
    }
    let mut forms: Vec<String> = vec![name.nfc().collect(), name.nfd().collect()];
    forms.retain(|form| form != name);
    forms
}

/// Returns the phrases. A space in one may be a hyphen: `parameter-efficient`.
fn phrase_candidates<'a>(attributes: &[Attribute]) -> impl Iterator<Item = Candidate<'a>> {
    (0..).map(AttributeIndex).zip(attributes).flat_map(move |(index, attribute)| {
        let phrases = attribute
            .phrases
            .iter()
            .map(move |phrase| (&phrase.text, MatchTarget::Phrase { attribute: index, role: phrase.role }));
        let terms = attribute.terms.iter().enumerate().flat_map(move |(position, term)| {
            term.phrases
                .iter()
                .map(move |phrase| (&phrase.text, MatchTarget::Term { attribute: index, term: position }))
        });
        phrases.chain(terms).map(|(text, target)| {
            let target = Target { target, exact_letters: None };
            Candidate { parts: NameParts::new(text), target, origin: None }
        })
    })
}

fn suffixes(tables: &[Arc<ReferenceTable>]) -> Vec<NameSuffix> {
    let mut suffixes: Vec<NameSuffix> = tables.iter().flat_map(|table| table.name_suffixes.iter().cloned()).collect();
    // The longest first, so that `-instruct-hf` is not cut short.
    suffixes.sort_by_key(|suffix| std::cmp::Reverse(suffix.text.len()));
    suffixes
}

/// Returns what a spelling means: each subject of the last table that has it as a name, once, and what is not a name only
/// where no subject has it.
fn targets_of(group: &[Candidate<'_>]) -> Vec<Target> {
    let last_table = last_table(group);
    let mut targets: Vec<Target> = Vec::with_capacity(group.len());
    for candidate in group {
        let is_hidden = match candidate.target.target {
            MatchTarget::NotAlias(_) => last_table.is_some(),
            MatchTarget::Alias { .. } => candidate.table() != last_table,
            MatchTarget::Phrase { .. } | MatchTarget::Term { .. } => false,
        };
        let is_known = targets.iter().any(|known| subject_of(known.target) == subject_of(candidate.target.target));
        if !is_hidden && !is_known {
            targets.push(candidate.target.clone());
        }
    }
    targets
}

/// What a target is of, for telling two names of one entity from names of two.
fn subject_of(target: MatchTarget) -> MatchTarget {
    match target {
        MatchTarget::Alias { entity, .. } => MatchTarget::Alias { entity, is_name: true },
        other => other,
    }
}

/// Notes a name that several subjects of one table have, or a subject and an attribute.
fn note_collisions(group: &[Candidate<'_>], problems: &mut TableProblems) {
    if group.len() < 2 {
        return;
    }
    let names = || {
        group.iter().filter_map(|candidate| match (candidate.target.target, candidate.origin) {
            (MatchTarget::Alias { entity, .. }, Some((table, alias))) => Some((entity, table, alias)),
            _ => None,
        })
    };
    let Some((_, first_table, first_alias)) = names().next() else { return };
    // Candidates stand in the order of tables.
    for ((one, one_table, one_alias), (other, table, alias)) in names().zip(names().skip(1)) {
        if one == other || one_table != table {
            continue;
        }
        let message = if alias.text == one_alias.text {
            message!("the name `{name}` belongs to two subjects", name = alias.text)
        } else {
            message!(
                "the names `{name}` and `{other}` belong to two subjects and are read alike",
                name = one_alias.text,
                other = alias.text
            )
        };
        let diagnostic: Diagnostic = problem(alias.range, message)
            .with_related(one_alias.range, "the other one")
            .with_help("leave the name to one of them; a name that means either is no use as evidence");
        problems.note_once(table, diagnostic);
    }
    if group.iter().any(|candidate| candidate.origin.is_none()) {
        let message = message!("the name `{name}` is also a phrase of an attribute", name = first_alias.text);
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

/// Returns whether a name is written with the capitals that it must have.
///
/// With a digit it may also be an identifier in any case, which has no spaces: `bloom-176b`, `go1.22`; but `go 1.22` and
/// `react 18` are words and a number.
fn is_in_case(written: &str, wanted: &str) -> bool {
    let is_identifier = wanted.bytes().any(|byte| byte.is_ascii_digit()) && !written.contains([' ', '\n', '\u{A0}']);
    is_identifier || has_letters(written, wanted)
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|character| !matches!(character, ' ' | '-' | '_' | '\n' | '\u{A0}' | '\u{2011}'))
}

fn has_letters(text: &str, wanted: &str) -> bool {
    letters(text).eq(wanted.chars())
}
