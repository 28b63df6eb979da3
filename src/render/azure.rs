//! Logging commands of Azure Pipelines: issues of a run.
//!
//! <https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands>. Columns count UTF-16 units, from 1: what they
//! count is not documented, and the agent is written in .NET, which counts so. Azure knows errors and warnings; remarks
//! (`info`) are plain lines of the log.

use std::fmt::Write as _;

use super::locate::Locator;
use super::neutral::{neutral_line, neutral_path};
use super::wording::sentence;
use super::{Ending, Writer};
use crate::check::FileReport;
use crate::diagnostic::Severity;

/// Writes a command for each error and warning.
#[derive(Debug)]
pub(super) struct AzureWriter;

impl Writer for AzureWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        let mut locator = Locator::new(&report.file);
        let path = report.file.path();
        for diagnostic in &report.diagnostics {
            let position = locator.position(diagnostic.primary.range.start());
            let text = neutral_line(&sentence(diagnostic)).into_owned();
            let kind = match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info => {
                    let (line, column) = (position.line, position.column);
                    writeln!(output, "{}:{line}:{column}: info[{}] {text}", neutral_path(path), diagnostic.rule)
                        .expect("a String takes all");
                    continue;
                }
            };
            writeln!(
                output,
                "##vso[task.logissue type={kind};sourcepath={};linenumber={};columnnumber={};code={}]{}",
                property(path),
                position.line,
                position.utf16_column,
                property(diagnostic.rule.as_str()),
                data(&text)
            )
            .expect("a String takes all");
        }
    }

    fn finish(&mut self, _ending: &Ending<'_>, _output: &mut String) {}
}

/// Returns text as it stands behind a command. `%AZP25` is what the agent decodes to a percent sign.
fn data(text: &str) -> String {
    neutral_line(text).replace('%', "%AZP25")
}

/// Returns text as the value of a property. Of the characters that a line cannot hold, the agent decodes the line ends.
fn property(text: &str) -> String {
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| {
            let parts: Vec<String> = line.split('\r').map(data).collect();
            parts.join("%0D")
        })
        .collect();
    lines.join("%0A").replace(']', "%5D").replace(';', "%3B")
}
