//! Claims of dates: an event's verb, the date beside it, and whose event it is.

use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::text::TextRange;

use super::frame::is_possessor;
use super::scene::{AttributeMention, Scene, Topic, between};
use super::words::words;
use super::{ClaimValue, DateMention, Mention};

/// A date that a clause gives an event of a subject.
pub(crate) struct Event {
    pub(crate) range: TextRange,
    pub(crate) topic: Topic,
    pub(crate) attributes: Vec<AttributeIndex>,
    pub(crate) value: ClaimValue,
}

/// Reads `X was released on …`, `…发布X`: an event's verb, one date beside it, and whose event it is.
///
/// `scene` is the clause's, `before` that of the clause before it with its range.
pub(crate) fn events(scene: &Scene<'_>, clause: TextRange, before: Option<(Scene<'_>, TextRange)>) -> Vec<Event> {
    let tells_event = |attribute: &AttributeMention| {
        matches!(attribute.role, PhraseRole::Verb | PhraseRole::IntransitiveVerb)
            && matches!(attribute.dimension, Dimension::Date | Dimension::DateRange)
    };
    let mut events = Vec::new();
    // `after GPT-3 came out`, `发布GPT-3后`: when the event was is not what the clause says.
    if words().is_subordinate(scene.text(clause)) {
        return events;
    }
    // One verb may stand for several attributes: 发布 for an announcement and for a release.
    for verbs in scene.attributes.chunk_by(|one, two| one.range == two.range) {
        let attributes: Vec<AttributeIndex> =
            verbs.iter().filter(|verb| tells_event(verb)).map(|verb| verb.attribute).collect();
        if attributes.is_empty() {
            continue;
        }
        let verb = verbs[0].range;
        let has_object = verbs.iter().any(|verb| verb.role == PhraseRole::Verb);
        let Some(date) = date_of(scene, clause, before, verb) else { continue };
        let Some(days) = date.resolve_in_repost(scene.document_time) else { continue };
        let Some(topic) = event_subject(scene, clause, verb, has_object) else { continue };
        let value = ClaimValue::Date { days, is_year_certain: date.is_year_certain() };
        events.push(Event { range: date.expression.range, topic, attributes, value });
    }
    events
}

/// Returns the date of an event: the only one in the clause, or the one that makes up the clause before.
fn date_of<'a>(
    scene: &Scene<'a>,
    clause: TextRange,
    before: Option<(Scene<'a>, TextRange)>,
    verb: TextRange,
) -> Option<&'a DateMention> {
    let own: Vec<&DateMention> = scene.dates.iter().filter(|date| date.is_exact_date(scene.prose)).collect();
    match own.as_slice() {
        [date] => is_beside(scene, clause, date.expression.range, verb).then_some(*date),
        [] => {
            let (earlier, range) = before?;
            let [date] = earlier.dates else { return None };
            let opening = TextRange::empty(range.start());
            let closing = TextRange::empty(range.end());
            let is_alone = earlier.is_light_between(opening, date.expression.range)
                && earlier.is_light_between(date.expression.range, closing);
            (date.is_exact_date(scene.prose) && is_alone).then_some(date)
        }
        _ => None,
    }
}

/// Returns whether a date stands beside a verb: before it, after nothing but light words and names, where a company's
/// name may stand between (`5月16日微软将召开`); or after it, with nothing but light words and the subject between.
fn is_beside(scene: &Scene<'_>, clause: TextRange, date: TextRange, verb: TextRange) -> bool {
    if date.end() <= verb.start() {
        let lead = TextRange::empty(clause.start());
        let opens = match scene.mentions.iter().find(|mention| mention.range.end() <= date.start()) {
            // A company's name may stand before the subject's: `微软Build 2024大会于…`.
            Some(named) => scene.is_light_between(named.range, date),
            // `OpenAI于2023年3月14日发布GPT-4`: who does it, and a preposition.
            None => {
                let lead_text = scene.text(TextRange::new(lead.end(), date.start()));
                let has_agent =
                    lead_text.len() <= 36 && words().when.iter().any(|word| lead_text.ends_with(word.as_str()));
                has_agent || scene.is_light_between(lead, date)
            }
        };
        return opens && u32::from(between(date, verb).len()) <= 48;
    }
    scene.is_light_between(verb, date)
        || says_by_whom(scene.text(between(verb, date)))
        || scene.mentions.iter().any(|mention| {
            verb.end() <= mention.range.start()
                && mention.range.end() <= date.start()
                && scene.is_light_between(verb, mention.range)
                && scene.is_light_between(mention.range, date)
        })
}

