//! Documents that state a number twice, and what a check says once one of the two is changed.
//!
//! The files in `fixtures/true-claims/conflicts/` hold documents parted by a line of `=` signs; `{{5亿: title}}` marks a
//! number that stands in a document twice, by the way in which it does.

use std::fmt::Write;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use factlint::check::check_document;
use factlint::diagnostic::Severity;
use factlint::reference::ReferenceTables;
use factlint::settings::Settings;
use factlint::text::SourceFile;

use super::amount::Written;

/// A document with its marks taken out of the text.
pub(crate) struct Twice {
    /// The name of its file and its number there.
    name: String,
    text: String,
    marks: Vec<(Range<usize>, String)>,
}

/// A changed number and whether it was found.
pub(crate) struct Outcome {
    pub(crate) file: String,
    pub(crate) is_found: bool,
    pub(crate) description: String,
}

/// Reads every document of a folder, in the order of names.
#[expect(clippy::disallowed_methods, reason = "a program beside the library reads its own documents")]
pub(crate) fn read_all(folder: &Path) -> Vec<Twice> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut documents = Vec::new();
    for path in paths {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        for (number, part) in text.split("\n=====\n").enumerate() {
            documents.push(read(format!("{name}-{}", number + 1), part));
        }
    }
    documents
}

fn read(name: String, marked: &str) -> Twice {
    let mut document = Twice { name, text: String::new(), marks: Vec::new() };
    let mut rest = marked;
    while let Some(at) = rest.find("{{") {
        document.text.push_str(&rest[..at]);
        let end = rest[at..].find("}}").map_or(rest.len(), |end| at + end);
        let (text, kind) =
            rest[at + 2..end].rsplit_once(": ").unwrap_or_else(|| panic!("{}: {rest:.40}", document.name));
        let start = document.text.len();
        document.text.push_str(text);
        document.marks.push((start..document.text.len(), kind.to_owned()));
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    document.text.push_str(rest);
    document
}

/// Returns the findings of `consistency/*` at warning or above: every place that they label, and their messages.
fn findings(name: &str, text: &str) -> Vec<(Vec<Range<usize>>, String)> {
    let file = Arc::new(SourceFile::new(format!("{name}.md"), text));
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day of the calendar");
    let report = check_document(&file, &Settings::new(today), ReferenceTables::embedded());
    let wanted = report.diagnostics.iter().filter(|diagnostic| {
        diagnostic.rule.as_str().starts_with("consistency/") && diagnostic.severity >= Severity::Warning
    });
    wanted
        .map(|diagnostic| {
            let places = std::iter::once(diagnostic.primary.range)
                .chain(diagnostic.related.iter().map(|related| related.label.range));
            let places = places.map(|range| usize::from(range.start())..usize::from(range.end())).collect();
            (places, format!("{}: {}", diagnostic.rule.as_str(), diagnostic.message.english()))
        })
        .collect()
}

/// Returns the false alarms of a document as it is.
pub(crate) fn alarms(document: &Twice) -> Vec<String> {
    let found = findings(&document.name, &document.text).into_iter();
    found.map(|(_, message)| format!("{}: {message}", document.name)).collect()
}

/// Changes each marked number of a document and checks it.
pub(crate) fn outcomes(document: &Twice) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for (range, kind) in &document.marks {
        let before = &document.text[range.clone()];
        for after in changes(before, kind) {
            let text = format!("{}{after}{}", &document.text[..range.start], &document.text[range.end..]);
            let changed = range.start..range.start + after.len();
            let is_found = findings(&document.name, &text)
                .iter()
                .any(|(places, _)| places.iter().any(|place| place.start < changed.end && changed.start < place.end));
            let line = document.text[..range.start].rfind('\n').map_or(0, |at| at + 1);
            let line = document.text[line..].lines().next().unwrap_or_default();
            outcomes.push(Outcome {
                file: document.name.rsplit_once('-').map_or_else(String::new, |(file, _)| file.to_owned()),
                is_found,
                description: format!("{}: {kind}: `{before}` → `{after}` in: {line}", document.name),
            });
        }
    }
    outcomes
}

/// Returns wrong numbers for a right one: a zero too many, a zero too few, and another first digit where any other number
/// is wrong.
fn changes(text: &str, kind: &str) -> Vec<String> {
    let Some(written) = Written::parse(text, None) else { return Vec::new() };
    match kind {
        // The rise is at least a hundredth of what it led to.
        "gain" => vec![written.shifted(-2), written.shifted(-3)],
        "converted" => vec![written.shifted(1), written.shifted(-1)],
        _ => {
            let digit = text.find(|character: char| character.is_ascii_digit()).unwrap_or(0);
            let first = text.as_bytes().get(digit).map_or(0, |byte| byte.wrapping_sub(b'0'));
            let other = if first < 5 { first + 4 } else { first - 4 };
            let changed = format!("{}{other}{}", &text[..digit], &text[digit + 1..]);
            vec![written.shifted(1), written.shifted(-1), changed]
        }
    }
}

/// Returns the table of what was found, by file.
pub(crate) fn table(outcomes: &[Outcome]) -> String {
    let mut text = String::new();
    let mut files: Vec<&String> = outcomes.iter().map(|outcome| &outcome.file).collect();
    files.dedup();
    for file in files {
        let of_file = outcomes.iter().filter(|outcome| outcome.file == *file);
        let (found, all) = (of_file.clone().filter(|outcome| outcome.is_found).count(), of_file.count());
        let _ = writeln!(text, "{file:32} {found:4} of {all:4}");
    }
    let found = outcomes.iter().filter(|outcome| outcome.is_found).count();
    let _ = writeln!(text, "{:32} {found:4} of {:4}", "all", outcomes.len());
    text
}
