//! Joins pieces by the words between and around them: a day and a time, from and to, before and since, in two weeks.
//!
//! The steps go from what binds closest (6pm in the evening) to what spans most (from Monday to Friday), each over all the
//! pieces: a step over [`Neighbours`] makes one piece of two, a step over a [`Setting`] takes in the words around one.

mod bounds;
mod clocks;
mod distances;
mod ranges;

use chrono::NaiveDateTime;

use crate::language::Tokens;

use super::Piece;
use super::value::Val;

/// A piece in its text.
struct Setting<'t> {
    lower: &'t str,
    /// Where the piece before it ends: no words are taken from before that.
    floor: usize,
    piece: &'t Piece,
}

/// Two pieces that follow each other closely.
struct Neighbours<'t> {
    lower: &'t str,
    floor: usize,
    first: &'t Piece,
    second: &'t Piece,
    /// What stands between them.
    gap: &'t str,
}

/// The words before a piece, without the spaces at their end.
#[derive(Clone, Copy)]
struct Before<'t> {
    text: &'t str,
    /// Where the text starts.
    start: usize,
}

/// Joins what belongs together.
pub(super) fn join(tokens: &Tokens<'_>, pieces: Vec<Piece>, reference: NaiveDateTime) -> Vec<Piece> {
    let lower = tokens.lower();
    let pieces = pairs(lower, pieces, distances::join_lengths);
    let pieces = around(lower, pieces, distances::half_more);
    let pieces = pairs(lower, pieces, clocks::join_part_and_clock);
    let pieces = pairs(lower, pieces, clocks::join_clocks);
    let pieces = pairs(lower, pieces, clocks::join_day_and_time);
    let pieces = pairs(lower, pieces, distances::join_distance);
    let pieces = around(lower, pieces, |setting| distances::distance(setting, reference));
    let pieces = pairs(lower, pieces, ranges::join_range);
    let pieces =
        around(lower, pieces, |setting| bounds::open(setting).or_else(|| bounds::widen(setting, reference.date())));
    let mut pieces = pairs(lower, pieces, clocks::join_day_and_time);
    pieces.retain(|piece| match &piece.val {
        Val::Hour(_) => false,
        Val::Part { code, .. } => !code.starts_with("weak"),
        _ => true,
    });
    pieces
}

/// Joins neighbours as long as `join` makes one of two.
fn pairs(lower: &str, pieces: Vec<Piece>, join: fn(&Neighbours<'_>) -> Option<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let floor = joined.iter().rev().nth(1).map_or(0, |before| before.end);
        match joined.last().and_then(|last| join(&Neighbours::new(lower, floor, last, &piece)?)) {
            Some(both) => {
                joined.pop();
                joined.push(both);
            }
            None => joined.push(piece),
        }
    }
    joined
}

/// Changes each piece by the words around it.
fn around(lower: &str, pieces: Vec<Piece>, change: impl Fn(&Setting<'_>) -> Option<Piece>) -> Vec<Piece> {
    let mut floor = 0;
    pieces
        .into_iter()
        .map(|piece| {
            let piece = change(&Setting { lower, floor, piece: &piece }).unwrap_or(piece);
            floor = piece.end;
            piece
        })
        .collect()
}

impl<'t> Setting<'t> {
    fn before(&self) -> Before<'t> {
        Before::new(self.lower, self.floor, self.piece)
    }

    fn text(&self) -> &'t str {
        &self.lower[self.piece.start..self.piece.end]
    }

    fn after(&self) -> &'t str {
        &self.lower[self.piece.end..]
    }

    /// Returns the piece with words before it, and the same meaning.
    fn from(&self, start: usize) -> Piece {
        Piece { start, ..self.piece.clone() }
    }
}

impl<'t> Neighbours<'t> {
    /// Returns two pieces; `None` where too much stands between them for either to bear on the other.
    fn new(lower: &'t str, floor: usize, first: &'t Piece, second: &'t Piece) -> Option<Self> {
        if second.start < first.end || 24 < second.start - first.end {
            return None;
        }
        Some(Self { lower, floor, first, second, gap: &lower[first.end..second.start] })
    }

    /// Returns the words between the pieces.
    fn joint(&self) -> &'t str {
        self.gap.trim()
    }

    fn before(&self) -> Before<'t> {
        Before::new(self.lower, self.floor, self.first)
    }

    /// Returns both as one piece.
    fn both(&self, val: Val) -> Piece {
        self.both_from(self.first.start, val)
    }

    /// Returns both as one piece, with words before them.
    fn both_from(&self, start: usize, val: Val) -> Piece {
        Piece { start, end: self.second.end, val }
    }
}

impl<'t> Before<'t> {
    fn new(lower: &'t str, floor: usize, piece: &Piece) -> Self {
        let start = floor.min(piece.start);
        Self { text: lower[start..piece.start].trim_end_matches(' '), start }
    }

    /// Returns where a word starts that stands right before the piece.
    fn word(self, word: &str) -> Option<usize> {
        let rest = self.text.strip_suffix(word)?;
        // `hereby` does not end in `by`; Chinese words may follow anything.
        let is_whole = !rest.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
            || !word.starts_with(|first: char| first.is_ascii());
        is_whole.then_some(self.start + rest.len())
    }

    /// Returns where the first of some words starts that stands right before the piece.
    fn any_word(self, words: &[&str]) -> Option<usize> {
        words.iter().find_map(|word| self.word(word))
    }
}
