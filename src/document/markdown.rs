//! From Markdown to blocks of prose. The only importer of `pulldown_cmark`.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::{Block, BlockKind, Comment, CommentPlace, Document, ProseBuilder, Table, comment, mask};
use crate::text::{TextRange, TextSize, range, size};

/// Stands for what is not text.
const OBJECT: &str = "\u{FFFC}";

/// Collects the blocks of one file.
pub(super) struct Collector<'a> {
    text: &'a str,
    is_mdx: bool,
    prose: ProseBuilder,
    blocks: Vec<Block>,
    tables: Vec<Table>,
    comments: Vec<Comment>,
    open: Option<OpenBlock>,
    last_heading: Option<usize>,
    list_depth: u8,
    quote_depth: u8,
    footnote_depth: u8,
    /// How many images and bare addresses the parser is in: their text is not shown as text.
    hidden_depth: usize,
    is_in_code: bool,
    masks: Vec<Range<usize>>,
    next_mask: usize,
    /// The mask that left its mark already.
    marked_mask: Option<usize>,
}

/// A block that is being filled.
struct OpenBlock {
    kind: BlockKind,
    /// The length of the prose before the blank line that parts the block from the one above.
    before: TextSize,
    start: TextSize,
}

impl<'a> Collector<'a> {
    pub(super) fn new(text: &'a str, is_mdx: bool) -> Self {
        Self {
            text,
            is_mdx,
            prose: ProseBuilder::new(text),
            blocks: Vec::new(),
            tables: Vec::new(),
            comments: Vec::new(),
            open: None,
            last_heading: None,
            list_depth: 0,
            quote_depth: 0,
            footnote_depth: 0,
            hidden_depth: 0,
            is_in_code: false,
            masks: Vec::new(),
            next_mask: 0,
            marked_mask: None,
        }
    }

    /// Adds a text of the front matter that stands at `source`.
    pub(super) fn add_front_matter(&mut self, key: &str, text: &str, source: TextRange) {
        let text = text.trim_end();
        self.open_block(BlockKind::FrontMatter { key: key.to_owned() }, source.start());
        let written = &self.text[source];
        // Quotes stand around a text of the same bytes unless something in it is escaped.
        let quoted = written.get(1..written.len().saturating_sub(1)).unwrap_or_default();
        if written == text {
            self.prose.push_verbatim(text, source.start());
        } else if quoted == text {
            self.prose.push_verbatim(text, source.start() + TextSize::new(1));
        } else {
            self.push_folded(text, source);
        }
        self.close_block();
    }

