//! Names that are not written with the letters that they seem to be: `GРT-4` with a Cyrillic Р.
//!
//! Only places are looked at where such a character touches an ASCII letter or digit; ordinary text has none, and pays for
//! a search for a few bytes.

use crate::reference::{EntityIndex, MatchTarget, ReferenceTables, TableMatch};
use crate::text::{TextRange, is_greek_or_cyrillic, look_alike, range};

/// A name with characters in it that only look right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// Bytes of the prose: the whole name.
    pub range: TextRange,
    /// The characters, each with the letter that should stand in its place.
    pub characters: Vec<(TextRange, char)>,
    /// The name as it should be written.
    pub plain: String,
    /// Whose name it is.
    pub entity: EntityIndex,
}

/// Bytes around a character that are looked at for the name that it stands in.
const WINDOW: usize = 48;

/// Places of a stretch that are looked at; a text with more is not written in one script at all.
const MAX_SUSPECTS: usize = 1024;

/// Reads the names of a stretch that are written with such characters; ranges are bytes of `text`.
///
/// `matches` is what the tables find in the text as it is; what the look-alikes are found to be is put in among it.
pub(super) fn read(tables: &ReferenceTables, text: &str, matches: &mut Vec<TableMatch>) -> Vec<LookAlike> {
    let mut found: Vec<LookAlike> = Vec::new();
    if text.is_ascii() {
        return found;
    }
    for at in suspects(text).take(MAX_SUSPECTS) {
        if found.last().is_some_and(|last| at < usize::from(last.range.end())) {
            continue;
        }
        if let Some((name, new)) = name_around(tables, text, at, matches) {
            matches.retain(|other| other.range.end() <= name.range.start() || name.range.end() <= other.range.start());
            let place = matches.partition_point(|other| other.range.start() < name.range.start());
            matches.splice(place..place, new);
            found.push(name);
        }
    }
    found
}

/// Returns where a letter that looks like a Latin one touches an ASCII letter or digit.
fn suspects(text: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = text.as_bytes();
    let greek = memchr::memchr2_iter(0xCE, 0xCF, bytes);
    let cyrillic = memchr::memchr2_iter(0xD0, 0xD1, bytes);
    let mut places: Vec<usize> = greek.chain(cyrillic).filter(|at| is_suspect(text, *at)).collect();
    places.sort_unstable();
    places.into_iter()
}

fn is_suspect(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let Some(character) = text[at..].chars().next() else { return false };
    let before = at.checked_sub(1).map(|before| bytes[before]);
    let after = bytes.get(at + character.len_utf8()).copied();
    let touches = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    look_alike(character).is_some() && (touches(before) || touches(after))
}

/// Returns the name of the tables that a character stands in, and the matches that it makes.
fn name_around(
    tables: &ReferenceTables,
    text: &str,
    at: usize,
    matches: &[TableMatch],
) -> Option<(LookAlike, Vec<TableMatch>)> {
    let from = text.ceil_char_boundary(at.saturating_sub(WINDOW));
    let from = text[from..at].rfind('\n').map_or(from, |line| from + line + 1);
    let to = text.floor_char_boundary(at + WINDOW);
    let to = text[at..to].find('\n').map_or(to, |line| at + line);
    let mut plain = String::new();
    // Where each byte of the plain text comes from, and where the last one ends.
    let mut origins: Vec<usize> = Vec::new();
    let mut changed: Vec<(TextRange, char)> = Vec::new();
    for (place, character) in text[from..to].char_indices() {
        let place = from + place;
        let letter = look_alike(character);
        if let Some(letter) = letter {
            changed.push((range(place, place + character.len_utf8()), letter));
        }
        let written = letter.unwrap_or(character);
        // Every byte of a character comes from where it starts.
        origins.extend(std::iter::repeat_n(place, written.len_utf8()));
        plain.push(written);
    }
    origins.push(to);
    let source = |found: TextRange| {
        let last = origins[usize::from(found.end()) - 1];
        let end = last + text[last..].chars().next().map_or(1, char::len_utf8);
        range(origins[usize::from(found.start())], end)
    };
    let scanned = tables.scan(&plain);
    let entity_of = |found: &TableMatch| match found.target {
        MatchTarget::Alias { entity, .. } => Some(entity),
        _ => None,
    };
    let name = scanned
        .iter()
        .find(|found| entity_of(found).is_some() && source(found.range).contains(crate::text::size(at)))?;
    let place = source(name.range);
    let written = &text[usize::from(place.start())..usize::from(place.end())];
    // Words of Russian or Greek stand beside others of the kind; a name among them is theirs to write.
    let is_other = |(at, character): (usize, char)| {
        let at = from + at;
        is_greek_or_cyrillic(character) && !place.contains(crate::text::size(at)) && !is_suspect(text, at)
    };
    let has_others = text[from..to].char_indices().any(is_other);
    let has_ascii = written.bytes().any(|byte| byte.is_ascii_alphanumeric());
    let is_known = matches.iter().any(|known| entity_of(known).is_some() && known.range.contains_range(place));
    if has_others || !has_ascii || is_known {
        return None;
    }
    let characters = changed.into_iter().filter(|(character, _)| place.contains_range(*character)).collect();
    let look_alike = LookAlike {
        range: place,
        characters,
        plain: plain[usize::from(name.range.start())..usize::from(name.range.end())].to_owned(),
        entity: entity_of(name)?,
    };
    let new = scanned.iter().filter(|found| found.range == name.range);
    Some((look_alike, new.map(|found| TableMatch { range: place, ..*found }).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let tables = ReferenceTables::embedded();
        let mut matches = tables.scan(text);
        read(tables, text, &mut matches).into_iter().map(|found| found.plain).collect()
    }

    #[test]
    fn letters_of_other_scripts_are_seen_through() {
        assert_eq!(names("GРT-4 is a model"), ["GPT-4"]);
        assert_eq!(names("模型ο1-preview发布"), ["o1-preview"]);
    }

    #[test]
    fn words_of_greek_and_russian_are_left_alone() {
        assert!(names("Модель GPT-4 вышла в марте").is_empty());
        assert!(names("машина с А100 и А1 стоит дорого").is_empty());
        assert!(names("the angle α1 and the constant λ2").is_empty());
        assert!(names("“GPT-4”——不是GPT-3…").is_empty());
    }
}
