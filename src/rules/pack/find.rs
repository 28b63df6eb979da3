//! Running packs on a document.

use std::ops::Range;

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, RuleId, Severity};
use crate::document::{Block, BlockKind, Document};
use crate::message::{AsArgument as _, Message};
use crate::settings::{FirstLiteral, Level, LiteralSearch, Pack, PackPattern, PackPlace, PackRule, Settings};
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
    let edges = Edges::of(document);
    let finder = Finder { pack, file, document, settings, edges: &edges };
    if !pack.at_edges.targets.is_empty() {
        for (block, line) in &edges.lines {
            finder.look(&pack.at_edges, block, line, diagnostics);
        }
    }
    if pack.anywhere.targets.is_empty() {
        return;
    }
    let mut from = 0;
    // A line in which a literal occurs is looked at once, however often it does.
    while let Some(hit) = first_literal(&pack.anywhere, prose, from) {
        let line = block_at(document, hit.start).map(|block| (block, line_at(prose, block, hit.start)));
        let Some((block, line)) = line else {
            from = hit.end;
            continue;
        };
        finder.look(&pack.anywhere, block, &line, diagnostics);
        from = line.end.max(hit.end);
    }
}

/// Returns the bytes of the first literal of a search at `from` or behind it.
fn first_literal(search: &LiteralSearch, prose: &str, from: usize) -> Option<Range<usize>> {
    match &search.first {
        Some(FirstLiteral::Parts(first)) => first.find_at(prose, from),
        Some(FirstLiteral::Whole(first)) => first.find_at(prose.as_bytes(), from).map(|hit| hit.range()),
        None => search.literals.find(&prose[from..]).map(|hit| from + hit.start()..from + hit.end()),
    }
}

/// What is looked through.
struct Finder<'a> {
    pack: &'a Pack,
    file: &'a SourceFile,
    document: &'a Document,
    settings: &'a Settings,
    edges: &'a Edges<'a>,
}

impl Finder<'_> {
    /// Tries the patterns of which a literal occurs in a line; each rule reports a line once.
    fn look(&self, search: &LiteralSearch, block: &Block, line: &Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
        let text = &self.document.prose.text()[line.clone()];
        // Most lines have none, and a search for the first alone is cheaper.
        if !search.literals.is_match(text) {
            return;
        }
        let mut tried: Vec<(usize, usize)> = Vec::new();
        let mut found: Vec<usize> = Vec::new();
        for hit in search.literals.find_overlapping_iter(text) {
            let target = search.targets[hit.pattern().as_usize()];
            if tried.contains(&target) || found.contains(&target.0) {
                continue;
            }
            tried.push(target);
            let rule = &self.pack.rules[target.0];
            let pattern = &rule.patterns[target.1];
            let Some(severity) = severity(rule, self.settings) else { continue };
            if !stands_right(pattern, block, line, self.edges) {
                continue;
            }
            if let Some(words) = matched(pattern, self.document, line) {
                found.push(target.0);
                diagnostics.push(finding(rule, severity, self.file, self.document, words, line, block));
            }
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
    let arguments = vec![("match".into(), shown.as_argument())];
    let message = Message::new(rule.message.clone(), arguments);
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
        message: message!("remove the line"),
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

/// The lines of the front matter, and the first and the last ones of the body.
struct Edges<'a> {
    lines: Vec<(&'a Block, Range<usize>)>,
    /// Where the first lines end, and the last ones start.
    first_end: usize,
    last_start: usize,
}

impl<'a> Edges<'a> {
    fn of(document: &'a Document) -> Self {
        let prose = document.prose.text();
        let body_start = document.blocks.partition_point(|block| matches!(block.kind, BlockKind::FrontMatter { .. }));
        let (head, body) = document.blocks.split_at(body_start);
        let in_block = |block: &'a Block| lines(prose, block).map(move |line| (block, line));
        let mut edges: Vec<_> = head.iter().flat_map(in_block).collect();
        let first: Vec<_> = body.iter().flat_map(in_block).take(EDGE_LINES).collect();
        let mut last: Vec<_> = body.iter().rev().flat_map(|block| last_lines(prose, block)).take(EDGE_LINES).collect();
        let first_end = first.last().map_or(0, |(_, line)| line.end);
        let last_start = last.last().map_or(prose.len(), |(_, line)| line.start);
        edges.extend(first);
        // In a short text a line is among the first and among the last ones.
        last.retain(|(_, line)| first_end <= line.start);
        edges.extend(last);
        Self { lines: edges, first_end, last_start }
    }
}

/// Returns the last lines of a block, the last one first.
fn last_lines<'a>(prose: &str, block: &'a Block) -> Vec<(&'a Block, Range<usize>)> {
    let (start, mut end) = (usize::from(block.range.start()), usize::from(block.range.end()));
    let mut found = Vec::new();
    while found.len() < EDGE_LINES {
        let newline = memchr::memrchr(b'\n', &prose.as_bytes()[start..end]);
        let line_start = newline.map_or(start, |newline| start + newline + 1);
        found.push((block, trimmed(prose, line_start..end)));
        match newline {
            Some(newline) => end = start + newline,
            None => break,
        }
    }
    found
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
fn stands_right(pattern: &PackPattern, block: &Block, line: &Range<usize>, edges: &Edges<'_>) -> bool {
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
