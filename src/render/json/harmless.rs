//! JSON that is safe in a terminal and in the log of a CI service.

use std::io;

use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, Serializer};

use crate::render::neutral::is_harmful;

/// Returns a value as one line of JSON, safe in a terminal and in a CI log.
pub(crate) fn to_json<T: Serialize>(value: &T) -> String {
    let mut bytes = Vec::with_capacity(512);
    value
        .serialize(&mut Serializer::with_formatter(&mut bytes, HarmlessFormatter))
        .expect("plain structs and a Vec cannot fail");
    String::from_utf8(bytes).expect("serde_json writes UTF-8")
}

/// Compact JSON in which everything that [`is_harmful`] names is escaped, and no `##` is left.
struct HarmlessFormatter;

impl Formatter for HarmlessFormatter {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let is_harmless = |character: char| character != '#' && !is_harmful(character);
        if fragment.chars().all(is_harmless) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut before = '\0';
        let mut buffer = [0; 4];
        for character in fragment.chars() {
            if is_harmful(character) || (before == '#' && character == '#') {
                // All of them are in the Basic Multilingual Plane: one escape each.
                write!(writer, "\\u{:04x}", u32::from(character))?;
            } else {
                writer.write_all(character.encode_utf8(&mut buffer).as_bytes())?;
            }
            before = character;
        }
        Ok(())
    }

    fn write_char_escape<W: ?Sized + io::Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        serde_json::ser::CompactFormatter.write_char_escape(writer, escape)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_escaped_and_reads_back_whole() {
        let hostile = "a\x1b[31m\u{202e}\u{9b}\x7f ##[error]x ##vso[ \"\\ \n 一😀";
        let json = to_json(&hostile);
        assert!(!json.chars().any(is_harmful), "{json}");
        assert!(!json.contains("##"));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), hostile);
    }
}
