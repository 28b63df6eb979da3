//! What a name can be the subject of, by the words around all of its places.

use rustc_hash::FxHashMap;

use crate::reference::EntityIndex;
use crate::text::{TextRange, is_cjk};

use super::super::View;
use super::name::{Name, fold};
use super::vocabulary::vocabulary;

/// What a name can be the subject of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Class {
    /// A model, a product, a work.
    Thing,
    /// A company, an institution, a person.
    Maker,
    /// A test, a data set: never a subject.
    Aside,
    /// A piece of hardware, a program: it has a day of release, and no parameters.
    Device,
    /// Nobody can tell.
    Other,
}

/// Decides what each name can be the subject of, by what stands around all of its places.
///
/// `values` are the phrases of values that only things have, in order.
pub(super) fn settle_classes(view: &View<'_>, values: &[TextRange], names: &mut [Name]) {
    let prose = view.document.prose.text();
    let mut votes: FxHashMap<String, [u32; 3]> = FxHashMap::default();
    let keys: Vec<String> = names.iter().map(|name| fold(&prose[name.range])).collect();
    for (index, key) in keys.iter().enumerate() {
        let entry = votes.entry(key.clone()).or_default();
        let next = names.get(index + 1).map(|next| next.range);
        for (class, weight) in evidence(view, names, index, next) {
            entry[class as usize] = entry[class as usize].saturating_add(weight);
        }
        if has_value(prose, names[index].range, next, values) {
            entry[Class::Thing as usize] = entry[Class::Thing as usize].saturating_add(2);
        }
    }
    for (name, key) in names.iter_mut().zip(&keys) {
        let [mut thing, maker, aside] = votes.get(key).copied().unwrap_or_default();
        if thing < 2 {
            thing = 0;
        }
        if prose[name.range].ends_with(" AI") && name.entity.is_none_or(|entity| is_umbrella(view, entity)) {
            name.class = Class::Maker;
            continue;
        }
        name.class = match name.entity.and_then(|entity| view.tables.entity(entity).kind.as_deref()) {
            Some("model" | "family" | "series" | "product") => Class::Thing,
            Some("benchmark" | "dataset") => Class::Aside,
            Some("hardware" | "accelerator" | "chip" | "graphics" | "system" | "release") => Class::Device,
            Some("company" | "organisation" | "organization" | "person" | "event") => Class::Maker,
            Some("deal") => Class::Maker,
            _ if name.entity.is_some() && thing == 0 && maker == 0 => Class::Thing,
            _ if maker < aside && thing < aside => Class::Aside,
            _ if maker < thing => Class::Thing,
            _ if thing < maker => Class::Maker,
            _ => Class::Other,
        };
    }
}

/// Bytes between a name and its value that are read.
const MAX_LEAD: usize = 72;

/// Returns whether a value that only things have is said of a name: nothing but words like `has` and `was trained on`
/// between them, and no other name that could be meant (`Harbor's 7B Gull`).
pub(super) fn has_value(prose: &str, name: TextRange, next: Option<TextRange>, values: &[TextRange]) -> bool {
    let Some(value) = values.get(values.partition_point(|value| value.start() < name.end())) else { return false };
    let gap = &prose[usize::from(name.end())..usize::from(value.start())];
    let is_others = next
        .is_some_and(|next| next.start() < value.start() || usize::from(next.start()) < usize::from(value.end()) + 40);
    let is_owner = gap.starts_with(['\'', '’', '的']) && is_others;
    if MAX_LEAD < gap.len() || gap.trim().is_empty() || is_owner {
        return false;
    }
    if next.is_some_and(|next| next.start() < value.start()) || vocabulary().acts.prefix(gap.trim_start()).is_some() {
        return false;
    }
    let mut rest = gap;
    loop {
        rest = rest.trim_start_matches([' ', '*', '_', ':', '：', '(', '（', '\'', '’', '”', '」', '"', ',', '~']);
        if rest.is_empty() {
            return true;
        }
        let Some(length) = crate::claim::words().light_prefix(rest) else { return false };
        rest = &rest[length..];
    }
}

/// Returns whether an entity stands for many, makers among them.
fn is_umbrella(view: &View<'_>, entity: EntityIndex) -> bool {
    matches!(view.tables.entity(entity).kind.as_deref(), Some("series" | "deal"))
}

