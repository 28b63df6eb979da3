//! The pages on rules, in Markdown: one a rule in the folder of its group, and an index.

use std::fmt::Write as _;

use super::text::heading;
use super::{configuration, demonstrate, fix, level, option_type};
use crate::render::Style;
use crate::rules::{Example, GROUPS, Part, RuleMeta, metas};

/// The first line of each page.
pub const PAGE_MARK: &str =
    "<!-- Written by `factlint rules --pages docs/rules`: change the rule's declaration, not this page. -->";

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Relative to the folder of the pages, with `/`.
    pub path: String,
    /// Markdown.
    pub text: String,
}

/// Returns the page of each rule, and the index before them.
pub fn pages() -> Vec<Page> {
    let metas = metas();
    let index = Page { path: "README.md".to_owned(), text: index(&metas) };
    let page = |meta: &&RuleMeta| Page { path: format!("{}.md", meta.id), text: page(meta) };
    std::iter::once(index).chain(metas.iter().map(page)).collect()
}

fn index(metas: &[&RuleMeta]) -> String {
    let mut text = format!(
        "{PAGE_MARK}\n\n# Rules\n\n\
        `factlint explain RULE` prints any of these pages, and `factlint rules --format json` all of them for programs.\n\
        A level holds without configuration; a fix is safe where no reader could object to it ([fixes](../fixes.md)).\n"
    );
    for group in GROUPS {
        let summary = group.summary;
        let _ = write!(
            text,
            "\n## {}\n\nReports {summary}.\n\n| rule | level | fix | reports |\n|---|---|---|---|\n",
            group.name
        );
        for meta in metas.iter().filter(|meta| meta.group() == group.name) {
            let summary = meta.summary();
            let summary = cell(summary.strip_prefix("Reports ").unwrap_or(&summary).trim_end_matches('.'));
            let _ = writeln!(text, "| [`{0}`]({0}.md) | {1} | {2} | {summary} |", meta.id, level(meta), fix(meta));
        }
    }
    text
}

fn page(meta: &RuleMeta) -> String {
    let mut text = format!("{PAGE_MARK}\n\n# `{}`\n\n", meta.id);
    let mut is_in_options = false;
    let mut has_level = false;
    for part in meta.parts() {
        match part {
            Part::Heading(heading) => {
                if std::mem::replace(&mut is_in_options, heading == "Options") {
                    options(meta, &mut text);
                }
                // Behind the summary, before everything else.
                if !std::mem::replace(&mut has_level, true) {
                    blank(&mut text);
                    let _ = write!(
                        text,
                        "Level: `{}` · fix: {} · group: [`{2}`](../README.md#{2})\n\n",
                        level(meta),
                        fix(meta),
                        meta.group()
                    );
                }
                blank(&mut text);
                let _ = write!(text, "## {heading}\n\n");
            }
            Part::Line(line) if line.is_empty() => blank(&mut text),
            Part::Line(line) => {
                text.push_str(line.trim_end());
                text.push('\n');
            }
            Part::Block { info, text: block } => fenced("", &info, &block, &mut text),
            Part::Example(example) => write_example(meta, &example, &mut text),
        }
    }
    if is_in_options {
        options(meta, &mut text);
    }
    if let Some(configuration) = configuration(meta) {
        blank(&mut text);
        text.push_str("## Configuration\n\nThe defaults, written out (levels: `off`, `info`, `warning`, `error`):\n");
        fenced("", "yaml", &configuration, &mut text);
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

fn write_example(meta: &RuleMeta, example: &Example, text: &mut String) {
    if let Some(configuration) = &example.configuration {
        fenced("With this configuration:", "yaml", configuration, text);
    }
    if let Some(table) = &example.table {
        fenced("With this table:", "yaml", table, text);
    }
    let info = match example.kind {
        crate::rules::ExampleKind::Document => "md",
        _ => "yaml",
    };
    fenced(&heading(example), info, &example.text, text);
    let shown = demonstrate(meta, example, Style::default());
    if !shown.is_empty() {
        fenced("factlint says:", "text", &shown, text);
    }
}

/// Writes the types and defaults of the options; what they are for stands above.
fn options(meta: &RuleMeta, text: &mut String) {
    blank(text);
    text.push_str("| option | type | default |\n|---|---|---|\n");
    for option in meta.options {
        let (kind, default) = option_type(option.default);
        let _ = writeln!(text, "| `{}` | {kind} | `{}` |", option.name, cell(&default.to_string()));
    }
}

/// Writes a block that holds any text, fences included.
fn fenced(heading: &str, info: &str, block: &str, text: &mut String) {
    blank(text);
    if !heading.is_empty() {
        text.push_str(heading);
        text.push_str("\n\n");
    }
    let run = |line: &str| line.trim_start().chars().take_while(|character| *character == '`').count();
    let length = block.lines().map(run).max().unwrap_or_default();
    let fence = "`".repeat((length + 1).max(3));
    text.push_str(&format!("{fence}{info}\n"));
    for line in block.trim_end().lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.push_str(&fence);
    text.push_str("\n\n");
}

fn blank(text: &mut String) {
    if !text.ends_with("\n\n") {
        text.push('\n');
    }
}

fn cell(words: &str) -> String {
    words.replace('|', "\\|")
}
