//! Measures how many wrong claims a check finds: it makes true claims wrong one by one and counts the findings.
//!
//! `cargo run --release --example mutate` prints a table by kind of mistake and language; `--missed` lists the mutants
//! that no finding of `claim/*` covers, and `--left-out` those that the table cannot call wrong. The documents stand in
//! `fixtures/true-claims/`, or in the folder that is named, each true claim marked `{{1750亿: gpt-3 parameters}}`. The
//! run has no chance in it: the same documents and tables give the same numbers.

#![expect(clippy::panic, clippy::print_stdout, reason = "a program for people prints, and fails on broken documents")]

mod amount;
mod arithmetic;
mod conflicts;
mod corpus;
mod date;
mod days;
mod mutants;
mod order;
mod run;
mod truth;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use factlint::reference::ReferenceTables;

/// What the project asks of itself.
const SCALE_FLOOR: f64 = 0.95;
const OVERALL_FLOOR: f64 = 0.90;
const WEEKDAY_FLOOR: f64 = 0.98;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if has("--arithmetic") {
        let is_good = check_arithmetic(&root.join("fixtures/true-claims/arithmetic"), has("--missed"));
        return if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let tables = ReferenceTables::embedded();
    let twice = conflicts::read_all(&root.join("fixtures/true-claims/conflicts"));
    let twice_alarms: Vec<String> = twice.iter().flat_map(conflicts::alarms).collect();
    for alarm in &twice_alarms {
        println!("false alarm: {alarm}");
    }
    let changed: Vec<conflicts::Outcome> = twice.iter().flat_map(conflicts::outcomes).collect();
    for outcome in changed.iter().filter(|outcome| !outcome.is_found && has("--missed")) {
        println!("{}", outcome.description);
    }
    print!(
        "{} documents with a number twice, {} false alarms\n{}",
        twice.len(),
        twice_alarms.len(),
        conflicts::table(&changed)
    );
    if has("--twice") {
        return if twice_alarms.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    let folder = arguments.iter().find(|argument| !argument.starts_with("--"));
    let documents = corpus::read_all(&folder.map_or_else(|| root.join("fixtures/true-claims"), PathBuf::from));
    let problems: Vec<String> = documents.iter().flat_map(|document| truth::problems(document, tables)).collect();
    for problem in &problems {
        println!("not true by the table: {problem}");
    }
    let alarms: Vec<String> = documents.iter().flat_map(run::alarms).collect();
    for alarm in &alarms {
        println!("false alarm: {alarm}");
    }
    let outcomes: Vec<run::Outcome> =
        documents.iter().flat_map(|document| run::outcomes(document, tables, 1)).collect();
    for outcome in &outcomes {
        let shown = match outcome.verdict {
            run::Verdict::Missed => has("--missed"),
            run::Verdict::LeftOut(_) => has("--left-out"),
            run::Verdict::Found => has("--found"),
        };
        if shown {
            println!("{}", outcome.describe());
        }
    }
    let claims: usize = documents.iter().map(|document| document.marks.len()).sum();
    println!("{} documents, {claims} true claims, {} false alarms", documents.len(), alarms.len());
    print!("{}", run::table(&outcomes));
    let scale = run::recall(outcomes.iter().filter(|outcome| outcome.kind.is_scale()));
    let overall = run::recall(outcomes.iter());
    let arithmetic = check_arithmetic(&root.join("fixtures/true-claims/arithmetic"), has("--missed"));
    let ordered = order::read_all(&root.join("fixtures/true-claims/order"));
    let order_alarms: Vec<String> = ordered.iter().flat_map(order::alarms).collect();
    for alarm in &order_alarms {
        println!("false alarm: {alarm}");
    }
    let turned: Vec<order::Outcome> = ordered.iter().flat_map(order::outcomes).collect();
    for outcome in turned.iter().filter(|outcome| has("--missed") && !outcome.is_found) {
        println!("{}: {}: {}", outcome.document, outcome.kind, outcome.line);
    }
    print!("{}", order::table(&turned));
    let dates = days::tally(&days::read(&root.join("fixtures/true-claims/dates")), |document| document.path.clone());
    let pages = days::tally(&days::read(&root.join("fixtures/true-claims/translations")), |document| {
        document.path.split('.').next().unwrap_or_default().to_owned()
    });
    for tally in [&dates, &pages] {
        for alarm in &tally.alarms {
            println!("false alarm: {alarm}");
        }
        for missed in tally.missed.iter().filter(|_| has("--missed")) {
            println!("{missed}");
        }
        for (name, found, all) in &tally.rows {
            println!("{name:22}{found}/{all} {:.1} %", 100.0 * f64::from(*found) / f64::from(*all));
        }
    }
    let is_calm = dates.alarms.is_empty() && pages.alarms.is_empty();
    let is_found = WEEKDAY_FLOOR <= dates.recall("weekday")
        && OVERALL_FLOOR <= dates.recall("year")
        && OVERALL_FLOOR <= pages.recall("figure");
    let is_good = arithmetic
        && is_calm
        && is_found
        && order_alarms.is_empty()
        && twice_alarms.is_empty()
        && problems.is_empty()
        && alarms.is_empty()
        && SCALE_FLOOR <= scale
        && OVERALL_FLOOR <= overall;
    if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures the checks of figures that can be computed from those beside them; returns whether they are good enough.
fn check_arithmetic(folder: &Path, lists_missed: bool) -> bool {
    let documents = arithmetic::read_all(folder);
    let alarms: Vec<String> = documents.iter().flat_map(arithmetic::alarms).collect();
    for alarm in &alarms {
        println!("false alarm: {alarm}");
    }
    let of_document = |document: &arithmetic::Document| {
        let is_later = document.name.ends_with("later");
        arithmetic::outcomes(document, 1).into_iter().map(move |outcome| (is_later, outcome)).collect::<Vec<_>>()
    };
    let (later, earlier): (Vec<_>, Vec<_>) =
        documents.iter().flat_map(of_document).partition(|(is_later, _)| *is_later);
    let later: Vec<arithmetic::Outcome> = later.into_iter().map(|(_, outcome)| outcome).collect();
    println!("wrong figures in documents that were written after the rules:");
    print!("{}", arithmetic::table(&later));
    let outcomes: Vec<arithmetic::Outcome> = earlier.into_iter().map(|(_, outcome)| outcome).chain(later).collect();
    for outcome in outcomes.iter().filter(|outcome| lists_missed && !outcome.is_found) {
        println!("missed: {}", outcome.description);
    }
    println!("{} documents of true figures, {} false alarms", documents.len(), alarms.len());
    print!("{}", arithmetic::table(&outcomes));
    alarms.is_empty() && OVERALL_FLOOR <= arithmetic::recall(outcomes.iter())
}
