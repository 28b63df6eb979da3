//! Claims of one block of prose: which number is which attribute of whom.

use crate::language::CueKind;
use crate::reference::AttributeIndex;
use crate::text::TextRange;

use super::bind::{Binding, bind};
use super::event::events;
use super::modality::{hedge_restated, settle_modality};
use super::scene::{Scene, Topic, between, inside};
use super::sentence::Sentence;
use super::tenure::{drop_lengths_of_the_past, tenures};
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
    for sentence in sentences {
        let inner = scene.within(sentence.range);
        let first_claim = claims.len();
        let reader = SentenceReader { scene: inner, sentence, block };
        topic = reader.read(topic, heading, claims).or(topic);
        settle_modality(&inner, sentence, &mut claims[first_claim..]);
        hedge_restated(&inner, sentence, &mut claims[first_of_block..first_claim]);
    }
    drop_lengths_of_the_past(scene, first_of_block, claims);
}

struct SentenceReader<'s, 'a> {
    scene: Scene<'a>,
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
        for (index, clause) in self.sentence.clauses.iter().enumerate() {
            let scene = self.scene.within(*clause);
            if scene.is_overcrowded() {
                (carried, ending) = (None, None);
                continue;
            }
            let carried_here = self.carried_into(&scene, *clause, index, ending, carried);
            let opening = self.opening(&scene, last, carried_here);
            let bindings = bind(&scene, *clause, last_attribute);
            for binding in &bindings {
                let quantity = &scene.quantities[binding.quantity];
                let attribute = scene.attributes.iter().find(|attribute| attribute.attribute == binding.attribute);
                let value = attribute.map_or(
                    ClaimValue::Amount { value: quantity.value, operator: quantity.operator, unit: quantity.unit },
                    |attribute| attribute.claimed(quantity),
                );
                let subject = self.subject(&scene, *clause, binding, opening, carried_here);
                claims.push(self.claim(quantity.range, subject, vec![binding.attribute], value));
            }
            let clause_before = index.checked_sub(1).map(|index| self.sentence.clauses[index]);
            let before = clause_before.map(|range| (self.scene.within(range), range));
            for event in events(&scene, *clause, before) {
                let subject =
                    Subject::Known { entity: event.topic.entity, range: event.topic.range, link: Link::Adjacent };
                claims.push(self.claim(event.range, subject, event.attributes, event.value));
            }
            // `Unlike X, she …`: whom the sentence compares is not who is meant.
            let meant = last.filter(|_| self.scene.guard().is_none());
            for tenure in tenures(&scene, *clause, meant) {
                let subject =
                    Subject::Known { entity: tenure.topic.entity, range: tenure.topic.range, link: tenure.link };
                claims.push(self.claim(tenure.range, subject, tenure.attributes, tenure.value));
            }
            last_attribute = bindings.last().map(|binding| binding.attribute).or(last_attribute);
            let is_new_subject = scene.mentions.is_empty() && opens_with_another_subject(&scene, *clause, &bindings);
            carried = match opening {
                // `After GPT-3, …`: what it names is not what goes on.
                _ if words().is_subordinate(scene.text(*clause)) => None,
                Some(_) if is_new_subject => None,
                Some((topic, Link::Structure)) => Some((topic, Link::Structure)),
                Some((topic, _)) => Some((topic, Link::Ellipsis)),
                None => None,
            };
            ending = scene
                .mentions
                .last()
                .filter(|mention| !self.is_guarded(&scene, mention.range))
                .filter(|mention| scene.is_light_between(mention.range, TextRange::empty(clause.end())))
                .and_then(Mention::topic);
            // What a name in the object's place introduces is what a pronoun then means: `OpenAI推出GPT-3，它…`.
            let introduced = scene.mentions.iter().find(|mention| !self.is_guarded(&scene, mention.range));
            let introduced = introduced.and_then(Mention::topic);
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
        let mut seen: Vec<Topic> = Vec::new();
        let earlier = self.scene.mentions.partition_point(|mention| mention.range.end() <= place.start());
        for mention in self.scene.mentions[..earlier].iter().rev().take(8) {
            let topic = mention.topic()?;
            if seen.iter().all(|other| other.entity != topic.entity) {
                seen.push(topic);
            }
        }
        seen.get(index).copied()
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
        let known = |topic: Option<Topic>, link| {
            topic.map_or(Subject::Unknown, |topic| Subject::Known { entity: topic.entity, range: topic.range, link })
        };
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
            if is_listed || !scene.is_light_between(nearest.range, binding.phrase) {
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
            // `an RTX 4090 and 64GB of memory`: two parts of something else; `8×H100`: said of all together.
            let is_listed = scene.mentions.iter().all(|other| other.range.start() <= nearest.range.start())
                && words().is_conjunction(gap);
            // `a context of 262K on an RTX 4090 at 19.5 GB of VRAM`: what is used of it, not what it has.
            let is_use =
                scene.is_measured(binding.attribute) && matches!(gap.trim(), "at" | "in" | "for" | "on" | "by" | "用");
            if is_listed || is_use || scene.is_counted(nearest.range) {
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
            // `On an H100, 40GB of memory…` and `Intel i9, RTX 4090, 64GB of memory` speak of a machine or a program.
            Some((topic, Link::Ellipsis))
                if scene.is_measured(binding.attribute)
                    && (lead.trim().is_empty() || is_adjunct(scene, topic.range)) =>
            {
                Subject::Unknown
            }
            Some((topic, link)) if scene.is_light_between(opening_range, binding.phrase) => known(Some(topic), link),
            _ => Subject::Unknown,
        }
    }
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
    let has_head = ends_with_head || is_own_noun || words().heads.iter().any(is_head);
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

/// Returns whether a name only says where or with what something is: `on an H100`, `在A100上`, `with NVIDIA L40S`.
fn is_adjunct(scene: &Scene<'_>, name: TextRange) -> bool {
    let end = usize::from(name.start());
    let head = &scene.prose[scene.prose.ceil_char_boundary(end.saturating_sub(48))..end];
    let is_determiner = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_uppercase() || first.is_ascii_digit())
            || ["a", "an", "the", "one", "single", "our", "their", "its"].contains(&word)
    };
    let word = head.split_whitespace().rev().find(|word| !is_determiner(word)).unwrap_or_default();
    words().adjuncts.iter().any(|adjunct| {
        if adjunct.is_ascii() {
            adjunct == word
        } else {
            head.trim_end().ends_with(adjunct.as_str()) || word.ends_with(adjunct.as_str())
        }
    })
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
