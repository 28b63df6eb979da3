//! What the sentence around a date says of it.

use crate::claim::words;
use crate::language::{Cue, CueKind};
use crate::rules::RuleContext;
use crate::text::TextRange;

/// How far a sentence is followed to either side, in bytes: a line without sentence ends can be megabytes long.
const REACH: usize = 200;

/// Returns the bytes of the prose that make up the sentence around a range, up to some way to either side.
pub(super) fn sentence_around(prose: &str, range: TextRange) -> std::ops::Range<usize> {
    let is_end = |character: char| matches!(character, '。' | '！' | '？' | '\n');
    let from = prose.ceil_char_boundary(usize::from(range.start()).saturating_sub(REACH));
    let to = prose.floor_char_boundary(prose.len().min(usize::from(range.end()) + REACH));
    let start = prose[from..usize::from(range.start())].rfind(is_end).map_or(from, |at| from + at + 1);
    let start = prose.ceil_char_boundary(start);
    let end = prose[usize::from(range.end())..to].find(is_end).map_or(to, |at| usize::from(range.end()) + at);
    start..end
}

/// Returns the cues in a stretch of the prose.
pub(super) fn cues_in<'a>(
    context: &'a RuleContext<'_>,
    stretch: std::ops::Range<usize>,
) -> impl Iterator<Item = &'a Cue> {
    let cues = &context.analysis.cues;
    let first = cues.partition_point(|cue| usize::from(cue.range.start()) < stretch.start);
    cues[first..].iter().take_while(move |cue| usize::from(cue.range.end()) <= stretch.end)
}

/// Returns whether the sentence is about dates as such: that there is none, that a program rejects it, or of a calendar
/// with other months.
pub(super) fn speaks_of_dates(context: &RuleContext<'_>, range: TextRange) -> bool {
    let prose = context.document.prose.text();
    let stretch = sentence_around(prose, range);
    let sentence = &prose[stretch.clone()];
    let head = &prose[stretch.start..usize::from(range.start())];
    // “2月30日” is spoken of as a word; in a longer quotation it is a day that somebody named.
    let is_quoted = head.matches('"').count() % 2 == 1
        || head.ends_with(['“', '「', '‘', '『'])
            && prose[usize::from(range.end())..].starts_with(['”', '」', '’', '』']);
    let doubts = cues_in(context, stretch).any(|cue| matches!(cue.kind, CueKind::Denial | CueKind::Condition));
    doubts || is_quoted || words().date_doubts.iter().any(|word| sentence.contains(word.as_str()))
}

/// Returns whether a stretch of text opens a quotation and does not close it.
pub(super) fn is_in_quotes(head: &str) -> bool {
    let count = |mark: char| head.matches(mark).count();
    count('“') > count('”') || count('「') > count('」') || count('『') > count('』') || count('"') % 2 == 1
}
