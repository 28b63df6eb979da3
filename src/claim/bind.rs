//! Ties the numbers of a clause to attributes, by the words directly beside them.

use crate::quantity::{Quantity, QuantityKind};
use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::text::TextRange;

use super::scene::{AttributeMention, Scene, between};
use super::sizes::{bind_sizes, is_plain_size};
use super::words::words;

/// A number with the attribute that it is a value of.
#[derive(Clone, Debug)]
pub(crate) struct Binding {
    /// Index into the clause's quantities.
    pub(crate) quantity: usize,
    pub(crate) attribute: AttributeIndex,
    /// Number and attribute words together.
    pub(crate) phrase: TextRange,
}

/// Ties the numbers of a clause to attributes.
///
/// `last_attribute` is the one of the clause before, for `MAI-1的参数量是5000亿，GPT-4则达到万亿`.
pub(crate) fn bind(scene: &Scene<'_>, clause: TextRange, last_attribute: Option<AttributeIndex>) -> Vec<Binding> {
    let mut bound: Vec<Option<Binding>> = vec![None; scene.quantities.len()];
    let mut used = Vec::new();
    bind_following(scene, &mut bound, &mut used);
    bind_preceding(scene, clause, &mut bound, &used);
    bind_extents(scene, clause, &mut bound);
    bind_lists(scene, &mut bound);
    bind_sizes(scene, &mut bound);
    bind_elliptic(scene, clause, last_attribute, &mut bound);
    drop_former_values(scene, &mut bound);
    drop_cut_numbers(scene, &mut bound);
    bound.into_iter().flatten().collect()
}

/// `{v}参数`, `{v} parameters`, `{v}-parameter`.
fn bind_following(scene: &Scene<'_>, bound: &mut [Option<Binding>], used: &mut Vec<TextRange>) {
    for (index, quantity) in scene.quantities.iter().enumerate() {
        let Some(next) = scene.attributes.iter().find(|next| quantity.range.end() <= next.range.start()) else {
            continue;
        };
        if !words().is_measure(scene.text(between(quantity.range, next.range))) {
            continue;
        }
        let same_place = scene.attributes.iter().filter(|attribute| attribute.range == next.range);
        let fitting = same_place.into_iter().find(|attribute| {
            let stands_after = match attribute.role {
                PhraseRole::Noun | PhraseRole::After => true,
                PhraseRole::AfterSize => is_size(scene.text(quantity.number)),
                PhraseRole::Before
                | PhraseRole::Verb
                | PhraseRole::IntransitiveVerb
                | PhraseRole::Since
                | PhraseRole::Excluded => false,
            };
            stands_after && accepts(attribute, quantity) && !is_another_ones(scene, attribute, quantity)
        });
        if let Some(attribute) = fitting {
            used.push(attribute.range);
            let phrase = quantity.range.cover(attribute.range);
            // `激活370亿参数`: the verb before says which parameters.
            let attribute = verb_before(scene, quantity, attribute.attribute).unwrap_or(attribute.attribute);
            bound[index] = Some(Binding { quantity: index, attribute, phrase });
        }
    }
}

/// Returns whether a word behind a number belongs to the next one (`总参720亿激活160亿`), or needs a size where none is.
fn is_another_ones(scene: &Scene<'_>, attribute: &AttributeMention, quantity: &Quantity) -> bool {
    if attribute.role != PhraseRole::After {
        return false;
    }
    let is_of_size = scene.size_attribute().is_some_and(|size| scene.unit(size) == scene.unit(attribute.attribute));
    let next = scene.quantities.iter().find(|next| attribute.range.end() <= next.range.start());
    let is_nexts = next.is_some_and(|next| {
        let value = next.operator_range.map_or(next.range, |operator| operator.cover(next.range));
        scene.text(attribute.range).ends_with(crate::text::is_cjk)
            && scene.text(between(attribute.range, value)).trim_matches([' ', '约', '了']).is_empty()
    });
    is_nexts || is_of_size && !is_size(scene.text(quantity.number))
}

