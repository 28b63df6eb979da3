//! What stands under the snippet: what to do, what the tables say, what the fix would change.

use super::links::Links;
use crate::catalogue;
use crate::diagnostic::{Applicability, Diagnostic, Edit, EvidenceItem, Fix, SourceRecord};
use crate::message::Message;
use crate::render::Style;
use crate::render::neutral::neutral_line;
use crate::render::width::{clip, text_width, wrap};
use crate::text::{SourceFile, TextRange, TextSize};

/// Edits and lines of one edit that are shown of a fix.
const MAX_SHOWN: usize = 4;

/// Sources of one fact that are shown.
const MAX_SOURCES: usize = 2;

/// Characters of the line that are shown on both sides of an edit.
const EDIT_CONTEXT: usize = 16;

/// Writes help, evidence and fix, as far as the finding has them.
pub(super) fn write(
    file: &SourceFile,
    diagnostic: &Diagnostic,
    style: Style,
    links: Option<&Links>,
    output: &mut String,
) {
    let say = |message: &Message| catalogue::text(message, style.language).into_owned();
    if let Some(help) = &diagnostic.help {
        paragraph("help: ", help, style, output);
    }
    for item in &diagnostic.evidence {
        paragraph("evidence: ", &say(&evidence_sentence(item)), style, output);
        for source in item.sources.iter().take(MAX_SOURCES) {
            write_source(source, style, links, output);
        }
        if MAX_SOURCES < item.sources.len() {
            detail(&say(&message!("… and {count} more", count = item.sources.len() - MAX_SOURCES)), style, output);
        }
        if let Some(note) = &item.note {
            detail(&say(&message!("note: {note}", note)), style, output);
        }
    }
    if let Some(fix) = &diagnostic.fix {
        write_fix(file, fix, style, output);
    }
}

/// Writes a text after a heading, wrapped, its further lines under its first.
fn paragraph(heading: &'static str, text: &str, style: Style, output: &mut String) {
    let heading = catalogue::words(heading, style.language);
    let columns = text_width(heading);
    let indent = columns + 2;
    for (index, line) in harmless_lines(text, style.width.saturating_sub(indent)).iter().enumerate() {
        output.push_str("  ");
        if 0 < index {
            output.extend(std::iter::repeat_n(' ', columns));
        } else if style.is_coloured {
            output.push_str("\x1b[36m");
            output.push_str(heading);
            output.push_str("\x1b[0m");
        } else {
            output.push_str(heading);
        }
        output.push_str(line);
        output.push('\n');
    }
}

/// Writes a line that belongs to the evidence above it.
fn detail(text: &str, style: Style, output: &mut String) {
    for line in harmless_lines(text, style.width.saturating_sub(12)) {
        output.push_str("            ");
        output.push_str(&line);
        output.push('\n');
    }
}

/// Returns the lines of a text, each safe to print and no longer than `width` columns.
fn harmless_lines(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrap(&neutral_line(line), width)).collect()
}

/// Returns `Llama 2, parameters: 70B (700亿) (confirmed, as of 2023-07-18)`.
fn evidence_sentence(item: &EvidenceItem) -> Message {
    let EvidenceItem { subject, attribute, .. } = item;
    let value = item.shown_value();
    let status = Some(item.status).filter(|status| item.value.is_some() && !status.is_empty());
    match (status, &item.as_of) {
        (None, None) => message!("{subject}, {attribute}: {value}", subject, attribute, value),
        (Some(status), None) => {
            message!("{subject}, {attribute}: {value} ({status})", subject, attribute, value, status)
        }
        (None, Some(day)) => message!("{subject}, {attribute}: {value} (as of {day})", subject, attribute, value, day),
        (Some(status), Some(day)) => {
            message!("{subject}, {attribute}: {value} ({status}, as of {day})", subject, attribute, value, status, day)
        }
    }
}

/// Writes `source: Title, 2023-07-18, https://…`; an address is never broken, so that it can be opened.
fn write_source(source: &SourceRecord, style: Style, links: Option<&Links>, output: &mut String) {
    let title = &source.title;
    let sentence = match &source.date {
        Some(date) => message!("source: {title}, {date}", title, date),
        None => message!("source: {title}", title),
    };
    let sentence = catalogue::text(&sentence, style.language).into_owned();
    let Some(locator) = &source.locator else { return detail(&sentence, style, output) };
    let locator = neutral_line(locator);
    let fits = text_width(&sentence) + 2 + text_width(&locator) <= style.width.saturating_sub(12);
    if fits && links.is_none() {
        let separator = catalogue::words(", ", style.language);
        return detail(&format!("{sentence}{separator}{locator}"), style, output);
    }
    detail(&sentence, style, output);
    output.push_str("            ");
    match links {
        Some(links) => output.push_str(&links.to_source(&locator)),
        None => output.push_str(&locator),
    }
    output.push('\n');
}

fn write_fix(file: &SourceFile, fix: &Fix, style: Style, output: &mut String) {
    let heading = match fix.applicability {
        Applicability::Safe => "fix: ",
        Applicability::Unsafe => "fix (unsafe): ",
        Applicability::DisplayOnly => "suggestion: ",
    };
    paragraph(heading, &fix.message, style, output);
    for edit in fix.edits.iter().take(MAX_SHOWN) {
        write_edit(file, edit, style, output);
    }
    if MAX_SHOWN < fix.edits.len() {
        let more = message!("… and {count} more places", count = fix.edits.len() - MAX_SHOWN);
        output.push_str(&format!("    {}\n", catalogue::text(&more, style.language)));
    }
}

/// Writes the place of an edit before and after it.
fn write_edit(file: &SourceFile, edit: &Edit, style: Style, output: &mut String) {
    let (before, after) = around(file, edit.range);
    let old = format!("{before}{}{after}", file.slice(edit.range));
    let new = format!("{before}{}{after}", edit.content);
    if !old.trim().is_empty() {
        write_side('-', "\x1b[31m", &old, style, output);
    }
    if !new.trim().is_empty() {
        write_side('+', "\x1b[32m", &new, style, output);
    }
}

fn write_side(mark: char, colour: &str, text: &str, style: Style, output: &mut String) {
    let mut lines = text.lines();
    for line in lines.by_ref().take(MAX_SHOWN) {
        let line = clip(&neutral_line(line), style.width.saturating_sub(6));
        if style.is_coloured {
            output.push_str(&format!("    {colour}{mark} {line}\x1b[0m\n"));
        } else {
            output.push_str(&format!("    {mark} {line}\n"));
        }
    }
    if lines.next().is_some() {
        output.push_str(&format!("    {mark} …\n"));
    }
}

/// Returns what stands before and after a range on its lines, cut to a few characters with an ellipsis.
fn around(file: &SourceFile, edited: TextRange) -> (String, String) {
    let edited = file.clamp(edited);
    let first_line = file.line_range(file.line_index(edited.start()));
    let last_line = file.line_range(file.line_index(edited.end()));
    let before = file.slice(TextRange::new(first_line.start(), edited.start().max(first_line.start())));
    let after = file.slice(TextRange::new(edited.end(), last_line.end().max(edited.end())));
    let kept: Vec<char> = before.chars().rev().take(EDIT_CONTEXT).collect();
    let kept: String = kept.into_iter().rev().collect();
    let before = if kept.len() < before.len() { format!("…{kept}") } else { kept };
    let kept: String = after.chars().take(EDIT_CONTEXT).collect();
    let after = if TextSize::of(kept.as_str()) < TextSize::of(after) { format!("{kept}…") } else { kept };
    (before, after)
}
