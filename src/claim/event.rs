//! Claims of dates: an event's verb, the date beside it, and whose event it is.

use crate::reference::{AttributeIndex, Dimension, PhraseRole};
use crate::text::TextRange;

use super::agent::is_its_own;
use super::frame::is_possessor;
use super::scene::{AttributeMention, Scene, Topic, between};
use super::words::words;
use super::{ClaimValue, DateMention, Link, Mention};

/// A date that a clause gives an event of a subject.
pub(crate) struct Event {
    pub(crate) range: TextRange,
    pub(crate) topic: Topic,
    pub(crate) link: Link,
    pub(crate) attributes: Vec<AttributeIndex>,
    pub(crate) value: ClaimValue,
}

/// Reads `X was released on …`, `…发布X`: an event's verb, one date beside it, and whose event it is.
///
/// `scene` is the clause's, `before` that of the clause before it with its range, `elliptic` who a clause that names
/// nobody goes on with.
pub(crate) fn events(
    scene: &Scene<'_>,
    clause: TextRange,
    before: Option<(Scene<'_>, TextRange)>,
    elliptic: Option<(Topic, Link)>,
) -> Vec<Event> {
    let tells_event = |attribute: &AttributeMention| {
        matches!(attribute.role, PhraseRole::Verb | PhraseRole::IntransitiveVerb)
            && matches!(attribute.dimension, Dimension::Date | Dimension::DateRange)
    };
    let mut events = Vec::new();
    // `after GPT-3 came out`, `发布GPT-3后`: when the event was is not what the clause says.
    if !scene.attributes.iter().any(tells_event) || words().is_subordinate(scene.text(clause)) {
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
        if before.is_some_and(|(before, range)| says_where(&before, range)) {
            continue;
        }
        let is_other = |other: &AttributeMention| tells_event(other) && other.range != verb;
        let others: Vec<TextRange> =
            scene.attributes.iter().filter(|other| is_other(other)).map(|other| other.range).collect();
        let Some(date) = date_of(scene, clause, before, verb, &others) else { continue };
        let Some(days) = date.resolve(scene.document_time) else { continue };
        // `论文发表于…`: the verb is of that event alone, and the noun says of what.
        let has_work = attributes.len() == 1;
        let named = event_subject(scene, clause, verb, has_object, has_work).map(|topic| (topic, Link::Adjacent));
        // `支持Python 3.12，2024-03-05发布`: what a changelog tells of is the program.
        let is_companion = |topic: &Topic| {
            let start = usize::from(topic.range.start());
            let near = &scene.prose[scene.prose.ceil_char_boundary(start.saturating_sub(32))..start];
            let after = &scene.prose[usize::from(topic.range.end())..];
            words().makes_companion(near) || after.starts_with(" support ")
        };
        let elliptic = elliptic.filter(|(topic, link)| *link == Link::Structure || !is_companion(topic));
        let left_out = || elliptic.filter(|_| tells_only(scene, clause, verb, date.expression.range, has_work));
        let Some((topic, link)) = named.or_else(left_out) else { continue };
        let value = ClaimValue::Date { days, is_year_certain: date.is_year_certain(), is_counted: date.is_counted() };
        events.push(Event { range: date.expression.range, topic, link, attributes, value });
    }
    events
}

/// Returns whether a clause says no more than that something happened, and when: `并于2024年12月26日正式发布`,
/// `and was released on May 6, 2024 with a report`, `Release date: 2024-05-06`.
fn tells_only(scene: &Scene<'_>, clause: TextRange, verb: TextRange, date: TextRange, has_work: bool) -> bool {
    if !clause.contains_range(date) {
        return false;
    }
    let (first, second) = if verb.start() < date.start() { (verb, date) } else { (date, verb) };
    let head = scene.text(TextRange::new(clause.start(), first.start().max(clause.start())));
    let is_work = has_work && names_work(head.trim());
    let is_light =
        is_work || scene.is_light_between(TextRange::empty(clause.start()), first) || says_by_whom_before(head);
    let gap = scene.text(between(first, second));
    let is_joined = scene.is_light_between(first, second) || is_preposition(gap) || says_by_whom(gap);
    let tail = scene.text(TextRange::new(second.end(), clause.end().max(second.end())));
    is_light && is_joined && (is_empty(tail) || goes_on(tail))
}

/// Returns whether a stretch names the work that an event is of and says no more: `论文于`, ` paper was`.
fn names_work(text: &str) -> bool {
    let text = text.trim();
    let rest = words().works.iter().find_map(|work| text.strip_prefix(work.as_str()));
    rest.is_some_and(|rest| {
        let rest = rest.trim();
        rest.is_empty() || words().when.iter().any(|word| word == rest) || words().has_copula(rest) && rest.len() <= 4
    })
}

/// Returns whether a stretch says by whom and when, before the verb: `由Databricks于`.
fn says_by_whom_before(text: &str) -> bool {
    // `which Alibaba released on …`.
    let mut parts = text.split_whitespace();
    if matches!(parts.next(), Some("which" | "that")) {
        let names: Vec<&str> = parts.collect();
        let is_name = |word: &&str| word.starts_with(|first: char| first.is_ascii_uppercase());
        return (1..=3).contains(&names.len()) && names.iter().all(is_name);
    }
    let by = words().by.iter().any(|word| !word.is_ascii() && text.contains(word.as_str()));
    text.len() <= 48 && by && words().when.iter().any(|word| text.ends_with(word.as_str()))
}

/// Returns what a colon announces: `好消息：微软在2024年…`.
fn after_colon(text: &str) -> &str {
    text.rsplit('：').next().unwrap_or(text)
}

/// Returns whether what follows the day of an event goes on with something else: ` with a report`, ` and was …`.
fn goes_on(tail: &str) -> bool {
    let first = tail.split_whitespace().next().unwrap_or_default();
    words().after_event.iter().any(|word| word == first) || is_in_sizes(tail)
}

/// Returns whether a stretch starts with the sizes that something came in: ` in two sizes: …`.
fn is_in_sizes(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    let is_noun = |word: &str| {
        let word = word.trim_end_matches(|last: char| !last.is_alphanumeric());
        words().size_nouns.iter().any(|noun| noun == word)
    };
    parts.next() == Some("in") && parts.take(3).any(is_noun)
}

/// Returns the date of an event: the only one in the clause, or the one that makes up the clause before.
fn date_of<'a>(
    scene: &Scene<'a>,
    clause: TextRange,
    before: Option<(Scene<'a>, TextRange)>,
    verb: TextRange,
    others: &[TextRange],
) -> Option<&'a DateMention> {
    let mut own: Vec<&DateMention> = scene.dates.iter().filter(|date| date.is_exact_date(scene.prose)).collect();
    let has_own = !own.is_empty();
    own.retain(|date| is_beside(scene, clause, date.expression.range, verb));
    if 1 < own.len() {
        // `announced X on January 6 and launched it on January 30`: each verb has its own.
        let is_apart = |date: TextRange| {
            let gap = if verb.end() <= date.start() { between(verb, date) } else { between(date, verb) };
            others.iter().any(|other| gap.contains_range(*other))
        };
        own.retain(|date| !is_apart(date.expression.range));
        let behind = |date: &&DateMention| verb.end() <= date.expression.range.start();
        if own.iter().filter(|date| behind(date)).count() == 1 {
            own.retain(behind);
        }
    }
    match own.as_slice() {
        [date] => Some(*date),
        [] if has_own => None,
        [] => {
            let (earlier, range) = before?;
            let [date] = earlier.dates else { return None };
            let opening = usize::from(range.end()) - after_colon(earlier.text(range)).len();
            let opening = TextRange::empty(crate::text::size(opening));
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
                // `好消息：微软在2024年…`: what a colon announces.
                let lead_text = after_colon(lead_text);
                let has_agent = lead_text.len() <= 36 && ends_with_when(lead_text);
                // `深度求索5月6日发布…`: who does it, without one.
                let is_bare = lead_text.len() <= 36
                    && lead_text.chars().all(|character| crate::text::is_cjk(character) && character != '的')
                    && scene.text(between(date, verb)).trim().is_empty();
                // `2025年7月28日发布的GLM-4.5`: whatever stands before.
                let is_attribute = scene.text(between(date, verb)).trim().is_empty()
                    && scene.prose[usize::from(verb.end())..].starts_with('的');
                has_agent || is_bare || is_attribute || scene.is_light_between(lead, date)
            }
        };
        return opens && u32::from(between(date, verb).len()) <= 48;
    }
    scene.is_light_between(verb, date)
        || is_preposition(scene.text(between(verb, date)))
        || says_by_whom(scene.text(between(verb, date)))
        || scene.mentions.iter().any(|mention| {
            verb.end() <= mention.range.start()
                && mention.range.end() <= date.start()
                && !closes_brackets(scene.text(between(verb, date)))
                && scene.is_light_between(verb, mention.range)
                && scene.is_light_between(mention.range, date)
        })
}

