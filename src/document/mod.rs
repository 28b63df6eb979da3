//! A Markdown document: front matter, blocks, tables, and their prose with a map back to the file.
//!
//! Main type: [`Document`]. Parsing never fails. Knows nothing of numbers, dates or rules.

mod code_fence;
mod comment;
mod date;
mod directive;
mod fences;
mod front_matter;
mod keys;
mod line;
mod markdown;
mod mask;
mod prose;
mod repair;
#[cfg(test)]
mod tests;

pub(crate) use date::{DATE_KEYS, DateReading, file_name_date, front_matter_date, read_node};
pub use directive::Verb;
pub(crate) use directive::{Head, head};
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

/// Where front matter and Markdown stand in a file: what [`parse`] starts from, without the cost of reading the Markdown.
#[derive(Debug, Default)]
pub struct Outline {
    /// The front matter; `None` where the file has none that can be told.
    pub front_matter: Option<FrontMatter>,
    /// What is wrong with its structure.
    pub problems: Vec<FrontMatterProblem>,
    /// Bytes of the file where Markdown stands, in order.
    pub bodies: Vec<TextRange>,
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
        /// Whether the end is unmistakable: keys without a fault, a blank line, and then text without any more keys.
        is_certain: bool,
    },
    /// There are keys and a closing fence, but no opening fence.
    MissingOpening {
        /// Where an opening fence would belong: an empty range at the start of the first key's line.
        missing_at: TextRange,
    },
    /// A byte-order mark stands at the top of a file with front matter.
    ByteOrderMark {
        /// Bytes of the mark.
        range: TextRange,
    },
    /// Something stands on the lines before the front matter.
    Preceded {
        /// Bytes of those lines, up to the opening fence.
        range: TextRange,
        /// What it is.
        by: Preceding,
    },
    /// The opening fence is written more than once.
    RepeatedOpening {
        /// Bytes of the second fence and the blank lines around it, up to the first key.
        range: TextRange,
    },
    /// A fence is indented, or has another number or kind of dashes.
    MalformedFence {
        /// Bytes of the line.
        range: TextRange,
    },
    /// The fences belong to another syntax than the keys between them.
    MismatchedFences {
        /// Bytes of the opening fence.
        opening: TextRange,
        /// Bytes of the closing fence.
        closing: TextRange,
        /// The syntax that the keys are written in.
        written: Syntax,
    },
    /// A fence stands inside a text in quotes, so that the front matter ends there.
    FenceInQuotes {
        /// Bytes of the opening quote.
        quote: TextRange,
        /// Bytes of the fence.
        fence: TextRange,
        /// Bytes from the end of the text above the fence to the start of the text below it.
        gap: TextRange,
        /// Whether the text in quotes runs from a Chinese character to a Chinese character across the gap.
        is_cjk: bool,
    },
    /// The file starts with a fence that neither keys nor another fence follow.
    OpeningWithoutKeys {
        /// Bytes of the line.
        range: TextRange,
    },
    /// A slip of the hand on one line of the front matter, with what repairs it.
    Slip(Slip),
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

/// What stands before front matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preceding {
    /// Blank lines.
    BlankLines,
    /// Marks or the name of a language, such as are left over from a code fence; nothing to read.
    Remains,
    /// Words.
    Text,
}

/// A slip of the hand within front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What it is.
    pub kind: SlipKind,
    /// Bytes of the signs at fault.
    pub range: TextRange,
    /// Bytes of the line or lines that the repair concerns.
    pub lines: TextRange,
    /// The repair: ranges of the file and what belongs there, in order.
    pub repair: Vec<(TextRange, String)>,
    /// Whether the front matter cannot be read as it is, and can with all repairs.
    pub is_certain: bool,
}

/// The kinds of slips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlipKind {
    /// `：` stands where `: ` belongs.
    FullWidthColon,
    /// `“…”` or `‘…’` stand where plain quotes belong.
    TypographicQuotes,
    /// A quote that is not closed.
    UnclosedQuote,
    /// A quote that nothing opened.
    UnopenedQuote,
    /// Quotes inside quotes of the same kind.
    NestedQuotes,
    /// A text that continues after its closing quote.
    TextAfterQuote,
    /// A tab where spaces belong.
    Tab,
    /// No space after the colon of a key.
    NoSpace,
    /// A text with a sign that must be in quotes.
    Unquoted,
    /// A comma after the last value of JSON.
    TrailingComma,
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

/// Finds the front matter and the Markdown of a file.
pub fn outline(text: &str) -> Outline {
    let split = front_matter::split(text);
    let bodies = split.bodies.iter().map(|body| crate::text::range(body.start, body.end)).collect();
    Outline { front_matter: split.front_matter, problems: split.problems, bodies }
}

impl Document {
    /// Returns the prose of a block.
    pub fn block_text(&self, block: &Block) -> &str {
        self.prose.slice(block.range)
    }
}
