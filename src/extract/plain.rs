//! Everything in a plain text, every reading of it.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::{Found, sort, value};
use crate::language::{self, Tokens};
use crate::quantity::{self, Mention, Quantity, QuantityValue};
use crate::temporal::{self, TemporalMention};

/// Returns everything that is written about numbers and time in a plain text, in order of place.
///
/// Things found may overlap: every number is one, also where it is part of an amount of money or of a date. Names are told
/// from numbers by their shape alone (`GPT-4`, `H100`). Dates that are relative, or that leave out their year, are counted
/// from `reference`; without one they have no value.
///
/// # Panics
/// If `text` is 4 GiB or more.
pub fn from_text(text: &str, reference: Option<NaiveDateTime>) -> Vec<Found> {
    let tokens = language::scan(text, &[]);
    let mut found = quantities(&tokens);
    found.extend(times(&tokens, reference));
    sort(&mut found);
    found
}

fn quantities(tokens: &Tokens<'_>) -> Vec<Found> {
    let counted = quantity::extract_tokens(tokens, &[]);
    let mut index = 0;
    let mentions = quantity::mentions(tokens);
    let with_precision = |mention: &Mention| {
        while counted.get(index).is_some_and(|quantity| quantity.range.end() <= mention.range.start()) {
            index += 1;
        }
        let same = counted[index..].iter().take(2);
        let same = same.into_iter().find(|one| one.range == mention.range || one.number == mention.range);
        of_mention(mention, same)
    };
    mentions.iter().map(with_precision).collect()
}

/// Makes a record of a mention, with what the reading for claims of the same place knows of its exactness.
fn of_mention(mention: &Mention, quantity: Option<&Quantity>) -> Found {
    let mut found = Found::new(mention.range, mention.kind.into());
    found.value = mention.value.map(value::of_mention);
    found.unit = mention.unit;
    if let Some(quantity) = quantity {
        found.operator = Some(quantity.operator);
        match quantity.value {
            QuantityValue::Exact(amount) => found.precision = Some(amount.last_place),
            QuantityValue::Interval { .. } => {}
            QuantityValue::OutOfRange => found.is_out_of_range = found.value.is_none(),
        }
    }
    found
}

fn times(tokens: &Tokens<'_>, reference: Option<NaiveDateTime>) -> Vec<Found> {
    match reference {
        Some(reference) => temporal::mentions(tokens, reference).into_iter().map(of_time).collect(),
        None => without_reference(tokens),
    }
}

fn of_time(mention: TemporalMention) -> Found {
    let mut found = Found::new(mention.range, mention.kind.into()).with_readings(mention.values);
    found.timex = mention.timex;
    found
}

/// Reads with two reference dates that have nothing in common: what differs depends on them, and so has no value.
fn without_reference(tokens: &Tokens<'_>) -> Vec<Found> {
    let [first, second] = references();
    let mut others = temporal::mentions(tokens, second).into_iter().map(of_time).peekable();
    let mut found: Vec<Found> = temporal::mentions(tokens, first).into_iter().map(of_time).collect();
    for one in &mut found {
        while others.next_if(|other| other.range.start() < one.range.start()).is_some() {}
        let other = others.peek().filter(|other| other.range == one.range);
        if other.is_none_or(|other| other.kind != one.kind || other.value != one.value || other.values != one.values) {
            one.value = None;
            one.values.clear();
        }
        if other.is_none_or(|other| other.timex != one.timex) {
            one.timex = None;
        }
    }
    found
}

/// Returns two moments that share no year, month, day, day of the week, hour or half of anything.
pub(super) fn references() -> [NaiveDateTime; 2] {
    let moment = |year, month, day, hour| {
        let day = NaiveDate::from_ymd_opt(year, month, day).expect("a day");
        day.and_time(NaiveTime::from_hms_opt(hour, 7, 11).expect("a time"))
    };
    [moment(1987, 2, 4, 5), moment(2052, 10, 19, 16)]
}
