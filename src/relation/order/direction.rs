//! Which way a number goes by the words, and by the numbers: `rose from 300 to 200`, `5%，高于去年同期的8%`.

use std::cmp::Ordering;
use std::sync::LazyLock;

use crate::claim::Analysis;
use crate::document::Document;
use crate::language::Phrases;
use crate::text::TextRange;

use super::figure::Figure;
use super::passage::{Passage, part, tail};
use super::words::{is_filler, list, make_up};

/// Two numbers and a word that says how the one stands to the other, against what they are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Course {
    /// Bytes of the first number.
    pub(crate) first: TextRange,
    /// Bytes of the second number.
    pub(crate) second: TextRange,
    /// Bytes of the word: `rose`, 降, 高于.
    pub(crate) word: TextRange,
    /// Whether the word says that the number rises to the second, or that the first is larger than it.
    pub(crate) says: Says,
}

/// What a word says of two numbers in the order of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Says {
    /// From the first up to the second.
    Rises,
    /// From the first down to the second.
    Falls,
    /// The first is larger.
    IsMore,
    /// The first is smaller.
    IsLess,
}

impl Says {
    /// Returns how the first stands to the second where the word is right.
    fn order(self) -> Ordering {
        match self {
            Self::Rises | Self::IsLess => Ordering::Less,
            Self::Falls | Self::IsMore => Ordering::Greater,
        }
    }
}

/// Bytes between two numbers, at the most.
const MAX_GAP: usize = 90;

/// Returns the pairs of numbers that stand the other way round than their words say, in order.
pub(crate) fn courses_against_their_words(document: &Document, analysis: &Analysis) -> Vec<Course> {
    let prose = document.prose.text();
    let mut found = Vec::new();
    for pair in analysis.quantities.windows(2) {
        let (left, right) = (&pair[0], &pair[1]);
        if left.kind != right.kind || gap(prose, left.range, right.range).is_none() {
            continue;
        }
        if let Some((first, second)) = Figure::of_quantity(left).zip(Figure::of_quantity(right)) {
            found.extend(course(document, analysis, &first, &second));
        }
    }
    // 今年 may stand between two lengths of time.
    let mut last: Option<Figure> = None;
    for length in analysis.dates.iter().filter_map(Figure::of_length) {
        if let Some(first) = last.replace(length)
            && gap(prose, first.range, length.range).is_some()
        {
            found.extend(course(document, analysis, &first, &length));
        }
    }
    found.sort_by_key(|course| course.first.start());
    found
}

fn gap(prose: &str, left: TextRange, right: TextRange) -> Option<&str> {
    let gap = prose.get(usize::from(left.end())..usize::from(right.start()))?;
    (gap.len() <= MAX_GAP && may_relate(gap) && !gap.contains(['。', '；', '！', '\u{FFFC}']) && !gap.contains("\n\n"))
        .then_some(gap)
}

/// Returns whether a gap can hold one of the words at all.
fn may_relate(gap: &str) -> bool {
    static WORDS: LazyLock<Phrases> = LazyLock::new(|| {
        let words = ["to", "than", "from", "above", "below", "exceed", "于", "至", "到", "为", "成"];
        Phrases::new(words.map(str::to_owned))
    });
    WORDS.stems_in(gap)
}

fn course(document: &Document, analysis: &Analysis, first: &Figure, second: &Figure) -> Option<Course> {
    let prose = document.prose.text();
    let order = first.order(second, prose)?;
    let passage = Passage::around(document, analysis, first.range)?;
    if !passage.range.contains_range(second.range) {
        return None;
    }
    let (word, says) = chinese_change(&passage, first, second)
        .or_else(|| english_change(&passage, first, second))
        .or_else(|| compared(&passage, first, second))?;
    let is_usable = says.order() != order
        && !is_signed(&passage, first)
        && !is_signed(&passage, second)
        && !list("ranks").stands_in(passage.text())
        && !is_rate(&passage, second)
        && !is_rate(&passage, first);
    is_usable.then_some(Course { first: first.range, second: second.range, word, says })
}