/// Returns whose event a verb tells: the name right after it (`发布GPT-4`), or else right before (`GPT-4 was released`).
///
/// Nothing else may follow in the clause but the date and by whom: `launched GPT-4 with a 128K context`, `推出Llama 2的公司`
/// and `DeepMind收购MuJoCo` tell other events. Without `has_object` the verb tells of what stands before it alone; with
/// `has_work` a noun for the work may stand between (`论文`).
fn event_subject(
    scene: &Scene<'_>,
    clause: TextRange,
    verb: TextRange,
    has_object: bool,
    has_work: bool,
) -> Option<Topic> {
    let guard = scene.guard();
    let is_guarded = |mention: &Mention| {
        guard.is_some_and(|guard| guard.end() <= mention.range.start())
            || is_told_otherwise(scene, clause, mention)
            || !is_its_own(scene, clause, verb, mention)
    };
    // `Falcon 40B (released May 2023) and MPT-30B`: brackets end what a verb in them tells.
    let is_inside = |mention: &&Mention| !closes_brackets(scene.text(between(verb, mention.range)));
    // `DeepMind was founded in 2010 and bought by Google`: the passive tells of what stands before it.
    let lead = scene.text(TextRange::new(clause.start(), verb.start().max(clause.start()))).trim_end();
    let is_passive = ["was", "were", "been"].iter().any(|word| lead.ends_with(word));
    let after = scene.mentions.iter().find(|mention| !is_passive && verb.end() <= mention.range.start());
    let after = after.filter(is_inside);
    if let Some(after) = after {
        if !has_object {
            return None;
        }
        let is_object = scene.is_light_between(verb, after.range) && !is_guarded(after);
        // `2022年6月23日发布的YaLM 100B拥有…`: what follows is said of the name, not of the event.
        let is_attribute = scene.text(between(verb, after.range)).trim() == "的"
            && scene.dates.iter().any(|date| {
                date.expression.range.end() <= verb.start() && scene.is_light_between(date.expression.range, verb)
            })
            && is_plain_after(scene, after.range, clause);
        let is_told = is_object && (is_attribute || ends_clause(scene, after.range, clause));
        return is_told.then(|| after.topic()).flatten();
    }
    let before = scene.mentions.iter().rev().find(|mention| mention.range.end() <= verb.start())?;
    let is_work = has_work && names_work(scene.text(between(before.range, verb)));
    // `Ubuntu 14.04 support ends in April 2026 with the add-on`: an end on terms.
    let on_terms = !has_object
        && scene.dates.iter().rev().find(|date| verb.end() <= date.expression.range.start()).is_some_and(|date| {
            let end = date.expression.range.end();
            let tail = scene.text(TextRange::new(end, clause.end().max(end)));
            tail.split_whitespace().next().is_some_and(|word| matches!(word, "with" | "under" | "for" | "in"))
        });
    if on_terms {
        return None;
    }
    let is_subject =
        (is_work || scene.is_light_between(before.range, verb) || is_model_that(scene, before.range, verb))
            && !is_guarded(before)
            && !is_possessor(scene, clause, before)
            && !is_owner_of_another(scene, before.range, verb)
            && !is_object_of_another(scene, clause, before, verb)
            && ends_clause(scene, verb, clause);
    is_subject.then(|| before.topic()).flatten()
}

