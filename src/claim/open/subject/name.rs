//! Every name of a document, and what kind of subject it can be.

use crate::claim::scene::inside;
use crate::document::{Block, BlockKind};
use crate::reference::{Dimension, EntityIndex, MatchTarget};
use crate::text::{TextRange, is_cjk};

use super::super::View;
use super::super::candidate::Candidate;
use super::chinese::chinese_names;
use super::class::{Class, has_value, settle_classes};
use super::guard::{is_backer, is_guarded, is_oblique, is_possession};
use super::shape::{Found, Shape, latin_names, lower_case_words};
use super::vocabulary::vocabulary;

/// A name in the prose, of the tables or not.
#[derive(Clone, Debug)]
pub(super) struct Name {
    pub(super) range: TextRange,
    /// Whose name it is, where a table knows.
    pub(super) entity: Option<EntityIndex>,
    pub(super) class: Class,
    /// Stands behind a word of comparison or origin: no subject, unless the value is right behind it.
    pub(super) is_guarded: bool,
    /// Stands behind a preposition: `on`, `via`, 在.
    pub(super) is_oblique: bool,
    /// Only says whose the name behind it is: `OpenAI's GPT-3`, 云雀系列的首个模型云雀2.
    pub(super) is_possessor: bool,
}

/// The names of a document, in order.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) names: Vec<Name>,
}

impl Names {
    /// Reads the names of a document; nothing that touches a candidate's value is part of one.
    pub(super) fn read(view: &View<'_>, candidates: &[Candidate]) -> Self {
        let prose = view.document.prose.text();
        let mut ranges = ranges(view, candidates);
        ranges.sort_by_key(|item| (item.range.start(), std::cmp::Reverse(item.range.end())));
        let mut names: Vec<Name> = Vec::with_capacity(ranges.len());
        for item in ranges {
            if names.last().is_none_or(|last| last.range.end() <= item.range.start()) {
                names.push(Name {
                    range: item.range,
                    entity: item.entity,
                    class: Class::Other,
                    is_guarded: false,
                    is_oblique: false,
                    is_possessor: false,
                });
            }
        }
        settle_classes(view, &values_of_things(view, candidates), &mut names);
        for index in 0..names.len() {
            let before = &prose[..usize::from(names[index].range.start())];
            let previous = index.checked_sub(1).map(|index| &names[index]);
            let is_listed = previous.is_some_and(|previous| {
                let gap = &prose[usize::from(previous.range.end())..usize::from(names[index].range.start())];
                gap.len() < 16 && (crate::claim::words().is_conjunction(gap) || matches!(gap.trim(), "," | "、" | "/"))
            });
            let is_backer = names[index].class != Class::Thing && is_backer(prose, names[index].range);
            let (guarded, oblique) = match previous {
                _ if is_backer => (true, true),
                Some(previous) if is_listed && previous.is_guarded => (true, previous.is_oblique),
                _ => (is_guarded(view, &names, index), is_oblique(before)),
            };
            names[index].is_guarded = guarded;
            names[index].is_oblique = oblique;
            names[index].is_possessor = names.get(index + 1).is_some_and(|next| {
                let gap = TextRange::new(names[index].range.end(), next.range.start());
                // `Gull/Gull-3-7B` is a place to load from.
                let has_digit = |name: &Name| prose[name.range].bytes().any(|byte| byte.is_ascii_digit());
                let is_path = prose[gap] == *"/" && has_digit(next) && !has_digit(&names[index]);
                is_path || is_possession(&prose[gap])
            });
        }
        Self { names }
    }

    /// Returns the names in a stretch of the prose.
    pub(super) fn within(&self, window: TextRange) -> &[Name] {
        inside(&self.names, window, |name| name.range)
    }
}

/// Names that are looked for again in the whole text, at the most, and their bytes.
const MOST_RECURRING: usize = 48;
const RECURRING: std::ops::RangeInclusive<usize> = 6..=30;

/// Cuts what stands before a name off where the name stands alone elsewhere (使用海燕-Max beside 海燕-Max), and adds the
/// other places of every name: what a text calls “海燕” once is 海燕 wherever it stands.
fn settle_recurring(prose: &str, chinese: &mut Vec<TextRange>) {
    let known: rustc_hash::FxHashSet<&str> = chinese.iter().map(|range| &prose[*range]).collect();
    for range in chinese.iter_mut() {
        let text = &prose[*range];
        let tails = text.char_indices().skip(1).map(|(at, _)| at);
        if let Some(at) = tails.filter(|at| text[*at..].starts_with(is_cjk)).find(|at| known.contains(&text[*at..])) {
            *range = TextRange::new(range.start() + crate::text::size(at), range.end());
        }
    }
    let mut names: Vec<&str> = chinese.iter().map(|range| &prose[*range]).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| RECURRING.contains(&name.len()) && name.starts_with(is_cjk));
    names.truncate(MOST_RECURRING);
    for name in names {
        for at in memchr::memmem::find_iter(prose.as_bytes(), name.as_bytes()) {
            let after = &prose[at + name.len()..];
            let goes_on = after.starts_with(|next: char| next.is_ascii_alphanumeric());
            // 海燕资本 is somebody else.
            if !goes_on && vocabulary().organisation_ends.stem_prefix(after).is_none() {
                chinese.push(crate::text::range(at, at + name.len()));
            }
        }
    }
}

