//! What may stand between a subject and its value without changing who is meant.

use crate::text::{TextRange, size};

use super::words::words;

/// Returns whether nothing in the gap names a subject or turns the meaning.
///
/// `transparent` are ranges, in order, that count as light wherever they stand: cues of hedging, other numbers, words of
/// the attribute. Balanced brackets are passed over with what is in them.
pub(crate) fn is_light(prose: &str, gap: TextRange, transparent: &[TextRange]) -> bool {
    let (mut at, end) = (usize::from(gap.start()), usize::from(gap.end()));
    while at < end {
        let rest = &prose[at..end];
        if let Some(over) = transparent.iter().find(|over| over.contains(size(at)) || over.start() == size(at)) {
            at = usize::from(over.end()).max(at + 1);
            continue;
        }
        let Some(length) = light_prefix(rest) else { return false };
        at += length;
    }
    true
}

/// Returns the length of the light word, mark or bracket that `text` starts with.
fn light_prefix(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    match first {
        '(' | '（' => {
            let close = if first == '(' { ')' } else { '）' };
            return Some(text.find(close).map_or(first.len_utf8(), |at| at + close.len_utf8()));
        }
        '’' | '\'' | '*' | '_' | '~' | '～' | '`' | '"' | '“' | '”' | '「' | '」' | '《' | '》' | '-' | '–' | ':'
        | '：' | '=' | '≈' | ')' | '）' | '|' | '/' | '、' | ',' | '，' | '+' | '[' | ']' | '→' => {
            return Some(first.len_utf8());
        }
        _ if first.is_whitespace() => return Some(first.len_utf8()),
        _ => {}
    }
    words().light_prefix(text)
}

#[cfg(test)]
mod tests {
    use super::is_light;
    use crate::text::range;

    fn light(gap: &str) -> bool {
        is_light(gap, range(0, gap.len()), &[])
    }

    #[test]
    fn verbs_of_having_are_light_and_other_subjects_are_not() {
        assert!(light("模型只有"));
        assert!(light("（Meta开发）拥有"));
        assert!(light(" is a "));
        assert!(light("'s largest version has "));
        assert!(!light("旗舰LLM拥有"));
        assert!(!light(" beats rivals with "));
    }

    #[test]
    fn transparent_ranges_are_passed_over() {
        let text = "据传有";
        assert!(is_light(text, range(0, text.len()), &[range(0, 6)]));
        assert!(!light(text));
    }
}
