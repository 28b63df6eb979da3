//! `factlint extract`: prints the numbers, quantities and dates of texts as JSON Lines.
//!
//! Of files it prints what a claim can turn on, each place once; relative dates are counted from `--reference-date`, else
//! from the date in the front matter. Of each line of `--jsonl` it prints everything that is written: the 20 in `$20`, the 5
//! in 5月, every reading of a date without a year.

use std::io::{self, BufRead, Read as _};
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::Outcome;
use super::arguments::{ExtractArguments, ExtractFormat, ExtractKind};
use super::console::Console;
use crate::document::{self, Document};
use crate::language;
use crate::quantity::{
    self, Mention, MentionKind, MentionValue, Operator, Quantity, QuantityKind, QuantityValue, RelativeAnchor,
};
use crate::temporal::{self, TemporalKind, TemporalMention};
use crate::text::{SourceFile, TextRange};
use crate::workspace::{self, WorkspaceError};

/// The longest line of `--jsonl` that is read: memory stays bounded whatever comes in.
const MAX_LINE_BYTES: u64 = 64 * 1024 * 1024;

/// One thing found.
#[derive(Serialize)]
struct Found<'t> {
    kind: &'static str,
    /// Code points.
    start: usize,
    end: usize,
    utf16_start: usize,
    utf16_end: usize,
    byte_start: usize,
    byte_end: usize,
    text: &'t str,
    value: Option<String>,
    /// Every reading, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'static str>,
    /// Power of ten of the last digit written.
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timex: Option<String>,
}

/// A line of `--jsonl` input.
#[derive(Deserialize)]
struct Input {
    id: serde_json::Value,
    text: String,
    reference_date: Option<String>,
}

/// A line of `--jsonl` output.
#[derive(Serialize)]
struct Output<'t> {
    id: serde_json::Value,
    found: Vec<Found<'t>>,
}

/// A line of output for a file.
#[derive(Serialize)]
struct InFile<'t> {
    path: &'t str,
    line: usize,
    column: usize,
    #[serde(flatten)]
    found: Found<'t>,
}

/// Prints what is found in the files, in standard input, or in each line of `--jsonl`.
///
/// # Errors
/// If a path cannot be searched.
pub(super) fn extract(arguments: &ExtractArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    let reference = match arguments.reference_date.as_deref().map(parse_moment) {
        None => NaiveDate::default().and_time(chrono::NaiveTime::MIN),
        Some(Some(moment)) => moment,
        Some(None) => {
            let help = "write it as 2024-05-09 or 2024-05-09T12:00:00";
            return Err(WorkspaceError::usage("the reference date is no date", help));
        }
    };
    let is_standard_input = arguments.paths.iter().all(|path| path == Path::new("-"));
    if arguments.jsonl {
        if !is_standard_input {
            let help = "leave the paths out, and pass the lines to standard input";
            return Err(WorkspaceError::usage("`--jsonl` reads standard input", help));
        }
        return Ok(lines(arguments, reference, console));
    }
    let mut targets = Vec::new();
    let mut outcome = Outcome::Clean;
    for path in &arguments.paths {
        if path == Path::new("-") {
            targets.push(workspace::standard_input(None));
            continue;
        }
        let discovery = workspace::discover(std::slice::from_ref(path))?;
        outcome = if discovery.problems.is_empty() { outcome } else { Outcome::Failed };
        targets.extend(discovery.targets);
    }
    for target in &targets {
        match workspace::read(target, workspace::DEFAULT_SIZE_LIMIT) {
            Ok(file) => in_file(&file, arguments, reference, console),
            Err(report) => {
                for diagnostic in &report.diagnostics {
                    console.error(&diagnostic.message, "nothing was extracted from it");
                }
                outcome = Outcome::Failed;
            }
        }
    }
    Ok(outcome)
}

/// Reads a date, or a date and time.
fn parse_moment(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    if let Ok(day) = text.parse::<NaiveDate>() {
        return day.and_hms_opt(0, 0, 0);
    }
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), format).ok())
}

