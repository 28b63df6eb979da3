//! Finds front matter at the top of a file, as the generators of sites do, not as Markdown does.
//!
//! Accepted beyond the plain form: blank lines after the opening fence, spaces after a fence, `\r\n`, and a closing `...`.
//! Read all the same, with a problem that says what is wrong: a byte-order mark or lines before the opening fence, the
//! opening fence missing, repeated, or of another syntax than the keys. A `---` that is a thematic break has no keys
//! after it and is left to Markdown.

use std::ops::Range;

use super::keys::{has_date, has_keys, has_title, is_dashes, is_key, key_run, known_key};
use super::line::{Line, skip_blank_lines};
use super::{FrontMatter, FrontMatterProblem, Preceding, Syntax, code_fence, fences, repair};
use crate::data::{self, Tree, Value};
use crate::text::{TextRange, TextSize, range};

/// A file cut into its front matter and its Markdown.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub(super) front_matter: Option<FrontMatter>,
    pub(super) problems: Vec<FrontMatterProblem>,
    /// Where Markdown stands, in order.
    pub(super) bodies: Vec<Range<usize>>,
}

/// Front matter that was found.
#[derive(Debug)]
pub(super) struct Located {
    pub(super) syntax: Syntax,
    /// The fences included; it ends where the body starts.
    pub(super) range: Range<usize>,
    pub(super) content: Range<usize>,
    pub(super) tree: Tree,
    /// What is wrong with its fences, and slips within.
    pub(super) problems: Vec<FrontMatterProblem>,
}

/// Cuts a file.
pub(super) fn split(text: &str) -> Split {
    let start = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let top = skip_blank_lines(text, start);
    let mut split = Split::default();
    if let Some(wrapped) = code_fence::detect(text, top) {
        let inside = wrapped.front_matter.range.end..wrapped.body_end;
        let after = wrapped.closing.as_ref().map(|closing| closing.end..text.len());
        split.bodies = std::iter::once(inside).chain(after).collect();
        split.preceded(start..top, Preceding::BlankLines);
        split.problems.push(FrontMatterProblem::WrappedInCodeFence {
            opening: range(wrapped.opening.start, wrapped.opening.end),
            closing: wrapped.closing.map(|closing| range(closing.start, closing.end)),
        });
        split.set(wrapped.front_matter);
    } else if let Some(located) = locate(text, top) {
        split.bodies = std::iter::once(located.range.end..text.len()).collect();
        split.preceded(start..top, Preceding::BlankLines);
        split.set(located);
    } else if let Some((by, located)) = fences::locate_below(text, top) {
        split.bodies = std::iter::once(located.range.end..text.len()).collect();
        split.preceded(start..located.range.start, by);
        split.set(located);
    } else {
        split.bodies = std::iter::once(top..text.len()).collect();
        split.problems.extend(fences::opening_without_keys(text, top));
    }
    split
}

impl Split {
    /// Notes what stands above the front matter.
    fn preceded(&mut self, above: Range<usize>, by: Preceding) {
        if 0 < above.start {
            self.problems.push(FrontMatterProblem::ByteOrderMark { range: range(0, above.start) });
        }
        if above.start < above.end {
            self.problems.push(FrontMatterProblem::Preceded { range: range(above.start, above.end), by });
        }
    }

    fn set(&mut self, located: Located) {
        self.problems.extend(located.problems);
        self.problems.extend(located.tree.problems.into_iter().map(FrontMatterProblem::Data));
        self.front_matter = Some(FrontMatter {
            syntax: located.syntax,
            range: range(located.range.start, located.range.end),
            content: range(located.content.start, located.content.end),
            root: located.tree.root,
        });
    }
}

/// Returns the front matter that starts on the line at `top`.
pub(super) fn locate(text: &str, top: usize) -> Option<Located> {
    let opening = Line::at(text, top)?;
    match opening.text(text).trim_end() {
        "---" => locate_fenced(text, opening, Syntax::Yaml),
        "+++" => locate_fenced(text, opening, Syntax::Toml),
        line if line.starts_with('{') => locate_json(text, top),
        line if is_dashes(line) => locate_behind_malformed(text, opening),
        line => locate_without_opening(text, top, line),
    }
}

