//! Several values of one sentence: paired with several names in order, or the sizes of one family.

use crate::claim::scene::between;
use crate::claim::sentence::Sentence;
use crate::claim::{ClaimValue, Link, Subject, words};
use crate::reference::{EntityIndex, ReferenceTables};
use crate::text::{TextRange, size};

use super::super::View;
use super::super::candidate::Candidate;
use super::name::{Name, Names, fold};
use super::shape::is_size;
use super::tie::sentence_of;
use super::vocabulary::vocabulary;
use super::want::{Tied, Want};

/// Pairs values with names in order where the sentence says so: `X and Y have 7B and 13B parameters respectively`.
pub(super) fn pair_in_order(view: &View<'_>, names: &Names, candidates: &[Candidate], tied: &mut [Option<Tied>]) {
    let mut first = 0;
    while first < candidates.len() {
        let mut last = first + 1;
        while last < candidates.len() && is_list(view, &candidates[last - 1], &candidates[last]) {
            last += 1;
        }
        if 1 < last - first
            && let Some(owners) = owners(view, names, &candidates[first..last])
        {
            for (slot, owner) in tied[first..last].iter_mut().zip(owners) {
                *slot = Some(owner);
            }
        }
        first = last;
    }
}

/// Returns whether two values are neighbours of one list.
fn is_list(view: &View<'_>, left: &Candidate, right: &Candidate) -> bool {
    if left.block != right.block || left.attributes != right.attributes {
        return false;
    }
    let phrase_end = left.phrase.end().max(left.range.end()).min(right.range.start());
    let from = left.range.end();
    let gap = view.document.prose.slice(TextRange::new(from, right.range.start().max(from)));
    let tail = view.document.prose.slice(TextRange::new(phrase_end, right.range.start().max(phrase_end)));
    [gap, tail].iter().any(|gap| words().is_conjunction(gap) || matches!(gap.trim(), "，" | "到" | "to" | "-" | "–"))
}

/// Returns whether two values are the ends of a range: `8B to 70B`.
fn is_range(view: &View<'_>, left: &Candidate, right: &Candidate) -> bool {
    let end = left.range.end();
    let gap = view.document.prose.slice(TextRange::new(end, right.range.start().max(end)));
    ["to", "到", "至", "-", "–", "~"].iter().any(|mark| gap.trim().ends_with(mark))
}

/// Returns as many names as there are values, where the sentence pairs them.
fn owners(view: &View<'_>, names: &Names, list: &[Candidate]) -> Option<Vec<Tied>> {
    let sentences = view.sentences.get(list[0].block)?;
    let index = sentence_of(sentences, list[0].range);
    let sentence = sentences.get(index)?;
    let text = view.document.prose.slice(sentence.range);
    let text = &text[..text.floor_char_boundary(2000)];
    let lower = text.to_ascii_lowercase();
    vocabulary().respectively.iter().find(|word| lower.contains(word.as_str()))?;
    let is_date = matches!(list[0].value, ClaimValue::Date { .. });
    let want = if is_date { Want::Dated } else { Want::Thing };
    let before = |sentence: &Sentence| {
        let end = sentence.range.end().min(list[0].range.start()).max(sentence.range.start());
        // 甲输入1元；乙分别为2元和3元: a semicolon ends what was said of others.
        let lead = view.document.prose.slice(TextRange::new(sentence.range.start(), end));
        let apart = lead.char_indices().rfind(|(_, c)| matches!(c, '；' | ';')).map_or(0, |(at, c)| at + c.len_utf8());
        distinct(view, names, TextRange::new(sentence.range.start() + size(apart), end), want)
    };
    let here = before(sentence);
    if here.len() == list.len() {
        return Some(here);
    }
    let end = list.last().map_or(sentence.range.end(), |last| last.range.end()).min(sentence.range.end());
    let behind = distinct(view, names, TextRange::new(end, sentence.range.end()), want);
    if behind.len() == list.len() {
        return Some(behind);
    }
    let earlier = before(&sentences[index.checked_sub(1)?]);
    (here.is_empty() && earlier.len() == list.len()).then_some(earlier)
}

/// Returns the different things that a stretch names, in order.
fn distinct(view: &View<'_>, names: &Names, window: TextRange, want: Want) -> Vec<Tied> {
    let mut found: Vec<Tied> = Vec::new();
    for name in names.within(window).iter().filter(|name| want.rank(name) == Some(0) && !name.is_guarded) {
        let text = |range| view.document.prose.slice(range);
        if found.iter().all(|other| text(other.range) != text(name.range)) {
            found.push(Tied { range: name.range, link: Link::Adjacent });
        }
        if 12 < found.len() {
            break;
        }
    }
    found
}

/// Gives every value its subject: the entity of a table, or the name; a list of sizes gives each its member of the family.
pub(super) fn named(view: &View<'_>, names: &Names, candidates: &[Candidate], tied: &[Option<Tied>]) -> Vec<Subject> {
    let subject = |index: usize| -> Subject {
        let Some(owner) = tied[index] else { return Subject::Unknown };
        let name = names.within(owner.range).iter().find(|name| name.range == owner.range);
        let text = plain(view.document.prose.slice(owner.range));
        if let Some(member) = member_named(view, &candidates[index], owner.range) {
            return Subject::Named { name: member, range: owner.range, link: owner.link };
        }
        if let Some(size) = member_size(view, candidates, tied, index, &text) {
            return Subject::Named { name: format!("{text} {size}"), range: owner.range, link: owner.link };
        }
        match name.and_then(|name: &Name| name.entity).filter(|entity| is_called(view.tables, *entity, &text)) {
            Some(entity) => Subject::Known { entity, range: owner.range, link: owner.link },
            None => Subject::Named { name: text, range: owner.range, link: owner.link },
        }
    };
    (0..candidates.len()).map(subject).collect()
}

