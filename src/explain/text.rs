//! A rule on a terminal.

use super::{configuration, demonstrate, fix, level, option_type, translated};
use crate::catalogue;
use crate::message::{Language, Message};
use crate::render::Style;
use crate::rules::{Example, ExampleKind, Part, RuleMeta};

/// Columns that examples are indented by.
const INDENT: &str = "    ";

/// Returns a rule's documentation as plain text, with what the rule says about its examples.
pub fn text(meta: &RuleMeta, style: Style) -> String {
    let narrower = Style { width: style.width.saturating_sub(INDENT.len()), ..style };
    let language = style.language;
    let word = |word| catalogue::words(word, language);
    let mut writer = Writer { is_coloured: style.is_coloured, language, text: String::new() };
    writer.heading(meta.id);
    let (level, fix) = (word(level(meta)), word(fix(meta)));
    writer.line(&catalogue::text(&message!("level: {level}, fix: {fix}", level, fix), language));
    writer.blank();
    if let Some(summary) = translated("rule", meta.id, language) {
        writer.line(summary);
        writer.blank();
    }
    let mut is_in_options = false;
    for part in meta.parts() {
        match part {
            Part::Heading(heading) => {
                if std::mem::replace(&mut is_in_options, heading == "Options") {
                    writer.options(meta);
                }
                writer.blank();
                writer.heading(&catalogue::text(&Message::verbatim(heading.to_uppercase()), language));
                writer.blank();
            }
            Part::Line(line) if line.is_empty() => writer.blank(),
            Part::Line(line) => writer.line(&line),
            Part::Block { text, .. } => writer.block("", &text),
            Part::Example(example) => {
                writer.example(&example);
                let shown = demonstrate(meta, &example, narrower);
                if !shown.is_empty() {
                    writer.block(word("factlint says:"), &shown);
                }
            }
        }
    }
    if is_in_options {
        writer.options(meta);
    }
    if let Some(configuration) = configuration(meta) {
        writer.blank();
        writer.heading(word("IN FACTLINT.YAML"));
        writer.block(word("The defaults, written out (levels: off, info, warning, error):"), &configuration);
    }
    if let Some(address) = meta.page_address() {
        writer.blank();
        writer.line(&address);
    }
    writer.text.truncate(writer.text.trim_end().len());
    writer.text.push('\n');
    writer.text
}

/// Writes paragraphs, one empty line between them.
struct Writer {
    is_coloured: bool,
    language: Language,
    text: String,
}

impl Writer {
    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn heading(&mut self, heading: &str) {
        if self.is_coloured {
            self.line(&format!("\x1b[1m{heading}\x1b[0m"));
        } else {
            self.line(heading);
        }
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Writes a text beneath its heading, where it has one, indented.
    fn block(&mut self, heading: &str, text: &str) {
        self.blank();
        if !heading.is_empty() {
            self.line(heading);
            self.blank();
        }
        for line in text.trim_end().lines() {
            self.line(&format!("{INDENT}{line}"));
        }
        self.blank();
    }

    fn example(&mut self, example: &Example) {
        if let Some(configuration) = &example.configuration {
            self.block(catalogue::words("With this configuration:", self.language), configuration);
        }
        if let Some(table) = &example.table {
            self.block(catalogue::words("With this table:", self.language), table);
        }
        self.block(&catalogue::text(&heading(example), self.language), &example.text);
    }

    fn options(&mut self, meta: &RuleMeta) {
        self.blank();
        for option in meta.options {
            let (kind, default) = option_type(option.default);
            let line = message!("{name} ({kind}, default {default})", name = option.name, kind, default);
            self.line(&catalogue::text(&line, self.language));
        }
    }
}

/// Returns what stands above an example: whether it is reported, and the name of its file where that matters.
pub(super) fn heading(example: &Example) -> Message {
    let is_listing = example.text.starts_with("==> ");
    let is_named = example.kind == ExampleKind::Document && example.file_name != "example.md" && !is_listing;
    let file = &example.file_name;
    match (example.is_flagged, is_named) {
        (true, true) => message!("Reported, in `{file}`:", file),
        (true, false) => message!("Reported:"),
        (false, true) => message!("Not reported, in `{file}`:", file),
        (false, false) => message!("Not reported:"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::metas;

    #[test]
    fn every_rule_can_be_explained() {
        for meta in metas() {
            let text = text(meta, Style::default());
            assert!(text.starts_with(meta.id) && text.contains("WHY IS THIS BAD?"), "{text}");
            // Examples are indented; a fence within one is part of it.
            assert!(!text.lines().any(|line| line.starts_with("```")), "{text}");
            assert!(!text.contains("\n\n\n\n"), "{text}");
            if meta.examples().iter().any(|example| example.is_flagged) {
                assert!(text.contains(&format!("[{}]", meta.id)), "what is printed is shown: {text}");
            }
        }
    }
}
