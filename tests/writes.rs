//! What `--fix` and the other commands write: whole or not at all, and never over what somebody saved.
//!
//! `cargo run --example sweep` kills and saves hundreds of times; this does a little of both.

#[path = "../examples/sweep/kill.rs"]
mod kill;
#[path = "../examples/sweep/posts.rs"]
mod posts;
#[path = "../examples/sweep/save.rs"]
mod save;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cli::{Folder, Run};
use posts::{broken, left_behind, repaired};

const PROGRAM: &str = env!("CARGO_BIN_EXE_factlint");

#[test]
fn runs_that_are_killed_tear_nothing_and_the_next_one_clears_up() {
    let kills = kill::sweep(Path::new(PROGRAM), 6);
    assert!(kills.is_good(), "{kills}");
}

#[test]
fn saves_during_a_run_are_never_lost() {
    let saves = save::sweep(Path::new(PROGRAM), 12);
    assert!(saves.is_good(), "{saves}");
}

fn post() -> Folder {
    Folder::new(&[("a.md", broken(1).as_bytes())])
}

/// Runs a command of the shell in a folder, in which `factlint` is the program.
fn shell(folder: &Folder, script: &str) -> Run {
    let mut command = Command::new("bash");
    command.args(["-c", &script.replace("factlint ", "\"$FACTLINT\" ")]).current_dir(folder.path());
    Run::new(command.env("FACTLINT", PROGRAM).env("FACTLINT_NO_CACHE", "1").output().unwrap())
}

#[test]
fn where_files_may_not_be_so_large_nothing_is_written_and_the_run_goes_on() {
    let folder = post();
    folder.write("small.md", "\n---\ntitle: x\n---\n\n正文。\n".as_bytes());
    let run = shell(&folder, "ulimit -f 1; factlint check --fix --today 2024-06-10 .");
    assert_eq!(run.code, 2, "{run:#?}");
    assert!(run.output.contains("the fixes were not written: the limit on the size of files is reached"), "{run:#?}");
    assert!(folder.read("a.md") == broken(1) && folder.read("small.md").starts_with("---\n"));
    let run = shell(&folder, "ulimit -f 0; factlint check -o report.json --today 2024-06-10 .");
    assert!(run.code == 2 && run.errors.contains("the limit on the size of files is reached"), "{run:#?}");
    for command in ["init", "baseline"] {
        let run = shell(&folder, &format!("ulimit -f 0; factlint {command}"));
        assert!(run.code == 2 && run.errors.contains("the limit on the size of files is reached"), "{run:#?}");
    }
    assert_eq!(left_behind(folder.path()), Vec::<String>::new());
}

/// Only where users may mount file systems of their own.
#[cfg(target_os = "linux")]
#[test]
fn on_a_full_disk_nothing_is_written() {
    let folder = post();
    fs::create_dir(folder.path().join("disk")).unwrap();
    let inside = "mount -t tmpfs -o size=16k tmpfs disk && cp a.md disk/ && cat /dev/zero > disk/full 2> /dev/null; \
        factlint check --fix --today 2024-06-10 disk; status=$?; cmp a.md disk/a.md && ls -A disk && exit $status";
    let run = shell(&folder, &format!("unshare --user --map-root-user --mount bash -c '{inside}'"));
    if run.errors.contains("unshare") || run.errors.contains("mount: ") {
        return;
    }
    assert!(run.output.contains("the fixes were not written: no space left on device"), "{run:#?}");
    assert!(run.code == 2 && run.output.ends_with("\na.md\nfull\n"), "{run:#?}");
}

#[test]
fn line_ends_and_byte_order_marks_are_kept_in_the_file() {
    let text = "\u{feff}\r\n---\r\ntitle: x\r\n作者：丙\n---\r\n\r\n正文。\r\n";
    let folder = Folder::new(&[("a.md", text.as_bytes())]);
    // Before front matter a byte-order mark is a finding of its own.
    folder.write("factlint.yaml", b"rules:\n  front-matter/byte-order-mark: off\n");
    let run = folder.run(&["check", "--fix", "--today", "2024-06-10"]);
    assert_eq!(run.code, 0, "{run:#?}");
    assert_eq!(folder.read("a.md"), "\u{feff}---\r\ntitle: x\r\n作者: 丙\n---\r\n\r\n正文。\r\n");
}

#[test]
fn what_cannot_be_written_is_told_and_the_rest_is_fixed() {
    let folder = post();
    folder.write("two/b.md", broken(2).as_bytes());
    fs::hard_link(folder.path().join("two/b.md"), folder.path().join("two/c.txt")).unwrap();
    folder.write("z.md", broken(3).as_bytes());
    let run = folder.run(&["check", "--fix", "--today", "2024-06-10", "--format", "concise"]);
    assert_eq!(run.code, 2, "{run:#?}");
    assert!(run.output.contains("two/b.md:1:1: error[file/not-written]"), "{run:#?}");
    assert!(run.output.contains("it has 2 names (hard links)"), "{run:#?}");
    let texts = ["a.md", "two/b.md", "two/c.txt", "z.md"].map(|path| folder.read(path));
    assert_eq!(texts, [repaired(1), broken(2), broken(2), repaired(3)]);
}

#[test]
fn each_command_that_writes_clears_up_behind_one_that_was_killed() {
    let left = ".factlint-1-0.part.tmp";
    for arguments in [&["check", "--fix"][..], &["baseline"], &["check", "-o", "report.json"]] {
        let folder = post();
        folder.write(left, b"half");
        folder.run(&[arguments, &["--today", "2024-06-10"]].concat());
        assert!(!folder.path().join(left).exists(), "{arguments:?}");
    }
    // What only looks changes nothing.
    let folder = post();
    folder.write(left, b"half");
    folder.run(&["check", "--diff", "--today", "2024-06-10"]);
    assert!(folder.path().join(left).exists());
}

#[test]
fn no_link_in_a_strangers_folder_leads_what_is_written_elsewhere() {
    let folder = Folder::new(&[("site/a.md", b"words\n"), ("mine.json", b"mine")]);
    for name in [".factlint.schema.json", "factlint.yaml", "factlint-baseline.json"] {
        std::os::unix::fs::symlink("../mine.json", folder.path().join("site").join(name)).unwrap();
    }
    for command in ["init", "baseline"] {
        let mut command = folder.command(&[command]);
        command.current_dir(folder.path().join("site")).output().unwrap();
    }
    fs::remove_file(folder.path().join("site/factlint.yaml")).unwrap();
    let mut command = folder.command(&["init"]);
    let output = command.current_dir(folder.path().join("site")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(folder.read("mine.json"), "mine");
    assert!(folder.read("site/.factlint.schema.json").contains("$schema"));
}