/// Returns the phrases of the values that only things have, in order: sizes, windows, tokens.
fn values_of_things(view: &View<'_>, candidates: &[Candidate]) -> Vec<TextRange> {
    let is_count = |candidate: &&Candidate| {
        let mut attributes = candidate.attributes.iter().map(|attribute| view.tables.attribute(*attribute));
        attributes.all(|attribute| attribute.dimension == Dimension::Count)
    };
    let mut values: Vec<TextRange> =
        candidates.iter().filter(is_count).map(|candidate| candidate.phrase.cover(candidate.range)).collect();
    values.sort_by_key(|range| range.start());
    values
}

struct Item {
    range: TextRange,
    entity: Option<EntityIndex>,
}

/// Returns the ranges of names of the tables, and of the rest those that touch none.
fn ranges(view: &View<'_>, candidates: &[Candidate]) -> Vec<Item> {
    let prose = view.document.prose.text();
    let lower = lower_case_words(prose);
    let mut blockers: Vec<TextRange> = candidates.iter().map(|candidate| candidate.range).collect();
    blockers.extend(view.analysis.dates.iter().map(|date| date.expression.range));
    blockers.sort_by_key(|range| range.start());
    let mentions = &view.analysis.mentions;
    let touches_value = |range: TextRange| {
        let first = blockers.partition_point(|blocker| blocker.end() <= range.start());
        blockers.get(first).is_some_and(|blocker| blocker.start() < range.end())
    };
    let mentions = || mentions.iter().filter(|mention| !touches_value(mention.range));
    let known = mentions().filter(|mention| mention.entity.is_some());
    let mut items: Vec<Item> = known.map(|mention| Item { range: mention.range, entity: mention.entity }).collect();
    let known: Vec<TextRange> = items.iter().map(|item| item.range).collect();
    let overlaps = |range: TextRange| {
        let first = known.partition_point(|known| known.end() <= range.start());
        known.get(first).is_some_and(|known| known.start() < range.end())
    };
    let mut found: Vec<Found> = Vec::new();
    let mut chinese: Vec<TextRange> = Vec::new();
    let mut likely: Vec<TextRange> = Vec::new();
    for block in &view.document.blocks {
        let first = blockers.partition_point(|blocker| blocker.end() <= block.range.start());
        let text = view.document.block_text(block);
        let has_titles = matches!(block.kind, BlockKind::Heading(_) | BlockKind::FrontMatter { .. })
            && text.is_ascii()
            && is_title_case(text);
        latin_names(prose, block.range, &blockers[first..], &lower, has_titles, &mut found);
        if !text.is_ascii() {
            chinese_names(prose, block.range, &mut chinese, &mut likely);
        }
    }
    keep_initials_seen_elsewhere(prose, &values_of_things(view, candidates), &mut found);
    settle_recurring(prose, &mut chinese);
    chinese.append(&mut likely);
    let open = found.iter().filter(|found| found.shape != Shape::Part).map(|found| found.range);
    let chinese = chinese.into_iter().filter(|range| !touches_value(*range));
    let chinese = chinese.map(|range| with_latin_tail(prose, range, touches_value).unwrap_or(range));
    for item in &mut items {
        if let Some(range) = with_latin_tail(prose, item.range, touches_value) {
            *item = Item { range, entity: exact_entity(view, range) };
        }
    }
    let heads = view.document.blocks.iter().filter_map(|block| item_head(view, block));
    let unknown = mentions().filter(|mention| mention.entity.is_none()).map(|mention| mention.range);
    for range in open.chain(chinese).chain(heads).filter(|range| !overlaps(*range)) {
        items.push(Item { range, entity: exact_entity(view, range) });
    }
    // What looks like a name of the tables and is another's, where the shape does not tell how far it goes.
    let mut found: Vec<TextRange> = items.iter().map(|item| item.range).collect();
    found.sort_by_key(|range| range.start());
    for range in unknown.filter(|range| {
        let text = &prose[*range];
        !text.rsplit_once('-').is_some_and(|(_, tail)| vocabulary().tails.contains(tail))
    }) {
        let first = found.partition_point(|found| found.end() <= range.start());
        if found.get(first).is_none_or(|found| range.end() <= found.start()) {
            items.push(Item { range, entity: None });
        }
    }
    items
}

