//! What was found in texts: JSON Lines for programs, a table for people.
//!
//! Every place is given in code points, UTF-16 units and bytes from the start of the text (0-based, end exclusive); in
//! files, a byte order mark counts.

use serde::Serialize;

use super::json::to_json;
use super::locate::Locator;
use super::neutral::{neutral_line, neutral_path};
use super::width::{clip, text_width};
use crate::extract::Found;
use crate::quantity::Operator;
use crate::text::SourceFile;

/// The most columns of the text found in the table.
const TEXT_WIDTH: usize = 40;

/// A line for one thing found in a file.
#[derive(Serialize)]
struct InFile<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    kind: &'static str,
    span: Span,
    #[serde(flatten)]
    said: Said<'a>,
}

/// A line for all that was found in one text.
#[derive(Serialize)]
struct InText<'a> {
    id: &'a serde_json::Value,
    found: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Item<'a> {
    #[serde(flatten)]
    span: Span,
    kind: &'static str,
    #[serde(flatten)]
    said: Said<'a>,
}

#[derive(Serialize)]
struct Span {
    start: usize,
    end: usize,
    utf16_start: usize,
    utf16_end: usize,
    byte_start: usize,
    byte_end: usize,
}

#[derive(Serialize)]
struct Said<'a> {
    text: &'a str,
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "is_empty")]
    values: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    precision: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timex: Option<&'a str>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    out_of_range: bool,
}

fn is_empty(values: &[String]) -> bool {
    values.is_empty()
}

impl<'a> Said<'a> {
    fn new(text: &'a str, found: &'a Found) -> Self {
        Self {
            text: &text[found.bytes()],
            value: found.value.as_deref(),
            values: &found.values,
            unit: found.unit,
            operator: found.operator.map(operator),
            precision: found.precision,
            timex: found.timex.as_deref(),
            out_of_range: found.is_out_of_range,
        }
    }
}

/// Writes one line of JSON for each thing found in a file.
pub fn found_in_file(file: &SourceFile, found: &[Found], output: &mut String) {
    let mut locator = Locator::new(file);
    let mut places = Places::new(file.text());
    for one in found {
        let position = locator.position(one.range.start());
        let said = Said::new(file.text(), one);
        let (line, column) = (position.line, position.column);
        let span = places.span(one);
        output.push_str(&to_json(&InFile { file: file.path(), line, column, kind: one.kind.as_str(), span, said }));
        output.push('\n');
    }
}

/// Writes one line of JSON for all that was found in a text.
pub fn found_in_text(id: &serde_json::Value, text: &str, found: &[Found], output: &mut String) {
    let mut places = Places::new(text);
    let item = |one| Item { span: places.span(one), kind: one.kind.as_str(), said: Said::new(text, one) };
    let found = found.iter().map(item).collect();
    output.push_str(&to_json(&InText { id, found }));
    output.push('\n');
}

/// Writes a table of what was found in a file, under the file's name.
pub fn found_table(file: &SourceFile, found: &[Found], output: &mut String) {
    if found.is_empty() {
        return;
    }
    let mut locator = Locator::new(file);
    let rows: Vec<[String; 4]> = found
        .iter()
        .map(|one| {
            let position = locator.position(one.range.start());
            let place = format!("{}:{}", position.line, position.column);
            let text = clip(&neutral_line(&file.text()[one.bytes()]), TEXT_WIDTH);
            [place, one.kind.as_str().to_owned(), text, said(one)]
        })
        .collect();
    output.push_str(&neutral_path(file.path()));
    output.push('\n');
    aligned(&rows, output);
}

/// Writes rows with their columns aligned, two spaces apart; the last column is as wide as it is.
pub(super) fn aligned<const N: usize>(rows: &[[String; N]], output: &mut String) {
    let width = |column: usize| rows.iter().map(|row| text_width(&row[column])).max().unwrap_or_default();
    let widths: Vec<usize> = (0..N - 1).map(width).collect();
    for row in rows {
        for (cell, width) in row.iter().zip(&widths) {
            output.push_str("  ");
            output.push_str(cell);
            output.extend(std::iter::repeat_n(' ', width - text_width(cell)));
        }
        output.push_str("  ");
        output.push_str(&row[N - 1]);
        output.push('\n');
    }
}

