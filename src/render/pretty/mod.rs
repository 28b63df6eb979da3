//! Findings for people: the text at fault with its labels, then help, evidence and fix.
//!
//! The snippet is drawn by miette, which is known in this folder only.

mod excerpt;
mod footer;
mod links;
mod source;

use std::fmt;

use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use excerpt::Excerpt;

pub use links::Links;

use super::locate::Locator;
use super::neutral::neutral_line;
use super::summary::{fix_hint, summary_sentence};
use super::{Ending, Style, Writer, coverage};
use crate::catalogue;
use crate::check::FileReport;
use crate::diagnostic::{Diagnostic, Severity};
use crate::message::Language;
use crate::rules::page_address;

/// Writes the findings, then what became of the claims, then the sums.
#[derive(Debug)]
pub(super) struct PrettyWriter {
    style: Style,
    links: Option<Links>,
    coverage: String,
}

impl PrettyWriter {
    pub(super) fn new(style: Style, links: Option<Links>) -> Self {
        Self { style, links, coverage: String::new() }
    }
}

impl Writer for PrettyWriter {
    fn report(&mut self, report: &FileReport, output: &mut String) {
        write(report, self.style, self.links.as_ref(), output);
        if let Some(covered) = &report.coverage {
            coverage::table(&report.file, covered, self.style, &mut self.coverage);
        }
    }

    fn finish(&mut self, ending: &Ending<'_>, output: &mut String) {
        output.push_str(&self.coverage);
        let summary = ending.summary;
        if let Some(counts) = summary.coverage.as_ref().filter(|counts| 0 < counts.claims()) {
            coverage::totals(counts, summary.counts.documents, self.style.language, output);
        }
        if !ending.is_terse {
            output.push_str(&catalogue::text(&summary_sentence(summary), self.style.language));
            output.push('\n');
            if let Some(hint) = fix_hint(summary) {
                output.push_str(&catalogue::text(&hint, self.style.language));
                output.push('\n');
            }
        }
    }
}

/// A finding as miette reads it.
#[derive(Debug)]
struct Drawn<'a> {
    diagnostic: &'a Diagnostic,
    code: String,
    message: String,
    excerpt: Excerpt,
}

/// Writes the findings of one file, a blank line after each.
fn write(report: &FileReport, style: Style, links: Option<&Links>, output: &mut String) {
    let mut locator = Locator::new(&report.file);
    for diagnostic in &report.diagnostics {
        let mut excerpt = Excerpt::new(&report.file, diagnostic, &mut locator, style.width);
        if let Some(links) = links {
            for segment in &mut excerpt.segments {
                segment.path = links.to_file(&segment.source, &segment.path);
            }
        }
        let handler = handler(diagnostic, &excerpt, style);
        let drawn = Drawn {
            diagnostic,
            code: code(diagnostic, style.language, links),
            message: neutral_line(&diagnostic.message).into_owned(),
            excerpt,
        };
        handler.render_report(output, &drawn).expect("a String takes all, and every label of an excerpt can be read");
        footer::write(&report.file, diagnostic, style, links, output);
        output.push('\n');
    }
}

/// Returns `error[claim/scale-slip]`, as a link to the page on the rule where there is one.
fn code(diagnostic: &Diagnostic, language: Language, links: Option<&Links>) -> String {
    let level = catalogue::words(diagnostic.severity.as_str(), language);
    let code = format!("{level}[{}]", neutral_line(diagnostic.rule.as_str()));
    let address = links.and_then(|links| Some((links, page_address(diagnostic.rule.as_str())?)));
    address.map_or(code.clone(), |(links, address)| links.to_page(&address, &code))
}

/// Returns how to draw one finding: nothing is left to what miette detects.
fn handler(diagnostic: &Diagnostic, excerpt: &Excerpt, style: Style) -> GraphicalReportHandler {
    let mut theme = if style.is_coloured { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let own = match diagnostic.severity {
        Severity::Error => theme.styles.error,
        Severity::Warning => theme.styles.warning,
        Severity::Info => theme.styles.advice,
    };
    if style.is_coloured {
        // The finding's own place in the colour of its level, the others in blue.
        let highlight = |is_primary| if is_primary { own.bold() } else { own.blue().bold() };
        theme.styles.highlights = excerpt.labels.iter().map(|label| highlight(label.is_primary)).collect();
    }
    GraphicalReportHandler::new_themed(theme)
        .with_width(style.width.max(40))
        .with_context_lines(1)
        .with_urls(false)
        .without_cause_chain()
        .without_syntax_highlighting()
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.excerpt.labels.iter().map(|label| {
            let message = Some(label.message.clone()).filter(|message| !message.is_empty());
            if label.is_primary {
                LabeledSpan::new_primary_with_span(message, label.range.clone())
            } else {
                LabeledSpan::new_with_span(message, label.range.clone())
            }
        })))
    }
}
