//! Changes whose two ends and extent stand in one sentence: `from 121 to 209, up 72.7 %`, `由5600件下降12.5%至4900件`.
//!
//! Main type: [`Change`]. What it comes to is computed in [`super::fit`].

use rust_decimal::Decimal;

use super::figure::{Figure, FigureKind, Passage};
use super::words::words;

/// A change from one number to another, and what the text says it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change {
    pub(crate) before: Figure,
    pub(crate) after: Figure,
    /// A percentage, percentage points, a multiple, or a difference in the unit of the ends.
    pub(crate) by: Figure,
    pub(crate) way: Way,
}

/// Which way the words say that a number goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Rise,
    Fall,
    /// For the better: 提升, improvement.
    Better,
    /// 提速, faster.
    Faster,
    /// A multiple in brackets alone: `(5x)`.
    Unsaid,
}

/// Where the three figures of a change stand.
#[derive(Clone, Copy)]
struct Places {
    before: usize,
    after: usize,
    by: usize,
}

/// Returns the changes of a sentence.
pub(super) fn read(passage: &Passage<'_>, changes: &mut Vec<Change>) {
    if passage.figures.len() < 3 || passage.is_doubtful() {
        return;
    }
    for first in 0..passage.figures.len() - 2 {
        let [one, two, three] = [first, first + 1, first + 2];
        let orders = [
            // from 121 to 209, up 72.7 %
            (Places { before: one, after: two, by: three }, pair_then_extent as Reader),
            // to 35.7 % from 31.5 %, up 4.2 points
            (Places { before: two, after: one, by: three }, swapped_pair_then_extent),
            // up 72.7 %, from 121 to 209
            (Places { before: two, after: three, by: one }, extent_then_pair),
            // up 72.7 % to 209 from 121
            (Places { before: three, after: two, by: one }, extent_then_swapped_pair),
            // 209, up 72.7 % from 121
            (Places { before: three, after: one, by: two }, extent_between_swapped),
            // 由121增长72.7%至209
            (Places { before: one, after: three, by: two }, extent_between),
        ];
        for (places, reader) in orders {
            if let Some(change) = change(passage, places, reader) {
                changes.push(change);
                break;
            }
        }
    }
}

