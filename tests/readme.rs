//! The README's commands run, and what it shows is what they print.

use crate::support::{factlint, root};

#[test]
fn what_the_readme_shows_is_what_its_commands_print() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let mut shown = 0;
    let mut lines = readme.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(command) =
            line.strip_prefix("cargo run --quiet --release -- ").or_else(|| line.strip_prefix("factlint "))
        else {
            continue;
        };
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = factlint(&arguments);
        assert_ne!(output.code, Some(2), "`factlint {command}`: {}", output.stderr);
        // A `text` block right after the command's own block holds its output; `…` stands for lines left out.
        let rest: Vec<&str> = lines.clone().take(4).collect();
        let Some(start) = rest.iter().position(|line| *line == "```text") else { continue };
        let block: Vec<&str> = lines.clone().skip(start + 1).take_while(|line| *line != "```").collect();
        shown += 1;
        let mut printed = output.stdout.as_str();
        for part in block.join("\n").split("\n…\n") {
            let part = part.trim_end();
            let at = printed.find(part);
            assert!(at.is_some(), "`factlint {command}` does not print:\n{part}\nbut:\n{printed}");
            printed = &printed[at.unwrap_or_default() + part.len()..];
        }
    }
    assert!(0 < shown, "the README shows the output of a command");
}

#[test]
fn the_first_screen_has_two_commands() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let first: Vec<&str> = readme.lines().take(40).collect();
    assert!(first.iter().any(|line| line.starts_with("cargo run --quiet --release -- check ")));
    assert!(first.contains(&"cargo test"));
}
