//! Keys as they are written: which lines look like ones of front matter, before anything is parsed.

use std::ops::Range;

use super::Syntax;
use super::line::Line;
use crate::text::Folded;

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

/// Returns whether the first line that says something is a key, or a later one is a key that is well known.
pub(super) fn has_keys(text: &str, content: Range<usize>, syntax: Syntax) -> bool {
    let mut lines = Line::all(text, content).map(|line| line.text(text));
    let first = lines.by_ref().find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    first.is_some_and(|line| is_key(line, syntax)) || lines.any(|line| known_key(line).is_some())
}

/// Returns whether a line starts with a key and the mark after it.
pub(super) fn is_key(line: &str, syntax: Syntax) -> bool {
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
pub(super) fn known_key(line: &str) -> Option<&str> {
    let end = line.find([':', '=', '：'])?;
    let key = line[..end].trim_matches([' ', '\t', '"', '\'']);
    let is_named = |key: &str| KNOWN_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key));
    let is_known =
        is_named(key) || KNOWN_CHINESE_KEYS.contains(&key) || full_width_key(key).is_some_and(|key| is_named(&key));
    is_known.then_some(key)
}

/// Returns a key that is written in letters of double width, `ｔｉｔｌｅ`, in ordinary ones.
pub(super) fn full_width_key(key: &str) -> Option<String> {
    // U+FF21 to U+FF5A start with this byte.
    if key.as_bytes().first() != Some(&0xEF) {
        return None;
    }
    let folded = Folded::width(key).text().to_owned();
    folded.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')).then_some(folded)
}

/// The stretch of keys at the start of some lines.
pub(super) struct KeyRun {
    /// After the last line of a key or its value.
    pub(super) end: usize,
    pub(super) key_count: usize,
    pub(super) has_known_key: bool,
}

pub(super) fn key_run(text: &str, content: Range<usize>, syntax: Syntax) -> KeyRun {
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
        let is_continuation =
            !is_after_blank && !is_dashes(written) && written.starts_with([' ', '\t', '-', '#', ']', '}']);
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

/// Returns whether a line has nothing but dashes, two or more, of any kind: a fence, or what is meant as one.
pub(super) fn is_dashes(line: &str) -> bool {
    let line = line.trim();
    2 <= line.len() && line.len() <= 30 && line.chars().all(|sign| matches!(sign, '-' | '—' | '–' | '－'))
}

/// Returns whether a line gives one of `names` at the margin, in any of the syntaxes, the wrong colon included.
fn gives(line: &str, names: &[&str]) -> bool {
    known_key(line).is_some_and(|key| names.iter().any(|name| name.eq_ignore_ascii_case(key)))
}

/// Returns whether some lines have a title.
pub(super) fn has_title(text: &str, content: Range<usize>) -> bool {
    Line::all(text, content).any(|line| gives(line.text(text), &["title", "标题"]))
}

/// Returns whether some lines have a date.
pub(super) fn has_date(text: &str, content: Range<usize>) -> bool {
    Line::all(text, content).any(|line| gives(line.text(text), &["date", "pubdate", "published", "日期"]))
}
