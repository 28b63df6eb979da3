//! What a Markdown document says, each stretch once.

use chrono::{NaiveDate, NaiveDateTime};

use super::{Found, Kind, plain, sort, value};
use crate::claim::{DateMention, read_whole};
use crate::document;
use crate::quantity::{Quantity, QuantityValue};
use crate::reference::ReferenceTables;
use crate::temporal::{Granularity, Resolved, TemporalValue, Tense, resolve};
use crate::text::SourceFile;

/// Returns the numbers, quantities, dates and durations of a document's prose, in order of place; ranges are of the file.
///
/// What is found is what a check would judge: no digits of names (those that the tables know, and those of the shape of
/// names), no words such as 一个, and nothing twice. Relative dates are counted from `reference`, or else from the
/// document's own date: of its front matter, or else of its file name. Where there is none of these they have no value.
pub fn from_document(file: &SourceFile, tables: &ReferenceTables, reference: Option<NaiveDateTime>) -> Vec<Found> {
    let document = document::parse(file);
    let analysis = read_whole(file, &document, tables);
    let reference = reference.map(|reference| reference.date()).or(analysis.document_time);
    let mut found: Vec<Found> = analysis.quantities.iter().map(of_quantity).collect();
    found.extend(analysis.dates.iter().map(|date| of_date(date, reference)));
    for one in &mut found {
        one.range = document.prose.to_source(one.range);
    }
    sort(&mut found);
    found
}

fn of_quantity(quantity: &Quantity) -> Found {
    let is_interval = matches!(quantity.value, QuantityValue::Interval { .. });
    let kind = match Kind::from(quantity.kind) {
        Kind::Number if is_interval => Kind::NumberRange,
        kind => kind,
    };
    let mut found = Found::new(quantity.range, kind);
    found.value = value::of_quantity(quantity.value);
    found.unit = quantity.unit;
    found.operator = Some(quantity.operator);
    match quantity.value {
        QuantityValue::Exact(amount) => found.precision = Some(amount.last_place),
        QuantityValue::Interval { .. } => {}
        QuantityValue::OutOfRange => found.is_out_of_range = true,
    }
    found
}

fn of_date(date: &DateMention, reference: Option<NaiveDate>) -> Found {
    let expression = &date.expression;
    if let TemporalValue::Duration(duration) = &expression.value {
        let mut found = Found::new(expression.range, Kind::Duration);
        found.value = Some(value::of_duration(duration));
        found.timex = expression.value.timex();
        return found;
    }
    let readings = readings(date, reference);
    let kind = match readings.first() {
        Some(days) if !is_day(days) => Kind::DateRange,
        Some(_) => Kind::Date,
        None if names_a_day(&expression.value) => Kind::Date,
        None => Kind::DateRange,
    };
    let timex = expression.value.timex().or_else(|| readings.first().and_then(timex));
    let mut found = Found::new(expression.range, kind).with_readings(readings.iter().map(days).collect());
    found.timex = timex;
    found
}

/// Returns the days that a date can mean, the likeliest first.
fn readings(date: &DateMention, reference: Option<NaiveDate>) -> Vec<Resolved> {
    let expression = &date.expression;
    let Some(reference) = reference else {
        // What is the same from two days that have nothing in common depends on neither.
        let [first, second] = plain::references().map(|moment| resolve(expression, moment.date(), date.tense));
        return first.filter(|_| first == second).into_iter().collect();
    };
    let mut readings: Vec<Resolved> = resolve(expression, reference, date.tense).into_iter().collect();
    if date.tense == Tense::Unknown {
        // The words around it do not tell which year is meant.
        for tense in [Tense::Past, Tense::Future] {
            let other = resolve(expression, reference, tense);
            readings.extend(other.filter(|other| !readings.contains(other)));
        }
    }
    readings
}

fn is_day(days: &Resolved) -> bool {
    days.start.succ_opt() == Some(days.end)
}

/// Returns whether an expression that means no days would mean one.
fn names_a_day(value: &TemporalValue) -> bool {
    match value {
        TemporalValue::Date(date) => date.day.is_some(),
        TemporalValue::Weekday(_) => true,
        TemporalValue::Relative(relative) => {
            relative.part.day.is_some() || relative.weekday.is_some() || relative.unit == Granularity::Day
        }
        TemporalValue::Part(..) | TemporalValue::Range(..) | TemporalValue::Duration(_) => false,
    }
}

fn days(resolved: &Resolved) -> String {
    if is_day(resolved) { resolved.start.to_string() } else { format!("{}/{}", resolved.start, resolved.end) }
}

/// Returns a day, month or year in TIMEX3 notation; other stretches have none that says them whole.
fn timex(resolved: &Resolved) -> Option<String> {
    let Resolved { start, end, .. } = *resolved;
    if is_day(resolved) {
        return Some(start.to_string());
    }
    let is_from_to = |months: u32| start.checked_add_months(chrono::Months::new(months)) == Some(end);
    match (start.format("%m-%d").to_string().as_str(), start.format("%d").to_string().as_str()) {
        ("01-01", _) if is_from_to(12) => Some(start.format("%Y").to_string()),
        (_, "01") if is_from_to(1) => Some(start.format("%Y-%m").to_string()),
        _ => None,
    }
}
