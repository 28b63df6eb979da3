//! Ties a value to a name of its own sentence.

use crate::claim::Link;
use crate::claim::scene::between;
use crate::claim::sentence::Sentence;
use crate::text::{TextRange, range, size};

use super::super::View;
use super::super::candidate::Candidate;
use super::chinese::leading_noun;
use super::name::{Class, Name, Names};
use super::vocabulary::vocabulary;

/// Bytes between a value and a name of the same clause, at the most.
const MAX_GAP: usize = 400;

/// What kind of name can have a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Want {
    /// Models and other works have sizes, windows, prices and days of release.
    Thing,
    /// Companies and people raise, pay, found and join.
    Maker,
}

impl Want {
    /// Returns how well a name fits, 0 the best; `None` where it does not.
    pub(super) fn rank(self, name: &Name) -> Option<u8> {
        match (self, name.class) {
            (_, Class::Aside) => None,
            (Self::Thing, Class::Thing) | (Self::Maker, Class::Maker) => Some(0),
            (_, Class::Other) => Some(1),
            (Self::Thing, Class::Maker) => None,
            (Self::Maker, Class::Thing) => Some(2),
        }
    }
}

/// A name with how a value was tied to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tied {
    pub(super) range: TextRange,
    pub(super) link: Link,
}

/// What a sentence says of whose a value is.
pub(super) enum InSentence {
    Tied(Tied),
    /// A noun of any size: `models over 1B`.
    Generic,
    /// The sentence names nobody fitting.
    Nobody,
}

/// A value in its sentence.
pub(super) struct Place<'v, 'a> {
    pub(super) view: &'v View<'a>,
    pub(super) names: &'v Names,
    pub(super) candidate: &'v Candidate,
    pub(super) sentence: &'v Sentence,
    /// Index into the sentence's clauses.
    pub(super) clause: usize,
    pub(super) want: Want,
}

impl Place<'_, '_> {
    fn prose(&self) -> &str {
        self.view.document.prose.text()
    }

    fn text(&self, range: TextRange) -> &str {
        &self.prose()[usize::from(range.start())..usize::from(range.end())]
    }

    fn clause_range(&self) -> TextRange {
        let clause = self.sentence.clauses.get(self.clause).copied().unwrap_or(self.sentence.range);
        clause.cover(self.candidate.range)
    }

    /// Returns whose the value is as far as its sentence says.
    pub(super) fn tie(&self) -> InSentence {
        let tied = |name: TextRange, link| InSentence::Tied(Tied { range: name, link });
        if let Some(name) = self.bracketed() {
            return tied(name, Link::Adjacent);
        }
        if let Some(name) = self.possessor() {
            return tied(name, Link::Adjacent);
        }
        if let Some(name) = self.behind(false) {
            return tied(name, Link::Adjacent);
        }
        if let Some(name) = self.inside_phrase() {
            return tied(name, Link::Adjacent);
        }
        if let Some(name) = self.before() {
            return tied(name, Link::Adjacent);
        }
        if let Some(name) = self.behind(true) {
            return tied(name, Link::Adjacent);
        }
        if self.is_generic() {
            return InSentence::Generic;
        }
        if let Some(name) = self.earlier_clause() {
            return tied(name, Link::Ellipsis);
        }
        if let Some(name) = self.later() {
            return tied(name, Link::Nearest);
        }
        InSentence::Nobody
    }

    /// `GPT-3 (175B)`, `智谱的GLM（1300亿参数）`: the name right before the bracket that the value stands in.
    fn bracketed(&self) -> Option<TextRange> {
        let start = usize::from(self.candidate.range.start());
        let from =
            self.prose().ceil_char_boundary(start.saturating_sub(120)).max(usize::from(self.sentence.range.start()));
        let head = &self.prose()[from..start];
        let open = head.rfind(['(', '（'])?;
        if head[open..].contains([')', '）']) {
            return None;
        }
        let bracket = from + open;
        let in_bracket = self.names.within(range(bracket, start));
        if in_bracket.iter().any(|name| self.want.rank(name).is_some()) {
            return None;
        }
        let before =
            self.names.within(range(bracket.saturating_sub(80).max(usize::from(self.sentence.range.start())), bracket));
        let name = before.iter().rev().find(|name| self.want.rank(name).is_some())?;
        let gap = &self.prose()[usize::from(name.range.end())..bracket];
        is_filler(gap).then_some(name.range)
    }

    /// `Mistral Large 1's 32k context`, `GPT-1的1.17亿参数`: the name right before, whatever stands before it.
    fn possessor(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let name = self.last_name_before(start)?;
        self.want.rank(name)?;
        let gap = self.text(between(name.range, TextRange::empty(start)));
        let gap = gap.trim_matches([' ', '*', '_', '”', '」', '》', '"', '`', '\n']);
        matches!(gap, "的" | "'s" | "’s").then_some(name.range)
    }

