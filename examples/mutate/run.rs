//! Checks each mutant and counts what is found.

use std::fmt::Write;
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;
use factlint::check::check_document;
use factlint::diagnostic::Severity;
use factlint::reference::ReferenceTables;
use factlint::settings::Settings;
use factlint::text::SourceFile;

use super::corpus::Document;
use super::mutants::{Kind, Mutant, mutants};
use super::truth::Truth;

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Found,
    Missed,
    /// The table does not call it wrong, and why.
    LeftOut(&'static str),
}

/// A mutant and what became of it.
pub(crate) struct Outcome {
    pub(crate) kind: Kind,
    pub(crate) language: String,
    pub(crate) verdict: Verdict,
    document: String,
    /// What stood there, what stands there now, and the line around it.
    before: String,
    after: String,
    context: String,
}

impl Outcome {
    /// Returns the mutant in a line.
    pub(crate) fn describe(&self) -> String {
        let Self { document, before, after, context, kind, verdict, .. } = self;
        let why = if let Verdict::LeftOut(why) = verdict { format!(" ({why})") } else { String::new() };
        format!("{document}: {}: `{before}` → `{after}`{why} in: {context}", kind.name())
    }
}

/// Returns the findings of `claim/*` at warning or above, as bytes of the text with their messages.
fn findings(name: &str, text: &str) -> Vec<(Range<usize>, String)> {
    let file = Arc::new(SourceFile::new(format!("{name}.md"), text));
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day of the calendar");
    let report = check_document(&file, &Settings::new(today), ReferenceTables::embedded());
    let of_claims = report.diagnostics.iter().filter(|diagnostic| {
        diagnostic.rule.as_str().starts_with("claim/") && diagnostic.severity >= Severity::Warning
    });
    of_claims
        .map(|diagnostic| {
            let range = diagnostic.primary.range;
            let message = format!("{}: {}", diagnostic.rule.as_str(), diagnostic.message.english());
            (usize::from(range.start())..usize::from(range.end()), message)
        })
        .collect()
}

/// Returns the false alarms of a document of true claims.
pub(crate) fn alarms(document: &Document) -> Vec<String> {
    let found = findings(&document.name, &document.text);
    found
        .into_iter()
        .map(|(range, message)| {
            let line = &document.text[document.line(range.start)];
            format!("{}: {message} in: {line}", document.name)
        })
        .collect()
}

/// Checks every `step`-th mutant of a document.
pub(crate) fn outcomes(document: &Document, tables: &ReferenceTables, step: usize) -> Vec<Outcome> {
    let known = findings(&document.name, &document.text);
    mutants(document, tables)
        .into_iter()
        .step_by(step)
        .map(|mutant| {
            let verdict = match mutant.truth {
                Truth::True => Verdict::LeftOut("still true"),
                Truth::Open(why) => Verdict::LeftOut(why),
                Truth::Wrong if is_found(document, &mutant, &known) => Verdict::Found,
                Truth::Wrong => Verdict::Missed,
            };
            let (first, changed) = &mutant.edits[0];
            Outcome {
                kind: mutant.kind,
                language: document.language.clone(),
                verdict,
                document: document.name.clone(),
                before: document.text[first.clone()].to_owned(),
                after: changed.clone(),
                context: document.text[document.line(first.start)].to_owned(),
            }
        })
        .collect()
}

/// Returns whether a finding that the document did not have covers one of the mutant's targets.
fn is_found(document: &Document, mutant: &Mutant, known: &[(Range<usize>, String)]) -> bool {
    let mut text = String::new();
    let mut at = 0;
    // Where each byte of the original went: the edits in order.
    let mut edits = mutant.edits.clone();
    edits.sort_by_key(|(range, _)| range.start);
    for (range, changed) in &edits {
        text.push_str(&document.text[at..range.start]);
        text.push_str(changed);
        at = range.end;
    }
    text.push_str(&document.text[at..]);
    let moved = |place: usize| {
        edits
            .iter()
            .filter(|(range, _)| range.end <= place)
            .fold(place, |place, (range, changed)| place + changed.len() - range.len())
    };
    let messages: Vec<&String> = known.iter().map(|(_, message)| message).collect();
    findings(&document.name, &text).iter().filter(|(_, message)| !messages.contains(&message)).any(|(found, _)| {
        mutant.targets.iter().any(|target| {
            let start = moved(target.start);
            let end = moved(target.end).max(start + 1);
            found.start < end && start < found.end
        })
    })
}

/// Returns the share of wrong claims that are found.
pub(crate) fn recall<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> f64 {
    let (mut found, mut wrong) = (0_u32, 0_u32);
    for outcome in outcomes {
        match outcome.verdict {
            Verdict::Found => (found, wrong) = (found + 1, wrong + 1),
            Verdict::Missed => wrong += 1,
            Verdict::LeftOut(_) => {}
        }
    }
    if wrong == 0 { 1.0 } else { f64::from(found) / f64::from(wrong) }
}

/// Returns the table of what was found, by kind and language.
pub(crate) fn table(outcomes: &[Outcome]) -> String {
    let mut text = format!("{:22}{:>16}{:>16}{:>16}{:>10}\n", "mistake", "Chinese", "English", "both", "left out");
    let mut row = |name: &str, wanted: &dyn Fn(&Outcome) -> bool| {
        let _ = write!(text, "{name:22}");
        for language in ["zh", "en", ""] {
            let of = || outcomes.iter().filter(|outcome| wanted(outcome) && outcome.language.contains(language));
            let found = of().filter(|outcome| outcome.verdict == Verdict::Found).count();
            let wrong = found + of().filter(|outcome| outcome.verdict == Verdict::Missed).count();
            let _ = write!(text, "{:>16}", format!("{found}/{wrong} {:.1} %", 100.0 * recall(of())));
        }
        let left_out =
            outcomes.iter().filter(|outcome| wanted(outcome) && matches!(outcome.verdict, Verdict::LeftOut(_)));
        let _ = writeln!(text, "{:>10}", left_out.count());
    };
    for kind in Kind::ALL {
        row(kind.name(), &|outcome| outcome.kind == kind);
    }
    row("all slips of scale", &|outcome| outcome.kind.is_scale());
    row("all", &|_| true);
    text
}
