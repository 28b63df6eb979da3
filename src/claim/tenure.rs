//! Claims of lengths of time up to the document's day: how long somebody has been somewhere, how old a company is.

use crate::quantity::{Operator, Quantity, QuantityKind, QuantityValue};
use crate::reference::{AttributeIndex, PhraseRole};
use crate::temporal::{Duration, Granularity, TemporalValue};
use crate::text::{TextRange, range};

use super::scene::{Scene, Topic, between};
use super::words::words;
use super::{Claim, ClaimValue, DateMention, Link};

/// A length of time that a clause gives to a subject.
pub(crate) struct Tenure {
    pub(crate) range: TextRange,
    pub(crate) topic: Topic,
    pub(crate) link: Link,
    pub(crate) attributes: Vec<AttributeIndex>,
    pub(crate) value: ClaimValue,
}

/// Reads `X加入微软才一个月`, `成立三年的X`, `X has been at Microsoft for a month`, `the two-year-old startup X`.
///
/// `last` is who was spoken of last, for 他 and `he`. Where anything but light words stands between the parts, or the
/// clause speaks of another time than today, nothing is read.
pub(crate) fn tenures(scene: &Scene<'_>, clause: TextRange, last: Option<Topic>) -> Vec<Tenure> {
    let mut tenures = Vec::new();
    let since = |attribute: &&super::scene::AttributeMention| attribute.role == PhraseRole::Since;
    let mut phrases = scene.attributes.iter().filter(since).peekable();
    if phrases.peek().is_none() || speaks_of_then(scene, clause) {
        return tenures;
    }
    while let Some(phrase) = phrases.next() {
        let mut attributes = vec![phrase.attribute];
        while let Some(same) = phrases.next_if(|same| same.range == phrase.range) {
            attributes.push(same.attribute);
        }
        let found = aged(scene, clause, phrase.range).or_else(|| lasting(scene, clause, phrase.range, last));
        if let Some((range, duration, topic, link)) = found {
            tenures.push(Tenure { range, topic, link, attributes, value: ClaimValue::Elapsed(duration) });
        }
    }
    tenures
}

/// Drops the lengths of time of a block that tells of days long before the document: they end there, not today.
pub(crate) fn drop_lengths_of_the_past(block: &Scene<'_>, first: usize, claims: &mut Vec<Claim>) {
    /// News tells of the last weeks.
    const RECENT_DAYS: i64 = 60;
    let is_length = |claim: &Claim| matches!(claim.value, ClaimValue::Elapsed(_));
    let Some(today) = block.document_time else { return };
    if !claims[first..].iter().any(is_length) {
        return;
    }
    let is_old = |date: &DateMention| {
        let resolved = date.resolve(block.document_time);
        length_of(&date.expression.value).is_none()
            && resolved.is_some_and(|resolved| RECENT_DAYS < (today - resolved.end).num_days())
    };
    if block.dates.iter().any(is_old) {
        let mut index = 0;
        claims.retain(|claim| {
            index += 1;
            index <= first || !is_length(claim)
        });
    }
}

/// Returns whether a clause speaks of a day gone by (`当时成立三年`, `曾`), of a plan, or of what came afterwards.
fn speaks_of_then(scene: &Scene<'_>, clause: TextRange) -> bool {
    let text = scene.text(clause);
    let is_dated = scene.dates.iter().any(|date| length_of(&date.expression.value).is_none());
    let lower = text.to_ascii_lowercase();
    let padded = format!(" {lower} ");
    is_dated
        || words().is_subordinate(text)
        || words().then.iter().any(|word| match word.is_ascii() {
            true => padded.contains(&format!(" {word} ")),
            false => text.contains(word.as_str()),
        })
}

/// `the two-year-old startup X`: the phrase ends an age, and the name follows.
fn aged(scene: &Scene<'_>, clause: TextRange, phrase: TextRange) -> Option<(TextRange, Duration, Topic, Link)> {
    let age = scene.quantities.iter().find(|age| age.kind == QuantityKind::Age && age.range.contains_range(phrase))?;
    let duration = age_of(age)?;
    let after = scene.mentions.iter().find(|mention| age.range.end() <= mention.range.start())?;
    let gap = scene.text(between(age.range, after.range)).trim();
    let is_plain = gap.split_whitespace().all(|word| words().since_nouns.iter().any(|noun| noun == word));
    let is_whole = clause.contains_range(after.range);
    (is_plain && is_whole).then_some((age.range, duration, after.topic()?, Link::Adjacent))
}

