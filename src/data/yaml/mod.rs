//! YAML 1.2. The only importer of `granit_parser`.
//!
//! Plain scalars are resolved by the core schema and nothing else: `no`, `0777` and dates stay texts. Aliases are
//! expanded and merge keys applied within bounds, so that no text of a few bytes becomes a tree of millions.

use granit_parser::{Event, Parser, Span, StructureStyle, Tag};

use super::mapping::MappingBuilder;
use super::{Entry, MAXIMUM_DEPTH, Node, Problem, ProblemKind, ScalarStyle, Source, Tree, Value};
use crate::text::{TextRange, TextSize};

mod plain;
mod recovery;
mod scalar;
mod syntax_error;

/// The most values that one tree may have, those of expanded aliases counted each time.
const MAXIMUM_NODES: usize = 100_000;

/// The most bytes of text that expanded aliases may add.
const MAXIMUM_ALIASED_BYTES: usize = 4 << 20;

/// Reads `range` of a file's text; every span of the result is one of the file.
///
/// # Panics
/// If `range` is not inside the text or not on character boundaries.
pub fn parse(text: &str, range: TextRange) -> Tree {
    let source = match Source::new(text, range) {
        Ok(source) => source,
        Err(problem) => return Tree { root: None, problems: vec![problem] },
    };
    if let Some(tree) = plain::read(source) {
        debug_assert_eq!(format!("{tree:?}"), format!("{:?}", read(source).0), "both readers read the same");
        return tree;
    }
    let (mut tree, failed_at) = read(source);
    if let Some(failed_at) = failed_at {
        recovery::read_on(source, &mut tree, failed_at);
    }
    tree
}

/// Reads up to the end or the first syntax error; returns where on the line of its cause it is, as an offset of the
/// source.
fn read(source: Source<'_>) -> (Tree, Option<usize>) {
    let options = granit_parser::options! {
        emit_comments: false,
        emit_unresolved_aliases: true,
        flow_nesting_limit: MAXIMUM_DEPTH,
        block_nesting_limit: MAXIMUM_DEPTH,
    };
    let mut reader = Reader::new(source);
    let mut failed_at = None;
    for event in Parser::new_from_str_with_options(source.text, options) {
        let step = match event {
            Ok((event, span)) => reader.take(event, span),
            Err(error) => {
                failed_at = Some(reader.fail(&error));
                break;
            }
        };
        if step == Step::Stop {
            break;
        }
    }
    (reader.finish(), failed_at)
}

/// Whether to go on reading events.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Continue,
    Stop,
}

/// A list or mapping that is not closed yet.
struct Frame {
    start: usize,
    is_flow: bool,
    anchor: usize,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map {
        mapping: MappingBuilder,
        key: Key,
        merged: Vec<Node>,
        // A key that is a list or a mapping: not a text, so that its entry is left out.
        odd_key: Option<TextRange>,
    },
}

/// The key whose value comes next.
enum Key {
    None,
    Text(String, TextRange),
    Merge,
    Odd,
}

struct Reader<'a> {
    source: Source<'a>,
    stack: Vec<Frame>,
    root: Option<Node>,
    anchors: Vec<(usize, Node)>,
    problems: Vec<Problem>,
    document_count: usize,
    node_count: usize,
    aliased_bytes: usize,
    // The last scalar, as offsets of the source: where a syntax error often has its cause.
    last_scalar: std::ops::Range<usize>,
}

impl<'a> Reader<'a> {
    fn new(source: Source<'a>) -> Self {
        Self {
            source,
            stack: Vec::new(),
            root: None,
            anchors: Vec::new(),
            problems: Vec::new(),
            document_count: 0,
            node_count: 0,
            aliased_bytes: 0,
            last_scalar: 0..0,
        }
    }