    fn last_name_before(&self, place: crate::text::TextSize) -> Option<&Name> {
        let before = TextRange::new(self.sentence.range.start().min(place), place);
        self.names.within(before).last()
    }

    /// `38亿参数的Phi-3`, `the 7B DCLM base model`; with `loose` also `a 128k window for Phi-3`.
    fn behind(&self, loose: bool) -> Option<TextRange> {
        let end = self.candidate.phrase.end().max(self.candidate.range.end());
        let rest = TextRange::new(end, self.sentence.range.end().max(end));
        let after = self.names.within(rest);
        let name = after.iter().take(3).find(|name| self.want.rank(name).is_some())?;
        let gap = self.text(TextRange::new(end, name.range.start()));
        if MAX_GAP / 4 < gap.len() {
            return None;
        }
        let is_close = if loose { is_towards(gap) } else { is_attributive(gap) };
        is_close.then_some(name.range)
    }

    /// `the parameter count of GPT-3 is 175B`: the name stands inside the phrase.
    fn inside_phrase(&self) -> Option<TextRange> {
        let inside = self.names.within(self.candidate.phrase);
        inside.iter().rev().find(|name| self.want.rank(name).is_some()).map(|name| name.range)
    }

    /// The nearest fitting name before the value in its clause.
    fn before(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let clause = self.clause_range();
        let window = TextRange::new(clause.start().min(start), start);
        let names = self.names.within(window);
        let near: Vec<&Name> = names.iter().rev().take(10).collect();
        let fits = |name: &&&Name, rank: u8| {
            let gap = usize::from(start) - usize::from(name.range.end());
            self.want.rank(name) == Some(rank) && !name.is_guarded && gap < MAX_GAP
        };
        for rank in 0..=2 {
            let direct = near.iter().find(|name| fits(name, rank) && !name.is_oblique);
            if let Some(name) = direct {
                return Some(name.range);
            }
            if rank == 0
                && let Some(name) = near.iter().find(|name| fits(name, 0))
            {
                return Some(name.range);
            }
        }
        if self.want == Want::Maker {
            return self.leading_noun(clause, start);
        }
        None
    }

    /// The Chinese noun that opens the clause, for acts of companies and people.
    fn leading_noun(&self, clause: TextRange, start: crate::text::TextSize) -> Option<TextRange> {
        let dates: Vec<TextRange> =
            crate::claim::scene::inside(&self.view.analysis.dates, clause, |date| date.expression.range)
                .iter()
                .take(4)
                .map(|date| date.expression.range)
                .collect();
        leading_noun(self.prose(), clause, &dates).filter(|noun| noun.end() <= start)
    }

    /// Returns whether the value's noun stands for any of its size: `a 7B model`, `models over 1B`, `10亿以上的模型`.
    fn is_generic(&self) -> bool {
        if self.want != Want::Thing {
            return false;
        }
        let phrase = self.candidate.phrase.cover(self.candidate.range);
        let clause = self.clause_range();
        let before = self.text(TextRange::new(clause.start().min(phrase.start()), phrase.start()));
        let before = before.trim_end_matches([' ', '*', '_', '~', '约', '近', '超', '<', '>', '≥']);
        let after = &self.prose()
            [usize::from(phrase.end())..usize::from(self.sentence.range.end()).max(usize::from(phrase.end()))];
        let after = after.trim_start_matches([' ', '*', '_', '-', '\n']);
        let phrase_text = self.text(phrase);
        let is_plural = ["models", "LLMs", "networks", "transformers"].iter().any(|noun| {
            phrase_text.ends_with(noun)
                || after
                    .split(['.', ',', ';', '('])
                    .next()
                    .is_some_and(|head| head.split(' ').take(4).any(|word| word.eq_ignore_ascii_case(noun)))
        });
        let words = vocabulary();
        let is_definite = words.definite.suffix(before).is_some();
        let is_indefinite = words.indefinite.suffix(before).is_some();
        let opens_clause = before.trim_start().len() <= 2 || words.indefinite.has(before.trim());
        // In apposition to the clause before: `…, a 7B model`.
        let is_apposition = opens_clause && 0 < self.clause && is_indefinite;
        !is_definite && !is_apposition && (is_plural || is_indefinite && !words_of_being(before))
    }

