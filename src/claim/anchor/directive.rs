//! The words of a comment that ties a claim.
//!
//! Either `subject=… attribute=…` (主体=… 属性=…), with or without quotes, or just both in this order, the attribute last:
//! `MAI-1 parameters`, `通义千问 参数量`.

use crate::document::{Head, head};
use crate::reference::{AttributeIndex, EntityIndex, ReferenceTables};
use crate::text::{SourceFile, TextRange, TextSize, size};

use super::AnchorProblem;

/// The longest comment that names a subject and an attribute; a longer one is a text.
const MAXIMUM_BYTES: usize = 400;

const SUBJECT_KEYS: [&str; 2] = ["subject", "主体"];
const ATTRIBUTE_KEYS: [&str; 2] = ["attribute", "属性"];
const QUOTES: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('“', '”'), ('「', '」')];

type Named = Result<(EntityIndex, AttributeIndex), (TextRange, AnchorProblem)>;

/// A stretch of the comment.
#[derive(Clone, Copy)]
struct Words<'a> {
    text: &'a str,
    range: TextRange,
}

/// Reads a comment's words (`content` is a range of the file); `None` where it does not begin with `factlint:`.
pub(super) fn read(file: &SourceFile, content: TextRange, tables: &ReferenceTables) -> Option<Named> {
    let text = file.slice(content);
    let Head::Anchor(rest) = head(text)? else { return None };
    if MAXIMUM_BYTES < rest.len() {
        return Some(Err((content, AnchorProblem::Incomplete)));
    }
    let start = content.end() - size(rest.len());
    let words = words(rest, start);
    let whole = words.first().zip(words.last()).map_or(content, |(first, last)| first.range.cover(last.range));
    let with = |range: TextRange| Words { text: file.slice(range), range };
    Some(if words.iter().any(|word| keyed(*word).is_some()) {
        keyed_form(&words, whole, with, tables)
    } else {
        short_form(&words, whole, with, tables)
    })
}

/// Returns the words: what stands between spaces, or between quotation marks.
fn words(text: &str, start: TextSize) -> Vec<Words<'_>> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(length) = text[at..].find(|character: char| !character.is_whitespace()) {
        at += length;
        let mut end = at;
        let mut closing = None;
        for (offset, character) in text[at..].char_indices() {
            match closing {
                Some(mark) if mark == character => closing = None,
                Some(_) => {}
                None if character.is_whitespace() => break,
                None => {
                    // A quotation mark opens at the start of a word or of a value: `5'` and `O'Neill` have none.
                    let opens = text[at..at + offset].chars().next_back().is_none_or(|last| matches!(last, '=' | '＝'));
                    let mark = QUOTES.iter().find(|(opening, _)| opens && *opening == character);
                    closing = mark
                        .map(|(_, closing)| *closing)
                        .filter(|closing| text[at + offset + character.len_utf8()..].contains(*closing));
                }
            }
            end = at + offset + character.len_utf8();
        }
        words.push(Words { text: &text[at..end], range: TextRange::new(start + size(at), start + size(end)) });
        at = end;
    }
    words
}

/// Returns the key of a word and what stands behind its sign.
fn keyed(word: Words<'_>) -> Option<(&str, Words<'_>)> {
    let (key, value) = word.text.split_once(['=', '＝'])?;
    let range = TextRange::new(word.range.end() - size(value.len()), word.range.end());
    Some((key, Words { text: value, range }))
}

/// Reads `subject=… attribute=…`; words without a key go on with the value before them.
fn keyed_form<'a>(
    words: &[Words<'a>],
    whole: TextRange,
    with: impl Fn(TextRange) -> Words<'a>,
    tables: &ReferenceTables,
) -> Named {
    let (mut subject, mut attribute): (Option<Words<'a>>, Option<Words<'a>>) = (None, None);
    let mut last_is_subject = None;
    for word in words {
        match keyed(*word) {
            Some((key, value)) if SUBJECT_KEYS.contains(&key) => {
                (subject, last_is_subject) = (Some(value), Some(true));
            }
            Some((key, value)) if ATTRIBUTE_KEYS.contains(&key) => {
                (attribute, last_is_subject) = (Some(value), Some(false));
            }
            Some((key, _)) => return Err((word.range, AnchorProblem::UnknownKey { key: key.to_owned() })),
            None => {
                let longer = |value: Words<'a>| with(value.range.cover(word.range));
                match last_is_subject {
                    Some(true) => subject = subject.map(longer),
                    Some(false) => attribute = attribute.map(longer),
                    None => return Err((word.range, AnchorProblem::UnknownKey { key: word.text.to_owned() })),
                }
            }
        }
    }
    let (Some(subject), Some(attribute)) = (subject, attribute) else { return Err((whole, AnchorProblem::Incomplete)) };
    Ok((find_subject(subject, tables)?, find_attribute(attribute, tables)?))
}

