//! Sentences and clauses of a block.

use crate::text::{TextRange, range};

/// A sentence and its clauses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Bytes of the prose, the end mark included.
    pub(crate) range: TextRange,
    /// The stretches between commas and semicolons, in order, marks left out; never empty.
    pub(crate) clauses: Vec<TextRange>,
    /// Whether it ends with a question mark.
    pub(crate) is_question: bool,
}

/// Splits a stretch of `prose` into sentences.
///
/// A full stop ends a sentence where white space or the end follows and where it is not part of an abbreviation of one
/// letter (`U.S. firms`). A line break is a space. A colon parts nothing: `Parameters: 70B`. Marks inside `protected`
/// ranges, in order, are part of what stands there: `April 28, 2024`.
pub(crate) fn sentences(prose: &str, block: TextRange, protected: &[TextRange]) -> Vec<Sentence> {
    let (start, end) = (usize::from(block.start()), usize::from(block.end()));
    let bytes = &prose.as_bytes()[..end];
    let mut sentences = Vec::new();
    let mut clauses = Vec::new();
    let mut sentence_start = start;
    let mut clause_start = start;
    let mut at = start;
    // Depth of brackets: commas inside them do not part clauses.
    let mut depth = 0_u32;
    let mut protected = protected.iter().skip_while(|range| usize::from(range.end()) <= start).peekable();
    while at < end {
        while protected.next_if(|range| usize::from(range.end()) <= at).is_some() {}
        if let Some(whole) = protected.next_if(|range| usize::from(range.start()) <= at) {
            at = usize::from(whole.end());
            continue;
        }
        let stop = protected.peek().map_or(end, |range| usize::from(range.start()).min(end));
        at += bytes[at..stop].iter().position(|byte| MAY_MARK[usize::from(*byte)]).unwrap_or(stop - at);
        if at == stop {
            continue;
        }
        let (length, mark) = mark_at(bytes, at);
        match mark {
            Mark::None => {}
            Mark::Open => depth += 1,
            Mark::Close => depth = depth.saturating_sub(1),
            Mark::Clause if depth > 0 => {}
            Mark::Clause => {
                push_clause(&mut clauses, prose, clause_start, at);
                clause_start = at + length;
            }
            Mark::Sentence { is_question } => {
                // A mark inside brackets or quotes ends the sentence too: brackets are often left open by mistake.
                depth = 0;
                push_clause(&mut clauses, prose, clause_start, at);
                push_sentence(&mut sentences, &mut clauses, range(sentence_start, at + length), is_question);
                sentence_start = at + length;
                clause_start = sentence_start;
            }
        }
        at += length;
    }
    push_clause(&mut clauses, prose, clause_start, end);
    push_sentence(&mut sentences, &mut clauses, range(sentence_start, end), false);
    sentences
}

enum Mark {
    None,
    Open,
    Close,
    Clause,
    Sentence { is_question: bool },
}

/// Whether a byte may be, or begin, a character that marks something.
const MAY_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let marks = b"!?.,;()[]\xE2\xE3\xEF";
    let mut index = 0;
    while index < marks.len() {
        table[marks[index] as usize] = true;
        index += 1;
    }
    table
};

