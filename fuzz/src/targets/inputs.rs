//! Files that are not documents: configurations, tables, packs, baselines, and the records of a cache.

use std::sync::Arc;

use factlint::check::{Baseline, FileReport, Record, check_document, check_table};
use factlint::config;
use factlint::message::Message;
use factlint::reference::{ReferenceTable, ReferenceTables, TableFiles};
use factlint::rules::read_pack;
use factlint::settings::Settings;
use factlint::text::SourceFile;

use super::spans::{assert_invalid, assert_report};
use super::{every_rule, today};

/// The most bytes of a compiled pattern, as the configuration has it where nothing is said.
const PATTERN_SIZE: usize = 1 << 20;

/// A document with something for most rules.
const DOCUMENT: &str = "---\ntitle: 一\ntitle: 二\ndate: 2024-05-08\ntags: [a, b]\ncatgories: [c]\n---\n\n\
    As an AI language model, I cannot say. Llama 2最大的拥有7000亿参数。据说GPT-4有1.76万亿参数。\n\n\
    2024年5月13日（周三）报名截止到4月31日。Phi-3 has 2.7B parameters.\n";

fn check(text: &str, settings: &Settings, tables: &ReferenceTables) -> FileReport {
    let report = check_document(&Arc::new(SourceFile::new("posts/2024-05-09-a.md", text)), settings, tables);
    assert_report(&report);
    report
}

/// Configurations: what is wrong is told at its place, and what is right can be checked with.
pub(super) fn configurations(input: &[u8]) {
    let file = Arc::new(SourceFile::new("factlint.yaml", String::from_utf8_lossy(input)));
    match config::parse(&file) {
        Ok(config) => {
            for path in ["posts/2024-05-09-a.md", "about.md"] {
                check(DOCUMENT, &config::resolve_at(&config, today(), path), ReferenceTables::embedded());
            }
        }
        Err(invalid) => assert_invalid(&invalid),
    }
}

/// The files beside a table: one in CSV, whatever it is called.
#[derive(Debug)]
struct Beside(Arc<SourceFile>);

impl TableFiles for Beside {
    fn read(&self, _path: &str) -> Result<Arc<SourceFile>, Message> {
        Ok(Arc::clone(&self.0))
    }

    fn count(&self, pattern: &str) -> Result<u64, Message> {
        Ok(pattern.len() as u64)
    }
}

/// Reference tables in YAML or JSON, with rows in CSV behind a line that starts with `==>`: what is wrong is told at its
/// place, and what is right can be checked and checked with.
pub(super) fn tables(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (table, rows) = text.split_once("\n==>").unwrap_or((&text, ""));
    let name = if table.starts_with('{') { "own.json" } else { "own.yaml" };
    let rows = rows.split_once('\n').map_or("", |(_, rows)| rows);
    let beside = Beside(Arc::new(SourceFile::new("own.csv", rows)));
    let table = match ReferenceTable::parse_with(Arc::new(SourceFile::new(name, table)), &beside) {
        Ok(table) => Arc::new(table),
        Err(invalid) => return assert_invalid(&invalid),
    };
    match ReferenceTables::new(vec![Arc::clone(&table)]) {
        Ok(tables) => {
            let settings = every_rule();
            for report in check_table(&table, &tables, &settings, Some(today())) {
                assert_report(&report);
            }
            // The table's own words are a text about its subjects.
            check(&text, &settings, &tables);
        }
        Err(inputs) => inputs.iter().for_each(assert_invalid),
    }
}

/// Packs: what is wrong is told at its place, and what is right can be checked with.
pub(super) fn packs(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    match read_pack(&Arc::new(SourceFile::new("own.yaml", text.as_ref())), PATTERN_SIZE) {
        Ok(read) => {
            let mut settings = every_rule();
            settings.packs.push(Arc::new(read));
            for document in [DOCUMENT, &text] {
                check(document, &settings, ReferenceTables::embedded());
            }
        }
        Err(invalid) => assert_invalid(&invalid),
    }
}

/// Baselines: what is wrong is told at its place, and what is right takes findings away and adds none.
pub(super) fn baselines(input: &[u8]) {
    match Baseline::parse(Arc::new(SourceFile::new(".factlint-baseline.json", String::from_utf8_lossy(input)))) {
        Ok(baseline) => {
            let mut report = check(DOCUMENT, &every_rule(), ReferenceTables::embedded());
            let n_found = report.diagnostics.len() + report.suppressed.len();
            baseline.put_off(baseline.documents.keys()).apply(&mut report);
            assert_eq!(report.diagnostics.len() + report.suppressed.len(), n_found, "no finding is lost");
        }
        Err(invalid) => assert_invalid(&invalid),
    }
}

/// Records of a cache: a report comes back as it was, and bytes that are no record are refused.
pub(super) fn records(input: &[u8]) {
    let report = check(&String::from_utf8_lossy(input), &every_rule(), ReferenceTables::embedded());
    let Some(bytes) = Record::encode(&report) else { return };
    let back = Record::decode(&bytes).expect("what was written can be read").into_report(Arc::clone(&report.file));
    assert_eq!(format!("{back:?}"), format!("{report:?}"), "a report comes back as it was");
    // The document says where the record is damaged.
    let mut damaged = bytes;
    let length = damaged.len().max(1);
    for (index, byte) in input.iter().take(8).enumerate() {
        let at = (usize::from(*byte) * 251 + index * 31) % length;
        if let Some(place) = damaged.get_mut(at) {
            *place = place.wrapping_add(*byte | 1);
        }
        let _ = Record::decode(&damaged);
    }
    damaged.truncate(length / 2);
    let _ = Record::decode(&damaged);
    let _ = Record::decode(input);
}
