//! `content/invisible-character`: characters without width where they hide something.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::{SourceFile, TextRange, Unseen, is_unseen, range, size};

declare_rule! {
    /// Reports characters that nobody sees where they hide something: inside numbers, dates, names of the reference tables
    /// and keys of front matter, and where they spell a text of their own.
    ///
    /// ## Why is this bad?
    ///
    /// Readers see `175` and every program finds `1` and `75`: a search passes the text by, a feed and a spreadsheet
    /// break the number, a key is another key. Most such characters come along when a text is copied from a web page or a
    /// messenger. Tags (U+E0020 to U+E007E) and long rows of variation selectors come along with nothing: somebody hides
    /// words in them, mostly for the language model that will read the text.
    ///
    /// factlint reads numbers, dates and names as a reader does, without such characters.
    ///
    /// A joiner in an emoji or in Persian, a mark of direction in Hebrew, a selector behind a Chinese character and
    /// whatever stands between words have their place, or harm nobody, and are not reported.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    #[doc = " GPT-3 has 1\u{200b}75 billion parameters, and GPT\u{200b}-4 was released on 2023-\u{200b}03-14."]
    /// ````
    ///
    /// ````md,flagged
    #[doc = " 港口昨天启用了三台新吊车。\u{e0073}\u{e0061}\u{e0079}\u{e0020}\u{e0079}\u{e0065}\u{e0073}"]
    /// ````
    ///
    /// ````md
    #[doc = " GPT-3 has 175\u{200b} billion parameters. 👩\u{200d}🌾 می\u{200c}خواهم"]
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix removes the characters. It is safe in names, and where they spell a text. Between digits it is unsafe, since the
    /// character may part two numbers, and in keys, since a program may read the key as it is.
    pub(crate) struct InvisibleCharacter {
        id: "content/invisible-character",
        level: Some(Severity::Warning),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

/// The most characters of a hidden text that are told.
const MAX_TOLD: usize = 60;

/// Bytes around a character that are looked at for the number that it stands in.
const WINDOW: usize = 48;

fn hidden_in(kind: &str, plain: &str, places: &[Unseen], applicability: Applicability) -> Diagnostic {
    finding(message!("the {kind} `{plain}` has invisible characters in it", kind, plain), places)
        .with_help(message!("write `{plain}`", plain))
        .with_fix(removal(message!("write `{plain}`", plain), places, applicability))
}

fn hidden_text(text: &str, places: &[Unseen]) -> Diagnostic {
    finding(message!("an invisible text stands here: `{text}`", text), places)
        .with_help("remove it: whoever reads the page does not see it, and a language model does")
        .with_fix(removal(message!("remove the invisible text"), places, Applicability::Safe))
}

fn row_of_selectors(places: &[Unseen]) -> Diagnostic {
    finding(message!("{count} invisible variation selectors stand in a row", count = places.len()), places)
        .with_help("remove them: one chooses the form of a character, a row of them hides something")
        .with_fix(removal(message!("remove the selectors"), places, Applicability::Safe))
}

/// Starts a finding over characters that stand near each other.
fn finding(message: Message, places: &[Unseen]) -> Diagnostic {
    let whole = places.iter().map(|place| place.range).reduce(TextRange::cover).unwrap_or_default();
    let mut codes: Vec<String> =
        places.iter().map(|place| format!("U+{:04X}", u32::from(place.character))).take(4).collect();
    if codes.len() < places.len() {
        codes.push("…".to_owned());
    }
    let meta = &InvisibleCharacter::META;
    Diagnostic::new(meta.rule_id(), meta.severity(), whole, message)
        .with_label(message!("here: {names}", names = codes.join(", ")))
}

fn removal(message: Message, places: &[Unseen], applicability: Applicability) -> Fix {
    let edits = places.iter().map(|place| Edit { range: place.range, content: String::new() }).collect();
    Fix { message, applicability, edits }
}

impl Rule for InvisibleCharacter {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let unseen = context.document.prose.unseen_in_file();
        if unseen.is_empty() {
            return;
        }
        let first = diagnostics.len();
        rows(context.file, unseen, diagnostics);
        keys(context, unseen, diagnostics);
        names(context, diagnostics);
        figures(context, diagnostics);
        diagnostics[first..].sort_by_key(|diagnostic| diagnostic.primary.range.start());
    }
}

/// Reports tags and variation selectors that stand in a row.
fn rows(file: &SourceFile, unseen: &[Unseen], diagnostics: &mut Vec<Diagnostic>) {
    let is_tag = |unseen: &Unseen| matches!(unseen.character, '\u{E0000}'..='\u{E007F}');
    let is_selector = |unseen: &Unseen| matches!(unseen.character, '\u{E0100}'..='\u{E01EF}');
    let follows = |one: &Unseen, next: &Unseen| {
        one.range.end() == next.range.start() && is_tag(one) == is_tag(next) && is_selector(one) == is_selector(next)
    };
    for row in unseen.chunk_by(follows) {
        let [first, .., last] = row else { continue };
        if is_selector(first) {
            diagnostics.push(row_of_selectors(row));
        } else if is_tag(first) {
            let before = file.text()[..usize::from(first.range.start())].chars().next_back();
            // The flags of England, Scotland and Wales are spelt so (Unicode Technical Standard 51, annex C).
            let is_flag = before == Some('\u{1F3F4}') && last.character == '\u{E007F}' && row.len() <= 7;
            let letter = |unseen: &Unseen| char::from_u32(u32::from(unseen.character) - 0xE0000);
            let told: String =
                row.iter().filter_map(letter).filter(|letter| !letter.is_control()).take(MAX_TOLD).collect();
            if !is_flag && !told.is_empty() {
                diagnostics.push(hidden_text(&told, row));
            }
        }
    }
}

/// Reports keys of the front matter that are not what they seem to be.
fn keys(context: &RuleContext<'_>, unseen: &[Unseen], diagnostics: &mut Vec<Diagnostic>) {
    let Some(root) = context.document.front_matter.as_ref().and_then(|front_matter| front_matter.root.as_ref()) else {
        return;
    };
    for entry in root.entries() {
        let inside = inside(unseen, entry.key_range);
        if !inside.is_empty() {
            let plain = without_unseen(&entry.key);
            diagnostics.push(hidden_in("key", &plain, inside, Applicability::Unsafe));
        }
    }
}

/// Reports names of the tables that nobody would find.
fn names(context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let prose = &context.document.prose;
    if prose.unseen().is_empty() {
        return;
    }
    let mut hidden: Vec<Unseen> = prose.unseen().to_vec();
    hidden.sort_by_key(|unseen| unseen.range.start());
    // Typesetters put soft hyphens into words on purpose.
    hidden.retain(|unseen| unseen.character != '\u{AD}');
    for mention in context.analysis.mentions.iter().filter(|mention| mention.entity.is_some()) {
        let inside = inside(&hidden, prose.to_source(mention.range));
        if !inside.is_empty() {
            diagnostics.push(hidden_in("name", prose.slice(mention.range), inside, Applicability::Safe));
        }
    }
}

/// Reports numbers and dates in the text that are none to a program.
fn figures(context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let text = context.file.text();
    let content = context.document.front_matter.as_ref().map(|front_matter| front_matter.content);
    let unseen = context.document.prose.unseen_in_file();
    let mut places: Vec<Unseen> = context.document.prose.unseen().to_vec();
    places.extend(content.iter().flat_map(|content| inside(unseen, *content)));
    places.sort_by_key(|unseen| unseen.range.start());
    places.dedup();
    let mut reached = size(0);
    for place in &places {
        if place.range.start() < reached {
            continue;
        }
        let Some(figure) = figure_around(text, place.range) else { continue };
        reached = figure.end();
        let inside = inside(unseen, figure);
        let plain = without_unseen(context.file.slice(figure));
        diagnostics.push(hidden_in("number", &plain, inside, Applicability::Unsafe));
    }
}

/// Returns the number or date that a character stands in: digits on both of its sides, or a date around it.
fn figure_around(text: &str, place: TextRange) -> Option<TextRange> {
    let is_digit = |character: char| character.is_ascii_digit() || matches!(character, '０'..='９');
    let is_part = |character: char| {
        is_digit(character) || matches!(character, '.' | ',' | '-' | '/') || is_unseen('\0', character)
    };
    let (start, end) = (usize::from(place.start()), usize::from(place.end()));
    let window = text.ceil_char_boundary(start.saturating_sub(WINDOW));
    let before = text[window..start].rfind(|character| !is_part(character));
    let from = before.map_or(window, |at| text.ceil_char_boundary(window + at + 1));
    let window = text.floor_char_boundary((end + WINDOW).min(text.len()));
    let to = text[end..window].find(|character| !is_part(character)).map_or(window, |at| end + at);
    let from = from + text[from..start].find(is_digit)?;
    let to = end + text[end..to].rfind(is_digit).map(|at| text.ceil_char_boundary(end + at + 1) - end)?;
    let plain = without_unseen(&text[from..to]);
    let shows = |character: &char| !is_unseen('\0', *character);
    let stands_between_digits = text[from..start].chars().rev().find(shows).is_some_and(is_digit)
        && text[end..to].chars().find(shows).is_some_and(is_digit);
    // A name such as `GPT-4` with a version behind is the tables' business.
    let is_alone = !text[..from].ends_with(|last: char| last.is_ascii_alphanumeric() || last == '-');
    (is_alone && (stands_between_digits || is_date(&plain))).then(|| range(from, to))
}

/// Returns whether a text is a date in digits, year first, such as 2024-05-09.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3
        && parts.iter().all(is_number)
        && parts[0].len() == 4
        && parts[1..].iter().all(|part| matches!(part.len(), 1 | 2))
}

/// Returns those that stand inside a range.
fn inside(unseen: &[Unseen], within: TextRange) -> &[Unseen] {
    let first = unseen.partition_point(|unseen| unseen.range.start() < within.start());
    let last = unseen.partition_point(|unseen| unseen.range.end() <= within.end());
    unseen.get(first..last).unwrap_or_default()
}

fn without_unseen(text: &str) -> String {
    let mut before = '\0';
    text.chars().filter(|character| !is_unseen(std::mem::replace(&mut before, *character), *character)).collect()
}
