//! Sizes that no word names: `Mistral 7B (7.3B)`, `2B、9B、27B三种规格`, `141B total and 39B active parameters`.
//!
//! Which attribute such a size is of, the tables say: the one that sizes in names state.

use rust_decimal::Decimal;

use crate::quantity::{Quantity, QuantityKind, QuantityValue};
use crate::reference::{AttributeIndex, Value};
use crate::text::{TextRange, range};

use super::Mention;
use super::bind::{Binding, is_size};
use super::scene::{Scene, between, inside};
use super::words::words;

/// Bytes before a list's item in which the list may be said to count something else than sizes.
const MAX_LEAD: usize = 600;

/// Bytes of brackets that are looked at.
const MAX_BRACKETS: usize = 120;

/// Ties sizes that stand alone in brackets after a name, in a list that a noun for sizes sums up, and totals.
pub(super) fn bind_sizes(scene: &Scene<'_>, bound: &mut [Option<Binding>]) {
    let Some(attribute) = scene.size_attribute().filter(|_| !bound.is_empty()) else { return };
    bind_in_brackets(scene, attribute, bound);
    bind_summed_up(scene, attribute, bound);
    bind_before_names(scene, attribute, bound);
    bind_labelled(scene, attribute, bound);
    bind_totals(scene, attribute, bound);
}

/// `Mistral 7B (7.3B)`, `StarCoder2 (3B, 7B and 15B)`: sizes and nothing else in brackets right after a name.
fn bind_in_brackets(scene: &Scene<'_>, attribute: AttributeIndex, bound: &mut [Option<Binding>]) {
    for mention in scene.mentions {
        let at = usize::from(mention.range.end());
        let rest = scene.prose[at..].trim_start_matches([' ', '*', '_', '`']);
        let Some(inner) = rest.strip_prefix(['(', '（']) else { continue };
        let start = scene.prose.len() - inner.len();
        let near = &inner[..inner.floor_char_boundary(MAX_BRACKETS)];
        let Some(length) = near.find([')', '）', '\n']) else { continue };
        let brackets = range(start, start + length);
        let first = scene.quantities.partition_point(|quantity| quantity.range.start() < brackets.start());
        let inside = inside(scene.quantities, brackets, |quantity| quantity.range);
        let alone = if let [only] = inside { bracketed(scene, mention, attribute, only) } else { Bracketed::Size };
        let is_size = match alone {
            Bracketed::Size => is_list_of_sizes(scene, inside),
            Bracketed::ScaledSize => true,
            Bracketed::Another => false,
        };
        if is_size && covers(scene, brackets, inside) {
            tie(scene, attribute, first..first + inside.len(), bound);
        }
    }
}

/// What a number alone in brackets after a name may be.
enum Bracketed {
    /// A size, if anything.
    Size,
    /// A thousand times a size of what is named, or a thousandth of one: `Grok-1 (314T)`.
    ScaledSize,
    /// What another count of the subject is, such as the tokens of its training: `Llama 2 (2T)`.
    Another,
}

/// Returns what the tables make of a number alone in brackets after a name.
fn bracketed(scene: &Scene<'_>, mention: &Mention, attribute: AttributeIndex, quantity: &Quantity) -> Bracketed {
    let QuantityValue::Exact(amount) = quantity.value else { return Bracketed::Size };
    let Some(topic) = mention.topic().filter(|_| quantity.kind == QuantityKind::Number) else { return Bracketed::Size };
    let thousand = Decimal::ONE_THOUSAND;
    let scaled = [amount.value.checked_mul(thousand), amount.value.checked_div(thousand)];
    // 24 for 23.6.
    let is_near = |scaled: Decimal, value: Decimal| (scaled - value).abs() * Decimal::from(25) <= value;
    let key = &scene.tables.attribute(attribute).key;
    let (mut is_size_known, mut is_scaled, mut is_another) = (false, false, false);
    for entity in scene.tables.descendants(topic.entity).into_iter().chain([topic.entity]) {
        for fact in &scene.tables.entity(entity).facts {
            for value in fact.value.values().filter_map(Value::as_amount) {
                if fact.attribute == *key {
                    is_size_known |= value.value == amount.value;
                    is_scaled |= scaled.iter().flatten().any(|scaled| is_near(*scaled, value.value));
                } else if value.value == amount.value {
                    // The active parameters are a size too, and taken for the whole by mistake.
                    let other = scene.tables.find_attribute(&fact.attribute);
                    is_another |= other.is_some_and(|other| scene.unit(other) != scene.unit(attribute));
                }
            }
        }
    }
    match (is_another && !is_size_known, is_scaled && is_size(scene.text(quantity.number))) {
        (true, _) => Bracketed::Another,
        (false, true) => Bracketed::ScaledSize,
        (false, false) => Bracketed::Size,
    }
}

