//! What was found in a stretch of prose, and what may stand between two of its parts.

use crate::language::{Cue, CueKind};
use crate::quantity::{Measure, Quantity, QuantityKind, QuantityValue, shift_value};
use crate::reference::{AttributeIndex, Dimension, EntityIndex, PhraseRole, ReferenceTables};
use crate::text::TextRange;

use super::gap::is_light;
use super::words::words;
use super::{ClaimValue, DateMention, Mention};

/// A phrase of an attribute in the prose.
#[derive(Clone, Debug)]
pub(crate) struct AttributeMention {
    /// Bytes of the prose.
    pub(crate) range: TextRange,
    /// The attribute.
    pub(crate) attribute: AttributeIndex,
    /// What its values are.
    pub(crate) dimension: Dimension,
    /// Where the phrase stands beside a value.
    pub(crate) role: PhraseRole,
    /// The unit of its values, where values in other units of the kind can be turned into it.
    pub(crate) measure: Option<Measure>,
}

impl AttributeMention {
    /// Returns the power of ten that turns a quantity into the attribute's unit; `None` where it measures another thing.
    pub(crate) fn power_of(&self, quantity: &Quantity) -> Option<i32> {
        Measure::of(quantity.unit?)?.power_to(self.measure?)
    }

    /// Returns what a quantity states of the attribute, in the attribute's unit: 0.08 TB are 80 GB.
    pub(crate) fn claimed(&self, quantity: &Quantity) -> ClaimValue {
        let converted = self.measure.zip(self.power_of(quantity)).and_then(|(measure, power)| {
            let value = shift_value(quantity.value, power)?;
            Some(ClaimValue::Amount { value, operator: quantity.operator, unit: Some(measure.name()) })
        });
        converted.unwrap_or(ClaimValue::Amount {
            value: quantity.value,
            operator: quantity.operator,
            unit: quantity.unit,
        })
    }
}

/// What was found in a stretch of prose, from which claims are built.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) tables: &'a ReferenceTables,
    pub(crate) prose: &'a str,
    pub(crate) document_time: Option<chrono::NaiveDate>,
    pub(crate) mentions: &'a [Mention],
    pub(crate) quantities: &'a [Quantity],
    pub(crate) dates: &'a [DateMention],
    pub(crate) attributes: &'a [AttributeMention],
    pub(crate) cues: &'a [Cue],
}

/// A subject that later clauses may leave out or stand a pronoun for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Topic {
    pub(crate) entity: EntityIndex,
    pub(crate) range: TextRange,
}

/// Bytes between a subject and its value, at the most.
const MAX_GAP: u32 = 120;