/// Returns the attribute of the same unit that the word right before a number names.
fn verb_before(scene: &Scene<'_>, quantity: &Quantity, attribute: AttributeIndex) -> Option<AttributeIndex> {
    let value = quantity.operator_range.map_or(quantity.range, |operator| operator.cover(quantity.range));
    let last = scene.attributes.iter().rfind(|last| last.range.end() <= value.start())?;
    let is_beside = scene.text(between(last.range, value)).trim_matches([' ', '约', '了']).is_empty();
    let same_place = scene.attributes.iter().filter(|other| other.range == last.range);
    let before = same_place
        .into_iter()
        .find(|other| other.role == PhraseRole::Before && scene.unit(other.attribute) == scene.unit(attribute));
    before.filter(|_| is_beside).map(|before| before.attribute)
}

/// `用15万亿token训练`, `在2万亿个token上完成预训练`: a number with the attribute's unit, and the verb behind.
fn bind_extents(scene: &Scene<'_>, clause: TextRange, bound: &mut [Option<Binding>]) {
    for (index, quantity) in scene.quantities.iter().enumerate() {
        if bound[index].is_some() {
            continue;
        }
        let Some(next) = scene.attributes.iter().find(|next| quantity.range.end() <= next.range.start()) else {
            continue;
        };
        let same_place = scene.attributes.iter().filter(|attribute| attribute.range == next.range);
        let fitting = same_place
            .into_iter()
            .find(|attribute| attribute.role == PhraseRole::Before && accepts(attribute, quantity));
        let Some(attribute) = fitting else { continue };
        let Some(unit) = unit_after(scene, quantity, attribute.attribute) else { continue };
        let gap = scene.text(TextRange::new(unit, next.range.start().max(unit)));
        if words().links_unit(gap) && !words().speaks_of_increments(scene.text(clause)) {
            let phrase = quantity.range.cover(attribute.range);
            bound[index] = Some(Binding { quantity: index, attribute: attribute.attribute, phrase });
        }
    }
}

/// Returns where the attribute's own unit ends that follows a number: `15T tokens`, `2万亿个token`.
fn unit_after(scene: &Scene<'_>, quantity: &Quantity, attribute: AttributeIndex) -> Option<crate::text::TextSize> {
    let unit = scene.unit(attribute)?;
    let end = usize::from(quantity.range.end());
    let rest = &scene.prose[end..];
    let trimmed = rest.trim_start_matches([' ', '*', '_', '个', '個']);
    let quality = ["高质量的", "高质量", "high-quality"].iter().find_map(|word| trimmed.strip_prefix(word));
    let trimmed = quality.unwrap_or(trimmed).trim_start_matches(' ');
    let head = trimmed.get(..unit.len())?;
    let tail = &trimmed[unit.len()..];
    let plural = usize::from(tail.starts_with(['s', 'S']));
    let is_word = !tail[plural..].starts_with(|character: char| character.is_ascii_alphanumeric());
    let at = end + (rest.len() - trimmed.len()) + unit.len() + plural;
    (head.eq_ignore_ascii_case(unit) && is_word).then(|| crate::text::size(at))
}

/// `参数量为{v}`, `parameters: {v}`.
fn bind_preceding(scene: &Scene<'_>, clause: TextRange, bound: &mut [Option<Binding>], used: &[TextRange]) {
    for (index, quantity) in scene.quantities.iter().enumerate() {
        if bound[index].is_some() {
            continue;
        }
        let value = quantity.operator_range.map_or(quantity.range, |operator| operator.cover(quantity.range));
        let Some(last) = scene.attributes.iter().rfind(|last| last.range.end() <= value.start()) else { continue };
        let same_place = scene.attributes.iter().filter(|attribute| attribute.range == last.range);
        let fitting = same_place.into_iter().find(|attribute| {
            let stands_before = match attribute.role {
                PhraseRole::Noun => true,
                // `weighs in at 671 billion`: that a size is meant, its scale says.
                PhraseRole::Before if Some(attribute.attribute) == scene.size_attribute() => {
                    is_plain_size(scene, quantity)
                }
                PhraseRole::Before => !words().speaks_of_increments(scene.text(clause)),
                _ => false,
            };
            stands_before && accepts(attribute, quantity)
        });
        let Some(attribute) = fitting else { continue };
        let gap = between(attribute.range, value);
        // `上下文窗口从8K提升至128K`: the value of the past stands in between.
        let is_other = |(other, place): (usize, &Quantity)| {
            gap.contains_range(place.range) && !(other + 1 == index && is_former(scene, other))
        };
        let has_other = scene.quantities.iter().enumerate().any(is_other)
            || scene.mentions.iter().any(|mention| {
                // `the parameter count of GPT-3 is 175B` names the subject in between.
                let is_owner = matches!(
                    scene.text(between(attribute.range, mention.range)).trim(),
                    "of" | "for" | "in" | "of the"
                );
                let is_plain = is_owner && scene.is_light_between(mention.range, value);
                gap.contains_range(mention.range) && !is_plain
            });
        let is_free = !used.contains(&attribute.range) && !has_other;
        let owner = scene.mentions.iter().rev().find(|mention| gap.contains_range(mention.range));
        let from = owner.map_or(attribute.range, |mention| mention.range);
        let is_value = ends_value(scene, quantity) || unit_after(scene, quantity, attribute.attribute).is_some();
        if is_free && is_value && scene.is_light_between(from, value) {
            let phrase = attribute.range.cover(quantity.range);
            bound[index] = Some(Binding { quantity: index, attribute: attribute.attribute, phrase });
        }
    }
}

