//! Claims of one block of prose: which number is which attribute of whom.

use crate::language::{Cue, CueKind};
use crate::quantity::{Quantity, QuantityKind};
use crate::reference::{AttributeIndex, Dimension, EntityIndex, PhraseRole};
use crate::text::TextRange;

use super::gap::is_light;
use super::modality::{hedge_restated, settle_modality};
use super::sentence::Sentence;
use super::words::words;
use super::{Claim, ClaimValue, DateMention, Link, Mention, Modality, Subject};

/// A phrase of an attribute in the prose.
#[derive(Clone, Debug)]
pub(crate) struct AttributeMention {
    /// Bytes of the prose.
    pub(crate) range: TextRange,
    /// The attribute.
    pub(crate) attribute: AttributeIndex,
    /// What its values are.
    pub(crate) dimension: Dimension,
    /// Where the phrase stands beside a value.
    pub(crate) role: PhraseRole,
}

/// What was found in a stretch of prose, from which claims are built.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) prose: &'a str,
    pub(crate) document_time: Option<chrono::NaiveDate>,
    pub(crate) mentions: &'a [Mention],
    pub(crate) quantities: &'a [Quantity],
    pub(crate) dates: &'a [DateMention],
    pub(crate) attributes: &'a [AttributeMention],
    pub(crate) cues: &'a [Cue],
}

/// A subject that later clauses may leave out or stand a pronoun for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Topic {
    pub(crate) entity: EntityIndex,
    pub(crate) range: TextRange,
}

impl<'a> Scene<'a> {
    /// Returns the part of the scene inside `window`.
    pub(crate) fn within(&self, window: TextRange) -> Scene<'a> {
        Scene {
            mentions: inside(self.mentions, window, |mention| mention.range),
            quantities: inside(self.quantities, window, |quantity| quantity.range),
            dates: inside(self.dates, window, |date| date.expression.range),
            attributes: inside(self.attributes, window, |attribute| attribute.range),
            cues: inside(self.cues, window, |cue| cue.range),
            ..*self
        }
    }

    pub(crate) fn text(&self, range: TextRange) -> &'a str {
        &self.prose[usize::from(range.start())..usize::from(range.end())]
    }

    /// Returns whether nothing between `start` and `end` names another subject or turns the meaning.
    fn is_light_between(&self, start: TextRange, end: TextRange) -> bool {
        end.start() < start.end() || is_light(self.prose, between(start, end), &self.transparent())
    }

    /// Returns what counts as light in this scene wherever it stands, in order.
    fn transparent(&self) -> Vec<TextRange> {
        let cues = self.cues.iter().filter(|cue| !matches!(cue.kind, CueKind::Comparison | CueKind::Basis));
        let mut ranges: Vec<TextRange> = cues.map(|cue| cue.range).collect();
        ranges.extend(self.quantities.iter().map(|quantity| quantity.range));
        ranges.extend(self.quantities.iter().filter_map(|quantity| quantity.operator_range));
        ranges.extend(self.attributes.iter().map(|attribute| attribute.range));
        ranges.extend(self.dates.iter().map(|date| date.expression.range));
        ranges.sort_by_key(|range| (range.start(), std::cmp::Reverse(range.end())));
        ranges
    }

    /// Returns the first word in this scene after which names are yardsticks or origins, not subjects.
    fn guard(&self) -> Option<TextRange> {
        let guards = |cue: &&Cue| matches!(cue.kind, CueKind::Comparison | CueKind::Basis);
        self.cues.iter().find(guards).map(|cue| cue.range)
    }
}

/// Returns the items whose ranges lie in `window`; `items` are in order.
pub(crate) fn inside<T>(items: &[T], window: TextRange, range_of: impl Fn(&T) -> TextRange) -> &[T] {
    let first = items.partition_point(|item| range_of(item).start() < window.start());
    let length = items[first..].partition_point(|item| range_of(item).end() <= window.end());
    &items[first..first + length]
}

