//! One value of one subject that a document states twice, and differently.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::claim::Analysis;
use crate::document::Document;
use crate::quantity::{Amount, Operator, Quantity, QuantityKind, QuantityValue};
use crate::text::TextRange;

use super::amounts::{agree, slip};
use super::passage::exact;
use super::stated::{Place, Stated, Topic, likely_topics, place_of, stated};
use super::subject::{Whose, is_likely_same, is_same, starts_with};
use super::words::words;

/// Two numbers of one subject that cannot both be right.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conflict {
    pub(crate) first: TextRange,
    pub(crate) second: TextRange,
    /// The power of ten between them, where that is the only difference.
    pub(crate) power: Option<i32>,
}

/// A number of the title or description that the text has otherwise.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Headline {
    pub(crate) title: TextRange,
    pub(crate) text: TextRange,
    /// The power of ten between them, where that is the only difference.
    pub(crate) power: Option<i32>,
    pub(crate) is_description: bool,
}

/// How many numbers of one topic are held against each other, and how many of titles against the text.
const MOST: usize = 24;

/// What a document states twice, and differently.
#[derive(Clone, Debug, Default)]
pub struct Repeated {
    /// The numbers of one subject.
    pub(crate) conflicts: Vec<Conflict>,
    /// The numbers of title and description that the text has otherwise.
    pub(crate) headlines: Vec<Headline>,
}

/// Reads what a document states twice.
pub fn read(document: &Document, analysis: &Analysis) -> Repeated {
    if analysis.quantities.len() < 2 {
        return Repeated::default();
    }
    let has_headline = has_headline(document, analysis);
    let likely = if has_headline { Vec::new() } else { told_twice(likely_topics(document, analysis)) };
    if !has_headline && likely.is_empty() {
        return Repeated::default();
    }
    let is_chosen = |quantity: &Quantity| {
        has_headline || likely.binary_search_by_key(&quantity.range.start(), |(other, _)| other.range.start()).is_ok()
    };
    let all = stated(document, analysis, is_chosen);
    Repeated {
        conflicts: conflicts(&all),
        headlines: if has_headline { headlines(analysis, &all) } else { Vec::new() },
    }
}

/// Returns the numbers that are held against each other: of topics of which two are told in one unit, as they are.
fn told_twice(mut likely: Vec<(&Quantity, usize)>) -> Vec<(&Quantity, usize)> {
    likely.retain(|(quantity, _)| quantity.operator == Operator::Equal);
    let mut units: FxHashMap<(usize, QuantityKind, Option<&str>), &Quantity> = FxHashMap::default();
    let mut topics = FxHashSet::default();
    for (quantity, topic) in &likely {
        let first = *units.entry((*topic, quantity.kind, quantity.unit)).or_insert(quantity);
        if first.range != quantity.range {
            topics.insert(*topic);
        }
    }
    likely.retain(|(_, topic)| topics.contains(topic));
    likely
}

/// Returns whether a title or a description has a number that the text does not have.
fn has_headline(document: &Document, analysis: &Analysis) -> bool {
    let titles =
        document.blocks.iter().take(12).filter(|block| matches!(place_of(block), Place::Title | Place::Description));
    titles
        .flat_map(|block| {
            let first = analysis.quantities.iter().take(12);
            first.filter(|quantity| block.range.contains_range(quantity.range))
        })
        .any(|quantity| exact(quantity).is_some_and(|amount| !is_borne_out(analysis, quantity, amount)))
}

