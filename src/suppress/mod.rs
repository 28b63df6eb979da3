//! What authors switch off within a document: comments, and a key of the front matter.
//!
//! Main types: [`Suppressions`] (all of one document, with what each one kept silent), [`Suppressed`] (a finding that is not
//! reported, and why). Knows directives and places; which rules there are, and what is wrong with a directive, is for
//! `rules` to say.

mod apply;
mod front_matter;
mod grammar;
mod read;
mod scope;
#[cfg(test)]
mod tests;

pub use grammar::MalformedKind;

use chrono::NaiveDate;

use crate::diagnostic::Diagnostic;
use crate::document::Verb;
use crate::text::TextRange;

/// The key of the front matter that switches rules off for the whole file.
pub(crate) const FRONT_MATTER_KEY: &str = "factlint-disable";

/// The group of the rules about directives, which no directive switches off.
pub(crate) const GROUP: &str = "suppression";

/// What the author of a document switched off in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suppressions {
    /// Those that can be read, in order of place.
    pub directives: Vec<Directive>,
    /// Those that cannot, in order of place: they switch nothing off.
    pub malformed: Vec<Malformed>,
    /// Those that should end a block that nobody began, in order of place: the words at fault.
    pub idle_ends: Vec<IdleEnd>,
}

/// One comment, or one text of the front matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// What it does.
    pub verb: Verb,
    /// Where it stands.
    pub carrier: Carrier,
    /// Bytes of the file: all of the comment, or the text of the front matter.
    pub range: TextRange,
    /// The rules that it names.
    pub selectors: Vec<Selector>,
    /// Why, in the author's words.
    pub reason: Option<String>,
    /// The last day on which it counts.
    pub until: Option<NaiveDate>,
    /// Whether that day is over.
    pub is_expired: bool,
    /// For [`Verb::Disable`], whether an end stands below for each of its rules.
    pub is_closed: bool,
}

/// What carries a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A comment in the text.
    Comment,
    /// A comment (`# …`) in the front matter.
    FrontMatterComment,
    /// The value of a key of the front matter, or one of several.
    FrontMatterKey {
        /// Whether the key can be taken out with its line: it has this one text, and no comma parts it from the next.
        is_removable: bool,
    },
}

/// One rule, one group (`claim/*`) or `all`, as a directive names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// As written.
    pub name: String,
    /// Bytes of the file.
    pub range: TextRange,
    /// Bytes of the file in which it counts: whole lines.
    pub scope: TextRange,
    /// How many findings it kept silent, or would have before it expired.
    pub n_used: usize,
}

/// A directive that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Bytes of the file: the words at fault.
    pub range: TextRange,
    /// What is wrong.
    pub kind: MalformedKind,
}

/// An end without a beginning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdleEnd {
    /// Bytes of the file: the whole comment.
    pub range: TextRange,
    /// What carries it.
    pub carrier: Carrier,
    /// The rules that are not switched off there; none where nothing is.
    pub selectors: Vec<Selector>,
    /// Whether it ends something else.
    pub is_partly_used: bool,
}

/// A finding that is not reported.
#[derive(Clone, Debug)]
pub struct Suppressed {
    /// The finding.
    pub diagnostic: Diagnostic,
    /// What keeps it silent.
    pub by: SuppressedBy,
}

/// What keeps a finding silent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SuppressedBy {
    /// A directive in the document.
    Directive {
        /// Bytes of the file: all of the comment, or the text of the front matter.
        range: TextRange,
        /// Why, in the author's words.
        reason: Option<String>,
        /// The last day on which it counts.
        until: Option<NaiveDate>,
    },
    /// An entry of the baseline.
    Baseline,
}

impl Selector {
    /// Returns whether it names a rule, by itself or with its group or all others.
    pub fn covers(&self, rule: &str) -> bool {
        match self.name.strip_suffix("/*") {
            _ if self.name == "all" => true,
            Some(group) => rule.split_once('/').is_some_and(|(own, _)| own == group),
            None => self.name == rule,
        }
    }

    /// Returns whether it names several rules.
    pub fn is_wide(&self) -> bool {
        self.name == "all" || self.name.ends_with("/*")
    }
}

impl Suppressions {
    /// Returns whether there is nothing to say about them.
    pub fn is_empty(&self) -> bool {
        self.directives.is_empty() && self.malformed.is_empty() && self.idle_ends.is_empty()
    }
}
