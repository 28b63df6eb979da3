//! True claims raise no alarm, and wrong ones are found: what `cargo run --example mutate` measures, in a sample.

#[path = "../examples/mutate/amount.rs"]
mod amount;
#[path = "../examples/mutate/arithmetic.rs"]
mod arithmetic;
#[path = "../examples/mutate/conflicts.rs"]
mod conflicts;
#[path = "../examples/mutate/corpus.rs"]
mod corpus;
#[path = "../examples/mutate/date.rs"]
mod date;
#[path = "../examples/mutate/days.rs"]
mod days;
#[path = "../examples/mutate/mutants.rs"]
mod mutants;
#[path = "../examples/mutate/order.rs"]
mod order;
#[path = "../examples/mutate/run.rs"]
mod run;
#[path = "../examples/mutate/truth.rs"]
mod truth;

use factlint::reference::ReferenceTables;

use crate::support::root;

/// Every so many mutants are checked.
const STEP: usize = 12;

fn documents() -> Vec<corpus::Document> {
    corpus::read_all(&root().join("fixtures/true-claims"))
}

#[test]
fn the_marked_claims_are_true_by_the_tables() {
    let tables = ReferenceTables::embedded();
    let problems: Vec<String> = documents().iter().flat_map(|document| truth::problems(document, tables)).collect();
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn documents_of_true_claims_raise_no_alarm() {
    let documents = documents();
    let claims: usize = documents.iter().map(|document| document.marks.len()).sum();
    assert!(24 <= documents.len() && 400 <= claims, "{} documents, {claims} claims", documents.len());
    let alarms: Vec<String> = documents.iter().flat_map(run::alarms).collect();
    assert_eq!(alarms, Vec::<String>::new());
}

#[test]
fn wrong_claims_are_found() {
    let tables = ReferenceTables::embedded();
    let outcomes: Vec<run::Outcome> =
        documents().iter().flat_map(|document| run::outcomes(document, tables, STEP)).collect();
    let missed: Vec<String> =
        outcomes.iter().filter(|outcome| outcome.verdict == run::Verdict::Missed).map(run::Outcome::describe).collect();
    let scale = run::recall(outcomes.iter().filter(|outcome| outcome.kind.is_scale()));
    let overall = run::recall(outcomes.iter());
    // A sample may fall a little below what all mutants together reach.
    assert!(0.92 <= scale && 0.90 <= overall, "{}\n{}", run::table(&outcomes), missed.join("\n"));
}

#[test]
fn true_figures_raise_no_alarm_and_wrong_ones_are_found() {
    let documents = arithmetic::read_all(&root().join("fixtures/true-claims/arithmetic"));
    let alarms: Vec<String> = documents.iter().flat_map(arithmetic::alarms).collect();
    assert_eq!(alarms, Vec::<String>::new());
    let outcomes: Vec<arithmetic::Outcome> =
        documents.iter().flat_map(|document| arithmetic::outcomes(document, STEP)).collect();
    let missed: Vec<&str> =
        outcomes.iter().filter(|outcome| !outcome.is_found).map(|outcome| outcome.description.as_str()).collect();
    let recall = arithmetic::recall(outcomes.iter());
    assert!(0.88 <= recall, "{}\n{}", arithmetic::table(&outcomes), missed.join("\n"));
}

#[test]
fn a_number_that_is_changed_in_one_of_two_places_is_found() {
    let documents = conflicts::read_all(&root().join("fixtures/true-claims/conflicts"));
    let alarms: Vec<String> = documents.iter().flat_map(conflicts::alarms).collect();
    assert_eq!(alarms, Vec::<String>::new());
    let outcomes: Vec<conflicts::Outcome> = documents.iter().flat_map(conflicts::outcomes).collect();
    let found = outcomes.iter().filter(|outcome| outcome.is_found).count();
    let missed: Vec<&str> =
        outcomes.iter().filter(|outcome| !outcome.is_found).map(|outcome| outcome.description.as_str()).collect();
    assert!(outcomes.len() * 9 <= found * 10, "{}\n{}", conflicts::table(&outcomes), missed.join("\n"));
}

#[test]
fn what_is_turned_against_its_words_is_found_and_true_sentences_raise_no_alarm() {
    let documents = order::read_all(&root().join("fixtures/true-claims/order"));
    let alarms: Vec<String> = documents.iter().flat_map(order::alarms).collect();
    assert_eq!(alarms, Vec::<String>::new());
    let outcomes: Vec<order::Outcome> = documents.iter().flat_map(order::outcomes).collect();
    for (kind, _) in order::KINDS {
        let of = || outcomes.iter().filter(|outcome| outcome.kind == kind);
        let missed: Vec<String> = of()
            .filter(|outcome| !outcome.is_found)
            .map(|outcome| format!("{}: {}", outcome.document, outcome.line))
            .collect();
        assert!(
            24 <= of().count() && missed.len() * 10 <= of().count(),
            "{kind}\n{}\n{}",
            order::table(&outcomes),
            missed.join("\n")
        );
    }
}

#[test]
fn shifted_weekdays_and_mistranslated_figures_are_found() {
    let folder = root().join("fixtures/true-claims");
    let dates = days::tally(&days::read(&folder.join("dates")), |document| document.path.clone());
    let page = |document: &days::Marked| document.path.split('.').next().unwrap_or_default().to_owned();
    let pages = days::tally(&days::read(&folder.join("translations")), page);
    assert_eq!([dates.alarms.clone(), pages.alarms.clone()].concat(), Vec::<String>::new());
    let is_found = 0.98 <= dates.recall("weekday") && 0.9 <= dates.recall("year") && 0.9 <= pages.recall("figure");
    assert!(is_found, "{:?}\n{}\n{}", (&dates.rows, &pages.rows), dates.missed.join("\n"), pages.missed.join("\n"));
}
