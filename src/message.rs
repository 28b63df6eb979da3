//! What factlint says, in words that can be said in another language.
//!
//! Main type: [`Message`], made by `message!`. English is the template itself, and what a message is as a `str`; another
//! language is a translation of the template (`catalogue`). Knows no translations.

use std::borrow::Cow;
use std::fmt::{self, Display};
use std::ops::Deref;
use std::sync::Arc;

/// A language that factlint speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// The language of the templates.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

/// A text with values put in, of which the parts are kept.
///
/// As a `str` it is English: that is what findings are told apart by, and what baselines keep, in every language.
#[derive(Clone, Debug, Default)]
pub struct Message {
    parts: Arc<Parts>,
}

#[derive(Debug, Default)]
struct Parts {
    // Invariant: `english` is `template` with `arguments` put in.
    template: Cow<'static, str>,
    arguments: Vec<(Cow<'static, str>, Argument)>,
    english: Cow<'static, str>,
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A name, a number or words of the document: the same in every language.
    Text(String),
    /// A part that is words of factlint itself.
    Message(Message),
    /// The name of something in a table, which says it in both languages.
    Name {
        /// In English.
        english: String,
        /// In Chinese.
        chinese: String,
    },
}

/// What can stand in a message: everything that can be displayed, and other messages.
pub trait AsArgument {
    /// Returns it as a value of a message.
    fn as_argument(&self) -> Argument;
}

impl<T: Display + ?Sized> AsArgument for T {
    fn as_argument(&self) -> Argument {
        Argument::Text(self.to_string())
    }
}

impl AsArgument for Message {
    fn as_argument(&self) -> Argument {
        Argument::Message(self.clone())
    }
}

impl AsArgument for Argument {
    fn as_argument(&self) -> Argument {
        self.clone()
    }
}

impl Language {
    /// Returns the code of the language.
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// Finds a language by its code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::English, Self::Chinese].into_iter().find(|language| language.code() == code)
    }
}

impl Message {
    /// Makes a message out of a template and the values of its holes; `message!` is the short way to it.
    pub fn new(template: impl Into<Cow<'static, str>>, arguments: Vec<(Cow<'static, str>, Argument)>) -> Self {
        let template = template.into();
        let english = if arguments.is_empty() {
            template.clone()
        } else {
            Cow::Owned(fill(&template, &arguments, &|argument, _| Cow::Borrowed(argument.english())))
        };
        Self { parts: Arc::new(Parts { template, arguments, english }) }
    }

    /// Makes a message that is the same in every language: words of a document or of somebody's configuration.
    pub fn verbatim(text: impl Into<String>) -> Self {
        Self::new(text.into(), Vec::new())
    }

    /// Makes a message out of words of which what stands in backticks is values: `` this `[` is not closed ``.
    ///
    /// For words from layers that know no messages; the holes are `quoted`, `second` and `third`.
    pub fn with_quoted(text: &str) -> Self {
        let parts: Vec<&str> = text.split('`').collect();
        let names = ["quoted", "second", "third"];
        if parts.len().is_multiple_of(2) || names.len() < parts.len() / 2 {
            return Self::verbatim(text);
        }
        let mut template = String::new();
        let mut arguments = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            if index % 2 == 0 {
                template.push_str(part);
            } else {
                let name = names[index / 2];
                template.push_str(&format!("`{{{name}}}`"));
                arguments.push((Cow::Borrowed(name), Argument::Text((*part).to_owned())));
            }
        }
        Self::new(template, arguments)
    }

    /// Joins messages with a separator that every language has, such as a line end.
    pub fn join(parts: Vec<Self>, separator: &Self) -> Self {
        let mut parts = parts.into_iter();
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |left, right| {
            let arguments = [("left", left), ("separator", separator.clone()), ("right", right)];
            let arguments = arguments.map(|(name, part)| (Cow::Borrowed(name), Argument::Message(part)));
            Self::new("{left}{separator}{right}", arguments.into())
        })
    }

    /// Returns the template in English.
    pub fn template(&self) -> &str {
        &self.parts.template
    }

    /// Returns the names of the holes, with what stands there.
    pub fn arguments(&self) -> &[(Cow<'static, str>, Argument)] {
        &self.parts.arguments
    }

    /// Returns the message in English.
    pub fn english(&self) -> &str {
        &self.parts.english
    }

    /// Returns the message in Chinese, with the translations of templates; what has none stays English.
    pub fn chinese(&self, translate: &dyn Fn(&str) -> Option<&'static str>) -> Cow<'_, str> {
        let translated = translate(&self.parts.template);
        if self.parts.arguments.is_empty() {
            return translated.map_or(Cow::Borrowed(&self.parts.english), Cow::Borrowed);
        }
        let Some(template) = translated else {
            // Words of which only the whole is known.
            return translate(&self.parts.english)
                .map_or_else(|| Cow::Owned(self.filled(&self.parts.template, translate)), Cow::Borrowed);
        };
        Cow::Owned(self.filled(template, translate))
    }

    fn filled(&self, template: &str, translate: &dyn Fn(&str) -> Option<&'static str>) -> String {
        fill(template, &self.parts.arguments, &|argument, is_quoted| argument.chinese(is_quoted, translate))
    }
}

impl Argument {
    /// Returns it in Chinese; what stands in backticks is the document's.
    fn chinese(&self, is_quoted: bool, translate: &dyn Fn(&str) -> Option<&'static str>) -> Cow<'_, str> {
        match self {
            Self::Text(text) if is_quoted => Cow::Borrowed(text),
            // Words of factlint itself: `a list`, `January`.
            Self::Text(text) => Cow::Borrowed(translate(text).unwrap_or(text)),
            Self::Message(message) => message.chinese(translate),
            Self::Name { chinese, .. } => Cow::Borrowed(translate(chinese).unwrap_or(chinese)),
        }
    }

    /// Returns it in English.
    pub fn english(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Message(message) => message,
            Self::Name { english, .. } => english,
        }
    }
}

/// Puts values into the holes of a template; a hole that has none stays as it is.
fn fill<'a>(
    template: &str,
    arguments: &'a [(Cow<'static, str>, Argument)],
    text: &dyn Fn(&'a Argument, bool) -> Cow<'a, str>,
) -> String {
    let mut filled = String::with_capacity(template.len() + 32);
    let mut is_quoted = false;
    for piece in pieces(template) {
        match piece {
            Piece::Text(words) => {
                is_quoted ^= words.matches('`').count() % 2 == 1;
                filled.push_str(words);
            }
            Piece::Hole(name) => match arguments.iter().find(|(own, _)| own == name) {
                Some((_, argument)) => filled.push_str(&text(argument, is_quoted)),
                None => {
                    filled.push('{');
                    filled.push_str(name);
                    filled.push('}');
                }
            },
        }
    }
    filled
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Text(&'a str),
    /// The name of a hole.
    Hole(&'a str),
}

/// Returns the parts of a template. A brace that opens no hole is words.
pub fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if let Some((name, after)) = hole(rest) {
            rest = after;
            return Some(Piece::Hole(name));
        }
        let length = rest.len();
        let end = rest.match_indices('{').map(|(at, _)| at).find(|at| hole(&rest[*at..]).is_some()).unwrap_or(length);
        let (words, after) = rest.split_at(end);
        rest = after;
        Some(Piece::Text(words)).filter(|_| !words.is_empty())
    })
}

