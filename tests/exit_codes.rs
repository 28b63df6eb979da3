//! The exit codes, in every format: 0 nothing that fails, 1 findings, 2 not done or not completely.

use std::fs::File;
use std::io::Read as _;
use std::process::{Output, Stdio};

use factlint::render::Format;

use crate::cli::Folder;

/// A document with a finding, and one whose only finding is a remark.
const WRONG: &str = "会议定于2024年2月30日举行。\n";

fn sample() -> Folder {
    Folder::new(&[
        ("clean.md", "# 标题\n\n正文。\n".as_bytes()),
        ("wrong.md", WRONG.as_bytes()),
        ("remark.md", b""),
        ("gbk.md", b"\xC4\xA3\xD0\xCD\n"),
        ("empty/notes.txt", b""),
        ("bad.yaml", b"tabels: []\n"),
        ("no-table.yaml", b"tables: [none.yaml]\n"),
        ("bad-table.yaml", b"tables: [table.yaml]\n"),
        ("table.yaml", b"schema: 7\n"),
    ])
}

/// What standard output must be.
#[derive(Clone, Copy)]
enum Shown {
    /// Something whole in the format.
    Whole,
    /// Nothing: the run did not begin.
    Nothing,
    /// Whole for programs; nothing for people, who are told on standard error.
    ForPrograms,
}

#[cfg(target_os = "linux")]
#[test]
fn every_case_in_every_format() {
    use Shown::{ForPrograms, Nothing, Whole};
    let folder = sample();
    let cases: &[(&str, &[&str], i32, Shown)] = &[
        ("clean", &["clean.md"], 0, Whole),
        ("findings", &["wrong.md"], 1, Whole),
        ("findings below the level that fails", &["remark.md"], 0, Whole),
        ("findings that nobody wants to fail on", &["wrong.md", "--fail-on", "never"], 0, Whole),
        ("zero files named", &["empty"], 0, Whole),
        ("a file that is not UTF-8", &["gbk.md", "--fail-on", "never"], 1, Whole),
        ("unreadable", &["/proc/self/mem", "clean.md"], 2, Whole),
        ("bad flag", &["clean.md", "--fial-on", "never"], 2, Nothing),
        ("missing path", &["none.md"], 2, Nothing),
        ("bad configuration", &["clean.md", "--config", "bad.yaml"], 2, ForPrograms),
        ("missing table", &["clean.md", "--config", "no-table.yaml"], 2, ForPrograms),
        ("bad table", &["clean.md", "--config", "bad-table.yaml"], 2, ForPrograms),
        ("an output without a folder", &["clean.md", "-o", "none/x"], 2, Nothing),
        ("an output on a full disk", &["clean.md", "-o", "markdown:/dev/full"], 2, Whole),
    ];
    for format in Format::ALL {
        for (what, arguments, code, shown) in cases {
            let run =
                folder.run(&[&["check", "--today", "2024-06-10", "--format", format.as_str()], *arguments].concat());
            let context = format!("{what}, {}: {run:#?}", format.as_str());
            assert_eq!(run.code, *code, "{context}");
            assert!(!run.errors.contains("panicked"), "{context}");
            let is_shown = match shown {
                Whole => true,
                ForPrograms => !format.is_for_people(),
                Nothing => false,
            };
            if is_shown {
                assert!(is_well_formed(format, &run.output), "{context}");
            } else {
                assert_eq!(run.output, "", "{context}");
            }
            if *code == 2 {
                assert!(*what == "unreadable" || run.errors.contains("error: "), "{context}");
            }
        }
    }
}

/// Returns whether a whole output can be read by a program.
fn is_well_formed(format: Format, output: &str) -> bool {
    let is_json = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
    match format {
        Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => is_json(output),
        Format::Jsonl => is_json(output.lines().last().unwrap_or_default()),
        Format::Rdjsonl => output.lines().all(is_json),
        Format::Junit | Format::Checkstyle => roxmltree::Document::parse(output).is_ok(),
        Format::Pretty | Format::Concise | Format::Github | Format::Azure | Format::Markdown => true,
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_every_format() {
    let folder = sample();
    for format in Format::ALL {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let mut command = folder.command(&["check", "wrong.md", "--today", "2024-06-10", "--format", format.as_str()]);
        let output = command.stdout(full).output().unwrap();
        let errors = errors(&output);
        assert_eq!(output.status.code(), Some(2), "{}: {errors}", format.as_str());
        assert!(errors.contains("cannot be written: no space left on device"), "{}: {errors}", format.as_str());
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error_in_any_format() {
    let folder = sample();
    for index in 0..400 {
        folder.write(&format!("many/{index}.md"), WRONG.repeat(3).as_bytes());
    }
    for format in Format::ALL {
        let mut command =
            folder.command(&["check", "many", "-q", "--today", "2024-06-10", "--format", format.as_str()]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0];
        // As `head -c 1` does.
        child.stdout.take().unwrap().read_exact(&mut first).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", format.as_str());
        assert_eq!(errors(&output), "", "{}", format.as_str());
    }
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
