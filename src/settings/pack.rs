//! Packs: rules that are data, ready to be run.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, packed};
use regex::{Regex, RegexBuilder};

use crate::diagnostic::Severity;

/// Rules of packs, and the searches that tell which of their patterns can occur at all.
#[derive(Debug)]
pub struct Pack {
    /// The rules, in the order written.
    pub rules: Vec<PackRule>,
    /// For the patterns that only stand at the start or the end of a body, or in the front matter.
    pub(crate) at_edges: LiteralSearch,
    /// For the patterns that may stand anywhere.
    pub(crate) anywhere: LiteralSearch,
}

/// Finds the literals of many patterns in one pass.
#[derive(Debug)]
pub(crate) struct LiteralSearch {
    pub(crate) literals: AhoCorasick,
    /// Finds the first of them in a whole text, several times faster than the automaton; `None` where they are too many.
    pub(crate) first: Option<FirstLiteral>,
    /// For each literal: the numbers of its rule, and of its pattern in that rule.
    pub(crate) targets: Vec<(usize, usize)>,
}

/// Finds the first of a few literals, whatever the case of its ASCII letters.
#[derive(Debug)]
pub(crate) enum FirstLiteral {
    /// By parts of them.
    Parts(LiteralParts),
    /// As they are.
    Whole(regex::bytes::Regex),
}

/// Finds the first of a few literals by the parts of them that other words have least.
#[derive(Debug)]
pub(crate) struct LiteralParts {
    /// Finds the parts, in each spelling that they have.
    pub(crate) parts: packed::Searcher,
    /// For each of those spellings: the literals that have it, and the bytes before it in them.
    pub(crate) literals: Vec<Vec<(String, usize)>>,
}

impl LiteralParts {
    /// Returns the bytes of the first literal of which the part stands at `from` or behind it.
    pub(crate) fn find_at(&self, text: &str, mut from: usize) -> Option<Range<usize>> {
        let bytes = text.as_bytes();
        while let Some(part) = self.parts.find_in(bytes, (from..bytes.len()).into()) {
            let whole = self.literals[part.pattern().as_usize()].iter().find_map(|(literal, before)| {
                let start = part.start().checked_sub(*before)?;
                let range = start..start + literal.len();
                bytes.get(range.clone())?.eq_ignore_ascii_case(literal.as_bytes()).then_some(range)
            });
            if whole.is_some() {
                return whole;
            }
            from = part.start() + 1;
        }
        None
    }
}

/// A rule of a pack.
#[derive(Debug)]
pub struct PackRule {
    /// `group/name`.
    pub id: String,
    /// The level without configuration; `None` is off.
    pub level: Option<Severity>,
    /// The first sentence of its documentation.
    pub summary: String,
    /// Why it matters.
    pub why: String,
    /// What a finding says; `{match}` stands for the words that were found.
    pub message: String,
    /// What to do.
    pub help: String,
    /// Whether the line that was found can be removed (an unsafe fix).
    pub is_removable: bool,
    /// What it looks for.
    pub patterns: Vec<PackPattern>,
    /// Documents that it must report.
    pub flagged: Vec<String>,
    /// Documents that it must not report.
    pub clean: Vec<String>,
}

/// One pattern of a rule.
#[derive(Debug)]
pub struct PackPattern {
    /// Where it may stand.
    pub places: Vec<PackPlace>,
    /// Whether it must make up its whole line.
    pub is_alone: bool,
    /// The expression, as the `regex` crate reads it.
    pub regex: LazyRegex,
}

/// A regular expression that is compiled when it is needed first: most documents have no line that it could match.
#[derive(Debug, Default)]
pub struct LazyRegex {
    source: String,
    size_limit: usize,
    compiled: OnceLock<Result<Regex, String>>,
}

/// The most bytes of a compiled expression, and of the states that are made of it while it runs, where nobody says.
const MAXIMUM_COMPILED: usize = 1 << 20;

/// How deep groups may stand in groups.
const MAXIMUM_NESTING: u32 = 50;

impl LazyRegex {
    /// Makes an expression; whether it can be used shows when it is compiled.
    pub fn new(source: String) -> Self {
        Self { source, size_limit: MAXIMUM_COMPILED, compiled: OnceLock::new() }
    }

    /// Returns the expression with another bound on its bytes once it is compiled.
    #[must_use]
    pub fn with_size_limit(self, size_limit: usize) -> Self {
        Self { source: self.source, size_limit, compiled: OnceLock::new() }
    }

    /// Returns the compiled expression.
    ///
    /// # Errors
    /// If it cannot be used; the text says why, in one clause.
    pub fn get(&self) -> Result<&Regex, &str> {
        let compile = || {
            let mut builder = RegexBuilder::new(&self.source);
            builder.size_limit(self.size_limit).dfa_size_limit(self.size_limit).nest_limit(MAXIMUM_NESTING);
            // The crate draws the place in several lines; the last one says what is wrong.
            let reason = |error: regex::Error| {
                if let regex::Error::CompiledTooBig(_) = error {
                    return format!("compiled, it takes more than {} bytes (`limits.pattern-size`)", self.size_limit);
                }
                let text = error.to_string();
                text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
            };
            builder.build().map_err(reason)
        };
        self.compiled.get_or_init(compile).as_ref().map_err(String::as_str)
    }
}

/// Where a pattern may stand. Code, block quotations and lists are never looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PackPlace {
    /// In one of the first two lines of text of the body, headings among them.
    Start,
    /// In one of the last two lines of text of the body.
    End,
    /// In any line of the body.
    Anywhere,
    /// In the title, the description or another text of the front matter that readers see.
    FrontMatter,
}
