//! The command as a user meets it: exit codes, standard output, standard error.

#![expect(clippy::disallowed_methods, reason = "these tests run the program and write the files that it reads")]
#![expect(clippy::unwrap_used, reason = "the helpers of tests fail as tests do")]

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::support::SURROUNDINGS;

/// A GBK file whose first wrong byte stands after Chinese, full-width and emoji text, on its second line.
const NOT_UTF_8: &[u8] = "标题\r\n微软ＭＡＩ😀👨‍👩‍👧：".as_bytes();

/// A folder to run in.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        for (path, bytes) in files {
            folder.write(path, bytes);
        }
        folder
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
        command.current_dir(self.path()).args(arguments);
        for variable in SURROUNDINGS {
            command.env_remove(variable);
        }
        // Tests leave nothing behind in anybody's home; those of the cache name a folder of their own.
        command.env("FACTLINT_NO_CACHE", "1");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        Run::new(self.command(arguments).stdin(Stdio::null()).output().unwrap())
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path().join(path)).unwrap()
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path().join(path)).unwrap();
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // A program that refuses its arguments does not read.
        let _ = child.stdin.take().unwrap().write_all(input);
        Run::new(child.wait_with_output().unwrap())
    }
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Run {
    pub(crate) fn new(output: Output) -> Self {
        Self {
            code: output.status.code().expect("no signal"),
            output: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            errors: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.output).expect("JSON on standard output")
    }
}

fn not_utf_8() -> Vec<u8> {
    [NOT_UTF_8, b"\xC4\xA3\xD0\xCD\r\n"].concat()
}

fn sample() -> Folder {
    let folder = Folder::new(&[
        ("clean.md", b"# A heading\n\nSome words.\n"),
        ("gbk.md", &not_utf_8()),
        ("empty/notes.txt", b"no Markdown\n"),
        ("config/bad.yaml", b"tabels: []\n"),
        ("config/missing-table.yaml", b"tables: [none.yaml]\n"),
        ("config/bad-table.yaml", b"tables: [table.yaml]\n"),
        ("config/table.yaml", b"schema: 7\n"),
        ("config/good.yaml", b"# nothing\n"),
    ]);
    File::create(folder.path().join("large.md")).unwrap().set_len(60_000_000).unwrap();
    folder
}

