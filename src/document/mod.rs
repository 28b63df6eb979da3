//! A Markdown document: front matter, blocks, tables, and their prose with a map back to the file.
//!
//! Main type: [`Document`]. Parsing never fails. Knows nothing of numbers, dates or rules.

mod code_fence;
mod comment;
mod date;
mod front_matter;
mod line;
mod markdown;
mod mask;
mod prose;
#[cfg(test)]
mod tests;

pub(crate) use date::{DATE_KEYS, DateReading, file_name_date, front_matter_date, read_node};
pub use prose::{Prose, ProseBuilder};

use crate::data::{Node, Problem, Value};
use crate::text::{SourceFile, TextRange, TextSize};

/// A parsed Markdown file.
#[derive(Debug, Default)]
pub struct Document {
    /// The front matter; `None` where the file has none that can be told.
    pub front_matter: Option<FrontMatter>,
    /// What is wrong with the structure of the front matter, in order of place.
    pub problems: Vec<FrontMatterProblem>,
    /// The prose of the whole document, one text, blocks parted by blank lines.
    pub prose: Prose,
    /// The blocks in order; each is a stretch of the prose.
    pub blocks: Vec<Block>,
    /// The tables; their cells are blocks.
    pub tables: Vec<Table>,
    /// The comments (`<!-- … -->`, and `{/* … */}` in MDX), in order of place.
    pub comments: Vec<Comment>,
}

/// Metadata before the text.
#[derive(Debug)]
pub struct FrontMatter {
    /// The syntax.
    pub syntax: Syntax,
    /// Bytes of the file, fences included.
    pub range: TextRange,
    /// Bytes of the file between the fences (for JSON, the braces included).
    pub content: TextRange,
    /// The values; `None` where it is empty or could not be read at all.
    pub root: Option<Node>,
}

/// A syntax of front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Between `---` lines.
    Yaml,
    /// Between `+++` lines.
    Toml,
    /// A `{ … }` object at the start of the file.
    Json,
}

/// A structural defect of front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FrontMatterProblem {
    /// There is an opening fence and keys, but no closing fence.
    Unclosed {
        /// Bytes of the opening fence.
        opening: TextRange,
        /// Where a closing fence would belong: an empty range at the start of a line after the last key that was read.
        missing_at: TextRange,
    },
    /// The whole post stands in a Markdown code fence.
    WrappedInCodeFence {
        /// Bytes of the line of the opening code fence, its line end and blank lines after it included.
        opening: TextRange,
        /// Bytes of the line of the closing code fence, its line end included; `None` where there is none.
        closing: Option<TextRange>,
    },
    /// A defect of the data between the fences.
    Data(Problem),
}

/// A stretch of prose: a paragraph, a heading, an item, a cell.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Bytes of [`Prose::text`].
    pub range: TextRange,
    /// Index into [`Document::blocks`] of the nearest heading above, where there is one; of a heading, the nearest one
    /// of a higher rank, so that the chain leads from a section to the sections that it is in.
    pub heading: Option<usize>,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8),
    /// A paragraph, also within a list item or a quotation: see `depth`s.
    Paragraph {
        /// How many lists it is in.
        list_depth: u8,
        /// How many block quotations it is in.
        quote_depth: u8,
    },
    /// One cell of a table.
    TableCell {
        /// Index into [`Document::tables`].
        table: usize,
        /// 0 is the header row.
        row: usize,
        /// 0-based.
        column: usize,
    },
    /// A text of the front matter that readers see: the title, the description, ….
    FrontMatter {
        /// The key.
        key: String,
    },
    /// The text of a footnote.
    Footnote,
}

/// A Markdown table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// Rows of cells, the header first; each cell is an index into [`Document::blocks`].
    pub rows: Vec<Vec<usize>>,
    /// Index into [`Document::blocks`] of the nearest heading above.
    pub heading: Option<usize>,
}

/// What an author wrote for other authors or for programs; readers do not see it, and it is no part of the prose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Bytes of the file, marks included.
    pub range: TextRange,
    /// Bytes of the file between the marks.
    pub content: TextRange,
    /// Where it stands in the text.
    pub place: CommentPlace,
}

/// Where a comment stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentPlace {
    /// In a block, among its words.
    Within {
        /// Index into [`Document::blocks`].
        block: usize,
        /// Bytes of the prose before it.
        offset: TextSize,
    },
    /// On lines of its own.
    Before {
        /// Index into [`Document::blocks`] of the block that comes next; their number where none does.
        block: usize,
    },
}

/// Keys of the front matter whose texts readers see.
const READER_KEYS: [&str; 6] = ["title", "subtitle", "headline", "description", "summary", "excerpt"];

/// Parses a Markdown file.
pub fn parse(file: &SourceFile) -> Document {
    let text = file.text();
    let split = front_matter::split(text);
    let is_mdx = file.path().ends_with(".mdx");
    let mut collector = markdown::Collector::new(text, is_mdx);
    if let Some(root) = split.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref()) {
        for entry in root.entries() {
            let is_read = READER_KEYS.iter().any(|key| key.eq_ignore_ascii_case(&entry.key));
            if let (true, Value::Text { text, .. }) = (is_read, &entry.value.value) {
                collector.add_front_matter(&entry.key, text, entry.value.range);
            }
        }
    }
    for body in split.bodies {
        collector.add_markdown(body);
    }
    let (front_matter, problems) = (split.front_matter, split.problems);
    Document { front_matter, problems, ..collector.finish() }
}

impl Document {
    /// Returns the prose of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        self.prose.slice(block.range)
    }
}