/// `X加入微软才一个月`: the phrase stands before the length.
fn lasting(
    scene: &Scene<'_>,
    clause: TextRange,
    phrase: TextRange,
    last: Option<Topic>,
) -> Option<(TextRange, Duration, Topic, Link)> {
    let (place, duration) = length_behind(scene, clause, phrase)?;
    let tail = scene.text(TextRange::new(place.end(), clause.end())).trim_start_matches(['*', '_']);
    if let Some(rest) = tail.strip_prefix('的') {
        // `成立三年的X`, `成立仅三年的初创公司X`: what follows is the subject.
        let after = scene.mentions.iter().find(|mention| place.end() <= mention.range.start())?;
        let gap = &rest[..usize::from(after.range.start() - place.end()).checked_sub("的".len())?.min(rest.len())];
        let is_plain = gap.is_empty() || words().since_nouns.iter().any(|noun| noun == gap.trim());
        return is_plain.then_some((place, duration, after.topic()?, Link::Adjacent));
    }
    if !ends_length(tail) {
        return None;
    }
    let before = scene.mentions.iter().rev().find(|mention| mention.range.end() <= phrase.start());
    if let Some(before) = before {
        let is_subject = scene.is_light_between(before.range, phrase) && scene.guard().is_none();
        return is_subject.then_some((place, duration, before.topic()?, Link::Adjacent));
    }
    let lead = scene.text(TextRange::new(clause.start(), phrase.start())).trim_end();
    let pronoun = words().persons.iter().any(|word| match word.is_ascii() {
        true => lead.rsplit(' ').any(|part| part.eq_ignore_ascii_case(word)) && lead.split(' ').count() <= 3,
        false => lead.ends_with(word.as_str()),
    });
    (pronoun && scene.mentions.is_empty()).then_some((place, duration, last?, Link::Anaphor))
}

/// Returns the length of time right behind a phrase: `才一个月`, ` for a month`, ` three years ago`.
fn length_behind(scene: &Scene<'_>, clause: TextRange, phrase: TextRange) -> Option<(TextRange, Duration)> {
    let is_plain = |gap: &str| {
        let gap = gap.trim().trim_matches(['*', '_']);
        gap.is_empty() || words().up_to_now.iter().any(|word| word == gap)
    };
    let next = scene.dates.iter().find(|date| phrase.end() <= date.expression.range.start());
    if let Some(next) = next
        && is_plain(scene.text(between(phrase, next.expression.range)))
    {
        return Some((next.expression.range, length_of(&next.expression.value)?));
    }
    // `for a month` has an article for its number.
    let rest = scene.text(TextRange::new(phrase.end(), clause.end().max(phrase.end())));
    let (gap, unit) = rest.match_indices(" a ").chain(rest.match_indices(" an ")).find_map(|(at, article)| {
        let tail = &rest[at + article.len()..];
        let length = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
        let unit = match &tail[..length] {
            "week" => Granularity::Week,
            "month" => Granularity::Month,
            "year" => Granularity::Year,
            "decade" => Granularity::Decade,
            _ => return None,
        };
        Some((&rest[..at], (at + 1, at + article.len() + length, unit)))
    })?;
    let start = usize::from(phrase.end());
    let place = range(start + unit.0, start + unit.1);
    is_plain(gap).then_some((place, Duration { unit: unit.2, hundredths: 100 }))
}

/// Returns whether nothing follows a length of time that counts it from elsewhere: 三年后, `a year before`.
fn ends_length(tail: &str) -> bool {
    let tail = tail.trim_start_matches(['了', '来', ' ', '*', '_']);
    let Some(first) = tail.chars().next() else { return true };
    if first.is_ascii_alphabetic() {
        let length = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
        return matches!(&tail[..length], "and" | "but" | "ago" | "now" | "already");
    }
    !first.is_alphanumeric()
}

/// Returns the length that an expression gives; years and months ago are one up to today.
fn length_of(value: &TemporalValue) -> Option<Duration> {
    match value {
        TemporalValue::Duration(duration) => Some(*duration),
        TemporalValue::Relative(relative) if relative.is_distance && relative.offset < 0 => {
            Some(Duration { unit: relative.unit, hundredths: i64::from(relative.offset).checked_mul(-100)? })
        }
        _ => None,
    }
}

/// Returns the length that an age in whole or half units gives.
fn age_of(age: &Quantity) -> Option<Duration> {
    let QuantityValue::Exact(amount) = age.value else { return None };
    let unit = match age.unit? {
        "Year" => Granularity::Year,
        "Month" => Granularity::Month,
        "Week" => Granularity::Week,
        "Day" => Granularity::Day,
        _ => return None,
    };
    let hundredths = amount.value.checked_mul(rust_decimal::Decimal::ONE_HUNDRED)?;
    let is_exact = age.operator == Operator::Equal && hundredths.fract().is_zero();
    Some(Duration { unit, hundredths: i64::try_from(hundredths).ok().filter(|_| is_exact)? })
}