/// `2B、9B、27B三种规格`, `in two sizes, 7B and 13B`.
fn bind_summed_up(scene: &Scene<'_>, attribute: AttributeIndex, bound: &mut [Option<Binding>]) {
    let mut first = 0;
    while first < scene.quantities.len() {
        let more = scene.quantities[first..]
            .windows(2)
            .take_while(|pair| words().is_conjunction(scene.text(between(pair[0].range, pair[1].range))));
        let end = first + 1 + more.count();
        let list = &scene.quantities[first..end];
        // One version alone may be anybody's: `GPT-3 (6B variant, ours)`.
        let is_list = 2 <= list.len() && is_list_of_sizes(scene, list);
        if is_list && (sums_up_after(scene, list) || sums_up_before(scene, list)) {
            tie(scene, attribute, first..end, bound);
        }
        first = end;
    }
}

fn sums_up_after(scene: &Scene<'_>, list: &[Quantity]) -> bool {
    let Some(last) = list.last() else { return false };
    let rest = scene.prose[usize::from(last.range.end())..].trim_start_matches([' ', '*', '_', '的', '-']);
    let noun = words().sums_up(rest);
    words().size_nouns.iter().any(|word| {
        noun.strip_prefix(word.as_str()).is_some_and(|tail| {
            !word.is_ascii() || !tail.starts_with(|character: char| character.is_ascii_alphanumeric())
        })
    })
}

fn sums_up_before(scene: &Scene<'_>, list: &[Quantity]) -> bool {
    let Some(first) = list.first() else { return false };
    let head = scene.prose[..usize::from(first.range.start())].trim_end();
    let head = head.trim_end_matches([':', '：', ',', '，', '(', '（', ' ']);
    words().size_nouns.iter().any(|word| {
        head.strip_suffix(word.as_str())
            .is_some_and(|rest| !word.is_ascii() || rest.ends_with(|character: char| character.is_ascii_whitespace()))
    })
}

/// `Microsoft's 14B Phi-4`: a size in billions right before a name, where nothing counted follows.
fn bind_before_names(scene: &Scene<'_>, attribute: AttributeIndex, bound: &mut [Option<Binding>]) {
    for mention in scene.mentions {
        let index = scene.quantities.partition_point(|quantity| quantity.range.end() <= mention.range.start());
        let Some(index) = index.checked_sub(1).filter(|index| bound[*index].is_none()) else { continue };
        let quantity = &scene.quantities[index];
        let is_beside =
            matches!(scene.text(between(quantity.range, mention.range)), " " | "的" | " 的" | " 的 " | "的 ");
        // Millions and trillions count other things too: only what says whose or which one makes a size of them.
        let number = scene.text(quantity.number);
        let lead = scene.prose[..usize::from(quantity.range.start())].trim_end_matches(' ');
        let is_one = ["'s", "’s", " the", " a", " an", "的"].iter().any(|end| lead.ends_with(end));
        let is_billions = number.ends_with(['B', '亿']) || is_one && number.ends_with(['M', 'T', '万']);
        let rest = scene.prose[usize::from(mention.range.end())..].trim_start();
        let next: &str = &rest[..rest.bytes().take(24).take_while(u8::is_ascii_alphabetic).count()];
        let is_counted = words().own_counts.iter().any(|word| word.eq_ignore_ascii_case(next));
        if is_beside && is_billions && !is_counted && is_plain_size(scene, quantity) {
            tie(scene, attribute, index..index + 1, bound);
        }
    }
}

