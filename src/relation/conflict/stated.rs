//! The numbers of a document with what they are values of and whose.

use crate::claim::{Analysis, Sentence, sentences};
use crate::document::{Block, BlockKind, Document};
use crate::language::CueKind;
use crate::quantity::{Amount, Quantity, QuantityKind};
use crate::temporal::TemporalValue;
use crate::text::TextRange;

use super::passage::{Passage, exact, passages, with_operator};
use super::subject::{self, Whose, whose};
use super::words::{is_filler, strip_end, strip_start, words};

/// A number of a document.
#[derive(Clone, Debug)]
pub(super) struct Stated<'a> {
    pub(super) quantity: &'a Quantity,
    pub(super) amount: Amount,
    pub(super) topic: Option<Topic>,
    /// Read for topics of the vocabulary alone, as `behind` and `is_plain` are: by them no others are held against each
    /// other.
    pub(super) whose: Whose,
    /// The name that follows: 全长3600米的海棠大桥.
    pub(super) behind: Option<Whose>,
    pub(super) place: Place,
    pub(super) block: usize,
    pub(super) clause: TextRange,
    /// The days and years that its sentence speaks of, as written.
    pub(super) dates: Vec<&'a str>,
    /// Whether the text says it itself and of now, of the thing itself.
    pub(super) is_plain: bool,
    /// Whether a number of a list; read in titles of any topic.
    pub(super) is_listed: bool,
}

/// What a number is a value of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// One of the vocabulary.
    Known(usize),
    /// The noun that follows the number.
    Noun(String),
}

/// Where a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The title of the front matter, or the heading of the first rank.
    Title,
    /// Another text of the front matter.
    Description,
    Text,
    Heading,
    Cell,
}

impl Stated<'_> {
    /// Returns whether two numbers count the same: the unit and what it is.
    pub(super) fn measures_as(&self, other: &Stated<'_>) -> bool {
        self.quantity.kind == other.quantity.kind && self.quantity.unit == other.quantity.unit
    }

    fn is_known(&self) -> bool {
        matches!(self.topic, Some(Topic::Known(_)))
    }

    pub(super) fn is_title(&self) -> bool {
        matches!(self.place, Place::Title | Place::Description)
    }
}

/// Returns the place that a block's numbers stand in.
pub(super) fn place_of(block: &Block) -> Place {
    match &block.kind {
        BlockKind::FrontMatter { key } if ["title", "headline"].iter().any(|title| key.eq_ignore_ascii_case(title)) => {
            Place::Title
        }
        BlockKind::FrontMatter { .. } => Place::Description,
        BlockKind::Heading(1) => Place::Title,
        BlockKind::Heading(_) => Place::Heading,
        BlockKind::TableCell { .. } => Place::Cell,
        BlockKind::Paragraph { .. } | BlockKind::Footnote => Place::Text,
    }
}

/// Returns the topics that numbers of a document may have, a number each, in order of place.
///
/// Cheaper than [`stated`], which reads the sentence around a number: a number that has a topic there has it here, and some
/// more have one.
pub(super) fn likely_topics<'a>(document: &'a Document, analysis: &'a Analysis) -> Vec<(&'a Quantity, usize)> {
    let words = words();
    let mut found = Vec::new();
    for passage in passages(document, analysis, 1) {
        if let BlockKind::TableCell { table, row, column } = passage.block.kind {
            found.extend(cell(&passage, table, row, column).and_then(|cell| match cell.topic {
                Some(Topic::Known(topic)) => Some((cell.quantity, topic)),
                _ => None,
            }));
            continue;
        }
        for quantity in passage.quantities.iter().filter(|quantity| is_wanted(quantity) && exact(quantity).is_some()) {
            let before = passage.before(with_operator(quantity));
            let of_number = words.topic_before(before).map(|(topic, _)| topic);
            let behind = words.topic_after(passage.after(quantity.range)).filter(|topic| of_number != Some(*topic));
            let told = || {
                // The clause before may name it.
                let clause = strip_end(before, &[&words.light, &words.verbs]).trim_end_matches(is_mark);
                words.topic_before(clause).map(|(topic, _)| topic)
            };
            let topics = of_number.into_iter().chain(behind);
            let told = if of_number.or(behind).is_none() { told() } else { None };
            found.extend(topics.chain(told).map(|topic| (quantity, topic)));
        }
    }
    found
}

/// Returns whether a character may stand between two clauses.
fn is_mark(character: char) -> bool {
    is_filler(character) || !character.is_alphanumeric()
}

