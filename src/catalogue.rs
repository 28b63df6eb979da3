//! Translations of what factlint says: `lints/messages/`, a key for each English template.
//!
//! Main function: [`text`]. Read when the first text in another language is asked for, so that English costs nothing.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::data;
use crate::message::{Language, Message};

/// The Chinese of each template, and of the summary of each rule under `rule` and its name.
static CHINESE: LazyLock<FxHashMap<String, String>> = LazyLock::new(|| {
    let mut chinese = FxHashMap::default();
    for (_, tree) in data::embedded("messages/zh/") {
        let entries = tree.entries().iter();
        chinese.extend(entries.filter_map(|entry| Some((entry.key.to_string(), entry.value.as_text()?.to_owned()))));
    }
    chinese
});

/// Returns a message in a language.
pub fn text(message: &Message, language: Language) -> Cow<'_, str> {
    match language {
        Language::English => Cow::Borrowed(message.english()),
        Language::Chinese => message.chinese(&chinese),
    }
}

/// Returns words that stand in the catalogue in a language: English as they are, where it has none.
pub fn words(words: &'static str, language: Language) -> &'static str {
    match language {
        Language::English => words,
        Language::Chinese => chinese(words).unwrap_or(words),
    }
}

/// Returns the Chinese of a template.
pub fn chinese(template: &str) -> Option<&'static str> {
    CHINESE.get(template).map(String::as_str)
}

/// Returns every template that has a Chinese translation, with it.
pub fn all_chinese() -> impl Iterator<Item = (&'static str, &'static str)> {
    CHINESE.iter().map(|(template, chinese)| (template.as_str(), chinese.as_str()))
}
