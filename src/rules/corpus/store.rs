//! All summaries of a run, in order, with each text kept once.

use chrono::NaiveDate;

use super::{DocumentSummary, Figure};

use super::intern::{Interner, Symbol};
use super::place::Place;
use super::summary::ScalarKind;
use crate::quantity::Amount;
use crate::text::TextRange;

/// The summaries of documents that share a configuration, in the order of their paths.
///
/// A hundred thousand posts take some tens of megabytes: texts are shared, and nothing of a body is kept.
#[derive(Debug, Default)]
pub(crate) struct Corpus {
    texts: Interner,
    documents: Vec<Stored>,
    scalars: Vec<Scalar>,
    figures: Vec<Figure>,
    // What the figures are written as, one after the other.
    figure_text: String,
    claims: Vec<StoredClaim>,
}

/// What is kept of a document.
#[derive(Clone, Copy, Debug)]
struct Stored {
    path: Symbol,
    section: Symbol,
    site: Symbol,
    page: Symbol,
    language: Option<Symbol>,
    date: Option<(NaiveDate, TextRange)>,
    file_name_date: Option<NaiveDate>,
    file_hash: u64,
    is_index: bool,
    // Its scalars end here, and start where those of the document before end.
    scalars_end: usize,
    // The same for its figures, for what they are written as, and for its claims.
    figures_end: usize,
    figure_text_end: usize,
    claims_end: usize,
    has_all_figures: bool,
}

/// A value that a document asserts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StoredClaim {
    /// The subject and the attribute, by their keys.
    pub(crate) subject: Symbol,
    pub(crate) attribute: Symbol,
    /// How much.
    pub(crate) amount: Amount,
    /// Whether it changes with time.
    pub(crate) changes: bool,
    /// Bytes of the file, and what stands there.
    pub(crate) range: TextRange,
    pub(crate) text: Symbol,
}

/// A scalar of some front matter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scalar {
    /// The key.
    pub(crate) key: Symbol,
    /// The value, trimmed.
    pub(crate) value: Symbol,
    /// Bytes of the file, quotes included.
    pub(crate) range: TextRange,
    /// What it is.
    pub(crate) kind: ScalarKind,
}

/// One document of a corpus.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Member<'a> {
    corpus: &'a Corpus,
    stored: &'a Stored,
    /// The number of the document.
    pub(crate) index: usize,
}

/// Keys that name the language of a page.
const LANGUAGE_KEYS: [&str; 4] = ["lang", "language", "locale", "hreflang"];

impl Corpus {
    /// Adds the next document.
    pub(crate) fn add(&mut self, path: &str, summary: &DocumentSummary) {
        let place = Place::of(path);
        for scalar in &summary.scalars {
            let (key, value) = (self.texts.intern(&scalar.key), self.texts.intern(&scalar.value));
            self.scalars.push(Scalar { key, value, range: scalar.range, kind: scalar.kind });
        }
        self.figures.extend(&summary.figures.list);
        self.figure_text.push_str(&summary.figures.text);
        for claim in &summary.claims {
            self.claims.push(StoredClaim {
                subject: self.texts.intern(&claim.subject),
                attribute: self.texts.intern(&claim.attribute),
                amount: claim.amount,
                changes: claim.changes,
                range: claim.range,
                text: self.texts.intern(&claim.text),
            });
        }
        let named = summary.scalars.iter().find(|scalar| LANGUAGE_KEYS.contains(&scalar.key.as_str()));
        let language = named.map(|scalar| scalar.value.to_lowercase()).or(place.language);
        self.documents.push(Stored {
            path: self.texts.intern(path),
            section: self.texts.intern(&place.section),
            site: self.texts.intern(&place.site),
            page: self.texts.intern(&place.page),
            language: language.map(|language| self.texts.intern(&language)),
            date: summary.date,
            file_name_date: summary.file_name_date,
            file_hash: summary.file_hash,
            is_index: place.is_index,
            scalars_end: self.scalars.len(),
            figures_end: self.figures.len(),
            figure_text_end: self.figure_text.len(),
            claims_end: self.claims.len(),
            has_all_figures: !summary.figures.is_cut,
        });
    }

