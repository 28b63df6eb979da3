//! Running packs on a document.

use std::ops::Range;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, RuleId, Severity};
use crate::document::{Block, BlockKind, Document};
use crate::settings::{Level, Pack, PackPattern, PackPlace, PackRule, Settings};
use crate::text::{SourceFile, TextRange, range};

/// How many lines of text count as the start of a body, or as its end.
const EDGE_LINES: usize = 2;

/// The most characters of a finding's words in its message.
const SHOWN_CHARACTERS: usize = 60;

/// Marks that open a quotation.
const OPENING_QUOTES: [char; 8] = ['“', '‘', '「', '『', '《', '"', '\'', '«'];

/// Reports what a pack finds in a document.
pub(crate) fn check(
    pack: &Pack,
    file: &SourceFile,
    document: &Document,
    settings: &Settings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let prose = document.prose.text();
    let mut tried: Option<(usize, usize, usize)> = None;
    let mut found: Vec<(usize, Range<usize>)> = Vec::new();
    let mut edges = None;
    for hit in pack.literals.find_overlapping_iter(prose.as_bytes()) {
        let (rule_index, pattern_index) = pack.targets[hit.pattern().as_usize()];
        let Some(block) = block_at(document, hit.start()) else { continue };
        let line = line_at(prose, block, hit.start());
        // A literal that occurs thousands of times in a line asks once.
        if tried.replace((rule_index, pattern_index, line.start)) == Some((rule_index, pattern_index, line.start)) {
            continue;
        }
        let rule = &pack.rules[rule_index];
        let Some(severity) = severity(rule, settings) else { continue };
        let pattern = &rule.patterns[pattern_index];
        let edges = edges.get_or_insert_with(|| Edges::of(document));
        if !stands_right(pattern, block, &line, edges) || found.contains(&(rule_index, line.clone())) {
            continue;
        }
        if let Some(words) = matched(pattern, document, &line) {
            found.push((rule_index, line.clone()));
            diagnostics.push(finding(rule, severity, file, document, words, &line, block));
        }
    }
}

fn finding(
    rule: &PackRule,
    severity: Severity,
    file: &SourceFile,
    document: &Document,
    words: Range<usize>,
    line: &Range<usize>,
    block: &Block,
) -> Diagnostic {
    let written = &document.prose.text()[words.clone()];
    let mut shown: String = written.chars().take(SHOWN_CHARACTERS).collect();
    if shown.len() < written.len() {
        shown.push('…');
    }
    let place = document.prose.to_source(range(words.start, words.end));
    let message = rule.message.replace("{match}", &shown);
    let mut diagnostic = Diagnostic::new(RuleId::from_text(&rule.id), severity, place, message)
        .with_help(rule.help.clone())
        .with_fingerprint_key(written);
    if rule.is_removable && words == *line && !matches!(block.kind, BlockKind::FrontMatter { .. }) {
        diagnostic.fix = removal(file, place);
    }
    diagnostic
}

/// Returns the removal of a line that says nothing but what was found, with the blank line after it.
fn removal(file: &SourceFile, place: TextRange) -> Option<Fix> {
    let line_index = file.line_index(place.start());
    let line = file.line_range(line_index);
    let marks = |text: &str| text.chars().all(|character| character.is_whitespace() || "*_#".contains(character));
    let (before, after) = (TextRange::new(line.start(), place.start()), TextRange::new(place.end(), line.end()));
    if line.end() < place.end() || !marks(file.slice(before)) || !marks(file.slice(after)) {
        return None;
    }
    let last = file.line_count() - 1;
    let next = (line_index + 1).min(last);
    let is_next_blank = next < last && file.slice(file.line_range(next)).trim().is_empty();
    let end_line = if is_next_blank { (next + 1).min(last) } else { next };
    let end = if line_index == last { line.end() } else { file.line_range(end_line).start() };
    Some(Fix {
        message: "remove the line".to_owned(),
        applicability: Applicability::Unsafe,
        edits: vec![Edit { range: TextRange::new(line.start(), end), content: String::new() }],
    })
}

