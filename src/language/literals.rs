//! A few strings, all looked for at once in long texts.

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind, packed};

/// Strings that are looked for as they stand, be it inside words.
#[derive(Debug)]
pub(crate) struct Literals(Search);

#[derive(Debug)]
enum Search {
    /// On vectors, several bytes at once.
    Packed(packed::Searcher),
    /// Where there are too many strings for that, or the processor has no vectors.
    Automaton(AhoCorasick),
}

impl Literals {
    /// Takes at least one string; `None` where the strings are too many or too long to be searched for.
    pub(crate) fn new(literals: &[impl AsRef<[u8]>]) -> Option<Self> {
        let packed = packed::Config::new().builder().extend(literals).build();
        let search = match packed {
            Some(packed) => Search::Packed(packed),
            None => {
                Search::Automaton(AhoCorasickBuilder::new().match_kind(MatchKind::LeftmostFirst).build(literals).ok()?)
            }
        };
        Some(Self(search))
    }

    /// Returns where the strings start and end in a text, in order; those that overlap one before are passed over.
    pub(crate) fn find_iter<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let mut at = 0;
        std::iter::from_fn(move || {
            if text.len() < at {
                return None;
            }
            let found = match &self.0 {
                Search::Packed(packed) => packed.find_in(text, (at..text.len()).into()),
                Search::Automaton(automaton) => automaton.find(aho_corasick::Input::new(text).range(at..text.len())),
            }?;
            at = found.end().max(found.start() + 1);
            Some((found.start(), found.end()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_found_few_or_many() {
        let few: Vec<String> = ["年后", " from", "illion"].map(str::to_owned).into();
        let many: Vec<String> = few.iter().cloned().chain((0..200).map(|number| format!("#{number:03}"))).collect();
        for literals in [few, many] {
            let literals = Literals::new(&literals).expect("a few strings");
            let text = "2 million from then, 三年后";
            let found: Vec<&str> = literals.find_iter(text.as_bytes()).map(|(start, end)| &text[start..end]).collect();
            assert_eq!(found, ["illion", " from", "年后"]);
            assert_eq!(literals.find_iter(b"").count(), 0);
        }
    }
}
