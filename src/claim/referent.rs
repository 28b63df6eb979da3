//! Who a clause is about that does not say so itself: what the clause before named, a pronoun, the heading, what follows.

use crate::language::CueKind;
use crate::text::TextRange;

use super::frame::SentenceReader;
use super::scene::{Scene, Topic, between};
use super::words::words;
use super::{Claim, Link, Mention, Subject};

/// Returns whether a name is what something else is measured by: `规模是GPT-3的三倍`, `a tenth the size of GPT-3`.
pub(super) fn is_measure(scene: &Scene<'_>, name: TextRange) -> bool {
    let start = usize::from(name.start());
    let head = &scene.prose[scene.prose.ceil_char_boundary(start.saturating_sub(24))..start];
    let tail = &scene.prose[usize::from(name.end())..];
    let near = tail.char_indices().nth(8).map_or(tail, |(at, _)| &tail[..at]);
    let near = near.split(['，', '。', ',', '；', '\n']).next().unwrap_or_default();
    let is_multiple = !near.is_ascii()
        && ["倍", "分之"].iter().any(|word| {
            memchr::memmem::find(near.as_bytes(), word.as_bytes()).is_some_and(|at| {
                let number = near[..at].trim_start_matches(['的', ' ']);
                number.chars().all(|character| "一二两三四五六七八九十百千几半数0123456789. ".contains(character))
            })
        });
    is_multiple || words().makes_measure(head)
}

impl SentenceReader<'_, '_> {
    /// Returns who a clause goes on with that names nobody.
    ///
    /// What stands in apposition is said of the name right before it (`xAI released Grok-1, a 314B model`); where another
    /// name stands there (`Grok-1 and later Pebble, a …`), it is said of that one.
    pub(super) fn carried_into(
        &self,
        scene: &Scene<'_>,
        clause: TextRange,
        index: usize,
        ending: Option<Topic>,
        carried: Option<(Topic, Link)>,
    ) -> Option<(Topic, Link)> {
        let text = scene.text(clause);
        let Some(before) = index.checked_sub(1).map(|index| self.sentence.clauses[index]) else { return carried };
        if !text.starts_with(|first: char| first.is_ascii_lowercase()) {
            return carried;
        }
        if ["which ", "who ", "that ", "whose "].iter().any(|relative| text.starts_with(relative)) {
            let nearest = self.scene.within(before).mentions.last()?;
            return nearest.topic().map(|topic| (topic, Link::Ellipsis));
        }
        if let Some(ending) = ending {
            return Some((ending, Link::Ellipsis));
        }
        let word = scene.text(before).rsplit(' ').next().unwrap_or_default();
        let ends_with_name = word.starts_with(|first: char| first.is_ascii_uppercase());
        let opens_with_article = ["a ", "an ", "the "].iter().any(|article| text.starts_with(article));
        carried.filter(|_| !ends_with_name && !opens_with_article)
    }

    /// Returns who a clause is about, and how that is known.
    pub(super) fn opening(
        &self,
        scene: &Scene<'_>,
        last: Option<Topic>,
        carried: Option<(Topic, Link)>,
    ) -> Option<(Topic, Link)> {
        let anaphor = scene.cues.iter().find(|cue| {
            matches!(cue.kind, CueKind::Anaphor | CueKind::Latter | CueKind::Former)
                && !self.is_guarded(scene, cue.range)
                && !is_determiner(scene, cue.range)
        });
        // `腾讯混元的Hunyuan-Large`: the first name only says whose the second is.
        let is_owner = |mention: &Mention| {
            scene.mentions.iter().any(|next| {
                mention.range.end() <= next.range.start()
                    && (matches!(scene.text(between(mention.range, next.range)), "的" | "'s " | "’s ")
                        || is_family_before(scene, mention, next))
            })
        };
        let mut free =
            scene.mentions.iter().filter(|mention| !self.is_guarded(scene, mention.range) && !is_owner(mention));
        // `Mistral发布Mistral NeMo`: an umbrella's name is its maker's too.
        let is_umbrella = |mention: &Mention| {
            mention.entity.is_some_and(|entity| scene.tables.entity(entity).kind.as_deref() == Some("series"))
        };
        let named = free.clone().find(|mention| !is_umbrella(mention)).or_else(|| free.next());
        if let Some(anaphor) = anaphor
            && named.is_none_or(|named| anaphor.range.start() < named.range.start())
        {
            let topic = match anaphor.kind {
                CueKind::Latter => self.named_before(anaphor.range, 0),
                CueKind::Former => self.named_before(anaphor.range, 1),
                // `Titan X is no RTX 3090, it had …`: nobody in sight of the tables.
                _ => {
                    let is_yardstick = |mention: &Mention| {
                        mention.range.end() <= anaphor.range.start() && is_measure(&self.scene, mention.range)
                    };
                    last.filter(|_| !self.scene.mentions.iter().any(is_yardstick))
                }
            };
            return topic.map(|topic| (topic, Link::Anaphor));
        }
        match named {
            Some(named) => named.topic().map(|topic| (topic, Link::Adjacent)),
            None => carried,
        }
    }

