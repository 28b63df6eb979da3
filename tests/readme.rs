//! The commands of the README and of the page on configuration run, and what they show is what is printed.

use std::sync::Arc;

use factlint::reference::ReferenceTable;
use factlint::text::SourceFile;

use crate::support::{check, factlint, root};

/// The section whose commands run in a folder of their own (`newcomer`).
pub(crate) const FIRST_STEPS: &str = "Start with your own posts";

/// A fenced block of a page.
pub(crate) struct Block {
    /// The heading that it stands under.
    pub(crate) section: String,
    pub(crate) info: String,
    pub(crate) text: String,
}

pub(crate) fn blocks(page: &str) -> Vec<Block> {
    let readme = std::fs::read_to_string(root().join(page)).unwrap();
    let mut blocks = Vec::new();
    let mut section = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block { section: section.clone(), info: info.to_owned(), text: text.join("\n") });
        } else if let Some(heading) = line.strip_prefix("## ") {
            section = heading.to_owned();
        }
    }
    blocks
}

#[test]
fn what_the_readme_shows_is_what_its_commands_print() {
    what_is_shown_is_what_is_printed("README.md");
}

#[test]
fn what_the_page_on_configuration_shows_is_what_its_commands_print() {
    what_is_shown_is_what_is_printed("docs/configuration.md");
}

fn what_is_shown_is_what_is_printed(page: &str) {
    let mut shown = 0;
    let blocks: Vec<Block> = blocks(page).into_iter().filter(|block| block.section != FIRST_STEPS).collect();
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.info == "sh") {
        let mut printed = String::new();
        for line in block.text.lines() {
            let command =
                line.strip_prefix("cargo run --quiet --release -- ").or_else(|| line.strip_prefix("factlint "));
            // `.ci/run` runs the others: `cargo test`, `cargo install`.
            let Some(command) = command else {
                assert!(line.starts_with("cargo "), "`{line}`: what runs this?");
                continue;
            };
            let arguments: Vec<&str> = command.split_whitespace().collect();
            let output = factlint(&arguments);
            assert_ne!(output.code, Some(2), "`factlint {command}`: {}", output.stderr);
            printed.push_str(&output.stdout);
        }
        // A `text` block after the commands holds what they print; `…` stands for lines left out.
        let Some(expected) = blocks.get(index + 1).filter(|next| next.info == "text") else { continue };
        shown += 1;
        let mut rest = printed.as_str();
        for part in expected.text.trim_end().split("\n…\n") {
            let at = rest.find(part.trim_end());
            assert!(at.is_some(), "the commands do not print:\n{part}\nbut:\n{printed}");
            rest = &rest[at.unwrap_or_default() + part.trim_end().len()..];
        }
    }
    assert!(0 < shown, "{page} shows the output of a command");
}

#[test]
fn the_configuration_and_the_table_of_the_readme_can_be_used() {
    let yaml: Vec<Block> = blocks("README.md").into_iter().filter(|block| block.info == "yaml").collect();
    let [configuration, table] = yaml.as_slice() else { panic!("a configuration and a table") };
    let file = Arc::new(SourceFile::new("factlint.yaml", configuration.text.clone()));
    factlint::config::parse(&file).unwrap_or_else(|invalid| panic!("{:?}", invalid.diagnostics));
    let file = Arc::new(SourceFile::new("products.yaml", table.text.clone()));
    ReferenceTable::parse(file).unwrap_or_else(|invalid| panic!("{:?}", invalid.diagnostics));
}

#[test]
fn verdicts_that_the_readme_tells_are_the_verdicts() {
    let verdict = |text: &str| {
        let report = check("example.md", text, None);
        report.diagnostics.first().map_or("", |diagnostic| diagnostic.rule.as_str()).to_owned()
    };
    assert_eq!(verdict("GPT-3拥有1750亿参数。"), "");
    assert_eq!(verdict("Llama 2 has 700 billion parameters."), "claim/scale-slip");
    assert_eq!(verdict("据说GPT-4有1万亿参数。"), "");
    assert_eq!(verdict("GPT-4 has 1.76 trillion parameters."), "claim/unconfirmed-value");
    assert_eq!(verdict("Phi-3拥有27亿参数。"), "claim/refuted-value");
    assert_eq!(verdict("GPT-4 was released on March 14, 2024."), "claim/wrong-date");
    for value in ["about 180 billion", "over 100B"] {
        assert_eq!(verdict(&format!("GPT-3 has {value} parameters.")), "");
    }
    assert_eq!(verdict("GPT-3的参数量不到2000亿。"), "");
    for name in ["Chinese-Llama-2", "GPT-4 Turbo"] {
        assert_eq!(verdict(&format!("{name} has 51 billion parameters.")), "");
    }
}

#[test]
fn the_first_screen_has_two_commands() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let first: Vec<&str> = readme.lines().take(40).collect();
    assert!(first.iter().any(|line| line.starts_with("cargo run --quiet --release -- check ")));
    assert!(first.contains(&"cargo test"));
}