fn severity(rule: &PackRule, settings: &Settings) -> Option<Severity> {
    match settings.rules.get(&rule.id).and_then(|rule| rule.level) {
        Some(Level::Off) => None,
        Some(Level::At(severity)) => Some(severity),
        None => rule.level,
    }
}

/// Returns the block that a place of the prose is in.
fn block_at(document: &Document, offset: usize) -> Option<&Block> {
    let index = document.blocks.partition_point(|block| usize::from(block.range.end()) <= offset);
    document.blocks.get(index).filter(|block| usize::from(block.range.start()) <= offset)
}

/// Returns the line of a block that a place is in, without white space around it.
fn line_at(prose: &str, block: &Block, offset: usize) -> Range<usize> {
    let (start, end) = (usize::from(block.range.start()), usize::from(block.range.end()));
    let line_start =
        memchr::memrchr(b'\n', &prose.as_bytes()[start..offset]).map_or(start, |newline| start + newline + 1);
    let line_end = memchr::memchr(b'\n', &prose.as_bytes()[offset..end]).map_or(end, |newline| offset + newline);
    trimmed(prose, line_start..line_end)
}

fn trimmed(prose: &str, line: Range<usize>) -> Range<usize> {
    let text = &prose[line.clone()];
    let start = line.start + (text.len() - text.trim_start().len());
    start..(start + text.trim().len())
}

/// Where the first and the last lines of text of a body end and start.
struct Edges {
    first_end: usize,
    last_start: usize,
}

impl Edges {
    fn of(document: &Document) -> Self {
        let prose = document.prose.text();
        let is_body = |block: &&Block| !matches!(block.kind, BlockKind::FrontMatter { .. });
        let mut first_end = 0;
        let mut count = 0;
        'first: for block in document.blocks.iter().filter(is_body) {
            for line in lines(prose, block) {
                first_end = line.end;
                count += 1;
                if count == EDGE_LINES {
                    break 'first;
                }
            }
        }
        let mut last_start = prose.len();
        count = 0;
        'last: for block in document.blocks.iter().rev().filter(is_body) {
            let starts: Vec<usize> = lines(prose, block).map(|line| line.start).collect();
            for start in starts.into_iter().rev() {
                last_start = start;
                count += 1;
                if count == EDGE_LINES {
                    break 'last;
                }
            }
        }
        Self { first_end, last_start }
    }
}

fn lines<'a>(prose: &'a str, block: &Block) -> impl Iterator<Item = Range<usize>> + 'a {
    let start = usize::from(block.range.start());
    prose[block.range].split('\n').scan(start, move |offset, line| {
        let whole = *offset..*offset + line.len();
        *offset = whole.end + 1;
        Some(trimmed(prose, whole))
    })
}

/// Returns whether a line is where the pattern may stand.
fn stands_right(pattern: &PackPattern, block: &Block, line: &Range<usize>, edges: &Edges) -> bool {
    match block.kind {
        BlockKind::FrontMatter { .. } => pattern.places.contains(&PackPlace::FrontMatter),
        BlockKind::Paragraph { list_depth: 0, quote_depth: 0 } | BlockKind::Heading(_) => {
            pattern.places.iter().any(|place| match place {
                PackPlace::Anywhere => true,
                PackPlace::Start => line.end <= edges.first_end,
                PackPlace::End => edges.last_start <= line.start,
                PackPlace::FrontMatter => false,
            })
        }
        _ => false,
    }
}

/// Returns the words of a line that a pattern matches; `None` where they are code, or quoted.
fn matched(pattern: &PackPattern, document: &Document, line: &Range<usize>) -> Option<Range<usize>> {
    let text = &document.prose.text()[line.clone()];
    let found = pattern.regex.get().ok()?.find_iter(text).find(|found| {
        let place = range(line.start + found.start(), line.start + found.end());
        let is_quoted = text[..found.start()].trim_end().ends_with(OPENING_QUOTES);
        !found.is_empty() && !is_quoted && !document.prose.is_opaque(place)
    })?;
    Some(line.start + found.start()..line.start + found.end())
}
