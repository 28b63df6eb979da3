//! Who does what to whom: the parties on both sides of a verb.

use crate::claim::mention::Mention;
use crate::claim::scene::{Scene, between};
use crate::language::CueKind;
use crate::quantity::QuantityKind;
use crate::reference::EntityIndex;
use crate::text::{TextRange, TextSize};

use super::words::{is_filler, statement_words};

/// A party in its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Party {
    pub(super) entity: EntityIndex,
    pub(super) range: TextRange,
}

/// A verb with its parties.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// Who does it; `None` where the clause leaves them out or has a pronoun.
    pub(super) agent: Option<Party>,
    /// Who it is done to.
    pub(super) object: Party,
    /// Where the agent worked when they did it: 在谷歌工作时, `while at Google`.
    pub(super) place: Option<Party>,
    /// Between the agent and the verb.
    pub(super) lead: TextRange,
    /// Between the verb and the object behind it; empty where it stands before.
    pub(super) inner: TextRange,
    /// Behind the last of verb, agent and object.
    pub(super) end: TextSize,
}

/// A sentence in which frames are looked for.
#[derive(Clone, Copy)]
pub(super) struct SentenceView<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) parties: &'a [Mention],
    pub(super) range: TextRange,
    pub(super) clauses: &'a [TextRange],
    // Dates and money, in order: they may stand anywhere.
    pub(super) transparent: &'a [TextRange],
}

impl<'a> SentenceView<'a> {
    /// Returns who does what to whom; `None` where it is not plain.
    pub(super) fn frame(&self, verb: TextRange) -> Option<Frame> {
        if self.is_in_quotation_marks(verb) {
            return None;
        }
        let frame = self.passive(verb).or_else(|| self.nominal(verb)).or_else(|| self.active(verb))?;
        let is_other = |party: Option<Party>| party.is_none_or(|party| party.entity != frame.object.entity);
        (is_other(frame.agent) && is_other(frame.place)).then_some(frame)
    }

    /// `AGENT verb OBJECT`, also with the agent left out, and `AGENT在PLACE verb OBJECT`.
    fn active(&self, verb: TextRange) -> Option<Frame> {
        let words = statement_words();
        let object = self.next_party(verb.end())?;
        let inner = between(verb, object.range);
        if !words.object.make_up(self.scene.prose, inner, self.transparent) || !self.ends_name(object.range) {
            return None;
        }
        let frame = |agent: Option<Party>, lead: TextRange, place: Option<Party>| Frame {
            agent,
            object,
            place,
            lead,
            inner,
            end: object.range.end(),
        };
        let own_clause = self.clauses.iter().find(|clause| clause.contains_range(verb))?;
        let Some(nearest) = self.last_party(verb.start()) else {
            let lead = TextRange::new(own_clause.start(), verb.start());
            return self.is_without_agent(lead).then(|| frame(None, lead, None));
        };
        // `在谷歌创建了DeepMind`, `在谷歌工作时创建了DeepMind`.
        let gap = between(nearest.range, verb);
        if let Some(at) = words.at.suffix(self.before(nearest.range))
            && !is_ascii(self.scene.text(nearest.range))
                | self.before(nearest.range).ends_with(|end: char| !end.is_ascii())
            && words.at_tail.make_up(self.scene.prose, gap, self.transparent)
        {
            let at_start = nearest.range.start() - crate::text::size(at);
            let agent = self.last_party(at_start).filter(|agent| {
                words.lead.make_up(self.scene.prose, TextRange::new(agent.range.end(), at_start), self.transparent)
            });
            return Some(frame(agent, gap, Some(nearest)));
        }
        if words.lead.make_up(self.scene.prose, gap, self.transparent) && self.is_plan_free(gap) {
            let before = self.before(nearest.range);
            let is_attributive = self.scene.text(between(verb, object.range)).trim_start().starts_with('的');
            let by = words.by.suffix(before).is_some();
            if by && !(is_attributive && ends_with_by(before)) || !by && is_anothers(before) {
                return None;
            }
            let place = self.place_before(nearest.range.start()).or_else(|| self.place_after(object.range.end()));
            return Some(frame(Some(nearest), gap, place));
        }
        if own_clause.start() < nearest.range.end() {
            return None;
        }
        let lead = TextRange::new(own_clause.start(), verb.start());
        let place = self.place_before(own_clause.start()).or_else(|| self.place_after(object.range.end()));
        self.is_without_agent(lead).then(|| frame(None, lead, place))
    }