/// `7B、13B和70B参数`: the attribute distributes over the list.
fn bind_lists(scene: &Scene<'_>, bound: &mut [Option<Binding>]) {
    let is_list = |left: usize, right: usize| {
        let gap = scene.text(between(scene.quantities[left].range, scene.quantities[right].range));
        words().is_conjunction(gap) && scene.quantities[left].kind == scene.quantities[right].kind
    };
    for index in (1..bound.len()).rev() {
        if let Some(binding) = bound[index].clone()
            && bound[index - 1].is_none()
            && is_list(index - 1, index)
        {
            let (left, right) = (&scene.quantities[index - 1], &scene.quantities[index]);
            let phrase = left.range.cover(binding.phrase);
            // `671B / 37B active`: the total and the part.
            let is_slash = scene.text(between(left.range, right.range)).trim() == "/";
            let size = scene.size_attribute().filter(|size| {
                is_slash && *size != binding.attribute && scene.unit(*size) == scene.unit(binding.attribute)
            });
            let attribute = size.unwrap_or(binding.attribute);
            bound[index - 1] = Some(Binding { quantity: index - 1, attribute, phrase });
        }
    }
    for index in 1..bound.len() {
        if let Some(binding) = bound[index - 1].clone()
            && bound[index].is_none()
            && is_list(index - 1, index)
            && ends_value(scene, &scene.quantities[index])
        {
            let phrase = binding.phrase.cover(scene.quantities[index].range);
            bound[index] = Some(Binding { quantity: index, attribute: binding.attribute, phrase });
        }
    }
}

/// `…，GPT-4则达到万亿`: a name, light words and a number that ends the clause go on with the attribute before.
fn bind_elliptic(
    scene: &Scene<'_>,
    clause: TextRange,
    last_attribute: Option<AttributeIndex>,
    bound: &mut [Option<Binding>],
) {
    let closing = TextRange::empty(clause.end());
    let mut attribute = last_attribute.filter(|_| bound.iter().all(Option::is_none));
    for (index, quantity) in scene.quantities.iter().enumerate() {
        if let Some(binding) = &bound[index] {
            // `Nano-1 has 1.8 billion parameters and Nano-2 has 3.25 billion` goes on in its own clause.
            attribute = Some(binding.attribute).filter(|_| !is_in_brackets(scene, clause, quantity.range));
            continue;
        }
        let mention = scene.mentions.iter().rfind(|mention| mention.range.end() <= quantity.range.start());
        let (Some(attribute), Some(mention)) = (attribute.or(last_attribute), mention) else {
            // `…, which has 280 billion.`
            let lead = scene.text(TextRange::new(clause.start(), quantity.range.start().max(clause.start())));
            let is_relative = mention.is_none()
                && ["which has ", "has ", "which had ", "had "].iter().any(|verb| lead.starts_with(verb));
            if let Some(attribute) = last_attribute.filter(|attribute| Some(*attribute) == scene.size_attribute())
                && is_relative
                && scene.quantities.len() == 1
                && is_plain_size(scene, quantity)
                && scene.is_light_between(TextRange::empty(clause.start()), quantity.range)
                && scene
                    .text(TextRange::new(quantity.range.end(), clause.end()))
                    .trim_matches(['.', ' ', '*'])
                    .is_empty()
            {
                bound[index] = Some(Binding { quantity: index, attribute, phrase: quantity.range });
            }
            continue;
        };
        let gap = between(mention.range, quantity.range);
        let is_nearest = !scene.quantities.iter().any(|other| gap.contains_range(other.range));
        let is_alone = scene.quantities.len() == 1 && scene.mentions.last() == Some(mention);
        let ends = scene.text(TextRange::new(quantity.range.end(), clause.end().max(quantity.range.end())));
        let is_last = ends.trim_start().starts_with(['(', '（'])
            || scene.is_light_between(quantity.range, closing)
                && !ends.contains(|character: char| character.is_ascii_digit());
        let fits = quantity.kind == QuantityKind::Number
            && is_nearest
            && is_last
            && (is_alone || is_size(scene.text(quantity.number)))
            && scene.is_light_between(mention.range, quantity.range);
        if fits {
            bound[index] = Some(Binding { quantity: index, attribute, phrase: quantity.range });
        }
    }
}