/// `GPT-2: 1.5B`, `PaLM = 540B`: a name that opens its line, and a size that ends the clause.
///
/// Only where nothing before says that the list counts something else: `Training tokens:`, `激活参数`.
fn bind_labelled(scene: &Scene<'_>, attribute: AttributeIndex, bound: &mut [Option<Binding>]) {
    let Some(name) = scene.mentions.first() else { return };
    let index = scene.quantities.partition_point(|quantity| quantity.range.start() < name.range.end());
    let Some(quantity) = scene.quantities.get(index).filter(|_| bound[index].is_none()) else { return };
    let gap = scene.text(between(name.range, quantity.range)).trim_matches([' ', '*', '_', '`']);
    let is_label = matches!(gap, ":" | "：" | "=" | "→" | "->" | "–" | "—" | "-");
    if !is_label || !is_plain_size(scene, quantity) || scene.text(quantity.number).ends_with(['M', 'm', 'K', 'k']) {
        return;
    }
    let start = usize::from(name.range.start());
    let near = &scene.prose[scene.prose.ceil_char_boundary(start.saturating_sub(MAX_LEAD))..start];
    let lead = near.rsplit('\n').next().unwrap_or(near);
    let opens =
        (lead.len() < near.len() || near.len() == start) && lead.chars().all(|character| !character.is_alphanumeric());
    let rest = scene.prose[usize::from(quantity.range.end())..].trim_start_matches(['*', '_']);
    let ends =
        rest.is_empty() || rest.starts_with(['\n', ',', '，', ';', '；', '。', '(', '（']) || rest.starts_with(". ");
    if opens && ends && !words().counts_something_else(near) {
        tie(scene, attribute, index..index + 1, bound);
    }
}

/// `141B total and 39B active parameters`: the total beside an attribute of the same unit.
fn bind_totals(scene: &Scene<'_>, attribute: AttributeIndex, bound: &mut [Option<Binding>]) {
    for index in 1..bound.len() {
        let Some(next) = &bound[index] else { continue };
        let is_beside = next.attribute != attribute && scene.unit(next.attribute) == scene.unit(attribute);
        let left = &scene.quantities[index - 1];
        let gap = scene.text(between(left.range, scene.quantities[index].range));
        let is_total = gap.trim_start().strip_prefix("total").is_some_and(|rest| words().is_conjunction(rest));
        if is_beside && is_total && bound[index - 1].is_none() {
            tie(scene, attribute, index - 1..index, bound);
        }
    }
}

fn tie(scene: &Scene<'_>, attribute: AttributeIndex, list: std::ops::Range<usize>, bound: &mut [Option<Binding>]) {
    let phrase = scene.quantities[list.start].range.cover(scene.quantities[list.end - 1].range);
    for index in list {
        if bound[index].is_none() {
            bound[index] = Some(Binding { quantity: index, attribute, phrase });
        }
    }
}

/// Returns whether numbers that no word names can only be sizes of models: with a letter or word of scale, and from ten
/// million to ten trillion.
fn is_list_of_sizes(scene: &Scene<'_>, list: &[Quantity]) -> bool {
    // In a list one size tells what the others are.
    let is_scaled = |quantity: &Quantity| {
        quantity.kind == QuantityKind::Number
            && matches!(quantity.value, QuantityValue::Exact(_))
            && is_size(scene.text(quantity.number))
    };
    list.iter().any(|quantity| is_plain_size(scene, quantity)) && list.iter().all(is_scaled)
}

pub(super) fn is_plain_size(scene: &Scene<'_>, quantity: &Quantity) -> bool {
    let QuantityValue::Exact(amount) = quantity.value else { return false };
    let least = Decimal::from(10_000_000);
    let most = Decimal::from(10_000_000_000_000_i64);
    quantity.kind == QuantityKind::Number
        && is_size(scene.text(quantity.number))
        && least <= amount.value
        && amount.value <= most
}

/// Returns whether brackets hold a list and nothing else.
fn covers(scene: &Scene<'_>, brackets: TextRange, list: &[Quantity]) -> bool {
    let (Some(first), Some(last)) = (list.first(), list.last()) else { return false };
    let is_blank = |from: usize, to: usize| scene.prose[from..to].trim().is_empty();
    let opening = first.operator_range.map_or(first.range, |operator| operator.cover(first.range));
    is_blank(usize::from(brackets.start()), usize::from(opening.start()))
        && is_blank(usize::from(last.range.end()), usize::from(brackets.end()))
        && list.windows(2).all(|pair| words().is_conjunction(scene.text(between(pair[0].range, pair[1].range))))
}