    /// `OBJECT was verb by AGENT`, `OBJECT, verb by AGENT`, `OBJECT被AGENT verb`.
    fn passive(&self, verb: TextRange) -> Option<Frame> {
        let words = statement_words();
        let after = &self.scene.prose[usize::from(verb.end())..usize::from(self.range.end())];
        if let Some(agent) = self.next_party(verb.end())
            && let Some(gap) = after.get(..usize::from(agent.range.start() - verb.end()))
            && let Some(by) = words.by.suffix(gap.trim_end().strip_suffix("the").unwrap_or(gap))
            && is_ascii(gap)
        {
            let by_start = gap.trim_end().strip_suffix("the").unwrap_or(gap).len() - by;
            let lead = TextRange::new(verb.end(), verb.end() + crate::text::size(by_start));
            let object = self.last_party(verb.start())?;
            let is_plain = words.passive.make_up(self.scene.prose, lead, self.transparent)
                && words.passive.make_up(self.scene.prose, between(object.range, verb), self.transparent)
                && !is_anothers(self.before(object.range))
                && self.ends_name(agent.range);
            let place = None;
            return is_plain.then_some(Frame {
                agent: Some(agent),
                object,
                place,
                lead,
                inner: TextRange::empty(verb.end()),
                end: agent.range.end(),
            });
        }
        let agent = self.last_party(verb.start())?;
        let by = words.by.suffix(self.before(agent.range))?;
        let lead = between(agent.range, verb);
        let by_start = agent.range.start() - crate::text::size(by);
        let object = self.last_party(by_start)?;
        let gap = TextRange::new(object.range.end(), by_start);
        let is_done = after.is_empty()
            || after.starts_with(|next: char| !next.is_alphanumeric())
            || words.passive_tail.starts(after);
        let is_plain = is_done
            && words.lead.make_up(self.scene.prose, lead, self.transparent)
            && words.passive.make_up(self.scene.prose, gap, self.transparent)
            && !is_anothers(self.before(object.range));
        is_plain.then_some(Frame {
            agent: Some(agent),
            object,
            place: None,
            lead,
            inner: TextRange::empty(verb.end()),
            end: verb.end(),
        })
    }

    /// `AGENT's acquisition of OBJECT`, `the acquisition of OBJECT by AGENT`, `AGENT对OBJECT的收购`.
    fn nominal(&self, verb: TextRange) -> Option<Frame> {
        let words = statement_words();
        let text = self.scene.text(verb);
        if text.ends_with(" of") || text.ends_with("ment in") {
            let object = self.next_party(verb.end())?;
            let is_object = words.object.make_up(self.scene.prose, between(verb, object.range), &[]);
            if !is_object || words.not_tail.starts(self.after(object.range)) {
                return None;
            }
            if let Some(agent) = self.last_party(verb.start()) {
                let lead = between(agent.range, verb);
                let is_owner = ["'s", "’s", "' ", "’ "].iter().any(|mark| self.scene.text(lead).starts_with(mark));
                if is_owner && words.lead.make_up(self.scene.prose, lead, self.transparent) {
                    return Some(Frame {
                        agent: Some(agent),
                        object,
                        place: None,
                        lead,
                        inner: TextRange::empty(verb.end()),
                        end: object.range.end(),
                    });
                }
            }
            // `no acquisition of X by Y`, `the failed acquisition of X by Y`.
            let lead = self.before(verb);
            let word = lead.trim_end_matches(is_filler).rsplit([' ', '\n', '*', '_']).next().unwrap_or_default();
            let is_plain = word.is_empty() || words.lead.prefix(word) == Some(word.len());
            let agent = self.next_party(object.range.end()).filter(|_| is_plain && !lead.ends_with('-'))?;
            let gap = self.scene.text(between(object.range, agent.range)).trim();
            let lead = TextRange::empty(verb.start());
            let is_agent = words.by.has(gap) && self.ends_name(agent.range);
            return is_agent.then_some(Frame {
                agent: Some(agent),
                object,
                place: None,
                lead,
                inner: TextRange::empty(verb.end()),
                end: agent.range.end(),
            });
        }
        let object = self.last_party(verb.start())?;
        let before = self.before(object.range);
        let gap = self.scene.text(between(object.range, verb)).trim_matches(is_filler);
        let toward = match gap {
            "的" => words.toward.suffix(before)?,
            "" => words.toward_verb.suffix(before)?,
            _ => return None,
        };
        let agent = self.last_party(object.range.start())?;
        let lead = TextRange::new(agent.range.end(), object.range.start() - crate::text::size(toward));
        let is_plain = words.lead.make_up(self.scene.prose, lead, self.transparent);
        is_plain.then_some(Frame {
            agent: Some(agent),
            object,
            place: None,
            lead,
            inner: TextRange::empty(verb.end()),
            end: verb.end(),
        })
    }

