//! TOML 1.1. The only importer of the `toml` crate.

use ::toml::Spanned;
use ::toml::de::{DeTable, DeValue, Error};

use super::mapping::MappingBuilder;
use super::{Entry, MAXIMUM_DEPTH, Node, Problem, ProblemKind, ScalarStyle, Source, Tree, Value};
use crate::text::{TextRange, TextSize};

/// Reads `range` of a file's text; every span of the result is one of the file.
///
/// # Panics
/// If `range` is not inside the text or not on character boundaries.
pub fn parse(text: &str, range: TextRange) -> Tree {
    let source = match Source::new(text, range) {
        Ok(source) => source,
        Err(problem) => return Tree { root: None, problems: vec![problem] },
    };
    if let Some(problem) = too_many_key_parts(&source) {
        return Tree { root: None, problems: vec![problem] };
    }
    let (table, errors) = DeTable::parse_recoverable(source.text);
    let mut reader = Reader { source, problems: Vec::new() };
    let entries = reader.table(table.get_ref(), 1);
    let root = (!entries.is_empty()).then(|| {
        let start = entries.iter().map(|entry| entry.key_range.start()).min().unwrap_or_default();
        let end = entries.iter().map(|entry| last_byte(&entry.value)).max().unwrap_or_default();
        Node { range: TextRange::new(start, end.max(start)), value: Value::Map(entries) }
    });
    let Reader { mut problems, .. } = reader;
    problems.extend(describe(&source, root.as_ref(), &errors));
    problems.sort_by_key(|problem| problem.range.start());
    Tree { root, problems }
}

/// Returns the problem of a key with so many parts (`a.b.c`) that the tree would be nested too deep: the reader nests
/// them without a limit of its own.
fn too_many_key_parts(source: &Source<'_>) -> Option<Problem> {
    let mut start = 0;
    for line in source.text.split_inclusive('\n') {
        // Texts may hold many dots; keys stand before the first `=`, also in the inline tables of the line.
        if MAXIMUM_DEPTH < memchr::memchr_iter(b'.', line.as_bytes()).count() {
            let mut parts = 0;
            let mut quote = None;
            for (offset, byte) in line.bytes().enumerate() {
                match (quote, byte) {
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (Some(open), _) if open == byte => quote = None,
                    (None, b'.') => parts += 1,
                    (None, b'=' | b',' | b'{' | b'[' | b']' | b'#') => parts = 0,
                    _ => {}
                }
                if MAXIMUM_DEPTH <= parts {
                    let message = format!("a key of more than {MAXIMUM_DEPTH} parts is not read");
                    let range = source.range(start + offset, start + offset + 1);
                    return Some(Problem { range, kind: ProblemKind::Limit { message } });
                }
            }
        }
        start += line.len();
    }
    None
}

struct Reader<'a> {
    source: Source<'a>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn table(&mut self, table: &DeTable<'_>, depth: usize) -> Vec<Entry> {
        let mut mapping = MappingBuilder::default();
        for (key, value) in table {
            let key_range = self.source.range(key.span().start, key.span().end);
            let Some(value) = self.node(value, depth + 1) else { continue };
            self.problems.extend(mapping.insert(Entry { key: key.get_ref().to_string().into(), key_range, value }));
        }
        mapping.finish()
    }

    /// Returns the value as a node; `None` where it is nested too deep.
    fn node(&mut self, value: &Spanned<DeValue<'_>>, depth: usize) -> Option<Node> {
        let range = self.source.range(value.span().start, value.span().end);
        if MAXIMUM_DEPTH < depth {
            let message = format!("values nested deeper than {MAXIMUM_DEPTH} levels are not read");
            self.problems.push(Problem { range, kind: ProblemKind::Limit { message } });
            return None;
        }
        let written = || self.source.slice(range).to_owned();
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text { text: text.to_string().into(), style: ScalarStyle::Quoted },
            DeValue::Integer(_) | DeValue::Float(_) => Value::Number(written().into()),
            DeValue::Boolean(value) => Value::Boolean(*value),
            DeValue::Datetime(_) => Value::Date(written().into()),
            DeValue::Array(items) => Value::List(items.iter().filter_map(|item| self.node(item, depth + 1)).collect()),
            DeValue::Table(table) => Value::Map(self.table(table, depth)),
        };
        Some(Node { range, value })
    }
}

