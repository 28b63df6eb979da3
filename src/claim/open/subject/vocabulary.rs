//! General words around names, from the `names` of `lints/claims/*.yaml`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::data::{self, Node};

/// The words of all languages together; words of letters are in lower case unless said otherwise.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Words that may be capitalised and are no names.
    pub(super) common: FxHashSet<String>,
    /// Words written like names that stand for a kind of thing; capitals as written.
    pub(super) generic: FxHashSet<String>,
    /// The same, looked up at the start and the end of a text.
    pub(super) kinds: Stems,
    /// Words of the language that go on with a name where they are capitalised: `Tern Large`.
    pub(super) continues: FxHashSet<String>,
    /// Last parts of words that make a name a yardstick of them: `gull-level`.
    pub(super) tails: FxHashSet<String>,
    /// Nouns that stand for one of a family named before: version, variant.
    pub(super) members: Stems,
    pub(super) organisation_ends: Stems,
    pub(super) acts: Stems,
    /// Who does this is a person, or speaks for one.
    pub(super) speaks: Stems,
    /// A name that ends with one of these is that of no product.
    pub(super) not_things: Stems,
    /// Before a name, with its maker's people behind it, the maker is where they were: 前谷歌员工, `former Google engineers`.
    pub(super) formerly: Stems,
    pub(super) staff: Stems,
    /// Before quotation marks these make a name a likeness: 欧洲“OpenAI”.
    pub(super) likenesses: Stems,
    /// Who does this only passes on what is said.
    pub(super) reports: Stems,
    /// A header that ends with one of these says what its column holds, and is nobody's name: 规格指标, `Value`.
    pub(super) column_words: Stems,
    /// Behind a name these make it a backer, before a name so do those.
    pub(super) backs: Stems,
    pub(super) backed_by: Stems,
    /// What is bought stands behind these.
    pub(super) buys: Stems,
    pub(super) releases: Stems,
    /// After a name, these leave open whether it is that of a maker or of a thing: `Harbor models`.
    pub(super) shared: Stems,
    pub(super) yardsticks: Stems,
    pub(super) things: Stems,
    pub(super) obliques: Stems,
    pub(super) towards: Stems,
    pub(super) examples: Stems,
    pub(super) respectively: Vec<String>,
    /// Before a name of Chinese that ends its clause, these introduce it.
    pub(super) called: Vec<String>,
    pub(super) definite: Stems,
    pub(super) indefinite: Stems,
    /// Right before a size, these make it that of other models: `than 7B models`.
    pub(super) others: Stems,
    pub(super) origins: Stems,
    pub(super) inner: Stems,
    pub(super) clause_starts: Stems,
    pub(super) makers_before: Stems,
    /// Before a name these give it to what the clause before describes.
    pub(super) naming: Stems,
    /// Before a number these are no names.
    pub(super) numbered: Stems,
    /// Behind a name with its version: what it is the subject of.
    pub(super) predicates: Stems,
    /// What is done to any model of a size.
    pub(super) handled: Stems,
}

/// Words of letters, which count whole, and words of scripts without spaces, which count wherever they stand.
#[derive(Debug, Default)]
pub(super) struct Stems {
    words: FxHashSet<String>,
    /// By the first character, the longest first.
    by_first: FxHashMap<char, Vec<String>>,
    /// By the last character, the longest first.
    by_last: FxHashMap<char, Vec<String>>,
}

impl Stems {
    fn add(&mut self, word: String) {
        if word.is_ascii() {
            self.words.insert(word.to_ascii_lowercase());
        } else {
            self.add_stem(word);
        }
    }

    fn add_stem(&mut self, stem: String) {
        if let (Some(first), Some(last)) = (stem.chars().next(), stem.chars().next_back()) {
            self.by_first.entry(first).or_default().push(stem.clone());
            self.by_last.entry(last).or_default().push(stem);
        }
    }

    fn sort(&mut self) {
        for stems in self.by_first.values_mut().chain(self.by_last.values_mut()) {
            stems.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
        }
    }

