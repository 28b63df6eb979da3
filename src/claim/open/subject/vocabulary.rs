//! General words around names, from the `names` of `lints/claims/*.yaml`.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::data::{self, Node};

/// The words of all languages together; words of letters are in lower case unless said otherwise.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// Words that may be capitalised and are no names.
    pub(super) common: FxHashSet<String>,
    /// Words written like names that stand for a kind of thing; capitals as written.
    pub(super) generic: FxHashSet<String>,
    /// Words of the language that go on with a name where they are capitalised: `Tern Large`.
    pub(super) continues: FxHashSet<String>,
    /// Last parts of words that make a name a yardstick of them: `gull-level`.
    pub(super) tails: FxHashSet<String>,
    /// Nouns that stand for one of a family named before: version, variant.
    pub(super) members: Stems,
    pub(super) organisation_ends: Stems,
    pub(super) acts: Stems,
    pub(super) yardsticks: Stems,
    pub(super) things: Stems,
    pub(super) obliques: Stems,
    pub(super) towards: Stems,
    pub(super) examples: Stems,
    pub(super) respectively: Vec<String>,
    pub(super) definite: Stems,
    pub(super) indefinite: Stems,
    pub(super) origins: Stems,
    pub(super) inner: Stems,
    pub(super) clause_starts: Stems,
    pub(super) makers_before: Stems,
}

/// Words of letters, which count whole, and words of scripts without spaces, which count wherever they stand.
#[derive(Debug, Default)]
pub(super) struct Stems {
    words: FxHashSet<String>,
    /// The longest first.
    stems: Vec<String>,
}

impl Stems {
    /// Returns the length of the word that `text` starts with.
    pub(super) fn prefix(&self, text: &str) -> Option<usize> {
        if text.starts_with(|first: char| first.is_ascii_alphanumeric()) {
            let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '.')).unwrap_or(text.len());
            let word = text[..end].trim_end_matches('.');
            return (word.len() < 24 && self.words.contains(&word.to_ascii_lowercase())).then_some(word.len());
        }
        self.stems.iter().find(|stem| text.starts_with(stem.as_str())).map(String::len)
    }

    /// Returns the length of the word that `text` ends with.
    pub(super) fn suffix(&self, text: &str) -> Option<usize> {
        if text.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            let start = text
                .rfind(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
            let word = &text[start..];
            return (word.len() < 24 && self.words.contains(&word.to_ascii_lowercase())).then_some(word.len());
        }
        self.stems.iter().find(|stem| text.ends_with(stem.as_str())).map(String::len)
    }

    /// Returns whether this is a word of the list.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.contains(&word.to_ascii_lowercase()) || self.stems.iter().any(|stem| stem == word)
    }
}

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
        self.generic.extend(texts(names, "generic"));
        self.continues.extend(texts(names, "continues"));
        self.tails.extend(texts(names, "tails"));
        self.respectively.extend(texts(names, "respectively"));
        for (key, list) in [
            ("members", &mut self.members),
            ("organisation_ends", &mut self.organisation_ends),
            ("acts", &mut self.acts),
            ("yardsticks", &mut self.yardsticks),
            ("things", &mut self.things),
            ("obliques", &mut self.obliques),
            ("towards", &mut self.towards),
            ("examples", &mut self.examples),
            ("definite", &mut self.definite),
            ("indefinite", &mut self.indefinite),
            ("origins", &mut self.origins),
            ("inner", &mut self.inner),
            ("clause_starts", &mut self.clause_starts),
            ("makers_before", &mut self.makers_before),
        ] {
            for word in texts(names, key) {
                if word.is_ascii() {
                    list.words.insert(word.to_ascii_lowercase());
                } else {
                    list.stems.push(word);
                }
            }
            list.stems.sort_by_key(|stem| std::cmp::Reverse(stem.len()));
        }
    }
}

fn texts(node: &Node, key: &str) -> impl Iterator<Item = String> {
    let items = node.get(key).map_or(&[][..], Node::items);
    items.iter().filter_map(|item| item.as_scalar().map(str::to_owned))
}
