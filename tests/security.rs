//! The promises of `docs/security.md` that no other test keeps: what the program never does, and what it never reads.

#![expect(clippy::disallowed_methods, reason = "these tests read the sources and make links")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::cli::{Folder, Run};
use crate::support::root;

/// A word that stands only in files that must not be read.
const SECRET: &str = "zqsecretzq";

/// A sentence with a finding.
const WRONG: &[u8] = "会议定于2024年2月30日举行。\n".as_bytes();

#[test]
fn every_promise_names_tests_that_exist() {
    let page = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let mut n_tests = 0;
    for part in page.split('`').skip(1).step_by(2) {
        let Some((file, name)) = part.split_once("::").filter(|(file, _)| file.ends_with(".rs")) else { continue };
        let text = fs::read_to_string(root().join(file)).unwrap_or_else(|_| panic!("`{part}`: there is no such file"));
        assert!(text.contains(&format!("fn {name}(")), "`{part}`: there is no such test");
        n_tests += 1;
    }
    let without_test: Vec<&str> = page
        .split("\n## ")
        .skip(1)
        .filter(|section| !section.contains(".rs::") && !section.starts_with("What is not promised"))
        .collect();
    assert!(30 <= n_tests && without_test.is_empty(), "{n_tests} tests; without one: {without_test:?}");
}