    fn take(&mut self, event: Event<'_>, span: Span) -> Step {
        let bytes = span.byte_range().unwrap_or(0..0);
        self.node_count += 1;
        if MAXIMUM_NODES < self.node_count {
            return self.limit(&bytes, format!("more than {MAXIMUM_NODES} values are not read"));
        }
        match event {
            Event::DocumentStart(..) => {
                self.document_count += 1;
                if 1 < self.document_count {
                    self.second_document(&bytes);
                    return Step::Stop;
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.last_scalar = bytes.clone();
                self.scalar(&text, style, tag.as_deref(), anchor, &bytes);
            }
            Event::SequenceStart(style, anchor, _) => {
                self.open(&bytes, style, anchor, Content::List(Vec::new()));
            }
            Event::MappingStart(style, anchor, _) => {
                let content = Content::Map {
                    mapping: MappingBuilder::default(),
                    key: Key::None,
                    merged: Vec::new(),
                    odd_key: None,
                };
                self.open(&bytes, style, anchor, content);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes.end),
            Event::Alias(anchor) => return self.alias(anchor, &bytes),
            Event::UnresolvedAlias(name) => {
                self.unresolved_alias(&name, &bytes);
                self.push(Node { range: self.source.range(bytes.start, bytes.end), value: Value::Null }, 0);
            }
            _ => {}
        }
        Step::Continue
    }

    fn scalar(
        &mut self,
        text: &str,
        style: granit_parser::ScalarStyle,
        tag: Option<&Tag>,
        anchor: usize,
        bytes: &std::ops::Range<usize>,
    ) {
        // An absent value is reported as `~` with an empty span.
        let is_absent = bytes.is_empty() && style == granit_parser::ScalarStyle::Plain;
        let text = if is_absent { "" } else { text };
        let range = match style {
            granit_parser::ScalarStyle::Literal | granit_parser::ScalarStyle::Folded => {
                let written = &self.source.text[bytes.clone()];
                self.source.range(bytes.start, bytes.start + written.trim_end().len())
            }
            _ if is_absent => {
                // The value stands after the colon, not between it and the key.
                let is_before_colon = self.source.text.as_bytes().get(bytes.start) == Some(&b':');
                let place = bytes.start + usize::from(is_before_colon);
                self.source.range(place, place)
            }
            _ => self.source.range(bytes.start, bytes.end),
        };
        if self.expects_key() {
            let is_plain = style == granit_parser::ScalarStyle::Plain;
            if anchor != 0 {
                self.remember(anchor, &Node { range, value: scalar::resolve(text, style, tag) });
            }
            self.set_key(if text == "<<" && is_plain { Key::Merge } else { Key::Text(text.to_owned(), range) });
            return;
        }
        self.push(Node { range, value: scalar::resolve(text, style, tag) }, anchor);
    }

    fn open(&mut self, bytes: &std::ops::Range<usize>, style: StructureStyle, anchor: usize, content: Content) {
        self.stack.push(Frame { start: bytes.start, is_flow: style == StructureStyle::Flow, anchor, content });
    }

    /// Ends the innermost list or mapping; `end` is where a closing bracket ends.
    fn close(&mut self, end: usize) {
        let Some(frame) = self.stack.pop() else { return };
        let last = match &frame.content {
            Content::List(items) => items.last().map(|item| item.range.end()),
            Content::Map { mapping, .. } => {
                mapping.last().map(|entry| entry.value.range.end().max(entry.key_range.end()))
            }
        };
        let opening = self.source.range(frame.start, frame.start);
        let range = if frame.is_flow {
            self.source.range(frame.start, end.max(frame.start))
        } else {
            // A block has no closing mark, and its last value may be an alias, which stands where it is written.
            TextRange::new(opening.start(), last.unwrap_or(opening.start()).max(opening.start()))
        };
        let value = match frame.content {
            Content::List(items) => Value::List(items),
            Content::Map { mapping, merged, odd_key, .. } => self.mapping(range, mapping, &merged, odd_key),
        };
        self.push(Node { range, value }, frame.anchor);
    }

    fn mapping(
        &mut self,
        range: TextRange,
        mut mapping: MappingBuilder,
        merged: &[Node],
        odd_key: Option<TextRange>,
    ) -> Value {
        if let Some(odd_key) = odd_key {
            // `title: {{ .Title }}` in a template is YAML for a mapping with a mapping as its key; nobody means that.
            let written = self.source.slice(range);
            if written.starts_with("{{") && written.ends_with("}}") {
                return Value::Text { text: written.to_owned().into(), style: ScalarStyle::Plain };
            }
            let kind = ProblemKind::Syntax { message: "a key must be a text".to_owned(), help: None };
            self.problems.push(Problem { range: odd_key, kind });
        }
        for source in merged {
            let is_mapping = |node: &Node| matches!(node.value, Value::Map(_));
            if !is_mapping(source) && (source.items().is_empty() || !source.items().iter().all(is_mapping)) {
                let message = "a merge key `<<` takes a mapping or a list of mappings".to_owned();
                let help = Some("put the key in quotes if it is a text".to_owned());
                self.problems.push(Problem { range: source.range, kind: ProblemKind::Syntax { message, help } });
            }
            for entry in source.entries() {
                mapping.insert_merged(entry);
            }
            for entry in source.items().iter().flat_map(Node::entries) {
                mapping.insert_merged(entry);
            }
        }
        Value::Map(mapping.finish())
    }

    fn expects_key(&self) -> bool {
        matches!(self.stack.last(), Some(Frame { content: Content::Map { key: Key::None, .. }, .. }))
    }

    fn set_key(&mut self, new: Key) {
        if let Some(Frame { content: Content::Map { key, .. }, .. }) = self.stack.last_mut() {
            *key = new;
        }
    }

    /// Puts a finished value where it belongs.
    fn push(&mut self, node: Node, anchor: usize) {
        if anchor != 0 {
            self.remember(anchor, &node);
        }
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            None => self.root = Some(node),
            Some(Content::List(items)) => items.push(node),
            Some(Content::Map { mapping, key, merged, odd_key }) => match std::mem::replace(key, Key::None) {
                Key::None => match node.as_scalar() {
                    Some(text) => *key = Key::Text(text.to_owned(), node.range),
                    None => {
                        odd_key.get_or_insert(node.range);
                        *key = Key::Odd;
                    }
                },
                Key::Text(key, key_range) => {
                    self.problems.extend(mapping.insert(Entry { key: key.into(), key_range, value: node }));
                }
                Key::Merge => merged.push(node),
                Key::Odd => {}
            },
        }
    }