/// Returns the entity whose name a stretch of the prose is, where a longer reading of it hid that.
fn exact_entity(view: &View<'_>, range: TextRange) -> Option<EntityIndex> {
    let text = view.document.prose.slice(range);
    view.tables.scan(text).iter().find_map(|found| match found.target {
        MatchTarget::Alias { entity, .. } if usize::from(found.range.len()) == text.len() => Some(entity),
        _ => None,
    })
}

/// Returns a Chinese name with the Latin words or the version that go on with it: 云雀Pro 32k, 海燕2.5, 海燕大模型Lite.
fn with_latin_tail(prose: &str, range: TextRange, touches_value: impl Fn(TextRange) -> bool) -> Option<TextRange> {
    if !prose[range].ends_with(is_cjk) {
        return None;
    }
    let words = vocabulary();
    let end = usize::from(range.end());
    let after = &prose[end..];
    let after = &after[..after.floor_char_boundary(64)];
    let mut rest = after;
    while let Some(length) = rest.chars().next().filter(|first| is_cjk(*first)).and_then(|_| {
        let generic = words.kinds.stem_prefix(rest);
        generic.max(words.things.prefix(rest))
    }) {
        rest = &rest[length..];
    }
    let mut length = 0;
    loop {
        let tail = rest[length..].trim_start_matches([' ', '-']);
        let skipped = rest.len() - length - tail.len();
        if length == 0 && 0 < skipped && !tail.starts_with(|first: char| first.is_ascii_uppercase()) {
            break;
        }
        let word_length = tail.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(tail.len());
        let word = tail[..word_length].trim_end_matches('.');
        let is_version = length == 0
            && word.contains('.')
            && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && !tail[word.len()..]
                .trim_start()
                .starts_with(['%', '亿', '万', '倍', '元', '个', '分', '美', '折', '秒']);
        let goes_on = words.continues.contains(&word.to_ascii_lowercase())
            || is_version
            || 0 < length && super::shape::is_size(word);
        if !goes_on || word.is_empty() {
            break;
        }
        length += skipped + word.len();
    }
    let wide = crate::text::range(usize::from(range.start()), end + (after.len() - rest.len()) + length);
    (0 < length && !touches_value(wide)).then_some(wide)
}

/// Returns the single word in lower case that an item of a list is about: `- starling - 7b, trained on 2T tokens`.
fn item_head(view: &View<'_>, block: &Block) -> Option<TextRange> {
    let BlockKind::Paragraph { list_depth: 1.., .. } = block.kind else { return None };
    let text = view.document.block_text(block);
    let length = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '.').unwrap_or(text.len());
    let (word, rest) = text.split_at(length);
    let is_head = [" - ", ": ", " – ", " — "].iter().any(|mark| rest.starts_with(mark));
    let is_name = (4..=24).contains(&length)
        && word.starts_with(|first: char| first.is_ascii_lowercase())
        && !vocabulary().common.contains(word);
    (is_head && is_name).then(|| TextRange::at(block.range.start(), crate::text::size(length)))
}

/// Returns whether most words of a line are capitalised.
fn is_title_case(text: &str) -> bool {
    let words = text.split(' ').filter(|word| 3 < word.len());
    let (capitals, all) = words.fold((0, 0), |(capitals, all), word| {
        (capitals + usize::from(word.starts_with(|first: char| !first.is_ascii_lowercase())), all + 1)
    });
    all < 2 * capitals && 2 < all
}

/// Drops capitalised words at the start of sentences that are never capitalised anywhere else.
fn keep_initials_seen_elsewhere(prose: &str, values: &[TextRange], found: &mut Vec<Found>) {
    let mut seen: rustc_hash::FxHashSet<&str> = rustc_hash::FxHashSet::default();
    for item in found.iter().filter(|item| item.shape != Shape::Initial) {
        let text = &prose[item.range];
        seen.insert(text);
        seen.extend(text.split(' ').next());
    }
    found.retain(|item| {
        item.shape != Shape::Initial || {
            let text = &prose[item.range];
            let after = &prose[usize::from(item.range.end())..];
            seen.contains(text)
                || text.split(' ').next().is_some_and(|first| seen.contains(first))
                || vocabulary().acts.prefix(after.trim_start()).is_some()
                || vocabulary().things.prefix(after.trim_start()).is_some()
                || after.starts_with(['’', '\''])
                || has_value(prose, item.range, None, values)
                || after.trim_start_matches([' ', '*']).starts_with(is_cjk)
        }
    });
}

/// Returns a name as it is compared with others: letters and digits in lower case.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