/// Returns front matter whose opening fence is indented, or has another number or kind of dashes: a title and a date,
/// and a closing fence.
///
/// Such a line is a thematic break, so nothing less will do.
fn locate_behind_malformed(text: &str, opening: Line) -> Option<Located> {
    let run = key_run(text, opening.next..text.len(), Syntax::Yaml);
    let content = opening.next..run.end;
    if !has_title(text, content.clone()) || !has_date(text, content) {
        return None;
    }
    let closing = Line::at(text, skip_blank_lines(text, run.end)).filter(|line| is_dashes(line.text(text)))?;
    let content = opening.next..closing.start;
    let (tree, slips) = read(text, &content, Syntax::Yaml);
    let mut problems = vec![FrontMatterProblem::MalformedFence { range: range(opening.start, opening.end) }];
    if !is_fence(closing.text(text), Syntax::Yaml) {
        problems.push(FrontMatterProblem::MalformedFence { range: range(closing.start, closing.end) });
    }
    problems.extend(slips);
    Some(Located { syntax: Syntax::Yaml, range: opening.start..closing.next, content, tree, problems })
}

/// Returns front matter whose keys, a title among them, end with dashes that are no fence.
fn malformed_closing(text: &str, opening: Line, start: usize, syntax: Syntax) -> Option<Located> {
    let run = key_run(text, start..text.len(), syntax);
    let closing = Line::at(text, skip_blank_lines(text, run.end)).filter(|line| is_dashes(line.text(text)))?;
    let content = start..closing.start;
    if syntax != Syntax::Yaml || run.key_count < 2 || !has_title(text, content.clone()) {
        return None;
    }
    let (tree, mut problems) = read(text, &content, syntax);
    if tree.problems.iter().any(repair::is_syntax) {
        return None;
    }
    problems.insert(0, FrontMatterProblem::MalformedFence { range: range(closing.start, closing.end) });
    Some(Located { syntax, range: opening.start..closing.next, content, tree, problems })
}

fn locate_fenced(text: &str, opening: Line, syntax: Syntax) -> Option<Located> {
    let mut content_start = opening.next;
    let mut problems = Vec::new();
    if let Some(second) = Line::at(text, skip_blank_lines(text, opening.next))
        && is_fence(second.text(text), syntax)
    {
        // Nothing between the fences: empty front matter, unless the keys follow and end with a third fence.
        let mut last = second;
        let mut keys = skip_blank_lines(text, last.next);
        while let Some(line) = Line::at(text, keys).filter(|line| is_fence(line.text(text), syntax)) {
            last = line;
            keys = skip_blank_lines(text, last.next);
        }
        let is_repeated = Line::at(text, keys).is_some_and(|line| known_key(line.text(text)).is_some())
            && find_closing(text, last.next, syntax).is_some();
        if !is_repeated {
            return Some(Located {
                syntax,
                range: opening.start..second.next,
                content: opening.next..second.start,
                tree: Tree { root: None, problems: Vec::new() },
                problems,
            });
        }
        content_start = last.next;
        problems.push(FrontMatterProblem::RepeatedOpening { range: range(opening.next, last.next) });
    }
    let Some(closing) = find_closing(text, content_start, syntax) else {
        let malformed = malformed_closing(text, opening, content_start, syntax);
        return malformed.or_else(|| unclosed(text, opening, content_start, text.len(), syntax));
    };
    let content = content_start..closing.start;
    if !has_keys(text, content.clone(), syntax) {
        return None;
    }
    let range = opening.start..closing.next;
    let mut tree = parse(text, &content, syntax);
    if repair::is_broken(&tree) {
        if let Some((written, tree)) = fences::other_syntax(text, &content, syntax) {
            problems.push(FrontMatterProblem::MismatchedFences {
                opening: crate::text::range(opening.start, opening.end),
                closing: crate::text::range(closing.start, closing.end),
                written,
            });
            return Some(Located { syntax: written, range, content, tree, problems });
        }
        if syntax == Syntax::Yaml
            && let Some((content, end, problem, tree)) = fences::fence_in_quotes(text, content_start, closing, &tree)
        {
            problems.push(problem);
            return Some(Located { syntax, range: opening.start..end, content, tree, problems });
        }
    }
    let slips = repair::slips(text, &content, syntax, &mut tree);
    if tree.problems.iter().any(repair::is_syntax) {
        let malformed = malformed_closing(text, opening, content_start, syntax);
        let earlier = malformed.or_else(|| unclosed_before_prose(text, opening, content.clone(), syntax));
        if earlier.is_some() {
            return earlier;
        }
    }
    problems.extend(slips.into_iter().map(FrontMatterProblem::Slip));
    Some(Located { syntax, range, content, tree, problems })
}