/// Returns the numbers of one subject that a document states differently.
fn conflicts(all: &[Stated<'_>]) -> Vec<Conflict> {
    let mut topics: FxHashMap<usize, Vec<&Stated<'_>>> = FxHashMap::default();
    for stated in all {
        if let Some(Topic::Known(topic)) = stated.topic
            && stated.is_plain
            && stated.quantity.operator == Operator::Equal
            && !stated.is_listed
        {
            topics.entry(topic).or_default().push(stated);
        }
    }
    let mut found = Vec::new();
    let mut ordered: Vec<_> = topics.into_iter().collect();
    ordered.sort_unstable_by_key(|(topic, _)| *topic);
    for (topic, values) in ordered.into_iter().filter(|(_, values)| values.len() <= MOST) {
        for (index, later) in values.iter().enumerate() {
            let mut earlier = values[..index].iter().filter(|earlier| earlier.measures_as(later));
            let conflict = earlier.find_map(|earlier| conflict(topic, earlier, later, &values));
            found.extend(conflict);
        }
    }
    found.sort_by_key(|conflict: &Conflict| conflict.second.start());
    found
}

fn conflict(topic: usize, earlier: &Stated<'_>, later: &Stated<'_>, all: &[&Stated<'_>]) -> Option<Conflict> {
    // A title against the text is told by itself.
    let is_headline = earlier.is_title() != later.is_title();
    if agree(earlier.amount, later.amount, 5) || is_one_place(earlier, later) || is_headline {
        return None;
    }
    // A title says who it is in more words, and so may a text of what a table names.
    let is_title = earlier.is_title() || (earlier.place == Place::Cell) != (later.place == Place::Cell);
    let power = slip(earlier.amount.value, later.amount.value, 1);
    let of_kind = || all.iter().filter(|other| other.measures_as(later));
    let is_behind =
        starts_with(later.behind.as_ref(), &earlier.whose) || starts_with(earlier.behind.as_ref(), &later.whose);
    if is_same(&earlier.whose, &later.whose, is_title) || is_behind {
        // Three values of one thing are values of its kinds, or of its years.
        let of_subject: Vec<&&Stated<'_>> =
            of_kind().filter(|other| is_same(&other.whose, &later.whose, is_title)).collect();
        let is_third = of_subject
            .iter()
            .any(|other| !agree(other.amount, earlier.amount, 5) && !agree(other.amount, later.amount, 5));
        let is_dated = !earlier.dates.is_empty() || !later.dates.is_empty();
        let is_of_one_time = !is_dated
            || earlier.dates == later.dates
            || words().is_fixed(topic) && (earlier.dates.is_empty() || later.dates.is_empty())
            || power.is_some() && (earlier.dates.is_empty() || later.dates.is_empty());
        // A company raises money more than once.
        let is_another = words().is_event(topic) && (power.is_none() || digits(later.amount) < 2 && !is_title);
        return (!is_third && !is_another && is_of_one_time).then_some(Conflict {
            first: earlier.quantity.range,
            second: later.quantity.range,
            power,
        });
    }
    // 此次融资 after the one round that was told of.
    let is_told = matches!(later.whose, Whose::Told { is_sure } if is_sure || power.is_some())
        && earlier.place == Place::Text
        && later.block - earlier.block <= 4
        && (power.is_some() || earlier.dates.is_empty() && later.dates.is_empty())
        && of_kind()
            .filter(|other| other.quantity.range != later.quantity.range)
            .all(|other| agree(other.amount, earlier.amount, 5));
    // 融资5亿美元 … 融资5美元: nobody raises five dollars.
    let is_lost = earlier.quantity.kind == QuantityKind::Money
        && power.is_some_and(|power| 4 <= power.abs())
        && later.amount.value.min(earlier.amount.value) < rust_decimal::Decimal::from(1000)
        && !matches!((&earlier.whose, &later.whose), (Whose::Name(_), Whose::Name(_)));
    let is_price = words().is_price(topic);
    (is_told || is_lost && !is_price).then_some(Conflict {
        first: earlier.quantity.range,
        second: later.quantity.range,
        power,
    })
}

/// Returns whether two numbers stand in one clause, or in one table.
fn is_one_place(one: &Stated<'_>, other: &Stated<'_>) -> bool {
    one.clause == other.clause || one.place == Place::Cell && other.place == Place::Cell
}

/// Returns the numbers of title and description that the text has otherwise.
fn headlines(analysis: &Analysis, all: &[Stated<'_>]) -> Vec<Headline> {
    let titles = all.iter().filter(|stated| stated.is_title()).take(MOST);
    titles.filter_map(|title| headline(analysis, title, all)).collect()
}

/// Returns whether a text has the number of a title, in whatever words.
fn is_borne_out(analysis: &Analysis, title: &Quantity, amount: Amount) -> bool {
    let elsewhere = analysis.quantities.iter().filter(|quantity| quantity.range != title.range);
    elsewhere.map(|quantity| quantity.value).any(|value| match value {
        QuantityValue::Exact(other) => agree(other, amount, 15),
        QuantityValue::Interval { low, high } => {
            low.is_none_or(|(low, _)| low.value <= amount.value)
                && high.is_none_or(|(high, _)| amount.value <= high.value)
        }
        QuantityValue::OutOfRange => true,
    })
}

fn headline(analysis: &Analysis, title: &Stated<'_>, all: &[Stated<'_>]) -> Option<Headline> {
    if title.is_listed || title.amount.value.is_zero() || is_borne_out(analysis, title.quantity, title.amount) {
        return None;
    }
    let texts =
        || all.iter().filter(|other| matches!(other.place, Place::Text | Place::Cell) && other.measures_as(title));
    let is_description = title.place == Place::Description;
    let of_title = |other: &Stated<'_>, power| Headline {
        title: title.quantity.range,
        text: other.quantity.range,
        power,
        is_description,
    };
    // The same digits with another scale, of the same thing; of anything where the digits are no round number.
    let is_large = |stated: &Stated<'_>| stated.quantity.kind == QuantityKind::Money || 4 <= stated.amount.last_place;
    let is_marked = 2 <= digits(title.amount) && is_large(title);
    let slipped = texts().find_map(|other| {
        let is_alike = title.topic.is_some() && other.topic == title.topic;
        let is_open = !matches!((&title.topic, &other.topic), (Some(Topic::Known(_)), Some(Topic::Known(_))));
        let power = slip(title.amount.value, other.amount.value, 1)?;
        (is_alike || is_marked && is_open && is_large(other)).then(|| of_title(other, Some(power)))
    });
    if slipped.is_some() {
        return slipped;
    }
    // Without a slip: the one value that the text has of what the title speaks of.
    let Some(Topic::Known(_)) = title.topic else { return None };
    let mut alike = texts().filter(|other| other.topic == title.topic);
    let first = alike.next()?;
    let is_single = alike.all(|other| agree(other.amount, first.amount, 5));
    let is_of_one = is_likely_same(&title.whose, &first.whose)
        || title.whose == Whose::Unknown
        || first.whose == Whose::Unknown
        || starts_with(first.behind.as_ref(), &title.whose);
    let is_of_one_time = title.dates.is_empty() || first.dates.is_empty() || title.dates == first.dates;
    let is_sure = title.is_plain && first.is_plain && !first.is_listed && is_single && is_of_one && is_of_one_time;
    // Further apart than that, they are two things.
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let (smaller, larger) = (title.amount.value.min(first.amount.value), title.amount.value.max(first.amount.value));
    let is_near = smaller.checked_mul(hundred).is_none_or(|smaller| larger < smaller);
    (is_sure && is_near && is_out_of_bounds(title, first)).then(|| of_title(first, None))
}

/// Returns how many digits a number has, zeros at its end apart.
fn digits(amount: Amount) -> usize {
    amount.value.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len()
}

/// Returns whether a number of the text is not what a title says of it: more than 50, nearly 50.
fn is_out_of_bounds(title: &Stated<'_>, text: &Stated<'_>) -> bool {
    let half_again = title.amount.value + title.amount.value / rust_decimal::Decimal::TWO;
    let half = title.amount.value / rust_decimal::Decimal::TWO;
    if text.quantity.operator != Operator::Equal && text.quantity.operator != Operator::About {
        return false;
    }
    match title.quantity.operator {
        Operator::Equal | Operator::About => true,
        Operator::More | Operator::AtLeast => text.amount.value < title.amount.value || half_again < text.amount.value,
        Operator::Less | Operator::AtMost => title.amount.value < text.amount.value || text.amount.value < half,
    }
}