/// Answers each line of standard input with one of output; a bad line is named and passed over.
fn lines(arguments: &ExtractArguments, reference: NaiveDateTime, console: &mut Console) -> Outcome {
    let mut outcome = Outcome::Clean;
    let mut input = io::stdin().lock();
    let mut line = Vec::new();
    let mut line_number = 0;
    loop {
        line.clear();
        line_number += 1;
        match input.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line) {
            Ok(0) => return outcome,
            Ok(_) => {}
            Err(error) => {
                console.error(&format!("standard input cannot be read: {}", workspace::reason(&error)), "try again");
                return Outcome::Failed;
            }
        }
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let parsed = serde_json::from_slice::<Input>(&line).map_err(|error| error.to_string());
        let parsed = parsed.and_then(|input| match input.reference_date.as_deref().map(parse_moment) {
            Some(None) => Err("its reference_date is no date".to_owned()),
            moment => Ok((input, moment.flatten().unwrap_or(reference))),
        });
        match parsed {
            Ok((Input { id, text, .. }, reference)) => {
                let found = found(&text, &[], arguments, reference);
                let found = offsets(&text, found, |range| range);
                print(console, &Output { id, found });
            }
            Err(message) => {
                console.error(
                    &format!("line {line_number} was passed over: {message}"),
                    "a line is one JSON object with `id` and `text`",
                );
                outcome = Outcome::Failed;
            }
        }
    }
}

/// Prints what is found in a document's prose, with its place in the file.
fn in_file(file: &SourceFile, arguments: &ExtractArguments, reference: NaiveDateTime, console: &mut Console) {
    let document = document::parse(file);
    let reference =
        if arguments.reference_date.is_some() { reference } else { own_date(&document).unwrap_or(reference) };
    let found = counted(document.prose.text(), document.prose.opaque(), arguments, reference);
    for found in offsets(file.text(), found, |range| document.prose.to_source(range)) {
        let position = file.position(crate::text::size(found.byte_start));
        match arguments.format {
            ExtractFormat::Jsonl => {
                let line = InFile { path: file.path(), line: position.line, column: position.column, found };
                print(console, &line);
            }
            ExtractFormat::Pretty => {
                let value = found.value.as_deref().unwrap_or("-");
                let unit = found.unit.map_or(String::new(), |unit| format!(" {unit}"));
                let (line, column) = (position.line, position.column);
                let text = crate::render::neutral_line(found.text);
                console.write(&format!(
                    "{}:{line}:{column}: {:14} {text}  =  {value}{unit}\n",
                    file.path(),
                    found.kind
                ));
            }
        }
    }
}

fn print(console: &mut Console, value: &impl Serialize) {
    // Texts and numbers always have a form in JSON.
    if let Ok(line) = serde_json::to_string(value) {
        console.write(&line);
        console.write("\n");
    }
}

/// Returns the date in a document's front matter.
fn own_date(document: &Document) -> Option<NaiveDateTime> {
    let root = document.front_matter.as_ref()?.root.as_ref()?;
    let written = root.get("date")?.as_scalar()?;
    parse_moment(written.get(..10)?)
}

/// One thing found, in bytes of the text.
struct Raw {
    range: TextRange,
    kind: &'static str,
    values: Vec<String>,
    unit: Option<&'static str>,
    operator: Option<&'static str>,
    precision: Option<i32>,
    timex: Option<String>,
}