    /// Keeps a value for its aliases; the copy counts as one expansion, since anchors may be nested.
    fn remember(&mut self, anchor: usize, node: &Node) {
        if self.count(node) {
            self.anchors.push((anchor, node.clone()));
        }
    }

    fn alias(&mut self, anchor: usize, bytes: &std::ops::Range<usize>) -> Step {
        let Some(index) = self.anchors.iter().rposition(|(id, _)| *id == anchor) else {
            let message = "an alias refers to the value that it stands in".to_owned();
            self.problem(bytes, message, None);
            self.push(Node { range: self.source.range(bytes.start, bytes.end), value: Value::Null }, 0);
            return Step::Continue;
        };
        let target = &self.anchors[index].1;
        let depth = self.stack.len() + depth(target);
        let node = Node { range: self.source.range(bytes.start, bytes.end), value: target.value.clone() };
        if MAXIMUM_DEPTH < depth || !self.count(&node) {
            return self.limit(bytes, "aliases that grow this large are not read".to_owned());
        }
        self.push(node, 0);
        Step::Continue
    }

    /// Counts a copy of a value; returns whether it is still within bounds.
    fn count(&mut self, node: &Node) -> bool {
        let mut pending = vec![node];
        while let Some(node) = pending.pop() {
            self.node_count += 1;
            self.aliased_bytes += node.as_scalar().map_or(0, str::len);
            if MAXIMUM_NODES < self.node_count || MAXIMUM_ALIASED_BYTES < self.aliased_bytes {
                return false;
            }
            pending.extend(node.items());
            for entry in node.entries() {
                self.aliased_bytes += entry.key.len();
                pending.push(&entry.value);
            }
        }
        true
    }

    fn unresolved_alias(&mut self, name: &str, bytes: &std::ops::Range<usize>) {
        // `title: *emphasis*` is Markdown.
        if name.ends_with('*') {
            let message = "a text cannot start with `*`".to_owned();
            self.problem(bytes, message, Some("put the value in quotes".to_owned()));
        } else {
            let message = format!("`*{name}` refers to an anchor `&{name}` that is not there");
            let help = "put the value in quotes if `*` is part of the text".to_owned();
            self.problem(bytes, message, Some(help));
        }
    }

