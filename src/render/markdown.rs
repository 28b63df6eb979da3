//! A summary in Markdown, for the summary of a job or a comment on a change.
//!
//! Columns count characters, from 1. Nothing of a document becomes markup: no link, image, mention, HTML or table cell.

use std::fmt::Write as _;

use super::locate::Locator;
use super::neutral::{WORD_JOINER, neutral_line};
use super::summary::summary_sentence;
use super::wording::sentence;
use super::{Ending, Writer};
use crate::catalogue;
use crate::check::FileReport;
use crate::diagnostic::Severity;
use crate::message::Language;

/// Findings that are listed; a summary of GitHub may have 1 MiB, a comment 65536 characters.
const MAX_LISTED: usize = 200;

/// The most characters of a finding.
const MAX_CHARACTERS: usize = 240;

/// Collects the rows, and writes them behind the sums.
#[derive(Debug)]
pub(super) struct MarkdownWriter {
    language: Language,
    rows: Vec<(Severity, String)>,
    // Of each level, the errors last.
    counts: [usize; 3],
}

impl MarkdownWriter {
    pub(super) const fn new(language: Language) -> Self {
        Self { language, rows: Vec::new(), counts: [0; 3] }
    }
}

impl Writer for MarkdownWriter {
    fn report(&mut self, report: &FileReport, _output: &mut String) {
        let mut locator = Locator::new(&report.file);
        for diagnostic in &report.diagnostics {
            let count = &mut self.counts[diagnostic.severity as usize];
            *count += 1;
            if MAX_LISTED < *count {
                continue;
            }
            let position = locator.position(diagnostic.primary.range.start());
            let place = format!("{}:{}:{}", report.file.path(), position.line, position.column);
            let (level, rule) =
                (catalogue::words(diagnostic.severity.as_str(), self.language), code(diagnostic.rule.as_str()));
            let row = format!("| {level} | {} | {rule} | {} |", code(&place), text(&sentence(diagnostic)));
            self.rows.push((diagnostic.severity, row));
        }
    }

    fn finish(&mut self, ending: &Ending<'_>, output: &mut String) {
        let summary = ending.summary;
        let total: usize = self.counts.iter().sum();
        let title = match (total, summary.counts.documents) {
            (0, 0) => message!("nothing was checked"),
            (0, _) => message!("no problems"),
            _ => message!("findings"),
        };
        let sums = message!("{sentence}.", sentence = summary_sentence(summary));
        let (title, sums) = (catalogue::text(&title, self.language), catalogue::text(&sums, self.language));
        writeln!(output, "## factlint: {title}\n\n{sums}").expect("a String takes all");
        if total == 0 {
            return;
        }
        let head = ["level", "place", "rule", "finding"].map(|head| catalogue::words(head, self.language));
        writeln!(output, "\n| {} |\n|-------|-------|------|---------|", head.join(" | ")).expect("a String takes all");
        // The most serious first, each level in the order of documents.
        self.rows.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
        for (_, row) in self.rows.iter().take(MAX_LISTED) {
            output.push_str(row);
            output.push('\n');
        }
        if MAX_LISTED < total {
            let more = message!("… and {count} more", count = total - MAX_LISTED);
            writeln!(output, "\n{}.", catalogue::text(&more, self.language)).expect("a String takes all");
        }
    }
}

/// Returns text for a cell: what stands between backticks as code, everything else escaped.
fn text(words: &str) -> String {
    let mut kept: String = words.chars().take(MAX_CHARACTERS).collect();
    if kept.len() < words.len() {
        kept.push('…');
    }
    let parts: Vec<&str> = kept.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return escaped(&kept);
    }
    let part = |(index, part): (usize, &&str)| match index % 2 {
        1 if !part.is_empty() => code(part),
        _ => escaped(part),
    };
    parts.iter().enumerate().map(part).collect()
}

/// Returns text as inline code, fit for a cell.
fn code(words: &str) -> String {
    let neutral = neutral_line(words).replace('|', "\\|");
    let mut longest = 0;
    let mut run = 0;
    for character in neutral.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let is_padded = neutral.starts_with(['`', ' ']) || neutral.ends_with(['`', ' ']);
    let padding = if is_padded { " " } else { "" };
    format!("{fence}{padding}{neutral}{padding}{fence}")
}

/// Returns text in which no character is markup. Mentions, references to issues and addresses, which are found in plain
/// text too, are broken up by a joiner without width.
fn escaped(words: &str) -> String {
    let neutral = neutral_line(words);
    let mut escaped = String::with_capacity(neutral.len() + 8);
    let mut before = '\0';
    for character in neutral.chars() {
        match character {
            '@' | '#' => escaped.extend([character, WORD_JOINER]),
            '/' if before == ':' => escaped.extend([WORD_JOINER, character]),
            '.' if matches!(before, 'w' | 'W') => escaped.extend([WORD_JOINER, character]),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => escaped.extend(['\\', character]),
            _ => escaped.push(character),
        }
        before = character;
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_document_says_is_no_markup() {
        assert_eq!(text("`a|b` is *not* <b>; @me #1"), "`a\\|b` is \\*not\\* &lt;b&gt;; @\u{2060}me #\u{2060}1");
        assert_eq!(text("one ` only [x](https://y)"), "one \\` only \\[x\\](https:\u{2060}//y)");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`"), "`` ` ``");
    }
}
