//! The lines that a finding is shown on: clipped to the window, made harmless, with the labels carried along.
//!
//! miette draws what it is given: it neither clips long lines nor neutralises controls, and a paragraph of Chinese is one
//! line. So it is given an [`Excerpt`]: a small text of its own that holds only what will be drawn.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::render::locate::Locator;
use crate::render::neutral::{Shown, WORD_JOINER, is_command_mark, neutral_line, neutral_path, shown as shown_for};
use crate::render::width::{character_width, text_width, wrap};
use crate::text::{SourceFile, TextRange, TextSize, is_ascii_word, size};

/// A label over more lines than this is shown on its first line only.
const MAX_LABEL_LINES: usize = 6;

/// The least columns of text that are shown, however narrow the window.
const MIN_TEXT_WIDTH: usize = 24;

/// What will be drawn.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, each with its `\n`.
    pub(super) text: String,
    /// Stretches of neighbouring lines of one file, in the order to draw; together they are the text.
    pub(super) segments: Vec<Segment>,
    /// The labels, in the order of their places in the text.
    pub(super) labels: Vec<ExcerptLabel>,
}

/// Neighbouring lines of one file.
#[derive(Debug)]
pub(super) struct Segment {
    /// Bytes of the excerpt.
    pub(super) range: Range<usize>,
    /// The file's name as it is.
    pub(super) source: String,
    /// The file's name, safe to print.
    pub(super) path: String,
    /// 0-based index of the first line in its file.
    pub(super) first_line: usize,
    /// Number of lines.
    pub(super) line_count: usize,
}

/// A label carried over to the excerpt.
#[derive(Debug)]
pub(super) struct ExcerptLabel {
    /// Bytes of the excerpt.
    pub(super) range: Range<usize>,
    /// The words, safe to print, broken to the window; empty for none.
    pub(super) message: String,
    /// Whether it is the finding's own place.
    pub(super) is_primary: bool,
    /// 0-based line in its file.
    pub(super) line: usize,
    /// 0-based column in its file, in characters.
    pub(super) column: usize,
}

/// A label before it is placed.
struct Place<'a> {
    file: &'a Arc<SourceFile>,
    range: TextRange,
    message: &'a str,
    is_primary: bool,
    first_line: usize,
    last_line: usize,
}

/// One line of the excerpt: where each character that is shown comes from.
struct ShownLine {
    // (offset in the file, offset in the excerpt) of every character shown, in order.
    offsets: Vec<(usize, usize)>,
    end: usize,
}

impl Excerpt {
    /// Makes the excerpt of a finding for a window of `width` columns.
    pub(super) fn new(
        file: &Arc<SourceFile>,
        diagnostic: &Diagnostic,
        locator: &mut Locator<'_>,
        width: usize,
    ) -> Self {
        let primary = Place::new(file, diagnostic.primary.range, &diagnostic.primary.message, true);
        let related = diagnostic.related.iter().map(|related| {
            Place::new(related.file.as_ref().unwrap_or(file), related.label.range, &related.label.message, false)
        });
        let groups = group(std::iter::once(primary).chain(related).collect());
        let number_width = groups.iter().flatten().map(|place| digits(place.last_line + 1)).max().unwrap_or(1);
        let is_multi_line = groups.iter().flatten().any(|place| place.first_line < place.last_line);
        // ` 12 │ ` and, for labels over several lines, the arrows beside them.
        let margin = number_width + 4 + if is_multi_line { 6 } else { 0 };
        let text_width = width.saturating_sub(margin).max(MIN_TEXT_WIDTH);
        let mut excerpt = Self { text: String::new(), segments: Vec::new(), labels: Vec::new() };
        for places in &groups {
            if Arc::ptr_eq(places[0].file, file) {
                excerpt.push_group(places, locator, text_width);
            } else {
                excerpt.push_group(places, &mut Locator::new(places[0].file), text_width);
            }
        }
        excerpt
    }

