//! `factlint extract --jsonl`: a line of JSON in, a line of JSON out.
//!
//! The memory of a run is bounded by the longest line. A line that cannot be read is named on standard error and passed
//! over; the others are answered in their order.

use std::path::Path;

use serde::Deserialize;

use super::Outcome;
use super::arguments::{ExtractArguments, ExtractFormat};
use super::console::Console;
use super::extract::keep;
use crate::extract::{from_text, parse_moment};
use crate::message::Message;
use crate::render::found_in_text;
use crate::workspace::{Line, WorkspaceError, catch_panic, open_lines, reason};

/// The most bytes of a line.
const LINE_LIMIT: usize = 16 * 1024 * 1024;

/// A line; other keys are passed over.
#[derive(Deserialize)]
struct Input {
    id: Id,
    text: String,
    /// Both languages are read in any text.
    #[serde(default, rename = "lang")]
    _lang: Option<String>,
    #[serde(default)]
    reference_date: Option<String>,
}

/// What a line is known by: text or a number.
#[derive(Deserialize)]
#[serde(untagged, expecting = "`id` must be text or a number")]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

/// Answers each line of a file or of standard input.
///
/// # Errors
/// If the arguments do not fit, or the file cannot be opened.
pub(super) fn extract_lines(arguments: &ExtractArguments, console: &mut Console) -> Result<Outcome, WorkspaceError> {
    if arguments.format == ExtractFormat::Pretty {
        let help = "leave out `--jsonl` to see what is in a document, or `--format` to answer lines of JSON";
        return Err(WorkspaceError::usage("`--jsonl` has no pretty format", help));
    }
    let path = match arguments.paths.as_slice() {
        [] => Path::new("-"),
        [path] => path.as_path(),
        _ => {
            let help = "join them: cat a.jsonl b.jsonl | factlint extract --jsonl";
            return Err(WorkspaceError::usage("`--jsonl` reads one file", help));
        }
    };
    let mut lines = open_lines(path, LINE_LIMIT)?;
    let mut outcome = Outcome::Clean;
    let (mut line, mut output) = (Vec::new(), String::new());
    let mut line_number: u64 = 0;
    while !console.is_closed() {
        if !lines.is_ready() {
            // Whoever writes the lines may wait for the answer before the next.
            console.flush();
        }
        line_number += 1;
        let answered = match lines.read(&mut line) {
            Ok(Line::End) => break,
            Ok(Line::TooLong) => Err(message!("it is longer than {size} MiB", size = LINE_LIMIT >> 20)),
            Ok(Line::Whole) if line.trim_ascii().is_empty() => continue,
            Ok(Line::Whole) => answer(&line, line_number, arguments, &mut output),
            Err(error) => {
                let help = "the lines before it were answered";
                let reason = reason(&error);
                console.error(message!("line {line_number} cannot be read: {reason}", line_number, reason), help);
                return Ok(Outcome::Failed);
            }
        };
        match answered {
            Ok(Answer::Written) => console.write(&output),
            Ok(Answer::Panicked(words)) => {
                outcome = Outcome::Failed;
                let help = "this is a defect of factlint: please report it with the line; it was passed over";
                console.error(message!("factlint failed on line {line_number}: {words}", line_number, words), help);
            }
            Err(words) => {
                outcome = outcome.max(Outcome::Findings);
                let help = "a line is one JSON object with `id` and `text`, and perhaps `reference_date`";
                console.error(message!("line {line_number} was passed over: {words}", line_number, words), help);
            }
        }
        output.clear();
    }
    Ok(outcome)
}

enum Answer {
    Written,
    Panicked(String),
}

/// Writes the answer to a line; the error says what is wrong with it.
fn answer(line: &[u8], number: u64, arguments: &ExtractArguments, output: &mut String) -> Result<Answer, Message> {
    // A byte order mark may stand at the start of a stream.
    let line = if number == 1 { line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line) } else { line };
    let text = simdutf8::compat::from_utf8(line)
        .map_err(|error| message!("it is not UTF-8 (byte {byte})", byte = error.valid_up_to() + 1))?;
    // An array would be taken for the fields in their order.
    if !text.trim_start().starts_with('{') {
        return Err(message!("it is no JSON object"));
    }
    let input: Input = serde_json::from_str(text).map_err(|error| words(&error))?;
    let reference = match input.reference_date {
        None => arguments.reference_date,
        Some(date) => Some(parse_moment(&date).ok_or_else(|| message!("`reference_date` is no date: `{date}`", date))?),
    };
    let id = match input.id {
        Id::Text(text) => text.into(),
        Id::Number(number) => number.into(),
    };
    let written = catch_panic(|| {
        let mut found = from_text(&input.text, reference);
        keep(&arguments.kinds, &mut found);
        found_in_text(&id, &input.text, &found, output);
    });
    Ok(written.map_or_else(Answer::Panicked, |()| Answer::Written))
}

/// Returns what is wrong with a line of JSON, with its column: the line's number is that of the stream.
fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    match text.rsplit_once(" at line ") {
        Some((words, _)) if 0 < error.column() => format!("{words} (byte {})", error.column()),
        Some((words, _)) => words.to_owned(),
        None => text,
    }
}