type Reader = fn(&Passage<'_>, Places) -> Option<Way>;

fn change(passage: &Passage<'_>, places: Places, reader: Reader) -> Option<Change> {
    let [before, after, mut by] = [places.before, places.after, places.by].map(|place| passage.figures[place]);
    let is_percentage = before.kind == FigureKind::Percent && after.kind == FigureKind::Percent;
    if is_percentage && by.is_count() && is_point(passage.after(places.by)) {
        by.kind = FigureKind::Points;
    }
    let is_extent = match by.kind {
        FigureKind::Percent | FigureKind::Points | FigureKind::Multiple { .. } => true,
        // A difference: its words must say so (by, 了).
        kind => kind == after.kind && by.is_amount(),
    };
    if !is_extent || !before.is_amount() || !after.is_amount() || is_year(passage, before) && is_year(passage, after) {
        return None;
    }
    before.comparable(&after)?;
    let mut way = reader(passage, places)?;
    if by.value.is_sign_negative() {
        by.value = -by.value;
        way = Way::Fall;
    }
    let is_said = match way {
        Way::Faster => before.kind == FigureKind::Time || words().rate_units.stems_in(&passage.text().to_lowercase()),
        Way::Better if matches!(before.kind, FigureKind::Time | FigureKind::Percent) => true,
        Way::Better => {
            let ends = passage.before(places.after.max(places.before));
            words().outcomes.stems_in(ends) || words().outcomes.stems_in(&clause_before(passage, places))
        }
        _ => true,
    };
    (is_said && is_own_extent(passage, places)).then_some(Change { before, after, by, way })
}

/// Returns whether a number is followed by a word for points.
fn is_point(after: &str) -> bool {
    let after = after.trim_start();
    ["points", "point", "pts", "pp", "点", "个点"].iter().any(|word| after.starts_with(word))
}

/// Returns whether a bare number is a year rather than an amount.
fn is_year(passage: &Passage<'_>, figure: Figure) -> bool {
    let text = passage.slice(figure.range);
    figure.is_count() && text.len() == 4 && (text.starts_with("19") || text.starts_with("20"))
}

fn pair_then_extent(passage: &Passage<'_>, places: Places) -> Option<Way> {
    if !starts_pair(passage, places.before) || !ends_pair(passage.before(places.after)) {
        return None;
    }
    let way = extent(passage, places)?;
    is_moving(passage, places, way).then_some(way)
}

fn swapped_pair_then_extent(passage: &Passage<'_>, places: Places) -> Option<Way> {
    let lead = passage.before(places.after);
    let is_to = words().to.last_in(lead).is_some_and(|(_, end)| is_filler(&lead[end..]));
    if is_to && starts_pair(passage, places.before) {
        return extent(passage, places);
    }
    // 209亿元，较上年的121亿元增长72.7%
    let gap = passage.before(places.before);
    let (start, end) = words().than.last_in(gap)?;
    let is_bound = is_filler(&gap[end..]) && is_counter(gap[..start].trim_end_matches([' ', ',', '(']), true);
    is_bound.then(|| way_before(passage, places.by, Some(places.before))).flatten()
}

fn extent_then_pair(passage: &Passage<'_>, places: Places) -> Option<Way> {
    let way = way_before(passage, places.by, None).or_else(|| way_after(passage.after(places.by)))?;
    // `a 30% improvement from 1.1 to 1.2`: versions.
    let is_bare = passage.figures[places.after].is_count() && passage.figures[places.after].place < Decimal::ONE;
    if is_bare && !matches!(way, Way::Rise | Way::Fall) {
        return None;
    }
    (links(passage.before(places.before)) && ends_pair(passage.before(places.after))).then_some(way)
}

fn extent_then_swapped_pair(passage: &Passage<'_>, places: Places) -> Option<Way> {
    let way = way_before(passage, places.by, None)?;
    let gap = passage.before(places.after).trim_start().trim_start_matches(',');
    let (start, end) = words().to.last_in(gap)?;
    let is_to = gap[..start].trim().is_empty() && is_filler(&gap[end..]);
    (is_to && starts_pair(passage, places.before)).then_some(way)
}

fn extent_between_swapped(passage: &Passage<'_>, places: Places) -> Option<Way> {
    if words().than.stand_in(passage.before(places.by)) {
        return None;
    }
    let way = way_before(passage, places.by, Some(places.after))?;
    let gap = passage.before(places.before);
    let lead = words().from.last_in(gap).filter(|(start, _)| gap[..*start].trim().is_empty());
    lead.is_some_and(|(_, end)| is_filler(&gap[end..])).then_some(way)
}

fn extent_between(passage: &Passage<'_>, places: Places) -> Option<Way> {
    let is_from = starts_pair(passage, places.before) || is_yardstick(passage, places.before);
    let gap = passage.before(places.after).trim_start().trim_start_matches([',', ' ']);
    if !is_from || words().from.stand_in(gap) {
        return None;
    }
    // …，达209亿元
    let is_reached = gap.trim_end().ends_with('达') && gap.len() <= 12;
    let is_to = || words().to.last_in(gap).is_some_and(|(start, end)| is_filler(&gap[end..]) && start <= 12);
    (is_reached || is_to()).then(|| way_before(passage, places.by, Some(places.before))).flatten()
}

/// Returns the way of an extent that stands behind the second number, which it must be bound to.
fn extent(passage: &Passage<'_>, places: Places) -> Option<Way> {
    let ahead = places.by.checked_sub(1)?;
    if let Some(way) = way_before(passage, places.by, Some(ahead)) {
        return Some(way);
    }
    let gap = passage.before(places.by);
    let (rest, is_parted) = strip(gap, Strip::Light).0;
    if !is_parted || !is_counter(rest, is_parted) {
        return None;
    }
    if let Some(way) = way_after(passage.after(places.by)) {
        return Some(way);
    }
    let by = passage.figures[places.by];
    let is_bracketed =
        gap.ends_with(['(', '+', '-', '=']) && gap.contains('(') && passage.after(places.by).starts_with(')');
    match by.kind {
        FigureKind::Multiple { .. } if is_bracketed => Some(Way::Unsaid),
        FigureKind::Percent if is_bracketed && (gap.ends_with('-') || by.value.is_sign_negative()) => Some(Way::Fall),
        FigureKind::Percent if is_bracketed && (gap.ends_with('+') || passage.slice(by.range).starts_with('+')) => {
            Some(Way::Rise)
        }
        _ => None,
    }
}

/// Returns the way that the words before an extent say; between them and the figure `behind`, where one is named, may stand
/// no more than what that one counts.
fn way_before(passage: &Passage<'_>, by: usize, behind: Option<usize>) -> Option<Way> {
    let gap = passage.before(by);
    let ((rest, is_parted), way) = strip(gap, Strip::LightAndChanges);
    let way = match (way, passage.figures[by].kind) {
        (None, FigureKind::Multiple { is_word: true }) => Way::Rise,
        (way, _) => way?,
    };
    if behind.is_some() && !is_counter(rest, is_parted) {
        return None;
    }
    Some(way)
}

/// Returns the way that the words after an extent say: `reduction`, `的增长`, `more`.
fn way_after(text: &str) -> Option<Way> {
    let mut rest = text.trim_start_matches([' ', '-', '的']);
    for _ in 0..3 {
        if let Some((way, length)) = change_prefix(rest) {
            // `30% less memory` speaks of the memory, `30% faster` of the pair.
            let is_noun_open = rest[length..].starts_with(" in ") || rest[length..].starts_with(" of ");
            return (!is_noun_open || !rest[length + 4..].starts_with("the")).then_some(way);
        }
        let length = words().light.prefix(rest).filter(|length| 1 < *length)?;
        rest = rest[length..].trim_start();
    }
    None
}

fn change_prefix(text: &str) -> Option<(Way, usize)> {
    let words = words();
    let found = [
        (Way::Faster, words.faster.prefix(text)),
        (Way::Rise, words.rise.prefix(text)),
        (Way::Fall, words.fall.prefix(text)),
        (Way::Better, words.better.prefix(text)),
    ];
    found.into_iter().filter_map(|(way, length)| Some((way, length?))).max_by_key(|(_, length)| *length)
}

fn change_suffix(text: &str) -> Option<(Way, usize)> {
    let words = words();
    let found = [
        (Way::Faster, words.faster.suffix(text)),
        (Way::Rise, words.rise.suffix(text)),
        (Way::Fall, words.fall.suffix(text)),
        (Way::Better, words.better.suffix(text)),
    ];
    found.into_iter().filter_map(|(way, length)| Some((way, length?))).max_by_key(|(_, length)| *length)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Strip {
    Light,
    LightAndChanges,
}

/// Takes light words, words of change and marks off the end of a gap; returns what is left, whether a mark was among what
/// was taken, and the way of the word of change that stood nearest to the end.
fn strip(gap: &str, what: Strip) -> ((&str, bool), Option<Way>) {
    let mut rest = gap;
    let mut is_parted = false;
    let mut way = None;
    loop {
        rest = rest.trim_end();
        if rest.ends_with([',', '(', ':', '-', '+', ';', '~', '=']) {
            is_parted = true;
            rest = &rest[..rest.len() - 1];
            continue;
        }
        if what == Strip::LightAndChanges
            && let Some((found, length)) = change_suffix(rest)
        {
            way = way.or(Some(found));
            rest = &rest[..rest.len() - length];
            continue;
        }
        let elsewhere = words().elsewhere.suffix(rest).filter(|_| what == Strip::LightAndChanges);
        let Some(length) = elsewhere.or_else(|| words().light.suffix(rest)) else { break };
        is_parted |= matches!(&rest[rest.len() - length..], "a" | "an" | "or" | "representing" | "," | "which" | "即");
        rest = &rest[..rest.len() - length];
    }
    ((rest, is_parted), way)
}

/// Returns whether the words behind a number are what it counts: short, and of the same clause.
fn is_counter(rest: &str, is_parted: bool) -> bool {
    let limit = if is_parted { 36 } else { 20 };
    rest.len() <= limit && !rest.contains([',', ';', ':', '(', ')', '.', '。', '"', '“', '”'])
}

/// Returns whether the words before a number make it the one that a change starts from.
fn starts_pair(passage: &Passage<'_>, figure: usize) -> bool {
    let gap = passage.before(figure);
    let Some((start, end)) = words().from.last_in(gap) else { return false };
    let is_other_word =
        gap[end..].starts_with('于') || gap[end..].starts_with("来") || gap[..start].ends_with(['来', '理']);
    is_filler(&gap[end..]) && !is_other_word && !words().range_leads.ends(&gap[..start])
}

/// Returns whether a number is one that another is held against: 较上年的121亿元.
fn is_yardstick(passage: &Passage<'_>, figure: usize) -> bool {
    let gap = passage.before(figure);
    words().than.last_in(gap).is_some_and(|(start, end)| is_filler(&gap[end..]) && !gap[..start].ends_with("同比"))
}

/// Returns whether the words between an extent and the number that a change starts from only join them.
fn links(gap: &str) -> bool {
    let Some((start, end)) = words().from.last_in(gap) else { return false };
    let lead = gap[..start].trim_matches([' ', ',', '(', ':', '-', ')']);
    is_filler(&gap[end..]) && (lead.is_empty() || strip(lead, Strip::LightAndChanges).0.0.trim().is_empty())
}

/// Returns whether the words between two numbers make the second the one that a change ends at.
fn ends_pair(gap: &str) -> bool {
    let Some((start, end)) = words().to.last_in(gap) else { return false };
    let lead = &gap[..start];
    let commas = lead.matches(',').count();
    lead.len() <= 60
        && commas <= 1
        && (commas == 0 || lead.rsplit(',').next().is_some_and(|clause| clause.len() <= 24))
        && !lead.contains([';', '(', ')', '。', '"', '“', '”', ':'])
        && !lead.contains(". ")
        && !words().from.stand_in(lead)
        && is_filler(&gap[end..])
}

/// Returns whether words right before a number, after a word such as `to`, say no more than what the number is.
fn is_filler(text: &str) -> bool {
    // 比去年上涨了573元, 比上次提高了20分: the difference, and not the number before.
    let words = words();
    let changes = [&words.rise, &words.fall, &words.better, &words.faster];
    let is_change = || {
        let is_latin = text.is_ascii();
        text.contains(['增', '减', '涨', '降', '升', '跌'])
            || !is_latin && changes.iter().any(|list| list.stand_in(text))
            || is_latin && change_suffix(text.trim_end().trim_end_matches(" by")).is_some()
    };
    text.len() <= 36 && !is_change() && !text.contains([',', ';', ':', '(', ')', '。', '"', '“', '”', '/'])
}

/// Returns whether the two numbers are the ends of a change and not those of a range: `rose from 10 to 20`.
fn is_moving(passage: &Passage<'_>, places: Places, way: Way) -> bool {
    if words().ranges.starts(passage.after(places.after)) {
        return false;
    }
    let words = words();
    let ends = passage.before(places.after);
    let is_verb = |text: &str| {
        words.rise.stand_in(text)
            || words.fall.stand_in(text)
            || words.better.stand_in(text)
            || words.faster.stand_in(text)
            || words.moves.stems_in(text)
    };
    let lead = clause_before(passage, places);
    // In Chinese the verb stands between the two numbers, or the extent alone has one: 从10到20，增长100%.
    let extent = passage.before(places.by).trim_end();
    let after = passage.after(places.by).trim_start();
    let is_last = !after.starts_with(char::is_alphanumeric)
        || ["in ", "over ", "on ", "since ", "from ", "and "].iter().any(|word| after.starts_with(word));
    let is_said = is_last && ["up", "down"].iter().any(|word| extent.ends_with(word));
    !ends.is_ascii() && way != Way::Unsaid || is_said || is_verb(ends) || is_verb(&lead)
}

/// Returns the last words before the first number of a pair, in lower case.
fn clause_before(passage: &Passage<'_>, places: Places) -> String {
    let lead = passage.lead(places.before.min(places.after));
    lead[lead.floor_char_boundary(lead.len().saturating_sub(90))..].to_lowercase()
}

/// Returns whether an extent is one of the two numbers beside it: not one a year, not one from another base, and not one
/// of something else that is named behind it.
fn is_own_extent(passage: &Passage<'_>, places: Places) -> bool {
    let words = words();
    let (before, after) = (passage.before(places.by), passage.after(places.by));
    let near = before.rsplit([',', '(']).next().unwrap_or_default();
    if words.rates.stand_in(near) || words.rates.starts(after.trim_start_matches([' ', '('])) {
        return false;
    }
    let is_of_another = after.starts_with('的') && !words.own_nouns.starts(after)
        || ["of ", "off", "in the", "for "].iter().any(|word| after.trim_start().starts_with(word))
        || places.after != places.by + 1 && after.trim_start().starts_with("to ");
    if is_of_another {
        return false;
    }
    // 同比增长: from a number of a year before, which must be the one that stands there.
    // `up 35 % from a year ago`, `up 35 % on the year before`
    let next = after.trim_start();
    let is_counted = places.by + 1 != places.before
        && (words.than.starts(next)
            || words.from.starts(next)
            || next.starts_with("on the ")
            || next.starts_with("over the "));
    let is_elsewhere =
        words.elsewhere.stand_in(near) || words.elsewhere.starts(after) || is_counted && places.by + 1 != places.after;
    let is_compared = places.by.checked_sub(1) != Some(places.before) && words.than.stand_in(near);
    if !is_elsewhere && !is_compared {
        return true;
    }
    let base = passage.written_before(places.before).to_lowercase();
    let is_year_before = |text: &str| words.base_before.stems_in(text);
    is_year_before(&base) || is_year_before(passage.after(places.before)) || !is_counted && is_year_before(after)
}