/// Returns the last byte of a value: a table written as `[header]` ends with its entries, not with its header.
fn last_byte(node: &Node) -> TextSize {
    let within = node.items().iter().chain(node.entries().iter().map(|entry| &entry.value)).map(last_byte).max();
    within.unwrap_or_default().max(node.range.end())
}

/// How many repeated keys are told of.
const MOST_REPEATED_KEYS: usize = 100;

/// Returns the problems behind the parser's errors: of those that follow from one another, only the first.
fn describe(source: &Source<'_>, root: Option<&Node>, errors: &[Error]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut first_syntax: Option<(usize, &Error)> = None;
    let mut unclosed: Option<(TextRange, &Error)> = None;
    let mut n_repeated = 0;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        let range = source.range(span.start, span.end);
        if error.message().starts_with("duplicate key") {
            // Each is looked for in the whole tree; whoever has this many looks at the file, not at the list.
            n_repeated += 1;
            if n_repeated <= MOST_REPEATED_KEYS {
                problems.push(duplicate_key(source, root, range));
            }
        } else if error.message().starts_with("invalid date") || error.message().starts_with("invalid time") {
            problems.push(syntax(range, super::typed::as_clause(error.message()), None));
        } else {
            if unclosed.is_none() && error.message().starts_with("unclosed") {
                let opening = root.and_then(|root| innermost_ending_at(root, range.end()));
                unclosed = opening.map(|opening| (opening, error));
            }
            if first_syntax.is_none_or(|(first, _)| span.start < first) {
                first_syntax = Some((span.start, error));
            }
        }
    }
    if let Some((opening, _)) = unclosed {
        let start = opening.start();
        let bracket = TextRange::at(start, TextSize::new(1));
        let close = if source.slice(bracket) == "{" { "}" } else { "]" };
        let message = format!("this `{}` is not closed", source.slice(bracket));
        problems.push(syntax(bracket, message, Some(format!("add `{close}`"))));
    } else if let Some((_, error)) = first_syntax {
        problems.push(syntax_error(source, error));
    }
    problems
}

fn syntax(range: TextRange, message: String, help: Option<String>) -> Problem {
    Problem { range, kind: ProblemKind::Syntax { message, help } }
}

fn syntax_error(source: &Source<'_>, error: &Error) -> Problem {
    let span = error.span().unwrap_or(0..0);
    let range = source.range(span.start, span.end);
    let message = error.message();
    let line_start = source.line_start(span.start.min(source.text.len()));
    let before = &source.text[line_start..source.text.floor_char_boundary(span.start)];
    let line_end = source.line_end(line_start).max(line_start);
    let line = &source.text[line_start..line_end];
    // A line of YAML or of prose among the keys: `title: x`.
    let colon = line.find([':', '：']).filter(|_| !line.contains('='));
    if let Some(colon) = colon
        && (message.starts_with("key with no value") || message.starts_with("invalid unquoted key"))
    {
        let start = line_start + colon;
        let help = "write `key = \"value\"`, or use `---` fences for YAML".to_owned();
        return syntax(source.range(start, start + 1), "`:` stands where `=` belongs".to_owned(), Some(help));
    }
    if message.starts_with("invalid unquoted key") {
        let help = "outside quotes a key has ASCII letters, digits, `-` and `_`".to_owned();
        return syntax(range, "this key must be in quotes".to_owned(), Some(help));
    }
    if message.starts_with("key with no value") || (message.starts_with("string values") && range.is_empty()) {
        return syntax(source.range(line_start, line_end), "the key has no value".to_owned(), None);
    }
    if message.starts_with("string values must be quoted") {
        let help = "write it as `\"…\"`".to_owned();
        return syntax(range, "a text must be in quotes".to_owned(), Some(help));
    }
    let is_string = message.contains("basic string") || message.contains("literal string");
    if is_string && message.starts_with("invalid") && message.contains("expected") {
        let up_to_error = &source.text[..line_start + before.len()];
        let is_multi_line = message.contains("multi-line");
        let quote = if is_multi_line {
            up_to_error.rfind("\"\"\"").max(up_to_error.rfind("'''")).map(|start| start..start + 3)
        } else {
            before.find(['"', '\'']).map(|quote| line_start + quote..line_start + quote + 1)
        };
        if let Some(quote) = quote {
            let help = format!("add `{}` where the text ends", &source.text[quote.clone()]);
            let range = source.range(quote.start, quote.end);
            return syntax(range, "the quote opened here is not closed".to_owned(), Some(help));
        }
    }
    if message.starts_with("missing escaped value") && before.ends_with('\\') {
        let backslash = line_start + before.len() - 1;
        let range = source.range(backslash, backslash + 2);
        let help = "write `\\\\` for a backslash, or use single quotes".to_owned();
        return syntax(range, format!("`{}` is not an escape", source.slice(range)), Some(help));
    }
    let range = if range.is_empty() { source.range(line_start, line_end) } else { range };
    syntax(range, super::typed::as_clause(message), None)
}

