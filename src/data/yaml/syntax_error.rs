//! Says what is wrong with a YAML text in words of its writer, on the narrowest place.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::super::source::as_clause;
use super::{Problem, ProblemKind, Source};

/// Where the reader of events stopped, and what it saw last.
pub(super) struct Failure<'a> {
    pub(super) source: Source<'a>,
    pub(super) kind: &'a ErrorKind,
    pub(super) offset: usize,
    pub(super) last_scalar: Range<usize>,
    // The innermost `[` or `{` that is not closed yet.
    pub(super) open_bracket: Option<usize>,
}

/// A place of the source with a message and a help.
type Finding = (Range<usize>, String, Option<&'static str>);

const QUOTE_IT: &str = "put the value in quotes";
const CHECK_INDENTATION: &str = "check the indentation of this line and of the one above";

impl Failure<'_> {
    /// Returns the problem for the writer of the text.
    pub(super) fn problem(&self) -> Problem {
        if *self.kind == ErrorKind::RecursionLimitExceeded {
            let message = format!("values nested deeper than {} levels are not read", super::MAXIMUM_DEPTH);
            let range = self.source.range(self.offset, self.offset + 1);
            return Problem { range, kind: ProblemKind::Limit { message } };
        }
        let (range, message, help) = self.finding();
        let kind = ProblemKind::Syntax { message, help: help.map(str::to_owned) };
        Problem { range: self.source.range(range.start, range.end), kind }
    }

    fn finding(&self) -> Finding {
        use ErrorKind as Kind;
        if let Some(finding) = self.unclosed_bracket() {
            return finding;
        }
        let here = self.offset.min(self.source.text.len());
        let rest_of_line = here..self.source.line_end(here).max(here);
        match self.kind {
            Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar | Kind::InvalidQuotedScalarIndent => {
                self.unclosed_quote(self.opening_quote().unwrap_or(here))
            }
            Kind::InvalidTrailingSingleQuotedScalar => {
                self.after_quote("write `''` for an apostrophe inside single quotes, or use double quotes")
            }
            Kind::InvalidTrailingDoubleQuotedScalar => {
                self.after_quote("write `\\\"` for a quote inside double quotes, or use single quotes")
            }
            Kind::UnknownQuotedScalarEscape => self.unknown_escape(here),
            Kind::UnexpectedCharacter { character } if character.is_control() => {
                let message = format!("the control character U+{:04X} is not allowed", u32::from(*character));
                (here..here + character.len_utf8(), message, Some("remove it"))
            }
            Kind::UnexpectedCharacter { character } => {
                let message = format!("a text cannot start with `{character}`");
                (here..here + character.len_utf8(), message, Some(QUOTE_IT))
            }
            Kind::MissingAnchorOrAliasName => {
                let message = "a text cannot start with `*` or `&`".to_owned();
                (self.first_of_line(&["*", "&"], here), message, Some(QUOTE_IT))
            }
            Kind::ExpectedTagBang | Kind::UndeclaredTagHandle | Kind::InvalidTagTerminator | Kind::MissingTagUri => {
                let message = "a text cannot start with `!`, which begins a tag".to_owned();
                (self.first_of_line(&["!"], here), message, Some(QUOTE_IT))
            }
            Kind::TabInBlockIndentation
            | Kind::TabInIndentation
            | Kind::TabNotAllowed
            | Kind::TabInPlainScalar
            | Kind::TabAtBlockScalarStart => {
                (self.tab(here), "a tab cannot indent".to_owned(), Some("indent with spaces"))
            }
            Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => self.line_without_colon(here),
            Kind::MappingValueNotAllowed | Kind::InvalidColonPlacement => self.misplaced_colon(here),
            Kind::BlockSequenceEntryNotAllowed => {
                let message = "a list cannot start on the line of its key".to_owned();
                (here..here + 1, message, Some("start it on the next line, or put the value in quotes"))
            }
            Kind::ExpectedBlockSequenceEntry => {
                (rest_of_line, "expected `- ` like the items above".to_owned(), Some(CHECK_INDENTATION))
            }
            Kind::ExpectedBlockMappingKey => self.after_value(here),
            Kind::InvalidIndentation => {
                (rest_of_line, "this line is indented like none above".to_owned(), Some(CHECK_INDENTATION))
            }
            Kind::MisplacedFlowCollectionEnd => {
                (here..here + 1, "this bracket closes nothing".to_owned(), Some(QUOTE_IT))
            }
            Kind::MismatchedFlowCollectionEnd { open, close } => {
                (here..here + 1, format!("this `{open}` is closed by `{close}`"), None)
            }
            Kind::InvalidBlockScalarHeader => {
                let message = "a text after `|` or `>` starts on the next line".to_owned();
                (rest_of_line, message, Some("put the value in quotes, or move it to the next line"))
            }
            _ if self.source.text[here..].starts_with([',', '?']) => {
                let message = format!("a text cannot start with `{}`", &self.source.text[here..=here]);
                (here..here + 1, message, Some(QUOTE_IT))
            }
            other => {
                let message = other.to_string();
                let plain = message.split_once(", ").map_or(message.as_str(), |(before, after)| {
                    if before.starts_with("while ") { after } else { &message }
                });
                (rest_of_line, as_clause(plain), None)
            }
        }
    }

    /// A bracket left open is found by the parser lines later, as something else that is wrong.
    fn unclosed_bracket(&self) -> Option<Finding> {
        let open = self.open_bracket?;
        let has_own_cause = matches!(
            self.kind,
            ErrorKind::UnclosedQuotedScalar
                | ErrorKind::UnknownQuotedScalarEscape
                | ErrorKind::UnexpectedCharacter { .. }
        );
        let is_on_other_line = self.source.line_end(open) < self.offset;
        let is_unclosed = matches!(self.kind, ErrorKind::UnclosedFlowCollection { .. });
        if has_own_cause || !(is_on_other_line || is_unclosed) {
            return None;
        }
        let bracket = &self.source.text[open..=open];
        let help =
            if bracket == "[" { "add `]`, or put the value in quotes" } else { "add `}`, or put the value in quotes" };
        Some((open..open + 1, format!("this `{bracket}` is not closed"), Some(help)))
    }

    /// Returns where the quoted text starts in which the parser stopped.
    fn opening_quote(&self) -> Option<usize> {
        let from = self.last_scalar.end.min(self.offset);
        if self.source.text[self.offset.min(self.source.text.len())..].starts_with(['"', '\'']) {
            return Some(self.offset);
        }
        self.source.text.get(from..self.offset)?.find(['"', '\'']).map(|quote| from + quote)
    }

    fn unclosed_quote(&self, quote: usize) -> Finding {
        let is_double = self.source.text.as_bytes().get(quote) == Some(&b'"');
        let help = if is_double { "add `\"` where the text ends" } else { "add `'` where the text ends" };
        (quote..quote + 1, "the quote opened here is not closed".to_owned(), Some(help))
    }

    /// Text after a closing quote: either the text holds the quote, or the closing one is missing on an earlier line.
    fn after_quote(&self, help: &'static str) -> Finding {
        let quote = self.opening_quote();
        if let Some(quote) = quote.filter(|quote| self.source.line_end(*quote) < self.offset) {
            return self.unclosed_quote(quote);
        }
        let end = self.source.line_end(self.offset).max(self.offset);
        (self.offset..end, "text follows the closing quote".to_owned(), Some(help))
    }

    fn unknown_escape(&self, quote: usize) -> Finding {
        let text = &self.source.text[quote..];
        let mut offset = 0;
        while let Some(backslash) = memchr::memchr(b'\\', &text.as_bytes()[offset..]).map(|found| offset + found) {
            let Some(escaped) = text[backslash + 1..].chars().next() else { break };
            if !"0abtnvfre \"/\\N_LPxuU\t\r\n".contains(escaped) {
                let start = quote + backslash;
                let message = format!("`\\{escaped}` is not an escape");
                let help = "write `\\\\` for a backslash, or use single quotes";
                return (start..start + 1 + escaped.len_utf8(), message, Some(help));
            }
            offset = backslash + 1 + escaped.len_utf8();
        }
        (quote..quote + 1, "the text has an escape that is none".to_owned(), None)
    }

    /// Returns the first of some characters in the value of the line at `offset`, or the place itself.
    fn first_of_line(&self, marks: &[&str], offset: usize) -> Range<usize> {
        let start = self.source.line_start(offset).max(self.last_scalar.end.min(offset));
        let line = &self.source.text[start..self.source.line_end(start).max(start)];
        let found = marks.iter().filter_map(|mark| line.find(mark)).min();
        let place = found.map_or(offset, |found| start + found);
        place..place + 1
    }

    fn tab(&self, offset: usize) -> Range<usize> {
        let start = self.source.line_start(offset);
        let tab = memchr::memchr(b'\t', &self.source.text.as_bytes()[start..]).map_or(offset, |tab| start + tab);
        tab..tab + 1
    }

    /// A line among the keys that has no `: `.
    fn line_without_colon(&self, offset: usize) -> Finding {
        let end = self.source.line_end(offset).max(offset);
        if let Some(finding) = self.colon_defect(offset..end) {
            return finding;
        }
        let help = "write `key: value`, or indent the line if it continues the value above";
        (offset..end, "a line without a key stands among the keys".to_owned(), Some(help))
    }

    /// A `:` that no key precedes: within a text, or after lines that were read as one text.
    fn misplaced_colon(&self, offset: usize) -> Finding {
        let scalar = self.last_scalar.clone();
        if scalar.end == offset && self.source.line_end(scalar.start) < offset {
            let first_line = scalar.start..self.source.line_end(scalar.start);
            let starts_its_line =
                self.source.text[self.source.line_start(scalar.start)..scalar.start].trim().is_empty();
            if starts_its_line {
                return self.colon_defect(first_line.clone()).unwrap_or_else(|| {
                    let help = "write `key: value`, or indent the line if it continues the value above";
                    (first_line, "a line without a key stands among the keys".to_owned(), Some(help))
                });
            }
            let line = self.source.line_start(offset);
            let indentation = self.source.text[line..offset].len() - self.source.text[line..offset].trim_start().len();
            let message = "this key is indented deeper than the one above, which has a value already".to_owned();
            return (line + indentation..offset, message, Some("indent it like the keys above"));
        }
        let message = "`: ` inside a text that is not in quotes".to_owned();
        (offset..offset + 1, message, Some(QUOTE_IT))
    }

    /// A key written `键：value` or `key:value`.
    fn colon_defect(&self, line: Range<usize>) -> Option<Finding> {
        let text = &self.source.text[line.clone()];
        let colon = text.find([':', '：'])?;
        let start = line.start + colon;
        if text[colon..].starts_with('：') {
            let message = "a full-width colon `：` stands where `: ` belongs".to_owned();
            return Some((start..start + '：'.len_utf8(), message, Some("write `: `")));
        }
        Some((start..start + 1, "no space follows the colon of the key".to_owned(), Some("write `: `")))
    }

    /// Something where the next key belongs: text after a bracket, or a line with another indentation.
    fn after_value(&self, offset: usize) -> Finding {
        let line_start = self.source.line_start(offset);
        let end = self.source.line_end(offset).max(offset);
        if self.source.text[line_start..offset].trim().is_empty() {
            return (offset..end, "expected a key here".to_owned(), Some(CHECK_INDENTATION));
        }
        (offset..end, "text follows the end of the value".to_owned(), Some("put the whole value in quotes"))
    }
}
