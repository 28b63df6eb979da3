//! The first steps of the README: every command runs, in its order, in a site that is written on the spot.

#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "these tests run the commands that a reader would type")]

use std::path::Path;
use std::process::{Command, Output};

use crate::cli::Folder;
use crate::readme::{Block, FIRST_STEPS, blocks};
use crate::support::SURROUNDINGS;

/// A scale slip, a full-width colon with a wrong weekday, and a post with nothing wrong.
fn site() -> Folder {
    let post = |title: &str, day: &str, text: &str| format!("---\n{title}\ndate: 2024-05-{day}\n---\n\n{text}\n");
    let models = post("title: 大模型有多大", "08", "Meta的Llama 2最大的版本拥有7000亿参数，GPT-3则有1750亿参数。");
    let meetup = post("title： 读者见面会", "09", "见面会定在2024年5月13日（周三）下午，地点不变。");
    let notes = post(
        "title: Reading notes",
        "10",
        "GPT-3 has 175 billion parameters. The talk on Monday, May 13, 2024 is open to everybody.",
    );
    Folder::new(&[
        ("hugo.toml", "title = \"样例\"\n".as_bytes()),
        ("content/posts/2024-05-08-models.md", models.as_bytes()),
        ("content/posts/2024-05-09-meetup.md", meetup.as_bytes()),
        ("content/posts/2024-05-10-notes.md", notes.as_bytes()),
    ])
}

/// Runs a line in a shell as a reader would, with factlint on the `PATH`.
fn run(folder: &Folder, line: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_factlint")).parent().unwrap();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(program.to_owned()).chain(std::env::split_paths(&path))).unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(folder.path()).env("PATH", path).env("FACTLINT_NO_CACHE", "1");
    for variable in SURROUNDINGS.iter().chain(&["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"]) {
        command.env_remove(variable);
    }
    for (variable, value) in [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")] {
        command.env(variable, value);
    }
    for person in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{person}_NAME"), "tester").env(format!("GIT_{person}_EMAIL"), "tester@example.org");
    }
    command.output().unwrap()
}

/// Returns what a line printed; it must end with one of the exit codes.
fn printed(folder: &Folder, line: &str, codes: &[i32]) -> String {
    let output = run(folder, line);
    let code = output.status.code().unwrap();
    let (stdout, stderr) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    assert!(codes.contains(&code), "`{line}` ended with {code}\n{stdout}{stderr}");
    stdout
}

#[test]
fn the_first_steps_of_the_readme_lead_to_a_hook_that_works() {
    let folder = site();
    printed(&folder, "git init --quiet", &[0]);
    let blocks: Vec<Block> = blocks("README.md").into_iter().filter(|block| block.section == FIRST_STEPS).collect();
    let mut n_commands = 0;
    for (index, block) in blocks.iter().enumerate().filter(|(_, block)| block.info == "sh") {
        let lines: Vec<&str> = block.text.lines().collect();
        n_commands += lines.len();
        let text: String = lines.iter().map(|line| printed(&folder, line, &[0, 1])).collect();
        let Some(shown) = blocks.get(index + 1).filter(|next| next.info == "text") else { continue };
        let mut rest = text.as_str();
        for part in shown.text.trim_end().trim_end_matches('…').split("\n…\n") {
            let part = part.trim_end();
            let at = rest.find(part).unwrap_or_else(|| panic!("{lines:?} do not print:\n{part}\nbut:\n{text}"));
            rest = &rest[at + part.len()..];
        }
    }
    assert_eq!(n_commands, 8, "every command of the section runs");

    // The hook passes what was put off, and stops what is new.
    printed(&folder, "git add . && git commit --quiet --message first", &[0]);
    folder.write(
        "content/posts/2024-05-11-new.md",
        "---\ntitle: 新\ndate: 2024-05-11\n---\n\nGPT-3拥有2100亿参数。\n".as_bytes(),
    );
    let stopped = printed(&folder, "git add . && git commit --quiet --message second 2>&1", &[1]);
    assert!(stopped.contains("[claim/") && stopped.contains("2024-05-11-new.md:6:"), "{stopped}");
    folder.write(
        "content/posts/2024-05-11-new.md",
        "---\ntitle: 新\ndate: 2024-05-11\n---\n\nGPT-3拥有1750亿参数。\n".as_bytes(),
    );
    printed(&folder, "git add . && git commit --quiet --message second", &[0]);
}
