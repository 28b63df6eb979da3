//! Checkstyle XML, as Jenkins, reviewdog and many others read it. Columns count characters, from 1.

use super::locate::Locator;
use super::wording::sentence;
use super::xml::{DECLARATION, attribute, number};
use super::{Ending, Writer};
use crate::check::FileReport;

/// Writes a `file` element for each file with findings.
#[derive(Debug, Default)]
pub(super) struct CheckstyleWriter {
    has_begun: bool,
}

impl CheckstyleWriter {
    fn begin(&mut self, output: &mut String) {
        if !self.has_begun {
            self.has_begun = true;
            output.push_str(DECLARATION);
            // The version of the format, which readers look at; no version of factlint.
            output.push_str("<checkstyle version=\"4.3\">\n");
        }
    }
}

impl Writer for CheckstyleWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        if report.diagnostics.is_empty() {
            return;
        }
        self.begin(output);
        let mut locator = Locator::new(&report.file);
        output.push_str("<file");
        attribute("name", report.file.path(), output);
        output.push_str(">\n");
        for diagnostic in &report.diagnostics {
            let position = locator.position(diagnostic.primary.range.start());
            output.push_str("<error");
            number("line", position.line, output);
            number("column", position.column, output);
            attribute("severity", diagnostic.severity.as_str(), output);
            attribute("message", &sentence(diagnostic), output);
            attribute("source", diagnostic.rule.as_str(), output);
            output.push_str("/>\n");
        }
        output.push_str("</file>\n");
    }

    fn finish(&mut self, _ending: &Ending<'_>, output: &mut String) {
        self.begin(output);
        output.push_str("</checkstyle>\n");
    }
}