/// Returns whether what stands before a name makes it another event's: `two years after GPT-4 was released`, `Spring Boot
/// 3.0 with Java 17 was released`, `传GPT-5将于…`.
fn is_told_otherwise(scene: &Scene<'_>, clause: TextRange, name: &Mention) -> bool {
    let head = scene.text(TextRange::new(clause.start(), name.range.start().max(clause.start())));
    let head = &head[head.ceil_char_boundary(head.len().saturating_sub(160))..];
    let is_relative = ["after ", "since ", "before ", "until "].iter().any(|word| {
        head.rfind(word).is_some_and(|at| {
            let tail = &head[at + word.len()..];
            head[..at].ends_with([' ']) && tail.split_whitespace().count() <= 2
        })
    });
    let head = head.trim_end_matches(|last: char| !last.is_alphanumeric());
    let head = ["the", "a", "an", "our", "its"]
        .iter()
        .find_map(|word| head.strip_suffix(word)?.strip_suffix(' '))
        .unwrap_or(head);
    is_relative || words().makes_companion(head) || words().makes_hearsay(head)
}

/// Returns whether the clause before says where alone something is so: `On Vercel, Node.js 18 reached …`.
fn says_where(scene: &Scene<'_>, clause: TextRange) -> bool {
    let text = scene.text(clause).trim();
    let rest = ["On ", "For ", "In "].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| {
        scene.dates.is_empty()
            && rest.split_whitespace().count() <= 3
            && rest
                .split_whitespace()
                .next()
                .is_some_and(|word| word.bytes().next().is_some_and(|b| b.is_ascii_uppercase()))
    })
}

/// Returns whether something of a name is spoken of, and not the name: `Python 3.12的支持于…`.
fn is_owner_of_another(scene: &Scene<'_>, name: TextRange, verb: TextRange) -> bool {
    let gap = between(name, verb);
    let Some(rest) = scene.text(gap).strip_prefix('的') else { return false };
    let rest = scene
        .dates
        .iter()
        .map(|date| date.expression.range)
        .find(|date| gap.contains_range(*date))
        .map_or(rest, |date| scene.text(TextRange::new(name.end() + crate::text::size('的'.len_utf8()), date.start())));
    let rest = rest.trim();
    !rest.is_empty() && !words().when.iter().any(|word| word == rest)
}

