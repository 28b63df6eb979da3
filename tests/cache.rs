//! The cache as a user meets it: the same output with it and without it, a folder that is told, one that is cleaned.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cli::{Folder, Run};
use crate::support::root;

/// Runs the program in a folder, with the cache in `cache`.
fn run(folder: &Path, cache: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.current_dir(folder).args(arguments).env("FACTLINT_CACHE_DIR", cache).stdin(Stdio::null());
    for name in ["FACTLINT_NO_CACHE", "NO_COLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    Run::new(command.output().unwrap())
}

/// A folder with the sample documents, and with two pages that share a title.
fn workspace() -> Folder {
    let folder = Folder::new(&[
        ("posts/one 一.md", "---\ntitle: 同一个标题😀\ndate: 2024-05-09\n---\r\n\r\n正文：5月32日。\n".as_bytes()),
        ("posts/two.md", "---\ntitle: 同一个标题😀\ndate: 2024-05-10\n---\n\nGPT-3拥有17500亿参数。\n".as_bytes()),
        ("posts/gbk.md", b"\xC4\xA3\xD0\xCD\n"),
    ]);
    for entry in fs::read_dir(root().join("fixtures/documents")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        folder.write(&name, &fs::read(path).unwrap());
    }
    folder
}

#[test]
fn the_output_is_the_same_with_a_cold_a_warm_and_no_cache_in_every_format() {
    let (folder, caches) = (workspace(), Folder::new(&[]));
    let help = run(folder.path(), caches.path(), &["check", "--help"]).output;
    let listed = help.lines().filter_map(|line| line.trim().strip_prefix("- ")?.split_once(':')).map(|(name, _)| name);
    let formats: Vec<&str> = listed.skip_while(|name| *name != "pretty").take_while(|name| *name != "auto").collect();
    assert!(formats.starts_with(&["pretty", "concise", "json"]), "{help}");
    for format in formats {
        let cache = caches.path().join(format);
        for arguments in [vec![], vec!["--color", "always"], vec!["--threads", "1"], vec!["--coverage"]] {
            let arguments = [&["check", "--today", "2024-06-10", "--format", format], arguments.as_slice()].concat();
            let without = run(folder.path(), &cache, &[arguments.as_slice(), &["--no-cache"]].concat());
            assert_eq!(without.code, 1, "{without:?}");
            for state in ["cold", "warm", "warm"] {
                let with = run(folder.path(), &cache, &arguments);
                assert_eq!((with.code, &with.output, &with.errors), (1, &without.output, &without.errors), "{state}");
            }
        }
        assert!(cache.join("CACHEDIR.TAG").is_file(), "the cache was used");
    }
}

#[test]
fn nothing_is_written_where_no_cache_is_wanted() {
    let (folder, caches) = (workspace(), Folder::new(&[]));
    let cache = caches.path().join("cache");
    let before = names(folder.path());
    assert_eq!(run(folder.path(), &cache, &["check", "--no-cache"]).code, 1);
    assert_eq!(run(folder.path(), &cache, &["check", "--diff"]).code, 1);
    assert!(!cache.exists());
    assert_eq!(run(folder.path(), &cache, &["check"]).code, 1);
    assert!(cache.exists());
    assert_eq!(names(folder.path()), before, "the workspace is left as it is");
}

#[test]
fn the_cache_is_told_and_cleaned() {
    let (folder, caches) = (workspace(), Folder::new(&[]));
    let cache = caches.path().join("cache");
    let told = run(folder.path(), &cache, &["cache", "dir"]);
    assert_eq!((told.code, told.output), (0, format!("{}\n", cache.display())));
    let nothing = run(folder.path(), &cache, &["cache", "clean"]);
    assert!(nothing.code == 0 && nothing.output.starts_with("there is no cache in "), "{nothing:?}");
    run(folder.path(), &cache, &["check"]);
    fs::write(cache.join("notes.txt"), "not a cache").unwrap();
    let cleaned = run(folder.path(), &cache, &["cache", "clean"]);
    assert!(cleaned.code == 0 && cleaned.output.starts_with("removed 1 cache ("), "{cleaned:?}");
    assert_eq!(names(&cache), [cache.join("notes.txt")]);
}

#[test]
fn a_folder_that_was_named_and_cannot_be_used_is_told_and_the_check_is_complete() {
    let (folder, caches) = (workspace(), Folder::new(&[("file", b"no folder")]));
    let cache = caches.path().join("file");
    let with = run(folder.path(), &cache, &["check", "--today", "2024-06-10"]);
    let without = run(folder.path(), &cache, &["check", "--today", "2024-06-10", "--no-cache"]);
    assert_eq!((with.code, with.output), (without.code, without.output));
    assert!(with.errors.starts_with("note: the cache in `"), "{}", with.errors);
}

#[test]
fn what_cannot_be_watched_is_refused() {
    let folder = workspace();
    for arguments in [vec!["-"], vec!["--fix"], vec!["--diff"]] {
        let arguments = [&["check", "--watch"], arguments.as_slice()].concat();
        let run = run(folder.path(), folder.path(), &arguments);
        assert_eq!((run.code, run.output.as_str()), (2, ""), "{arguments:?}");
    }
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names
}
