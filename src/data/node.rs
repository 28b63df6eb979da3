//! The tree that all three syntaxes end in.

use std::borrow::Cow;

use crate::text::TextRange;

/// A text of a tree; those of the trees that ship in the binary stand there, and need not be copied.
pub type TreeText = Cow<'static, str>;

/// A value with its place in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Bytes of the file, quotes and brackets included.
    pub range: TextRange,
    /// What stands there.
    pub value: Value,
}

/// What a node holds.
///
/// Numbers and dates keep the text that was written: exactness is the caller's business.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false` (YAML 1.2 core schema: `no` and `yes` are texts).
    Boolean(bool),
    /// A number, as written.
    Number(TreeText),
    /// A TOML date or date-time, as written.
    Date(TreeText),
    /// A text, unescaped, and how it was written.
    Text {
        /// The text itself.
        text: TreeText,
        /// How it was written.
        style: ScalarStyle,
    },
    /// A list.
    List(Vec<Node>),
    /// A mapping in the order written; a duplicate key is dropped here and reported as a [`Problem`].
    Map(Vec<Entry>),
}

/// How a text was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarStyle {
    /// Without quotes (YAML).
    Plain,
    /// In `'` or `"`, or a multi-line string of TOML.
    Quoted,
    /// A YAML block scalar (`|`, `>`).
    Block,
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key as a text.
    pub key: TreeText,
    /// Bytes of the key in the file.
    pub key_range: TextRange,
    /// The value.
    pub value: Node,
}

/// What came out of reading a data text.
#[derive(Clone, Debug)]
pub struct Tree {
    /// The root; `None` where the text is empty or nothing could be read.
    pub root: Option<Node>,
    /// What is wrong with it, in order of place.
    pub problems: Vec<Problem>,
}

/// A defect of a data text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Bytes of the file.
    pub range: TextRange,
    /// What it is.
    pub kind: ProblemKind,
}

/// The kinds of defects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text does not follow its syntax; the message is one clause, lower case, no period.
    Syntax {
        /// What is wrong.
        message: String,
        /// What to do, where it can be told.
        help: Option<String>,
    },
    /// A key stands twice in one mapping; the range is the second one's.
    DuplicateKey {
        /// The key.
        key: String,
        /// Bytes of the first one.
        first: TextRange,
        /// Bytes of the second key and its value.
        entry: TextRange,
        /// Whether both values say the same.
        is_same_value: bool,
    },
    /// A limit was reached and the rest was not read.
    Limit {
        /// Which one, for people.
        message: String,
    },
}

impl Node {
    /// Returns the value of `key`, where this is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Returns the entry of `key`, where this is a mapping that has it.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }

    /// Returns the entries; none where this is not a mapping.
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Returns the items; none where this is not a list.
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Returns the text, where this is one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Returns what was written, for every scalar but null: text, number, boolean or date.
    pub fn as_scalar(&self) -> Option<&str> {
        match &self.value {
            Value::Text { text, .. } | Value::Number(text) | Value::Date(text) => Some(text),
            Value::Boolean(true) => Some("true"),
            Value::Boolean(false) => Some("false"),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// Returns what this is, for messages: `a text`, `a list`, ….
    pub fn kind(&self) -> &'static str {
        match self.value {
            Value::Null => "nothing",
            Value::Boolean(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::Date(_) => "a date",
            Value::Text { .. } => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a mapping",
        }
    }
}