/// Reads `SUBJECT ATTRIBUTE`: the longest words at the end that name an attribute, and all before them.
fn short_form<'a>(
    words: &[Words<'a>],
    whole: TextRange,
    with: impl Fn(TextRange) -> Words<'a>,
    tables: &ReferenceTables,
) -> Named {
    let [first, .., last] = words else { return Err((whole, AnchorProblem::Incomplete)) };
    let part = |at: usize| (with(first.range.cover(words[at - 1].range)), with(words[at].range.cover(last.range)));
    let splits: Vec<_> = (1..words.len()).map(part).collect();
    let is_both = |(subject, attribute): &&(Words<'a>, Words<'a>)| {
        find_subject(*subject, tables).is_ok() && find_attribute(*attribute, tables).is_ok()
    };
    let half = splits.iter().find(|(_, attribute)| find_attribute(*attribute, tables).is_ok());
    let half = half.or_else(|| splits.iter().rev().find(|(subject, _)| find_subject(*subject, tables).is_ok()));
    let Some((subject, attribute)) = splits.iter().find(is_both).or(half).or(splits.last()) else {
        return Err((whole, AnchorProblem::Incomplete));
    };
    Ok((find_subject(*subject, tables)?, find_attribute(*attribute, tables)?))
}

fn find_subject(words: Words<'_>, tables: &ReferenceTables) -> Result<EntityIndex, (TextRange, AnchorProblem)> {
    let name = unquoted(words.text);
    tables.find_named(name).ok_or_else(|| (words.range, AnchorProblem::UnknownSubject { name: name.to_owned() }))
}

fn find_attribute(words: Words<'_>, tables: &ReferenceTables) -> Result<AttributeIndex, (TextRange, AnchorProblem)> {
    let name = unquoted(words.text);
    tables
        .find_attribute_named(name)
        .ok_or_else(|| (words.range, AnchorProblem::UnknownAttribute { name: name.to_owned() }))
}

fn unquoted(text: &str) -> &str {
    let inner = QUOTES.iter().find_map(|(opening, closing)| text.strip_prefix(*opening)?.strip_suffix(*closing));
    inner.unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> String {
        let tables = ReferenceTables::embedded();
        let file = SourceFile::new("a.md", text);
        match read(&file, file.range(), tables) {
            None => "none".to_owned(),
            Some(Ok((entity, attribute))) => {
                format!("{} {}", tables.entity(entity).id, tables.attribute(attribute).key)
            }
            Some(Err((range, problem))) => format!("`{}` {problem:?}", file.slice(range)),
        }
    }

    #[test]
    fn subject_and_attribute_are_named_in_several_ways() {
        for text in [
            " factlint: GPT-3 parameters ",
            "factlint: GPT 3 parameter count",
            "factlint：GPT-3 参数量",
            "factlint: subject=GPT-3 attribute=parameters",
            "factlint: attribute=\"parameter count\" subject=\"GPT 3\"",
            "factlint:\n  subject=GPT 3\n  attribute=parameter count\n",
            "factlint: 主体=GPT-3 属性=“参数量”",
        ] {
            assert_eq!(read_text(text), "gpt-3 parameters", "{text}");
        }
    }

    #[test]
    fn other_comments_are_left_alone() {
        for text in ["", "more", "factlint", "factlint-disable date/future-date", "factlint disable", "a factlint: b"] {
            assert_eq!(read_text(text), "none", "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_at_its_words() {
        for (text, told) in [
            ("factlint: GPT-3", "`GPT-3` Incomplete"),
            ("factlint:", "`factlint:` Incomplete"),
            ("factlint: subject=GPT-3", "`subject=GPT-3` Incomplete"),
            ("factlint: subject=GPT-3 atribute=x", "`atribute=x` UnknownKey { key: \"atribute\" }"),
            ("factlint: GTP-3 parameters", "`GTP-3` UnknownSubject { name: \"GTP-3\" }"),
            ("factlint: GPT-3 paramters", "`paramters` UnknownAttribute { name: \"paramters\" }"),
            ("factlint: a = b", "`a` UnknownKey { key: \"a\" }"),
        ] {
            assert_eq!(read_text(text), told, "{text}");
        }
    }
}
