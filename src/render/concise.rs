//! One line a finding: `path:line:column: level[rule] message`. Columns count characters, from 1.

use std::fmt::Write as _;

use super::locate::Locator;
use super::neutral::{neutral_line, neutral_path};
use super::{Ending, Writer, coverage};
use crate::check::FileReport;
use crate::message::Language;

/// Writes the lines.
#[derive(Debug)]
pub(super) struct ConciseWriter {
    pub(super) language: Language,
}

impl Writer for ConciseWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        write(report, output);
        if let Some(covered) = &report.coverage {
            coverage::lines(&report.file, covered, self.language, output);
        }
    }

    fn finish(&mut self, _ending: &Ending<'_>, _output: &mut String) {}
}

/// Writes the findings of one file.
fn write(report: &FileReport, output: &mut String) {
    let mut locator = Locator::new(&report.file);
    let path = neutral_path(report.file.path());
    for diagnostic in &report.diagnostics {
        let position = locator.position(diagnostic.primary.range.start());
        writeln!(
            output,
            "{path}:{}:{}: {}[{}] {}",
            position.line,
            position.column,
            diagnostic.severity.as_str(),
            diagnostic.rule,
            neutral_line(&diagnostic.message)
        )
        .expect("a String takes all");
    }
}