/// Returns the length of the character at `at` and what it marks.
fn mark_at(bytes: &[u8], at: usize) -> (usize, Mark) {
    let next = bytes.get(at + 1).copied().unwrap_or(b' ');
    match bytes[at] {
        b'!' => (1, Mark::Sentence { is_question: false }),
        b'?' => (1, Mark::Sentence { is_question: true }),
        b'.' if next.is_ascii_whitespace() && !is_abbreviation(bytes, at) => (1, Mark::Sentence { is_question: false }),
        b',' | b';' if next.is_ascii_whitespace() || !next.is_ascii() => (1, Mark::Clause),
        b'(' | b'[' => (1, Mark::Open),
        b')' | b']' => (1, Mark::Close),
        byte if byte < 0x80 => (1, Mark::None),
        0xE3 if bytes[at..].starts_with("。".as_bytes()) => (3, Mark::Sentence { is_question: false }),
        0xEF if bytes[at..].starts_with("！".as_bytes()) => (3, Mark::Sentence { is_question: false }),
        0xEF if bytes[at..].starts_with("？".as_bytes()) => (3, Mark::Sentence { is_question: true }),
        0xEF if bytes[at..].starts_with("，".as_bytes()) => (3, Mark::Clause),
        0xEF if bytes[at..].starts_with("；".as_bytes()) => (3, Mark::Clause),
        0xEF if bytes[at..].starts_with("（".as_bytes()) => (3, Mark::Open),
        0xEF if bytes[at..].starts_with("）".as_bytes()) => (3, Mark::Close),
        0xE2 if bytes[at..].starts_with("——".as_bytes()) => (6, Mark::Clause),
        0xE2 if bytes[at..].starts_with("—".as_bytes()) => (3, Mark::Clause),
        0xC0..=0xDF => (2, Mark::None),
        0xE0..=0xEF => (3, Mark::None),
        0xF0..=0xFF => (4, Mark::None),
        _ => (1, Mark::None),
    }
}

/// Returns whether the full stop at `at` follows a single letter (`U.S. firms`) or a title (`Dr. Wu`).
fn is_abbreviation(bytes: &[u8], at: usize) -> bool {
    let word_start = bytes[..at].iter().rposition(|byte| !byte.is_ascii_alphabetic()).map_or(0, |before| before + 1);
    let word = &bytes[word_start..at];
    // `104B. The next` ends a sentence.
    let is_scale = word_start.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_digit());
    word.len() == 1 && word[0].is_ascii_uppercase() && !is_scale
        || matches!(
            word,
            b"Dr"
                | b"Mr"
                | b"Mrs"
                | b"Ms"
                | b"Prof"
                | b"St"
                | b"No"
                | b"vs"
                | b"approx"
                | b"ca"
                | b"al"
                | b"Inc"
                | b"Corp"
        )
}

fn push_clause(clauses: &mut Vec<TextRange>, prose: &str, start: usize, end: usize) {
    let text = &prose[start..end];
    let trimmed = text.trim();
    if !trimmed.is_empty() {
        let start = start + (text.len() - text.trim_start().len());
        clauses.push(range(start, start + trimmed.len()));
    }
}

fn push_sentence(sentences: &mut Vec<Sentence>, clauses: &mut Vec<TextRange>, range: TextRange, is_question: bool) {
    if !clauses.is_empty() {
        sentences.push(Sentence { range, clauses: std::mem::take(clauses), is_question });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<Vec<&str>> {
        let slice = |clause: &TextRange| &text[usize::from(clause.start())..usize::from(clause.end())];
        sentences(text, range(0, text.len()), &[])
            .iter()
            .map(|sentence| sentence.clauses.iter().map(slice).collect())
            .collect()
    }

    #[test]
    fn chinese_marks_part_sentences_and_clauses() {
        assert_eq!(
            split("它有1750亿参数；到了GPT-4，更多。真的？"),
            [vec!["它有1750亿参数", "到了GPT-4", "更多"], vec!["真的"]]
        );
    }

    #[test]
    fn numbers_versions_and_abbreviations_are_not_parted() {
        assert_eq!(
            split("In the U.S. Llama 3.1 has 1,750 users, more than v2.0. Next."),
            [vec!["In the U.S. Llama 3.1 has 1,750 users", "more than v2.0"], vec!["Next"]]
        );
    }

    #[test]
    fn a_letter_of_scale_ends_a_sentence() {
        assert_eq!(split("It has 104B. It is new."), [["It has 104B"], ["It is new"]]);
    }

    #[test]
    fn marks_inside_a_date_part_nothing() {
        let text = "Released on April 28, 2024, in the U.K.";
        let clauses = &sentences(text, range(0, text.len()), &[range(12, 26)])[0].clauses;
        assert_eq!(clauses.len(), 2);
        assert_eq!(clauses[0], range(0, 26));
    }

    #[test]
    fn commas_in_brackets_stay_in_their_clause() {
        assert_eq!(split("Llama 2 (7B, 13B) is small."), [vec!["Llama 2 (7B, 13B) is small"]]);
    }
}
