//! Numbers, days and names that are turned against the words between them.
//!
//! The documents stand in `fixtures/true-claims/order/`. `{[2.4万辆|1.2万辆: direction]}` is a true value, the one that
//! makes the sentence wrong, and which kind of mistake that is.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use factlint::check::check_document;
use factlint::reference::ReferenceTables;
use factlint::settings::Settings;
use factlint::text::SourceFile;

/// The kinds of mistakes, each with the rule that must find it.
pub(crate) const KINDS: [(&str, &str); 6] = [
    ("direction", "consistency/wrong-direction"),
    ("duration", "consistency/mismatched-duration"),
    ("order", "consistency/misordered-events"),
    ("active", "consistency/active-above-total"),
    ("comparison", "consistency/wrong-comparison"),
    ("title", "consistency/premature-title"),
];

/// A true value and what makes it wrong.
pub(crate) struct Mark {
    range: Range<usize>,
    wrong: String,
    kind: String,
}

/// A document of true sentences.
pub(crate) struct Document {
    name: String,
    text: String,
    pub(crate) marks: Vec<Mark>,
}

/// What became of a mutant.
pub(crate) struct Outcome {
    pub(crate) kind: String,
    pub(crate) language: String,
    pub(crate) document: String,
    pub(crate) is_found: bool,
    /// The line with the change.
    pub(crate) line: String,
}

/// Reads the documents of a folder, in the order of names.
#[expect(clippy::disallowed_methods, reason = "a program beside the library reads its own documents")]
pub(crate) fn read_all(folder: &Path) -> Vec<Document> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        parse(name, &text)
    };
    paths.iter().map(read).collect()
}

/// Takes the marks out of a document.
fn parse(name: String, marked: &str) -> Document {
    let mut document = Document { name, text: String::new(), marks: Vec::new() };
    let mut rest = marked;
    while let Some((before, inner)) = rest.split_once("{[") {
        let (mark, after) = inner.split_once("]}").unwrap_or_else(|| panic!("{}: a mark is open", document.name));
        let (values, kind) = mark.rsplit_once(": ").unwrap_or_else(|| panic!("{}: {mark}", document.name));
        let (right, wrong) = values.split_once('|').unwrap_or_else(|| panic!("{}: {mark}", document.name));
        document.text.push_str(before);
        let start = document.text.len();
        document.text.push_str(right);
        let range = start..document.text.len();
        document.marks.push(Mark { range, wrong: wrong.to_owned(), kind: kind.to_owned() });
        rest = after;
    }
    document.text.push_str(rest);
    document
}

/// Returns the findings of the rules about order, as the rule, the bytes and the message.
fn findings(name: &str, text: &str) -> Vec<(String, Range<usize>, String)> {
    let file = Arc::new(SourceFile::new(format!("{name}.md"), text));
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day of the calendar");
    let report = check_document(&file, &Settings::new(today), ReferenceTables::embedded());
    let is_ours =
        |rule: &str| KINDS.iter().any(|(_, known)| *known == rule) || rule == "consistency/disputed-superlative";
    let found = report.diagnostics.iter().filter(|diagnostic| is_ours(diagnostic.rule.as_str()));
    found
        .map(|diagnostic| {
            let places =
                std::iter::once(&diagnostic.primary).chain(diagnostic.related.iter().map(|related| &related.label));
            let start = places.clone().map(|label| usize::from(label.range.start())).min().unwrap_or_default();
            let end = places.map(|label| usize::from(label.range.end())).max().unwrap_or_default();
            (diagnostic.rule.as_str().to_owned(), start..end, diagnostic.message.english().to_owned())
        })
        .collect()
}

/// Returns the false alarms of the rules about order in a document of true sentences.
pub(crate) fn alarms(document: &Document) -> Vec<String> {
    let found = findings(&document.name, &document.text).into_iter();
    found.map(|(rule, _, message)| format!("{}: {rule}: {message}", document.name)).collect()
}

/// Checks every mutant of a document.
pub(crate) fn outcomes(document: &Document) -> Vec<Outcome> {
    let outcome = |mark: &Mark| {
        let text = format!("{}{}{}", &document.text[..mark.range.start], mark.wrong, &document.text[mark.range.end..]);
        let place = mark.range.start..mark.range.start + mark.wrong.len();
        let rule = KINDS.iter().find(|(kind, _)| *kind == mark.kind).map(|(_, rule)| *rule);
        let rule = rule.unwrap_or_else(|| panic!("{}: no kind {}", document.name, mark.kind));
        let is_found = findings(&document.name, &text)
            .iter()
            .any(|(found, range, _)| found == rule && range.start < place.end && place.start < range.end);
        let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at);
        Outcome {
            kind: mark.kind.clone(),
            language: document.name.split('-').next().unwrap_or_default().to_owned(),
            document: document.name.clone(),
            is_found,
            line: text[start..end].to_owned(),
        }
    };
    document.marks.iter().map(outcome).collect()
}

/// Returns the table of what was found, by kind and language.
pub(crate) fn table(outcomes: &[Outcome]) -> String {
    use std::fmt::Write as _;
    let mut text = format!("{:22}{:>16}{:>16}\n", "turned round", "Chinese", "English");
    for (kind, _) in KINDS {
        let _ = write!(text, "{kind:22}");
        for language in ["zh", "en"] {
            let of = || outcomes.iter().filter(|outcome| outcome.kind == kind && outcome.language == language);
            let found = of().filter(|outcome| outcome.is_found).count();
            let _ = write!(text, "{:>16}", format!("{found}/{}", of().count()));
        }
        text.push('\n');
    }
    text
}