/// Reads 从1.8万辆增长到2.4万辆.
fn chinese_change(passage: &Passage<'_>, first: &Figure, second: &Figure) -> Option<(TextRange, Says)> {
    if !first.is_plain || !second.is_plain {
        return None;
    }
    let gap = passage.between(first.range, second.start);
    let offset = usize::from(first.range.end());
    let light = list("light");
    let found = ["rise", "fall"].into_iter().find_map(|key| {
        let (at, length) = way(gap, key)?;
        let head = gap[..at].trim_end_matches(['，', ',']);
        let is_plain = make_up(head, &[light, list("counters")]);
        (is_plain && !list(if key == "rise" { "fall" } else { "rise" }).stands_in(gap)).then_some((at, length, key))
    });
    let (at, length, key) = found?;
    let before = passage.before(first.start);
    let from = ["从", "由", "自"].iter().filter_map(|word| before.rfind(word)).max()?;
    let lead = &before[from + "从".len()..];
    let is_lead = lead.chars().count() <= 10
        && !lead.contains(['，', '。', '、', '：', '（', ',', '(', '“', '到', '至'])
        && !list("negative").stands_in(lead);
    let is_better = list("better").has(&gap[at..at + length]);
    let may_be_less = is_better && (first.is_measured() || list("less-is-better").stands_in(passage.text()));
    let says = if key == "rise" { Says::Rises } else { Says::Falls };
    (is_lead && !may_be_less && !passage.is_turned(second.range)).then(|| (part(offset, at, at + length), says))
}

/// Returns the word for a way that leads to what follows the gap: 上升到, 降至.
fn way(gap: &str, key: &str) -> Option<(usize, usize)> {
    let (ways, after_way, light) = (list(key), list("after-way"), list("light"));
    gap.char_indices().find_map(|(at, character)| {
        if character.is_ascii() {
            return None;
        }
        let length = ways.prefix(&gap[at..])?;
        let rest = &gap[at + length..];
        let after = after_way.prefix(rest)?;
        make_up(&rest[after..], &[light]).then_some((at, length))
    })
}

/// Reads `rose sharply from 18,000 in March to 24,000`.
fn english_change(passage: &Passage<'_>, first: &Figure, second: &Figure) -> Option<(TextRange, Says)> {
    if !first.is_plain || !second.is_plain {
        return None;
    }
    let gap = passage.between(first.range, second.start);
    let to = gap.match_indices(" to").map(|(at, _)| at).find(|at| make_up(&gap[at + 3..], &[list("light")]))?;
    let head = &gap[..to];
    let is_plain = head.split_whitespace().count() <= 6
        && head.is_ascii()
        && !head.contains([',', ';', ':', '(', '/', '"'])
        && !["from", "to", "and", "or", "than", "per"].iter().any(|word| head.split(' ').any(|part| part == *word));
    // `fell from 20 to 30%` may be by so much.
    let has_sign = |figure: &Figure| {
        passage.slice(figure.range).contains(['%', '％']) || passage.slice(figure.range).contains("percent")
    };
    if !is_plain || first.is_percentage() && !has_sign(first) {
        return None;
    }
    let mut before = passage.before(first.start);
    while let Some(length) = list("light").suffix(before).filter(|_| list("from").suffix(before).is_none()) {
        before = &before[..before.len() - length];
    }
    let before = before.trim_end_matches(is_filler);
    let before = &before[..before.len() - list("from").suffix(before)?];
    let clause = before.rfind([',', ';', ':', '(', '—']).map_or(before, |at| &before[at + 1..]);
    let clause = tail(clause, 90).trim_end();
    let (verb, says, middle) = nearest_way(clause)?;
    let is_denied = ["not", "no", "never", "without", "didn't", "doesn't", "if", "would"]
        .iter()
        .any(|word| clause.split_whitespace().any(|part| part.eq_ignore_ascii_case(word)));
    let may_be_height = first.is_measured()
        && matches!(
            verb.to_ascii_lowercase().as_str(),
            "fall" | "falls" | "drop" | "drops" | "jump" | "jumps" | "climb" | "climbs"
        );
    if is_denied || may_be_height || !is_plain_middle(middle) || passage.is_turned(second.range) {
        return None;
    }
    let start = verb.as_ptr().addr() - passage.prose.as_ptr().addr();
    Some((crate::text::range(start, start + verb.len()), says))
}