/// Returns the numbers of a document that can be held against each other, in order: those that `is_chosen`.
pub(super) fn stated<'a>(
    document: &'a Document,
    analysis: &'a Analysis,
    is_chosen: impl Fn(&Quantity) -> bool,
) -> Vec<Stated<'a>> {
    let mut found = Vec::new();
    let is_wanted = |quantity: &Quantity| is_wanted(quantity) && is_chosen(quantity);
    for passage in passages(document, analysis, 1) {
        if !passage.quantities.iter().any(is_wanted) {
            continue;
        }
        let place = place_of(passage.block);
        if let BlockKind::TableCell { table, row, column } = passage.block.kind {
            found.extend(cell(&passage, table, row, column));
            continue;
        }
        let protected: Vec<TextRange> = passage.quantities.iter().map(|quantity| quantity.range).collect();
        let sentences = sentences(document.prose.text(), passage.block.range, &protected);
        let mut from = 0;
        for (index, quantity) in passage.quantities.iter().enumerate() {
            let Some(amount) = exact(quantity).filter(|_| is_wanted(quantity)) else { continue };
            from +=
                sentences[from..].iter().take_while(|sentence| sentence.range.end() <= quantity.range.start()).count();
            let Some(sentence) = sentences.get(from) else { break };
            let clause = sentence.clauses.iter().find(|clause| clause.contains_range(quantity.range));
            let Some(clause) = clause else { continue };
            let mut stated = read(&passage, quantity, amount, (sentence, *clause), place);
            stated.is_listed = (stated.is_title() || stated.is_known()) && is_listed(&passage, index);
            found.push(stated);
        }
    }
    found
}

fn is_wanted(quantity: &Quantity) -> bool {
    matches!(quantity.kind, QuantityKind::Number | QuantityKind::Money | QuantityKind::Dimension)
}

fn read<'a>(
    passage: &Passage<'a>,
    quantity: &'a Quantity,
    amount: Amount,
    (sentence, clause): (&Sentence, TextRange),
    place: Place,
) -> Stated<'a> {
    let words = words();
    let prose = passage.document.prose.text();
    let slice = |start: usize, end: usize| prose.get(start..end.max(start)).unwrap_or_default();
    let own = with_operator(quantity);
    let dates = dates_in(passage, sentence.range);
    // A date before the number is no part of the name.
    let mut start = usize::from(clause.start());
    for (range, _) in &dates {
        if clause.contains_range(*range) && range.end() <= own.start() {
            start = usize::from(range.end());
        }
    }
    let near = prose.ceil_char_boundary(usize::from(own.start()).saturating_sub(160)).max(start);
    let before = slice(near, usize::from(own.start())).to_lowercase();
    let far = prose.floor_char_boundary((usize::from(quantity.range.end()) + 80).min(usize::from(clause.end())));
    let after = slice(usize::from(quantity.range.end()), far).to_lowercase();
    let topic_before = words.topic_before(&before);
    let topic_after = words.topic_after(&after);
    let is_title = matches!(place, Place::Title | Place::Description);
    let topic = match (topic_before, topic_after) {
        // `secured a $70 million investment`: what follows says more; 融资5亿美元收购 may be either.
        (Some((one, _)), Some(other)) if one != other => after.is_ascii().then_some(Topic::Known(other)),
        (Some((topic, _)), _) | (None, Some(topic)) => Some(Topic::Known(topic)),
        (None, None) => told_before(passage, sentence, clause, &before)
            .or_else(|| is_title.then(|| words.only_topic_in(&before)).flatten())
            .map(Topic::Known)
            .or_else(|| noun(quantity, &after).map(Topic::Noun)),
    };
    let name_part = match topic_before {
        Some((_, at)) => &before[..at],
        None => &before,
    };
    let is_known = matches!(topic, Some(Topic::Known(_)));
    let whose = if is_known { whose(name_part) } else { Whose::Unknown };
    let behind = bare_behind(&after).filter(|_| is_known).map(subject::plain);
    let is_meant = || {
        let cues = &passage.analysis.cues;
        let first = cues.partition_point(|cue| cue.range.start() < sentence.range.start());
        cues[first..].iter().take_while(|cue| cue.range.end() <= sentence.range.end()).all(|cue| match cue.kind {
            CueKind::Hedge | CueKind::Denial => false,
            CueKind::Negation | CueKind::Condition | CueKind::Question | CueKind::Forecast => {
                own.end() <= cue.range.start()
            }
            _ => true,
        })
    };
    let is_plain = is_known
        && is_meant()
        && !sentence.is_question
        && !words.other.stand_in(&before)
        && !words.is_qualified(topic.as_ref(), &after);
    Stated {
        quantity,
        amount,
        topic,
        whose,
        behind,
        place,
        block: passage.index,
        clause,
        dates: dates.into_iter().map(|(_, text)| text).collect(),
        is_plain,
        is_listed: false,
    }
}

/// Returns what follows 的 behind a number.
fn bare_behind(after: &str) -> Option<&str> {
    after.trim_start_matches(is_filler).strip_prefix('的')
}

