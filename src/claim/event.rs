//! Claims of dates: an event's verb, the date beside it, and whose event it is.

use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::text::TextRange;

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
        attribute.role == PhraseRole::Verb && matches!(attribute.dimension, Dimension::Date | Dimension::DateRange)
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
        let Some(date) = date_of(scene, clause, before, verb) else { continue };
        let Some(days) = date.resolve(scene.document_time) else { continue };
        let Some(topic) = event_subject(scene, verb) else { continue };
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

/// Returns whether a date stands beside a verb: near the clause's start before it, where a company's name may stand
/// between (`5月16日微软将召开`), or after it, with nothing but light words and the subject between.
fn is_beside(scene: &Scene<'_>, clause: TextRange, date: TextRange, verb: TextRange) -> bool {
    if date.end() <= verb.start() {
        return u32::from(between(date, verb).len()) <= 48 && u32::from(date.start() - clause.start()) <= 12;
    }
    scene.is_light_between(verb, date)
        || scene.mentions.iter().any(|mention| {
            verb.end() <= mention.range.start()
                && mention.range.end() <= date.start()
                && scene.is_light_between(verb, mention.range)
                && scene.is_light_between(mention.range, date)
        })
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