    pub(super) fn is_guarded(&self, scene: &Scene<'_>, range: TextRange) -> bool {
        // `GPT-4 is not far behind: GLM-4.5 has …`: a colon starts afresh.
        let starts_afresh = |guard: TextRange| {
            let gap = scene.text(between(guard, range));
            gap.find([':', '：']).is_some_and(|at| 0 < at)
        };
        let is_behind = scene.guard().is_some_and(|guard| guard.end() <= range.start() && !starts_afresh(guard));
        is_behind || is_measure(scene, range)
    }

    /// Returns the `index`-th different subject named in this sentence before `place`, counted backwards from 0.
    fn named_before(&self, place: TextRange, index: usize) -> Option<Topic> {
        let here = self.scene.mentions.partition_point(|mention| mention.range.end() <= place.start());
        let here = different(&self.scene.mentions[..here])?;
        if 2 <= here.len() {
            return here.get(index).copied();
        }
        // `它比Llama 2大得多，后者…`: the pronoun is the former.
        if let ([only], 0) = (here.as_slice(), index)
            && self.scene.cues.iter().any(|cue| cue.kind == CueKind::Anaphor && cue.range.end() <= only.range.start())
        {
            return Some(*only);
        }
        // `… and …. The former …`: the two that the sentence before names, and only where it names two.
        let earlier = different(self.earlier?.mentions)?;
        (here.is_empty() && earlier.len() == 2).then(|| earlier[index])
    }

    /// Returns who a clause that only gives a value is about, where the next clause opens with the name: `With 176B
    /// parameters, BLOOM …`.
    pub(super) fn led_in(&self, scene: &Scene<'_>, clause: TextRange, index: usize) -> Option<Topic> {
        let text = scene.text(clause);
        let next = *self.sentence.clauses.get(index + 1)?;
        let opens = words()
            .lead_ins
            .iter()
            .any(|word| text.strip_prefix(word.as_str()).is_some_and(|rest| !word.is_ascii() || rest.starts_with(' ')));
        if !opens || !scene.mentions.is_empty() {
            return None;
        }
        let value = scene.quantities.first()?.range;
        let after = self.scene.within(next);
        let name = after.mentions.first().filter(|name| self.opens(&after, next, name))?;
        let is_light = scene.is_light_between(TextRange::empty(clause.start()), value)
            && scene.is_light_between(value, TextRange::empty(clause.end()));
        // `With 176B parameters, BLOOM's rival …` is about the rival.
        let is_owner =
            ["'s", "’s", "的"].iter().any(|mark| scene.prose[usize::from(name.range.end())..].starts_with(mark));
        name.topic().filter(|_| is_light && !is_owner)
    }

    /// Returns whether a clause opens with a name.
    fn opens(&self, scene: &Scene<'_>, clause: TextRange, name: &Mention) -> bool {
        scene.is_light_between(TextRange::empty(clause.start()), name.range) && !self.is_guarded(scene, name.range)
    }

    /// Returns whose day of an event a clause without a name gives: `…，2022年8月4日发布`, `It was released on …`.
    ///
    /// An event may be anybody's, so that it takes more than for a number: this sentence said something of the subject
    /// before, or its name ends the clause before, or a pronoun stands for what the last sentence was about.
    pub(super) fn told_of(
        &self,
        scene: &Scene<'_>,
        clause: TextRange,
        carried: Option<(Topic, Link)>,
        ending: Option<Topic>,
        described: Option<Topic>,
    ) -> Option<(Topic, Link)> {
        if !scene.mentions.is_empty() {
            return None;
        }
        if let Some(anaphor) = scene.cues.iter().find(|cue| is_pronoun(cue.kind)) {
            let text = scene.text(anaphor.range).to_ascii_lowercase();
            if words().makers.iter().any(|maker| text.contains(maker.as_str())) {
                return None;
            }
            let opening = TextRange::empty(clause.start());
            let topic = match anaphor.kind {
                CueKind::Latter => self.named_before(anaphor.range, 0),
                CueKind::Former => self.named_before(anaphor.range, 1),
                _ => described.or(self.described),
            };
            return topic
                .filter(|_| scene.is_light_between(opening, anaphor.range))
                .map(|topic| (topic, Link::Anaphor));
        }
        // `**Falcon 180B** – …. Released September 6, 2023.`: a sentence that is no more than the event.
        let opens_with_event = || {
            let is_event = |attribute: &super::scene::AttributeMention| {
                attribute.range.start() == clause.start() && attribute.dimension == crate::reference::Dimension::Date
            };
            self.sentence.clauses.len() == 1 && scene.attributes.iter().any(is_event)
        };
        if carried.is_none() && described.is_none() && ending.is_none() && opens_with_event() {
            return self.described.map(|topic| (topic, Link::Ellipsis));
        }
        match carried {
            Some((topic, Link::Structure)) => Some((topic, Link::Structure)),
            // `…, which shipped in March 2022`: of the name right before.
            Some((topic, Link::Ellipsis)) if scene.text(clause).starts_with("which ") => Some((topic, Link::Ellipsis)),
            _ => described.or(ending).map(|topic| (topic, Link::Ellipsis)),
        }
    }
}

