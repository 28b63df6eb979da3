//! Reports as bytes: what a cache keeps of a document that was checked.
//!
//! Main type: [`Record`]. Every field of a report is named here, so that a new one cannot be forgotten: what a record
//! does not hold, a run with a cache would not show. Bytes that are not what was written give `None`, never a panic.

mod parts;
mod wire;

use std::sync::Arc;

use super::{Counts, FileReport};
use crate::diagnostic::Diagnostic;
use crate::rules::DocumentSummary;
use crate::text::SourceFile;
use wire::{Reader, Writer};

/// A report without its text.
#[derive(Clone, Debug)]
pub struct Record {
    diagnostics: Vec<Diagnostic>,
    counts: Counts,
    matched_tables: Vec<usize>,
    summary: Option<Box<DocumentSummary>>,
    ignored_claims: Vec<usize>,
}

impl Record {
    /// Returns a report as bytes; `None` where something in it cannot be kept (another file's text, a list of claims, comments that switch rules off).
    pub fn encode(report: &FileReport) -> Option<Vec<u8>> {
        let FileReport {
            file: _,
            diagnostics,
            suppressed,
            suppressions,
            counts,
            coverage,
            matched_tables,
            summary,
            ignored_claims,
        } = report;
        // Few documents switch rules off, and those that do are checked anew each time.
        if coverage.is_some() || suppressions.is_some() || !suppressed.is_empty() {
            return None;
        }
        let mut writer = Writer::default();
        writer.list(diagnostics, parts::write_diagnostic);
        parts::write_counts(&mut writer, counts);
        writer.list(matched_tables, |writer, index| writer.number(*index));
        writer.option(summary.as_deref(), parts::write_summary);
        writer.list(ignored_claims, |writer, number| writer.number(*number));
        writer.finish()
    }

    /// Reads what [`Record::encode`] wrote.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let record = Self {
            diagnostics: reader.list(parts::read_diagnostic)?,
            counts: parts::read_counts(&mut reader)?,
            matched_tables: reader.list(Reader::number)?,
            summary: reader.option(parts::read_summary)?.map(Box::new),
            ignored_claims: reader.list(Reader::number)?,
        };
        reader.is_at_end().then_some(record)
    }

    /// Returns whether the text is needed to show the report.
    pub fn has_findings(&self) -> bool {
        !self.diagnostics.is_empty()
    }

    /// Returns the report on a file.
    pub fn into_report(self, file: Arc<SourceFile>) -> FileReport {
        let Self { diagnostics, counts, matched_tables, summary, ignored_claims } = self;
        FileReport { matched_tables, summary, ignored_claims, ..FileReport::new(file, diagnostics, counts) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check_document;
    use crate::reference::ReferenceTables;
    use crate::settings::Settings;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    const DOCUMENT: &str = "---\ntitle: 一\ntitle: 二\ndate: 2024-05-08\nupdated: 2031-02-03\ntags: [a, b]\n---\n\n\
        Llama 2一共有三个版本，最大的拥有7000亿参数。据说GPT-4有1.76万亿参数。Phi-3拥有27亿参数。\n\n\
        2024年5月13日（周三）报名截止到4月31日。GPT-4 was released on March 14, 2024.\n";

    fn report(name: &str, text: &str) -> FileReport {
        let settings = Settings::new(NaiveDate::from_ymd_opt(2024, 6, 1).unwrap());
        check_document(&Arc::new(SourceFile::new(name, text)), &settings, ReferenceTables::embedded())
    }

    #[test]
    fn a_report_comes_back_as_it_was() {
        for text in [DOCUMENT, "", "# 标题\n\n正文。\n"] {
            let report = report("2024-05-09-a.md", text);
            assert!(text != DOCUMENT || 5 < report.diagnostics.len(), "{report:?}");
            let bytes = Record::encode(&report).unwrap();
            let back = Record::decode(&bytes).unwrap().into_report(Arc::clone(&report.file));
            assert_eq!(format!("{back:?}"), format!("{report:?}"));
        }
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the fixtures stand on the disk")]
    fn every_fixture_can_be_kept() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
        let mut folders = vec![root];
        let mut n_kept = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "md") {
                    let name = path.file_name().unwrap().to_string_lossy().into_owned();
                    let text = std::fs::read_to_string(&path).unwrap_or_default();
                    let report = report(&name, &text);
                    let bytes = Record::encode(&report).unwrap_or_else(|| panic!("{name} cannot be kept"));
                    let back = Record::decode(&bytes).unwrap_or_else(|| panic!("{name} does not come back"));
                    assert_eq!(format!("{:?}", back.into_report(Arc::clone(&report.file))), format!("{report:?}"));
                    n_kept += 1;
                }
            }
        }
        assert!(50 < n_kept);
    }

    proptest! {
        #![proptest_config(crate::text::fixed_cases(200))]

        #[test]
        fn damaged_bytes_never_panic(at in 0_usize..4000, byte in any::<u8>(), length in 0_usize..4000) {
            let mut bytes = Record::encode(&report("a.md", DOCUMENT)).unwrap();
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = Record::decode(&bytes);
            bytes.truncate(length);
            let _ = Record::decode(&bytes);
        }

        #[test]
        fn noise_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = Record::decode(&bytes);
        }
    }
}