    /// Appends a text that the file has in another layout, such as a folded block of YAML: each word stands for its own
    /// bytes where the file has it just so, and for all that is left where it does not (an escape).
    fn push_folded(&mut self, text: &str, source: TextRange) {
        let mut from = usize::from(source.start());
        let end = usize::from(source.end());
        for word in text.split_inclusive(char::is_whitespace) {
            let (word, space) = word.split_at(word.trim_end().len());
            let rest = &self.text[from..end];
            // Only white space and the marks of the layout stand between two words.
            let layout = rest.len()
                - rest
                    .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '>' | '|' | '-' | '"' | '\''))
                    .len();
            let start = if rest.trim_start().starts_with(word) { rest.len() - rest.trim_start().len() } else { layout };
            if word.is_empty() || !rest[start..].starts_with(word) {
                self.prose.push_synthetic(word, range(from, end));
            } else {
                self.prose.push_verbatim(word, size(from + start));
                from += start + word.len();
            }
            self.prose.push_synthetic(space, range(from, from));
        }
    }

    /// Adds a stretch of Markdown.
    pub(super) fn add_markdown(&mut self, body: Range<usize>) {
        self.masks = mask::find(self.text, body.clone(), self.is_mdx);
        self.next_mask = 0;
        self.marked_mask = None;
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES
            | Options::ENABLE_MATH
            | Options::ENABLE_GFM;
        let base = body.start;
        let text = self.text;
        for (event, offsets) in Parser::new_ext(&text[body], options).into_offset_iter() {
            self.take(&event, offsets.start + base..offsets.end + base);
        }
        self.close_block();
    }

    /// Returns what was collected, as a document without front matter.
    pub(super) fn finish(self) -> Document {
        let Self { blocks, tables, comments, .. } = self;
        Document { prose: self.prose.finish(), blocks, tables, comments, ..Document::default() }
    }

    fn take(&mut self, event: &Event<'_>, source: Range<usize>) {
        match event {
            Event::Text(text) => self.push_text(text, source),
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(*tag, &source),
            Event::SoftBreak | Event::HardBreak => self.push_break(source),
            Event::Code(text) => self.push_code(text, source),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.push_math(text, source),
            Event::InlineHtml(html) if html.starts_with("<!--") => self.add_comments(&source),
            Event::InlineHtml(html) => {
                if !is_type_setting(html) {
                    self.push_object(source);
                }
            }
            Event::FootnoteReference(_) => self.push_object(source),
            Event::Html(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, source: Range<usize>) {
        match tag {
            // What is struck out is said no more; a single tilde is a sign of ranges (20~30亿).
            Tag::Strikethrough if self.text[source.clone()].starts_with("~~") => {
                self.push_object(source);
                self.hidden_depth += 1;
            }
            Tag::Emphasis | Tag::Strikethrough => self.push_sign(source.start),
            Tag::Strong | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { link_type, .. } => {
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.push_object(source);
                    self.hidden_depth += 1;
                }
            }
            Tag::Image { .. } => {
                self.push_object(source);
                self.hidden_depth += 1;
            }
            Tag::Heading { level, .. } => self.open_block(BlockKind::Heading(*level as u8), size(source.start)),
            Tag::Table(_) => {
                self.close_block();
                self.tables.push(Table { rows: Vec::new(), heading: self.last_heading });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = self.tables.last_mut() {
                    table.rows.push(Vec::new());
                }
            }
            Tag::TableCell => self.open_cell(size(source.start)),
            Tag::Paragraph
            | Tag::BlockQuote(_)
            | Tag::CodeBlock(_)
            | Tag::HtmlBlock
            | Tag::List(_)
            | Tag::Item
            | Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => {
                self.close_block();
                self.nest(tag);
            }
        }
    }

    fn nest(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(_) => self.list_depth = self.list_depth.saturating_add(1),
            Tag::BlockQuote(_) => self.quote_depth = self.quote_depth.saturating_add(1),
            Tag::FootnoteDefinition(_) => self.footnote_depth = self.footnote_depth.saturating_add(1),
            Tag::CodeBlock(_) => self.is_in_code = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: &Range<usize>) {
        match tag {
            TagEnd::Strikethrough if self.text[source.clone()].starts_with("~~") => {
                self.hidden_depth = self.hidden_depth.saturating_sub(1);
            }
            TagEnd::Emphasis | TagEnd::Strikethrough => self.push_sign(source.end - 1),
            TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Image => self.hidden_depth = self.hidden_depth.saturating_sub(1),
            TagEnd::Link => {
                // Only addresses hide their text, and nothing stands in them but that.
                let is_address = self.text[source.clone()].starts_with('<') && 0 < self.hidden_depth;
                self.hidden_depth -= usize::from(is_address);
            }
            TagEnd::TableCell => self.close_cell(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            _ => {
                self.close_block();
                match tag {
                    TagEnd::List(_) => self.list_depth = self.list_depth.saturating_sub(1),
                    TagEnd::BlockQuote(_) => self.quote_depth = self.quote_depth.saturating_sub(1),
                    TagEnd::FootnoteDefinition => self.footnote_depth = self.footnote_depth.saturating_sub(1),
                    TagEnd::CodeBlock => self.is_in_code = false,
                    TagEnd::HtmlBlock => self.add_comments(source),
                    _ => {}
                }
            }
        }
    }

    /// Opens the paragraph that text at `source` belongs to, where none is open: that of a tight list item.
    fn ensure_block(&mut self, source: usize) -> bool {
        if 0 < self.hidden_depth || self.is_in_code {
            return false;
        }
        if self.open.is_none() {
            let kind = if 0 < self.footnote_depth {
                BlockKind::Footnote
            } else {
                BlockKind::Paragraph { list_depth: self.list_depth, quote_depth: self.quote_depth }
            };
            self.open_block(kind, size(source));
        }
        true
    }

    fn open_block(&mut self, kind: BlockKind, source: TextSize) {
        self.close_block();
        let before = self.prose.len();
        if !self.prose.is_empty() {
            self.prose.push_separator(self.text, source);
        }
        self.open = Some(OpenBlock { kind, before, start: self.prose.len() });
    }

    fn open_cell(&mut self, source: TextSize) {
        let Some(table_index) = self.tables.len().checked_sub(1) else { return };
        let rows = &self.tables[table_index].rows;
        let row = rows.len().saturating_sub(1);
        let column = rows.last().map_or(0, Vec::len);
        self.open_block(BlockKind::TableCell { table: table_index, row, column }, source);
    }

    fn close_cell(&mut self) {
        let index = self.blocks.len();
        self.close_block();
        if index < self.blocks.len()
            && let Some(row) = self.tables.last_mut().and_then(|table| table.rows.last_mut())
        {
            row.push(index);
        }
    }

    fn close_block(&mut self) {
        let Some(open) = self.open.take() else { return };
        let block_range = TextRange::new(open.start, self.prose.len());
        let is_cell = matches!(open.kind, BlockKind::TableCell { .. });
        let text = &self.prose.text()[usize::from(open.start)..];
        // Nothing but an image, or nothing at all: no block. A table keeps its empty cells.
        let is_empty = text.chars().all(|character| character.is_whitespace() || character == '\u{FFFC}');
        let index = self.blocks.len();
        if is_empty && !is_cell {
            self.prose.truncate(open.before);
            let within =
                |comment: &&mut Comment| matches!(comment.place, CommentPlace::Within { block, .. } if block == index);
            for comment in self.comments.iter_mut().rev().take_while(within) {
                comment.place = CommentPlace::Before { block: index };
            }
            return;
        }
        let mut heading = self.last_heading;
        if let BlockKind::Heading(level) = open.kind {
            heading = self.parent_heading(level);
            self.last_heading = Some(index);
        }
        if matches!(open.kind, BlockKind::FrontMatter { .. }) {
            heading = None;
        }
        self.blocks.push(Block { kind: open.kind, range: block_range, heading });
    }

    /// Returns the nearest heading above of a level that a heading of `level` stands under.
    fn parent_heading(&self, level: u8) -> Option<usize> {
        let mut candidate = self.last_heading;
        while let Some(index) = candidate {
            match self.blocks[index].kind {
                BlockKind::Heading(above) if above < level => return Some(index),
                _ => candidate = self.blocks[index].heading,
            }
        }
        None
    }

    fn push_text(&mut self, text: &str, source: Range<usize>) {
        if !self.ensure_block(source.start) {
            return;
        }
        // Mostly the parser hands on the file's own bytes, which need not be compared.
        let is_verbatim =
            self.text.get(source.clone()).is_some_and(|written| std::ptr::eq(written, text) || written == text);
        let Some(mask) = self.mask_at(&source) else {
            if is_verbatim {
                self.prose.push_verbatim(text, size(source.start));
            } else {
                self.prose.push_synthetic(text, range(source.start, source.end));
            }
            return;
        };
        if !is_verbatim {
            self.mark_mask(mask);
            return;
        }
        let mut start = source.start;
        let mut index = mask;
        while let Some(mask) = self.masks.get(index).filter(|mask| mask.start < source.end).cloned() {
            if start < mask.start {
                self.prose.push_verbatim(&self.text[start..mask.start], size(start));
            }
            self.mark_mask(index);
            start = mask.end.min(source.end).max(start);
            index += 1;
        }
        self.prose.push_verbatim(&self.text[start..source.end], size(start));
    }

    /// Returns the first mask that `source` touches.
    fn mask_at(&mut self, source: &Range<usize>) -> Option<usize> {
        // The parser goes forward through the file; where it does not, the place is looked up.
        if self.next_mask.checked_sub(1).is_some_and(|before| source.start < self.masks[before].end) {
            self.next_mask = self.masks.partition_point(|mask| mask.end <= source.start);
        }
        while self.masks.get(self.next_mask).is_some_and(|mask| mask.end <= source.start) {
            self.next_mask += 1;
        }
        self.masks.get(self.next_mask).filter(|mask| mask.start < source.end).map(|_| self.next_mask)
    }

    fn mark_mask(&mut self, index: usize) {
        if self.marked_mask != Some(index) {
            self.marked_mask = Some(index);
            let mask = self.masks[index].clone();
            if self.text[mask.clone()].starts_with("{/*") {
                self.add_comments(&mask);
            } else {
                self.prose.push_synthetic(OBJECT, range(mask.start, mask.end));
            }
        }
    }

    /// Keeps the comments of a stretch of the file. They leave nothing in the prose: the words around them run on.
    fn add_comments(&mut self, source: &Range<usize>) {
        let block = self.blocks.len();
        let place = match &self.open {
            Some(_) => CommentPlace::Within { block, offset: self.prose.len() },
            None => CommentPlace::Before { block },
        };
        let found = comment::find(self.text, source.clone());
        self.comments.extend(found.map(|(range, content)| Comment { range, content, place }));
    }

    fn push_object(&mut self, source: Range<usize>) {
        if !self.ensure_block(source.start) {
            return;
        }
        if let Some(mask) = self.mask_at(&source) {
            // A tag within a shortcode is part of it.
            if self.masks[mask].start <= source.start {
                self.mark_mask(mask);
                return;
            }
        }
        self.prose.push_synthetic(OBJECT, range(source.start, source.end));
    }

    fn push_break(&mut self, source: Range<usize>) {
        if 0 < self.hidden_depth || self.is_in_code || self.open.is_none() {
            return;
        }
        if self.mask_at(&source).is_some() {
            return;
        }
        if self.text.as_bytes().get(source.start) == Some(&b'\n') {
            self.prose.push_verbatim("\n", size(source.start));
        } else {
            self.prose.push_synthetic("\n", range(source.start, source.end));
        }
    }

    fn push_code(&mut self, code: &str, source: Range<usize>) {
        if !self.ensure_block(source.start) {
            return;
        }
        let start = self.prose.len();
        let written = &self.text[source.clone()];
        let ticks = written.bytes().take_while(|byte| *byte == b'`').count();
        let inside = written.get(ticks..written.len().saturating_sub(ticks)).unwrap_or_default();
        let padding = usize::from(inside.len() == code.len() + 2);
        if inside.get(padding..inside.len() - padding) == Some(code) {
            self.prose.push_verbatim(code, size(source.start + ticks + padding));
        } else {
            self.prose.push_synthetic(code, range(source.start, source.end));
        }
        self.prose.mark_opaque_since(start);
    }

    /// A formula leaves its place; prices between two dollar signs (`$0.1/$0.3`) stay text.
    fn push_math(&mut self, formula: &str, source: Range<usize>) {
        if formula.contains(['\\', '^', '_', '{', '=']) || self.text[source.clone()].starts_with("$$") {
            self.push_object(source);
        } else if let Some(written) = self.text.get(source.clone()) {
            self.push_text(written, source);
        }
    }

    /// Keeps a sign that Markdown takes for markup though it stands in a text: `20~30亿…40~50亿`, `2*3*4`.
    fn push_sign(&mut self, at: usize) {
        let bytes = self.text.as_bytes();
        let sign = bytes[at];
        let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        let (before, after) = (at.checked_sub(1), at + 1);
        let is_single = bytes.get(after) != Some(&sign) && before.is_none_or(|before| bytes[before] != sign);
        let is_text = is_single && (sign == b'~' || (sign == b'*' && is_digit(before) && is_digit(Some(after))));
        if is_text && self.ensure_block(at) {
            self.prose.push_verbatim(&self.text[at..=at], size(at));
        }
    }
}

/// Returns whether a tag only sets type, so that the words around it run on.
fn is_type_setting(html: &str) -> bool {
    let name = html.trim_start_matches(['<', '/']);
    let name = &name[..name.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(name.len())];
    ["b", "i", "em", "strong", "span", "u", "mark", "font", "a", "ins", "abbr", "small", "big"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}
