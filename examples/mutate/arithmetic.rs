//! Figures that can be computed from those beside them, made wrong one by one.
//!
//! The documents stand in `fixtures/true-claims/arithmetic/`; a mark gives the figure and how it is computed:
//! `{{72.7%: up 1210 2090}}`. What a figure should be is computed here from the mark alone, apart from the checker.

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

/// A document with its marks taken out of the text.
pub(crate) struct Document {
    pub(crate) name: String,
    text: String,
    marks: Vec<Mark>,
}

/// A figure and what it is computed from.
struct Mark {
    range: Range<usize>,
    relation: String,
    operands: Vec<f64>,
}

/// A figure that was made wrong, and whether a finding covers it.
pub(crate) struct Outcome {
    pub(crate) relation: String,
    pub(crate) is_chinese: bool,
    pub(crate) is_found: bool,
    /// What stood there, what stands there now, and the line around it.
    pub(crate) description: String,
}

/// Reads every document of a folder, in the order of names.
#[expect(clippy::disallowed_methods, reason = "a program beside the library reads its own documents")]
pub(crate) fn read_all(folder: &Path) -> Vec<Document> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            read(name, &text)
        })
        .collect()
}

fn read(name: String, marked: &str) -> Document {
    let mut document = Document { name, text: String::new(), marks: Vec::new() };
    let mut parts = marked.split("{{");
    document.text.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (content, rest) = part.split_once("}}").unwrap_or_else(|| panic!("{}: {part}", document.name));
        let (figure, how) = content.rsplit_once(": ").unwrap_or_else(|| panic!("{}: {content}", document.name));
        let start = document.text.len();
        document.text.push_str(figure);
        let mut how = how.split(' ');
        let relation = how.next().unwrap_or_default().to_owned();
        let operands = how.map(|number| number.parse().unwrap_or_else(|_| panic!("{}: {content}", document.name)));
        document.marks.push(Mark { range: start..document.text.len(), relation, operands: operands.collect() });
        document.text.push_str(rest);
    }
    document
}

/// Returns the figures that a relation can have for its operands.
fn values(mark: &Mark) -> Vec<f64> {
    match (mark.relation.as_str(), mark.operands.as_slice()) {
        ("up", [before, after]) => vec![(after - before) / before * 100.0],
        ("down", [before, after]) => vec![(before - after) / before * 100.0],
        ("points", [one, other]) | ("difference", [one, other]) => vec![(other - one).abs()],
        ("times", [before, after]) => vec![after / before, after / before - 1.0],
        ("ratio", [before, after]) => vec![before / after, before / after - 1.0],
        ("share", [part, whole]) => vec![part / whole * 100.0],
        ("rest", others) => vec![100.0 - others.iter().sum::<f64>()],
        _ => Vec::new(),
    }
}

/// Returns whether a figure, with so many decimals, is far from what it should be: not rounded and not cut to it.
fn is_wrong(mark: &Mark, figure: f64, decimals: usize) -> bool {
    let place = 10_f64.powi(-i32::try_from(decimals).unwrap_or(0));
    if let ("mean", [count]) = (mark.relation.as_str(), mark.operands.as_slice()) {
        let near = (figure * count).round();
        return [near - 1.0, near, near + 1.0].iter().all(|sum| (sum / count - figure).abs() >= place * 0.999);
    }
    let values = values(mark);
    !values.is_empty() && values.iter().all(|value| (value - figure).abs() > (place * 1.5).max(value.abs() * 0.06))
}

/// Returns the ways to make a figure wrong.
fn changes(mark: &Mark, written: &str) -> Vec<String> {
    let Some(start) = written.find(|character: char| character.is_ascii_digit()) else { return Vec::new() };
    let length = written[start..]
        .find(|character: char| !character.is_ascii_digit() && character != '.')
        .unwrap_or(written.len() - start);
    let digits = &written[start..start + length];
    let decimals = digits.find('.').map_or(0, |dot| digits.len() - dot - 1);
    let Ok(figure) = digits.parse::<f64>() else { return Vec::new() };
    let swapped = {
        let mut characters: Vec<char> = digits.chars().collect();
        let places: Vec<usize> = (0..characters.len()).filter(|at| characters[*at] != '.').collect();
        if let [first, second, ..] = places[..] {
            characters.swap(first, second);
        }
        characters.into_iter().collect::<String>()
    };
    let figures: Vec<f64> = match mark.relation.as_str() {
        "mean" => vec![figure + 0.02, figure - 0.01, figure + 0.03],
        _ => vec![
            figure + 100.0,
            figure * 10.0,
            figure / 10.0,
            figure * 2.0,
            figure * 1.2 + 3.0,
            figure * 0.7,
            100.0 - figure,
            swapped.parse().unwrap_or(figure),
        ],
    };
    let wrong = figures.into_iter().filter(|changed| 0.0 < *changed && (mark.relation != "share" || *changed <= 100.0));
    let mut changes: Vec<String> = wrong
        .map(|changed| format!("{changed:.decimals$}"))
        .filter(|changed| {
            changed.parse::<f64>().is_ok_and(|changed| 0.0 < changed && is_wrong(mark, changed, decimals))
        })
        .map(|changed| format!("{}{changed}{}", &written[..start], &written[start + length..]))
        .collect();
    if mark.relation == "points" {
        changes.push(format!("{}{digits}%", &written[..start]));
    }
    changes.sort();
    changes.dedup();
    changes
}

