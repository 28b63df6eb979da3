//! Finds front matter at the top of a file, as the generators of sites do, not as Markdown does.
//!
//! Accepted beyond the plain form, since Hugo, Hexo or Jekyll accept it: a byte-order mark, blank lines before and
//! after the opening fence, spaces after a fence, `\r\n`, a closing `...`, an opening `---` written twice, and keys that
//! only a closing `---` ends (Hexo). A `---` that is a thematic break has no keys after it and is left to Markdown.

use std::ops::Range;

use super::line::{Line, skip_blank_lines};
use super::{FrontMatter, FrontMatterProblem, Syntax, code_fence};
use crate::data::{self, ProblemKind, Tree, Value};
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
    unclosed: Option<Unclosed>,
}

#[derive(Debug)]
struct Unclosed {
    opening: Range<usize>,
    missing_at: usize,
}

/// Keys that front matter is known by, in lower case.
const KNOWN_KEYS: [&str; 24] = [
    "title",
    "date",
    "layout",
    "author",
    "authors",
    "tags",
    "categories",
    "description",
    "slug",
    "draft",
    "id",
    "permalink",
    "published",
    "pubdate",
    "sidebar_position",
    "sidebar_label",
    "lang",
    "lastmod",
    "updated",
    "summary",
    "subtitle",
    "excerpt",
    "weight",
    "url",
];

/// Chinese names of such keys, as they are written before a full-width colon by mistake.
const KNOWN_CHINESE_KEYS: [&str; 7] = ["标题", "日期", "作者", "标签", "分类", "描述", "摘要"];

/// Cuts a file.
pub(super) fn split(text: &str) -> Split {
    let top = skip_blank_lines(text, if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 });
    if let Some(wrapped) = code_fence::detect(text, top) {
        let inside = wrapped.front_matter.range.end..wrapped.body_end;
        let after = wrapped.closing.as_ref().map(|closing| closing.end..text.len());
        let bodies = std::iter::once(inside).chain(after).collect();
        let mut split = Split { bodies, ..Split::default() };
        split.problems.push(FrontMatterProblem::WrappedInCodeFence {
            opening: range(wrapped.opening.start, wrapped.opening.end),
            closing: wrapped.closing.map(|closing| range(closing.start, closing.end)),
        });
        split.set(wrapped.front_matter);
        return split;
    }
    let Some(located) = locate(text, top) else {
        return Split::of_body(top..text.len());
    };
    let body = located.range.end..text.len();
    let mut split = Split::of_body(body);
    split.set(located);
    split
}

impl Split {
    fn of_body(body: Range<usize>) -> Self {
        Self { bodies: std::iter::once(body).collect(), ..Self::default() }
    }

    fn set(&mut self, located: Located) {
        if let Some(Unclosed { opening, missing_at }) = located.unclosed {
            let opening = range(opening.start, opening.end);
            let missing_at = range(missing_at, missing_at);
            self.problems.push(FrontMatterProblem::Unclosed { opening, missing_at });
        }
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
        line => locate_without_opening(text, top, line),
    }
}

fn locate_fenced(text: &str, opening: Line, syntax: Syntax) -> Option<Located> {
    let mut content_start = opening.next;
    if let Some(second) = Line::at(text, skip_blank_lines(text, opening.next))
        && is_fence(second.text(text), syntax)
    {
        // Nothing between the fences: empty front matter, unless the keys follow and end with a third fence.
        let keys = skip_blank_lines(text, second.next);
        let is_doubled = Line::at(text, keys).is_some_and(|line| known_key(line.text(text)).is_some())
            && find_closing(text, second.next, syntax).is_some();
        if !is_doubled {
            return Some(Located {
                syntax,
                range: opening.start..second.next,
                content: opening.next..second.start,
                tree: Tree { root: None, problems: Vec::new() },
                unclosed: None,
            });
        }
        content_start = second.next;
    }
    let Some(closing) = find_closing(text, content_start, syntax) else {
        return unclosed(text, opening, content_start, text.len(), syntax);
    };
    let content = content_start..closing.start;
    if !has_keys(text, content.clone(), syntax) {
        return None;
    }
    let tree = parse(text, &content, syntax);
    if tree.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Syntax { .. }))
        && let Some(unclosed) = unclosed_before_prose(text, opening, content.clone(), syntax)
    {
        return Some(unclosed);
    }
    Some(Located { syntax, range: opening.start..closing.next, content, tree, unclosed: None })
}