/// Returns what the words around one place of a name say of it.
fn evidence(view: &View<'_>, names: &[Name], index: usize, next: Option<TextRange>) -> Vec<(Class, u32)> {
    let words = vocabulary();
    let prose = view.document.prose.text();
    let range = names[index].range;
    let text = &prose[range];
    let mut found = Vec::new();
    if super::super::vocabulary::vocabulary().benchmarks.at_start(text).is_some() {
        return vec![(Class::Aside, 20)];
    }
    let is_chinese = text.starts_with(is_cjk);
    let last_word = text.rsplit([' ', '-']).next().unwrap_or(text);
    if text.bytes().any(|byte| byte.is_ascii_digit()) || is_compound(text) {
        found.push((Class::Thing, 6));
    }
    // What is called 工厂 or 计划 is no model, whatever its name is.
    if is_chinese && words.not_things.suffix(text).is_some() {
        return vec![(Class::Aside, 20)];
    }
    if last_word == "AI" || words.organisation_ends.suffix(text).is_some() && last_word.len() < text.len() {
        found.push((Class::Maker, 6));
    }
    let after = &prose[usize::from(range.end())..];
    let after = &after[..after.floor_char_boundary(72)];
    let plain = after.trim_start_matches([' ', '*', '”', '」', '》', '"', '`', '\u{FFFC}']);
    let gap_to_next = next.map(|next| usize::from(next.start()) - usize::from(range.end()));
    if let Some(possessed) =
        after.strip_prefix("'s ").or_else(|| after.strip_prefix("’s ")).or_else(|| after.strip_prefix('的'))
    {
        if gap_to_next.is_some_and(|gap| gap < 6) || words.things.prefix(possessed).is_some() {
            found.push((Class::Maker, 1));
        }
    } else if words.yardsticks.prefix(plain).is_some() {
        found.push((Class::Aside, 7));
    } else if words.shared.prefix(plain).is_some() {
    } else if words.things.prefix(plain).is_some() || opens_apposition(plain) {
        // Before 模型 stand kinds of models too; who is named so again and again is one.
        let is_kind = is_chinese && !(plain.starts_with("大模型") || plain.starts_with("系列"));
        if !is_kind {
            found.push((Class::Thing, if is_chinese { 1 } else { 2 }));
        }
    } else if words.speaks.prefix(plain).is_some() {
        // Who says and asks is somebody, however the name is written.
        found.push((Class::Maker, 8));
    } else if words.acts.prefix(plain).is_some_and(|length| {
        let object = plain[length..].trim_start_matches([' ', '*']);
        ["the ", "a ", "an ", "its ", "their ", "two ", "three "].iter().any(|article| object.starts_with(article))
            && !["with ", "was ", "is "].iter().any(|word| object.starts_with(word))
    }) {
        // `AI2 released the 32B version`: whose name has a digit acts all the same.
        found.push((Class::Maker, 7));
    } else if words.acts.prefix(plain).is_some() {
        // `OpenAI推出GPT-3` and `GPT-3推出` differ in what follows.
        if gap_to_next.is_some_and(|gap| gap < 90) {
            found.push((Class::Maker, 2));
        } else {
            found.push((Class::Thing, 1));
        }
    }
    let before =
        prose[..usize::from(range.start())].trim_end_matches([' ', '*', '“', '「', '《', '"', '`', '了', '出']);
    if words.releases.suffix(before).is_some() {
        found.push((Class::Thing, 2));
    }
    if after.starts_with(" et al") || before.ends_with("GB") || before.ends_with("TB") || before.ends_with("显存") {
        found.push((Class::Aside, 7));
    }
    // 第一款是海燕-X, 第二款叫北辰.
    let copula = before.strip_suffix('是').or_else(|| before.strip_suffix('叫'));
    if copula.is_some_and(|lead| lead.ends_with(['款', '个', '种'])) {
        found.push((Class::Thing, 3));
    }
    if words.makers_before.suffix(before).is_some() {
        found.push((Class::Maker, 3));
    } else if before.ends_with(is_cjk) {
        // `模型GPT-3`, `大模型「云雀」`.
        let is_quoted = prose[..usize::from(range.start())].ends_with(['「', '《', '“', '『']);
        if (!is_chinese || is_quoted) && words.things.suffix(before).is_some() {
            found.push((Class::Thing, 2));
        }
    }
    found
}

/// Returns whether the last part of a name is one that models have: `Gull-MoE`, `Tern-X`, 北辰-Base, 北辰Pro.
fn is_compound(name: &str) -> bool {
    let Some(at) = name.rfind(|c: char| !c.is_ascii_alphanumeric()) else { return false };
    let (head, tail) = name.split_at(name.ceil_char_boundary(at + 1));
    let is_joined = head.ends_with('-') || head.ends_with(is_cjk);
    let is_initials = (1..=2).contains(&tail.len()) && tail.bytes().all(|byte| byte.is_ascii_uppercase());
    is_joined
        && (is_initials && head.ends_with('-') || vocabulary().continues.contains(&tail.to_ascii_lowercase()))
        && !tail.eq_ignore_ascii_case("ai")
}

/// Returns whether what follows a name says that it is a model: `, an open model with`, `，一款开源模型`.
fn opens_apposition(after: &str) -> bool {
    let Some(rest) =
        after.strip_prefix(", ").or_else(|| after.strip_prefix('，')).or_else(|| after.strip_prefix("is "))
    else {
        return false;
    };
    let words = vocabulary();
    let Some(article) = words.indefinite.prefix(rest) else { return false };
    let noun_phrase = rest[article..].split([',', '，', '。', '(']).next().unwrap_or_default();
    let noun_phrase = noun_phrase.split(". ").next().unwrap_or_default();
    noun_phrase.contains("模型")
        || noun_phrase.split([' ', '*', '\n', '-']).any(|word| matches!(word, "model" | "LLM" | "MoE" | "VLM"))
}
