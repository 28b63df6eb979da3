//! `front-matter/unquoted-text`: a text that is read as a boolean or a number.

use super::{entries, shape};
use crate::data::{Entry, Node, ScalarStyle, Value};
use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Severity};
use crate::message::Message;
use crate::rules::{FixAvailability, Rule, RuleContext, RuleMeta, declare_rule};
use crate::text::SourceFile;

declare_rule! {
    /// Reports titles, tags and versions that are read as a boolean or as another number.
    ///
    /// ## Why is this bad?
    ///
    /// `tags: [no]` is the tag `false` to readers of YAML 1.1, Jekyll among them, and `lang: no` is no longer Norwegian.
    /// `version: 1.10` is the number 1.1 in every syntax, and the tag `007` is the tag `7`.
    ///
    /// Only keys that hold texts everywhere are looked at, and only numbers that are changed by being read: `title: 2024`
    /// is shown as it is written.
    ///
    /// ## Examples
    ///
    /// ````md,flagged
    /// ---
    /// title: 挪威语模型
    /// tags: [no, 模型]
    /// ---
    /// ````
    ///
    /// ````md,flagged
    /// ---
    /// title: A new release
    /// version: 1.10
    /// ---
    /// ````
    ///
    /// Write instead:
    ///
    /// ````md
    /// ---
    /// title: 挪威语模型
    /// tags: ["no", 模型]
    /// version: "1.10"
    /// ---
    /// ````
    ///
    /// ## Fix safety
    ///
    /// The fix puts the value in quotes. It is safe for titles, tags and languages, where a text is meant; it is unsafe
    /// for versions, since a template may reckon with them.
    pub(crate) struct UnquotedText {
        id: "front-matter/unquoted-text",
        level: Some(Severity::Warning),
        fix: FixAvailability::Safe,
        options: &[],
    }
}

/// Keys that hold one text.
const TITLES: [&str; 4] = ["title", "subtitle", "linkTitle", "sidebar_label"];
/// Keys that hold names.
const LISTS: [&str; 6] = ["tags", "tag", "categories", "category", "keywords", "authors"];
/// Keys that hold the code of a language.
const LANGUAGES: [&str; 4] = ["lang", "language", "locale", "languageCode"];

/// What a key holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Title,
    Name,
    Language,
    Version,
}

/// What becomes of a text.
enum Reading {
    Boolean,
    OldBoolean,
    Number(String),
}

fn unquoted_text(file: &SourceFile, entry: &Entry, node: &Node, kind: Kind, reading: &Reading) -> Diagnostic {
    let written = file.slice(node.range);
    let quoted = Message::verbatim(format!("`{}`", entry.key));
    let is_item = matches!(entry.value.value, Value::List(_));
    let what = if is_item { message!("an item of {list}", list = quoted) } else { quoted };
    let becomes = match reading {
        Reading::Boolean => message!("a boolean"),
        Reading::OldBoolean => message!("a boolean to readers of YAML 1.1"),
        Reading::Number(number) => message!("the number {number}", number),
    };
    let message = message!("{what} is `{written}` without quotes: {becomes}", what, written, becomes);
    let applicability = if kind == Kind::Version { Applicability::Unsafe } else { Applicability::Safe };
    Diagnostic::new(UnquotedText::META.rule_id(), UnquotedText::META.severity(), node.range, message)
        .with_help("put it in quotes if it is a text")
        .with_fingerprint_key(written)
        .with_fix(Fix {
            message: message!("put the value in quotes"),
            applicability,
            edits: vec![Edit { range: node.range, content: format!("\"{written}\"") }],
        })
}

impl Rule for UnquotedText {
    fn meta(&self) -> &'static RuleMeta {
        &Self::META
    }

    fn check(&self, context: &RuleContext<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for entry in entries(context.document) {
            let Some(kind) = kind(&entry.key) else { continue };
            // What the schema says of the type is for `front-matter/wrong-type`.
            let field = context.settings.front_matter.field(&entry.key);
            if field.is_some_and(|field| !shape::fits(&entry.value.value, &field.value)) {
                continue;
            }
            let is_single = matches!(kind, Kind::Title | Kind::Language | Kind::Version);
            let nodes = match &entry.value.value {
                Value::List(items) if kind == Kind::Name => items.as_slice(),
                // `tags: false` switches them off in some themes.
                Value::Boolean(_) if !is_single => &[],
                _ => std::slice::from_ref(&entry.value),
            };
            for node in nodes {
                // An alias stands where its name is written.
                let is_written =
                    node.as_scalar().is_some_and(|text| text.eq_ignore_ascii_case(context.file.slice(node.range)));
                if let Some(reading) = reading(node, kind).filter(|_| is_written) {
                    diagnostics.push(unquoted_text(context.file, entry, node, kind, &reading));
                }
            }
        }
    }
}

fn kind(key: &str) -> Option<Kind> {
    let is_in = |keys: &[&str]| keys.iter().any(|known| known.eq_ignore_ascii_case(key));
    if is_in(&TITLES) {
        Some(Kind::Title)
    } else if is_in(&LISTS) {
        Some(Kind::Name)
    } else if is_in(&LANGUAGES) {
        Some(Kind::Language)
    } else {
        key.eq_ignore_ascii_case("version").then_some(Kind::Version)
    }
}

fn reading(node: &Node, kind: Kind) -> Option<Reading> {
    match &node.value {
        Value::Boolean(_) if kind != Kind::Version => Some(Reading::Boolean),
        Value::Text { text, style: ScalarStyle::Plain } => {
            let is_old_boolean = ["yes", "no", "on", "off"].iter().any(|word| word.eq_ignore_ascii_case(text));
            is_old_boolean.then_some(Reading::OldBoolean)
        }
        Value::Number(written) if kind != Kind::Language => shown_number(written).map(Reading::Number),
        _ => None,
    }
}

/// Returns a number as it is shown once it was read, where that is not how it was written.
fn shown_number(written: &str) -> Option<String> {
    let is_decimal = written.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !is_decimal {
        // `1e3`, `0x1F`: shown in full.
        let number = rust_decimal::Decimal::from_scientific(written).ok()?;
        return written.bytes().next()?.is_ascii_digit().then(|| number.normalize().to_string());
    }
    let (whole, fraction) =
        written.split_once('.').map_or((written, None), |(whole, fraction)| (whole, Some(fraction)));
    let shown_whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let shown = match fraction.map(|fraction| fraction.trim_end_matches('0')) {
        None | Some("") => shown_whole.to_owned(),
        Some(fraction) => format!("{shown_whole}.{fraction}"),
    };
    (shown != written && !whole.is_empty()).then_some(shown)
}