/// Returns whether a name is the object of another verb, which the event's goes on after: in `This package needs Python
/// 3.12 and was released in 2024` the package was.
fn is_object_of_another(scene: &Scene<'_>, clause: TextRange, name: &Mention, verb: TextRange) -> bool {
    let gap = scene.text(between(name.range, verb)).trim_start();
    let goes_on = ["and ", "but ", "并", "且", "而"].iter().any(|word| gap.starts_with(word));
    goes_on && !scene.is_light_between(TextRange::empty(clause.start()), name.range)
}

/// Returns whether a name is followed by words that say something of it, and not by more of a name: 拥有, 是, a mark.
fn is_plain_after(scene: &Scene<'_>, name: TextRange, clause: TextRange) -> bool {
    let tail = scene.text(TextRange::new(name.end(), clause.end().max(name.end()))).trim_start();
    let is_owner = ["的", "'s", "’s"].iter().any(|mark| tail.starts_with(mark));
    tail.is_empty() || !is_owner && words().light_prefix(tail).is_some()
}

/// Returns whether a name is called a model of which the verb tells: `is a code model from AI21 that was`.
fn is_model_that(scene: &Scene<'_>, name: TextRange, verb: TextRange) -> bool {
    let gap = between(name, verb);
    if 120 < u32::from(gap.len()) {
        return false;
    }
    let parts: Vec<&str> = scene.text(gap).split_whitespace().collect();
    let [copula, article, middle @ ..] = parts.as_slice() else { return false };
    let ([middle @ .., "that" | "which", "was"] | [middle @ .., "that" | "which"]) = middle else { return false };
    let Some(head) = middle.iter().position(|word| words().heads.iter().any(|head| head == word)) else { return false };
    let is_maker = match &middle[head + 1..] {
        [] => true,
        ["from" | "by", names @ ..] => {
            names.iter().all(|name| name.starts_with(|first: char| first.is_ascii_uppercase()))
        }
        _ => false,
    };
    // `a model trained on data that was …` is about the data.
    let is_plain = !middle[..head].iter().any(|word| matches!(*word, "on" | "of" | "for" | "with" | "by" | "from"));
    words().has_copula(copula) && matches!(*article, "a" | "an" | "the") && is_maker && is_plain
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
    // `GPT-4发布一周年`: a length of time is no day.
    if let Some(date) = after_date {
        let is_length =
            scene.dates.iter().any(|found| found.expression.range == date && !found.is_exact_date(scene.prose));
        if is_length {
            return false;
        }
        let lead = scene.text(between(place, date));
        // `launched it on …`: the object again.
        let lead = lead.strip_prefix(" it ").unwrap_or(lead);
        let tail = scene.text(TextRange::new(date.end(), clause.end().max(date.end())));
        // `Phi-4 (released December 12, 2024) remains …`.
        let closes = tail.starts_with([')', '）']);
        return (is_preposition(lead) || says_by_whom(lead)) && (is_empty(tail) || goes_on(tail) || closes);
    }
    is_empty(without_brackets(rest)) || says_by_whom(rest) || is_in_sizes(rest)
}

/// Returns whether brackets end in a stretch that were opened before it.
fn closes_brackets(text: &str) -> bool {
    let close = text.find([')', '）']);
    close.is_some_and(|close| text.find(['(', '（']).is_none_or(|open| close < open))
}

/// Returns whether a stretch ends with a word that stands before a day: `OpenAI on `, `xAI于`.
fn ends_with_when(text: &str) -> bool {
    let text = text.trim_end();
    words().when.iter().any(|word| {
        text.strip_suffix(word.as_str())
            .is_some_and(|rest| !word.is_ascii() || rest.ends_with(|last: char| last.is_whitespace()))
    })
}

/// Returns what follows brackets that a stretch starts with: `开源（总参数467亿）`.
fn without_brackets(text: &str) -> &str {
    let trimmed = text.trim_start();
    let Some(inner) = trimmed.strip_prefix(['(', '（']) else { return text };
    inner.find([')', '）']).map_or(text, |end| inner[end..].trim_start_matches([')', '）']))
}

/// Returns whether a stretch before a date says no more than when: `on`, 于, 了.
fn is_preposition(text: &str) -> bool {
    let text =
        text.trim_matches(|character: char| character.is_whitespace() || matches!(character, '*' | '_' | '(' | '（'));
    let text = words().date_nouns.iter().find_map(|noun| text.strip_prefix(noun.as_str())).unwrap_or(text);
    let text = text.trim_matches([' ', ':', '：', '*', '_', '|']);
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
    matches!(text, "" | "了" | "的")
}