    /// The subject that the clauses before carry over.
    fn earlier_clause(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start();
        let lead = self.text(TextRange::new(self.clause_range().start().min(start), start));
        let is_apposition = vocabulary().indefinite.prefix(lead.trim_start_matches([' ', '*'])).is_some();
        for (index, clause) in self.sentence.clauses[..self.clause].iter().rev().take(6).enumerate() {
            let names = self.names.within(*clause);
            if is_apposition
                && index == 0
                && let Some(last) = names.last().filter(|name| self.want.rank(name).is_some())
            {
                return Some(last.range);
            }
            if let Some(name) = topic(names, self.want) {
                return Some(name.range);
            }
            if self.want == Want::Maker
                && let Some(noun) = self.leading_noun(*clause, start)
            {
                return Some(noun);
            }
        }
        None
    }

    /// A name behind the value in its clause, or in the next where the value only leads up to it: `With 8B parameters, X`.
    fn later(&self) -> Option<TextRange> {
        let end = self.candidate.range.end();
        let clause = self.clause_range();
        let rest = TextRange::new(end, clause.end().max(end));
        if let Some(name) = topic(self.names.within(rest), self.want) {
            return Some(name.range);
        }
        let next = self.sentence.clauses.get(self.clause + 1)?;
        let lead = self.text(clause);
        let leads_up = ["With ", "At ", "Featuring ", "Boasting ", "拥有", "凭借", "仅", "以"]
            .iter()
            .any(|word| lead.starts_with(word));
        leads_up.then(|| topic(self.names.within(*next), self.want)).flatten().map(|name| name.range)
    }
}

/// Returns who a stretch is about: its first fitting name that is no yardstick and no place.
pub(super) fn topic(names: &[Name], want: Want) -> Option<&Name> {
    let near = &names[..names.len().min(16)];
    for rank in 0..=2 {
        let of_rank = || near.iter().filter(|name| want.rank(name) == Some(rank) && !name.is_guarded);
        if let Some(name) = of_rank().find(|name| !name.is_oblique).or_else(|| of_rank().next()) {
            return Some(name);
        }
    }
    None
}

/// Returns whether the text ends with a verb of being: `is a`, 是一个, `as a`.
fn words_of_being(before: &str) -> bool {
    let lower = before.to_ascii_lowercase();
    [
        "is a",
        "is an",
        "was a",
        "was an",
        "as a",
        "as an",
        "are",
        "是一个",
        "是一款",
        "是一种",
        "为一款",
        "为一个",
        ", a",
        ", an",
    ]
    .iter()
    .any(|copula| lower.ends_with(copula))
}

/// Returns whether nothing but marks and words for models stands here.
fn is_filler(gap: &str) -> bool {
    let mut rest = gap;
    loop {
        rest = rest.trim_start_matches([
            ' ', '*', '_', '”', '」', '》', '"', '`', '\n', '\u{FFFC}', ')', '）', ']', '-', '\'', '’',
        ]);
        if rest.is_empty() {
            return true;
        }
        let Some(length) = vocabulary().things.prefix(rest) else { return false };
        rest = &rest[length..];
    }
}

/// Returns whether only words that describe the name behind stand here, and no preposition: `参数的双语LLM `.
fn is_attributive(gap: &str) -> bool {
    const PREPOSITIONS: [&str; 3] = ["of", "for", "in"];
    is_towards(gap) && !gap.split([' ', '\n']).any(|word| PREPOSITIONS.contains(&word))
}

fn is_towards(gap: &str) -> bool {
    let words = vocabulary();
    let mut rest = gap;
    loop {
        rest = rest.trim_start_matches([' ', '*', '_', '“', '「', '《', '"', '`', '\n', '\u{FFFC}', '-', '[']);
        if rest.is_empty() {
            return true;
        }
        if let Some(open) = rest.chars().next().filter(|open| matches!(open, '(' | '（')) {
            let close = if open == '(' { ')' } else { '）' };
            let Some(at) = rest.find(close) else { return false };
            rest = &rest[at + close.len_utf8()..];
            continue;
        }
        let generic = words.generic.iter().filter(|stem| rest.starts_with(stem.as_str())).map(String::len).max();
        let Some(length) = words.towards.prefix(rest).max(generic) else { return false };
        rest = &rest[length..];
    }
}

/// Returns the clause of a sentence that a value stands in.
pub(super) fn clause_of(sentence: &Sentence, value: TextRange) -> usize {
    let after = sentence.clauses.partition_point(|clause| clause.start() <= value.start());
    after.saturating_sub(1)
}

/// Returns the sentence of a block that a value stands in.
pub(super) fn sentence_of(sentences: &[Sentence], value: TextRange) -> usize {
    let after = sentences.partition_point(|sentence| sentence.range.start() <= value.start());
    after.saturating_sub(1).min(size(sentences.len()).into())
}