/// Returns the innermost list or mapping that ends at `end`: one that runs to its end for want of a bracket.
fn innermost_ending_at(node: &Node, end: TextSize) -> Option<TextRange> {
    let children = node.items().iter().chain(node.entries().iter().map(|entry| &entry.value));
    let inner = children.filter_map(|child| innermost_ending_at(child, end)).next_back();
    let is_open = matches!(node.value, Value::List(_) | Value::Map(_)) && node.range.end() == end;
    // The root mapping has no bracket: it starts where its first key does.
    let starts_with_key = node.entries().first().is_some_and(|first| first.key_range.start() == node.range.start());
    inner.or((is_open && !starts_with_key).then_some(node.range))
}

/// Returns the problem of a second key at `range`; the first one is looked up in the tree or among the headers.
fn duplicate_key(source: &Source<'_>, root: Option<&Node>, range: TextRange) -> Problem {
    let written = source.slice(range);
    let key = written.trim_matches(['"', '\'']).to_owned();
    let mut first = None;
    if let Some(root) = root {
        find_key_before(root, &key, range.start(), &mut first);
    }
    let line = |range: TextRange| {
        let start = usize::from(range.start() - source.start);
        &source.text[start..source.line_end(start)]
    };
    let first = first.or_else(|| find_header_before(source, written, range)).unwrap_or(range);
    // The value that was dropped has no span: where it is written as the first one is, which ends on its line, it ends
    // on its own.
    let second_value = line(range).split_once('=').map_or("", |(_, value)| value.trim());
    let first_value = root.and_then(|root| value_of(root, first)).map(|node| source.slice(node.range));
    let is_same_value = first != range && first_value == Some(second_value) && !second_value.contains('\n');
    let entry = TextRange::at(range.start(), TextSize::of(line(range)));
    Problem { range, kind: ProblemKind::DuplicateKey { key, first, entry, is_same_value } }
}

/// Returns the value of the key that stands at `key_range`.
fn value_of(node: &Node, key_range: TextRange) -> Option<&Node> {
    let entry = node.entries().iter().find(|entry| entry.key_range == key_range).map(|entry| &entry.value);
    let children = node.items().iter().chain(node.entries().iter().map(|entry| &entry.value));
    entry.or_else(|| children.into_iter().find_map(|child| value_of(child, key_range)))
}

/// Finds the last key of that name that starts before `limit`.
fn find_key_before(node: &Node, key: &str, limit: TextSize, found: &mut Option<TextRange>) {
    for entry in node.entries() {
        if entry.key == key && entry.key_range.start() < limit {
            *found = Some(found.map_or(entry.key_range, |found| {
                if found.start() < entry.key_range.start() { entry.key_range } else { found }
            }));
        }
        find_key_before(&entry.value, key, limit, found);
    }
    for item in node.items() {
        find_key_before(item, key, limit, found);
    }
}

/// Finds the first table header of that name before `range`: the reader keeps only the last one's place.
fn find_header_before(source: &Source<'_>, written: &str, range: TextRange) -> Option<TextRange> {
    let header = format!("[{written}]");
    let before = &source.text[..usize::from(range.start() - source.start)];
    let start = before.find(&header)? + 1;
    Some(source.range(start, start + written.len()))
}