/// Returns the last word for a way in a clause, what it says and what follows it.
fn nearest_way(clause: &str) -> Option<(&str, Says, &str)> {
    let mut best: Option<(usize, usize, Says)> = None;
    for (key, says) in [("rise", Says::Rises), ("fall", Says::Falls)] {
        let mut rest = clause;
        while let Some((at, length)) = list(key).find(rest) {
            let place = clause.len() - rest.len() + at;
            if best.is_none_or(|(known, _, _)| known < place) {
                best = Some((place, length, says));
            }
            rest = &rest[at + length..];
        }
    }
    let (at, length, says) = best?;
    Some((&clause[at..at + length], says, &clause[at + length..]))
}

/// Returns whether the words between a way and `from` are its adverbs or its object alone.
fn is_plain_middle(middle: &str) -> bool {
    let middle = middle.replace("number of", "").replace("amount of", "");
    let words: Vec<&str> = middle.split_whitespace().collect();
    let is_other = |word: &&str| list("not-change").has(word);
    words.len() <= 6 && !words.iter().any(is_other) && !words.contains(&"by")
        || words.is_empty()
        || is_by_figure(&words)
}

/// Returns whether the words are `by 5 %` alone.
fn is_by_figure(words: &[&str]) -> bool {
    let rest = words.strip_prefix(&["by"]).unwrap_or(words);
    rest.len() <= 3
        && rest
            .iter()
            .all(|word| word.starts_with(|c: char| c.is_ascii_digit() || c == '$' || c == '%') || *word == "percent")
}

/// Reads `5%，高于去年同期的8%`, `$20 million, up from $30 million`.
fn compared(passage: &Passage<'_>, first: &Figure, second: &Figure) -> Option<(TextRange, Says)> {
    let gap = passage.between(first.range, second.range);
    let offset = usize::from(first.range.end());
    let has_comma = gap.trim_start().starts_with('，');
    let lead = gap.len() - gap.trim_start_matches(|c: char| is_filler(c) || c == '，').len();
    let keys = [
        ("more-than", Says::IsMore),
        ("less-than", Says::IsLess),
        ("up-from", Says::IsMore),
        ("down-from", Says::IsLess),
    ];
    let (length, says) = keys.into_iter().find_map(|(key, says)| Some((list(key).prefix(&gap[lead..])?, says)))?;
    let rest = &gap[lead + length..];
    let before = passage.before(first.start);
    let near = tail(before, 40);
    let is_fall = |text: &str| list("fall").stands_in(text) || list("negative").stands_in(text);
    // Without a unit two small numbers are sums, versions or places.
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let is_small = first.is_bare() && (first.value < hundred || second.value < hundred);
    let is_clear = first.is_plain
        && make_up(rest, &[list("yardstick"), list("light")])
        && !is_fall(near)
        && !is_small
        // 9.11 and 9.9 stand in riddles.
        && !(first.is_bare() && first.value.trunc() == second.value.trunc())
        && passage.is_asserted()
        && (has_comma || !list("rise").stands_in(near) || !first.is_percentage());
    let word = gap[lead..lead + length].trim_start_matches(|c: char| is_filler(c) || matches!(c, ',' | '('));
    let at = lead + length - word.len();
    is_clear.then(|| (part(offset, at, at + word.len()), says))
}

/// Returns whether a sign or a word makes a number a negative one.
fn is_signed(passage: &Passage<'_>, figure: &Figure) -> bool {
    let before = passage.before(figure.start);
    before.ends_with(['-', '−', '–', '—', '－', ':', '/', '：', '~'])
        || passage.slice(figure.range).starts_with(['-', '−', '－'])
        || list("negative").suffix(before).is_some()
}

/// Returns whether a number is a part of another: a rate, a ratio, a share of something.
fn is_rate(passage: &Passage<'_>, figure: &Figure) -> bool {
    let after = passage.after(figure.range).trim_start_matches(is_filler);
    after.starts_with(['/', ':', '：', '比', '~', '-', '–'])
        || ["per ", "out of ", "in every", "times ", "x "].iter().any(|word| after.starts_with(word))
        || (figure.is_bare()
            && figure.value < rust_decimal::Decimal::from(1000)
            && after.starts_with(['名', '位', '代', '级', '档']))
}