/// Returns the topic that the clause before ends with, where this one has only light words: 完成融资，金额为12亿元.
fn told_before(passage: &Passage<'_>, sentence: &Sentence, clause: TextRange, before: &str) -> Option<usize> {
    let words = words();
    let bare_before = strip_end(before, &[&words.light]);
    if !strip_start(bare_before, &[&words.light, &words.verbs]).is_empty() {
        return None;
    }
    let index = sentence.clauses.iter().position(|other| *other == clause)?.checked_sub(1)?;
    let before = passage.document.prose.slice(sentence.clauses[index]).to_lowercase();
    words.topic_before(&before).map(|(topic, _)| topic)
}

/// Returns the noun that follows a number without a unit: a word of letters, or two characters of Chinese.
fn noun(quantity: &Quantity, after: &str) -> Option<String> {
    if quantity.kind != QuantityKind::Number {
        return None;
    }
    let after = after.trim_start_matches(is_filler);
    let first = after.chars().next()?;
    if first.is_ascii_alphabetic() {
        let end = after.find(|character: char| !character.is_ascii_alphabetic()).unwrap_or(after.len());
        let word = after[..end].trim_end_matches('s');
        return (3 < word.len()).then(|| word.to_owned());
    }
    let after = after
        .trim_start_matches(['个', '名', '位', '多', '余', '的', '家', '台', '部', '款', '条', '张', '份', '项', '种']);
    let two: String = after.chars().take(2).filter(|character| character.is_alphabetic()).collect();
    (two.chars().count() == 2).then_some(two)
}

/// Returns the dates of a stretch of the prose, as written.
fn dates_in<'a>(passage: &Passage<'a>, range: TextRange) -> Vec<(TextRange, &'a str)> {
    let dates = &passage.analysis.dates;
    let first = dates.partition_point(|date| date.expression.range.start() < range.start());
    let inside = dates[first..].iter().take_while(|date| date.expression.range.end() <= range.end());
    let inside = inside.filter(|date| !matches!(date.expression.value, TemporalValue::Duration(_)));
    let inside = inside.filter(|date| {
        let text = passage.document.prose.slice(date.expression.range).to_lowercase();
        !["今天", "今日", "目前", "today", "today's", "now"].contains(&text.as_str())
    });
    inside.map(|date| (date.expression.range, passage.document.prose.slice(date.expression.range))).collect()
}

/// Returns whether a number stands in a list of numbers, or in a range: `7B, 13B and 70B`.
fn is_listed(passage: &Passage<'_>, index: usize) -> bool {
    let joins = |one: Option<&Quantity>, other: Option<&Quantity>| {
        let (Some(one), Some(other)) = (one, other) else { return false };
        if one.kind != other.kind {
            return false;
        }
        let gap = passage.between(one.range, other.range).to_lowercase();
        let is_joined = gap.contains(['、', '/', '-', '~', '|', '和', '或', '与', '至', '到'])
            || gap.trim() == ","
            || [" and ", " or ", " to "].iter().any(|word| gap.contains(word));
        gap.len() <= 16 && is_joined && gap.trim_matches(|mark: char| !mark.is_alphanumeric()).chars().count() <= 3
    };
    let at = |index: Option<usize>| index.and_then(|index| passage.quantities.get(index));
    joins(at(index.checked_sub(1)), at(Some(index))) || joins(at(Some(index)), at(Some(index + 1)))
}

/// Reads the one number of a cell under a heading that names what it is, in a row that names whose.
fn cell<'a>(passage: &Passage<'a>, table: usize, row: usize, column: usize) -> Option<Stated<'a>> {
    let [quantity] = passage.quantities else { return None };
    let words = words();
    let document = passage.document;
    let text = document.block_text(passage.block);
    let amount = exact(quantity).filter(|_| is_wanted(quantity) && row != 0 && column != 0)?;
    // Nothing else may stand in the cell, and the head gives no scale of its own.
    if text.trim_matches(is_filler).len() != usize::from(quantity.range.len()) {
        return None;
    }
    let rows = &document.tables.get(table)?.rows;
    let cell_text = |row: usize, column: usize| {
        let block = document.blocks.get(*rows.get(row)?.get(column)?)?;
        Some(document.block_text(block).to_lowercase())
    };
    let (head, name) = (cell_text(0, column)?, cell_text(row, 0)?);
    let head = head.trim_matches(is_filler);
    let (topic, start) = words.topic_before(head)?;
    (start == 0).then_some(())?;
    Some(Stated {
        quantity,
        amount,
        topic: Some(Topic::Known(topic)),
        whose: subject::plain(&name),
        behind: None,
        place: Place::Cell,
        block: passage.index,
        clause: passage.block.range,
        dates: Vec::new(),
        is_plain: true,
        is_listed: false,
    })
}