/// Finds everything of the kinds asked for, in order of place.
fn found(text: &str, names: &[TextRange], arguments: &ExtractArguments, reference: NaiveDateTime) -> Vec<Raw> {
    let tokens = language::scan(text, names);
    let wants =
        |kinds: &[ExtractKind]| arguments.kinds.is_empty() || kinds.iter().any(|kind| arguments.kinds.contains(kind));
    let mut found = Vec::new();
    if wants(&[ExtractKind::Number, ExtractKind::Quantity]) {
        let quantities = quantity::extract_tokens(&tokens, &[]);
        let mut quantities = quantities.iter().peekable();
        for mention in quantity::mentions(&tokens) {
            while quantities.next_if(|quantity| quantity.range.end() <= mention.range.start()).is_some() {}
            let same = quantities
                .peek()
                .filter(|quantity| quantity.range == mention.range || quantity.number == mention.range);
            if wants(&[group(mention.kind)]) {
                found.push(quantity_raw(&mention, same.copied()));
            }
        }
    }
    if wants(&[ExtractKind::Date]) {
        found.extend(temporal::mentions(&tokens, reference).into_iter().map(temporal_raw));
    }
    found.sort_by_key(|raw| (raw.range.start(), raw.range.end()));
    found
}

/// Finds what a claim can turn on: no number of a name or a date, no 一 of 一个, and each place read once.
fn counted(text: &str, names: &[TextRange], arguments: &ExtractArguments, reference: NaiveDateTime) -> Vec<Raw> {
    let tokens = language::scan(text, names);
    let wants = |kind: ExtractKind| arguments.kinds.is_empty() || arguments.kinds.contains(&kind);
    let dates = temporal::extract_tokens(&tokens);
    let mut found = Vec::new();
    for quantity in quantity::extract_tokens(&tokens, &dates) {
        let (kind, group) = match quantity.kind {
            QuantityKind::Number | QuantityKind::Fraction | QuantityKind::Multiple => ("number", ExtractKind::Number),
            QuantityKind::Ordinal => ("ordinal", ExtractKind::Number),
            QuantityKind::Percent | QuantityKind::PercentagePoints | QuantityKind::Discount => {
                ("percent", ExtractKind::Quantity)
            }
            QuantityKind::Money => ("money", ExtractKind::Quantity),
            QuantityKind::Dimension => ("dimension", ExtractKind::Quantity),
            QuantityKind::Age => ("age", ExtractKind::Quantity),
            QuantityKind::Temperature => ("temperature", ExtractKind::Quantity),
        };
        let value = match quantity.value {
            QuantityValue::Exact(amount) => Some(MentionValue::Number(amount.value.normalize())),
            QuantityValue::Interval { low, high } => {
                let end = |end: Option<(quantity::Amount, bool)>| {
                    end.map(|(amount, is_in)| (amount.value.normalize(), is_in))
                };
                Some(MentionValue::Interval { low: end(low), high: end(high) })
            }
            QuantityValue::OutOfRange => None,
        };
        if wants(group) {
            let precision = match quantity.value {
                QuantityValue::Exact(amount) => Some(amount.last_place),
                _ => None,
            };
            found.push(Raw {
                range: quantity.range,
                kind,
                values: value.map(value_text).into_iter().collect(),
                unit: quantity.unit,
                operator: operator_text(quantity.operator),
                precision,
                timex: None,
            });
        }
    }
    if wants(ExtractKind::Date) {
        found.extend(dates.iter().filter_map(|date| temporal::describe(date, reference)).map(temporal_raw));
    }
    found
}

fn value_text(value: MentionValue) -> String {
    match value {
        MentionValue::Number(number) => number.to_string(),
        MentionValue::Interval { low, high } => {
            let end =
                |end: Option<(rust_decimal::Decimal, bool)>| end.map_or(String::new(), |(end, _)| end.to_string());
            let is_in = |end: Option<(rust_decimal::Decimal, bool)>| end.is_some_and(|(_, is_in)| is_in);
            let (open, close) = (if is_in(low) { '[' } else { '(' }, if is_in(high) { ']' } else { ')' });
            format!("{open}{},{}{close}", end(low), end(high))
        }
        MentionValue::Relative(RelativeAnchor::Current, offset) => format!("current{offset:+}"),
        MentionValue::Relative(RelativeAnchor::End, offset) => format!("end{offset:+}"),
    }
}

