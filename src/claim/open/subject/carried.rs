//! Whom other clauses and values of a sentence give a value to, where its own clause names nobody.

use crate::claim::scene::inside;
use crate::language::CueKind;
use crate::text::{TextRange, size};

use super::class::Class;
use super::name::Name;
use super::tie::{MAX_GAP, Place};
use super::vocabulary::vocabulary;
use super::want::{Want, topic};

impl Place<'_, '_> {
    /// Whom the value before in the sentence was said of, where nobody is named since: `32B parameters, 128K context`.
    pub(super) fn same_as_before(&self) -> Option<TextRange> {
        let (previous, tied) = self.previous?;
        let since = TextRange::new(previous.range.end(), self.candidate.range.start().max(previous.range.end()));
        let is_new = self.names.within(since).iter().any(|name| self.want.is_sure(name) && !name.is_guarded);
        let is_same_kind = self.names.within(tied.range).iter().any(|name| self.want.is_sure(name));
        (!is_new && is_same_kind).then_some(tied.range)
    }

    /// 后者, the former: one of two named before.
    pub(super) fn back_reference(&self) -> Option<TextRange> {
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

    /// The subject that the clauses before carry over.
    pub(super) fn earlier_clause(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start();
        let lead =
            self.text(TextRange::new(self.clause_range().start().min(start), start)).trim_start_matches([' ', '*']);
        let is_relative = ["which ", "who ", "that "].iter().any(|word| lead.starts_with(word));
        let is_apposition = is_relative || vocabulary().indefinite.prefix(lead).is_some();
        for (index, clause) in self.sentence.clauses[..self.clause].iter().rev().take(6).enumerate() {
            let names = self.names.within(*clause);
            // `Harbor, a London startup, raised …`: an apposition says what its name is, and names nobody.
            let is_described = index + 1 < self.clause
                && !is_apposition
                && vocabulary().indefinite.prefix(self.text(*clause).trim_start_matches([' ', '*'])).is_some();
            if is_described {
                continue;
            }
            let ends_clause =
                |name: &&Name| usize::from(clause.end()).saturating_sub(usize::from(name.range.end())) < 4;
            if is_apposition
                && index == 0
                && let Some(last) = names
                    .last()
                    .filter(|name| self.want.is_sure(name) || ends_clause(name) && self.want.rank(name).is_some())
            {
                return Some(last.range);
            }
            // What stands behind a colon is what the clause comes to: `价格：云雀Pro，输入1元`.
            let colon = self.text(*clause).rfind(['：', ':']);
            let behind = colon.map(|at| TextRange::new(clause.start() + size(at), clause.end()));
            let behind = behind.and_then(|behind| topic(self.names.within(behind), self.want, self.want.sure()));
            if let Some(name) = behind.or_else(|| topic(names, self.want, self.want.sure())) {
                return Some(name.range);
            }
            // `in Osprey-3, only 37B of …`: what a clause of two words says it is about.
            if index == 0
                && let Some(last) =
                    names.last().filter(|name| self.want.is_sure(name) && !name.is_guarded && ends_clause(name))
                && self
                    .text(TextRange::new(clause.start(), last.range.start()))
                    .rsplit([':', '：'])
                    .next()
                    .is_some_and(|lead| lead.trim().len() <= 6)
            {
                return Some(last.range);
            }
            if self.want == Want::Maker
                && let Some(noun) = self.leading_noun(*clause, start)
            {
                return Some(noun);
            }
        }
        // A clause that is nothing but a name is a member of a list.
        let is_member = |clause: &TextRange, name: TextRange| usize::from(clause.len()) < usize::from(name.len()) + 10;
        let mut clauses = self.sentence.clauses[..self.clause].iter().enumerate().rev().take(6);
        let opening = |(index, clause): (usize, &TextRange)| {
            let name = self.opening_name(*clause)?;
            (index == 0 || self.want != Want::Maker && !is_member(clause, name)).then_some(name)
        };
        clauses.find_map(opening).or_else(|| self.means())
    }

    /// The only thing that the sentence names, though as a means: 用北辰2处理，要花5美元.
    fn means(&self) -> Option<TextRange> {
        let start = self.candidate.phrase.start().min(self.candidate.range.start());
        let window = TextRange::new(self.sentence.range.start().min(start), start);
        let near = self.names.within(window);
        let mut things = near[near.len().saturating_sub(12)..]
            .iter()
            .filter(|name| self.want == Want::Thing && self.want.rank(name) == Some(0) && !name.is_guarded);
        let first = things.next()?;
        things.all(|other| self.text(other.range) == self.text(first.range)).then_some(first.range)
    }

    /// The name of the next clause, where this one only leads up to it: `With 8B parameters, X …`.
    pub(super) fn led_up_to(&self) -> Option<TextRange> {
        let next = self.sentence.clauses.get(self.clause + 1)?;
        let lead = self.text(self.clause_range());
        let leads_up = [
            "With ",
            "At ",
            "Featuring ",
            "Boasting ",
            "Despite ",
            "Priced ",
            "Trained ",
            "Pretrained ",
            "Pre-trained ",
            "Supporting ",
            "Starting at ",
            "拥有",
            "凭借",
            "仅",
            "以",
            "同样是",
            "同样",
            "同为",
            "同是",
            "作为",
        ]
        .iter()
        .any(|word| lead.starts_with(word));
        leads_up.then(|| topic(self.names.within(*next), self.want, 0)).flatten().map(|name| name.range)
    }

    /// Of a date: the name behind it, in its clause or, where it stands alone, in the next: `5月13日，云雀发布`.
    pub(super) fn of_event(&self) -> Option<TextRange> {
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

    /// Of a price paid for somebody: who is bought, `以2亿美元收购云雀`, `the $2B acquisition of Harbor`.
    pub(super) fn bought(&self) -> Option<TextRange> {
        let sentence = self.sentence.range;
        let names = self.names.within(sentence);
        let first = names.partition_point(|name| {
            usize::from(name.range.end()) + MAX_GAP < usize::from(self.candidate.range.start())
        });
        names[first..].iter().take(12).find_map(|name| {
            let before = self.text(TextRange::new(sentence.start(), name.range.start()));
            let before = before.trim_end_matches([' ', '*', '「', '“', '《', '了']);
            let before = before.strip_suffix(" of").unwrap_or(before);
            let fits = name.class != Class::Aside && vocabulary().buys.suffix(before).is_some();
            fits.then_some(name.range)
        })
    }
}
