//! Ties a value to a name of its own sentence.

use crate::claim::Link;
use crate::claim::scene::{between, inside};
use crate::claim::sentence::Sentence;
use crate::text::{TextRange, range, size};

use super::super::View;
use super::super::candidate::Candidate;
use super::chinese::leading_noun;
use super::class::Class;
use super::filler::{acts_between, is_attributive, is_filler, is_towards};
use super::name::{Name, Names};
use super::vocabulary::vocabulary;
use super::want::{Tied, Want, topic};

/// Bytes between a value and a name of the same clause, at the most.
pub(super) const MAX_GAP: usize = 400;

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
    /// Whether the value is what somebody is bought for.
    pub(super) is_deal: bool,
    /// Whether the value is a size, which may be that of any model.
    pub(super) is_size: bool,
}

impl Place<'_, '_> {
    pub(super) fn prose(&self) -> &str {
        self.view.document.prose.text()
    }

    pub(super) fn text(&self, range: TextRange) -> &str {
        &self.prose()[usize::from(range.start())..usize::from(range.end())]
    }

    pub(super) fn clause_range(&self) -> TextRange {
        let clause = self.sentence.clauses.get(self.clause).copied().unwrap_or(self.sentence.range);
        clause.cover(self.candidate.range)
    }

    /// Returns whose the value is as far as its sentence says for sure.
    pub(super) fn tie(&self) -> InSentence {
        let attached = self
            .is_deal
            .then(|| self.bought())
            .flatten()
            .or_else(|| self.bracketed())
            .or_else(|| self.possessor())
            .or_else(|| self.behind(false))
            .or_else(|| self.inside_phrase());
        if attached.is_none() && self.is_of_others() {
            return InSentence::Generic;
        }
        let adjacent = attached
            .or_else(|| self.back_reference())
            .or_else(|| self.named_next())
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
        let is_close = if loose { is_towards(gap) && !acts_between(gap) } else { is_attributive(gap) };
        (is_close && !self.is_modifier(name)).then_some(name.range)
    }

    /// 参数量超过1万亿的新模型，内部代号为“海燕”: the next clause gives what this one describes its name.
    fn named_next(&self) -> Option<TextRange> {
        let words = vocabulary();
        let end = self.candidate.phrase.end().max(self.candidate.range.end());
        let clause = self.clause_range();
        let rest = self.text(TextRange::new(end, clause.end().max(end)));
        let next = self.sentence.clauses.get(self.clause + 1)?;
        let name = self.names.within(*next).first()?;
        let lead = self.text(TextRange::new(next.start(), name.range.start()));
        let lead = lead.trim_end_matches([' ', '*', '“', '「', '《', '"', '『']);
        let named = words.naming.suffix(lead)?;
        let is_noun = rest.contains("模型") || self.text(self.candidate.phrase).ends_with("模型");
        (is_noun && lead.len() <= named + 12 && self.want.rank(name).is_some()).then_some(name.range)
    }

    /// `Osprey is a 1B GGML model`: a name before the noun that the clause's own subject is said to be.
    fn is_modifier(&self, name: &Name) -> bool {
        let after = self.prose()[usize::from(name.range.end())..].trim_start_matches([' ', '*']);
        let is_noun = ["model", "transformer", "architecture", "variant"].iter().any(|noun| after.starts_with(noun));
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let clause = self.clause_range();
        let lead = self.text(TextRange::new(clause.start().min(start), start)).trim_end_matches([' ', '*']);
        let has_article = lead == "a" || lead == "an" || lead.ends_with(" a") || lead.ends_with(" an");
        is_noun && has_article && (self.before().is_some() || self.earlier_clause().is_some())
    }

    /// `the parameter count of GPT-3 is 175B`: the name stands inside the phrase.
    fn inside_phrase(&self) -> Option<TextRange> {
        let inside = self.names.within(self.candidate.phrase);
        inside
            .iter()
            .rev()
            .find(|name| self.want.rank(name).is_some() && !self.is_modifier(name))
            .map(|name| name.range)
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
        let oblique = || sure().next().filter(|_| self.want != Want::Maker);
        let direct = sure().find(|name| !name.is_oblique).or_else(oblique);
        // `vs ChatGPT can offer $1`: with nobody else in its clause, even a yardstick is the subject.
        let only = || {
            near().find(|name| {
                self.want.is_sure(name) && usize::from(name.range.start()) < usize::from(clause.start()) + 16
            })
        };
        direct.or_else(only).map(|name| name.range)
    }

    /// The name that a stretch of a clause opens with, whatever it is the name of.
    pub(super) fn opening_name(&self, window: TextRange) -> Option<TextRange> {
        let names = self.names.within(window);
        // `Harbor's Gull combines …`: the first is only whose the second is.
        let owned = names.iter().take(3).find(|name| !name.is_possessor).or(names.first());
        let name = owned.filter(|name| self.want.rank(name).is_some() && !name.is_guarded && !name.is_oblique)?;
        let lead = self.text(TextRange::new(window.start(), name.range.start()));
        let lead = lead.rsplit([':', '：']).next().unwrap_or(lead);
        let words = lead.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        (words <= 1 && lead.len() < 20).then_some(name.range)
    }

    /// The name or noun that the value's clause opens with.
    fn clause_subject(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let clause = self.clause_range();
        let window = TextRange::new(clause.start().min(start), start);
        let names = self.names.within(window);
        if let Some(range) = self.opening_name(window) {
            return Some(range);
        }
        if self.want == Want::Maker {
            let other = || {
                names
                    .iter()
                    .rev()
                    .take(8)
                    .find(|name| name.class == Class::Thing && !name.is_guarded && !name.is_oblique)
            };
            return self.leading_noun(clause, start).or_else(|| other().map(|name| name.range));
        }
        None
    }

    /// The Chinese noun that opens the clause, for acts of companies and people.
    pub(super) fn leading_noun(&self, clause: TextRange, start: crate::text::TextSize) -> Option<TextRange> {
        let dates: Vec<TextRange> = inside(&self.view.analysis.dates, clause, |date| date.expression.range)
            .iter()
            .take(4)
            .map(|date| date.expression.range)
            .collect();
        leading_noun(self.prose(), clause, &dates).filter(|noun| noun.end() <= start)
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