    /// Returns the place of work that is named before a place in the sentence: 在谷歌工作时，….
    fn place_before(&self, end: TextSize) -> Option<Party> {
        let words = statement_words();
        let place = self.last_party(end)?;
        words.at.suffix(self.before(place.range))?;
        let gap = TextRange::new(place.range.end(), end);
        words.at_tail.make_up(self.scene.prose, gap, self.transparent).then_some(place)
    }

    /// Returns the place of work that is named right after a place in the sentence: `… while at Google`.
    fn place_after(&self, start: TextSize) -> Option<Party> {
        let place = self.next_party(start)?;
        let gap = self.scene.text(TextRange::new(start, place.range.start()));
        (statement_words().at_after.has(gap) && self.ends_name(place.range)).then_some(place)
    }

    /// Returns whether what stands before the verb in its clause leaves out who does it, or has a pronoun.
    fn is_without_agent(&self, lead: TextRange) -> bool {
        let anaphors =
            self.scene.cues.iter().filter(|cue| cue.kind == CueKind::Anaphor && lead.contains_range(cue.range));
        let mut transparent: Vec<TextRange> = self.transparent.to_vec();
        transparent.extend(anaphors.map(|cue| cue.range));
        transparent.sort_by_key(|range| range.start());
        statement_words().lead.make_up(self.scene.prose, lead, &transparent) && self.is_plan_free(lead)
    }

    /// Returns whether a gap is without `to`, which makes a plan of the verb where no price was paid or agreed on.
    fn is_plan_free(&self, gap: TextRange) -> bool {
        let mut words = self.scene.text(gap).split(|c: char| !c.is_ascii_alphanumeric());
        let is_agreed = |word: &str| matches!(word, "paid" | "spent" | "spends" | "pays" | "agreed");
        !words.clone().any(|word| word == "to") || words.any(is_agreed)
    }

    /// Returns whether the sentence says that a deal was not quite what it is called.
    pub(super) fn is_qualified(&self) -> bool {
        statement_words().qualifiers.stands_in(self.scene.text(self.range))
    }

    /// Returns whether a name ends where its range does, and nothing makes it a part of something else.
    fn ends_name(&self, name: TextRange) -> bool {
        let words = statement_words();
        let mut rest = self.after(name).trim_start_matches(['*', '_', '”', '"', '」', '》']);
        loop {
            if words.not_tail.starts(rest) || self.shares_noun(name) {
                return false;
            }
            let trimmed = rest.trim_start_matches(' ');
            let Some(first) = trimmed.chars().next() else { return true };
            if !first.is_alphanumeric() {
                return !matches!(first, '、' | '-' | '/' | '&' | '\'' | '’' | '+');
            }
            let is_noun = ["AI", "ai", "人工智能", "实验室", "公司", "研究院", "Inc"].into_iter();
            let noun = is_noun.filter(|noun| trimmed.starts_with(noun)).map(str::len).max();
            match noun {
                Some(length) => rest = &trimmed[length..],
                None => {
                    let starts_date = self
                        .transparent
                        .iter()
                        .any(|range| usize::from(range.start()) == self.scene.prose.len() - self.rest_from(trimmed));
                    return starts_date || words.tail.prefix(trimmed).is_some();
                }
            }
        }
    }