/// Returns whose event a verb tells: the name right after it (`发布GPT-4`), or else right before (`GPT-4 was released`).
///
/// Nothing else may follow in the clause but the date and by whom: `launched GPT-4 with a 128K context`, `推出Llama 2的公司`
/// and `DeepMind收购MuJoCo` tell other events. Without `has_object` the verb tells of what stands before it alone.
fn event_subject(scene: &Scene<'_>, clause: TextRange, verb: TextRange, has_object: bool) -> Option<Topic> {
    let guard = scene.guard();
    let is_guarded = |mention: &Mention| guard.is_some_and(|guard| guard.end() <= mention.range.start());
    let after = scene.mentions.iter().find(|mention| verb.end() <= mention.range.start());
    if let Some(after) = after {
        if !has_object {
            return None;
        }
        let is_object = scene.is_light_between(verb, after.range) && !is_guarded(after);
        let is_told = is_object && ends_clause(scene, after.range, clause);
        return is_told.then(|| after.topic()).flatten();
    }
    let before = scene.mentions.iter().rev().find(|mention| mention.range.end() <= verb.start())?;
    let is_subject = scene.is_light_between(before.range, verb)
        && !is_guarded(before)
        && !is_possessor(scene, clause, before)
        && !is_object_of_another(scene, clause, before, verb)
        && ends_clause(scene, verb, clause);
    is_subject.then(|| before.topic()).flatten()
}

/// Returns whether a name is the object of another verb, which the event's goes on after: in `This package needs Python
/// 3.12 and was released in 2024` the package was.
fn is_object_of_another(scene: &Scene<'_>, clause: TextRange, name: &Mention, verb: TextRange) -> bool {
    let gap = scene.text(between(name.range, verb)).trim_start();
    let goes_on = ["and ", "but ", "并", "且", "而"].iter().any(|word| gap.starts_with(word));
    goes_on && !scene.is_light_between(TextRange::empty(clause.start()), name.range)
}

/// Returns whether nothing follows `place` in its clause but words for what it is, the date, and by whom.
fn ends_clause(scene: &Scene<'_>, place: TextRange, clause: TextRange) -> bool {
    let mut rest = scene.text(TextRange::new(place.end(), clause.end().max(place.end())));
    if let Some(word) =
        words().after_name.iter().filter(|word| rest.starts_with(word.as_str())).max_by_key(|word| word.len())
    {
        rest = &rest[word.len()..];
    }
    let after_date =
        scene.dates.iter().find(|date| place.end() <= date.expression.range.start()).map(|date| date.expression.range);
    if let Some(date) = after_date {
        let lead = scene.text(between(place, date));
        let tail = scene.text(TextRange::new(date.end(), clause.end().max(date.end())));
        return (is_preposition(lead) || says_by_whom(lead)) && is_empty(tail);
    }
    is_empty(rest) || says_by_whom(rest)
}

/// Returns whether a stretch before a date says no more than when: `on`, 于, 了.
fn is_preposition(text: &str) -> bool {
    let text =
        text.trim_matches(|character: char| character.is_whitespace() || matches!(character, '*' | '_' | '(' | '（'));
    text.is_empty() || words().when.iter().any(|word| word == text)
}

/// Returns whether a stretch says by whom and no more: ` by Meta on`.
fn says_by_whom(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    if parts.next() != Some("by") {
        return false;
    }
    let rest: Vec<&str> = parts.collect();
    let names = match rest.as_slice() {
        [names @ .., last] if words().when.iter().any(|word| word == last) => names,
        names => names,
    };
    let is_name = |word: &&str| word.starts_with(|character: char| character.is_ascii_uppercase());
    (1..=4).contains(&names.len()) && names.iter().all(is_name)
}

fn is_empty(text: &str) -> bool {
    let text = text.trim_matches(|character: char| !character.is_alphanumeric());
    text.is_empty() || text == "了"
}