/// Returns the findings of these rules, as bytes of the text with their messages.
fn findings(name: &str, text: &str) -> Vec<(Range<usize>, String)> {
    let file = Arc::new(SourceFile::new(format!("{name}.md"), text));
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day of the calendar");
    let report = check_document(&file, &Settings::new(today), ReferenceTables::embedded());
    report
        .diagnostics
        .iter()
        .filter(|diagnostic| {
            diagnostic.rule.as_str().starts_with("consistency/") && Severity::Warning <= diagnostic.severity
        })
        .map(|diagnostic| {
            let range = diagnostic.primary.range;
            (usize::from(range.start())..usize::from(range.end()), diagnostic.message.english().to_owned())
        })
        .collect()
}

/// Returns the marks whose figure is not what it is computed to be, and the findings in documents that are all true.
pub(crate) fn alarms(document: &Document) -> Vec<String> {
    let line = |at: usize| line(&document.text, at);
    let untrue = document.marks.iter().filter(|mark| {
        let written = &document.text[mark.range.clone()];
        let digits: String =
            written.chars().filter(|character| character.is_ascii_digit() || *character == '.').collect();
        let decimals = digits.find('.').map_or(0, |dot| digits.len() - dot - 1);
        digits.parse().is_ok_and(|figure: f64| is_wrong(mark, figure, decimals))
    });
    let untrue = untrue.map(|mark| format!("{}: not true: {}", document.name, line(mark.range.start)));
    let found = findings(&document.name, &document.text).into_iter();
    untrue
        .chain(found.map(|(range, message)| format!("{}: {message} in: {}", document.name, line(range.start))))
        .collect()
}

/// Makes the figures of a document wrong, one at a time, and checks every `step`-th.
pub(crate) fn outcomes(document: &Document, step: usize) -> Vec<Outcome> {
    let mutants = document.marks.iter().flat_map(|mark| {
        let written = &document.text[mark.range.clone()];
        changes(mark, written).into_iter().map(move |changed| (mark, changed))
    });
    mutants
        .step_by(step)
        .map(|(mark, changed)| {
            let range = mark.range.clone();
            let text = format!("{}{changed}{}", &document.text[..range.start], &document.text[range.end..]);
            let sentence = line_range(&text, range.start);
            let is_found = findings(&document.name, &text)
                .iter()
                .any(|(found, _)| found.start < sentence.end && sentence.start < found.end);
            let description = format!("{}: {}", document.name, line(&text, range.start));
            Outcome {
                relation: mark.relation.clone(),
                is_chinese: document.name.starts_with("zh"),
                is_found,
                description,
            }
        })
        .collect()
}

fn line_range(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
    let end = text[at..].find('\n').map_or(text.len(), |after| at + after);
    start..end
}

fn line(text: &str, at: usize) -> &str {
    &text[line_range(text, at)]
}

/// Returns the share of wrong figures that are found.
pub(crate) fn recall<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> f64 {
    let (found, all) =
        outcomes.fold((0_u32, 0_u32), |(found, all), outcome| (found + u32::from(outcome.is_found), all + 1));
    if all == 0 { 1.0 } else { f64::from(found) / f64::from(all) }
}

/// Returns the table of what was found, by relation and language.
pub(crate) fn table(outcomes: &[Outcome]) -> String {
    let mut relations: Vec<&str> = outcomes.iter().map(|outcome| outcome.relation.as_str()).collect();
    relations.sort_unstable();
    relations.dedup();
    let mut text = format!("{:22}{:>16}{:>16}{:>16}\n", "wrong figure", "Chinese", "English", "both");
    for relation in relations.into_iter().chain(["all"]) {
        let _ = write!(text, "{relation:22}");
        for language in [Some(true), Some(false), None] {
            let of = || {
                outcomes.iter().filter(|outcome| {
                    (relation == "all" || outcome.relation == relation)
                        && language.is_none_or(|is_chinese| outcome.is_chinese == is_chinese)
                })
            };
            let found = of().filter(|outcome| outcome.is_found).count();
            let _ = write!(text, "{:>16}", format!("{found}/{} {:.1} %", of().count(), 100.0 * recall(of())));
        }
        text.push('\n');
    }
    text
}