#[test]
fn exit_codes_are_exact() {
    let folder = sample();
    let cases: &[(&[&str], i32, &str)] = &[
        (&["check", "clean.md"], 0, ""),
        (&["check", "clean.md", "--config", "config/good.yaml"], 0, ""),
        (&["check", "empty"], 0, "no Markdown files found in `empty`"),
        (&["check", "empty/notes.txt"], 0, ""),
        (&["--version"], 0, ""),
        (&["check", "--help"], 0, ""),
        (&["rules"], 0, ""),
        (&["explain", "file/not-utf-8"], 0, ""),
        (&["check", "gbk.md"], 1, ""),
        (&["check", "large.md"], 1, ""),
        (&["check", "gbk.md", "--fail-on", "never"], 1, ""),
        (&["check", "."], 1, ""),
        (&[], 2, "Usage: factlint"),
        (&["chekc"], 2, "similar subcommand exists: 'check'"),
        (&["check", "--formt", "json"], 2, "similar argument exists: '--format'"),
        (&["check", "--format", "xml"], 2, "possible values: pretty, concise, json, jsonl, sarif"),
        (&["check", "--today", "2024-02-30"], 2, "there is no such day"),
        (&["check", "--today", "9 May"], 2, "a day is written as 2024-05-09"),
        (&["check", "--threads", "0"], 2, "--threads"),
        (&["check", "missing.md"], 2, "`missing.md` does not exist"),
        (&["check", "clean.md", "missing"], 2, "`missing` does not exist"),
        (&["check", "clean.md", "--config", "none.yaml"], 2, "the configuration `none.yaml` does not exist"),
        (&["check", "clean.md", "--config", "config"], 2, "it is not a regular file"),
        (&["check", "clean.md", "--config", "config/bad.yaml"], 2, "did you mean `tables`?"),
        (&["check", "clean.md", "--config", "config/missing-table.yaml"], 2, "the table `none.yaml` does not exist"),
        (&["check", "clean.md", "--config", "config/bad-table.yaml"], 2, "config/table.yaml"),
        (&["check", "clean.md", "--config", "gbk.md"], 2, "is not UTF-8"),
        (&["check", "-", "clean.md"], 2, "`-` cannot be checked together"),
        (&["check", "clean.md", "--stdin-filename", "x.md"], 2, "give `-` as the path"),
        (&["check", "-", "--stdin-filename", ""], 2, ""),
        (&["explain", "date/imposible"], 2, "there is no rule `date/imposible`"),
    ];
    for (arguments, code, words) in cases {
        let run = folder.run(arguments);
        assert_eq!(run.code, *code, "{arguments:?}\n{run:#?}");
        assert!(run.errors.contains(words), "{arguments:?}\n{run:#?}");
        assert!(!run.errors.contains("panicked"), "{arguments:?}\n{run:#?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_the_system_refuses_is_named_and_fails_the_run() {
    let folder = sample();
    // A regular file whose reading always fails, for root as well.
    let run = folder.run(&["check", "/proc/self/mem", "clean.md", "--format", "concise"]);
    assert_eq!(run.code, 2, "{run:#?}");
    assert!(run.output.starts_with("/proc/self/mem:1:1: error[file/unreadable] the file cannot be read: "), "{run:#?}");
    assert!(run.errors.starts_with("checked 1 document, could not check 1: 1 error"), "{run:#?}");
    let run = folder.run(&["check", "/dev/null"]);
    assert_eq!(run.code, 2);
    assert!(run.errors.contains("neither a file nor a folder"), "{run:#?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_a_closed_pipe_is_not() {
    let folder = sample();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let output = folder.command(&["check", "clean.md"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("cannot be written: no space left on device"));

    for index in 0..800 {
        folder.write(&format!("many/{index}.md"), &not_utf_8());
    }
    let mut child = folder.command(&["check", "many"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn columns_are_right_in_all_three_formats() {
    let folder = sample();
    // 微软ＭＡＩ are 5 characters, 😀 is 1, the joined family 5, ： 1; C4 A3 happens to be a character of UTF-8 (ģ): the
    // first wrong byte is the 14th character.
    let pretty = folder.run(&["check", "gbk.md"]);
    assert!(pretty.output.contains("[gbk.md:2:14]"), "{pretty:#?}");
    let offset = NOT_UTF_8.len() + 2;
    let concise = folder.run(&["check", "./gbk.md", "--format", "concise"]);
    let line = format!("gbk.md:2:14: error[file/not-utf-8] the file is not UTF-8: byte 0xD0 at offset {offset}\n");
    assert_eq!(concise.output, line);
    let json = folder.run(&["check", "gbk.md", "--format", "json"]);
    let start = serde_json::json!({"line": 2, "column": 14, "utf16_column": 18, "byte_offset": offset});
    assert_eq!(json.json()["diagnostics"][0]["span"]["start"], start);
}

#[test]
fn json_is_one_object_whatever_happens() {
    let folder = sample();
    for (arguments, findings) in [
        (&["check", "clean.md", "--format", "json"][..], 0),
        (&["check", "empty", "--format", "json"][..], 0),
        (&["check", "gbk.md", "large.md", "--format", "json"][..], 2),
        (&["check", "clean.md", "--format", "json", "--config", "config/bad.yaml"][..], 1),
    ] {
        let value = folder.run(arguments).json();
        assert_eq!(value["schema_version"], 1);
        assert_eq!(value["diagnostics"].as_array().unwrap().len(), findings, "{arguments:?}");
        assert_eq!(value["summary"]["diagnostics"]["total"], findings, "{arguments:?}");
    }
    let rules = folder.run(&["rules", "--format", "json"]).json();
    assert!(rules["rules"].as_array().unwrap().iter().any(|rule| rule["id"] == "file/not-utf-8"));
}

#[test]
fn standard_input_is_checked_under_its_name() {
    let folder = sample();
    let run = folder.run_with_input(&["check", "-", "--format", "concise"], &not_utf_8());
    assert_eq!(run.code, 1);
    assert!(run.output.starts_with("<stdin>:2:"), "{run:#?}");
    let arguments = ["check", "-", "--stdin-filename", "./posts/新 文.md", "--format", "concise"];
    let run = folder.run_with_input(&arguments, &not_utf_8());
    assert!(run.output.starts_with("posts/新 文.md:2:"), "{run:#?}");
    // The configuration above the name counts, though the file does not exist.
    folder.write("posts/factlint.yaml", b"x: 1\n");
    let run = folder.run_with_input(&arguments, b"# fine\n");
    assert_eq!(run.code, 2);
    assert!(run.errors.contains("posts/factlint.yaml:1:1"), "{run:#?}");
}

#[test]
fn the_nearest_configuration_counts_for_each_file_and_its_mistakes_stop_the_run() {
    let folder = sample();
    folder.write("blog/factlint.yaml", "规则: {}\nrules:\n  date/no-such: error\n".as_bytes());
    folder.write("blog/posts/a.md", b"# fine\n");
    assert_eq!(folder.run(&["check", "clean.md"]).code, 0);
    let run = folder.run(&["check", "clean.md", "blog"]);
    assert_eq!(run.code, 2);
    assert_eq!(run.output, "");
    insta::assert_snapshot!(run.errors, @r"
    error[config/invalid]

      × unknown key `规则`
       ╭─[blog/factlint.yaml:1:1]
     1 │ 规则: {}
       · ────
       ╰────
      help: the keys are `extends`, `tables`, `packs`, `rules`, `front-matter`, `exclude`, `include`,
            `extensions`, `format`, `fail-on`, `lang`, `ignore-claims`, `overrides`, `limits`

    error[config/invalid]

      × there is no rule `date/no-such`
       ╭─[blog/factlint.yaml:3:3]
     3 │   date/no-such: error
       ·   ────────────
       ╰────
      help: `factlint rules` lists the rules

    error: nothing was checked
      help: repair this file and run again
    ");
}

#[test]
fn an_empty_file_is_a_document() {
    let folder = Folder::new(&[("empty.md", b""), ("bom.md", b"\xEF\xBB\xBF")]);
    let run = folder.run(&["check"]);
    assert_eq!(run.code, 0, "{run:#?}");
    assert!(run.output.ends_with("checked 2 documents: 2 info findings; no claims found\n"), "{run:#?}");
}

#[test]
fn the_output_is_the_same_for_any_number_of_threads() {
    let folder = Folder::new(&[]);
    for index in 0..300 {
        let bytes =
            if index % 3 == 0 { not_utf_8() } else { format!("# {index}\n\n拥有{index}亿参数。\n").into_bytes() };
        folder.write(&format!("{}/{index}.md", index % 7), &bytes);
    }
    for format in ["pretty", "concise", "json"] {
        let arguments = |threads| ["check", ".", "--format", format, "--today", "2024-05-09", "--threads", threads];
        let one = folder.run(&arguments("1"));
        assert_eq!(one.output, folder.run(&arguments("2")).output);
        assert_eq!(one.output, folder.run(&arguments("8")).output);
    }
}

#[test]
fn colour_is_written_only_where_it_is_wanted() {
    let folder = sample();
    assert!(!folder.run(&["check", "gbk.md"]).output.contains('\x1b'));
    assert!(folder.run(&["check", "gbk.md", "--color", "always"]).output.contains("\x1b[31m"));
    let output = folder.command(&["check", "gbk.md"]).env("NO_COLOR", "1").output().unwrap();
    assert!(!output.stdout.contains(&0x1B));
}

#[cfg(unix)]
#[test]
fn hostile_names_reach_no_output_raw() {
    let folder = Folder::new(&[]);
    for name in ["::error::a.md", "a\n::error::b.md", "\x1b[31mc.md", "##[error]d.md", "\u{202e}e.md"] {
        folder.write(name, &not_utf_8());
    }
    for format in ["pretty", "concise", "json"] {
        let run = folder.run(&["check", ".", "--format", format]);
        for line in run.output.lines() {
            assert!(!line.trim_start().starts_with("::"), "{format}: {line:?}");
            assert!(!line.contains("##["), "{format}: {line:?}");
            assert!(!line.contains('\x1b') && !line.contains('\u{202e}'), "{format}: {line:?}");
        }
    }
    let json = folder.run(&["check", ".", "--format", "json"]).json();
    let names: Vec<&str> =
        json["diagnostics"].as_array().unwrap().iter().map(|finding| finding["file"].as_str().unwrap()).collect();
    assert!(names.contains(&"a\n::error::b.md") && names.contains(&"\x1b[31mc.md"), "{names:?}");
}

#[test]
fn a_rule_is_explained_in_plain_text() {
    let folder = Folder::new(&[]);
    let run = folder.run(&["explain", "not-utf-8"]);
    assert!(run.output.starts_with("file/not-utf-8\nlevel: error, fix: none\n\nReports files that are not UTF-8.\n"));
    let run = folder.run(&["explain", "file/not-utf8"]);
    assert_eq!(run.errors, "error: there is no rule `file/not-utf8`\n  help: did you mean `file/not-utf-8`?\n");
}

#[test]
fn init_writes_the_preset_that_it_finds_and_never_over_a_file() {
    let folder =
        Folder::new(&[("hugo.toml", b"baseURL = 'x'\n"), ("content/a.md", b"---\ntitel: x\ndescripton: y\n---\n")]);
    let run = folder.run(&["init"]);
    let said = "found hugo: hugo.toml\nfound 1 document\nwrote factlint.yaml\nwrote .factlint.schema.json for completion in editors\nnext: factlint check\n";
    assert_eq!((run.code, run.output.as_str()), (0, said), "{run:#?}");
    let run = folder.run(&["check", "content", "--format", "concise"]);
    assert!(run.output.contains("front-matter/unknown-key] Hugo has no key `descripton`"), "{run:#?}");
    let run = folder.run(&["init"]);
    assert_eq!(run.code, 2);
    assert!(run.errors.contains("is there already"), "{run:#?}");

    let below = Folder::new(&[("website/docusaurus.config.js", b""), ("website/docs/a.md", b"---\ntitle: 1\n---\n")]);
    assert_eq!(below.run(&["init", "."]).code, 0);
    let run = below.run(&["check", ".", "--format", "concise"]);
    assert!(run.output.contains("front-matter/wrong-type] `title` must be a text"), "{run:#?}");

    let nothing = Folder::new(&[("a.md", b"# fine\n")]);
    let run = nothing.run(&["init"]);
    assert!(run.code == 0 && run.output.contains("found no generator"), "{run:#?}");
    assert_eq!(nothing.run(&["check", "."]).code, 0);
    let run = nothing.run(&["init", "--preset", "hguo"]);
    assert!(run.code == 2 && run.errors.contains("did you mean `hugo`?"), "{run:#?}");
}

#[test]
fn a_bad_schema_stops_the_run_at_its_place() {
    let folder = Folder::new(&[
        ("a.md", b"# fine\n"),
        (
            "factlint.yaml",
            b"front-matter:\n  preset: hogo\n  json-schema: schema.json\n  schema:\n    title: { max-lenght: 3 }\n",
        ),
    ]);
    let run = folder.run(&["check", "."]);
    assert_eq!((run.code, run.output.as_str()), (2, ""), "{run:#?}");
    insta::assert_snapshot!(run.errors, @r#"
    error[config/invalid]

      × there is no preset `hogo`
       ╭─[factlint.yaml:2:11]
     2 │   preset: hogo
       ·           ────
       ╰────
      help: did you mean `hugo`?

    error[config/invalid]

      × unknown key `max-lenght`
       ╭─[factlint.yaml:5:14]
     5 │     title: { max-lenght: 3 }
       ·              ──────────
       ╰────
      help: did you mean `max-length`?

    error: nothing was checked
      help: repair this file and run again
    "#);
    folder.write("factlint.yaml", b"front-matter: { json-schema: schema.json }\n");
    folder.write("schema.json", b"{\n  \"properties\": { \"title\": { \"type\": \"txt\" } }\n}\n");
    let run = folder.run(&["check", "."]);
    assert_eq!(run.code, 2);
    insta::assert_snapshot!(run.errors, @r#"
    error[config/invalid]

      × this is no JSON Schema: `type` does not take this value
       ╭─[schema.json:2:38]
     2 │   "properties": { "title": { "type": "txt" } }
       ·                                      ─────
       ╰────

    error: nothing was checked
      help: repair this file and run again
    "#);
}

/// A post with three defects, and what is left when they are repaired.
const BROKEN: &str = "\n---\n---\ntitle: 一\r\n作者：\"丙\"\ndate: 2024-05-09\n---\n\n正文。\n";
const REPAIRED: &str = "---\ntitle: 一\r\n作者: \"丙\"\ndate: 2024-05-09\n---\n\n正文。\n";
/// A post with a defect that only its writer can repair.
const AMBIGUOUS: &str = "\n---\ntitle: 一\ntitle: 二\n---\n\n正文。\n";

fn broken() -> Folder {
    Folder::new(&[("a.md", BROKEN.as_bytes()), ("b.md", AMBIGUOUS.as_bytes()), ("c.md", REPAIRED.as_bytes())])
}

#[test]
fn fixes_are_written_and_what_is_left_is_told() {
    let folder = broken();
    let run = folder.run(&["check", "--fix", "--today", "2024-06-10"]);
    assert_eq!(run.code, 1, "{run:#?}");
    assert!(run.output.ends_with("fixed 4 problems in 2 files; 1 left\n"), "{run:#?}");
    assert!(run.output.contains("the key `title` stands twice"), "{run:#?}");
    assert_eq!(folder.read("a.md"), REPAIRED);
    assert_eq!(folder.read("b.md"), AMBIGUOUS[1..]);
    let again = folder.run(&["check", "--fix", "a.md", "c.md", "--today", "2024-06-10"]);
    assert_eq!(again.code, 0);
    assert!(again.output.ends_with("fixed nothing; 0 left\n"), "{again:#?}");
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "nothing is left beside the files: {names:?}");
}

#[test]
fn a_diff_shows_the_fixes_and_changes_nothing() {
    let folder = broken();
    let run = folder.run(&["check", "--diff", "a.md", "--today", "2024-06-10"]);
    assert_eq!(run.code, 1);
    assert_eq!(folder.read("a.md"), BROKEN);
    assert_eq!(run.errors, "would fix 3 problems in 1 file; 0 left\n");
    assert!(run.output.starts_with("--- a/a.md\n+++ b/a.md\n@@ -1,8 +1,6 @@\n-\n----\n ---\n"), "{run:#?}");
    let clean = folder.run(&["check", "--diff", "c.md", "--today", "2024-06-10"]);
    assert_eq!((clean.code, clean.output.as_str()), (0, ""));
}

#[test]
fn a_diff_and_a_fix_leave_the_same_findings() {
    // Two pages share their title, which no single document shows; the third has something to fix.
    let page = |text: &str| format!("---\ntitle: 港口 Port\ndate: 2024-05-01\n---\n\n{text}\n").into_bytes();
    let folder = Folder::new(&[
        ("a.md", &page("第一篇。")),
        ("b.md", &page("The second.")),
        ("c.md", "---\ntitle: 三\ndate: 2024-05-01\n---\n\n港口\u{8}昨天开放。\n".as_bytes()),
    ]);
    let diff = folder.run(&["check", "--diff", "--today", "2024-06-01"]);
    assert!(diff.code == 1 && diff.errors.ends_with("would fix 1 problem in 1 file; 1 left\n"), "{diff:#?}");
    assert!(!diff.output.contains("front-matter/duplicate-title"), "{}", diff.output);
    let fixed = folder.run(&["check", "--fix", "--today", "2024-06-01"]);
    assert!(fixed.output.contains("front-matter/duplicate-title"), "{}", fixed.output);
    assert!(fixed.output.ends_with("fixed 1 problem in 1 file; 1 left\n"), "{}", fixed.output);
}

#[test]
fn standard_input_is_fixed_onto_standard_output() {
    let folder = Folder::new(&[]);
    let run = folder.run_with_input(&["check", "--fix", "-", "--today", "2024-06-10"], BROKEN.as_bytes());
    assert_eq!((run.code, run.output.as_str()), (0, REPAIRED), "{}", run.errors);
    assert_eq!(run.errors, "fixed 3 problems in 1 file; 0 left\n");
    let run = folder.run_with_input(&["check", "--fix", "-"], AMBIGUOUS.as_bytes());
    assert_eq!((run.code, run.output.as_str()), (1, &AMBIGUOUS[1..]));
    assert!(run.errors.contains("the key `title` stands twice"), "{run:#?}");
    let run = folder.run_with_input(&["check", "--fix", "-"], &not_utf_8());
    assert_eq!((run.code, run.output.as_str()), (1, ""));
}

#[test]
fn unsafe_fixes_are_applied_only_where_they_are_asked_for() {
    let text = "Here is the post:\n\n---\ntitle: 一\ndate: 2024-05-09\n---\n\n正文。\n";
    let folder = Folder::new(&[("a.md", text.as_bytes())]);
    assert_eq!(folder.run(&["check", "--fix"]).code, 1);
    assert_eq!(folder.read("a.md"), text);
    let alone = folder.run(&["check", "--unsafe-fixes"]);
    assert_eq!(alone.code, 2);
    assert!(alone.errors.contains("alone changes nothing"), "{alone:#?}");
    assert_eq!(folder.run(&["check", "--fix", "--unsafe-fixes"]).code, 0);
    assert_eq!(folder.read("a.md"), &text["Here is the post:\n\n".len()..]);
}

#[test]
fn a_run_that_fixes_prints_one_json_object() {
    let folder = broken();
    let run = folder.run(&["check", "--fix", "--format", "json", "--today", "2024-06-10"]);
    assert_eq!(run.json()["diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!(run.errors, "fixed 4 problems in 2 files; 1 left\n");
}