fn parse(text: &str, content: &Range<usize>, syntax: Syntax) -> Tree {
    let content = range(content.start, content.end);
    match syntax {
        Syntax::Yaml => data::yaml::parse(text, content),
        Syntax::Toml => data::toml::parse(text, content),
        Syntax::Json => data::json::parse(text, content),
    }
}

fn is_fence(line: &str, syntax: Syntax) -> bool {
    line.trim_end() == if syntax == Syntax::Toml { "+++" } else { "---" }
}

/// Returns the first line from `start` on that closes front matter.
fn find_closing(text: &str, start: usize, syntax: Syntax) -> Option<Line> {
    let find = |fence: &str| {
        let first = Line::at(text, start).filter(|line| line.text(text).trim_end() == fence);
        first.or_else(|| {
            let needle = format!("\n{fence}");
            memchr::memmem::find_iter(&text.as_bytes()[start..], needle.as_bytes())
                .filter_map(|newline| Line::at(text, start + newline + 1))
                .find(|line| line.text(text).trim_end() == fence)
        })
    };
    match syntax {
        Syntax::Toml => find("+++"),
        // The end of a YAML document closes it too, as in Jekyll and Pandoc.
        Syntax::Yaml | Syntax::Json => [find("---"), find("...")].into_iter().flatten().min_by_key(|line| line.start),
    }
}

/// Returns whether the first line that says something is a key, or a later one is a key that is well known.
fn has_keys(text: &str, content: Range<usize>, syntax: Syntax) -> bool {
    let mut lines = Line::all(text, content).map(|line| line.text(text));
    let first = lines.by_ref().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    first.is_some_and(|line| is_key(line, syntax)) || lines.any(|line| known_key(line).is_some())
}

/// Returns whether a line starts with a key and the mark after it.
fn is_key(line: &str, syntax: Syntax) -> bool {
    let line = line.trim_start();
    if syntax == Syntax::Toml && line.starts_with('[') {
        return line.contains(']');
    }
    if let Some(quote) = line.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        let rest = &line[1..];
        return rest.find(quote).is_some_and(|end| rest[end + 1..].trim_start().starts_with([':', '=']));
    }
    if known_key(line).is_some() {
        return true;
    }
    let Some(end) = line.find([':', '=']).filter(|end| 0 < *end) else { return false };
    let key = line[..end].trim_end();
    let is_word = |character: char| character.is_alphanumeric() || "_-.$@/<".contains(character);
    // `Note to self: …` has a key of three words; a sentence has more, or other signs.
    let is_short = key.chars().count() <= 40 && key.split(' ').count() <= 3;
    let has_space = line[end + 1..].starts_with([' ', '\t']) || line[end + 1..].is_empty();
    let is_address = line[end..].starts_with("://");
    is_short
        && key.chars().all(|character| is_word(character) || character == ' ')
        && !is_address
        && (has_space
            || line.as_bytes()[end] == b'='
            || key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'))
}

/// Returns the key of a line that starts with a well-known one, in any of the syntaxes, the wrong colon included.
fn known_key(line: &str) -> Option<&str> {
    let end = line.find([':', '=', '：'])?;
    let key = line[..end].trim_matches([' ', '\t', '"', '\'']);
    let is_known = KNOWN_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key)) || KNOWN_CHINESE_KEYS.contains(&key);
    is_known.then_some(key)
}

