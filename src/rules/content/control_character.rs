//! `content/control-character`: signs for machines in a text for people.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{TextRange, range, size};

declare_rule! {
    /// Reports control characters in the text, and carriage returns that end no line.
    ///
    /// ## Why is this bad?
    ///
    /// Nobody sees a backspace (U+0008), which some input methods leave behind, or a U+0092, which is what is left of `’`
    /// where a text in Windows-1252 was taken for Latin-1. XML cannot hold the first kind at all: one such character, and
    /// the feed and the site map of the whole site cannot be read any more. A terminal acts on them.
    ///
    /// A carriage return (U+000D) without a line feed behind it ends a line for some programs and not for others: front
    /// matter between such lines is not found.
    ///
    /// Each character is reported once a file, where it stands first. Code is not looked at; what stands in front matter is
    /// the business of `front-matter/invalid-syntax`.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    #[doc = " 港口\u{8}昨天启用了三台新吊车。"]
    /// ````
    ///
    /// ````md,flagged
    #[doc = " The port\u{92}s new cranes were put into service."]
    /// ````
    ///
    /// ````md
    #[doc = " 港口昨天启用了三台新吊车。\tThe port’s new cranes."]
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes characters that stand for nothing, which is safe, and puts a space for vertical tabs and form feeds.
    /// For the remains of Windows-1252 it writes the sign that was meant, which is unsafe. A NUL is left where it is:
    /// something else may have stood there, and only its author can tell what.
    ///
    /// ## References
    ///
    /// - Extensible Markup Language (XML) 1.0, section 2.2.
    /// - The WHATWG Encoding Standard, index windows-1252.
    pub(crate) struct ControlCharacter {
        id: "content/control-character",
        level: Some(Severity::Warning),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

/// The most places of one file that are looked at.
const MAX_PLACES: usize = 1000;

/// What Windows-1252 has from 0x80 to 0x9F; `\0` for nothing.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

fn control_character(character: char, places: &[TextRange]) -> Diagnostic {
    let code = u32::from(character);
    let message = message!(
        "the control character U+{code} stands in the text{times}",
        code = format!("{code:04X}"),
        times = times(places.len())
    );
    let meant = meant(character);
    let diagnostic = finding(places, message).with_fingerprint_key(format!("U+{code:04X}"));
    let (help, applicability) = match (character, meant) {
        // The file may be damaged, or no text at all.
        ('\0', _) => return diagnostic.with_help("remove it, and check what has been lost"),
        (_, Some(' ')) => (message!("write a space"), Applicability::Safe),
        (_, Some(sign)) => (message!("write `{sign}`, which it is in Windows-1252", sign), Applicability::Unsafe),
        (_, None) => (message!("remove it"), Applicability::Safe),
    };
    let content = meant.map_or_else(String::new, String::from);
    let edits = places.iter().map(|place| Edit { range: *place, content: content.clone() }).collect();
    let fix = Fix { message: help.clone(), applicability, edits };
    diagnostic.with_help(help).with_fix(fix)
}

fn lone_carriage_return(places: &[TextRange]) -> Diagnostic {
    let message = message!("a carriage return stands without a line feed{times}", times = times(places.len()));
    finding(places, message)
        .with_help("save the file with line feeds: not every program sees the end of a line here")
        .with_fingerprint_key("U+000D")
}

fn finding(places: &[TextRange], message: Message) -> Diagnostic {
    let meta = &ControlCharacter::META;
    let label = if places.len() == 1 { "here" } else { "here first" };
    Diagnostic::new(meta.rule_id(), meta.severity(), places[0], message).with_label(label)
}

fn times(count: usize) -> Message {
    if count == 1 { Message::default() } else { message!(", {count} times", count) }
}

impl Rule for ControlCharacter {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let text = context.file.text();
        let content = context.document.front_matter.as_ref().map(|front_matter| front_matter.content);
        let is_data = |at: usize| content.is_some_and(|content| content.contains(size(at)));
        let mut found: Vec<(char, TextRange)> = Vec::new();
        let mut read: Option<Vec<TextRange>> = None;
        for at in controls(text) {
            let Some(character) = text[at..].chars().next() else { continue };
            let place = range(at, at + character.len_utf8());
            let read = read.get_or_insert_with(|| places_in_prose(context));
            let block = read.partition_point(|block| block.end() < place.end());
            let is_read = read.get(block).is_some_and(|block| block.contains_range(place));
            if !is_data(at) && (matches!(character, '\0' | '\r') || is_read) {
                found.push((character, place));
            }
        }
        found.sort_by_key(|(character, place)| (*character, place.start()));
        let first = diagnostics.len();
        for same in found.chunk_by(|one, next| one.0 == next.0) {
            let places: Vec<TextRange> = same.iter().map(|(_, place)| *place).collect();
            let character = same[0].0;
            diagnostics.push(match character {
                '\r' => lone_carriage_return(&places),
                _ => control_character(character, &places),
            });
        }
        diagnostics[first..].sort_by_key(|diagnostic| diagnostic.primary.range.start());
    }
}

/// Returns where the first control characters stand, in order, but for tabs, line feeds, and carriage returns before a
/// line feed.
fn controls(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_lone_return = |at: usize| bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n');
    let is_control = |at: usize| match bytes[at] {
        b'\t' | b'\n' => false,
        b'\r' => is_lone_return(at),
        byte => byte < b' ' || byte == DELETE,
    };
    // Whole chunks are passed over at once: a compiler makes a few instructions of that for many bytes.
    let may_hold = |chunk: &[u8]| {
        chunk.iter().fold(false, |found, byte| found | ((*byte < b' ') & (*byte != b'\n')) | (*byte == DELETE))
    };
    let chunks = bytes.chunks(CHUNK).enumerate().filter(|(_, chunk)| may_hold(chunk));
    let places = chunks.flat_map(|(index, chunk)| {
        let start = index * CHUNK;
        (start..start + chunk.len()).filter(|at| is_control(*at))
    });
    let mut places: Vec<usize> = places.take(MAX_PLACES).collect();
    if !bytes.is_ascii() {
        let controls = memchr::memchr_iter(0xC2, bytes).filter(|at| matches!(bytes.get(at + 1), Some(0x80..=0x9F)));
        places.extend(controls.take(MAX_PLACES));
        places.sort_unstable();
        places.truncate(MAX_PLACES);
    }
    places
}

const DELETE: u8 = 0x7F;

/// Bytes that are looked at together for a control character.
const CHUNK: usize = 128;

/// Returns the bytes of the file that readers read as text, in order.
fn places_in_prose(context: &RuleContext<'_>) -> Vec<TextRange> {
    let document = context.document;
    let mut places: Vec<TextRange> =
        document.blocks.iter().map(|block| document.prose.to_source(block.range)).collect();
    places.sort_by_key(|place| place.start());
    places
}

/// Returns what is meant by a control character, where it is not nothing.
fn meant(character: char) -> Option<char> {
    match character {
        '\u{B}' | '\u{C}' => Some(' '),
        '\u{85}' => Some('…'),
        '\u{80}'..='\u{9F}' => {
            WINDOWS_1252.get(usize::try_from(u32::from(character) - 0x80).ok()?).copied().filter(|sign| *sign != '\0')
        }
        _ => None,
    }
}
