//! Claims of one block of prose: which number is which attribute of whom.

use crate::language::CueKind;
use crate::reference::AttributeIndex;
use crate::text::TextRange;

use super::bind::{Binding, bind, is_in_brackets};
use super::event::events;
use super::in_turn::{is_paired, paired};
use super::modality::{hedge_restated, settle_modality};
use super::scene::{Scene, Topic, between, inside};
use super::sentence::Sentence;
use super::words::words;
use super::{Claim, ClaimValue, Link, Mention, Modality, Subject};

/// Reads the claims of a block's sentences; `heading` is the subject that the heading above names.
pub(crate) fn claims_of_block(
    scene: &Scene<'_>,
    sentences: &[Sentence],
    block: usize,
    heading: Option<Topic>,
    claims: &mut Vec<Claim>,
) {
    let first_of_block = claims.len();
    let mut topic = None;
    let mut before: Option<TextRange> = None;
    for sentence in sentences {
        let inner = scene.within(sentence.range);
        let first_claim = claims.len();
        let earlier = before.map(|range| scene.within(range));
        let described = described(&claims[first_of_block..]).or_else(|| earlier.and_then(|scene| topic_at_start(&scene, before?)));
        let reader = SentenceReader { scene: inner, earlier, described: described.filter(|_| before.is_some()), sentence, block };
        topic = reader.read(topic, heading, claims).or(topic);
        before = Some(sentence.range);
        settle_modality(&inner, sentence, &mut claims[first_claim..]);
        hedge_restated(&inner, sentence, &mut claims[first_of_block..first_claim]);
    }
}

struct SentenceReader<'s, 'a> {
    scene: Scene<'a>,
    /// The sentence before, for 前者 and 后者.
    earlier: Option<Scene<'a>>,
    /// Who the sentence before says something of, or opens with: only that one is meant by `It was released on …`.
    described: Option<Topic>,
    sentence: &'s Sentence,
    block: usize,
}