/// Returns whether the next clause may go on with a name of this one: it is no means (`用GPT-4生成数据，…`), no yardstick,
/// and not merely whose something is (`Llama 2的竞品，…`).
pub(super) fn goes_on(scene: &Scene<'_>, clause: TextRange, topic: Topic) -> bool {
    if !clause.contains_range(topic.range) {
        return true;
    }
    let head = scene.text(TextRange::new(clause.start(), topic.range.start()));
    let tail = TextRange::new(topic.range.end(), clause.end());
    let text = scene.text(tail);
    let mark = ["的", "'s", "’s"].into_iter().find(|mark| text.starts_with(mark));
    let is_owner = mark.is_some_and(|mark| {
        let rest = &text[mark.len()..];
        let noun = crate::text::size(usize::from(tail.start()) + mark.len() + (rest.len() - rest.trim_start().len()));
        let is_attribute = scene.attributes.iter().any(|attribute| attribute.range.contains(noun));
        let is_value = scene.quantities.iter().any(|quantity| quantity.range.contains(noun));
        !is_attribute && !is_value && words().light_prefix(rest.trim_start()).is_none()
    });
    !is_owner && !words().makes_means(head) && !words().makes_yardstick(head)
}

/// Returns whether a name is that of the family that the next one belongs to, with nothing but a noun between:
/// `混元大模型Hunyuan-Large`.
fn is_family_before(scene: &Scene<'_>, family: &Mention, next: &Mention) -> bool {
    let (Some(above), Some(entity)) = (family.entity, next.entity) else { return false };
    let gap = scene.text(between(family.range, next.range)).trim();
    let is_noun = gap.is_empty() || words().heads.iter().any(|head| head == gap);
    is_noun && above != entity && scene.tables.ancestors(entity).any(|ancestor| ancestor == above)
}

pub(super) fn known(topic: Option<Topic>, link: Link) -> Subject {
    topic.map_or(Subject::Unknown, |topic| Subject::Known { entity: topic.entity, range: topic.range, link })
}

fn is_pronoun(kind: CueKind) -> bool {
    matches!(kind, CueKind::Anaphor | CueKind::Latter | CueKind::Former)
}

/// Returns the subject that the last claim was about.
pub(super) fn described(claims: &[Claim]) -> Option<Topic> {
    match claims.last()?.subject {
        Subject::Known { entity, range, link } if link != Link::Nearest => Some(Topic { entity, range }),
        _ => None,
    }
}

/// Returns the only subject that claims are about.
pub(super) fn only_described(claims: &[Claim]) -> Option<Topic> {
    let first = described(claims)?;
    let is_same = |claim: &Claim| matches!(claim.subject, Subject::Known { entity, .. } if entity == first.entity);
    claims.iter().all(is_same).then_some(first)
}

/// Returns the subject that a sentence opens with.
pub(super) fn topic_at_start(scene: &Scene<'_>, sentence: TextRange) -> Option<Topic> {
    let first = scene.mentions.first()?;
    let opens = scene.is_light_between(TextRange::empty(sentence.start()), first.range);
    let has_guard = scene.guard().is_some_and(|guard| guard.start() < first.range.start());
    first.topic().filter(|_| opens && !has_guard)
}

/// Returns the different subjects of names, the last first; `None` where one is not known.
pub(super) fn different(mentions: &[Mention]) -> Option<Vec<Topic>> {
    let mut seen: Vec<Topic> = Vec::new();
    for mention in mentions.iter().rev().take(8) {
        let topic = mention.topic()?;
        if seen.iter().all(|other| other.entity != topic.entity) {
            seen.push(topic);
        }
    }
    Some(seen)
}

/// Returns whether a pronoun only says whose the next name is: `its predecessor Phi-2`.
fn is_determiner(scene: &Scene<'_>, pronoun: TextRange) -> bool {
    let next = scene.mentions.iter().find(|mention| pronoun.end() <= mention.range.start());
    next.is_some_and(|next| {
        let text = scene.text(TextRange::new(pronoun.start(), next.range.start()));
        text.split_ascii_whitespace().nth(1).is_some() && words().describes(text)
    })
}
