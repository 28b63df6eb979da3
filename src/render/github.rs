//! Workflow commands of GitHub Actions: annotations beside the lines of a pull request.
//!
//! <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>. Columns count UTF-16 units, from 1: what
//! they count is not documented, and GitHub's pages count as JavaScript does. The log shows only the text of a command,
//! so the text names the place again.

use std::fmt::Write as _;

use super::locate::Locator;
use super::neutral::{neutral_line, neutral_path};
use super::{Ending, Writer};
use crate::check::FileReport;
use crate::diagnostic::Severity;

/// Writes a command for each finding.
#[derive(Debug)]
pub(super) struct GithubWriter;

impl Writer for GithubWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        let mut locator = Locator::new(&report.file);
        let path = report.file.path();
        for diagnostic in &report.diagnostics {
            let (start, end) = locator.span(diagnostic.primary.range);
            let command = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => "notice",
            };
            write!(
                output,
                "::{command} title={},file={},line={},endLine={}",
                property(&format!("factlint {}", diagnostic.rule)),
                property(path),
                start.line,
                end.line
            )
            .expect("a String takes all");
            // GitHub takes columns only where a place is on one line.
            if start.line == end.line {
                let last = end.utf16_column.saturating_sub(1).max(start.utf16_column);
                write!(output, ",col={},endColumn={last}", start.utf16_column).expect("a String takes all");
            }
            let place = format!("{}:{}:{}", neutral_path(path), start.line, start.column);
            let level = diagnostic.severity.as_str();
            output.push_str("::");
            output.push_str(&data(&format!("{place}: {level}[{}] {}", diagnostic.rule, diagnostic.message.english())));
            if let Some(help) = &diagnostic.help {
                output.push_str("%0A");
                output.push_str(&data(&format!("help: {}", help.english())));
            }
            output.push('\n');
        }
    }

    fn finish(&mut self, _ending: &Ending<'_>, _output: &mut String) {}
}

/// Returns text as it stands behind `::` of a command.
fn data(text: &str) -> String {
    neutral_line(text).replace('%', "%25")
}

/// Returns text as the value of a property. Of the characters that a line cannot hold, GitHub decodes the line ends.
fn property(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let parts: Vec<String> = line.split('\r').map(data).collect();
            parts.join("%0D")
        })
        .collect();
    lines.join("%0A").replace(':', "%3A").replace(',', "%2C")
}
