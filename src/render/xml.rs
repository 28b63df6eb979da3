//! Text in XML 1.0.
//!
//! A value reads back as it was, except for the control characters that XML 1.0 has no way to write (section 2.2): they
//! become their pictures, as in every other format. What a terminal or a CI log would act on is written as a character
//! reference, which only an XML parser turns back.

use std::fmt::Write as _;

use super::neutral::{is_harmful, shown};

/// The first line of a document.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Writes ` name="value"`.
pub(super) fn attribute(name: &str, value: &str, output: &mut String) {
    write!(output, " {name}=\"").expect("a String takes all");
    escape(value, output);
    output.push('"');
}

/// Writes ` name="number"`.
pub(super) fn number(name: &str, value: usize, output: &mut String) {
    write!(output, " {name}=\"{value}\"").expect("a String takes all");
}

/// Writes text as the content of an element, line by line.
pub(super) fn content(text: &str, output: &mut String) {
    for (index, line) in text.lines().enumerate() {
        if 0 < index {
            output.push('\n');
        }
        match line.trim_start().strip_prefix("::") {
            // Such a line would be a command of GitHub Actions.
            Some(rest) => {
                output.push_str("&#58;:");
                escape(rest, output);
            }
            None => escape(line, output),
        }
    }
}

fn escape(text: &str, output: &mut String) {
    let mut before = '\0';
    for character in text.chars() {
        match character {
            '&' => output.push_str("&amp;"),
            '<' => output.push_str("&lt;"),
            '>' => output.push_str("&gt;"),
            '"' => output.push_str("&quot;"),
            '\'' => output.push_str("&apos;"),
            '#' if before == '#' => output.push_str("&#35;"),
            '\u{FFFE}' | '\u{FFFF}' => output.push(char::REPLACEMENT_CHARACTER),
            '\t' | '\n' | '\r' => reference(character, output),
            '\0'..='\x1F' => {
                if let Some(picture) = shown(before, character) {
                    picture.write(output);
                }
            }
            _ if is_harmful(character) => reference(character, output),
            _ => output.push(character),
        }
        before = character;
    }
}

fn reference(character: char, output: &mut String) {
    write!(output, "&#{};", u32::from(character)).expect("a String takes all");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_escaped_and_reads_back() {
        let hostile = "<a b='c'>&\"]]>\t\r\n ##[error]x\u{202e}\u{9b}\u{7f}一😀";
        let mut xml = String::from("<x");
        attribute("y", hostile, &mut xml);
        xml.push('>');
        content("::error::z\n  ::w\nplain", &mut xml);
        xml.push_str("</x>");
        assert!(!xml.contains("##") && xml.lines().all(|line| !line.trim_start().starts_with("::")), "{xml}");
        assert!(xml.chars().all(|character| character == '\n' || !is_harmful(character)), "{xml}");
        let document = roxmltree::Document::parse(&xml).unwrap();
        assert_eq!(document.root_element().attribute("y"), Some(hostile));
        assert_eq!(document.root_element().text(), Some("::error::z\n::w\nplain"));
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        let mut xml = String::from("<x");
        attribute("y", "a\0\x1b\u{FFFE}b", &mut xml);
        xml.push_str("/>");
        assert_eq!(roxmltree::Document::parse(&xml).unwrap().root_element().attribute("y"), Some("a␀␛\u{FFFD}b"));
    }
}