fn between(left: TextRange, right: TextRange) -> TextRange {
    TextRange::new(left.end(), right.start().max(left.end()))
}

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
}

/// A number with the attribute that it is a value of.
#[derive(Clone, Debug)]
struct Binding {
    quantity: usize,
    attribute: AttributeIndex,
    /// Number and attribute words together.
    phrase: TextRange,
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
        let mut last_attribute: Option<AttributeIndex> = None;
        for (index, clause) in self.sentence.clauses.iter().enumerate() {
            let scene = self.scene.within(*clause);
            let opening = self.opening(&scene, last, carried);
            let bindings = bind(&scene, *clause, last_attribute);
            for binding in &bindings {
                let quantity = &scene.quantities[binding.quantity];
                let value =
                    ClaimValue::Amount { value: quantity.value, operator: quantity.operator, unit: quantity.unit };
                let subject = self.subject(&scene, *clause, binding, opening, carried);
                claims.push(self.claim(quantity.range, subject, vec![binding.attribute], value));
            }
            let clause_before = index.checked_sub(1).map(|index| self.sentence.clauses[index]);
            self.read_dates(&scene, *clause, clause_before, claims);
            last_attribute = bindings.last().map(|binding| binding.attribute).or(last_attribute);
            let is_new_subject = scene.mentions.is_empty() && opens_with_another_subject(&scene, *clause, &bindings);
            carried = match opening {
                Some(_) if is_new_subject => None,
                Some((topic, Link::Structure)) => Some((topic, Link::Structure)),
                Some((topic, _)) => Some((topic, Link::Ellipsis)),
                None => None,
            };
            // What a name in the object's place introduces is what a pronoun then means: `OpenAI推出GPT-3，它…`.
            let introduced = scene.mentions.iter().find(|mention| !self.is_guarded(&scene, mention.range));
            let introduced = introduced.and_then(Mention::topic);
            last = opening.filter(|(_, link)| *link != Link::Structure).map(|(topic, _)| topic).or(introduced).or(last);
        }
        last
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
        for mention in self.scene.mentions.iter().rev().filter(|mention| mention.range.end() <= place.start()) {
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
        // `38亿参数的Phi-3`, `the 70B-parameter Llama 2`: what follows is the subject.
        let after = scene.mentions.iter().find(|mention| binding.phrase.end() <= mention.range.start());
        if let Some(after) = after
            && words().is_attributive(scene.text(between(binding.phrase, after.range)))
        {
            return known(after.topic(), Link::Adjacent);
        }
        let mut before = scene.mentions.iter().rev().filter(|mention| mention.range.end() <= binding.phrase.start());
        if let Some(nearest) = before.next() {
            // `Gemma 2 9B and 27B models`: the number is another name, cut short.
            let is_listed = words().is_conjunction(scene.text(between(nearest.range, binding.phrase)));
            if is_listed || !scene.is_light_between(nearest.range, binding.phrase) {
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
        match opening {
            Some((topic, link)) if scene.is_light_between(opening_range, binding.phrase) => known(Some(topic), link),
            _ => Subject::Unknown,
        }
    }

    /// Reads `X was released on …`, `…发布X`: an event's verb, one date beside it, and whose event it is.
    fn read_dates(&self, scene: &Scene<'a>, clause: TextRange, before: Option<TextRange>, claims: &mut Vec<Claim>) {
        let tells_event = |attribute: &AttributeMention| {
            attribute.role == PhraseRole::Verb && matches!(attribute.dimension, Dimension::Date | Dimension::DateRange)
        };
        // One verb may stand for several attributes: 发布 for an announcement and for a release.
        for verbs in scene.attributes.chunk_by(|one, two| one.range == two.range) {
            let attributes: Vec<AttributeIndex> =
                verbs.iter().filter(|verb| tells_event(verb)).map(|verb| verb.attribute).collect();
            if attributes.is_empty() {
                continue;
            }
            let verb = verbs[0].range;
            let Some(date) = self.date_of(scene, clause, before, verb) else { continue };
            let Some(days) = date.resolve(scene.document_time) else { continue };
            let Some(topic) = event_subject(scene, verb) else { continue };
            let subject = Subject::Known { entity: topic.entity, range: topic.range, link: Link::Adjacent };
            let value = ClaimValue::Date { days, is_year_certain: date.is_year_certain() };
            claims.push(self.claim(date.expression.range, subject, attributes, value));
        }
    }

    /// Returns the date of an event: the only one in the clause, or the one that makes up the clause before.
    fn date_of(
        &self,
        scene: &Scene<'a>,
        clause: TextRange,
        before: Option<TextRange>,
        verb: TextRange,
    ) -> Option<&'a DateMention> {
        let own: Vec<&DateMention> = scene.dates.iter().filter(|date| date.is_exact_date(scene.prose)).collect();
        match own.as_slice() {
            [date] => {
                let range = date.expression.range;
                // Before the verb a company's name may stand between (`5月16日微软将召开`); after it only light words.
                let is_near = if range.end() <= verb.start() {
                    u32::from(between(range, verb).len()) <= 48
                        && range.start() <= clause.start() + text_size::TextSize::new(12)
                } else {
                    scene.is_light_between(verb, range)
                        || scene.mentions.iter().any(|mention| {
                            verb.end() <= mention.range.start()
                                && mention.range.end() <= range.start()
                                && scene.is_light_between(verb, mention.range)
                                && scene.is_light_between(mention.range, range)
                        })
                };
                is_near.then_some(*date)
            }
            [] => {
                let earlier = self.scene.within(before?);
                let [date] = earlier.dates else { return None };
                let opening = TextRange::empty(before?.start());
                let closing = TextRange::empty(before?.end());
                let is_alone = earlier.is_light_between(opening, date.expression.range)
                    && earlier.is_light_between(date.expression.range, closing);
                (date.is_exact_date(scene.prose) && is_alone).then_some(date)
            }
            _ => None,
        }
    }
}

/// Returns whose event a verb tells: the name right after it (`发布GPT-4`), or else right before (`GPT-4 was released`).
fn event_subject(scene: &Scene<'_>, verb: TextRange) -> Option<Topic> {
    let guard = scene.guard();
    let is_guarded = |mention: &Mention| guard.is_some_and(|guard| guard.end() <= mention.range.start());
    let after = scene.mentions.iter().find(|mention| verb.end() <= mention.range.start());
    if let Some(after) = after
        && scene.is_light_between(verb, after.range)
    {
        // `发布GPT-4后`, `推出Llama 2的公司`: the name is not what the clause is about.
        let rest = &scene.prose[usize::from(after.range.end())..];
        return (ends_a_name(rest) && !is_guarded(after)).then(|| after.topic()).flatten();
    }
    let before = scene.mentions.iter().rev().find(|mention| mention.range.end() <= verb.start())?;
    (scene.is_light_between(before.range, verb) && !is_guarded(before)).then(|| before.topic()).flatten()
}

/// Returns whether what follows a name leaves it a name: the end, a mark, a space, or a word for what it is.
fn ends_a_name(rest: &str) -> bool {
    let Some(first) = rest.chars().next() else { return true };
    if words().after_name.iter().any(|word| rest.starts_with(word.as_str())) {
        return true;
    }
    if first == ' ' {
        let word: String = rest[1..].chars().take_while(char::is_ascii_alphabetic).collect();
        return !words().after_name_not.contains(&word);
    }
    !first.is_alphanumeric() && first != '-'
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

/// Ties the numbers of a clause to attributes.
///
/// `last_attribute` is the one of the clause before, for `MAI-1的参数为5000亿，而GPT-4达到万亿`.
fn bind(scene: &Scene<'_>, clause: TextRange, last_attribute: Option<AttributeIndex>) -> Vec<Binding> {
    let mut bound: Vec<Option<Binding>> = vec![None; scene.quantities.len()];
    let mut used = Vec::new();
    bind_following(scene, &mut bound, &mut used);
    bind_preceding(scene, &mut bound, &used);
    bind_lists(scene, &mut bound);
    if bound.iter().all(Option::is_none) {
        bind_elliptic(scene, clause, last_attribute, &mut bound);
    }
    drop_former_values(scene, &mut bound);
    bound.into_iter().flatten().collect()
}

/// `{v}参数`, `{v} parameters`, `{v}-parameter`.
fn bind_following(scene: &Scene<'_>, bound: &mut [Option<Binding>], used: &mut Vec<TextRange>) {
    for (index, quantity) in scene.quantities.iter().enumerate() {
        let Some(next) = scene.attributes.iter().find(|next| quantity.range.end() <= next.range.start()) else {
            continue;
        };
        if !words().is_measure(scene.text(between(quantity.range, next.range))) {
            continue;
        }
        let same_place = scene.attributes.iter().filter(|attribute| attribute.range == next.range);
        let fitting = same_place.into_iter().find(|attribute| {
            let stands_after = match attribute.role {
                PhraseRole::Noun | PhraseRole::After => true,
                PhraseRole::AfterSize => is_size(scene.text(quantity.number)),
                PhraseRole::Before | PhraseRole::Verb | PhraseRole::Excluded => false,
            };
            stands_after && accepts(attribute, quantity)
        });
        if let Some(attribute) = fitting {
            used.push(attribute.range);
            let phrase = quantity.range.cover(attribute.range);
            bound[index] = Some(Binding { quantity: index, attribute: attribute.attribute, phrase });
        }
    }
}

/// `参数量为{v}`, `parameters: {v}`.
fn bind_preceding(scene: &Scene<'_>, bound: &mut [Option<Binding>], used: &[TextRange]) {
    for (index, quantity) in scene.quantities.iter().enumerate() {
        if bound[index].is_some() {
            continue;
        }
        let value = quantity.operator_range.map_or(quantity.range, |operator| operator.cover(quantity.range));
        let Some(last) = scene.attributes.iter().rfind(|last| last.range.end() <= value.start()) else { continue };
        let same_place = scene.attributes.iter().filter(|attribute| attribute.range == last.range);
        let fitting = same_place.into_iter().find(|attribute| {
            matches!(attribute.role, PhraseRole::Noun | PhraseRole::Before) && accepts(attribute, quantity)
        });
        let Some(attribute) = fitting else { continue };
        let gap = between(attribute.range, value);
        let has_other = scene.quantities.iter().any(|other| gap.contains_range(other.range))
            || scene.mentions.iter().any(|mention| gap.contains_range(mention.range));
        let is_free = !used.contains(&attribute.range) && !has_other;
        if is_free && scene.is_light_between(attribute.range, value) && ends_value(scene, quantity) {
            let phrase = attribute.range.cover(quantity.range);
            bound[index] = Some(Binding { quantity: index, attribute: attribute.attribute, phrase });
        }
    }
}

/// `7B、13B和70B参数`: the attribute distributes over the list.
fn bind_lists(scene: &Scene<'_>, bound: &mut [Option<Binding>]) {
    let is_list = |left: usize, right: usize| {
        let gap = scene.text(between(scene.quantities[left].range, scene.quantities[right].range));
        words().is_conjunction(gap) && scene.quantities[left].kind == scene.quantities[right].kind
    };
    for index in (1..bound.len()).rev() {
        if let Some(binding) = bound[index].clone()
            && bound[index - 1].is_none()
            && is_list(index - 1, index)
        {
            let phrase = scene.quantities[index - 1].range.cover(binding.phrase);
            bound[index - 1] = Some(Binding { quantity: index - 1, attribute: binding.attribute, phrase });
        }
    }
    for index in 1..bound.len() {
        if let Some(binding) = bound[index - 1].clone()
            && bound[index].is_none()
            && is_list(index - 1, index)
            && ends_value(scene, &scene.quantities[index])
        {
            let phrase = binding.phrase.cover(scene.quantities[index].range);
            bound[index] = Some(Binding { quantity: index, attribute: binding.attribute, phrase });
        }
    }
}

/// `…，而GPT-4达到万亿`: a name, light words and a number that ends the clause go on with the attribute before.
fn bind_elliptic(
    scene: &Scene<'_>,
    clause: TextRange,
    last_attribute: Option<AttributeIndex>,
    bound: &mut [Option<Binding>],
) {
    let (Some(attribute), [quantity], [.., mention]) = (last_attribute, scene.quantities, scene.mentions) else {
        return;
    };
    let closing = TextRange::empty(clause.end());
    let fits = quantity.kind == QuantityKind::Number
        && mention.range.end() <= quantity.range.start()
        && scene.is_light_between(mention.range, quantity.range)
        && scene.is_light_between(quantity.range, closing);
    if fits {
        bound[0] = Some(Binding { quantity: 0, attribute, phrase: quantity.range });
    }
}

/// `从8K扩展到128K`: the first value is one of the past.
fn drop_former_values(scene: &Scene<'_>, bound: &mut [Option<Binding>]) {
    for index in 0..bound.len().saturating_sub(1) {
        let former = scene.quantities[index].range;
        let lead = scene.prose[..usize::from(former.start())].trim_end();
        let gap = scene.text(between(former, scene.quantities[index + 1].range));
        let starts = lead.ends_with('从') || lead.ends_with('由') || lead.ends_with(" from");
        if starts && ["到", "至", "to "].iter().any(|word| gap.contains(word)) {
            bound[index] = None;
        }
    }
}

/// Returns whether a number is written as sizes of models are: with K, M, B or T, or with 亿.
fn is_size(number: &str) -> bool {
    number.ends_with(['M', 'B', 'T', 'm', 'b', 't', '亿', '億']) || number.ends_with("llion")
}

/// Returns whether a number can be a value of an attribute.
pub(crate) fn accepts(attribute: &AttributeMention, quantity: &Quantity) -> bool {
    match attribute.dimension {
        Dimension::Count => quantity.kind == QuantityKind::Number,
        Dimension::Quantity => matches!(quantity.kind, QuantityKind::Number | QuantityKind::Dimension),
        Dimension::Money => quantity.kind == QuantityKind::Money,
        Dimension::Date | Dimension::DateRange | Dimension::Duration | Dimension::Enumeration => false,
    }
}

/// Returns whether a number is not the count of something else: what follows is a mark, a space or the end, not a noun.
fn ends_value(scene: &Scene<'_>, quantity: &Quantity) -> bool {
    let rest = &scene.prose[usize::from(quantity.range.end())..];
    let rest = rest.trim_start_matches(['*', '_', ' ']);
    let Some(first) = rest.chars().next() else { return true };
    if first.is_ascii_alphabetic() {
        let length = rest.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(rest.len());
        return words().after_value.iter().any(|word| *word == rest[..length]);
    }
    if crate::text::is_cjk(first) && first.is_alphanumeric() {
        return words().after_value.iter().any(|word| rest.starts_with(word.as_str()));
    }
    !first.is_alphanumeric()
}

/// Returns the only subject that a heading names.
pub(crate) fn heading_topic(mentions: &[Mention], heading: TextRange) -> Option<Topic> {
    let named = inside(mentions, heading, |mention| mention.range);
    let topic = named.first()?.topic()?;
    named.iter().all(|mention| mention.entity == Some(topic.entity)).then_some(topic)
}
