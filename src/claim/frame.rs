//! Claims of one block of prose: which number is which attribute of whom.

use crate::language::CueKind;
use crate::reference::AttributeIndex;
use crate::text::TextRange;

use super::bind::{Binding, bind, is_in_brackets};
use super::event::events;
use super::in_turn::{is_paired, paired};
use super::modality::{hedge_restated, settle_modality};
use super::referent::{described, different, goes_on, is_measure, known, only_described, topic_at_start};
use super::scene::{Scene, Topic, between, inside};
use super::sentence::Sentence;
use super::sizes::is_plain_size;
use super::tenure::{drop_lengths_of_the_past, tenures};
use super::words::{prefix_of, words};
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
    let (mut earlier, mut described_before, mut attribute_before) = (None, None, None);
    for sentence in sentences {
        let inner = scene.within(sentence.range);
        let first_claim = claims.len();
        let reader =
            SentenceReader { scene: inner, earlier, described: described_before, attribute_before, sentence, block };
        let last;
        (last, attribute_before) = reader.read(topic, heading, claims);
        // `它` in the next sentence is who this one says something of, where that is one subject.
        // Where it names several and describes none or more than one, nobody can tell.
        let is_open = different(inner.mentions).is_some_and(|named| named.len() < 2);
        topic = only_described(&claims[first_claim..]).or(last.or(topic).filter(|_| is_open));
        described_before = described(&claims[first_claim..]).or_else(|| topic_at_start(&inner, sentence.range));
        earlier = Some(inner);
        settle_modality(&inner, sentence, &mut claims[first_claim..]);
        hedge_restated(&inner, sentence, &mut claims[first_of_block..first_claim]);
    }
    drop_lengths_of_the_past(scene, first_of_block, claims);
}

pub(super) struct SentenceReader<'s, 'a> {
    pub(super) scene: Scene<'a>,
    /// The sentence before, for 前者 and 后者.
    pub(super) earlier: Option<Scene<'a>>,
    /// Who the sentence before says something of, or opens with: only that one is meant by `It was released on …`.
    pub(super) described: Option<Topic>,
    /// What the sentence before gave a value of, for `BLOOM has 176 billion.`
    attribute_before: Option<AttributeIndex>,
    pub(super) sentence: &'s Sentence,
    block: usize,
}