/// Returns whether a place stands in brackets of its clause.
pub(super) fn is_in_brackets(scene: &Scene<'_>, clause: TextRange, place: TextRange) -> bool {
    let head = scene.text(TextRange::new(clause.start(), place.start().max(clause.start())));
    let opened = head.matches(['(', '（']).count();
    opened > head.matches([')', '）']).count()
}

/// `从8K扩展到128K`: the first value is one of the past.
fn drop_former_values(scene: &Scene<'_>, bound: &mut [Option<Binding>]) {
    for index in 0..bound.len().saturating_sub(1) {
        if is_former(scene, index) {
            bound[index] = None;
        }
    }
}

/// Returns whether a number is where a change starts that ends with the next one: `从8K扩展到128K`.
fn is_former(scene: &Scene<'_>, index: usize) -> bool {
    let former = scene.quantities[index].range;
    let lead = scene.prose[..usize::from(former.start())].trim_end();
    let gap = scene.text(between(former, scene.quantities[index + 1].range));
    let starts = lead.ends_with('从') || lead.ends_with('由') || lead.ends_with(" from");
    starts && ["到", "至", "to "].iter().any(|word| gap.contains(word))
}

/// `1 750 亿`: a number that digits and a space stand before was cut in two.
fn drop_cut_numbers(scene: &Scene<'_>, bound: &mut [Option<Binding>]) {
    for (index, quantity) in scene.quantities.iter().enumerate() {
        let before = &scene.prose[..usize::from(quantity.range.start())];
        let before = before.strip_suffix(|end: char| {
            matches!(end, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}') || crate::text::is_unseen(' ', end)
        });
        if before.is_some_and(|before| before.ends_with(|end: char| end.is_ascii_digit())) {
            bound[index] = None;
        }
    }
}

/// Returns whether a number is written as sizes of models are: with K, M, B or T, or with 亿.
pub(super) fn is_size(number: &str) -> bool {
    number.ends_with(['M', 'B', 'T', 'm', 'b', 't', '亿', '億']) || number.ends_with("llion")
}

/// Returns whether a number can be a value of an attribute.
pub(crate) fn accepts(attribute: &AttributeMention, quantity: &Quantity) -> bool {
    match attribute.measure {
        // A number alone is no amount of memory, and a bandwidth is none either.
        Some(_) => attribute.power_of(quantity).is_some(),
        None => fits(attribute.dimension, quantity),
    }
}

/// Returns whether a number can be a value of a dimension.
pub(crate) fn fits(dimension: Dimension, quantity: &Quantity) -> bool {
    match dimension {
        Dimension::Count => quantity.kind == QuantityKind::Number,
        Dimension::Quantity => matches!(quantity.kind, QuantityKind::Number | QuantityKind::Dimension),
        Dimension::Money => quantity.kind == QuantityKind::Money,
        Dimension::Date | Dimension::DateRange | Dimension::Duration | Dimension::Enumeration | Dimension::Subject => {
            false
        }
    }
}

/// Returns whether a number is not the count of something else: what follows is a mark, a space or the end, not a noun.
fn ends_value(scene: &Scene<'_>, quantity: &Quantity) -> bool {
    let rest = &scene.prose[usize::from(quantity.range.end())..];
    let rest = rest.trim_start_matches(['*', '_', ' ']);
    let Some(first) = rest.chars().next() else { return true };
    if first.is_ascii_alphabetic() {
        let length = rest.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(rest.len());
        return words().after_value.iter().any(|word| *word == rest[..length]);
    }
    if crate::text::is_cjk(first) && first.is_alphanumeric() {
        return words().after_value.iter().any(|word| rest.starts_with(word.as_str()));
    }
    !first.is_alphanumeric()
}
