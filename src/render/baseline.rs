//! A baseline as a file: one entry a line, in order, so that a change is a line.

use std::collections::BTreeMap;

use serde::Serialize;

use super::to_json;
use crate::check::{BASELINE_SCHEMA, BaselineEntry};

#[derive(Serialize)]
struct EntryOutput<'a> {
    file: &'a str,
    rule: &'a str,
    finding: &'a str,
    count: usize,
    message: &'a str,
}

/// Returns the text of a baseline.
pub(crate) fn baseline_text(documents: &BTreeMap<String, Vec<BaselineEntry>>) -> String {
    let mut text = format!("{{\n  \"schema\": {},\n  \"findings\": [", to_json(&BASELINE_SCHEMA));
    let mut is_first = true;
    for (file, entries) in documents {
        let mut entries: Vec<&BaselineEntry> = entries.iter().collect();
        entries.sort_by_key(|entry| (&entry.rule, &entry.finding));
        for BaselineEntry { rule, finding, count, message, .. } in entries {
            text.push_str(if is_first { "\n    " } else { ",\n    " });
            is_first = false;
            text.push_str(&to_json(&EntryOutput { file, rule, finding, count: *count, message }));
        }
    }
    text.push_str(if is_first { "]\n}\n" } else { "\n  ]\n}\n" });
    text
}
