//! One line a finding: `path:line:column: level[rule] message`. Columns count characters, from 1.

use std::fmt::Write as _;

use super::locate::Locator;
use super::neutral::{neutral_line, neutral_path};
use crate::check::FileReport;

/// Writes the findings of one file.
pub(super) fn write(report: &FileReport, output: &mut String) {
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