#[test]
fn the_program_starts_no_process_and_opens_no_socket() {
    let forbidden = [
        "process::Command",
        "std::net",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
        "UnixListener",
        "expand_env",
    ];
    let mut folders = vec![root().join("src"), root().join("build.rs")];
    let mut n_files = 0;
    while let Some(path) = folders.pop() {
        if path.is_dir() {
            folders.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        for word in forbidden {
            assert!(!code.contains(word), "{}: {word}", path.display());
        }
        n_files += 1;
    }
    assert!(300 < n_files, "the walk must see the sources");
    let lock = fs::read_to_string(root().join("Cargo.lock")).unwrap();
    for name in
        ["tokio", "mio", "socket2", "hyper", "reqwest", "ureq", "curl", "curl-sys", "rustls", "native-tls", "openssl"]
    {
        assert!(!lock.contains(&format!("name = \"{name}\"\n")), "{name} is a dependency");
    }
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    assert!(manifest.contains("unsafe_code = \"forbid\""));
}

/// Returns a folder with a repository in it, and beside the repository what must not be read.
#[cfg(unix)]
fn repository() -> Folder {
    use std::os::unix::fs::symlink;

    let folder = Folder::new(&[
        ("outside/secret.yaml", format!("{SECRET}: 1\n").as_bytes()),
        ("outside/secret.md", format!("{SECRET} 2024年2月30日\n").as_bytes()),
        ("site/.git/HEAD", b""),
        ("site/.git/config.yaml", format!("{SECRET}: 1\n").as_bytes()),
        ("site/a.md", WRONG),
    ]);
    let site = folder.path().join("site");
    let link = |to: &str, name: &str| symlink(to, site.join(name)).unwrap();
    link("../outside/secret.yaml", "linked.yaml");
    link("../outside", "folder");
    link("round.yaml", "round.yaml");
    link("/dev/zero", "zero.yaml");
    link("/proc/self/environ", "environment.yaml");
    let pipe = Command::new("mkfifo").arg(site.join("pipe.yaml")).stderr(Stdio::null()).status();
    assert!(pipe.is_ok_and(|status| status.success()), "a named pipe can be made");
    folder
}

#[cfg(unix)]
fn run_in_site(folder: &Folder, arguments: &[&str]) -> Run {
    let mut command = folder.command(arguments);
    command.current_dir(folder.path().join("site")).stdin(Stdio::null());
    // Where names of variables or a tilde were expanded, they would lead to what must not be read.
    command.env("HOME", folder.path().join("outside")).env("OUT", "../outside");
    Run::new(command.output().unwrap())
}

#[cfg(unix)]
#[test]
fn a_configuration_leads_nowhere_but_into_its_folder() {
    let folder = repository();
    let absolute = folder.path().join("outside/secret.yaml").display().to_string();
    let paths = [
        &absolute,
        "/etc/passwd",
        "../outside/secret.yaml",
        "folder/../../outside/secret.yaml",
        "folder/secret.yaml",
        "linked.yaml",
        "~/secret.yaml",
        "$HOME/secret.yaml",
        "${OUT}/secret.yaml",
        "%OUT%/secret.yaml",
        "file:///etc/passwd",
        "http://127.0.0.1/secret.yaml",
        "round.yaml",
        "zero.yaml",
        "environment.yaml",
        "pipe.yaml",
        "..\\outside\\secret.yaml",
        "C:/secret.yaml",
        "none.yaml\u{0}/../a.md",
    ];
    let keys = ["extends: [{}]", "tables: [{}]", "packs: [{}]", "front-matter: {json-schema: {}}"];
    for key in keys {
        for path in paths {
            let configuration = key.replacen("{}", &serde_json::to_string(path).unwrap(), 1);
            folder.write("site/factlint.yaml", configuration.as_bytes());
            let run = run_in_site(&folder, &["check", "a.md"]);
            assert_eq!(run.code, 2, "{configuration}: {run:?}");
            assert!(!run.output.contains(SECRET) && !run.errors.contains(SECRET), "{configuration}: {run:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_table_reads_nothing_outside_of_its_repository() {
    let folder = repository();
    folder.write("site/factlint.yaml", b"tables: [table.yaml]\n");
    for path in [
        "../outside/secret.yaml",
        "/etc/passwd",
        "linked.yaml",
        "folder/secret.yaml",
        ".git/config.yaml",
        "~/secret.yaml",
        "pipe.yaml",
    ] {
        let table = format!(
            "schema: reference/1\ntable: own\nas-of: 2024-01-02\nattributes:\n  size: {{dimension: count, phrases: {{en: {{nouns: [parameters]}}}}}}\nsources: {{}}\nsubjects:\n  a:\n    name: Zorbax\n    facts:\n      size: {{value: {{file: {path}, pointer: /{SECRET}}}}}\n"
        );
        folder.write("site/table.yaml", table.as_bytes());
        let run = run_in_site(&folder, &["check", "a.md"]);
        assert_eq!(run.code, 2, "{path}: {run:?}");
        assert!(!run.errors.contains(&format!("{SECRET}: 1")), "{path}: {run:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_folder_is_searched_without_its_links_pipes_and_devices() {
    use std::os::unix::fs::symlink;

    let folder = repository();
    let site = folder.path().join("site");
    for (to, name) in [
        ("../outside/secret.md", "linked.md"),
        ("/dev/zero", "zero.md"),
        (".", "loop"),
        ("/proc/self/environ", "environment.md"),
    ] {
        symlink(to, site.join(name)).unwrap();
    }
    fs::rename(site.join("pipe.yaml"), site.join("pipe.md")).unwrap();
    let run = run_in_site(&folder, &["check", ".", "--format", "json"]);
    assert_eq!(run.json()["summary"]["documents"], 1, "{run:?}");
    assert!(!run.output.contains(SECRET), "{run:?}");
    // What is named and cannot be read fails the run.
    for name in ["pipe.md", "zero.md"] {
        assert_eq!(run_in_site(&folder, &["check", name, "a.md"]).code, 2, "{name}");
    }
}

#[test]
fn ignore_files_with_too_many_patterns_are_not_read_and_fail_the_run() {
    let patterns: String = (0..30_000).map(|index| format!("p{index}/**/*.x\n")).collect();
    let folder = Folder::new(&[("posts/a.md", b"# A\n\nText.\n"), ("news/b.md", b"# B\n\nText.\n")]);
    folder.write("posts/.gitignore", patterns.as_bytes());
    for arguments in [["check", ".", "--format", "concise"], ["check", "posts", "--format", "concise"]] {
        let run = folder.run(&arguments);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.output.contains("posts:1:1"), "{run:?}");
        assert!(run.output.contains("more than 256 KiB: it is not searched"), "{run:?}");
    }
    // Whoever names the document means it.
    assert_eq!(folder.run(&["check", "posts/a.md"]).code, 0);
    folder.write(".gitignore", b"posts/\n");
    assert_eq!(folder.run(&["check", "."]).code, 0, "a folder that is left out need not be read");
}

#[test]
fn a_long_chain_and_many_files_of_configuration_are_refused() {
    let folder = Folder::new(&[("a.md", WRONG)]);
    for index in 0..12 {
        folder.write(&format!("{index}.yaml"), format!("extends: {}.yaml\n", index + 1).as_bytes());
    }
    let many: Vec<String> = (0..70).map(|index| format!("many-{index}.yaml")).collect();
    for name in &many {
        folder.write(name, b"rules: {}\n");
    }
    folder.write("wide.yaml", format!("extends: [{}]\n", many.join(", ")).as_bytes());
    for (name, words) in [("0.yaml", "build on each other"), ("wide.yaml", "more than 64 files")] {
        let run = folder.run(&["check", "a.md", "--config", name]);
        assert!(run.code == 2 && run.errors.contains(words), "{run:?}");
    }
}

#[test]
fn whatever_is_not_checked_fails_the_run() {
    let utf_16: Vec<u8> = "---\ntitle: x\n---\n\nNew cranes.\n".bytes().flat_map(|byte| [byte, 0]).collect();
    let cases: [(&str, Vec<u8>); 4] = [
        ("GBK", b"title: \xCE\xA2\xC8\xED\xB7\xA2\xB2\xBC\n".to_vec()),
        ("UTF-16 with a byte-order mark", [&b"\xFF\xFE"[..], &utf_16].concat()),
        ("UTF-16 without one", utf_16),
        ("a character cut off", "港口".as_bytes()[..5].to_vec()),
    ];
    for (kind, bytes) in cases {
        let folder = Folder::new(&[("a.md", &bytes), ("b.md", b"# fine\n")]);
        for arguments in
            [&["check", "."][..], &["check", ".", "--fail-on", "never"], &["check", ".", "--select", "date"]]
        {
            let run = folder.run(arguments);
            assert!(run.code == 1 && run.output.contains("not UTF-8"), "{kind}: {run:?}");
        }
        let off = folder.run(&["check", ".", "--ignore", "file/not-utf-8"]);
        assert_ne!(off.code, 0, "{kind}: {off:?}");
    }
}

#[test]
fn the_output_is_the_same_in_every_surrounding() {
    let names = ["b.md", "a/z.md", "a/é.md", "Z.md", "中.md", "a/B.md", "i.md", "I2.md"];
    let mut outputs = Vec::new();
    for is_reversed in [false, true] {
        let folder = Folder::new(&[]);
        let mut names = names.to_vec();
        if is_reversed {
            names.reverse();
        }
        for name in names {
            folder.write(
                name,
                "title: x\n---\n会议定于2024年2月30日（星期一）举行，明天开始。GPT-3有17500亿参数，1,5。\n".as_bytes(),
            );
        }
        for (locale, zone, threads) in [
            ("C", "UTC", "1"),
            ("tr_TR.UTF-8", "Pacific/Kiritimati", "2"),
            ("zh_CN.GB18030", "America/Los_Angeles", "7"),
        ] {
            let mut command =
                folder.command(&["check", ".", "--format", "json", "--today", "2024-06-01", "--threads", threads]);
            command.env("LANG", locale).env("LC_ALL", locale).env("TZ", zone).stdin(Stdio::null());
            outputs.push(Run::new(command.output().unwrap()).output);
        }
    }
    assert!(outputs[0].contains("impossible-date"));
    assert!(outputs.iter().all(|output| *output == outputs[0]));
}

#[test]
fn the_gate_bans_what_could_open_a_socket() {
    let deny: PathBuf = root().join("deny.toml");
    let text = fs::read_to_string(deny).unwrap();
    for name in ["reqwest", "hyper", "ureq", "curl", "tokio", "socket2", "rustls", "native-tls", "openssl"] {
        assert!(text.contains(&format!("crate = \"{name}\"")), "{name}");
    }
}
