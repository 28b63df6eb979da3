//! Words before and behind a name that keep it from being a subject: comparisons, prepositions, those who back it.

use crate::language::CueKind;
use crate::text::TextRange;

use super::super::View;
use super::class::Class;
use super::name::Name;
use super::vocabulary::vocabulary;

/// Returns whether a word of comparison or origin stands right before a name, or before the maker's name before it.
pub(super) fn is_guarded(view: &View<'_>, names: &[Name], index: usize) -> bool {
    let prose = view.document.prose.text();
    let start = names[index].range.start();
    if is_of_staff(prose, names[index].range) || is_likeness(prose, start.into()) {
        return true;
    }
    let earlier = view.analysis.cues.partition_point(|cue| cue.range.end() <= start);
    for cue in view.analysis.cues[..earlier].iter().rev().take(4) {
        let gap = &prose[usize::from(cue.range.end())..usize::from(start)];
        if 40 < gap.len() || gap.contains(['。', '，', ',', '.', '；', ';', '！', '\n', '(', '（']) {
            return false;
        }
        if !matches!(cue.kind, CueKind::Comparison | CueKind::Basis) {
            continue;
        }
        // Another name between takes the guard on itself, unless it is the maker's.
        let between = names[..index].iter().rev().take_while(|other| cue.range.end() <= other.range.start());
        let others = between.filter(|other| other.class != Class::Maker).count();
        return others == 0;
    }
    false
}

/// Returns whether a name only says where somebody was: 前谷歌工程师, `two former Google researchers`.
fn is_of_staff(prose: &str, name: TextRange) -> bool {
    let words = vocabulary();
    let before = prose[..usize::from(name.start())].trim_end_matches([' ', '*', '-']);
    let after = prose[usize::from(name.end())..].trim_start_matches([' ', '*', '的']);
    words.formerly.suffix(before).is_some() && words.staff.prefix(after).is_some()
}

/// Returns whether a name in quotation marks stands for somebody like it: 欧洲“OpenAI”, 中国版“ChatGPT”.
fn is_likeness(prose: &str, start: usize) -> bool {
    let before = prose[..start].strip_suffix(['“', '「', '"', '‘']);
    before.is_some_and(|before| vocabulary().likenesses.suffix(before).is_some())
}

/// Returns whether the words around a name make it one who gives money: 由云雀资本领投, `led by Harbor Capital`.
pub(super) fn is_backer(prose: &str, name: TextRange) -> bool {
    let words = vocabulary();
    let after = prose[usize::from(name.end())..].trim_start_matches([' ', '*', '”', '」']);
    let before = prose[..usize::from(name.start())].trim_end_matches([' ', '*', '“', '「']);
    let is_listed = after.starts_with(['、', '和', '与', '及']) || after.starts_with("and ");
    words.backs.prefix(after).is_some() || is_listed && words.backed_by.suffix(before).is_some()
}

/// Returns whether the text between two names makes the first the owner or the kind of the second.
pub(super) fn is_possession(gap: &str) -> bool {
    let words = vocabulary();
    if gap.is_empty() || 48 < gap.len() {
        return false;
    }
    let mut rest = gap;
    loop {
        rest = rest.trim_start_matches([' ', '*', '“', '「', '《', '"', '`', '，', '（', '、']);
        if rest.is_empty() {
            return 6 < gap.len() || gap.contains(['的', '\'', '’']);
        }
        if let Some(tail) =
            rest.strip_prefix("'s").or_else(|| rest.strip_prefix("’s")).or_else(|| rest.strip_prefix('的'))
        {
            rest = tail;
            continue;
        }
        let generic = words.kinds.stem_prefix(rest);
        let described = words.towards.prefix(rest).max(words.things.prefix(rest));
        let described = described.filter(|_| !rest.starts_with(|first: char| first.is_ascii()));
        let Some(length) = described.max(generic) else { return false };
        rest = &rest[length..];
    }
}

/// Returns whether the text before a name makes it a place or a means: `on MMLU`, 在GitHub.
pub(super) fn is_oblique(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '*', '“', '「', '《', '"', '`']);
    let before = before.strip_suffix(" the").or_else(|| before.strip_suffix(" its")).unwrap_or(before);
    vocabulary().obliques.suffix(before).is_some()
}
