//! JUnit XML: a suite for each document, a test case for each finding; a document without any is a case that passes.
//!
//! Errors and warnings are failures, what kept a document from being checked is an error, and remarks (`info`) pass.
//! Lines and columns (characters, from 1) stand in the text of a failure and in `line`.

use std::fmt::Write as _;

use super::locate::Locator;
use super::wording::sentence;
use super::xml::{DECLARATION, attribute, content, number};
use super::{Ending, Writer};
use crate::catalogue;
use crate::check::FileReport;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Language;
use crate::rules::file::{is_failure_of_the_run, is_unusable_input};

/// Writes the suites.
#[derive(Debug)]
pub(super) struct JunitWriter {
    language: Language,
    has_begun: bool,
}

impl JunitWriter {
    pub(super) const fn new(language: Language) -> Self {
        Self { language, has_begun: false }
    }

    fn begin(&mut self, output: &mut String) {
        if !self.has_begun {
            self.has_begun = true;
            output.push_str(DECLARATION);
            output.push_str("<testsuites name=\"factlint\">\n");
        }
    }
}

impl Writer for JunitWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        self.begin(output);
        let outcomes: Vec<Outcome> = report.diagnostics.iter().map(Outcome::of).collect();
        let count = |wanted: Outcome| outcomes.iter().filter(|outcome| **outcome == wanted).count();
        output.push_str("<testsuite");
        attribute("name", report.file.path(), output);
        number("tests", outcomes.len().max(1), output);
        number("failures", count(Outcome::Failure), output);
        number("errors", count(Outcome::Error), output);
        number("skipped", 0, output);
        output.push_str(">\n");
        if report.diagnostics.is_empty() {
            case("factlint", report, output);
            output.push_str("/>\n");
        }
        let mut locator = Locator::new(&report.file);
        for (diagnostic, outcome) in report.diagnostics.iter().zip(&outcomes) {
            write(report, diagnostic, *outcome, self.language, &mut locator, output);
        }
        output.push_str("</testsuite>\n");
    }

    fn finish(&mut self, _ending: &Ending<'_>, output: &mut String) {
        self.begin(output);
        output.push_str("</testsuites>\n");
    }
}

/// What a finding makes of its test case.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Error,
    Failure,
    Remark,
}

impl Outcome {
    fn of(diagnostic: &Diagnostic) -> Self {
        match diagnostic.severity {
            _ if is_failure_of_the_run(&diagnostic.rule) || is_unusable_input(&diagnostic.rule) => Self::Error,
            Severity::Error | Severity::Warning => Self::Failure,
            Severity::Info => Self::Remark,
        }
    }
}

fn case(name: &str, report: &FileReport, output: &mut String) {
    output.push_str("<testcase");
    attribute("name", name, output);
    attribute("classname", report.file.path(), output);
    attribute("file", report.file.path(), output);
}

fn write(
    report: &FileReport,
    diagnostic: &Diagnostic,
    outcome: Outcome,
    language: Language,
    locator: &mut Locator<'_>,
    output: &mut String,
) {
    let position = locator.position(diagnostic.primary.range.start());
    let (line, column) = (position.line, position.column);
    // Cases of one suite are told apart by name.
    case(&format!("{}:{line}:{column}", diagnostic.rule), report, output);
    number("line", line, output);
    output.push_str(">\n");
    let element = match outcome {
        Outcome::Error => "error",
        Outcome::Failure => "failure",
        Outcome::Remark => "system-out",
    };
    write!(output, "<{element}").expect("a String takes all");
    if outcome != Outcome::Remark {
        attribute("message", &diagnostic.message, output);
        attribute("type", diagnostic.severity.as_str(), output);
    }
    output.push('>');
    let level = diagnostic.severity.as_str();
    let words = message!(
        "line {line}, column {column}: {level}: {sentence}",
        line,
        column,
        level,
        sentence = sentence(diagnostic)
    );
    content(&catalogue::text(&words, language), output);
    writeln!(output, "</{element}>\n</testcase>").expect("a String takes all");
}