fn operator_text(operator: Operator) -> Option<&'static str> {
    match operator {
        Operator::Equal => None,
        Operator::About => Some("about"),
        Operator::More => Some("more"),
        Operator::AtLeast => Some("at least"),
        Operator::Less => Some("less"),
        Operator::AtMost => Some("at most"),
    }
}

fn group(kind: MentionKind) -> ExtractKind {
    match kind {
        MentionKind::Number | MentionKind::NumberRange | MentionKind::Ordinal | MentionKind::RelativeOrdinal => {
            ExtractKind::Number
        }
        _ => ExtractKind::Quantity,
    }
}

fn quantity_raw(mention: &Mention, quantity: Option<&Quantity>) -> Raw {
    let kind = match mention.kind {
        MentionKind::Number => "number",
        MentionKind::NumberRange => "numberrange",
        MentionKind::Ordinal => "ordinal",
        MentionKind::RelativeOrdinal => "ordinal.relative",
        MentionKind::Percent => "percent",
        MentionKind::Money => "money",
        MentionKind::Dimension => "dimension",
        MentionKind::Age => "age",
        MentionKind::Temperature => "temperature",
    };
    let value = mention.value.map(value_text);
    let operator = quantity.and_then(|quantity| operator_text(quantity.operator));
    let precision = quantity.and_then(|quantity| match quantity.value {
        QuantityValue::Exact(amount) => Some(amount.last_place),
        _ => None,
    });
    Raw {
        range: mention.range,
        kind,
        values: value.into_iter().collect(),
        unit: mention.unit,
        operator,
        precision,
        timex: None,
    }
}

fn temporal_raw(mention: TemporalMention) -> Raw {
    let kind = match mention.kind {
        TemporalKind::Date => "date",
        TemporalKind::DateRange => "daterange",
        TemporalKind::DateTime => "datetime",
        TemporalKind::DateTimeRange => "datetimerange",
        TemporalKind::Time => "time",
        TemporalKind::TimeRange => "timerange",
        TemporalKind::Duration => "duration",
        TemporalKind::Set => "set",
    };
    let TemporalMention { range, values, timex, .. } = mention;
    Raw { range, kind, values, unit: None, operator: None, precision: None, timex }
}

/// Gives each thing found its place in every unit; `place` maps bytes of the text read to bytes of `source`.
fn offsets<'t>(source: &'t str, found: Vec<Raw>, place: impl Fn(TextRange) -> TextRange) -> Vec<Found<'t>> {
    // The starts rise, so that one pass counts them all; an end is counted on from its start.
    let (mut at, mut characters, mut units) = (0, 0, 0);
    let count = |text: &str| {
        text.bytes().fold((0, 0), |(characters, units), byte| {
            let is_start = byte & 0xC0 != 0x80;
            (characters + usize::from(is_start), units + usize::from(is_start) + usize::from(0xF0 <= byte))
        })
    };
    let mut placed: Vec<(usize, usize, Raw)> = found
        .into_iter()
        .map(|raw| {
            let range = place(raw.range);
            (usize::from(range.start()), usize::from(range.end()), raw)
        })
        .collect();
    placed.sort_by_key(|(start, end, _)| (*start, *end));
    let mut output = Vec::with_capacity(placed.len());
    for (start, end, raw) in placed {
        let (more, more_units) = count(&source[at..start]);
        (at, characters, units) = (start, characters + more, units + more_units);
        let (length, length_units) = count(&source[start..end]);
        let Raw { kind, mut values, unit, operator, precision, timex, .. } = raw;
        let value = values.first().cloned();
        if values.len() < 2 {
            values.clear();
        }
        output.push(Found {
            kind,
            start: characters,
            end: characters + length,
            utf16_start: units,
            utf16_end: units + length_units,
            byte_start: start,
            byte_end: end,
            text: &source[start..end],
            value,
            values,
            unit,
            operator,
            precision,
            timex,
        });
    }
    output
}