/// Reads data and finds its slips.
fn read(text: &str, content: &Range<usize>, syntax: Syntax) -> (Tree, Vec<FrontMatterProblem>) {
    let mut tree = parse(text, content, syntax);
    let slips = repair::slips(text, content, syntax, &mut tree);
    (tree, slips.into_iter().map(FrontMatterProblem::Slip).collect())
}

pub(super) fn parse(text: &str, content: &Range<usize>, syntax: Syntax) -> Tree {
    let content = range(content.start, content.end);
    match syntax {
        Syntax::Yaml => data::yaml::parse(text, content),
        Syntax::Toml => data::toml::parse(text, content),
        Syntax::Json => data::json::parse(text, content),
    }
}

pub(super) fn is_fence(line: &str, syntax: Syntax) -> bool {
    line.trim_end() == if syntax == Syntax::Toml { "+++" } else { "---" }
}

/// Returns the first line from `start` on that closes front matter.
pub(super) fn find_closing(text: &str, start: usize, syntax: Syntax) -> Option<Line> {
    let find = |fence: &str, end: usize| {
        let first = Line::at(text, start).filter(|line| line.text(text).trim_end() == fence);
        first.or_else(|| {
            let needle = format!("\n{fence}");
            memchr::memmem::find_iter(&text.as_bytes()[start..end], needle.as_bytes())
                .filter_map(|newline| Line::at(text, start + newline + 1))
                .find(|line| line.text(text).trim_end() == fence)
        })
    };
    match syntax {
        Syntax::Toml => find("+++", text.len()),
        // The end of a YAML document closes it too, as in Jekyll and Pandoc.
        Syntax::Yaml | Syntax::Json => {
            let dashes = find("---", text.len());
            find("...", dashes.map_or(text.len(), |line| line.start)).or(dashes)
        }
    }
}

/// Returns front matter without a closing fence, where there is enough to tell it from a thematic break.
fn unclosed(text: &str, opening: Line, start: usize, end: usize, syntax: Syntax) -> Option<Located> {
    let run = key_run(text, start..end, syntax);
    if !run.has_known_key || run.key_count < 2 {
        return None;
    }
    let content = start..run.end;
    let (tree, mut problems) = read(text, &content, syntax);
    let is_certain = problems.is_empty() && tree.problems.is_empty() && is_unmistakable(text, content.clone(), syntax);
    problems.push(FrontMatterProblem::Unclosed {
        opening: range(opening.start, opening.end),
        missing_at: range(run.end, run.end),
        is_certain,
    });
    Some(Located { syntax, range: opening.start..run.end, content, tree, problems })
}

/// Returns whether keys can end nowhere else: a title among at least two, a blank line and then text without more keys,
/// or nothing more at all; and no value that may go on after a blank line.
fn is_unmistakable(text: &str, content: Range<usize>, syntax: Syntax) -> bool {
    let after = skip_blank_lines(text, content.end);
    let next = Line::at(text, after);
    let last = Line::all(text, content.clone()).map(|line| line.text(text).trim_end()).last().unwrap_or_default();
    let goes_on = last.ends_with([':', '|', '>', '-', '+', '=', '\\', ','])
        || next.is_some_and(|line| line.text(text).starts_with([' ', '\t', '-', '[', ']', '{', '}', '"', '\'']));
    let is_key = |line: Line| is_key(line.text(text), syntax);
    let limit = text.floor_char_boundary(text.len().min(after + 16_384));
    let has_more = next.is_some_and(is_key)
        || Line::all(text, after..limit).any(|line| known_key(line.text(text)).is_some_and(str::is_ascii));
    let has_gap = after == text.len() || content.end < after;
    has_gap && !goes_on && !has_more && has_title(text, content)
}

/// Returns unclosed front matter whose search for a closing fence ran into a thematic break of the text: keys, a blank
/// line, then prose without any more keys.
fn unclosed_before_prose(text: &str, opening: Line, content: Range<usize>, syntax: Syntax) -> Option<Located> {
    let run = key_run(text, content.clone(), syntax);
    let prose = Line::at(text, skip_blank_lines(text, run.end)).filter(|line| line.start < content.end)?;
    let has_blank_line = run.end < prose.start;
    let has_more_keys = Line::all(text, prose.start..content.end).any(|line| known_key(line.text(text)).is_some());
    if !has_blank_line || has_more_keys {
        return None;
    }
    let located = unclosed(text, opening, content.start, content.end, syntax)?;
    let is_clean = !located.tree.problems.iter().any(repair::is_syntax);
    is_clean.then_some(located)
}

