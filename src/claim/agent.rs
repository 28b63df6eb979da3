//! Who does what the verb of an event tells, and whether that is the maker of what it is told of.
//!
//! Others bring out what they did not make: clouds and distributions `release` a version of Python on a day of their own,
//! sellers of cards a GPU, phone makers a version of Android.

use crate::text::{TextRange, size};

use super::Mention;
use super::scene::{Scene, inside};
use super::words::words;

/// Kinds of subjects that others than their makers bring out too, under the same name.
const PASSED_ON: [&str; 5] = ["release", "accelerator", "chip", "graphics-card", "system"];

/// Characters that end a name, or stand before one.
const ENDS: [char; 12] = ['于', '在', '的', '将', '已', '也', '又', '并', '和', '与', '就', '由'];

/// Bytes that are looked at for names of whoever does it.
const MAX_STRETCH: u32 = 160;

/// Returns whether an event may be the subject's own: nobody is named who does it, or its maker is.
pub(super) fn is_its_own(scene: &Scene<'_>, clause: TextRange, verb: TextRange, name: &Mention) -> bool {
    let first = verb.start().min(name.range.start());
    let head = TextRange::new(clause.start().min(first), first);
    if MAX_STRETCH < u32::from(head.len()) {
        return false;
    }
    let mut agents = names(scene, head);
    let last = verb.end().max(name.range.end());
    let tail = TextRange::new(last, clause.end().max(last));
    if let Some(at) = scene.text(tail).find("by ").filter(|_| u32::from(tail.len()) <= MAX_STRETCH) {
        agents.extend(names(scene, TextRange::new(last + size(at), tail.end())));
    }
    if agents.iter().any(|agent| words().is_platform(agent)) {
        return false;
    }
    let kind = name.entity.and_then(|entity| scene.tables.entity(entity).kind.as_deref());
    let is_passed_on = kind.is_some_and(|kind| PASSED_ON.contains(&kind));
    let is_author = |agent: &String| ["we", "our", "i"].iter().any(|word| agent.eq_ignore_ascii_case(word));
    if !is_passed_on || agents.is_empty() {
        return true;
    }
    let makers = makers(scene, name);
    let is_maker = |agent: &str| {
        let id = scene.tables.find_named(agent).map(|entity| squashed(&scene.tables.entity(entity).id));
        let agent = squashed(agent);
        makers.iter().any(|maker| *maker == agent || id.as_ref() == Some(maker))
    };
    // The last word of `Arch Linux` makes it no maker of Linux.
    let opens =
        is_maker(&agents[0]) || agents.get(1).is_some_and(|second| is_maker(&format!("{} {second}", agents[0])));
    let is_named_later = agents.iter().skip(1).any(|agent| !agent.is_ascii() && is_maker(agent));
    !agents.iter().any(is_author) && (opens || is_named_later)
}

/// Returns the groups of a subject's sources, and what its name starts with: `microsoft`, `python`.
fn makers(scene: &Scene<'_>, name: &Mention) -> Vec<String> {
    let Some(entity) = name.entity else { return Vec::new() };
    let table = scene.tables.table_of(entity);
    let entity = scene.tables.entity(entity);
    let sources = entity.facts.iter().flat_map(|fact| table.sources_of(fact));
    let mut makers: Vec<String> = sources.map(|source| squashed(&source.group)).collect();
    let stem = entity.name.split(|character: char| character.is_ascii_digit()).next().unwrap_or_default();
    makers.push(squashed(stem));
    makers.extend(stem.split_whitespace().next().map(squashed));
    makers
}

fn squashed(text: &str) -> String {
    text.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Returns the words of a stretch that may name somebody: those that are not light, and in English have a capital.
fn names(scene: &Scene<'_>, stretch: TextRange) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut over: Vec<TextRange> = inside(scene.dates, stretch, |date| date.expression.range)
        .iter()
        .map(|date| date.expression.range)
        .chain(inside(scene.cues, stretch, |cue| cue.range).iter().map(|cue| cue.range))
        .chain(inside(scene.attributes, stretch, |attribute| attribute.range).iter().map(|attribute| attribute.range))
        .collect();
    over.sort_by_key(|range| range.start());
    let (mut at, end) = (usize::from(stretch.start()), usize::from(stretch.end()));
    let mut is_open = false;
    while at < end {
        let rest = &scene.prose[at..end];
        if let Some(over) = over.iter().find(|over| over.contains(size(at))) {
            at = usize::from(over.end()).max(at + 1);
            is_open = false;
            continue;
        }
        let first = rest.chars().next().unwrap_or(' ');
        if first.is_ascii_alphanumeric() {
            let length = rest
                .find(|character: char| !character.is_ascii_alphanumeric() && !matches!(character, '.' | '-' | '_'))
                .unwrap_or(rest.len());
            let word = rest[..length].trim_end_matches(['.', '-', '_']);
            let is_light = words().light_prefix(word) == Some(word.len());
            let is_pronoun = matches!(word, "we" | "our");
            if is_pronoun || word.bytes().any(|byte| byte.is_ascii_uppercase()) && !is_light {
                names.push(word.to_owned());
            }
            at += length;
            is_open = false;
            continue;
        }
        // Names have light characters inside: 英伟达, 阿里云.
        let light = words().light_prefix(rest).filter(|length| first.len_utf8() < *length || ENDS.contains(&first));
        if light.is_none() && crate::text::is_cjk(first) && first.is_alphanumeric() {
            match names.last_mut().filter(|_| is_open) {
                Some(last) => last.push(first),
                None => names.push(first.to_string()),
            }
            is_open = true;
            at += first.len_utf8();
        } else {
            at += light.unwrap_or(first.len_utf8());
            is_open = false;
        }
    }
    // `就`, `已`: one character is an adverb.
    names.retain(|name| name.is_ascii() || 1 < name.chars().count() || words().is_platform(name));
    names
}