/// Returns the name of the member of a family that stands alone before a value in brackets, beside a member with its whole
/// name: the Small of `Tern 3 Medium (14B) and Small (7B)`.
fn member_named(view: &View<'_>, candidate: &Candidate, owner: TextRange) -> Option<String> {
    let prose = view.document.prose.text();
    let distance = usize::from(candidate.range.start()).saturating_sub(owner.end().into());
    if !(1..=80).contains(&distance) {
        return None;
    }
    let gap = &prose[usize::from(owner.end())..usize::from(candidate.range.start())];
    let lead = gap.trim_end_matches([' ', '*']).strip_suffix(['(', '（'])?.trim_end_matches([' ', '*', '\n']);
    let length = lead.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    let (before, word) = lead.split_at(lead.len() - length);
    let words = vocabulary();
    let is_member = |word: &str| words.continues.contains(&word.to_ascii_lowercase());
    let joint = before.trim_end_matches([' ', '*']).rsplit([')', '）']).next().unwrap_or_default();
    let is_listed = joint.is_empty() && before.len() < 48 && before.contains([')', '）'])
        || crate::claim::words().is_conjunction(joint)
        || matches!(joint.trim(), "," | "、");
    let name = &prose[owner];
    let (family, last) = name.rsplit_once([' ', '-'])?;
    (is_member(word) && is_member(last) && word.starts_with(|first: char| first.is_ascii_uppercase()) && is_listed)
        .then(|| format!("{} {word}", plain(family)))
}

/// Returns whether an entity is what the text calls so; an umbrella over many and a deal between two are not.
pub(crate) fn is_called(tables: &ReferenceTables, entity: EntityIndex, text: &str) -> bool {
    let entity = tables.entity(entity);
    let is_umbrella = matches!(entity.kind.as_deref(), Some("series" | "deal" | "event"));
    let digits = |name: &str| -> String { name.chars().filter(char::is_ascii_digit).collect() };
    // A table may list what it has no facts of among the names of what is near.
    let (called, canonical) = (digits(text), digits(&entity.name));
    let is_other = !called.starts_with(canonical.as_str()) && !canonical.starts_with(called.as_str());
    let is_alike = !text.is_ascii() || !entity.name.is_ascii() || shares_parts(text, &entity.name);
    (!is_umbrella && !is_other && is_alike) || fold(&entity.name) == fold(text)
}

/// Returns whether all parts of one name, words and numbers, are parts of the other: `Qwen-2.5-7B-it` and `Qwen2.5 7B`, but
/// not `Devstral 2` and `Mistral Large`.
fn shares_parts(one: &str, other: &str) -> bool {
    let (one, other) = (parts(one), parts(other));
    let is_within = |few: &[String], many: &[String]| few.iter().all(|part| many.contains(part));
    is_within(&one, &other) || is_within(&other, &one)
}

/// Returns the words and the numbers of a name, in lower case.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut before = ' ';
    for character in name.chars().flat_map(char::to_lowercase) {
        let is_number = |character: char| character.is_ascii_digit() || character == '.';
        if character.is_alphanumeric() || character == '.' {
            match parts.last_mut() {
                Some(part)
                    if before.is_alphanumeric() && is_number(before) == is_number(character) || before == '.' =>
                {
                    part.push(character);
                }
                _ => parts.push(character.to_string()),
            }
        }
        before = character;
    }
    parts
}

/// Returns the size that makes a family's name that of its member, where the text lists several or speaks of one of them.
fn member_size<'a>(
    view: &View<'a>,
    candidates: &[Candidate],
    tied: &[Option<Tied>],
    index: usize,
    name: &str,
) -> Option<&'a str> {
    let candidate = &candidates[index];
    let owner = tied[index]?;
    let is_parameters =
        candidate.attributes.iter().any(|attribute| &*view.tables.attribute(*attribute).key == "parameters");
    let size = view.document.prose.slice(candidate.range).trim();
    let has_size = name.split([' ', '-', '_']).any(is_size);
    if !is_parameters || has_size || !is_size(size) {
        return None;
    }
    let neighbours = [index.checked_sub(1), Some(index + 1)];
    let is_listed = neighbours.into_iter().flatten().any(|other| {
        let is_same = tied.get(other).copied().flatten().is_some_and(|tied| tied.range == owner.range);
        let (left, right) = (candidates.get(other.min(index)), candidates.get(other.max(index)));
        is_same
            && left.zip(right).is_some_and(|(left, right)| is_list(view, left, right) && !is_range(view, left, right))
    });
    let before = view.document.prose.slice(between(owner.range, candidate.phrase));
    let is_definite = before.len() < 400 && before.trim_end_matches([' ', '*']).ends_with("the");
    (is_listed || is_definite).then_some(size)
}

/// Returns a name on one line.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}