    /// Returns whether a name is joined to another with which it shares a noun: `DeepMind and Meta alumni`.
    fn shares_noun(&self, name: TextRange) -> bool {
        let Some(next) = self.next_party(name.end()) else { return false };
        let gap = self.scene.text(between(name, next.range)).trim_matches(is_filler);
        matches!(gap, "and" | "or" | "和" | "与" | "及" | "、" | "&" | ",")
            && statement_words().not_tail.starts(self.after(next.range))
    }

    /// Returns how many bytes of the prose are left where `rest`, a tail of this sentence, starts.
    fn rest_from(&self, rest: &str) -> usize {
        rest.len() + (self.scene.prose.len() - usize::from(self.range.end()))
    }

    pub(super) fn is_in_quotation_marks(&self, verb: TextRange) -> bool {
        let is_mark =
            |character: char| matches!(character, '“' | '”' | '"' | '\'' | '‘' | '’' | '「' | '」' | '『' | '』');
        let before = self.scene.prose[..usize::from(verb.start())].trim_end_matches(is_filler);
        let after = self.scene.prose[usize::from(verb.end())..].trim_start_matches(is_filler);
        before.ends_with(is_mark) || after.starts_with(is_mark)
    }

    fn next_party(&self, from: TextSize) -> Option<Party> {
        let mention = self.parties.iter().find(|mention| from <= mention.range.start())?;
        Some(Party { entity: mention.entity?, range: mention.range })
    }

    pub(super) fn last_party(&self, to: TextSize) -> Option<Party> {
        let mention = self.parties.iter().rfind(|mention| mention.range.end() <= to)?;
        Some(Party { entity: mention.entity?, range: mention.range })
    }

    pub(super) fn before(&self, place: TextRange) -> &str {
        self.scene.text(TextRange::new(self.range.start(), place.start()))
    }

    pub(super) fn after(&self, place: TextRange) -> &str {
        self.scene.text(TextRange::new(place.end(), self.range.end()))
    }

    /// Returns the price that is named for the deal: between its parties, or right behind them.
    pub(super) fn price(&self, frame: &Frame) -> Option<&'a crate::quantity::Quantity> {
        let words = statement_words();
        let mut money = self.scene.quantities.iter().filter(|quantity| quantity.kind == QuantityKind::Money);
        let is_price = |quantity: &crate::quantity::Quantity| !words.not_price.starts(self.after(quantity.range));
        let inside: Vec<_> = money
            .clone()
            .filter(|quantity| frame.lead.contains_range(quantity.range) || frame.inner.contains_range(quantity.range))
            .collect();
        match inside.as_slice() {
            [only] => return is_price(only).then_some(*only),
            [] => {}
            _ => return None,
        }
        let behind = money.find(|quantity| frame.end <= quantity.range.start())?;
        let start = behind.operator_range.map_or(behind.range, |operator| operator.cover(behind.range)).start();
        let gap = TextRange::new(frame.end, start.max(frame.end));
        (u32::from(gap.len()) <= 60 && words.price.make_up(self.scene.prose, gap, &self.dates()) && is_price(behind))
            .then_some(behind)
    }

    /// Returns whether the words before a name make it somebody else than who does it.
    pub(super) fn is_anothers(&self, name: TextRange) -> bool {
        is_anothers(self.before(name)) || is_named_as_agent(self.before(name))
    }

    fn dates(&self) -> Vec<TextRange> {
        self.scene.dates.iter().map(|date| date.expression.range).collect()
    }
}

/// Returns whether a text ends with a word that names who does it in the attributive form: 由谷歌创立的DeepMind.
fn ends_with_by(text: &str) -> bool {
    text.trim_end_matches(is_filler).ends_with(['由', '被'])
}

/// Returns whether the words before a name make it the one by whom it was done: 被, 由, `by`.
pub(super) fn is_named_as_agent(before: &str) -> bool {
    statement_words().by.suffix(before).is_some()
}

/// Returns whether the words before a name make it somebody else than who does it, or whom it is done to.
fn is_anothers(before: &str) -> bool {
    let words = statement_words();
    words.whose.suffix(before).is_some() && words.not_whose.suffix(before).is_none()
}

fn is_ascii(text: &str) -> bool {
    text.is_ascii()
}
