//! What became of each claim: a table for people, lines for `grep`. The JSON of it stands in `json`.

pub(super) mod json;

use std::fmt::Write as _;

use super::Style;
use super::locate::Locator;
use super::neutral::{neutral_line, neutral_path};
use super::summary::plural;
use super::width::{clip, text_width};
use crate::catalogue;
use crate::check::{Coverage, CoverageCounts, CoveredClaim, NotChecked, Outcome};
use crate::message::Language;
use crate::text::SourceFile;

/// The widest that a column of the table gets.
const MAX_SUBJECT: usize = 36;
const MAX_VALUE: usize = 24;

/// Columns of the longest name of a verdict, `hedged-consistent`.
const VERDICT: usize = 17;

/// A line of the table.
struct Row {
    place: String,
    verdict: &'static str,
    colour: &'static str,
    subject: String,
    value: String,
    remark: String,
}

/// Writes the table of one document; nothing where it has no claims.
pub(super) fn table(file: &SourceFile, coverage: &Coverage, style: Style, output: &mut String) {
    if coverage.claims.is_empty() {
        return;
    }
    let mut locator = Locator::new(file);
    let rows: Vec<Row> = coverage.claims.iter().map(|claim| row(claim, style.language, &mut locator)).collect();
    let width = |part: fn(&Row) -> &str, maximum: usize| {
        rows.iter().map(|row| text_width(part(row))).max().unwrap_or(0).min(maximum)
    };
    let place = width(|row| &row.place, usize::MAX);
    let subject = width(|row| &row.subject, MAX_SUBJECT);
    let value = width(|row| &row.value, MAX_VALUE);
    writeln!(output, "{}", neutral_path(file.path())).expect("a String takes all");
    for row in rows {
        output.push_str("  ");
        output.extend(std::iter::repeat_n(' ', place - text_width(&row.place)));
        output.push_str(&row.place);
        output.push_str("  ");
        if style.is_coloured {
            output.push_str(row.colour);
        }
        output.push_str(row.verdict);
        if style.is_coloured {
            output.push_str("\x1b[0m");
        }
        output.extend(std::iter::repeat_n(' ', VERDICT - text_width(row.verdict) + 2));
        push_padded(&row.subject, subject, output);
        push_padded(&row.value, value, output);
        let used = 2 + place + 2 + VERDICT + 2 + subject + 2 + value + 2;
        output.push_str(&clip(&row.remark, style.width.saturating_sub(used).max(16)));
        output.truncate(output.trim_end().len());
        output.push('\n');
    }
    output.push('\n');
}

/// Writes the totals of a run.
pub(super) fn totals(counts: &CoverageCounts, documents: usize, language: Language, output: &mut String) {
    let (claims, documents) = (plural(counts.claims(), "claim"), plural(documents, "document"));
    let sums = message!("{claims} in {documents}", claims, documents);
    writeln!(output, "{}", catalogue::text(&sums, language)).expect("a String takes all");
    let digits = counts.claims().to_string().len();
    let separator = catalogue::words(", ", language);
    let mut line = |count: usize, what: &'static str, parts: Vec<String>| {
        if 0 < count {
            let what = catalogue::words(what, language);
            let padding = " ".repeat(13_usize.saturating_sub(text_width(what)));
            writeln!(output, "  {count:>digits$} {what}{padding}{}", parts.join(separator))
                .expect("a String takes all");
        }
    };
    let verdicts = counts.verdicts().map(|(verdict, count)| format!("{count} {}", catalogue::words(verdict, language)));
    line(counts.checked(), "checked", verdicts.collect());
    let name = |reason: NotChecked| catalogue::words(reason.as_str(), language);
    let reasons: Vec<String> = counts.reasons().map(|(reason, count)| format!("{count} {}", name(reason))).collect();
    line(counts.claims() - counts.checked(), "not checked", reasons);
    output.push('\n');
}

/// Writes one line a claim: `path:line:column: claim[supported] GPT-3 parameters: 1750亿`.
pub(super) fn lines(file: &SourceFile, coverage: &Coverage, language: Language, output: &mut String) {
    let mut locator = Locator::new(file);
    let path = neutral_path(file.path());
    for claim in &coverage.claims {
        let position = locator.position(claim.range.start());
        let (line, column) = (position.line, position.column);
        let (verdict, subject) = (claim.outcome.verdict(), subject(claim));
        let (attribute, written) = (&claim.record.attribute, neutral_line(&claim.written));
        write!(output, "{path}:{line}:{column}: claim[{verdict}] {subject} {attribute}: {written}")
            .expect("a String takes all");
        if let Some(reason) = claim.outcome.reason() {
            write!(output, " ({})", catalogue::words(reason.describe(), language)).expect("a String takes all");
        }
        output.push('\n');
    }
}

fn row(claim: &CoveredClaim, language: Language, locator: &mut Locator<'_>) -> Row {
    let position = locator.position(claim.range.start());
    let verdict = claim.outcome.verdict();
    let remark = match claim.outcome {
        Outcome::NotChecked(reason) => catalogue::words(reason.describe(), language).to_owned(),
        Outcome::Checked("supported" | "hedged-consistent") => String::new(),
        Outcome::Checked(_) => claim.known.as_ref().map_or_else(String::new, |known| {
            let known = message!("table: {known}", known = neutral_line(known));
            catalogue::text(&known, language).into_owned()
        }),
    };
    Row {
        place: format!("{}:{}", position.line, position.column),
        verdict: catalogue::words(if verdict == "not-checked" { "not checked" } else { verdict }, language),
        colour: match verdict {
            "supported" | "hedged-consistent" => "\x1b[32m",
            "refuted" | "swapped" | "scale-slip" => "\x1b[31m",
            "not-checked" => "\x1b[2m",
            _ => "\x1b[33m",
        },
        subject: format!("{} {}", subject(claim), claim.record.attribute),
        value: neutral_line(&claim.written).into_owned(),
        remark,
    }
}

/// Returns the subject for people; `?` where the text gives none.
fn subject(claim: &CoveredClaim) -> String {
    let name = claim.record.subject_name.as_str();
    if name.is_empty() { "?".to_owned() } else { neutral_line(name).into_owned() }
}

fn push_padded(text: &str, width: usize, output: &mut String) {
    let text = clip(text, width);
    output.push_str(&text);
    output.extend(std::iter::repeat_n(' ', width.saturating_sub(text_width(&text)) + 2));
}
