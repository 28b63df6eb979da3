//! Directives in the front matter: comments of YAML and TOML, and the key `factlint-disable`.

use memchr::memmem;

use crate::data::{Node, Value};
use crate::document::{Document, Head, Syntax, Verb, head};
use crate::text::{SourceFile, TextRange, range, size};

use super::read::Reader;
use super::{Carrier, FRONT_MATTER_KEY, MalformedKind};

/// Reads the directives of the front matter, in order of place.
pub(super) fn read(file: &SourceFile, document: &Document, reader: &mut Reader<'_>) {
    let Some(front_matter) = &document.front_matter else { return };
    let content = file.slice(front_matter.content);
    if memmem::find(content.as_bytes(), b"actlint").is_none() {
        return;
    }
    if front_matter.syntax != Syntax::Json {
        comments(file, front_matter.content, front_matter.root.as_ref(), reader);
    }
    let entries = front_matter.root.as_ref().map_or(&[][..], Node::entries);
    let Some(entry) = entries.iter().find(|entry| entry.key == FRONT_MATTER_KEY) else { return };
    let values = match &entry.value.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![&entry.value],
    };
    let is_removable = front_matter.syntax != Syntax::Json && values.len() == 1;
    for value in values {
        let Value::Text { text, .. } = &value.value else {
            reader.malformed(value.range, MalformedKind::WrongType { kind: value.kind() });
            continue;
        };
        // A text that is written with escapes has other places than its bytes: then all of it is shown.
        let written = file.slice(value.range);
        let at = written.find(&**text);
        let start = value.range.start() + size(at.unwrap_or_default());
        let carrier = Carrier::FrontMatterKey { is_removable };
        let place = if is_removable { entry.key_range.cover(entry.value.range) } else { value.range };
        reader.take_words(Verb::DisableFile, text, start, place, carrier, value.range);
    }
}

/// Takes each `# factlint-…` that is no part of a value.
fn comments(file: &SourceFile, content: TextRange, root: Option<&Node>, reader: &mut Reader<'_>) {
    let base = usize::from(content.start());
    let text = file.slice(content);
    let mut values = Vec::new();
    if let Some(root) = root {
        scalars(root, &mut values);
    }
    let mut line_start = 0;
    for line in text.split_inclusive('\n') {
        let start = line_start;
        line_start += line.len();
        let is_comment = |at: &usize| {
            let before = line[..*at].chars().next_back();
            let place = base + start + at;
            // Values stand in the order of the file.
            let next = values.partition_point(|value: &TextRange| usize::from(value.end()) <= place);
            before.is_none_or(char::is_whitespace)
                && values.get(next).is_none_or(|value| place < usize::from(value.start()))
        };
        let Some(at) = memchr::memchr_iter(b'#', line.as_bytes()).find(is_comment) else { continue };
        let comment = line[at..].trim_end();
        if !matches!(head(&comment[1..]), Some(Head::Suppression(..) | Head::Misspelt(..))) {
            continue;
        }
        let from = base + start + at;
        let whole = range(from, from + comment.len());
        let next = reader.lines.next_line(base + line_start);
        reader.take(whole, range(from + 1, from + comment.len()), Carrier::FrontMatterComment, next);
    }
}

fn scalars(node: &Node, values: &mut Vec<TextRange>) {
    match &node.value {
        Value::List(_) | Value::Map(_) => {
            for item in node.items() {
                scalars(item, values);
            }
            for entry in node.entries() {
                values.push(entry.key_range);
                scalars(&entry.value, values);
            }
        }
        Value::Null => {}
        _ => values.push(node.range),
    }
}