/// The stretch of keys at the start of some lines.
struct KeyRun {
    /// After the last line of a key or its value.
    end: usize,
    key_count: usize,
    has_known_key: bool,
}

fn key_run(text: &str, content: Range<usize>, syntax: Syntax) -> KeyRun {
    let mut run = KeyRun { end: content.start, key_count: 0, has_known_key: false };
    let mut is_after_blank = false;
    for line in Line::all(text, content) {
        let written = line.text(text);
        if written.trim().is_empty() {
            is_after_blank = 0 < run.key_count;
            continue;
        }
        let is_known = known_key(written).is_some();
        // After a blank line a sentence may look like a key, and a heading like a comment.
        let is_entry = is_known || (!is_after_blank && is_key(written, syntax));
        let is_continuation = !is_after_blank && written.starts_with([' ', '\t', '-', '#', ']', '}']);
        if !is_entry && !(is_continuation && (0 < run.key_count || written.starts_with('#'))) {
            break;
        }
        run.key_count += usize::from(is_entry);
        run.has_known_key |= is_known;
        run.end = line.next;
        is_after_blank = false;
    }
    run
}

/// Returns front matter without a closing fence, where there is enough to tell it from a thematic break.
fn unclosed(text: &str, opening: Line, start: usize, end: usize, syntax: Syntax) -> Option<Located> {
    let run = key_run(text, start..end, syntax);
    if !run.has_known_key || run.key_count < 2 {
        return None;
    }
    let content = start..run.end;
    Some(Located {
        syntax,
        range: opening.start..run.end,
        tree: parse(text, &content, syntax),
        content,
        unclosed: Some(Unclosed { opening: opening.start..opening.end, missing_at: run.end }),
    })
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
    let is_clean = !located.tree.problems.iter().any(|problem| matches!(problem.kind, ProblemKind::Syntax { .. }));
    is_clean.then_some(located)
}

/// Returns keys at the top of the file that only a closing `---` ends, as Hexo reads them: a title and another key.
///
/// In Markdown that is a heading, so it must be YAML without a fault.
fn locate_without_opening(text: &str, top: usize, first_line: &str) -> Option<Located> {
    known_key(first_line)?;
    let limit = text.floor_char_boundary(top + 16_384);
    let closing = Line::all(text, top..limit).find(|line| is_fence(line.text(text), Syntax::Yaml))?;
    let content = top..closing.start;
    let tree = parse(text, &content, Syntax::Yaml);
    let root = tree.root.as_ref()?;
    let is_front_matter = tree.problems.is_empty() && root.get("title").is_some() && 2 <= root.entries().len();
    is_front_matter.then_some(Located { syntax: Syntax::Yaml, range: top..closing.next, content, tree, unclosed: None })
}

/// Returns a JSON object at the top of the file.
///
/// `{{`, `{%` and `{:` at the top are markup: an object starts with a key in quotes, or is closed at once.
fn locate_json(text: &str, top: usize) -> Option<Located> {
    let inside = text[top + 1..].trim_start();
    if !inside.starts_with(['"', '}']) {
        return None;
    }
    let syntax = Syntax::Json;
    if let Some(end) = object_end(text, top) {
        let line = Line::at(text, end);
        if line.is_some_and(|line| !line.is_blank(text)) {
            return None;
        }
        let content = top..end;
        let tree = parse(text, &content, syntax);
        let next = line.map_or(text.len(), |line| line.next);
        let is_object = tree.root.as_ref().is_none_or(|root| matches!(root.value, Value::Map(_)));
        return is_object.then_some(Located { syntax, range: top..next, content, tree, unclosed: None });
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
    has_known_key.then(|| Located {
        syntax,
        range: top..end,
        content: top..end,
        tree: Tree { root: None, problems: Vec::new() },
        unclosed: Some(Unclosed { opening: top..top + 1, missing_at: end }),
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
