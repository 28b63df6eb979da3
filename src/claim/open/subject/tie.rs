//! Ties a value to a name of its own sentence.

use crate::claim::Link;
use crate::claim::scene::{between, inside};
use crate::claim::sentence::Sentence;
use crate::language::CueKind;
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

    /// Returns the highest rank that is sure: who acts is mostly told by the act alone.
    pub(super) fn sure(self) -> u8 {
        match self {
            Self::Thing => 0,
            Self::Maker => 1,
        }
    }

    fn is_sure(self, name: &Name) -> bool {
        self.rank(name).is_some_and(|rank| rank <= self.sure())
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
    /// The value before this one in its sentence, with whom it was tied to.
    pub(super) previous: Option<(&'v Candidate, Tied)>,
    /// Whether the value is a date, which may stand before what happened.
    pub(super) is_date: bool,
    /// Whether the value is a size, which may be that of any model.
    pub(super) is_size: bool,
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

    /// Returns whose the value is as far as its sentence says for sure.
    pub(super) fn tie(&self) -> InSentence {
        let adjacent = self
            .bracketed()
            .or_else(|| self.possessor())
            .or_else(|| self.behind(false))
            .or_else(|| self.inside_phrase())
            .or_else(|| self.back_reference())
            .or_else(|| self.before())
            .or_else(|| self.clause_subject())
            .or_else(|| self.behind(true));
        if let Some(range) = adjacent {
            return InSentence::Tied(Tied { range, link: Link::Adjacent });
        }
        if self.is_generic() {
            return InSentence::Generic;
        }
        if let Some(range) = self.same_as_before().filter(|_| !self.is_date) {
            return InSentence::Tied(Tied { range, link: Link::Ellipsis });
        }
        let near = if self.is_date {
            self.of_event().or_else(|| self.earlier_clause())
        } else {
            self.earlier_clause().or_else(|| self.led_up_to())
        };
        match near {
            Some(range) => InSentence::Tied(Tied { range, link: Link::Ellipsis }),
            None => InSentence::Nobody,
        }
    }

    /// Returns whom the sentence names that could be meant where nothing around it names anybody better.
    pub(super) fn likeliest(&self) -> Option<Tied> {
        let tied = |name: &Name| Tied { range: name.range, link: Link::Nearest };
        let clauses = || {
            std::iter::once(self.clause_range())
                .chain(self.sentence.clauses[..self.clause].iter().rev().take(4).copied())
        };
        let fitting = clauses().find_map(|clause| topic(self.names.within(clause), self.want, 2));
        let any = || {
            clauses().find_map(|clause| {
                let names = self.names.within(clause);
                names[..names.len().min(16)].iter().find(|name| name.class != Class::Aside && !name.is_guarded)
            })
        };
        fitting.or_else(any).map(tied)
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
        let named = before
            .iter()
            .rev()
            .find(|name| self.want.rank(name).is_some())
            .filter(|name| is_filler(&self.prose()[usize::from(name.range.end())..bracket]));
        // `671B parameters (37B active)`: the bracket says more of the value before it.
        let continued = self.previous.filter(|(previous, _)| {
            let end = usize::from(previous.phrase.end().max(previous.range.end()));
            end <= bracket && self.prose()[end..bracket].trim_matches([' ', '*', '的']).is_empty()
        });
        named.map(|name| name.range).or(continued.map(|(_, tied)| tied.range))
    }

    /// Whom the value before in the sentence was said of, where nobody is named since: `32B parameters, 128K context`.
    fn same_as_before(&self) -> Option<TextRange> {
        let (previous, tied) = self.previous?;
        let since = TextRange::new(previous.range.end(), self.candidate.range.start().max(previous.range.end()));
        let is_new = self.names.within(since).iter().any(|name| self.want.is_sure(name) && !name.is_guarded);
        let is_same_kind = self.names.within(tied.range).iter().any(|name| self.want.is_sure(name));
        (!is_new && is_same_kind).then_some(tied.range)
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

    /// 后者, the former: one of two named before.
    fn back_reference(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let clause = self.clause_range();
        let lead = TextRange::new(clause.start().min(start), start);
        let cues = inside(&self.view.analysis.cues, lead, |cue| cue.range);
        let cue = cues.iter().rev().find(|cue| matches!(cue.kind, CueKind::Latter | CueKind::Former))?;
        let window = TextRange::new(self.sentence.range.start().min(cue.range.start()), cue.range.start());
        let named = self.names.within(window);
        let mut fitting: Vec<&Name> =
            named.iter().rev().take(12).filter(|name| self.want.rank(name).is_some()).collect();
        fitting.dedup_by_key(|name| self.text(name.range));
        let index = usize::from(cue.kind == CueKind::Former);
        fitting.get(index).map(|name| name.range)
    }

    /// The nearest name before the value in its clause that surely fits.
    fn before(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let clause = self.clause_range();
        let window = TextRange::new(clause.start().min(start), start);
        let names = self.names.within(window);
        let near = || {
            let near = names.iter().rev().take(10);
            near.filter(|name| usize::from(start) - usize::from(name.range.end()) < MAX_GAP)
        };
        let sure = || near().filter(|name| self.want.is_sure(name) && !name.is_guarded);
        let direct = sure().find(|name| !name.is_oblique).or_else(|| sure().next());
        // `vs ChatGPT can offer $1`: with nobody else in its clause, even a yardstick is the subject.
        let only = || {
            near().find(|name| {
                self.want.is_sure(name) && usize::from(name.range.start()) < usize::from(clause.start()) + 16
            })
        };
        direct.or_else(only).map(|name| name.range)
    }

    /// The name that the clause opens with, whatever it is the name of.
    fn clause_subject(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let clause = self.clause_range();
        let window = TextRange::new(clause.start().min(start), start);
        let names = self.names.within(window);
        let first = names.first().filter(|name| self.want.rank(name).is_some_and(|rank| rank < 2) && !name.is_guarded);
        if let Some(name) = first {
            let lead = self.text(TextRange::new(window.start(), name.range.start()));
            let lead = lead.rsplit([':', '：']).next().unwrap_or(lead);
            let words = lead.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
            if words <= 1 && lead.len() < 20 && !name.is_oblique {
                return Some(name.range);
            }
        }
        if self.want == Want::Maker {
            return self.leading_noun(clause, start);
        }
        None
    }

    /// Of a date: the name behind it, in its clause or, where it stands alone, in the next: `5月13日，云雀发布`.
    fn of_event(&self) -> Option<TextRange> {
        let end = self.candidate.range.end();
        let clause = self.clause_range();
        let here = self.names.within(TextRange::new(end, clause.end().max(end)));
        let next = self.sentence.clauses.get(self.clause + 1).copied();
        let stands_alone = self.names.within(clause).is_empty();
        let after = if stands_alone { next.map_or(&[][..], |next| self.names.within(next)) } else { here };
        let sure = topic(after, self.want, if self.want == Want::Maker { 1 } else { 0 });
        if let Some(name) = sure {
            return Some(name.range);
        }
        let whole = if stands_alone { after } else { self.names.within(clause) };
        let other = whole[..whole.len().min(12)]
            .iter()
            .find(|name| name.class != Class::Aside && !name.is_guarded && !name.is_oblique);
        let noun = || {
            let own = self.leading_noun(clause, clause.end());
            own.or_else(|| next.filter(|_| stands_alone).and_then(|next| self.leading_noun(next, next.end())))
        };
        other.map(|name| name.range).or_else(noun)
    }

    /// The Chinese noun that opens the clause, for acts of companies and people.
    fn leading_noun(&self, clause: TextRange, start: crate::text::TextSize) -> Option<TextRange> {
        let dates: Vec<TextRange> = inside(&self.view.analysis.dates, clause, |date| date.expression.range)
            .iter()
            .take(4)
            .map(|date| date.expression.range)
            .collect();
        leading_noun(self.prose(), clause, &dates).filter(|noun| noun.end() <= start)
    }

    /// Returns whether the value's noun stands for any of its size: `a 7B model`, `models over 1B`, `10亿以上的模型`.
    fn is_generic(&self) -> bool {
        if !self.is_size {
            return false;
        }
        let words = vocabulary();
        let phrase = self.candidate.phrase.cover(self.candidate.range);
        let clause = self.clause_range();
        let before = self.text(TextRange::new(clause.start().min(phrase.start()), phrase.start()));
        let before = before.trim_end_matches([' ', '*', '_', '~', '约', '近', '超', '<', '>', '≥']);
        let after = self.text(TextRange::new(phrase.end(), self.sentence.range.end().max(phrase.end())));
        let after = &after[..after.floor_char_boundary(48)];
        let after = after.trim_start_matches([' ', '*', '_', '-', '\n']);
        let noun_phrase = after.split(['.', ',', ';', '(', ')', '，', '。', '（']).next().unwrap_or(after);
        let head_words = || self.text(phrase).split(' ').chain(noun_phrase.split(' ').take(4));
        let has = |nouns: &[&str]| {
            head_words().any(|word| nouns.iter().any(|noun| word.trim_matches('*').eq_ignore_ascii_case(noun)))
        };
        let is_plural = has(&["models", "LLMs", "networks", "transformers"]);
        let is_member = head_words().any(|word| words.members.has(word)) || words.members.prefix(noun_phrase).is_some();
        let is_model = is_plural || has(&["model", "LLM", "network"]) || noun_phrase.contains("模型");
        let last_words: Vec<&str> = before.rsplit([' ', '\n']).take(5).collect();
        let is_definite =
            last_words.iter().any(|word| words.definite.has(word)) || words.definite.suffix(before).is_some();
        let is_indefinite = words.indefinite.suffix(before).is_some();
        // In apposition to the clause before: `…, a 7B model`.
        let is_apposition = 0 < self.clause && words.indefinite.has(before.trim());
        if is_definite || is_member || is_apposition || !is_model {
            return false;
        }
        is_plural || is_indefinite && !is_described(before)
    }

    /// The subject that the clauses before carry over.
    fn earlier_clause(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start();
        let lead =
            self.text(TextRange::new(self.clause_range().start().min(start), start)).trim_start_matches([' ', '*']);
        let is_relative = ["which ", "who ", "that "].iter().any(|word| lead.starts_with(word));
        let is_apposition = is_relative || vocabulary().indefinite.prefix(lead).is_some();
        for (index, clause) in self.sentence.clauses[..self.clause].iter().rev().take(6).enumerate() {
            let names = self.names.within(*clause);
            if is_apposition
                && index == 0
                && let Some(last) = names.last().filter(|name| self.want.is_sure(name))
            {
                return Some(last.range);
            }
            if let Some(name) = topic(names, self.want, self.want.sure()) {
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

    /// The name of the next clause, where this one only leads up to it: `With 8B parameters, X …`.
    fn led_up_to(&self) -> Option<TextRange> {
        let next = self.sentence.clauses.get(self.clause + 1)?;
        let lead = self.text(self.clause_range());
        let leads_up = ["With ", "At ", "Featuring ", "Boasting ", "Despite ", "拥有", "凭借", "仅", "以"]
            .iter()
            .any(|word| lead.starts_with(word));
        leads_up.then(|| topic(self.names.within(*next), self.want, 0)).flatten().map(|name| name.range)
    }
}

/// Returns who a stretch is about: its first fitting name that is no yardstick and no place.
///
/// `worst` is the highest [`Want::rank`] that will do.
pub(super) fn topic(names: &[Name], want: Want, worst: u8) -> Option<&Name> {
    let near = &names[..names.len().min(16)];
    for rank in 0..=worst {
        let of_rank = || near.iter().filter(|name| want.rank(name) == Some(rank) && !name.is_guarded);
        let direct = || of_rank().filter(|name| !name.is_oblique);
        let named = direct().find(|name| !name.is_possessor).or_else(|| direct().next());
        if let Some(name) = named.or_else(|| of_rank().next()) {
            return Some(name);
        }
    }
    None
}

/// Returns whether the text ends with a verb of being and an article: `is a`, 是一个, `as a`.
fn is_described(before: &str) -> bool {
    let article = vocabulary().indefinite.suffix(before).unwrap_or(0);
    crate::claim::words().has_copula(before[..before.len() - article].trim_end().rsplit(' ').next().unwrap_or_default())
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