/// Returns the name of the hole that a text starts with, and what follows.
fn hole(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix('{')?.split_once('}')?;
    let is_name = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (!name.is_empty() && name.bytes().all(is_name)).then_some((name, after))
}

impl Deref for Message {
    type Target = str;

    fn deref(&self) -> &str {
        &self.parts.english
    }
}

impl From<&'static str> for Message {
    /// Words without values: their own template.
    fn from(words: &'static str) -> Self {
        Self::new(words, Vec::new())
    }
}

impl From<String> for Message {
    /// Words that are nobody's template.
    fn from(words: String) -> Self {
        Self::verbatim(words)
    }
}

impl From<Message> for String {
    fn from(message: Message) -> Self {
        message.english().to_owned()
    }
}

impl PartialEq for Message {
    /// Returns whether both say the same.
    fn eq(&self, other: &Self) -> bool {
        self.parts.english == other.parts.english
    }
}

impl Eq for Message {}

impl PartialEq<str> for Message {
    fn eq(&self, other: &str) -> bool {
        self.english() == other
    }
}

impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self.english() == *other
    }
}

impl fmt::Display for Language {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.code())
    }
}

/// Makes a [`Message`]: ``message!("the total is `{total}`", total)`` or ``message!("… {sum}", sum = found.sum)``.
///
/// Every hole has a name. `lints/messages/` has each template with its translation; a test says which is missing.
macro_rules! message {
    ($template:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::message::Message::new($template, ::std::vec![$(
            (
                ::std::borrow::Cow::Borrowed(stringify!($name)),
                { use $crate::message::AsArgument as _; (&message!(@value $name $(, $value)?)).as_argument() },
            )
        ),*])
    };
    (@value $name:ident) => { $name };
    (@value $name:ident, $value:expr) => { $value };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_the_holes_in_either_language() {
        let part = message!("{count} documents", count = 3);
        let text = message!("`{name}` is in {others}", name = "一{x}", others = part);
        assert_eq!(text.english(), "`一{x}` is in 3 documents");
        let translate = |template: &str| match template {
            "`{name}` is in {others}" => Some("{others}里有 `{name}`"),
            "{count} documents" => Some("{count} 个文档"),
            _ => None,
        };
        assert_eq!(text.chinese(&translate), "3 个文档里有 `一{x}`");
        assert_eq!(text.chinese(&|_| None), text.english());
    }

    #[test]
    fn braces_that_are_no_holes_are_words() {
        let parts: Vec<Piece<'_>> = pieces("{a} {/* x */} { {b_1}").collect();
        assert_eq!(parts, [Piece::Hole("a"), Piece::Text(" {/* x */} { "), Piece::Hole("b_1")]);
        assert_eq!(Message::from("write {x}").english(), "write {x}");
    }
}