    fn push_group(&mut self, places: &[Place<'_>], locator: &mut Locator<'_>, width: usize) {
        let file = places[0].file;
        let first_line = places.iter().map(|place| place.first_line).min().unwrap_or_default();
        let last_line = places.iter().map(|place| place.last_line).max().unwrap_or_default();
        let start = self.text.len();
        let lines: Vec<ShownLine> = (first_line..=last_line)
            .map(|line_index| {
                let marked: Vec<TextRange> = places.iter().filter_map(|place| place.on_line(line_index)).collect();
                self.push_line(file, line_index, marked, width)
            })
            .collect();
        let mut labels: Vec<ExcerptLabel> = places
            .iter()
            .map(|place| {
                let from = lines[place.first_line - first_line].carry(usize::from(place.range.start()));
                let to = lines[place.last_line - first_line].carry(usize::from(place.range.end())).max(from);
                let position = locator.position(place.range.start());
                let message = self.break_message(place.message, from, width);
                ExcerptLabel {
                    range: from..to,
                    message,
                    is_primary: place.is_primary,
                    line: position.line - 1,
                    column: position.column - 1,
                }
            })
            .collect();
        labels.sort_by_key(|label| label.range.start);
        self.labels.append(&mut labels);
        self.segments.push(Segment {
            range: start..self.text.len(),
            source: file.path().to_owned(),
            path: neutral_path(file.path()).into_owned(),
            first_line,
            line_count: last_line - first_line + 1,
        });
    }

    /// Adds one line, clipped around what is marked on it.
    fn push_line(&mut self, file: &SourceFile, line_index: usize, marked: Vec<TextRange>, width: usize) -> ShownLine {
        let line = file.line_range(line_index);
        let mut shown = ShownLine { offsets: Vec::new(), end: 0 };
        let mut copied = usize::from(line.start());
        for window in windows(file, line, marked, width) {
            if copied < usize::from(window.start()) {
                self.text.push('…');
            }
            self.push_window(file, window, &mut shown);
            copied = usize::from(window.end());
        }
        if copied < usize::from(line.end()) {
            self.text.push('…');
        }
        shown.end = self.text.len();
        self.text.push('\n');
        shown
    }

    fn push_window(&mut self, file: &SourceFile, window: TextRange, shown: &mut ShownLine) {
        let start = usize::from(window.start());
        let mut before = '\0';
        let mut characters = file.slice(window).char_indices().peekable();
        while let Some((index, character)) = characters.next() {
            shown.offsets.push((start + index, self.text.len()));
            if is_drawn(before, character) {
                if is_command_mark(before, character, characters.peek().map(|(_, next)| *next)) {
                    self.text.push(WORD_JOINER);
                }
                // A tab is drawn by its width.
                match shown_for(before, character).filter(|_| character != '\t') {
                    Some(harmless) => harmless.write(&mut self.text),
                    None => self.text.push(character),
                }
            }
            before = character;
        }
    }

    /// Returns a label's words, broken where they would pass the edge of the window.
    fn break_message(&self, message: &str, from: usize, width: usize) -> String {
        let line_start = self.text[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let column = text_width(&self.text[line_start..from]);
        // `╰── ` stands before the words.
        let room = width.saturating_sub(column + 6).max(MIN_TEXT_WIDTH);
        let message = neutral_line(message);
        wrap(&message, room).join("\n")
    }
}

impl<'a> Place<'a> {
    fn new(file: &'a Arc<SourceFile>, range: TextRange, message: &'a str, is_primary: bool) -> Self {
        let range = file.clamp(range);
        let first_line = file.line_index(range.start());
        // A range that takes in a line end belongs to the line before it.
        let last_byte = if range.is_empty() { range.end() } else { range.end() - size(1) };
        let last_line = file.line_index(last_byte);
        let last_line = if MAX_LABEL_LINES < last_line - first_line + 1 { first_line } else { last_line };
        let line = file.line_range(last_line);
        let end = range.end().min(line.end()).max(range.start());
        Self { file, range: TextRange::new(range.start(), end), message, is_primary, first_line, last_line }
    }

    /// Returns the part of the label that stands on a line.
    fn on_line(&self, line_index: usize) -> Option<TextRange> {
        if line_index < self.first_line || self.last_line < line_index {
            return None;
        }
        let line = self.file.line_range(line_index);
        // Of a label over several lines only its ends need to be seen.
        Some(match (line_index == self.first_line, line_index == self.last_line) {
            (true, true) => self.range,
            (true, false) => TextRange::empty(self.range.start()),
            (false, true) => TextRange::empty(self.range.end()),
            (false, false) => TextRange::empty(line.start()),
        })
    }
}

impl ShownLine {
    /// Returns where an offset of the file stands in the excerpt: at the first character shown from there on.
    fn carry(&self, offset: usize) -> usize {
        let index = self.offsets.partition_point(|(source, _)| *source < offset);
        self.offsets.get(index).map_or(self.end, |(_, shown)| *shown)
    }
}

/// Returns the places in groups of neighbouring lines: the primary's group first, the others in order of place.
fn group(mut places: Vec<Place<'_>>) -> Vec<Vec<Place<'_>>> {
    places.sort_by(|left, right| {
        let key = |place: &Place<'_>| (place.first_line, place.range.start());
        left.file.path().cmp(right.file.path()).then_with(|| key(left).cmp(&key(right)))
    });
    let mut groups: Vec<Vec<Place<'_>>> = Vec::new();
    for place in places {
        match groups.last_mut() {
            Some(group)
                if Arc::ptr_eq(group[0].file, place.file)
                    && group.iter().any(|other| place.first_line <= other.last_line + 2) =>
            {
                group.push(place);
            }
            _ => groups.push(vec![place]),
        }
    }
    if let Some(index) = groups.iter().position(|group| group.iter().any(|place| place.is_primary)) {
        groups[..=index].rotate_right(1);
    }
    groups
}

/// Returns the parts of a line to show, in order, not touching: all of it where it fits in `width` columns, else what is
/// marked with as much around it as there is room for.
fn windows(file: &SourceFile, line: TextRange, mut marked: Vec<TextRange>, width: usize) -> Vec<TextRange> {
    if advance(file, line, width) == line.end() {
        return vec![line];
    }
    if marked.is_empty() {
        marked.push(TextRange::empty(line.start()));
    }
    for mark in &mut marked {
        // A mark on the line end, which is not shown, stands at the end of what is.
        *mark = TextRange::new(mark.start().min(line.end()), mark.end().min(line.end()));
    }
    marked.sort_by_key(|range| (range.start(), range.end()));
    // An ellipsis stands before, between and after.
    let room = width.saturating_sub(2 * marked.len());
    let share = room / marked.len();
    let mut windows: Vec<TextRange> = Vec::new();
    for mark in marked {
        let end = advance(file, mark, share);
        let kept = TextRange::new(mark.start(), end);
        let around = share.saturating_sub(excerpt_width(file.slice(kept)));
        let before = retreat(file, TextRange::new(line.start(), kept.start()), around / 2);
        let spare = around.saturating_sub(excerpt_width(file.slice(TextRange::new(before, kept.start()))));
        let after = advance(file, TextRange::new(kept.end(), line.end()), spare);
        let before = if line.start() < before { whole_words(file, before, kept.start()) } else { before };
        let window = TextRange::new(before, after);
        match windows.last_mut() {
            Some(last) if window.start() <= last.end() => *last = last.cover(window),
            _ => windows.push(window),
        }
    }
    windows
}

/// Returns how far from the start of `stretch` one comes in `width` columns.
fn advance(file: &SourceFile, stretch: TextRange, width: usize) -> TextSize {
    let mut used = 0;
    let mut before = '\0';
    let start = usize::from(stretch.start());
    for (index, character) in file.slice(stretch).char_indices() {
        used += shown_width(before, character);
        if width < used {
            return size(start + index);
        }
        before = character;
    }
    stretch.end()
}

/// Returns how far back from the end of `stretch` one comes in `width` columns.
fn retreat(file: &SourceFile, stretch: TextRange, width: usize) -> TextSize {
    let mut used = 0;
    let mut reached = stretch.end();
    let start = usize::from(stretch.start());
    let mut characters = file.slice(stretch).char_indices().rev().peekable();
    while let Some((index, character)) = characters.next() {
        let columns = shown_width(characters.peek().map_or('\0', |(_, before)| *before), character);
        used += columns;
        if width < used {
            break;
        }
        // A mark without a base would be drawn on the ellipsis.
        if 0 < columns {
            reached = size(start + index);
        }
    }
    reached
}

/// Returns the columns that a stretch takes in an excerpt, at most.
fn excerpt_width(text: &str) -> usize {
    let mut before = '\0';
    text.chars().map(|character| shown_width(std::mem::replace(&mut before, character), character)).sum()
}

/// Returns where the first whole word begins from `from` on, as far as `limit`: half a name would be read as another.
fn whole_words(file: &SourceFile, from: TextSize, limit: TextSize) -> TextSize {
    let rest = file.slice(TextRange::new(from, limit));
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| is_ascii_word(*byte));
    if !is_word(rest.as_bytes().first()) || !is_word(file.text().as_bytes()[..usize::from(from)].last()) {
        return from;
    }
    let skipped = rest.bytes().take_while(|byte| is_ascii_word(*byte)).count();
    if skipped == rest.len() { from } else { from + size(skipped) }
}

/// Returns the columns that a character takes in an excerpt behind another, at most.
fn shown_width(before: char, character: char) -> usize {
    match character {
        '\t' => 4,
        _ if !is_drawn(before, character) => 0,
        _ => shown_for(before, character).map_or_else(|| character_width(character), Shown::width),
    }
}

/// Returns whether a character is drawn.
///
/// Joiners and variation selectors after an emoji are left out: terminals do not agree on the width of what they make,
/// and the labels under the line would not stand under their words.
fn is_drawn(before: char, character: char) -> bool {
    let joins_emoji = matches!(character, '\u{200D}' | '\u{FE0F}');
    !(joins_emoji && matches!(before, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}' | '\u{FE0F}'))
}

fn digits(number: usize) -> usize {
    number.to_string().len()
}