impl<'a> SentenceReader<'_, 'a> {
    /// Reads the claims, and returns who the sentence was about in the end, and which attribute it gave a value of last.
    ///
    /// `before` is the subject last spoken of, for pronouns.
    fn read(
        &self,
        before: Option<Topic>,
        heading: Option<Topic>,
        claims: &mut Vec<Claim>,
    ) -> (Option<Topic>, Option<AttributeIndex>) {
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
        // `Unlike X, she …`: whom the sentence compares is not who is meant. Asked once, as a sentence may be megabytes long.
        let compares = self.scene.guard().is_some();
        let first_claim = claims.len();
        for (index, clause) in self.sentence.clauses.iter().enumerate() {
            let scene = self.scene.within(*clause);
            if scene.is_overcrowded() {
                (carried, ending) = (None, None);
                continue;
            }
            let carried_here = self.carried_into(&scene, *clause, index, ending, carried);
            let opening = self.opening(&scene, last, carried_here);
            // A 后者 that stands for nobody in sight is not who the sentence goes on with.
            let is_another = || scene.cues.iter().any(|cue| matches!(cue.kind, CueKind::Latter | CueKind::Former));
            let carried_here = carried_here.filter(|_| opening.is_some() || !is_another());
            let mut bindings = bind(&scene, *clause, last_attribute);
            if bindings.is_empty() && last_attribute.is_none() && self.attribute_before.is_some() {
                // A whole sentence away, only what can be nothing but a size goes on.
                bindings = bind(
                    &scene,
                    *clause,
                    self.attribute_before.filter(|_| self.attribute_before == scene.size_attribute()),
                );
                bindings.retain(|binding| is_plain_size(&scene, &scene.quantities[binding.quantity]));
            }
            let is_subordinate = words().is_subordinate(scene.text(*clause));
            let lead_in = self.led_in(&scene, *clause, index);
            for binding in bindings.iter().filter(|binding| !is_paired(&pairs, &scene, binding)) {
                let quantity = &scene.quantities[binding.quantity];
                let attribute = scene.attributes.iter().find(|attribute| attribute.attribute == binding.attribute);
                let value = attribute.map_or(
                    ClaimValue::Amount { value: quantity.value, operator: quantity.operator, unit: quantity.unit },
                    |attribute| attribute.claimed(quantity),
                );
                let subject = match lead_in {
                    Some(topic) => known(Some(topic), Link::Ellipsis),
                    None => {
                        let described = described(&claims[first_claim..]);
                        self.subject(&scene, *clause, binding, opening, carried_here, described)
                    }
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
            let meant = last.filter(|_| !compares);
            for tenure in tenures(&scene, *clause, meant) {
                let subject =
                    Subject::Known { entity: tenure.topic.entity, range: tenure.topic.range, link: tenure.link };
                claims.push(self.claim(tenure.range, subject, tenure.attributes, tenure.value));
            }
            // What a part has, or brackets add, is not what the next clause goes on with.
            let is_inner = prefix_of(scene.text(*clause), &words().inner_openings).is_some();
            let mut main = bindings.iter().rev().filter(|binding| {
                !is_inner && !is_in_brackets(&scene, *clause, scene.quantities[binding.quantity].range)
            });
            last_attribute = main.next().map(|binding| binding.attribute).or(last_attribute);
            let is_new_subject = scene.mentions.is_empty() && opens_with_another_subject(&scene, *clause, &bindings);
            carried = match opening {
                // `After GPT-3, …`: what it names is not what goes on.
                _ if is_subordinate => {
                    // `GPT-NeoX-20B, as its name says, has …` goes on.
                    carried.filter(|_| scene.mentions.is_empty() && bindings.is_empty())
                }
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
            if is_subordinate {
                continue;
            }
            last = opening.filter(|(_, link)| *link != Link::Structure).map(|(topic, _)| topic).or(introduced).or(last);
        }
        (last, last_attribute)
    }

    fn claim(&self, range: TextRange, subject: Subject, attributes: Vec<AttributeIndex>, value: ClaimValue) -> Claim {
        Claim { range, subject, attributes, value, modality: Modality::Asserted, block: self.block }
    }

    /// Returns who a bound number is said of.
    fn subject(
        &self,
        scene: &Scene<'_>,
        clause: TextRange,
        binding: &Binding,
        opening: Option<(Topic, Link)>,
        carried: Option<(Topic, Link)>,
        described: Option<Topic>,
    ) -> Subject {
        let sentence = self.scene.text(self.sentence.range);
        if words().speaks_of_parts(scene.text(clause))
            || sentence.len() <= MAX_SENTENCE && words().speaks_of_share(sentence)
            || scene.is_measured(binding.attribute) && words().speaks_of_practice(scene.text(clause))
        {
            return Subject::Unknown;
        }
        // `38亿参数的Phi-3`, `the 70B-parameter Llama 2`: what follows is the subject.
        let after = scene.mentions.iter().find(|mention| binding.phrase.end() <= mention.range.start());
        if let Some(after) = after
            && words().is_attributive(scene.text(between(binding.phrase, after.range)))
        {
            return known(after.topic(), Link::Adjacent);
        }
        // `all 405 billion parameters of Llama 3.1 405B`.
        if let Some(after) = after
            && scene.text(between(binding.phrase, after.range)) == " of "
            && [" all", " the", "All", "The"]
                .iter()
                .any(|word| scene.prose[..usize::from(binding.phrase.start())].trim_end().ends_with(word))
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
            // `H100 (2 nodes): 1.28TB of memory`: of all of them.
            let is_of_all = scene.is_measured(binding.attribute) && counts_in_brackets(gap);
            if is_of_all || words().speaks_of_derivatives(gap) {
                return Subject::Unknown;
            }
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
            let is_one_of_many = ["a ", "an ", "A ", "An "]
                .iter()
                .any(|article| head.strip_suffix(article).is_some_and(|rest| rest.is_empty() || rest.ends_with(' ')));
            if words().makes_yardstick(head) || is_one_of_many {
                return Subject::Unknown;
            }
            if is_measure(scene, nearest.range)
                || is_object_of_a_rival(scene, clause, nearest)
                || words().speaks_of_derivatives(near_end(head))
            {
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
        // `Gopher, whose 280 billion parameters it regretted`: a pronoun behind the value stands for who does something.
        let is_before = |cue: &crate::language::Cue| cue.range.start() <= binding.phrase.start();
        let has_pronoun = scene
            .cues
            .iter()
            .any(|cue| is_before(cue) && matches!(cue.kind, CueKind::Anaphor | CueKind::Latter | CueKind::Former));
        let opening = opening.filter(|(_, link)| *link != Link::Anaphor || has_pronoun);
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
                    && (is_part(scene, binding, lead, topic, described)
                        || lead.trim().ends_with('总')
                        || self.scene.is_counted(topic.range)
                        || is_adjunct(scene, topic.range)) =>
            {
                Subject::Unknown
            }
            Some((topic, link)) if scene.is_light_between(opening_range, binding.phrase) => known(Some(topic), link),
            _ => Subject::Unknown,
        }
    }
}

/// Bytes of a sentence that is looked through for words that make its values those of a part.
const MAX_SENTENCE: usize = 600;

/// Returns the end of a stretch.
fn near_end(text: &str) -> &str {
    &text[text.ceil_char_boundary(text.len().saturating_sub(30))..]
}

/// Returns whether a gap opens with brackets that say how many there are: ` (2 nodes): `.
fn counts_in_brackets(gap: &str) -> bool {
    let inner = gap.trim_start().strip_prefix(['(', '（']).and_then(|rest| rest.split([')', '）']).next());
    inner.is_some_and(|inner| {
        let is_counted = ["node", "card", "gpu", "卡", "张", "节点", "台", "×", "pair", "unit"];
        let lower = inner.to_ascii_lowercase();
        inner.contains(|character: char| character.is_ascii_digit())
            && is_counted.iter().any(|word| lower.contains(word))
    })
}

/// Returns whether the word before a name is a verb that makes it another's rival or part: `PaLM tops GPT-3 and has 540B
/// parameters`, `Beating GPT-3 at 11B parameters, T0 …`.
///
/// Only verbs of naming and of bringing out leave the values behind a name its own.
fn is_object_of_a_rival(scene: &Scene<'_>, clause: TextRange, name: &Mention) -> bool {
    let start = name.range.start().max(clause.start());
    let head = scene.text(TextRange::new(clause.start(), start));
    let mut words_before = head.split_whitespace().rev();
    let is_of_the_name = |word: &&str| {
        matches!(*word, "the" | "a" | "an" | "its" | "their" | "new" | "original" | "old" | "even" | "only")
            || word.starts_with(|first: char| first.is_ascii_uppercase()) && !word.ends_with("ing")
    };
    if words().describes(head) {
        return false;
    }
    let Some(word) = words_before.find(|word| !is_of_the_name(word)) else { return false };
    let place = usize::from(clause.start()) + head.rfind(word).unwrap_or_default();
    let is_known = inside(scene.attributes, clause, |attribute| attribute.range)
        .iter()
        .map(|attribute| attribute.range)
        .chain(
            inside(scene.cues, clause, |cue| cue.range)
                .iter()
                .filter(|cue| !matches!(cue.kind, CueKind::Comparison | CueKind::Basis))
                .map(|cue| cue.range),
        )
        .any(|range| range.contains(crate::text::size(place)));
    let lower = word.to_ascii_lowercase();
    let is_word = lower.bytes().all(|byte| byte.is_ascii_lowercase());
    is_word && !is_known && words().light_prefix(&lower) != Some(lower.len()) && !words().introduces(&lower)
}

/// Returns whether a value may be that of another part of what a list takes apart: `Intel i9, RTX 4090, 64GB of memory`.
///
/// Not so where the word for what it is stands first (`带宽达到1792GB/s`), or the sentence told of the subject before.
fn is_part(scene: &Scene<'_>, binding: &Binding, lead: &str, topic: Topic, described: Option<Topic>) -> bool {
    let has_told = described.is_some_and(|described| described.entity == topic.entity);
    let is_first = binding.phrase.start() < scene.quantities[binding.quantity].range.start();
    lead.trim().is_empty() && !is_first && !has_told
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
    let is_derived = words_before.iter().any(|word| words().prefixes.has(word));
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