    fn second_document(&mut self, bytes: &std::ops::Range<usize>) {
        let start = bytes.start.min(self.source.text.len());
        let rest = &self.source.text[self.source.text.floor_char_boundary(start)..];
        if rest.trim_start_matches(['-', '.']).trim().is_empty() {
            return;
        }
        let end = self.source.line_end(start);
        let help = "remove what follows, or put it into a file of its own".to_owned();
        self.problem(&(start..end), "a second document starts here; only the first is read".to_owned(), Some(help));
    }

    /// Reports a syntax error; returns the offset of its cause.
    fn fail(&mut self, error: &granit_parser::ScanError) -> usize {
        // A pair in a list, `[a: b]`, is a mapping without a bracket of its own.
        let has_bracket = |frame: &&Frame| frame.is_flow && self.source.text[frame.start..].starts_with(['[', '{']);
        let open_bracket = self.stack.iter().rev().find(has_bracket).map(|frame| frame.start);
        let offset = error.marker().byte_offset().unwrap_or(0);
        let failure = syntax_error::Failure {
            source: self.source,
            kind: error.kind(),
            offset: self.source.text.floor_char_boundary(offset),
            last_scalar: self.last_scalar.clone(),
            open_bracket,
        };
        let problem = failure.problem();
        let cause = usize::from(problem.range.start() - self.source.start);
        // What follows an alias that is none is part of the same mistake.
        let line_start = self.source.range(self.source.line_start(failure.offset), failure.offset).start();
        let is_known = self
            .problems
            .last()
            .is_some_and(|last| line_start <= last.range.start() && matches!(last.kind, ProblemKind::Syntax { .. }));
        if !is_known {
            self.problems.push(problem);
        }
        // A value that ends on the line of the error is not the one that was meant.
        self.drop_last_value(line_start);
        cause
    }

    /// Forgets the value read last, where it ends after `line_start`.
    fn drop_last_value(&mut self, line_start: TextSize) {
        let is_cut_short = |node: &Node| line_start <= node.range.end();
        match self.stack.last_mut().map(|frame| &mut frame.content) {
            None => self.root = self.root.take().filter(|root| !is_cut_short(root)),
            Some(Content::List(items)) => {
                items.pop_if(|item| is_cut_short(item));
            }
            Some(Content::Map { mapping, key, .. }) => {
                *key = Key::Odd;
                mapping.drop_last_if(is_cut_short);
            }
        }
    }

    fn problem(&mut self, bytes: &std::ops::Range<usize>, message: String, help: Option<String>) {
        let range = self.source.range(bytes.start, bytes.end);
        self.problems.push(Problem { range, kind: ProblemKind::Syntax { message, help } });
    }

    fn limit(&mut self, bytes: &std::ops::Range<usize>, message: String) -> Step {
        let range = self.source.range(bytes.start, bytes.end);
        self.problems.push(Problem { range, kind: ProblemKind::Limit { message } });
        Step::Stop
    }

    /// Closes what is open, so that what was read before an error is kept; a bracket that is still open holds who knows
    /// what, and is dropped.
    fn finish(mut self) -> Tree {
        while let Some(frame) = self.stack.last_mut() {
            if let Content::Map { key, .. } = &mut frame.content {
                *key = Key::None;
            }
            if frame.is_flow {
                self.stack.pop();
            } else {
                self.close(self.last_scalar.end);
            }
        }
        let root = self.root.filter(|root| !(root.value == Value::Null && root.range.is_empty()));
        self.problems.sort_by_key(|problem| problem.range.start());
        Tree { root, problems: self.problems }
    }
}

/// Returns how many levels a value has; one for a scalar. The tree it is in is never deeper than the limit.
fn depth(node: &Node) -> usize {
    let children = node.items().iter().chain(node.entries().iter().map(|entry| &entry.value));
    1 + children.map(depth).max().unwrap_or(0)
}