impl<'a> SentenceReader<'_, 'a> {
    /// Reads the claims, and returns who the sentence was about in the end.
    ///
    /// `before` is the subject last spoken of, for pronouns.
    fn read(&self, before: Option<Topic>, heading: Option<Topic>, claims: &mut Vec<Claim>) -> Option<Topic> {
        let mut last = before;
        let mut carried = heading.map(|topic| (topic, Link::Structure));
        // The name that ends the clause before.
        let mut ending: Option<Topic> = None;
        let mut last_attribute: Option<AttributeIndex> = None;
        let pairs = paired(&self.scene, self.sentence);
        for pair in &pairs {
            let quantity = &self.scene.quantities[pair.quantity];
            let value = ClaimValue::Amount { value: quantity.value, operator: quantity.operator, unit: quantity.unit };
            claims.push(self.claim(pair.value, known(pair.topic, Link::Adjacent), vec![pair.attribute], value));
        }
        let first_claim = claims.len();
        for (index, clause) in self.sentence.clauses.iter().enumerate() {
            let scene = self.scene.within(*clause);
            if scene.is_overcrowded() {
                (carried, ending) = (None, None);
                continue;
            }
            let carried_here = self.carried_into(&scene, *clause, index, ending, carried);
            let opening = self.opening(&scene, last, carried_here);
            let bindings = bind(&scene, *clause, last_attribute);
            let lead_in = self.led_in(&scene, *clause, index);
            for binding in bindings.iter().filter(|binding| !is_paired(&pairs, &scene, binding)) {
                let quantity = &scene.quantities[binding.quantity];
                let value =
                    ClaimValue::Amount { value: quantity.value, operator: quantity.operator, unit: quantity.unit };
                let subject = match lead_in {
                    Some(topic) => known(Some(topic), Link::Ellipsis),
                    None => self.subject(&scene, *clause, binding, opening, carried_here),
                };
                claims.push(self.claim(quantity.range, subject, vec![binding.attribute], value));
            }
            let clause_before = index.checked_sub(1).map(|index| self.sentence.clauses[index]);
            let before = clause_before.map(|range| (self.scene.within(range), range));
            let elliptic = self.told_of(&scene, *clause, carried_here, ending, described(&claims[first_claim..]));
            for event in events(&scene, *clause, before, elliptic) {
                let subject = known(Some(event.topic), event.link);
                claims.push(self.claim(event.range, subject, event.attributes, event.value));
            }
            // What a part has, or brackets add, is not what the next clause goes on with.
            let is_inner = words().inner_openings.iter().any(|word| scene.text(*clause).starts_with(word.as_str()));
            let mut main = bindings.iter().rev().filter(|binding| {
                !is_inner && !is_in_brackets(&scene, *clause, scene.quantities[binding.quantity].range)
            });
            last_attribute = main.next().map(|binding| binding.attribute).or(last_attribute);
            let is_new_subject = scene.mentions.is_empty() && opens_with_another_subject(&scene, *clause, &bindings);
            carried = match opening {
                // `After GPT-3, …`: what it names is not what goes on.
                _ if words().is_subordinate(scene.text(*clause)) => None,
                Some(_) if is_new_subject => None,
                Some((topic, Link::Adjacent)) if !goes_on(&scene, *clause, topic) => None,
                Some((topic, Link::Structure)) => Some((topic, Link::Structure)),
                Some((topic, _)) => Some((topic, Link::Ellipsis)),
                None => None,
            };
            ending = scene
                .mentions
                .last()
                .filter(|mention| !self.is_guarded(&scene, mention.range))
                .filter(|mention| scene.is_light_between(mention.range, TextRange::empty(clause.end())))
                .filter(|mention| !is_possessor(&scene, *clause, mention))
                .and_then(Mention::topic)
                .filter(|topic| goes_on(&scene, *clause, *topic));
            // What a name in the object's place introduces is what a pronoun then means: `OpenAI推出GPT-3，它…`.
            let introduced = scene.mentions.iter().find(|mention| !self.is_guarded(&scene, mention.range));
            let introduced = introduced.and_then(Mention::topic).filter(|topic| goes_on(&scene, *clause, *topic));
            last = opening.filter(|(_, link)| *link != Link::Structure).map(|(topic, _)| topic).or(introduced).or(last);
        }
        last
    }

    /// Returns who a clause goes on with that names nobody.
    ///
    /// What stands in apposition is said of the name right before it (`xAI released Grok-1, a 314B model`); where another
    /// name stands there (`Grok-1 and later Pebble, a …`), it is said of that one.
    fn carried_into(
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
        if ["which ", "who ", "that "].iter().any(|relative| text.starts_with(relative)) {
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

    /// Returns who a clause that only gives a value is about, where the next clause opens with the name: `With 176B
    /// parameters, BLOOM …`.
    fn led_in(&self, scene: &Scene<'_>, clause: TextRange, index: usize) -> Option<Topic> {
        let text = scene.text(clause);
        let next = *self.sentence.clauses.get(index + 1)?;
        let opens = words().lead_ins.iter().any(|word| {
            text.strip_prefix(word.as_str()).is_some_and(|rest| !word.is_ascii() || rest.starts_with(' '))
        });
        if !opens || !scene.mentions.is_empty() {
            return None;
        }
        let value = scene.quantities.first()?.range;
        let after = self.scene.within(next);
        let name = after.mentions.first().filter(|name| self.opens(&after, next, name))?;
        let is_light = scene.is_light_between(TextRange::empty(clause.start()), value)
            && scene.is_light_between(value, TextRange::empty(clause.end()));
        // `With 176B parameters, BLOOM's rival …` is about the rival.
        let is_owner = ["'s", "’s", "的"].iter().any(|mark| {
            scene.prose[usize::from(name.range.end())..].starts_with(mark)
        });
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
    fn told_of(
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
            return topic.filter(|_| scene.is_light_between(opening, anaphor.range)).map(|topic| (topic, Link::Anaphor));
        }
        match carried {
            Some((topic, Link::Structure)) => Some((topic, Link::Structure)),
            _ => described.or(ending).map(|topic| (topic, Link::Ellipsis)),
        }
    }

    fn claim(&self, range: TextRange, subject: Subject, attributes: Vec<AttributeIndex>, value: ClaimValue) -> Claim {
        Claim { range, subject, attributes, value, modality: Modality::Asserted, block: self.block }
    }

    /// Returns who a clause is about, and how that is known.
    fn opening(&self, scene: &Scene<'_>, last: Option<Topic>, carried: Option<(Topic, Link)>) -> Option<(Topic, Link)> {
        let anaphor = scene.cues.iter().find(|cue| {
            matches!(cue.kind, CueKind::Anaphor | CueKind::Latter | CueKind::Former)
                && !self.is_guarded(scene, cue.range)
        });
        let named = scene.mentions.iter().find(|mention| !self.is_guarded(scene, mention.range));
        if let Some(anaphor) = anaphor
            && named.is_none_or(|named| anaphor.range.start() < named.range.start())
        {
            let topic = match anaphor.kind {
                CueKind::Latter => self.named_before(anaphor.range, 0),
                CueKind::Former => self.named_before(anaphor.range, 1),
                _ => last,
            };
            return topic.map(|topic| (topic, Link::Anaphor));
        }
        match named {
            Some(named) => named.topic().map(|topic| (topic, Link::Adjacent)),
            None => carried,
        }
    }

    fn is_guarded(&self, scene: &Scene<'_>, range: TextRange) -> bool {
        scene.guard().is_some_and(|guard| guard.end() <= range.start())
    }

    /// Returns the `index`-th different subject named in this sentence before `place`, counted backwards from 0.
    fn named_before(&self, place: TextRange, index: usize) -> Option<Topic> {
        let here = self.scene.mentions.partition_point(|mention| mention.range.end() <= place.start());
        let here = different(&self.scene.mentions[..here])?;
        if 2 <= here.len() {
            return here.get(index).copied();
        }
        // `… and …. The former …`: the two that the sentence before names, and only where it names two.
        let earlier = different(self.earlier?.mentions)?;
        (here.is_empty() && earlier.len() == 2).then(|| earlier[index])
    }

    /// Returns who a bound number is said of.
    fn subject(
        &self,
        scene: &Scene<'_>,
        clause: TextRange,
        binding: &Binding,
        opening: Option<(Topic, Link)>,
        carried: Option<(Topic, Link)>,
    ) -> Subject {
        if words().speaks_of_parts(scene.text(clause)) {
            return Subject::Unknown;
        }
        // `38亿参数的Phi-3`, `the 70B-parameter Llama 2`: what follows is the subject.
        let after = scene.mentions.iter().find(|mention| binding.phrase.end() <= mention.range.start());
        if let Some(after) = after
            && words().is_attributive(scene.text(between(binding.phrase, after.range)))
        {
            return known(after.topic(), Link::Adjacent);
        }
        // `the parameter count of GPT-3 is 175B`: the name stands inside the phrase.
        if let Some(inside) = inside(scene.mentions, binding.phrase, |mention| mention.range).last() {
            return known(inside.topic(), Link::Adjacent);
        }
        let mut before = scene.mentions.iter().rev().filter(|mention| mention.range.end() <= binding.phrase.start());
        if let Some(nearest) = before.next() {
            // `Gemma 2 9B and 27B models`: the number is another name, cut short.
            let gap = scene.text(between(nearest.range, binding.phrase));
            let is_listed = words().is_conjunction(gap);
            // `lost to Chinchilla 70B (70B parameters)`: what stands in brackets is said of the name before them.
            if gap.trim_matches([' ', '*', '_']).starts_with(['(', '（'])
                && scene.is_light_between(nearest.range, binding.phrase)
                && !is_listed
            {
                return known(nearest.topic(), Link::Adjacent);
            }
            if let Some(topic) = stood_for(scene, clause, binding, nearest) {
                return known(Some(topic), Link::Anaphor);
            }
            if is_listed || !scene.is_light_between(nearest.range, binding.phrase) {
                return Subject::Unknown;
            }
            let head = scene.text(TextRange::new(clause.start(), nearest.range.start().max(clause.start())));
            // `超过BLOOM两倍的3500亿参数`, `a GPT-3 with 10 trillion parameters`: a yardstick, a thought.
            let is_one_of_many = ["a ", "an ", "A ", "An "].iter().any(|article| {
                head.strip_suffix(article).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
            });
            if words().makes_yardstick(head) || is_one_of_many {
                return Subject::Unknown;
            }
            // `pruned Llama 2 7B to 2.7B parameters`: a change, not a property.
            let is_change = matches!(gap.trim(), "to" | "into" | "到" | "至" | "成");
            if is_change || describes_another(scene, binding, gap) || is_possessor(scene, clause, nearest) {
                return Subject::Unknown;
            }
            // `Llama 2和GPT-3都有…`: said of both, or of either; nobody can tell without the numbers.
            let is_coordinated = before.next().is_some_and(|other| {
                words().is_conjunction(scene.text(between(other.range, nearest.range)))
                    && other.entity != nearest.entity
            });
            if is_coordinated {
                return Subject::Unknown;
            }
            return known(nearest.topic(), Link::Adjacent);
        }
        let opening_range = TextRange::empty(clause.start());
        // A name behind the value is not what its clause is about: `an 8.3B parameter model expanding LLaMA2`.
        let is_behind =
            |topic: Topic| clause.contains_range(topic.range) && binding.phrase.end() <= topic.range.start();
        let opening = opening.filter(|(topic, _)| !is_behind(*topic)).or(carried);
        let lead = scene.text(TextRange::new(clause.start(), binding.phrase.start().max(clause.start())));
        // `xAI released Grok-1, a 314B model`: in apposition the article opens the clause.
        let is_apposition = matches!(lead.trim(), "a" | "an" | "the" | "一个" | "一款");
        // `以GPT-4为裁判，130亿参数模型胜率60%`: with nothing before it the noun is a subject of its own.
        let is_subject = lead.trim().is_empty() && describes_another(scene, binding, "?");
        if is_subject || describes_another(scene, binding, lead) && !(is_apposition && carried.is_some()) {
            return Subject::Unknown;
        }
        match opening {
            Some((topic, link)) if scene.is_light_between(opening_range, binding.phrase) => known(Some(topic), link),
            _ => Subject::Unknown,
        }
    }
}

/// Returns whether the next clause may go on with a name of this one: it is no means (`用GPT-4生成数据，…`), no yardstick,
/// and not merely whose something is (`Llama 2的竞品，…`).
fn goes_on(scene: &Scene<'_>, clause: TextRange, topic: Topic) -> bool {
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

fn known(topic: Option<Topic>, link: Link) -> Subject {
    topic.map_or(Subject::Unknown, |topic| Subject::Known { entity: topic.entity, range: topic.range, link })
}

fn is_pronoun(kind: CueKind) -> bool {
    matches!(kind, CueKind::Anaphor | CueKind::Latter | CueKind::Former)
}

/// Returns the subject that the last claim was about.
fn described(claims: &[Claim]) -> Option<Topic> {
    match claims.last()?.subject {
        Subject::Known { entity, range, link } if link != Link::Nearest => Some(Topic { entity, range }),
        _ => None,
    }
}

/// Returns the subject that a sentence opens with.
fn topic_at_start(scene: &Scene<'_>, sentence: TextRange) -> Option<Topic> {
    let first = scene.mentions.first()?;
    let opens = scene.is_light_between(TextRange::empty(sentence.start()), first.range);
    let has_guard = scene.guard().is_some_and(|guard| guard.start() < first.range.start());
    first.topic().filter(|_| opens && !has_guard)
}

/// Returns the different subjects of names, the last first; `None` where one is not known.
fn different(mentions: &[Mention]) -> Option<Vec<Topic>> {
    let mut seen: Vec<Topic> = Vec::new();
    for mention in mentions.iter().rev().take(8) {
        let topic = mention.topic()?;
        if seen.iter().all(|other| other.entity != topic.entity) {
            seen.push(topic);
        }
    }
    Some(seen)
}

/// Returns the subject of `Jamba is a hybrid: it has 52B parameters`: the clause names one, and a pronoun takes it up.
fn stood_for(scene: &Scene<'_>, clause: TextRange, binding: &Binding, nearest: &Mention) -> Option<Topic> {
    let gap = between(nearest.range, binding.phrase);
    let pronoun = inside(scene.cues, gap, |cue| cue.range).iter().rfind(|cue| cue.kind == CueKind::Anaphor)?;
    let is_only = scene.mentions.iter().all(|mention| mention.entity == nearest.entity);
    let opens = scene.is_light_between(TextRange::empty(clause.start()), nearest.range);
    let parts = scene.text(between(nearest.range, pronoun.range)).contains([':', '：']);
    let is_light = scene.is_light_between(pronoun.range, binding.phrase);
    nearest.topic().filter(|_| is_only && opens && parts && is_light && scene.guard().is_none())
}

/// Returns whether a value belongs to a noun of its own: `training a 7B parameter model`, `训练了一个70亿参数的模型`.
///
/// `lead` is what stands before the value in its clause or since the nearest name; a copula makes the noun the name's
/// description (`is a 7B parameter model`), and so does nothing at all.
fn describes_another(scene: &Scene<'_>, binding: &Binding, lead: &str) -> bool {
    let rest = &scene.prose[usize::from(binding.phrase.end())..];
    let rest = rest.trim_start_matches([' ', '*', '_', '-']);
    // `80亿参数的草稿模型`: the noun may have words of its own before it.
    let noun: Option<String> = rest
        .strip_prefix('的')
        .map(|rest| rest.chars().take(10).take_while(|character| character.is_alphanumeric()).collect());
    let is_own_noun =
        noun.is_some_and(|noun| words().heads.iter().any(|head| !head.is_ascii() && noun.contains(head.as_str())));
    let is_head = |head: &String| {
        rest.strip_prefix(head.as_str()).is_some_and(|tail| {
            !head.is_ascii() || !tail.starts_with(|character: char| character.is_ascii_alphanumeric())
        })
    };
    // `70B model`: the noun is the very word that made the number a size.
    let phrase = scene.text(binding.phrase);
    let ends_with_head = words().heads.iter().any(|head| phrase.ends_with(head.as_str()));
    // `its 300B parameter competitor`: the unit in the singular stands before a noun.
    let is_attributive = scene.unit(binding.attribute).is_some_and(|unit| {
        let word = rest.split(|character: char| !character.is_ascii_alphanumeric()).next().unwrap_or_default();
        phrase.ends_with(unit)
            && word.starts_with(|first: char| first.is_ascii_lowercase())
            && words().light_prefix(word).is_none()
            && !words().after_value.iter().any(|known| known == word)
    });
    let has_head = is_attributive || ends_with_head || is_own_noun || words().heads.iter().any(is_head);
    let lead =
        lead.trim_matches(|character: char| character.is_whitespace() || matches!(character, '*' | '_' | '(' | '（'));
    has_head && !matches!(lead, "" | "的" | "'s" | "’s") && !words().has_copula(lead)
}

/// Returns whether a name only says whose the subject is: `the vision encoder of Llama 3.2`, `a LoRA for Llama 2`.
pub(crate) fn is_possessor(scene: &Scene<'_>, clause: TextRange, mention: &Mention) -> bool {
    let head = scene.text(TextRange::new(clause.start(), mention.range.start().max(clause.start())));
    let head = head.trim_end_matches([' ', '*', '_', '"', '“']);
    let before = |preposition: &str| head.strip_suffix(preposition).and_then(|rest| rest.strip_suffix(' '));
    let Some(rest) = ["of", "for", "about", "from", "to"].into_iter().find_map(before) else { return false };
    let start = mention.range.start();
    // `the parameter count of GPT-3`: the attribute itself.
    let is_attribute = scene.attributes.iter().any(|attribute| {
        attribute.range.end() <= start && usize::from(attribute.range.end()) == usize::from(clause.start()) + rest.len()
    });
    let words_before: Vec<&str> = rest.rsplit(' ').take(4).collect();
    let is_light =
        words_before.first().is_none_or(|word| word.is_empty() || words().light_prefix(word) == Some(word.len()));
    let is_derived =
        words_before.iter().any(|word| words().prefixes.iter().any(|prefix| prefix.eq_ignore_ascii_case(word)));
    !is_attribute && (is_derived || !is_light)
}

/// Returns whether a clause that names no known subject opens with one of its own.
///
/// In Chinese anything but light words before the first value or verb does; in English a clause that goes on in lower
/// case (`released in March`) does not.
fn opens_with_another_subject(scene: &Scene<'_>, clause: TextRange, bindings: &[Binding]) -> bool {
    let text = scene.text(clause);
    if text.starts_with(|character: char| character.is_ascii_lowercase()) {
        return false;
    }
    let opening = TextRange::empty(clause.start());
    match bindings.first() {
        Some(binding) => !scene.is_light_between(opening, binding.phrase),
        None => true,
    }
}
