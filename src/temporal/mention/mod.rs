//! Every date, time, duration and range of them that is written, resolved against a reference date.
//!
//! [`extract_tokens`](super::extract_tokens) reads what a claim can turn on. This reads all of it: times of day, open ranges
//! (之前, since), distances (in two weeks), repetitions, and the readings that a date without a year can have. It works on
//! the same dates: pieces are found one by one ([`pieces`]), then joined by the words between them ([`join`]).

mod calendar;
mod clock;
mod distance;
mod english;
mod join;
mod pieces;
mod value;
mod words;

use chrono::NaiveDateTime;

use crate::language::Tokens;
use crate::text::TextRange;

use self::value::Val;
use super::extract::Reading;
use super::value::TemporalExpression;

/// Something written about time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemporalMention {
    /// Bytes of the text, with the words that bound it (`from … to …`, 之前).
    pub range: TextRange,
    /// What it is.
    pub kind: TemporalKind,
    /// Every reading, the nearest first: the past and the future one of a date without a year. Dates are `2024-05-09`, date-times
    /// `2024-05-09 17:00:00`, times `17:00:00`, ranges `start/end` with an empty side where they are open, durations are in
    /// seconds.
    pub values: Vec<String>,
    /// The expression in TIMEX3 notation, where it has one.
    pub timex: Option<String>,
}

/// The kinds of temporal mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TemporalKind {
    Date,
    DateRange,
    DateTime,
    DateTimeRange,
    Time,
    TimeRange,
    Duration,
    Set,
}

/// Returns everything that is written about time in a scanned text, in order, not overlapping.
pub fn mentions(tokens: &Tokens<'_>, reference: NaiveDateTime) -> Vec<TemporalMention> {
    let pieces = pieces::read(tokens, reference);
    join::join(tokens, pieces, reference)
        .into_iter()
        .map(|piece| {
            let (kind, values, timex) = piece.val.nearest_first(reference.date()).render();
            TemporalMention { range: tokens.to_source(piece.start, piece.end), kind, values, timex }
        })
        .collect()
}

/// Returns what an expression means on a reference date, with each reading; `None` where it means no days.
pub fn describe(expression: &TemporalExpression, reference: NaiveDateTime) -> Option<TemporalMention> {
    let reading = Reading { carried_year: expression.carried_year, ..Reading::new(0, 0, expression.value.clone()) };
    let (kind, values, timex) = pieces::val(&reading, reference)?.nearest_first(reference.date()).render();
    Some(TemporalMention { range: expression.range, kind, values, timex })
}

/// A stretch of text with its meaning.
#[derive(Clone, Debug)]
struct Piece {
    start: usize,
    end: usize,
    val: Val,
}
