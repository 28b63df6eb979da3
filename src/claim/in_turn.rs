//! Names and values paired in order: `GPT-3、PaLM和BLOOM的参数分别为…`, `X and Y have … and …, respectively`.

use crate::reference::AttributeIndex;
use crate::text::TextRange;

use super::Mention;
use super::bind::{Binding, accepts};
use super::scene::{AttributeMention, Scene, Topic, between};
use super::sentence::Sentence;
use super::words::words;

/// A value with its place in the order.
pub(super) struct Paired {
    /// Bytes of the value.
    pub(super) value: TextRange,
    /// Index into the sentence's quantities.
    pub(super) quantity: usize,
    pub(super) attribute: AttributeIndex,
    /// `None` where the text pairs in a way that cannot be told.
    pub(super) topic: Option<Topic>,
}

/// Pairs the names of a sentence with its values, where it says that they are meant in turn.
///
/// Every list of values of such a sentence is answered, so that none is tied to the nearest name: with nobody where
/// the numbers of names and values differ. One name alone (`Llama 2的参数分别为…`) pairs nothing.
pub(super) fn paired(scene: &Scene<'_>, sentence: &Sentence) -> Vec<Paired> {
    let mut pairs = Vec::new();
    let is_prose = 2 <= scene.quantities.len() && 2 <= scene.mentions.len() && !scene.is_overcrowded();
    if !is_prose || !words().pairs_in_turn(scene.text(sentence.range)) {
        return pairs;
    }
    let joined = |left: TextRange, right: TextRange| words().is_conjunction(scene.text(between(left, right)));
    let mut first = 0;
    for list in scene.quantities.chunk_by(|left, right| joined(left.range, right.range)) {
        let start = first;
        first += list.len();
        let (Some(opening), Some(closing)) = (list.first(), list.last()) else { continue };
        let earlier = scene.mentions.partition_point(|mention| mention.range.end() <= opening.range.start());
        let Some(nearest) = scene.mentions[..earlier].chunk_by(|left, right| joined(left.range, right.range)).last()
        else {
            continue;
        };
        let attribute = attribute_of(scene, nearest, opening.range, closing.range);
        let Some(attribute) = attribute.filter(|attribute| list.iter().all(|value| accepts(attribute, value))) else {
            continue;
        };
        let is_plain = nearest
            .last()
            .is_some_and(|last| scene.is_light_between(last.range, opening.range) && !is_guarded(scene, nearest));
        let is_pairing = nearest.len() == list.len() && 1 < list.len();
        // One name and several values: its variants, each of them the name's, unless a name that no table knows stands
        // before it in a list: `BLOOM, Bar and PaLM`.
        let head = nearest.first().map_or("", |first| &scene.prose[..usize::from(first.range.start())]);
        if nearest.len() < 2 && (list.len() < 2 || !words().ends_with_conjunction(head)) {
            continue;
        }
        for (offset, value) in list.iter().enumerate() {
            let name = nearest.get(offset).filter(|_| is_pairing && is_plain);
            let topic = name.and_then(Mention::topic);
            pairs.push(Paired { value: value.range, quantity: start + offset, attribute: attribute.attribute, topic });
        }
    }
    pairs
}

fn is_guarded(scene: &Scene<'_>, names: &[Mention]) -> bool {
    let guard = scene.guard();
    names.last().is_some_and(|last| guard.is_some_and(|guard| guard.end() <= last.range.start()))
}

/// Returns the words of the attribute: between names and values, or right behind the values.
fn attribute_of<'a>(
    scene: &Scene<'a>,
    names: &[Mention],
    opening: TextRange,
    closing: TextRange,
) -> Option<&'a AttributeMention> {
    let gap = between(names.last()?.range, opening);
    let behind = scene.attributes.iter().find(|attribute| {
        closing.end() <= attribute.range.start() && words().is_measure(scene.text(between(closing, attribute.range)))
    });
    behind.or_else(|| scene.attributes.iter().rfind(|attribute| gap.contains_range(attribute.range)))
}

/// Returns whether a value is one of those that were paired.
pub(super) fn is_paired(pairs: &[Paired], scene: &Scene<'_>, binding: &Binding) -> bool {
    let value = scene.quantities[binding.quantity].range;
    pairs.iter().any(|pair| pair.value == value)
}