impl<'a> Scene<'a> {
    /// Returns the part of the scene inside `window`.
    pub(crate) fn within(&self, window: TextRange) -> Scene<'a> {
        Scene {
            mentions: inside(self.mentions, window, |mention| mention.range),
            quantities: inside(self.quantities, window, |quantity| quantity.range),
            dates: inside(self.dates, window, |date| date.expression.range),
            attributes: inside(self.attributes, window, |attribute| attribute.range),
            cues: inside(self.cues, window, |cue| cue.range),
            ..*self
        }
    }

    /// Returns the unit of an attribute, as tables write it: `token`.
    pub(crate) fn unit(&self, attribute: AttributeIndex) -> Option<&'a str> {
        self.tables.attribute(attribute).unit.as_deref()
    }

    /// Returns the attribute that sizes in names state: 7 billion parameters for `Gemma 7B`.
    pub(crate) fn size_attribute(&self) -> Option<AttributeIndex> {
        let states_size = |attribute: &&(AttributeIndex, &crate::reference::Attribute)| {
            attribute.1.dimension == Dimension::Count && attribute.1.nominal_in_name.as_deref() == Some("{size}")
        };
        self.tables.attributes().find(|attribute| states_size(&attribute)).map(|(index, _)| index)
    }

    pub(crate) fn text(&self, range: TextRange) -> &'a str {
        &self.prose[usize::from(range.start())..usize::from(range.end())]
    }

    /// Returns whether nothing between `start` and `end` names another subject or turns the meaning.
    pub(crate) fn is_light_between(&self, start: TextRange, end: TextRange) -> bool {
        if end.start() < start.end() {
            return true;
        }
        let gap = between(start, end);
        u32::from(gap.len()) <= MAX_GAP && is_light(self.prose, gap, &self.transparent(gap))
    }

    /// Returns what counts as light in a gap wherever it stands, in order.
    fn transparent(&self, gap: TextRange) -> Vec<TextRange> {
        let cues = inside(self.cues, gap, |cue| cue.range).iter();
        let cues = cues.filter(|cue| !matches!(cue.kind, CueKind::Comparison | CueKind::Basis));
        let mut ranges: Vec<TextRange> = cues.map(|cue| cue.range).collect();
        let quantities = inside(self.quantities, gap, |quantity| quantity.range);
        ranges.extend(quantities.iter().map(|quantity| quantity.range));
        ranges.extend(quantities.iter().filter_map(|quantity| quantity.operator_range));
        // The word for how exact the next number is stands in the gap, the number itself behind it.
        let next = self.quantities.partition_point(|quantity| quantity.range.start() < gap.end());
        ranges.extend(self.quantities.get(next).and_then(|quantity| quantity.operator_range));
        ranges
            .extend(inside(self.attributes, gap, |attribute| attribute.range).iter().map(|attribute| attribute.range));
        ranges.extend(inside(self.dates, gap, |date| date.expression.range).iter().map(|date| date.expression.range));
        ranges.sort_by_key(|range| (range.start(), std::cmp::Reverse(range.end())));
        ranges
    }

    /// Returns whether the values of an attribute that this scene names are amounts of a unit.
    pub(crate) fn is_measured(&self, attribute: AttributeIndex) -> bool {
        self.attributes.iter().any(|mention| mention.attribute == attribute && mention.measure.is_some())
    }

    /// Returns whether a name is counted: `8×H100`, `16 H100 GPUs`, `8张英伟达H100`. What is said of them is then said of
    /// all together, or of a machine that holds them.
    pub(crate) fn is_counted(&self, name: TextRange) -> bool {
        let start = usize::from(name.start());
        let head = self.prose[self.prose.ceil_char_boundary(start.saturating_sub(24))..start].trim_end();
        // `eight MI300X`, `单机八卡的A100`.
        let is_many = head.split_whitespace().next_back().is_some_and(|word| words().is_numeral(word));
        let is_machine = head.strip_suffix("卡的").is_some_and(|rest| !rest.ends_with(['单', '显', '一']));
        if is_many || is_machine {
            return true;
        }
        let before = self.quantities.iter().rfind(|quantity| quantity.range.end() <= name.start());
        let Some(count) = before.filter(|count| u32::from(between(count.range, name).len()) <= 24) else {
            return false;
        };
        let is_count = match count.value {
            QuantityValue::Exact(amount) => {
                rust_decimal::Decimal::ONE < amount.value && amount.value < rust_decimal::Decimal::from(1_000_000)
            }
            QuantityValue::Interval { .. } => true,
            QuantityValue::OutOfRange => false,
        };
        let is_number = matches!(count.kind, QuantityKind::Number | QuantityKind::Multiple) && count.unit.is_none();
        // A letter of scale makes a size of it: `the 70B Llama 2`.
        let has_scale = self.text(count.number).ends_with(|last: char| last.is_ascii_alphabetic() && last != 'x');
        is_count && is_number && !has_scale && words().is_counter(self.text(between(count.range, name)))
    }

    /// Returns whether there is more in this scene than prose has: rows of numbers, names repeated without end.
    ///
    /// Nothing is tied together there; it would be wrong, and slow.
    pub(crate) fn is_overcrowded(&self) -> bool {
        const MAX: usize = 48;
        [self.mentions.len(), self.quantities.len(), self.dates.len(), self.attributes.len(), self.cues.len()]
            .iter()
            .any(|count| MAX < *count)
    }

    /// Returns the first word in this scene after which names are yardsticks or origins, not subjects.
    pub(crate) fn guard(&self) -> Option<TextRange> {
        let guards = |cue: &&Cue| matches!(cue.kind, CueKind::Comparison | CueKind::Basis);
        self.cues.iter().find(guards).map(|cue| cue.range)
    }
}

/// Returns the items whose ranges lie in `window`; `items` are in order.
pub(crate) fn inside<T>(items: &[T], window: TextRange, range_of: impl Fn(&T) -> TextRange) -> &[T] {
    let first = items.partition_point(|item| range_of(item).start() < window.start());
    let length = items[first..].partition_point(|item| range_of(item).end() <= window.end());
    &items[first..first + length]
}

pub(crate) fn between(left: TextRange, right: TextRange) -> TextRange {
    TextRange::new(left.end(), right.start().max(left.end()))
}

/// Returns the only subject that a heading names; `None` where the heading says more than the name.
///
/// `Llama 2 tutorial` and `GPT-4登顶排行榜` stand above lists of something else.
pub(crate) fn heading_topic(scene: &Scene<'_>, heading: TextRange) -> Option<Topic> {
    let named = inside(scene.mentions, heading, |mention| mention.range);
    let (first, last) = (named.first()?, named.last()?);
    let topic = first.topic()?;
    let is_only = named.iter().all(|mention| mention.entity == Some(topic.entity));
    let head = scene.text(TextRange::new(heading.start(), first.range.start())).trim();
    // `Meta Llama 2`: whose it is.
    let is_maker = head.starts_with(|first: char| first.is_ascii_uppercase())
        && head.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !head.ends_with("ing");
    let is_plain = (is_maker || scene.is_light_between(TextRange::empty(heading.start()), first.range))
        && scene.is_light_between(last.range, TextRange::empty(heading.end()));
    (is_only && is_plain).then_some(topic)
}
