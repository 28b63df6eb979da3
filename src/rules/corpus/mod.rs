//! Rules about several documents: they run once, after the last document, over a small summary of each.
//!
//! Main types: [`DocumentSummary`] (what a document gives, made in any thread), [`Corpus`] (all of them, in order of path,
//! texts shared), [`CorpusRule`], [`CorpusContext`], [`CorpusFinding`]; the list is [`all`]. A rule is linear in the
//! corpus and sees no text of a document: what it needs is a field of the summary. Knows nothing of files on disk: a
//! finding names documents by their numbers, and `check` puts their files in.

mod figure;
mod intern;
mod place;
mod store;
mod summary;

use std::sync::LazyLock;

pub(crate) use figure::{Figure, Figures, Sign};
pub(crate) use intern::Symbol;
pub(crate) use place::is_language_code;
pub(crate) use store::{Corpus, Member, StoredClaim};
pub use summary::DocumentSummary;
pub(crate) use summary::{ScalarKind, SummaryClaim, SummaryScalar, file_hash, summarise};

use super::{RuleMeta, consistency, date, front_matter, integer_option};
use crate::diagnostic::Diagnostic;
use crate::message::Message;
use crate::settings::{OptionValue, Settings};
use crate::text::TextRange;

/// What a rule about several documents may look at.
#[derive(Debug)]
pub(crate) struct CorpusContext<'a> {
    /// The summaries of all documents that share a configuration.
    pub(crate) corpus: &'a Corpus,
    /// That configuration.
    pub(crate) settings: &'a Settings,
}

/// A finding about one document, with places in others.
#[derive(Clone, Debug)]
pub(crate) struct CorpusFinding {
    /// The number of the document.
    pub(crate) document: usize,
    /// What is wrong, at a place of that document.
    pub(crate) diagnostic: Diagnostic,
    /// What it does not agree with.
    pub(crate) elsewhere: Vec<Elsewhere>,
}

/// A place in another document.
#[derive(Clone, Debug)]
pub(crate) struct Elsewhere {
    /// The number of the document.
    pub(crate) document: usize,
    /// Bytes of its file.
    pub(crate) range: TextRange,
    /// A few words.
    pub(crate) message: Message,
}

/// A check of many documents.
pub(crate) trait CorpusRule: Sync {
    /// Returns what the rule says of itself.
    fn meta(&self) -> &'static RuleMeta;

    /// Reports what does not agree; the order does not matter.
    fn check(&self, context: &CorpusContext<'_>, findings: &mut Vec<CorpusFinding>);
}

impl CorpusContext<'_> {
    /// Returns the value of a whole-number option of a rule.
    pub(crate) fn integer(&self, meta: &RuleMeta, name: &str) -> i64 {
        integer_option(self.settings, meta, name)
    }

    /// Returns the value of an option that is a list of texts; empty without a configuration.
    pub(crate) fn list(&self, meta: &RuleMeta, name: &str) -> &[String] {
        match self.settings.option(meta.id, name) {
            Some(OptionValue::List(items)) => items,
            _ => &[],
        }
    }
}

impl CorpusFinding {
    /// Makes a finding.
    pub(crate) fn new(document: usize, diagnostic: Diagnostic) -> Self {
        Self { document, diagnostic, elsewhere: Vec::new() }
    }

    /// Adds a place in another document.
    #[must_use]
    pub(crate) fn with_elsewhere(mut self, document: usize, range: TextRange, message: impl Into<Message>) -> Self {
        self.elsewhere.push(Elsewhere { document, range, message: message.into() });
        self
    }
}

/// Returns the rules in the order of their names.
pub(crate) fn all() -> &'static [&'static dyn CorpusRule] {
    static ALL: LazyLock<Vec<&'static dyn CorpusRule>> =
        LazyLock::new(|| [consistency::CORPUS_RULES, date::CORPUS_RULES, front_matter::CORPUS_RULES].concat());
    &ALL
}

/// Returns the declarations of the rules, in the order of their names.
pub fn metas() -> impl Iterator<Item = &'static RuleMeta> {
    all().iter().map(|rule| rule.meta())
}
