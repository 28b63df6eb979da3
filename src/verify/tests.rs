//! Verdicts on short texts against a small table.

use std::sync::Arc;

use crate::claim::{Analysis, Link, Subject, analyse};
use crate::document::{self, Document};
use crate::reference::{ReferenceTable, ReferenceTables};
use crate::text::SourceFile;

use super::*;

const TABLE: &str = "\
schema: reference/1
table: halls
title: Concert halls
as-of: 2024-05-01
attributes:
  seats:
    dimension: count
    unit: seat
    nominal-in-name: '{size}'
    phrases: {zh: {nouns: [座位]}, en: {nouns: [seats]}}
  boxes: {dimension: count, unit: seat, phrases: {zh: {nouns: [包厢座]}, en: {nouns: [box seats]}}}
  opened: {dimension: date, tolerance: {days: 1}, phrases: {zh: {verbs: [开放], since: [开放]}, en: {verbs: [opened], since: [opened, year-old]}}}
sources:
  owner: {title: Owner, url: https://example.org/owner, published: 2024-01-05}
  leaflet: {title: Leaflet, url: https://example.org/leaflet, published: 2024-01-05, group: owner}
  survey: {title: Survey, url: https://example.org/survey, published: 2024-01-05}
subjects:
  halls: {name: Halls of Town, kind: family}
  hall-1:
    name: Hall One
    parent: halls
    sources: [owner]
    facts:
      seats: [{value: 1200, valid-until: 2024-02-01}, {value: 1450, valid-from: 2024-02-01}]
      boxes: 84
      opened: 2021-03-01
  hall-2: {name: Hall Two, parent: halls, sources: [owner], facts: {seats: 713}}
  hall-3: {name: Hall Three, parent: halls, facts: {seats: [{value: 860, sources: [owner]}, {value: 905, sources: [survey]}]}}
  hall-4: {name: Hall Four, parent: halls, facts: {seats: [{value: 860, sources: [owner]}, {value: 905, sources: [leaflet]}]}}
  hall-5: {name: Hall Five, facts: {seats: {value: 2140, sources: [survey], status: reported}}}
  hall-6: {name: Hall Six, facts: {seats: {value: 3300, as-of: 2023-01-01, sources: [survey]}}}
";

fn tables() -> ReferenceTables {
    let file = Arc::new(SourceFile::new("halls.yaml", TABLE));
    ReferenceTables::new(vec![Arc::new(ReferenceTable::parse(file).unwrap())]).unwrap()
}

fn read(tables: &ReferenceTables, day: &str, text: &str) -> (Document, Analysis) {
    let file = Arc::new(SourceFile::new("a.md", format!("---\ndate: {day}\n---\n\n{text}\n")));
    let document = document::parse(&file);
    let analysis = analyse(&file, &document, tables);
    (document, analysis)
}

/// Returns the verdict on the only claim of a text that was written on `day`.
fn verdict_on(day: &str, text: &str) -> Verdict {
    let tables = tables();
    let (document, analysis) = read(&tables, day, text);
    let judgements = judge(&document, &analysis, &tables);
    let [judgement] = judgements.as_slice() else { panic!("{text}: {judgements:?}") };
    judgement.verdict.clone()
}

fn verdict(text: &str) -> Verdict {
    verdict_on("2024-04-15", text)
}

#[test]
fn facts_count_on_the_day_of_the_document() {
    assert_eq!(verdict_on("2024-01-15", "Hall One has 1,200 seats."), Verdict::Supported);
    assert_eq!(verdict_on("2024-03-15", "Hall One has 1,450 seats."), Verdict::Supported);
    assert_eq!(verdict_on("2024-03-15", "Hall One has 1,200 seats."), Verdict::Outdated);
    assert_eq!(verdict_on("2024-03-15", "Hall One previously had 1,200 seats."), Verdict::Supported);
    // What is to come is told beforehand.
    assert_eq!(verdict_on("2024-01-15", "Hall One has 1,450 seats."), Verdict::NotCheckable(Reason::NoFact));
    // Of another day the table may know nothing.
    let dated = "In May 2022, Hall One had 990 seats.";
    assert_eq!(verdict_on("2024-03-15", dated), Verdict::NotCheckable(Reason::NoFact));
    assert_eq!(verdict_on("2024-03-15", "Hall One has 990 seats."), Verdict::Refuted);
}

#[test]
fn sources_of_one_group_are_one_voice() {
    assert_eq!(verdict("Hall Three has 860 seats."), Verdict::Disputed);
    assert_eq!(verdict("Hall Three has 905 seats."), Verdict::Disputed);
    assert_eq!(verdict("Hall Four has 905 seats."), Verdict::Supported);
    assert_eq!(verdict("Hall Three has more than 800 seats."), Verdict::Supported);
    assert_eq!(verdict("Hall Three has 490 seats."), Verdict::Refuted);
}

#[test]
fn a_wrong_value_may_be_a_neighbour_s() {
    let tables = tables();
    let boxes = Neighbour::Attribute(tables.find_attribute("boxes").unwrap());
    assert_eq!(verdict("Hall One has 84 seats."), Verdict::Swapped { neighbour: boxes });
    let two = Neighbour::Subject(tables.find("hall-2").unwrap());
    assert_eq!(verdict("Hall Four has 713 seats."), Verdict::Swapped { neighbour: two });
    assert_eq!(verdict("Hall Four has 8,600 seats."), Verdict::ScaleSlip { repaired: Decimal::from(860), power: 1 });
}

#[test]
fn rumours_and_facts_of_another_day_are_told_apart() {
    assert_eq!(verdict("Hall Five has 2,140 seats."), Verdict::Unconfirmed { is_rumoured: true });
    assert_eq!(verdict("Hall Five reportedly has 2,140 seats."), Verdict::HedgedConsistent);
    assert_eq!(verdict_on("2022-04-15", "Hall Six has 4,100 seats."), Verdict::Refuted);
    assert_eq!(verdict_on("2024-04-15", "Hall Six has 4,100 seats."), Verdict::StaleReference);
    assert_eq!(verdict_on("2024-04-15", "Hall Six has 3,000 seats."), Verdict::Imprecise);
}

#[test]
fn lengths_of_time_are_counted_up_to_the_document() {
    assert_eq!(verdict("Hall One opened three years ago."), Verdict::Supported);
    assert_eq!(verdict("Hall One opened five years ago."), Verdict::Refuted);
    assert_eq!(verdict("The five-year-old Hall One is full."), Verdict::Refuted);
    assert_eq!(verdict_on("2020-04-15", "Hall One opened five years ago."), Verdict::NotCheckable(Reason::NoFact));
}

#[test]
fn nobody_is_judged_by_a_guess() {
    let tables = tables();
    let (document, mut analysis) = read(&tables, "2024-04-15", "Hall Two has 84 seats.");
    let entity = tables.find("hall-2").unwrap();
    let unknown = Verdict::NotCheckable(Reason::UnknownSubject);
    let range = analysis.claims[0].range;
    analysis.claims[0].subject = Subject::Known { entity, range, link: Link::Nearest };
    assert_eq!(judge(&document, &analysis, &tables)[0].verdict, unknown);
    analysis.claims[0].subject = Subject::Named { name: "Hall Two".to_owned(), range, link: Link::Adjacent };
    assert_eq!(judge(&document, &analysis, &tables)[0].verdict, unknown);
}