/// Returns what something found says, for people.
fn said(found: &Found) -> String {
    let mut said = match found.operator {
        None | Some(Operator::Equal) => String::new(),
        Some(other) => format!("{} ", operator(other)),
    };
    match &found.value {
        Some(value) => said.push_str(value),
        None if found.is_out_of_range => said.push_str("(out of range)"),
        None => said.push('-'),
    }
    if let Some(unit) = found.unit {
        said.push(' ');
        said.push_str(unit);
    }
    for other in found.values.iter().skip(1) {
        said.push_str(" or ");
        said.push_str(other);
    }
    said
}

/// Returns the sign of an operator, as in the claims of `check`.
pub(super) const fn operator(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "=",
        Operator::About => "~",
        Operator::More => ">",
        Operator::AtLeast => ">=",
        Operator::Less => "<",
        Operator::AtMost => "<=",
    }
}

/// Counts code points and UTF-16 units from one place to the next.
struct Places<'a> {
    text: &'a str,
    byte: usize,
    characters: usize,
    utf16_units: usize,
}

impl<'a> Places<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, byte: 0, characters: 0, utf16_units: 0 }
    }

    /// Returns the place of something found that starts no earlier than the one before.
    fn span(&mut self, found: &Found) -> Span {
        let bytes = found.bytes();
        let (characters, utf16_units) = count(&self.text.as_bytes()[self.byte..bytes.start]);
        self.byte = bytes.start;
        self.characters += characters;
        self.utf16_units += utf16_units;
        let (characters, utf16_units) = count(&self.text.as_bytes()[bytes.clone()]);
        Span {
            start: self.characters,
            end: self.characters + characters,
            utf16_start: self.utf16_units,
            utf16_end: self.utf16_units + utf16_units,
            byte_start: bytes.start,
            byte_end: bytes.end,
        }
    }
}

/// Returns the number of characters and of UTF-16 units in UTF-8 bytes.
fn count(bytes: &[u8]) -> (usize, usize) {
    // Each byte that does not continue a character starts one; characters of four bytes take two units.
    let characters = bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    let pairs = bytes.iter().filter(|byte| 0xF0 <= **byte).count();
    (characters, characters + pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::from_text;

    #[test]
    fn places_are_given_in_every_unit() {
        let mut line = String::new();
        let text = "😀微软拥有５０００亿参数，😀$20";
        found_in_text(&"a".into(), text, &from_text(text, None), &mut line);
        let value: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(
            value["found"][0],
            serde_json::json!({
                "start": 5, "end": 10, "utf16_start": 6, "utf16_end": 11, "byte_start": 16, "byte_end": 31,
                "kind": "number", "text": "５０００亿", "value": "500000000000", "operator": "=", "precision": 8,
            })
        );
        let money = value["found"].as_array().unwrap().iter().find(|found| found["kind"] == "money").unwrap();
        assert_eq!((&money["start"], &money["utf16_start"], &money["unit"]), (&14.into(), &16.into(), &"USD".into()));
    }

    #[test]
    fn a_table_is_aligned_by_columns_and_harmless() {
        let file = SourceFile::new("a\x1b.md", "");
        let mut table = String::new();
        found_table(&file, &[], &mut table);
        assert_eq!(table, "");
        let file = SourceFile::new("a\x1b.md", "约5000亿\n共20 pounds");
        found_table(&file, &from_text(file.text(), None), &mut table);
        let lines: Vec<&str> = table.lines().collect();
        assert_eq!(lines[0], "a␛.md");
        let columns: Vec<usize> =
            lines[1..].iter().map(|line| text_width(&line[..line.rfind("  ").unwrap()])).collect();
        assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{table}");
    }
}