    /// Returns the length of the word that `text` starts with.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        if text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            let text = &text[..text.floor_char_boundary(MAX_WORD)];
            let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.')).unwrap_or(text.len());
            let word = text[..end].trim_end_matches('.');
            return self.words.contains(&word.to_ascii_lowercase()).then_some(word.len());
        }
        self.stem_prefix(text)
    }

    /// Returns the length of the longest stem that `text` starts with, wherever the stem's word ends.
    pub(super) fn stem_prefix(&self, text: &str) -> Option<usize> {
        let stems = self.by_first.get(&text.chars().next()?)?;
        stems.iter().find(|stem| text.starts_with(stem.as_str())).map(String::len)
    }

    /// Returns the length of the word that `text` ends with.
    pub(super) fn suffix(&self, text: &str) -> Option<usize> {
        if text.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            let text = &text[text.ceil_char_boundary(text.len().saturating_sub(MAX_WORD))..];
            let before = text.char_indices().rev().find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '-');
            let word = &text[before.map_or(0, |(at, c)| at + c.len_utf8())..];
            return self.words.contains(&word.to_ascii_lowercase()).then_some(word.len());
        }
        self.stem_suffix(text)
    }

    /// Returns the length of the longest stem that `text` ends with.
    pub(super) fn stem_suffix(&self, text: &str) -> Option<usize> {
        let stems = self.by_last.get(&text.chars().next_back()?)?;
        stems.iter().find(|stem| text.ends_with(stem.as_str())).map(String::len)
    }

    /// Returns whether this is a word of the list.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains(&word.to_ascii_lowercase()) || self.stem_prefix(word) == Some(word.len())
    }
}

/// Bytes of a word that are looked at.
const MAX_WORD: usize = 32;

/// Returns the words, read on first use.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(Vocabulary::embedded);
    &VOCABULARY
}

impl Vocabulary {
    fn embedded() -> Self {
        let mut vocabulary = Self::default();
        for (_, root) in data::embedded("claims/") {
            if let Some(names) = root.get("names") {
                vocabulary.read(names);
            }
        }
        vocabulary
    }

    fn read(&mut self, names: &Node) {
        self.common.extend(texts(names, "common"));
        for word in texts(names, "generic") {
            self.kinds.add_stem(word.clone());
            self.generic.insert(word);
        }
        self.kinds.sort();
        self.continues.extend(texts(names, "continues"));
        self.tails.extend(texts(names, "tails"));
        self.respectively.extend(texts(names, "respectively"));
        self.called.extend(texts(names, "called"));
        for (key, list) in [
            ("members", &mut self.members),
            ("organisation_ends", &mut self.organisation_ends),
            ("acts", &mut self.acts),
            ("reports", &mut self.reports),
            ("speaks", &mut self.speaks),
            ("not_things", &mut self.not_things),
            ("formerly", &mut self.formerly),
            ("staff", &mut self.staff),
            ("likenesses", &mut self.likenesses),
            ("column_words", &mut self.column_words),
            ("buys", &mut self.buys),
            ("backs", &mut self.backs),
            ("backed_by", &mut self.backed_by),
            ("releases", &mut self.releases),
            ("shared", &mut self.shared),
            ("yardsticks", &mut self.yardsticks),
            ("things", &mut self.things),
            ("obliques", &mut self.obliques),
            ("towards", &mut self.towards),
            ("examples", &mut self.examples),
            ("definite", &mut self.definite),
            ("others", &mut self.others),
            ("indefinite", &mut self.indefinite),
            ("origins", &mut self.origins),
            ("inner", &mut self.inner),
            ("clause_starts", &mut self.clause_starts),
            ("makers_before", &mut self.makers_before),
            ("naming", &mut self.naming),
            ("numbered", &mut self.numbered),
            ("predicates", &mut self.predicates),
            ("handled", &mut self.handled),
        ] {
            for word in texts(names, key) {
                list.add(word);
            }
            list.sort();
        }
    }
}

fn texts(node: &Node, key: &str) -> impl Iterator<Item = String> {
    let items = node.get(key).map_or(&[][..], Node::items);
    items.iter().filter_map(|item| item.as_scalar().map(str::to_owned))
}
