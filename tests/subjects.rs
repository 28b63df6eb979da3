//! Whose the values of documents of many genres are: news, model cards, tables, comparisons, tutorials, funding.
//!
//! Each value in `fixtures/extraction/subjects/` is marked `{{70B: parameters Gull 3}}`, or with several names that will
//! do: `{{70B: parameters Gull 3|Gull}}`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::support::{factlint, root};

/// Keys of the attributes that count for the least share.
const CORE: [&str; 5] = ["parameters", "active-parameters", "context-window", "training-tokens", "price"];

struct Marked {
    start: usize,
    end: usize,
    attribute: String,
    subjects: Vec<String>,
}

/// Returns a document without its marks, and what they say.
fn without_marks(source: &str) -> (String, Vec<Marked>) {
    let (mut text, mut marks, mut rest) = (String::new(), Vec::new(), source);
    while let Some((before, behind)) = rest.split_once("{{") {
        let (mark, after) = behind.split_once("}}").unwrap();
        let (value, meaning) = mark.split_once(": ").unwrap();
        let (attribute, subjects) = meaning.split_once(' ').unwrap();
        text.push_str(before);
        let start = text.len();
        text.push_str(value);
        let subjects = subjects.split('|').map(str::to_owned).collect();
        marks.push(Marked { start, end: text.len(), attribute: attribute.to_owned(), subjects });
        rest = after;
    }
    text.push_str(rest);
    (text, marks)
}

/// Returns whether one name has the words of the other, or both the same letters and digits.
fn is_same(one: &str, other: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '.' | '+');
    let words = |name: &str| -> BTreeSet<String> {
        name.to_lowercase().split(|c| !is_part(c)).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let fold = |name: &str| -> String { name.to_lowercase().chars().filter(|c| is_part(*c)).collect() };
    let (left, right) = (words(one), words(other));
    fold(one) == fold(other) || left.is_subset(&right) || right.is_subset(&left)
}

#[test]
fn most_values_of_documents_of_many_genres_have_their_subjects() {
    let folder = tempfile::tempdir().unwrap();
    let mut marked: BTreeMap<String, Vec<Marked>> = BTreeMap::new();
    for entry in fs::read_dir(root().join("fixtures/extraction/subjects")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let (text, marks) = without_marks(&fs::read_to_string(&path).unwrap());
        fs::write(folder.path().join(&name), text).unwrap();
        marked.insert(name, marks);
    }
    let output = factlint(&["extract", "--claims", "--format", "jsonl", &folder.path().to_string_lossy()]);
    assert_eq!((output.code, output.stderr.as_str()), (Some(0), ""));
    for language in ["en", "zh"] {
        let (mut wanted, mut found, mut right) = (0, 0, 0);
        let mut missed = Vec::new();
        for document in output.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            let name = document["file"].as_str().unwrap().rsplit(['/', '\\']).next().unwrap().to_owned();
            if !name.starts_with(language) {
                continue;
            }
            let claims = document["claims"].as_array().unwrap();
            let is_core = |attribute: &str| CORE.contains(&attribute);
            found += claims.iter().filter(|claim| is_core(claim["attribute"].as_str().unwrap())).count();
            for mark in marked[&name].iter().filter(|mark| is_core(&mark.attribute)) {
                wanted += 1;
                let place = |claim: &Value, key: &str| usize::try_from(claim[key].as_u64().unwrap()).unwrap();
                let is_right = claims.iter().any(|claim| {
                    claim["attribute"] == mark.attribute.as_str()
                        && place(claim, "start") < mark.end
                        && mark.start < place(claim, "end")
                        && mark.subjects.iter().any(|subject| is_same(subject, claim["subject"].as_str().unwrap_or("")))
                });
                right += usize::from(is_right);
                if !is_right {
                    missed.push(format!("{name}:{} {} {:?}", mark.start, mark.attribute, mark.subjects));
                }
            }
        }
        // F1 of subjects, in percent.
        let score = 200 * right / (wanted + found);
        assert!(90 <= score, "{language}: {score} %, {right} of {wanted}, {found} found; missed: {missed:#?}");
    }
}