/// Returns keys at the top of the file that only a closing `---` ends, as Hexo alone reads them: a title and another key.
///
/// In Markdown that is a heading, so it must be YAML without a fault, or nothing but keys whose slips can be repaired.
fn locate_without_opening(text: &str, top: usize, first_line: &str) -> Option<Located> {
    known_key(first_line)?;
    let limit = text.floor_char_boundary(top + 16_384);
    let closing = Line::all(text, top..limit).find(|line| is_fence(line.text(text), Syntax::Yaml))?;
    let content = top..closing.start;
    let (tree, mut problems) = read(text, &content, Syntax::Yaml);
    let root = tree.root.as_ref()?;
    let is_clean = problems.is_empty() && root.get("title").is_some() && 2 <= root.entries().len();
    let run = key_run(text, content.clone(), Syntax::Yaml);
    let is_keys_only = has_title(text, content.clone())
        && first_line.starts_with(char::is_lowercase) | !first_line.is_ascii()
        && 2 <= run.key_count
        && skip_blank_lines(text, run.end) == closing.start;
    if !tree.problems.is_empty() || !(is_clean || is_keys_only) {
        return None;
    }
    problems.insert(0, FrontMatterProblem::MissingOpening { missing_at: range(top, top) });
    Some(Located { syntax: Syntax::Yaml, range: top..closing.next, content, tree, problems })
}

/// Returns a JSON object at the top of the file.
///
/// `{{`, `{%` and `{:` at the top are markup: an object starts with a key in quotes, or is closed at once.
fn locate_json(text: &str, top: usize) -> Option<Located> {
    let inside = text[top + 1..].trim_start();
    if !inside.starts_with(['"', '}', '“']) {
        return None;
    }
    let syntax = Syntax::Json;
    if let Some(end) = object_end(text, top) {
        let line = Line::at(text, end);
        if line.is_some_and(|line| !line.is_blank(text)) {
            return None;
        }
        let content = top..end;
        let (tree, problems) = read(text, &content, syntax);
        let next = line.map_or(text.len(), |line| line.next);
        let is_object = tree.root.as_ref().is_none_or(|root| matches!(root.value, Value::Map(_)));
        return is_object.then_some(Located { syntax, range: top..next, content, tree, problems });
    }
    // No closing brace: the lines that start as lines of an object do.
    let mut end = Line::at(text, top)?.next;
    let mut has_known_key = false;
    for line in Line::all(text, end..text.len()) {
        let written = line.text(text).trim_start();
        if !written.starts_with(['"', '[', ']', '{', '}']) {
            break;
        }
        has_known_key |= known_key(written).is_some();
        end = line.next;
    }
    let opening = range(top, top + 1);
    has_known_key.then(|| Located {
        syntax,
        range: top..end,
        content: top..end,
        tree: Tree { root: None, problems: Vec::new() },
        problems: vec![FrontMatterProblem::Unclosed { opening, missing_at: range(end, end), is_certain: false }],
    })
}

/// Returns where the object that starts at `start` ends; `None` where it does not, within the bounds of data.
fn object_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let limit = bytes.len().min(start + data::MAXIMUM_BYTES);
    let mut depth = 0usize;
    let mut at = start;
    while at < limit {
        match bytes[at] {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            b'"' => {
                at += 1;
                while at < limit && bytes[at] != b'"' {
                    // A text does not run over its line: what follows a quote left open is found again.
                    if bytes[at] == b'\n' {
                        break;
                    }
                    at += 1 + usize::from(bytes[at] == b'\\');
                }
            }
            _ => {}
        }
        at += 1;
    }
    None
}

impl FrontMatter {
    /// Returns the entry of the first of `keys` that is there, whatever its case.
    pub(crate) fn first_entry(&self, keys: &[&str]) -> Option<&data::Entry> {
        let entries = self.root.as_ref()?.entries();
        keys.iter().find_map(|key| entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key)))
    }

    /// Returns the empty range where a new key belongs: before the closing fence, or before the last brace.
    pub(crate) fn end_of_keys(&self) -> TextRange {
        let end = self.content.end();
        // An object that was read ends with its brace.
        let is_before_brace = self.syntax == Syntax::Json && self.root.is_some();
        TextRange::empty(if is_before_brace { end - TextSize::new(1) } else { end })
    }
}