    /// Returns the documents, in order.
    pub(crate) fn members(&self) -> impl Iterator<Item = Member<'_>> {
        (0..self.documents.len()).map(|index| self.member(index))
    }

    /// Returns the document of a number.
    pub(crate) fn member(&self, index: usize) -> Member<'_> {
        Member { corpus: self, stored: &self.documents[index], index }
    }

    /// Returns the text of a symbol.
    pub(crate) fn text(&self, symbol: Symbol) -> &str {
        self.texts.text(symbol)
    }
}

impl<'a> Member<'a> {
    /// Returns the path.
    pub(crate) fn path(self) -> &'a str {
        self.corpus.text(self.stored.path)
    }

    /// Returns the name of the file.
    pub(crate) fn file_name(self) -> &'a str {
        self.path().rsplit('/').next().unwrap_or_default()
    }

    /// Returns the section: documents of one folder, years and page bundles apart.
    pub(crate) fn section(self) -> Symbol {
        self.stored.section
    }

    /// Returns the folder that the site stands in, as far as the path tells.
    pub(crate) fn site(self) -> Symbol {
        self.stored.site
    }

    /// Returns what all translations of the page share of their paths.
    pub(crate) fn page(self) -> Symbol {
        self.stored.page
    }

    /// Returns the language that the front matter or else the path names, in lower case.
    pub(crate) fn language(self) -> Option<Symbol> {
        self.stored.language
    }

    /// Returns the date of the front matter, and where it stands.
    pub(crate) fn date(self) -> Option<(NaiveDate, TextRange)> {
        self.stored.date
    }

    /// Returns the date that the file name starts with.
    pub(crate) fn file_name_date(self) -> Option<NaiveDate> {
        self.stored.file_name_date
    }

    /// Returns the hash of the file's text.
    pub(crate) fn file_hash(self) -> u64 {
        self.stored.file_hash
    }

    /// Returns whether the file is the index of its folder.
    pub(crate) fn is_index(self) -> bool {
        self.stored.is_index
    }

    /// Returns the scalars of the front matter, in order.
    pub(crate) fn scalars(self) -> &'a [Scalar] {
        let start = self.index.checked_sub(1).map_or(0, |before| self.corpus.documents[before].scalars_end);
        &self.corpus.scalars[start..self.stored.scalars_end]
    }

    /// Returns the document before, where there is one.
    fn before(self) -> Option<&'a Stored> {
        self.index.checked_sub(1).map(|before| &self.corpus.documents[before])
    }

    /// Returns the figures of the text, the first ones, in order.
    pub(crate) fn figures(self) -> &'a [Figure] {
        let start = self.before().map_or(0, |before| before.figures_end);
        &self.corpus.figures[start..self.stored.figures_end]
    }

    /// Returns whether these are all that the text has.
    pub(crate) fn has_all_figures(self) -> bool {
        self.stored.has_all_figures
    }

    /// Returns what a figure is written as, by its number in the document.
    pub(crate) fn figure_text(self, number: usize) -> &'a str {
        let start = self.before().map_or(0, |before| before.figure_text_end);
        let figures = self.figures();
        let skip: usize = figures[..number].iter().map(|figure| usize::from(figure.length)).sum();
        &self.corpus.figure_text[start + skip..start + skip + usize::from(figures[number].length)]
    }

    /// Returns the values that the document asserts, in order.
    pub(crate) fn claims(self) -> &'a [StoredClaim] {
        let start = self.before().map_or(0, |before| before.claims_end);
        &self.corpus.claims[start..self.stored.claims_end]
    }

    /// Returns the value of a key, in any case, and where it stands; never an item of a list.
    pub(crate) fn value(self, key: &str) -> Option<(&'a str, &'a Scalar)> {
        let is_key = |scalar: &&Scalar| {
            scalar.kind != ScalarKind::Item && self.corpus.text(scalar.key).eq_ignore_ascii_case(key)
        };
        let scalar = self.scalars().iter().find(is_key)?;
        Some((self.corpus.text(scalar.value), scalar))
    }

    /// Returns whether the page is no page of its own: a draft, or one that leads elsewhere.
    pub(crate) fn is_unpublished(self) -> bool {
        let says = |key, word: &str| self.value(key).is_some_and(|(value, _)| value.eq_ignore_ascii_case(word));
        says("draft", "true")
            || says("published", "false")
            || says("layout", "redirect")
            || ["redirect", "redirect_to", "redirectTo", "redirect_url"].iter().any(|key| self.value(key).is_some())
            || ["/_drafts/", "/drafts/", "/archive/"].iter().any(|folder| self.path().contains(folder))
    }
}
